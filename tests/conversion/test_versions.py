"""Versions: of the target, and from one to another within a format."""
import json

import pytest
from lxml import etree

import small
import sources
from small import CLAIM, LOI, achievement, assessment, course, elm, elmo
from test_round_trips import schemas   # noqa: F401  (a fixture)

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0")
EVERYTHING = {v: sources.TOP / f"tests/corpus/elmo/valid/everything-{v}.xml" for v in ("1.7", "2.0")}
DRAFT = sources.TOP / "tests/corpus/elmo/valid/draft-2.1.xml"
NS = "https://github.com/emrex-eu/elmo-schemas/tree/"


def without_demands(errors, version):
    """Messages of the schema, less the one that until 1.4 says that the file has no signature: nobody can make one up."""
    missing = "}elmo': Missing child element(s)"
    return [e.message for e in errors if version > "1.4" or missing not in e.message]


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
@pytest.mark.parametrize("source", EVERYTHING)
def test_from_one_version_to_another(converter, schemas, source, version):   # noqa: F811
    """What the other version lacks is lost by name, what it demands is there, and its schema accepts the result."""
    made = converter(EVERYTHING[source].read_bytes(), f"elmo@{version}")
    assert made.status == 0 and made.faults() == []
    assert {e["rule"] for e in made.report.lost} <= {"version/absent", "version/code", "convert/one-only"}
    assert bool(made.report.lost) == (version < "1.7" or version < source)
    root = etree.fromstring(made.data)
    assert root.tag == f"{{{NS}{'v2' if version >= '2' else 'v1'}}}elmo"
    schema = schemas[version]
    schema.validate(root)
    assert without_demands(schema.error_log, version) == []


DEMANDS = [("2.0", "/learner[1]/alternativeName[1]", "elmo/alternative-name-missing"),
           ("2.0", "/learningOpportunitySpecification[1]/identifier[1]", "elmo/specification-identifier-missing"),
           ("2.0", "/learningOpportunitySpecification[1]/identifier[1]/@type", "elmo/specification-identifier-missing"),
           ("1.3", "/learningOpportunityInstance[1]/grouping[1]", "elmo/grouping-missing"),
           ("1.1", "/attachment[1]/content[1]", "elmo/content-missing")]


@pytest.mark.parametrize("version, place, rule", DEMANDS)
def test_what_a_version_demands_is_defaulted(converter, version, place, rule):
    made = converter(elmo(course(), report_tail="<attachment/>"), f"elmo@{version}")
    assert made.faults() == []
    assert any(e["rule"] == rule and e["target"].endswith(place) for e in made.report.defaults), made.report.defaults


def test_specifications_get_identifiers_that_differ(converter):
    made = converter(elmo(course() * 3), "elmo@2.0")
    found = [v for k, v in made.tree.leaves.items() if k.endswith("]/identifier[1]") and "Specification" in k]
    assert len(found) == len(set(found)) == 3


def test_a_birthday_has_another_name_in_2(converter):
    newer = converter(elmo(course(), learner=small.LEARNER + "<bday>2000-02-29</bday>"), "elmo@2.0")
    entry = newer.report.of("/elmo/learner[1]/bday[1]")
    assert (entry["target"], entry["outcome"], entry["rule"]) == ("/elmo/learner[1]/dateOfBirth[1]", "derived", "version/renamed")
    older = converter(newer.data, "elmo@1.7")
    assert older.tree.leaves["/elmo/learner[1]/bday[1]"] == "2000-02-29"


def test_a_birthday_under_both_names_is_one(converter):
    """Providers of 2.1 write both; what says the same is not lost, and another date is."""
    data = DRAFT.read_bytes()
    made = converter(data, "elmo@2.0")
    entry = made.report.of("/elmo/learner[1]/bday[1]")
    assert (entry["target"], entry["rule"]) == ("/elmo/learner[1]/dateOfBirth[1]", "convert/repeated")
    other = converter(data.replace(b"<bday>1999-01-01", b"<bday>1998-01-01"), "elmo@2.0")
    assert other.report.of("/elmo/learner[1]/bday[1]")["outcome"] == "lost"


