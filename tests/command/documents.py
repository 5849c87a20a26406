"""Small documents the command's tests are made of; everything in them is invented."""
import json

NS = "https://github.com/emrex-eu/elmo-schemas/tree/v1"


def elmo(learner=None, reports=None, extra=""):
    """A small ELMO 1.7 transcript, with parts replaced."""
    if learner is None:
        learner = "<learner><givenNames>Ada</givenNames><familyName>Marker-Lind</familyName><bday>2000-02-29</bday></learner>"
    if reports is None:
        reports = report()
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<elmo xmlns="{NS}">'
            f"<generatedDate>2024-05-06T10:11:12+02:00</generatedDate>{learner}{reports}{extra}</elmo>\n").encode()


def report(instance="", schemes=None, attachment="", course="Algebra"):
    """One report with one course; schemes are local ids of grading schemes."""
    grading = "".join(f'<gradingScheme localId="{s}"><description xml:lang="en">A to F</description></gradingScheme>'
                      for s in (["g1"] if schemes is None else schemes))
    instance = instance or ("<date>2023-12-20</date><status>passed</status><gradingSchemeLocalId>g1</gradingSchemeLocalId>"
                            "<resultLabel>B</resultLabel><credit><scheme>ects</scheme><value>7.50</value></credit>")
    return ('<report><issuer><country>SE</country><identifier type="schac">example.org</identifier>'
            '<title xml:lang="en">Example University</title><url>https://www.example.org/</url></issuer>'
            '<learningOpportunitySpecification><identifier type="local">MA101</identifier>'
            f'<title xml:lang="en">{course}</title><type>Course</type>'
            f"<specifies><learningOpportunityInstance>{instance}</learningOpportunityInstance></specifies>"
            "</learningOpportunitySpecification><issueDate>2024-05-06T10:11:12+02:00</issueDate>"
            f"{grading}{attachment}</report>")


def elm_tree():
    """A small ELM 3.2 credential as Python objects."""
    university = {
        "id": "urn:epass:org:1", "type": "Organisation", "legalName": {"en": "Example University"},
        "eIDASIdentifier": {"id": "urn:epass:legalIdentifier:1", "type": "LegalIdentifier", "notation": "SE-0000",
                            "spatial": country()},
        "location": {"id": "urn:epass:location:1", "type": "Location",
                     "address": {"id": "urn:epass:address:1", "type": "Address", "countryCode": country()}},
    }
    achievement = {
        "id": "urn:epass:learningAchievement:1", "type": "LearningAchievement", "title": {"en": "Algebra"},
        "awardedBy": {"id": "urn:epass:awardingProcess:1", "type": "AwardingProcess",
                      "awardingBody": {"id": "urn:epass:org:1"}},
    }
    return {
        "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
        "id": "urn:credential:5d1f8a1e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": university,
        "issued": "2024-05-06T10:11:12+02:00",
        "validFrom": "2024-05-06T10:11:12+02:00",
        "credentialSubject": {"id": "urn:epass:person:1", "type": "Person", "givenName": {"en": "Ada"},
                              "familyName": {"en": "Marker-Lind"}, "hasClaim": achievement},
    }


def country():
    return {"id": "http://publications.europa.eu/resource/authority/country/SWE", "type": "Concept",
            "inScheme": {"id": "http://publications.europa.eu/resource/authority/country", "type": "ConceptScheme"},
            "prefLabel": {"en": "Sweden"}}


def elm(**replaced):
    return json.dumps({**elm_tree(), **replaced}, ensure_ascii=False, indent=1).encode()
