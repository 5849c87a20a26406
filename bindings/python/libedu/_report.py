"""What conversions and checks tell: ledgers and findings."""
from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

OUTCOMES = ("exact", "derived", "carried", "lost", "defaulted")


class Place:
    """Where else the node or the value of a finding stands."""

    __slots__ = ("column", "line", "path")

    def __init__(self, line: int, column: int, path: str):
        #: from 1; 0 where not known
        self.line = line
        self.column = column
        self.path = path

    def __repr__(self) -> str:
        return f"<Place {self.line}: {self.path}>"


class Finding:
    """One thing to know about a document."""

    __slots__ = ("also", "column", "line", "message", "path", "rule", "severity")

    def __init__(self, line: int, column: int, severity: str, rule: str, path: str, message: str, also: tuple[Place, ...] = ()):
        #: from 1; 0 where not known
        self.line = line
        self.column = column
        #: "error", "warning" or "info"; no error means valid
        self.severity = severity
        self.rule = rule
        self.path = path
        self.message = message
        #: its other places: a node of a credential may stand in many; at most 1,000
        self.also = also

    def __str__(self) -> str:
        return f"{self.line}: {self.severity} {self.rule} {self.path}: {self.message}"

    def __repr__(self) -> str:
        return f"<Finding {self}>"


def findings(lines: list[dict]) -> list[Finding]:
    """Those that the library's lines tell: each with the number of its other places, which come behind it."""
    found, at = [], iter(lines)
    for line in at:
        places = line.pop("places")
        found.append(Finding(**line, also=tuple(Place(**next(at)) for _ in range(places))))
    return found


class Entry:
    """What became of one value of the source, or where one value of the target came from."""

    __slots__ = ("outcome", "rule", "source", "target")

    def __init__(self, source: str | None, target: str | None, outcome: str, rule: str):
        #: path in the source; None for a value that was defaulted
        self.source = source
        #: path in the target; None for a value that is not in it
        self.target = target
        #: one of "exact", "derived", "carried", "lost", "defaulted"
        self.outcome = outcome
        self.rule = rule

    def __repr__(self) -> str:
        return f"<Entry {self.outcome} {self.source} -> {self.target}>"


class Ledger:
    """The account of a conversion: an entry for every value of the source and every default of the target.

    bytes(ledger) is the report as JSON Lines, the same as `edu convert --report` writes.
    """

    __slots__ = ("_entries", "_lines", "counts")

    def __init__(self, lines: bytes, counts: list[int]):
        self._lines = lines
        self._entries: list[Entry] | None = None
        #: how many entries have which outcome
        self.counts: dict[str, int] = dict(zip(OUTCOMES, counts))

    def __bytes__(self) -> bytes:
        return self._lines

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return sum(self.counts.values())

    @property
    def entries(self) -> list[Entry]:
        """All entries, in document order."""
        if self._entries is None:
            import json

            rows = (json.loads(line) for line in self._lines.splitlines())
            self._entries = [
                Entry(row["source"], row["target"], row["outcome"], row.get("rule", ""))
                for row in rows if "outcome" in row
            ]
        return self._entries

    @property
    def losses(self) -> list[Entry]:
        """The entries of values that are not in the target."""
        return [entry for entry in self.entries if entry.outcome == "lost"]

    def __repr__(self) -> str:
        return f"<Ledger {self.counts}>"
