"""edu validate on OOAPI: every rule with a document that breaks it and one that just doesn't."""
import copy
import json

import pytest

ID = "123e4567-e89b-42d3-a456-426614174000"
OTHER = "123e4567-e89b-42d3-a456-426614174001"


def texts(value="Algebra", language="en"):
    return [{"language": language, "value": value}]


def code(value="MA101"):
    return {"codeType": "identifier", "code": value}


COURSE_5 = {
    "courseId": ID, "primaryCode": code(), "name": texts(), "abbreviation": "ALG", "description": texts(),
    "teachingLanguage": "nld", "level": "bachelor",
}
COURSE_6 = {"courseId": ID, "primaryCode": code(), "name": texts(), "teachingLanguages": ["nl"]}
COURSE_4 = {"courseId": ID, "name": "Algebra", "abbreviation": "ALG", "description": "x", "level": "bachelor", "ects": 5}
OFFERING_5 = {
    "offeringId": ID, "offeringType": "course", "primaryCode": code(), "name": texts(), "description": texts(),
    "teachingLanguage": "nld", "resultExpected": True, "startDate": "2026-01-31", "endDate": "2026-06-30",
}
OFFERING_6 = {"courseOfferingId": ID, "primaryCode": code(), "name": texts()}
ASSOCIATION_5 = {
    "associationId": ID, "associationType": "courseOfferingAssociation", "role": "student", "state": "associated",
    "person": ID, "offering": OFFERING_5,
    "result": {"state": "completed", "pass": "passed", "score": "8", "resultDate": "2026-07-01",
               "studyLoad": {"studyLoadUnit": "ects", "value": 7.5}},
}
ASSOCIATION_6 = {"associationId": ID, "role": "student", "state": "associated", "personId": ID, "courseOfferingId": ID}
PERSON_6 = {"personId": ID, "primaryCode": code(), "activeEnrolment": True, "surname": "Marker"}
ORGANISATION_5 = {
    "organizationId": ID, "primaryCode": code(), "organizationType": "root", "name": texts(), "shortName": "EX",
}
GROUP_6 = {"groupId": ID, "primaryCode": code(), "groupType": "class", "name": texts()}


def changed(base, **members):
    """A copy with members set; ... takes one away. A name with __ goes deeper."""
    made = copy.deepcopy(base)
    for path, value in members.items():
        *steps, last = path.split("__")
        holder = made
        for step in steps:
            holder = holder[step]
        if value is ...:
            del holder[last]
        else:
            holder[last] = value
    return made


@pytest.fixture
def judge(run, tmp_path):
    """The findings about a value, as (severity, rule, path)."""
    def go(value, profile=None, version=None, **more):
        path = tmp_path / "value.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        options = ["--profile", profile] if profile else []
        options += ["--from", f"ooapi@{version}"] if version else []
        done = run("validate", "--json", *options, path)
        assert done.returncode in (0, 1), done.stderr
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert (done.returncode == 1) == any(f["severity"] == "error" for f in found)
        return [(f["severity"], f["rule"].removeprefix("ooapi/"), f["path"]) for f in found]
    return go


VALID = {
    "course of 4": COURSE_4, "course of 5": COURSE_5, "course of 6": COURSE_6, "offering of 5": OFFERING_5,
    "offering of 6": OFFERING_6, "association of 5": ASSOCIATION_5, "association of 6": ASSOCIATION_6,
    "person of 6": PERSON_6, "organisation of 5": ORGANISATION_5, "group of 6": GROUP_6,
    "page": {"pageSize": 10, "pageNumber": 1, "hasPreviousPage": False, "hasNextPage": False, "items": [COURSE_5]},
    "bundle": {"ooapi": "5.0", "courses": [COURSE_5]},
}


@pytest.mark.parametrize("name", VALID)
def test_valid(judge, name):
    assert judge(VALID[name]) == []


