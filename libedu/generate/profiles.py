#!/usr/bin/env python3
"""Write the C tables of the application profiles from formats/elm/profiles/*.toml; see formats/elm/profile.h.

    profiles.py --source elm_profiles.c context.toml PROFILE.toml…

Standard library only: Meson runs this in the build. A profile stands behind those that it imports.
"""

import argparse
import tomllib
from pathlib import Path

from source import SourceError, run, write_if_changed
from tables import quote, version_bits, wrapped

NO_MAXIMUM = 0xFFFF
IS_SHAPE = 0x8000  # in a list of alternatives: the number is that of a shape, not of a class
KINDS = {"": 0, "iri": 1, "literal": 2}
PATTERNS = {"": 0, "any": 1, "http": 2, "all-any": 3, "all-http": 4}
SCOPES = {"": 0, "VerifiableCredential": 1, "VerifiablePresentation": 2}
CONTAINERS = {"": 0, "@language": 1, "@graph": 2}
SHAPE_KEYS = {"target", "class", "any", "closed", "deactivated", "versions", "properties"}
ROW_KEYS = {
    "path", "min", "max", "datatype", "kind", "class", "any", "node", "value", "in", "pattern", "prefix",
    "unique_language", "disjoint", "max_value", "versions",
}


def check_keys(path, where, table, known):
    for key in table:
        if key not in known:
            raise SourceError(f"{path}: {where}: unknown key {key}")


