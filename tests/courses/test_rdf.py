"""RDF/XML and Turtle: read, written, checked, accounted for; and refused where they are no RDF, or name nothing."""
import json

import pytest

RDF_XML = b"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:elm="http://data.europa.eu/snb/model/elm/"
 xmlns:dc="http://purl.org/dc/terms/" xmlns:foaf="http://xmlns.com/foaf/0.1/" xml:base="https://university.example/">
 <elm:LearningOpportunity rdf:about="algebra" dc:valid="2026">
  <dc:title xml:lang="en">Algebra</dc:title><dc:title xml:lang="fr">Alg\xc3\xa8bre</dc:title>
  <elm:duration rdf:datatype="http://www.w3.org/2001/XMLSchema#duration">P1Y</elm:duration>
  <foaf:homepage rdf:parseType="Resource"><elm:contentUrl>https://university.example/a</elm:contentUrl></foaf:homepage>
  <elm:providedBy><elm:Organisation rdf:ID="university"><dc:type rdf:resource="urn:a"/></elm:Organisation></elm:providedBy>
  <elm:hasPart rdf:nodeID="part"/><elm:hasPart rdf:resource="https://university.example/other"/>
 </elm:LearningOpportunity>
 <rdf:Description rdf:nodeID="part"><dc:title><![CDATA[<A & B>]]></dc:title></rdf:Description>
