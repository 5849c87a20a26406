"""JSON Web Signatures: the vectors, and what a hostile file will try. Every token is made by Python's cryptography."""
import base64
import hashlib
import hmac
import json

import pytest

from forge import b64u, compact, credential, did_of, method_of, seal, sign

PAYLOAD = ('{"id":"urn:credential:1","type":["VerifiableCredential"],"issuer":{"id":"urn:epass:org:1","eIDASIdentifier":'
           '{"notation":"VATNL-000000000"}},"credentialSubject":{"givenName":"Zo\u00eb"}}')


def part(verdict):
    [one] = verdict["signatures"]
    return one["indication"], one["subIndication"], one["rule"]


FAILED = "TOTAL-FAILED", "FORMAT_FAILURE"


# ---- vectors

@pytest.mark.parametrize("name", ["vc-eddsa", "vc-ed25519", "vc-es256", "vc-rs256-x5c", "vc-ps256-x5c"])
def test_vectors_pass_with_their_key(verify, own, keys, anchor, name, tmp_path):
    (tmp_path / "a").write_text(keys.dresses["A"]["did_key"])
    (tmp_path / "e").write_text(keys.e_dresses["did_key"])
    status, verdict = verify(own / "jose" / f"{name}.jwt", trust=[anchor, tmp_path / "a", tmp_path / "e"])
    assert status == 0, verdict


def test_every_vector_is_intact_without_trust(verify, own):
    for path in sorted((own / "jose").glob("*.jwt")):
        status, verdict = verify(path)
        assert status == 2 and verdict["signatures"][0]["integrity"] == "intact"


# ---- algorithms

@pytest.mark.parametrize("alg", ["none", "None", "nOnE", "", "HS256", "hs256", "RS1", "ES256K", "RSA1_5", "eddsa", "RS256 ", "RS256\u0000x"])
def test_algorithms_that_are_not_allowed(verify, keys, alg):
    if "\0" in alg:
        assert part(verify(compact(keys.a, {"alg": alg}, credential(keys.a), alg="EdDSA"))[1])[:2] == FAILED
        return
    assert part(verify(compact(keys.a, {"alg": alg, "kid": method_of(keys.a)}, credential(keys.a), alg="EdDSA"))[1]) == (*FAILED, "jws/alg")


@pytest.mark.parametrize("alg", [None, 5, ["EdDSA"], True])
def test_algorithm_of_another_kind_or_none(verify, keys, alg):
    header = {"kid": method_of(keys.a)} if alg is None else {"alg": alg, "kid": method_of(keys.a)}
    assert part(verify(compact(keys.a, header, credential(keys.a), alg="EdDSA"))[1]) == (*FAILED, "jws/alg")


def test_hmac_with_the_public_key_as_secret(verify, keys, own):
    pem = (own / "pki" / "seal-rsa.pem").read_bytes()
    token = compact(None, {"alg": "HS256"}, credential(keys.a), sign_with=lambda k, a, d: hmac.digest(pem, d, "sha256"))
    status, verdict = verify(token, trust=[own / "pki" / "seal-rsa.pem"])
    assert status == 1 and verdict["signatures"][0]["strength"] == "forbidden"


@pytest.mark.parametrize("alg", ["ES256", "RS256", "ES384"])
def test_algorithm_of_another_type_of_key(verify, keys, alg):
    assert part(verify(compact(keys.a, {"alg": alg, "kid": method_of(keys.a)}, credential(keys.a), alg="EdDSA"))[1]) == (*FAILED, "signature/algorithm")


N256 = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551


@pytest.mark.parametrize("make,sub", [
    (lambda s: bytes(32) + s[32:], "SIG_CRYPTO_FAILURE"), (lambda s: s[:32] + bytes(32), "SIG_CRYPTO_FAILURE"),
    (lambda s: N256.to_bytes(32, "big") + s[32:], "SIG_CRYPTO_FAILURE"), (lambda s: s[:-1], "FORMAT_FAILURE"),
    (lambda s: s + b"\0", "FORMAT_FAILURE"), (lambda s: b"\x30\x44\x02\x20" + s[:32] + b"\x02\x20" + s[32:], "FORMAT_FAILURE"),
    (lambda s: bytes(64), "SIG_CRYPTO_FAILURE"), (lambda s: b"", "FORMAT_FAILURE")])
