"""There and back again: exactly with the original inside, by value with residue, and to a fixed point without either."""
import json
import subprocess

import pytest
from lxml import etree

import contract
import small
import sources
from small import CLAIM, LOS, achievement, course, elm, elmo

# Values that don't come back from residue, for what is at their place now is another thing or no document of ELM has them.
STAYS_AWAY = {
    "impossible-date.jsonld": "a required date that is none gives way to another",
    "reference-to-nothing.jsonld": "a reference to a node that nothing describes",
    "relative-reference.jsonld": "a relative reference, which every reader drops",
    "rich-generic-full-flattened.jsonld": "an issuer by reference, in a graph that comes back as a tree",
    "Sample-CertOfPart-signed.jsonld": "no claim has a place in ELMO, so that the awarding body is the issuer when it comes back",
}
other = {"elmo": "elm", "elm": "elmo"}
NAMESPACE = "urn:libedu:residue"   # of residue in ELMO


def readable(convert_or_converter, path):
    """The document's bytes, or a skip where it is refused as such."""
    data = path.read_bytes()
    if convert_or_converter(data, other[format_of(path)]).status:
        pytest.skip("the document can't be read, and says so")
    return data


def format_of(path):
    return "elmo" if path.suffix == ".xml" else "elm"


@pytest.mark.parametrize("path", sources.every("elmo", "elm"))
def test_with_the_original_inside(converter, path):
    """The other format and back gives the very bytes."""
    data, format = readable(converter, path), format_of(path)
    there = converter(data, other[format], carry="original")
    assert there.status == 0 and not there.report.lost
    back = converter(there.data, format)
    assert back.status == 0 and back.data == data and back.faults() == []


@pytest.mark.parametrize("path", sources.every("elmo", "elm"))
def test_with_residue(converter, path):
    """What was carried is there again. XML: every leaf at its path; JSON: every value, for shapes differ."""
    data, format = readable(converter, path), format_of(path)
    there = converter(data, other[format], carry="residue")
    if there.status:
        assert "(carry/residue)" in there.told
        return
    back = converter(there.data, format)
    assert back.status == 0 and back.faults() == []
    before, after = contract.tree_of(data).leaves, back.tree.leaves
    if format == "elmo":
        inside = next(p for p in before if p.split("/")[-1].startswith("generatedDate[")).rsplit("/", 1)[0]
        expected = {"/elmo" + k[len(inside):]: v for k, v in before.items() if k.startswith(inside + "/")}
        assert {k: v for k, v in after.items()} == expected
        return
    carried = {e["source"] for e in there.report.said if e["outcome"] == "carried"}
    away = {p for p in carried if before[p] not in set(after.values())}
    assert bool(away) == (path.name in STAYS_AWAY), sorted(away)


@pytest.mark.parametrize("path", sources.every("elmo"))
def test_without_a_carry_a_second_pass_changes_nothing(converter, path):
    """What survives the first way there and back survives every later one, byte for byte."""
    there = converter(readable(converter, path), "elm")
    back = converter(there.data, "elmo")
    again = converter(converter(back.data, "elm").data, "elmo")
    assert back.status == again.status == 0 and again.data == back.data


@pytest.fixture(scope="session")
def schemas(shared):
    files = {f"1.{n}": f"elmo-1.{n}.0.xsd" for n in range(8)} | {"2.0": "elmo-2.0.0-ns-v2.xsd"}
    return {v: etree.XMLSchema(etree.parse(str(shared / "reference" / "elmo" / "xsd" / name))) for v, name in files.items()}


@pytest.mark.parametrize("path", sources.every("elmo", "elm"))
def test_what_comes_back_is_what_the_schema_accepts(converter, schemas, path):
    """ELMO of any credential, and of any transcript by way of ELM, validates against the official schema."""
    data = readable(converter, path)
    credential = data if format_of(path) == "elm" else converter(data, "elm").data
    back = converter(credential, "elmo")
    assert back.status == 0
    schema = schemas["1.7"]
    assert schema.validate(etree.fromstring(back.data)), schema.error_log


def test_xmllint_agrees(converter, shared, tmp_path):
    """The same verdict from the command that people use."""
    made = tmp_path / "made.xml"
    made.write_bytes(converter(converter(elmo(), "elm").data, "elmo").data)
    try:
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", shared / "reference/elmo/xsd/elmo-1.7.0.xsd", made],
                              capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        pytest.skip("xmllint is not installed")
    assert done.returncode == 0, done.stderr


