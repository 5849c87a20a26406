"""Transcripts that are wrong in ways seen in the wild: one finding, with its line and path, and nothing lost on the way."""
import json
import subprocess
import time

import pytest
import small
from small import LEARNER, LOI, LOS, course, elmo

ECTS = "<credit><scheme>ects</scheme><value>5</value></credit>"
TITLE = '<title xml:lang="en">Algebra</title>'
PART = f"{LOS}/hasPart[1]/learningOpportunitySpecification[1]"
PDF = "data:application/pdf;base64,JVBERi0xLjQK"


def kind(name):
    return f"{TITLE}<type>{name}</type>"


def part(inner):
    return f"<hasPart>{inner}</hasPart>"


# document, rule of the finding, its path
BAD = {
    "double UTF-8": (elmo(learner="<givenNames>\u00c3\u00b8rn</givenNames><familyName>Lind</familyName>"), "elmo/double-utf8",
                     "/elmo/learner[1]/givenNames[1]"),
    "two learners": (elmo().replace(b"</learner>", f"</learner>\n<learner>{LEARNER}</learner>".encode()), "elmo/too-many",
                     "/elmo/learner[2]"),
    "learner in a report": (elmo(report_tail=f"\n<learner>{LEARNER}</learner>"), "elmo/unknown-element", "/elmo/report[1]/learner[1]"),
    "grading scheme that is nowhere": (elmo(course("\n<gradingSchemeLocalId>g</gradingSchemeLocalId>")), "elmo/A13",
                                       f"{LOI}/gradingSchemeLocalId[1]"),
    "attachment that is nowhere": (elmo(course("\n<attachments><ref>a</ref></attachments>")), "elmo/A20", f"{LOI}/attachments[1]/ref[1]"),
    "credits on two levels": (elmo(course(ECTS, tail="\n" + part(course(ECTS)))), "elmo/A15",
                              f"{PART}/specifies[1]/learningOpportunityInstance[1]/credit[1]"),
    "types upside down": (elmo(course(head=kind("Course"), tail="\n" + part(course(head=kind("Degree Programme"))))), "elmo/A8", PART),
    "a Class without a Course": (elmo(course(head=kind("Module"), tail="\n" + part(course(head=kind("Class"))))), "elmo/A8", PART),
    "HTML as text": (elmo(course(head='\n<title xml:lang="en">&lt;b&gt;Algebra&lt;/b&gt;</title>')), "elmo/A2", f"{LOS}/title[1]"),
    "HTML in CDATA": (elmo(course(head='\n<title xml:lang="en"><![CDATA[<b>Algebra</b>]]></title>')), "elmo/A2", f"{LOS}/title[1]"),
    "HTML as elements": (elmo(course(head='\n<title xml:lang="en">Linear <b>Algebra</b></title>')), "elmo/unknown-element",
                         f"{LOS}/title[1]/b[1]"),
}


def validated(edu, path, *more):
    done = subprocess.run([edu, "validate", "--json", *more, path], capture_output=True, text=True, timeout=60)
    return done, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("name", BAD)
def test_one_finding_with_its_place(edu, tmp_path, name):
    data, rule, place = BAD[name]
    path = tmp_path / "t.xml"
    path.write_bytes(data)
    found = [f for f in validated(edu, path)[1] if f["rule"] == rule and f["path"].startswith(place)]
    assert [f["path"] for f in found] == [place]
    step = place.rsplit("/", 1)[-1].split("[")[0]
    line = data.decode().splitlines()[found[0]["line"] - 1]
    assert f"<{step}" in line[found[0]["column"] - 1:]


@pytest.mark.parametrize("name", BAD)
def test_nothing_is_lost(converter, name):
    """The same document where it stays ELMO; every leaf told of, and none away, where it travels through ELM or another version."""
    data = BAD[name][0]
    same = converter(data, "elmo")
    assert same.data == data and same.faults() == []
    plain = converter(data, "elm")
    assert plain.status == 0 and plain.faults() == []
    for target in ("elm", "elmo@2.0"):
        there = converter(data, target, carry="residue")
        assert there.status == 0 and there.faults(plain if target == "elm" else None) == [] and not there.report.lost
        back = converter(there.data, f"elmo@{same.report.head['source']['version']}")
        assert back.tree.leaves == same.source_tree.leaves, target