def test_odd_ecdsa_signatures(verify, keys, make, sub):
    token = compact(keys.e, {"alg": "ES256", "kid": method_of(keys.e)}, credential(keys.e), sign_with=lambda *x: make(sign(*x)))
    assert part(verify(token)[1])[:2] == ("TOTAL-FAILED", sub)


def test_high_s_is_allowed(verify, keys):
    def high(*x):
        s = sign(*x)
        return s[:32] + (N256 - int.from_bytes(s[32:], "big")).to_bytes(32, "big")
    token = compact(keys.e, {"alg": "ES256", "kid": method_of(keys.e)}, credential(keys.e), sign_with=high)
    assert verify(token)[1]["signatures"][0]["integrity"] == "intact"


def test_eddsa_with_s_beyond_the_order(verify, keys):
    order = 2 ** 252 + 27742317777372353535851937790883648493
    def beyond(*x):
        s = sign(*x)
        return s[:32] + (int.from_bytes(s[32:], "little") + order).to_bytes(32, "little")
    token = compact(keys.a, {"alg": "EdDSA", "kid": method_of(keys.a)}, credential(keys.a), sign_with=beyond)
    assert part(verify(token)[1])[1] == "SIG_CRYPTO_FAILURE"


@pytest.mark.parametrize("alg", ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"])
def test_each_rsa_algorithm(verify, keys, anchor, alg):
    sealed = json.dumps(seal(keys.rsa, keys.rsa_certificate, PAYLOAD, alg=alg)).encode()
    status, verdict = verify(sealed, trust=[anchor])
    assert status == 0 and verdict["signatures"][0]["algorithm"] == alg
    assert verify(sealed.replace(b"Zo", b"Za"), trust=[anchor])[1]["subIndication"] == "SIG_CRYPTO_FAILURE"


def test_es384_and_es512(verify):
    from cryptography.hazmat.primitives.asymmetric import ec
    for curve, alg in ((ec.SECP384R1(), "ES384"), (ec.SECP521R1(), "ES512")):
        key = ec.generate_private_key(curve)
        token = compact(key, {"alg": alg, "kid": method_of(key)}, credential(key))
        assert verify(token, trust=[did_of(key)])[0] == 0


# ---- headers

@pytest.mark.parametrize("header", [b'{"alg":"EdDSA","alg":"EdDSA"}', b'{"alg":"EdDSA","\\u0061lg":"none"}', b"[]", b"x", b'{"alg":"EdDSA"} ',
                                    b'\xef\xbb\xbf{"alg":"EdDSA"}', b'{"alg":"EdDSA","x":"\xff"}', b'{"alg":"EdDSA",}',
                                    b'{"alg":"EdDSA","x":' + b"[" * 40 + b"]" * 40 + b"}", b'{"alg":"EdDSA","x":"' + b"y" * 70000 + b'"}'])
def test_headers_that_are_no_strict_json(verify, keys, header):
    status, verdict = verify(compact(keys.a, header, credential(keys.a)))
    if header.endswith(b"} "):
        assert status == 2      # white space around the header is JSON's own; a key is missing
    else:
        assert part(verdict)[:2] == FAILED


@pytest.mark.parametrize("crit", [[], "b64", [5], ["b64", "b64"], ["exp2"], ["alg"], ["kid"], ["missing"], {}, None, [["b64"]]])
def test_crit_that_is_wrong(verify, keys, crit):
    header = {"alg": "EdDSA", "kid": method_of(keys.a), "exp2": 1, "b64": True, "crit": crit}
    assert part(verify(compact(keys.a, header, credential(keys.a)))[1])[:2] == FAILED


def test_crit_in_the_unprotected_header(verify, keys, anchor):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, unprotected={"crit": ["b64"]}, drop=("crit", "b64"))
    assert part(verify(json.dumps(sealed).encode(), trust=[anchor])[1]) == (*FAILED, "jws/unprotected")


@pytest.mark.parametrize("b64", ["false", 0, None, []])
def test_b64_that_is_no_boolean(verify, keys, b64):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, b64=b64)
    assert part(verify(json.dumps(sealed).encode())[1]) == (*FAILED, "jws/b64")


