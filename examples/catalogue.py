#!/usr/bin/env python3
"""A university's course catalogue that doesn't exist, as an OOAPI bundle: the same bytes on every machine.

    catalogue.py [--version 5|6] [--courses N] > catalogue.json

One institution with ten faculties; programmes of forty courses each; a course in three languages, with learning outcomes,
level, field of study and study load; an offering of it in each of two terms, every fourth course with a practical.
"""
import argparse
import json
import sys

LANGUAGES = ("en", "nl", "fr")
TEACHING = ("eng", "nld", "fra")
# Faculty; ISCED-F 2013 field; subjects, in the three languages.
FACULTIES = [
    ("Science", "Bètawetenschappen", "Sciences", "0541",
     [("Algebra", "Algebra", "Algèbre"), ("Statistics", "Statistiek", "Statistique"), ("Topology", "Topologie", "Topologie")]),
    ("Computing", "Informatica", "Informatique", "0613",
     [("Databases", "Databases", "Bases de données"), ("Compilers", "Compilers", "Compilateurs"),
      ("Networks", "Netwerken", "Réseaux")]),
    ("Law", "Rechten", "Droit", "0421",
     [("Contract Law", "Verbintenissenrecht", "Droit des contrats"), ("European Law", "Europees recht", "Droit européen")]),
    ("Medicine", "Geneeskunde", "Médecine", "0912",
     [("Anatomy", "Anatomie", "Anatomie"), ("Epidemiology", "Epidemiologie", "Épidémiologie")]),
    ("Economics", "Economie", "Économie", "0311",
     [("Game Theory", "Speltheorie", "Théorie des jeux"), ("Econometrics", "Econometrie", "Économétrie")]),
    ("Humanities", "Letteren", "Lettres", "0222",
     [("Medieval History", "Middeleeuwse geschiedenis", "Histoire médiévale"), ("Palaeography", "Paleografie", "Paléographie")]),
    ("Languages", "Talen", "Langues", "0231",
     [("Phonetics", "Fonetiek", "Phonétique"), ("Translation", "Vertalen", "Traduction")]),
    ("Engineering", "Techniek", "Ingénierie", "0714",
     [("Control Systems", "Regeltechniek", "Automatique"), ("Signal Processing", "Signaalverwerking", "Traitement du signal")]),
    ("Education", "Onderwijskunde", "Éducation", "0111",
     [("Didactics", "Didactiek", "Didactique"), ("Assessment", "Toetsing", "Évaluation")]),
    ("Life Sciences", "Levenswetenschappen", "Sciences de la vie", "0511",
     [("Genetics", "Genetica", "Génétique"), ("Ecology", "Ecologie", "Écologie")]),
]
KINDS = [("Introduction to {}", "Inleiding {}", "Introduction : {}"), ("Advanced {}", "{} voor gevorderden", "{} avancée"),
         ("Seminar on {}", "Werkcollege {}", "Séminaire : {}"), ("Applied {}", "Toegepaste {}", "{} appliquée")]
OUTCOMES = [("Explains the main ideas of {}", "Legt de hoofdlijnen van {} uit", "Explique les idées principales : {}"),
            ("Solves unseen problems in {}", "Lost onbekende problemen op in {}", "Résout des problèmes inédits : {}")]
TERMS = [("Autumn 2026", "Herfst 2026", "Automne 2026", "2026-09-01", "2027-01-29"),
         ("Spring 2027", "Lente 2027", "Printemps 2027", "2027-02-01", "2027-06-30")]
PER_PROGRAMME = 40


def uuid(kind, number):
    return f"{kind:08x}-0000-4000-8000-{number:012x}"


ORGANISATION, SESSION, PROGRAMME, COURSE, COMPONENT, OFFERING, OUTCOME = range(0xca7a0001, 0xca7a0008)


def texts(words, *subjects):
    """One text in each language; the subject filled in, in the same language."""
    return [{"language": tag, "value": word.format(*(s[i] for s in subjects)) if subjects else word}
            for i, (tag, word) in enumerate(zip(LANGUAGES, words))]


def code(kind, value):
    return {"codeType": kind, "code": value}


