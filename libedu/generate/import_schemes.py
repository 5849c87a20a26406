#!/usr/bin/env python3
"""Write formats/core/schemes.toml: the codes of the vocabularies that European credentials name.

    import_schemes.py CV-FOLDER COUNTRY.csv LANGUAGE.csv >formats/core/schemes.toml

CV-FOLDER holds the code lists of the learning opportunities schema (cv/*.xsd); the tables pair authority codes with
ISO 3166-1 alpha-2 and ISO 639-1. Lists that no file holds stand below, with what is known of them. Names are taken for
the lists that people choose from; of the longest, codes alone.
"""

import csv
import pathlib
import re
import sys
import textwrap

AUTHORITY = "http://publications.europa.eu/resource/authority/"
SNB = "http://data.europa.eu/snb/"
ENUMERATION = re.compile(
    r'<xs:enumeration\s+value="([^"]+)"\s*(?:/>|>(.*?)</xs:enumeration>)', re.DOTALL)
DOCUMENTATION = re.compile(r"<xs:documentation[^>]*>(.*?)</xs:documentation>", re.DOTALL)

# Scheme, its file, whether names are wanted.
FILES = [
    ("accreditation", "europass-accreditation-types", True), ("assessment", "europass-learning-assessment-types", True),
    ("atu", "atu", False), ("country", "country", True), ("credential", "europass-credential-types", True),
    ("currency", "currency", True), ("education-credit", "credit-points", True),
    ("encoding", "europass-content-encoding-types", True), ("entitlement", "europass-learning-entitlement-types", True),
    ("entitlement-status", "europass-learning-entitlement-statuses", True), ("eqf", "eqf", True),
    ("file-type", "file-type", True), ("isced-f", "isced-f", True), ("language", "language", True),
    ("learning-activity", "europass-learning-activity-types", True), ("learning-assessment", "europass-modes", True),
    ("learning-opportunity", "europass-learning-opportunity-types", True),
    ("learning-schedule", "europass-learning-schedule-types", True),
    ("learning-setting", "europass-learning-setting-types", True), ("nuts", "nuts", False), ("qdr", "nqf", False),
    ("skill-reuse-level", "skill-reuse-levels", True), ("skill-type", "skill-types", True),
    ("target-group", "europass-target-groups", True),
]
# Codes beside those of the files, or without one; "partial": there are more that are not known here.
MORE = {
    "credential": [("c_ae121a00", "Accreditation"), ("c_7e400154", "Converted"), ("c_9a31f32a", "Issued by mandate"),
                   ("6dff8a0f87", "Diploma Supplement"), ("e34929035b", "Generic")],
    "evidence-type": [("c_18016257", "Mandate"), ("c_c4f849d7", "Conversion"), ("c_991b06c6", "Accreditation")],
    "grade-status": [("c_60a1cf9a", "pass")],
    "human-sex": [("MALE", "male"), ("FEMALE", "female"), ("NAP", "not applicable")],
    "supervision-verification": [("c598449d64", "unsupervised without ID verification"),
                                 ("70be69aaf9", "supervised with ID verification")],
    "accreditation-decision": [("c_0ab66479", "positive")],
    "verification": [("1faf8d450f", "owner"), ("271aef9eb4", "revocation"), ("2f5b89b96f", "format"),
                     ("94d828f160", "expiry"), ("e2bbc86a28", "accreditation"), ("f9c2016fe9", "seal"),
                     ("c_50990fe3", "custom")],
    "verification-status": [("9895008394", "ok"), ("641f0c5e5d", "skipped"), ("9d26eb9a37", "error")],
}
PARTIAL = {"grade-status", "supervision-verification", "accreditation-decision", "human-sex", "verification"}
AT_AUTHORITY = {"atu", "country", "currency", "file-type", "human-sex", "language"}
MEDIA_TYPES = {
    "PDF": "application/pdf", "PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "SVG": "image/svg+xml",
    "XML": "application/xml", "HTML": "text/html", "TXT": "text/plain", "JSON": "application/json",
    "JSON_LD": "application/ld+json", "CSV": "text/csv", "RTF": "application/rtf",
    "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
OTHERS = {"encoding": {"6146cde7dd": "base64"}, "education-credit": {"6fcec5c5af": "ects", "60b314e826": "ecvet"},
          "file-type": MEDIA_TYPES, "grade-status": {"c_60a1cf9a": "passed"}}


def address(name):
    """The IRI of a scheme, and what those of its concepts begin with."""
    if name == "nuts":
        return "http://data.europa.eu/nuts", "http://data.europa.eu/nuts/code/"
    if name in AT_AUTHORITY:
        return AUTHORITY + name, f"{AUTHORITY}{name}/"
    return f"{SNB}{name}/25831c2", f"{SNB}{name}/"


def listed(path, base, named):
    """Code -> name, of a code list; other vocabularies' codes in it are left out."""
    out = {}
    for iri, rest in ENUMERATION.findall(path.read_text(encoding="utf-8")):
        if iri.startswith(base) and "/" not in iri[len(base):]:
            words = DOCUMENTATION.search(rest or "")
            out[iri[len(base):]] = " ".join(words.group(1).split()) if named and words else ""
    return out


def table(path, other, label):
    with open(path, encoding="utf-8", newline="") as file:
        return {row["authority_code"]: (row[other], row[label]) for row in csv.DictReader(file)}


def quoted(text):
    text = text.replace("&amp;", "&").replace("&apos;", "'").replace("&quot;", '"')
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def show(name, codes, others):
    scheme, base = address(name)
    print(f"[{quoted(name)}]\niri = {quoted(scheme)}\nbase = {quoted(base)}")
    print(f"complete = {'false' if name in PARTIAL else 'true'}")
    told = [code for code in sorted(codes, key=str.encode) if codes[code] or others.get(code)]
    plain = [code for code in sorted(codes, key=str.encode) if code not in set(told)]
    print("codes = [")
    for code in told:
        print(f"  [{quoted(code)}, {quoted(others.get(code, ''))}, {quoted(codes[code])}],")
    print("]")
    if plain:
        print('plain = """')
        print("\n".join(textwrap.wrap(" ".join(plain), 110, break_long_words=False, break_on_hyphens=False)))
        print('"""')
    print()


def main(folder, country, language):
    codes = {}
    for name, file, named in FILES:
        codes[name] = listed(pathlib.Path(folder) / f"{file}.xsd", address(name)[1], named)
    for name, more in MORE.items():
        codes.setdefault(name, {}).update(more)
    others = dict(OTHERS)
    for name, path, other in (("country", country, "iso3166_alpha2"), ("language", language, "iso639_1")):
        rows = table(path, other, "label_en")
        others[name] = {code: row[0] for code, row in rows.items()}
        codes[name].update({code: row[1] or codes[name].get(code, "") for code, row in rows.items()})
    # Eight thousand languages: names of those that have a short code.
    codes["language"] = {code: name if others["language"].get(code) else "" for code, name in codes["language"].items()}
    print("# Codes of the vocabularies that European credentials name.\n"
          "# Written by generate/import_schemes.py; see docs/importing.md.\n")
    for name in sorted(codes):
        show(name, codes[name], others.get(name, {}))


if __name__ == "__main__":
    main(*sys.argv[1:])
