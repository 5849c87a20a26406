"""
The application profiles of ELM: verdicts of the reference documents, measured vectors, a seeded comparison
with a SHACL engine where one is installed, and what findings tell.
"""
import collections
import copy
import json
import re
import subprocess

import findings
import pytest

EDC = ("edc-generic-no-cv", "edc-generic-full", "edc-accredited", "edc-converted", "edc-issued-by-mandate",
       "edc-diploma-supplement")
# Violations by EDC profile, in the order above; the same for 3.1 and 3.2.
VERDICTS = {
    "samples/Sample-CertOfPart-unsigned.jsonld": (2, 2, 4, 3, 3, 4),
    "samples/Sample-CertOfPart-unsigned-uploadable.json": (2, 2, 4, 3, 3, 4),
    "samples/Sample-CertOfPart-signed.jsonld": (0, 0, 2, 1, 0, 2),
    "samples/Sample-MC-Annex1-unsigned.jsonld": (2, 2, 3, 3, 3, 6),
    "samples/Sample-MC-Annex1-unsigned-uploadable.json": (2, 2, 3, 3, 3, 6),
    "samples/Sample-MC-Annex1-signed.jsonld": (0, 0, 1, 1, 0, 4),
    "samples/credential-sample.jsonld": (2, 2, 3, 3, 3, 6),
    "own/minimal-generic-full.jsonld": (0, 0, 1, 1, 1, 5),
    "own/rich-generic-full.jsonld": (0, 0, 1, 1, 1, 4),
    "own/rich-generic-full-flattened.jsonld": (0, 0, 1, 1, 1, 4),
    "own/minimal-converted.jsonld": (0, 0, 1, 0, 1, 5),
    "own/minimal-accredited.jsonld": (0, 0, 0, 1, 1, 4),
    "own/diploma-supplement-cyclic.jsonld": (0, 0, 0, 1, 1, 0),
    "own/diploma-supplement-acyclic.jsonld": (0, 0, 0, 1, 1, 1),
}
SCHEME = "http://data.europa.eu/snb/credential/25831c2"


def errors(found):
    return [finding for finding in found if finding["severity"] == "error"]


@pytest.mark.parametrize("version", ["3.1", "3.2"])
def test_verdicts(edu, shared, version):
    files = {name: shared / "reference" / "elm" / name for name in VERDICTS}
    for i, profile in enumerate(EDC):
        found = findings.run(edu, files.values(), f"{profile}@{version}")
        for name, path in files.items():
            assert len(errors(found[str(path)])) == VERDICTS[name][i], (name, profile)


def apply_patch(document, patch):
    """RFC 6902, as far as the vectors use it."""
    for operation in patch:
        parts = [part.replace("~1", "/").replace("~0", "~") for part in operation["path"].split("/")[1:]]
        if not parts:
            document = copy.deepcopy(operation["value"])
            continue
        at = document
        for part in parts[:-1]:
            at = at[int(part)] if isinstance(at, list) else at[part]
        key = parts[-1]
        if operation["op"] == "copy" or operation["op"] == "move":
            source, value = operation["from"].split("/")[1:], document
            for part in source:
                holder, last = value, int(part) if isinstance(value, list) else part
                value = value[last]
            if operation["op"] == "move":
                del holder[last]
            operation = {"value": copy.deepcopy(value)}
        if isinstance(at, list):
            if operation.get("op") == "remove":
                del at[int(key)]
            elif operation.get("op") == "replace":
                at[int(key)] = operation["value"]
            else:
                at.insert(len(at) if key == "-" else int(key), copy.deepcopy(operation["value"]))
        elif operation.get("op") == "remove":
            del at[key]
        else:
            at[key] = copy.deepcopy(operation["value"])
    return document


def local_names(reference, version):
    """Key -> name of its predicate, for keys that are called otherwise."""
    out = {}
    for name in (f"edc-ap-{version}", "w3c-credentials-v1"):
        path = reference / "context" / f"{name}.jsonld"
        context = json.loads(path.read_text(encoding="utf-8"))["@context"]
        for key, term in context.items():
            if isinstance(term, dict) and "@type" in term or isinstance(term, dict) and "@container" in term:
                out[key] = re.split("[:/#]", term["@id"])[-1]
    return out


def in_words_of_vectors(found, names):
    """A set: two shapes that find one fault are told as one finding."""
    out = set()
    for finding in errors(found):
        if finding["rule"] not in findings.CONSTRAINTS:
            return "ERROR"
        key = finding["message"].split(" ", 1)[0].rsplit(".", 1)[-1]
        out.add(f"{findings.CONSTRAINTS[finding['rule']]} {names.get(key, key)}")
    return out