@pytest.mark.parametrize("version", [v for v in VERSIONS if v > "1.0"])
def test_what_is_carried_comes_back(converter, version):
    """There and back by way of any version that takes extensions: every leaf at its place."""
    for path in (EVERYTHING["2.0"], EVERYTHING["1.7"], *sources.documents("tests/corpus/elmo/valid/version-2.0*.xml")):
        data = path.read_bytes()
        source = converter(data, "elmo")
        there = converter(data, f"elmo@{version}", carry="residue")
        assert there.status == 0 and there.faults() == [] and not there.report.lost
        home = source.report.head["source"]["version"]
        if home == version:
            continue
        back = converter(there.data, f"elmo@{home}")
        assert back.status == 0 and back.faults() == []
        assert back.tree.leaves == source.tree.leaves, path.name
        assert b"residue" not in back.data


@pytest.mark.parametrize("source, version", [("2.0", "1.7"), ("1.7", "1.4"), ("1.7", "2.0"), ("2.0", "1.2")])
def test_the_original_carried_comes_back(converter, source, version):
    """Byte for byte, and only while nobody changed the record."""
    data = EVERYTHING[source].read_bytes()
    there = converter(data, f"elmo@{version}", carry="original")
    assert there.status == 0 and there.faults() == [] and not there.report.lost
    back = converter(there.data, f"elmo@{source}")
    assert back.data == data and back.faults() == []
    changed = converter(there.data.replace(b"<familyName>", b"<familyName>X"), f"elmo@{source}")
    assert changed.faults() == [] and b"<familyName>X" in changed.data


def test_what_is_carried_stays_within_the_schema(converter, schemas):   # noqa: F811
    for version in ("1.2", "1.5", "1.7"):
        made = converter(EVERYTHING["2.0"].read_bytes(), f"elmo@{version}", carry="residue")
        schemas[version].validate(etree.fromstring(made.data))
        assert without_demands(schemas[version].error_log, version) == []


def test_what_is_carried_waits_for_its_version(converter):
    """1.6 has no more place for a recognition than 1.7: it goes on travelling."""
    first = converter(EVERYTHING["2.0"].read_bytes(), "elmo@1.7", carry="residue")
    second = converter(first.data, "elmo@1.6")
    assert second.faults() == [] and b"resultOfRecognition" in second.data and "/elmo/report[1]/resultOfRecognition[1]" not in second.tree.nodes
    back = converter(second.data, "elmo@2.0")
    assert "/elmo/report[1]/resultOfRecognition[1]/status[1]" in back.tree.leaves


def test_what_is_carried_does_not_leak_into_elm(converter):
    first = converter(EVERYTHING["2.0"].read_bytes(), "elmo@1.7", carry="residue")
    made = converter(first.data, "elm")
    assert made.faults() == [] and "elmo" not in json.loads(made.data)


def test_the_draft_is_read_and_can_be_said_in_2_0(converter, schemas):   # noqa: F811
    """2.1 has no schema, and is not written but as what it was read as."""
    data = DRAFT.read_bytes()
    assert converter(data, "elmo").data == data
    made = converter(data, "elmo@2.0")
    assert made.faults() == [] and made.report.head["source"]["version"] == "2.1"
    schemas["2.0"].validate(etree.fromstring(made.data))
    assert [e.message for e in schemas["2.0"].error_log] == []
    lost = {e["source"].rsplit("/", 1)[-1] for e in made.report.lost}
    assert {"documentType[1]", "duration[1]", "enrolmentDate[1]", "code[1]", "countryOfBirth[1]"} <= lost
    assert converter(elm(), "elmo@2.1").status == 64
    # Of 2.x, what is written is 2.0.
    assert converter(elm(), "elmo@2").report.head["target"]["version"] == "2.0"


