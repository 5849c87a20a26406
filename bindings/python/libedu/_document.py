"""Documents and the nodes of their trees."""
from __future__ import annotations

import weakref

from . import _native
from ._report import Finding, Ledger, findings
from .errors import EduLossError, EduStateError

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping
    from typing import Any, BinaryIO, TypeVar

    from _typeshed import ReadableBuffer

    from ._entity import Entity
    from .core import Catalogue, Credential

    _E = TypeVar("_E", bound=Entity)

CARRY = {"none": 0, "residue": 1, "original": 2}
KINDS = (
    "none", "object", "array", "string", "number", "true", "false", "null", "element", "attribute", "namespace",
    "text", "cdata", "comment", "instruction", "link",
)


def loads(
    data: ReadableBuffer, *, format: str | None = None, lenient: bool = False, keep_original: bool = True
) -> Document:
    """Read a document from bytes, bytearray, memoryview, mmap or anything else with the buffer protocol.

    format: "elmo", "elm@3.2", … when the bytes must be that; otherwise it is detected.
    lenient: read what is refused by default where it can be read by names.
    keep_original: keep a copy of the bytes; without it carry="original" and seals don't work.
    """
    return Document(_native.edb_open(format, data, lenient, keep_original))


def read(
    source: str | os.PathLike[str] | BinaryIO, *, format: str | None = None, lenient: bool = False,
    keep_original: bool = True,
) -> Document:
    """Read a document from a file: a path, or an object with read() that returns bytes. See loads()."""
    if hasattr(source, "read"):
        return loads(source.read(), format=format, lenient=lenient, keep_original=keep_original)
    with open(source, "rb") as file:
        return loads(file.read(), format=format, lenient=lenient, keep_original=keep_original)


def _supplement_bytes(supplement: ReadableBuffer | Mapping[str, Any] | None) -> Any:
    if supplement is None or not hasattr(supplement, "items"):
        return supplement
    import json

    return json.dumps(supplement).encode()


class Document:
    """A document as it was read or made: nothing is dropped, numbers and dates keep their text.

    A context manager; close() frees its memory at once, otherwise the garbage collector does.
    """

    __slots__ = ("__weakref__", "_core", "_finalizer", "_handle")

    def __init__(self, handle: Any):
        self._handle = handle
        self._finalizer = weakref.finalize(self, _native.edb_close, handle)
        self._core: Entity | None = None   # the same in the core model

    def close(self) -> None:
        """Free it. Whatever was obtained from it raises ValueError afterwards. May be called again."""
        if self._core is not None:
            self._core._doc.close()
        self._handle = None
        self._finalizer()

    def __enter__(self) -> Document:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def closed(self) -> bool:
        return self._handle is None

    @property
    def format(self) -> str:
        """The name of its format, such as "elmo"."""
        return _native.edb_format(self._handle) or ""

    @property
    def version(self) -> str:
        """The version of its format, such as "1.7"."""
        return _native.edb_format_version(self._handle) or ""

    @property
    def original(self) -> bytes | None:
        """A copy of the exact bytes that were read; None for a document that was made, or without keep_original."""
        return _native.edb_original(self._handle)

    @property
    def root(self) -> Node:
        """The top of its tree."""
        return Node(self, _native.edb_root(self._handle))

    @property
    def record(self) -> Credential:
        """What it says of a learner, as typed objects of the core model; made when first asked for.

        EduStateError for a document about courses alone, which has a catalogue.
        """
        from .core import Credential

        return self._as(Credential)

    @property
    def catalogue(self) -> Catalogue:
        """What it says of courses apart from any learner; EduStateError for a document that has a record."""
        from .core import Catalogue

        return self._as(Catalogue)

    def _as(self, wanted: type[_E]) -> _E:
        if self._core is None or self._handle is None:
            from . import core

            made = Document(_native.edb_convert(self._handle, "core", CARRY["none"], False, False, None))
            self._core = getattr(core, made.root.class_name)(made, made.root._ref)
        if not isinstance(self._core, wanted):
            raise EduStateError(f"the document is a {type(self._core).__name__}, not a {wanted.__name__}")
        return self._core

    def write(self, *, compact: bool = False) -> bytes:
        """The document in its own format; the same document gives the same bytes."""
        return _native.edb_write(self._handle, compact)

    def __bytes__(self) -> bytes:
        return self.write()

    def to(
        self, target: str, *, carry: str = "none", supplement: ReadableBuffer | Mapping[str, Any] | None = None,
        strict: bool = False,
    ) -> Result:
        """Convert into another format or version: "elm", "elmo@1.7", ….

        carry: what becomes of values that have no place in the target: "none": they are lost;
        "residue": they travel in its extension places; "original": the source travels inside.
        supplement: what the source lacks, as a mapping or as JSON.
        strict: raise EduLossError, with its .ledger, when something would be lost.
        """
        if carry not in CARRY:
            raise ValueError('carry must be "none", "residue" or "original"')
        made = Document(_native.edb_convert(
            self._handle, target, CARRY[carry], strict, True, _supplement_bytes(supplement)))
        counts = [_native.edb_ledger_count(made._handle, outcome) for outcome in range(5)]
        ledger = Ledger(_native.edb_take_ledger(made._handle), counts)
        try:
            _native.edb_check(made._handle)
        except EduLossError as error:
            error.ledger = ledger
            raise
        return Result(made, ledger)

    def redact(
        self, policy: str | Mapping[str, Any], *, key: ReadableBuffer | None = None, recipient: str | None = None
    ) -> Result:
        """The smaller document that a policy leaves, and what became of every value; a seal is gone afterwards.

        policy: a name of libedu.privacy.policies(), a mapping, or JSON; docs/privacy.md has the form.
        key, recipient: for policies that make pseudonyms: secret bytes, at least 16, and for whom it is.
        """
        import json

        text = json.dumps(policy) if hasattr(policy, "items") else policy
        made = Document(_native.edb_redact(self._handle, text, recipient, key))
        counts = [_native.edb_ledger_count(made._handle, outcome) for outcome in range(5)]
        return Result(made, Ledger(_native.edb_take_ledger(made._handle), counts))

    def validate(self, profile: str | None = None) -> list[Finding]:
        """What is wrong with it, in document order. It is valid when no finding's severity is "error"."""
        import json

        return findings([json.loads(line) for line in _native.edb_validate(self._handle, profile).splitlines()])

    def __reduce__(self) -> tuple[Any, ...]:
        original = self.original
        return _restore, (self.write() if original is None else original, self.format)

    def __repr__(self) -> str:
        return "<Document closed>" if self.closed else f"<Document {self.format}@{self.version}>"


