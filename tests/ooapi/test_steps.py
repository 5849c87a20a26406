"""4 ↔ 5 ↔ 6: the handbook's rules one by one, and every entity there and back with a complete ledger."""
import json
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "conversion"))
import contract  # noqa: E402
from ooapi_agreement import ENTITIES, VERSIONS  # noqa: E402
from samples import sample  # noqa: E402
from test_validation import (  # noqa: E402
    ASSOCIATION_5, ASSOCIATION_6, COURSE_4, COURSE_5, COURSE_6, ID, OFFERING_5, ORGANISATION_5, OTHER, PERSON_6, changed,
    code, texts,
)


@pytest.fixture
def step(run, tmp_path):
    """step(value, "5", "6"): the result, and its report with a complete ledger."""
    def go(value, from_, to, *more, entity=None):
        source, target, report = (tmp_path / n for n in ("source.json", "target.json", "report.jsonl"))
        source.write_text(json.dumps(value), encoding="utf-8")
        options = ["--entity", entity] if entity else []
        done = run("convert", "--from", f"ooapi@{from_}", "--to", f"ooapi@{to}", *options, *more, "--report", report, "-o",
                   target, source)
        assert done.returncode == 0, done.stderr
        found = contract.Report(report.read_bytes())
        trees = contract.tree_of(source.read_bytes()), contract.tree_of(target.read_bytes())
        faults = contract.faults(*trees, found, None)
        assert not faults, faults[:5]
        return json.loads(target.read_text(encoding="utf-8")), found
    return go


def outcome(report, path):
    entry = report.of(path)
    return entry["outcome"], entry["rule"], entry["target"]


def test_the_worked_example(step):
    """Handbook, 6.6."""
    made, report = step(ASSOCIATION_5, "5", "6")
    assert made == {
        "associationId": ID, "role": "student", "state": "associated",
        "result": {"state": "completed", "pass": "passed", "score": "8", "resultDateTime": "2026-07-01T00:00:00Z",
                   "studyLoad": {"studyLoadUnit": "ects", "value": 7.5}},
        "personId": ID,
        "courseOffering": {
            "courseOfferingId": ID, "primaryCode": code(), "name": texts(), "description": texts(),
            "teachingLanguages": ["nld"], "resultExpected": True, "startDateTime": "2026-01-31T00:00:00Z",
            "endDateTime": "2026-06-30T23:59:59Z"},
    }
    assert outcome(report, "/associationType")[:2] == ("derived", "ooapi/implied")
    assert outcome(report, "/offering/offeringType") == ("derived", "ooapi/implied", "/courseOffering")
    assert outcome(report, "/offering/endDate") == ("derived", "ooapi/day-to-moment", "/courseOffering/endDateTime")
    back, report = step(made, "6", "5")
    assert back == ASSOCIATION_5
    assert outcome(report, "/courseOffering/endDateTime")[:2] == ("derived", "ooapi/moment-to-day")


