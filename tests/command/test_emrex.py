"""edu emrex and edu extract: forms made and taken apart, and the files inside documents."""
import base64
import gzip
import html.parser
import os
import re
import urllib.parse

import pytest

from documents import NS, elmo

SESSION = "0123456789abcdef0123456789abcdef"
PDF = b"%PDF-1.4 not much of a file"
PNG = b"\x89PNG\r\n\x1a\n and so on"


def said(done):
    return done.stderr.decode().splitlines()


def pairs(body):
    return urllib.parse.parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True)


@pytest.fixture
def file(tmp_path):
    def make(data, name="in"):
        (tmp_path / name).write_bytes(data)
        return tmp_path / name
    return make


@pytest.mark.parametrize("verb", ["emrex", "extract"])
def test_help(run, verb):
    for words in ([verb, "--help"], ["help", verb], [verb, "-h"]):
        done = run(*words)
        assert done.returncode == 0 and done.stdout.startswith(b"usage: edu " + verb.encode())


@pytest.mark.parametrize("words", [
    [], ["frobnicate"], ["request"], ["request", "-s", "a"], ["request", "-s", "", "--return-url", "https://x.example/"],
    ["request", "-s", "a", "--return-url", "ftp://x.example/"], ["request", "-s", "a", "--return-url", "http://x.example/"],
    ["request", "-s", "a" * 33, "--return-url", "https://x.example/"],
    ["request", "-s", "a", "--return-url", "https://x.example/", "field"],
    ["request", "-s", "a", "--return-url", "https://x.example/", "sessionId=b"],
    ["request", "-s", "a", "--return-url", "https://x.example/", "--html", "javascript:x"],
    ["response"], ["response", "-s", "a"], ["response", "-s", "a", "--code", "maybe"], ["response", "-s", "a", "--dialect", "x", "f"],
    ["response", "-s", "a", "--code", "cancelled", "f"], ["decode"], ["decode", "a", "b"], ["decode", "a", "--limit", "0"],
    ["decode", "a", "--limit", "1x"],
])
def test_usage(run, words, tmp_path):
    done = run("emrex", *words, cwd=tmp_path)
    assert done.returncode == 64 and len(said(done)) == 1 and not done.stdout


def test_request(run):
    done = run("emrex", "request", "-s", SESSION, "--return-url", "https://c.example/r?a=1&b=2", "hei_id=å.example")
    assert done.returncode == 0
    assert pairs(done.stdout) == [("sessionId", SESSION), ("returnUrl", "https://c.example/r?a=1&b=2"),
                                  ("hei_id", "å.example")]


