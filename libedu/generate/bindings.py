"""The typed classes of the bindings, from the core model's description and the list of statuses.

    bindings.py python CORE.toml BASE.h FOLDER     core.py, core.pyi, errors.py
    bindings.py java CORE.toml BASE.h FOLDER       org/libedu/Edu…Exception.java, Errors.java, core/….java

What a class offers is worked out here, once; python_classes.py and java_classes.py only put it into words.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import java_classes
import python_classes
import source

TEXTS = {
    "string", "token", "html", "uri", "iri", "date", "datetime", "duration", "decimal", "integer", "positive", "count",
}
LEXICAL = {
    "date": "An ISO 8601 date, as written.",
    "datetime": "An ISO 8601 date and time, as written.",
    "duration": "An ISO 8601 duration, as written.",
    "decimal": "A decimal number, as written.",
}
UNCOUNTABLE = {"information"}
# A status's exception, and the exception of Python that it is as well.
EXCEPTIONS = {
    "EDU_ENOMEM": ("Memory", "MemoryError"),
    "EDU_EARG": ("Argument", "ValueError"),
    "EDU_ESYNTAX": ("Syntax", "ValueError"),
    "EDU_EFORMAT": ("Format", "ValueError"),
    "EDU_EVERSION": ("Version", "ValueError"),
    "EDU_ELIMIT": ("Limit", "ValueError"),
    "EDU_EUNSUPPORTED": ("Unsupported", "NotImplementedError"),
    "EDU_EINVALID": ("Invalid", "ValueError"),
    "EDU_ELOSS": ("Loss", "ValueError"),
    "EDU_ESIGNATURE": ("Signature", "ValueError"),
    "EDU_EKEY": ("Key", "ValueError"),
    "EDU_EIO": ("IO", "OSError"),
    "EDU_ESTATE": ("State", "RuntimeError"),
    "EDU_EUSER": ("Stopped", "RuntimeError"),
    "EDU_EINTERNAL": ("Internal", "RuntimeError"),
}


@dataclass
class Accessor:
    """What a property of the core model is to a user."""

    name: str  # in the description
    one: tuple  # its words, such as ("family", "Name")
    many: tuple  # the same in the plural
    shape: str  # "text", "language" or "node"
    repeated: bool
    target: str  # class of a node
    doc: str


@dataclass
class Status:
    name: str
    code: int
    doc: str
    exception: str
    python_base: str


def words(name):
    """A name's words: familyName is family Name, eIDASIdentifier is eIDAS Identifier."""
    parts = re.findall(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z0-9]+|[A-Z]+", name)
    if len(parts) > 1 and len(parts[0]) == 1:
        parts[:2] = [parts[0] + parts[1]]
    return tuple(parts)


def plural_word(word):
    if word in UNCOUNTABLE or word.lower() in UNCOUNTABLE:
        return word
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")


def plural(parts):
    """The words with their noun in the plural: the last one, or the one in front of "Of"."""
    noun = parts.index("Of") - 1 if "Of" in parts else len(parts) - 1
    return parts[:noun] + (plural_word(parts[noun]),) + parts[noun + 1:]


def accessor(path, cls, prop):
    where = f"{path}: class.{cls.name}.{prop.name}"
    repeated = prop.max != 1
    shape = "node" if prop.kind == "node" else "language" if prop.kind == "langstring" else "text"
    if shape == "text" and prop.kind not in TEXTS:
        raise source.SourceError(f"{where}: the bindings have no accessor for the kind {prop.kind}")
    if shape == "language" and not repeated:
        raise source.SourceError(f"{where}: the bindings expect a text in languages to be repeatable")
    if len(prop.range) > 1:
        raise source.SourceError(f"{where}: the bindings expect one class in range")
    parts = words(prop.name)
    lexical = "" if "as written" in prop.doc else LEXICAL.get(prop.kind, "")
    return Accessor(
        name=prop.name, one=parts, many=plural(parts), shape=shape, repeated=repeated,
        target=prop.range[0] if prop.range else "", doc=f"{prop.doc} {lexical}".strip(),
    )


def classes(core):
    """[(class, its accessors)]; two that would have one name stop the build."""
    found = []
    for cls in core.classes:
        accessors = [accessor(core.path, cls, prop) for prop in cls.properties]
        taken = [a.one for a in accessors if not a.repeated or a.shape == "language"]
        taken += [a.many for a in accessors if a.repeated]
        for name in taken:
            if taken.count(name) > 1:
                raise source.SourceError(f"{core.path}: class.{cls.name}: two accessors are called {'_'.join(name)}")
        found.append((cls, accessors))
    return found


def statuses(header):
    """The failures that edu/base.h declares, in its order."""
    text = Path(header).read_text(encoding="utf-8")
    body = re.search(r"typedef enum edu_status \{(.*?)\} edu_status;", text, re.S)
    rows = re.findall(r"(EDU_E[A-Z]+) = (-\d+),?\s*/\*\*< (.*?) \*/", body[1] if body else "")
    names = [name for name, _, _ in rows]
    if sorted(names) != sorted(EXCEPTIONS):
        odd = ", ".join(sorted(set(names) ^ set(EXCEPTIONS)))
        raise source.SourceError(f"{header}: edu_status and the table in bindings.py differ: {odd}")
    return [Status(name, int(code), doc[0].upper() + doc[1:] + ".", *EXCEPTIONS[name]) for name, code, doc in rows]


def main():
    if len(sys.argv) != 5 or sys.argv[1] not in ("python", "java"):
        sys.exit(__doc__)
    language, description, header, folder = sys.argv[1:]
    writer = python_classes if language == "python" else java_classes
    files = writer.files(classes(source.load(description)), statuses(header))
    for name, text in sorted(files.items()):
        target = Path(folder) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        source.write_if_changed(target, text)


if __name__ == "__main__":
    source.run(main)
