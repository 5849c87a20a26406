"""Checking transcripts: the schemas of all versions, the rules of their annotations, and what EMREX and EWP ask besides."""
import json
import subprocess

import pytest
import small

LOS, LOI = small.LOS, small.LOI
TITLE = '<title xml:lang="en">Algebra</title>'
DS = "http://www.w3.org/2000/09/xmldsig#"
PDF = "<content>data:application/pdf;base64,JVBERi0xLjQK</content>"


def signature(reference='<Reference URI=""><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>'
                        '</Transforms></Reference>'):
    return f'<Signature xmlns="{DS}"><SignedInfo>{reference}</SignedInfo><SignatureValue/><KeyInfo><X509Certificate/></KeyInfo></Signature>'


@pytest.fixture(scope="session")
def check(edu, tmp_path_factory):
    folder = tmp_path_factory.mktemp("elmo")

    def go(data, profile=None):
        """(exit status, [(severity, rule, path)]) of a document."""
        path = folder / "transcript.xml"
        path.write_bytes(data)
        done = subprocess.run([edu, "validate", "--json", *(["--profile", profile] if profile else []), path], capture_output=True,
                              text=True, timeout=60)
        assert done.returncode in (0, 1, 64), done.stderr
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert all(f["line"] or not f["path"] for f in found)
        return done.returncode, [(f["severity"], f["rule"], f["path"]) for f in found]
    return go


def course(instance="", kind="", head=TITLE, tail="", local=None):
    head = (f'<identifier type="local">{local}</identifier>' if local else "") + head + (f"<type>{kind}</type>" if kind else "")
    return small.course(instance, head, tail)


def part(inner):
    return f"<hasPart>{inner}</hasPart>"


ECTS = "<credit><scheme>ects</scheme><value>5</value></credit>"
TERM = "<academicTerm><title>a</title><start>2024-01-01</start><end>2024-02-01</end></academicTerm>"
SUPPLEMENT = ("<diplomaSupplement><version/><issueDate>2024-01-01</issueDate><introduction/><section number='1'><title/></section>"
              "</diplomaSupplement>")

# Rule of the annotations -> (document that breaks it, severity, id of the finding, where it stands).
RULES = {
    "A1": (small.elmo(report_tail="<mood/>"), "info", "elmo/unknown-element", "/elmo/report[1]/mood[1]"),
    "A2": (small.elmo(course(head='<title xml:lang="en">&lt;b&gt;Algebra&lt;/b&gt;</title>')), "warning", "elmo/A2", f"{LOS}/title[1]"),
    "A3": (small.elmo().replace(b"+02:00</generatedDate>", b"</generatedDate>"), "warning", "elmo/A3", "/elmo/generatedDate[1]"),
    "A4": (small.elmo(learner=small.LEARNER + "<birthName/>"), "warning", "elmo/A4", "/elmo/learner[1]/birthName[1]"),
    "A5": (small.elmo(reports=""), "error", "elmo/no-report", "/elmo"),
    "A6": (small.elmo(issuer=small.ISSUER.replace("schac", "erasmus")), "info", "elmo/A6", "/elmo/report[1]/issuer[1]"),
    "A7": (small.elmo(issuer=small.ISSUER.replace(' xml:lang="en"', "")), "info", "elmo/A7", "/elmo/report[1]/issuer[1]/title[1]"),
    "A8": (small.elmo(course(kind="Course", tail=part(course(kind="Module")))), "warning", "elmo/A8",
           f"{LOS}/hasPart[1]/learningOpportunitySpecification[1]"),
    "A8 class": (small.elmo(course(kind="Module", tail=part(course(kind="Class")))), "warning", "elmo/A8",
                 f"{LOS}/hasPart[1]/learningOpportunitySpecification[1]"),
    "A9": (small.elmo(course(local="a") + course(local="a")), "warning", "elmo/A9",
           "/elmo/report[1]/learningOpportunitySpecification[2]/identifier[1]"),
    "A10": (small.elmo(course(head="")), "error", "elmo/missing", LOS),
    "A11": (small.elmo(course(TERM, "Degree Programme")), "info", "elmo/A11", f"{LOI}/academicTerm[1]"),
    "A12": (small.elmo(), "info", "elmo/A12", LOI),
    "A12 unknown": (small.elmo(course("<status>done</status>")), "error", "elmo/code", f"{LOI}/status[1]"),
    "A13": (small.elmo(course("<gradingSchemeLocalId>g</gradingSchemeLocalId>")), "error", "elmo/A13", f"{LOI}/gradingSchemeLocalId[1]"),
    "A14": (small.elmo(course("<shortenedGrading><percentageLower>50</percentageLower><percentageEqual>20</percentageEqual>"
                              "<percentageHigher>20</percentageHigher></shortenedGrading>")), "warning", "elmo/A14",
            f"{LOI}/shortenedGrading[1]"),
    "A15": (small.elmo(course(ECTS, tail=part(course(ECTS)))), "warning", "elmo/A15",
            f"{LOS}/hasPart[1]/learningOpportunitySpecification[1]/specifies[1]/learningOpportunityInstance[1]/credit[1]"),
    "A16": (small.elmo(course(ECTS.replace("ects", "ECTS"))), "info", "elmo/A16", f"{LOI}/credit[1]/scheme[1]"),
    "A16 value": (small.elmo(course("<credit><scheme>ects</scheme></credit>")), "error", "elmo/A16", f"{LOI}/credit[1]"),
    "A17": (small.elmo(course("<languageOfInstruction>eng</languageOfInstruction>")), "warning", "elmo/A17",
            f"{LOI}/languageOfInstruction[1]"),
    "A18": (small.elmo(), "warning", "elmo/A18", "/elmo"),
    "A19": (small.elmo(report_tail="<attachment><content>JVBERi0x</content></attachment>"), "warning", "elmo/A19",
            "/elmo/report[1]/attachment[1]/content[1]"),
    "A20": (small.elmo(course("<attachments><ref>a</ref></attachments>")), "error", "elmo/A20", f"{LOI}/attachments[1]/ref[1]"),
    "A21": (small.elmo(course(SUPPLEMENT, "Course")), "warning", "elmo/A21", f"{LOI}/diplomaSupplement[1]"),
    "A22": (small.elmo(tail=signature('<Reference URI="#a"/>')), "warning", "elmo/A22", "/elmo/Signature[1]"),
}