class Catalogue:
    """Entities, as version 5 has them or as version 6 does."""

    def __init__(self, version, courses):
        self.six, self.courses = version == 6, courses

    def word(self, old, new):
        return new if self.six else old

    def relation(self, old, new, target):
        return {f"{new}Id" if self.six else old: target}

    def day(self, date, last=False):
        return f"{date}T{'23:59:59' if last else '00:00:00'}+01:00" if self.six else date

    def days(self, first, last):
        return {self.word("startDate", "startDateTime"): self.day(first), self.word("endDate", "endDateTime"): self.day(last, True)}

    def load(self, credits):
        load = {"studyLoadUnit": "ects", "value": credits}
        return [load] if self.six else load

    def organisations(self):
        address = {"addressType": "visit", "street": "Campus", "streetNumber": "1", "city": "Brussels",
                   **({"postCode": "1000", "countryCode": {"iso3166-1-alpha2": "BE"}} if self.six
                      else {"postalCode": "1000", "countryCode": "BE"})}
        own_id, kind = self.word("organizationId", "organisationId"), self.word("organizationType", "organisationType")
        root = {own_id: uuid(ORGANISATION, 0), "primaryCode": code("identifier", "EXU"),
                "otherCodes": [code(self.word("schacHome", "schac_home"), "example.edu")], kind: "root",
                "name": texts(("Example University", "Voorbeelduniversiteit", "Université Exemple")), "shortName": "EXU",
                "link": "https://www.example.edu/", "addresses": [address]}
        yield root
        for n, (english, dutch, french, *_) in enumerate(FACULTIES, 1):
            yield {own_id: uuid(ORGANISATION, n), "primaryCode": code("identifier", f"F{n:02}"), kind: "faculty",
                   "name": texts((f"Faculty of {english}", f"Faculteit {dutch}", f"Faculté : {french}")), "shortName": f"F{n:02}",
                   "link": f"https://www.example.edu/faculties/{n}", "addresses": [address],
                   **self.relation("parent", "parent", root[own_id])}

    def sessions(self):
        for n, (*names, first, last) in enumerate(TERMS, 1):
            yield {"academicSessionId": uuid(SESSION, n), "academicSessionType": "semester", "name": texts(names),
                   "primaryCode": code("identifier", f"T{n}"), **self.days(first, last)}

    def programmes(self):
        for n in range(1, (self.courses - 1) // PER_PROGRAMME + 2):
            english, dutch, french, field, _ = FACULTIES[n % len(FACULTIES)]
            yield {self.word("programId", "programmeId"): uuid(PROGRAMME, n),
                   "primaryCode": code(self.word("programCode", "programme_code"), f"BA{n:03}"),
                   self.word("programType", "programmeType"): self.word("program", "programme"),
                   "name": texts((f"{english} {n}", f"{dutch} {n}", f"{french} {n}")), "abbreviation": f"BA{n:03}",
                   "description": texts(("Three years of study.", "Drie jaar studie.", "Trois années d’études.")),
                   **self.language(n), "level": "bachelor", "levelOfQualification": self.word("6", "eqf_6"),
                   "fieldsOfStudy": field, "studyLoad": self.load(180), "duration": "P3Y", "modeOfStudy": self.word("full-time", "full_time"),
                   "link": f"https://www.example.edu/programmes/{n}",
                   **self.outcomes(PROGRAMME, n, FACULTIES[n % len(FACULTIES)]),
                   **self.relation("organization", "organisation", uuid(ORGANISATION, n % len(FACULTIES) + 1))}

    def language(self, n):
        return {"teachingLanguages": [LANGUAGES[n % 3]]} if self.six else {"teachingLanguage": TEACHING[n % 3]}

    def outcomes(self, kind, n, subject):
        if self.six:
            return {"learningOutcomeIds": [uuid(OUTCOME, (kind & 0xff) << 32 | n << 8 | i) for i in range(len(OUTCOMES))]}
        return {"learningOutcomes": [texts(words, subject) for words in OUTCOMES]}

    def outcome_entities(self):
        for kind, count in ((PROGRAMME, (self.courses - 1) // PER_PROGRAMME + 1), (COURSE, self.courses)):
            for n in range(1, count + 1):
                subject = FACULTIES[n % len(FACULTIES)] if kind == PROGRAMME else self.subject(n)
                for i, words in enumerate(OUTCOMES):
                    yield {"learningOutcomeId": uuid(OUTCOME, (kind & 0xff) << 32 | n << 8 | i),
                           "primaryCode": code("identifier", f"{kind & 0xff}.{n}.{i + 1}"), "name": texts(words, subject)}

    def programme_of(self, n):
        return (n - 1) // PER_PROGRAMME + 1

    def faculty_of(self, n):
        return self.programme_of(n) % len(FACULTIES)

    def subject(self, n):
        subjects = FACULTIES[self.faculty_of(n)][4]
        return subjects[n % len(subjects)]

    def name(self, n):
        return texts(KINDS[n // 3 % len(KINDS)], self.subject(n))

    def course_entities(self):
        for n in range(1, self.courses + 1):
            programme = uuid(PROGRAMME, self.programme_of(n))
            yield {"courseId": uuid(COURSE, n), "primaryCode": code("identifier", f"C{n:04}"),
                   "name": self.name(n), "abbreviation": f"C{n:04}",
                   "description": texts(("What {} is about, and how it is used.", "Waar {} over gaat, en hoe het gebruikt wordt.",
                                         "Ce dont il s’agit, et à quoi cela sert : {}."), self.subject(n)),
                   **self.language(n), "level": ("bachelor", "master")[n % 5 == 0], "fieldsOfStudy": FACULTIES[self.faculty_of(n)][3],
                   "studyLoad": self.load((3, 6, 7.5)[n % 3]),
                   **({"modesOfDelivery": [("presential", "online", "hybrid")[n % 7 % 3]]} if self.six
                      else {"modeOfDelivery": [("on campus", "online", "hybrid")[n % 7 % 3]]}),
                   **self.outcomes(COURSE, n, self.subject(n)),
                   "assessment": texts(("A written examination.", "Een schriftelijk tentamen.", "Un examen écrit.")),
                   "admissionRequirements": texts(("None.", "Geen.", "Aucune.")),
                   "link": f"https://www.example.edu/courses/{n}",
                   **({"programmeIds": [programme]} if self.six else {"programs": [programme]}),
                   **self.relation("organization", "organisation", uuid(ORGANISATION, self.faculty_of(n) + 1))}

    def components(self):
        for n in range(4, self.courses + 1, 4):
            yield {"componentId": uuid(COMPONENT, n), "primaryCode": code(self.word("componentCode", "component_code"), f"C{n:04}-P"),
                   "componentType": "practical",
                   "name": texts(("Practical: {}", "Practicum {}", "Travaux pratiques : {}"), self.subject(n)), "abbreviation": f"C{n:04}-P",
                   **({} if self.six else {"teachingLanguage": TEACHING[n % 3]}), **self.relation("course", "course", uuid(COURSE, n)),
                   **self.relation("organization", "organisation", uuid(ORGANISATION, self.faculty_of(n) + 1))}

    def offerings(self):
        for n in range(1, self.courses + 1):
            for term, (*_, first, last) in enumerate(TERMS, 1):
                yield {self.word("offeringId", "courseOfferingId"): uuid(OFFERING, n << 4 | term),
                       **({} if self.six else {"offeringType": "course"}),
                       "primaryCode": code(self.word("offeringCode", "offering_code"), f"C{n:04}-{term}"), "name": self.name(n),
                       "description": self.name(n), **self.language(n), "resultExpected": True,
                       "resultValueType": self.word("1-10", "grade_0_10"), "link": f"https://www.example.edu/courses/{n}/{term}",
                       **self.days(first, last), **self.relation("course", "course", uuid(COURSE, n)),
                       **self.relation("organization", "organisation", uuid(ORGANISATION, self.faculty_of(n) + 1)),
                       **self.relation("academicSession", "academicSession", uuid(SESSION, term))}

    def bundle(self):
        lists = {self.word("organizations", "organisations"): self.organisations(), "academicSessions": self.sessions(),
                 self.word("programs", "programmes"): self.programmes(), "courses": self.course_entities(),
                 self.word("components", "learningComponents"): self.components()}
        if self.six:
            lists["learningOutcomes"] = self.outcome_entities()
        lists[self.word("offerings", "courseOfferings")] = self.offerings()
        return {"ooapi": self.word("5.0", "6.1"), **{name: list(entities) for name, entities in lists.items()}}


def catalogue(version=5, courses=1000):
    """The catalogue as a bundle, in Python's own objects."""
    return Catalogue(version, courses).bundle()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--version", type=int, choices=(5, 6), default=5)
    parser.add_argument("--courses", type=int, default=1000)
    options = parser.parse_args()
    json.dump(catalogue(options.version, options.courses), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
