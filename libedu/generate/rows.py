"""What importers share: rows of several versions made one, permanent numbers kept, TOML written a row a line.

An importer gives each class its rows as {name, kind, card, …} with the version they come from. Rows that say
the same in several versions become one; the numbers of a file that exists already are kept.
"""

import argparse
import re
import sys
import tomllib
from pathlib import Path

CLASS_ORDER = ("id", "term", "header", "open", "closed", "deactivated", "versions", "retired", "doc")
ROW_ORDER = (
    "id", "name", "predicate", "kind", "range", "card", "versions", "nullable", "claims_null", "reference", "nested",
    "without_id", "alternative", "codes", "pattern", "min_length", "max_length", "min_items", "non_negative",
    "max_value", "space", "of", "schemes", "keyed", "attribute", "text", "unique_language", "ordered", "scoped", "vanishes", "doc", "source",
)
BY_HAND = ("doc", "source")  # of rows and classes: no importer makes them, so they are taken over


class ImportProblem(Exception):
    """A schema says something that the importer does not know how to put into a row."""


def merge_order(sequences):
    """One order of all names in which every sequence keeps its own; a new name follows its neighbour."""
    merged = []
    for sequence in sequences:
        at = 0
        for name in sequence:
            if name in merged:
                place = merged.index(name)
                if place < at:
                    raise ImportProblem(f'"{name}" stands in another order in another version')
                at = place + 1
            else:
                merged.insert(at, name)
                at += 1
    return merged


def merge_versions(rows_of):
    """
    The rows of a class in all versions it belongs to; rows_of: version -> list of rows. Rows that agree
    become one with a list of versions, which is left out when it is all of the class's.
    """
    merged = []
    for name in merge_order([[row["name"] for row in rows] for rows in rows_of.values()]):
        variants = []
        for version, rows in rows_of.items():
            for row in rows:
                if row["name"] != name:
                    continue
                for variant, where in variants:
                    if variant == row:
                        where.append(version)
                        break
                else:
                    variants.append((row, [version]))
        for row, where in variants:
            merged.append(row if where == list(rows_of) else {**row, "versions": where})
    return merged


def merge_codes(values_of):
    """A value list from the lists of each version; what only some versions have says which."""
    order = merge_order_loosely(values_of.values())
    limited = {}
    for value in order:
        where = [version for version, values in values_of.items() if value in values]
        if where != list(values_of):
            limited[value] = where
    return order, limited


def merge_order_loosely(sequences):
    order = []
    for sequence in sequences:
        order += [value for value in sequence if value not in order]
    return order


def facts(row):
    """What a schema says about a row, without versions, numbers and words of ours."""
    return {key: value for key, value in row.items() if key not in ("id", "versions") + BY_HAND}


def match(row, old_rows, versions):
    """The row of the old file that this one continues; None: it is new."""
    same_name = [old for old in old_rows if old["name"] == row["name"]]
    for old in same_name:
        if facts(old) == facts(row):
            return old
    here = set(row.get("versions", versions))
    for old in same_name:
        if here & set(old.get("versions", versions)):
            return old
    return None


def number_rows(number, rows, old, versions):
    """Give rows their permanent numbers; returns the numbers that are no longer in use."""
    left = list(old.get("properties", []))
    used = {row["id"] for row in left} | set(old.get("retired", []))
    fresh = []
    # Rows that say the same come first: a changed row must not take the number of an unchanged one.
    for exact in (True, False):
        for row in rows:
            if "id" in row:
                continue
            found = match(row, left, versions)
            if found and (not exact or facts(found) == facts(row)):
                left.remove(found)
                row["id"] = found["id"]
                row.update({key: found[key] for key in BY_HAND if key in found})
            elif not exact:
                fresh.append(row)
    following = max(used, default=number * 100) + 1
    for row in fresh:
        row["id"] = following
        following += 1
    if following > number * 100 + 100:
        raise ImportProblem(f"class {number} has more rows than numbers")
    return sorted(used - {row["id"] for row in rows})


def keep_numbers(data, path):
    """Take over numbers and words from the file at path, if there is one; number what is new."""
    old = tomllib.loads(Path(path).read_text(encoding="utf-8")) if Path(path).exists() else {}
    old_classes = old.get("class", {})
    used = {table["id"] for table in old_classes.values()} | set(old.get("retired", []))
    following = max(used, default=0) + 1
    for name, table in data["class"].items():
        before = old_classes.get(name, {})
        if "id" in before:
            table["id"] = before["id"]
        else:
            table["id"] = following
            following += 1
        table.update({key: before[key] for key in BY_HAND if key in before})
        versions = table.get("versions", data["versions"])
        retired = number_rows(table["id"], table["properties"], before, versions)
        if retired:
            table["retired"] = retired
    gone = sorted(used - {table["id"] for table in data["class"].values()})
    if gone:
        data["retired"] = gone


def quote(text):
    """The text as a TOML basic string."""
    out = "".join(f"\\{c}" if c in '"\\' else c if c >= " " else f"\\u{ord(c):04x}" for c in text)
    return f'"{out}"'


def key(name):
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else quote(name)


def value(item):
    """A TOML value in one line."""
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, int):
        return str(item)
    if isinstance(item, str):
        return quote(item)
    return "[" + ", ".join(value(entry) for entry in item) + "]"


def block(items, width=110):
    """A list of texts over as many lines as it takes."""
    lines, line = [], ""
    for item in map(quote, items):
        if line and len(line) + len(item) + 4 > width:
            lines.append("  " + line.rstrip())
            line = ""
        line += item + ", "
    return "[\n" + "\n".join(lines + ["  " + line.rstrip()]) + "\n]"


def dump_row(row):
    pairs = ", ".join(f"{entry} = {value(row[entry])}" for entry in ROW_ORDER if entry in row)
    return f"  {{ {pairs} }},\n"


def dump(data, comment):
    """The whole file. comment: its first lines, without the marks."""
    out = [f"# {line}\n" for line in comment]
    out.append(f"format = {quote(data['format'])}\nversions = {value(data['versions'])}\n")
    if data.get("names"):
        out.append(f"names = {block(data['names'])}\n")
    if data.get("retired"):
        out.append(f"retired = {value(data['retired'])}\n")
    for name, table in data["class"].items():
        out.append(f"\n[class.{key(name)}]\n")
        out += [f"{entry} = {value(table[entry])}\n" for entry in CLASS_ORDER if entry in table]
        if table["properties"]:
            rows = "".join(dump_row(row) for row in table["properties"])
            out.append(f"properties = [\n{rows}]\n")
    for name, table in data.get("codes", {}).items():
        out.append(f"\n[codes.{key(name)}]\n")
        short = value(table["values"])
        out.append(f"values = {short if len(short) < 100 else block(table['values'])}\n")
        out.append(f"closed = {value(table['closed'])}\n")
        if table.get("versions"):
            out.append(f"[codes.{key(name)}.versions]\n")
            out += [f"{key(entry)} = {value(where)}\n" for entry, where in table["versions"].items()]
    return "".join(out)


def writer(read, comment):
    """What writes the table that read(folder) gives, with the numbers that are in the file already."""
    def write(folder, output):
        data = read(folder)
        keep_numbers(data, output)
        output.write_text(dump(data, comment), encoding="utf-8")
    return write


def run(doc, write, output):
    """The command line of an importer: FOLDER [-o OUTPUT], for write(folder, output)."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=output)
    arguments = parser.parse_args()
    try:
        write(arguments.folder, arguments.output)
    except ImportProblem as problem:
        sys.exit(f"{Path(sys.argv[0]).name}: {problem}")
