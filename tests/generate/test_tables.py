"""generate/tables.py: what it refuses, and that it writes the same bytes from the same description."""
import subprocess
import sys

import pytest
from source import SourceError, load
from tables import Tables, name_hash, name_slots

GOOD = """
format = "small"
versions = ["1", "2"]
names = ["@id"]

[class.Course]
id = 1
properties = [
  { id = 101, name = "title", kind = "langstring", card = "1..*" },
  { id = 102, name = "level", kind = "token", card = "0..1", codes = "level", versions = ["2"] },
  { id = 103, name = "part", kind = "node", range = ["Course", "Test"], card = "0..*" },
]

[class.Test]
id = 2
versions = ["2"]
properties = [
  { id = 201, name = "points", kind = "decimal", card = "1..1" },
]

[codes.level]
values = ["b", "a"]
closed = true
[codes.level.versions]
"b" = ["2"]
"""

# What is changed in GOOD, and what the message must name.
BAD = {
    "a class's number twice": ("id = 2\n", "id = 1\n", "class.Test.id: 1 is in use by class.Course"),
    "a number out of its class": ("id = 102", "id = 201", "class.Course.properties[1].id"),
    "a property's number twice": ("id = 102", "id = 101", "class.Course.properties[1].id: 101 is in use"),
    "a number that vanished": ("id = 102", "id = 104", "class.Course: number 102 vanished"),
    "a class's number that vanished": ("id = 1\n", "id = 7\n", "class: number 1 vanished"),
    "an unknown class in a range": ('"Test"]', '"Exam"]', 'properties[2].range: unknown class "Exam"'),
    "no range": (', range = ["Course", "Test"]', "", "class.Course.properties[2].range"),
    "a range of texts": ('"decimal"', '"decimal", range = ["Test"]', "class.Test.properties[0].range"),
    "an unknown kind": ('"decimal"', '"float"', 'class.Test.properties[0].kind: unknown kind "float"'),
    "a row twice": ('name = "part"', 'name = "title"', 'class.Course.properties[2]: "title" has a row'),
    "a row twice in one version": ('name = "part"', 'name = "level"', 'class.Course.properties[2]: "level"'),
    "vanished codes": ('codes = "level"', 'codes = "levels"', "there is no [codes.levels]"),
    "codes nobody uses": (', codes = "level"', "", "codes.level: no property uses it"),
    "codes of a value there is none of": ('"b" = ["2"]', '"c" = ["2"]', 'codes.level.versions: "c"'),
    "an unknown version": ('versions = ["2"] }', 'versions = ["3"] }', 'unknown version "3"'),
    "an unknown key": ("closed = true", "close = true", "codes.level.close: unknown key"),
    "an unknown key of a row": ("id = 201", 'unit = "h", id = 201', "class.Test.properties[0].unit"),
    "a cardinality that is none": ('"1..1"', '"1"', "class.Test.properties[0].card"),
    "a cardinality that allows nothing": ('"1..1"', '"2..1"', "properties[0].card: allows nothing"),
    "two names of one C identifier": ('"@id"', '"@id", "+id"', 'names: "+id" and "@id"'),
    "no kind": ('kind = "decimal", ', "", "class.Test.properties[0].kind: is missing"),
    "a type": ("id = 201", 'id = "201"', "class.Test.properties[0].id: must be of type int"),
    "no TOML": ("[class.Test]", "[class.Test", "not TOML"),
}


@pytest.fixture
def write(tmp_path):
    def write_text(text):
        path = tmp_path / "small.toml"
        path.write_text(text, encoding="utf-8")
        return path
    return write_text


def run(top, *arguments):
    command = [sys.executable, "-B", top / "libedu/generate/tables.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True)


def test_a_good_description_is_taken(write):
    source = load(write(GOOD))
    assert source.names == ["@id", "level", "part", "points", "title"]
    assert [c.name for c in source.classes] == ["Course", "Test"]
    assert source.classes[1].properties[0].versions == (1,)  # what its class has


@pytest.mark.parametrize("case", BAD)
def test_refused(write, case):
    before, after, message = BAD[case]
    assert GOOD.count(before) >= 1
    text = GOOD.replace(before, after, 1)
    if "class's number that" in case:
        text = text.replace("id = 10", "id = 70")
    path = write(text)
    with pytest.raises(SourceError) as error:
        load(path)
    assert str(error.value).startswith(f"{path}: ")
    assert message in str(error.value)


def test_numbers_may_be_retired(write):
    moved = GOOD.replace("id = 102", "id = 104")
    assert load(write(moved.replace("[class.Course]", "[class.Course]\nretired = [102]")))
    with pytest.raises(SourceError, match="retired: 101 is in use"):
        load(write(GOOD.replace("[class.Course]", "[class.Course]\nretired = [101]")))


def test_refusal_is_status_1_and_writes_nothing(top, write, tmp_path):
    path = write(GOOD.replace('"decimal"', '"float"'))
    done = run(top, path, "--header", tmp_path / "a.h", "--source", tmp_path / "a.c")
    assert done.returncode == 1
    assert done.stderr == f'{path}: class.Test.properties[0].kind: unknown kind "float"\n'
    assert not list(tmp_path.glob("a.*"))


@pytest.mark.parametrize("name", ["core", "elm", "elmo"])
def test_same_bytes_from_the_same_description(top, formats, tmp_path, name):
    made = []
    for i, folder in enumerate(["one", "two"]):
        (tmp_path / folder).mkdir()
        header, source = tmp_path / folder / f"{name}_tables.h", tmp_path / folder / f"{name}_tables.c"
        done = run(top, formats / name / f"{name}.toml", "--header", header, "--source", source)
        assert done.returncode == 0, done.stderr
        made.append(header.read_bytes() + source.read_bytes())
        assert header.read_text().startswith(f"/* Generated from {name}.toml by generate/tables.py")
    assert made[0] == made[1]
    assert str(tmp_path).encode() not in made[0] and str(top).encode() not in made[0]


def test_output_is_left_alone_when_nothing_changed(top, formats, tmp_path):
    arguments = [formats / "elmo/elmo.toml", "--header", tmp_path / "a.h", "--source", tmp_path / "a.c"]
    run(top, *arguments)
    before = [(p, p.stat().st_mtime_ns) for p in tmp_path.iterdir()]
    run(top, *arguments)
    assert before == [(p, p.stat().st_mtime_ns) for p in tmp_path.iterdir()]


def test_values_of_codes_are_sorted_by_byte(write):
    text = Tables(load(write(GOOD))).text()
    assert '"a", "b",' in text
    assert "codes_1_versions[] = {\n\t0x3, 0x2,\n};" in text


def test_hash_is_that_of_the_header():
    assert name_hash("") == 0
    assert name_hash("id") == (((105 * 31 + 100) * 31 + 100 * 7 + 2 * 101 + 105 * 13) & 0xFFFFFFFF)
    assert name_hash("é") == (((0xC3 * 31 + 0xA9) * 31 + 0xA9 * 7 + 2 * 101 + 0xC3 * 13) & 0xFFFFFFFF)


def test_slots_are_at_most_half_taken():
    names = [f"name{i}" for i in range(300)]
    slots = name_slots(names)
    assert len(slots) == 1024 and sorted(s for s in slots if s) == list(range(1, 301))
