"""No value of a learner in an error, a finding, a report, a verdict or a summary, unless it is asked for: every verb over
documents in which each value of the person is a word that stands nowhere else, whole and broken in many ways."""
import json
import re

import pytest

import marked

# Values that break a rule of their place, each with a word that must not be repeated.
BROKEN = [
    ("birthDate", "Markerdate"), ("identifier", "marker\u0007control"), ("email", "marker at nowhere"),
    ("nationalId", "Marker<&>national"), ("givenName", "Marker" * 500),
]
WORDS = re.compile(rb"[Mm]arker|1987-06-05|bWFya2Vy")


@pytest.fixture(params=["elmo", "elm", "ooapi"])
def document(request, top):
    return marked.all_formats(top)[request.param]


def check(done, *more, output=False):
    """The streams on which no value may stand; a document that is written is no report."""
    for what, text in [("stderr", done.stderr), *([("stdout", done.stdout)] if output else []), *more]:
        found = WORDS.search(text)
        assert not found, (done.args[1:], what, text[max(0, found.start() - 80):found.end() + 40])


def run_all(run, data, tmp_path):
    """Each verb that takes a document, with the options that say most."""
    report, key = tmp_path / "report", tmp_path / "key"
    key.write_bytes(bytes(32))
    for to in ("elm", "elmo", "elmo@1.0", "ooapi"):
        for options in ((), ("--strict",), ("--carry", "residue"), ("--carry", "original")):
            report.write_bytes(b"")
            done = run("convert", "--to", to, "--report", report, *options, "-", data=data)
            check(done, ("report", report.read_bytes()))
    for options in ((), ("--json",), ("--profile", "edc-generic-full"), ("--profile", "elmo-1.7"), ("--profile", "official")):
        check(run("validate", *options, "-", data=data), output=True)
    for options in ((), ("--json",)):
        check(run("inspect", *options, "-", data=data), output=True)
        check(run("verify", *options, "-", data=data), output=True)
    for policy in ("no-identifiers", "results-only", "pseudonymous"):
        report.write_bytes(b"")
        check(run("redact", "-p", policy, "--key", key, "--report", report, "-", data=data), ("report", report.read_bytes()))
    check(run("extract", "-o", f"{tmp_path}/files/", "-", data=data), output=True)
    check(run("split", "-o", f"{tmp_path}/parts/", "-", data=data), output=True)
    for options in (("-k", key), ("-k", key, "--suite", "vc-jwt"), ("-k", key, "--suite", "sd-jwt", "--hide", "/nowhere")):
        check(run("sign", *options, "-", data=data))
    check(run("present", "--show", "/nowhere", "-", data=data))
    check(run("status", "read", "-", data=data))
    check(run("decrypt", "-k", key, "-", data=data))
    check(run("encrypt", "-r", key, "-", data=data))
    check(run("emrex", "decode", "-", data=data))


def test_whole_documents(run, document, tmp_path):
    run_all(run, document, tmp_path)


@pytest.mark.parametrize("what, value", BROKEN, ids=[w for w, _ in BROKEN])
def test_values_that_break_a_rule(run, top, document, tmp_path, what, value):
    old = marked.PERSON[what].encode()
    written = value if document.lstrip().startswith(b"<") else json.dumps(value, ensure_ascii=False)[1:-1]
    assert old in document or what == "email"
    run_all(run, document.replace(old, written.encode()), tmp_path)


def test_documents_that_are_cut_off(run, document, tmp_path):
    """Cut within and behind values of the person: what the reader says then is most tempted to quote."""
    for word in (b"Markergiven", b"Markerfamily", b"1987-06-05"):
        at = document.index(word)
        for cut in (at, at + 3, at + len(word), at + len(word) + 1):
            for verb in (("validate",), ("inspect",), ("convert", "--to", "elm"), ("redact", "-p", "results-only"), ("verify",)):
                check(run(*verb, "-", data=document[:cut]), output=verb[0] in ("validate", "inspect", "verify"))


def test_duplicates_and_foreign_names(run, top, tmp_path):
    data = marked.elm(top).replace(b'"dateOfBirth"', b'"givenName": {"en": "Markertwice"}, "dateOfBirth"', 1)
    for verb in (("validate",), ("convert", "--to", "elmo"), ("redact", "-p", "results-only")):
        check(run(*verb, "-", data=data), output=True)


def test_values_are_shown_when_asked_for(run):
    done = run("inspect", "--show-personal", "-", data=marked.elmo())
    assert WORDS.search(done.stdout), "the switch has a use"
