"""Records of ELM and ELMO become a bundle of OOAPI 6.1 (the way back of OOAPI's section 11)."""
import json
import subprocess

import pytest

import ooapi_schemas
import small
import sources

LISTS = {"Programme": "programmes", "Course": "courses", "LearningComponent": "learningComponents"}


@pytest.fixture
def raised(convert):
    """The bundle, and the conversion it came from."""
    def go(data, **options):
        result = convert(data, "ooapi@6.1", **options)
        return json.loads(result.data), result
    return go


@pytest.fixture(scope="session")
def errors(edu, tmp_path_factory):
    """What `edu validate` calls an error: (rule, path) each."""
    path = tmp_path_factory.mktemp("bundle") / "bundle.json"

    def go(data, profile="ooapi-6"):
        path.write_bytes(data)
        done = subprocess.run([edu, "validate", "--profile", profile, "--json", path], capture_output=True, text=True, timeout=60)
        found = [json.loads(line) for line in done.stdout.splitlines()]
        return [(f["rule"], f["path"]) for f in found if f["severity"] == "error"]
    return go


# Two descriptions of one page share an id, and the second of the pages has no line of its own.
SHARED_NODE = "Sample-CertOfPart-signed.jsonld"


@pytest.mark.parametrize("path", sources.every("elmo", "elm"))
def test_every_document(converter, errors, path):
    """Every record arrives with a complete ledger and is valid by our rules and by the published schemas."""
    result = converter(path.read_bytes(), "ooapi@6.1")
    if result.status:
        assert result.data is None
        return
    if path.name != SHARED_NODE:
        assert result.faults() == []
    assert errors(result.data) == []
    assert ooapi_schemas.complaints(json.loads(result.data)) == []


def test_the_example_of_the_correspondence(raised):
    """Statistics 1 of the worked example: an instance is an offering and an association with its result."""
    instance = ("<start>2023-11-13</start><date>2024-02-09</date><status>passed</status>"
                "<gradingSchemeLocalId>1-10</gradingSchemeLocalId><resultLabel>8.5</resultLabel>"
                "<credit><scheme>ects</scheme><value>7.5</value></credit><languageOfInstruction>en</languageOfInstruction>")
    head = '<identifier type="local">STAT1</identifier><title xml:lang="en">Statistics 1</title><type>Course</type>'
    bundle, result = raised(small.elmo(small.course(instance, head), report_tail='<gradingScheme localId="1-10"/>'))
    [course], [offering] = bundle["courses"], bundle["courseOfferings"]
    [association] = bundle["courseOfferingAssociations"]
    assert course["primaryCode"] == {"codeType": "identifier", "code": "STAT1"}
    assert course["name"] == [{"language": "en", "value": "Statistics 1"}]
    assert offering["courseId"] == course["courseId"] and offering["startDateTime"] == "2023-11-13T00:00:00Z"
    assert offering["teachingLanguages"] == ["en"] and offering["resultValueType"] == "grade_0_10_one_decimal"
    assert association["courseOfferingId"] == offering["courseOfferingId"]
    assert association["personId"] == bundle["persons"][0]["personId"]
    assert (association["role"], association["state"]) == ("student", "finished")
    assert association["result"] == {"state": "completed", "pass": "passed", "score": "8.5",
                                     "resultDateTime": "2024-02-09T00:00:00Z",
                                     "studyLoad": {"studyLoadUnit": "ects", "value": 7.5}}
    assert result.report.of(f"{small.LOI}/status[1]")["outcome"] == "exact"
    assert result.report.of(f"{small.LOI}/date[1]")["rule"] == "ooapi/day-to-moment"
    assert result.report.of(f"{small.LOI}/resultLabel[1]")["target"] == "/courseOfferingAssociations/0/result/score"


def los(title, kind=None, parts="", instance="", identifier=None):
    head = f'<identifier type="local">{identifier}</identifier>' if identifier else ""
    head += f'<title xml:lang="en">{title}</title>' + (f"<type>{kind}</type>" if kind else "")
    return small.course(instance, head, f"<hasPart>{parts}</hasPart>" if parts else "")


def by_name(bundle):
    """Each education's list and object, by its name."""
    return {e["name"][0]["value"]: (name, e) for name in LISTS.values() for e in bundle.get(name, [])}


