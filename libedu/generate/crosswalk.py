#!/usr/bin/env python3
"""Make the C tables of the crosswalks from formats/NAME/crosswalk.toml and formats/core/vocabulary.toml.

    crosswalk.py --core core.toml --vocabulary vocabulary.toml --header out.h --source out.c \
                 --format NAME.toml CROSSWALK.toml ...

A row's `at` is a path of the format: steps with `/`, `@name` for an attribute, `#text` for an element's own
text. Steps before the last are wrappers without a node of their own in the core; rows that share a wrapper
share it in the output too, unless they say `each`. `or` lists paths of the core that are raised where the
first one leads nowhere. A frame may name several classes: it is one for each, with the rows it has properties for;
and one that pairs a class with another of the core than its first frame does has a `name` of its own.
"""

import argparse
import sys
import tomllib
from pathlib import Path

from source import MANY, SourceError, identifier, load, run, write_if_changed

ROW_KEYS = {"at", "core", "how", "frame", "also", "or", "vocabulary", "always", "each", "token", "lower_only", "maps"}
ATTENDS = ("node", "id", "value", "record", "reference")
OTHERWISE = 2   # paths of `or`, each of two steps
FLAGS = {"always": "EDU_ROW_ALWAYS", "each": "EDU_ROW_EACH", "token": "EDU_ROW_TOKEN", "lower_only": "EDU_ROW_LOWER_ONLY"}


