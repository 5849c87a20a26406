"""
What a person is told about bad credentials: one finding for what is wrong, that names class and property, the line and
path of every place, what was expected and what to do; and never the value. Time stays linear whatever the document.
"""
import copy
import json
import subprocess
import time

import findings
import made
import pytest

FULL = "edc-generic-full"
SECRETS = ("Ada", "Marker-Lind", "Algebra")


@pytest.fixture
def validate(edu, tmp_path):
    def go(document, profile=FULL, indent=1):
        path = tmp_path / "credential.jsonld"
        path.write_text(json.dumps(document, indent=indent), encoding="utf-8")
        done = subprocess.run([edu, "validate", "--json", "--profile", profile, path], capture_output=True, text=True,
                              check=False)
        assert done.returncode in (0, 1, 65), done.stderr
        found = [json.loads(line) for line in done.stdout.splitlines()]
        check_form(path.read_text(encoding="utf-8"), document, found)
        return found, done.stderr
    return go


def check_form(text, document, found):
    """Every place exists, and stands in the line that is told; messages hold no value."""
    lines = text.split("\n")
    for finding in found:
        for place in [finding, *finding.get("also", [])]:
            steps, _ = findings.steps_to(document, place["path"])
            key = steps[-1][1] if steps else None
            assert 0 < place["line"] <= len(lines)
            if isinstance(key, str) and len(lines) > 1:
                assert json.dumps(key) in lines[place["line"] - 1], (place, lines[place["line"] - 1])
        assert not [word for word in SECRETS if word in finding["message"]], finding
        assert len(finding["message"]) > 20


def errors(found):
    return [finding for finding in found if finding["severity"] == "error"]


def told(found):
    return sorted((finding["rule"], finding["path"]) for finding in errors(found))


def test_the_credential_itself_conforms(validate):
    assert not errors(validate(made.credential())[0])


def change_removed(c):
    del c["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"]


def change_doubled(c):
    c["validFrom"] = [c["validFrom"], "2025-01-01T00:00:00Z"]


def change_retyped(c):
    for organisation in (c["issuer"], c["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"]):
        organisation["eIDASIdentifier"]["type"] = "Identifier"


def change_relanguaged(c):
    c["issuer"]["legalName"] = {"en": ["Example University", "Another University"]}


def change_reschemed(c):
    c["credentialProfiles"]["inScheme"]["id"] = made.SNB + "eqf/25831c2"


def change_reidentified(c):
    c["credentialSubject"]["hasClaim"]["awardedBy"] = {"id": "urn:epass:awardingProcess:2"}


def change_split(c):
    address = c["issuer"]["location"].pop("address")
    c["holder"] = {"id": c["issuer"]["id"], "type": "Organisation", "location": made.node(
        "location", 9, "Location", address=address)}
    c["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"] = {"id": c["issuer"]["id"]}


def change_merged(c):
    c["credentialSubject"]["hasClaim"]["id"] = c["credentialSubject"]["id"]


