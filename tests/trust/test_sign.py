"""Seals and proofs that libedu makes, checked by others; and keys that stay elsewhere."""
import hashlib
import json
import shutil
import subprocess

import pytest

from forge import did_of, unb64u

AT = "2026-01-15T09:00:00Z"


@pytest.fixture
def openssl():
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")

    def go(*words):
        done = subprocess.run(["openssl", *map(str, words)], capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout
    return go


@pytest.fixture
def sealer(own, tmp_path):
    """The words that make a seal with the RSA key of the vectors."""
    (tmp_path / "pw").write_text("libedu-test")
    return ["--key", own / "pki" / "seal-rsa-TEST-ONLY.p12", "--password-file", tmp_path / "pw", "--at", AT]


def test_a_seal_is_made_again_byte_for_byte(run, own, sealer):
    for name, words in (("seal-rs256-sigT", ["--sigt", "--at", "2025-03-01T09:00:00Z"]), ("seal-rs256-iat", [])):
        expected = (own / "jades" / f"{name}.json").read_bytes()
        done = run("sign", *sealer, *words, "-", data=json.loads(expected)["payload"].encode())
        assert done.stdout == expected


def test_a_token_is_made_again_byte_for_byte(run, own, keys, tmp_path):
    (tmp_path / "a").write_text(json.dumps(keys.dresses["A"]["jwk_private"]))
    done = run("sign", "--key", tmp_path / "a", "--suite", "vc-jwt", own / "jose" / "vc-payload.json")
    assert done.stdout == (own / "jose" / "vc-eddsa.jwt").read_bytes()


def test_a_proof_is_made_again_and_a_second_one_beside_it(run, own, keys, tmp_path):
    document = json.loads((own / "data-integrity" / "single.json").read_text())
    proof = document.pop("proof")
    text = json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"
    for name in "AB":
        (tmp_path / name).write_text(json.dumps(keys.dresses[name]["jwk_private"]))
        text = run("sign", "--key", tmp_path / name, "--at", AT, "-", data=text).stdout
    made = json.loads(text)["proof"]
    assert made[0] == proof and made[1]["verificationMethod"].startswith(keys.dresses["B"]["did_key"])



@pytest.mark.parametrize("before", ["{}", " { } ", '{"proof":[]}', '{"a":1,"proof":[ ],"b":2}', '{"proof" : {"type":"x"} , "b":[1,2]}',
                                    '{"b":"}","proof":[{"type":"]"} ]\n}', '{"a":{"proof":1}}'])
def test_where_a_proof_goes(run, keys, tmp_path, before):
    (tmp_path / "a").write_text(json.dumps(keys.dresses["A"]["jwk_private"]))
    done = run("sign", "--key", tmp_path / "a", "--at", AT, "-", data=before.encode())
    assert done.returncode == 0, done.stderr
    old, new = json.loads(before), json.loads(done.stdout)
    earlier = old.pop("proof", [])
    earlier = earlier if isinstance(earlier, list) else [earlier]
    made = new.pop("proof")
    assert old == new and (made[:-1] if isinstance(made, list) else []) == earlier


def test_openssl_checks_what_we_seal(run, own, sealer, openssl, tmp_path):
    payload = (own.parent.parent / "elm" / "own" / "minimal-generic-full.jsonld").read_bytes()
    for words, options in (([], []), (["--algorithm", "PS256"], ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest"]),
                           (["--algorithm", "RS512"], [])):
        sealed = json.loads(run("sign", *sealer, *words, "-", data=payload).stdout)
        [one] = sealed["signatures"]
        (tmp_path / "signed").write_bytes(one["protected"].encode() + b"." + sealed["payload"].encode())
        (tmp_path / "signature").write_bytes(unb64u(one["signature"]))
        (tmp_path / "public").write_bytes(openssl("x509", "-in", own / "pki" / "seal-rsa.pem", "-pubkey", "-noout"))
        digest = "-sha512" if "RS512" in words else "-sha256"
        assert b"OK" in openssl("dgst", digest, "-verify", tmp_path / "public", "-signature", tmp_path / "signature", *options, tmp_path / "signed")
        assert sealed["payload"].encode() == payload


@pytest.mark.parametrize("kind,alg", [("Ed25519", "EdDSA"), ("P-256", "ES256"), ("P-384", "ES384"), ("P-521", "ES512"), ("RSA", "RS256"),
                                      ("RSA", "PS384")])
def test_jwcrypto_checks_what_we_sign(run, tmp_path, kind, alg):
    jwk, jws = pytest.importorskip("jwcrypto.jwk"), pytest.importorskip("jwcrypto.jws")
    told = json.loads(run("keygen", "--type", kind, "-o", tmp_path / "key").stdout)
    payload = b'{"issuer":"did:example:1","n":1}'
    token = run("sign", "--key", tmp_path / "key", "--suite", "vc-jwt", "--algorithm", alg, "--name", "k", "-", data=payload).stdout.decode()
    reader = jws.JWS()
    reader.allowed_algs = [alg]
    reader.deserialize(token, jwk.JWK(**told["jwk"]))
    assert reader.payload == payload and json.loads(unb64u(token.split(".")[0]))["typ"] == "vc+jwt"


def test_what_jwcrypto_signs_we_verify(verify, keys):
    jwk, jws = pytest.importorskip("jwcrypto.jwk"), pytest.importorskip("jwcrypto.jws")
    for dress, alg in ((keys.dresses["A"], "EdDSA"), (keys.e_dresses, "ES256")):
        token = jws.JWS(json.dumps({"issuer": dress["did_key"]}))
        token.add_signature(jwk.JWK(**dress["jwk_private"]), None, json.dumps({"alg": alg, "kid": dress["did_key"] + "#" + dress["did_key"][8:]}))
        assert verify(token.serialize(compact=True).encode(), trust=[dress["did_key"]])[0] == 0


def test_cryptography_checks_our_proofs(run, keys, tmp_path):
    """eddsa-jcs-2022 and ecdsa-jcs-2019, hashed and verified in Python alone."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils
    from forge import ALPHABET, jcs
    document = {"@context": ["https://www.w3.org/ns/credentials/v2"], "issuer": "x", "b": [1, {"z": "\u00e9", "a": None}]}
    for key, dress in ((keys.a, keys.dresses["A"]), (keys.e, keys.e_dresses)):
        (tmp_path / "k").write_text(json.dumps(dress["jwk_private"]))
        made = json.loads(run("sign", "--key", tmp_path / "k", "--at", AT, "-", data=json.dumps(document).encode()).stdout)
        proof = made.pop("proof")
        number = 0
        for letter in proof.pop("proofValue")[1:]:
            number = number * 58 + ALPHABET.index(letter)
        signature = number.to_bytes(64, "big")
        data = hashlib.sha256(jcs(proof)).digest() + hashlib.sha256(jcs(made)).digest()
        if key is keys.a:
            key.public_key().verify(signature, data)
        else:
            halves = (int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
            key.public_key().verify(utils.encode_dss_signature(*halves), data, ec.ECDSA(hashes.SHA256()))


# ---- elsewhere

SUITES = [("jades", "rsa"), ("jades", "ec"), ("vc-jwt", "rsa"), ("vc-jwt", "ec"), ("vc-jwt", "ed"), ("ecdsa-jcs-2019", "ec"), ("eddsa-jcs-2022", "ed")]


@pytest.fixture
def elsewhere(own, keys, tmp_path, openssl):
    """elsewhere(kind): (the private key's file, which edu never sees; what edu sees)."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    def go(kind, suite):
        key = {"rsa": keys.rsa, "ec": keys.e, "ed": keys.a}[kind]
        private, public = tmp_path / f"{kind}.key", tmp_path / f"{kind}.pub"
        private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
        return private, own / "pki" / f"seal-{kind}.pem" if suite == "jades" else public
    return go


@pytest.mark.parametrize("suite,kind", SUITES)
def test_prepare_sign_with_openssl_finish(run, verify, elsewhere, openssl, keys, own, anchor, tmp_path, suite, kind):
    private, public = elsewhere(kind, suite)
    issuer = {"rsa": "did:example:rsa", "ec": did_of(keys.e), "ed": did_of(keys.a)}[kind]
    document = {"type": ["VerifiableCredential"], "issuer": {"id": issuer, "eIDASIdentifier": {"notation": "VATNL-000000000"}}}
    name = ["--name", "k"] if kind == "rsa" and suite == "vc-jwt" else []
    done = run("sign", "--prepare", tmp_path / "state", "--suite", suite, "--key", public, "--at", AT, *name, "-o", tmp_path / "bytes", "-",
               data=json.dumps(document).encode())
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o600
    if kind == "ed":
        openssl("pkeyutl", "-sign", "-rawin", "-inkey", private, "-in", tmp_path / "bytes", "-out", tmp_path / "signature")
    else:
        openssl("dgst", "-sha256", "-sign", private, "-out", tmp_path / "signature", tmp_path / "bytes")
    done = run("sign", "--finish", tmp_path / "state", "--signature", tmp_path / "signature", "-o", tmp_path / "done")
    assert done.returncode == 0, done.stderr
    trust = [anchor] if suite == "jades" else [f"{issuer}={public}"]
    assert verify((tmp_path / "done").read_bytes(), trust=trust)[0] == 0
    (tmp_path / "signature").write_bytes(bytes(64))
    wrong = run("sign", "--finish", tmp_path / "state", "--signature", tmp_path / "signature", "-o", tmp_path / "never")
    assert wrong.returncode == 1 and b"sign/wrong" in wrong.stderr and not (tmp_path / "never").exists()


@pytest.mark.parametrize("state", [b"", b"{}", b"[]", b'{"signing":1,"algorithm":"none","encoding":0}', b'{"algorithm":"EdDSA","encoding":9,"publicKey":""}'])
def test_states_that_are_none(run, tmp_path, state):
    (tmp_path / "s").write_bytes(state)
    (tmp_path / "x").write_bytes(bytes(64))
    assert run("sign", "--finish", tmp_path / "s", "--signature", tmp_path / "x").returncode in (1, 65)


def test_the_example_seals_with_openssl_as_the_device(top, build, own, verify, anchor, tmp_path, openssl):
    if not shutil.which("cc"):
        pytest.skip("no C compiler")
    done = subprocess.run(["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", top / "examples" / "sign_elsewhere.c", "-o", tmp_path / "example",
                           "-I", top / "include", "-L", build / "libedu", "-ledu"], capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    (tmp_path / "credential.json").write_text('{"issuer":{"eIDASIdentifier":{"notation":"VATNL-000000000"}}}')
    env = {**shutil.os.environ, "LD_LIBRARY_PATH": str(build / "libedu")}
    words = [tmp_path / "example", tmp_path / "credential.json", own / "pki" / "seal-rsa.pem", own / "pki" / "seal-rsa-TEST-ONLY-key.pem"]
    done = subprocess.run(words, env=env, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert verify(done.stdout, trust=[anchor], at="2030-01-01T00:00:00Z")[0] == 0
    (tmp_path / "other.key").write_bytes(openssl("genrsa", "2048"))
    done = subprocess.run([*words[:3], tmp_path / "other.key"], env=env, capture_output=True, timeout=60)
    assert done.returncode == 1 and b"sign/wrong" in done.stderr and not done.stdout


# ---- refusals

@pytest.mark.parametrize("data,rule", [(b"[]", "sign/object"), (b'{"payload":"x","signatures":[]}', "sign/sealed"), (b'{"a":1,"a":2}', "json/duplicate-member"),
                                       (b"\xef\xbb\xbf{}", "json/bom"), (b'{"a":"\\u0000"}', "json/nul"), (b"{", "json/truncated")])
def test_what_is_not_sealed(run, sealer, data, rule):
    done = run("sign", *sealer, "-", data=data)
    assert done.returncode in (1, 65) and f"({rule})".encode() in done.stderr and not done.stdout


def test_certificates_of_another_key(run, own, keys, tmp_path):
    (tmp_path / "a").write_text(json.dumps(keys.dresses["A"]["jwk_private"]))
    done = run("sign", "--key", tmp_path / "a", "--cert", own / "pki" / "seal-rsa.pem", "-", data=b"{}")
    assert done.returncode == 65 and b"sign/certificate" in done.stderr


def test_a_public_key_signs_nothing(run, keys, tmp_path):
    (tmp_path / "a").write_text(json.dumps(keys.dresses["A"]["jwk_public"]))
    done = run("sign", "--key", tmp_path / "a", "-", data=b"{}")
    assert done.returncode == 65 and b"key/public" in done.stderr


def test_suites_and_keys_that_don_t_fit(run, keys, tmp_path):
    (tmp_path / "a").write_text(json.dumps(keys.dresses["A"]["jwk_private"]))
    for words, rule in ((["--suite", "ecdsa-jcs-2019"], b"key/algorithm"), (["--suite", "vc-jwt", "--algorithm", "RS256"], b"key/algorithm"),
                        (["--suite", "jades"], b"sign/certificate"), (["--suite", "bbs"], b"sign/suite")):
        assert rule in run("sign", "--key", tmp_path / "a", *words, "-", data=b"{}").stderr


def test_a_seal_keeps_the_documents_bytes(run, sealer, verify, anchor):
    payload = '{ "n" : 1.50, "s":"tab\\t \u0394 \U0001F393 \\/ \\"",\r\n "issuer":{"eIDASIdentifier":{"notation":"VATNL-000000000"}} }\n'
    sealed = run("sign", *sealer, "-", data=payload.encode()).stdout
    assert json.loads(sealed)["payload"] == payload
    assert verify(sealed, trust=[anchor])[0] == 0


# ---- PKCS#11

def test_a_key_in_softhsm(run, verify, tmp_path, openssl):
    """The private key is made in the token and never leaves it; pkcs11-tool signs."""
    module = next((m for m in ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so") if shutil.os.path.exists(m)), None)
    if not module or not shutil.which("pkcs11-tool") or not shutil.which("softhsm2-util"):
        pytest.skip("softhsm2 and opensc are not installed")
    (tmp_path / "tokens").mkdir()
    (tmp_path / "conf").write_text(f"directories.tokendir = {tmp_path}/tokens\nobjectstore.backend = file\n")
    env = {**shutil.os.environ, "SOFTHSM2_CONF": str(tmp_path / "conf")}

    def tool(*words):
        done = subprocess.run(list(map(str, words)), env=env, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr + done.stdout
    tool("softhsm2-util", "--init-token", "--free", "--label", "edu", "--pin", "1234", "--so-pin", "5678")
    p11 = ["pkcs11-tool", "--module", module, "--token-label", "edu", "--login", "--pin", "1234"]
    for kind, mechanism, suite in (("EC:prime256v1", "ECDSA", "ecdsa-jcs-2019"), ("rsa:2048", "SHA256-RSA-PKCS", "vc-jwt")):
        label, key_id = suite, "01" if "EC" in kind else "02"
        tool(*p11, "--keypairgen", "--key-type", kind, "--label", label, "--id", key_id)
        tool(*p11, "--read-object", "--type", "pubkey", "--label", label, "-o", tmp_path / "public.der")
        (tmp_path / "state").unlink(missing_ok=True)
        done = run("sign", "--prepare", tmp_path / "state", "--key", tmp_path / "public.der", "--suite", suite, "--name", "did:example:1#k",
                   "-o", tmp_path / "bytes", "-", data=b'{"issuer":"did:example:1"}')
        assert done.returncode == 0, done.stderr
        to_sign = tmp_path / "bytes"
        if mechanism == "ECDSA":            # which signs digests
            to_sign = tmp_path / "digest"
            to_sign.write_bytes(hashlib.sha256((tmp_path / "bytes").read_bytes()).digest())
        tool(*p11, "--sign", "--mechanism", mechanism, "--id", key_id, "-i", to_sign, "-o", tmp_path / "signature")
        done = run("sign", "--finish", tmp_path / "state", "--signature", tmp_path / "signature")
        assert done.returncode == 0, done.stderr
        pem = openssl("pkey", "-pubin", "-inform", "DER", "-in", tmp_path / "public.der")
        (tmp_path / "pem").write_bytes(pem)
        status, verdict = verify(done.stdout, trust=[f"did:example:1={tmp_path / 'pem'}"])
        assert verdict["signatures"][0]["integrity"] != "bad-signature", verdict
        assert (status == 0) == (suite == "vc-jwt")


# ---- completed for its seal

def completed(run, own, tmp_path, document, *options):
    (tmp_path / "d").write_text(json.dumps(document))
    return run("sign", "--complete", "--key", own / "pki" / "seal-rsa-TEST-ONLY-key.pem", "--cert", own / "pki" / "seal-rsa.pem",
               "--at", "2026-01-15T09:00:00Z", *options, tmp_path / "d")


@pytest.mark.parametrize("issuer", ["urn:epass:org:1", {"id": "urn:epass:org:1", "legalName": {"en": "X"}},
                                    {"id": "urn:epass:org:1", "eIDASIdentifier": {"notation": "somebody else"}}])
def test_a_credential_is_completed_for_its_seal(run, verify, own, anchor, tmp_path, issuer):
    done = completed(run, own, tmp_path, {"id": "urn:credential:1", "issued": "2020-01-01T00:00:00Z", "issuer": issuer})
    payload = json.loads(json.loads(done.stdout)["payload"])
    identifier = payload["issuer"]["eIDASIdentifier"]
    assert payload["issued"] == payload["issuanceDate"] == "2026-01-15T09:00:00Z" and payload["issuer"]["id"] == "urn:epass:org:1"
    assert identifier["notation"][:3] == "VAT" and identifier["spatial"]["id"].startswith("http://publications.europa.eu/resource/authority/country/")
    assert "legalName" not in issuer or payload["issuer"]["legalName"] == {"en": "X"}
    status, verdict = verify(done.stdout, trust=[anchor])
    assert status == 0 and verdict["signatures"][0]["binding"] == "proven"


def test_what_can_not_be_completed(run, own, tmp_path):
    assert b"sign/issuer" in completed(run, own, tmp_path, {"id": "urn:credential:1"}).stderr
    assert b"sign/issuer" in completed(run, own, tmp_path, {"issuer": [1]}).stderr
    assert b"sign/complete" in completed(run, own, tmp_path, {"issuer": "x"}, "--suite", "vc-jwt").stderr
