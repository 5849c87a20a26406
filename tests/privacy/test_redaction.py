"""edu redact: what a policy removes is gone from all that is written, and every value of the source is accounted for."""
import base64
import hashlib
import hmac
import json
import pathlib
import re
import sys
import uuid

import pytest

import marked

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "conversion"))
import contract  # noqa: E402

POLICIES = ["name-only", "no-identifiers", "pseudonymous", "results-only", "titles-and-credits"]
NAMES = {"givenName", "familyName"}
# What of the person each policy lets through.
LETS_THROUGH = {"name-only": NAMES, "pseudonymous": set(), "results-only": set(), "titles-and-credits": set(),
                "no-identifiers": NAMES | {"birthName", "birthDate", "birthPlace", "address"}}


def told(redacted):
    return redacted.told + json.dumps(redacted.entries)


@pytest.fixture(params=["elmo", "elm", "ooapi"])
def document(request, top):
    return marked.all_formats(top)[request.param]


@pytest.mark.parametrize("policy", POLICIES)
def test_what_a_policy_removes_is_nowhere(redact, key, document, policy):
    done = redact(document, policy, "--key", key)
    assert done.status == 0, done.told
    text = done.data.decode()
    for what, value in marked.PERSON.items():
        if what not in LETS_THROUGH[policy]:
            assert value not in text, (policy, what)
        assert value not in told(done), (policy, what)
    if policy != "titles-and-credits" and "ooapi" not in text:
        assert marked.RESULTS["title"] in text or "associationId" in text


@pytest.mark.parametrize("policy", POLICIES)
def test_every_leaf_is_in_the_ledger_once(redact, key, document, policy):
    done = redact(document, policy, "--key", key)
    assert sorted(e["source"] for e in done.entries if e["source"] is not None) == sorted(contract.tree_of(document).leaves)
    targets = {e["target"] for e in done.entries if e["target"] is not None}
    assert set(contract.tree_of(done.data).leaves) <= targets
    for entry in done.entries:
        assert (entry["target"] is None) == (entry["outcome"] == "lost"), entry
        assert entry["rule"].startswith("redact/") or entry["rule"] == "convert/exact"
    counted = {o: sum(e["outcome"] == o for e in done.entries) for o in done.counts}
    assert counted == done.counts


@pytest.mark.parametrize("policy", POLICIES)
def test_the_result_reads_validates_and_converts(redact, run, key, document, policy):
    done = redact(document, policy, "--key", key)
    before = run("validate", "-", data=document).stdout.decode().count(" error ")
    after = run("validate", "-", data=done.data)
    assert after.stdout.decode().count(" error ") <= before, after.stdout.decode()
    assert run("convert", "--to", "elm", "-o", "/dev/null", "-", data=done.data).returncode == 0


@pytest.mark.parametrize("policy", POLICIES)
def test_redacting_again_changes_no_value(redact, key, document, policy):
    if policy == "pseudonymous":
        pytest.skip("a pseudonym of a pseudonym is another one")
    once = redact(document, policy, "--key", key)
    again = redact(once.data, policy, "--key", key)
    masked = [re.sub(rb"0{8}-0000-8000-8000-[0-9a-f]{12}", b"ID", r.data) for r in (once, again)]
    assert again.status == 0 and masked[0] == masked[1]


def test_same_input_same_bytes(redact, key, document):
    assert redact(document, "pseudonymous", "--key", key).data == redact(document, "pseudonymous", "--key", key).data


def test_kept_values_are_exact(redact, top):
    done = redact(marked.elmo(), "results-only")
    assert done.of("/elmo/report[1]/issuer[1]/title[1]")["outcome"] == "exact"
    assert done.of("/elmo/learner[1]/bday[1]") == {"source": "/elmo/learner[1]/bday[1]", "target": None, "outcome": "lost",
                                                  "rule": "redact/removed"}


def test_what_has_no_place_in_the_core_is_left_out(redact):
    done = redact(marked.elmo(), {"otherwise": "keep"})
    extension = [e for e in done.entries if e["source"] and "/extension" in e["source"]]
    assert extension and all(e["rule"] == "redact/unmapped" for e in extension)


def test_what_has_no_place_stays_when_the_policy_says_so(redact, top):
    done = redact(marked.elm(top), {"otherwise": "keep", "unmapped": "keep", "ids": "keep"})
    assert b"unheardOf" in done.data and done.counts["lost"] == 0


def test_comments_and_instructions_go(redact):
    data = marked.elmo().replace(b"<report>", b"<?secret marker-instruction?><report><!-- marker-comment -->")
    done = redact(data, {"otherwise": "keep"})
    assert b"marker-" not in re.sub(rb"marker-(identifier|national)-\d+", b"", done.data)


def test_names_of_unknown_members_go(redact, top):
    done = redact(marked.elm(top), {"otherwise": "keep"})
    assert b"WordInAName" not in done.data and b"unheardOf" not in done.data


