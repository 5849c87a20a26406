#!/usr/bin/env python3
"""Write the C table of the predicates behind a JSON-LD format's names: key of the file for each compact IRI.

    predicates.py NAME.toml --header NAME_predicates.h

Standard library only: Meson runs this in the build. The same input gives the same bytes.
"""

import argparse

from source import identifier, load, run, write_if_changed


def names_by_predicate(source):
    """Predicate -> name. Where several names have one, the name whose values reach it."""
    found = {}
    for cls in source.classes:
        for prop in cls.properties:
            if prop.predicate and prop.name != prop.predicate:
                rank = (bool(prop.vanishes), prop.name)
                found[prop.predicate] = min(found.get(prop.predicate, rank), rank)
    for cls in source.classes:
        for prop in cls.properties:
            if prop.name == prop.predicate:
                found[prop.predicate] = (False, prop.name)
    return {predicate: name for predicate, (_, name) in found.items()}


def text(source):
    prefix = identifier(source.format)
    guard = f"EDU_{prefix.upper()}_PREDICATES_H"
    rows = [
        f'\t{{ "{predicate}", {prefix}_n_{identifier(name)} }},\n'
        for predicate, name in sorted(names_by_predicate(source).items(), key=lambda row: row[0].encode())
    ]
    return (
        f"/* Generated from {source.path.name} by generate/predicates.py; do not edit. */\n"
        f"#ifndef {guard}\n#define {guard}\n\n"
        f'#include "{prefix}_tables.h"\n\n'
        "/* Sorted bytewise by predicate. */\n"
        f"static const struct {prefix}_predicate {{ const char *predicate; uint16_t name; }} {prefix}_predicates[] = {{\n"
        f"{''.join(rows)}}};\n\n#endif\n"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input")
    parser.add_argument("--header", required=True)
    arguments = parser.parse_args()
    write_if_changed(arguments.header, text(load(arguments.input)))


if __name__ == "__main__":
    run(main)
