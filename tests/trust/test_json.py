"""JSON beneath signatures is read more strictly than documents are (the declared answers of docs/trust.md)."""
import json

import pytest

REFUSED_ON_PURPOSE = {"y_object_duplicated_key", "y_object_duplicated_key_and_value", "y_object_escaped_null_in_key", "y_string_null_escape"}
ACCEPTED = {"i_number_double_huge_neg_exp", "i_number_real_underflow", "i_number_too_big_neg_int", "i_number_too_big_pos_int",
            "i_number_very_big_negative_int"}
MADE_GOOD_BY_THE_ARRAY = {"n_single_space", "n_structure_no_data"}


def expected(name):
    if name in MADE_GOOD_BY_THE_ARRAY:
        return True
    if name[0] == "i":
        return name in ACCEPTED
    return name[0] == "y" and name not in REFUSED_ON_PURPOSE


def test_the_test_suite_of_json_parsers(run, vectors, figures):
    wrong, count = [], 0
    for path in sorted((vectors / "json-test-suite").glob("*.json")):
        # An array around it, so that values which are no object get as far; where the file is no text, it stays what it is.
        done = run("verify", "--at", "2026-02-01", "-", data=b"[" + path.read_bytes() + b"]")
        accepted = done.returncode == 1 and b"NOT-SIGNED" in done.stdout
        if accepted != expected(path.stem):
            wrong.append((path.stem, done.returncode, done.stderr))
        count += 1
    assert not wrong and count > 300
    figures.append(f"JSONTestSuite: {count} files answered as declared")


@pytest.mark.parametrize("text,rule", [
    ('{"a":1,"a":2}', "json/duplicate-member"), ('{"a":1,"\\u0061":2}', "json/duplicate-member"), ('{"a":"\\u0000"}', "json/nul"),
    ('{"a\\u0000":1}', "json/nul-in-name"), ('\ufeff{}', "json/bom"), ('{"a":"\\ud800"}', "json/lone-surrogate"), ('{"a":"\\u00g0"}', "json/escape"),
    ('{"a":"\\u+041"}', "json/escape"), ('{"a":"\\x41"}', "json/escape"), ('{"a":1e999}', "json/number-range"), ('{"a":01}', "json/number"),
    ('{"a":1.}', "json/number"), ('{} x', "json/trailing-bytes"), ('{}{}', "json/trailing-bytes"), ('{"a":"\t"}', "json/control-character"),
    ('{"a":"\x00"}', "json/control-character"), ("{'a':1}", "json/syntax"), ('{"a":NaN}', "json/syntax"), ('{"a":1,}', "json/syntax"),
    ('{/**/"a":1}', "json/syntax"), ("[" * 300, "json/depth"), ("[" * 1000000, "json/depth"), ("\u00a0{}", "format/unknown")])
def test_each_rule(run, text, rule):
    done = run("verify", "--at", "2026-02-01", "-", data=text.encode())
    assert done.returncode == 65 and f"({rule})".encode() in done.stderr, done.stderr


def test_names_that_differ_only_in_case_or_look_odd_are_different(run):
    done = run("verify", "--at", "2026-02-01", "-", data=b'{"a":1,"A":2,"__proto__":3,"":4,"Proof":{},"PROOF":[]}')
    assert done.returncode == 1 and b"NOT-SIGNED" in done.stdout


def test_bytes_that_are_no_utf_8(run):
    for bad in (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\xf8\x88\x80\x80\x80"):
        assert run("verify", "--at", "2026-02-01", "-", data=b'{"a":"' + bad + b'"}').returncode == 65


def test_large_things_cost_little(run):
    """A million members, a text of 20 MB, a number of a million digits: answered, and quickly (the fixture's timeout)."""
    many = json.dumps({f"k{i}": i for i in range(1000000)}).encode()
    assert run("verify", "--at", "2026-02-01", "-", data=many).returncode == 1
    assert run("verify", "--at", "2026-02-01", "-", data=b'{"a":"' + b"x" * 20000000 + b'"}').returncode == 1
    assert run("verify", "--at", "2026-02-01", "-", data=b'{"a":0.' + b"7" * 1000000 + b"}").returncode == 1
    assert run("verify", "--at", "2026-02-01", "-", data=b'{"a":' + b"7" * 1000000 + b"}").returncode == 65
    assert run("verify", "--at", "2026-02-01", "-", data=b"{" + b" " * (64 * 1024 * 1024) + b"}").returncode == 65


def test_no_personal_value_is_in_any_message(run, verify, keys):
    """Canaries in every place of a credential; none of them in what is said, good or bad, without --explain."""
    from forge import compact, credential, did_of, method_of, prove
    canary = "Xyzzy-Canary"
    document = credential(keys.a, name=canary, credentialSubject={"id": f"urn:{canary}", "givenName": canary, canary: canary})
    made = prove(keys.a, document)
    spoilt = json.dumps(made).replace(canary, canary + "2", 1)
    token = compact(keys.a, {"alg": "EdDSA", "kid": method_of(keys.a)}, document)
    for data in (json.dumps(made).encode(), spoilt.encode(), token, token[:-3], json.dumps(made).encode()[:-2],
                 json.dumps(made).replace('"givenName": "', '"givenName": "\\ud800').encode()):
        for options in ((), ("--json",)):
            done = run("verify", *options, "--at", "2026-02-01", "--trust", did_of(keys.a), "-", data=data)
            assert canary.encode() not in done.stdout + done.stderr
    explained = run("verify", "--explain", "--at", "2026-02-01", "-", data=json.dumps(made).encode())
    assert canary.encode() in explained.stdout
