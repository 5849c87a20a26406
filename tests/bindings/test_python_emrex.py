"""libedu.emrex, and the example of a provider and a client that talk over a socket."""
import html.parser
import json
import os
import subprocess
import sys
import urllib.parse
import urllib.request

import pytest

SESSION = "0123456789abcdef0123456789abcdef"
MAJA = ("Lindqvist-Oravec", "Maja", "2002-02-28")


@pytest.fixture(scope="session")
def emrex(libedu):
    return libedu.emrex


@pytest.fixture(scope="session")
def example(top):
    return top / "examples" / "emrex"


@pytest.fixture(scope="session")
def signed(example):
    return (example / "signed.xml").read_bytes()


@pytest.fixture(scope="session")
def certificate(example):
    return (example / "provider.pem").read_text(encoding="ascii")


# -- the module --------------------------------------------------------------------------------


def test_requests_go_there_and_back(emrex):
    body = emrex.request(SESSION, "https://client.example/return?a=1", {"hei_id": "å & b"})
    request = emrex.read_request(body)
    assert (request.session_id, request.return_url) == (SESSION, "https://client.example/return?a=1")
    assert ("hei_id", "å & b") in request.fields
    assert emrex.read_request(b"sessionId=a").return_url is None


@pytest.mark.parametrize("body, rule", [(b"returnUrl=x", "emrex/missing"), (b"sessionId=a&sessionId=b", "emrex/repeated"),
                                        (b"<html>", "emrex/no-form")])
def test_bad_requests_are_refused(libedu, emrex, body, rule):
    with pytest.raises(libedu.EduInvalidError) as caught:
        emrex.read_request(body)
    assert caught.value.rule == rule


@pytest.mark.parametrize("url", ["https://evil.example/", "http://client.example/", "https://u@client.example/", "javascript:x", ""])
def test_return_addresses_are_checked(libedu, emrex, url):
    emrex.check_return_url("https://client.example/return", ["b.example", "client.example"])
    emrex.check_return_url("http://127.0.0.1:8080/", allow_localhost=True)
    with pytest.raises(libedu.EduInvalidError):
        emrex.check_return_url(url, ["client.example"], allow_localhost=True)


def test_transcripts_arrive_byte_for_byte(emrex, transcript):
    with emrex.receive(emrex.response(SESSION, transcript), SESSION, *MAJA) as reply:
        assert (reply.verdict, reply.signature, reply.rule, reply.notes) == ("unverified", "not checked", "", [])
        assert (reply.match.name, reply.match.birth, reply.match.score) == (0, "equal", 0)
        assert reply.document.original == transcript
    assert reply.document.closed


def test_a_document_is_sent_as_it_was_read(libedu, emrex, signed, certificate):
    with libedu.loads(signed) as doc:
        body = emrex.response(SESSION, doc)
    with emrex.receive(body, SESSION, *MAJA, certificate=certificate) as reply:
        assert (reply.verdict, reply.signature) == ("accepted", "verified")


@pytest.mark.parametrize("change", [(b"7.5", b"9.5"), (b"</elmo>", b"<!-- --><x/></elmo>")])
def test_what_was_changed_is_refused(emrex, signed, certificate, change):
    changed = signed.replace(*change, 1)
    assert changed != signed
    reply = emrex.receive(emrex.response(SESSION, changed), SESSION, *MAJA, certificate=certificate)
    assert (reply.verdict, reply.signature, reply.document) == ("bad-signature", "refused", None)


def test_unsigned_is_refused_where_signatures_are_verified(emrex, transcript, certificate):
    reply = emrex.receive(emrex.response(SESSION, transcript), SESSION, *MAJA, certificate=certificate)
    assert (reply.verdict, reply.rule) == ("bad-signature", "emrex/not-signed")


def test_what_is_no_certificate_is_an_error(libedu, emrex, signed):
    with pytest.raises(libedu.EduError):
        emrex.receive(emrex.response(SESSION, signed), SESSION, *MAJA, certificate="no certificate")


def test_refusals_say_why(emrex, transcript):
    body = emrex.response(SESSION, transcript)
    assert emrex.receive(body, "another", *MAJA).rule == "emrex/other-session"
    assert emrex.receive(body, SESSION, "Somebody", "Else", None).verdict == "other-person"
    assert emrex.receive(b"", SESSION, *MAJA).verdict == "bad-form"
    cancelled = emrex.receive(emrex.response(SESSION, outcome="cancelled", message="bye <b>"), SESSION, *MAJA)
    assert (cancelled.verdict, cancelled.message, cancelled.match) == ("learner-cancelled", "bye <b>", None)


