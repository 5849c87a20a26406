"""Codes of European vocabularies: from a code to its concept's IRI and back."""
from __future__ import annotations

import functools

from . import _native

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Code:
    """One code of a scheme."""

    __slots__ = ("code", "iri", "label", "other")

    def __init__(self, base: str, code: str, other: str, label: str):
        #: as in the concept's IRI: "IRL", "ENG", "0613"
        self.code = code
        self.iri = base + code
        #: what others call it: ISO 3166-1 alpha-2, ISO 639-1, a media type, "ects"; "": nothing
        self.other = other
        #: its English name; "": not held
        self.label = label

    def __repr__(self) -> str:
        return f"<Code {self.code}>"


class Scheme:
    """One controlled vocabulary; iterating gives its codes, in the order of their bytes."""

    __slots__ = ("_by_code", "_by_iri", "_by_other", "base", "complete", "iri", "name")

    def __init__(self, lines: bytes):
        import json

        first, *rest = map(json.loads, lines.splitlines())
        self.name: str = first["name"]
        self.iri: str = first["iri"]
        #: what the IRIs of its concepts begin with
        self.base: str = first["base"]
        #: whether the list was published whole
        self.complete = bool(first["complete"])
        codes = [Code(self.base, **row) for row in rest]
        self._by_code = {code.code: code for code in codes}
        self._by_other = {code.other: code for code in codes if code.other}
        self._by_iri = {code.iri: code for code in codes}

    def __iter__(self) -> Iterator[Code]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def find(self, code: str) -> Code | None:
        """A code by itself, or by its concept's IRI; None: the scheme has none."""
        return self._by_code.get(code) or self._by_iri.get(code)

    def find_other(self, other: str) -> Code | None:
        """A code by what others call it: "IE", "en", "application/pdf", "ects"."""
        return self._by_other.get(other)

    def __repr__(self) -> str:
        return f"<Scheme {self.name}>"


def schemes() -> list[str]:
    """The names of the vocabularies whose codes are held."""
    import json

    return [json.loads(line)["name"] for line in _native.edb_schemes().splitlines()]


@functools.lru_cache(maxsize=None)
def _scheme(name: str) -> Scheme:
    return Scheme(_native.edb_codes(name))


def scheme(name: str) -> Scheme:
    """A vocabulary by its name ("country") or its IRI; EduArgumentError where there is none."""
    return _scheme(name)
