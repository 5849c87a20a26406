"""EWP: responses with transcripts of several learners, and the rules for them."""
import json
import subprocess

import pytest

RESPONSE = "tests/corpus/ewp/valid/tors-two.xml"
TOR = "/imobility-tors-get-response/tor[%d]"
ELMO = TOR + "/elmo[1]"
FIRST = ELMO % 1
COURSE = "/report[1]/learningOpportunitySpecification[1]"
ESI = "urn:schac:personalUniqueCode:int:esi:example.org:4701"

# What is changed in the first transcript of a response without findings; the rule, its severity and place. No rule: it is
# just within.
CHANGES = {
    "no esi": ('type="esi"', 'type="local"', "ewp/esi", "warning", "/learner[1]"),
    "esi of a country": (ESI, "urn:schac:personalUniqueCode:int:esi:se:4701", None),
    "esi in other letters": (ESI, "URN:SCHAC:personaluniquecode:int:ESI:example.org:4701", None),
    "esi that is national": (ESI, "urn:schac:personalUniqueCode:se:esi:example.org:4701", "elmo/esi", "warning",
                             "/learner[1]/identifier[1]"),
    "esi without code": (ESI, "urn:schac:personalUniqueCode:int:esi:example.org:", "elmo/esi", "warning", "/learner[1]/identifier[1]"),
    "esi without place": (ESI, "urn:schac:personalUniqueCode:int:esi:4701", "elmo/esi", "warning", "/learner[1]/identifier[1]"),
    "esi of a bare number": (ESI, "4701", "elmo/esi", "warning", "/learner[1]/identifier[1]"),
    "schac is a person's": ('schac">example.org', 'schac">urn:schac:personalUniqueCode:se:1', "elmo/schac", "warning",
                            "/report[1]/issuer[1]/identifier[1]"),
    "schac is an address": ('schac">example.org', 'schac">https://example.org', "elmo/schac", "warning",
                            "/report[1]/issuer[1]/identifier[1]"),
    "schac without a point": ('schac">example.org', 'schac">example', "elmo/schac", "warning", "/report[1]/issuer[1]/identifier[1]"),
    "schac ends in a point": ('schac">example.org', 'schac">example.org.', "elmo/schac", "warning", "/report[1]/issuer[1]/identifier[1]"),
    "schac below": ('schac">example.org', 'schac">x-1.2.example.org', None),
    "pic of nine digits": ('<identifier type="schac">', '<identifier type="pic">999572294</identifier><identifier type="schac">', None),
    "pic of eight digits": ('<identifier type="schac">', '<identifier type="pic">99957229</identifier><identifier type="schac">',
                            "elmo/pic", "warning", "/report[1]/issuer[1]/identifier[1]"),
    "los-id of a new type": ("CR/algebra-1<", "XY/algebra-1<", None),
    "los-id without type": ("CR/algebra-1<", "algebra-1<", "ewp/los-id", "warning", COURSE + "/identifier[1]"),
    "los-id just short enough": ("CR/algebra-1<", "CR/" + "a" * 40 + "<", None),
    "los-id too long": ("CR/algebra-1<", "CR/" + "a" * 41 + "<", "ewp/los-id", "warning", COURSE + "/identifier[1]"),
    "loi-id with blanks": ("CRI/algebra-1-2024", "CRI/algebra 1", "ewp/loi-id", "warning",
                           COURSE + "/specifies[1]/learningOpportunityInstance[1]/identifier[1]"),
    "other namespace": ("elmo-schemas/tree/v1", "elmo-schemas/tree/v1.3.0", "ewp/namespace", "error", ""),
    "signature inside": ("</report>", '</report><Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>', "ewp/signature", "info",
                         "/Signature[1]"),
    "field not in the table": ("<iscedCode>0541", "<iscedCode>0542", "ewp/isced", "warning", COURSE + "/iscedCode[1]"),
    "grade not in the table": ("<resultLabel>B", "<resultLabel>C", "ewp/grade", "info",
                               COURSE + "/specifies[1]/learningOpportunityInstance[1]/resultLabel[1]"),
}
OUTSIDE = {
    "percentages short of a hundred": ('"10.3"', '"9.7"', "ewp/percentage", "warning", TOR % 1 + "/gradeConversionTable[1]/iscedTable[1]"),
    "percentages near a hundred": ('"10.3"', '"10.8"', None),
    "negative percentage": ('"10.3"', '"-10.3"', "ewp/percentage", "warning", TOR % 1 + "/gradeConversionTable[1]/iscedTable[1]"),
    "percentage is no number": ('"10.3"', '"10,3"', "elmo/datatype", "error",
                                TOR % 1 + "/gradeConversionTable[1]/iscedTable[1]/gradeFrequency[3]/@percentage"),
    "the same mobility twice": ("4d6f6269-0002", "4d6f6269-0001", "ewp/mobility-twice", "warning", TOR % 2 + "/omobility-id[1]"),
    "mobility with blanks": ("4d6f6269-0001", "4d6f6269 0001", "elmo/pattern", "error", TOR % 1 + "/omobility-id[1]"),
    "mobility of 64 characters": ("4d6f6269-0001", "m" * 64, None),
    "mobility of 65 characters": ("4d6f6269-0001", "m" * 65, "elmo/pattern", "error", TOR % 1 + "/omobility-id[1]"),
    "no mobility": ("<omobility-id>4d6f6269-0001</omobility-id>", "", "elmo/missing", "error", TOR % 1),
    "version 1 of the interface": ("blob/stable-v2/", "blob/stable-v1/", None),
}


