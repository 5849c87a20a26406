"""Timestamps of RFC 3161 in seals, made by the command line of OpenSSL: what they prove, and what they don't."""
import base64
import datetime
import json
import shutil
import subprocess

import pytest

forge = pytest.importorskip("forge")
from cryptography import x509                                                      # noqa: E402
from cryptography.hazmat.primitives import hashes, serialization                   # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec                           # noqa: E402
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier   # noqa: E402

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl command")
NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
DAY = datetime.timedelta(days=1)
PAYLOAD = json.dumps({"id": "urn:credential:1", "issuer": {"eIDASIdentifier": {"notation": "VATNL-000000000"}}})
CONFIG = """[tsa]
default_tsa = one
[one]
serial = {0}/serial
crypto_device = builtin
signer_digest = {1}
default_policy = 1.2.3.4
digests = sha1, sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def at(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def certificate(name, key, issuer=None, issuer_key=None, ca=False, usage=None, end=3650 * DAY, organisation=None):
    subject = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if organisation:
        subject.append(x509.NameAttribute(ObjectIdentifier("2.5.4.97"), organisation))
    subject = x509.Name(subject)
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer.subject if issuer else subject)
               .public_key(key.public_key()).serial_number(x509.random_serial_number())
               .not_valid_before(NOW - 10 * DAY).not_valid_after(NOW + end)
               .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
               .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False))
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usage), critical=True)
    return builder.sign(issuer_key or key, hashes.SHA256())


def pem(thing):
    if isinstance(thing, x509.Certificate):
        return thing.public_bytes(serialization.Encoding.PEM)
    return thing.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


class World:
    """An authority for seals, one for timestamps, and who is certified by them."""
    def __init__(self, folder):
        self.folder = folder
        self.keys = {name: ec.generate_private_key(ec.SECP256R1()) for name in ("root", "stamps", "seal", "tsa", "no-tsa")}
        root, stamps = (certificate(name, self.keys[name], ca=True) for name in ("root", "stamps"))
        self.certificates = {
            "root": root, "stamps": stamps,
            "seal": certificate("seal", self.keys["seal"], root, self.keys["root"], end=30 * DAY, organisation="VATNL-000000000"),
            "tsa": certificate("tsa", self.keys["tsa"], stamps, self.keys["stamps"], usage=[ExtendedKeyUsageOID.TIME_STAMPING], end=1000 * DAY),
            "no-tsa": certificate("no-tsa", self.keys["no-tsa"], stamps, self.keys["stamps"])}
        for name in self.keys:
            (folder / f"{name}.pem").write_bytes(pem(self.certificates[name]))
            (folder / f"{name}.key").write_bytes(pem(self.keys[name]))
        (folder / "serial").write_text("01")

    def stamp(self, data, digest="sha256", signer_digest="sha256", signer="tsa", cert=True):
        """A token over bytes."""
        (self.folder / "data").write_bytes(data)
        (self.folder / "conf").write_text(CONFIG.format(self.folder, signer_digest))

        def openssl(*words):
            subprocess.run(["openssl", "ts", *words], cwd=self.folder, check=True, capture_output=True)
        openssl("-query", "-data", "data", f"-{digest}", "-out", "query", *(["-cert"] if cert else []))
        openssl("-reply", "-config", "conf", "-queryfile", "query", "-signer", f"{signer}.pem", "-inkey", f"{signer}.key",
                "-token_out", "-out", "token")
        return (self.folder / "token").read_bytes()


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return World(tmp_path_factory.mktemp("tsa"))


def seal(world, **more):
    return forge.seal(world.keys["seal"], world.certificates["seal"], PAYLOAD, "ES256", iat=int((NOW - DAY).timestamp()), **more)


def item(token, name="sigTst", as_text=True, **more):
    container = {name: {"tstTokens": [{"val": base64.b64encode(token).decode()}], **more}}
    return forge.b64u(json.dumps(container).encode()) if as_text else container


def stamped(world, *items, **more):
    document = seal(world, **more)
    document["signatures"][0]["header"] = {"etsiU": list(items) or [item(world.stamp(signature_of(document)))]}
    return document


def signature_of(document):
    return document["signatures"][0]["signature"].encode()


@pytest.fixture
def check(verify, world):
    """check(document, time, anchors…): the verdict on its one signature."""
    def go(document, time=NOW + 100 * DAY, anchors=("root", "stamps")):
        status, verdict = verify(json.dumps(document).encode(), trust=[world.folder / f"{name}.pem" for name in anchors], at=at(time))
        [part] = verdict["signatures"]
        return status, part, [r["text"] for r in part["remarks"]]
    return go


@pytest.fixture(scope="module")
def good(world):
    """A seal with a timestamp of its signature."""
    document = seal(world)
    document["signatures"][0]["header"] = {"etsiU": [item(world.stamp(signature_of(document)))]}
    return document


# ---- what they prove

def test_without_one_an_expired_certificate_stays_expired(check, world):
    status, part, _ = check(seal(world))
    assert (status, part["subIndication"], part["period"], part["provenTime"]) == (2, "OUT_OF_BOUNDS_NO_POE", "expired", None)


def test_a_timestamp_proves_that_the_signature_is_older_than_the_expiry(check, good):
    status, part, texts = check(good)
    assert (status, part["indication"], part["period"]) == (0, "TOTAL-PASSED", "inside")
    assert abs(datetime.datetime.fromisoformat(part["provenTime"].replace("Z", "+00:00")) - NOW) < datetime.timedelta(minutes=30)
    assert any(text.startswith("The signature existed on") for text in texts)
    assert not any("not verified" in text or "long-term" in text.lower() for text in texts)


def test_items_may_stand_in_the_open(check, world, good):
    document = seal(world)
    document["signatures"][0]["header"] = {"etsiU": [item(world.stamp(signature_of(document)), as_text=False)]}
    assert check(document)[0] == 0


@pytest.mark.parametrize("digest", ["sha384", "sha512"])
def test_other_digests_of_timestamps(check, world, digest):
    document = seal(world)
    document["signatures"][0]["header"] = {"etsiU": [item(world.stamp(signature_of(document), digest, digest))]}
    assert check(document)[0] == 0


def test_an_authority_that_is_given_itself(check, world):
    """Pinned, and not in the token."""
    document = seal(world)
    document["signatures"][0]["header"] = {"etsiU": [item(world.stamp(signature_of(document), cert=False))]}
    assert check(document, anchors=("root", "tsa"))[0] == 0
    assert check(document)[0] == 2


def test_the_earliest_that_holds_counts(check, world, good):
    document = json.loads(json.dumps(good))
    later = item(world.stamp(signature_of(document)))
    document["signatures"][0]["header"]["etsiU"].insert(0, later)
    assert check(document)[1]["provenTime"] == check(good)[1]["provenTime"] <= check({**document})[1]["provenTime"]


def test_a_timestamp_of_the_content(check, world):
    document = seal(world, adoTst={"tstTokens": [{"val": base64.b64encode(world.stamp(PAYLOAD.encode())).decode()}]},
                    crit=["b64", "adoTst"])
    status, part, texts = check(document, NOW + DAY)
    assert status == 0 and any(text.startswith("The content existed on") for text in texts)
    # It says that the signature is younger, not that it is older: nothing for an expired certificate.
    assert check(document)[1]["subIndication"] == "OUT_OF_BOUNDS_NO_POE"


# ---- what they don't

def failing(check, document, why, time=NOW + 100 * DAY, anchors=("root", "stamps")):
    """A timestamp that proves nothing is told, and makes nothing worse."""
    status, part, texts = check(document, time, anchors)
    assert part["provenTime"] is None and any(why in text and "proves nothing" in text for text in texts), texts
    assert (status, part["subIndication"]) == (2, "OUT_OF_BOUNDS_NO_POE")
    assert check(document, NOW + DAY, anchors)[0] == 0


def test_one_whose_authority_nobody_trusts(check, good):
    failing(check, good, "nothing that you trust vouches", anchors=("root",))


def test_one_whose_authority_is_not_one_for_timestamps(check, world):
    """What a good token says, signed by somebody whom the same authority certified for something else."""
    document = seal(world)
    (world.folder / "good").write_bytes(world.stamp(signature_of(document)))

    def cms(*words):
        subprocess.run(["openssl", "cms", *words], cwd=world.folder, check=True, capture_output=True)
    cms("-verify", "-noverify", "-inform", "DER", "-in", "good", "-out", "info")
    for signer, holds in (("tsa", True), ("no-tsa", False)):
        cms("-sign", "-binary", "-nodetach", "-cades", "-md", "sha256", "-econtent_type", "1.2.840.113549.1.9.16.1.4",
            "-signer", f"{signer}.pem", "-inkey", f"{signer}.key", "-outform", "DER", "-in", "info", "-out", "other")
        document["signatures"][0]["header"] = {"etsiU": [item((world.folder / "other").read_bytes())]}
        if holds:
            assert check(document)[0] == 0
        else:
            failing(check, document, "nothing that you trust vouches")


def test_one_whose_authority_has_expired_itself(check, good):
    status, part, texts = check(good, NOW + 2000 * DAY)
    assert status == 2 and part["provenTime"] is None and any("nothing that you trust vouches" in text for text in texts)


def test_one_of_another_signature(check, world, good):
    other = seal(world)
    other["signatures"][0]["header"] = good["signatures"][0]["header"]
    failing(check, other, "something else")


def test_one_of_the_signatures_bytes_instead_of_its_text(check, world):
    document = seal(world)
    document["signatures"][0]["header"] = {"etsiU": [item(world.stamp(forge.unb64u(signature_of(document).decode())))]}
    failing(check, document, "something else")


def test_a_weak_digest(check, world):
    document = seal(world)
    document["signatures"][0]["header"] = {"etsiU": [item(world.stamp(signature_of(document), "sha1"))]}
    failing(check, document, "too weak")


def test_one_of_a_time_to_come(check, good):
    status, part, texts = check(good, NOW - DAY)
    assert status == 0 and part["provenTime"] is None and any("time to come" in text or "nothing that you trust" in text for text in texts)


def test_every_byte_of_a_token_matters(check, world, good):
    """Changed in every tenth byte: it may hold where the byte is none of what is signed, and never for another time."""
    [text] = good["signatures"][0]["header"]["etsiU"]
    token = bytearray(base64.b64decode(json.loads(forge.unb64u(text))["sigTst"]["tstTokens"][0]["val"]))
    proven = check(good)[1]["provenTime"]
    for i in range(0, len(token), 10):
        token[i] ^= 0x10
        document = json.loads(json.dumps(good))
        document["signatures"][0]["header"]["etsiU"] = [item(bytes(token))]
        status, part, _ = check(document)
        assert part["integrity"] == "intact" and part["provenTime"] in (None, proven), i
        token[i] ^= 0x10


@pytest.mark.parametrize("items,why", [
    ([item(b"")], "no token"), ([item(b"\x30\x80" + b"\0" * 50)], "no token"), ([item(b"garbage")], "no token"),
    ([forge.b64u(b'{"sigTst":{"tstTokens":[{"val":"*"}]}}')], "no token"), ([forge.b64u(b'{"sigTst":{"tstTokens":[{"val":1}]}}')], "no token"),
    ([forge.b64u(b'{"sigTst":{"tstTokens":{}}}')], "form"), ([forge.b64u(b'{"sigTst":[]}')], "form"),
    ([item(b"x", canonAlg="http://x")], "form"), ([item(b"x")] * 20, "more than 16"),
    ([forge.b64u(b'{"sigTst":{"tstTokens":[{"val":"AAAA","encoding":"x"}]}}')], "no token"),
], ids=range(10))
def test_garbage_makes_nothing_worse(check, world, items, why):
    failing(check, stamped(world, *items), why)


def test_trailing_bytes_behind_a_token(check, world):
    document = seal(world)
    document["signatures"][0]["header"] = {"etsiU": [item(world.stamp(signature_of(document)) + b"x")]}
    failing(check, document, "no token")


def test_a_changed_seal_is_not_saved_by_its_timestamp(check, good):
    document = {**good, "payload": good["payload"].replace("urn:credential:1", "urn:credential:2")}
    assert check(document)[0] == 1


def test_a_claimed_time_behind_the_timestamp_is_told(check, world):
    document = forge.seal(world.keys["seal"], world.certificates["seal"], PAYLOAD, "ES256", iat=int((NOW + 20 * DAY).timestamp()))
    document["signatures"][0]["header"] = {"etsiU": [item(world.stamp(signature_of(document)))]}
    assert any("later than a timestamp" in text for text in check(document, NOW + 25 * DAY)[2])


def test_long_term_data_stays_unverified(check, good):
    document = json.loads(json.dumps(good))
    document["signatures"][0]["header"]["etsiU"] += [forge.b64u(b'{"xVals":[]}'), forge.b64u(b'{"arcTst":{}}')]
    assert any("(xVals, arcTst), not verified" in text for text in check(document)[2])


def test_people_are_told(run, world, good, tmp_path):
    (tmp_path / "seal.json").write_text(json.dumps(good))
    done = run("verify", "--trust", world.folder / "root.pem", "--trust", world.folder / "stamps.pem", "--at", at(NOW + 100 * DAY),
               tmp_path / "seal.json")
    assert done.returncode == 0 and b"(proven)" in done.stdout and b"(a claim)" in done.stdout


# ---- what the Union's own software made

@pytest.mark.parametrize("name", ["Sample-CertOfPart-signed.jsonld", "Sample-MC-Annex1-signed.jsonld"])
def test_timestamps_of_official_seals(verify, shared, tmp_path, name):
    """With the authorities that the tokens name given as trusted, before these expired at the end of 2023, they hold."""
    path = shared / "reference" / "elm" / "samples" / name
    document = json.loads(path.read_text())
    document = document.get("credential", document) if "signatures" not in document else document
    [one] = document["signatures"]
    header = json.loads(forge.unb64u(one["protected"]))
    (tmp_path / "leaf.der").write_bytes(base64.b64decode(header["x5c"][0]))
    words = ["--trust", tmp_path / "leaf.der"]
    containers = [json.loads(forge.unb64u(text)).get("sigTst") for text in one["header"]["etsiU"]] + [header.get("adoTst")]
    for i, container in enumerate(c for c in containers if c):
        (tmp_path / "token").write_bytes(base64.b64decode(container["tstTokens"][0]["val"]))
        printed = subprocess.run(["openssl", "pkcs7", "-inform", "DER", "-in", tmp_path / "token", "-print_certs"], check=True, capture_output=True)
        (tmp_path / f"tsa{i}.pem").write_bytes(printed.stdout)
        words += ["--trust", tmp_path / f"tsa{i}.pem"]
    status, verdict = verify(path, *words, at="2023-11-15T00:00:00Z")
    [part] = verdict["signatures"]
    texts = [r["text"] for r in part["remarks"]]
    assert part["provenTime"] and part["claimedTime"][:13] == part["provenTime"][:13], texts
    assert status == 0 and any(text.startswith("The content existed on") for text in texts)
    assert not any("proves nothing" in text for text in texts)
