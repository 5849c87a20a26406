"""generate/interface.py: the committed headers are what it writes, and names come out as people expect."""
import subprocess
import sys

import pytest
from interface import Interface, snake
from source import SourceError, load


@pytest.fixture(scope="module")
def interface(formats):
    return Interface(load(formats / "core/core.toml"))


def test_committed_headers_are_fresh(top, formats, tmp_path):
    command = [sys.executable, "-B", top / "libedu/generate/interface.py", formats / "core/core.toml"]
    subprocess.run([*command, "--headers", tmp_path], check=True)
    made = {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()}
    assert {"handles.h", "learner.h", "course.h", "credential.h"} == set(made)
    stale = [n for n, text in made.items() if (top / "include/edu" / n).read_text(encoding="utf-8") != text]
    assert not stale, "run libedu/generate/interface.py libedu/formats/core/core.toml --headers include/edu"


def test_source_is_deterministic(interface, formats):
    assert interface.text() == Interface(load(formats / "core/core.toml")).text()


def test_every_declared_function_is_defined(interface):
    text = interface.text()
    for cls in interface.source.classes:
        for function in interface.class_functions(cls):
            assert f"{function.head()}\n{{" in text


def test_every_declaration_is_documented(interface):
    for name in interface.headers:
        lines = interface.header(name).splitlines()
        for before, line in zip(lines, lines[1:]):
            if line.startswith("EDU_API"):
                assert before.endswith("*/"), line


def test_lines_are_short_enough(interface):
    texts = [interface.handles()] + [interface.header(name) for name in interface.headers]
    assert not [line for text in texts for line in text.splitlines() if len(line) > 110]


@pytest.mark.parametrize("name, expected", [
    ("Person", "person"), ("birthDate", "birth_date"), ("DiplomaSupplement", "diploma_supplement"),
    ("eIDASIdentifier", "eidas_identifier"), ("descriptionHtml", "description_html"), ("localId", "local_id"),
])
def test_names(name, expected):
    assert snake(name) == expected


def test_two_functions_of_one_name_are_refused(tmp_path):
    path = tmp_path / "core.toml"
    path.write_text("""
format = "core"
versions = ["1"]
[class.Person]
id = 1
header = "learner"
properties = [
  { id = 101, name = "name", kind = "token", card = "0..*" },
  { id = 102, name = "nameCount", kind = "token", card = "0..1" },
]
""")
    with pytest.raises(SourceError, match="makes edu_person_name_count"):
        Interface(load(path))


def test_an_unknown_header_is_refused(tmp_path):
    path = tmp_path / "core.toml"
    path.write_text('format = "core"\nversions = ["1"]\n[class.Person]\nid = 1\nheader = "people"\n')
    with pytest.raises(SourceError, match="unknown header"):
        Interface(load(path))
