"""Data Integrity proofs over JCS: the vectors, and what a hostile file will try."""
import json

import pytest

from forge import b58, credential, did_of, jcs, method_of, prove, sign

TRUST = "did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw"
FAILED = "TOTAL-FAILED", "FORMAT_FAILURE"


def part(verdict, i=0):
    one = verdict["signatures"][i]
    return one["indication"], one["subIndication"], one["rule"]


@pytest.fixture
def check(verify, keys):
    """check(document as a dict or text): the verdict, with key A's DID trusted."""
    def go(document, *options, trust=None, at="2026-02-01T00:00:00Z"):
        data = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
        return verify(data.encode(), *options, trust=trust if trust is not None else [did_of(keys.a)], at=at)
    return go


# ---- vectors

@pytest.mark.parametrize("name,status,sub", [
    ("single", 0, None), ("context-extended", 0, None), ("set", 0, None), ("bad-changed-number", 1, "SIG_CRYPTO_FAILURE"),
    ("bad-context-prefixed", 1, "HASH_FAILURE"), ("bad-set-one-invalid", 1, "SIG_CRYPTO_FAILURE")])
def test_own_vectors(verify, own, name, status, sub):
    got, verdict = verify(own / "data-integrity" / f"{name}.json", trust=[TRUST])
    assert (got, verdict["subIndication"]) == (status, sub)


def test_every_intermediate_value_of_the_recommendation(run, vectors):
    w3c = vectors / "eddsa-jcs-2022"
    done = run("verify", "--json", "--explain", "--at", "2026-02-01", w3c / "signedJCS.json")
    [proof] = json.loads(done.stdout)["signatures"]
    values = {r["name"]: r["text"] for r in proof["remarks"] if r["kind"] == "value"}
    assert proof["integrity"] == "intact"
    assert values["canonical proof"] == (w3c / "proofCanonJCS.txt").read_text()
    assert values["canonical document"] == (w3c / "canonDocJCS.txt").read_text()
    assert values["digests, of the proof and of the document"] == (w3c / "combinedHashJCS.txt").read_text().strip()
    assert values["signature"] == (w3c / "sigHexJCS.txt").read_text().strip()


