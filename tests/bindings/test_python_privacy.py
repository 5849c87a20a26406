"""Document.redact() and libedu.privacy: the command's redactions and containers, from Python."""
import json
import subprocess
import threading

import pytest


@pytest.fixture
def transcript(libedu, top):
    with libedu.read(top / "examples" / "transcript.xml") as document:
        yield document


@pytest.fixture
def pair(edu, tmp_path):
    made = subprocess.run([edu, "keygen", "--type", "X25519", "-o", tmp_path / "key"], check=True, capture_output=True)
    return json.loads(made.stdout), (tmp_path / "key").read_bytes()


def test_policies_are_those_of_the_command(libedu, edu):
    listed = subprocess.run([edu, "redact", "--list"], check=True, capture_output=True, text=True).stdout.split()
    assert list(libedu.privacy.policies()) == listed
    assert all(p["otherwise"] in ("keep", "remove") for p in libedu.privacy.policies().values())


def test_a_redaction_is_that_of_the_command(transcript, edu, top, tmp_path):
    result = transcript.redact("results-only")
    done = subprocess.run([edu, "redact", "-p", "results-only", "--report", tmp_path / "report", top / "examples" / "transcript.xml"],
                          check=True, capture_output=True)
    assert result.document.write() == done.stdout
    assert bytes(result.ledger) == (tmp_path / "report").read_bytes()
    assert result.ledger.counts["lost"] > 0 and result.document.format == "elmo"


def test_a_policy_may_be_a_mapping(transcript, libedu):
    policy = {**libedu.privacy.policies()["results-only"], "keep": ["learner.familyName", "issued", "generated", "award"]}
    text = transcript.redact(policy).document.write()
    assert transcript.record.learner.family_names[0].encode() in text


def test_pseudonyms_need_a_key(transcript, libedu):
    with pytest.raises(libedu.EduKeyError) as caught:
        transcript.redact("pseudonymous")
    assert caught.value.rule == "redact/key"
    one, other = (transcript.redact("pseudonymous", key=bytes(32), recipient=r).document.write() for r in "ab")
    assert b"urn:uuid:" in one and one != other


def test_bad_policies_are_told(transcript, libedu):
    for policy in ({}, "no such policy", {"otherwise": "keep", "remove": ["learner.shoeSize"]}):
        with pytest.raises(libedu.EduInvalidError) as caught:
            transcript.redact(policy)
        assert caught.value.rule == "redact/policy"
    with pytest.raises(ValueError):
        transcript.redact("a\0b")


def test_the_result_outlives_the_source(libedu, top):
    source = libedu.read(top / "examples" / "transcript.xml")
    result = source.redact("titles-and-credits")
    source.close()
    assert result.document.write().startswith(b"<?xml")
    with pytest.raises(ValueError):
        source.redact("titles-and-credits")


def test_encrypted_bytes_come_back(libedu, pair):
    public, key = pair
    for recipient in (json.dumps(public["jwk"]), public["did"], public["did"].encode()):
        box = libedu.privacy.encrypt(b"\0secret\xff", recipient)
        assert b"secret" not in box and libedu.privacy.decrypt(box, key) == b"\0secret\xff"
    assert libedu.privacy.decrypt(bytearray(box), memoryview(key)) == b"\0secret\xff"


def test_key_files_take_passwords(libedu, edu, tmp_path):
    (tmp_path / "pw").write_bytes(b"open sesame")
    made = subprocess.run([edu, "keygen", "--type", "X25519", "--password-file", tmp_path / "pw", "-o", tmp_path / "key"],
                          check=True, capture_output=True)
    box = libedu.privacy.encrypt(b"x", json.loads(made.stdout)["did"])
    key = (tmp_path / "key").read_bytes()
    assert libedu.privacy.decrypt(box, key, password=b"open sesame") == b"x"
    for password in (None, b"", b"close sesame"):
        with pytest.raises(libedu.EduKeyError):
            libedu.privacy.decrypt(box, key, password=password)
    with pytest.raises(libedu.EduArgumentError):
        libedu.privacy.decrypt(box, key, password=b"open sesame\0 and more")


def test_what_is_wrong_with_a_container_is_told(libedu, pair):
    public, key = pair
    box = libedu.privacy.encrypt(b"x", public["did"])
    for broken, error, rule in ((box[:-1] + b"?", libedu.EduInvalidError, "encrypt/changed"),
                                (box[:30], libedu.EduFormatError, "encrypt/truncated"),
                                (b"<elmo/>", libedu.EduFormatError, "encrypt/format")):
        with pytest.raises(error) as caught:
            libedu.privacy.decrypt(broken, key)
        assert caught.value.rule == rule
    with pytest.raises(libedu.EduKeyError):
        libedu.privacy.encrypt(b"x", b"no key")


def test_threads_redact_one_document(transcript):
    expected = transcript.redact("results-only").document.write()
    made = []
    threads = [threading.Thread(target=lambda: made.append(transcript.redact("results-only").document.write())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [expected] * 8