# what is wrong -> (value, the one finding)
FINDINGS = {
    "a member is missing": (changed(COURSE_5, level=...), ("error", "required", "")),
    "none of several members is there": (changed(PERSON_6, surname=...), ("error", "required", "")),
    "an association without person": (changed(ASSOCIATION_6, personId=...), ("error", "required", "")),
    "a text without value (D8)": (changed(COURSE_5, name=[{"language": "en"}]), ("error", "required", "/name/0")),
    "a text without language (D8)": (changed(COURSE_5, name=[{"value": "x"}]), ("warning", "required", "/name/0")),
    "a number for a text": (changed(COURSE_5, primaryCode__code=0), ("error", "type", "/primaryCode/code")),
    "a text for a number": (changed(OFFERING_5, maxNumberStudents="7"), ("error", "type", "/maxNumberStudents")),
    "a fraction for a count": (changed(OFFERING_5, maxNumberStudents=2.5), ("error", "type", "/maxNumberStudents")),
    "a text for a boolean": (changed(OFFERING_5, resultExpected="true"), ("error", "type", "/resultExpected")),
    "a text for texts with language": (changed(COURSE_5, name="Algebra"), ("error", "type", "/name")),
    "a single value for an array": (
        changed(COURSE_5, modeOfDelivery="online"), ("error", "type", "/modeOfDelivery")),
    "an array for a single value": (changed(COURSE_5, studyLoad=[]), ("error", "type", "/studyLoad")),
    "null in version 5": (changed(COURSE_5, link=None), ("error", "type", "/link")),
    "null for an object that claims it (D4)": (changed(COURSE_6, organisation=None), ("info", "null", "/organisation")),
    "null for an id (D5)": (changed(COURSE_6, organisationId=None), ("warning", "null", "/organisationId")),
    "an empty array": (changed(COURSE_5, qualificationRequirements=[]), ("error", "min-items", "/qualificationRequirements")),
    "flat learning outcomes (D9)": (
        changed(COURSE_5, learningOutcomes=texts()), ("warning", "nested", "/learningOutcomes")),
    "an id that is no UUID": (changed(COURSE_5, courseId="course-1"), ("error", "format", "/courseId")),
    "a reference that is no UUID": (changed(COURSE_5, organization="org-1"), ("error", "format", "/organization")),
    "an id with urn:uuid:": (changed(COURSE_5, courseId="urn:uuid:" + ID), ("error", "format", "/courseId")),
    "no web address": (changed(COURSE_5, link="example"), ("error", "format", "/link")),
    "a date-time for a date": (
        changed(OFFERING_5, startDate="2026-01-31T00:00:00Z"), ("error", "format", "/startDate")),
    "a day there is none": (changed(OFFERING_5, startDate="2026-02-30"), ("error", "format", "/startDate")),
    "a blank for the T (D14)": (
        changed(OFFERING_6, startDateTime="2026-01-31 00:00:00Z"), ("error", "format", "/startDateTime")),
    "no offset": (changed(OFFERING_6, startDateTime="2026-01-31T00:00:00"), ("error", "format", "/startDateTime")),
    "a duration of nothing (D7)": (changed(COURSE_6, duration="P"), ("error", "pattern", "/duration")),
    "a duration with a T alone": (changed(COURSE_5, duration="P1DT"), ("error", "pattern", "/duration")),
    "no language tag": (changed(COURSE_6, teachingLanguages=["en_GB"]), ("error", "pattern", "/teachingLanguages/0")),
    "a tag in capitals": (changed(COURSE_6, teachingLanguages=["EN"]), ("info", "case", "/teachingLanguages/0")),
    "a language of two letters in version 5": (
        changed(COURSE_5, teachingLanguage="nl"), ("error", "pattern", "/teachingLanguage")),
    "a value in other case": (changed(COURSE_5, level="Bachelor"), ("error", "enum", "/level")),
    "a value of version 6 in 5": (changed(OFFERING_5, resultValueType="us_letter"), ("error", "enum", "/resultValueType")),
    "a value that is not listed (D10)": (changed(COURSE_6, level="nonsense"), ("error", "enum", "/level")),
    "a value of one's own": (changed(COURSE_6, level="x-own"), ("info", "own-value", "/level")),
    "a text that is too long": (changed(COURSE_5, abbreviation="x" * 257), ("error", "length", "/abbreviation")),
    "a number below zero": (changed(OFFERING_5, maxNumberStudents=-1), ("error", "range", "/maxNumberStudents")),
    "a page without number": (
        changed(VALID["page"], pageNumber=0), ("error", "range", "/pageNumber")),
    "another member": (changed(COURSE_5, selfLink="x"), ("info", "unknown-member", "/selfLink")),
    "another member of a code": (changed(COURSE_5, primaryCode__x="y"), ("error", "closed", "/primaryCode/x")),
    "a member of another version": (
        changed(COURSE_5, modesOfDelivery=["online"]), ("warning", "version", "/modesOfDelivery")),
    "one of several pages": (changed(VALID["page"], hasNextPage=True), ("warning", "incomplete", "/hasNextPage")),
    "an entity in the wrong list": (
        {"ooapi": "5.0", "courses": [COURSE_5], "rooms": [changed(COURSE_5, courseId=OTHER)]}, ("error", "entity", "/rooms/0")),
    "an entry that is no entity": (
        changed(VALID["page"], items=[COURSE_5, {"x": 1}]), ("error", "entity", "/items/1")),
    "an association whose offering isn't there": (
        {"associations": [changed(ASSOCIATION_5, person=..., offering=OTHER)]},
        ("warning", "dangling", "/associations/0/offering")),
    "two entities with one id": (
        {"courses": [COURSE_5, changed(COURSE_5, level="master")]}, ("warning", "conflict", "/courses/1")),
    "two offerings in one entry": (
        changed(GROUP_6, offeringIds=[{"courseOfferingId": ID, "programmeOfferingId": ID}]),
        ("error", "one-offering", "/offeringIds/0")),
    "a name the specification spells in two ways (D13)": (
        changed(ASSOCIATION_6, result={
            "state": "completed", "resultDateTime": "2026-01-31T00:00:00Z",
            "studyLoad": {"studyLoadUnit": "ects", "value": 5}, "resultvaluetype": "other", "resultValueType": "other"}),
        ("warning", "spelling", "/result/resultValueType")),
}


