"""Reading formats/NAME/NAME.toml: one description of a format, checked, as plain objects.

Everything that generates from a description reads it through load(). What is wrong is told with the
file and the key, and nothing is generated. docs/importing.md describes the keys.
"""

import argparse
import re
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

KINDS = (
    "string", "token", "langstring", "html", "uri", "iri", "date", "datetime", "duration", "decimal",
    "integer", "positive", "count", "boolean", "literal", "node", "any", "number", "uuid", "email",
)
TOP_KEYS = {"format", "versions", "names", "retired", "class", "codes"}
CLASS_KEYS = {"id", "term", "doc", "header", "root", "open", "closed", "deactivated", "versions", "retired", "properties"}
PROPERTY_KEYS = {
    "id", "name", "predicate", "space", "of", "schemes", "keyed", "kind", "card", "range", "codes", "pattern",
    "max_value", "attribute", "text",
    "unique_language", "ordered", "scoped", "vanishes", "versions", "doc", "source", "nullable", "claims_null",
    "reference", "nested", "without_id", "alternative", "min_length", "max_length", "min_items", "non_negative",
}
CODES_KEYS = {"values", "versions", "closed", "doc"}
FLAGS = (
    "keyed",
    "attribute", "text", "unique_language", "ordered", "scoped", "reference", "nested", "non_negative",
    "without_id",
)
BOUNDS = ("alternative", "min_length", "max_length", "min_items")
PROPERTIES_PER_CLASS = 100  # a property's number is its class's times this, plus 1…99
MANY = 0  # what the C tables say for "no limit"


class SourceError(Exception):
    """Something in a description that nothing can be generated from."""


@dataclass
class Property:
    id: int
    name: str
    kind: str
    min: int
    max: int  # MANY: no limit
    versions: tuple  # indices into Source.versions
    predicate: str = ""
    space: str = ""       # XML forms: prefix of the element's namespace
    of: str = ""          # XML forms: class of what a text names
    schemes: tuple = ()   # XML forms: the lists that a code may be of
    range: tuple = ()
    codes: str = ""
    pattern: str = ""
    max_value: int = 0
    flags: frozenset = frozenset()
    nullable: tuple = ()  # indices of the versions in which null is a value
    claims_null: tuple = ()  # and of those whose prose says so, against the schema
    bounds: dict = field(default_factory=dict)
    vanishes: str = ""
    doc: str = ""
    source: str = ""


@dataclass
class Class:
    id: int
    name: str
    term: str = ""
    doc: str = ""
    header: str = ""
    root: bool = False   # a document of the core may be one
    open: bool = False
    closed: bool = False
    deactivated: bool = False
    versions: tuple = ()
    properties: list = field(default_factory=list)


@dataclass
class Codes:
    name: str
    values: list
    versions: dict  # value -> indices of the versions that have it; a value of all versions is missing
    closed: tuple = ()  # indices of the versions in which another value is an error


@dataclass
class Source:
    path: Path
    format: str
    versions: list
    names: list  # sorted; number i + 1 is names[i]
    classes: list
    codes: list

    def class_index(self, name):
        return [c.name for c in self.classes].index(name) + 1

    def name_number(self, name):
        return self.names.index(name) + 1


def identifier(text):
    """The text as a part of a C identifier."""
    return re.sub(r"[^A-Za-z0-9]", "_", text)