</rdf:RDF>
"""


@pytest.fixture
def algebra(documents):
    return (documents / "algebra.ttl").read_bytes()


def to(run, form, data, *more):
    status, out, told = run("convert", "--to", form, *more, "-", data=data)
    assert status == 0, told
    return out


def test_turtle_says_the_same_as_json_ld(rdf, run, algebra, same_graph):
    assert same_graph((algebra, "turtle"), (to(run, "elm", algebra), "json-ld")) == 77


def test_turtle_says_the_same_as_rdf_xml_and_back(rdf, run, algebra, same_graph):
    xml = to(run, "elm-rdf", algebra)
    assert same_graph((algebra, "turtle"), (xml, "xml")) == 77
    assert same_graph((xml, "xml"), (to(run, "elm", xml), "json-ld")) == 77


def test_rdf_xml_says_the_same_as_json_ld(rdf, run, same_graph):
    assert same_graph((RDF_XML, "xml"), (to(run, "elm", RDF_XML), "json-ld")) == 13


def test_rdf_xml_is_written_back_as_it_came(rdf, run):
    assert to(run, "elm-rdf", RDF_XML) == RDF_XML


def test_official_credentials_say_the_same_in_rdf_xml(rdf, run, shared, same_graph):
    folder = shared / "reference" / "elm" / "own"
    for path in sorted(folder.glob("*.jsonld")):
        xml = to(run, "elm-rdf", path.read_bytes())
        assert same_graph((path.read_bytes(), "json-ld"), (xml, "xml")) > 60
        assert same_graph((xml, "xml"), (to(run, "elm", xml), "json-ld")) > 60


def test_every_leaf_of_rdf_xml_is_accounted_for(rdf, run, tmp_path, leaves_of):
    report = tmp_path / "report"
    assert run("convert", "--to", "elm", "--report", report, "-", data=RDF_XML)[0] == 0
    rows = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    assert sorted(r["source"] for r in rows if isinstance(r.get("source"), str)) == sorted(leaves_of(RDF_XML))
    by_path = {r["source"]: r for r in rows if isinstance(r.get("source"), str)}
    title = by_path["/RDF/LearningOpportunity[1]/title[2]"]
    assert title["outcome"] == "exact" and title["target"].endswith("/title/fr")
    assert rows[-1]["counts"]["lost"] == 0


def test_findings_point_into_the_form(rdf, run, algebra):
    broken = algebra.replace(b'    dc:title "Algebra"@en , "Alg\xc3\xa8bre"@fr ;\n', b"")
    assert broken != algebra
    status, out, _ = run("validate", "--profile", "loq", "--json", "-", data=broken)
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 1 and [f["rule"] for f in found] == ["elm/min-count"]
    assert found[0]["line"] in range(14, 24) and "LearningOpportunity.title" in found[0]["message"]


def test_courses_are_checked_by_loq_unless_another_profile_is_named(rdf, run, algebra):
    assert run("validate", "-", data=algebra)[0] == 0
    assert run("validate", "--profile", "auto", "-", data=algebra)[0] == 0
    assert run("validate", "--profile", "loq-mdr", "-", data=algebra)[0] == 0
    assert run("validate", "--profile", "tables", "-", data=algebra)[0] == 1


@pytest.mark.parametrize("data, rule", [
    (b"@prefix elm: <http://data.europa.eu/snb/model/elm/> .\n<https://a.example/> a elm:Organisation", "rdf/syntax"),
    (b"@prefix elm: <http://data.europa.eu/snb/model/elm/> .\n<https://a.example/> a other:Organisation .", "rdf/syntax"),
    (b"@prefix elm: <http://data.europa.eu/snb/model/elm/> .\n<#a> a elm:Organisation .", "rdf/relative-iri"),
    (b"@prefix elm: <http://data.europa.eu/snb/model/elm/> .\n<https://a.example/> a <Organisation> .", "rdf/relative-iri"),
    (b"@prefix elm: <http://data.europa.eu/snb/model/elm/> .\n<https://a.example/> elm:status \"\xff\" .", "rdf/encoding"),
    (b"@prefix ex: <http://example.org/> .\n<https://a.example/> a ex:Parking .", "elm/other-dataset"),
    (b"@prefix elm: <http://data.europa.eu/snb/model/elm/> .\n<dc:title> a elm:Organisation .", "elm/iri"),
    (b"@prefix elm: <http://data.europa.eu/snb/model/elm/> .\n" + b"<https://a.example/> elm:hasPart "
     + b"[ elm:hasPart " * 100000 + b"]" * 100000 + b" .", "rdf/syntax"),
])
def test_turtle_that_is_refused(rdf, run, data, rule):
    status, out, told = run("convert", "--to", "elm", "-", data=data)
    assert status != 0 and not out and f"({rule})" in told, told
    assert "Parking" not in told and "\xff" not in told


@pytest.mark.parametrize("data, rule", [
    (RDF_XML.replace(b"<rdf:RDF", b"<!DOCTYPE a [<!ENTITY b 'c'>]><rdf:RDF", 1), "xml/doctype"),
    (RDF_XML.replace(b"Algebra<", b"&b;<", 1), "xml/entity"),
    (RDF_XML.replace(b' xml:base="https://university.example/"', b""), "rdf/relative-iri"),
    (RDF_XML.replace(b'rdf:nodeID="part"', b'rdf:nodeID="part" rdf:resource="urn:a"', 1), "rdf/syntax"),
    (RDF_XML.replace(b"</rdf:RDF>", b""), "xml/syntax"),
    (RDF_XML.replace(b"http://data.europa.eu/snb/model/elm/", b"http://example.org/"), "elm/other-dataset"),
])
def test_rdf_xml_that_is_refused(rdf, run, data, rule):
    status, out, told = run("convert", "--to", "elm", "-", data=data)
    assert status != 0 and not out and f"({rule})" in told, told


def test_a_prefix_nobody_knows_and_an_absolute_iri_stay(rdf, run, same_graph):
    data = (b"@prefix elm: <http://data.europa.eu/snb/model/elm/> .\n@prefix ex: <https://own.example/terms#> .\n"
            b"<https://a.example/> a elm:Organisation , ex:School ; ex:colour \"red\" ; ex:next [ ex:colour 5 ] .\n"
            b"_:a elm:hasPart _:b . _:b elm:hasPart _:a . _:c elm:hasPart _:c .\n")
    out = to(run, "elm", data)
    assert same_graph((data, "turtle"), (out, "json-ld")) == 8
    assert same_graph((data, "turtle"), (to(run, "elm-rdf", data), "xml")) == 8


def test_equal_statements_give_equal_bytes(rdf, run, algebra):
    assert to(run, "elm", algebra) == to(run, "elm", algebra.replace(b"[ a elm:Amount", b"[  a elm:Amount"))


def test_turtle_is_not_written(run, algebra):
    status, _, told = run("convert", "--to", "elm-turtle", "-", data=algebra)
    assert status == 64 and "no format that is written" in told


def test_a_credential_of_w3c_2_is_refused_and_read_by_name_when_asked(run, top):
    data = (top / "tests" / "corpus" / "elm" / "invalid" / "vc2.jsonld").read_bytes()
    status, out, told = run("convert", "--to", "elmo", "-", data=data)
    assert status == 65 and not out and "(elm/vc2)" in told
    assert b"<learningOpportunitySpecification>" in to(run, "elmo", data, "--lenient")
    assert run("inspect", "--lenient", "-", data=data)[0] == 0
    _, out, _ = run("validate", "--lenient", "--profile", "edc-generic-no-cv", "--json", "-", data=data)
    assert "elm/vc2" in {json.loads(line)["rule"] for line in out.splitlines() if b'"warning"' in line}


def test_what_could_be_achieved_becomes_no_transcript(rdf, run, algebra):
    """It says nothing of a learner: it is refused there, and course data where courses belong."""
    status, out, told = run("convert", "--to", "elmo", "-", data=algebra)
    assert status == 65 and not out and "(convert/catalogue)" in told
    out = to(run, "ewp", algebra)
    assert b'<title xml:lang="en">Algebra</title>' in out and b"<iscedCode>0541</iscedCode>" in out
    circle = (b"@prefix elm: <http://data.europa.eu/snb/model/elm/> .\n@prefix dc: <http://purl.org/dc/terms/> .\n"
              b"<urn:x:a> a elm:Qualification ; dc:title 'A'@en ; elm:hasPart <urn:x:b> .\n"
              b"<urn:x:b> a elm:Qualification ; dc:title 'B'@en ; elm:hasPart <urn:x:a> .\n")
    assert to(run, "ewp", circle).count(b"<learningOpportunitySpecification>") == 2