def test_kinds_and_parts(raised):
    whole = los("Degree", "Degree Programme", los("Unit", "Module", los("Maths", "Course", los("Lecture", "Class"))))
    found = by_name(raised(small.elmo(whole))[0])
    assert {n: v[0] for n, v in found.items()} == {"Degree": "programmes", "Unit": "programmes", "Maths": "courses",
                                                    "Lecture": "learningComponents"}
    assert [found[n][1]["programmeType"] for n in ("Degree", "Unit")] == ["programme", "x-module"]
    assert found["Unit"][1]["parentId"] == found["Degree"][1]["programmeId"]
    assert found["Maths"][1]["programmeIds"] == [found["Unit"][1]["programmeId"]]
    assert found["Lecture"][1]["courseId"] == found["Maths"][1]["courseId"]
    assert found["Lecture"][1]["componentType"] == "x-class"


@pytest.mark.parametrize("whole, part, types", [
    ("Course", "Course", ("x-course", None)), (None, None, ("x-unspecified", None)), ("Course", "Module", ("x-course", "x-module")),
    ("Class", "Course", ("x-class", None)), ("Degree Programme", "Class", ("programme", "x-class")),
])
def test_what_only_programmes_can_hold(raised, converter, whole, part, types):
    """Courses hold components alone: what holds anything else is a programme that says what it is called."""
    data = small.elmo(los("Whole", whole, los("Part", part)))
    bundle, result = raised(data)
    found = by_name(bundle)
    assert found["Whole"][1]["programmeType"] == types[0] and found["Part"][1].get("programmeType") == types[1]
    back = converter(result.data, "elmo")
    assert back.tree.leaves.get(f"{small.LOS}/type[1]") == whole
    assert f"{small.LOS}/hasPart[1]/learningOpportunitySpecification[1]/title[1]" in back.tree.leaves


def test_no_type_is_a_course(raised):
    bundle, _ = raised(small.elmo())
    assert bundle["courses"][0]["name"] == [{"language": "en", "value": "Algebra"}] and "programmes" not in bundle


def test_the_same_course_in_the_same_term_is_one_offering(raised):
    """Taken twice: one course, one offering, two associations."""
    again = los("Maths", "Course", instance="<start>2024-01-08</start><status>failed</status>", identifier="M1")
    bundle, result = raised(small.elmo(again + again.replace("failed", "passed")))
    assert [len(bundle[n]) for n in ("courses", "courseOfferings", "courseOfferingAssociations")] == [1, 1, 2]
    ids = {a["associationId"] for a in bundle["courseOfferingAssociations"]}
    assert len(ids) == 2
    second = small.LOS.replace("Specification[1]", "Specification[2]")
    assert result.report.of(f"{second}/identifier[1]")["rule"] == "ooapi/same-entity"


def test_another_term_is_another_offering(raised):
    one, other = (los("Maths", "Course", instance=f"<start>{day}</start>", identifier="M1") for day in ("2023-01-09", "2024-01-08"))
    bundle, _ = raised(small.elmo(one + other))
    assert [len(bundle[n]) for n in ("courses", "courseOfferings")] == [1, 2]


def test_what_a_second_copy_says_otherwise_is_lost(raised):
    one = los("Maths", "Course", identifier="M1")
    bundle, result = raised(small.elmo(one + one.replace("Maths", "Mathematics")))
    assert len(bundle["courses"]) == 1
    second = small.LOS.replace("Specification[1]", "Specification[2]")
    entry = result.report.of(f"{second}/title[1]")
    assert (entry["outcome"], entry["rule"]) == ("lost", "ooapi/different-copy") or entry["target"].startswith("/courseOfferings/")


def test_ids_depend_on_identifiers_alone(raised):
    """The same course of the same institution has one id in all records; names of persons and birthdays change nothing."""
    course = los("Maths", "Course", identifier="M1")
    learner = '<identifier type="esi">urn:schac:personalUniqueCode:int:esi:example.org:1</identifier>'
    first, _ = raised(small.elmo(course, learner + small.LEARNER))
    second, _ = raised(small.elmo(course, learner + "<givenNames>Eve</givenNames><familyName>Ek</familyName><bday>2001-01-01</bday>"))
    assert first["courses"][0]["courseId"] == second["courses"][0]["courseId"]
    assert first["persons"][0]["personId"] == second["persons"][0]["personId"]
    third, _ = raised(small.elmo(course, learner.replace(":1<", ":2<") + small.LEARNER))
    assert third["persons"][0]["personId"] != first["persons"][0]["personId"]