def nested(depth):
    """A specification with so many below it, one in the other."""
    head, _, tail = course().partition("</specifies>")
    return (head + "</specifies>" + "<hasPart>") * (depth - 1) + head + "</specifies>" + tail + ("</hasPart>" + tail) * (depth - 1)


def sections(depth):
    return course("<diplomaSupplement><version>2018</version><issueDate>2024-01-01</issueDate><introduction/>"
                  + "<section number='1'><title>x</title>" * depth + "</section>" * depth + "</diplomaSupplement>")


@pytest.mark.parametrize("make", [nested, sections])
def test_ten_thousand_levels(edu, tmp_path, make):
    """Refused with one line, at the level where it becomes too deep; at once, however much is below."""
    took = {}
    for depth in (1_000, 10_000, 100_000):
        path = tmp_path / f"{depth}.xml"
        path.write_bytes(elmo(make(depth)))
        started = time.monotonic()
        done, found = validated(edu, path)
        took[depth] = time.monotonic() - started
        told = done.stderr.splitlines()
        assert done.returncode == 65 and not found and len(told) == 1
        assert "(xml/depth) at /elmo/report[1]/learningOpportunitySpecification[1]" in told[0]
    assert took[100_000] < 1 + 20 * took[10_000]


@pytest.mark.parametrize("make", [nested, sections])
def test_as_deep_as_is_read(converter, edu, tmp_path, make):
    data = elmo(make(100))
    path = tmp_path / "t.xml"
    path.write_bytes(data)
    assert validated(edu, path)[0].returncode == 0
    there = converter(data, "elm", carry="residue")
    assert there.status == 0 and not there.report.lost
    assert converter(there.data, "elmo").tree.leaves == there.source_tree.leaves


def test_an_attachment_of_fifty_megabytes(converter, edu, tmp_path):
    """As long as it takes to read it: its content is looked at once, and travels without a copy in the findings."""
    data = elmo(report_tail=f"<attachment><content>{PDF}{'AAAA' * (50 * 2**18)}</content></attachment>")
    path = tmp_path / "t.xml"
    path.write_bytes(data)
    started = time.monotonic()
    done, found = validated(edu, path, "--profile", "elmo-1.7")
    assert done.returncode == 0 and len(done.stdout) < 2000 and time.monotonic() - started < 30
    assert not [f for f in found if f["severity"] == "error"]
    there = converter(data, "elm", carry="residue")
    assert there.status == 0 and not there.report.lost
    back = converter(there.data, "elmo")
    assert back.tree.leaves["/elmo/report[1]/attachment[1]/content[1]"] == there.source_tree.leaves["/elmo/report[1]/attachment[1]/content[1]"]


@pytest.mark.parametrize("name", ["A9", "A13", "A15", "A20"])
def test_many_faults_take_linear_time(edu, tmp_path, name):
    def document(count):
        one = {"A9": lambda i: course(head='<identifier type="local">a</identifier>' + TITLE),
               "A13": lambda i: course(f"<gradingSchemeLocalId>g{i}</gradingSchemeLocalId>"),
               "A15": lambda i: course(ECTS, tail=part(course(ECTS))),
               "A20": lambda i: course(f"<attachments><ref>a{i}</ref></attachments>")}[name]
        return elmo("".join(one(i) for i in range(count)))

    took = []
    for count in (2_000, 16_000):
        path = tmp_path / f"{count}.xml"
        path.write_bytes(document(count))
        started = time.monotonic()
        found = validated(edu, path)[1]
        took.append(time.monotonic() - started)
        # Of one identifier, however often it stands, one finding.
        assert sum(f["rule"] == f"elmo/{name}" for f in found) == (1 if name == "A9" else min(count, 10_000))
    assert took[1] < 0.5 + 24 * took[0]