def test_vectors(edu, shared, tmp_path, figures):
    folder = shared / "reference" / "elm" / "own"
    vectors = json.loads((folder / "mutation-vectors.json").read_text(encoding="utf-8"))
    base = json.loads((folder / "rich-generic-full.jsonld").read_text(encoding="utf-8"))
    files = {}
    for vector in vectors["vectors"]:
        files[vector["name"]] = tmp_path / f"{vector['name']}.jsonld"
        document = apply_patch(copy.deepcopy(base), vector["patch"])
        files[vector["name"]].write_text(json.dumps(document), encoding="utf-8")
    wrong, compared, unread = [], 0, set()
    for judge in ("3.1 no-cv", "3.1 full", "3.2 no-cv", "3.2 full"):
        version, profile = judge.split()
        names = local_names(folder.parent, version)
        results = findings.run(edu, files.values(), f"edc-generic-{profile}@{version}")
        for vector in vectors["vectors"]:
            found = results[str(files[vector["name"]])]
            expected = vector["expect"].get(judge)
            if found is None:  # refused with a reason of its own: no context, or no credential
                unread.add(vector["name"])
            if expected is None or found is None:
                continue
            compared += 1
            ours = in_words_of_vectors(found, names)
            theirs = "ERROR" if any(word.startswith("ERROR") for word in expected) else set(expected)
            if ours != theirs:
                wrong.append((vector["name"], judge, ours, theirs))
    figures.append(f"profiles: {compared - len(wrong)} of {compared} verdicts on measured changes agree")
    assert not wrong, wrong
    assert unread == {"no-context", "no-type", "type-vc-only", "context-edc-only", "context-vc-only"}


def test_agreement_with_an_engine(edu, shared, figures):
    for package in ("pyshacl", "pyld", "rdflib"):
        pytest.importorskip(package, reason="no pyshacl, PyLD or rdflib: nothing to compare with")
    import agreement
    comparison = agreement.Comparison(edu, shared / "reference" / "elm", None)
    profiles = sorted(agreement.engine.FILES)
    entries = list(agreement.plan(shared / "reference" / "elm", profiles, 60, 2026))[-60:]
    comparison.batch(entries)
    counts = comparison.counts
    figures.append(f"profiles: of 60 changed credentials {counts['equal']} are judged as by a SHACL engine, "
                   f"{counts['refused by both']} refused, {counts['not read as a credential']} not read")
    assert not comparison.open


@pytest.fixture
def credential(shared):
    path = shared / "reference" / "elm" / "own" / "minimal-generic-full.jsonld"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def check(edu, tmp_path):
    def go(document, profile="edc-generic-full"):
        path = tmp_path / "credential.jsonld"
        path.write_text(json.dumps(document, indent=1), encoding="utf-8")
        return findings.run(edu, [path], profile)[str(path)]
    return go


def test_auto_takes_what_the_credential_names(check, credential):
    base = "http://data.europa.eu/snb/model/ap/"
    credential["credentialSchema"] = [
        {"id": base + name, "type": "ShaclValidator2017"} for name in ("edc-accredited", "edc-converted")]
    found = check(credential, "auto")
    # The evidence that both ask for is missed once.
    assert [(finding["rule"], finding["path"]) for finding in errors(found)] == [("elm/min-count", "")]
    credential["credentialSchema"].append({"id": base + "unheard-of", "type": "ShaclValidator2017"})
    assert "elm/unknown-profile" in [finding["rule"] for finding in check(credential, "auto")]


def test_auto_without_a_known_profile_is_no_verdict(run_status, credential):
    credential["credentialSchema"] = {"id": "urn:x:y", "type": "ShaclValidator2017"}
    assert run_status(credential, "auto") == 64
    assert run_status(credential, "edc-generic-full") == 0
    assert run_status(credential, "no-such-profile") == 64
    assert run_status(credential, "loq@9.9") == 64


@pytest.fixture
def run_status(edu, tmp_path):
    def go(document, profile):
        path = tmp_path / "credential.jsonld"
        path.write_text(json.dumps(document), encoding="utf-8")
        command = [edu, "validate", "--profile", profile, path]
        return subprocess.run(command, capture_output=True, check=False).returncode
    return go


def test_a_finding_names_every_place(check, credential):
    organisation = credential["issuer"]
    credential["holder"] = {
        "id": organisation["id"], "type": "Organisation", "legalName": {"en": "Another Name"}}
    found = [finding for finding in errors(check(credential)) if finding["rule"] == "elm/unique-lang"]
    assert len(found) == 1 and "Organisation.legalName" in found[0]["message"]
    assert found[0]["line"] > 0


def test_a_missing_property_is_missed_at_all_copies(check, credential):
    person = credential["credentialSubject"]
    del person["hasClaim"]
    credential["holder"] = {"id": person["id"], "type": "Person"}
    found = [finding for finding in errors(check(credential, "edc-accredited"))
             if "hasClaim" in finding["message"]]
    assert len(found) == 1 and [place["path"] for place in found[0]["also"]] == ["/holder"]
    assert found[0]["also"][0]["line"] > found[0]["line"]


def test_what_a_shape_behind_a_value_misses_is_named(check, credential):
    del credential["issuer"]["eIDASIdentifier"]
    found = errors(check(credential))
    assert [finding["rule"] for finding in found] == ["elm/node"]
    assert "eIDASIdentifier is missing" in found[0]["message"]
    credential["credentialProfiles"]["inScheme"] = {"id": "urn:x:y", "type": "ConceptScheme"}
    assert any(SCHEME in finding["message"] for finding in errors(check(credential)))


