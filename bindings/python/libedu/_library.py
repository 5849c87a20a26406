"""What this build of the library is and can do."""
from __future__ import annotations

from . import _native

__version__ = _native.edb_version() or ""


class Format:
    """One version of a format, and what can be done with it."""

    __slots__ = ("default", "name", "reads", "syntax", "title", "version", "writes")

    def __init__(self, name: str, version: str, title: str, syntax: str, reads: int, writes: int, default: int):
        self.name = name
        self.version = version
        self.title = title
        #: "xml" or "json"
        self.syntax = syntax
        self.reads = bool(reads)
        self.writes = bool(writes)
        #: whether the bare name means this version as a target
        self.default = bool(default)

    def __repr__(self) -> str:
        return f"<Format {self.name}@{self.version}>"


def formats() -> list[Format]:
    """The formats and versions that are known, in a fixed order."""
    import json

    return [Format(**json.loads(line)) for line in _native.edb_formats().splitlines()]