@pytest.mark.parametrize("name", FINDINGS)
def test_finding(judge, name):
    value, finding = FINDINGS[name]
    found = judge(value)
    assert finding in found
    # What is unknown to a class is mentioned besides; nothing else is.
    assert [f for f in found if f != finding and f[1] != "unknown-member"] == []


def test_one_id_in_a_page_may_lead_elsewhere(judge):
    page = changed(VALID["page"], items=[changed(COURSE_5, organization=OTHER)])
    assert judge(page) == []


def test_a_circle_of_parents_is_told_once(judge):
    sessions = [{"academicSessionId": a, "primaryCode": code(), "name": texts(), "startDate": "2026-01-31",
                 "endDate": "2026-06-30", "parent": b} for a, b in ((ID, OTHER), (OTHER, ID))]
    assert judge({"academicSessions": sessions}) == [("error", "cycle", "/academicSessions/0/parent")]


def test_day_or_moment_where_the_schema_errs(judge):
    """D11."""
    for value in ("2026-01-31", "2026-01-31T00:00:00Z"):
        assert judge(changed(OFFERING_6, flexibleEntryPeriodEndDateTime=value)) == []
    assert judge(changed(OFFERING_6, flexibleEntryPeriodEndDateTime="2026-01-31T00:00:00Z"), "official") == [
        ("error", "format", "/flexibleEntryPeriodEndDateTime")]


@pytest.mark.parametrize("tag,sound,five,six", [
    ("nl", 1, 1, 1), ("nl-NL", 1, 1, 1), ("eng", 1, 1, 1), ("zh-TW", 1, 1, 1), ("es-419", 1, 1, 1), ("und", 1, 1, 1),
    ("mul", 1, 1, 1), ("zh-Hant", 1, 1, 0), ("zh-Hant-TW", 1, 1, 0), ("sr-Latn-RS", 1, 1, 0), ("zh-TW-hant", 0, 0, 1),
    ("de-AT-1996", 1, 0, 1), ("en-gb", 1, 0, 1), ("sgn-nl", 1, 0, 1), ("EN", 1, 0, 0), ("en_GB", 0, 0, 0),
    ("x-klingon", 1, 0, 0), ("nl-sgn-NL", 1, 0, 0), ("nl-s-NL", 1, 0, 0),
])
def test_language_tags(judge, tag, sound, five, six):
    """D6; what the two schemas say was measured with a JSON Schema validator."""
    for base, version, official in ((COURSE_5, "5", five), (COURSE_6, "6", six)):
        value = changed(base, name=texts(language=tag))
        errors = [f for f in judge(value, version=version) if f[0] == "error"]
        assert (not errors) == bool(sound)
        assert (not judge(value, "official", version)) == bool(official)


@pytest.mark.parametrize("duration,sound,five,six", [
    ("P1Y", 1, 1, 1), ("PT20M", 1, 1, 1), ("P1DT30H4S", 1, 1, 1), ("P1W", 1, 1, 1), ("P1M2W", 1, 1, 1),
    ("P1Y2M3D", 1, 1, 1), ("-P1D", 1, 1, 1), ("PT1.5S", 1, 1, 1), ("P1DT", 0, 1, 1), ("P", 0, 0, 1), ("PT", 0, 0, 1),
    ("P1.5D", 0, 0, 0), ("P2W3D", 0, 0, 0), ("P1H", 0, 0, 0), ("p1y", 0, 0, 0),
])
def test_durations(judge, duration, sound, five, six):
    """D7; likewise."""
    for base, version, official in ((COURSE_5, "5", five), (COURSE_6, "6", six)):
        value = changed(base, duration=duration)
        assert (not judge(value, version=version)) == bool(sound)
        assert (not judge(value, "official", version)) == bool(official)


