#!/usr/bin/env python3
"""Write the C tables of a format from formats/NAME/NAME.toml; see model/schema.h for what they mean.

    tables.py NAME.toml --header NAME_tables.h --source NAME_tables.c

Standard library only: Meson runs this in the build. The same input gives the same bytes.
"""

import argparse

from source import Property, SourceError, identifier, load, run, write_if_changed

NO_ROW = 0xFFFF
FLAG_NAMES = {
    "attribute": "EDU_PROPERTY_ATTRIBUTE",
    "unique_language": "EDU_PROPERTY_UNIQUE_LANG",
    "ordered": "EDU_PROPERTY_ORDERED",
    "text": "EDU_PROPERTY_TEXT",
    "scoped": "EDU_PROPERTY_SCOPED",
    "reference": "EDU_PROPERTY_REFERENCE",
    "nested": "EDU_PROPERTY_NESTED",
    "non_negative": "EDU_PROPERTY_NON_NEGATIVE",
    "without_id": "EDU_PROPERTY_WITHOUT_ID",
}


def quote(text):
    """The text as a C string literal."""
    out = []
    for byte in text.encode():
        char = chr(byte)
        if char in '"\\':
            out.append("\\" + char)
        elif 0x20 <= byte < 0x7F:
            out.append(char)
        else:
            out.append(f"\\{byte:03o}")
    return '"' + "".join(out) + '"'


def wrapped(items, indent="\t", width=108):
    """The items, comma behind each, in lines of at most width columns."""
    lines, line = [], ""
    for item in items:
        if line and len(indent) * 8 + len(line) + len(item) + 2 > width:
            lines.append(indent + line.rstrip())
            line = ""
        line += item + ", "
    if line:
        lines.append(indent + line.rstrip())
    return "\n".join(lines) + "\n"


