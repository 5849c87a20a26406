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


# ---- taken apart and put together

def canonical(data):
    from lxml import etree
    return etree.tostring(etree.fromstring(data, etree.XMLParser(remove_blank_text=True, remove_comments=True)), method="c14n")


@pytest.fixture
def two(top):
    return top / RESPONSE


def test_split_and_join_give_the_response_back(run, two, tmp_path):
    pytest.importorskip("lxml", reason="lxml is not installed")
    done = run("split", "-o", tmp_path, two)
    parts = [tmp_path / f"tors-two-{n}.xml" for n in (1, 2)]
    assert done.returncode == 0 and done.stdout.decode().splitlines() == [str(p) for p in parts]
    joined = run("join", *parts)
    assert joined.returncode == 0 and canonical(joined.stdout) == canonical(two.read_bytes())
    assert run("join", *parts).stdout == joined.stdout


def test_bare_transcripts_are_elmo(run, two, tmp_path, shared):
    assert run("split", "--bare", "-o", tmp_path, two).returncode == 0
    schema = shared / "reference/elmo/xsd/elmo-1.7.0.xsd"
    for n in (1, 2):
        subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, tmp_path / f"tors-two-{n}.xml"], check=True)


def test_what_is_joined_is_valid(run, two, tmp_path, shared, transcript):
    run("split", "--bare", "-o", tmp_path, two)
    made = tmp_path / "made.xml"
    done = run("join", "-o", made, f"a={tmp_path}/tors-two-1.xml", f"b={tmp_path}/tors-two-2.xml",
               f"x={transcript}")
    assert done.returncode == 0, done.stderr
    schema = shared / "reference/elmo/xsd/ewp-imobility-tors-2.0.0.xsd"
    subprocess.run(["xmllint", "--nonet", "--noout", "--schema", schema, made], check=True)


@pytest.mark.parametrize("words, status, rule", [
    (["{elmo}"], 1, b"ewp/mobility"), (["a b={elmo}"], 1, b"ewp/mobility"), (["a={elm}"], 64, b""), (["a=missing"], 66, b"file/missing"),
    (["a={signed}"], 1, b"ewp/signature"),
])
def test_join_refuses(run, top, tmp_path, words, status, rule):
    files = {"elmo": "examples/transcript.xml", "elm": "tests/corpus/elm/valid/plain.jsonld",
             "signed": "tests/corpus/elmo/valid/signature.xml"}
    operands = [w.format(**{k: top / v for k, v in files.items()}) for w in words]
    done = run("join", "-o", tmp_path / "out.xml", *operands)
    assert done.returncode == status and rule in done.stderr and not (tmp_path / "out.xml").exists()


def test_each_transcript_becomes_an_output_with_its_own_ledger(run, two, tmp_path):
    done = run("convert", "--to", "elm", "-o", f"{tmp_path}/out/", "--report", f"{tmp_path}/ledgers/", two)
    assert done.returncode == 0, done.stderr
    for n, name in ((1, "Ada"), (2, "Bo")):
        credential = json.loads((tmp_path / f"out/tors-two-{n}.jsonld").read_bytes())
        assert name in json.dumps(credential["credentialSubject"])
        lines = (tmp_path / f"ledgers/tors-two-{n}.ledger.jsonl").read_text(encoding="utf-8").splitlines()
        sources = [json.loads(line)["source"] for line in lines[1:-1]]
        assert f"{FIRST}/learner[1]/givenNames[1]" in sources
        assert any("gradeConversionTable" in (s or "") for s in sources) == (n == 1)


def test_their_ledgers_are_complete(edu, run, two, tmp_path, shared):
    """What is converted in one go is what split gives, whose ledgers the independent check finds complete."""
    run("split", "-o", tmp_path, two)
    parts = sorted(tmp_path.glob("*.xml"))
    for check in (["ledger.py", edu, "elm"], ["roundtrip.py", edu, "elmo"]):
        done = subprocess.run(["python3", shared / "check" / check[0], *check[1:], *parts], capture_output=True, text=True)
        assert done.returncode == 0 and len(parts) == 2, done.stdout + done.stderr
    assert run("convert", "--to", "elm", "-o", f"{tmp_path}/out/", two).returncode == 0
    for part in parts:
        assert run("convert", "--to", "elm", part).stdout == (tmp_path / f"out/{part.stem}.jsonld").read_bytes()


def test_several_need_a_folder(run, two, tmp_path):
    done = run("convert", "--to", "elm", two)
    assert done.returncode == 65 and b"-o DIR/" in done.stderr and b"(ewp/several)" in done.stderr and not done.stdout


def test_written_back_it_stays_one_response(run, two):
    assert run("convert", "--to", "elmo", two).stdout == two.read_bytes()


def test_the_source_travels_transcript_by_transcript(run, two, tmp_path):
    pytest.importorskip("lxml", reason="lxml is not installed")
    run("split", "-o", tmp_path, two)
    assert run("convert", "--to", "elm", "--carry", "original", "-o", f"{tmp_path}/out/", two).returncode == 0
    back = run("convert", "--to", "elmo", tmp_path / "out/tors-two-2.jsonld").stdout
    assert canonical(back) == canonical((tmp_path / "tors-two-2.xml").read_bytes())


def test_inspect_shows_each(run, two):
    shown = run("inspect", two).stdout.decode()
    assert shown.count("== ") == 2 and "Algebra 1" in shown and "Algebra 2" in shown and "Lind" not in shown
    assert len(run("inspect", "--json", two).stdout.splitlines()) == 2


def test_extract_finds_the_files_of_all(run, two, tmp_path):
    assert len(run("extract", "-o", tmp_path, two).stdout.splitlines()) == 2


def test_split_passes_over_what_is_no_response(run, transcript, tmp_path):
    done = run("split", "-o", tmp_path, transcript)
    assert done.returncode == 0 and b"nothing to take apart" in done.stderr and not list(tmp_path.iterdir())
