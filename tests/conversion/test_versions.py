"""Versions: of the target, and from one to another within a format."""
import json

import pytest
from lxml import etree

import small
import sources
from small import CLAIM, LOI, achievement, assessment, course, elm, elmo
from test_round_trips import schemas   # noqa: F401  (a fixture)

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7")
# What these versions demand and a transcript need not have: a signature (until 1.4), and a grouping of every result (1.3 alone).
DEMANDED = {"1.0": ("Signature",), "1.1": ("Signature",), "1.2": ("Signature",), "1.3": ("Signature", "grouping"), "1.4": ("Signature",), "1.5": (), "1.6": (), "1.7": ()}


def without_demands(errors, version):
    """Messages of the schema, less those that only say what the version demands. (Long lists of names are cut.)"""
    ends = {"Signature": "elmo': Missing child element(s)", "grouping": "learningOpportunityInstance': Missing child element(s)"}
    return [e.message for e in errors if not any(f"}}{ends[name]}" in e.message for name in DEMANDED[version])]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("path", sources.every("elmo", "elm", invalid=False))
def test_every_version_of_elmo(converter, schemas, path, version):   # noqa: F811
    """A credential as ELMO of that version is what the official schema of that version accepts."""
    data = path.read_bytes()
    credential = data if path.suffix != ".xml" else converter(data, "elm").data
    made = converter(credential or data, f"elmo@{version}")
    if made.status:
        assert not credential or converter(credential, "elmo").status
        pytest.skip("the document can't be read, and says so")
    schema = schemas[version]
    schema.validate(etree.fromstring(made.data))
    assert without_demands(schema.error_log, version) == []
    assert made.report.head["target"] == {"format": "elmo", "version": version}


@pytest.mark.parametrize("version", VERSIONS)
def test_from_one_version_to_another(converter, schemas, version):   # noqa: F811
    """What the older version lacks is lost by name, and the rest stays; the schema accepts what is left."""
    data = (sources.TOP / "tests/corpus/elmo/valid/everything-1.7.xml").read_bytes()
    made = converter(data, f"elmo@{version}")
    assert made.status == 0 and made.faults() == []
    assert {e["rule"] for e in made.report.lost} <= {"version/absent"}
    assert bool(made.report.lost) == (version < "1.5")
    assert not made.report.defaults
    schema = schemas[version]
    schema.validate(etree.fromstring(made.data))
    left = without_demands(schema.error_log, version)
    assert version < "1.7" or left == []


def test_up_is_never_a_loss(converter):
    for path in sources.documents("tests/corpus/elmo/valid/version-1.0.xml", "tests/corpus/elmo/valid/minimal.xml"):
        made = converter(path.read_bytes(), "elmo@1.7")
        assert made.status == 0 and made.faults() == [] and not made.report.lost
        assert {e["outcome"] for e in made.report.entries} == {"exact"}


def test_its_own_version_is_the_same_document(converter):
    """--to elmo on an ELMO document, and --to elm on an ELM document, give back the very bytes."""
    for path in sources.documents("tests/corpus/elmo/valid/*", "tests/corpus/elm/valid/*"):
        data = path.read_bytes()
        made = converter(data, "elmo" if path.suffix == ".xml" else "elm")
        assert made.status == 0 and made.faults() == []
        assert {e["outcome"] for e in made.report.entries} == {"exact"}
        assert made.data == data


def distribution(key):
    return elm([achievement(provenBy=assessment(**{key: {
        "id": "urn:epass:resultDistribution:1", "type": "ResultDistribution",
        "resultCategory": {"id": "urn:epass:resultCategory:1", "type": "ResultCategory", "label": "B", "count": 3}}}))])


def test_elm_32_to_31_and_back(converter):
    """3.1 spells a key wrongly, and that spelling is what its readers know."""
    older = converter(distribution("resultDistribution"), "elm@3.1")
    assert older.faults() == [] and f"{CLAIM}/provenBy/resultDestribution/resultCategory/count" in older.tree.leaves
    assert older.report.of(f"{CLAIM}/provenBy/resultDistribution/resultCategory/count")["rule"] == "version/renamed"
    newer = converter(older.data, "elm@3.2")
    assert newer.faults() == [] and json.loads(newer.data) == json.loads(distribution("resultDistribution"))


def test_elmo_to_elm_31(convert):
    data = elmo(course('<resultLabel>B</resultLabel><resultDistribution><category label="B" count="3"/></resultDistribution>'))
    older = convert(data, "elm@3.1")
    assert f"{CLAIM}/provenBy/0/resultDestribution/resultCategory/0/count" in older.tree.leaves
    assert older.report.head["target"] == {"format": "elm", "version": "3.1"}
    assert convert(older.data, "elmo").tree.leaves[f"{LOI}/resultDistribution[1]/category[1]/@count"] == "3"
    newer = convert(data, "elm")
    assert f"{CLAIM}/provenBy/0/resultDistribution/resultCategory/0/count" in newer.tree.leaves


def test_a_version_that_is_read_only(converter):
    """2.0 was taken back by those who made it: it is read and not written."""
    refused = converter(elm(), "elmo@2.0")
    assert refused.status == 64 and "elmo@2.0" in refused.told and refused.data is None
    path = sources.TOP / "tests/corpus/elmo/valid/version-2.0.xml"
    assert converter(path.read_bytes(), "elmo").data == path.read_bytes()