def test_ids_are_counted_anew_and_references_follow(redact, top):
    done = redact(marked.elm(top), {"otherwise": "keep"})
    document = json.loads(done.data)
    claim = document["credentialSubject"]["hasClaim"]
    assert claim["provenBy"]["awardedBy"]["id"] == claim["awardedBy"]["id"] != "urn:epass:awardingProcess:1"
    assert uuid.UUID(document["credentialSubject"]["id"].removeprefix("urn:uuid:")).version == 8
    assert done.of("/credentialSubject/id")["rule"] == "redact/renamed"


def test_words_that_everybody_uses_keep_their_ids(redact, top):
    document = json.loads(redact(marked.elm(top), {"otherwise": "keep"}).data)
    country = document["issuer"]["location"]["address"]["countryCode"]
    assert country["id"] == "http://publications.europa.eu/resource/authority/country/NOR"


def test_nearest_rule_decides(redact):
    policy = {"otherwise": "keep", "remove": ["learner"], "keep": ["learner.givenName", "Person.birthDate"]}
    text = redact(marked.elmo(), policy).data.decode()
    assert "Markergiven" in text and "1987-06-05" in text and "Markerfamily" not in text and "Markerbirth" not in text


def test_longer_path_wins_in_one_place(redact):
    policy = {"otherwise": "remove", "keep": ["Organisation", "issued", "generated", "award.issued", "Achievement.title"],
              "remove": ["award.body.homepage"]}
    text = redact(marked.elmo(), policy).data.decode()
    assert "Lundby University" in text and "lundby.example/" not in text


def test_references_to_what_is_gone_go(redact, top):
    data = (top / "tests/corpus/elmo/valid/everything-1.7.xml").read_bytes()
    assert b"<ref" in data and b"<ref" not in redact(data, "no-identifiers").data


def test_second_birth_date_does_not_come_to_light(redact):
    data = marked.elmo().replace(b"<bday>", b"<dateOfBirth>1986-01-01</dateOfBirth><bday>")
    done = redact(data, {"otherwise": "keep", "unmapped": "keep", "remove": ["Person.birthDate"]})
    assert b"1987-06-05" not in done.data and b"1986-01-01" not in done.data


# ---- pseudonyms ----

def pseudonym(key, recipient, scheme, value):
    """The construction of docs/privacy.md with Python's hmac."""
    own = hmac.digest(key, b"libedu pseudonym 1\0" + recipient.encode(), hashlib.sha256)
    made = hmac.digest(own, scheme.encode() + b"\0" + value.encode(), hashlib.sha256)[:16]
    number = int.from_bytes(made, "big") & ~(0xf << 76) & ~(0x3 << 62) | 8 << 76 | 2 << 62
    return f"urn:uuid:{uuid.UUID(int=number)}"


def test_pseudonym_is_the_documented_one_in_every_format(redact, key, document):
    done = redact(document, "pseudonymous", "--key", key, "--recipient", "https://master.example")
    expected = pseudonym(bytes(range(32)), "https://master.example", "studentNumber", marked.PERSON["identifier"])
    assert expected in done.data.decode()
    assert any(e["rule"] == "redact/pseudonym" and e["outcome"] == "derived" for e in done.entries)


def test_pseudonyms_differ_between_recipients_and_keys(redact, key, tmp_path):
    other = tmp_path / "other.key"
    other.write_bytes(bytes(32))
    made = {redact(marked.elmo(), "pseudonymous", "--key", k, "--recipient", r).data for k in (key, other) for r in "ab"}
    assert len(made) == 4


def test_no_pseudonym_without_a_key(redact, tmp_path):
    short = tmp_path / "short"
    short.write_bytes(b"fifteen bytes..")
    for options in ((), ("--key", short)):
        done = redact(marked.elmo(), "pseudonymous", *options)
        assert done.status == 65 and "redact/key" in done.told and not done.data


def test_a_pseudonym_has_no_scheme_of_others(redact, key):
    text = redact(marked.elmo(), "pseudonymous", "--key", key).data.decode()
    assert "studentNumber" not in text and "nationalIdentifier" not in text and '<identifier type="local">urn:uuid:' in text


# ---- what the schema demands ----

def test_demanded_values_are_placeholders_and_told_as_defaulted(redact):
    done = redact(marked.elmo(), "results-only")
    assert re.search(rb"<givenNames\s*/>|<givenNames></givenNames>", done.data)
    assert {"source": None, "target": "/elmo/learner[1]/givenNames[1]", "outcome": "defaulted",
            "rule": "redact/placeholder"} in done.entries
    assert done.of("/elmo/learner[1]/givenNames[1]")["rule"] == "redact/placeholder"


def test_what_nothing_can_stand_for_is_refused_with_its_place(redact):
    done = redact(marked.elmo(), {"otherwise": "keep", "remove": ["award.issued"]})
    assert done.status == 1 and "redact/demanded" in done.told and "/elmo/report[1]/issueDate[1]" in done.told
    assert not done.data and not done.entries


# ---- seals and what travels inside ----

