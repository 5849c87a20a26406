"""Associations of a student and what they lead to become a credential and a transcript (OOAPI, sections 10 and 11)."""
import copy
import json
import pathlib
import subprocess

import pytest
from lxml import etree

import sources

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "examples/results.ooapi.json"
STUDENT, ROOT, FACULTY = "b0b00000-0000-4000-8000-000000000001", "0a000000-0000-4000-8000-000000000001", \
    "0a000000-0000-4000-8000-000000000002"


@pytest.fixture
def bundle():
    return json.loads(EXAMPLE.read_text())


def written(bundle):
    return json.dumps(bundle).encode()


def elmo(convert, bundle, **options):
    result = convert(written(bundle), "elmo", **options)
    root = etree.fromstring(result.data)
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root, result


def texts(root, path):
    return [e.text for e in root.findall(path)]


COURSE = ".//hasPart/learningOpportunitySpecification"


def test_the_course_in_elmo(convert, bundle):
    """The worked example of the correspondence: result date before end of the offering, one credit, one scheme."""
    root, result = elmo(convert, bundle)
    course = root.find(COURSE)
    assert texts(course, "title") == ["Statistics 1", "Statistiek 1"] and course.find("type").text == "Course"
    instance = course.find("specifies/learningOpportunityInstance")
    said = {e.tag: e.text for e in instance if e.text and e.text.strip()}
    assert said == {"identifier": "a5500000-0000-4000-8000-000000000001", "start": "2023-11-13", "date": "2024-02-09",
                    "status": "passed", "gradingSchemeLocalId": "1-10", "resultLabel": "8.5", "languageOfInstruction": "en"}
    assert texts(instance, "credit/scheme") == ["ects"] and texts(instance, "credit/value") == ["7.5"]
    assert root.find("report/gradingScheme").get("localId") == "1-10"
    assert result.report.of("/offerings/1/endDate")["outcome"] == "lost"


def test_the_learner_in_elmo(convert, bundle):
    root, _ = elmo(convert, bundle)
    learner = root.find("learner")
    assert [learner.find(n).text for n in ("givenNames", "familyName", "bday", "gender")] == [
        "Maartje", "van Damme", "2003-09-30", "2"]
    assert {e.get("type"): e.text for e in learner.findall("identifier")}["studentNumber"] == "s1234567"


def test_the_issuer_is_the_institution(convert, bundle):
    """A faculty teaches; the institution above it awards."""
    root, _ = elmo(convert, bundle)
    issuer = root.find("report/issuer")
    assert texts(issuer, "title")[:1] == ["Example University"]
    assert {e.get("type"): e.text for e in issuer.findall("identifier")}["schac"] == "example.edu"


def test_the_same_in_elm(convert, bundle):
    subject = json.loads(convert(written(bundle), "elm").data)["credentialSubject"]
    assert subject["familyName"] == {"und": "van Damme"}
    [programme] = subject["hasClaim"]
    [course] = programme["hasPart"]
    assert programme["title"] == {"en-GB": "Mathematics"}
    assert course["title"] == {"en": "Statistics 1", "nl": "Statistiek 1"}
    assert course["creditReceived"][0]["point"] == "7.5"
    assert course["provenBy"][0]["grade"]["noteLiteral"] == {"und": "8.5"}
    assert course["learningOpportunity"]["temporal"]["startDate"].startswith("2023-11-13")
    assert course["learningOpportunity"]["temporal"]["prefLabel"] == {"en-GB": "Fall 2023"}


def test_entities_inside_each_other(convert, bundle):
    """References may be objects: the record is the same."""
    flat = convert(written(bundle), "elmo").data
    ids = {v: e for name, list_ in bundle.items() if isinstance(list_, list) for e in list_ for k, v in e.items()
           if k.endswith("Id") and isinstance(v, str)}
    nested = copy.deepcopy(bundle)
    for association in nested["associations"]:
        offering = association["offering"] = copy.deepcopy(ids[association["offering"]])
        association["person"] = copy.deepcopy(ids[STUDENT])
        for name in ("course", "program", "academicSession"):
            if name in offering:
                offering[name] = copy.deepcopy(ids[offering[name]])
    page = {"pageSize": 10, "pageNumber": 1, "hasPreviousPage": False, "hasNextPage": False, "items": nested["associations"]}
    page["ext"] = None
    result = convert(json.dumps({**{k: nested[k] for k in ("organizations", "programs")},
                                 "associations": nested["associations"]}).encode(), "elmo")
    assert sorted(result.tree.leaves.values()) == sorted(
        convert(written(bundle), "elmo").tree.leaves.values()) and flat


