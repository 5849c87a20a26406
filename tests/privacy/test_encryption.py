"""edu encrypt and edu decrypt: the container, keys in their dresses, and what is refused. libsodium itself is the other side."""
import ctypes
import ctypes.util
import hashlib
import json

import pytest

pytest.importorskip("cryptography")
from cryptography.hazmat.primitives import serialization  # noqa: E402
from cryptography.hazmat.primitives.asymmetric import x25519  # noqa: E402

TEXT = b"<elmo>not even a document</elmo>\n"


@pytest.fixture(scope="session")
def sodium():
    name = ctypes.util.find_library("sodium")
    if not name:
        pytest.skip("libsodium can't be loaded by itself")
    return ctypes.CDLL(name)


class Pair:
    def __init__(self, folder):
        self.secret = x25519.X25519PrivateKey.from_private_bytes(hashlib.sha256(b"a recipient").digest())
        raw, enc = serialization.Encoding.Raw, serialization.NoEncryption()
        self.private = self.secret.private_bytes(raw, serialization.PrivateFormat.Raw, enc)
        self.public = self.secret.public_key().public_bytes(raw, serialization.PublicFormat.Raw)
        self.pem = folder / "public.pem"
        self.pem.write_bytes(self.secret.public_key().public_bytes(serialization.Encoding.PEM,
                                                                   serialization.PublicFormat.SubjectPublicKeyInfo))
        self.key = folder / "private.pem"
        self.key.write_bytes(self.secret.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, enc))


@pytest.fixture
def pair(tmp_path):
    return Pair(tmp_path)


@pytest.fixture
def box(run, pair):
    done = run("encrypt", "-r", pair.pem, "-", data=TEXT)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_layout_is_the_documented_one(box, pair):
    assert box[:8] == b"EDUBOX1\n" and box[8:24] == hashlib.sha256(pair.public).digest()[:16]
    assert len(box) == 24 + 48 + len(TEXT) and TEXT not in box


def test_libsodium_opens_what_we_make(box, pair, sodium):
    out = ctypes.create_string_buffer(len(TEXT))
    sealed = box[24:]
    assert sodium.crypto_box_seal_open(out, sealed, ctypes.c_ulonglong(len(sealed)), pair.public, pair.private) == 0
    assert out.raw == TEXT


def test_we_open_what_libsodium_makes(run, pair, sodium):
    sealed = ctypes.create_string_buffer(48 + len(TEXT))
    assert sodium.crypto_box_seal(sealed, TEXT, ctypes.c_ulonglong(len(TEXT)), pair.public) == 0
    made = b"EDUBOX1\n" + hashlib.sha256(pair.public).digest()[:16] + sealed.raw
    done = run("decrypt", "-k", pair.key, "-", data=made)
    assert done.returncode == 0 and done.stdout == TEXT


def test_no_two_are_equal(run, pair, box):
    assert run("encrypt", "-r", pair.pem, "-", data=TEXT).stdout != box


@pytest.mark.parametrize("data", [b"", b"\0", bytes(range(256)) * 4096], ids=["empty", "one", "1 MiB"])
def test_any_bytes_come_back(run, pair, data):
    box = run("encrypt", "-r", pair.pem, "-", data=data).stdout
    assert run("decrypt", "-k", pair.key, "-", data=box).stdout == data


@pytest.mark.parametrize("password", [None, b"correct horse"])
def test_keys_of_keygen(run, tmp_path, password):
    (tmp_path / "pw").write_bytes(password or b"")
    options = ["--password-file", tmp_path / "pw"] if password else []
    made = json.loads(run("keygen", "--type", "X25519", "-o", tmp_path / "key", *options).stdout)
    assert (tmp_path / "key").read_bytes().startswith(b"EDUKEY1\n" if password else b"-----BEGIN PRIVATE KEY-----")
    for dress in (json.dumps(made["jwk"]), made["did"], made["did"].removeprefix("did:key:")):
        (tmp_path / "public").write_text(dress)
        box = run("encrypt", "-r", tmp_path / "public", "-", data=TEXT).stdout
        assert run("decrypt", "-k", tmp_path / "key", *options, "-", data=box).stdout == TEXT
    if password:
        (tmp_path / "wrong").write_bytes(b"battery staple")
        done = run("decrypt", "-k", tmp_path / "key", "--password-file", tmp_path / "wrong", "-", data=box)
        assert done.returncode == 65 and b"key/password" in done.stderr and not done.stdout
        assert b"key/password-needed" in run("decrypt", "-k", tmp_path / "key", "-", data=box).stderr