# up: (member of version 5 on a class, what version 6 has); the same members go back where back is not given.
COURSES = {
    "R1 an id": ({"organization": OTHER}, {"organisationId": OTHER}),
    "R1 an object": ({"organization": ORGANISATION_5}, {"organisation": {
        "organisationId": ID, "primaryCode": code(), "organisationType": "root", "name": texts(), "shortName": "EX"}}),
    "R1 an id that is no UUID": ({"organization": "org-1"}, {"organisationId": "org-1"}),
    "R2 ids": ({"coordinators": [ID, OTHER]}, {"coordinatorIds": [ID, OTHER]}),
    "R10 one consumer": ({"consumers": [{"consumerKey": "rio", "own": [1.50]}]}, {"consumer": {"consumerKey": "rio", "own": [1.5]}}),
    "R11 a study load": ({"studyLoad": {"studyLoadUnit": "contacttime", "value": 7}},
                         {"studyLoad": [{"studyLoadUnit": "contact_time", "value": 7}]}),
    "R15 a country": ({"addresses": [{"addressType": "billing", "countryCode": "NL", "postalCode": "1"}]},
                      {"addresses": [{"addressType": "invoicing", "countryCode": {"iso3166-1-alpha2": "NL"}, "postCode": "1"}]}),
    "codes": ({"otherCodes": [{"codeType": "brin", "code": "21PE"}, {"codeType": "x-own", "code": "1"}]},
              {"otherCodes": [{"codeType": "x-brin", "code": "21PE"}, {"codeType": "x-own", "code": "1"}]}),
    "a name": ({"enrollment": texts()}, {"enrolment": texts()}),
    "ext": ({"ext": {"a": None, "teachingLanguage": "x"}}, {"ext": {"a": None, "teachingLanguage": "x"}}),
    "an unknown member": ({"selfLink": {"courseId": 1}}, {"selfLink": {"courseId": 1}}),
    "an override": ({"timelineOverrides": [{"validFrom": "2026-01-31", "course": {
        k: v for k, v in COURSE_5.items() if k != "courseId"}}]}, {"timelineOverrides": [{
            "validFrom": "2026-01-31T00:00:00Z", "course": {
                "primaryCode": code(), "name": texts(), "abbreviation": "ALG", "description": texts(),
                "teachingLanguages": ["nld"], "level": "bachelor"}}]}),
}
COURSE_AS_6 = {"courseId": ID, "primaryCode": code(), "name": texts(), "abbreviation": "ALG", "description": texts(),
               "teachingLanguages": ["nld"], "level": "bachelor"}


@pytest.mark.parametrize("name", COURSES)
def test_a_member_of_a_course_there_and_back(step, name):
    older, newer = COURSES[name]
    source = {**COURSE_5, **older}
    made, report = step(source, "5", "6")
    assert made == {**COURSE_AS_6, **newer}
    assert not report.lost
    assert step(made, "6", "5")[0] == source


def test_r2_ids_and_objects_mixed(step):
    person = {"personId": ID, "primaryCode": code(), "givenName": "Ada", "surname": "M", "displayName": "Ada M",
              "activeEnrollment": False, "affiliations": [], "mail": "a@b"}
    made, _ = step({**COURSE_5, "coordinators": [OTHER, person]}, "5", "6")
    assert made["coordinatorIds"] == [OTHER] and [p["email"] for p in made["coordinators"]] == ["a@b"]
    made["coordinatorIds"] = [ID, OTHER]
    back, report = step(made, "6", "5")
    assert back["coordinators"] == [person, OTHER]
    assert outcome(report, "/coordinatorIds/0")[:2] == ("derived", "ooapi/implied")


@pytest.mark.parametrize("first", [True, False])
def test_a_name_of_the_older_version_does_not_come_twice(step, first):
    """What version 6 calls otherwise stands beside the name of version 5, in front of it or behind."""
    own, other = {"offering": [{"x": "1"}]}, {**ASSOCIATION_6, "courseOfferingId": OTHER}
    made, report = step({**own, **other} if first else {**other, **own}, "6", "5", entity="CourseOfferingAssociation")
    assert made["offering"] == OTHER
    assert outcome(report, "/offering/0/x")[:2] == ("lost", "ooapi/one-only")