def name_hash(name):
    """edu_name_hash() of base/tree.h, to the bit."""
    s = name.encode()
    n = len(s)
    if not n:
        return 0
    return ((s[0] * 31 + s[n - 1]) * 31 + s[n // 2] * 7 + n * 101 + s[n // 3] * 13) & 0xFFFFFFFF


def name_slots(names):
    """Open addressing with linear probing: number of the name in each slot, 0 where free."""
    size = 4
    while size < 2 * len(names):
        size *= 2
    slots = [0] * size
    for number, name in enumerate(names, 1):
        i = name_hash(name) & (size - 1)
        while slots[i]:
            i = (i + 1) & (size - 1)
        slots[i] = number
    return slots


def version_bits(indices):
    return sum(1 << i for i in indices)


class Tables:
    """The C text for one description."""

    def __init__(self, source):
        self.source = source
        self.prefix = identifier(source.format)
        self.ranges = []
        self.patterns = sorted({p.pattern for c in source.classes for p in c.properties if p.pattern})
        self.first_row = {}
        rows = 0
        for cls in source.classes:
            self.first_row[cls.name] = rows
            rows += len(cls.properties)
        self.row_count = rows
        if rows >= NO_ROW or len(source.names) >= NO_ROW:
            raise SourceError(f"{source.path}: class: too many rows or names for the tables")

    def banner(self):
        return f"/* Generated from {self.source.path.name} by generate/tables.py; do not edit. */\n"

    def header(self):
        guard = f"EDU_{self.prefix.upper()}_TABLES_H"
        out = [self.banner(), f"#ifndef {guard}\n#define {guard}\n\n", '#include "model/schema.h"\n\n']
        out.append(self.enum("Numbers of names", "n", self.source.names, 1))
        out.append(self.enum("Indices of classes", "c", [c.name for c in self.source.classes], 1))
        out.append(self.enum("Indices of versions", "v", self.source.versions, 0))
        out.append(f"extern const edu_schema {self.prefix}_schema;\n")
        out.append("\n#endif\n")
        return "".join(out)

    def enum(self, title, letter, names, start):
        prefix = f"{self.prefix}_{letter}"
        lines = [f"\t{prefix}_{identifier(name)} = {i},\n" for i, name in enumerate(names, start)]
        return f"/* {title}. */\nenum {{\n{''.join(lines)}}};\n\n"

    def text(self):
        return "".join([
            self.banner(), f'#include "{self.prefix}_tables.h"\n\n', self.version_table(), self.name_tables(),
            self.property_table(), self.range_table(), self.class_table(), self.code_tables(),
            self.pattern_table(), self.matrix(), self.name_version_table(), self.schema(), self.asserts(),
        ])

    def version_table(self):
        return f"static const char *const versions[] = {{\n{wrapped(map(quote, self.source.versions))}}};\n\n"

    def name_tables(self):
        names = [""] + self.source.names
        lengths = [str(len(name.encode())) for name in names]
        slots = [str(slot) for slot in name_slots(self.source.names)]
        return (
            f"static const char *const names[] = {{\n{wrapped(map(quote, names))}}};\n\n"
            f"static const uint16_t name_lengths[] = {{\n{wrapped(lengths)}}};\n\n"
            f"static const uint16_t name_slots[] = {{\n{wrapped(slots)}}};\n\n"
        )

    def range_start(self, classes):
        """Where the classes stand in the table of ranges; equal ranges stand there once."""
        numbers = [self.source.class_index(name) for name in classes]
        for start in range(len(self.ranges) - len(numbers) + 1):
            if self.ranges[start:start + len(numbers)] == numbers:
                return start
        self.ranges += numbers
        return len(self.ranges) - len(numbers)

    def flags(self, prop):
        flags = [FLAG_NAMES[flag] for flag in FLAG_NAMES if flag in prop.flags]
        if prop.vanishes:
            flags.append("EDU_PROPERTY_VANISHES")
        if prop.codes and set(prop.versions) <= set(self.codes_number(prop.codes)[1].closed):
            flags.append("EDU_PROPERTY_CLOSED_CODES")
        return " | ".join(flags) or "0"

    def codes_number(self, name):
        for number, codes in enumerate(self.source.codes, 1):
            if codes.name == name:
                return number, codes
        return 0, None

    def property_row(self, cls, prop: Property):
        # The shape of a deactivated class is switched off: what it would demand is demanded of nobody.
        low, high = (0, 0) if cls.deactivated else (prop.min, prop.max)
        fields = [
            prop.id, f"{self.prefix}_n_{identifier(prop.name)}", f"EDU_VALUE_{prop.kind.upper()}",
            self.flags(prop), hex(version_bits(prop.versions)), low, high,
            self.range_start(prop.range) if prop.range else 0, len(prop.range),
            self.codes_number(prop.codes)[0],
            self.patterns.index(prop.pattern) + 1 if prop.pattern else 0, prop.max_value,
            hex(version_bits(prop.nullable)), hex(version_bits(prop.claims_null)),
            prop.bounds["min_length"], prop.bounds["max_length"], prop.bounds["min_items"],
            prop.bounds["alternative"],
        ]
        return "\t{ " + ", ".join(map(str, fields)) + " },\n"

    def property_table(self):
        out = ["static const edu_property properties[] = {\n"]
        out.append("\t/* id, name, kind, flags, versions, min, max, ")
        out.append("range, range_count, codes, pattern, max_value, nullable, claims_null, ")
        out.append("min_length, max_length, min_items, alternative */\n")
        for cls in self.source.classes:
            out.append(f"\t/* {cls.name} */\n")
            out.extend(self.property_row(cls, prop) for prop in cls.properties)
        if not self.row_count:
            out.append("\t{ 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },\n")
        out.append("};\n\n")
        return "".join(out)

    def range_table(self):
        numbers = [str(number) for number in self.ranges] or ["0"]
        return f"static const uint16_t ranges[] = {{\n{wrapped(numbers)}}};\n\n"

    def class_table(self):
        out = ["static const edu_class classes[] = {\n", "\t{ 0, 0, 0, 0, 0, \"\", NULL },\n"]
        for cls in self.source.classes:
            term = quote(cls.term) if cls.term else "NULL"
            numbers = f"{cls.id}, {self.first_row[cls.name]}, {len(cls.properties)}, {int(cls.open)}, {int(cls.closed)}"
            out.append(f"\t{{ {numbers}, {quote(cls.name)}, {term} }},\n")
        out.append("};\n\n")
        return "".join(out)

    def code_tables(self):
        out, rows = [], ["\t{ \"\", 0, NULL, NULL, 0 },\n"]
        everywhere = tuple(range(len(self.source.versions)))
        for number, codes in enumerate(self.source.codes, 1):
            values = sorted(codes.values, key=str.encode)
            texts = wrapped(map(quote, values))
            out.append(f"static const char *const codes_{number}[] = {{\n{texts}}};\n\n")
            limits = "NULL"
            if codes.versions:
                limits = f"codes_{number}_versions"
                bits = [hex(version_bits(codes.versions.get(value, everywhere))) for value in values]
                out.append(f"static const uint16_t {limits}[] = {{\n{wrapped(bits)}}};\n\n")
            closed = hex(version_bits(codes.closed))
            rows.append(f"\t{{ {quote(codes.name)}, {len(values)}, codes_{number}, {limits}, {closed} }},\n")
        return "".join(out) + f"static const edu_codes codes[] = {{\n{''.join(rows)}}};\n\n"

    def pattern_table(self):
        return f"static const char *const patterns[] = {{\n{wrapped(map(quote, [''] + self.patterns))}}};\n\n"

    def matrix(self):
        width = len(self.source.names) + 1
        numbers = {name: i for i, name in enumerate(self.source.names, 1)}
        out = ["static const uint16_t by_name[] = {\n", wrapped([str(NO_ROW)] * width)]
        for cls in self.source.classes:
            row = [NO_ROW] * width
            for i, prop in enumerate(cls.properties):
                at = numbers[prop.name]
                if row[at] == NO_ROW:
                    row[at] = self.first_row[cls.name] + i
            out.append(f"\t/* {cls.name} */\n" + wrapped(map(str, row)))
        out.append("};\n\n")
        return "".join(out)

    def name_version_table(self):
        bits = dict.fromkeys(self.source.names, 0)
        for cls in self.source.classes:
            for prop in cls.properties:
                bits[prop.name] |= version_bits(prop.versions)
        cells = ["0x0"] + [hex(bits[name]) for name in self.source.names]
        return f"static const uint16_t name_versions[] = {{\n{wrapped(cells)}}};\n\n"

    def schema(self):
        s = self.source
        slots = len(name_slots(s.names))
        fields = [
            quote(s.format), "versions", str(len(s.versions)),
            f"{{ {len(s.names)}, names, name_lengths, {slots - 1}, name_slots }}",
            "classes", str(len(s.classes) + 1), "properties", str(self.row_count), "ranges", "codes",
            "patterns", "by_name", "name_versions",
        ]
        lines = "".join(f"\t{f},\n" for f in fields)
        return f"const edu_schema {self.prefix}_schema = {{\n{lines}}};\n\n"

    def asserts(self):
        names, classes = len(self.source.names), len(self.source.classes) + 1
        facts = [
            ("sizeof names / sizeof names[0]", names + 1, "every name has its number"),
            ("sizeof name_lengths / sizeof name_lengths[0]", names + 1, "every name has its length"),
            ("sizeof classes / sizeof classes[0]", classes, "every class has its row"),
            ("sizeof properties / sizeof properties[0]", max(self.row_count, 1), "every property has a row"),
            ("sizeof by_name / sizeof by_name[0]", classes * (names + 1), "a cell for each class and name"),
        ]
        out = [f'_Static_assert({what} == {count}, "{why}");\n' for what, count, why in facts]
        out.append(f'_Static_assert({self.row_count} < 0xffff, "0xffff says: no row");\n')
        out.append(f'_Static_assert({names} <= UINT16_MAX, "numbers of names fit into rows");\n')
        return "".join(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input")
    parser.add_argument("--header", required=True)
    parser.add_argument("--source", required=True)
    arguments = parser.parse_args()
    tables = Tables(load(arguments.input))
    write_if_changed(arguments.header, tables.header())
    write_if_changed(arguments.source, tables.text())


if __name__ == "__main__":
    run(main)