@pytest.mark.parametrize("rule", RULES)
def test_rule_of_the_annotations(check, rule):
    data, severity, name, path = RULES[rule]
    status, found = check(data)
    assert (severity, name, path) in found
    assert status == any(f[0] == "error" for f in found)
    assert len([f for f in found if f[1:] == (name, path)]) == 1


def test_all_rules_are_tested():
    assert {int(rule.split()[0][1:]) for rule in RULES} == set(range(1, 23))


GOOD = {
    "A8": course(kind="Degree Programme", tail=part(course(kind="Module", tail=part(course(kind="Course", tail=part(course(kind="Class"))))))),
    "A9": course(local="a", kind="Course") + course(local="a", kind="Module"),
    "A15": course(tail=part(course(ECTS)) + part(course(ECTS))),
    "A21": course(SUPPLEMENT, "Degree Programme"),
}


@pytest.mark.parametrize("rule", GOOD)
def test_what_just_does_not_break_a_rule(check, rule):
    assert f"elmo/{rule}" not in {f[1] for f in check(small.elmo(GOOD[rule]))[1]}


def test_signatures_of_the_right_form(check):
    assert "elmo/A22" not in {f[1] for f in check(small.elmo(tail=signature()))[1]}
    transform = '<Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/>'
    for reference in ("", '<Reference URI=""/>', f'<Reference><Transforms>{transform}</Transforms></Reference>',
                      f'<Reference URI=""><Transforms>{transform * 2}</Transforms></Reference>',
                      f'<Reference URI=""><Transforms>{transform}</Transforms></Reference>' * 2):
        assert ("warning", "elmo/A22", "/elmo/Signature[1]") in check(small.elmo(tail=signature(reference)))[1], reference
    assert ("warning", "elmo/A22", "/elmo/Signature[2]") in check(small.elmo(tail=signature() * 2))[1]


# ---- profiles

def test_unknown_profiles_are_refused_by_name(edu, tmp_path):
    path = tmp_path / "t.xml"
    path.write_bytes(small.elmo())
    done = subprocess.run([edu, "validate", "--profile", "elmo-9", path], capture_output=True, text=True, timeout=60)
    assert done.returncode == 64 and "elmo-1.7" in done.stderr and "ewp-tor" in done.stderr