@pytest.mark.parametrize("kind,becomes", [("test", "unknown"), ("lecture", "lecture"), ("skills training", "skills_training")])
def test_r6_components_are_divided(step, kind, becomes):
    component = {"componentId": ID, "primaryCode": code(), "componentType": kind, "name": texts(), "abbreviation": "A",
                 "teachingLanguage": "nld"}
    offering = {"offeringId": OTHER, "offeringType": "component", "primaryCode": code(), "name": texts(),
                "description": texts(), "teachingLanguage": "nld", "resultExpected": True, "component": ID,
                "startDateTime": "2026-01-31T10:00:00Z", "endDateTime": "2026-01-31T12:00:00Z"}
    association = {"associationId": ID, "associationType": "componentOfferingAssociation", "role": "student",
                   "state": "associated", "offering": OTHER, "person": ID}
    bundle = {"ooapi": "5.0", "associations": [association], "offerings": [offering], "components": [component]}
    made, _ = step(bundle, "5", "6")
    short = "test" if kind == "test" else "learning"
    assert made["ooapi"] == "6.1"
    assert made[f"{short}Components"][0]["componentType"] == becomes
    relation = "componentId" if kind == "test" else "learningComponentId"
    assert made[f"{short}ComponentOfferings"][0][relation] == ID
    assert made[f"{short}ComponentOfferings"][0][f"{short}ComponentOfferingId"] == OTHER
    assert made[f"{short}ComponentOfferingAssociations"][0][f"{short}ComponentOfferingId"] == OTHER
    back, _ = step(made, "6", "5")
    assert back == bundle


def test_r7_a_component_that_is_not_here(step):
    offering = changed(OFFERING_5, offeringType="component", startDate=..., endDate=..., component=OTHER,
                       startDateTime="2026-01-31T10:00:00Z", endDateTime="2026-01-31T12:00:00Z")
    assert "learningComponentOfferingId" in step(offering, "5", "6")[0]
    assert "testComponentOfferingId" in step({**offering, "resultWeight": 50}, "5", "6")[0]


def test_r11_r12_several_become_one(step):
    loads = [{"studyLoadUnit": "hour", "value": 140}, {"studyLoadUnit": "ects", "value": 5}]
    made, report = step({**COURSE_6, "studyLoad": loads, "teachingLanguages": ["en-GB", "nl"]}, "6", "5")
    assert made["studyLoad"] == loads[1] and made["teachingLanguage"] == "eng"
    assert outcome(report, "/studyLoad/0/value") == ("lost", "ooapi/one-only", None)
    assert outcome(report, "/teachingLanguages/0") == ("derived", "ooapi/language", "/teachingLanguage")
    assert outcome(report, "/teachingLanguages/1")[0] == "lost"


def test_r13_periods_of_enrolment(step):
    source = {**OFFERING_5, "enrollStartDate": "2025-11-01", "enrollEndDate": "2025-12-01"}
    made, _ = step(source, "5", "6")
    assert made["enrolmentPeriods"] == [{"startDateTime": "2025-11-01T00:00:00Z", "endDateTime": "2025-12-01T23:59:59Z"}]
    assert step(made, "6", "5")[0] == source
    made, report = step({**OFFERING_5, "enrollEndDate": "2025-12-01"}, "5", "6")
    assert "enrolmentPeriods" not in made and outcome(report, "/enrollEndDate")[0] == "lost"


def test_r14_learning_outcomes_are_entities(step):
    source = {**COURSE_5, "learningOutcomes": [texts("can count"), texts("can add")]}
    made, report = step(source, "5", "6")
    ids = [o["learningOutcomeId"] for o in made["learningOutcomes"]]
    assert made["learningOutcomeIds"] == ids and len(set(ids)) == 2 and all(i[14] == "8" for i in ids)
    assert [o["primaryCode"] for o in made["learningOutcomes"]] == [{"codeType": "identifier", "code": n} for n in "12"]
    assert step(source, "5", "6")[0] == made
    back, report = step(made, "6", "5")
    assert back == source
    assert outcome(report, "/learningOutcomes/0/learningOutcomeId")[0] == "lost"


