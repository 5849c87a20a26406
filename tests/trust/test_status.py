"""Status: what edu verify tells of a credential from the lists it is given."""
import gzip
import json
import zlib

import pytest

forge = pytest.importorskip("forge")
from cryptography.hazmat.primitives.asymmetric import ed25519    # noqa: E402

URL, TOKENS = "https://uni.example/status/1", "https://uni.example/statuslists/1"


@pytest.fixture(scope="module")
def issuer():
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture(scope="module")
def stranger():
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


def jwt(key, payload, typ="vc+jwt", **header):
    return forge.compact(key, {"alg": "EdDSA", "typ": typ, "kid": forge.method_of(key), **header}, payload)


def credential(key, *entries, token=None):
    full = {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:c", "type": ["VerifiableCredential"],
            "issuer": forge.did_of(key), "credentialSubject": {"id": "urn:s"}}
    if entries:
        full["credentialStatus"] = list(entries) if len(entries) > 1 else entries[0]
    if token is not None:
        full["status"] = {"status_list": token}
    return jwt(key, full)


def entry(index="94567", purpose="revocation", url=URL, **more):
    return {"type": "BitstringStatusListEntry", "statusPurpose": purpose, "statusListIndex": index,
            "statusListCredential": url, **more}


def bits(*indexes, size=131072, first=7):
    data = bytearray(size // 8)
    for i in indexes:
        data[i >> 3] |= 1 << (7 - (i & 7) if first == 7 else i & 7)
    return bytes(data)


def bitstring(key, *indexes, purpose="revocation", url=URL, encoded=None, typ="vc+jwt", **more):
    text = encoded or "u" + forge.b64u(gzip.compress(bits(*indexes)))
    return jwt(key, {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": url, "issuer": forge.did_of(key),
                     "type": ["VerifiableCredential", "BitstringStatusListCredential"],
                     "credentialSubject": {"type": "BitstringStatusList", "statusPurpose": purpose, "encodedList": text},
                     **more}, typ)


def token(key, data, size=1, typ="statuslist+jwt", sub=TOKENS, **more):
    return jwt(key, {"iss": forge.did_of(key), "sub": sub, "iat": 1768467600,
                     "status_list": {"bits": size, "lst": forge.b64u(zlib.compress(data))}, **more}, typ)


@pytest.fixture
def status(verify, tmp_path, issuer):
    """status(credential, list…): (exit status, status, rules) with lists in a folder, the issuer trusted."""
    def go(document, *lists, url=URL, trusted=issuer):
        folder = tmp_path / "lists"
        folder.mkdir(exist_ok=True)
        for i, content in enumerate(lists):
            (folder / f"list{i}").write_bytes(content)
        names = [URL, TOKENS] if len(lists) == 2 else [url]
        (folder / "INDEX").write_text("".join(f"{u} list{i}\n" for i, u in enumerate(names) if i < len(lists)))
        code, verdict = verify(document, "--resolve", folder, "--trust", forge.did_of(trusted))
        return code, verdict["status"], [r["rule"] for r in verdict["remarks"] if "rule" in r]
    return go


def test_without_reference_there_is_no_status(status, issuer):
    assert status(credential(issuer))[:2] == (0, "none")


def test_good_and_revoked(status, issuer):
    assert status(credential(issuer, entry()), bitstring(issuer, 94566, 94568))[:2] == (0, "good")
    assert status(credential(issuer, entry()), bitstring(issuer, 94567))[:2] == (1, "revoked")


def test_bits_are_counted_from_the_most_significant(status, issuer):
    assert status(credential(issuer, entry("0")), bitstring(issuer, 7))[:2] == (0, "good")
    assert status(credential(issuer, entry("0")), bitstring(issuer, 0))[:2] == (1, "revoked")


def test_suspension_is_told_as_such(status, issuer):
    assert status(credential(issuer, entry(purpose="suspension")), bitstring(issuer, 94567, purpose="suspension"))[:2] == \
        (1, "suspended")


def test_refresh_does_not_invalidate(status, issuer):
    assert status(credential(issuer, entry(purpose="refresh")), bitstring(issuer, 94567, purpose=["refresh"]))[:2] == (0, "message")


def test_the_worst_of_several_entries_counts(status, issuer):
    document = credential(issuer, entry("1"), entry("2"), entry("3"))
    assert status(document, bitstring(issuer, 2))[:2] == (1, "revoked")
    assert status(document, bitstring(issuer, 4))[:2] == (0, "good")


@pytest.mark.parametrize("value,expected", [(0, (0, "good")), (1, (1, "revoked")), (2, (1, "suspended")), (3, (0, "message"))])
def test_tokens(status, issuer, value, expected):
    document = credential(issuer, token={"idx": 5, "uri": TOKENS})
    assert status(document, token(issuer, bytes([0, value << 2]), 2), url=TOKENS)[:2] == expected


def test_without_the_list_the_status_is_not_known(status, issuer):
    assert status(credential(issuer, entry()))[:2] == (0, "unknown")


def test_a_list_counts_when_somebody_vouches_for_it_and_only_then(status, issuer, stranger):
    assert status(credential(stranger, entry()), bitstring(issuer, 94567))[:2] == (1, "revoked")
    code, said, rules = status(credential(issuer, entry()), bitstring(stranger, 94567))
    assert (code, said) == (0, "unknown") and "status/not-vouched" in rules


BAD_ENTRIES = {
    "minus": entry("-1"), "exponent": entry("1e3"), "zeros": entry("007"), "large": entry(str(2 ** 64)), "blank": entry(" 1"),
    "empty": entry(""), "number": entry(94567), "float": entry("1.0"), "no-list": {"type": "BitstringStatusListEntry"},
    "no-purpose": {k: v for k, v in entry().items() if k != "statusPurpose"}, "itself": entry(url="urn:c"),
}


@pytest.mark.parametrize("name", BAD_ENTRIES)
def test_malformed_references_are_not_followed(status, issuer, name):
    code, said, rules = status(credential(issuer, BAD_ENTRIES[name]), bitstring(issuer))
    assert (code, said) == (0, "unknown") and "status/entry" in rules


@pytest.mark.parametrize("idx", ["5", -1, 5.0, 2 ** 70, None, [5]])
def test_malformed_indexes_of_tokens_are_not_followed(status, issuer, idx):
    code, said, rules = status(credential(issuer, token={"idx": idx, "uri": TOKENS}), token(issuer, b"\0"), url=TOKENS)
    assert said == "unknown" and "status/entry" in rules


@pytest.mark.parametrize("more", [{"statusSize": 2}, {"type": "OtherEntry"}, {"statusSize": "1"}])
def test_ways_that_are_not_supported(status, issuer, more):
    code, said, rules = status(credential(issuer, {**entry(), **more}), bitstring(issuer))
    assert said == "unknown" and "status/unsupported" in rules


BAD_LISTS = {
    "purpose": (lambda k: bitstring(k, purpose="suspension"), "status/purpose"),
    "name": (lambda k: bitstring(k, url="https://uni.example/status/2"), "status/name"),
    "index": (lambda k: bitstring(k, encoded="u" + forge.b64u(gzip.compress(b"\0" * 16384)), url=URL), None),
    "short": (lambda k: bitstring(k, encoded="u" + forge.b64u(gzip.compress(b"\0" * 16383))), "status/length"),
    "zlib": (lambda k: bitstring(k, encoded="u" + forge.b64u(zlib.compress(b"\0" * 16384))), "gzip/damaged"),
    "no-u": (lambda k: bitstring(k, encoded=forge.b64u(gzip.compress(b"\0" * 16384))), "status/encoding"),
    "trailing": (lambda k: bitstring(k, encoded="u" + forge.b64u(gzip.compress(b"\0" * 16384) + b"x")), "gzip/trailing"),
    "members": (lambda k: bitstring(k, encoded="u" + forge.b64u(gzip.compress(b"\0" * 16384) * 2)), "gzip/trailing"),
    "truncated": (lambda k: bitstring(k, encoded="u" + forge.b64u(gzip.compress(b"\0" * 16384)[:-4])), "gzip/truncated"),
    "bomb": (lambda k: bitstring(k, encoded="u" + forge.b64u(gzip.compress(b"\0" * (64 << 20)))), "gzip/expanded"),
    "expired": (lambda k: bitstring(k, validUntil="2026-01-01T00:00:00Z"), "status/not-vouched"),
    "not-yet": (lambda k: bitstring(k, validFrom="2027-01-01T00:00:00Z"), "status/not-vouched"),
    "unsigned": (lambda k: b'{"type":"BitstringStatusListCredential"}', "status/not-vouched"),
    "nonsense": (lambda k: b"nonsense", "status/unreadable"),
    "other": (lambda k: credential(k), "status/format"),
    "token": (lambda k: token(k, b"\0" * 20000, sub=URL), "status/purpose"),
    "typ": (lambda k: bitstring(k, typ="kb+jwt"), "status/not-vouched"),
}


@pytest.mark.parametrize("name", BAD_LISTS)
def test_lists_that_say_nothing(status, issuer, name):
    make, rule = BAD_LISTS[name]
    code, said, rules = status(credential(issuer, entry("131072" if name == "index" else "1")), make(issuer))
    assert (code, said) == (0, "unknown") and (rule or "status/index") in rules, rules


@pytest.mark.parametrize("change", [{"typ": "jwt"}, {"typ": "vc+jwt", "sub": "https://other"}, {"exp": 1768467601}])
def test_tokens_that_say_nothing(status, issuer, change):
    said = status(credential(issuer, token={"idx": 5, "uri": TOKENS}), token(issuer, b"\0\0", **change), url=TOKENS)[1]
    assert said == "unknown"


def test_a_list_is_not_asked_for_its_own_status(status, issuer):
    recursive = bitstring(issuer, credentialStatus=entry("1"))
    assert status(credential(issuer, entry("1")), recursive)[:2] == (0, "good")


def test_a_status_list_token_is_no_credential(verify, issuer):
    code, verdict = verify(token(issuer, b"\0"), "--trust", forge.did_of(issuer))
    assert code == 2 and verdict["subIndication"] == "SIG_CONSTRAINTS_FAILURE"


def test_a_list_of_the_reference(verify, own, tmp_path, issuer):
    """Signed by the key that the vectors name; bit 8 is set, bit 9 is not."""
    keys = json.loads((own / "keys" / "ed25519.json").read_text())
    (tmp_path / "INDEX").write_text(f"{URL} list\n")
    (tmp_path / "list").write_bytes((own / "status" / "bitstring-list.json").read_bytes())
    for index, expected in (("8", "revoked"), ("9", "good")):
        _, verdict = verify(credential(issuer, entry(index)), "--resolve", tmp_path, "--trust", forge.did_of(issuer),
                            "--trust", keys["A"]["did_key"])
        assert verdict["status"] == expected


def test_tokens_of_the_reference(verify, own, tmp_path, issuer):
    keys = json.loads((own / "keys" / "ed25519.json").read_text())
    key = tmp_path / "key.jwk"
    key.write_text(json.dumps(keys["A"]["jwk_public"]))
    (tmp_path / "INDEX").write_text(f"{TOKENS} list\n")
    (tmp_path / "list").write_bytes((own / "status" / "token-status-list.jwt").read_bytes())
    for index, expected in enumerate(["good", "revoked", "suspended", "message", "good", "good", "suspended", "revoked"]):
        _, verdict = verify(credential(issuer, token={"idx": index, "uri": TOKENS}), "--resolve", tmp_path, "--trust",
                            forge.did_of(issuer), "--trust", key)
        assert verdict["status"] == expected


# ---- edu status ----

@pytest.fixture
def edu_status(run, tmp_path):
    """edu_status(words…): the finished process of edu status."""
    return lambda *words, **more: run("status", *words, **more)


def seed_file(folder, key):
    path = folder / "key.pem"
    path.write_bytes(key.private_bytes(forge.serialization.Encoding.PEM, forge.serialization.PrivateFormat.PKCS8,
                                       forge.serialization.NoEncryption()))
    return path


@pytest.mark.parametrize("kind,suite", [("bitstring", "eddsa-jcs-2022"), ("bitstring", "vc-jwt"), ("token", "statuslist-jwt")])
def test_a_list_made_signed_and_asked(edu_status, run, status, verify, issuer, tmp_path, kind, suite):
    plain, signed = tmp_path / "plain", tmp_path / "signed"
    url = URL if kind == "bitstring" else TOKENS
    done = edu_status("create", "--kind", kind, "--url", url, "--issuer", forge.did_of(issuer), "--from", "2026-01-15T09:00:00Z",
                      "--set", "5", "--set", "131071", "-o", plain)
    assert done.returncode == 0, done.stderr
    done = run("sign", "--key", seed_file(tmp_path, issuer), "--suite", suite, "--at", "2026-01-15T09:00:00Z", "-o", signed, plain)
    assert done.returncode == 0, done.stderr
    for index, expected in ((5, (1, "revoked")), (6, (0, "good")), (131071, (1, "revoked"))):
        document = credential(issuer, entry(str(index))) if kind == "bitstring" else \
            credential(issuer, token={"idx": index, "uri": TOKENS})
        assert status(document, signed.read_bytes(), url=url)[:2] == expected
    at = ("--at", "2026-02-01T00:00:00Z")
    trust = ("--trust", forge.did_of(issuer))
    done = edu_status("check", "--json", "-i", "6", "-i", "5", *at, *trust, signed)
    assert done.returncode == 1 and [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["good", "revoked"]
    assert edu_status("check", "-i", "6", *at, *trust, signed).returncode == 0
    assert edu_status("check", "-i", "6", *at, signed).returncode == 2
    assert edu_status("check", "-i", "999999999", *at, *trust, signed).returncode == 2


def test_a_list_changed_and_read(edu_status, run, issuer, tmp_path):
    plain, changed = tmp_path / "plain", tmp_path / "changed"
    made = edu_status("create", "--kind", "token", "--bits", "2", "--entries", "16", "--url", TOKENS, "--set", "1=2", "--set", "3=3",
                      "--from", "2026-01-15T09:00:00Z", "-o", plain)
    assert made.returncode == 0
    assert edu_status("update", "--set", "1=0", "--set", "2", "--from", "2026-02-01T00:00:00Z", "--until", "2026-03-01T00:00:00Z",
                      "-o", changed, plain).returncode == 0
    said = json.loads(edu_status("read", "--json", changed).stdout)
    assert said == {"kind": "token", "url": TOKENS, "entries": 16, "bits": 2, "purposes": [], "from": "2026-02-01T00:00:00Z",
                    "until": "2026-03-01T00:00:00Z", "set": {"2": 1, "3": 3}}
    assert b"  2: 1\n  3: 3\n" in edu_status("read", changed).stdout


def test_a_signed_list_loses_its_proof_when_it_is_changed(edu_status, own, tmp_path):
    out = tmp_path / "out"
    assert edu_status("update", "--set", "1", "-o", out, own / "status" / "bitstring-list.json").returncode == 0
    said = json.loads(edu_status("read", "--json", out).stdout)
    assert sorted(map(int, said["set"])) == [0, 1, 7, 8, 131071] and b"proof" not in out.read_bytes()
    assert json.loads(edu_status("read", "--json", own / "status" / "token-status-list.jwt").stdout)["bits"] == 2


@pytest.mark.parametrize("words", [
    (), ("list",), ("read",), ("create",), ("create", "--url", "u"), ("check", "x"), ("create", "--url", "u", "--issuer", "i", "--kind", "k"),
    ("create", "--url", "u", "--issuer", "i", "--bits", "2"), ("create", "--url", "u", "--issuer", "i", "--entries", "10"),
    ("create", "--url", "u", "--issuer", "i", "--set", "200000"), ("create", "--url", "u", "--issuer", "i", "--set", "1=2"),
    ("create", "--url", "u", "--issuer", "i", "--set", "x"), ("create", "--url", "u", "--issuer", "i", "x"),
])
def test_usage_of_edu_status(edu_status, words):
    done = edu_status(*words)
    assert done.returncode == 64 and done.stderr.startswith(b"edu: ") and not done.stdout


def test_what_is_no_list(edu_status, own):
    assert edu_status("read", "-", data=b"{}").returncode == 65
    assert edu_status("read", own / "data-integrity" / "bad-changed-number.json").returncode == 1