def test_b64_false_in_compact_form(verify, keys):
    token = compact(keys.a, {"alg": "EdDSA", "b64": False, "crit": ["b64"]}, credential(keys.a))
    assert part(verify(token)[1])[:2] == FAILED


def test_signatures_that_disagree_on_b64(verify, keys):
    one, two = seal(keys.rsa, keys.rsa_certificate, PAYLOAD), seal(keys.rsa, keys.rsa_certificate, PAYLOAD, drop=("b64", "crit"))
    both = {"payload": one["payload"], "signatures": one["signatures"] + two["signatures"]}
    status, verdict = verify(json.dumps(both).encode())
    assert status == 1 and verdict["signatures"][1]["rule"] == "jws/b64-differs"


@pytest.mark.parametrize("name", ["alg", "b64"])
def test_alg_or_b64_that_nothing_protects(verify, keys, name):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, drop=("alg",) if name == "alg" else ("b64", "crit"),
                  unprotected={name: "RS256" if name == "alg" else False})
    assert part(verify(json.dumps(sealed).encode())[1])[:2] == FAILED


def test_a_name_in_both_headers(verify, keys):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, unprotected={"cty": "json"})
    assert part(verify(json.dumps(sealed).encode())[1]) == (*FAILED, "jws/header-twice")


@pytest.mark.parametrize("header", [{"jku": "https://evil.example/k"}, {"x5u": "file:///etc/passwd"}, {"kid": "../../etc/passwd"},
                                    {"kid": "' OR 1=1 --"}, {"kid": "x" * 40000}, {"kid": 7}, {}])
def test_what_a_header_says_of_its_key_is_not_followed(verify, keys, header):
    status, verdict = verify(compact(keys.a, {"alg": "EdDSA", **header}, credential(keys.a)))
    assert status == 2 and part(verdict)[1] == "NO_SIGNING_CERTIFICATE_FOUND"


def test_a_key_in_the_header_proves_possession_only(verify, keys):
    token = compact(keys.a, {"alg": "EdDSA", "jwk": keys.dresses["A"]["jwk_public"]}, credential(keys.a))
    status, verdict = verify(token)
    assert status == 2 and verdict["signatures"][0]["keyOrigin"] == "embedded"
    assert verdict["signatures"][0]["binding"] == "claimed" and part(verdict)[1] == "NO_CERTIFICATE_CHAIN_FOUND"
    private = compact(keys.a, {"alg": "EdDSA", "jwk": keys.dresses["A"]["jwk_private"]}, credential(keys.a))
    assert part(verify(private)[1]) == (*FAILED, "key/private-part")


@pytest.mark.parametrize("x5c", [[], "MIIB", [5], ["_-_-"], [" MIIB"], ["MIIB"], [""]])
def test_x5c_that_is_wrong(verify, keys, x5c):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, x5c=x5c, drop=("x5t#S256",))
    assert part(verify(json.dumps(sealed).encode())[1])[:2] == FAILED


def test_x5c_with_bytes_behind_or_a_thousand_certificates(verify, keys):
    from cryptography.hazmat.primitives.serialization import Encoding
    der = keys.rsa_certificate.public_bytes(Encoding.DER)
    for x5c in ([base64.b64encode(der + b"\0").decode()], [base64.b64encode(der).decode()] * 1000):
        sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, x5c=x5c, drop=("x5t#S256",))
        assert part(verify(json.dumps(sealed).encode())[1])[:2] == FAILED


def test_leaf_of_somebody_else(verify, keys, anchor):
    sealed = seal(keys.rsa, keys.ec_certificate, PAYLOAD)
    assert part(verify(json.dumps(sealed).encode(), trust=[anchor])[1]) == (*FAILED, "signature/algorithm")


@pytest.mark.parametrize("typ,status", [("vc+jwt", 0), ("application/vc+jwt", 0), ("VC+JWT", 0), ("JWT", 0), (None, 0), ("kb+jwt", 2),
                                        ("statuslist+jwt", 2), ("at+jwt", 2), ("dc+sd-jwt", 2), ("", 2)])
def test_types_of_tokens_are_not_confused(verify, keys, typ, status):
    header = {"alg": "EdDSA", "kid": method_of(keys.a), **({"typ": typ} if typ is not None else {})}
    got, verdict = verify(compact(keys.a, header, credential(keys.a)), trust=[did_of(keys.a)])
    assert got == status and (status == 0 or part(verdict)[1:] == ("SIG_CONSTRAINTS_FAILURE", "jws/typ"))


