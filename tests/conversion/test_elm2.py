"""ELM 2, which was XML: read into ELM 3, with a ledger complete to the leaf and the original embedded."""
import base64
import collections
import json
import subprocess

import pytest

VALID = "tests/corpus/elm2/valid/supplement.xml"


@pytest.fixture
def supplement(top):
    return (top / VALID).read_bytes()


@pytest.fixture
def to_elm(converter):
    def go(data):
        result = converter(data, "elm", name="supplement.xml")
        assert result.status == 0, result.told
        assert result.faults() == []
        return result, json.loads(result.data)
    return go


def official(shared):
    return shared / "reference" / "elm" / "xml-v2" / "EDC_DiplomaSupplement_AA.xml"


def test_our_own_document_is_valid(top, shared):
    schema = shared / "reference" / "elm" / "xml-v2" / "xsd" / "genericschema_1.2.xsd"
    done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", schema, top / VALID], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stderr


def test_names_become_those_of_elm_3(to_elm, supplement):
    _, credential = to_elm(supplement)
    person = credential["credentialSubject"]
    programme, entitlement = person["hasClaim"]
    course = programme["hasPart"][0]
    assert credential["displayParameter"]["title"] == {"en": "Diploma supplement", "sv": "Examensbilaga"}
    assert credential["displayParameter"]["primaryLanguage"]["id"].endswith("/language/SWE")
    assert credential["issuer"]["legalName"]["en"] == "Example University"
    assert person["dateOfBirth"] == "1999-10-02T00:00:00Z"
    assert person["nationalID"]["spatial"]["id"].endswith("/country/SWE")
    assert programme["provenBy"][0]["grade"]["noteLiteral"] == {"sv": "B"}
    assert programme["specifiedBy"]["thematicArea"][0]["id"].endswith("/isced-f/0613")
    assert programme["specifiedBy"]["creditPoint"][0]["framework"]["id"].endswith("/6fcec5c5af")
    assert programme["specifiedBy"]["learningOutcome"][0]["title"] == {"en": "find examples"}
    assert course["specifiedBy"]["type"] == "Qualification"
    assert course["specifiedBy"]["creditPoint"][0] == {
        "type": "CreditPoint", "point": "7.5", "framework": course["specifiedBy"]["creditPoint"][0]["framework"]}
    assert course["specifiedBy"]["creditPoint"][0]["framework"]["id"].endswith("/60b314e826")
    assert course["influencedBy"][0]["temporal"][0]["endDate"] == "2022-01-15T00:00:00+01:00"
    assert entitlement["type"] == "LearningEntitlement"


def test_the_original_is_embedded_as_converted_credentials_ask(to_elm, supplement):
    result, credential = to_elm(supplement)
    evidence = credential["evidence"][0]
    assert credential["credentialSchema"][0]["id"].endswith("/edc-converted")
    assert evidence["dcType"]["id"].endswith("/evidence-type/c_c4f849d7")
    assert base64.b64decode(evidence["embeddedEvidence"][0]["content"]) == supplement
    wallet = result.report.of("/europassCredential/credentialSubject[1]/contactPoint[1]/wallet[1]")
    assert (wallet["outcome"], wallet["rule"]) == ("carried", "carry/original")
    assert not result.report.lost


def test_nodes_that_share_an_id_and_differ_are_told_apart(to_elm, supplement):
    _, credential = to_elm(supplement)
    programme = credential["credentialSubject"]["hasClaim"][0]
    ids = [programme["provenBy"][0]["id"], programme["hasPart"][0]["provenBy"][0]["id"]]
    assert ids == ["urn:epass:assessment:1", "urn:epass:assessment:1:2"]


def test_equal_copies_of_a_node_are_one(to_elm, supplement):
    data = supplement.replace(b"<hasPart idref=\"urn:epass:learningSpec:1\"/>", b"")
    assessment = data[data.index(b"<wasDerivedFrom"):data.index(b"</wasDerivedFrom>") + 17]
    data = data.replace(b"<wasAwardedBy", assessment + b"<wasAwardedBy", 1)
    result, credential = to_elm(data)
    proofs = credential["credentialSubject"]["hasClaim"][0]["provenBy"]
    assert [sorted(proof) for proof in proofs][1] == ["id"]
    assert "convert/repeated" in result.report.rules()


def test_an_id_that_is_no_iri_becomes_one(to_elm, supplement):
    result, credential = to_elm(supplement)
    assert credential["credentialSubject"]["hasClaim"][0]["provenBy"][0]["specifiedBy"]["id"] == "urn:epass:id:spec%201"
    assert "elm/v2-id" in result.report.rules()


def test_a_legal_identifier_without_its_country_is_an_identifier(to_elm, supplement):
    _, credential = to_elm(supplement)
    assert "registration" not in credential["issuer"]
    assert {"type": "Identifier", "notation": "REG-1", "schemeName": "registration"} in credential["issuer"]["identifier"]
    assert credential["issuer"]["vatIdentifier"][0]["type"] == "LegalIdentifier"


def test_what_elm_3_demands_besides_is_defaulted_and_said(to_elm, supplement):
    result, credential = to_elm(supplement)
    part = credential["credentialSubject"]["hasClaim"][0]["hasPart"][0]
    assert part["influencedBy"][0]["awardedBy"] == {"id": "urn:epass:awardingProcess:1"}
    assert {"elm/award-of-achievement", "elm/title-of-achievement"} <= result.report.rules()


