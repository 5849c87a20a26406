"""What is said of courses apart from any learner: from OOAPI into EWP's Courses API, and what becomes of the rest."""
import json
import os
import pathlib
import subprocess
import sys
import time

import pytest
from lxml import etree

import sources

sys.path.insert(0, str(sources.TOP / "examples"))
import catalogue as example  # noqa: E402

EWP = {"e": "https://github.com/erasmus-without-paper/ewp-specs-api-courses/tree/stable-v1",
       "trm": "https://github.com/erasmus-without-paper/ewp-specs-types-academic-term/tree/stable-v1"}
RECORD = pathlib.Path(sources.TOP / "examples/results.ooapi.json")


def written(bundle):
    return json.dumps(bundle).encode()


def uuid(n):
    return f"00000000-0000-4000-8000-{n:012x}"


def text(value, language="en"):
    return [{"language": language, "value": value}]


def course(n, **members):
    return {"courseId": uuid(n), "primaryCode": {"codeType": "identifier", "code": f"C{n}"}, "name": text(f"Course {n}"), **members}


def programme(n, **members):
    return {"programId": uuid(n), "primaryCode": {"codeType": "identifier", "code": f"P{n}"}, "programType": "program",
            "name": text(f"Programme {n}"), **members}


def offering(n, **members):
    return {"offeringId": uuid(n), "offeringType": "course", "primaryCode": {"codeType": "offeringCode", "code": f"O{n}"},
            "name": text(f"Offering {n}"), "startDate": "2026-09-01", "endDate": "2027-01-31", **members}


def ewp(result):
    return etree.fromstring(result.data)


@pytest.fixture
def validate(edu, tmp_path):
    """What the command finds in a document."""
    def go(data, *more):
        path = tmp_path / "document"
        path.write_bytes(data)
        done = subprocess.run([edu, "validate", *more, path], capture_output=True, text=True)
        return done.returncode, done.stdout.replace(str(path), "")
    return go


def courses_of(root):
    """Identifier of each course, and of its parts."""
    return {los.findtext("e:los-id", namespaces=EWP): [e.text for e in los.findall("e:contains/e:los-id", EWP)]
            for los in root.findall("e:learningOpportunitySpecification", EWP)}


# ---- the example ----

@pytest.mark.parametrize("version", [5, 6])
def test_the_example_is_valid(validate, version):
    assert validate(written(example.catalogue(version, 60))) == (0, "")


def test_the_example_is_the_same_every_time():
    made = [subprocess.run([sys.executable, sources.TOP / "examples/catalogue.py", "--courses", "50"], capture_output=True, check=True,
                           env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in "12"]
    assert made[0] == made[1] and json.loads(made[0]) == example.catalogue(5, 50)


@pytest.mark.parametrize("version", [5, 6])
def test_the_example_in_ewp(convert, validate, version):
    result = convert(written(example.catalogue(version, 60)), "ewp")
    root = ewp(result)
    found = courses_of(root)
    assert len(found) == 60 + 2 + 15                    # courses, programmes, practicals
    assert sum(k.startswith("DEP/") for k in found) == 2 and sum(k.startswith("CLS/") for k in found) == 15
    assert [len(parts) for k, parts in found.items() if k.startswith("DEP/")] == [40, 20]
    assert len(root.findall(".//e:learningOpportunityInstance", EWP)) == 120
    first = root.find("e:learningOpportunitySpecification[2]", EWP)
    assert [e.get("{http://www.w3.org/XML/1998/namespace}lang") for e in first.findall("e:title", EWP)] == ["en", "nl", "fr"]
    instance = first.find(".//e:learningOpportunityInstance", EWP)
    assert [instance.findtext(p, namespaces=EWP) for p in ("e:start", "e:end", "e:languageOfInstruction", "e:credit/e:scheme")] == [
        "2026-09-01", "2027-01-29", "nl", "ects"]
    assert instance.findtext("trm:academic-term/trm:academic-year-id", namespaces=EWP) == "2026/2027"
    assert validate(result.data) == (0, "")


def test_the_official_schema_agrees(convert, tmp_path, figures):
    """EWP's schemas have no licence to stand here: EDU_EWP_XSD is the file of the Courses API's response."""
    schema = os.environ.get("EDU_EWP_XSD")
    if not schema:
        pytest.skip("no official schema of EWP's Courses API (EDU_EWP_XSD)")
    for version in (5, 6):
        path = tmp_path / f"{version}.xml"
        path.write_bytes(convert(written(example.catalogue(version, 60)), "ewp").data)
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, path], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[:500]
    figures.append("catalogues: EWP's official schema agrees")


