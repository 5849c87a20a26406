"""One learner's record in three formats, in which every value of the person is a word that stands nowhere else."""
import json

# What is said of the learner: the core's word for it → the value.
PERSON = {
    "identifier": "marker-identifier-4711", "nationalId": "marker-national-0815", "givenName": "Markergiven",
    "familyName": "Markerfamily", "birthName": "Markerbirth", "birthDate": "1987-06-05", "birthPlace": "Markertown",
    "address": "Markerstreet 5", "email": "marker@person.example", "attachment": "bWFya2VyLWF0dGFjaG1lbnQ=",
}
RESULTS = {"title": "Kept title of a course", "grade": "Kept grade", "credit": "7.5"}


def elmo():
    p, r = PERSON, RESULTS
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- {p["givenName"]} in a comment -->
<elmo xmlns="https://github.com/emrex-eu/elmo-schemas/tree/v1">
  <generatedDate>2026-02-03T10:00:00+01:00</generatedDate>
  <learner>
    <citizenship>SE</citizenship>
    <identifier type="studentNumber">{p["identifier"]}</identifier>
    <identifier type="nationalIdentifier">{p["nationalId"]}</identifier>
    <givenNames>{p["givenName"]}</givenNames>
    <familyName>{p["familyName"]}</familyName>
    <bday>{p["birthDate"]}</bday>
    <placeOfBirth>{p["birthPlace"]}</placeOfBirth>
    <birthName>{p["birthName"]}</birthName>
    <currentAddress><addressLine>{p["address"]}</addressLine></currentAddress>
  </learner>
  <report>
    <issuer>
      <country>SE</country>
      <identifier type="schac">lundby.example</identifier>
      <title xml:lang="en">Lundby University</title>
      <url>https://www.lundby.example/</url>
    </issuer>
    <learningOpportunitySpecification>
      <title xml:lang="en">{r["title"]}</title>
      <type>Course</type>
      <specifies>
        <learningOpportunityInstance>
          <status>passed</status>
          <resultLabel>{r["grade"]}</resultLabel>
          <credit><scheme>ects</scheme><value>{r["credit"]}</value></credit>
        </learningOpportunityInstance>
      </specifies>
    </learningOpportunitySpecification>
    <issueDate>2026-02-03T10:00:00+01:00</issueDate>
  </report>
  <attachment>
    <title xml:lang="en">Transcript</title><type>Transcript of Records</type>
    <content xml:lang="en">data:application/pdf;base64,{p["attachment"]}</content>
  </attachment>
  <extension><note xmlns="urn:other">{p["givenName"]} {p["familyName"]}</note></extension>
</elmo>
""".encode()


def elm(top):
    """The plain credential of the corpus, with the marked person, whose name is in ids and unknown members, too."""
    p = PERSON
    document = json.loads((top / "tests/corpus/elm/valid/plain.jsonld").read_text(encoding="utf-8"))
    subject = document["credentialSubject"]
    subject.update({
        "id": f"urn:person:{p['nationalId']}", "givenName": {"en": p["givenName"]}, "familyName": {"en": p["familyName"]},
        "birthName": {"en": p["birthName"]}, "dateOfBirth": f"{p['birthDate']}T00:00:00Z",
        "identifier": {"id": "urn:identifier:1", "type": "Identifier", "notation": p["identifier"], "schemeName": "studentNumber"},
        "nationalID": {"id": "urn:identifier:2", "type": "LegalIdentifier", "notation": p["nationalId"],
                       "spatial": {"id": "http://publications.europa.eu/resource/authority/country/NOR", "type": "Concept"}},
        "contactPoint": {"id": "urn:contact:1", "type": "ContactPoint",
                         "emailAddress": {"id": f"mailto:{p['email']}", "type": "Mailbox"}},
        "unheardOf": {"anything": [p["givenName"], {"deeper": p["familyName"]}]},
        "WordInAName": "value",
    })
    claim = subject["hasClaim"]
    claim["title"] = {"en": RESULTS["title"]}
    claim["provenBy"]["grade"]["noteLiteral"] = {"en": RESULTS["grade"]}
    document["evidence"] = {"type": "Evidence", "id": f"urn:evidence:{p['identifier']}"}
    return json.dumps(document, ensure_ascii=False).encode()


def ooapi(top):
    p = PERSON
    document = json.loads((top / "tests/corpus/ooapi/valid/association-5.json").read_text(encoding="utf-8"))
    document["person"].update({
        "primaryCode": {"codeType": "studentNumber", "code": p["identifier"]}, "givenName": p["givenName"],
        "surname": p["familyName"], "displayName": f"{p['givenName']} {p['familyName']}", "dateOfBirth": p["birthDate"],
        "mail": p["email"], "otherCodes": [{"codeType": "nationalIdentityNumber", "code": p["nationalId"]}],
    })
    document["person"]["ext"] = {"nickname": p["birthName"]}
    return json.dumps(document, ensure_ascii=False).encode()


def all_formats(top):
    return {"elmo": elmo(), "elm": elm(top), "ooapi": ooapi(top)}