# ---- serialisations

@pytest.mark.parametrize("change", [lambda t: t + b".", lambda t: t + b"=", lambda t: t.replace(b".", b"..", 1), lambda t: b"." + t,
                                    lambda t: t.rpartition(b".")[0] + b".", lambda t: t[:-1] + bytes([t[-1] ^ 1])])
def test_compact_forms_that_are_none(verify, keys, change):
    token = change(compact(keys.a, {"alg": "EdDSA", "kid": method_of(keys.a)}, credential(keys.a)))
    status, verdict = verify(token, trust=[did_of(keys.a)])
    assert status in (1, 65) and (verdict is None or verdict["indication"] == "TOTAL-FAILED")


def test_noncanonical_base64url(verify, keys):
    token = compact(keys.e, {"alg": "ES256", "kid": method_of(keys.e)}, credential(keys.e)).decode()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = token[:-1] + alphabet[alphabet.index(token[-1]) ^ 1]
    assert part(verify(other.encode())[1]) == (*FAILED, "jws/signature")


def test_flattened_and_general_side_by_side(verify, keys):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD)
    assert part(verify(json.dumps({**sealed, **sealed["signatures"][0]}).encode())[1]) == (*FAILED, "jws/mixed")


def test_flattened_serialisation(verify, keys, anchor):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD)
    assert verify(json.dumps({"payload": sealed["payload"], **sealed["signatures"][0]}).encode(), trust=[anchor])[0] == 0


@pytest.mark.parametrize("signatures", [[], {}, "x", None, [5], [{}], [{"protected": 5, "signature": "x"}]])
def test_signatures_that_are_none(verify, keys, signatures):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD)
    assert verify(json.dumps({**sealed, "signatures": signatures}).encode())[1]["indication"] == "TOTAL-FAILED"


@pytest.fixture
def apart(tmp_path):
    """apart(text): the options that hand a payload in."""
    def go(text):
        (tmp_path / "payload").write_text(text, encoding="utf-8")
        return "--payload", tmp_path / "payload"
    return go


@pytest.mark.parametrize("drop", [(), ("b64", "crit")], ids=["b64 false", "base64url"])
@pytest.mark.parametrize("flattened", [True, False])
def test_a_payload_kept_apart(verify, keys, anchor, apart, drop, flattened):
    """RFC 7515, appendix F: what was signed is handed in."""
    signatures = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, drop=drop)["signatures"]
    data = json.dumps(signatures[0] if flattened else {"signatures": signatures}).encode()
    assert verify(data, *apart(PAYLOAD), trust=[anchor])[0] == 0
    assert part(verify(data, *apart(PAYLOAD + " "), trust=[anchor])[1])[:2] == ("TOTAL-FAILED", "SIG_CRYPTO_FAILURE")
    assert verify(data, *apart(PAYLOAD.replace("1", "2", 1)), trust=[anchor])[0] == 1


def test_a_payload_kept_apart_that_is_not_handed_in(verify, keys):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD)
    for text in ({"signatures": sealed["signatures"]}, sealed["signatures"][0], {**sealed, "payload": 5}):
        assert part(verify(json.dumps(text).encode())[1]) == (*FAILED, "jws/members")


@pytest.mark.parametrize("inside", [PAYLOAD, "", 5, None])
def test_a_payload_handed_in_beside_an_own_one(verify, keys, apart, inside):
    sealed = {**seal(keys.rsa, keys.rsa_certificate, PAYLOAD), "payload": inside}
    rule = part(verify(json.dumps(sealed).encode(), *apart(PAYLOAD))[1])[2]
    assert rule == "jws/detached"


def test_a_payload_is_handed_in_for_one_input(run, keys, apart, tmp_path):
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text("{}")
    assert run("verify", *apart(PAYLOAD), tmp_path / "a.json", tmp_path / "b.json").returncode == 64


def test_nine_signatures(verify, keys):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD)
    status, verdict = verify(json.dumps({**sealed, "signatures": sealed["signatures"] * 9}).encode())
    assert status == 1 and verdict["signatures"][-1]["rule"] == "limit/signatures"