def test_a_version_judges_by_its_own_schema(check):
    status, found = check(small.elmo(tail="<groups/>"), "elmo-1.2")
    assert status == 1 and ("error", "elmo/unknown-element", "/elmo/groups[1]") in found
    assert ("error", "elmo/missing", "/elmo") in found   # the signature
    assert "error" not in {f[0] for f in check(small.elmo(tail="<groups/>"), "elmo-1.7")[1]}
    assert ("error", "elmo/missing", "/elmo/learner[1]") in check(small.elmo(), "elmo-2.0")[1]


def test_what_readers_pass_over_is_an_error_by_the_schema(check):
    data = small.elmo(course("<status>passed</status>", kind="Work Placement"), report_tail="<mood/>",
                      tail='<extension a="b"><c xmlns=""/></extension>')
    assert check(data)[0] == 0
    status, found = check(data, "elmo-1.7")
    assert status == 1
    assert {("error", "elmo/code", f"{LOS}/type[1]"), ("error", "elmo/unknown-element", "/elmo/report[1]/mood[1]"),
            ("error", "elmo/extension", "/elmo/extension[1]/@a"), ("error", "elmo/extension", "/elmo/extension[1]/c[1]")} <= set(found)


def test_blanks_around_dates_are_valid(check):
    """The specification collapses them; libxml2 refuses them (elmo.md, section 6)."""
    data = small.elmo(course("<date> 2024-01-01\n</date>")).replace(b"<generatedDate>", b"<generatedDate> ")
    assert check(data, "elmo-1.7")[0] == 0


def test_an_address_in_either_form(check):
    def address(parts):
        space = f' xmlns="{small.ADDRESS}"'
        return small.elmo(learner=f"{small.LEARNER}<currentAddress>{''.join(f'<{p}{space}>x</{p}>' for p in parts)}</currentAddress>")
    assert check(address(["addressLine", "locality"]), "elmo-1.7")[0] == 0
    assert check(address(["streetName", "locality"]), "elmo-1.7")[0] == 0
    place = "/elmo/learner[1]/currentAddress[1]/streetName[1]"
    assert ("error", "elmo/address", place) in check(address(["addressLine", "streetName"]))[1]


def test_emrex_wants_what_writers_must_do(check):
    """Severities of writing: what a reader puts up with is an error of who hands it out."""
    status, found = check(small.elmo(), "emrex")
    assert status == 1 and ("error", "elmo/A22", "/elmo") in found
    for rule in ("A4", "A9", "A15", "A19"):
        data, _, name, path = RULES[rule]
        assert ("error", name, path) in check(data, "emrex")[1]
    good = small.elmo(course("<status>passed</status>"), report_tail=f"<attachment>{PDF}</attachment>", tail=signature())
    assert check(good, "emrex")[0] == 0


def test_ewp_wants_the_student_identifier(check, shared):
    learner = '<identifier type="esi">urn:schac:personalUniqueCode:int:esi:example.org:1</identifier>' + small.LEARNER
    assert ("error", "ewp/esi", "/elmo/learner[1]") in check(small.elmo(), "ewp-tor")[1]
    assert check(small.elmo(learner=learner), "ewp-tor")[0] == 0
    response = (shared / "reference/elmo/documents/ewp-tors-get-response.xml").read_bytes()
    status, found = check(response, "ewp-tor")
    assert status == 1 and [f[1] for f in found if f[0] == "error"] == ["ewp/esi"]
    assert ("error", "elmo/root", "/imobility-tors-get-response") in check(response, "elmo-1.7")[1]


def test_agreement_with_a_schema_processor(edu, shared, figures):
    """A seeded sample; elmo_agreement.py measures more."""
    pytest.importorskip("lxml", reason="lxml is not installed")
    import elmo_agreement
    reference = shared / "reference" / "elmo"
    comparison = elmo_agreement.Comparison(edu, reference)
    for version, entries in elmo_agreement.sample(edu, reference, 900, seed=11).items():
        comparison.batch(version, entries)
    assert comparison.open == []
    counts = comparison.counts
    assert counts["judged alike"] > 1000 and counts["valid"] > 200 and counts["documents"] - counts["valid"] > 500
    figures.append(f"elmo: {counts['judged alike']} of {counts['documents']} transcripts judged as libxml2's schema processor does, "
                   f"{sum(comparison.excuses.values())} where it is wrong about blanks around dates")
