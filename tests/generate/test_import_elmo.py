"""formats/elmo/elmo.toml: facts of the specification, class by class, and a fresh import."""
import subprocess
import sys

import pytest
from source import MANY, load

LOS, LOI = "LearningOpportunitySpecification", "LearningOpportunityInstance"
ALL = "1.0 1.1 1.2 1.3 1.4 1.5 1.6 1.7 2.0 2.1"
V1 = ALL[:-8]
SCHEMAS = ALL[:-4]   # 2.1 has none

# class, property -> version by version: cardinality and kind; what is not named has no row.
FACTS = [
    ("Elmo", "generatedDate", ALL, "1..1", "datetime"),
    ("Elmo", "report", ALL, "1..*", "node"),
    ("Elmo", "groups", "1.3 1.4 1.5 1.6 1.7 2.0 2.1", "0..1", "node"),
    ("Elmo", "ds:Signature", "1.0 1.1 1.2 1.3 1.4", "1..1", "any"),
    ("Elmo", "ds:Signature", "1.5 1.6 1.7 2.0 2.1", "0..1", "any"),
    ("Learner", "givenNames", ALL, "1..1", "token"),
    ("Learner", "bday", f"{V1} 2.1", "0..1", "date"),
    ("Learner", "dateOfBirth", "2.0 2.1", "0..1", "date"),
    ("Learner", "alternativeName", "2.0", "1..1", "langstring"),
    ("Learner", "alternativeName", "2.1", "0..1", "langstring"),
    ("Learner", "countryOfBirth", "2.1", "0..1", "any"),
    ("Learner", "placeOfBirth", "1.5 1.6 1.7 2.0 2.1", "0..1", "token"),
    ("Learner", "gender", "1.5 1.6 1.7 2.0 2.1", "0..1", "integer"),
    ("Learner", "citizenship", SCHEMAS, "0..1", "string"),
    ("Learner", "citizenship", "2.1", "0..1", "any"),
    ("Report", "issueDate", ALL, "1..1", "datetime"),
    ("Report", "gradingScheme", "1.2 1.3 1.4 1.5 1.6 1.7 2.0 2.1", "0..*", "node"),
    ("Report", "resultOfRecognition", "2.0 2.1", "0..*", "node"),
    ("Issuer", "identifier", ALL, "1..*", "node"),
    ("Issuer", "title", ALL, "1..*", "langstring"),
    ("Issuer", "url", ALL, "1..1", "token"),
    (LOS, "identifier", V1, "0..*", "node"),
    (LOS, "identifier", "2.0 2.1", "1..*", "node"),
    (LOS, "title", ALL, "1..*", "langstring"),
    (LOS, "description", "1.0", "0..1", "langstring"),
    (LOS, "description", "1.1 1.2 1.3 1.4 1.5 1.6 1.7 2.0 2.1", "0..*", "langstring"),
    (LOS, "descriptionHtml", "1.2 1.3 1.4 1.5 1.6 1.7 2.0 2.1", "0..*", "html"),
    (LOS, "specifies", ALL, "1..1", "node"),
    (LOI, "grouping", "1.3", "1..1", "node"),
    (LOI, "grouping", "1.4 1.5 1.6 1.7 2.0 2.1", "0..1", "node"),
    (LOI, "status", "1.2 1.3 1.4 1.5 1.6 1.7 2.0 2.1", "0..1", "token"),
    (LOI, "gradingSchemeExternalId", "2.0 2.1", "0..1", "token"),
    (LOI, "engagementHours", ALL, "0..1", "decimal"),
    (LOI, "attachments", "1.3 1.4 1.5 1.6 1.7 2.0 2.1", "0..1", "node"),
    (LOI, "diplomaSupplement", "1.4 1.5 1.6 1.7 2.0 2.1", "0..1", "node"),
    ("ResultDistribution", "category", ALL, "1..*", "node"),
    ("ResultDistribution", "description", "1.0 1.1", "0..1", "langstring"),
    ("ResultDistribution", "description", "1.2 1.3 1.4 1.5 1.6 1.7 2.0 2.1", "0..*", "langstring"),
    ("ResultCategory", "count", ALL, "1..1", "count"),
    ("Credit", "scheme", ALL, "1..1", "token"),
    ("Credit", "level", V1, "0..1", "token"),
    ("Credit", "value", ALL, "0..1", "decimal"),
    ("Level", "description", "1.2 1.3 1.4 1.5 1.6 1.7 2.0 2.1", "0..1", "langstring"),
    ("Attachment", "content", "1.0 1.1", "1..1", "any"),
    ("Attachment", "content", "1.2 1.3 1.4 1.5 1.6 1.7 2.0 2.1", "0..*", "langstring"),
    ("Attachment", "identifier", "1.3 1.4 1.5 1.6 1.7 2.0 2.1", "0..*", "node"),
    ("GroupType", "title", "1.3 1.4 1.5 1.6", "1..1", "langstring"),
    ("TorsResponse", "tor", ALL, "0..*", "node"),
    ("Tor", "elmo", ALL, "1..1", "node"),
    ("Tor", "gradeConversionTable", ALL, "0..1", "node"),
    ("GradeFrequency", "percentage", ALL, "1..1", "decimal"),
    ("GroupType", "title", "1.7 2.0 2.1", "1..*", "langstring"),
    ("GradingScheme", "localId", "1.2 1.3 1.4 1.5 1.6 1.7 2.0 2.1", "1..1", "token"),
    ("DiplomaSupplement", "introduction", "1.4 1.5 1.6 1.7 2.0 2.1", "1..1", "any"),
    ("DiplomaSupplement", "section", "1.4 1.5 1.6 1.7 2.0 2.1", "1..*", "node"),
    ("DiplomaSupplement", "ds:Signature", "1.4 1.5 1.6 1.7 2.0 2.1", "0..1", "any"),
    ("DiplomaSupplementSection", "section", "1.4 1.5 1.6 1.7 2.0 2.1", "0..*", "node"),
    ("FlexibleAddress", "addressLine", "1.5 1.6 1.7 2.0 2.1", "0..4", "string"),
    ("ResultOfRecognition", "status", "2.0 2.1", "1..1", "token"),
    ("RecognitionReport", "issueDate", "2.0 2.1", "1..1", "datetime"),
    (LOS, "documentType", "2.1", "0..1", "token"),
    (LOI, "enrolment", "2.1", "0..1", "node"),
    (LOI, "duration", "2.1", "0..1", "duration"),
    ("Report", "status", "2.1", "0..1", "node"),
    ("ReportStatus", "code", "2.1", "1..1", "token"),
    ("ResultOfRecognition", "identifier", "2.1", "0..*", "node"),
]