@pytest.mark.parametrize("status, passed, state", [("passed", "passed", "finished"), ("failed", "failed", "finished"),
                                                   (None, "passed", "finished"), ("in-progress", None, "associated")])
def test_status(raised, status, passed, state):
    bundle, result = raised(small.elmo(small.course(f"<status>{status}</status>" if status else "")))
    [association] = bundle["courseOfferingAssociations"]
    assert association["state"] == state and association.get("result", {}).get("pass") == passed
    if not status:
        assert result.report.with_rule("ooapi/status-missing")


def test_a_result_without_a_date_has_that_of_the_report(raised):
    bundle, result = raised(small.elmo(small.course("<status>passed</status>")))
    assert bundle["courseOfferingAssociations"][0]["result"]["resultDateTime"] == small.ISSUED
    assert result.report.of("/elmo/report[1]/issueDate[1]")["rule"] == "ooapi/result-date"


def test_a_course_that_gave_no_credits_has_a_load_of_nothing(raised):
    bundle, result = raised(small.elmo(small.course("<status>failed</status>")))
    assert bundle["courseOfferingAssociations"][0]["result"]["studyLoad"] == {"studyLoadUnit": "ects", "value": 0}
    assert result.report.with_rule("ooapi/result-load")


def test_credits_of_another_scheme(raised, converter):
    credit = "<credit><scheme>ecvet</scheme><value>12</value></credit>"
    bundle, result = raised(small.elmo(small.course(f"<status>passed</status>{credit}")))
    assert bundle["courseOfferingAssociations"][0]["result"]["studyLoad"] == {"studyLoadUnit": "x-ecvet", "value": 12}
    back = converter(result.data, "elmo").tree.leaves
    assert back[f"{small.LOI}/credit[1]/scheme[1]"] == "ecvet" and back[f"{small.LOI}/credit[1]/value[1]"] == "12"


def test_a_learner_with_a_whole_name_alone(raised):
    credential = json.loads(small.elm(small.achievement()))
    subject = credential["credentialSubject"]
    for name in ("givenName", "familyName"):
        subject.pop(name, None)
    subject["fullName"] = {"en": "Ada Lind"}
    bundle, _ = raised(json.dumps(credential).encode())
    assert (bundle["persons"][0]["displayName"], bundle["persons"][0]["surname"]) == ("Ada Lind", "Lind")


def test_two_runs_give_the_same_bytes(convert):
    data = (sources.TOP / "examples/transcript.xml").read_bytes()
    assert convert(data, "ooapi@6.1").data == convert(data, "ooapi@6.1").data


def test_codes_go_there_and_back(raised, converter):
    """Names of identifiers that OOAPI's list lacks begin with x- there, and nowhere else."""
    types = {"local": "identifier", "esi": "esi", "ewp-los-id": "x-ewp-los-id"}
    head = "".join(f'<identifier type="{t}">{i}</identifier>' for i, t in enumerate(types)) + '<title xml:lang="en">Algebra</title>'
    bundle, result = raised(small.elmo(small.course("", head)))
    course = bundle["courses"][0]
    assert [c["codeType"] for c in (course["primaryCode"], *course["otherCodes"])] == list(types.values())
    back = converter(result.data, "elmo").tree.leaves
    assert [back[f"{small.LOS}/identifier[{i}]/@type"] for i in (2, 3, 4)] == list(types)


