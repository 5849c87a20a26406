"""One document for each rule of the crosswalks: the rule stands in the ledger where it should, and so does the value.

A case is the source, the target, and what is expected of one line of the report: its source (None: a default), its
outcome, and the value at its target (None: there is none, for the value is lost).
"""
import base64
import collections
import json
import tomllib

import pytest

import small
from small import (CLAIM, COUNTRY, FILE_TYPE, ISCED, LOI, LOS, achievement, activity, assessment, award, concept, country, course, elm,
                   elmo, organisation, person, report, specification)
from sources import TOP

Case = collections.namedtuple("Case", "source to at outcome value options")


def case(source, to, at, outcome, value, **options):
    return Case(source, to, at, outcome, value, options)


def los(head="", instance="", tail="", **more):
    return elmo(course(instance, '<title xml:lang="en">Algebra</title>' + head, tail), **more)


def loi(instance, **more):
    return elmo(course(instance), **more)


def learner(text):
    return elmo(learner=small.LEARNER + text)


def claim(**more):
    return elm([achievement(**more)])


def result(**more):
    return claim(provenBy=assessment(**more))


def spec(**more):
    return claim(specifiedBy=specification(**more))


def period(number=1, **more):
    return {"id": f"urn:epass:period:{number}", "type": "PeriodOfTime", **more}


def supplement(inner="<section number=\"1\"><title>Holder</title></section>", head=""):
    return loi(f"<diplomaSupplement{head}><version>2018</version><issueDate>2024-01-02</issueDate><introduction>Read this."
               f"</introduction>{inner}</diplomaSupplement>")


def attached(content, **more):
    return elmo(tail=f"<attachment><title xml:lang=\"en\">Transcript</title>{content}</attachment>", **more)


def grading(**more):
    return {"id": "urn:epass:gradingScheme:1", "type": "GradingScheme", "title": {"en": "A to F"}, **more}


def scheme_of(scheme):
    return {"id": "urn:epass:learningAssessmentSpec:1", "type": "LearningAssessmentSpecification", "title": {"en": "Examination"},
            "gradingScheme": scheme}


PDF = base64.b64encode(b"%PDF-1.4\n").decode()
SCHEME = "<gradingScheme localId=\"g1\"><description xml:lang=\"en\">A to F</description></gradingScheme>"
GROUPS = ("<groups><groupType id=\"t\"><title xml:lang=\"en\">Semesters</title><group id=\"a\" sortingKey=\"1\">"
          "<title xml:lang=\"en\">First</title></group></groupType></groups>")
ELMO_CLAIM = "/elmo/report[1]/learningOpportunitySpecification[1]"
LEARNER = "/elmo/learner[1]"
SUBJECT = "/credentialSubject"
BODY = f"{CLAIM}/awardedBy/awardingBody"

