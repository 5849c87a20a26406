"""What happens to a transcript on its way by EMREX: one test for each item of the list, named after it.

The XML's own list is tests/conversion/test_bad_transcripts.py.
"""
import base64
import gzip
import random
import urllib.parse
import zlib

import pytest

from documents import elmo

# Of a length and content that its base64 has each kind of character, and padding.
XML = next(x for x in (elmo(extra=f"<!-- {random.Random(n).getrandbits(3000):x} -->") for n in range(1000))
           if b"+" in base64.b64encode(gzip.compress(x, mtime=0)) and b"/" in base64.b64encode(gzip.compress(x, mtime=0))
           and base64.b64encode(gzip.compress(x, mtime=0)).endswith(b"="))
GZ = gzip.compress(XML, mtime=0)
B64 = base64.b64encode(GZ)
HALF = len(XML) // 2


def lines(width, end):
    return end.join(B64[i:i + width] for i in range(0, len(B64), width))


# The field elmo, and a word of the note about it; None: it is as it should be.
TOLERATED = {
    "as it should be": (B64, None),
    "blanks for plus signs": (B64.replace(b"+", b" "), "plus"),
    "line breaks every 64 characters": (lines(64, b"\n"), "lines"),
    "line breaks every 76 characters": (lines(76, b"\r\n"), "lines"),
    "line breaks with blanks beside them": (lines(76, b" \r\n\t"), "lines"),
    "blanks and line breaks at both ends": (b" \r\n" + B64 + b"\r\n ", None),
    "missing padding": (B64.rstrip(b"="), "equals"),
    "the alphabet for URLs": (base64.urlsafe_b64encode(GZ), "URLs"),
    "never compressed": (base64.b64encode(XML), "not compressed"),
    "zlib instead of gzip": (base64.b64encode(zlib.compress(XML)), "zlib"),
    "several gzip members": (base64.b64encode(gzip.compress(XML[:HALF]) + gzip.compress(XML[HALF:])), "several"),
    "bytes behind the last member": (base64.b64encode(GZ + b"\0\0\0"), "passed over"),
}


@pytest.mark.parametrize("name", TOLERATED)
def test_tolerated(run, name):
    field, note = TOLERATED[name]
    form = b"sessionId=a&returnCode=NCP_OK&returnMessage=&elmo="
    bodies = [field, form + urllib.parse.quote_plus(field).encode()]
    # A form whose plus signs nobody encoded; beside a line break they could not be told from layout.
    bodies += [form + field] if not set(field) & set(b" \r\n") else []
    for data in bodies:
        done = run("emrex", "decode", "-", data=data)
        assert done.returncode == 0 and done.stdout == XML, done.stderr
        if data is field:
            assert (note is None) == (not done.stderr) and (note or "") in done.stderr.decode()


def changed(data, at, to=None):
    return data[:at] + (bytes([data[at] ^ 0x55]) if to is None else to) + data[at + 1:]


# What arrives, the rule of the refusal, and the exit status.
REFUSED = {
    "a bomb of 1000:1": (base64.b64encode(gzip.compress(b" " * (200 << 20))), "gzip/ratio", 65),
    "a bomb of many members": (base64.b64encode(gzip.compress(b" " * (1 << 20)) * 20), "gzip/ratio", 65),
    "a bomb of zlib": (base64.b64encode(zlib.compress(b" " * (200 << 20), 9)), "gzip/ratio", 65),
    "a character that base64 lacks": (changed(B64, 100, b"*"), "emrex/base64", 1),
    "an equals sign in the middle": (changed(B64, 100, b"="), "emrex/base64", 1),
    "a character was left out": (B64[:100] + B64[101:], None, 1),
    "cut off within a byte": (B64[:101], "emrex/base64", 1),
    "cut off between bytes": (B64[:100], "gzip/truncated", 1),
    "a byte of the compressed data changed": (base64.b64encode(changed(GZ, len(GZ) // 2)), None, 1),
    "the checksum changed": (base64.b64encode(changed(GZ, len(GZ) - 8)), "gzip/checksum", 1),
    "the length changed": (base64.b64encode(changed(GZ, len(GZ) - 1)), "gzip/checksum", 1),
    "the second member cut off": (base64.b64encode(gzip.compress(XML[:HALF]) + gzip.compress(XML[HALF:])[:-9]), "gzip/truncated", 1),
    "encoded for URLs twice": (urllib.parse.quote(B64, safe="").encode(), "emrex/twice-encoded", 1),
    "a PDF": (base64.b64encode(b"%PDF-1.4"), "emrex/compression", 1),
    "nothing": (b"", "emrex/empty", 1),
    "a page": (b"<html>", "emrex/base64", 1),
    "two sessions": (b"sessionId=a&sessionId=b&returnCode=NCP_OK", "emrex/repeated", 1),
    "two transcripts": (b"sessionId=a&returnCode=NCP_OK&elmo=" + B64 + b"&elmo=" + B64, "emrex/repeated", 1),
    "no return code": (b"sessionId=a&elmo=" + B64, "emrex/missing", 1),
    "a percent sign of nothing": (b"sessionId=a&returnCode=%&elmo=", "emrex/percent", 1),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(run, name):
    data, rule, status = REFUSED[name]
    done = run("emrex", "decode", "-", data=data)
    told = done.stderr.decode().splitlines()
    assert done.returncode == status and not done.stdout, done.stderr
    assert len(told) == 1 and (rule is None or f"({rule})" in told[0]), told


@pytest.mark.parametrize("elmo_field", [b"", b"&elmo=", b"&elmo=null"], ids=["missing", "empty", "null"])
def test_ok_and_nothing_with_it(run, elmo_field):
    done = run("emrex", "decode", "-", data=b"sessionId=a&returnCode=NCP_OK" + elmo_field)
    assert done.returncode == 1 and not done.stdout and len(done.stderr.splitlines()) == 1


def test_double_utf8_is_kept_and_said(run, tmp_path):
    """A producer converted after signing: the bytes are those that came, and validation tells."""
    twice = elmo(learner="<learner><givenNames>Høst</givenNames><familyName>Lind</familyName></learner>")
    twice = twice.decode().encode("utf-8").decode("latin-1").encode("utf-8")
    done = run("emrex", "decode", "-", data=base64.b64encode(gzip.compress(twice)))
    assert done.stdout == twice
    found = run("validate", "-", data=twice).stdout
    assert found.count(b"elmo/double-utf8") == 1