def test_a_proof_goes_and_is_told(redact, top):
    document = json.loads(marked.elm(top))
    document["proof"] = {"type": "DataIntegrityProof", "proofValue": "zMarkerproof"}
    done = redact(json.dumps(document).encode(), {"otherwise": "keep", "unmapped": "keep"})
    assert done.of("/proof/proofValue")["rule"] == "redact/seal" and b"Markerproof" not in done.data
    assert "redact/seal" in done.told and "sign it anew" in done.told


def test_an_xml_signature_goes_and_is_told(redact, top):
    data = (top / "tests/corpus/elmo/valid/signature.xml").read_bytes()
    done = redact(data, {"otherwise": "keep"})
    assert "redact/seal" in done.rules() and "redact/seal" in done.told and b"Signature" not in done.data


def test_a_sealed_file_becomes_a_plain_one(redact, top):
    done = redact((top / "tests/corpus/elm/valid/sealed.jsonld").read_bytes(), "results-only")
    assert done.status == 0 and "redact/seal" in done.told and "signatures" not in json.loads(done.data)


def test_nothing_is_told_of_a_seal_where_there_is_none(redact):
    assert "seal" not in redact(marked.elmo(), "results-only").told


def decoded(data):
    """The bytes, and behind them what stands in them as base64."""
    found = re.findall(rb"[A-Za-z0-9+/]{64,}", data)
    return data + b"".join(base64.b64decode(t[:len(t) // 4 * 4]) for t in found)


@pytest.mark.parametrize("carry", ["original", "residue"])
@pytest.mark.parametrize("source, to", [(s, t) for s in ("elmo", "elm", "ooapi") for t in ("elmo", "elm", "ooapi") if s != t])
def test_what_travels_inside_is_left_out(redact, run, top, source, to, carry):
    data = marked.all_formats(top)[source]
    carrier = run("convert", "--to", to, "--carry", carry, "-", data=data).stdout
    assert carrier
    done = redact(carrier, {"otherwise": "keep", "unmapped": "keep", "remove": ["Person", "Attachment"]})
    assert done.status == 0, done.told
    for what, value in marked.PERSON.items():
        assert value.encode() not in decoded(done.data), what


# ---- policies ----

def test_policies_of_the_library_are_listed_and_shown(run):
    assert run("redact", "--list").stdout.decode().split() == POLICIES
    for name in POLICIES:
        policy = json.loads(run("redact", "--list", "--policy", name).stdout)
        assert policy["description"] and policy["otherwise"] in ("keep", "remove")


@pytest.mark.parametrize("policy, says", [
    ({}, "otherwise"), ({"otherwise": "maybe"}, "keep or remove"), ({"otherwise": "keep", "remove": ["Learner.x"]}, "class"),
    ({"otherwise": "keep", "remove": ["learner.shoeSize"]}, "property"), ({"otherwise": "keep", "remove": "learner"}, "array"),
    ({"otherwise": "keep", "remove": [7]}, "path"), ({"otherwise": "keep", "remove": [""]}, "path"),
    ({"otherwise": "keep", "pseudonym": ["learner.givenName"]}, "pseudonym"),
    ({"otherwise": "keep", "remove": ["learner"], "keep": ["learner"]}, "twice"),
    ({"otherwise": "keep", "forget": []}, "none of its"), ({"otherwise": "keep", "ids": "hide"}, "ids"),
    ({"otherwise": "keep", "unmapped": True}, "unmapped"), ({"otherwise": "keep", "description": 1}, "description"),
    ({"otherwise": "keep", "remove": ["learner."]}, "property"), ({"otherwise": "keep", "remove": ["learner..identifier"]}, "property"),
    ({"otherwise": "keep", "remove": ["Achievement" + ".part" * 9]}, "steps"),
])
def test_bad_policies_are_refused(redact, policy, says):
    done = redact(marked.elmo(), policy)
    assert done.status == 1 and "redact/policy" in done.told and says in done.told, done.told
    assert not done.data


def test_a_policy_that_is_no_json_is_refused(redact, run, tmp_path):
    path = tmp_path / "p.json"
    path.write_bytes(b'{"otherwise": "keep", "otherwise": "keep"}')
    said = run("redact", "-p", path, "-", data=marked.elmo()).stderr
    assert b"json/duplicate-member" in said and f"edu: {path}:1:".encode() in said
    assert run("redact", "-p", tmp_path / "absent", "-", data=marked.elmo()).returncode == 66
    assert run("redact", "-", data=marked.elmo()).returncode == 64


def test_several_inputs_into_a_folder(run, top, tmp_path):
    for name, data in marked.all_formats(top).items():
        (tmp_path / f"{name}.{'xml' if name == 'elmo' else 'json'}").write_bytes(data)
    out = tmp_path / "out"
    done = run("redact", "-p", "results-only", "-o", f"{out}/", "--report", f"{out}/", tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in out.iterdir()) == ["elm.jsonld", "elm.ledger.jsonl", "elmo.ledger.jsonl", "elmo.xml",
                                                     "ooapi.json", "ooapi.ledger.jsonl"]


def test_forms_are_refused(redact, top):
    done = redact((top / "tests/courses/documents/algebra.ttl").read_bytes(), "results-only")
    assert done.status == 65 and "redact/form" in done.told and not done.data
