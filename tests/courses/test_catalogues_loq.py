"""Catalogues of OOAPI and EWP as ELM's courses (LOQ), and back: by the ledger's contract, xmllint and a SHACL engine."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "conversion"), str(TESTS.parent / "examples")]
import catalogue as example  # noqa: E402
import contract  # noqa: E402

EWP = TESTS / "corpus/ewp/valid/courses.xml"


@pytest.fixture(scope="session")
def convert(run, tmp_path_factory):
    """convert(bytes, "elm-loq"): output and report of a conversion that succeeds with a complete ledger."""
    folder = tmp_path_factory.mktemp("catalogues")

    def go(data, to, *more):
        source, report = folder / "source", folder / "report"
        source.write_bytes(data)
        status, out, told = run("convert", "--to", to, "--report", report, *more, source)
        assert status == 0, told
        result = contract.Report(report.read_bytes())
        assert contract.faults(contract.tree_of(data), contract.tree_of(out), result) == []
        return out, result
    return go


@pytest.fixture(scope="session")
def xsd(shared, tmp_path_factory):
    if not shutil.which("xmllint"):
        pytest.skip("xmllint is not installed")
    path = tmp_path_factory.mktemp("xsd") / "document.xml"

    def go(data):
        path.write_bytes(data)
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", shared / "reference/elm/xsd/loq.xsd", path],
                              capture_output=True, text=True)
        return None if done.returncode == 0 else done.stderr[:500]
    return go


def bundle(version, courses):
    return json.dumps(example.catalogue(version, courses)).encode()


def nodes_of(document, cls):
    """All nodes of a class in full, wherever they stand."""
    found, waiting = [], [json.loads(document)]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, dict):
            if value.get("type") == cls and len(value) > 2:
                found.append(value)
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found


def one(cls, **members):
    return {"id": f"https://u.example/{cls}/{len(members)}", "type": cls, **members}


def dataset(*nodes):
    context = ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"]
    return json.dumps({"@context": context, "@graph": list(nodes)}).encode()


# ---- the example ----

@pytest.mark.parametrize("version", [5, 6])
def test_the_example_conforms(convert, run, xsd, engine, version):
    """The schema, the profile as we know it, and its official shapes."""
    data = bundle(version, 44)
    xml, _ = convert(data, "elm-loq")
    assert xsd(xml) is None
    json_ld, _ = convert(data, "elm")
    for document in (xml, json_ld):
        status, out, _ = run("validate", "--profile", "loq", "-", data=document)
        assert status == 0 and b"error" not in out and b"warning" not in out, out[:500]
    violations, _ = engine("3.2").violations(json.loads(json_ld), "loq")
    assert violations == set()


@pytest.mark.parametrize("version", [5, 6])
def test_a_thousand_courses(convert, run, xsd, figures, version):
    xml, report = convert(bundle(version, 1000), "elm-loq")
    assert xsd(xml) is None
    assert run("validate", "--profile", "loq", "-", data=xml)[0] == 0
    counts = report.tail["counts"]
    figures.append(f"catalogues: 1000 courses, OOAPI {version} to LOQ: {counts}")
    kept = counts["exact"] + counts["derived"]
    assert kept > 0.88 * (kept + counts["lost"])


@pytest.mark.parametrize("version", [5, 6])
def test_the_example_says_the_same_in_rdf(rdf, run, same_graph, version):
    data = bundle(version, 8)
    json_ld, rdf_xml = (run("convert", "--to", to, "-", data=data)[1] for to in ("elm", "elm-rdf"))
    assert same_graph((json_ld, "json-ld"), (rdf_xml, "xml")) > 500


@pytest.mark.parametrize("version", [5, 6])
def test_by_way_of_loq_into_ewp(convert, version):
    """What EWP says of a catalogue is the same whether or not it came through ELM, but for units of what isn't offered."""
    data = bundle(version, 44)
    direct, _ = convert(data, "ewp")
    through, _ = convert(convert(data, "elm-loq")[0], "ewp")
    lines = [set(d.decode().splitlines()) for d in (direct, through)]
    assert lines[1] <= lines[0] and all("ounit-id" in line for line in lines[0] - lines[1])
    assert direct.count(b"<loi-id>") == through.count(b"<loi-id>") == 88


def test_the_example_back_from_loq(convert):
    """From ELM's XML into JSON-LD by way of the XML's twin, and the same nodes."""
    json_ld, _ = convert(bundle(5, 8), "elm")
    again, _ = convert(convert(bundle(5, 8), "elm-loq")[0], "elm")
    for cls in ("LearningOpportunity", "LearningAchievementSpecification", "LearningActivitySpecification", "Organisation"):
        assert len(nodes_of(json_ld, cls)) == len(nodes_of(again, cls)) > 0, cls


