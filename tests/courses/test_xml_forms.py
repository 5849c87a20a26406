"""The XML of courses and accreditations: read and written as the official schemas have it, by xmllint's word."""
import json
import shutil
import subprocess

import pytest

ROOT = b'<Courses xmlns="http://data.europa.eu/snb/model/ap/loq-constraints/"'
OFFICIAL = {"loq": "elm-loq", "loq_withLearningAchievementSpecification": "elm-loq", "ams": "elm-ams"}


def to(run, form, data, *more):
    status, out, told = run("convert", "--to", form, *more, "-", data=data)
    assert status == 0, told
    return out


@pytest.fixture(scope="session")
def conforms(shared, tmp_path_factory):
    """conforms(bytes, "loq"): what xmllint says by the official schema; None: nothing."""
    if not shutil.which("xmllint"):
        pytest.skip("xmllint is not installed")
    folder = tmp_path_factory.mktemp("xml")

    def go(data, schema):
        path = folder / "document.xml"
        path.write_bytes(data)
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema",
                               shared / "reference" / "elm" / "xsd" / f"{schema}.xsd", path], capture_output=True, check=False)
        return None if done.returncode == 0 else done.stderr.decode()
    return go


@pytest.fixture(params=OFFICIAL)
def official(request, shared):
    return (shared / "reference" / "elm" / "xsd" / f"{request.param}.xml").read_bytes(), OFFICIAL[request.param]


def test_official_documents_come_back_as_they_were(run, official):
    data, form = official
    assert to(run, form, data) == data


def test_official_documents_go_through_json_ld_and_still_conform(run, official, conforms, same_graph):
    data, form = official
    json_ld = to(run, "elm", data)
    again = to(run, form, json_ld)
    assert conforms(again, form[4:]) is None
    assert same_graph((json_ld, "json-ld"), (to(run, "elm", again), "json-ld")) > 500


def test_official_documents_say_the_same_in_rdf_xml(run, official, same_graph):
    data, _ = official
    assert same_graph((to(run, "elm", data), "json-ld"), (to(run, "elm-rdf", data), "xml")) > 500


@pytest.mark.parametrize("version", ["3.1", "3.2"])
def test_the_version_is_written_and_read(run, documents, version):
    source = (documents / "catalogue.jsonld").read_bytes()
    written = to(run, f"elm-loq@{version}", source)
    assert f'xsdVersion="{version}.0"'.encode() in written
    assert to(run, "elm-loq", written) == written and f'"{version}"'.encode() in run("inspect", "--json", "-", data=written)[1]


@pytest.mark.parametrize("target", ["elm", "elm-rdf"])
def test_every_leaf_is_accounted_for(run, official, target, tmp_path, leaves_of):
    data, _ = official
    report = tmp_path / "report"
    to(run, target, data, "--report", report)
    rows = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert sorted(r["source"] for r in rows if isinstance(r.get("source"), str)) == sorted(leaves_of(data))
    assert rows[-1]["counts"]["lost"] == 0


def test_courses_from_turtle_conform(rdf, run, documents, conforms):
    out = to(run, "elm-loq", (documents / "algebra.ttl").read_bytes())
    assert conforms(out, "loq") is None
    assert run("validate", "-", data=out)[0] == 0
    assert run("validate", "--profile", "loq-mdr", "-", data=out)[0] == 0


def test_accreditations_conform(run, documents, conforms):
    data = json.loads((documents / "accreditation.json").read_bytes())
    out = to(run, "elm-ams", json.dumps(data).encode())
    assert conforms(out, "ams") is None
    assert run("validate", "--profile", "ams-mdr", "-", data=out)[0] == 0


def test_the_lists_that_the_schema_names_are_the_schemes_of_codes(run, shared):
    """So that the profiles that ask for schemes can be checked on XML, which has none."""
    data = (shared / "reference" / "elm" / "xsd" / "loq.xml").read_bytes()
    nodes = [n for n in json.loads(to(run, "elm", data))["@graph"] if n.get("type") == "Concept"]
    schemes = {n["id"]: n.get("inScheme") for n in nodes}
    assert schemes["http://publications.europa.eu/resource/authority/language/HAI"] == \
        "http://publications.europa.eu/resource/authority/language"
    assert schemes["http://data.europa.eu/snb/learning-schedule/f230bae523"] == "http://data.europa.eu/snb/learning-schedule/25831c2"


