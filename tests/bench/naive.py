#!/usr/bin/env python3
"""The same work as a user would write it: an ELMO transcript with lxml into a credential with json, no account kept.

usage: naive.py TRANSCRIPT RUNS – prints the best seconds of so many runs, and the most kilobytes of memory.
       naive.py --folder IN OUT JOBS – every file of a folder, with so many processes.
"""
import functools
import json
import multiprocessing
import os
import resource
import sys
import time

from lxml import etree

NS = "{https://github.com/emrex-eu/elmo-schemas/tree/v1}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LISTS = "http://publications.europa.eu/resource/authority"


class Converter:
    def __init__(self):
        self.numbers = {}

    def node(self, kind, **members):
        n = self.numbers[kind] = self.numbers.get(kind, 0) + 1
        made = {"id": f"urn:epass:{kind[0].lower()}{kind[1:]}:{n}", "type": kind}
        made.update((k, v) for k, v in members.items() if v)
        return made

    @staticmethod
    def texts(element, name):
        return {t.get(XML_LANG, "und"): t.text or "" for t in element.findall(NS + name)}

    def identifiers(self, element):
        return [self.node("Identifier", notation=i.text, schemeName=i.get("type"))
                for i in element.findall(NS + "identifier")]

    def organisation(self, issuer):
        return self.node("Organisation", identifier=self.identifiers(issuer), legalName=self.texts(issuer, "title"),
                         homepage=[self.node("WebResource", contentURL=u.text) for u in issuer.findall(NS + "url")],
                         location=[self.node("Location", address=[self.node("Address", countryCode={
                             "id": f"{LISTS}/country/{issuer.findtext(NS + 'country')}"})])])

    def result(self, instance, schemes):
        label = instance.findtext(NS + "resultLabel")
        if label is None:
            return None
        counts = [self.node("ResultCategory", label=c.get("label"), count=int(c.get("count")))
                  for c in instance.iterfind(f"{NS}resultDistribution/{NS}category")]
        return [self.node("LearningAssessment", grade=self.node("Note", noteLiteral={"und": label}),
                          gradingScheme=schemes.get(instance.findtext(NS + "gradingSchemeLocalId")),
                          resultDistribution=self.node("ResultDistribution", category=counts) if counts else None)]

    def achievement(self, specification, award, schemes):
        instance = specification.find(f"{NS}specifies/{NS}learningOpportunityInstance")
        titles = self.texts(specification, "title")
        credits = [self.node("CreditPoint", framework={"id": "http://data.europa.eu/snb/education-credit/6fcec5c5af"},
                             point=c.findtext(NS + "value")) for c in instance.findall(NS + "credit")]
        language = instance.findtext(NS + "languageOfInstruction")
        activity = self.node("LearningActivity", title=titles, temporal=[self.node(
            "PeriodOfTime", startDate=instance.findtext(NS + "start"), endDate=instance.findtext(NS + "date"))],
            specifiedBy=self.node("LearningActivitySpecification", title=titles,
                                  language=[{"id": f"{LISTS}/language/{language}"}] if language else None,
                                  volumeOfLearning=instance.findtext(NS + "engagementHours")))
        parts = [self.achievement(p, {"id": award["id"]}, schemes)
                 for p in specification.iterfind(f"{NS}hasPart/{NS}learningOpportunitySpecification")]
        return self.node("LearningAchievement", title=titles, awardedBy=award, creditReceived=credits,
                         specifiedBy=self.node("LearningAchievementSpecification",
                                               identifier=self.identifiers(specification), title=titles,
                                               description=self.texts(specification, "description"),
                                               homepage=[self.node("WebResource", contentURL=u.text)
                                                         for u in specification.findall(NS + "url")]),
                         provenBy=self.result(instance, schemes), influencedBy=[activity], hasPart=parts)

    def report(self, report, claims, attachments):
        schemes = {s.get("localId"): self.node("GradingScheme", title={"und": s.get("localId")},
                                               description=self.texts(s, "description"))
                   for s in report.findall(NS + "gradingScheme")}
        award = self.node("AwardingProcess", awardingDate=report.findtext(NS + "issueDate"),
                          awardingBody=[self.organisation(report.find(NS + "issuer"))])
        for specification in report.findall(NS + "learningOpportunitySpecification"):
            claims.append(self.achievement(specification, award, schemes))
        for attachment in report.findall(NS + "attachment"):
            attachments.append(self.node("MediaObject", title=self.texts(attachment, "title"),
                                         content=attachment.findtext(NS + "content").partition(",")[2]))

    def credential(self, root):
        learner, claims, attachments = root.find(NS + "learner"), [], []
        for report in root.findall(NS + "report"):
            self.report(report, claims, attachments)
        person = self.node("Person", identifier=self.identifiers(learner),
                           familyName={"und": learner.findtext(NS + "familyName")},
                           givenName={"und": learner.findtext(NS + "givenNames")},
                           dateOfBirth=learner.findtext(NS + "bday") + "T00:00:00Z", hasClaim=claims)
        return {"@context": ["https://www.w3.org/2018/credentials/v1",
                             "http://data.europa.eu/snb/model/context/edc-ap"],
                "id": "urn:credential:1", "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
                "credentialSubject": person, "attachment": attachments}


def convert(path):
    with open(path, "rb") as f:
        root = etree.parse(f, etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)).getroot()
    return json.dumps(Converter().credential(root), ensure_ascii=False, indent=2).encode()


def convert_into(folder, path):
    with open(os.path.join(folder, os.path.basename(path)), "wb") as f:
        f.write(convert(path))


def convert_folder(source, target, jobs):
    paths = [entry.path for entry in os.scandir(source)]
    work = functools.partial(convert_into, target)
    if jobs == 1:
        for path in paths:
            work(path)
        return
    with multiprocessing.Pool(jobs) as pool:
        pool.map(work, paths, 64)


def main():
    if sys.argv[1] == "--folder":
        convert_folder(sys.argv[2], sys.argv[3], int(sys.argv[4]))
        return
    best = float("inf")
    for _ in range(int(sys.argv[2])):
        begin = time.process_time()
        made = convert(sys.argv[1])
        best = min(best, time.process_time() - begin)
    print(f"{best:.6f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss} {len(made)}")


if __name__ == "__main__":
    main()
