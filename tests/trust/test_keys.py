"""Keys in all their dresses, and what is no key."""
import json
import subprocess

import pytest

from forge import b58, b64u, did_of


@pytest.fixture
def trusted(run, own, tmp_path):
    """trusted(bytes or text, owner=…): the finished verification of key A's proof with such a file as trust."""
    def go(data, owner=None, document=own / "data-integrity" / "single.json"):
        path = tmp_path / "key"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return run("verify", "--json", "--at", "2026-02-01", "--trust", f"{owner}={path}" if owner else path, document)
    return go


DRESSES = {
    "raw": lambda k: bytes.fromhex(k["public_hex"]), "jwk": lambda k: json.dumps(k["jwk_public"]),
    "jwk-with-use": lambda k: json.dumps({**k["jwk_public"], "use": "sig", "key_ops": ["verify"], "alg": "EdDSA"}),
    "multikey": lambda k: k["publicKeyMultibase"], "did-key": lambda k: k["did_key"] + "\n",
    "did-key-method": lambda k: k["did_key_verification_method"], "did-jwk": lambda k: k["did_jwk"],
    "pem": lambda k: k["spki_pem"], "pem-crlf": lambda k: k["spki_pem"].replace("\n", "\r\n"),
    "pem-with-text": lambda k: "Our key:\n" + k["spki_pem"] + "\nthe end", "der": lambda k: bytes.fromhex(k["spki_der_hex"]),
    "controller": lambda k: json.dumps({"id": k["did_key"], "verificationMethod": [{
        "id": k["did_key_verification_method"], "type": "Multikey", "controller": k["did_key"],
        "publicKeyMultibase": k["publicKeyMultibase"]}], "assertionMethod": [k["did_key_verification_method"]]}),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_public_key_in_each_dress(trusted, keys, dress):
    done = trusted(DRESSES[dress](keys.dresses["A"]))
    if dress == "did-jwk":      # another name of the same key: not the issuer that the record names
        assert done.returncode == 2 and json.loads(done.stdout)["subIndication"] == "SIG_CONSTRAINTS_FAILURE"
    else:
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("dress", DRESSES)
def test_another_key_in_each_dress_does_not_vouch(trusted, keys, dress):
    done = trusted(DRESSES[dress](keys.dresses["B"]))
    assert done.returncode == 2 and json.loads(done.stdout)["subIndication"] == "NO_CERTIFICATE_CHAIN_FOUND"


def test_jwk_set_needs_an_owner(trusted, keys):
    jwks = json.dumps({"keys": [keys.dresses["B"]["jwk_public"], {"kty": "unknown"}, keys.dresses["A"]["jwk_public"]]})
    assert json.loads(trusted(jwks).stdout)["signatures"][0]["trust"] == "anchored"
    assert trusted(jwks, owner=did_of(keys.a)).returncode == 0
    other = trusted(jwks, owner="https://other.example")
    assert other.returncode == 2 and json.loads(other.stdout)["signatures"][0]["binding"] == "contradicted"


PRIVATE = {
    "raw-seed": lambda k: bytes.fromhex(k["seed_hex"]), "raw-64": lambda k: bytes.fromhex(k["libsodium_secret_hex"]),
    "jwk": lambda k: json.dumps(k["jwk_private"]), "multikey": lambda k: k["secretKeyMultibase"],
    "pkcs8-pem": lambda k: k["pkcs8_pem"], "pkcs8-der": lambda k: bytes.fromhex(k["pkcs8_der_hex"]),
}


@pytest.mark.parametrize("dress", PRIVATE)
def test_private_key_in_each_dress_signs_the_same(run, keys, own, tmp_path, dress):
    data = PRIVATE[dress](keys.dresses["A"])
    (tmp_path / "key").write_bytes(data if isinstance(data, bytes) else data.encode())
    document = json.loads((own / "data-integrity" / "single.json").read_text())
    proof = document.pop("proof")
    done = run("sign", "--key", tmp_path / "key", "--at", "2026-01-15T09:00:00Z", "-", data=json.dumps(document).encode())
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["proof"]["proofValue"] == proof["proofValue"]


@pytest.mark.parametrize("dress", [d for d in PRIVATE if d != "raw-seed"])
def test_private_key_is_refused_where_a_public_one_belongs(trusted, keys, dress):
    done = trusted(PRIVATE[dress](keys.dresses["A"]))
    assert done.returncode == 65 and not done.stdout


JWK = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
EC = {"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
      "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}


def rsa_jwk(bits=2048, e=65537, even=False):
    n = (1 << bits) - (1 if not even else 2)
    return {"kty": "RSA", "n": b64u(n.to_bytes(bits // 8, "big")), "e": b64u(e.to_bytes((e.bit_length() + 7) // 8, "big"))}


BAD = {
    "all-zero": ({**JWK, "x": b64u(bytes(32))}, "key/zero"), "private-in-set": ({"keys": [{**JWK, "d": b64u(bytes(32))}]}, "key/private-part"),
    "x-31": ({**JWK, "x": b64u(bytes(31))}, "key/size"), "x-33": ({**JWK, "x": b64u(bytes(33))}, "key/size"),
    "x-missing": ({"kty": "OKP", "crv": "Ed25519", "kid": "a"}, "key/jwk-member"), "x-number": ({**JWK, "x": 5}, "key/jwk-member"),
    "x-padded": ({**JWK, "x": JWK["x"] + "="}, "key/jwk-base64"), "x-bits": ({**JWK, "x": JWK["x"][:-1] + "p"}, "key/jwk-base64"),
    "crv-not-kty": ({**JWK, "kty": "EC"}, "key/type"), "symmetric": ({"kty": "oct", "k": "AAAA"}, "key/type"),
    "secp256k1": ({**EC, "crv": "secp256k1"}, "key/type"), "use-enc": ({**JWK, "use": "enc"}, "key/use"),
    "ops-encrypt": ({**JWK, "key_ops": ["encrypt"]}, "key/use"), "alg-foreign": ({**JWK, "alg": "RS256"}, "key/use"),
    "off-curve": ({**EC, "y": EC["x"]}, "key/point"), "short-coordinate": ({**EC, "x": EC["x"][:40]}, "key/size"),
    "rsa-512": (rsa_jwk(512), "key/rsa-size"), "rsa-e-1": (rsa_jwk(e=1), "key/rsa-numbers"), "rsa-e-even": (rsa_jwk(e=4), "key/rsa-numbers"),
    "rsa-even": (rsa_jwk(even=True), "key/rsa-numbers"), "rsa-leading-zero": ({**rsa_jwk(), "e": b64u(b"\0\1\0\1")}, "key/rsa-numbers"),
    "keys-object": ({"keys": {}}, "key/jwks"), "nothing": ({}, "key/json"), "array": ([JWK], "key/unknown"),
    "controller-stranger": ({"id": "https://a.example", "verificationMethod": [{"id": "https://a.example#1",
                             "controller": "https://b.example", "publicKeyJwk": JWK}]}, "key/none"),
    "multikey-0OIl": ("z6Mk0OIlupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw", "key/multikey"),
    "multikey-u": ("u7QHXWpgBgrEKt9VL_tPJZAc6DuFy89qmIyWvAhpo9wdRGg", "key/unknown"),
    "multikey-long": ("z" + "2" * 2000, "limit/base58"), "multikey-short": ("z" + b58(b"\xed\x01" + bytes(range(31))), "key/size"),
    "multikey-varint": ("z" + b58(b"\xed\x81\x00" + bytes(range(32))), "key/type"),
    "multikey-bls": ("z" + b58(b"\xeb\x01" + bytes(range(96))), "key/type"),
    "multikey-secret-p256": ("z" + b58(b"\x86\x26" + bytes(range(32))), "key/private-part"),
    "did-fragment": ("did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw#z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd",
                     "key/did-fragment"),
    "did-upper": ("DID:KEY:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw", "key/unknown"),
    "did-jwk-array": ("did:jwk:" + b64u(b"[]"), "key/jwk"), "did-jwk-twice": ("did:jwk:" + b64u(b'{"kty":"OKP","kty":"OKP"}'), "json/duplicate-member"),
    "did-jwk-1-mb": ("did:jwk:" + "A" * 1000000, "limit/did"), "did-jwk-method": ("did:jwk:" + b64u(json.dumps(JWK).encode()) + "#1", "key/did-fragment"),
    "pem-cut": ("-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQ", "key/pem"),
    "pem-label": ("-----BEGIN SOMETHING-----\nAAAA\n-----END SOMETHING-----\n", "key/pem-label"),
    "pem-other-end": ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END CERTIFICATE-----\n", "key/pem"),
    "pem-garbage": ("-----BEGIN PUBLIC KEY-----\n!!!!\n-----END PUBLIC KEY-----\n", "key/pem"),
    "der-trailing": (bytes.fromhex("302a300506032b6570032100") + bytes(range(32)) + b"\0", "key/syntax"),
    "der-huge-length": (b"\x30\x84\xff\xff\xff\xff" + bytes(10), "certificate/syntax"), "empty": (b"", "key/unknown"),
    "compressed-off-curve": ("z" + b58(b"\x80\x24\x02" + b"\xff" * 32), "key/point"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_key_is_refused(trusted, name):
    data, rule = BAD[name]
    done = trusted(data if isinstance(data, (bytes, str)) else json.dumps(data))
    assert done.returncode == 65 and not done.stdout
    assert f"({rule})".encode() in done.stderr, done.stderr


def sign(run, tmp_path, key, *options):
    (tmp_path / "k").write_bytes(key)
    return run("sign", "--key", tmp_path / "k", *options, "--suite", "vc-jwt", "--name", "k", "-", data=b"{}")


@pytest.fixture(scope="module")
def openssl():
    def go(*words):
        done = subprocess.run(["openssl", *map(str, words)], capture_output=True, timeout=60)
        if done.returncode:
            pytest.skip(f"openssl {words[0]}: {done.stderr.decode().splitlines()[-1:]}")
        return done.stdout
    return go


def test_encrypted_pkcs8_needs_its_password_and_never_asks(run, tmp_path, own, openssl):
    key = openssl("pkcs8", "-topk8", "-in", own / "pki" / "seal-rsa-TEST-ONLY-key.pem", "-passout", "pass:right")
    (tmp_path / "right").write_text("right\n")
    (tmp_path / "wrong").write_text("wrong\n")
    done = sign(run, tmp_path, key)
    assert done.returncode == 65 and b"key/password-needed" in done.stderr
    assert b"key/password)" in sign(run, tmp_path, key, "--password-file", tmp_path / "wrong").stderr
    assert sign(run, tmp_path, key, "--password-file", tmp_path / "right").returncode == 0


@pytest.mark.parametrize("words", [("ecparam", "-genkey", "-name", "prime256v1"), ("genrsa", "-traditional", "2048"),
                                   ("genpkey", "-algorithm", "ED25519"), ("ecparam", "-genkey", "-name", "secp521r1"),
                                   ("genpkey", "-algorithm", "ED25519", "-outform", "DER"), ("genrsa", "3072")])
def test_private_keys_that_openssl_writes(run, tmp_path, openssl, words):
    assert sign(run, tmp_path, openssl(*words)).returncode == 0


def test_pkcs12_with_a_legacy_cipher_says_so(run, tmp_path, own, openssl):
    pki = own / "pki"
    bundle = openssl("pkcs12", "-export", "-legacy", "-inkey", pki / "seal-rsa-TEST-ONLY-key.pem", "-in", pki / "seal-rsa.pem",
                     "-passout", "pass:x")
    (tmp_path / "pw").write_text("x")
    done = sign(run, tmp_path, bundle, "--password-file", tmp_path / "pw")
    assert done.returncode == 65 and b"key/legacy-cipher" in done.stderr


def test_pkcs12_without_key_or_with_a_wrong_password(run, tmp_path, own, openssl):
    pki = own / "pki"
    bundle = openssl("pkcs12", "-export", "-nokeys", "-in", pki / "seal-rsa.pem", "-passout", "pass:x")
    (tmp_path / "pw").write_text("x")
    assert b"key/pkcs12" in sign(run, tmp_path, bundle, "--password-file", tmp_path / "pw").stderr
    (tmp_path / "pw").write_text("y")
    good = (pki / "seal-rsa-TEST-ONLY.p12").read_bytes()
    assert b"key/password)" in sign(run, tmp_path, good, "--password-file", tmp_path / "pw").stderr
    assert b"key/password-needed" in sign(run, tmp_path, good).stderr


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384", "P-521", "RSA"])
def test_new_keys_are_private_files_that_sign(run, tmp_path, kind):
    out = tmp_path / "new.pem"
    done = run("keygen", "--type", kind, "-o", out)
    assert done.returncode == 0 and out.stat().st_mode & 0o777 == 0o600
    told = json.loads(done.stdout)
    jwcrypto = pytest.importorskip("jwcrypto.jwk")
    assert jwcrypto.JWK(**told["jwk"]).thumbprint() == told["thumbprint"]
    assert "d" not in told["jwk"] and run("keygen", "--type", kind, "-o", out).returncode == 73
    token = run("sign", "--key", out, "--suite", "vc-jwt", "--name", "k", "-", data=b"{}").stdout
    jws = pytest.importorskip("jwcrypto.jws").JWS()
    jws.deserialize(token.decode(), jwcrypto.JWK(**told["jwk"]))
    assert jws.payload == b"{}"


def test_encrypted_key_files_open_with_their_password_alone(run, tmp_path):
    (tmp_path / "pw").write_text("correct horse\n")
    (tmp_path / "no").write_text("battery staple\n")
    key = tmp_path / "sealed"
    assert run("keygen", "-o", key, "--password-file", tmp_path / "pw").returncode == 0
    sealed = key.read_bytes()
    assert sealed.startswith(b"EDUKEY1\n") and b"PRIVATE" not in sealed
    assert sign(run, tmp_path, sealed, "--password-file", tmp_path / "pw").returncode == 0
    assert b"key/password)" in sign(run, tmp_path, sealed, "--password-file", tmp_path / "no").stderr
    assert b"key/password-needed" in sign(run, tmp_path, sealed).stderr
    for at in range(16, len(sealed), 7):
        broken = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1:]
        assert sign(run, tmp_path, broken, "--password-file", tmp_path / "pw").returncode == 65
    assert b"key/sealed" in sign(run, tmp_path, sealed[:60], "--password-file", tmp_path / "pw").stderr
    costly = sealed[:8] + b"\xff\xff\xff\xff\xff\xff\xff\xff" + sealed[16:]
    assert b"limit/key-file" in sign(run, tmp_path, costly, "--password-file", tmp_path / "pw").stderr


def test_did_key_vectors_of_the_method(run, vectors, tmp_path):
    """Each DID of the vectors is accepted as a key, and those of key agreement alone sign nothing."""
    found = 0
    for name in ("ed25519-x25519", "nist-curves", "rsa"):
        for did in json.loads((vectors / "did-key" / f"{name}.json").read_text()):
            if not did.startswith("did:key:z"):
                continue
            (tmp_path / "did").write_text(did)
            done = run("verify", "--at", "2026-02-01", "--trust", tmp_path / "did", "-", data=b"{}")
            assert done.returncode == 1 and b"NOT-SIGNED" in done.stdout, (did, done.stderr)
            found += 1
    assert found >= 5
