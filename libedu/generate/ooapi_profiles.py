#!/usr/bin/env python3
"""Write the C tables of OOAPI's profiles from formats/ooapi/profiles.toml and ooapi.toml.

    ooapi_profiles.py ooapi.toml profiles.toml --source ooapi_profiles.c

Standard library only: Meson runs this in the build.
"""

from source import SourceError, identifier, run, write_with
from tables import quote, version_bits, wrapped

ROW_KEYS = {
    "class", "name", "versions", "required", "optional", "nullable", "empty", "min_length", "max_length",
    "day_or_moment",
}
CONSUMER_KEYS = {"name", "kind", "required", "many", "most", "values", "pattern"}
KINDS = ("text", "boolean", "number", "date", "object")
FLAGS = {
    "optional": "EDU_DELTA_OPTIONAL", "nullable": "EDU_DELTA_NULLABLE", "empty": "EDU_DELTA_EMPTY",
    "day_or_moment": "EDU_DELTA_DAY_OR_MOMENT",
}


class Profiles:
    def __init__(self, source, data):
        self.source, self.data = source, data
        self.lists = []

    def fail(self, place, message):
        raise SourceError(f"profiles.toml: {place}: {message}")

    def check(self, place, row, keys):
        for key in row:
            if key not in keys:
                self.fail(f"{place}.{key}", "unknown key")

    def versions(self, row, profile):
        return version_bits(self.source.versions.index(v) for v in row.get("versions", profile["versions"]))

    def delta(self, place, row, profile):
        self.check(place, row, ROW_KEYS)
        cls = next((c for c in self.source.classes if c.name == row["class"]), None)
        if cls is None:
            self.fail(place, f'no class {row["class"]}')
        if row["name"] != "*" and not any(p.name == row["name"] for p in cls.properties):
            self.fail(place, f'{row["class"]} has no property {row["name"]}')
        flags = [c for key, c in FLAGS.items() if row.get(key)]
        if row.get("required"):
            flags.append("EDU_DELTA_ADVISED" if row["required"] == "advised" else "EDU_DELTA_REQUIRED")
        name = "0" if row["name"] == "*" else f"ooapi_n_{identifier(row['name'])}"
        return (f"\t{{ ooapi_c_{row['class']}, {name}, {hex(self.versions(row, profile))}, {' | '.join(flags) or 0}, "
                f"{row.get('max_length', 0)}, {row.get('min_length', 0)} }},\n")

    def consumer_row(self, place, row):
        self.check(place, row, CONSUMER_KEYS)
        if row["kind"] not in KINDS:
            self.fail(place, f'unknown kind {row["kind"]}')
        values = "NULL"
        if "values" in row:
            self.lists.append(sorted(row["values"]))
            values = f"list_{len(self.lists)}"
        pattern = quote(row["pattern"]) if "pattern" in row else "NULL"
        return (f"\t{{ {quote(row['name'])}, EDU_OOAPI_{row['kind'].upper()}, {int(row.get('required', False))}, "
                f"{int(row.get('many', False))}, {row.get('most', 0)}, {pattern}, {values} }},\n")

    def text(self):
        out, names = [], []
        for name, profile in self.data["profile"].items():
            ident = identifier(name)
            deltas = "".join(self.delta(f"profile.{name}", row, profile) for row in profile["rows"])
            out.append(f"static const edu_delta {ident}_deltas[] = {{\n{deltas}\t{{ 0, 0, 0, 0, 0, 0 }},\n}};\n\n")
            objects = []
            for cls, table in self.data.get("consumer", {}).get(name, {}).items():
                rows = "".join(self.consumer_row(f"consumer.{name}.{cls}", row) for row in table["rows"])
                end = "\t{ NULL, 0, 0, 0, 0, NULL, NULL },\n"
                out.append(f"static const edu_ooapi_consumer_row {ident}_{cls}[] = {{\n{rows}{end}}};\n\n")
                objects.append(f"\t{{ ooapi_c_{cls}, {ident}_{cls} }},\n")
            out.append(f"static const edu_ooapi_consumer {ident}_consumers[] = {{\n{''.join(objects)}\t{{ 0, NULL }},\n}};\n\n")
            names.append(f"\t{{ {quote(name)}, {hex(self.versions({}, profile))}, {ident}_deltas, {ident}_consumers }},\n")
        lists = "".join(f"static const char *const list_{i}[] = {{\n{wrapped([*map(quote, v), 'NULL'])}}};\n\n"
                        for i, v in enumerate(self.lists, 1))
        return ("/* Generated from profiles.toml by generate/ooapi_profiles.py; do not edit. */\n"
                '#include "formats/ooapi/profile.h"\n\n' + lists + "".join(out) +
                f"const edu_ooapi_profile edu_ooapi_profiles[] = {{\n{''.join(names)}\t{{ NULL, 0, NULL, NULL }},\n}};\n")


if __name__ == "__main__":
    run(lambda: write_with(__doc__, "profiles", lambda source, data: Profiles(source, data).text()))