FROM_ELMO = {
    "convert/exact": case(los("<url>https://example.org/a</url>"), "elm", f"{LOS}/url[1]", "exact", "https://example.org/a"),
    "convert/not-lowered": case(los("loose text"), "elm", LOS, "lost", None),
    "convert/repeated": case(los(), "elm", None, "defaulted", "Algebra"),
    "convert/language-tag": case(elmo(course(head='<title xml:lang="sv_SE">Algebra</title>')), "elm",
                                 f"{LOS}/title[1]/@xml:lang", "lost", None),
    "elmo/token-collapsed": case(elmo(course(head='<title xml:lang="en">\n Linear  algebra\t</title>')), "elm",
                                 f"{LOS}/title[1]", "derived", "Linear algebra"),
    "elmo/empty": case(elmo(course(head="<title/>")), "elm", None, "defaulted", ""),
    "elmo/decimal-comma": case(loi("<credit><scheme>ects</scheme><value>7,5</value></credit>"), "elm",
                               f"{LOI}/credit[1]/value[1]", "derived", "7.5"),
    "elmo/ects-spelling": case(loi("<credit><scheme>ECTS</scheme><value>5</value></credit>"), "elm",
                               f"{LOI}/credit[1]/scheme[1]", "derived", "http://data.europa.eu/snb/education-credit/6fcec5c5af"),
    "elmo/level-dash": case(loi("<credit><scheme>ects</scheme><level>-</level><value>5</value></credit>"), "elm",
                            f"{LOI}/credit[1]/level[1]", "lost", None),
    "elmo/scheme-reference": case(loi("<gradingSchemeLocalId>g1</gradingSchemeLocalId><resultLabel>B</resultLabel>",
                                      report_tail=SCHEME), "elm", f"{LOI}/gradingSchemeLocalId[1]", "derived", ...),
    "elmo/group-reference": case(loi('<grouping typeref="t" idref="a"/>', tail=GROUPS), "elm", f"{LOI}/grouping[1]/@typeref",
                                 "derived", ...),
    "elmo/data-uri": case(attached(f"<content>data:application/pdf;base64,{PDF}</content>"), "elm",
                          "/elmo/attachment[1]/content[1]", "derived", PDF),
    "elmo/bare-base64": case(attached(f"<content>{PDF}</content>"), "elm", "/elmo/attachment[1]/content[1]", "derived", PDF),
    "elmo/unknown": case(los('<credits where="x">5</credits>'), "elm", f"{LOS}/credits[1]", "lost", None),
    "ewp/mobility": case(small.response(), "elm", f"{small.TOR}/omobility-id[1]", "lost", None),
    "ewp/grade-table": case(small.response(), "elm", f"{small.TOR}/gradeConversionTable[1]/iscedTable[1]/@iscedCode", "lost", None),
    "elmo/extension": case(elmo(tail='<extension><x xmlns="urn:x">1</x></extension>'), "elm", "/elmo/extension[1]/x[1]", "lost", None),
    "elmo/signature": case(elmo(tail='<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature>'), "elm",
                           "/elmo/Signature[1]", "lost", None),
    "elm/credential-id": case(elmo(), "elm", None, "defaulted", ...),
    "elm/vocabulary": case(learner("<gender>2</gender>"), "elm", f"{LEARNER}/gender[1]", "derived",
                           "http://publications.europa.eu/resource/authority/human-sex/FEMALE"),
    "elm/own-concept": case(los("<subjectArea>11.1</subjectArea>"), "elm", f"{LOS}/subjectArea[1]", "exact", "11.1"),
    "elm/language-und": case(elmo(course(head="<title>Algebra</title>")), "elm", f"{LOS}/title[1]", "exact", "Algebra"),
    "elm/name-per-language": case(elmo(issuer=small.ISSUER.replace("<url>", '<title xml:lang="en">ExU</title><url>')), "elm",
                                  "/elmo/report[1]/issuer[1]/title[2]", "derived", "ExU"),
    "elm/one-per-language": case(elmo(course(head='<title xml:lang="en">Algebra</title><title xml:lang="EN">Sums</title>')), "elm",
                                 f"{LOS}/title[2]", "lost", None),
    "elm/date-as-datetime": case(loi("<date>2023-12-20</date>"), "elm", f"{LOI}/date[1]", "derived", "2023-12-20T00:00:00Z"),
    "elm/zone-dropped": case(loi("<date>2009-09-25+02:00</date>"), "elm", f"{LOI}/date[1]", "derived", "2009-09-25T00:00:00Z"),
    "elm/birth-date": case(learner("<bday>2000-02-29</bday>"), "elm", f"{LEARNER}/bday[1]", "derived", "2000-02-29T00:00:00Z"),
    "elm/not-date": case(loi("<date>2026-02-30</date>"), "elm", f"{LOI}/date[1]", "lost", None),
    "elm/rounded": case(loi("<resultLabel>B</resultLabel><shortenedGrading><percentageLower>33.4</percentageLower><percentageEqual>"
                            "33.5</percentageEqual><percentageHigher>33.1</percentageHigher></shortenedGrading>"), "elm",
                        f"{LOI}/shortenedGrading[1]/percentageEqual[1]", "derived", "34"),
    "elm/zero-count": case(loi('<resultLabel>B</resultLabel><resultDistribution><category label="A" count="0"/><category label="B" '
                               'count="3"/></resultDistribution>'), "elm",
                           f"{LOI}/resultDistribution[1]/category[1]/@count", "lost", None),
    "elm/grade-demanded": case(loi('<status>passed</status><resultDistribution><category label="A" count="7"/></resultDistribution>'),
                               "elm", f"{LOI}/resultDistribution[1]/category[1]/@label", "lost", None),
    "elm/status-identifier": case(loi("<status>in-progress</status>"), "elm", f"{LOI}/status[1]", "exact", "in-progress"),
    "elm/kind-identifier": case(los("<type>Work Placement</type>"), "elm", f"{LOS}/type[1]", "exact", "Work Placement"),
    "elm/field-identifier": case(los("<iscedCode>14</iscedCode>"), "elm", f"{LOS}/iscedCode[1]", "exact", "14"),
    "elm/title-of-achievement": case(loi("<resultLabel>B</resultLabel>"), "elm", None, "defaulted", "Algebra"),
    "elm/title-of-local-name": case(loi("<gradingSchemeLocalId>g1</gradingSchemeLocalId><resultLabel>B</resultLabel>",
                                        report_tail=SCHEME), "elm", "/elmo/report[1]/gradingScheme[1]/@localId", "exact", "g1"),
    "elm/award-of-achievement": case(loi("<resultLabel>B</resultLabel>"), "elm", None, "defaulted", "urn:epass:awardingProcess:1"),
    "elm/group-note": case(loi('<grouping typeref="t" idref="a"/>', tail=GROUPS), "elm", None, "defaulted",
                           "urn:libedu:note:grouping:1"),
    "elm/supplement-note": case(supplement(), "elm", f"{LOI}/diplomaSupplement[1]/section[1]/title[1]", "exact", "Holder"),
    "elm/html-note": case(los('<descriptionHtml xml:lang="en">&lt;p&gt;All of it&lt;/p&gt;</descriptionHtml>'), "elm", None,
                          "defaulted", FILE_TYPE + "HTML"),
    "elm/reference": case(elmo(course() + course()), "elm", None, "defaulted", "urn:epass:awardingProcess:1"),
    "elm/repeated": case(attached(f"<content xml:lang=\"en\">data:application/pdf;base64,{PDF}</content>"
                                  f"<content xml:lang=\"sv\">data:application/pdf;base64,{PDF}</content>"), "elm", None, "defaulted",
                         "Transcript"),
    "elm/no-country": case(learner("<placeOfBirth>Lund</placeOfBirth>"), "elm", f"{LEARNER}/placeOfBirth[1]", "lost", None),
    "elm/no-credit-value": case(loi("<credit><scheme>local</scheme></credit>"), "elm", f"{LOI}/credit[1]/scheme[1]", "lost", None),
    "elm/issue-date": case(elmo(), "elm", "/elmo/report[1]/issueDate[1]", "exact", small.ISSUED),
    "elm/award-date": case(elmo(reports=report(issued="2021-01-01T00:00:00Z") + report()), "elm", "/elmo/report[1]/issueDate[1]",
                           "exact", "2021-01-01T00:00:00Z"),
    "elm/valid-from": case(elmo(), "elm", None, "defaulted", small.ISSUED),
    "elm/display": case(elmo(), "elm", None, "defaulted", "1"),
    "elm/display-title": case(elmo(), "elm", None, "defaulted", "Transcript of Records"),
    "elm/display-language": case(elmo(), "elm", None, "defaulted", small.LANGUAGE + "ENG"),
    "elm/issuer-of-award": case(elmo(), "elm", None, "defaulted", "urn:epass:org:1"),
    "elm/attachment-link": case(loi("<attachments><ref>a1</ref></attachments>", tail="<attachment><identifier type=\"internal\">a1"
                                    f"</identifier><content>data:application/pdf;base64,{PDF}</content></attachment>"), "elm",
                                f"{LOI}/attachments[1]/ref[1]", "lost", None),
    "elm/attachment-identifier": case(elmo(tail="<attachment><identifier type=\"internal\">a1</identifier>"
                                           f"<content>data:application/pdf;base64,{PDF}</content></attachment>"), "elm",
                                      "/elmo/attachment[1]/identifier[1]", "lost", None),
    "elm/no-data": case(attached("<content>see the office</content>"), "elm", "/elmo/attachment[1]/content[1]", "derived",
                        base64.b64encode(b"see the office").decode()),
    "elm/gender-unknown": case(learner("<gender>0</gender>"), "elm", f"{LEARNER}/gender[1]", "lost", None),
    "elm/address-text": case(learner(f'<currentAddress><streetName xmlns="{small.ADDRESS}">Storgatan</streetName>'
                                     f'<locality xmlns="{small.ADDRESS}">Lund</locality><country xmlns="{small.ADDRESS}">SE</country>'
                                     "</currentAddress>"), "elm", f"{LEARNER}/currentAddress[1]/locality[1]", "derived", "Storgatan\nLund"),
    "elm/file-language": case(attached(f"<content xml:lang=\"en\">data:application/pdf;base64,{PDF}</content>"), "elm",
                              "/elmo/attachment[1]/content[1]/@xml:lang", "lost", None),
    "elm/unused-scheme": case(elmo(report_tail=SCHEME), "elm", "/elmo/report[1]/gradingScheme[1]/@localId", "lost", None),
    "elm/local-name": case(loi('<grouping typeref="t" idref="a"/>', tail=GROUPS), "elm",
                           "/elmo/groups[1]/groupType[1]/group[1]/@sortingKey", "lost", None),
    "elm/no-place": case(loi("<credit><scheme>ects</scheme><level>Master</level><value>5</value></credit>"), "elm",
                         f"{LOI}/credit[1]/level[1]", "lost", None),
    "carry/original": case(elmo(tail='<extension><x xmlns="urn:x">1</x></extension>'), "elm", "/elmo/extension[1]/x[1]", "carried",
                           ..., carry="original"),
    "carry/residue": case(elmo(tail='<extension><x xmlns="urn:x">1</x></extension>'), "elm", "/elmo/extension[1]/x[1]", "carried",
                          ..., carry="residue"),
    "convert/supplement": case(elmo(), "elm", None, "defaulted", "A transcript",
                               supplement=b'{"title":{"en":"A transcript"}}'),
    "version/code": case(elmo(report_tail="<attachment><type>Micro Credential</type><content>x</content></attachment>"), "elmo@1.5",
                         "/elmo/report[1]/attachment[1]/type[1]", "lost", None),
    "elmo/country-list": case(learner(f'<citizenship type="{small.COUNTRY[:-1]}">SWE</citizenship>'), "elm", f"{LEARNER}/citizenship[1]/@type",
                              "derived", "http://publications.europa.eu/resource/authority/country/SWE"),
    "elmo/recognition": case(elmo(courses=small.course() + "<resultOfRecognition><status>Positive</status></resultOfRecognition>"), "elm",
                             "/elmo/report[1]/resultOfRecognition[1]/status[1]", "lost", None),
    "elmo/draft": case(loi("<duration>P1Y</duration>"), "elm", f"{LOI}/duration[1]", "lost", None),
    "elmo/alternative-name-missing": case(elmo(), "elmo@2.0", None, "defaulted", ""),
    "elmo/specification-identifier-missing": case(elmo(), "elmo@2.0", None, "defaulted", "specification-1"),
    "elmo/grouping-missing": case(elmo(), "elmo@1.3", None, "defaulted", ""),
    "elmo/content-missing": case(elmo(report_tail="<attachment/>"), "elmo@1.1", None, "defaulted", ""),
    "version/absent": case(learner("<gender>2</gender>"), "elmo@1.4", f"{LEARNER}/gender[1]", "lost", None),
}