def test_one_bad_signature_fails_the_document(verify, keys, anchor):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD)
    bad = seal(keys.rsa, keys.rsa_certificate, PAYLOAD.replace("1", "2"))
    status, verdict = verify(json.dumps({**sealed, "signatures": sealed["signatures"] + bad["signatures"]}).encode(), trust=[anchor])
    assert status == 1 and verdict["signatures"][0]["indication"] == "TOTAL-PASSED"


# ---- payloads

def test_payload_escaped_otherwise_is_the_same_seal(verify, keys, anchor):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD)
    text = json.dumps(sealed, ensure_ascii=True, indent=3).replace("/", "\\/")
    assert verify(text.encode(), trust=[anchor])[0] == 0


@pytest.mark.parametrize("change", [lambda p: p + " ", lambda p: p + "\n", lambda p: p.replace(",", ", ", 1), lambda p: json.dumps(json.loads(p)),
                                    lambda p: p.replace("\u00eb", "e\u0308")])
def test_payload_written_again_is_another(verify, keys, anchor, change):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD)
    sealed["payload"] = change(sealed["payload"])
    status, verdict = verify(json.dumps(sealed).encode(), trust=[anchor])
    assert status == 1 and verdict["subIndication"] == "SIG_CRYPTO_FAILURE"


def test_lone_surrogate_in_the_payload_string(run, keys):
    text = json.dumps(seal(keys.rsa, keys.rsa_certificate, PAYLOAD)).replace("Zo", "\\ud800")
    assert run("verify", "-", data=text.encode()).returncode == 65


@pytest.mark.parametrize("payload,rule", [("no JSON", "json/syntax"), ('{"a":1,"a":2}', "json/duplicate-member"), ("{} x", "json/trailing-bytes"),
                                          ('{"a":"\\u0000"}', "json/nul"), ('{"a":1e999}', "json/number-range"), ("\ufeff{}", "json/bom")])
def test_signed_payloads_that_are_no_strict_json(verify, keys, anchor, payload, rule):
    sealed = json.dumps(seal(keys.rsa, keys.rsa_certificate, payload)).encode()
    assert part(verify(sealed, trust=[anchor])[1]) == (*FAILED, rule)


def test_signature_of_another_credential(verify, keys):
    one = compact(keys.a, {"alg": "EdDSA", "kid": method_of(keys.a)}, credential(keys.a)).split(b".")
    two = compact(keys.a, {"alg": "EdDSA", "kid": method_of(keys.a)}, credential(keys.a, id="urn:uuid:2")).split(b".")
    assert part(verify(b".".join([one[0], one[1], two[2]]))[1])[1] == "SIG_CRYPTO_FAILURE"


# ---- JAdES

@pytest.mark.parametrize("more,drop,rule", [
    ({"sigT": "2025-03-01T09:00:00Z"}, (), "jades/two-times"), ({"sigT": "2025-02-30T09:00:00Z"}, ("iat",), "jades/sigT"),
    ({"sigT": "2025-03-01T09:00:00+01:00"}, ("iat",), "jades/sigT"), ({"sigT": 5}, ("iat",), "jades/sigT"), ({"iat": "1768467600"}, (), "jades/iat"),
    ({"iat": -1}, (), "jades/iat"), ({"iat": 1.5}, (), "jades/iat"), ({"iat": 10 ** 300}, (), "jades/iat"),
    ({"x5t#o": {"digAlg": "S512", "digVal": "AA"}}, (), "jades/references"), ({"x5t#o": {"digAlg": "S512", "digVal": "AA"}}, ("x5t#S256",), "jws/x5t"),
    ({"x5t#o": {"digAlg": "S1", "digVal": "AA"}}, ("x5t#S256",), "jades/x5t#o"), ({"x5t#S256": "AAAA"}, (), "jws/x5t"), ({"x5t#S256": 1}, (), "jws/x5t"),
    ({"sigD": {"mId": "x"}}, (), "jades/sigD"), ({"exp": "soon"}, (), "jades/exp")])
def test_jades_headers_that_are_wrong(verify, keys, anchor, more, drop, rule):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, drop=drop, **more)
    assert part(verify(json.dumps(sealed).encode(), trust=[anchor])[1]) == (*FAILED, rule)


