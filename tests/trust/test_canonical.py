"""RFC 8785 against its vectors, and numbers against Python's own shortest digits."""
import json
import random
import struct

import pytest

from forge import b58

PROOF = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofPurpose": "assertionMethod",
         "verificationMethod": "did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw", "proofValue": "z" + b58(bytes(range(1, 65)))}


@pytest.fixture
def canonical(run):
    """The canonical text of a value given as JSON text, by way of what --explain shows."""
    def go(text):
        whole = b'{"proof":' + json.dumps(PROOF).encode() + b',"v":' + text + b"}"
        done = run("verify", "--json", "--explain", "--at", "2026-02-01", "-", data=whole)
        assert done.stdout, done.stderr
        [proof] = json.loads(done.stdout)["signatures"]
        [shown] = [r["text"] for r in proof["remarks"] if r.get("name") == "canonical document"]
        assert shown.startswith('{"v":') and shown.endswith("}")
        return shown[5:-1].encode()
    return go


@pytest.mark.parametrize("name", ["arrays", "french", "structures", "unicode", "values", "weird"])
def test_vectors_of_rfc_8785(canonical, vectors, name):
    jcs = vectors / "jcs"
    expected = bytes.fromhex((jcs / "outhex" / f"{name}.txt").read_text())
    assert canonical((jcs / "input" / f"{name}.json").read_bytes()) == expected


def ecma(value):
    """Number::toString of ECMA-262, from the shortest digits that Python's repr() finds."""
    if value == 0:
        return "0"
    sign, text = ("-" if value < 0 else ""), repr(abs(value))
    mantissa, _, exponent = text.partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len((whole + fraction).lstrip("0")))
    digits = digits.rstrip("0")
    k = len(digits)
    if k <= point <= 21:
        out = digits + "0" * (point - k)
    elif 0 < point <= 21:
        out = digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        out = "0." + "0" * -point + digits
    else:
        out = digits[0] + ("." + digits[1:] if k > 1 else "") + f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return sign + out


def compare(canonical, lexemes, values):
    got = json.loads(canonical(("[" + ",".join(lexemes) + "]").encode()), parse_float=str, parse_int=str)
    wrong = [(lexeme, g, ecma(v)) for lexeme, g, v in zip(lexemes, got, values) if g != ecma(v)]
    assert not wrong, wrong[:5]
    assert len(got) == len(lexemes)


def test_numbers_of_the_vectors(canonical, own):
    lines = [line.split(",") for line in (own / "jcs" / "numbers.csv").read_text().splitlines()]
    rows = [(struct.unpack(">d", bytes.fromhex(line[0]))[0], line[1]) for line in lines if len(line[0]) == 16]
    rows = [(v, text) for v, text in rows if v == v and abs(v) != float("inf")]
    assert len(rows) > 60
    got = json.loads(canonical(("[" + ",".join(f"{v:.17g}" for v, _ in rows) + "]").encode()), parse_float=str, parse_int=str)
    assert got == [text for _, text in rows]


def test_every_power_of_two_where_the_naive_loop_is_wrong(canonical):
    values = [2.0 ** e for e in range(-1074, 1024)]
    compare(canonical, [f"{v:.17g}" for v in values], values)


def test_random_doubles(canonical):
    chance = random.Random(8785)
    values = []
    while len(values) < 60000:
        v = struct.unpack(">d", chance.randbytes(8))[0]
        if v == v and abs(v) != float("inf"):
            values.append(v)
    compare(canonical, [f"{v:.17g}" for v in values], values)


def test_decimals_are_rounded_to_the_nearest_double(canonical):
    lexemes = ["9007199254740993", "9007199254740992.5", "9007199254740993.0000000000000000000000000000000000001",
               "2.2250738585072011e-308", "4.9e-324", "2.4703282292062327208e-324", "2.4703282292062328e-324", "1e-400",
               "0." + "0" * 320 + "5", "1" + "0" * 308, "179769313486231570" + "0" * 291, "8.41e21", "9.5e-7",
               "0.500000000000000166533453693773481063544750213623046875", "1.0", "1e0", "1", "-0", "-0.0", "0e5",
               "1" * 800 + "e-790", "7." + "1" * 1000, "3.0517578125e-05", "5e-324", "123456789012345678901"]
    compare(canonical, lexemes, [float(text) for text in lexemes])


def test_numbers_beyond_the_doubles_are_refused(run):
    for text in (b"1e309", b"-1e999", b"1" + b"0" * 400, b"179769313486231580793728971405303415e275"):
        done = run("verify", "--at", "2026-02-01", "-", data=b'{"proof":{},"v":' + text + b"}")
        assert done.returncode == 65 and b"json/number-range" in done.stderr


def test_many_members_are_sorted_as_utf_16(canonical):
    chance = random.Random(3)
    names = list({"".join(chr(chance.choice([0x41, 0xE9, 0x20AC, 0xFB33, 0xFFFD, 0x1F602, 0x10FFFF])) for _ in range(chance.randint(0, 4)))
                  for _ in range(900)})
    got = canonical(json.dumps({n: i for i, n in enumerate(names)}, ensure_ascii=False).encode())
    assert list(json.loads(got)) == sorted(names, key=lambda n: n.encode("utf-16-be"))


def test_deep_nesting_needs_no_stack(canonical):
    text = b'{"a":[' * 100 + b"]}" * 100
    assert canonical(text) == text
