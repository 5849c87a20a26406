"""Policies of selective disclosure: those that are shipped, on an ELM transcript, and policies of one's own."""
import json
import pathlib

import pytest

forge = pytest.importorskip("forge")
from cryptography.hazmat.primitives.asymmetric import ed25519    # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "libedu" / "trust" / "policies"
ISSUER = "https://www.fjordheim.example/id"
PERSONAL = ["Maja", "Lindqvist", "2002-02-28", "human-sex", "country/NOR\",\"type\":\"Concept\"", "personalUniqueCode"]


@pytest.fixture(scope="module")
def issuer():
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def credential(run, tmp_path):
    """An ELM credential of the example transcript."""
    out = tmp_path / "credential.jsonld"
    done = run("convert", "--to", "elm", "--supplement", ROOT / "examples" / "supplement.json", "-o", out, ROOT / "examples" / "transcript.xml")
    assert done.returncode == 0, done.stderr
    return json.loads(out.read_text())


def key_file(path, key):
    serialization = forge.serialization
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return path


@pytest.fixture
def issue(run, issuer, tmp_path):
    """issue(document, options…): what the command prints, or with fails=True what it says."""
    def go(document, *options, fails=False):
        path = tmp_path / "document.json"
        path.write_text(json.dumps(document))
        done = run("sign", "--suite", "sd-jwt", "--key", key_file(tmp_path / "k.pem", issuer), "--at", "2026-01-15T09:00:00Z", *options, path)
        assert (done.returncode != 0) == fails, done.stderr
        return done.stderr.decode() if fails else done.stdout.decode().strip()
    return go


@pytest.fixture
def token(issue, credential):
    return issue(credential, "--policy", "transcript")


@pytest.fixture
def show(run):
    def go(token, *places, policy="transcript"):
        words = [word for place in places for word in ("--show", place)]
        done = run("present", *(("--policy", policy) if policy else ()), *words, "-", data=token.encode())
        assert done.returncode == 0, done.stderr
        return done.stdout.decode().strip()
    return go


def payload(token):
    return json.loads(forge.unb64u(token.split("~")[0].split(".")[1]))


def disclosed(token):
    """Names and values of the disclosures."""
    return [json.loads(forge.unb64u(part))[1:] for part in token.split("~")[1:] if part and "." not in part]


def processed(issuer, token):
    """The claims as another implementation has them."""
    pytest.importorskip("sd_jwt")
    from jwcrypto.jwk import JWK
    from sd_jwt.verifier import SDJWTVerifier
    key = JWK(kty="OKP", crv="Ed25519", x=forge.b64u(issuer.public_key().public_bytes_raw()))
    return SDJWTVerifier(token, lambda iss, header: key, None, None).get_verified_payload()


# ---- the shipped ones ----

@pytest.mark.parametrize("policy", ["transcript", "diploma"])
def test_before_anything_is_shown_nothing_personal_is_there(issue, show, issuer, credential, policy):
    token = issue(credential, "--policy", policy)
    bare = show(token, policy=policy)
    assert not disclosed(bare)
    text = json.dumps(payload(bare), separators=(",", ":"), ensure_ascii=False)
    assert not any(value in text for value in PERSONAL), text
    assert set(processed(issuer, bare)["elm"]["credentialSubject"]) == {"type"} | ({"hasClaim"} if policy == "diploma" else set())


@pytest.mark.parametrize("policy", ["transcript", "diploma"])
def test_everything_shown_is_the_whole_document(issue, issuer, credential, policy):
    assert processed(issuer, issue(credential, "--policy", policy))["elm"] == credential


@pytest.mark.parametrize("policy", ["transcript", "diploma"])
@pytest.mark.parametrize("name", ["givenName", "familyName", "dateOfBirth", "gender", "id"])
def test_each_fact_of_the_learner_alone(issue, show, issuer, credential, policy, name):
    shown = show(issue(credential, "--policy", policy), f"/elm/credentialSubject/{name}", policy=policy)
    assert disclosed(shown) == [[name, credential["credentialSubject"][name]]]
    assert name in processed(issuer, shown)["elm"]["credentialSubject"]


@pytest.mark.parametrize("policy", ["transcript", "diploma"])
def test_one_identifier_alone(issue, show, issuer, credential, policy):
    two = {**credential, "credentialSubject": {**credential["credentialSubject"], "identifier": [{"notation": "a"}, {"notation": "b"}]}}
    shown = show(issue(two, "--policy", policy), "/elm/credentialSubject/identifier/1", policy=policy)
    assert processed(issuer, shown)["elm"]["credentialSubject"]["identifier"] == [{"notation": "b"}]


