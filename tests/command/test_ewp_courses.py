"""EWP's Courses API: read, checked, written back, and as a catalogue of the core."""
import json

import pytest

FILE = "tests/corpus/ewp/valid/courses.xml"
LOS = "/courses-response/learningOpportunitySpecification[1]"
LOI = LOS + "/specifies[1]/learningOpportunityInstance[1]"


@pytest.fixture
def courses(top):
    return (top / FILE).read_text(encoding="utf-8")


# What is changed, and the finding: rule, severity, place. None: it is just within.
CHANGES = {
    "no identifier": ("<los-id>CR/algebra</los-id>", "", "ewp/missing", "error", LOS),
    "identifier without prefix": ("CR/algebra<", "algebra<", "ewp/pattern", "error", LOS + "/los-id[1]"),
    "identifier of a new type": ("CR/algebra<", "XY/algebra<", None),
    "no title": ('<title xml:lang="en">Mathematics</title>', "", "ewp/missing", "error",
                 "/courses-response/learningOpportunitySpecification[2]"),
    "unknown type": ("<type>Course", "<type>Seminar", "ewp/code", "warning", LOS + "/type[1]"),
    "level 9": ("<eqfLevelProvided>6", "<eqfLevelProvided>9", None),
    "level in words": ("<eqfLevelProvided>6", "<eqfLevelProvided>six", "ewp/datatype", "error", LOS + "/eqfLevelProvided[1]"),
    "impossible date": ("<start>2024-01-15", "<start>2024-02-30", "ewp/datatype", "error", LOI + "/start[1]"),
    "credits with a comma": ("7.5", "7,5", "ewp/datatype", "error", LOI + "/credit[1]/value[1]"),
    "level of credits": ("<level>Bachelor", "<level>BSc", "ewp/code", "error", LOI + "/credit[1]/level[1]"),
    "order": ("<los-code>MA101</los-code>\n    <ounit-id>mathematics</ounit-id>",
              "<ounit-id>mathematics</ounit-id>\n    <los-code>MA101</los-code>", "ewp/order", "error", LOS + "/los-code[1]"),
    "unknown element": ("<los-code>MA101</los-code>", "<los-code>MA101</los-code><x/>", "ewp/unknown-element", "info", LOS + "/x[1]"),
}


@pytest.mark.parametrize("case", CHANGES)
def test_rule(run, courses, case):
    old, new, rule, *more = CHANGES[case]
    changed = courses.replace(old, new, 1)
    assert changed != courses
    found = [json.loads(line) for line in run("validate", "--json", "-", data=changed.encode()).stdout.splitlines()]
    assert [(f["rule"], f["severity"], f["path"]) for f in found] == ([] if rule is None else [(rule, *more)])


def test_it_is_written_back_equal(run, top, courses):
    assert run("convert", "--to", "ewp", top / FILE).stdout.decode() == courses


def test_courses_become_no_record(run, top, tmp_path):
    done = run("convert", "--to", "elmo", "-o", tmp_path / "out", top / FILE)
    assert done.returncode == 65 and b"(convert/catalogue)" in done.stderr and not (tmp_path / "out").exists()


def test_inspect_counts(run, top):
    shown = json.loads(run("inspect", "--json", top / FILE).stdout)
    assert shown["format"] == "ewp" and shown["contents"] == {"LearningOpportunitySpecification": 2}


def test_another_namespace_is_another_format(run, courses):
    done = run("validate", "-", data=courses.replace("stable-v1", "stable-v9").encode())
    assert done.returncode == 65 and b"format/unknown-root" in done.stderr


def test_formats_tells(run):
    assert b"ewp@1" in run("formats").stdout