# ---- what is part of what ----

def test_parents_children_programmes_and_courses(convert):
    """Said from either end, or from both, a part is a part once; of two wholes it stands below the first."""
    bundle = {"programs": [programme(1, children=[uuid(2)]), programme(2, parent=uuid(1))],
              "courses": [course(3, programs=[uuid(2), uuid(1)])],
              "components": [{"componentId": uuid(4), "componentType": "lecture", "name": text("L"), "course": uuid(3),
                              "primaryCode": {"codeType": "componentCode", "code": "L"}}]}
    found = courses_of(ewp(convert(written(bundle), "ewp")))
    assert found == {f"DEP/{uuid(1)}": [f"DEP/{uuid(2)}", f"CR/{uuid(3)}"], f"DEP/{uuid(2)}": [f"CR/{uuid(3)}"],
                     f"CR/{uuid(3)}": [f"CLS/{uuid(4)}"], f"CLS/{uuid(4)}": []}


def test_circle(convert):
    """A programme that is its own ancestor: the circle is cut, nothing else is lost, and the ledger says where."""
    bundle = {"programs": [programme(1, parent=uuid(3)), programme(2, parent=uuid(1)), programme(3, parent=uuid(2))]}
    result = convert(written(bundle), "ewp")
    assert sorted(courses_of(ewp(result))) == [f"DEP/{uuid(n)}" for n in (1, 2, 3)]
    assert [e["source"] for e in result.report.with_rule("ooapi/circle")] == ["/programs/0/parent"]


def test_its_own_parent(convert):
    result = convert(written({"programs": [programme(1, parent=uuid(1))]}), "ewp")
    assert courses_of(ewp(result)) == {f"DEP/{uuid(1)}": []}


def test_ids_that_are_no_uuids(convert):
    bundle = {"courses": [{**course(1), "courseId": "Algebra (old)"}, {**course(2), "courseId": "x" * 60}]}
    result = convert(written(bundle), "ewp")
    assert list(courses_of(ewp(result))) == ["CR/C1", "CR/C2"]


def test_nothing_to_be_called_by(convert):
    """An identifier that EWP demands and nobody gave is the place in the catalogue."""
    result = convert(written({"courses": [{"courseId": "é", "name": text("A")}, {"courseId": "ü", "name": text("B")}]}), "ewp")
    assert list(courses_of(ewp(result))) == ["CR/1.1", "CR/2.1"]
    assert len(result.report.with_rule("ewp/id-counted")) == 2


def test_two_with_one_code(convert):
    bundle = {"courses": [{"courseId": "é", "primaryCode": {"codeType": "identifier", "code": "A"}, "name": text("A")},
                          {"courseId": "ü", "primaryCode": {"codeType": "identifier", "code": "A"}, "name": text("B")}]}
    assert list(courses_of(ewp(convert(written(bundle), "ewp")))) == ["CR/A", "CR/2.1"]


def test_one_hundred_thousand(converter):
    """Parts of parts and side by side: in a time that grows with their number."""
    bundle = {"courses": [course(n, programs=[uuid(10 ** 6 + n % 1000)]) for n in range(1, 100001)]}
    start = time.monotonic()
    result = converter(written(bundle), "ewp")
    assert result.status == 0 and time.monotonic() - start < 30
    assert result.data.count(b"<learningOpportunitySpecification>") == 100000


# ---- offerings ----

def test_an_offering_of_what_is_not_there(convert):
    """Its course is known by its identifier alone."""
    result = convert(written({"offerings": [offering(1, course=uuid(2))]}), "ewp")
    assert courses_of(ewp(result)) == {f"CR/{uuid(2)}": []}
    assert ewp(result).findtext(".//e:loi-id", namespaces=EWP) == f"CRI/{uuid(1)}"
    assert result.report.with_rule("ewp/title")[0]["outcome"] == "defaulted"


