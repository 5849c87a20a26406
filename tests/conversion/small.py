"""Small documents, each with what one test needs; everything in them is invented."""
import copy
import json

NS = "https://github.com/emrex-eu/elmo-schemas/tree/v1"
ADDRESS = "https://github.com/erasmus-without-paper/ewp-specs-types-address/tree/stable-v1"
COUNTRY = "http://publications.europa.eu/resource/authority/country/"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"
ISCED = "http://data.europa.eu/snb/isced-f/"

ISSUER = ('<issuer><country>SE</country><identifier type="schac">example.org</identifier>'
          '<title xml:lang="en">Example University</title><url>https://www.example.org/</url></issuer>')
LEARNER = "<givenNames>Ada</givenNames><familyName>Lind</familyName>"
ISSUED = "2024-05-06T10:11:12+02:00"


def course(instance="", head='<title xml:lang="en">Algebra</title>', tail=""):
    """One learningOpportunitySpecification."""
    return (f"<learningOpportunitySpecification>{head}<specifies><learningOpportunityInstance>{instance}"
            f"</learningOpportunityInstance></specifies>{tail}</learningOpportunitySpecification>")


def report(courses=None, issuer=ISSUER, tail="", issued=ISSUED):
    return (f"<report>{issuer}{course() if courses is None else courses}<issueDate>{issued}</issueDate>{tail}</report>")


def elmo(courses=None, learner=LEARNER, reports=None, tail="", report_tail="", issuer=ISSUER):
    """A transcript in ELMO 1.7 with one report and one course, or what is given instead."""
    if reports is None:
        reports = report(courses, issuer, report_tail)
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<elmo xmlns="{NS}"><generatedDate>{ISSUED}</generatedDate>'
            f"<learner>{learner}</learner>{reports}{tail}</elmo>\n").encode()


EWP = "https://github.com/erasmus-without-paper/ewp-specs-api-imobility-tors/blob/stable-v2/endpoints/get-response.xsd"
TOR = "/imobility-tors-get-response/tor[1]"


def response():
    """A transcript in a response of EWP, with a grade conversion table."""
    inner = elmo().decode().split("?>")[1]
    return (f'<imobility-tors-get-response xmlns="{EWP}"><tor><omobility-id>4d6f</omobility-id>{inner}<gradeConversionTable>'
            '<iscedTable iscedCode="0541"><gradeFrequency label="A" percentage="100"/></iscedTable></gradeConversionTable></tor>'
            "</imobility-tors-get-response>").encode()


LOS = "/elmo/report[1]/learningOpportunitySpecification[1]"
LOI = f"{LOS}/specifies[1]/learningOpportunityInstance[1]"
CLAIM = "/credentialSubject/hasClaim/0"


def concept(iri, label=None, **more):
    return {"id": iri, "type": "Concept", **({"prefLabel": {"en": label}} if label else {}), **more}


def country(code):
    return concept(COUNTRY + code)


def organisation(number=1, **more):
    return {"id": f"urn:epass:org:{number}", "type": "Organisation", "legalName": {"en": "Example University"}, **more}


def award(number=1, **more):
    return {"id": f"urn:epass:awardingProcess:{number}", "type": "AwardingProcess", "awardingBody": organisation(), **more}


def achievement(number=1, title="Algebra", **more):
    made = {"id": f"urn:epass:learningAchievement:{number}", "type": "LearningAchievement", "title": {"en": title},
            "awardedBy": award() if number == 1 else "urn:epass:awardingProcess:1", **more}
    return {k: v for k, v in made.items() if v is not None}


def assessment(grade="B", **more):
    made = {"id": "urn:epass:learningAssessment:1", "type": "LearningAssessment", "title": {"en": "Examination"},
            "awardedBy": "urn:epass:awardingProcess:1",
            "grade": {"id": "urn:epass:note:1", "type": "Note", "noteLiteral": {"en": grade}}, **more}
    return {k: v for k, v in made.items() if v is not None}


def activity(**more):
    return {"id": "urn:epass:activity:1", "type": "LearningActivity", "title": {"en": "Lectures"},
            "awardedBy": "urn:epass:awardingProcess:1", **more}


def specification(**more):
    return {"id": "urn:epass:learningAchievementSpec:1", "type": "LearningAchievementSpecification",
            "title": {"en": "Algebra"}, **more}


def person(claims=None, **more):
    made = {"id": "urn:epass:person:1", "type": "Person", "givenName": {"und": "Ada"}, "familyName": {"und": "Lind"},
            "hasClaim": [achievement()] if claims is None else claims, **more}
    return {k: v for k, v in made.items() if v is not None}


def elm_tree(claims=None, learner=None, **more):
    """A credential in ELM 3.2 with one achievement, as Python objects; a member that is None is left out."""
    made = {
        "@context": ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"],
        "id": "urn:credential:5d1f8a1e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "credentialSubject": person(claims, **(learner or {})),
        "issued": "2024-05-06T10:11:12Z",
        "validFrom": "2024-05-06T10:11:12Z",
        **more,
    }
    return copy.deepcopy({k: v for k, v in made.items() if v is not None})


def elm(claims=None, learner=None, **more):
    return json.dumps(elm_tree(claims, learner, **more), ensure_ascii=False).encode()


def courses(**opportunity):
    """The least that the XML form of courses takes: an opportunity, what it leads to, who provides it, where."""
    opportunity = {"title": {"en": "Algebra"}, "providedBy": "urn:x:university", **opportunity}
    language = concept("http://publications.europa.eu/resource/authority/language/ENG")
    page = {"type": "WebResource", "contentURL": "https://university.example/"}
    nodes = [
        {"id": "urn:x:algebra", "type": "LearningOpportunity", "homepage": page, "elm:defaultLanguage": language,
         "learningAchievementSpecification": "urn:x:specification", **opportunity},
        {"id": "urn:x:specification", "type": "LearningAchievementSpecification", "title": {"en": "Algebra"},
         "thematicArea": concept("http://data.europa.eu/snb/isced-f/0541"), "language": language,
         "learningOutcome": "urn:x:outcome"},
        {"id": "urn:x:outcome", "type": "LearningOutcome", "title": {"en": "Prove theorems"}},
        {"id": "urn:x:university", "type": "Organisation", "legalName": {"en": "University"}, "location": "urn:x:campus"},
        {"id": "urn:x:campus", "type": "Location", "address": {"type": "Address", "countryCode": country("IRL")}},
    ]
    contexts = ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"]
    return json.dumps({"@context": contexts, "@graph": nodes}).encode()
