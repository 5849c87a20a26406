#!/usr/bin/env python3
"""Write the pages of the crosswalks: what corresponds to what, by which rule, and what has no counterpart.

    crosswalk_pages.py FORMATS_FOLDER RULES.toml … OUTPUT_FOLDER

For each pair of formats NAME-OTHER.md, for people who want to know what becomes of a value, and rules.md with
every rule that a ledger may name. Committed; a test keeps them fresh.
"""

import sys
import tomllib
from pathlib import Path

from source import run, write_if_changed

FORMATS = ("elmo", "elm", "ooapi")
TITLES = {"elmo": "EMREX ELMO", "elm": "ELM", "ooapi": "OOAPI"}


def read(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def classes(frame):
    """A frame's class; of one for several, all of them."""
    return ", ".join(frame["class"]) if isinstance(frame["class"], list) else frame["class"]


def core_places(walk):
    """Core place → places of the format, both as Class.path, following rows into nodes and wrappers."""
    places = {}
    for frame in walk["frame"]:
        for row in frame["rows"]:
            if row["core"]:
                places.setdefault(f"{frame['core']}.{row['core']}", []).append(f"{classes(frame)}/{row['at']}")
            if row.get("also"):
                places.setdefault(f"{frame['core']}.{row['also']}", []).append(f"{classes(frame)}/{row['at']}")
    return places


def ends(places, core_classes, place):
    """Places of the other format for a core place; a path over several nodes is looked up by its last one as well."""
    found = list(places.get(place, []))
    cls, path = place.split(".", 1)
    steps = path.split(".")
    for i, step in enumerate(steps[:-1]):
        prop = next(p for p in core_classes[cls]["properties"] if p["name"] == step)
        cls = prop["range"][0]
        rest = ".".join(steps[i + 1:])
        found += [p for p in places.get(f"{cls}.{rest}", []) if p not in found]
    return found


def how(row):
    return row["how"].split(":")[-1].replace("_", " ")


def pair_page(name, walk, other, other_walk, core):
    places = core_places(other_walk)
    lines = [f"# {TITLES[name]} and {TITLES[other]}", "",
             f"Generated from libedu/formats/{name}/crosswalk.toml and libedu/formats/{other}/crosswalk.toml; not to be edited.",
             "", "Places are class/path of the format's tables. Where the last column is empty, the value stays in the core:",
             "the ledger calls it lost, and says by which rule. *Sheet* is the row of the Commission's ELMO–ELM mapping.", "",
             f"| {TITLES[name]} | core | {TITLES[other]} | how | sheet |", "|-|-|-|-|-|"]
    for frame in walk["frame"]:
        for row in frame["rows"]:
            place = f"{frame['core']}.{row['core']}" if row["core"] else frame["core"]
            across = ends(places, core["class"], place) if row["core"] else []
            sheet = ", ".join(map(str, row.get("maps", [])))
            lines.append(f"| {classes(frame)}/{row['at']} | {place} | {'<br>'.join(across)} | {how(row)} | {sheet} |")
    lines += ["", f"## What {TITLES[name]} can say and the core can't", "", "| place | rule | sheet |", "|-|-|-|"]
    for frame in walk["frame"]:
        for row in frame.get("absent", []):
            lines.append(f"| {classes(frame)}/{row['at']} | {row['rule']} | {', '.join(map(str, row.get('maps', [])))} |")
    for place, row in walk.get("absent", {}).items():
        lines.append(f"| {place.replace('.', '/')} | {row['rule']} | {', '.join(map(str, row.get('maps', [])))} |")
    lines += ["", f"## What the core can say and {TITLES[other]} can't", "", "| place | rule | sheet |", "|-|-|-|"]
    for place, row in other_walk.get("nowhere", {}).items():
        lines.append(f"| {place} | {row['rule']} | {', '.join(map(str, row.get('maps', [])))} |")
    return "\n".join(lines) + "\n"


def rules_page(tables):
    lines = ["# Rules of conversion", "",
             "Every rule that an entry of a ledger may name. Generated from the [rule] tables of the crosswalks and of",
             "libedu/convert/rules.toml and libedu/privacy/rules.toml; not to be edited.", "", "| rule | meaning |", "|-|-|"]
    for table in tables:
        lines += [f"| `{rule}` | {text} |" for rule, text in sorted(table["rule"].items())]
    return "\n".join(lines) + "\n"


def main():
    formats, rules, output = Path(sys.argv[1]), sys.argv[2:-1], Path(sys.argv[-1])
    core = read(formats / "core" / "core.toml")
    walks = {name: read(formats / name / "crosswalk.toml") for name in FORMATS}
    output.mkdir(parents=True, exist_ok=True)
    for name in FORMATS:
        for other in FORMATS:
            if name != other:
                write_if_changed(output / f"{name}-{other}.md", pair_page(name, walks[name], other, walks[other], core))
    write_if_changed(output / "rules.md", rules_page([*map(read, rules), *walks.values()]))


if __name__ == "__main__":
    run(main)
