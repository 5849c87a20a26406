"""SD-JWT in JSON serialisation (RFC 9901, section 8): read, verified, presented, bound."""
import datetime
import json

import pytest

forge = pytest.importorskip("forge")
from test_sd_jwt import (ASKED, AUDIENCE, CLAIMS, ELEMENT, GRADE, NAME, NONCE, NOW, bind, claims_of, disclosure, issue,    # noqa: E402
                         jwk, seed_file)
from cryptography.hazmat.primitives.asymmetric import ed25519    # noqa: E402


@pytest.fixture(scope="module")
def issuer():
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture(scope="module")
def holder():
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))


def flattened(token, **header):
    """A compact token in JSON."""
    jwt, *disclosures, proof = token.split("~")
    head, payload, signature = jwt.split(".")
    return {"payload": payload, "protected": head, "signature": signature,
            "header": {"disclosures": disclosures, **({"kb_jwt": proof} if proof else {}), **header}}


def general(token, *others, **header):
    one = flattened(token, **header)
    payload = one.pop("payload")
    return {"payload": payload, "signatures": [one, *others]}


def compact(token):
    """The other way round, of the first signature."""
    one = token["signatures"][0] if "signatures" in token else token
    parts = [".".join([one["protected"], token["payload"], one["signature"]]), *one["header"]["disclosures"], one["header"].get("kb_jwt", "")]
    return "~".join(parts)


FORMS = pytest.mark.parametrize("form", [flattened, general])


@pytest.fixture
def token(issuer, holder):
    return issue(issuer, {**CLAIMS, "cnf": {"jwk": jwk(holder)}}, GRADE, NAME, ELEMENT)


@pytest.fixture
def check(verify, issuer):
    def go(document, *options):
        status, verdict = verify(json.dumps(document).encode(), *options, "--trust", forge.did_of(issuer))
        part = verdict["signatures"][0]
        return status, verdict["indication"], verdict["subIndication"] or "", part["rule"] or "", part["holder"]
    return go


# ---- the reference ----

@pytest.mark.parametrize("name", ["flattened_issuance", "flattened_presentation_kb", "general_presentation_kb"])
def test_the_examples_of_the_rfc_in_json(verify, vectors, name):
    where = vectors / "sd-jwt-rfc9901"
    document = json.loads((where / "s8-json" / f"{name}.json").read_text())
    first = document.get("signatures", [document])[0]
    options, at = [], "2023-06-01T00:00:00Z"
    if "kb_jwt" in first["header"]:
        claims = json.loads(forge.unb64u(first["header"]["kb_jwt"].split(".")[1]))
        options = ["--holder", "--audience", claims["aud"], "--nonce", claims["nonce"]]
        at = datetime.datetime.fromtimestamp(claims["iat"], datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    status, verdict = verify(where / "s8-json" / f"{name}.json", *options, "--trust", where / "issuer-key.jwk", at=at)
    part = verdict["signatures"][0]
    assert part["indication"] == "TOTAL-PASSED" and part["envelope"] == "sd-jwt", verdict
    assert part["holder"] == ("proven" if options else "not-required")
    # The second signature's key is not in the RFC.
    assert len(verdict["signatures"]) == (2 if name.startswith("general") else 1)


def test_what_another_implementation_writes_in_json(check, issuer, holder):
    pytest.importorskip("sd_jwt")
    from jwcrypto.jwk import JWK
    from sd_jwt.common import SDObj
    from sd_jwt.issuer import SDJWTIssuer
    key = JWK(**jwk(issuer, d=forge.b64u(issuer.private_bytes_raw())))
    made = SDJWTIssuer({"iss": forge.did_of(issuer), "vct": "urn:test", SDObj("a"): 1, "b": [SDObj(2), 3]}, key,
                       sign_alg="EdDSA", extra_header_parameters={"typ": "dc+sd-jwt"}, serialization_format="json")
    document = json.loads(made.sd_jwt_issuance)
    # It still writes what an early draft had: disclosures beside the signature. That is no SD-JWT of the RFC.
    if "disclosures" in document:
        assert check(document)[1:3] == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")
        document["header"] = {"disclosures": document.pop("disclosures")}
    assert check(document)[:2] == (0, "TOTAL-PASSED")


# ---- verified ----

@FORMS
def test_json_says_what_the_compact_form_says(check, token, holder, form):
    assert check(form(token)) == (0, "TOTAL-PASSED", "", "", "not-required")
    assert check(form(bind(holder, token)), *ASKED) == (0, "TOTAL-PASSED", "", "", "proven")
    assert check(form(token), *ASKED)[:3] == (2, "INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")


def test_a_second_signature_is_judged_and_not_bound(verify, token, issuer, holder):
    other = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(9, 41)))
    body = forge.unb64u(token.split("~")[0].split(".")[1])
    head, _, value = forge.compact(other, {"alg": "EdDSA", "typ": "dc+sd-jwt", "kid": forge.method_of(other)}, body).decode().split(".")
    document = general(bind(holder, token), {"protected": head, "signature": value, "header": {}})
    status, verdict = verify(json.dumps(document).encode(), *ASKED, "--trust", forge.did_of(issuer))
    assert [part["holder"] for part in verdict["signatures"]] == ["proven", "absent"] and status == 0
    document["signatures"][1]["header"]["disclosures"] = []
    status, verdict = verify(json.dumps(document).encode(), "--trust", forge.did_of(issuer))
    assert status == 1 and verdict["signatures"][1]["rule"] == "sd-jwt/header"