@pytest.mark.parametrize("word,country", [("Dutch", {"iso3166-1-alpha2": "NL"}), ("nld", {"iso3166-1-alpha3": "NLD"})])
def test_r16_nationalities(step, word, country):
    person = {"personId": ID, "primaryCode": code(), "givenName": "Ada", "surname": "M", "displayName": "Ada M",
              "activeEnrollment": False, "affiliations": ["student"], "mail": "a@b", "nationality": word, "gender": "X"}
    made, report = step(person, "5", "6")
    assert made["nationality"] == country and made["gender"] == "x"
    assert outcome(report, "/nationality")[:2] == ("derived", "ooapi/country")
    assert step(made, "6", "5")[0]["nationality"] == next(iter(country.values()))
    assert outcome(step({**person, "nationality": "Martian"}, "5", "6")[1], "/nationality")[0] == "lost"


@pytest.mark.parametrize("older,newer", [
    ("BSc", ("bachelor", ["of Sciences"])), ("LLM", ("master", ["of Laws"])), ("Phd", ("doctoral", None)), ("None", ("none", None)),
])
def test_r19_qualifications(step, older, newer):
    program = {"programId": ID, "primaryCode": code(), "programType": "specialization", "name": texts(), "abbreviation": "A",
               "description": texts(), "teachingLanguage": "nld", "qualificationAwarded": older,
               "levelOfQualification": "4+"}
    made, _ = step(program, "5", "6")
    assert (made["qualificationAwarded"], made.get("qualificationDesignations")) == newer
    assert made["programmeType"] == "specialisation" and made["levelOfQualification"] == "nlqf_4plus"
    assert step(made, "6", "5")[0] == program


def test_r19_a_degree_without_designation_has_no_place(step):
    programme = {"programmeId": ID, "primaryCode": code(), "programmeType": "programme", "name": texts(),
                 "qualificationAwarded": "bachelor"}
    made, report = step(programme, "6", "5")
    assert "qualificationAwarded" not in made
    assert outcome(report, "/qualificationAwarded") == ("lost", "ooapi/no-value", None)


def test_r20_problems(step):
    made, report = step({"status": "404", "title": "x"}, "5", "6")
    assert made == {"status": 404, "title": "x", "type": "about:blank"}
    assert [d["target"] for d in report.defaults] == ["/type"]
    assert step(made, "6", "5")[0] == {"status": "404", "title": "x"}


def test_r22_texts_without_language(step):
    made, report = step({**COURSE_5, "name": [{"value": "x"}]}, "5", "6")
    assert made["name"] == [{"value": "x", "language": "und"}]
    assert [(d["target"], d["rule"]) for d in report.defaults] == [("/name/0/language", "ooapi/required")]


def test_r24_academic_sessions(step):
    made, report = step({"academicSessionId": ID, "name": texts(), "startDate": "2026-01-31", "endDate": "2026-06-30"}, "5", "6")
    assert made["academicSessionType"] == "period" and made["primaryCode"] == {"codeType": "uuid", "code": ID}
    assert {d["target"] for d in report.defaults} == {"/academicSessionType", "/primaryCode/codeType", "/primaryCode/code"}


def test_e1_education_specifications(step):
    source = {"educationSpecificationId": ID, "primaryCode": code(), "educationSpecificationType": "program", "name": texts(),
              "parent": OTHER}
    made, report = step(source, "5", "6")
    assert made == {"programmeId": ID, "primaryCode": code(), "name": texts(), "parentId": OTHER, "programmeType": "specification"}
    assert outcome(report, "/educationSpecificationType")[0] == "lost"
    assert step(made, "6", "5")[0] == source


def test_g4_null_is_left_out(step):
    made, report = step({**COURSE_6, "link": None, "teachingLanguages": None}, "6", "5")
    assert "link" not in made and made["teachingLanguage"] == "und"
    assert outcome(report, "/link")[:2] == ("derived", "ooapi/null")


@pytest.mark.parametrize("moment", ["2026-01-31T00:00:00+01:00", "2026-01-31T00:30:00+01:00", "2026-01-31T23:59:59Z"])
def test_g6_the_day_in_the_stated_offset(step, moment):
    made, report = step({**COURSE_6, "validFrom": moment}, "6", "5")
    assert made["validFrom"] == "2026-01-31" and outcome(report, "/validFrom")[:2] == ("derived", "ooapi/moment-to-day")