def test_an_offering_of_nothing(convert):
    result = convert(written({"courses": [course(2)], "offerings": [offering(1)]}), "ewp")
    assert not ewp(result).findall(".//e:loi-id", EWP)
    assert result.report.of("/offerings/0/startDate")["rule"] == "ewp/no-course"


def test_days_of_the_term(convert):
    session = {"academicSessionId": uuid(5), "name": text("Autumn"), "startDate": "2026-09-01", "endDate": "2027-01-31"}
    one = {k: v for k, v in offering(1, course=uuid(2), academicSession=uuid(5)).items() if "Date" not in k}
    result = convert(written({"courses": [course(2)], "offerings": [one], "academicSessions": [session]}), "ewp")
    assert ewp(result).findtext(".//e:start", namespaces=EWP) == "2026-09-01"
    assert len(result.report.with_rule("ewp/of-session")) == 2


def test_no_days(convert):
    one = {k: v for k, v in offering(1, course=uuid(2)).items() if k != "endDate"}
    result = convert(written({"courses": [course(2)], "offerings": [one]}), "ewp")
    assert not ewp(result).findall(".//e:loi-id", EWP)
    assert result.report.of("/offerings/0/startDate")["rule"] == "ewp/no-dates"


# ---- records and catalogues ----

def test_courses_beside_a_record_are_lost(convert):
    bundle = json.loads(RECORD.read_text())
    bundle["courses"].append(course(77))
    result = convert(written(bundle), "elm")
    assert {e["source"] for e in result.report.with_rule("ooapi/not-of-record")} == {
        f"/courses/1/{m}" for m in ("courseId", "primaryCode/codeType", "primaryCode/code", "name/0/language", "name/0/value")}


def test_neither_record_nor_catalogue(converter):
    result = converter(written({"persons": [{"personId": uuid(1), "displayName": "X"}]}), "ewp")
    assert result.status == 65 and result.data is None and "(ooapi/no-association)" in result.told


def test_no_catalogue_becomes_a_transcript(converter):
    result = converter(written({"courses": [course(1)]}), "elmo")
    assert result.status == 65 and result.data is None
    assert "(convert/catalogue)" in result.told and "elm-loq" in result.told


def test_no_record_becomes_course_data(converter):
    result = converter(RECORD.read_bytes(), "ewp")
    assert result.status == 65 and result.data is None and "(convert/record)" in result.told


def test_relations_that_have_no_place(convert):
    bundle = {"courses": [course(1, educationSpecification=uuid(2))],
              "educationSpecifications": [{"educationSpecificationId": uuid(2), "name": text("E"), "educationSpecificationType": "course",
                                           "primaryCode": {"codeType": "identifier", "code": "E"}}]}
    result = convert(written(bundle), "ewp")
    assert result.report.of("/courses/0/educationSpecification")["rule"] == "ooapi/relation"


OFFICIAL = [pytest.param(p, id=f"{p.parts[-3]}/{p.name}") for p in sorted(sources.SHARED.glob("ooapi/examples/*/assembled/*.json"))
            if p.stem in ("Course", "Program", "Programme", "CourseOffering", "ProgramOffering", "ComponentOffering", "Component",
                          "ProgrammeOffering", "LearningComponent", "TestComponent", "LearningComponentOffering")]


@pytest.mark.parametrize("target", ["elm", "elm-rdf", "ewp", "ooapi@6"])
@pytest.mark.parametrize("path", OFFICIAL)
def test_official_entities(convert, path, target):
    convert(path.read_bytes(), target)


@pytest.mark.parametrize("carry", ["residue", "original"])
@pytest.mark.parametrize("target", ["elm", "elm-loq", "elm-rdf", "ewp"])
def test_course_data_carry_nothing(converter, target, carry):
    """Neither has a place for it: said before anything is written."""
    result = converter(written(example.catalogue(5, 2)), target, carry=carry)
    assert result.status == 65 and result.data is None and f"(carry/{carry})" in result.told
