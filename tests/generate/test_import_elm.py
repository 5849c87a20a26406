"""formats/elm/elm.toml against the published profiles: the table derived from them, and a fresh import."""
import csv
import subprocess
import sys

import pytest
from source import MANY, load

RANGES = {  # words of the table -> kind
    "lang": "langstring", "string": "string", "dateTime": "datetime", "duration": "duration",
    "decimal": "decimal", "integer": "integer", "posInt": "positive", "positiveInteger": "positive",
    "boolean": "boolean", "anyURI": "uri", "IRI": "iri", "literal": "literal", "rdf:HTML": "html",
}


@pytest.fixture(scope="module")
def elm(formats):
    return load(formats / "elm/elm.toml")


@pytest.fixture(scope="module")
def published(shared):
    """(version, class, predicate) -> (cardinality, range) of the table beside the profiles."""
    found = {}
    with open(shared / "reference/elm/tables/properties.csv", newline="", encoding="utf-8") as file:
        for entry in csv.DictReader(file):
            name = entry["cls"].split(":")[1]
            for version, suffix in (("3.1", "31"), ("3.2", "32")):
                if entry["card" + suffix]:
                    found[version, name, entry["predicate"]] = entry["card" + suffix], entry["range" + suffix]
    return found


@pytest.fixture(scope="module")
def described(elm):
    found = {}
    for cls in elm.classes:
        for prop in cls.properties:
            card = f"{prop.min}..{'*' if prop.max == MANY else prop.max}"
            for version in prop.versions:
                found.setdefault((elm.versions[version], cls.name, prop.predicate), []).append((card, prop))
    return found


def test_every_published_property_has_its_row(published, described):
    assert len(published) == 2 * 477
    assert not [key for key in published if key not in described]


def test_every_row_is_published(published, described):
    assert not [key for key in described if key not in published]


def test_cardinalities_agree(published, described):
    assert not [(key, card, published[key][0]) for key, found in described.items() for card, _ in found
                if card != published[key][0]]


def kind_of(words):
    """Kind and classes that the table's words for a range mean."""
    parts = [part for part in words.replace(" or ", " ").split() if part not in ("uniqueLang", "+eIDAS")]
    # An IRI beside a class says that the node must have one, which is a rule.
    if len(parts) > 1 and "IRI" in parts:
        parts.remove("IRI")
    if parts[0] == "ClaimNode" or parts[0].startswith("Claim"):
        return "node", None
    if parts[0] in RANGES:
        return RANGES[parts[0]], None
    return "node", set(parts)


def test_ranges_agree(published, described):
    wrong = []
    for key, found in described.items():
        words = published[key][1]
        if "≤" in words:
            words = words.split("≤")[0]
        kind, classes = kind_of(words)
        for _, prop in found:
            if prop.kind != kind or (classes and set(prop.range) != classes):
                wrong.append((key, prop.kind, prop.range, published[key][1]))
    assert not wrong


def test_unique_languages_agree(published, described):
    wrong = [key for key, found in described.items() for _, prop in found
             if ("uniqueLang" in published[key][1]) != ("unique_language" in prop.flags)]
    assert not wrong


def test_number_of_classes_by_version(elm):
    assert [sum(v in c.versions for c in elm.classes) for v in range(2)] == [52, 55]


def test_keys_are_those_of_the_context(shared, elm, described):
    """Every term of the contexts is a name, and the term of a predicate is the name of its rows."""
    with open(shared / "reference/elm/tables/context-terms.csv", newline="", encoding="utf-8") as file:
        terms = [t for t in csv.DictReader(file) if t["kind"] == "property"]
    assert not [t["term"] for t in terms if t["term"] not in elm.names]
    scoped = {t["term"] for t in terms if t["scope"].startswith("VCv1, only")}
    for cls in elm.classes:
        for prop in cls.properties:
            assert (prop.name in scoped) == ("scoped" in prop.flags), (cls.name, prop.name)


def test_terms_of_language_maps_are_texts_in_languages(shared, elm):
    with open(shared / "reference/elm/tables/context-terms.csv", newline="", encoding="utf-8") as file:
        maps = {t["term"] for t in csv.DictReader(file) if t["container"] == "@language"}
    assert len(maps) == 15
    for cls in elm.classes:
        for prop in cls.properties:
            assert (prop.kind == "langstring") == (prop.name in maps), (cls.name, prop.name)


def rows_of(elm, cls, name):
    return [p for c in elm.classes if c.name == cls for p in c.properties if p.name == name]


@pytest.mark.parametrize("cls, name, letter, versions", [
    ("EuropeanDigitalCredential", "proof", "a", (0,)), ("VerifiablePresentation", "proof", "a", (0,)),
    ("EuropeanDigitalPresentation", "verifiableCredential", "a", (0, 1)),
    ("Person", "nationalID", "b", (0,)), ("LearningAssessment", "resultDestribution", "b", (0,)),
    ("Phone", "areaDialingCode", "c", (0, 1)), ("Agent", "dateModified", "d", (0, 1)),
    ("LearningOpportunity", "descriptionHtml", "d", (0, 1)), ("Geometry", "latitude", "f", (0, 1)),
    ("Geometry", "longitude", "f", (0, 1)),
])
def test_what_the_context_misplaces_is_marked(elm, cls, name, letter, versions):
    found = rows_of(elm, cls, name)[0]
    assert found.vanishes.startswith(letter + ": ")
    assert found.versions == versions


def test_nothing_else_is_marked(elm):
    marked = {p.name for c in elm.classes for p in c.properties if p.vanishes}
    assert marked == {"proof", "verifiableCredential", "nationalID", "resultDestribution", "areaDialingCode",
                      "dateModified", "descriptionHtml", "latitude", "longitude"}


def test_predicates_without_a_term_have_their_compact_names(elm):
    assert {p.name for c in elm.classes for p in c.properties if ":" in p.name} == {
        "elm:defaultLanguage", "org:hasMember", "locn:geometry", "elm:areaDialing"}


def test_claims(elm):
    expected = (
        "LearningAchievement", "LearningActivity", "LearningAssessment", "LearningEntitlement", "Claim")
    assert rows_of(elm, "Person", "hasClaim")[0].range == expected
    assert rows_of(elm, "AwardingProcess", "awards")[0].range == expected


def test_every_class_says_what_it_is(elm):
    assert not [c.name for c in elm.classes if not c.doc]


def test_importing_again_changes_nothing(top, formats, shared, tmp_path):
    pytest.importorskip("rdflib", reason="rdflib is not installed")
    copy = tmp_path / "elm.toml"
    copy.write_bytes((formats / "elm/elm.toml").read_bytes())
    importer = top / "libedu/generate/import_shacl.py"
    subprocess.run([sys.executable, "-B", importer, shared / "reference/elm", "-o", copy], check=True)
    assert copy.read_bytes() == (formats / "elm/elm.toml").read_bytes()