def _restore(data: bytes, format: str) -> Document:
    return loads(data, format=format, lenient=True)


class Node:
    """A place in a document's tree. It keeps its document alive; after its close() it can't be used."""

    __slots__ = ("_doc", "_ref")

    def __init__(self, document: Document, ref: int):
        self._doc = document
        self._ref = ref

    def _at(self, ref: int) -> Node | None:
        return Node(self._doc, ref) if ref else None

    @property
    def document(self) -> Document:
        return self._doc

    @property
    def kind(self) -> str:
        """JSON: "object", "array", "string", "number", "true", "false", "null"; XML: "element", "attribute",
        "text", …; in the core model also "link"."""
        return KINDS[_native.edb_node_kind(self._doc._handle, self._ref)]

    @property
    def name(self) -> str:
        """Its name as written; "" for entries of arrays."""
        return _native.edb_node_name(self._doc._handle, self._ref) or ""

    @property
    def class_name(self) -> str:
        """Its class in the tables of the format, such as "LearningAchievement"; "" where they know none."""
        return _native.edb_node_class(self._doc._handle, self._ref) or ""

    @property
    def text(self) -> str | None:
        """Its own text; None where it has none."""
        return _native.edb_node_text(self._doc._handle, self._ref)

    @property
    def parent(self) -> Node | None:
        return self._at(_native.edb_node_parent(self._doc._handle, self._ref))

    @property
    def path(self) -> str:
        """Its path as in reports: a JSON Pointer, or /elmo/report[1]/…."""
        return _native.edb_node_path(self._doc._handle, self._ref)

    @property
    def line(self) -> int:
        """The line where it stands in the original, from 1; 0 where not known."""
        return _native.edb_node_place(self._doc._handle, self._ref) >> 32

    @property
    def column(self) -> int:
        """The column in bytes, from 1; 0 where not known."""
        return _native.edb_node_place(self._doc._handle, self._ref) & 0xFFFFFFFF

    def __iter__(self) -> Iterator[Node]:
        """Its children, in order."""
        ref = _native.edb_node_first(self._doc._handle, self._ref)
        while ref:
            yield Node(self._doc, ref)
            ref = _native.edb_node_next(self._doc._handle, ref)

    def get(self, name: str) -> Node | None:
        """The first child of that name; None where there is none."""
        if "\0" in name:
            return None
        return self._at(_native.edb_node_child(self._doc._handle, self._ref, name))

    def __getitem__(self, name: str) -> Node:
        found = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def resolve(self) -> Node:
        """What a link leads to; any other node itself."""
        return Node(self._doc, _native.edb_node_resolve(self._doc._handle, self._ref))

    def walk(self) -> Iterator[Node]:
        """Itself and everything below, in document order."""
        handle, ref = self._doc._handle, self._ref
        while ref:
            yield Node(self._doc, ref)
            handle = self._doc._handle
            following = _native.edb_node_first(handle, ref)
            while not following and ref != self._ref:
                following = _native.edb_node_next(handle, ref)
                ref = following or _native.edb_node_parent(handle, ref)
            ref = following

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and self._doc is other._doc and self._ref == other._ref

    def __hash__(self) -> int:
        return hash((id(self._doc), self._ref))

    def __repr__(self) -> str:
        about = "closed" if self._doc.closed else f"{self.kind} {self.name!r}"
        return f"<Node {self._ref} {about}>"


class Result:
    """What Document.to() returns; unpacks into document and ledger."""

    __slots__ = ("document", "ledger")

    def __init__(self, document: Document, ledger: Ledger):
        self.document = document
        self.ledger = ledger

    def __iter__(self) -> Iterator[Document | Ledger]:
        return iter((self.document, self.ledger))

    def __repr__(self) -> str:
        return f"<Result {self.document!r} {self.ledger!r}>"