def test_one_result_alone(show, issuer, token, credential):
    shown = show(token, "/elm/credentialSubject/hasClaim/0/hasPart/1")
    subject = processed(issuer, shown)["elm"]["credentialSubject"]
    [claim] = subject["hasClaim"]
    assert set(subject) == {"type", "hasClaim"} and len(claim["hasPart"]) == 1
    [part] = claim["hasPart"]
    assert part["title"] == credential["credentialSubject"]["hasClaim"][0]["hasPart"][1]["title"]
    assert not {"provenBy", "creditReceived", "hasPart"} & set(part)


@pytest.mark.parametrize("name", ["provenBy", "creditReceived"])
def test_a_grade_and_its_credits_go_together(show, issuer, token, name):
    shown = show(token, f"/elm/credentialSubject/hasClaim/0/hasPart/1/{name}")
    [part] = processed(issuer, shown)["elm"]["credentialSubject"]["hasClaim"][0]["hasPart"]
    assert {"provenBy", "creditReceived"} <= set(part)
    # Without the policy the holder's software knows of no group.
    alone = disclosed(show(token, f"/elm/credentialSubject/hasClaim/0/hasPart/1/{name}", policy=None))
    assert sum(d[0] in ("provenBy", "creditReceived") for d in alone) == 1


def test_the_number_of_hidden_entries_is_a_multiple(token):
    assert len(payload(token)["elm"]["credentialSubject"]["_sd"]) == 16
    arrays = [d[1] for d in disclosed(token) if len(d) == 2 and d[0] in ("hasClaim", "hasPart")]
    assert arrays and all(len(a) == 8 and all(set(e) == {"..."} for e in a) for a in arrays)


def test_a_degree_is_open_in_a_diploma(issue, credential):
    [claim] = payload(issue(credential, "--policy", "diploma"))["elm"]["credentialSubject"]["hasClaim"]
    assert claim["title"] == credential["credentialSubject"]["hasClaim"][0]["title"] and "hasPart" not in claim


def test_members_that_nobody_foresaw_are_hidden(issue, credential):
    text = json.dumps(payload(issue({**credential, "x": "canary", "credentialSubject": {**credential["credentialSubject"], "y": "canary"}},
                                    "--policy", "transcript")))
    assert "canary" not in text


def test_the_claims_around_a_credential(issue, credential):
    claims = payload(issue({**credential, "validUntil": "2030-01-01T00:00:00Z"}, "--policy", "transcript"))
    assert [claims[name] for name in ("iss", "vct", "iat", "exp")] == [ISSUER, "urn:eudi:elm:1", 1768467600, 1893456000]
    assert payload(issue(credential, "--policy", "transcript", "--vct", "urn:other"))["vct"] == "urn:other"


def test_an_issuer_that_is_no_place_is_the_key(issue, verify, issuer, credential):
    token = issue({**credential, "issuer": {"id": "urn:epass:org:1"}}, "--policy", "transcript")
    assert payload(token)["iss"] == forge.did_of(issuer)
    assert verify(token.encode(), "--trust", forge.did_of(issuer))[0] == 0


def test_what_is_signed_is_not_taken_apart(issue, issuer, credential):
    for more in ({"proof": {}}, {"signature": "x"}, {"signatures": []}):
        assert "sd-jwt/signed" in issue({**credential, **more}, "--policy", "transcript", fails=True)
    assert "sign/object" in issue([], "--policy", "transcript", fails=True)


def test_installed_files_are_what_the_names_stand_for(issue, credential, issuer):
    for name in ("transcript", "diploma"):
        places = [sorted(str(d[0])[:200] for d in disclosed(issue(credential, "--policy", policy)) if len(d) == 2)
                  for policy in (name, SHIPPED / f"{name}.json")]
        assert places[0] == places[1]


# ---- what is in the credential counts ----

def seal_with(run, tmp_path, own, document):
    """Issued with a certificate, whose key names no iss."""
    path = tmp_path / "d.json"
    path.write_text(json.dumps(document))
    done = run("sign", "--suite", "sd-jwt", "--policy", "transcript", "--key", own / "pki" / "seal-rsa-TEST-ONLY-key.pem",
               "--cert", own / "pki" / "seal-rsa.pem", path)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("notation,expected", [("VATNL-000000000", "proven"), (None, "proven"), ("VATNL-111111111", "contradicted")])
def test_an_inner_issuer_and_the_certificate(run, verify, own, tmp_path, credential, notation, expected):
    inner = {"id": "urn:epass:org:1", "eIDASIdentifier": {"notation": notation}} if notation else {"id": "urn:epass:org:1"}
    facts = forge.Keys(own).rsa_certificate.subject.rfc4514_string()
    if notation == "VATNL-000000000" and notation not in facts:
        inner["eIDASIdentifier"]["notation"] = next(a.value for a in forge.Keys(own).rsa_certificate.subject
                                                    if a.oid.dotted_string == "2.5.4.97")
    token = seal_with(run, tmp_path, own, {**credential, "issuer": inner})
    assert "iss" not in payload(token.decode())
    status, verdict = verify(token, "--trust", own / "pki" / "anchor.pem")
    [part] = verdict["signatures"]
    assert part["binding"] == expected, verdict
    assert (status == 0) == (expected == "proven")


