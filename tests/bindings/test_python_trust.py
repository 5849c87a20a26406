"""libedu.trust: keys, seals and proofs there and back, verdicts, selective disclosure."""
import datetime
import json

import pytest

AT = "2026-01-15T09:00:00Z"
CREDENTIAL = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"], "credentialSubject": {"grade": 8}}


@pytest.fixture(scope="session")
def trust(libedu):
    return libedu.trust


@pytest.fixture(scope="session")
def key(trust):
    return trust.make_key()


@pytest.fixture(scope="session")
def did(trust, key):
    return trust.public_key([key], "did")


@pytest.fixture
def signed(trust, key, did):
    return trust.sign(json.dumps({**CREDENTIAL, "issuer": did}).encode(), [key], at=AT)


@pytest.fixture(scope="session")
def elm(libedu, transcript, supplement):
    with libedu.loads(transcript) as doc:
        result = doc.to("elm", supplement=supplement)
        return bytes(result.document)


def test_a_proof_passes_with_whom_is_trusted(trust, signed, did):
    with trust.verify(signed, [did.encode()], at=AT) as verdict:
        assert (verdict.indication, verdict.good, verdict.sub_indication) == ("TOTAL-PASSED", True, "")
        [one] = verdict.signatures
        assert (one.envelope, one.suite, one.integrity, one.binding, one.trust) == ("data-integrity", "eddsa-jcs-2022", "intact", "proven", "pinned")
        assert one.claimed_time == AT and one.proven_time == "" and one.key_type == "Ed25519"
        assert any(r.kind == "statement" and r.text.startswith("The content is unchanged") for r in one.remarks)
        assert json.loads(verdict.payload)["credentialSubject"] == {"grade": 8}


def test_a_bad_signature_is_an_answer(trust, signed, did):
    verdict = trust.verify(signed.replace(b'"grade": 8', b'"grade": 9'), [did.encode()], at=AT)
    assert (verdict.indication, verdict.good, verdict.payload, verdict.document) == ("TOTAL-FAILED", False, None, None)
    assert verdict.signatures[0].rule and verdict.signatures[0].reason


def test_without_trust_it_is_indeterminate(trust, signed):
    assert trust.verify(signed, at=datetime.datetime(2026, 2, 1, tzinfo=datetime.timezone.utc)).indication == "INDETERMINATE"
    assert trust.verify(b'{"a":1}').indication == "NOT-SIGNED"


def test_what_is_no_document_raises(libedu, trust):
    with pytest.raises(libedu.EduFormatError):
        trust.verify(b"nonsense")
    with pytest.raises(libedu.EduSyntaxError):
        trust.verify(b'{"a":1,"a":2}')
    with pytest.raises(libedu.EduKeyError):
        trust.verify(b"{}", [b"no key"])
    with pytest.raises(libedu.EduArgumentError):
        trust.verify(b"{}", at="yesterday")


def test_domain_and_challenge_are_demanded(trust, key, did):
    data = trust.sign(json.dumps({**CREDENTIAL, "issuer": did}).encode(), [key], domain="a.example", challenge="c", at=AT)
    assert trust.verify(data, [did.encode()], at=AT, domain="a.example", challenge="c").good
    assert trust.verify(data, [did.encode()], at=AT, domain="b.example").signatures[0].rule == "proof/domain"


def test_keys_of_an_owner(trust, key):
    jwks = json.dumps({"keys": [json.loads(trust.public_key([key]))]}).encode()
    data = trust.sign(json.dumps({**CREDENTIAL, "issuer": "https://uni.example"}).encode(), [key], suite="vc-jwt", at=AT)
    assert trust.verify(data, [("https://uni.example", jwks)], at=AT).good
    assert not trust.verify(data, [("https://other.example", jwks)], at=AT).good


def test_resources_answer_for_urls(trust, key, did):
    """A status list that is not there is unknown; one that is there is asked."""
    entry = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "1", "statusListCredential": "https://x.example/l"}
    data = trust.sign(json.dumps({**CREDENTIAL, "issuer": did, "credentialStatus": entry}).encode(), [key], at=AT)
    assert trust.verify(data, [did.encode()], at=AT).status == "unknown"
    verdict = trust.verify(data, [did.encode()], at=AT, resources={"https://other.example": b"{}", "https://x.example/l": b"[]"})
    assert verdict.status == "unknown" and any(r.rule.startswith("status/") for r in verdict.remarks)


def test_encrypted_keys_want_their_password(libedu, trust):
    sealed = trust.make_key(password="geheim")
    assert sealed.startswith(b"EDUKEY1\n")
    assert trust.public_key([("geheim", sealed)], "did").startswith("did:key:z6Mk")
    for keys in ([sealed], [("falsch", sealed)]):
        with pytest.raises(libedu.EduKeyError):
            trust.public_key(keys)


@pytest.mark.parametrize("form,start", [("jwk", '{"'), ("pem", "-----BEGIN PUBLIC KEY"), ("did", "did:key:"), ("thumbprint", "")])
def test_forms_of_public_keys(trust, key, form, start):
    assert trust.public_key([key], form).startswith(start)


def test_selective_disclosure_of_a_transcript(libedu, trust, key, elm):
    holder = trust.make_key("P-256")
    token = trust.issue(elm, [key], policy="transcript", holder=trust.public_key([holder]), at=AT)
    shown = trust.present(token, ["/elm/credentialSubject/givenName"], policy="transcript", keys=[holder], audience="https://v.example",
                          nonce="n", at=AT)
    jwks = json.dumps({"keys": [json.loads(trust.public_key([key]))]}).encode()
    with trust.verify(shown, [("https://www.fjordheim.example/id", jwks)], at=AT, holder_binding=True, audience="https://v.example", nonce="n") as v:
        assert v.good and v.signatures[0].holder == "proven"
        assert v.document.format == "elm" and v.document.record.learner.given_name() == "Maja"
        assert "familyName" not in v.payload
    assert not trust.verify(token, [("https://www.fjordheim.example/id", jwks)], at=AT, holder_binding=True).good


def test_a_policy_of_ones_own_and_hidden_claims(libedu, trust, key, did):
    claims = json.dumps({"iss": did, "vct": "urn:t", "a": 1, "b": 2, "c": [1, 2]}).encode()
    token = trust.issue(claims, [key], policy='{"alone":["/a"]}', hidden=["/b", "/c/*"], decoys=2, at=AT)
    assert token.count(b"~") == 5
    assert json.loads(trust.verify(trust.present(token, ["/c/1"]), [did.encode()], at=AT).payload)["c"] == [2]
    with pytest.raises(libedu.EduUnsupportedError):
        trust.issue(claims, [key], policy="no-such")
    with pytest.raises(libedu.EduInvalidError):
        trust.present(token, ["/nothing"])
    with pytest.raises(ValueError):
        trust.present(token, keys=[key])


def test_texts_with_nul_are_refused(trust, key):
    with pytest.raises(ValueError):
        trust.sign(b"{}", [key], suite="a\0b")