@pytest.mark.parametrize("change,sub,rule", [
    ({"disclosures": GRADE}, "FORMAT_FAILURE", "sd-jwt/disclosures"), ({"disclosures": [1]}, "FORMAT_FAILURE", "sd-jwt/disclosures"),
    ({"disclosures": [f"{GRADE}~{NAME}"]}, "FORMAT_FAILURE", "sd-jwt/disclosures"), ({"disclosures": [""]}, "FORMAT_FAILURE", "sd-jwt/disclosures"),
    ({"disclosures": [disclosure("s", "n", 1)]}, "HASH_FAILURE", "sd-jwt/orphan"), ({"kb_jwt": 1}, "FORMAT_FAILURE", "sd-jwt/proof"),
    ({"kb_jwt": "a~b"}, "FORMAT_FAILURE", "sd-jwt/proof"), ({"kb_jwt": ""}, "FORMAT_FAILURE", "sd-jwt/proof"),
    ({"kb_jwt": "a.b.c"}, "FORMAT_FAILURE", "sd-jwt/proof"), ({"alg": "none"}, "FORMAT_FAILURE", "jws/two-headers"),
])
@FORMS
def test_headers_that_are_wrong(check, token, form, change, sub, rule):
    status, indication, found, why, _ = check(form(token, **change))
    assert (status, indication, found) == (1, "TOTAL-FAILED", sub) and (why == rule or "two-headers" in rule), why


@pytest.mark.parametrize("change,rule", [
    ({"signature": "x"}, "jws/mixed"), ({"signatures": {}}, "jws/signatures"),
    ({"payload": "a.b"}, "jws/members"), ({"payload": 1}, "jws/members"), ({"payload": "a~b"}, "jws/members"),
])
def test_members_that_are_wrong(verify, token, issuer, change, rule):
    document = {**general(token), **change}
    if "signatures" in change:
        document["signatures"] = {"0": document["signatures"]}
        assert verify(json.dumps(document).encode())[0] != 0
        return
    status, verdict = verify(json.dumps(document).encode(), "--trust", forge.did_of(issuer))
    assert status == 1 and verdict["signatures"][0]["rule"] == rule


def test_too_many_signatures_in_json(verify, token):
    document = general(token)
    document["signatures"] += [{k: v for k, v in document["signatures"][0].items() if k != "header"}] * 8
    status, verdict = verify(json.dumps(document).encode())
    assert status == 1 and verdict["signatures"][-1]["rule"] == "limit/signatures"


def test_every_member_of_the_json_matters(verify, token, issuer, holder):
    text = json.dumps(flattened(bind(holder, token)))
    for i in range(0, len(text), 11):
        changed = text[:i] + ("A" if text[i] != "A" else "B") + text[i + 1:]
        assert verify(changed.encode(), *ASKED, "--trust", forge.did_of(issuer))[0] != 0, i


# ---- presented ----

@pytest.fixture
def show(run, tmp_path, holder):
    def go(document, *places, proof=False, fails=None):
        words = [word for place in places for word in ("--show", place)]
        proof = ("--key", seed_file(tmp_path / "holder.pem", holder), "--audience", AUDIENCE, "--nonce", NONCE,
                 "--at", "2026-02-01T00:00:00Z") if proof else ()
        done = run("present", *words, *proof, "-", data=json.dumps(document, indent=1).encode())
        if fails:
            assert done.returncode != 0 and fails in done.stderr, done.stderr
            return None
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
    return go


@FORMS
def test_json_is_presented_as_json(check, show, token, issuer, form):
    document = form(token)
    shown = show(document, "/grade", "/courses/0")
    assert check(shown)[:2] == (0, "TOTAL-PASSED")
    # Nothing but the disclosures differs.
    header = (shown["signatures"][0] if "signatures" in shown else shown)["header"]
    assert sorted(header["disclosures"]) == sorted([GRADE, ELEMENT])
    header["disclosures"] = [GRADE, NAME, ELEMENT]
    assert shown == document


@FORMS
def test_json_is_bound_as_json(check, show, token, issuer, form):
    shown = show(form(token, kid="x"), "/given_name", proof=True)
    assert (shown["signatures"][0] if form is general else shown)["header"]["kid"] == "x"
    assert check(show(form(token), "/given_name", proof=True), *ASKED) == (0, "TOTAL-PASSED", "", "", "proven")
    assert claims_of(issuer, compact(show(form(token), "/given_name", proof=True)), proof=True)["given_name"] == "Zoë"


def test_other_signatures_are_kept(show, token):
    other = {"protected": "e30", "signature": "AA", "header": {"x": 1}}
    assert show(general(token, other), "/grade")["signatures"][1] == other
    assert show(general(token, other), "/grade", proof=True)["signatures"][1] == other


def test_json_that_is_not_presented(show, token, holder):
    show(flattened(bind(holder, token)), "/grade", fails=b"sd-jwt/bound")
    show({"payload": "x"}, "/grade", fails=b"jws/members")
    show(flattened(token), "/nothing", fails=b"sd-jwt/pattern")
    show({}, "/grade", fails=b"jws/members")
    show({"signatures": []}, "/grade", fails=b"jws/members")


def test_without_its_header_it_is_no_credential(check, token, holder):
    """A renamed member must not make a plain signature of it, that nobody has to prove to hold."""
    bare = flattened(bind(holder, token))
    bare["headers"] = bare.pop("header")
    assert check(bare)[1:3] == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")


def test_a_proof_that_is_demanded_of_an_envelope_without(verify, issuer):
    document = forge.prove(issuer, forge.credential(issuer))
    status, verdict = verify(json.dumps(document).encode(), "--holder", "--trust", forge.did_of(issuer))
    assert (status, verdict["subIndication"], verdict["signatures"][0]["holder"]) == (2, "SIG_CONSTRAINTS_FAILURE", "absent")