def test_official_takes_any_value_where_lists_are_open(judge):
    assert judge(changed(COURSE_6, level="nonsense"), "official") == []
    assert judge(changed(COURSE_6, organisation=None), "official") == [("error", "type", "/organisation")]


def test_the_kinds_of_answers_are_told_apart_soundly(judge):
    """D1, D2: only a component's association, with a weighed result, passes the published schema of answers."""
    offering = changed(OFFERING_5, offeringType="component", startDate=..., endDate=...,
                       startDateTime="2026-01-31T10:00:00Z", endDateTime="2026-01-31T12:00:00Z")
    weighed = changed(ASSOCIATION_5, associationType="componentOfferingAssociation", offering=offering,
                      result__studyLoad=..., result__weight=100)
    unweighed = changed(ASSOCIATION_5, result=...)
    alone = changed(ASSOCIATION_5, person=..., offering=...)
    for value, official in ((ASSOCIATION_5, ["one-of", "one-of"]), (unweighed, ["one-of", "one-of"]), (weighed, []), (alone, [])):
        assert judge(value) == []
        assert [f[1] for f in judge(value, "official")] == official


def test_profiles_name_versions(judge, run, tmp_path):
    assert judge(COURSE_5, "ooapi-5") == []
    assert ("error", "required", "") not in judge(changed(COURSE_6, teachingLanguages=...), "ooapi-6")
    assert ("warning", "version", "/teachingLanguage") in judge(COURSE_5, "ooapi-6")
    path = tmp_path / "course.json"
    path.write_text(json.dumps(COURSE_5))
    for name in ("ooapi-7", "edc-generic-full", "rio-4"):
        done = run("validate", "--profile", name, path)
        assert done.returncode == 64 and b"validate/profile" in done.stderr


def test_a_request_may_lack_its_own_id(judge):
    body = changed(ASSOCIATION_5, associationId=..., person=...)
    assert judge(body, "request") == []
    assert ("error", "required", "") in judge(body)


def test_in_a_merge_patch_nothing_need_be_there(judge):
    """D3."""
    patch = {"remoteState": "associated", "result": {"score": "8", "comment": None, "studyLoad": {"value": 5}}}
    assert judge(patch, "patch", "5") == []
    assert ("error", "enum", "/remoteState") in judge({"remoteState": "x"}, "patch", "5")


def test_an_override_has_no_id(judge):
    inner = changed(COURSE_5, courseId=...)
    assert judge(changed(COURSE_5, timelineOverrides=[{"validFrom": "2026-01-31", "course": inner}])) == []


def test_the_entity_can_be_said(run, tmp_path):
    path = tmp_path / "address.json"
    path.write_text('{"addressType": "visit", "city": 7}')
    assert run("validate", path).returncode == 65
    done = run("validate", "--from", "ooapi@5", "--entity", "Address", path)
    assert done.returncode == 1 and b"/city" in done.stdout
    done = run("validate", "--from", "ooapi@5", "--entity", "Adress", path)
    assert done.returncode == 64 and b"ooapi/entity-name" in done.stderr


def test_findings_hold_no_values(judge, run, tmp_path):
    path = tmp_path / "person.json"
    path.write_text(json.dumps(changed(PERSON_6, email="Ada Secret", surname="Secret" * 60)))
    done = run("validate", path)
    assert done.returncode == 1 and b"Secret" not in done.stdout


# ---- RIO