MUTATIONS = {
    "removed": (change_removed, "elm/min-count", "AwardingProcess.awardingBody is missing"),
    "doubled": (change_doubled, "elm/max-count", "EuropeanDigitalCredential.validFrom may have 1 value"),
    "retyped": (change_retyped, "elm/class", "must be a node of type LegalIdentifier"),
    "relanguaged": (change_relanguaged, "elm/unique-lang", "Organisation.legalName may have one text in each language"),
    "reschemed": (change_reschemed, "elm/node", "a concept whose inScheme is " + made.SNB + "credential/25831c2"),
    "reidentified": (change_reidentified, "elm/class", "the node states no type"),
    "split": (change_split, "elm/min-count", "Location.address is missing"),
    "merged": (change_merged, "elm/max-count", "may have 1 value"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_mutation(validate, name):
    change, rule, words = MUTATIONS[name]
    document = made.credential()
    change(document)
    if name == "merged":  # of a person and a claim: each property allowed once has two values, or wrong ones
        document["credentialSubject"]["hasClaim"]["givenName"] = {"en": "x", "de": "y"}
        document["credentialSubject"]["hasClaim"]["awardedBy"] = [made.award(), made.node(
            "awardingProcess", 2, "AwardingProcess", awardingBody=made.organisation())]
    found = errors(validate(document)[0])
    assert [finding for finding in found if finding["rule"] == rule and words in finding["message"]], found


def test_every_copy_of_a_node_is_told_with_line_and_path(validate):
    document = made.credential()
    for place in (document["issuer"], document["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"]):
        del place["location"]["address"]["countryCode"]
    found = errors(validate(document)[0])
    assert [finding["path"] for finding in found] == ["/issuer/location/address"]
    assert [place["path"] for place in found[0]["also"]] == [
        "/credentialSubject/hasClaim/awardedBy/awardingBody/location/address"]


def test_copies_inside_copies_are_told_each_once(validate):
    document = made.credential()
    claim = document["credentialSubject"]["hasClaim"]
    claim["hasPart"] = []
    for organisation in (document["issuer"], claim["awardedBy"]["awardingBody"]):
        organisation["location"]["address"]["countryCode"]["inScheme"]["type"] = "Concept"
        organisation["eIDASIdentifier"]["spatial"]["inScheme"]["type"] = "Concept"
    for number in range(3):
        claim["hasPart"].append(made.node("learningAchievement", number + 2, "LearningAchievement", title={"en": "x"},
                                          awardedBy=copy.deepcopy(claim["awardedBy"])))
    found = [finding for finding in errors(validate(document)[0]) if finding["rule"] == "elm/class"]
    assert len(found) == 1 and found[0]["path"].endswith("/inScheme")
    places = [place["path"] for place in found[0]["also"]]
    every = [path for path in all_paths(document) if path.endswith(("/spatial/inScheme", "/countryCode/inScheme"))]
    assert sorted([found[0]["path"], *places]) == sorted(every)
    assert len(every) == 10


def all_paths(value, path=""):
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from all_paths(member, f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}")


def test_a_credential_with_10000_claims(validate):
    document = made.credential()
    first = document["credentialSubject"]["hasClaim"]
    document["credentialSubject"]["hasClaim"] = [first] + [
        made.node("learningAchievement", n, "LearningAchievement", title={"en": "x"}, awardedBy={"id": "urn:epass:awardingProcess:1"})
        for n in range(2, 10001)]
    assert not errors(validate(document)[0])
    del document["credentialSubject"]["hasClaim"][7776]["awardedBy"]
    found = errors(validate(document)[0])
    assert told(found) == [("elm/min-count", "/credentialSubject/hasClaim/7776")]
    assert "LearningAchievement.awardedBy is missing" in found[0]["message"]


def test_a_graph_with_a_cycle_of_one(validate):
    document = made.credential()
    claim = document["credentialSubject"]["hasClaim"]
    claim["hasPart"] = {"id": claim["id"]}
    assert not errors(validate(document)[0])
    claim["hasPart"] = copy.deepcopy({**claim, "hasPart": {"id": claim["id"]}})
    assert not errors(validate(document)[0])
    del claim["title"], claim["hasPart"]["title"]
    found = errors(validate(document)[0])
    assert told(found) == [("elm/min-count", "/credentialSubject/hasClaim")]
    assert "/credentialSubject/hasClaim/hasPart" in [place["path"] for place in found[0]["also"]]


def test_a_graph_with_a_cycle_of_two(validate):
    document = made.credential()
    claim = document["credentialSubject"]["hasClaim"]
    claim["hasPart"] = {**made.achievement(2), "hasPart": {"id": claim["id"]}}
    assert not errors(validate(document)[0])


def copies(count, change=None):
    """Claims of one person whose awarding bodies are all one node."""
    document = made.credential()
    claims = [made.node("learningAchievement", n, "LearningAchievement", title={"en": "x"}, awardedBy=made.node(
        "awardingProcess", n, "AwardingProcess", awardingBody=made.organisation())) for n in range(1, count + 1)]
    for n, claim in enumerate(claims):
        if change:
            change(n, claim["awardedBy"]["awardingBody"])
    document["credentialSubject"]["hasClaim"] = claims
    return document


def test_1000_equal_copies_of_a_node(validate):
    def nameless(_, organisation):
        del organisation["legalName"]

    document = copies(1000)
    assert not errors(validate(document)[0])
    document = copies(1000, nameless)
    del document["issuer"]["legalName"]
    found = errors(validate(document)[0])
    assert told(found) == [("elm/min-count", "/issuer")]
    assert "Organisation.legalName is missing" in found[0]["message"]
    assert [place["path"] for place in found[0]["also"]] == [
        f"/credentialSubject/hasClaim/{n}/awardedBy/awardingBody" for n in range(1000)]


def test_1000_unequal_copies_of_a_node(validate):
    def rename(n, organisation):
        organisation["legalName"] = {"en": f"Name {n}"}

    found = errors(validate(copies(1000, rename))[0])
    assert {finding["rule"] for finding in found} == {"elm/unique-lang"} and len(found) == 1
    assert "other places with the same id add theirs" in found[0]["message"]
    assert len(found[0]["also"]) == 1000


def seconds(edu, path, document):
    path.write_text(json.dumps(document), encoding="utf-8")
    best = 100
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run([edu, "validate", "--profile", FULL, path], capture_output=True, check=False)
        best = min(best, time.perf_counter() - begin)
    return best


@pytest.mark.parametrize("kind", ["equal", "unequal", "nested"])
def test_many_copies_take_linear_time(edu, tmp_path, kind):
    def rename(n, organisation):
        organisation["legalName"] = {f"x-{n}": f"Name {n}"}

    def document(count):
        if kind == "nested":  # each level differs from the one it repeats only at its very end
            out = made.credential()
            claim = made.achievement(1)
            for _ in range(min(count // 100, 120)):
                claim = {**made.achievement(1), "hasPart": [claim], "description": {"en": f"d{_}"}}
            out["credentialSubject"]["hasClaim"] = claim
            return out
        return copies(count, rename if kind == "unequal" else None)

    small, large = (seconds(edu, tmp_path / f"{n}.json", document(n)) for n in (3000, 12000))
    assert large < 4 * small * 2 + 0.2, (small, large)


LANGUAGES = {
    "an array of texts is legal where each language may have several": ({"en": ["a", "b"]}, "altLabel", None),
    "an array of texts in a property with one for each language": ({"en": ["a", "b"]}, "legalName", "elm/unique-lang"),
    "one tag in two spellings": ({"en": "a", "EN": "b"}, "legalName", "elm/unique-lang"),
    "an empty text is a text": ({"en": ""}, "legalName", None),
    "@none": ({"@none": "a"}, "legalName", "elm/datatype"),
    "an empty tag": ({"": "a"}, "legalName", "elm/datatype"),
    "a plain text": ("a", "legalName", "elm/datatype"),
    "a bad tag": ({"en_GB": "a"}, "legalName", "elm/language-tag"),
    "a tag with a blank": ({"e n": "a"}, "legalName", "elm/language-tag"),
    "a number": ({"en": 5}, "legalName", "elm/language-map"),
    "an object": ({"en": {"de": "a"}}, "legalName", "elm/language-map"),
    "null alone": ({"en": None}, "legalName", "elm/min-count"),
    "an empty array": ({"en": []}, "legalName", "elm/min-count"),
}


@pytest.mark.parametrize("name", LANGUAGES)
def test_language_map(validate, name):
    value, key, rule = LANGUAGES[name]
    document = made.credential()
    document["issuer"][key] = value
    document["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"] = {"id": "urn:epass:org:1"}
    found = errors(validate(document)[0])
    rules = {finding["rule"] for finding in found}
    # What is no text at all is missing besides.
    assert rules - {"elm/min-count"} == {rule} - {"elm/min-count", None} and (rule in rules or not rule and not rules)


CONTEXTS = {
    "an unknown URL": ([made.W3C, made.EDC, "https://example.org/context"], "elm/context-unknown", "/@context/2"),
    "an inline object": ([made.W3C, made.EDC, {"title": "http://purl.org/dc/terms/title"}], "elm/context-inline",
                         "/@context/2"),
    "one context alone": (made.EDC, "elm/context-incomplete", "/@context"),
    "version 2 of W3C": (["https://www.w3.org/ns/credentials/v2", made.EDC], "elm/vc2", "/@context"),
    "a number": ([made.W3C, made.EDC, 5], "elm/context-inline", "/@context/2"),
}


@pytest.mark.parametrize("name", CONTEXTS)
def test_context_list_with(validate, name):
    value, rule, path = CONTEXTS[name]
    document = made.credential()
    document["@context"] = value
    found, said = validate(document)
    assert not found and rule in said and path in said


def test_context_list_in_another_order(validate):
    document = made.credential()
    document["@context"].reverse()
    assert not errors(validate(document)[0])
    del document["issued"]
    assert told(validate(document)[0]) == [("elm/min-count", "")]


def test_absolute_iris_as_keys(validate):
    document = made.credential()
    organisation = document["issuer"]
    organisation["http://data.europa.eu/snb/model/elm/location"] = organisation.pop("location")
    organisation["http://www.w3.org/2004/02/skos/core#altLabel"] = {"@value": "x", "@language": "en"}
    document["http://example.org/more"] = "x"
    assert not errors(validate(document)[0])
    organisation["http://data.europa.eu/snb/model/elm/homepage"] = "not a resource"
    organisation["http://xmlns.com/foaf/0.1/homepage"] = "no node either"
    found = errors(validate(document)[0])
    assert [finding["rule"] for finding in found] == ["elm/class"]
    assert found[0]["path"] == "/issuer/http:~1~1xmlns.com~1foaf~10.1~1homepage"
    assert "Organisation.homepage must be a node of type WebResource" in found[0]["message"]


def test_the_tables_tell_every_place_too(validate):
    document = made.credential()
    awarding = document["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"]
    for organisation in (document["issuer"], awarding):
        del organisation["location"]["address"]["countryCode"]
    awarding["legalName"] = {"en": "Another Name"}
    document["validFrom"] = [document["validFrom"], "2025-01-01T00:00:00Z"]
    places = {finding["rule"]: [place["path"] for place in finding.get("also", [])]
              for finding in errors(validate(document, "tables")[0])}
    assert places["elm/min-count"] == ["/credentialSubject/hasClaim/awardedBy/awardingBody/location/address"]
    assert places["elm/max-count"] == ["/validFrom/0"]
    assert places["elm/merge-conflict"] == ["/issuer/legalName/en"]