ORDER = {
    "Report": "issuer learningOpportunitySpecification resultOfRecognition issueDate gradingScheme "
              "status attachment",
    "Learner": "citizenship identifier givenNames familyName alternativeName dateOfBirth bday placeOfBirth "
               "countryOfBirth birthName currentAddress gender",
    LOI: "identifier enrolment start duration date academicTerm status gradingSchemeLocalId gradingSchemeExternalId resultLabel "
         "shortenedGrading resultDistribution credit level languageOfInstruction engagementHours attachments "
         "grouping extension diplomaSupplement",
    LOS: "identifier title type subjectArea iscedCode documentType url description descriptionHtml specifies hasPart "
         "extension",
    "Identifier": "type #text",
}


@pytest.fixture(scope="module")
def elmo(formats):
    return load(formats / "elmo/elmo.toml")


def rows_of(elmo, cls, name):
    return [p for c in elmo.classes if c.name == cls for p in c.properties if p.name == name]


@pytest.mark.parametrize("cls, name, versions, card, kind", FACTS)
def test_facts(elmo, cls, name, versions, card, kind):
    found = []
    for p in rows_of(elmo, cls, name):
        where = " ".join(elmo.versions[v] for v in p.versions)
        found.append((where, f"{p.min}..{'*' if p.max == MANY else p.max}", p.kind))
    assert (versions, card, kind) in found
    assert len(found) == sum((f[0], f[1]) == (cls, name) for f in FACTS)


@pytest.mark.parametrize("cls", ORDER)
def test_rows_stand_in_the_order_of_the_schema(elmo, cls):
    names = [p.name for c in elmo.classes if c.name == cls for p in c.properties]
    assert list(dict.fromkeys(names)) == ORDER[cls].split()


def test_attributes_and_text(elmo):
    def marked(flag):
        return {(c.name, p.name) for c in elmo.classes for p in c.properties if flag in p.flags}
    assert marked("text") == {
        ("Identifier", "#text"), ("Grouping", "#text"), ("DiplomaSupplementContent", "#text")}
    assert marked("attribute") == {
        ("Identifier", "type"), ("ResultCategory", "label"), ("ResultCategory", "count"),
        ("GradingScheme", "localId"), ("Grouping", "typeref"), ("Grouping", "idref"), ("GroupType", "id"),
        ("Group", "id"), ("Group", "sortingKey"), ("DiplomaSupplement", "xml:lang"),
        ("DiplomaSupplementSection", "number"), ("DiplomaSupplementContent", "type"),
        ("IscedTable", "iscedCode"), ("GradeFrequency", "label"), ("GradeFrequency", "percentage"),
    }


def test_value_lists(elmo):
    codes = {c.name: c for c in elmo.codes}
    assert len(codes["country"].values) == 197
    closed = {name for name, c in codes.items() if c.closed}
    assert closed == {"status", "gender", "credit-level", "recognition-status"}
    types = codes["attachment-type"]
    assert len(types.values) == 9
    since = {value: elmo.versions[where[0]] for value, where in types.versions.items()}
    assert since == {"EMREX transcript": "1.1", "Other": "1.2", "Diploma": "1.6", "Micro Credential": "1.6"}


def test_patterns(elmo):
    assert rows_of(elmo, "DiplomaSupplementSection", "number")[0].pattern == "dotted-number"
    assert rows_of(elmo, "Tor", "omobility-id")[0].pattern == "ascii-64"
    assert rows_of(elmo, "FlexibleAddress", "country")[0].pattern == "two-capitals"
    assert rows_of(elmo, "DiplomaSupplement", "xml:lang")[0].pattern == "language"


def test_only_extensions_are_open(elmo):
    assert [c.name for c in elmo.classes if c.open] == ["Extension"]


def test_every_class_says_what_it_is(elmo):
    assert not [c.name for c in elmo.classes if not c.doc]


def test_importing_again_changes_nothing(top, formats, shared, tmp_path):
    pytest.importorskip("lxml", reason="lxml is not installed")
    copy = tmp_path / "elmo.toml"
    copy.write_bytes((formats / "elmo/elmo.toml").read_bytes())
    importer = top / "libedu/generate/import_xsd.py"
    subprocess.run([sys.executable, "-B", importer, shared / "reference/elmo/xsd", "-o", copy], check=True)
    assert copy.read_bytes() == (formats / "elmo/elmo.toml").read_bytes()
