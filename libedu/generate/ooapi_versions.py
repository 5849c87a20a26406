#!/usr/bin/env python3
"""Write the C tables of OOAPI's steps between versions from formats/ooapi/versions.toml and ooapi.toml.

    ooapi_versions.py ooapi.toml versions.toml --source ooapi_versions.c

Standard library only: Meson runs this in the build.
"""

from source import SourceError, identifier, run, write_with
from tables import quote, wrapped

PAIRS = {"five-six": (1, 3), "four-five": (0, 1)}  # indices of versions: older, newer
HOWS = (
    "implied", "specification", "last-day", "language", "outcomes", "country",
    "period", "qualification", "number", "credits", "months", "code",
)


def mechanical(value):
    return value.lower().replace(" ", "_").replace("-", "_")


class Steps:
    def __init__(self, source, data):
        self.source, self.data = source, data

    def fail(self, place, message):
        raise SourceError(f"versions.toml: {place}: {message}")

    def has(self, cls, name, version):
        return any(p.name == name and version in p.versions for p in cls.properties)

    def name(self, place, name):
        if name not in self.source.names:
            self.fail(place, f"no class has a property {name}")
        return f"ooapi_n_{identifier(name)}"

    def rows(self, pair):
        older, newer = PAIRS[pair]
        table, by_old, by_new = [], {}, {}
        for number, row in enumerate(self.data[pair]["rows"], 1):
            place = f"{pair}: {row['old']}"
            how = row.get("how")
            if how and how not in HOWS:
                self.fail(place, f"unknown how {how}")
            ids = self.name(place, row["ids"]) if "ids" in row else "0"
            table.append(f"\t{{ {self.name(place, row['old'])}, {self.name(place, row['new'])}, {ids}, "
                         f"{'EDU_OOAPI_HOW_' + identifier(how).upper() if how else 0} }},\n")
            used = False
            for cls in self.source.classes:
                if "classes" in row and cls.name not in row["classes"]:
                    continue
                old = self.has(cls, row["old"], older) and (
                    "classes" in row or how == "implied" or self.newer_has(cls, row, newer))
                if old:
                    by_old.setdefault((cls.name, row["old"]), number)
                    used = True
                for name in (row["new"], row.get("ids")):
                    older_knows = "classes" in row or self.older_has(cls, row, older)
                    if name and self.has(cls, name, newer) and older_knows:
                        by_new.setdefault((cls.name, name), number)
                        used = True
            if not used:
                self.fail(place, "no class has both members")
        return table, by_old, by_new

    def newer_has(self, cls, row, newer):
        """Whether a class, or what becomes of it, has the new member."""
        parts = {"Component": ("LearningComponent", "TestComponent"), "EducationSpecification": ("Programme",),
                 "ComponentOffering": ("LearningComponentOffering", "TestComponentOffering"),
                 "ComponentOfferingAssociation": (
                     "LearningComponentOfferingAssociation", "TestComponentOfferingAssociation")}
        wanted = (cls.name, *parts.get(cls.name, ()))
        return any(self.has(c, name, newer) for c in self.source.classes if c.name in wanted
                   for name in (row["new"], row.get("ids")) if name)

    def older_has(self, cls, row, older):
        parts = {"LearningComponent": "Component", "TestComponent": "Component",
                 "LearningComponentOffering": "ComponentOffering", "TestComponentOffering": "ComponentOffering",
                 "LearningComponentOfferingAssociation": "ComponentOfferingAssociation",
                 "TestComponentOfferingAssociation": "ComponentOfferingAssociation",
                 "TestComponentResult": "ComponentResult"}
        wanted = (cls.name, parts.get(cls.name))
        return any(self.has(c, row["old"], older) for c in self.source.classes if c.name in wanted)

    def matrix(self, name, cells):
        width = len(self.source.names) + 1
        numbers = {n: i for i, n in enumerate(self.source.names, 1)}
        out = [f"static const uint8_t {name}[] = {{\n", wrapped(["0"] * width)]
        for cls in self.source.classes:
            row = [0] * width
            for (owner, member), number in cells.items():
                if owner == cls.name:
                    row[numbers[member]] = number
            out.append(f"\t/* {cls.name} */\n" + wrapped(map(str, row)))
        return "".join(out) + "};\n\n"

    # values

    def values_of(self, codes, version):
        everywhere = range(len(self.source.versions))
        return [v for v in codes.values if version in codes.versions.get(v, everywhere)]

    def target_lists(self, codes, newer):
        """The lists of the newer version that a list's values go to."""
        if codes.name == "componentType":
            return [c for c in self.source.codes if c.name in ("learningComponentType", "testComponentType")]
        return [codes]

    def older_list(self, codes):
        if codes.name in ("learningComponentType", "testComponentType"):
            return next(c for c in self.source.codes if c.name == "componentType")
        return codes

    def maps(self, pair):
        """For each list what each of its values becomes upward and downward: (text, is derived)."""
        older, newer = PAIRS[pair]
        tables = self.data.get("values" if pair == "five-six" else "values-four", {})
        out, rows = [], ["\t{ NULL, NULL },\n"]
        for number, codes in enumerate(self.source.codes, 1):
            said = tables.get(codes.name, {})
            same, up, down = said.get("same", {}), said.get("up", {}), said.get("down", {})
            back = {new: old for old, new in same.items()}
            news = {v for c in self.target_lists(codes, newer) for v in self.values_of(c, newer)}
            olds = self.values_of(self.older_list(codes), older)
            plain = {mechanical(v): v for v in olds}
            cells = []
            for value in sorted(codes.values, key=str.encode):
                upward = downward = None
                if value in same:
                    upward = (same[value], 0)
                elif value in up:
                    upward = (up[value], 1)
                elif value in olds and value in news:
                    upward = (value, 0)
                elif value in olds and mechanical(value) in news:
                    upward = (mechanical(value), 0)
                if value in back:
                    downward = (back[value], 0)
                elif value in down:
                    downward = (down[value], 1)
                elif value in olds and value in news:
                    downward = (value, 0)
                elif value in news and plain.get(value) and plain[value] not in same and plain[value] not in up:
                    downward = (plain[value], 0)
                cells.append((upward, downward))
            for table, known in ((same, olds), (up, olds), (down, news)):
                for value in table:
                    if value not in known and not value.startswith("x-"):
                        self.fail(f"values.{codes.name}", f"{value} is not among the values")
            for letter, index in (("up", 0), ("down", 1)):
                texts = [f"{{ {quote(c[index][0])}, {c[index][1]} }}" if c[index] else "{ NULL, 0 }" for c in cells]
                out.append(f"static const edu_ooapi_value {identifier(pair)}_{letter}_{number}[] = {{\n{wrapped(texts)}}};\n")
            rows.append(f"\t{{ {identifier(pair)}_up_{number}, {identifier(pair)}_down_{number} }},\n")
        return "".join(out), f"static const edu_ooapi_values {identifier(pair)}_values[] = {{\n{''.join(rows)}}};\n\n"

    def text(self):
        out = ["/* Generated from versions.toml by generate/ooapi_versions.py; do not edit. */\n"
               '#include "formats/ooapi/step.h"\n\n']
        names = []
        for pair in PAIRS:
            ident = identifier(pair)
            table, by_old, by_new = self.rows(pair)
            out.append(f"static const edu_ooapi_step_row {ident}_rows[] = {{\n\t{{ 0, 0, 0, 0 }},\n{''.join(table)}}};\n\n")
            out.append(self.matrix(f"{ident}_by_old", by_old) + self.matrix(f"{ident}_by_new", by_new))
            out += self.maps(pair)
            names.append(f"\t{{ {ident}_rows, {ident}_by_old, {ident}_by_new, {ident}_values }},\n")
        return "".join(out) + f"const edu_ooapi_pair edu_ooapi_pairs[] = {{\n{''.join(names)}}};\n"


if __name__ == "__main__":
    run(lambda: write_with(__doc__, "versions", lambda source, data: Steps(source, data).text()))
