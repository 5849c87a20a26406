"""Data Integrity eddsa-jcs-2022, both ways, with Digital Bazaar's packages for JavaScript.

`./dev test` puts them into build/js (EDU_JAVASCRIPT names another folder); without them, or without Node, these tests say so.
"""
import json
import os
import pathlib
import shutil
import subprocess

import pytest

forge = pytest.importorskip("forge")
from cryptography.hazmat.primitives.asymmetric import ed25519    # noqa: E402

HERE = pathlib.Path(__file__).parent
PACKAGE = "@digitalbazaar/eddsa-jcs-2022-cryptosuite"
CONTEXTS = {"1.1": "https://www.w3.org/2018/credentials/v1", "2.0": "https://www.w3.org/ns/credentials/v2"}
AT = "2026-01-15T09:00:00Z"


@pytest.fixture(scope="module")
def ask(top):
    """ask(request): the answer of a process that stays for all of them."""
    folder = pathlib.Path(os.environ.get("EDU_JAVASCRIPT") or top / "build" / "js")
    if not shutil.which("node") or not (folder / "node_modules" / PACKAGE).is_dir():
        pytest.skip(f"no Node.js, or no {PACKAGE} in {folder}")
    node = subprocess.Popen(["node", "--input-type=module", "-e", (HERE / "data_integrity.mjs").read_text()], cwd=folder, text=True,
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    def go(**request):
        node.stdin.write(json.dumps(request, ensure_ascii=False) + "\n")
        node.stdin.flush()
        answer = json.loads(node.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer
    yield go
    node.stdin.close()
    assert node.wait(30) == 0


@pytest.fixture(scope="module")
def key():
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(7, 39)))


def multikey(key):
    return {"publicKeyMultibase": forge.did_of(key)[8:],
            "secretKeyMultibase": "z" + forge.b58(b"\x80\x26" + key.private_bytes_raw() + key.public_key().public_bytes_raw())}


def documents(key):
    """Credentials of both data models, with what JSON can trip over."""
    odd = {"names": {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f602": 5, "\u0080": 6, "\u00f6": 7},
           "numbers": [0, -0.0, 1e21, 1e-7, 333333333.33333329, 4.50, 2e-3, 0.000001, 5e-324, 1.7976931348623157e308, 9007199254740991],
           "texts": ["\u20ac$\u000f\nA'B\"\\\\\"/", "\u2028\u007f", ""], "nothing": [None, True, {}, []]}
    for version, context in CONTEXTS.items():
        dates = {"validFrom": AT} if version == "2.0" else {"issuanceDate": AT}
        yield {**forge.credential(key), "@context": [context], **dates, "credentialSubject": {"id": "did:example:s", **odd}}
        yield {**forge.credential(key), "@context": [context, "http://data.europa.eu/snb/model/context/edc-ap"], **dates,
               "issuer": {"id": forge.did_of(key), "legalName": {"nb": "Universitetet i Tromsø"}}}


@pytest.fixture
def made(run, key, tmp_path):
    def go(document):
        path, pem = tmp_path / "d.json", tmp_path / "k.pem"
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
        serialization = forge.serialization
        pem.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        done = run("sign", "--suite", "eddsa-jcs-2022", "--key", pem, "--at", AT, path)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
    return go


@pytest.mark.parametrize("i", range(4))
def test_what_is_signed_here_verifies_in_javascript(ask, made, key, i):
    answer = ask(verify=made(list(documents(key))[i]))
    assert answer["verified"], answer


@pytest.mark.parametrize("i", range(4))
def test_what_javascript_signs_verifies_here(ask, verify, key, i):
    signed = ask(sign=list(documents(key))[i], key=multikey(key), created=AT)["signed"]
    status, verdict = verify(json.dumps(signed, ensure_ascii=False).encode(), "--trust", forge.did_of(key))
    assert status == 0, verdict


@pytest.mark.parametrize("i", range(4))
def test_both_make_the_same_signature(ask, made, key, i):
    document = list(documents(key))[i]
    theirs = ask(sign=document, key=multikey(key), created=AT)["signed"]
    # They add a context of Data Integrity to what has not that of VCDM 2.0: that is what they sign then.
    ours = made({**document, "@context": theirs["@context"]})
    assert ours["proof"]["proofValue"] == theirs["proof"]["proofValue"]


def test_neither_takes_what_was_changed(ask, made, verify, key):
    good = made(next(documents(key)))
    subject = good["credentialSubject"]
    for changed in ({**good, "id": "urn:uuid:2"}, {**good, "more": 1}, {**good, "credentialSubject": {**subject, "nothing": []}},
                    {**good, "@context": ["https://other.example", *good["@context"]]},
                    {**good, "proof": {**good["proof"], "created": "2026-01-15T09:00:01Z"}}):
        assert not ask(verify=changed)["verified"]
        assert verify(json.dumps(changed, ensure_ascii=False).encode(), "--trust", forge.did_of(key))[0] == 1


def test_sets_of_proofs(ask, made, verify, key):
    """A second proof, of a witness, beside the issuer's."""
    other = ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
    document = ask(sign=made(list(documents(key))[2]), key=multikey(other), created=AT)["signed"]
    assert len(document["proof"]) == 2 and ask(verify=document)["verified"]
    status, verdict = verify(json.dumps(document, ensure_ascii=False).encode(), "--trust", forge.did_of(key))
    assert status == 0 and [one["integrity"] for one in verdict["signatures"]] == ["intact", "intact"]