def test_a_match_may_be_loosened(emrex, transcript):
    body = emrex.response(SESSION, transcript)
    with emrex.receive(body, SESSION, "Lindqvist-Oravek", "Maja", None, name_distance=1, without_birth_date=True) as reply:
        assert (reply.verdict, reply.match.name, reply.match.birth) == ("unverified", 1, "missing")


@pytest.mark.parametrize("wrong", [{"outcome": "maybe"}, {"dialect": "x"}])
def test_unknown_words_are_refused(emrex, wrong):
    with pytest.raises(ValueError):
        emrex.response(SESSION, **wrong)


# -- the example -------------------------------------------------------------------------------


class Form(html.parser.HTMLParser):
    """What a browser makes of a page that posts itself."""

    def __init__(self, page):
        super().__init__()
        self.fields, self.action = [], None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "input" and "name" in attributes:
            self.fields.append((attributes["name"], attributes["value"]))
        if tag == "form":
            self.action = attributes["action"]


def load(url, fields=None):
    data = urllib.parse.urlencode(fields).encode() if fields is not None else None
    with urllib.request.urlopen(url, data, timeout=60) as answer:
        return answer.read().decode()


@pytest.fixture
def start(package_folder):
    """start(program, arguments…): its address, once it serves."""
    running = []

    def go(program, *arguments):
        env = {**os.environ, "PYTHONPATH": str(package_folder)}
        process = subprocess.Popen([sys.executable, program, *map(str, arguments)], stdout=subprocess.PIPE, env=env, text=True)
        running.append(process)
        return process.stdout.readline().strip()
    yield go
    for process in running:
        process.terminate()
        process.wait()
        process.stdout.close()


def exchange(start, example, tmp_path, transcript, certificate, person=MAJA):
    """A browser's way from the client to the provider and back; what the client says in the end."""
    provider = start(example / "provider.py", transcript)
    registry = tmp_path / "registry.json"
    registry.write_text(json.dumps({"countries": [{"countryCode": "NO", "countryName": "Norway", "singleFetch": False}], "emps": [
        {"acronym": "FJORDHEIM", "countryCode": "NO", "institutions": ["All"], "url": provider, "pubKey": certificate}]}))
    client = start(example / "client.py", registry, *person, tmp_path / "credential.jsonld")
    request = Form(load(client))
    assert request.action == provider
    response = Form(load(request.action, request.fields))
    assert response.action == client + "return"
    return load(response.action, response.fields), response


def test_a_transcript_arrives_and_lands_as_a_credential(libedu, start, example, tmp_path, certificate):
    said, response = exchange(start, example, tmp_path, example / "signed.xml", certificate)
    assert said.startswith("accepted, signature verified")
    with libedu.read(tmp_path / "credential.jsonld") as credential:
        assert credential.format == "elm"
        assert not [f for f in credential.validate() if f.severity == "error"]
        assert credential.record.learner.family_name() == "Lindqvist-Oravec"
    # The session is good for one response.
    with pytest.raises(urllib.error.HTTPError):
        load(response.action, response.fields)


def test_a_transcript_that_was_changed_lands_nowhere(start, example, tmp_path, signed, certificate):
    forged = tmp_path / "forged.xml"
    forged.write_bytes(signed.replace(b"<resultLabel>", b"<resultLabel>A", 1))
    said, _ = exchange(start, example, tmp_path, forged, certificate)
    assert said.startswith("bad-signature") and not (tmp_path / "credential.jsonld").exists()


def test_a_transcript_of_another_lands_nowhere(start, example, tmp_path, certificate):
    said, _ = exchange(start, example, tmp_path, example / "signed.xml", certificate, ("Else", "Somebody", "2000-01-01"))
    assert said.startswith("other-person") and not (tmp_path / "credential.jsonld").exists()


def test_the_provider_posts_to_its_clients_only(start, example):
    provider = start(example / "provider.py", example / "signed.xml")
    with pytest.raises(urllib.error.HTTPError) as caught:
        load(provider, [("sessionId", SESSION), ("returnUrl", "https://evil.example/")])
    assert caught.value.code == 400


def test_the_client_in_c_comes_to_the_same(build, emrex, example, signed):
    program = build / "examples" / "emrex" / "emrex-receive"
    for body, status, verdict in ((emrex.response(SESSION, signed), 0, b"accepted"),
                                  (emrex.response(SESSION, signed.replace(b"Maja", b"Maya")), 1, b"bad-signature")):
        done = subprocess.run([program, SESSION, *MAJA, example / "provider.pem"], input=body, capture_output=True)
        assert done.returncode == status and done.stderr.startswith(verdict), done.stderr
        assert (b"EuropeanDigitalCredential" in done.stdout) == (status == 0)