PROGRAM_RIO = {
    "programId": ID, "primaryCode": code(), "programType": "program", "name": texts(language="nl-NL"),
    "abbreviation": "WIS", "description": texts(language="nl-NL"), "teachingLanguage": "nld", "modeOfStudy": "full-time",
    "validFrom": "2026-01-31", "educationSpecification": OTHER, "duration": "P4Y", "level": "bachelor",
    "sector": "university education",
    "consumers": [{"consumerKey": "rio", "educationOffererCode": "100A234", "educationLocationCode": "100X234",
                   "consentParticipationSTAP": "permission_granted"}],
}
RIO = {
    "no period of validity": (changed(PROGRAM_RIO, validFrom=...), ("error", "required", "")),
    "an abbreviation of 41": (changed(PROGRAM_RIO, abbreviation="x" * 41), ("error", "length", "/abbreviation")),
    "an empty abbreviation": (changed(PROGRAM_RIO, abbreviation=""), ("error", "length", "/abbreviation")),
    "no consumer object": (changed(PROGRAM_RIO, consumers=[{"consumerKey": "x-a"}]), ("error", "consumer", "")),
    "a code of another form": (
        changed(PROGRAM_RIO, consumers=[changed(PROGRAM_RIO["consumers"][0], educationOffererCode="100B234")]),
        ("error", "consumer", "/consumers/0/educationOffererCode")),
    "a value that is not listed": (
        changed(PROGRAM_RIO, consumers=[changed(PROGRAM_RIO["consumers"][0], deficiency="none")]),
        ("error", "consumer", "/consumers/0/deficiency")),
    "two blanks": (changed(PROGRAM_RIO, name=texts("A  B")), ("error", "rio-text", "/name/0/value")),
    "HTML": (changed(PROGRAM_RIO, description=texts("<b>x</b>")), ("error", "rio-html", "/description/0/value")),
    "a long description": (
        changed(PROGRAM_RIO, description=texts("x" * 3001)), ("error", "rio-length", "/description/0/value")),
    "a level of another sector": (
        changed(PROGRAM_RIO, level="associate degree"), ("error", "rio-level", "/level")),
    "a language RIO does not know": (
        changed(PROGRAM_RIO, teachingLanguage="fry"), ("error", "rio-language", "/teachingLanguage")),
    "no place": (
        changed(PROGRAM_RIO, consumers=[changed(PROGRAM_RIO["consumers"][0], educationLocationCode=...)]),
        ("error", "rio-location", "")),
}


def test_rio_takes_what_is_right(judge):
    assert judge(PROGRAM_RIO, "rio") == []
    assert judge(changed(PROGRAM_RIO, description=texts("x" * 3000), abbreviation="x" * 40), "rio") == []
    assert judge(changed(PROGRAM_RIO, description=texts("a < b")), "rio") == []


@pytest.mark.parametrize("name", RIO)
def test_rio(judge, name):
    value, finding = RIO[name]
    assert finding in judge(value, "rio")
    assert {f[1] for f in judge(value, "rio")} <= {finding[1], "rio-location" if name == "no consumer object" else ""}
    if finding[1].startswith(("rio", "consumer")):
        assert judge(value) == []


def test_rio_wants_periods_without_gaps(judge):
    inner = {k: v for k, v in PROGRAM_RIO.items() if k not in ("programId", "validFrom", "consumers")}
    inner["consumers"] = PROGRAM_RIO["consumers"]

    def program(*periods):
        return changed(PROGRAM_RIO, timelineOverrides=[
            {"validFrom": a, **({"validTo": b} if b else {}), "program": inner} for a, b in periods])
    rules = [[f[1] for f in judge(program(*p), "rio") if f[1].startswith("rio")] for p in (
        [("2024-01-01", "2025-01-01"), ("2025-01-01", None)], [("2024-01-01", "2025-01-01"), ("2025-01-02", None)],
        [("2024-01-01", "2024-01-01")])]
    assert rules == [[], ["rio-period"], ["rio-period"]]


# ---- eduXchange

COURSE_X = changed(COURSE_5, studyLoad={"studyLoadUnit": "ects", "value": 5},
                   consumers=[{"consumerKey": "eduxchange", "alliances": [{"name": "ewuu"}]}])


def test_eduxchange_demands_more_and_takes_more(judge):
    assert judge(COURSE_X, "eduxchange") == []
    assert judge(changed(COURSE_X, link=None, duration="", qualificationRequirements=[]), "eduxchange") == []
    assert judge(changed(COURSE_X, studyLoad=...), "eduxchange") == [("error", "required", "")]
    assert ("error", "required", "") in judge(changed(COURSE_X, level=None), "eduxchange")
    assert judge(changed(COURSE_X, consumers=[{"consumerKey": "rio"}]), "eduxchange") == [("error", "consumer", "")]


# ---- another validator

def test_agreement_with_json_schema(edu, shared, figures):
    """A seeded sample of what ooapi_agreement.py does at length."""
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema compares verdicts; it is not installed")
    assert jsonschema
    from ooapi_agreement import compare
    counts, bad = compare(edu, shared / "reference" / "ooapi" / "schema", 8, 20)
    figures.append(f"OOAPI: {counts['judged']} mutations judged as by jsonschema, {counts['valid']} of them valid, "
                   f"{counts['expected']} differ as documented")
    assert not bad and counts["valid"] > 100