def test_iat_of_1e400_is_no_strict_json(verify, keys):
    head = b'{"alg":"RS256","b64":false,"iat":1e400,"crit":["b64"]}'
    assert part(verify(json.dumps(seal(keys.rsa, keys.rsa_certificate, PAYLOAD, header=head)).encode())[1])[:2] == FAILED


@pytest.mark.parametrize("kind", ["S256", "S384", "S512"])
def test_other_references_to_the_certificate(verify, keys, anchor, kind):
    from cryptography.hazmat.primitives.serialization import Encoding
    der = keys.rsa_certificate.public_bytes(Encoding.DER)
    value = b64u(hashlib.new({"S256": "sha256", "S384": "sha384", "S512": "sha512"}[kind], der).digest())
    for more in ({"x5t#o": {"digAlg": kind, "digVal": value}}, {"sigX5ts": [{"digAlg": kind, "digVal": value}]}):
        sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, drop=("x5t#S256",), **more)
        assert verify(json.dumps(sealed).encode(), trust=[anchor])[0] == 0


@pytest.mark.parametrize("etsi", [5, "x", {}, [], ["!!"], [5, {"a": 1}, b64u(b'{"sigTst":{}}')], [b64u(b"[]")], [{"sigTst": {}}, "x" * 5000]])
def test_unsigned_material_changes_no_verdict(verify, keys, anchor, etsi):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, unprotected={"etsiU": etsi})
    assert verify(json.dumps(sealed).encode(), trust=[anchor])[0] == 0


def test_a_seal_that_has_expired_by_its_own_header(verify, keys, anchor):
    sealed = json.dumps(seal(keys.rsa, keys.rsa_certificate, PAYLOAD, exp=1768467700)).encode()
    assert part(verify(sealed, trust=[anchor])[1])[:2] == ("INDETERMINATE", "SIG_CONSTRAINTS_FAILURE")


def test_baseline_b_members_that_are_missing_are_warned_of(verify, keys, anchor):
    sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, drop=("iat", "x5t#S256"))
    status, verdict = verify(json.dumps(sealed).encode(), trust=[anchor])
    rules = {r["rule"] for r in verdict["signatures"][0]["remarks"] if r["kind"] == "warning"}
    assert status == 0 and {"jades/no-time", "jades/no-reference"} <= rules


def test_b64_spelt_out_or_absent(verify, keys, anchor):
    for drop, more in ((("b64", "crit"), {}), (("crit",), {"b64": True})):
        sealed = seal(keys.rsa, keys.rsa_certificate, PAYLOAD, drop=drop, **more)
        assert verify(json.dumps(sealed).encode(), trust=[anchor])[0] == 0


# ---- whose key

@pytest.mark.parametrize("issuer,binding", [
    ({"eIDASIdentifier": {"notation": "VATNL-000000000"}}, "proven"), ({"eIDASIdentifier": {"notation": "000000000"}}, "proven"),
    ({"eIDASIdentifier": {"notation": "000000000", "spatial": {"id": "http://x/country/NLD"}}}, "proven"),
    ({"eIDASIdentifier": {"notation": "000000000", "spatial": {"id": "http://x/country/ESP"}}}, "contradicted"),
    ({"eIDASIdentifier": {"notation": "VATES-A1"}}, "contradicted"), ({"legalName": "Example University"}, "claimed"),
    ("https://uni.example/", "proven"), ("https://uni.example/other", "proven"), ("https://uni.example.evil.example/", "claimed"),
    ("https://uni.example@evil.example/", "claimed"), ("http://uni.example/", "claimed"), (None, "claimed")])
def test_binding_of_a_certificate_to_the_issuer(verify, keys, anchor, issuer, binding):
    payload = json.dumps({"type": ["VerifiableCredential"], **({"issuer": issuer} if issuer else {})})
    status, verdict = verify(json.dumps(seal(keys.rsa, keys.rsa_certificate, payload)).encode(), trust=[anchor])
    assert verdict["signatures"][0]["binding"] == binding
    assert status == (0 if binding == "proven" else 2)
    assert binding == "proven" or part(verdict)[1] == "SIG_CONSTRAINTS_FAILURE"