class Inputs(html.parser.HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.fields, self.action = [], None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "input":
            self.fields.append((attributes["name"], attributes["value"]))
        if tag == "form":
            self.action = attributes["action"]
        assert tag not in ("script", "b")


def test_page(run, transcript):
    message = "\"'><script>&amp;<b>"
    done = run("emrex", "response", "-s", SESSION, "--message", message, "--html", "https://c.example/?a=1&b=2", transcript)
    page = Inputs(done.stdout.decode())
    assert page.action == "https://c.example/?a=1&b=2"
    assert page.fields[:3] == [("sessionId", SESSION), ("returnCode", "NCP_OK"), ("returnMessage", message)]
    assert gzip.decompress(base64.b64decode(page.fields[3][1], validate=True)) == transcript.read_bytes()


@pytest.mark.parametrize("dialect", ["ncp", "emp"])
@pytest.mark.parametrize("code, written", [("ok", "OK"), ("error", "ERROR"), ("no-results", "NO_RESULTS"),
                                           ("cancelled", "CANCEL")])
def test_response(run, transcript, file, code, written, dialect):
    document = [transcript] if code == "ok" else []
    words = ["emrex", "response", "-s", SESSION, "--code", code, "--dialect", dialect, *document]
    done = run(*words)
    assert done.returncode == 0 and run(*words).stdout == done.stdout
    fields = dict(pairs(done.stdout))
    assert fields["returnCode"] == f"{dialect.upper()}_{written}" and fields["sessionId"] == SESSION
    back = run("emrex", "decode", "-s", SESSION, file(done.stdout))
    if code == "ok":
        packed = base64.b64decode(fields["elmo"], validate=True)
        assert packed[4:8] == bytes(4), "no time, so that equal transcripts give equal bytes"
        assert back.returncode == 0 and back.stdout == transcript.read_bytes() and not back.stderr
    else:
        assert back.returncode == 1 and code in said(back)[0] and not back.stdout


def test_the_session_is_compared(run, transcript, file):
    body = run("emrex", "response", "-s", SESSION, transcript).stdout
    assert run("emrex", "decode", "-s", SESSION[:-1], file(body)).returncode == 1
    assert run("emrex", "decode", file(body)).returncode == 0


XML = elmo()
B64 = base64.b64encode
GZ = gzip.compress(XML, mtime=0)


def test_limit(run, file):
    data = file(B64(gzip.compress(b"<a>" + base64.b64encode(os.urandom(3 << 20)))))
    assert run("emrex", "decode", "--limit", "3", data).returncode == 65
    assert run("emrex", "decode", "--limit", "5", data).returncode == 0


def test_standard_input_and_output_file(run, tmp_path):
    done = run("emrex", "decode", "-", "-o", tmp_path / "out.xml", data=B64(GZ))
    assert done.returncode == 0 and (tmp_path / "out.xml").read_bytes() == XML
    assert run("emrex", "decode", tmp_path / "none").returncode == 66
    assert run("emrex", "decode", "-", "-o", tmp_path, data=B64(GZ)).returncode == 73


# ---- edu extract

def attachment(content, title="T", kind="Diploma"):
    return f"<attachment><title>{title}</title><type>{kind}</type>{content}</attachment>"


def content(media_type, data, **attributes):
    return f"<content>data:{media_type};base64,{base64.b64encode(data).decode()}</content>"


def test_extract(run, file, tmp_path):
    document = file(elmo(extra=attachment(content("application/pdf", PDF) + content("image/png", PNG))
                         + attachment(content("text/plain", b"hi"))), "student.xml")
    done = run("extract", "-o", tmp_path / "out", document)
    assert done.returncode == 0 and not done.stderr
    found = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    assert found == {"student-1.pdf": PDF, "student-2.png": PNG, "student-3.txt": b"hi"}
    assert done.stdout.decode().splitlines()[0] == f"{tmp_path}/out/student-1.pdf: application/pdf, {len(PDF)} bytes"


def test_extract_from_a_credential(run, file, tmp_path, supplement):
    document = file(elmo(extra=attachment(content("application/pdf", PDF))), "student.xml")
    made = run("convert", "--to", "elm", "--supplement", supplement, "-o", tmp_path / "c.jsonld", document)
    assert made.returncode == 0
    assert run("extract", "-o", tmp_path / "out", tmp_path / "c.jsonld").returncode == 0
    assert (tmp_path / "out" / "c-1.pdf").read_bytes() == PDF


def test_no_name_comes_from_the_document(run, file, tmp_path):
    evil = "../../../tmp/evil/../x"
    document = file(elmo(extra=attachment(content(evil, b"\0data") + content("text/../../html", b"<script>"), evil, evil)), "d.xml")
    done = run("extract", "-o", tmp_path / "out", document)
    assert done.returncode == 0
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["d-1.bin", "d-2.bin", "d.xml"]


def test_bytes_count_more_than_statements(run, file, tmp_path):
    document = file(elmo(extra=attachment(content("application/pdf", b"<script>") + content("text/html", PDF)
                                          + content("image/png", PDF))), "d.xml")
    done = run("extract", "-o", tmp_path / "out", document)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["d-1.bin", "d-2.pdf", "d-3.pdf"]
    assert done.returncode == 0 and len(said(done)) == 3 and all("stated to be" in line for line in said(done))


def test_what_can_not_be_decoded_is_told_and_the_rest_written(run, file, tmp_path):
    bad = "<content>data:application/pdf;base64,JVB*</content><content>see our web site</content><content> </content>"
    document = file(elmo(extra=attachment(bad + content("application/pdf", PDF))), "d.xml")
    done = run("extract", "-o", tmp_path / "out", document)
    assert done.returncode == 1 and len(said(done)) == 3
    assert [re.search(r"\(([^)]*)\)", line)[1] for line in said(done)] == [
        "enclosure/base64", "enclosure/no-file", "enclosure/empty"]
    assert all(f"{document}:" in line and "/elmo/attachment[1]/content[" in line for line in said(done))
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["d-4.pdf"]


def test_several_inputs(run, tmp_path):
    for name in ("a", "b/a", "b/c"):
        path = tmp_path / "in" / (name + ".xml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(elmo(extra=attachment(content("application/pdf", PDF + name.encode()))))
    done = run("extract", "-j", "2", "-o", tmp_path / "out", tmp_path / "in")
    assert done.returncode == 0
    assert {str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*.pdf")} == {"a-1.pdf", "b/a-1.pdf", "b/c-1.pdf"}
    assert run("extract", "-o", tmp_path / "o", tmp_path / "in/a.xml", tmp_path / "in/b/a.xml").returncode == 64


def test_nothing_inside(run, file, tmp_path):
    done = run("extract", "-o", tmp_path / "out", file(elmo(), "d.xml"))
    assert done.returncode == 0 and "no files inside" in said(done)[0] and not (tmp_path / "out").exists()
    assert run("extract", tmp_path / "none.xml").returncode == 66
    assert run("extract").returncode == 64
