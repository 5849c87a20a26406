"""EDC seals: the reference files with the verdicts that their makers state."""
import json

import pytest

SAMPLES = ["Sample-CertOfPart-signed.jsonld", "Sample-MC-Annex1-signed.jsonld"]


@pytest.mark.parametrize("name", SAMPLES)
def test_official_seals_are_intact_expired_and_unanchored(verify, shared, name):
    status, verdict = verify(shared / "reference" / "elm" / "samples" / name)
    [seal] = verdict["signatures"]
    assert status == 2
    assert (verdict["indication"], verdict["subIndication"]) == ("INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND")
    assert (seal["envelope"], seal["algorithm"], seal["keyType"], seal["keyBits"]) == ("jades", "RS256", "RSA", 2048)
    assert (seal["integrity"], seal["period"], seal["trust"], seal["binding"]) == ("intact", "expired", "not-anchored", "proven")
    assert seal["signer"] == "ORGANIZACION TEST" and seal["notAfter"] == "2025-05-10T14:31:15Z"
    said = " ".join(remark["text"] for remark in seal["remarks"])
    assert "Long-term data present (xVals, rVals, arcTst), not verified" in said
    # Their timestamps are of these very bytes; nobody was given who would vouch for their authority.
    for of in ("content", "signature"):
        assert f"a timestamp of the {of} is present, and proves nothing: nothing that you trust vouches for its authority" in said
    assert "Qualified status not determined" in said and "not among the trust anchors you gave" in said


def test_the_time_of_an_official_seal_counts(verify, shared):
    status, verdict = verify(shared / "reference" / "elm" / "samples" / SAMPLES[0], at="2024-01-01T00:00:00Z")
    assert status == 2 and verdict["signatures"][0]["period"] == "inside"


@pytest.mark.parametrize("name", ["seal-rs256-sigT", "seal-rs256-sigT-escaped", "seal-rs256-iat", "seal-es256-iat"])
def test_good_seals_pass_with_their_anchor(verify, own, anchor, name):
    status, verdict = verify(own / "jades" / f"{name}.json", trust=[anchor])
    [seal] = verdict["signatures"]
    assert status == 0 and verdict["good"] and verdict["indication"] == "TOTAL-PASSED"
    assert (seal["trust"], seal["binding"], seal["period"]) == ("anchored", "proven", "inside")


def test_without_anchor_the_same_seal_is_indeterminate(verify, own):
    status, verdict = verify(own / "jades" / "seal-rs256-iat.json")
    assert status == 2 and verdict["subIndication"] == "NO_CERTIFICATE_CHAIN_FOUND"
    assert verdict["signatures"][0]["integrity"] == "intact"


def test_a_pinned_certificate_vouches_for_itself(verify, own):
    status, verdict = verify(own / "jades" / "seal-rs256-iat.json", trust=[own / "pki" / "seal-rsa.pem"])
    assert status == 0 and verdict["signatures"][0]["trust"] == "pinned"


def test_another_certificate_of_the_same_authority_does_not(verify, own):
    status, verdict = verify(own / "jades" / "seal-rs256-iat.json", trust=[own / "pki" / "seal-ec.pem"])
    assert status == 2 and verdict["subIndication"] == "NO_CERTIFICATE_CHAIN_FOUND"


@pytest.mark.parametrize("name,sub,rule", [
    ("bad-payload", "SIG_CRYPTO_FAILURE", "signature/value"),
    ("bad-b64-not-in-crit", "FORMAT_FAILURE", "jws/b64-not-critical"),
    ("bad-x5t", "FORMAT_FAILURE", "jws/x5t"),
])
def test_bad_seals_fail(verify, own, anchor, name, sub, rule):
    status, verdict = verify(own / "jades" / f"{name}.json", trust=[anchor])
    assert status == 1 and (verdict["indication"], verdict["subIndication"]) == ("TOTAL-FAILED", sub)
    assert verdict["signatures"][0]["rule"] == rule


def test_an_expired_certificate_is_out_of_bounds(verify, own, anchor):
    status, verdict = verify(own / "jades" / "seal-rs256-cert-expired.json", trust=[anchor], at="2025-07-02T00:00:00Z")
    assert status == 2 and verdict["subIndication"] == "OUT_OF_BOUNDS_NO_POE"


def test_explain_shows_exactly_what_is_signed(run, own):
    done = run("verify", "--json", "--explain", "--at", "2026-01-01", own / "jades" / "seal-rs256-sigT.json")
    values = {r["name"]: r["text"] for r in json.loads(done.stdout)["signatures"][0]["remarks"] if r["kind"] == "value"}
    assert values["what is signed"].encode() == (own / "jades" / "signing-input-rs256-sigT.bin").read_bytes()
    assert values["protected header"].encode() == (own / "jades" / "protected-rs256-sigT.json").read_bytes()


def test_an_unsigned_document_is_not_signed(verify, shared):
    status, verdict = verify(shared / "reference" / "elm" / "own" / "minimal-generic-full.jsonld")
    assert status == 1 and verdict["indication"] == "NOT-SIGNED" and not verdict["signatures"]