@pytest.mark.parametrize("form", ["elm", "elm-loq"])
def test_from_ooapi_and_back(convert, form):
    """What ELM says of courses comes back under the same ids and codes, parts and occurrences where they were."""
    before = example.catalogue(6, 24)
    after = json.loads(convert(convert(json.dumps(before).encode(), form)[0], "ooapi@6")[0])

    def codes(entity, own_id):
        return {entity[own_id], *(c["code"] for c in [entity.get("primaryCode", {}), *entity.get("otherCodes", [])] if c)}

    def by_code(bundle, list_, own_id):
        return {frozenset(codes(e, own_id)): e for e in bundle[list_]}
    for list_, own_id in (("courses", "courseId"), ("courseOfferings", "courseOfferingId"), ("organisations", "organisationId")):
        old, new = by_code(before, list_, own_id), by_code(after, list_, own_id)
        assert len(old) == len(new)
        for key, entity in old.items():
            [found] = [e for k, e in new.items() if key & k]
            assert {t["value"] for t in entity["name"]} == {t["value"] for t in found["name"]}
            for name in ("fieldsOfStudy", "studyLoad", "teachingLanguages", "link", "level"):
                if name in entity:
                    assert found.get(name) == entity[name], (list_, name)
            for name in ("startDateTime", "endDateTime"):
                assert entity.get(name, "")[:10] == found.get(name, "")[:10]
    assert len(after["learningComponents"]) == len(before["learningComponents"])
    assert sum(len(c.get("programmeIds", [])) for c in after["courses"]) == 24


# ---- classes ----

def course_of(convert, **members):
    course = {"courseId": "c0000000-0000-4000-8000-000000000001", "name": [{"language": "en", "value": "Algebra"}], **members}
    return convert(json.dumps({"courses": [course]}).encode(), "elm")


def test_a_level_without_a_national_one_is_of_education(convert):
    """The profile demands both of a qualification; the European one alone is a course's level of education."""
    out, report = course_of(convert, level="master")
    [found] = nodes_of(out, "LearningAchievementSpecification")
    assert [c["id"] for c in found["educationLevel"]] == ["http://data.europa.eu/snb/eqf/7"] and "eqfLevel" not in found
    assert report.of("/courses/0/level")["rule"] == "ooapi/level"


def test_hours_of_contact_are_an_activity(convert):
    out, _ = course_of(convert, studyLoad={"studyLoadUnit": "contacttime", "value": 42})
    [found] = nodes_of(out, "LearningActivitySpecification")
    assert found["contactHour"] == ["42"] and found["title"] == {"en": "Algebra"}


def test_how_it_is_assessed(convert):
    out, _ = course_of(convert, assessment=[{"language": "en", "value": "Orally"}])
    [found] = nodes_of(out, "LearningAssessmentSpecification")
    assert found["description"] == {"en": "Orally"} and found["title"] == {"en": "Algebra"}


def test_a_class_is_an_activity_of_its_course(convert):
    out, _ = convert(bundle(5, 4), "elm")
    [practical] = nodes_of(out, "LearningActivitySpecification")
    [course] = [n for n in nodes_of(out, "LearningAchievementSpecification") if n.get("influencedBy")]
    assert course["influencedBy"][0]["id"] == practical["id"] and "dcType" not in practical


def test_an_offering_of_a_class(convert):
    """Its achievement is the course's, what is taught the class: and it comes back as the class's occurrence."""
    data = json.loads(bundle(5, 4))
    [component] = data["components"]
    data["offerings"] = [{**data["offerings"][0], "offeringType": "component", "component": component["componentId"]}]
    data["offerings"][0].pop("course")
    out, _ = convert(json.dumps(data).encode(), "elm")
    [offering] = nodes_of(out, "LearningOpportunity")
    [practical] = nodes_of(out, "LearningActivitySpecification")
    assert offering["learningActivitySpecification"]["id"] == practical["id"]
    assert offering["learningAchievementSpecification"]["id"]
    assert b"<loi-id>CLSI/" in convert(out, "ewp")[0]


# ---- what the profile demands ----

def test_a_course_gives_its_offering_what_that_lacks(convert):
    data = json.loads(bundle(5, 1))
    for name in ("name", "teachingLanguage", "link", "organization"):
        data["offerings"][0].pop(name)
    out, report = convert(json.dumps(data).encode(), "elm")
    first = nodes_of(out, "LearningOpportunity")[0]
    assert first["title"]["en"] == data["courses"][0]["name"][0]["value"]
    assert first["homepage"][0]["contentURL"] == data["courses"][0]["link"]
    assert first["elm:defaultLanguage"]["id"].endswith("/NLD") and first["providedBy"]
    assert len(report.with_rule("elm/course-title")) >= 3 and len(report.with_rule("elm/of-course")) == 3


@pytest.mark.parametrize("member, element", [("teachingLanguage", "defaultLanguage"), ("fieldsOfStudy", "ISCEDFCode"),
                                             ("learningOutcomes", "learningOutcome")])