# ---- grading schemes by a name that holds everywhere

EXTERNAL = "<gradingSchemeExternalId>{}</gradingSchemeExternalId><resultLabel>B</resultLabel>"
LOCAL = "<gradingSchemeLocalId>g</gradingSchemeLocalId>"
SCHEME = '<gradingScheme localId="g"><description>A to F</description></gradingScheme>'


def through_elm(convert, instances, tail=SCHEME):
    source = elmo("".join(course(i) for i in instances), report_tail=tail)
    credential = convert(source, "elm")
    back = convert(credential.data, "elmo@2.0")
    found = [v for k, v in back.tree.leaves.items() if "gradingSchemeExternalId" in k]
    return credential, back, found


def test_an_external_scheme_is_an_identifier_of_the_scheme(convert):
    credential, back, found = through_elm(convert, [LOCAL + EXTERNAL.format("urn:x:a")])
    entry = credential.report.of(f"{LOI}/gradingSchemeExternalId[1]")
    assert entry["outcome"] == "exact" and entry["target"].endswith("/specifiedBy/gradingScheme/identifier/0/notation")
    assert found == ["urn:x:a"]


def test_an_external_scheme_without_a_local_one(convert):
    """There is nothing to describe in the report, and no name is made up for it."""
    _, back, found = through_elm(convert, [EXTERNAL.format("urn:x:a")], tail="")
    assert found == ["urn:x:a"]


def test_one_scheme_has_one_external_name(convert):
    """Results that share a scheme and call it differently: the first name counts, the other is told of."""
    credential, _, found = through_elm(convert, [LOCAL + EXTERNAL.format("urn:x:a"), LOCAL + EXTERNAL.format("urn:x:b")])
    second = LOI.replace("Specification[1]", "Specification[2]") + "/gradingSchemeExternalId[1]"
    assert credential.report.of(second)["rule"] == "convert/one-only" and found == ["urn:x:a", "urn:x:a"]


def test_a_local_name_that_leads_nowhere_beside_an_external_one(convert):
    _, back, found = through_elm(convert, [LOCAL + EXTERNAL.format("urn:x:a")], tail="")
    assert found == ["urn:x:a"] and back.tree.leaves[f"{LOI}/gradingSchemeLocalId[1]"] == "g"


@pytest.mark.parametrize("text, code", [("SWE", "SWE"), (small.COUNTRY + "NOR", "NOR")])
def test_countries_by_the_european_list(convert, text, code):
    made = convert(elmo(learner=f'<citizenship type="{small.COUNTRY[:-1]}">{text}</citizenship>{small.LEARNER}'), "elm")
    assert made.tree.leaves["/credentialSubject/citizenshipCountry/0/id"] == small.COUNTRY + code


def test_the_country_of_birth(convert):
    made = convert(DRAFT.read_bytes(), "elm")
    assert made.tree.leaves["/credentialSubject/placeOfBirth/address/0/countryCode/id"] == small.COUNTRY + "SWE"


@pytest.mark.parametrize("path", sources.every("elmo", invalid=False))
def test_through_2_and_back(converter, schemas, path):   # noqa: F811
    """Any transcript in 2.0 validates as far as it did before, and carried there it is the same in its own version again."""
    source = converter(path.read_bytes(), "elmo")
    home = source.report.head["source"]["version"]
    there = converter(path.read_bytes(), "elmo@2.0", carry="residue")
    assert there.status == 0 and there.faults() == [] and not there.report.lost
    if home >= "2":
        return
    before, after = etree.fromstring(path.read_bytes()), etree.fromstring(there.data)
    if schemas["1.7"].validate(before):
        schemas["2.0"].validate(after)
        assert [e.message for e in schemas["2.0"].error_log] == []
    back = converter(there.data, f"elmo@{home}")
    assert back.faults() == [] and back.tree.leaves == source.tree.leaves


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