class Profiles:
    """The C text for all profiles together."""

    def __init__(self, context, files):
        self.context = context
        self.prefixes = context["prefixes"]
        self.versions = context["versions"]
        self.files = files
        self.iris = [""]
        self.number_of_iri = {}
        self.lists = []
        self.rows = []
        self.shapes = [("", [0] * 8)]
        self.profiles = []
        self.parts = []
        self.shapes_of = {}

    def expand(self, name):
        prefix, colon, rest = name.partition(":")
        return self.prefixes[prefix] + rest if colon and prefix in self.prefixes else name

    def iri(self, name):
        """The number of an IRI, or of a text; 0 for none."""
        return self.number_of(self.expand(name)) if name else 0

    def number_of(self, text):
        if text not in self.number_of_iri:
            self.number_of_iri[text] = len(self.iris)
            self.iris.append(text)
        return self.number_of_iri[text]

    def list(self, numbers):
        for start in range(len(self.lists) - len(numbers) + 1):
            if self.lists[start:start + len(numbers)] == numbers:
                return start
        self.lists += numbers
        return len(self.lists) - len(numbers)

    def bits(self, table):
        return version_bits(self.versions.index(name) for name in table.get("versions", self.versions))

    def alternatives(self, names, shapes):
        return [IS_SHAPE | shapes[name] if name in shapes else self.iri(name) for name in names]

    def row(self, path, where, row, shapes):
        check_keys(path, where, row, ROW_KEYS)
        if "node" in row and row["node"] not in shapes:
            raise SourceError(f'{path}: {where}: there is no shape {row["node"]}')
        choices = self.alternatives(row.get("any", []), shapes)
        values = [self.iri(name) for name in row.get("in", [])]
        return [
            self.iri(row["path"]), row.get("min", 0), row.get("max", NO_MAXIMUM),
            self.iri(row.get("datatype")),
            self.iri(row.get("class")), shapes.get(row.get("node"), 0), self.iri(row.get("value")),
            self.iri(row.get("disjoint")), self.iri(row.get("prefix")), self.list(choices), len(choices),
            self.list(values), len(values), row.get("max_value", 0), KINDS[row.get("kind", "")],
            PATTERNS[row.get("pattern", "")], int(row.get("unique_language", False)), self.bits(row),
        ]

    def add_profile(self, path, data):
        # A shape that is switched off is none: nothing refers to it, which is checked by its number missing.
        live = {name: table for name, table in data["shape"].items() if not table.get("deactivated")}
        first = len(self.shapes)
        shapes = {name: first + i for i, name in enumerate(live)}
        for name, table in live.items():
            check_keys(path, name, table, SHAPE_KEYS)
            choices = self.alternatives(table.get("any", []), shapes)
            start = len(self.rows)
            for row in table.get("properties", []):
                self.rows.append(self.row(path, f"shape.{name}", row, shapes))
            self.shapes.append((name, [
                self.iri(table.get("target")), self.iri(table.get("class")), self.list(choices),
                len(choices), start,
                len(self.rows) - start, int(table.get("closed", False)), self.bits(table)]))
        parts = []
        for other in data["imports"]:
            if other not in self.shapes_of:
                raise SourceError(f"{path}: imports {other}, which must stand before it")
            parts += self.shapes_of[other]
        parts.append((first, len(live)))
        self.shapes_of[data["profile"]] = parts
        self.profiles.append((data["profile"], data["iri"], len(self.parts), len(parts)))
        self.parts += parts

    def terms(self):
        out = []
        for row in sorted(self.context["terms"], key=lambda row: row["key"].encode()):
            coercion = 1 if row.get("type") == "@id" else 2 if "type" in row else 0
            fields = [
                quote(row["key"]), len(row["key"].encode()),
                # As the context says it: clv:latitude is no compact IRI there, for clv is no prefix.
                self.number_of(row["iri"]),
                self.iri(row["type"]) if coercion == 2 else 0, coercion, CONTAINERS[row.get("container", "")],
                SCOPES[row.get("scope", "")], int(row.get("prefix", False)), self.bits(row),
            ]
            out.append("\t{ " + ", ".join(map(str, fields)) + " },\n")
        return out

    def text(self):
        for path, data in self.files:
            self.add_profile(path, data)
        terms = self.terms()
        rows = ["\t{ " + ", ".join(map(str, row)) + " },\n" for row in self.rows]
        shapes = ["\t{ " + ", ".join([quote(name), *map(str, row)]) + " },\n" for name, row in self.shapes]
        parts = ["\t{ " + f"{first}, {count}" + " },\n" for first, count in self.parts]
        profiles = ["\t{ " + f"{quote(name)}, {quote(iri)}, {first}, {count}" + " },\n"
                    for name, iri, first, count in self.profiles]
        if len(self.iris) >= IS_SHAPE or len(self.shapes) >= IS_SHAPE or len(self.rows) > 0xFFFF:
            raise SourceError("too many IRIs, shapes or rows for the tables")
        tables = [
            ("const char *const", "edu_elm_iris", [wrapped(map(quote, self.iris))]),
            ("const uint16_t", "edu_elm_lists", [wrapped(map(str, self.lists or [0]))]),
            ("const edu_elm_shape_row", "edu_elm_shape_rows", rows),
            ("const edu_elm_node_shape", "edu_elm_shapes", shapes),
            ("const edu_elm_part", "edu_elm_parts", parts),
            ("const edu_elm_profile", "edu_elm_profiles", profiles),
            ("const edu_elm_context_term", "edu_elm_context_terms", terms),
        ]
        out = ["/* Generated by generate/profiles.py from formats/elm/profiles; do not edit. */\n",
               '#include "formats/elm/profile.h"\n\n']
        for kind, name, lines in tables:
            out.append(f"{kind} {name}[] = {{\n{''.join(lines)}}};\n\n")
        counts = {"iri": len(self.iris), "profile": len(self.profiles), "context_term": len(terms)}
        for name, count in counts.items():
            out.append(f"const size_t edu_elm_{name}_count = {count};\n")
        return "".join(out)


def read(path):
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{path}: not TOML: {error}") from None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("context")
    parser.add_argument("profiles", nargs="+")
    parser.add_argument("--source", required=True)
    arguments = parser.parse_args()
    files = [(path, read(path)) for path in arguments.profiles]
    write_if_changed(arguments.source, Profiles(read(arguments.context), files).text())


if __name__ == "__main__":
    run(main)