def test_what_the_source_lacks_is_named(run, member, element):
    """Before anything is written, and never made up."""
    data = json.loads(bundle(5, 1))
    for entity in (*data["courses"], *data["offerings"]):
        entity.pop(member, None)
    status, out, told = run("convert", "--to", "elm-loq", "-", data=json.dumps(data).encode())
    assert status == 1 and not out and "(elm/form-missing)" in told and element in told


def test_what_is_refused_is_found_in_the_source(run):
    """The place is that of a value in the file that was given, not in what was made on the way."""
    data = json.loads(bundle(5, 3))
    del data["courses"][1]["learningOutcomes"]
    status, _, told = run("convert", "--to", "elm-loq", "-", data=json.dumps(data).encode())
    assert status == 1 and told.rstrip().endswith("at /courses/1/courseId"), told


def test_wholes_and_providers_of_another_file(convert, xsd):
    """A course may belong to a programme, and to a faculty, that are not here: it stands without them."""
    data = json.loads(bundle(5, 1))
    data = {"courses": data["courses"]}
    out, report = convert(json.dumps(data).encode(), "elm-loq")
    assert xsd(out) is None
    assert report.of("/courses/0/programs/0")["outcome"] == report.of("/courses/0/organization")["outcome"] == "lost"


# ---- from ELM ----

def test_opportunities_are_offerings(convert):
    course = one("LearningAchievementSpecification", title={"en": "Algebra"})
    whole = one("Qualification", title={"en": "Mathematics"}, dcType=[], hasPart=[{"id": course["id"]}])
    offer = one("LearningOpportunity", title={"en": "Algebra in spring"}, learningAchievementSpecification={"id": course["id"]},
                temporal={"type": "PeriodOfTime", "startDate": "2026-02-01T00:00:00Z", "endDate": "2026-06-30T00:00:00Z"})
    out, report = convert(dataset(offer, course, whole), "ewp")
    assert out.count(b"<learningOpportunitySpecification>") == 2 and out.count(b"<start>2026-02-01</start>") == 1
    assert b"<contains>" in out and report.of("/@graph/1/title/en")["outcome"] == "exact"


def test_a_part_that_names_its_whole(convert):
    whole = one("LearningAchievementSpecification", title={"en": "Whole"})
    part = one("LearningAchievementSpecification", title={"en": "Part"}, isPartOf=[{"id": whole["id"]}])
    out, _ = convert(dataset(part, whole), "ewp")
    assert out.index(b"Whole") < out.index(b"Part") and out.count(b"<contains>") == 1


def test_courses_in_a_circle(convert):
    a = one("LearningAchievementSpecification", title={"en": "A"}, hasPart=[{"id": "https://u.example/b"}])
    b = {**one("LearningAchievementSpecification", title={"en": "B"}, hasPart=[{"id": a["id"]}]), "id": "https://u.example/b"}
    out, report = convert(dataset(a, b), "ewp")
    assert out.count(b"<learningOpportunitySpecification>") == 2 and out.count(b"<contains>") == 1
    assert len(report.with_rule("elm/circle")) == 1


def test_a_qualification_keeps_both_levels(convert, documents, run, rdf):
    """From Turtle to the core and back: of which list its national level is, too."""
    json_ld = run("convert", "--to", "elm", "-", data=(documents / "algebra.ttl").read_bytes())[1]
    assert b"<eqfLevelProvided>6</eqfLevelProvided>" in convert(json_ld, "ewp")[0]


@pytest.mark.parametrize("name", ["loq", "loq_withLearningAchievementSpecification"])
def test_official_courses_into_ewp(convert, run, shared, tmp_path, name):
    out, _ = convert((shared / f"reference/elm/xsd/{name}.xml").read_bytes(), "ewp")
    schema = os.environ.get("EDU_EWP_XSD")
    assert b"<learningOpportunityInstance>" in out and b"ewp/" not in run("validate", "-", data=out)[1]
    if schema:
        (tmp_path / "x").write_bytes(out)
        assert subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, tmp_path / "x"], capture_output=True).returncode == 0


def test_courses_of_ewp_in_elm(convert, run):
    """EWP says no outcomes, which the XML form demands; linked data says what there is, and comes back."""
    out, _ = convert(EWP.read_bytes(), "elm")
    status, _, told = run("convert", "--to", "elm-loq", EWP)
    assert status == 1 and "(elm/form-missing)" in told
    again, _ = convert(out, "ewp")
    for said in (b"<los-id>CR/algebra</los-id>", b"<loi-id>CRI/algebra-2025</loi-id>", b"<value>7.5</value>",
                 b"<los-id>CLS/algebra-lecture</los-id>", b"<engagementHours>60</engagementHours>", b"<iscedCode>0541</iscedCode>"):
        assert said in again, said
