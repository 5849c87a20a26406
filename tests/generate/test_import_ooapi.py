"""formats/ooapi/ooapi.toml: facts of the specification, class by class, and a fresh import."""
import subprocess
import sys
import tomllib

import pytest
from source import MANY, load

ALL = "4.0 5.0 6.0 6.1"
V6 = "6.0 6.1"

# class, property -> versions: card, kind, range, and what else the row says.
FACTS = [
    ("Course", "courseId", ALL, "1..1", "uuid", {}),
    ("Course", "name", "4.0", "1..1", "string", {"max_length": 256}),
    ("Course", "name", "5.0 6.0 6.1", "1..*", "node", {"range": ["LanguageTypedString"], "min_items": 1}),
    ("Course", "abbreviation", "4.0 5.0", "1..1", "string", {"max_length": 256}),
    ("Course", "abbreviation", V6, "0..1", "string", {"nullable": V6}),
    ("Course", "ects", "4.0", "0..1", "number", {"flags": {"non_negative"}}),
    ("Course", "studyLoad", "5.0", "0..1", "node", {"range": ["StudyLoad"]}),
    ("Course", "studyLoad", V6, "0..*", "node", {"nullable": V6}),
    ("Course", "learningOutcomes", "4.0", "0..*", "string", {}),
    ("Course", "learningOutcomes", "5.0", "0..*", "node", {"flags": {"nested"}, "min_items": 1}),
    ("Course", "learningOutcomes", V6, "0..*", "node", {"range": ["LearningOutcome"]}),
    ("Course", "learningOutcomeIds", V6, "0..*", "uuid", {"range": ["LearningOutcome"]}),
    ("Course", "organization", "5.0", "0..1", "node", {"range": ["Organisation"], "flags": {"reference"}}),
    ("Course", "organisationId", V6, "0..1", "uuid", {"range": ["Organisation"], "nullable": ""}),
    ("Course", "organisation", V6, "0..1", "node", {"nullable": "", "claims_null": V6}),
    ("Course", "firstPossibleOfferingStartDateTime", "6.1", "0..1", "datetime", {}),
    ("Course", "firstStartDate", "5.0", "0..1", "date", {}),
    ("Course", "firstStartDate", V6, "0..1", "datetime", {}),
    ("Course", "teachingLanguage", "5.0", "1..1", "string", {"pattern": "three-letters"}),
    ("Course", "teachingLanguages", V6, "0..*", "string", {"pattern": "language-6", "min_items": 1}),
    ("Course", "duration", "5.0", "0..1", "duration", {"pattern": "duration-5"}),
    ("Course", "level", "4.0 5.0", "1..1", "string", {"codes": "level"}),
    ("Person", "countryOfBirth", "4.0 5.0", "0..1", "string", {}),
    ("Person", "countryOfBirth", V6, "0..1", "node", {"range": ["Country"], "nullable": V6}),
    ("Person", "surname", V6, "0..1", "string", {"alternative": 1, "nullable": ""}),
    ("Person", "activeEnrolment", V6, "1..1", "boolean", {}),
    ("Person", "affiliations", "4.0 5.0", "1..*", "string", {"codes": "personAffiliation", "min_items": 0}),
    ("TestComponentOffering", "componentId", V6, "0..1", "uuid", {"range": ["TestComponent"]}),
    ("ComponentOffering", "resultWeight", "4.0 5.0", "0..1", "integer",
     {"max_value": 100, "flags": {"non_negative"}}),
    ("CourseOffering", "flexibleEntryPeriodEndDateTime", V6, "0..1", "date", {}),
    ("CourseOffering", "programmeOfferingIds", V6, "0..*", "uuid", {"range": ["ProgrammeOffering"]}),
    ("CourseOfferingAssociation", "offering", "5.0", "0..1", "node",
     {"range": ["CourseOffering"], "flags": {"reference"}}),
    ("CourseOfferingAssociation", "personId", V6, "0..1", "uuid", {"range": ["Person"], "alternative": 2}),
    ("CourseOfferingAssociation", "courseOffering", V6, "0..1", "node", {"alternative": 1}),
    ("CourseResult", "resultDate", "4.0 5.0", "1..1", "date", {}),
    ("CourseResult", "resultvaluetype", "6.1", "0..1", "string", {"codes": "resultValueType"}),
    ("AcademicSession", "childIds", V6, "0..*", "uuid", {"range": ["AcademicSession"]}),
    ("Group", "personCount", "5.0 6.0 6.1", "0..1", "count", {"flags": {"non_negative"}}),
    ("Group", "offeringIds", V6, "0..*", "node", {"range": ["GroupOffering"], "nullable": V6}),
    ("Problem", "status", "4.0 5.0", "1..1", "string", {}),
    ("Problem", "status", V6, "1..1", "integer", {}),
    ("Page", "pageNumber", "5.0 6.0 6.1", "1..1", "positive", {}),
    ("LanguageTypedString", "language", "5.0", "0..1", "string", {"pattern": "language-5"}),
    ("LanguageTypedString", "language", V6, "1..1", "string", {"pattern": "language-6"}),
    ("Cost", "amount", "5.0 6.0 6.1", "0..1", "string", {"pattern": "amount", "nullable": V6}),
]
# By our count of the published documents: kinds of object with an own id, and members on them.
COUNTS = {"4.0": (17, 185), "5.0": (19, 336), "6.0": (23, 508), "6.1": (23, 530)}
# Rows that are no member of a schema but of an answer: relations of v4's expansions, and of associations.
ANSWERS = {"4.0": 30, "5.0": 15, "6.0": 10, "6.1": 10}
ENTITIES = 29


