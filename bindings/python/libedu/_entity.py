"""What the typed classes of the core model (libedu.core, generated) are made of."""
from __future__ import annotations

from ._native import edb_node_child, edb_node_first, edb_node_next, edb_node_resolve, edb_node_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    from ._document import Document, Node

    _E = TypeVar("_E", bound="Entity")


class Text(str):
    """A text and its language: a str with .lang, a BCP 47 tag, or None where none was given."""

    __slots__ = ("lang",)
    lang: str | None

    def __new__(cls, value: str, lang: str | None = None) -> Text:
        text = super().__new__(cls, value)
        text.lang = lang
        return text

    def __getnewargs__(self) -> tuple[str, str | None]:  # type: ignore[override]
        return str(self), self.lang

    def is_in(self, lang: str) -> bool:
        """Whether it is in a language; "en" takes "en-GB", too."""
        mine, wanted = (self.lang or "").lower(), lang.lower()
        return mine == wanted or mine.startswith(wanted + "-")


def in_language(texts: list[Text], lang: str | None) -> Text | None:
    """The text in exactly that language, or in a variety of it; without a language: the first."""
    if lang is None:
        return texts[0] if texts else None
    fitting = [text for text in texts if text.is_in(lang)]
    exact = [text for text in fitting if (text.lang or "").lower() == lang.lower()]
    return (exact or fitting or [None])[0]  # type: ignore[list-item]


class Entity:
    """A node of the core model. It keeps its document alive; after the document's close() it can't be used."""

    __slots__ = ("_doc", "_ref")

    def __init__(self, document: Document, ref: int):
        self._doc = document
        self._ref = ref

    @property
    def node(self) -> Node:
        """The same as a generic node."""
        from ._document import Node

        return Node(self._doc, self._ref)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entity) and self._doc is other._doc and self._ref == other._ref

    def __hash__(self) -> int:
        return hash((id(self._doc), self._ref))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._ref}>"

    def _entries(self, name: str) -> list[int]:
        handle = self._doc._handle
        found = []
        ref = edb_node_first(handle, edb_node_child(handle, self._ref, name))
        while ref:
            found.append(edb_node_resolve(handle, ref))
            ref = edb_node_next(handle, ref)
        return found

    def _text(self, name: str) -> str | None:
        handle = self._doc._handle
        return edb_node_text(handle, edb_node_child(handle, self._ref, name))

    def _texts(self, name: str) -> list[str]:
        handle = self._doc._handle
        return [edb_node_text(handle, ref) or "" for ref in self._entries(name)]

    def _language_texts(self, name: str) -> list[Text]:
        handle = self._doc._handle
        return [
            Text(edb_node_text(handle, ref) or "", edb_node_text(handle, edb_node_child(handle, ref, "lang")))
            for ref in self._entries(name)
        ]

    def _one(self, name: str, cls: type[_E]) -> _E | None:
        handle = self._doc._handle
        ref = edb_node_resolve(handle, edb_node_child(handle, self._ref, name))
        return cls(self._doc, ref) if ref else None

    def _many(self, name: str, cls: type[_E]) -> list[_E]:
        return [cls(self._doc, ref) for ref in self._entries(name)]
