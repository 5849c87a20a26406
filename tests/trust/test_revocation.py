"""Lists of revoked certificates (CRL) that the caller hands in."""
import json
import shutil

import pytest

forge = pytest.importorskip("forge")
from cryptography import x509                                                # noqa: E402
from cryptography.hazmat.primitives import hashes, serialization            # noqa: E402
from cryptography.hazmat.primitives.asymmetric import ec                    # noqa: E402
from test_timestamps import DAY, NOW, World, at, item, seal, signature_of   # noqa: E402


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return World(tmp_path_factory.mktemp("crl"))


def crl(world, *revoked, issuer="root", key=None, start=NOW - 2 * DAY, end=NOW + 400 * DAY, since=NOW - DAY, form="PEM"):
    """A list of the issuer that names these certificates, written to a file."""
    builder = x509.CertificateRevocationListBuilder().issuer_name(world.certificates[issuer].subject).last_update(start).next_update(end)
    for name in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(world.certificates[name].serial_number).revocation_date(since).build()
        builder = builder.add_revoked_certificate(entry)
    made = builder.sign(key or world.keys[issuer], hashes.SHA256())
    path = world.folder / "list.crl"
    path.write_bytes(made.public_bytes(getattr(serialization.Encoding, form)))
    return path


@pytest.fixture
def check(verify, world):
    def go(document, *lists, time=NOW + DAY, anchors=("root", "stamps")):
        status, verdict = verify(json.dumps(document).encode(), trust=[*(world.folder / f"{name}.pem" for name in anchors), *lists], at=at(time))
        [part] = verdict["signatures"]
        return status, part["subIndication"], part["trust"], " ".join(r["text"] for r in part["remarks"])
    return go


UNCHECKED = "Whether the certificate was revoked was not checked"


def test_without_a_list_it_is_said_that_none_was_asked(check, world):
    assert UNCHECKED in check(seal(world))[3]


@pytest.mark.parametrize("form", ["PEM", "DER"])
def test_a_certificate_that_is_not_listed(check, world, form):
    status, _, trust, texts = check(seal(world), crl(world, "tsa", form=form))
    assert (status, trust) == (0, "anchored") and "not on the list of revoked ones that you gave" in texts and UNCHECKED not in texts


@pytest.mark.parametrize("form", ["PEM", "DER"])
def test_a_certificate_that_is_listed(check, world, form):
    status, sub, trust, texts = check(seal(world), crl(world, "seal", form=form))
    assert (status, sub, trust) == (2, "REVOKED_NO_POE", "revoked") and UNCHECKED not in texts


def test_lists_that_do_not_count(check, world):
    stranger = ec.generate_private_key(ec.SECP256R1())
    for path in (crl(world, issuer="stamps"), crl(world, "seal", key=stranger), crl(world, "seal", start=NOW + 2 * DAY, end=NOW + 3 * DAY)):
        status, _, trust, texts = check(seal(world), path)
        assert (status, trust) == (0, "anchored") and UNCHECKED in texts


def test_a_list_that_has_expired_still_says_who_is_revoked(check, world):
    assert check(seal(world), crl(world, "seal", end=NOW))[1] == "REVOKED_NO_POE"
    status, _, _, texts = check(seal(world), crl(world, end=NOW))
    assert status == 0 and UNCHECKED in texts


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl command")
def test_a_timestamp_before_the_revocation(check, world):
    """What was signed before is not undone by a key that was lost later; what may have been signed after is."""
    document = seal(world)
    document["signatures"][0]["header"] = {"etsiU": [item(world.stamp(signature_of(document)))]}
    late = crl(world, "seal", start=NOW + 4 * DAY, since=NOW + 3 * DAY)
    status, _, trust, texts = check(document, late, time=NOW + 5 * DAY)
    assert (status, trust) == (0, "anchored") and "after the signature is proven to have existed" in texts
    assert check(document, crl(world, "seal", since=NOW - DAY), time=NOW + 5 * DAY)[1] == "REVOKED_NO_POE"
    assert check(seal(world), crl(world, "seal", start=NOW + 4 * DAY, since=NOW + 3 * DAY), time=NOW + 5 * DAY)[1] == "REVOKED_NO_POE"


def test_nothing_is_revoked_where_nobody_is_trusted(check, world):
    assert check(seal(world), crl(world, "seal"), anchors=())[1] == "NO_CERTIFICATE_CHAIN_FOUND"


@pytest.mark.parametrize("data", [b"-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n", b"0\x82\x01\x00garbage"])
def test_lists_that_are_none(run, world, tmp_path, data):
    (tmp_path / "crl").write_bytes(data)
    done = run("verify", "--trust", tmp_path / "crl", "-", data=b"{}")
    assert done.returncode == 65, done.stderr


def test_bytes_behind_a_list(run, world, tmp_path):
    (tmp_path / "crl").write_bytes(crl(world, form="DER").read_bytes() + b"x")
    assert run("verify", "--trust", tmp_path / "crl", "-", data=b"{}").returncode == 65
