"""--strict, --supplement and --carry: what they do, and how wrong ones are refused."""
import json
import re

import pytest

import small
import sources
from small import elmo

# ---- strict

def test_strict_refuses_what_is_lost(converter):
    """Status 1, a report that names it, and no output."""
    data = elmo(tail='<extension><x xmlns="urn:x">1</x></extension>')
    refused = converter(data, "elm", strict=True)
    assert refused.status == 1 and refused.data is None and "(convert/strict)" in refused.told
    assert [e["source"] for e in refused.report.lost] == ["/elmo/extension[1]/x[1]", "/elmo/generatedDate[1]"][::-1]
    assert all(e["target"] is None for e in refused.report.entries)
    counts = refused.report.tail["counts"]
    assert sum(counts.values()) == len(refused.report.entries) == len(refused.source_tree.leaves) and not counts["defaulted"]


def test_strict_is_content_when_nothing_is_lost(converter):
    data = elmo(tail='<extension><x xmlns="urn:x">1</x></extension>')
    for carry in ("original", "residue"):
        done = converter(data, "elm", strict=True, carry=carry)
        assert done.status == 0 and done.data and not done.report.lost, (carry, done.told)


def test_what_is_defaulted_is_no_loss(converter):
    there = converter(elmo(), "elm", carry="original")
    assert there.report.defaults and converter(elmo(), "elm", strict=True, carry="original").status == 0


# ---- supplement

def test_a_supplement_fills_and_never_overwrites(convert):
    supplement = {"id": "urn:example:1", "title": {"en": "Transcript", "sv": "Utdrag"}, "issued": "2025-01-01T00:00:00Z",
                  "learner": {"givenName": "Eva", "birthDate": "2001-01-01"},
                  "issuer": {"legalName": {"en": "Seal"}, "country": "SE", "eIDASIdentifier": {"value": "VATSE-1", "country": "SE"}}}
    result = convert(elmo(), "elm", supplement=json.dumps(supplement).encode())
    tree = json.loads(result.data)
    assert tree["id"] == "urn:example:1" and tree["displayParameter"]["title"] == {"en": "Transcript", "sv": "Utdrag"}
    assert tree["issuer"]["legalName"] == {"en": "Seal"} and tree["issued"] == "2025-01-01T00:00:00Z"
    assert tree["issuer"]["eIDASIdentifier"]["notation"] == "VATSE-1"
    assert tree["issuer"]["location"][0]["address"][0]["countryCode"]["id"] == small.COUNTRY + "SWE"
    assert tree["credentialSubject"]["givenName"] == {"und": "Ada"}, "the source has a name, and it stays"
    given = {e["target"] for e in result.report.with_rule("convert/supplement")}
    assert {"/id", "/displayParameter/title/sv", "/issued"} <= given
    assert all(e["outcome"] == "defaulted" for e in result.report.with_rule("convert/supplement"))


def test_a_supplement_says_more_of_the_learner(convert):
    """Names are there and stay; the mail address is new."""
    supplement = b'{"learner": {"givenName": {"en": "Eve"}, "contact": {"email": "mailto:ada@example.org"}}}'
    person = json.loads(convert(elmo(), "ooapi@6.1", supplement=supplement).data)["persons"][0]
    assert (person["givenName"], person["email"]) == ("Ada", "ada@example.org")


def test_an_empty_supplement_changes_nothing(converter):
    assert converter(elmo(), "elm", supplement=b"{}").data == converter(elmo(), "elm").data


def test_a_supplement_for_a_transcript(convert):
    """The way back takes one, too: who awarded is not always said."""
    tree = small.elm_tree([small.achievement(awardedBy=None)], issuer=None)
    result = convert(json.dumps(tree).encode(), "elmo", supplement=b'{"issuer":{"legalName":{"en":"Example"},"homepage":"https://e.org/"}}')
    assert result.tree.leaves["/elmo/report[1]/issuer[1]/title[1]"] == "Example"


@pytest.mark.parametrize("supplement, rule, at", [
    (b'{"isued":"2025-01-01T00:00:00Z"}', "supplement/unknown-member", "/isued"),
    (b'{"issuer":{"name":"x"}}', "supplement/unknown-member", "/issuer/name"),
    (b'{"issued":{"a":1}}', "supplement/text", "/issued"), (b'{"issuer":"x"}', "supplement/object", "/issuer"),
    (b'{"issuer":{"country":1}}', "supplement/text", "/issuer/country"), (b'{"defaultLanguage":1}', "supplement/text", "/defaultLanguage"),
    (b"[]", "supplement/object", ""), (b'"x"', "supplement/object", ""), (b"", "json/", ""), (b"{", "json/", ""),
    (b"issued=2025", "json/", ""), (b'{"id":"urn:a:1","id":"urn:a:2"}', "json/duplicate-member", "/id"), (b'{"id":"urn:\xff"}', "json/utf-8", ""),
    (b'{"issued":"tomorrow"}', "supplement/form", "/issued"), (b'{"id":"no IRI"}', "supplement/form", "/id"),
    (b'{"defaultLanguage":"en_GB"}', "supplement/form", "/defaultLanguage"), (b'{"title":{"en_GB":"x"}}', "supplement/form", "/title/en_GB"),
    (b'{"issuer":' * 40 + b"{}" + b"}" * 40, "supplement/", "/issuer"),
])
def test_wrong_supplements(converter, supplement, rule, at):
    """One line with rule and place; neither output nor report."""
    refused = converter(elmo(), "elm", supplement=supplement)
    assert refused.status in (64, 65) and refused.data is None and refused.report is None, refused.told
    told = refused.told.strip().splitlines()
    assert len(told) == 1 and f"({rule}" in told[0] and at in told[0], told
    assert "tomorrow" not in told[0] and "no IRI" not in told[0], "messages hold no values"


def test_a_supplement_that_is_not_there(converter, edu, tmp_path):
    refused = converter(elmo(), "elm", "--supplement", tmp_path / "nowhere.json")
    assert refused.status == 66 and refused.data is None


def test_the_documented_members_exist(convert):
    """Every member that docs/supplement.md shows in its table is taken."""
    text = (sources.TOP / "docs" / "supplement.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if line.startswith("| `")]
    assert len(rows) > 8
    for row in rows:
        value = row[4].strip().strip("`").replace("…", "1")
        if value == "below":
            continue
        for name in re.findall("`([a-zA-Z.]+)`", row[1]):
            *outer, inner = name.split(".")
            if inner == "country":
                outer = ["issuer"]
            supplement = {inner: json.loads(value)}
            for step in reversed(outer):
                supplement = {step: supplement}
            convert(elmo(), "elm", supplement=json.dumps(supplement).encode())


# ---- carry

def test_no_such_carry(converter):
    assert converter(elmo(), "elm", carry="everything").status == 64


def test_no_such_target(converter):
    for to in ("elmx", "elm@9", "elmo@", "", "elm@3.2@1"):
        refused = converter(elmo(), to)
        assert refused.status == 64 and refused.data is None and refused.report is None, to