class Reader:
    """Turns the TOML's dictionaries into objects; remembers where it is, for the messages."""

    def __init__(self, path, data):
        self.path = Path(path)
        self.data = data
        self.versions = []

    def fail(self, key, message):
        raise SourceError(f"{self.path}: {key}: {message}")

    def check_keys(self, key, table, allowed):
        if not isinstance(table, dict):
            self.fail(key, "must be a table")
        for name in table:
            if name not in allowed:
                self.fail(f"{key}.{name}" if key else name, "unknown key")

    def value(self, key, table, name, kind, default=None):
        if name not in table:
            if default is None:
                self.fail(f"{key}.{name}" if key else name, "is missing")
            return default
        value = table[name]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fail(f"{key}.{name}" if key else name, f"must be of type {kind.__name__}")
        return value

    def texts(self, key, table, name, default=None):
        values = self.value(key, table, name, list, default)
        for value in values:
            if not isinstance(value, str) or not value:
                self.fail(f"{key}.{name}" if key else name, "must hold texts that are not empty")
        if len(set(values)) != len(values):
            self.fail(f"{key}.{name}" if key else name, "holds a text twice")
        return values

    def version_indices(self, key, table, default=(), entry="versions"):
        """Indices of the versions a table names; where it names none, default, and else all."""
        names = self.texts(key, table, entry, [])
        for name in names:
            if name not in self.versions:
                self.fail(f"{key}.{entry}", f'unknown version "{name}"')
        if not names:
            return default or tuple(range(len(self.versions)))
        return tuple(sorted(self.versions.index(name) for name in names))

    def named_versions(self, key, table, entry):
        """The same where naming none means none."""
        return self.version_indices(key, table, (), entry) if table.get(entry) else ()

    def cardinality(self, key, table):
        card = self.value(key, table, "card", str)
        match = re.fullmatch(r"(\d+)\.\.(\d+|\*)", card)
        if not match:
            self.fail(f"{key}.card", 'must look like "0..1" or "1..*"')
        low, high = int(match[1]), MANY if match[2] == "*" else int(match[2])
        if high != MANY and (high == 0 or low > high):
            self.fail(f"{key}.card", "allows nothing")
        if max(low, high) > 0xFFFF:
            self.fail(f"{key}.card", "is too large for the tables")
        return low, high

    def property(self, key, table, cls):
        self.check_keys(key, table, PROPERTY_KEYS)
        number = self.value(key, table, "id", int)
        if number // PROPERTIES_PER_CLASS != cls.id or number % PROPERTIES_PER_CLASS == 0:
            self.fail(f"{key}.id", f"must lie between {cls.id}01 and {cls.id}99")
        kind = self.value(key, table, "kind", str)
        if kind not in KINDS:
            self.fail(f"{key}.kind", f'unknown kind "{kind}"')
        low, high = self.cardinality(key, table)
        prop = Property(
            id=number, name=self.value(key, table, "name", str), kind=kind, min=low, max=high,
            versions=self.version_indices(key, table, cls.versions),
            predicate=self.value(key, table, "predicate", str, ""),
            space=self.value(key, table, "space", str, ""), of=self.value(key, table, "of", str, ""),
            schemes=tuple(self.texts(key, table, "schemes", [])),
            range=tuple(self.texts(key, table, "range", [])),
            codes=self.value(key, table, "codes", str, ""),
            pattern=self.value(key, table, "pattern", str, ""),
            max_value=self.value(key, table, "max_value", int, 0),
            flags=frozenset(f for f in FLAGS if self.value(key, table, f, bool, False)),
            nullable=self.named_versions(key, table, "nullable"),
            claims_null=self.named_versions(key, table, "claims_null"),
            bounds={b: self.value(key, table, b, int, 0) for b in BOUNDS},
            vanishes=self.value(key, table, "vanishes", str, ""),
            doc=self.value(key, table, "doc", str, ""), source=self.value(key, table, "source", str, ""),
        )
        if not prop.name:
            self.fail(f"{key}.name", "is empty")
        # An id may say whose id it is.
        if kind != "uuid" and (kind == "node") != bool(prop.range):
            self.fail(f"{key}.range", "belongs to the kind node, and to no other")
        for name, number in prop.bounds.items():
            if not 0 <= number <= (0xFF if name in ("alternative", "min_items") else 0xFFFF):
                self.fail(f"{key}.{name}", "is out of range")
        if not 0 <= prop.max_value <= 0xFFFFFFFF:
            self.fail(f"{key}.max_value", "must lie between 0 and 4294967295")
        return prop

    def properties(self, cls, table, key):
        rows = self.value(key, table, "properties", list, [])
        for i, row in enumerate(rows):
            prop = self.property(f"{key}.properties[{i}]", row, cls)
            for other in cls.properties:
                if other.id == prop.id:
                    self.fail(f"{key}.properties[{i}].id", f"{prop.id} is in use already")
                if other.name == prop.name and set(other.versions) & set(prop.versions):
                    self.fail(f"{key}.properties[{i}]", f'"{prop.name}" has a row in that version already')
            cls.properties.append(prop)
        self.check_numbers(key, table, cls)

    def check_numbers(self, key, table, cls):
        # A number that is neither in use nor retired was dropped by mistake, and would be given away again.
        retired = self.value(key, table, "retired", list, [])
        used = {p.id for p in cls.properties}
        for number in retired:
            if number in used:
                self.fail(f"{key}.retired", f"{number} is in use")
        for number in range(cls.id * PROPERTIES_PER_CLASS + 1, max(used | set(retired), default=0)):
            if number not in used and number not in retired:
                self.fail(key, f"number {number} vanished: keep its row, or name it in {key}.retired")

    def classes(self):
        found = []
        for name, table in self.value("", self.data, "class", dict).items():
            key = f"class.{name}"
            self.check_keys(key, table, CLASS_KEYS)
            cls = Class(
                id=self.value(key, table, "id", int), name=name, term=self.value(key, table, "term", str, ""),
                doc=self.value(key, table, "doc", str, ""), header=self.value(key, table, "header", str, ""),
                root=self.value(key, table, "root", bool, False),
                open=self.value(key, table, "open", bool, False),
                closed=self.value(key, table, "closed", bool, False),
                deactivated=self.value(key, table, "deactivated", bool, False),
                versions=self.version_indices(key, table),
            )
            if not 1 <= cls.id <= 0xFFFF // PROPERTIES_PER_CLASS - 1:
                self.fail(f"{key}.id", "is out of range")
            for other in found:
                if other.id == cls.id:
                    self.fail(f"{key}.id", f"{cls.id} is in use by class.{other.name}")
            self.properties(cls, table, key)
            found.append(cls)
        retired = self.value("", self.data, "retired", list, [])
        used = {c.id for c in found}
        for number in range(1, max(used | set(retired), default=0)):
            if number not in used and number not in retired:
                self.fail("class", f"number {number} vanished: keep the class, or name it in retired")
        for cls in found:
            if cls.id in retired:
                self.fail(f"class.{cls.name}.id", f"{cls.id} is retired")
        return found

    def codes(self):
        found = []
        for name, table in self.value("", self.data, "codes", dict, {}).items():
            key = f"codes.{name}"
            self.check_keys(key, table, CODES_KEYS)
            values = self.texts(key, table, "values")
            limited = {}
            for value, names in self.value(key, table, "versions", dict, {}).items():
                if value not in values:
                    self.fail(f"{key}.versions", f'"{value}" is not among the values')
                limited[value] = self.version_indices(f"{key}.versions.{value}", {"versions": names})
            found.append(Codes(name, values, limited, self.closed_versions(key, table)))
        return found

    def closed_versions(self, key, table):
        """closed = true: in every version; a list: in those it names."""
        if isinstance(table.get("closed"), list):
            return self.named_versions(key, table, "closed")
        return tuple(range(len(self.versions))) if self.value(key, table, "closed", bool, False) else ()

    def names(self, classes):
        extra = self.texts("", self.data, "names", [])
        names = sorted({p.name for c in classes for p in c.properties} | set(extra))
        taken = {}
        for name in names:
            other = taken.setdefault(identifier(name), name)
            if other != name:
                self.fail("names", f'"{other}" and "{name}" make the same C identifier')
        return names

    def check_references(self, source):
        classes = {c.name for c in source.classes}
        lists = {c.name for c in source.codes}
        used = set()
        for cls in source.classes:
            for i, prop in enumerate(cls.properties):
                key = f"class.{cls.name}.properties[{i}]"
                for name in prop.range:
                    if name not in classes:
                        self.fail(f"{key}.range", f'unknown class "{name}"')
                if prop.codes and prop.codes not in lists:
                    self.fail(f"{key}.codes", f'there is no [codes.{prop.codes}]')
                used.add(prop.codes)
        for name in sorted(lists - used):
            self.fail(f"codes.{name}", "no property uses it any more")

    def source(self):
        self.check_keys("", self.data, TOP_KEYS)
        self.versions = self.texts("", self.data, "versions")
        if not 1 <= len(self.versions) <= 16:
            self.fail("versions", "the tables hold 1 to 16 of them")
        classes = self.classes()
        source = Source(
            path=self.path, format=self.value("", self.data, "format", str), versions=self.versions,
            names=self.names(classes), classes=classes, codes=self.codes(),
        )
        self.check_references(source)
        return source


def load(path):
    """The checked description in a TOML file; SourceError where it can't be used."""
    try:
        with open(path, "rb") as file:
            data = tomllib.load(file)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: not TOML: {error}") from None
    return Reader(path, data).source()


def run(main):
    """Run a program's main(); what is wrong with its input goes to standard error, and the status is 1."""
    try:
        main()
    except SourceError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


def write_with(doc, beside, make):
    """A program's command line: a format's description, a TOML file beside it, and --source for what make() says of both."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("format")
    parser.add_argument(beside)
    parser.add_argument("--source", required=True)
    arguments = parser.parse_args()
    with open(getattr(arguments, beside), "rb") as file:
        data = tomllib.load(file)
    write_if_changed(arguments.source, make(load(arguments.format), data))


def write_if_changed(path, text):
    """Write a file, unless it holds the text already: what depends on it is not built again."""
    path = Path(path)
    if not path.exists() or path.read_bytes() != text.encode():
        path.write_bytes(text.encode())