@pytest.fixture(scope="module")
def ooapi(formats):
    return load(formats / "ooapi" / "ooapi.toml")


def versions(source, text):
    return tuple(source.versions.index(v) for v in text.split())


def rows(source, cls, name, version):
    return [p for c in source.classes if c.name == cls for p in c.properties if p.name == name and version in p.versions]


@pytest.mark.parametrize("cls,name,where,card,kind,more", FACTS, ids=lambda v: v if isinstance(v, str) else "")
def test_fact(ooapi, cls, name, where, card, kind, more):
    for version in versions(ooapi, where):
        found, = rows(ooapi, cls, name, version)
        low, high = card.split("..")
        assert (found.min, found.max) == (int(low), MANY if high == "*" else int(high))
        assert found.kind == kind
        for key, value in more.items():
            if key == "range":
                assert list(found.range) == value
            elif key == "flags":
                assert value <= found.flags
            elif key in ("nullable", "claims_null"):
                assert (version in getattr(found, key)) == (version in versions(ooapi, value))
            elif key in ("codes", "pattern", "max_value"):
                assert getattr(found, key) == value
            else:
                assert found.bounds[key] == value


@pytest.mark.parametrize("cls,name,version", [
    ("Course", "ects", "5.0"), ("Course", "firstPossibleOfferingStartDateTime", "6.0"), ("Course", "programs", "6.1"),
    ("Programme", "sector", "6.0"), ("Organisation", "brin", "5.0"), ("CourseOfferingAssociation", "primaryCode", "6.0"),
])
def test_absent(ooapi, cls, name, version):
    assert not rows(ooapi, cls, name, ooapi.versions.index(version))


@pytest.mark.parametrize("version", COUNTS)
def test_every_entity_with_every_member(ooapi, version):
    index = ooapi.versions.index(version)
    entities = [c for c in ooapi.classes[:ENTITIES] if index in c.versions]
    members = sum(index in p.versions for c in entities for p in c.properties)
    assert (len(entities), members - ANSWERS[version]) == COUNTS[version]


def test_lists_are_closed_until_version_6(ooapi):
    lists = {c.name: c for c in ooapi.codes}
    assert lists["level"].closed == versions(ooapi, "4.0 5.0")
    assert lists["codeType"].closed == ()
    assert lists["verbs"].closed == versions(ooapi, V6)
    closed = {v: sum(ooapi.versions.index(v) in c.closed for c in ooapi.codes) for v in ooapi.versions}
    assert closed["5.0"] >= 20 and closed["6.0"] == closed["6.1"] == 1


def test_other_members_are_an_error_in_closed_objects_alone(ooapi):
    assert {c.name for c in ooapi.classes if c.closed} == {"Code", "Cost", "GroupOffering"}


def test_a_fresh_import_changes_nothing(top, shared, tmp_path):
    written = top / "libedu" / "formats" / "ooapi" / "ooapi.toml"
    again = tmp_path / "ooapi.toml"
    again.write_bytes(written.read_bytes())
    subprocess.run([sys.executable, "-B", top / "libedu/generate/import_openapi.py",
                    shared / "reference/ooapi/openapi", "-o", again], check=True)
    assert again.read_text(encoding="utf-8") == written.read_text(encoding="utf-8")


def test_an_import_keeps_numbers_and_words(top, shared, tmp_path):
    """The table of an older version: what came later gets fresh numbers, the rest keeps its own."""
    written = top / "libedu" / "formats" / "ooapi" / "ooapi.toml"
    text = written.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if 'name = "minNumberStudents"' in line)
    again = tmp_path / "ooapi.toml"
    again.write_text(text.replace(line + "\n", "").replace("id = 6\n", 'id = 6\ndoc = "A unit of study."\n', 1))
    subprocess.run([sys.executable, "-B", top / "libedu/generate/import_openapi.py",
                    shared / "reference/ooapi/openapi", "-o", again], check=True)
    data = tomllib.loads(again.read_text(encoding="utf-8"))
    assert data["class"]["Course"]["doc"] == "A unit of study."
    rows_of = data["class"]["ProgrammeOffering"]["properties"]
    assert max(row["id"] for row in rows_of) == next(r["id"] for r in rows_of if r["name"] == "minNumberStudents")