@pytest.mark.parametrize("change, rule, severity", [
    (lambda c: c.update(issued="2026-02-30T00:00:00Z"), "elm/impossible-date", "warning"),
    (lambda c: c.update(contentUrl="x"), "elm/unknown-term", "info"),
    (lambda c: c["credentialSubject"].update(birthName=None, nationality=1), "elm/unknown-term", "info"),
    (lambda c: c["credentialSubject"].update(type=["Person", "Nonsense"]), "elm/unknown-type", "info"),
    (lambda c: c.update(type="EuropeanDigitalCredential"), "elm/type", "warning"),
    (lambda c: c["issuer"].update(dateModified="2026-01-01T00:00:00Z"), "elm/vanishes", "warning"),
    (lambda c: c["issuer"].update(homepage="relative"), "elm/relative-id", "warning"),
    (lambda c: c["credentialSubject"].update(id="relative"), "elm/relative-id", "warning"),
])
def test_what_shacl_cannot_see_is_no_error(check, credential, change, rule, severity):
    change(credential)
    assert (rule, severity) in [(finding["rule"], finding["severity"]) for finding in check(credential)]


def test_closed_shapes_refuse_other_properties(check, credential):
    credential["issuer"]["identifier"] = {
        "id": "urn:x:1", "type": "Identifier", "notation": "1", "elm:status": "x"}
    rules = collections.Counter(finding["rule"] for finding in errors(check(credential, "loq")))
    assert rules["elm/closed"] == 1
    assert not [finding for finding in check(credential) if finding["rule"] == "elm/closed"]


def test_a_document_without_a_graph_is_refused(check, credential):
    credential["issuer"]["legalName"] = {"en": 5}
    assert "elm/language-map" in [finding["rule"] for finding in errors(check(credential))]
    credential["issuer"]["legalName"] = {"en_GB": "x"}
    assert "elm/language-tag" in [finding["rule"] for finding in errors(check(credential))]


def test_cycles_copies_and_many_claims(check, credential):
    claim = credential["credentialSubject"]["hasClaim"]
    claim["hasPart"] = [{"id": claim["id"]}] + [copy.deepcopy(claim["awardedBy"]["awardingBody"])] * 3
    found = errors(check(credential))
    assert {finding["rule"] for finding in found} == {"elm/class"}
    claim["hasPart"] = []
    credential["credentialSubject"]["hasClaim"] = [claim] + [
        {"id": f"urn:x:claim:{i}", "type": "LearningAchievement", "title": {"en": "x"}} for i in range(2000)]
    found = errors(check(credential))
    assert len(found) == 2000 and {finding["rule"] for finding in found} == {"elm/min-count"}


def test_a_code_that_its_scheme_does_not_have_is_a_warning(check, credential):
    country = "http://publications.europa.eu/resource/authority/country"
    concept = {"id": f"{country}/IRE", "type": "Concept", "inScheme": {"id": country, "type": "ConceptScheme"}}
    credential["credentialSubject"]["citizenshipCountry"] = concept
    found = check(credential)
    assert not errors(found)
    told = [finding for finding in found if finding["rule"] == "elm/unlisted-code"]
    assert [(finding["path"], finding["severity"]) for finding in told] == [
        ("/credentialSubject/citizenshipCountry", "warning")]
    concept["id"] = "urn:x:ireland"
    told = [finding for finding in check(credential) if finding["rule"] == "elm/unlisted-code"]
    assert len(told) == 1 and "begin with " + country in told[0]["message"]
    concept["id"] = f"{country}/IRL"
    assert "elm/unlisted-code" not in [finding["rule"] for finding in check(credential)]


def test_crosswalks_write_codes_that_vocabularies_have(top):
    import tomllib
    tables = [tomllib.loads((top / "libedu/formats/core" / name).read_text(encoding="utf-8"))
              for name in ("vocabulary.toml", "schemes.toml")]
    for name, rows in tables[0].items():
        if not rows["base"]:
            continue
        scheme = tables[1][name]
        assert (rows["base"], rows["scheme"]) == (scheme["base"], scheme["iri"])
        known = {code for code, _, _ in scheme["codes"]} | set(scheme.get("plain", "").split())
        assert not [code for _, code, _ in rows["codes"] if code not in known], name


@pytest.mark.parametrize("value, rules", [
    ("100", set()), (100, set()), ("101", {"elm/max-value"}), ("0", {"elm/datatype"}), ("1.0", {"elm/datatype"}),
    ("much", {"elm/datatype", "elm/max-value"})])
def test_a_limit_is_kept_by_what_compares_with_it(check, credential, value, rules):
    claim = credential["credentialSubject"]["hasClaim"]
    claim["influencedBy"] = {"id": "urn:x:activity", "type": "LearningActivity", "title": {"en": "x"},
                             "awardedBy": {"id": claim["awardedBy"]["id"]}, "levelOfCompletion": value}
    assert {finding["rule"] for finding in errors(check(credential))} == rules