def test_findings_point_into_the_xml(run, shared):
    data = (shared / "reference" / "elm" / "xsd" / "ams.xml").read_bytes()
    assert run("validate", "--profile", "tables", "-", data=data)[0] == 0
    broken = data.replace(b"<accreditingAgent ", b"<accreditingAgents ", 1)
    status, out, _ = run("validate", "--profile", "ams", "--json", "-", data=broken)
    found = [json.loads(line) for line in out.splitlines()]
    missing = [f for f in found if f["rule"] == "elm/min-count" and "accreditingAgent" in f["message"]]
    assert status == 1 and [f["path"] for f in missing] == ["/Accreditations/accreditationReferences[1]/accreditation[1]"]
    status, out, _ = run("validate", "--json", "-", data=broken)
    rules = {json.loads(line)["rule"] for line in out.splitlines()}
    assert status == 1 and any(rule.startswith("ams/") for rule in rules), rules


@pytest.mark.parametrize("data, rule", [
    (ROOT + b"/>", "elm/other-dataset"),
    (b"<Courses/>", "format/unknown-root"),
    (b"<Courses xmlns='http://example.org/'/>", "format/unknown-root"),
    (ROOT + b"><learningOutcomeReferences><learningOutcome id='a b'/></learningOutcomeReferences></Courses>", "elm/iri"),
    (ROOT + b"><learningOutcomeReferences><learningOutcome id='one'/></learningOutcomeReferences></Courses>", "elm/iri"),
    (b"<!DOCTYPE a>" + ROOT + b"/>", "xml/doctype"),
])
def test_xml_that_is_refused(run, data, rule):
    status, out, told = run("convert", "--to", "elm", "-", data=data)
    assert status != 0 and not out and f"({rule})" in told, told


def test_an_unknown_element_is_lost_and_told(run, tmp_path):
    data = (ROOT + b"><learningOutcomeReferences><learningOutcome id='urn:x:a'><title language='en'>A</title><colour>red</colour>"
            b"</learningOutcome></learningOutcomeReferences></Courses>")
    report = tmp_path / "report"
    to(run, "elm", data, "--report", report)
    lost = [r for r in map(json.loads, report.read_text(encoding="utf-8").splitlines()) if r.get("outcome") == "lost"]
    assert [(r["source"], r["rule"]) for r in lost] == [
        ("/Courses/learningOutcomeReferences[1]/learningOutcome[1]/colour[1]", "elm/unknown-term")]


def test_what_the_schema_demands_and_the_document_lacks_is_an_error(run):
    node = {"id": "urn:x:a", "type": "LearningOpportunity", "title": {"en": "Algebra"}}
    data = {"@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"], "@graph": [node]}
    status, out, told = run("convert", "--to", "elm-loq", "-", data=json.dumps(data).encode())
    assert status == 1 and not out and "(elm/form-missing)" in told and "homepage" in told
    status, out, told = run("convert", "--to", "elm-ams", "-", data=json.dumps(data).encode())
    assert status != 0 and not out and "(elm/form-empty)" in told


def test_a_circle_of_records_is_written_by_their_ids(run, shared, conforms):
    data = (shared / "reference" / "elm" / "xsd" / "loq.xml").read_bytes()
    document = json.loads(to(run, "elm", data))
    outcome = next(n for n in document["@graph"] if n.get("type") == "LearningOpportunity")
    outcome["hasPart"] = [outcome["id"]]
    assert conforms(to(run, "elm-loq", json.dumps(document).encode()), "loq") is None


def test_residue_is_refused_and_the_original_travels(run, documents):
    data = (documents / "accreditation.json").read_bytes()
    xml = to(run, "elm-ams", data)
    status, out, told = run("convert", "--to", "elm", "--carry", "residue", "-", data=xml)
    assert status != 0 and not out and "(carry/residue)" in told