# ---- what was changed meanwhile is not undone

def changed(data, change):
    tree = json.loads(data)
    change(tree)
    return json.dumps(tree).encode()


def test_a_changed_credential_is_not_overwritten(converter):
    """The source that travels inside is no longer what the credential says, so it does not come back in its place."""
    source = elmo(course(head='<title xml:lang="en">Algebra</title>'))
    there = converter(source, "elm", carry="original").data
    edited = changed(there, lambda t: t["credentialSubject"]["hasClaim"][0]["specifiedBy"]["title"].update(en="Geometry"))
    back = converter(edited, "elmo")
    assert back.status == 0 and back.data != source
    assert "Geometry" in back.tree.leaves.values()
    assert "carry/restored" not in back.report.rules()


@pytest.mark.parametrize("change", [
    lambda t: t["credentialSubject"].update(givenName={"und": "Eva"}),
    lambda t: t["credentialSubject"]["hasClaim"].append(t["credentialSubject"]["hasClaim"][0] | {"id": "urn:x:2"}),
    lambda t: t["credentialSubject"]["hasClaim"][0]["specifiedBy"].pop("description"),
    lambda t: t["credentialSubject"]["hasClaim"][0]["awardedBy"].update(awardingDate="2020-01-01T00:00:00Z"),
], ids=["name", "claim added", "description removed", "date added"])
def test_any_change_of_the_record_counts(converter, change):
    source = elmo(course(head='<title xml:lang="en">Algebra</title><description xml:lang="en">Sums</description>'))
    there = converter(source, "elm", carry="original").data
    assert converter(there, "elmo").data == source != converter(changed(there, change), "elmo").data


def test_a_changed_transcript_is_not_overwritten(converter):
    source = elm([achievement(title="Algebra", favourite="yes")])
    there = converter(source, "elmo", carry="original").data
    assert converter(there, "elm").data == source
    edited = there.replace(b">Algebra<", b">Geometry<")
    assert edited != there
    back = converter(edited, "elm")
    assert back.status == 0 and back.tree.leaves[f"{CLAIM}/title/en"] == "Geometry"


def test_sealing_does_not_count_as_a_change(converter):
    """A seal gives the issuer an identifier and new dates; the record is the same, and its source comes back."""
    source = elmo()

    def seal(tree):
        tree.update(issued="2026-01-01T00:00:00Z", issuanceDate="2026-01-01T00:00:00Z")
        tree["issuer"] = small.organisation(9, eIDASIdentifier={"id": "urn:certificateIdentifier:1", "type": "LegalIdentifier",
                                                                "notation": "VATSE-1", "spatial": small.country("SWE")})
    back = converter(changed(converter(source, "elm", carry="original").data, seal), "elmo")
    assert back.data == source
    assert back.report.of("/issuer/eIDASIdentifier/notation")["rule"] == "carry/not-in-original"


@pytest.mark.parametrize("supplement", [
    b'{"defaultLanguage":"sv"}', b'{"title":{"en":"T"},"issuer":{"legalName":{"en":"Seal"},"country":"SE"},"defaultLanguage":"en"}',
    b'{"validUntil":"2030-01-01T00:00:00Z"}'])
def test_with_a_supplement(converter, supplement):
    """What the caller added at the time is no change, the default language of names and titles included."""
    source = elmo(course(head="<title>Algebra</title>"))
    there = converter(source, "elm", carry="original", supplement=supplement)
    assert converter(there.data, "elmo").data == source


def test_the_examples_of_the_repository(converter):
    data = (sources.TOP / "examples" / "transcript.xml").read_bytes()
    supplement = (sources.TOP / "examples" / "supplement.json").read_bytes()
    there = converter(data, "elm", carry="original", supplement=supplement)
    assert converter(there.data, "elmo").data == data


def test_an_older_version_comes_back_as_it_was(converter):
    """Without a version asked for, the embedded one is as good as any; with one, it is converted."""
    data = (sources.TOP / "tests/corpus/elmo/valid/version-1.0.xml").read_bytes()
    there = converter(data, "elm", carry="original").data
    assert converter(there, "elmo").data == data
    assert converter(there, "elmo@1.7").data != data