def test_private_jwk_and_encrypted_pkcs8(run, pair, box, tmp_path):
    from base64 import urlsafe_b64encode
    part = {n: urlsafe_b64encode(v).rstrip(b"=").decode() for n, v in (("x", pair.public), ("d", pair.private))}
    (tmp_path / "jwk").write_text(json.dumps({"kty": "OKP", "crv": "X25519", "key_ops": ["deriveBits"], **part}))
    assert run("decrypt", "-k", tmp_path / "jwk", "-", data=box).stdout == TEXT
    (tmp_path / "pw").write_bytes(b"secret")
    (tmp_path / "pem").write_bytes(pair.secret.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.BestAvailableEncryption(b"secret")))
    assert run("decrypt", "-k", tmp_path / "pem", "--password-file", tmp_path / "pw", "-", data=box).stdout == TEXT
    (tmp_path / "jwk").write_text(json.dumps({"kty": "OKP", "crv": "X25519", "x": part["d"], "d": part["d"]}))
    assert b"key/pair" in run("decrypt", "-k", tmp_path / "jwk", "-", data=box).stderr


# ---- bad input ----

def test_every_byte_changed_in_three_ways_is_refused(run, pair, box):
    for at in range(len(box)):
        for broken in (box[:at] + bytes([box[at] ^ 1]) + box[at + 1:], box[:at] + box[at + 1:], box[:at] + box[at:at + 1] + box[at:]):
            done = run("decrypt", "-k", pair.key, "-", data=broken)
            assert done.returncode in (1, 65) and not done.stdout and b"encrypt/" in done.stderr, at


def test_every_prefix_is_refused(run, pair, box):
    for length in range(len(box)):
        done = run("decrypt", "-k", pair.key, "-", data=box[:length])
        assert done.returncode in (1, 65) and not done.stdout, length


@pytest.mark.parametrize("what, data, rule", [
    ("something else", lambda b: b"<elmo/>", b"encrypt/format"), ("nothing", lambda b: b"", b"encrypt/format"),
    ("another version", lambda b: b"EDUBOX2\n" + b[8:], b"encrypt/version"),
    ("cut off", lambda b: b[:71], b"encrypt/truncated"), ("the head alone", lambda b: b[:24], b"encrypt/truncated"),
    ("one byte short", lambda b: b[:-1], b"encrypt/changed"), ("a byte more", lambda b: b + b"\0", b"encrypt/changed"),
    ("another print", lambda b: b[:8] + bytes(16) + b[24:], b"encrypt/recipient"),
])
def test_what_is_wrong_is_said(run, pair, box, what, data, rule):
    done = run("decrypt", "-k", pair.key, "-", data=data(box))
    assert rule in done.stderr and not done.stdout, what


def test_another_key_is_told_apart(run, box, tmp_path):
    run("keygen", "--type", "X25519", "-o", tmp_path / "other")
    done = run("decrypt", "-k", tmp_path / "other", "-", data=box)
    assert done.returncode == 65 and b"encrypt/recipient" in done.stderr and not done.stdout


def test_keys_that_sign_are_refused_and_keys_that_agree_sign_nothing(run, pair, box, tmp_path):
    public = json.loads(run("keygen", "-o", tmp_path / "ed").stdout)
    (tmp_path / "ed.jwk").write_text(json.dumps(public["jwk"]))
    assert b"encrypt/key" in run("encrypt", "-r", tmp_path / "ed.jwk", "-", data=TEXT).stderr
    assert b"encrypt/key" in run("decrypt", "-k", tmp_path / "ed", "-", data=box).stderr
    assert b"key/use" in run("sign", "-k", pair.key, "-", data=b'{"a": 1}').stderr


def test_keys_in_the_wrong_place(run, pair, box):
    assert run("encrypt", "-r", pair.key, "-", data=TEXT).returncode == 65
    assert run("decrypt", "-k", pair.pem, "-", data=box).returncode == 65


@pytest.mark.parametrize("public", [bytes(32), b"\1" + bytes(31), bytes([0xec] + [0xff] * 30 + [0x7f])])
def test_public_keys_of_low_order_are_refused(run, tmp_path, public):
    from base64 import urlsafe_b64encode
    (tmp_path / "jwk").write_text(json.dumps({"kty": "OKP", "crv": "X25519", "x": urlsafe_b64encode(public).rstrip(b"=").decode()}))
    done = run("encrypt", "-r", tmp_path / "jwk", "-", data=TEXT)
    assert done.returncode == 65 and not done.stdout, done.stderr


def test_usage(run, pair):
    assert run("encrypt", "-", data=TEXT).returncode == 64 and run("decrypt", "-", data=TEXT).returncode == 64
    assert run("encrypt", "-r", pair.pem).returncode == 64
    assert run("encrypt", "-r", "/nowhere/key", "-", data=TEXT).returncode == 66
