"""Envelopes made by other means than libedu: Python's cryptography and json, so that both sides of a test differ."""
import base64
import hashlib
import json

import pytest

pytest.importorskip("cryptography")
from cryptography import x509                                                   # noqa: E402
from cryptography.hazmat.primitives import hashes, serialization                # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils  # noqa: E402

HASHES = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64u(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def b58(data):
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def jcs(value):
    """Enough of RFC 8785 for values without fractions and with ASCII names."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def did_of(key):
    public = key.public_key()
    if isinstance(key, ed25519.Ed25519PrivateKey):
        raw, prefix = public.public_bytes_raw(), b"\xed\x01"
    else:
        raw = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
        prefix = {256: b"\x80\x24", 384: b"\x81\x24", 521: b"\x82\x24"}[key.curve.key_size]
    return "did:key:z" + b58(prefix + raw)


def method_of(key):
    did = did_of(key)
    return f"{did}#{did.rpartition(':')[2]}"


def sign(key, alg, data):
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(data)
    digest = HASHES.get(alg[-3:], hashes.SHA256())
    if isinstance(key, rsa.RSAPrivateKey):
        pss = padding.PSS(padding.MGF1(digest), digest.digest_size)
        return key.sign(data, pss if alg.startswith("PS") else padding.PKCS1v15(), digest)
    r, s = utils.decode_dss_signature(key.sign(data, ec.ECDSA(digest)))
    width = (key.curve.key_size + 7) // 8
    return r.to_bytes(width, "big") + s.to_bytes(width, "big")


def compact(key, header, payload, alg=None, sign_with=sign):
    head = b64u(header if isinstance(header, bytes) else json.dumps(header).encode())
    body = b64u(payload if isinstance(payload, bytes) else json.dumps(payload).encode())
    alg = alg or (header.get("alg") if isinstance(header, dict) else None) or "EdDSA"
    return f"{head}.{body}.{b64u(sign_with(key, str(alg), f'{head}.{body}'.encode()))}".encode()


def seal(key, certificate, payload, alg="RS256", header=None, drop=(), unprotected=None, sign_with=sign, **more):
    """A JAdES seal as JSON (a dict); header replaces all of it, more adds to it, drop takes away."""
    der = certificate.public_bytes(serialization.Encoding.DER)
    full = {"alg": alg, "cty": "json", "x5t#S256": b64u(hashlib.sha256(der).digest()),
            "x5c": [base64.b64encode(der).decode()], "typ": "jose+json", "b64": False, "iat": 1768467600, "crit": ["b64"]}
    full.update(more)
    full = header if header is not None else {k: v for k, v in full.items() if k not in drop}
    head = b64u(full if isinstance(full, bytes) else json.dumps(full).encode())
    body = payload if isinstance(full, dict) and full.get("b64") is False else b64u(payload.encode())
    one = {"protected": head, "signature": b64u(sign_with(key, alg, f"{head}.".encode() + body.encode()))}
    if unprotected is not None:
        one["header"] = unprotected
    return {"payload": body, "signatures": [one]}


def prove(key, document, suite="eddsa-jcs-2022", value=None, **more):
    """The document with a Data Integrity proof; None among more takes a member away."""
    proof = {"type": "DataIntegrityProof", "cryptosuite": suite, "created": "2026-01-15T09:00:00Z",
             "verificationMethod": method_of(key), "proofPurpose": "assertionMethod"}
    if "@context" in document:
        proof["@context"] = document["@context"]
    proof.update(more)
    proof = {k: v for k, v in proof.items() if v is not None}
    digest = hashlib.sha256 if "384" not in str(getattr(getattr(key, "curve", ""), "name", "")) else hashlib.sha384
    bare = {k: v for k, v in document.items() if k != "proof"}
    data = digest(jcs(proof)).digest() + digest(jcs(bare)).digest()
    alg = "ES384" if digest is hashlib.sha384 else "ES256"
    proof["proofValue"] = value if value is not None else "z" + b58(sign(key, alg, data))
    return {**bare, "proof": proof}


class Keys:
    """The test keys of the vectors, as this library sees them."""
    def __init__(self, own):
        keys = json.loads((own / "keys" / "ed25519.json").read_text())
        self.dresses = keys
        self.a, self.b = (ed25519.Ed25519PrivateKey.from_private_bytes(bytes.fromhex(keys[k]["seed_hex"])) for k in "AB")
        self.e_dresses = json.loads((own / "keys" / "p256.json").read_text())["E"]
        self.e = ec.derive_private_key(int.from_bytes(unb64u(self.e_dresses["jwk_private"]["d"]), "big"), ec.SECP256R1())
        pem = (own / "pki" / "seal-rsa-TEST-ONLY-key.pem").read_bytes()
        self.rsa = serialization.load_pem_private_key(pem, None)
        self.rsa_certificate = x509.load_pem_x509_certificate((own / "pki" / "seal-rsa.pem").read_bytes())
        self.ec_certificate = x509.load_pem_x509_certificate((own / "pki" / "seal-ec.pem").read_bytes())


def credential(key, **more):
    return {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:uuid:1", "type": ["VerifiableCredential"],
            "issuer": did_of(key), "credentialSubject": {"id": "did:example:s", "grade": 8}, **more}
