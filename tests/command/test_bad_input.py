"""Input that nobody wants: each gets one clear error with a place, and no crash, leak or hang."""
import json
import re

import pytest

from documents import NS, elm, elm_tree, elmo, report

LEARNER = b"Marker-Lind"


def refused(run, data, tmp_path, status=65, name="bad.xml", place=False):
    """convert and validate refuse it with one line; the line holds no value of the document."""
    path = tmp_path / name
    path.write_bytes(data)
    done = run("convert", "--to", "elm", "-o", tmp_path / "out", path)
    told = done.stderr.decode().splitlines()
    assert done.returncode == status, done
    assert len(told) == 1 and told[0].startswith(f"edu: {path}:"), told
    assert LEARNER not in done.stderr
    assert not (tmp_path / "out").exists() and not done.stdout
    if place:
        assert re.match(rf"edu: {re.escape(str(path))}:\d+:\d+: ", told[0]), told
    assert run("validate", path).returncode == status
    return told[0]


def findings(run, data, tmp_path, name="bad.xml"):
    path = tmp_path / name
    path.write_bytes(data)
    done = run("validate", "--json", path)
    assert done.returncode == 1, (done.returncode, done.stderr)
    assert LEARNER not in done.stdout
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


# ---- not even a document

@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf", b"\x00\x00\x00\x00", b"\xff\xfe<\x00e\x00", b"PK\x03\x04rest"])
def test_nothing_in_it(run, tmp_path, data):
    refused(run, data, tmp_path)


def test_not_utf8(run, tmp_path):
    refused(run, elmo().replace(b"Algebra", b"Alg\xe8bre"), tmp_path, place=True)
    refused(run, elm().replace(b"Algebra", b"Alg\xe8bre"), tmp_path, name="bad.json", place=True)
    refused(run, elm().replace(b"Algebra", b"Alg\xed\xa0\x80"), tmp_path, name="bad.json", place=True)


@pytest.mark.parametrize("whole, name", [(elmo(), "t.xml"), (elm(), "t.json")], ids=["xml", "json"])
def test_truncated_at_every_byte(run, tmp_path, whole, name):
    """Cut files go through the command in one run for each hundred: a folder of them, one error each."""
    end = len(whole.rstrip())
    for start in range(0, end, 100):
        folder = tmp_path / f"{start:05}"
        folder.mkdir()
        for n in range(start, min(start + 100, end)):
            (folder / f"{n:05}-{name}").write_bytes(whole[:n])
        done = run("validate", "--jobs", "0", folder)
        told = done.stderr.decode().splitlines()
        assert done.returncode == 65 and not done.stdout
        assert len(told) == min(start + 100, end) - start


# ---- XML

@pytest.mark.parametrize("doctype", [
    b"<!DOCTYPE elmo>", b'<!DOCTYPE elmo SYSTEM "elmo.dtd">',
    b'<!DOCTYPE elmo [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    b'<!DOCTYPE elmo [<!ENTITY % x SYSTEM "http://example.invalid/x">%x;]>',
    b"<!DOCTYPE elmo [<!ENTITY a \"" + b"a" * 100 + b"\">" +
    b"".join(b'<!ENTITY a%d "%s">' % (i, b"&a%d;" % (i - 1) * 10 if i else b"&a;" * 10) for i in range(12)) + b"]>",
])
def test_doctype(run, tmp_path, doctype):
    data = elmo().replace(b"<elmo ", doctype + b"<elmo ", 1).replace(b"Algebra", b"&x;" if b"ENTITY x" in doctype else b"Algebra")
    line = refused(run, data, tmp_path)
    assert "(xml/doctype)" in line


@pytest.mark.parametrize("data", [
    elmo().replace(b"Algebra", b"&nbsp;"), elmo().replace(b"Algebra", b"&#0;"), elmo().replace(b"Algebra", b"a & b"),
    elmo().replace(b"</title>", b"</tittle>", 1), elmo() + b"<more/>", elmo().replace(b"<title ", b"<q:title ", 1),
    elmo().replace(b'localId="g1"', b'localId="g1" localId="g1"'),
])
def test_not_well_formed(run, tmp_path, data):
    refused(run, data, tmp_path, place=True)


def test_deep_xml(run, tmp_path):
    refused(run, elmo(extra="<x>" * 100_000 + "</x>" * 100_000), tmp_path)
    refused(run, b"<a>" * 100_000, tmp_path)


@pytest.mark.parametrize("data", [
    b"<transcript/>", b'<elmo xmlns="urn:somebody"/>', b'<elmo xmlns="http://purl.org/net/elmo"/>',
    b'<x:elmo xmlns:x="urn:somebody"/>', b"<html><body/></html>",
])
def test_unknown_root(run, tmp_path, data):
    refused(run, data, tmp_path)


def test_the_elmo_of_2015_is_named(run, tmp_path):
    assert "2015" in refused(run, b'<elmo xmlns="http://purl.org/net/elmo"/>', tmp_path)


@pytest.mark.parametrize("data", [elmo(learner=""), elmo(reports="")], ids=["learner", "report"])
def test_without_learner_or_report(run, tmp_path, data):
    assert any(f["severity"] == "error" for f in findings(run, data, tmp_path))


# ---- JSON

