"""What hostile files try that has no place in the other files: RSA numbers, XML beside the signature, chains that loop, odd points."""
import datetime
import hashlib
import json

import pytest

forge = pytest.importorskip("forge")
from cryptography import x509                                          # noqa: E402
from cryptography.hazmat.primitives import hashes                      # noqa: E402
from cryptography.hazmat.primitives.asymmetric import rsa              # noqa: E402
from cryptography.hazmat.primitives.serialization import Encoding      # noqa: E402

DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


# ---- RSA

def sealed(keys, encode):
    """A seal whose signature is made of numbers: encode(bytes to be signed, n, d, length)."""
    numbers = keys.rsa.private_numbers()
    n, d = numbers.public_numbers.n, numbers.d
    document = forge.seal(keys.rsa, keys.rsa_certificate, "{}", sign_with=lambda key, alg, data: encode(data, n, d, (n.bit_length() + 7) // 8))
    return json.dumps(document).encode()


def padded(data, length, filling=None, digest_info=DIGEST_INFO, tail=b""):
    """PKCS#1 v1.5: 00 01 FF … 00 DigestInfo digest; or something that only looks like it."""
    body = digest_info + hashlib.sha256(data).digest() + tail
    filling = b"\xff" * (length - 3 - len(body)) if filling is None else filling
    return (b"\0\1" + filling + b"\0" + body).ljust(length, b"\0")


def power(block, n, d, length):
    return pow(int.from_bytes(block, "big"), d, n).to_bytes(length, "big")


GOOD = "as it should be"
RSA = {
    GOOD: lambda data, n, d, k: power(padded(data, k), n, d, k),
    "garbage behind a short padding": lambda data, n, d, k: power(padded(data, k, b"\xff" * 8, tail=b"garbage"), n, d, k),
    "padding of zeros": lambda data, n, d, k: power(padded(data, k, b"\0" * (k - 3 - 51)), n, d, k),
    "no padding": lambda data, n, d, k: power(padded(data, k, b""), n, d, k),
    "DigestInfo without NULL": lambda data, n, d, k: power(padded(data, k, digest_info=bytes.fromhex("302f300b0609608648016503040201") + b"\4\x20"), n, d, k),
    "DigestInfo of SHA-1": lambda data, n, d, k: power(padded(data, k, digest_info=bytes.fromhex("3021300906052b0e03021a05000414")), n, d, k),
    "no DigestInfo": lambda data, n, d, k: power(padded(data, k, digest_info=b""), n, d, k),
    "the signature plus the modulus": lambda data, n, d, k: ((pow(int.from_bytes(padded(data, k), "big"), d, n) + n) % (1 << 8 * k)).to_bytes(k, "big"),
    "the modulus": lambda data, n, d, k: n.to_bytes(k, "big"),
    "zero": lambda data, n, d, k: bytes(k),
    "one": lambda data, n, d, k: (1).to_bytes(k, "big"),
    "a zero in front": lambda data, n, d, k: b"\0" + power(padded(data, k), n, d, k),
    "the last byte away": lambda data, n, d, k: power(padded(data, k), n, d, k)[:-1],
    "a byte behind": lambda data, n, d, k: power(padded(data, k), n, d, k) + b"\0",
}


@pytest.mark.parametrize("name", RSA)
def test_numbers_of_rsa(verify, keys, own, name):
    status, verdict = verify(sealed(keys, RSA[name]), trust=[own / "pki" / "seal-rsa.pem"])
    if name == GOOD:
        assert (status, verdict["signatures"][0]["integrity"]) == (0, "intact")
    else:
        assert (status, verdict["indication"]) == (1, "TOTAL-FAILED") and verdict["subIndication"] in ("SIG_CRYPTO_FAILURE", "FORMAT_FAILURE")


# ---- certificates

def test_authorities_that_certify_each_other(verify, tmp_path):
    """A ring of three, and no anchor in it: an end is found, and it is none."""
    made = [rsa.generate_private_key(65537, 2048) for _ in range(4)]

    def certificate(i, by, ca=True):
        name = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, f"CA {k}")]) for k in range(4)]
        return (x509.CertificateBuilder(name[by], name[i], made[i].public_key(), x509.random_serial_number(), datetime.datetime(2025, 1, 1),
                                        datetime.datetime(2035, 1, 1)).add_extension(x509.BasicConstraints(ca, None), True)
                .sign(made[by], hashes.SHA256()))
    ring = [certificate(3, 0, ca=False), certificate(0, 1), certificate(1, 2), certificate(2, 0), certificate(0, 2)]
    (tmp_path / "anchor").write_bytes(certificate(1, 1).public_bytes(Encoding.PEM))
    stranger = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Other")])
    other = (x509.CertificateBuilder(name, name, stranger.public_key(), 1, datetime.datetime(2025, 1, 1), datetime.datetime(2035, 1, 1))
             .add_extension(x509.BasicConstraints(True, None), True).sign(stranger, hashes.SHA256()))
    (tmp_path / "other").write_bytes(other.public_bytes(Encoding.PEM))
    import base64
    x5c = [base64.b64encode(c.public_bytes(Encoding.DER)).decode() for c in ring]
    document = json.dumps(forge.seal(made[3], ring[0], "{}", x5c=x5c)).encode()
    assert verify(document, trust=[tmp_path / "other"])[1]["subIndication"] == "NO_CERTIFICATE_CHAIN_FOUND"
    # With an anchor in the ring there is a path out of it.
    assert verify(document, trust=[tmp_path / "anchor"])[1]["signatures"][0]["trust"] == "anchored"