OUTCOMES = [
    ("associated", {"state": "completed", "pass": "passed"}, "passed"),
    ("associated", {"state": "completed", "pass": "failed"}, "failed"),
    ("associated", {"state": "completed"}, "passed"),                       # credits were given
    ("associated", {"state": "completed", "pass": "unknown", "load": 0}, "failed"),
    ("associated", {"state": "in progress", "pass": "passed"}, "in-progress"),
    ("associated", {"state": "postponed"}, "in-progress"),
    ("pending", None, "in-progress"),
    ("queued", None, "in-progress"),
]


@pytest.mark.parametrize("state, result, status", OUTCOMES)
def test_outcome(convert, bundle, state, result, status):
    association = bundle["associations"][0]
    association["state"] = state
    if result is None:
        del association["result"]
    else:
        association["result"] |= {"pass": None} | {k: v for k, v in result.items() if k != "load"}
        association["result"]["studyLoad"]["value"] = result.get("load", 7.5)
        if "pass" not in result:
            del association["result"]["pass"]
    root, made = elmo(convert, bundle)
    assert root.find(f"{COURSE}/specifies/learningOpportunityInstance/status").text == status
    if result and result.get("pass") in (None, "unknown") and result["state"] == "completed":
        assert made.report.of("/associations/0/state")["rule"] == "ooapi/status-by-load"


@pytest.mark.parametrize("state", ["canceled", "cancelled", "denied"])
def test_what_was_cancelled_is_no_part_of_the_record(convert, bundle, state):
    bundle["associations"][0]["state"] = state
    root, result = elmo(convert, bundle)
    assert root.find(COURSE) is None
    assert result.report.of("/associations/0/result/score")["outcome"] == "lost"


def test_teachers_are_no_part_of_the_record(convert, bundle):
    teacher = {**bundle["associations"][0], "associationId": "a5500000-0000-4000-8000-000000000003", "role": "lecturer",
               "person": "b0b00000-0000-4000-8000-000000000002"}
    bundle["associations"].append(teacher)
    root, result = elmo(convert, bundle)
    assert len(root.findall(".//learningOpportunitySpecification")) == 2
    assert result.report.of("/associations/2/associationId")["outcome"] == "lost"


def test_a_course_without_its_programme_stands_alone(convert, bundle):
    """An instance without status would mean that the programme is passed, so there is none (10.2, rule 6)."""
    bundle["associations"].pop()
    root, _ = elmo(convert, bundle)
    assert texts(root, "report/learningOpportunitySpecification/title") == ["Statistics 1", "Statistiek 1"]


def test_a_course_taken_twice(convert, bundle):
    again = copy.deepcopy(bundle["associations"][0])
    again |= {"associationId": "a5500000-0000-4000-8000-000000000004"}
    again["result"] |= {"pass": "failed", "score": "4.0", "resultDate": "2023-02-09"}
    bundle["associations"].insert(0, again)
    root, _ = elmo(convert, bundle)
    assert texts(root, f"{COURSE}/specifies/learningOpportunityInstance/status") == ["failed", "passed"]
    assert [c.find("title").text for c in root.findall(COURSE)] == ["Statistics 1"] * 2


def test_copies_that_differ(convert, bundle):
    """The fullest copy counts; what another adds is added, what it contradicts is told."""
    bundle["persons"].append({"personId": STUDENT.upper(), "displayName": "Someone Else", "titlePrefix": "ir.",
                              "gender": "F"})
    _, result = elmo(convert, bundle)
    assert result.report.of("/persons/1/displayName")["rule"] == "ooapi/conflict"
    assert result.report.of("/persons/1/gender")["outcome"] == result.report.of("/persons/0/gender")["outcome"] == "derived"


def test_references_to_nothing(convert, bundle):
    bundle["offerings"][1]["course"] = "c0c00000-0000-4000-8000-0000000000ff"
    bundle["offerings"][1]["organization"] = "0a000000-0000-4000-8000-0000000000ff"
    root, result = elmo(convert, bundle)
    assert result.report.of("/offerings/1/course")["outcome"] == "lost"
    assert "2024-02-09" in texts(root, ".//learningOpportunityInstance/date")