@pytest.mark.parametrize("newer,older,how", [
    ("grade_0_10", "1-10", "derived"), ("other", None, "lost"), ("us_letter", "US letter", "derived"), ("x-own", None, "lost"),
])
def test_g7_values_without_counterpart(step, newer, older, how):
    offering = {"courseOfferingId": ID, "primaryCode": code(), "name": texts(), "resultValueType": newer}
    made, report = step(offering, "6", "5")
    assert made.get("resultValueType") == older and outcome(report, "/resultValueType")[0] == how


def test_g7_a_required_role_falls_back(step):
    made, report = step({**ASSOCIATION_6, "role": "invigilator"}, "6", "5")
    assert made["role"] == "guest" and outcome(report, "/role")[0] == "derived"


def test_required_members_of_version_5(step):
    made, report = step(COURSE_6, "6", "5")
    assert made["description"] == texts() and made["abbreviation"] == "MA101" and made["level"] == "undefined"
    rules = {d["target"]: d["rule"] for d in report.defaults}
    assert rules["/abbreviation"] == rules["/description/0/value"] == "ooapi/required-related"
    assert rules["/level"] == "ooapi/required"
    made, _ = step({**PERSON_6, "surnamePrefix": "van"}, "6", "5")
    assert made["displayName"] == "van Marker" and made["givenName"] == "" and "mail" not in made


def test_four_to_five_and_back(step):
    """F1 to F9."""
    source = {**COURSE_4, "requirements": "x", "learningOutcomes": ["a", "b"], "modeOfDelivery": ["on campus"]}
    made, report = step(source, "4", "5")
    assert made["name"] == [{"language": "und", "value": "Algebra"}]
    assert made["studyLoad"] == {"studyLoadUnit": "ects", "value": 5}
    assert made["admissionRequirements"] == [{"language": "und", "value": "x"}]
    assert made["learningOutcomes"] == [[{"language": "und", "value": v}] for v in "ab"]
    assert made["primaryCode"] == {"codeType": "identifier", "code": "ALG"}
    assert outcome(report, "/name") == ("exact", "convert/exact", "/name/0/value")
    assert not report.lost
    back, report = step(made, "5", "4")
    assert back == source
    assert outcome(report, "/name/0/language") == ("lost", "ooapi/no-language", None)


def test_four_has_a_language_of_two_letters_and_months(step):
    program = {"programId": ID, "type": "joint-degree", "name": "x", "abbreviation": "A", "description": "x",
               "lengthOfProgram": 36, "crohoCreboCode": "12345", "profileOfProgram": "x"}
    made, report = step(program, "4", "5")
    assert made["duration"] == "P36M" and made["programType"] == "program"
    assert made["otherCodes"] == [{"codeType": "crohoCreboCode", "code": "12345"}]
    assert outcome(report, "/profileOfProgram")[0] == "lost"
    back, _ = step(made, "5", "4")
    assert back["lengthOfProgram"] == 36 and back["crohoCreboCode"] == "12345"
    offering = {"offeringId": ID, "type": "course", "name": "x", "description": "x", "mainLanguage": "nl-NL", "isLineItem": True,
                "modeOfStudy": "full-time", "startDate": "2026-01-31", "endDate": "2026-06-30"}
    made, report = step(offering, "4", "5")
    assert made["teachingLanguage"] == "nld" and made["resultExpected"] is True and made["offeringType"] == "course"
    assert outcome(report, "/mainLanguage")[:2] == ("derived", "ooapi/language")
    assert step(made, "5", "4")[0]["mainLanguage"] == "nl"