@pytest.mark.parametrize("data", [
    b'{"a":1,"a":2}', b'{"a":{"b":1,"\\u0062":2}}', b"[1,]", b"{} {}", b"nul", b'{"a":"\\ud800"}', b'"\t"', b"[01]", b"[1.]",
    b"[+1]", b"[NaN]", b"{'a':1}", b'{"a" 1}', b"[1e]", b'["\\x"]',
])
def test_not_json(run, tmp_path, data):
    refused(run, data, tmp_path, name="bad.json", place=True)


def test_duplicate_member(run, tmp_path):
    data = elm().replace(b'"issued"', b'"issued": "2020-01-01T00:00:00Z", "issued"', 1)
    assert "duplicate" in refused(run, data, tmp_path, name="bad.json", place=True)


def test_deep_json(run, tmp_path):
    refused(run, b"[" * 100_000 + b"]" * 100_000, tmp_path, name="bad.json")
    refused(run, b'{"a":' * 100_000, tmp_path, name="bad.json")


@pytest.mark.parametrize("number", ["1e999", "-0.0", "9" * 10_000, "0." + "1" * 10_000, "2.50", "1E+2", "9007199254740993"])
def test_numbers_are_kept_or_refused(run, tmp_path, number):
    data = elm(unknownNumber="@").replace(b'"@"', number.encode())
    done = run("convert", "--to", "elm", "-", data=data)
    if done.returncode == 0:
        assert b'"unknownNumber": %s' % number.encode() in done.stdout
    else:
        assert done.returncode == 65


@pytest.mark.parametrize("context", [
    "https://www.w3.org/2018/credentials/v1", ["https://www.w3.org/ns/credentials/v2", "http://data.europa.eu/snb/model/context/edc-ap"],
    ["https://www.w3.org/2018/credentials/v1", "https://example.org/context"], [], {"id": "@id"},
    ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap", {"x": "urn:x"}],
])
def test_unknown_context(run, tmp_path, context):
    refused(run, elm(**{"@context": context}), tmp_path, name="bad.jsonld")


def test_missing_context(run, tmp_path):
    tree = elm_tree()
    del tree["@context"]
    refused(run, json.dumps(tree).encode(), tmp_path, name="bad.jsonld")


@pytest.mark.parametrize("data", [b"{}", b"[]", b'{"type":"Course"}', b"1", b'"text"', b"null"])
def test_unknown_json(run, tmp_path, data):
    refused(run, data, tmp_path, name="bad.json")


def test_one_id_for_two_nodes(run, tmp_path):
    tree = elm_tree()
    tree["credentialSubject"]["id"] = tree["issuer"]["id"]
    data = json.dumps(tree).encode()
    assert any(f["severity"] == "error" for f in findings(run, data, tmp_path, "bad.jsonld"))


def test_reference_to_nothing(run, tmp_path):
    tree = elm_tree()
    tree["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"] = {"id": "urn:epass:org:404"}
    found = findings(run, json.dumps(tree).encode(), tmp_path, "bad.jsonld")
    assert any(f["severity"] == "error" and f["path"].startswith("/credentialSubject/hasClaim/awardedBy/awardingBody") for f in found)
    instance = "<gradingSchemeLocalId>g404</gradingSchemeLocalId>"
    found = findings(run, elmo(reports=report(instance=instance)), tmp_path)
    assert any(f["severity"] == "error" and "gradingSchemeLocalId" in f["path"] for f in found)


# ---- readable, and wrong

def test_impossible_date(run, tmp_path):
    found = findings(run, elmo(reports=report(instance="<date>2026-02-30</date>")), tmp_path)
    assert any(f["severity"] == "error" and f["path"].endswith("/date[1]") for f in found)


def test_attachment_that_is_no_base64(run, tmp_path):
    attachment = "<attachment><content>data:application/pdf;base64,JVBER@@@</content></attachment>"
    path = tmp_path / "t.xml"
    path.write_bytes(elmo(reports=report(attachment=attachment)))
    told = [json.loads(line) for line in run("validate", "--json", path).stdout.decode().splitlines()]
    assert any("/content[1]" in f["path"] and f["severity"] in ("error", "warning") for f in told)
    assert run("convert", "--to", "elm", "-o", tmp_path / "out", path).returncode in (0, 1)


def test_two_grading_schemes_of_one_name(run, tmp_path):
    found = findings(run, elmo(reports=report(schemes=["g1", "g1"])), tmp_path)
    assert any("gradingScheme" in f["path"] for f in found)
    # in two reports the same name is two schemes, and nothing is wrong
    path = tmp_path / "two.xml"
    path.write_bytes(elmo(reports=report() + report()))
    told = run("validate", "--json", path).stdout.decode().splitlines()
    assert not any("gradingScheme" in json.loads(line)["path"] and json.loads(line)["severity"] == "error" for line in told)
    assert run("convert", "--to", "elm", "-o", tmp_path / "out", path).returncode == 0


# ---- too much

@pytest.mark.parametrize("around", [(b"", b""), (f'<elmo xmlns="{NS}">'.encode(), b"</elmo>"), (b'{"a":', b"1}")],
                         ids=["nothing", "xml", "json"])
def test_a_gigabyte_of_blanks(run, tmp_path, around):
    path = tmp_path / "blank"
    with open(path, "wb") as file:
        file.write(around[0])
        for _ in range(1024):
            file.write(b" " * (1 << 20))
        file.write(around[1])
    try:
        done = run("validate", path)
        assert done.returncode == 65 and len(done.stderr.decode().splitlines()) == 1
    finally:
        path.unlink()


def test_endless_input(run):
    with open("/dev/zero", "rb") as zero:
        done = run("validate", "-", stdin=zero)
    assert done.returncode == 65