def test_signing_the_recommendations_document_again(run, vectors, tmp_path):
    w3c = vectors / "eddsa-jcs-2022"
    (tmp_path / "key").write_text(json.loads((w3c / "keyPair.json").read_text())["privateKeyMultibase"])
    options = json.loads((w3c / "proofConfigJCS.json").read_text())
    done = run("sign", "--key", tmp_path / "key", "--at", options["created"], "--name", options["verificationMethod"], w3c / "unsigned.json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == json.loads((w3c / "signedJCS.json").read_text())


# ---- both suites, sets

def test_proofs_made_in_python(check, keys):
    assert check(prove(keys.a, credential(keys.a)))[0] == 0
    assert check(prove(keys.e, credential(keys.e), suite="ecdsa-jcs-2019"), trust=[did_of(keys.e)])[0] == 0


def test_ecdsa_with_p_384(check):
    from cryptography.hazmat.primitives.asymmetric import ec
    key = ec.generate_private_key(ec.SECP384R1())
    assert check(prove(key, credential(key), suite="ecdsa-jcs-2019"), trust=[did_of(key)])[0] == 0


def test_a_witness_does_not_stand_in_for_the_issuer(check, keys):
    document = prove(keys.b, credential(keys.a))
    status, verdict = check(document, trust=[did_of(keys.a), did_of(keys.b)])
    assert status == 2 and part(verdict)[1] == "SIG_CONSTRAINTS_FAILURE"
    both = {**document, "proof": [document["proof"], prove(keys.a, credential(keys.a))["proof"]]}
    assert check(both, trust=[did_of(keys.a), did_of(keys.b)])[0] == 0


def test_an_unsupported_proof_beside_a_good_one_changes_nothing(check, keys):
    document = prove(keys.a, credential(keys.a))
    legacy = {"type": "Ed25519Signature2020", "proofValue": "z1", "verificationMethod": "x", "proofPurpose": "assertionMethod"}
    status, verdict = check({**document, "proof": [legacy, document["proof"]]})
    assert status == 0 and part(verdict)[:2] == ("INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE")


@pytest.mark.parametrize("more", [{"cryptosuite": "eddsa-rdfc-2022"}, {"cryptosuite": "bbs-2023"}, {"type": "Ed25519Signature2020"},
                                  {"type": "Ed25519Signature2020", "cryptosuite": None}, {"cryptosuite": "EDDSA-JCS-2022"}])
def test_suites_that_are_not_supported(check, keys, more):
    status, verdict = check(prove(keys.a, credential(keys.a), **more))
    assert status == 2 and verdict["signatures"][0]["integrity"] == "not-checked"
    assert part(verdict) == ("INDETERMINATE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", "proof/suite")


def test_a_key_of_another_type_than_the_suite(check, keys):
    assert part(check(prove(keys.e, credential(keys.e)))[1]) == (*FAILED, "proof/key")
    assert part(check(prove(keys.a, credential(keys.a), suite="ecdsa-jcs-2019"))[1]) == (*FAILED, "proof/key")


# ---- proofs that rest on others

def chain(keys, previous="urn:proof:1", signed_over=None):
    first = prove(keys.a, credential(keys.a), id="urn:proof:1")["proof"]
    bare = credential(keys.a)
    proof = {k: v for k, v in prove(keys.b, bare, previousProof=previous)["proof"].items() if k != "proofValue"}
    import hashlib
    data = hashlib.sha256(jcs(proof)).digest() + hashlib.sha256(jcs({**bare, "proof": signed_over or [first]})).digest()
    return {**bare, "proof": [first, {**proof, "proofValue": "z" + b58(sign(keys.b, "EdDSA", data))}]}


def test_a_proof_over_another_one(check, keys):
    status, verdict = check(chain(keys))
    assert status == 0 and [s["integrity"] for s in verdict["signatures"]] == ["intact", "intact"]


def test_a_proof_that_rests_on_a_broken_or_missing_one(check, keys):
    good = chain(keys)
    broken = json.loads(json.dumps(good))
    broken["proof"][0]["created"] = "2026-01-15T09:00:01Z"
    assert check(broken)[1]["indication"] == "TOTAL-FAILED"
    missing = {**good, "proof": good["proof"][1:]}
    assert part(check(missing)[1]) == (*FAILED, "proof/previous")
    twice = {**good, "proof": [good["proof"][0], good["proof"][0], good["proof"][1]]}
    assert part(check(twice)[1], 2) == (*FAILED, "proof/previous")
    itself = prove(keys.a, credential(keys.a), id="urn:p", previousProof="urn:p")
    assert part(check(itself)[1]) == (*FAILED, "proof/previous")


# ---- values

@pytest.mark.parametrize("change", [lambda v: "u" + v[1:], lambda v: v[1:], lambda v: "z" + b58(b"x" * 63), lambda v: "z" + b58(b"x" * 65),
                                    lambda v: v[:-1] + "0", lambda v: v + "O", lambda v: "z1" + v[1:], lambda v: "", lambda v: "z",
                                    lambda v: "z" + "2" * 1000000, lambda v: v + " "])
def test_proof_values_that_are_none(check, keys, change):
    good = prove(keys.a, credential(keys.a))
    bad = {**good, "proof": {**good["proof"], "proofValue": change(good["proof"]["proofValue"])}}
    assert part(check(bad)[1]) == (*FAILED, "proof/value")


def test_proof_values_that_are_not_canonical(check, keys):
    order = 2 ** 252 + 27742317777372353535851937790883648493
    import hashlib
    good = prove(keys.a, credential(keys.a))
    options = {k: v for k, v in good["proof"].items() if k != "proofValue"}
    s = sign(keys.a, "EdDSA", hashlib.sha256(jcs(options)).digest() + hashlib.sha256(jcs(credential(keys.a))).digest())
    beyond = s[:32] + (int.from_bytes(s[32:], "little") + order).to_bytes(32, "little")
    assert part(check({**good, "proof": {**options, "proofValue": "z" + b58(beyond)}})[1])[1] == "SIG_CRYPTO_FAILURE"
    assert part(check({**good, "proof": {**options, "proofValue": "z" + b58(bytes(64))}})[1])[1] == "SIG_CRYPTO_FAILURE"


@pytest.mark.parametrize("raw", [bytes(32), b"\1" + bytes(31), bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
                                 bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")])
def test_keys_of_small_order_verify_nothing(check, keys, raw):
    did = "did:key:z" + b58(b"\xed\x01" + raw)
    document = prove(keys.a, {**credential(keys.a), "issuer": did}, verificationMethod=did + "#" + did[8:], value="z" + b58(b"\1" + bytes(63)))
    assert check(document)[1]["indication"] == "TOTAL-FAILED"


# ---- members

@pytest.mark.parametrize("name", ["verificationMethod", "proofPurpose", "cryptosuite"])
@pytest.mark.parametrize("value", [None, 5, ["x"], {}])
def test_members_that_are_missing_or_no_text(check, keys, name, value):
    status, verdict = check(prove(keys.a, credential(keys.a), **{name: value}))
    assert status == 1 and part(verdict) == (*FAILED, "proof/member")


@pytest.mark.parametrize("proof", [[], "x", 5, None, [5], [[]], {}, [{}]])
def test_proofs_that_are_none(check, keys, proof):
    status, verdict = check({**credential(keys.a), "proof": proof})
    assert status == 1 and verdict["indication"] == "TOTAL-FAILED"


def test_seventeen_proofs(check, keys):
    document = prove(keys.a, credential(keys.a))
    assert part(check({**document, "proof": [document["proof"]] * 17})[1], 16) == (*FAILED, "proof/count")


@pytest.mark.parametrize("method", ["https://uni.example#z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw", "urn:x", "z6Mk", "did:web:uni.example#1"])
def test_keys_are_never_taken_out_of_a_fragment(check, keys, method):
    status, verdict = check(prove(keys.a, {**credential(keys.a), "issuer": method.partition("#")[0]}, verificationMethod=method))
    assert status == 2 and part(verdict)[1] == "NO_SIGNING_CERTIFICATE_FOUND"


@pytest.mark.parametrize("method,rule", [
    (f"{TRUST}#z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd", "key/did-fragment"), ("did:key:#", "key/did"), ("did:key:zzz", "key/type"),
    ("did:jwk:!!", "key/did"), (f"{TRUST}#", "key/did-fragment")])
def test_dids_that_name_no_key(check, keys, method, rule):
    status, verdict = check(prove(keys.a, credential(keys.a), verificationMethod=method))
    assert status in (1, 2) and part(verdict)[2] in (rule, "key/multikey", "signature/no-key"), verdict


def test_a_did_in_capitals_is_another_one(check, keys):
    status, verdict = check(prove(keys.a, credential(keys.a), verificationMethod=method_of(keys.a).replace("did:key", "DID:KEY")))
    assert status == 2 and part(verdict)[1] == "NO_SIGNING_CERTIFICATE_FOUND"


def controller(key, id, **more):
    method = {"id": f"{id}#k", "type": "Multikey", "controller": id, "publicKeyMultibase": did_of(key)[8:]}
    return json.dumps({"id": id, "verificationMethod": [{**method, **more}], "assertionMethod": [f"{id}#k"]})


def test_controller_documents_of_an_https_issuer(check, keys, tmp_path):
    url = "https://uni.example/issuer"
    document = prove(keys.a, {**credential(keys.a), "issuer": {"id": url}}, verificationMethod=url + "#k")
    (tmp_path / "controller").write_text(controller(keys.a, url))
    assert check(document, trust=[tmp_path / "controller"])[0] == 0
    folder = tmp_path / "there"
    folder.mkdir()
    (folder / "INDEX").write_text(f"{url} uni.json\n")
    (folder / "uni.json").write_text(controller(keys.a, url))
    status, verdict = check(document, "--resolve", folder, trust=[])
    assert status == 0 and verdict["signatures"][0]["keyOrigin"] == "resolved"
    (folder / "uni.json").write_text(controller(keys.a, "https://evil.example"))
    assert check(document, "--resolve", folder, trust=[])[0] == 2
    (folder / "uni.json").write_text(controller(keys.a, url, controller="https://evil.example"))
    assert check(document, "--resolve", folder, trust=[])[0] == 2
    (folder / "INDEX").write_text(f"{url} ../there/uni.json\n")
    assert check(document, "--resolve", folder, trust=[])[0] == 2


def test_a_method_of_another_purpose(check, keys, tmp_path):
    url = "https://uni.example"
    text = controller(keys.a, url).replace("assertionMethod", "authentication")
    (tmp_path / "controller").write_text(text)
    document = prove(keys.a, {**credential(keys.a), "issuer": url}, verificationMethod=url + "#k")
    status, verdict = check(document, trust=[tmp_path / "controller"])
    assert status == 2 and part(verdict)[2] == "key/purpose"


def test_purposes(check, keys):
    wrong = check(prove(keys.a, credential(keys.a), proofPurpose="authentication"))
    assert wrong[0] == 2 and part(wrong[1])[1:] == ("SIG_CONSTRAINTS_FAILURE", "proof/purpose")
    other = check(prove(keys.a, {**credential(keys.a), "type": ["VerifiablePresentation"]}))
    assert other[0] == 2 and part(other[1])[2] == "proof/purpose"


@pytest.mark.parametrize("more,outcome", [
    ({"created": "2027-01-01T00:00:00Z"}, ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE", "proof/created")),
    ({"expires": "2026-01-31T00:00:00Z"}, ("TOTAL-FAILED", "EXPIRED", "proof/expired")), ({"expires": "2026-03-01T00:00:00Z"}, ("TOTAL-PASSED", None, None)),
    ({"created": "2026-01-15T09:00:00"}, ("TOTAL-PASSED", None, None)), ({"created": None}, ("TOTAL-PASSED", None, None)),
    ({"created": "2026-01-15T24:00:00Z"}, ("TOTAL-PASSED", None, None)), ({"created": "2026-01-15T24:00:01Z"}, (*FAILED, "proof/time")),
    ({"created": "2026-01-15"}, (*FAILED, "proof/time")), ({"created": 5}, (*FAILED, "proof/time")), ({"expires": "never"}, (*FAILED, "proof/time"))])
def test_times_of_proofs(check, keys, more, outcome):
    assert part(check(prove(keys.a, credential(keys.a), **more))[1]) == outcome


# ---- contexts

def test_contexts(check, keys):
    two = ["https://www.w3.org/ns/credentials/v2", {"x": "https://x.example/"}]
    document = prove(keys.a, {**credential(keys.a), "@context": two})
    assert check(document)[0] == 0
    for other in (two[::-1], two[:1], ["https://evil.example/", *two], two[0], [two[0], {"x": "https://y.example/"}], None, []):
        assert part(check({**document, "@context": other})[1])[:2] == ("TOTAL-FAILED", "HASH_FAILURE"), other
    appended = check({**document, "@context": [*two, "https://more.example/"]})
    assert appended[0] == 0 and any(r["rule"] == "proof/context-appended" for r in appended[1]["signatures"][0]["remarks"])
    single = prove(keys.a, {**credential(keys.a), "@context": two[0]})
    assert check({**single, "@context": [two[0]]})[0] == 0
    longer = prove(keys.a, credential(keys.a), **{"@context": two})
    assert part(check(longer)[1])[1] == "HASH_FAILURE"


# ---- the document

def test_spelling_that_is_the_same_value_holds_and_another_value_does_not(check, keys):
    text = json.dumps(prove(keys.a, credential(keys.a)))
    for same in ("8.0", "80e-1", "8e0", "0.8E+1"):
        assert check(text.replace('"grade": 8', f'"grade": {same}'))[0] == 0
    assert check(json.dumps(json.loads(text), indent=7, sort_keys=True))[0] == 0
    for other in ("8.000000000000002", "-8", '"8"', "[8]", "null", "true"):
        assert check(text.replace('"grade": 8', f'"grade": {other}'))[1]["indication"] == "TOTAL-FAILED"


def test_a_proof_further_inside_is_data(check, keys):
    inner = {**credential(keys.a), "credentialSubject": {"proof": {"type": "DataIntegrityProof"}}}
    assert check(prove(keys.a, inner))[0] == 0
    assert check(inner)[1]["indication"] == "NOT-SIGNED"


def test_two_members_proof_are_refused(run, keys):
    text = json.dumps(prove(keys.a, credential(keys.a)))
    done = run("verify", "-", data=(text[:-1] + ',"proof":{}}').encode())
    assert done.returncode == 65 and b"json/duplicate-member" in done.stderr


def test_domain_and_challenge(verify, keys):
    """Present, they are signed, whether or not somebody asks for them."""
    text = json.dumps(prove(keys.a, credential(keys.a), domain="a.example", challenge="n"))
    assert verify(text.encode(), trust=[TRUST])[0] == 0
    assert verify(text.replace("a.example", "b.example").encode(), trust=[TRUST])[0] == 1


def test_numbers_that_a_double_changes_are_not_signed(run, keys, tmp_path):
    (tmp_path / "k").write_text(json.dumps(keys.dresses["A"]["jwk_private"]))
    for text, good in (("9007199254740991", True), ("-9007199254740991", True), ("9007199254740992", False), ("20231231235959001", False),
                       ("0.1", True), ("0.10", True), ("1e21", True), ("0.1000000000000000055", False), ("123456789.123456789123", False)):
        done = run("sign", "--key", tmp_path / "k", "-", data=b'{"n":{"x":[%s]}}' % text.encode())
        assert (done.returncode == 0) == good, (text, done.stderr)
        assert good or (b"json/number-exact" in done.stderr and b"/n/x/0" in done.stderr)


@pytest.mark.parametrize("expected,status,rule", [
    ((), 0, None), (("--domain", "a.example"), 0, None), (("--challenge", "n"), 0, None), (("--domain", "a.example", "--challenge", "n"), 0, None),
    (("--domain", "b.example"), 2, "proof/domain"), (("--challenge", "m"), 2, "proof/challenge")])
def test_a_proof_for_somebody(run, check, keys, own, tmp_path, expected, status, rule):
    (tmp_path / "k").write_text(json.dumps(keys.dresses["A"]["jwk_private"]))
    (tmp_path / "d").write_text(json.dumps(credential(keys.a)))
    done = run("sign", "--key", tmp_path / "k", "--domain", "a.example", "--challenge", "n", "--at", "2026-01-15T09:00:00Z", tmp_path / "d")
    got, verdict = check(done.stdout.decode(), *expected)
    assert (got, verdict["signatures"][0]["rule"]) == (status, rule)