def test_four_to_six_goes_by_five(step):
    made, report = step(COURSE_4, "4", "6")
    assert made["studyLoad"] == [{"studyLoadUnit": "ects", "value": 5}] and made["name"][0]["language"] == "und"
    assert outcome(report, "/ects") == ("exact", "ooapi/renamed", "/studyLoad/0/value")
    assert {d["target"]: d["rule"] for d in report.defaults}["/name/0/language"] == "ooapi/no-language"
    back, report = step(made, "6", "4")
    assert {k: v for k, v in back.items() if k in COURSE_4} == COURSE_4


def test_six_zero_and_six_one_differ_in_what_one_lacks(step):
    course = {**COURSE_6, "firstPossibleOfferingStartDateTime": "2026-01-31T00:00:00Z"}
    made, report = step(course, "6.1", "6.0")
    assert made == COURSE_6 and outcome(report, "/firstPossibleOfferingStartDateTime")[1] == "version/absent"
    assert step(course, "6.0", "6.1")[0] == course


def test_what_the_other_version_has_no_entity_for(step, run, tmp_path):
    outcome_ = {"learningOutcomeId": ID, "primaryCode": code(), "name": texts()}
    made, report = step({"courses": [COURSE_6], "learningOutcomes": [outcome_]}, "6", "5")
    assert list(made) == ["courses"] and outcome(report, "/learningOutcomes/0/learningOutcomeId")[1] == "ooapi/no-entity"
    path = tmp_path / "one.json"
    path.write_text(json.dumps(outcome_))
    done = run("convert", "--to", "ooapi@5", path)
    assert done.returncode == 65 and b"ooapi/no-entity" in done.stderr


def test_pages_arrays_and_gateways(step):
    page = {"pageSize": 10, "pageNumber": 2, "items": [COURSE_4]}
    made, _ = step(page, "4", "5")
    assert made["hasNextPage"] is False and made["items"][0]["name"][0]["value"] == "Algebra"
    made, _ = step([COURSE_5, ORGANISATION_5], "5", "6")
    assert [sorted(e)[0] for e in made] == ["abbreviation", "name"] and "organisationId" in made[1]
    made, _ = step({"gateway": {"x": 1}, "responses": {"a": {"items": [COURSE_5]}, "b": [ORGANISATION_5]}}, "5", "6")
    assert made["gateway"] == {"x": 1} and "teachingLanguages" in made["responses"]["a"]["items"][0]
    assert "organisationId" in made["responses"]["b"][0]


def test_same_input_same_bytes(run, tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps({**COURSE_5, "learningOutcomes": [texts()]}))
    results = {run("convert", "--to", "ooapi@6", path).stdout for _ in range(2)}
    assert len(results) == 1


@pytest.mark.parametrize("from_,to", [("4.0", "5.0"), ("5.0", "6.1"), ("6.1", "5.0"), ("5.0", "4.0"), ("4.0", "6.1"), ("6.1", "4.0")])
def test_every_entity_with_every_member(step, run, shared, tmp_path, from_, to, figures):
    """A complete ledger, and a result that is valid where nothing was missing."""
    name, key = VERSIONS[from_]
    schemas = json.loads((shared / "reference/ooapi/schema" / name).read_text(encoding="utf-8"))[key]
    gone = {"LearningOutcome", "Membership", "Document", "Address", "Cost", "Country", "CourseResult", "NewsFeed", "NewsItem",
            "Group", "EducationSpecification"}
    counts = dict.fromkeys(("exact", "derived", "lost", "defaulted"), 0)
    for schema in ENTITIES[from_]:
        if schema in gone:
            continue
        value = sample(schemas, schemas[schema])
        made, report = step(value, from_, to, entity=schema.removesuffix("Expanded"))
        for word in counts:
            counts[word] += report.tail["counts"][word]
    figures.append(f"OOAPI {from_} to {to}: " + ", ".join(f"{k} {v}" for k, v in counts.items()))
    # Down, much has no place; up, next to nothing may be lost.
    assert counts["exact"] > 100 and (from_ > to or counts["lost"] < counts["exact"] / 5)