@pytest.fixture
def response(top):
    return (top / RESPONSE).read_text(encoding="utf-8")


def findings(run, text):
    done = run("validate", "--json", "-", data=text.encode())
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("case", [*CHANGES, *OUTSIDE])
def test_rule(run, response, case):
    old, new, rule, *more = (CHANGES | OUTSIDE)[case]
    changed = response.replace(old, new, 1)
    assert changed != response
    found = findings(run, changed)
    if rule is None:
        assert found == []
        return
    severity, path = more
    where = path if case in OUTSIDE else FIRST + path
    assert (rule, severity, where) in [(f["rule"], f["severity"], f["path"]) for f in found]
    assert {f["rule"] for f in found} <= {rule, "elmo/A6", "elmo/namespace"}
    assert "4701" not in str(found), "a finding tells a value"


def test_a_response_is_as_valid_as_its_schema_says(run, response, shared, tmp_path, figures):
    """xmllint with EWP's own schema, over the response and each of its changes that the schema can tell."""
    schema = shared / "reference/elmo/xsd/ewp-imobility-tors-2.0.0.xsd"
    texts = {"untouched": response}
    for case, (old, new, *_) in (CHANGES | OUTSIDE).items():
        texts[case] = response.replace(old, new, 1)
    for case, text in texts.items():
        (tmp_path / "r.xml").write_text(text, encoding="utf-8")
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, tmp_path / "r.xml"], capture_output=True)
        errors = [f for f in findings(run, text) if f["severity"] == "error"]
        if case in ("version 1 of the interface", "signature inside"):
            continue  # another schema; an empty Signature is no business of ours
        assert (done.returncode == 0) == (not errors), (case, done.stderr)
    figures.append(f"{len(texts)} EWP responses judged as by EWP's schema")


def test_a_response_with_nothing_is_valid(run, top):
    assert run("validate", top / "tests/corpus/ewp/valid/tors-empty.xml").stdout == b""


@pytest.mark.parametrize("verb", [["convert", "--to", "elm"], ["inspect"]])
def test_nothing_to_convert(run, top, verb):
    done = run(*verb, top / "tests/corpus/ewp/valid/tors-empty.xml")
    assert done.returncode == 65 and b"(ewp/none)" in done.stderr
