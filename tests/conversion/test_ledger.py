"""Every leaf of a source stands in the ledger exactly once, and every value of the result has an account."""
import collections

import pytest

import contract
import small
import sources


def targets(path):
    """Where a document of that folder can be converted to."""
    return ("elm", "elmo") if path.suffix == ".xml" else ("elmo", "elm")


@pytest.mark.parametrize("path", sources.every("elmo", "elm"))
def test_complete(converter, path):
    """All documents, to the other format and to their own, with each carry."""
    data = path.read_bytes()
    for to in targets(path):
        plain = converter(data, to, name=path.name)
        if plain.status:
            # What can't be read is refused in either case, and leaves neither output nor report.
            assert plain.status in (1, 65) and plain.data is None, plain.told
            continue
        for carry in ("none", "residue", "original"):
            result = plain if carry == "none" else converter(data, to, carry=carry, name=path.name)
            if result.status == 65 and carry == "residue" and "/credentialSubject/hasClaim/0" not in plain.tree.nodes:
                assert "(carry/residue)" in result.told
                continue
            assert result.status == 0, (to, carry, result.told)
            assert result.faults(plain) == [], (to, carry)
            if carry == "original":
                assert not result.report.lost or result.report.lost == plain.report.lost == [], (to, result.report.lost[:3])


def test_every_document_was_tried(converter, figures):
    """How many documents convert, so that a mere "passed" does not hide that none did."""
    counts = collections.Counter()
    for format in ("elmo", "elm"):
        for path in [*sources.own(format), *sources.OFFICIAL[format]]:
            if "invalid" in path.parts:
                continue
            result = converter(path.read_bytes(), targets(path)[0], name=path.name)
            assert result.status == 0, (path, result.told)
            counts[f"{format} → {targets(path)[0]}"] += 1
    assert counts["elmo → elm"] > 15 and counts["elm → elmo"] > 20
    figures.append("conversion: " + ", ".join(f"{n} documents {what}" for what, n in counts.items()))


def test_lines_are_in_document_order(convert):
    """Attributes, then an element's own text, then its children."""
    data = small.elmo(small.course(head='<title xml:lang="en">A<!-- c -->lgebra</title> text <type>Course</type>'))
    report = convert(data, "elm").report
    at = [e["source"] for e in report.said]
    assert at.index(f"{small.LOS}/title[1]/@xml:lang") < at.index(f"{small.LOS}/title[1]") < at.index(f"{small.LOS}/type[1]")
    assert at.index(small.LOS) < at.index(f"{small.LOS}/title[1]/@xml:lang")
    assert report.of(small.LOS)["outcome"] == "lost"


def test_each_leaf_once_though_a_node_stands_twice(convert):
    """The copies of a node have lines of their own, which lead to the same place."""
    tree = small.elm_tree(claims=[small.achievement(1), small.achievement(2, "Logic", awardedBy=small.award())])
    report = convert(small.elm(claims=tree["credentialSubject"]["hasClaim"]), "elmo").report
    first, second = (report.of(f"/credentialSubject/hasClaim/{i}/awardedBy/awardingBody/legalName/en") for i in (0, 1))
    assert first["outcome"] == second["outcome"] == "exact" and first["target"] == second["target"]


def test_envelope_paths(convert):
    """In a wrapper, paths are those of the whole file; in a sealed file, those of the document inside."""
    wrapped = b'{"credential":' + small.elm() + b',"deliveryDetails":{"deliveryAddress":["a@example.org"]}}'
    report = convert(wrapped, "elmo").report
    assert report.of("/credential/credentialSubject/hasClaim/0/title/en")["outcome"] == "exact"
    assert report.of("/deliveryDetails/deliveryAddress/0")["rule"] == "elm/wrapper"


def test_the_head_names_formats_and_versions(convert):
    head = convert(small.elmo(small.course("<status>passed</status>")), "elm@3.1").report.head
    assert head == {"source": {"format": "elmo", "version": "1.5"}, "target": {"format": "elm", "version": "3.1"}}


def test_nothing_personal_is_said(convert, converter):
    """Neither report nor messages hold a value of the document."""
    data = small.elmo(learner='<identifier type="esi">urn:x:4711</identifier><givenNames>Adalgisa</givenNames>'
                              "<familyName>Marker</familyName><bday>1999-12-31</bday>")
    result = convert(data, "elm")
    text = "".join(str(e) for e in result.report.entries) + result.told
    assert not any(value in text for value in ("4711", "Adalgisa", "Marker", "1999"))
    assert "4711" not in result.tree.leaves["/id"] and "urn:x:4711" not in converter(data, "elm", strict=True).told


def test_contract_itself():
    """The second implementation, against an example that was counted by hand."""
    xml = (b'<?xml version="1.0"?><a xmlns="urn:a" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" b="1" xsi:type="t">'
           b'<c xml:lang="en"> </c>text<c><d/>x<![CDATA[y]]></c><Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="s">'
           b'<e>1</e></Signature></a>')
    assert contract.tree_of(xml).leaves == {"/a/@b": "1", "/a": "text", "/a/c[1]/@xml:lang": "en", "/a/c[2]": "xy", "/a/Signature[1]": ""}
    assert contract.tree_of(b'{"a/b":[1,[null,true]],"c~":{"":"x"},"d":{},"e":[]}').leaves == {
        "/a~1b/0": "1", "/a~1b/1/0": "null", "/a~1b/1/1": "true", "/c~0/": "x"}
