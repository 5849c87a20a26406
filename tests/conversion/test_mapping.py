"""Every row of the Commission's sheet ELMO–ELM stands behind a row of a crosswalk, or its absence is reasoned there."""
import csv
import tomllib

from sources import TOP

# Rows that name a thing and not a value of it, or are empty: what they stand for is said by the rows below them.
REASONED = {}


def crosswalk(name):
    return tomllib.loads((TOP / "libedu" / "formats" / name / "crosswalk.toml").read_text(encoding="utf-8"))


def mapped(walk):
    """Row numbers of the sheet that a crosswalk names: with a correspondence, or with a rule that says why there is none."""
    rows = [row for frame in walk["frame"] for part in ("rows", "absent") for row in frame.get(part, [])]
    rows += [*walk.get("nowhere", {}).values(), *walk.get("absent", {}).values()]
    return {number for row in rows for number in row.get("maps", [])}


def sheet(shared):
    with open(shared / "reference" / "elm" / "mapping" / "elm-elmo-mapping.csv", encoding="utf-8", newline="") as file:
        return {int(row["row"]): row for row in csv.DictReader(file) if row["row"] != "1"}


def test_all_rows(shared, figures):
    rows = sheet(shared)
    named = mapped(crosswalk("elmo")) | mapped(crosswalk("elm"))
    missing = {n: (rows[n]["A"], rows[n]["B"]) for n in rows if n not in named and n not in REASONED}
    assert not missing
    assert not named - set(rows), "rows that the sheet doesn't have"
    assert not named & set(REASONED)
    figures.append(f"conversion: {len(rows)} rows of the Commission's mapping covered")
    assert len(rows) == 114


def test_both_sides_are_named(shared):
    """A row with a place in ELM has one in both crosswalks, so that it comes back."""
    lost = {"N/A", "No need to map", ""}
    rows = sheet(shared)
    there = {n for n, row in rows.items() if row["F"].strip() not in lost}
    for side in ("elmo", "elm"):
        assert there - mapped(crosswalk(side)) - set(REASONED) == set(), side