def read(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Frame:
    """A frame being built: rows by the first step of their place, in order."""

    def __init__(self, name, cls, core):
        self.name, self.cls, self.core, self.rows = name, cls, core, []


class Crosswalk:
    """One crosswalk, checked against the tables of its format and of the core."""

    def __init__(self, path, fmt, core):
        self.path, self.fmt, self.core = path, fmt, core
        self.data = read(path)
        self.classes = {c.name: c for c in fmt.classes}
        self.core_classes = {c.name: c for c in core.classes}
        self.frames = []
        for table in self.data["frame"]:
            several = isinstance(table["class"], list)
            for cls in table["class"] if several else [table["class"]]:
                self.add_frame(cls, table, several)
        self.numbers = {frame.name: i + 1 for i, frame in enumerate(self.frames)}

    def fail(self, place, message):
        raise SourceError(f"{self.path}: {place}: {message}")

    def property(self, cls, name):
        rows = [p for p in self.classes[cls].properties if p.name == name] if cls in self.classes else []
        return rows[-1] if rows else None

    def add_frame(self, cls, table, several):
        core = table["core"]
        if cls not in self.classes or core not in self.core_classes:
            self.fail(cls, f"unknown class {cls if cls not in self.classes else core}")
        frame = Frame(table.get("name", cls), cls, core)
        self.frames.append(frame)
        for row in table["rows"]:
            if set(row) - ROW_KEYS:
                self.fail(f"{cls} {row['at']}", f"unknown key {sorted(set(row) - ROW_KEYS)[0]}")
            if several and self.property(cls, row["at"].split("/")[0]) is None:
                continue
            self.add_row(frame, row, row["at"].split("/"))

    def add_row(self, frame, row, steps):
        if len(steps) == 1:
            frame.rows.append(dict(row, at=steps[0]))
            return
        wrapper = next((r for r in frame.rows if r["at"] == steps[0] and r["how"] == "enter"
                        and not r.get("each") and not row.get("each")), None)
        if wrapper is None:
            prop = self.property(frame.cls, steps[0])
            if prop is None or not prop.range:
                self.fail(f"{frame.cls} {row['at']}", "a step before the last must be a node of the format")
            inner = Frame(f"{frame.name}/{steps[0]}/{len(self.frames)}", prop.range[0], frame.core)
            self.frames.append(inner)
            wrapper = {"at": steps[0], "core": row["core"] if row.get("each") else "", "how": "enter", "frame": inner.name}
            for key in ("each", "lower_only"):
                if row.get(key):
                    wrapper[key] = True
            frame.rows.append(wrapper)
        if row.get("always"):
            wrapper["always"] = True
        inner = next(f for f in self.frames if f.name == wrapper["frame"])
        self.add_row(inner, {k: v for k, v in row.items() if k != "each"}, steps[1:])

    def core_path(self, frame, row):
        cls, steps = frame.core, [s for s in row["core"].split(".") if s]
        for i, step in enumerate(steps):
            prop = next((p for p in self.core_classes[cls].properties if p.name == step), None)
            if prop is None:
                self.fail(f"{frame.cls} {row['at']}", f"the core has no {cls}.{step}")
            if i + 1 < len(steps):
                cls = prop.range[0]
        if len(steps) > 3:
            self.fail(f"{frame.cls} {row['at']}", "the path is too long for the tables")
        return steps

    def name(self, text):
        if text not in self.fmt.names:
            self.fail(text, "the format knows no such name")
        return f"{self.fmt.format}_n_{identifier(text)}"

    def how(self, row):
        how = row["how"]
        if how == "token":
            return "edu_how_text", {"EDU_ROW_TOKEN"}
        if ":" in how:
            prefix, rest = how.split(":")
            return f"edu_how_{prefix}_{rest}", set()
        return f"edu_how_{how}", set()

    def row(self, frame, row):
        how, flags = self.how(row)
        flags |= {FLAGS[k] for k in FLAGS if row.get(k)}
        at = row["at"]
        prop = self.property(frame.cls, at.lstrip("@"))
        if at.startswith("@"):
            flags.add("EDU_ROW_ATTRIBUTE")
        if at == "#text":
            flags.add("EDU_ROW_OWN_TEXT")
        if prop is not None and prop.max == MANY:
            flags.add("EDU_ROW_MANY")
        if prop is not None and "unique_language" in prop.flags:
            flags.add("EDU_ROW_UNIQUE_LANG")
        path = [f"core_n_{identifier(s)}" for s in self.core_path(frame, row)]
        otherwise = [self.core_path(frame, dict(row, core=other)) for other in row.get("or", [])]
        if len(otherwise) > OTHERWISE or any(len(other) > 2 for other in otherwise):
            self.fail(f"{frame.cls} {at}", "there is room for two other paths of two steps")
        others = [", ".join(f"core_n_{identifier(s)}" for s in other) for other in otherwise]
        also = ", ".join(f"core_n_{identifier(s)}" for s in row["also"].split(".")) if row.get("also") else "0"
        number = "0" if at == "#text" else self.name(at.lstrip("@"))
        vocabulary = f"&edu_vocabulary_{identifier(row['vocabulary'])}" if row.get("vocabulary") else "NULL"
        below = self.numbers[row["frame"]] if row.get("frame") else 0
        return (f"\t{{ {number}, {{ {', '.join(path) or '0'} }}, {{ {also} }}, "
                f"{{ {', '.join(f'{{ {other} }}' for other in others) or '{ 0 }'} }}, {len(path)}, {' | '.join(sorted(flags)) or '0'}, "
                f"{below}, &{how}, {vocabulary} }},"), how

    def tables(self, rules):
        fmt, out, hows, rows = self.fmt.format, [], set(), []
        frames = ["\t{ 0, 0, 0, 0 },"]
        for frame in self.frames:
            first = len(rows)
            for row in frame.rows:
                text, how = self.row(frame, row)
                rows.append(text)
                hows.add(how)
            frames.append(f"\t{{ {fmt}_c_{identifier(frame.cls)}, core_c_{identifier(frame.core)}, {first}, "
                          f"{len(rows) - first} }},  /* {frame.name} */")
        out += [f"extern const edu_how {how};" for how in sorted(hows)]
        out += ["", f"const edu_row edu_{fmt}_rows[] = {{", *rows, "};", "",
                f"const edu_frame edu_{fmt}_frames[] = {{", *frames, "\t{ 0, 0, 0, 0 }", "};", ""]
        absent = []
        for table in self.data["frame"]:
            for row in table.get("absent", []):
                if row["at"]:
                    absent.append(f"\t{{ 0, {self.name(row['at'].split('/')[-1])}, {rules[row['rule']]} }},")
        for place, row in self.data.get("absent", {}).items():
            cls, name = place.split(".")
            if self.property(cls, name) is None and name not in self.fmt.names:
                self.fail(place, "the format knows no such property")
            absent.insert(0, f"\t{{ {fmt}_c_{identifier(cls)}, {self.name(name)}, {rules[row['rule']]} }},")
        absent = list(dict.fromkeys(absent))
        out += [f"const edu_absence edu_{fmt}_absent[] = {{", *absent, "\t{ 0, 0, 0 }", "};", ""]
        nowhere = []
        for place, row in self.data.get("nowhere", {}).items():
            cls, name = place.split(".")
            if not any(p.name == name for p in self.core_classes[cls].properties):
                self.fail(place, "the core knows no such property")
            nowhere.append(f"\t{{ core_c_{cls}, core_n_{identifier(name)}, {rules[row['rule']]} }},")
        out += [f"const edu_absence edu_{fmt}_nowhere[] = {{", *nowhere, "\t{ 0, 0, 0 }", "};", ""]
        return out + self.attendants(rules)

    def attendants(self, rules):
        """[attendant]: the rules of values that say nothing by themselves, and classes whose ids anybody may know."""
        fmt, table = self.fmt.format, self.data.get("attendant", {})
        rows = [f"\t{{ {rules[rule]}, EDU_ATTENDS_{kind.upper()} }},"
                for kind in ATTENDS for rule in table.get(kind, [])]
        classes = [f"{fmt}_c_{identifier(cls)}, " for cls in table.get("open", [])]
        unknown = set(table) - set(ATTENDS) - {"open", "no_scheme"}
        if unknown or not set(table.get("open", [])) <= set(self.classes):
            self.fail("attendant", "takes " + ", ".join(ATTENDS) + " with rules, open with classes, and no_scheme")
        no_scheme = quoted(table["no_scheme"]) if "no_scheme" in table else "NULL"
        return [f"const edu_attendant edu_{fmt}_attendants[] = {{", *rows, "\t{ 0, 0 }", "};",
                f"const uint16_t edu_{fmt}_open[] = {{ {''.join(classes)}0 }};",
                f"const char *const edu_{fmt}_no_scheme = {no_scheme};", ""]


def vocabulary_tables(path):
    out, names = [], []
    for name, table in read(path).items():
        ident, codes = identifier(name), sorted(table["codes"], key=lambda c: c[0].encode())
        names.append(ident)
        if codes:
            out.append(f"static const edu_concept {ident}_concepts[] = {{")
            out += [f"\t{{ {quoted(a)}, {quoted(b)}, {quoted(c) if c else 'NULL'} }}," for a, b, c in codes]
            order = sorted(range(len(codes)), key=lambda i: codes[i][1].encode())
            out += ["};", f"static const uint16_t {ident}_by_code[] = {{ {', '.join(map(str, order))} }};"]
        tables = f"{ident}_concepts, {ident}_by_code" if codes else "NULL, NULL"
        out.append(f"const edu_vocabulary edu_vocabulary_{ident} = {{ {quoted(name)}, {quoted(table['base'])}, "
                   f"{quoted(table['scheme'])}, {tables}, {len(codes)}, {int(table['open'])}, NULL }};\n")
    return out, names


def rule_numbers(crosswalks):
    texts = {}
    for crosswalk in crosswalks:
        texts |= crosswalk.data["rule"]
    return {rule: f"edu_rule_{identifier(rule)}" for rule in texts}, texts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--core", required=True)
    parser.add_argument("--vocabulary", required=True)
    parser.add_argument("--common", action="append", required=True, help="rules that belong to no crosswalk")
    parser.add_argument("--header", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--format", nargs=2, action="append", required=True)
    options = parser.parse_args()
    core = load(options.core)
    crosswalks = [Crosswalk(walk, load(fmt), core) for fmt, walk in options.format]
    rules, texts = rule_numbers(crosswalks)
    common = {rule: text for path in options.common for rule, text in read(path)["rule"].items()}
    for rule, text in common.items():
        rules[rule], texts[rule] = f"edu_rule_{identifier(rule)}", text
    vocabulary, names = vocabulary_tables(options.vocabulary)
    made = "/* Generated by generate/crosswalk.py from the crosswalks and vocabularies below formats/; not to be edited. */"
    formats = [c.fmt.format for c in crosswalks]
    header = [made, "#ifndef EDU_CROSSWALK_TABLES_H", "#define EDU_CROSSWALK_TABLES_H", "",
              '#include "model/crosswalk.h"', *[f'#include "{f}_tables.h"' for f in ["core", *formats]], "",
              "enum {", *[f"\t{number} = {i + 1}," for i, number in enumerate(rules.values())], "};", ""]
    header += [f"extern const edu_vocabulary edu_vocabulary_{name};" for name in names]
    for crosswalk in crosswalks:
        fmt = crosswalk.fmt.format
        header += ["", "enum {", *[f"\t{fmt}_f_{identifier(f.name)} = {i + 1}," for i, f in enumerate(crosswalk.frames)], "};",
                   f"extern const edu_frame edu_{fmt}_frames[];", f"extern const edu_row edu_{fmt}_rows[];",
                   f"extern const edu_absence edu_{fmt}_absent[], edu_{fmt}_nowhere[];",
                   f"extern const edu_attendant edu_{fmt}_attendants[];", f"extern const uint16_t edu_{fmt}_open[];",
                   f"extern const char *const edu_{fmt}_no_scheme;"]
    header += ["", "#endif", ""]
    source = [made, f'#include "{Path(options.header).name}"', "", "const char *const edu_rule_names[] = {", '\t"",',
              *[f"\t{quoted(rule)}," for rule in rules], "};", "const char *const edu_rule_texts[] = {", '\t"",',
              *[f"\t{quoted(texts[rule])}," for rule in rules], "};",
              f"const uint16_t edu_rule_count = {len(rules) + 1};", "", *vocabulary]
    for crosswalk in crosswalks:
        source += crosswalk.tables(rules)
    write_if_changed(options.header, "\n".join(header))
    write_if_changed(options.source, "\n".join(source))


if __name__ == "__main__":
    run(main)