def test_a_pinned_certificate_outweighs_what_the_record_says(verify, keys, own):
    payload = json.dumps({"issuer": {"eIDASIdentifier": {"notation": "VATES-A1"}}})
    status, verdict = verify(json.dumps(seal(keys.rsa, keys.rsa_certificate, payload)).encode(), trust=[own / "pki" / "seal-rsa.pem"])
    assert status == 0 and any(r["rule"] == "issuer/differs" for r in verdict["signatures"][0]["remarks"])


@pytest.fixture(scope="module")
def made_up(keys):
    """A small authority of our own: made_up(…): (key, certificate, anchor as PEM) with something wrong about it."""
    import datetime
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import Encoding
    root = rsa.generate_private_key(65537, 2048)

    def certificate(subject, issuer, public, key, extensions=(), digest=None, years=(2025, 2035)):
        def name(text):
            return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text),
                              x509.NameAttribute(x509.ObjectIdentifier("2.5.4.97"), "VATNL-000000000")])
        made = x509.CertificateBuilder(name(issuer), name(subject), public, x509.random_serial_number(),
                                       datetime.datetime(years[0], 1, 1), datetime.datetime(years[1], 1, 1))
        for extension, critical in extensions:
            made = made.add_extension(extension, critical)
        return made.sign(key, digest or hashes.SHA256())

    def go(leaf_extensions=(), bits=2048, root_years=(2025, 2035), **more):
        leaf = rsa.generate_private_key(65537, bits)
        anchor = certificate("Root", "Root", root.public_key(), root, [(x509.BasicConstraints(True, None), True)], years=root_years)
        return leaf, certificate("Leaf", "Root", leaf.public_key(), root, leaf_extensions, **more), anchor.public_bytes(Encoding.PEM)
    return go


def usage(*wanted):
    from cryptography import x509
    names = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign",
             "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{name: name in wanted for name in names})


def test_chains_that_are_not_fit_for_this(verify, made_up, tmp_path):
    from cryptography import x509
    ours = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    cases = {
        "fine": (made_up(), 0, None), "for signatures": (made_up([(usage("digital_signature"), True)]), 0, None),
        "for commitment": (made_up([(usage("content_commitment"), True)]), 0, None),
        "for encryption only": (made_up([(usage("key_encipherment"), True)]), 2, "CHAIN_CONSTRAINTS_FAILURE"),
        "an authority itself": (made_up([(x509.BasicConstraints(True, None), True)]), 2, "CHAIN_CONSTRAINTS_FAILURE"),
        "critical and unknown": (made_up([(ours, True)]), 2, "CHAIN_CONSTRAINTS_FAILURE"), "unknown": (made_up([(ours, False)]), 0, None),
        "1024 bits": (made_up(bits=1024), 2, "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"),
        "not yet valid": (made_up(years=(2030, 2031)), 2, "OUT_OF_BOUNDS_NO_POE"), "expired": (made_up(years=(2020, 2021)), 2, "OUT_OF_BOUNDS_NO_POE"),
        "anchor expired": (made_up(root_years=(2020, 2021)), 2, "OUT_OF_BOUNDS_NO_POE"),
    }
    for name, ((key, certificate, anchor), status, sub) in cases.items():
        (tmp_path / "anchor").write_bytes(anchor)
        got, verdict = verify(json.dumps(seal(key, certificate, PAYLOAD)).encode(), trust=[tmp_path / "anchor"])
        assert (got, verdict["subIndication"]) == (status, sub), (name, verdict)


def test_sha_1_in_the_chain(verify, made_up, tmp_path):
    from cryptography.hazmat.primitives import hashes
    try:
        key, certificate, anchor = made_up(digest=hashes.SHA1())
    except Exception as refusal:
        pytest.skip(f"no certificate with SHA-1 can be made here: {refusal}")
    (tmp_path / "anchor").write_bytes(anchor)
    status, verdict = verify(json.dumps(seal(key, certificate, PAYLOAD)).encode(), trust=[tmp_path / "anchor"])
    assert status == 2 and verdict["subIndication"] == "CHAIN_CONSTRAINTS_FAILURE"


# ---- claims

@pytest.mark.parametrize("claims,status,validity", [
    ({"exp": 1768467600}, 1, "expired"), ({"nbf": 4000000000}, 1, "not-yet-valid"), ({"nbf": 1, "exp": 4000000000}, 0, "inside"),
    ({"validUntil": "2020-01-01T00:00:00Z"}, 1, "expired"), ({"validFrom": "2030-01-01T00:00:00Z"}, 1, "not-yet-valid"),
    ({"expirationDate": "2020-01-01T00:00:00Z"}, 1, "expired"), ({"exp": 4000000000.5}, 0, "inside")])