@pytest.mark.parametrize("value", [None, 5, [], {}, {"value": "program"}], ids=str)
def test_a_kind_that_is_no_text_says_nothing(convert, bundle, value):
    bundle["programs"][0]["programType"] = value
    root, result = elmo(convert, bundle)
    assert root.findtext(".//learningOpportunitySpecification/type") == "Degree Programme"
    assert "/elmo/report[1]/learningOpportunitySpecification[1]/type[1]" in {
        e["target"] for e in result.report.with_rule("ooapi/course-kind") if e["outcome"] == "defaulted"}


def test_wholes_in_a_circle(convert, bundle):
    """A programme that is its own parent's parent."""
    other = "90900000-0000-4000-8000-000000000002"
    bundle["programs"][0]["parent"] = other
    bundle["programs"].append({**bundle["programs"][0], "programId": other, "parent": bundle["programs"][0]["programId"]})
    bundle["offerings"].append({**bundle["offerings"][0], "offeringId": "0ff00000-0000-4000-8000-00000000000a",
                                "program": other})
    bundle["associations"].append({**bundle["associations"][1], "associationId": "a5500000-0000-4000-8000-000000000005",
                                   "offering": "0ff00000-0000-4000-8000-00000000000a"})
    bundle["organizations"][0]["organizationType"] = "institute"
    bundle["organizations"][0]["parent"] = FACULTY
    root, _ = elmo(convert, bundle)
    assert len(root.findall(".//learningOpportunitySpecification")) == 3


def test_several_persons_are_refused(converter, bundle):
    bundle["persons"].append({**bundle["persons"][0], "personId": "b0b00000-0000-4000-8000-000000000002"})
    bundle["associations"][1]["person"] = "b0b00000-0000-4000-8000-000000000002"
    result = converter(written(bundle), "elmo")
    assert result.status == 65 and result.data is None and "(ooapi/several)" in result.told and "edu split" in result.told


def test_the_only_person_is_meant(convert, bundle):
    for association in bundle["associations"]:
        del association["person"]
    root, _ = elmo(convert, bundle)
    assert root.find("learner/familyName").text == "van Damme"


@pytest.mark.parametrize("carry", ["original"])
def test_the_source_travels(convert, bundle, carry):
    there = convert(written(bundle), "elm", carry=carry)
    assert not there.report.lost
    back = convert(there.data, "ooapi")
    assert back.data == written(bundle)


def official():
    return sorted(sources.SHARED.glob("ooapi/examples/*/*/*Association*.json"))


@pytest.mark.skipif(not sources.SHARED.is_dir(), reason="no official documents beside the checkout")
@pytest.mark.parametrize("target", ["elm", "elmo"])
def test_official_associations(converter, target):
    """Every official association converts with a complete ledger, or is refused by name."""
    done = 0
    for path in official():
        result = converter(path.read_bytes(), target)
        if result.status == 0:
            assert result.faults() == [], path
            done += 1
        else:
            assert "(ooapi/" in result.told, path
    assert done


# ---- what has no place in a credential or transcript travels there

ROOM = {"roomId": "77700000-0000-4000-8000-000000000001", "roomType": "office", "primaryCode": {"codeType": "roomCode", "code": "A 1"},
        "name": [{"language": "en", "value": "Room A"}], "totalSeats": 30}


@pytest.mark.parametrize("target", ["elm", "elmo"])
def test_residue_finds_its_entity_again(converter, bundle, target):
    """By its id, wherever it stands: the lists come back in another order."""
    bundle["associations"].reverse()
    bundle["associations"][0]["remoteState"] = "pending"
    bundle["persons"][0]["ext"] = {"my key": [1, None, True, {"a/b~c": "x y"}]}
    bundle["rooms"] = [ROOM]
    there = converter(written(bundle), target, carry="residue")
    assert there.status == 0 and there.report.of("/persons/0/ext/my key/0")["outcome"] == "carried"
    back = converter(there.data, "ooapi")
    assert back.status == 0 and back.faults() == []
    made = json.loads(back.data)
    assert made["persons"][0]["ext"] == bundle["persons"][0]["ext"] and made["rooms"] == [ROOM]
    states = {a["associationId"]: a.get("remoteState") for a in made["associations"]}
    assert states == {a["associationId"]: a.get("remoteState") for a in bundle["associations"]}


def test_what_comes_back_under_another_id_does_not_travel(converter, bundle):
    """A term has no id in a transcript: its kind would be said of an entity that isn't there."""
    there = converter(written(bundle), "elmo", carry="residue")
    assert there.report.of("/academicSessions/0/academicSessionType")["outcome"] == "lost"
    assert len(json.loads(converter(there.data, "ooapi").data)["academicSessions"]) == 1