def test_the_validity_of_the_credential_inside(issue, verify, issuer, credential):
    keyed = {**credential, "issuer": forge.did_of(issuer)}
    assert verify(issue(keyed, "--policy", "transcript").encode(), "--trust", forge.did_of(issuer))[0] == 0
    for member, value in (("validFrom", "2027-01-01T00:00:00Z"), ("expirationDate", "2026-01-20T00:00:00Z")):
        status, verdict = verify(issue({**keyed, member: value}, "--policy", "transcript").encode(), "--trust", forge.did_of(issuer))
        assert status == 1, verdict


def test_the_status_of_the_credential_inside(issue, verify, issuer, credential):
    entry = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "1",
             "statusListCredential": "https://uni.example/list"}
    token = issue({**credential, "issuer": forge.did_of(issuer), "credentialStatus": entry}, "--policy", "transcript")
    assert verify(token.encode(), "--trust", forge.did_of(issuer))[1]["status"] == "unknown"


# ---- one's own ----

CLAIMS = {"iss": "https://x.example", "vct": "urn:t", "a": {"b": {"c": 1}, "c": 2}, "list": [1, 2, 3], "m": {"x": 1, "y": 2, "z": 3}}


@pytest.fixture
def policy_file(tmp_path):
    def go(**members):
        path = tmp_path / "policy.json"
        path.write_text(json.dumps(members))
        return path
    return go


@pytest.mark.parametrize("places,open_places,expected", [
    (["/a/b/c"], [], {"c": 1}), (["/a/**/c"], [], {"c": 3}), (["/**/c"], ["/a/c"], {"c": 1}), (["/list/[*]"], [], {1: 1, 2: 1, 3: 1}),
    (["/a/[*]"], [], {}), (["/list/*"], ["/list/1"], {1: 1, 3: 1}), (["/nowhere"], [], {}), (["/m/**"], [], {"m": 1, "x": 1, "y": 1, "z": 1}),
])
def test_places(issue, policy_file, places, open_places, expected):
    names = [d[0] for d in disclosed(issue(CLAIMS, "--policy", policy_file(alone=places, open=open_places)))]
    assert sorted(map(str, names)) == sorted(map(str, ["c", "c"] if expected == {"c": 3} else expected))


def test_a_policy_and_places_beside_it(issue, policy_file):
    names = [d[0] for d in disclosed(issue(CLAIMS, "--policy", policy_file(alone=["/m/x"]), "--hide", "/m/y"))]
    assert sorted(names) == ["x", "y"]


def test_groups_that_share_a_member_are_one(issue, show, policy_file):
    policy = policy_file(together=[{"in": "/m", "members": ["y", "z"]}, {"in": "/m", "members": ["x", "y"]}])
    assert sorted(d[0] for d in disclosed(show(issue(CLAIMS, "--policy", policy), "/m/z", policy=policy))) == ["x", "y", "z"]


@pytest.mark.parametrize("members,rule", [
    ({"alone": "/a"}, "policy/places"), ({"alone": ["a"]}, "policy/places"), ({"open": [1]}, "policy/places"),
    ({"together": {}}, "policy/together"), ({"together": [{"in": "/a"}]}, "policy/together"),
    ({"together": [{"in": "/a", "members": [1]}]}, "policy/together"), ({"pad": 1}, "policy/pad"), ({"pad": [{"at": "/a", "to": 0}]}, "policy/pad"),
    ({"pad": [{"at": "/a", "to": 1025}]}, "policy/pad"), ({"pad": [{"at": "/a", "to": -1}]}, "policy/pad"), ({"pad": [{"to": 2}]}, "policy/pad"),
    ({"claim": 1}, "policy/text"), ({"claim": "a/b"}, "policy/claim"), ({"vct": []}, "policy/text"), ({"alnoe": []}, "policy/member"),
    ({"alone": ["/vct"]}, "sd-jwt/hidden"),
])
def test_policies_that_are_refused(issue, policy_file, members, rule):
    assert rule in issue(CLAIMS, "--policy", policy_file(**members), fails=True)


def test_policies_that_are_none(issue, run, tmp_path):
    (tmp_path / "list.json").write_text("[]")
    assert "policy/object" in issue(CLAIMS, "--policy", tmp_path / "list.json", fails=True)
    issue(CLAIMS, "--policy", "no-such-policy", fails=True)
    assert run("sign", "--policy", "transcript", "--key", "k", "-", data=b"{}").returncode == 64


def test_a_thousand_places_take_no_time(issue, policy_file):
    """Two stars after each other must not multiply."""
    deep = {}
    for i in range(100):
        deep = {"a": deep, "b": 1}
    policy = policy_file(alone=["/" + "**/a/" * 30 + "c"])
    assert disclosed(issue({"vct": "urn:t", **deep}, "--policy", policy)) == []