# ---- keys

@pytest.mark.parametrize("x,y", [(bytes(32), bytes(32)), (b"\xff" * 32, b"\xff" * 32), (bytes(32), b"\xff" * 32)])
def test_points_at_infinity_or_beyond_the_field(run, tmp_path, x, y):
    (tmp_path / "key").write_text(json.dumps({"kty": "EC", "crv": "P-256", "x": forge.b64u(x), "y": forge.b64u(y)}))
    done = run("verify", "--trust", tmp_path / "key", "-", data=b"{}")
    assert done.returncode == 65 and b"key/point" in done.stderr


def test_a_secret_multikey_where_a_public_one_belongs(run, tmp_path, keys):
    (tmp_path / "key").write_text("z" + forge.b58(b"\x80\x26" + bytes(range(32))))
    done = run("verify", "--trust", tmp_path / "key", "-", data=b"{}")
    assert done.returncode == 65 and b"key/private-part" in done.stderr


# ---- XML

@pytest.fixture
def signed(own):
    return (own / "xmldsig" / "elmo-mini-sha256.xml").read_text(encoding="utf-8")


@pytest.fixture
def seal(own):
    return own / "pki" / "seal-rsa.pem"


def within(text, begin, end):
    start = text.index(begin)
    return text[start:text.index(end, start) + len(end)]


@pytest.mark.parametrize("key_info", [
    '<KeyInfo><RetrievalMethod URI="file:///etc/passwd"/></KeyInfo>', '<KeyInfo><RetrievalMethod URI="http://localhost/x"/></KeyInfo>',
    "<KeyInfo><KeyName>../../etc/passwd</KeyName></KeyInfo>", "<KeyInfo/>", ""])
def test_what_key_info_says_is_not_followed(verify, signed, seal, key_info):
    changed = signed.replace(within(signed, "<KeyInfo>", "</KeyInfo>"), key_info).encode()
    assert verify(changed, trust=[seal])[1]["signatures"][0]["integrity"] in ("intact", "unchecked")
    assert verify(changed)[1]["subIndication"] in ("NO_SIGNING_CERTIFICATE_FOUND", "FORMAT_FAILURE")


@pytest.mark.parametrize("change", [
    lambda s: s.replace("<learner>", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/><learner>', 1),
    lambda s: s.replace("<elmo ", '<?xml-stylesheet href="http://localhost/x.xsl"?><elmo ', 1),
    lambda s: s.replace("<elmo ", '<elmo xml:lang="nb" ', 1), lambda s: s.replace("<elmo ", '<elmo xml:base="http://localhost/" ', 1),
    lambda s: s.replace("</elmo>", "<?behind x?></elmo>"), lambda s: s + "<?behind x?>",
])
def test_what_is_added_around_the_content_breaks_it(verify, signed, seal, change):
    status, verdict = verify(change(signed).encode(), trust=[seal])
    assert status == 1 and verdict["subIndication"] in ("HASH_FAILURE", "FORMAT_FAILURE"), verdict


def test_one_id_twice_names_nothing(verify, signed, seal):
    changed = signed.replace("<learner>", '<learner Id="a">', 1).replace("<report>", '<report Id="a">', 1)
    assert verify(changed.encode(), trust=[seal])[1]["subIndication"] == "HASH_FAILURE"


def test_a_million_attributes(run, signed, seal):
    many = " ".join(f'a{i}=""' for i in range(1000000))
    done = run("verify", "--trust", seal, "-", data=signed.replace("<learner>", f"<learner {many}>", 1).encode())
    assert done.returncode in (1, 65)


# ---- a status in steps of three

@pytest.mark.parametrize("bits", [0, 3, 16, "1", None, 1.5])
def test_entries_of_an_odd_size(run, tmp_path, bits):
    path = tmp_path / "list"
    path.write_text(json.dumps({"sub": "https://x.example", "iat": 1, "status_list": {"bits": bits, "lst": "eNrbuRgAAhcBXQ"}}))
    done = run("status", "read", path)
    assert done.returncode != 0 and b"status/" in done.stderr, done
