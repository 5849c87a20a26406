#!/usr/bin/env python3
"""Write the C tables of formats/core/schemes.toml: codes, sorted, in one block of text; see formats/core/schemes.h.

    schemes.py schemes.toml --source schemes_tables.c

Standard library only: Meson runs this in the build. The same input gives the same bytes.
"""

import argparse
import tomllib
from pathlib import Path

from source import SourceError, run, write_if_changed
from tables import quote, wrapped


def rows_of(path, name, scheme):
    """(code, other, label) of each code, sorted bytewise by code."""
    rows = [tuple(row) for row in scheme["codes"]] + [(code, "", "") for code in scheme.get("plain", "").split()]
    codes = [code for code, _, _ in rows]
    others = [other for _, other, _ in rows if other]
    for words in (codes, others):
        if len(set(words)) != len(words):
            raise SourceError(f"{path}: {name}: a code stands there twice")
    return sorted(rows, key=lambda row: row[0].encode())


class Text:
    """One block of texts behind one another, each ended by a zero."""

    def __init__(self):
        self.bytes = bytearray()

    def add(self, *words):
        place = len(self.bytes)
        for word in words:
            self.bytes += word.encode() + b"\0"
        return place


def text(path, schemes):
    block, offsets, by_other, entries = Text(), [], [], []
    for name in sorted(schemes):
        scheme = schemes[name]
        rows = rows_of(path, name, scheme)
        others = sorted((other.encode(), i) for i, (_, other, _) in enumerate(rows) if other)
        entries.append(
            f"\t{{ {quote(name)}, {quote(scheme['iri'])}, {quote(scheme['base'])}, {len(offsets)}, {len(rows)}, "
            f"{len(by_other)}, {len(others)}, {str(scheme['complete']).lower()} }},\n")
        offsets += [block.add(*row) for row in rows]
        by_other += [i for _, i in others]
    return (
        f"/* Generated from {path.name} by generate/schemes.py; do not edit. */\n"
        '#include "formats/core/schemes.h"\n\n'
        f"const char edu_scheme_text[] = {{\n{wrapped([str(b if b < 128 else b - 256) for b in block.bytes])}\n}};\n"
        f"const uint32_t edu_scheme_codes[] = {{\n{wrapped([str(o) for o in offsets])}\n}};\n"
        f"const uint16_t edu_scheme_others[] = {{\n{wrapped([str(i) for i in by_other])}\n}};\n"
        f"const edu_scheme edu_schemes[] = {{\n{''.join(entries)}}};\n"
        f"const size_t edu_scheme_number = {len(entries)};\n"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("--source", required=True)
    arguments = parser.parse_args()
    schemes = tomllib.loads(arguments.input.read_text(encoding="utf-8"))
    write_if_changed(arguments.source, text(arguments.input, schemes))


if __name__ == "__main__":
    run(main)