FROM_ELM = {
    "convert/one-only": case(claim(specifiedBy=specification(homepage=[
        {"id": f"urn:epass:webResource:{i}", "type": "WebResource", "contentURL": f"https://example.org/{i}"} for i in (1, 2)])),
        "elmo", f"{CLAIM}/specifiedBy/homepage/1/contentURL", "lost", None),
    "elmo/one-name": case(elm(learner={"givenName": {"sv": "Ada", "en": "Adah"}}), "elmo", f"{SUBJECT}/givenName/sv", "lost", None),
    "elmo/title-once": case(spec(), "elmo", f"{CLAIM}/specifiedBy/title/en", "derived", "Algebra"),
    "elmo/name-missing": case(elm(learner={"givenName": None}), "elmo", None, "defaulted", ""),
    "elmo/title-missing": case(claim(title=None), "elmo", None, "defaulted", ""),
    "elmo/instance-missing": case(claim(), "elmo", None, "defaulted", ""),
    "elmo/generated-of-issue": case(claim(), "elmo", None, "defaulted", "2024-05-06T10:11:12Z"),
    "elmo/issue-date-missing": case(claim(), "elmo", "/issued", "derived", "2024-05-06T10:11:12Z"),
    "elmo/identifier-missing": case(claim(), "elmo", None, "defaulted", "Example University"),
    "elmo/url-missing": case(claim(), "elmo", None, "defaulted", ""),
    "elmo/type-missing": case(claim(identifier={"id": "urn:epass:identifier:1", "type": "Identifier", "notation": "7"}), "elmo", None,
                              "defaulted", "local"),
    "elmo/scheme-missing": case(claim(creditReceived={"id": "urn:epass:creditPoint:1", "type": "CreditPoint", "point": "5"}), "elmo",
                                None, "defaulted", "local"),
    "elmo/code": case(elm(learner={"citizenshipCountry": country("HKG")}), "elmo", f"{SUBJECT}/citizenshipCountry/id", "lost", None),
    "elmo/repeated": case(elm([achievement(1, hasPart=achievement(3, "Logic")), achievement(2, "Sums", hasPart="urn:epass:"
                               "learningAchievement:3")]), "elmo", None, "defaulted", "Logic"),
    "elmo/datetime-of-date": case(elm(issued="2024-05-06"), "elmo", "/issued", "derived", "2024-05-06T00:00:00Z"),
    "elmo/grading-scheme-name": case(result(specifiedBy=scheme_of(grading())), "elmo", None, "defaulted", "scheme-1"),
    "elmo/not-date": case(elm(learner={"dateOfBirth": "2026-02-30T00:00:00Z"}), "elmo", f"{SUBJECT}/dateOfBirth", "lost", None),
    "elmo/several-languages": case(claim(influencedBy=activity(specifiedBy={
        "id": "urn:epass:learningActivitySpec:1", "type": "LearningActivitySpecification", "title": {"en": "Lectures"},
        "language": [concept(small.LANGUAGE + "SWE"), concept(small.LANGUAGE + "ENG")]})), "elmo",
        f"{CLAIM}/influencedBy/specifiedBy/language/1/id", "lost", None),
    "elmo/language-code": case(claim(influencedBy=activity(specifiedBy={
        "id": "urn:epass:learningActivitySpec:1", "type": "LearningActivitySpecification", "title": {"en": "Lectures"},
        "language": concept(small.LANGUAGE + "GSW")})), "elmo", f"{CLAIM}/influencedBy/specifiedBy/language/id", "lost", None),
    "elmo/percentage-missing": case(result(shortenedGrading={"id": "urn:epass:shortenedGrading:1", "type": "ShortenedGrading",
                                                             "percentageLower": 40}), "elmo",
                                    f"{CLAIM}/provenBy/shortenedGrading/percentageLower", "lost", None),
    "elmo/category-count": case(result(resultDistribution={"id": "urn:epass:resultDistribution:1", "type": "ResultDistribution",
                                       "description": {"en": "All"}}), "elmo", f"{CLAIM}/provenBy/resultDistribution/description/en",
                                "lost", None),
    "elmo/text-missing": case(result(resultDistribution={"id": "urn:epass:resultDistribution:1", "type": "ResultDistribution",
                                     "resultCategory": {"id": "urn:epass:resultCategory:1", "type": "ResultCategory", "count": 3}}),
                              "elmo", None, "defaulted", ""),
    "elmo/not-decimal": case(claim(creditReceived={"id": "urn:epass:creditPoint:1", "type": "CreditPoint", "point": "five",
                                                   "framework": concept("http://data.europa.eu/snb/education-credit/6fcec5c5af")}),
                             "elmo", f"{CLAIM}/creditReceived/point", "lost", None),
    "elmo/address-text": case(elm(learner={"location": {"id": "urn:epass:location:1", "type": "Location", "address": {
        "id": "urn:epass:address:1", "type": "Address", "countryCode": country("SWE"),
        "fullAddress": {"id": "urn:epass:note:2", "type": "Note", "noteLiteral": {"en": "Storgatan 1, Lund"}}}}}), "elmo",
        f"{SUBJECT}/location/address/fullAddress/noteLiteral/en", "derived", "Storgatan 1, Lund"),
    "elmo/cycle": case(elm([achievement(1, hasPart=achievement(2, "Logic", hasPart=[
        achievement(3, "Sums"), "urn:epass:learningAchievement:1"]))]), "elmo", f"{CLAIM}/hasPart/hasPart/1", "lost", None),
    "elmo/no-instance": case(elm([achievement(), activity()]), "elmo", f"{SUBJECT}/hasClaim/1/title/en", "lost", None),
    "elmo/seal-owner": case(elm(issuer=organisation(2, altLabel={"en": "The seal"})), "elmo", "/issuer/altLabel/en", "lost", None),
    "elmo/envelope": case(elm(), "elmo", "/validFrom", "lost", None),
    "elmo/no-place": case(elm(learner={"patronymicName": {"und": "Larsdotter"}}), "elmo", f"{SUBJECT}/patronymicName/und", "lost", None),
    "elmo/group-name": case(loi('<grouping typeref="t" idref="a"/>', tail=GROUPS), "elmo", None, "defaulted", "1", via="elm"),
    "elmo/introduction-missing": case(supplement().replace(b"Read this.", b""), "elmo", None, "defaulted", "", via="elm"),
    "elmo/section-number": case(supplement().replace(b'number="1"', b'number="one"'), "elmo", None, "defaulted", "1", via="elm"),
    "elmo/term-dates": case(claim(influencedBy=activity(temporal=period(prefLabel={"en": "Autumn"}, startDate="2023-08-28T00:00:00Z"))),
                            "elmo", f"{CLAIM}/influencedBy/temporal/prefLabel/en", "lost", None),
    "elm/envelope": case(elm(), "elmo", "/@context/0", "lost", None),
    "elm/id": case(elm(), "elmo", f"{CLAIM}/id", "derived", ...),
    "elm/type": case(elm(), "elmo", f"{CLAIM}/type", "derived", ...),
    "elm/label": case(elm(learner={"citizenshipCountry": concept(COUNTRY + "SWE", "Sweden")}), "elmo",
                      f"{SUBJECT}/citizenshipCountry/prefLabel/en", "lost", None),
    "elm/level-framework": case(spec(eqfLevel=concept("http://data.europa.eu/snb/eqf/6")), "elmo", None, "defaulted", "EQF"),
    "elm/shared-result": case(elm([achievement(1, awardedBy=award(used=assessment(awardedBy=None))), achievement(2, "Logic")]), "elmo",
                              f"{CLAIM}/awardedBy/used/grade/noteLiteral/en", "lost", None),
    "elm/day-shift": case(elm(learner={"dateOfBirth": "1999-10-01T22:00:00Z"}), "elmo", f"{SUBJECT}/dateOfBirth", "derived", "1999-10-02"),
    "elm/time-dropped": case(elm(learner={"dateOfBirth": "1999-10-01T10:30:00Z"}), "elmo", f"{SUBJECT}/dateOfBirth", "derived",
                             "1999-10-01"),
    "elm/content-encoding": case(elm(attachment={
        "id": "urn:epass:mediaObject:1", "type": "MediaObject", "content": PDF, "contentType": concept(FILE_TYPE + "PDF"),
        "contentEncoding": concept("http://data.europa.eu/snb/encoding/6146cde7dd")}), "elmo", "/attachment/contentEncoding/id",
        "derived", f"data:application/pdf;base64,{PDF}"),
    "elm/not-core": case(elm(termsOfUse={"id": "urn:x:terms", "type": "TermsOfUse"}), "elmo", "/termsOfUse/id", "lost", None),
    "elm/null": case(elm().replace(b'"issued"', b'"validUntil":null,"issued"'), "elmo", "/validUntil", "lost", None),
    "elm/unknown-term": case(claim(favourite="yes"), "elmo", f"{CLAIM}/favourite", "lost", None),
    "elm/wrapper": case(b'{"credential":' + elm() + b',"deliveryDetails":{"deliveryAddress":["a@example.org"]}}', "elmo",
                        "/deliveryDetails/deliveryAddress/0", "lost", None),
    "elm/claim-alone": case(elm([achievement(), assessment()]), "elmo", f"{SUBJECT}/hasClaim/1/title/en", "lost", None),
    "elm/form": case(elm(), "elm-rdf", "/@context/0", "derived", ...),
    "elm/form-dangling": case(small.courses(providedBy=["urn:x:university", "urn:x:nowhere"]), "elm-loq",
                              "/@graph/0/providedBy/1", "lost", None),
    "elm/form-value": case(small.courses(duration="a year"), "elm-loq", "/@graph/0/duration", "lost", None),
    "elm/scheme-implied": case(small.courses(), "elm", None, "defaulted",
                               "http://publications.europa.eu/resource/authority/language", via="elm-loq"),
    "convert/structure": case(elm(), "elm-rdf", None, "defaulted", ...),
    "version/renamed": case(result(resultDistribution={
        "id": "urn:epass:resultDistribution:1", "type": "ResultDistribution", "description": {"en": "All"},
        "resultCategory": {"id": "urn:epass:resultCategory:1", "type": "ResultCategory", "label": "B", "count": 3}}), "elm@3.1",
        f"{CLAIM}/provenBy/resultDistribution/description/en", "derived", "All"),
    "carry/restored": case(elmo(), "elmo", f"{CLAIM}/title/en", "derived", ..., via="elm", carry="original"),
    "carry/not-in-original": case(elmo(), "elmo", "/validFrom", "lost", None, via="elm", carry="original",
                                  change=(b'"validFrom": "2024', b'"validFrom": "2023')),
    "carry/unpacked": case(learner("<gender>0</gender>"), "elmo", f"{CLAIM}/additionalNote/0/noteLiteral/zxx/1", "derived", "0",
                           via="elm", carry="residue"),
}

