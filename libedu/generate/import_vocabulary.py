#!/usr/bin/env python3
"""Write formats/core/vocabulary.toml: the codes of European vocabularies that conversions need.

    import_vocabulary.py COUNTRY.csv LANGUAGE.csv ISCED-F.xsd >formats/core/vocabulary.toml

COUNTRY.csv and LANGUAGE.csv have the columns ISO code, authority code and English label; ISCED-F.xsd is the
code list of the learning opportunities schema. The short lists stand below: they are facts from the
vocabularies' pages, and new codes are added here by hand.
"""

import csv
import re
import sys

AUTHORITY = "http://publications.europa.eu/resource/authority/"
SNB = "http://data.europa.eu/snb/"

SHORT = {
    "human-sex": (AUTHORITY + "human-sex/", AUTHORITY + "human-sex", False, [
        ("1", "MALE", "male"), ("2", "FEMALE", "female"), ("9", "NAP", "not applicable")]),
    "file-type": (AUTHORITY + "file-type/", AUTHORITY + "file-type", True, [
        ("application/pdf", "PDF", "PDF"), ("image/png", "PNG", "PNG"), ("image/jpeg", "JPEG", "JPEG"),
        ("image/gif", "GIF", "GIF"), ("image/svg+xml", "SVG", "SVG"), ("application/xml", "XML", "XML"),
        ("text/html", "HTML", "HTML"), ("text/plain", "TXT", "TXT"), ("application/json", "JSON", "JSON"),
        ("application/ld+json", "JSON_LD", "JSON-LD"), ("text/csv", "CSV", "CSV"), ("application/rtf", "RTF", "RTF"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", "DOCX")]),
    "education-credit": (SNB + "education-credit/", SNB + "education-credit/25831c2", True, [
        ("ects", "6fcec5c5af", "European Credit Transfer System"),
        ("ecvet", "60b314e826", "European Credit System for Vocational Education and Training")]),
    "grade-status": (SNB + "grade-status/", SNB + "grade-status/25831c2", True, [("passed", "c_60a1cf9a", "pass")]),
    "learning-opportunity": (SNB + "learning-opportunity/", SNB + "learning-opportunity/25831c2", False, [
        ("Degree Programme", "79343569f3", "Educational programme"), ("Module", "0f7dac46ca", "Programme module"),
        ("Course", "05053c1cbe", "Course"), ("Class", "7e1ac538db", "Class")]),
    "eqf": (SNB + "eqf/", SNB + "eqf/25831c2", False, [(str(n), str(n), f"Level {n}") for n in range(1, 9)]),
    "encoding": (SNB + "encoding/", SNB + "encoding/25831c2", False, [("base64", "6146cde7dd", "base64")]),
    "evidence-type": (SNB + "evidence-type/", SNB + "evidence-type/25831c2", False, [
        ("mandate", "c_18016257", "Mandate"), ("conversion", "c_c4f849d7", "Conversion"),
        ("accreditation", "c_991b06c6", "Accreditation")]),
    "credential": (SNB + "credential/", SNB + "credential/25831c2", False, [
        ("generic", "e34929035b", "Generic"), ("converted", "c_7e400154", "Converted")]),
    "learning-assessment": (SNB + "learning-assessment/", SNB + "learning-assessment/25831c2", True, [
        ("online", "920fbb3cbe", "Online"), ("presential", "9191af2ed9", "Presential"),
        ("blended", "e92d221e4d", "Blended")]),
    "learning-schedule": (SNB + "learning-schedule/", SNB + "learning-schedule/25831c2", True, [
        ("full_time", "72a0ab92fa", "Full time"), ("part_time_intensive", "f230bae523", "Part time intensive"),
        ("part_time_light", "67395e6b5a", "Part time light")]),
    "qdr": (SNB + "qdr/", SNB + "qdr/25831c2", True, []),
    "subject-area": ("", "", True, []),
    "attachment-type": ("", "", True, []),
    "level": ("", "", True, []),
}


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def table(path, core, code, label):
    with open(path, encoding="utf-8", newline="") as file:
        return [(row[core], row[code], row[label]) for row in csv.DictReader(file) if row[core]]


def isced(path):
    text = open(path, encoding="utf-8").read()
    return [(code, code, "") for code in sorted(set(re.findall(r"isced-f/(\d{2,4})\"", text)))]


def main(country, language, isced_f):
    lists = dict(SHORT)
    lists["country"] = (AUTHORITY + "country/", AUTHORITY + "country", True,
                        table(country, "iso3166_alpha2", "authority_code", "label_en"))
    lists["language"] = (AUTHORITY + "language/", AUTHORITY + "language", True,
                         table(language, "iso639_1", "authority_code", "label_en"))
    lists["isced-f"] = (SNB + "isced-f/", SNB + "isced-f/25831c2", False, isced(isced_f))
    print("# Codes of European vocabularies and what the core calls them.\n"
          "# Written by generate/import_vocabulary.py; see docs/importing.md.\n")
    for name in sorted(lists):
        base, scheme, is_open, rows = lists[name]
        print(f"[{quoted(name)}]\nbase = {quoted(base)}\nscheme = {quoted(scheme)}")
        print(f"open = {'true' if is_open else 'false'}\ncodes = [")
        for core, code, label in rows:
            print(f"  [{quoted(core)}, {quoted(code)}, {quoted(label)}],")
        print("]\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