def test_cycles_of_links_end(to_elm, supplement):
    data = supplement.replace(b'<hasPart idref="urn:epass:learningSpec:1"/>',
                              b'<hasPart idref="urn:epass:learningSpec:1"/><hasPart idref="urn:epass:qualification:1"/>')
    data = data.replace(b"<isPartialQualification>", b'<specializationOf idref="urn:epass:learningSpec:1"/><isPartialQualification>')
    result, _ = to_elm(data)
    assert result.data.count(b"Programme of Examples") == 1


def test_a_chain_of_links_that_is_too_deep_is_refused(converter, supplement):
    chain = b"".join(b'<learningSpecification id="urn:x:%d"><hasPart idref="urn:x:%d"/></learningSpecification>' % (n, n + 1)
                     for n in range(5000))
    data = supplement.replace(b"</learningSpecificationReferences>", chain + b"</learningSpecificationReferences>")
    data = data.replace(b'specifiedBy idref="urn:epass:learningSpec:1"', b'specifiedBy idref="urn:x:0"')
    result = converter(data, "elm", name="chain.xml")
    assert result.status != 0 and "convert/depth" in result.told


@pytest.mark.parametrize("broken", [
    (b"<title>", b"<title><text/>"), (b"lang=\"sv\"", b"lang=\"s v\""), (b">1999-10-02<", b">the second<"),
    (b">60.0<", b">a lot<"), (b"<primaryLanguage>sv", b"<primaryLanguage>xx"), (b">true<", b">perhaps<"),
    (b"idref=\"urn:epass:org:1\"", b"idref=\"\""), (b"idref=\"urn:epass:org:1\"", b"idref=\"nobody\""),
    (b" uri=\"http://publications.europa.eu/resource/authority/country/SWE\"", b" uri=\"SWE\""),
    (b"spatialID=\"SE\"", b"spatialID=\"ZZ\""), (b"<grade>B</grade>", b"<grade/>"), (b"180", b""), (b"<achievements>", b"stray<achievements>"),
    (b"<organization ", b"stray<organization "), (b"<awardingBody ", b"stray <awardingBody "), (b"<title>", b"stray<title>"),
])
def test_odd_values_are_accounted_for(to_elm, supplement, broken):
    to_elm(supplement.replace(*broken))


def test_other_targets_are_reached_by_way_of_elm(converter, supplement):
    result = converter(supplement, "elmo", name="supplement.xml")
    assert result.status == 0 and b"Course of Examples" in result.data
    assert result.faults() == []


def test_it_is_listed_and_told(edu, top):
    formats = subprocess.run([edu, "formats"], capture_output=True, text=True, check=True).stdout
    assert [line.split()[:4] for line in formats.splitlines() if line.startswith("elm2")] == [["elm2@2", "reads", "-", "xml"]]
    shown = subprocess.run([edu, "inspect", top / VALID], capture_output=True, text=True, check=True).stdout
    assert "Bachelor of Examples" in shown and "grade B" in shown and "Marker" not in shown
    found = subprocess.run([edu, "validate", top / VALID], capture_output=True, text=True, check=False)
    assert found.returncode == 0 and "elm2/not-checked" in found.stdout


def test_a_presentation_without_a_credential_is_refused(edu, tmp_path):
    path = tmp_path / "presentation.xml"
    path.write_text('<vp:verifiablePresentation xmlns:vp="http://data.europa.eu/snb/vp"/>', encoding="utf-8")
    done = subprocess.run([edu, "convert", "--to", "elm", path], capture_output=True, text=True, check=False)
    assert done.returncode == 65 and "elm2/no-credential" in done.stderr


def test_the_official_diploma_supplement(to_elm, shared, edu, tmp_path, figures):
    result, credential = to_elm(official(shared).read_bytes())
    counts = result.report.tail["counts"]
    assert counts["lost"] == 0 and counts["exact"] > 1000
    figures.append(f"ELM 2: the official diploma supplement: {counts}")
    signature = [entry for entry in result.report.said if (entry["source"] or "").endswith("/Signature[1]")]
    assert [entry["outcome"] for entry in signature] == ["carried"]
    programme = credential["credentialSubject"]["hasClaim"][0]
    assert [len(part.get("provenBy", [])) for part in programme["hasPart"]] == [1, 0]
    # What its profile misses is not in the source, or its source has it otherwise.
    path = tmp_path / "credential.jsonld"
    path.write_bytes(result.data)
    found = subprocess.run([edu, "validate", "--json", "--profile", "edc-converted", path], capture_output=True, text=True,
                           check=False).stdout
    rules = collections.Counter()
    for finding in map(json.loads, found.splitlines()):
        if finding["severity"] == "error":
            rules[finding["message"].split(" ")[0]] += 1
    assert set(rules) == {
        "EuropeanDigitalCredential.issuer", "LegalIdentifier.spatial", "Location.address", "LearningEntitlement.awardedBy",
        "LearningEntitlementSpecification.limitJurisdiction"}, rules
    told = subprocess.run([edu, "validate", official(shared)], capture_output=True, text=True, check=False).stdout
    assert "elm2/signature" in told and "present, and was not verified" in told