OLD = (TOP / "tests/corpus/elm2/valid/supplement.xml").read_bytes()
OLD_SUBJECT = "/europassCredential/credentialSubject[1]"
FROM_ELM2 = {
    "elm/v2-id": case(OLD, "elm", "/europassCredential/assessmentSpecificationReferences[1]/assessmentSpecification[1]/@id",
                      "derived", "urn:epass:id:spec%201"),
    "elm/v2-esco": case(OLD, "elm", "/europassCredential/learningOutcomeReferences[1]/learningOutcome[1]"
                        "/relatedEscoSkill[1]/@targetFrameworkUrl", "derived",
                        "http://data.europa.eu/esco/concept-scheme/skills"),
    "elm/v2-country": case(OLD, "elm", None, "defaulted", "registration"),
    "elm/v2-language": case(OLD, "elmo", f"{OLD_SUBJECT}/givenNames[1]/text[1]/@lang", "derived", "Ada"),
    "elm/v2-no-place": case(OLD, "elmo", f"{OLD_SUBJECT}/contactPoint[1]/wallet[1]", "lost", None),
}



def catalogue(course, offering):
    """A course and its occurrence in OOAPI."""
    code = {"codeType": "identifier", "code": "ALG"}
    name = [{"language": "en", "value": "Algebra"}]
    return json.dumps({
        "ooapi": "5.0",
        "courses": [{"courseId": "00000000-0000-4000-8000-000000000001", "primaryCode": code, "name": name, **course}],
        "offerings": [{"offeringId": "00000000-0000-4000-8000-000000000002", "primaryCode": code, "offeringType": "course",
                       "course": "00000000-0000-4000-8000-000000000001", **offering}]}).encode()