def test_an_original_that_is_damaged(converter):
    """What can't be read any more is not restored; the record still converts."""
    there = converter(elmo(), "elm", carry="original").data
    for damage in (b"AAAA", b"!!!!", b""):
        tree = json.loads(there)
        tree["evidence"][0]["embeddedEvidence"][0]["content"] = damage.decode()
        back = converter(json.dumps(tree).encode(), "elmo")
        assert back.status == 0 and back.tree.leaves[f"{LOS}/title[1]"] == "Algebra"


def test_embedding_is_the_official_pattern(converter):
    """evidence of type Conversion, embeddedEvidence in base64, the schema and profile edc-converted."""
    tree = json.loads(converter(elmo(), "elm", carry="original").data)
    assert tree["credentialSchema"][0]["id"] == "http://data.europa.eu/snb/model/ap/edc-converted"
    assert tree["credentialProfiles"][0]["id"] == "http://data.europa.eu/snb/credential/c_7e400154"
    evidence = tree["evidence"][0]
    assert evidence["dcType"]["id"] == "http://data.europa.eu/snb/evidence-type/c_c4f849d7"
    media = evidence["embeddedEvidence"][0]
    assert media["contentType"]["id"] == small.FILE_TYPE + "XML"
    assert media["contentEncoding"]["id"] == "http://data.europa.eu/snb/encoding/6146cde7dd"


# ---- residue that somebody else wrote

def with_residue(*texts):
    """A credential whose residue says what it likes."""
    note = {"id": "urn:epass:note:residue", "type": "Note", "subject": {"id": "urn:libedu:note:residue", "type": "Concept"},
            "noteLiteral": {"zxx": list(texts)}}
    return elm([achievement(additionalNote=note)])


@pytest.mark.parametrize("text", [
    "=/elmo/learner[1]/@a<b v", "=/elmo/learner[1]/1a[1] v", "=/elmo/learner[1]/x:y[1] v", "=/elmo/learner[1]/a\"b[1] v",
    "+/elmo/learner[1]/q[1] <q", "+/elmo/q[1] <a/><b/>", "+/elmo/q[1] <!DOCTYPE q><q/>", "=", "", "x", "=/", "=/elmo t", "-/elmo x",
    "=/elmo/report[99999999999]/x[1] z", "=/elmo/report[0]/x[1] z", "=/other/report[1] z", "-/elmo/learner[1]/givenNames[1] ",
])
def test_hostile_residue_in_a_credential(converter, text):
    """Whatever it says, what is written is XML, and the ledger is complete."""
    made = converter(with_residue(text), "elmo")
    assert made.status == 0 and made.faults() == []
    etree.fromstring(made.data)


@pytest.mark.parametrize("path, kind, text", [
    ("/note", "number", "1, &quot;evil&quot;: 2"), ("/note", "number", "01"), ("/note", "number", "+1"), ("/note", "number", "1e"),
    ("/note", "number", "-0.5E+7"), ("/note", "true", "x"), ("/note", "null", "x"), ("/note", "object", "{}"), ("/note", "string", "&#9;"),
    ("/a&quot;b", "string", "x"), ("/type/0/x", "string", "x"), ("/~", "string", "x"), ("note", "string", "x"), ("", "string", "x"),
    ("/credentialSubject/hasClaim/99999999999/title/en", "string", "x"), ("/@context/0", "string", "urn:x"), ("/1/2/3", "string", "x"),
])
def test_hostile_residue_in_a_transcript(converter, path, kind, text):
    """Whatever it says, what is written is JSON, a number is one, and the ledger is complete."""
    residue = f'<extension><residue xmlns="{NAMESPACE}" path="{path}" kind="{kind}">{text}</residue></extension>'
    there = converter(elmo(tail=residue), "elm")
    assert there.status == 0 and there.faults() == []
    tree = json.loads(there.data)
    assert "evil" not in tree and tree["credentialSubject"]["familyName"] == {"und": "Lind"}


def test_markup_that_travels_keeps_its_namespaces(converter):
    tail = '<extension><v:x xmlns:v="urn:v" v:a="1"><v:y>2</v:y>tail</v:x></extension>'
    source = elmo(tail=tail)
    back = converter(converter(source, "elm", carry="residue").data, "elmo")
    assert back.tree.leaves == contract.tree_of(source).leaves
    assert etree.fromstring(back.data).find(".//{urn:v}y").text == "2"