def test_learning_outcomes_are_entities(raised, converter):
    outcomes = [{"id": f"urn:epass:learningOutcome:{i}", "type": "LearningOutcome", "title": {"en": f"Can do {i}"}} for i in (1, 2)]
    credential = json.loads(small.elm(small.achievement()))
    claim = credential["credentialSubject"]["hasClaim"]
    claim = claim[0] if isinstance(claim, list) else claim
    claim.setdefault("specifiedBy", {"id": "urn:epass:learningAchievementSpec:1", "type": "LearningAchievementSpecification",
                                     "title": {"en": "Algebra"}})["learningOutcome"] = outcomes
    bundle, result = raised(json.dumps(credential).encode())
    assert [o["name"][0]["value"] for o in bundle["learningOutcomes"]] == ["Can do 1", "Can do 2"]
    assert bundle["courses"][0]["learningOutcomeIds"] == [o["learningOutcomeId"] for o in bundle["learningOutcomes"]]
    back = json.loads(converter(result.data, "elm").data)["credentialSubject"]["hasClaim"][0]["specifiedBy"]["learningOutcome"]
    assert [o["title"]["en"] for o in back] == ["Can do 1", "Can do 2"]


OWN = sources.TOP / "examples/results.ooapi.json"


@pytest.mark.parametrize("format", ["elm", "elmo"])
def test_ids_of_entities_come_back(converter, format):
    """OOAPI to another format and back: entities have the ids they had."""
    before = json.loads(OWN.read_text())
    there = converter(OWN.read_bytes(), format)
    after = json.loads(converter(there.data, "ooapi@6.1").data)
    ids = {"persons": ("personId", "persons"), "courses": ("courseId", "courses"), "programs": ("programId", "programmes")}
    for name, (member, list_) in ids.items():
        assert {e[member] for e in before[name]} == {e[member.replace("program", "programme")] for e in after[list_]}
    had = {a["associationId"] for a in before["associations"]}
    got = {a["associationId"] for n, l in after.items() if n.endswith("Associations") for a in l}
    assert had == got


# What version 5 demands and nothing in a record says: it stays missing, for it is never made up.
MISSING = {"Person needs the member mail", "Person needs the member displayName", "CourseOffering needs the member startDate",
           "ProgrammeOffering needs the member startDate", "ComponentOffering needs the member startDateTime"}