def courses(*nodes):
    context = ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"]
    return json.dumps({"@context": context, "@graph": nodes}).encode()


def node(name, cls="LearningAchievementSpecification", **more):
    return {"id": f"urn:{name}", "type": cls, "title": {"en": name}, **more}


LANGUAGE = "http://publications.europa.eu/resource/authority/language/FRA"
FROM_COURSES = {
    "elm/course-title": case(catalogue({}, {}), "elm", None, "defaulted", "Algebra"),
    "elm/of-course": case(catalogue({"teachingLanguage": "fra"}, {}), "elm", None, "defaulted", LANGUAGE),
    "elm/of-offering": case(catalogue({}, {"teachingLanguage": "fra"}), "elm", None, "defaulted", LANGUAGE),
    "elm/occurrence": case(courses(node("a"), node("b", "LearningOpportunity", learningAchievementSpecification={"id": "urn:a"}, temporal=[
        {"id": "urn:t", "type": "PeriodOfTime", "prefLabel": {"en": "Autumn"}, "startDate": "2026-09-01T00:00:00Z",
         "endDate": "2027-01-31T00:00:00Z"}])), "ewp", None, "defaulted", "2026-09-01"),
    "elm/class-activity": case(courses(node("a", influencedBy=[node("c", "LearningActivitySpecification", identifier=[
        {"id": "urn:i", "type": "Identifier", "notation": "1"}])])), "ewp", None, "defaulted", "Class"),
    "elm/circle": case(courses(node("a", hasPart=[{"id": "urn:b"}]), node("b", hasPart=[{"id": "urn:a"}])),
                       "ewp", "/@graph/1/hasPart/0/id", "lost", None),
}