def test_the_credentials_own_validity(verify, keys, claims, status, validity):
    token = compact(keys.a, {"alg": "EdDSA", "kid": method_of(keys.a), "typ": "vc+jwt"}, credential(keys.a, **claims))
    got, verdict = verify(token, trust=[did_of(keys.a)])
    assert (got, verdict["validity"]) == (status, validity)
    assert verdict["indication"] == "TOTAL-PASSED"


@pytest.mark.parametrize("claims", [{"exp": "4000000000"}, {"exp": None}, {"nbf": -1}, {"exp": 1e12}, {"nbf": []}, {"iat": "now"}])
def test_times_that_are_no_numbers(verify, keys, claims):
    token = compact(keys.a, {"alg": "EdDSA", "kid": method_of(keys.a)}, credential(keys.a, **claims))
    assert part(verify(token)[1]) == (*FAILED, "jwt/time")


@pytest.mark.parametrize("claims", [{"iss": "https://other.example"}, {"jti": "urn:uuid:2"}, {"sub": "did:example:other"}])
def test_claims_that_contradict_the_credential(verify, keys, claims):
    token = compact(keys.a, {"alg": "EdDSA", "kid": method_of(keys.a), "typ": "vc+jwt"}, credential(keys.a, **claims))
    assert part(verify(token, trust=[did_of(keys.a)])[1])[1:] == ("SIG_CONSTRAINTS_FAILURE", "vc-jose/contradiction")


def test_credentials_of_version_1_1_stand_in_vc(verify, keys):
    inner = credential(keys.a)
    for payload in ({"iss": did_of(keys.a), "vc": inner}, {"iss": did_of(keys.a), "vc": {k: v for k, v in inner.items() if k != "issuer"}}):
        token = compact(keys.a, {"alg": "EdDSA", "kid": method_of(keys.a), "typ": "JWT"}, payload)
        assert verify(token, trust=[did_of(keys.a)])[0] == 0
        late = compact(keys.a, {"alg": "EdDSA", "kid": method_of(keys.a), "typ": "vc+jwt"}, payload)
        assert part(verify(late)[1]) == (*FAILED, "vc-jose/payload")


def test_enveloped_credentials(verify, keys):
    token = compact(keys.a, {"alg": "EdDSA", "kid": method_of(keys.a), "typ": "vc+jwt"}, credential(keys.a)).decode()
    wrapped = {"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{token}"}
    assert verify(json.dumps(wrapped).encode(), trust=[did_of(keys.a)])[0] == 0
    other = verify(json.dumps({**wrapped, "id": "data:text/plain,x"}).encode())
    assert other[0] == 2 and other[1]["signatures"][0]["form"] == "unsupported"


def test_key_sets_with_several_keys_of_one_name(verify, keys, tmp_path):
    jwks = {"keys": [{**keys.dresses[k]["jwk_public"], "kid": "2026"} for k in "BA"] + [{**keys.e_dresses["jwk_public"], "kid": "2026"}]}
    (tmp_path / "set").write_text(json.dumps(jwks))
    token = compact(keys.a, {"alg": "EdDSA", "kid": "2026"}, credential(keys.a, issuer="https://uni.example"))
    assert verify(token, trust=[f"https://uni.example={tmp_path / 'set'}"])[0] == 0
    assert verify(token, trust=[f"https://other.example={tmp_path / 'set'}"])[0] == 2
    foreign = compact(keys.a, {"alg": "EdDSA", "kid": "2025"}, credential(keys.a, issuer="https://uni.example"))
    assert verify(foreign, trust=[f"https://uni.example={tmp_path / 'set'}"])[0] == 0   # no such name: any key of the owner's that verifies


def test_signed_by_a_did_that_is_not_the_issuer(verify, keys):
    token = compact(keys.b, {"alg": "EdDSA", "kid": method_of(keys.b)}, credential(keys.a))
    status, verdict = verify(token, trust=[did_of(keys.a), did_of(keys.b)])
    assert status == 2 and verdict["signatures"][0]["binding"] == "contradicted"