@pytest.mark.parametrize("path", sources.every("elmo", "elm"))
def test_every_document_in_version_5(converter, edu, tmp_path, path):
    """By way of 6.1, in one account; valid but for what can't be made up."""
    result = converter(path.read_bytes(), "ooapi")
    if result.status:
        assert result.data is None
        return
    if path.name != SHARED_NODE:
        assert result.faults() == []
    assert result.report.head["target"] == {"format": "ooapi", "version": "5.0"}
    (tmp_path / "bundle.json").write_bytes(result.data)
    done = subprocess.run([edu, "validate", "--profile", "ooapi-5", "--json", tmp_path / "bundle.json"], capture_output=True, text=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert {f["message"] for f in found if f["severity"] == "error"} <= MISSING
    named = tuple(m.split()[-1] for m in MISSING)
    assert [c for c in ooapi_schemas.complaints(json.loads(result.data)) if not any(f"'{n}' is a required" in c[2] for n in named)] == []


TERM = ('<academicTerm><title xml:lang="en">Autumn</title><start>2023-09-01</start><end>2024-01-31</end></academicTerm>')


def test_version_5_takes_dates_from_the_term(convert):
    """Offerings of version 5 have dates, those of 6 need none."""
    bundle = json.loads(convert(small.elmo(small.course(TERM + "<status>passed</status>")), "ooapi@5").data)
    [offering], [person] = bundle["offerings"], bundle["persons"]
    assert (offering["startDate"], offering["endDate"]) == ("2023-09-01", "2024-01-31")
    assert offering["resultExpected"] is True and person["affiliations"] == ["student"]


def test_version_5_takes_the_end_from_the_result(convert):
    """And the language of a course from what is offered of it."""
    instance = "<start>2023-09-01</start><date>2024-02-09</date><status>passed</status><languageOfInstruction>sv</languageOfInstruction>"
    result = convert(small.elmo(small.course(instance)), "ooapi@5")
    bundle = json.loads(result.data)
    [offering], [course] = bundle["offerings"], bundle["courses"]
    assert (offering["startDate"], offering["endDate"]) == ("2023-09-01", "2024-02-09")
    assert offering["teachingLanguage"] == course["teachingLanguage"] == "swe"
    defaults = {e["target"]: e["rule"] for e in result.report.defaults}
    assert defaults["/offerings/0/endDate"] == defaults["/courses/0/teachingLanguage"] == "ooapi/required-related"


def test_version_5_takes_the_level_from_the_programme(convert):
    level = "<level><type>EQF</type><value>7</value></level>"
    bundle = json.loads(convert(small.elmo(los("Degree", "Degree Programme", los("Maths", "Course"), level)), "ooapi@5").data)
    assert bundle["programs"][0]["levelOfQualification"] == "7" and bundle["courses"][0]["level"] == "master"


def test_own_values_are_not_for_closed_lists(convert):
    """Version 5 lists what kinds of programmes and components there are."""
    whole = los("Degree", "Degree Programme", los("Unit", "Module", los("Maths", "Course", los("Lecture", "Class"))))
    bundle = json.loads(convert(small.elmo(whole), "ooapi@5").data)
    assert [p["programType"] for p in bundle["programs"]] == ["program", "track"]
    assert bundle["components"][0]["componentType"] == "lecture"


@pytest.mark.parametrize("version", ["4", "5", "6.0", "6.1"])
def test_the_learner_and_the_results_come_back_from_every_version(converter, version):
    data = (sources.TOP / "examples/transcript.xml").read_bytes()
    there = converter(data, f"ooapi@{version}")
    assert there.status == 0 and there.faults() == []
    assert there.report.head["target"]["version"] == {"4": "4.0", "5": "5.0"}.get(version, version)
    back = converter(there.data, "elmo").tree.leaves
    labels = [v for k, v in back.items() if k.endswith("/resultLabel[1]")]
    assert sorted(labels) == ["A", "B", "Pass"] and back["/elmo/learner[1]/familyName[1]"] == "Lindqvist-Oravec"


@pytest.mark.parametrize("target", ["ooapi@6.1", "ooapi"])
@pytest.mark.parametrize("path", sources.every("elmo", "elm", invalid=False))
def test_there_and_back_with_the_original_inside(converter, path, target):
    """A bundle gives back the very bytes it was made from."""
    data = path.read_bytes()
    there = converter(data, target, carry="original")
    if there.status:
        pytest.skip("the document can't be read, and says so")
    assert not there.report.lost
    back = converter(there.data, "elmo" if path.suffix == ".xml" else "elm")
    assert back.status == 0 and back.data == data and back.faults() == []


def test_what_was_changed_meanwhile_is_not_undone(converter):
    """The bundle says something else than what travels in it: it is converted like any other."""
    there = converter(small.elmo(small.course("<status>passed</status><resultLabel>A</resultLabel>")), "ooapi@6.1", carry="original")
    changed = there.data.replace(b'"score": "A"', b'"score": "B"')
    assert changed != there.data
    back = converter(changed, "elmo")
    assert back.tree.leaves[f"{small.LOI}/resultLabel[1]"] == "B"


# Values that don't come back from residue, for what is at their place now is another thing (test_round_trips.py).
STAYS_AWAY = {"reference-to-nothing.jsonld", "relative-reference.jsonld", "rich-generic-full-flattened.jsonld"}


@pytest.mark.parametrize("target", ["ooapi@6.1", "ooapi"])
@pytest.mark.parametrize("path", sources.every("elmo", "elm", invalid=False))
def test_there_and_back_with_residue(converter, path, target):
    """XML: every leaf at its path, in the version it had; JSON: every value that was carried."""
    data, xml = path.read_bytes(), path.suffix == ".xml"
    there = converter(data, target, carry="residue")
    if there.status:
        pytest.skip("the document can't be read, and says so")
    version = there.report.head["source"]["version"]
    # A version behind the bare name's is told by what travels.
    back = converter(there.data, "elm" if not xml else "elmo" if version > "1.7" else f"elmo@{version}")
    assert back.status == 0 and back.faults() == []
    before, after = there.source_tree.leaves, back.tree.leaves
    if xml:
        inside = next(p for p in before if p.split("/")[-1].startswith("generatedDate[")).rsplit("/", 1)[0]
        assert after == {"/elmo" + k[len(inside):]: v for k, v in before.items() if k.startswith(inside + "/")}
        return
    carried = {e["source"] for e in there.report.said if e["outcome"] == "carried"}
    away = {p for p in carried if before[p] not in set(after.values())}
    assert not away or path.name in STAYS_AWAY, sorted(away)


# ---- courses apart from any learner

EWP_COURSES = sources.TOP / "tests/corpus/ewp/valid/courses.xml"


@pytest.mark.parametrize("version", ["5", "6.1"])
def test_a_catalogue(convert, errors, version):
    """EWP's course data become courses, offerings and terms, and nobody takes part in them."""
    bundle = json.loads((result := convert(EWP_COURSES.read_bytes(), f"ooapi@{version}")).data)
    lists = {n for n, v in bundle.items() if isinstance(v, list)}
    assert not any(n == "persons" or n.endswith(("ssociations", "associations")) for n in lists)
    assert errors(result.data, f"ooapi-{version[0]}") == [] and ooapi_schemas.complaints(bundle) == []
    names = [e["name"][0]["value"] for n in ("programs", "programmes", "courses") for e in bundle.get(n, [])]
    assert {"Algebra", "Mathematics"} <= set(names)


def test_offerings_of_a_catalogue(convert):
    bundle = json.loads(convert(EWP_COURSES.read_bytes(), "ooapi@6.1").data)
    [session] = bundle["academicSessions"]
    offering = next(o for o in bundle["programmeOfferings"] if o.get("academicSessionId"))
    assert offering["academicSessionId"] == session["academicSessionId"] and offering["startDateTime"].startswith("2024-01-15")
    assert offering["programmeId"] in {p["programmeId"] for p in bundle["programmes"]}
    algebra = next(p for p in bundle["programmes"] if p["name"][0]["value"] == "Algebra")
    assert {"studyLoadUnit": "ects", "value": 7.5} in algebra["studyLoad"]


def test_courses_go_by_ewp_and_come_back(convert, converter):
    """A catalogue of OOAPI, through EWP: ids, names and loads are those that were there."""
    course = {"courseId": "c0c00000-0000-4000-8000-000000000001", "primaryCode": {"codeType": "identifier", "code": "C1"},
              "name": [{"language": "en", "value": "Algebra"}], "description": [{"language": "en", "value": "Numbers"}],
              "studyLoad": [{"studyLoadUnit": "ects", "value": 5}], "organisationId": "0a000000-0000-4000-8000-000000000001"}
    root = {"organisationId": course["organisationId"], "organisationType": "root", "name": [{"language": "en", "value": "U"}],
            "primaryCode": {"codeType": "schac_home", "code": "example.org"}}
    bundle = {"ooapi": "6.1", "organisations": [root], "courses": [course]}
    there = converter(json.dumps(bundle).encode(), "ewp")
    assert there.status == 0, there.told
    [back] = json.loads(convert(there.data, "ooapi@6.1").data)["courses"]
    assert back["name"] == course["name"] and back["description"] == course["description"]
    codes = [c["code"] for c in (back["primaryCode"], *back.get("otherCodes", []))]
    assert back["courseId"] == course["courseId"] or course["courseId"] in " ".join(codes)


def test_one_period_of_enrolment_crosses(converter):
    """The core has one period; ELM says its end."""
    ids = ("c0c00000-0000-4000-8000-000000000001", "0ff00000-0000-4000-8000-000000000001")
    shared = {"primaryCode": {"codeType": "identifier", "code": "C1"}, "name": [{"language": "en", "value": "Algebra"}]}
    periods = [{"startDateTime": "2026-03-01T00:00:00Z", "endDateTime": "2026-04-30T23:59:59Z"}, {"startDateTime": "2027-03-01T00:00:00Z"}]
    bundle = {"ooapi": "6.1", "courses": [{"courseId": ids[0], **shared}],
              "courseOfferings": [{"courseOfferingId": ids[1], "courseId": ids[0], **shared, "enrolmentPeriods": periods}]}
    result = converter(json.dumps(bundle).encode(), "elm-rdf")
    assert result.report.of("/courseOfferings/0/enrolmentPeriods/0/endDateTime")["outcome"] == "derived"
    assert result.report.of("/courseOfferings/0/enrolmentPeriods/1/startDateTime")["rule"] == "convert/one-only"