CASES = {**FROM_ELMO, **FROM_ELM, **FROM_ELM2, **FROM_COURSES}

# Only records that a program builds, or keeps as the core, come to these: tests/unit/test_convert.c has them.
IN_C = {"elmo/date-of-datetime", "elmo/attachment-reference", "elm/data-uri", "elm/title-of-specification"}


def entry_of(conversion, rule, at):
    if at is not None:
        return conversion.report.of(at)
    found = [e for e in conversion.report.defaults if e["rule"] == rule]
    assert found, sorted(conversion.report.rules())
    return found


@pytest.mark.parametrize("rule", sorted(CASES))
def test_rule(convert, rule):
    source, to, at, outcome, value, options = CASES[rule]
    carry, via = options.get("carry"), options.get("via")
    if via:
        source = convert(source, via, carry=carry).data
        before, after = options.get("change", (b"", b""))
        assert before in source
        source = source.replace(before, after)
    conversion = convert(source, to, carry=None if via else carry, supplement=options.get("supplement"))
    output, found = conversion.tree, entry_of(conversion, rule, at)
    if at is None:
        values = [output.leaves.get(e["target"], "") for e in found]
        assert value is ... or value in values, values
        return
    assert (found["rule"], found["outcome"]) == (rule, outcome), found
    if value is None:
        assert found["target"] is None
    elif value is not ...:
        assert output.leaves[found["target"]] == value, found


def rules_of(path):
    return set(tomllib.loads((TOP / path).read_text(encoding="utf-8"))["rule"])


def test_every_rule_has_a_test():
    """No rule is without a case, and no case without a rule."""
    rules = set().union(*map(rules_of, ("libedu/convert/rules.toml", "libedu/formats/elmo/crosswalk.toml",
                                        "libedu/formats/elm/crosswalk.toml")))
    assert rules - set(CASES) - IN_C == set()
    assert set(CASES) | IN_C == rules
    source = (TOP / "tests/unit/test_convert.c").read_text(encoding="utf-8")
    assert [rule for rule in sorted(IN_C) if f'{rule}\\"' not in source] == []