def test_residue_of_a_version_comes_back_in_it(converter, convert, bundle):
    six = convert(written(bundle), "ooapi@6.1").data
    made = json.loads(six)
    made["courseOfferingAssociations"][0]["attendance"] = "present"
    made["courseOfferingAssociations"][0]["ext"] = {"seen": 2}
    there = converter(json.dumps(made).encode(), "elm", carry="residue")
    back = json.loads(converter(there.data, "ooapi").data)
    assert back["ooapi"] == "6.1" and back["courseOfferingAssociations"][0]["ext"] == {"seen": 2}


def test_the_country_of_birth(convert, bundle):
    """Since version 6 an object of codes; in ELMO 2.0 it has an element of its own."""
    bundle["persons"][0]["countryOfBirth"] = "BE"
    result = convert(written(bundle), "elm")
    place = json.loads(result.data)["credentialSubject"]["placeOfBirth"]
    assert "BEL" in json.dumps(place)
    back = json.loads(convert(result.data, "ooapi@6.1").data)["persons"][0]
    assert back["countryOfBirth"] == {"iso3166-1-alpha2": "BE"}


# ---- several learners in one file

SECOND = "b0b00000-0000-4000-8000-000000000002"


@pytest.fixture
def class_of_two(bundle):
    """The second student has a result of the same course; a lecturer takes part in it, too."""
    bundle["persons"].append({**bundle["persons"][0], "personId": SECOND, "givenName": "Sem", "displayName": "Sem van Damme",
                              "primaryCode": {"codeType": "studentNumber", "code": "s7654321"}})
    bundle["persons"].append({**bundle["persons"][0], "personId": SECOND[:-1] + "3", "givenName": "Lecturer",
                              "displayName": "Lecturer van Damme", "mail": "lecturer@example.org",
                              "primaryCode": {"codeType": "userName", "code": "lect"}, "otherCodes": []})
    other = {**bundle["associations"][0], "associationId": "a5500000-0000-4000-8000-000000000009", "person": SECOND}
    other["result"] = {**other["result"], "score": "6.0"}
    bundle["associations"] += [other, {**other, "associationId": "a5500000-0000-4000-8000-00000000000a", "role": "lecturer",
                                       "person": SECOND[:-1] + "3"}]
    return bundle


def test_each_learner_becomes_an_output(edu, class_of_two, tmp_path):
    (tmp_path / "results.json").write_bytes(written(class_of_two))
    done = subprocess.run([edu, "convert", "--to", "elmo", "-o", f"{tmp_path}/out/", "--report", f"{tmp_path}/reports/",
                           tmp_path / "results.json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    names = {}
    for path in sorted((tmp_path / "out").iterdir()):
        root = etree.parse(str(path)).getroot()
        names[path.stem] = (root.find(".//{*}givenNames").text, [e.text for e in root.iter("{*}resultLabel")])
    assert names == {"results-1": ("Maartje", ["8.5"]), "results-2": ("Sem", ["6.0"])}
    assert len(list((tmp_path / "reports").iterdir())) == 2


def test_split_leaves_nothing_of_others(edu, convert, class_of_two, tmp_path):
    (tmp_path / "results.json").write_bytes(written(class_of_two))
    done = subprocess.run([edu, "split", "-o", tmp_path, tmp_path / "results.json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first, second = ((tmp_path / f"results-{i}.json").read_bytes() for i in (1, 2))
    assert b"Sem" not in first and SECOND.encode() not in first and b"s7654321" not in first and b'"6.0"' in first   # the lecturer's
    assert b"Maartje" not in second and STUDENT.encode() not in second and b"8.5" not in second
    assert b"Lecturer" in first and json.loads(second)["courses"] == class_of_two["courses"]
    assert b"Maartje" in convert(first, "elm").data


def test_split_of_a_page_with_persons_inside(edu, class_of_two, tmp_path):
    """As an endpoint answers for an offering: persons by their ids alone."""
    page = {"pageSize": 10, "pageNumber": 1, "hasPreviousPage": False, "hasNextPage": False,
            "items": [{**a, "person": {"personId": a["person"]}} for a in class_of_two["associations"]]}
    (tmp_path / "page.json").write_bytes(json.dumps(page).encode())
    subprocess.run([edu, "split", "-o", tmp_path, tmp_path / "page.json"], check=True, capture_output=True)
    assert SECOND not in (tmp_path / "page-1.json").read_text()
    assert {i["person"]["personId"] for i in json.loads((tmp_path / "page-2.json").read_text())["items"]} == {SECOND, SECOND[:-1] + "3"}
