#!/usr/bin/env python3
"""Write formats/elmo/elmo.toml from the XML schemas of EMREX ELMO, and of the EWP response that holds it.

    import_xsd.py FOLDER [-o elmo.toml]

FOLDER holds elmo-1.0.0.xsd … elmo-2.0.0.xsd, ewp-imobility-tors-2.0.0.xsd and what they import. What is known
of 2.1, which has no schema yet, stands in a table here, as changes of 2.0. Numbers and words of ours in the output
file are kept, so that importing a new version gives a diff of what changed. A development tool; needs lxml.
docs/importing.md tells more.
"""

import copy
from pathlib import Path

from lxml import etree

import rows
from rows import ImportProblem
from xsd import XS, Declarations, tag

VERSIONS = ("1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0")
OUTPUT = Path(__file__).parent.parent / "formats" / "elmo" / "elmo.toml"
COMMENT = (
    "Written by generate/import_xsd.py from the XML schemas of ELMO; see docs/importing.md.",
    "Numbers are permanent, doc is written by hand, the rest comes from there.",
)

# Transcripts travel in it side by side. It is the same whatever the version of ELMO is.
ENVELOPE = "ewp-imobility-tors-2.0.0.xsd"
ELMO = "https://github.com/emrex-eu/elmo-schemas/tree/v1"

XML = "http://www.w3.org/XML/1998/namespace"
DS = "http://www.w3.org/2000/09/xmldsig#"
KINDS = {
    "token": "token", "string": "string", "date": "date", "dateTime": "datetime", "decimal": "decimal",
    "integer": "integer", "positiveInteger": "positive", "nonNegativeInteger": "count", "boolean": "boolean",
    "anyURI": "uri", "duration": "duration",
}
PATTERNS = {r"[0-9\.]+": "dotted-number", "[A-Z][A-Z]": "two-capitals", "[!-~]{1,64}": "ascii-64"}
HTML_TYPE = "SimpleHtmlStringWithOptionalLang"

# Names of classes where the schema's own would mislead: its named types, and elements below a class.
TYPE_CLASSES = {"CustomExtensionsContainer": "Extension"}
ELEMENT_CLASSES = {
    ("ResultDistribution", "category"): "ResultCategory",
    ("DiplomaSupplementSection", "content"): "DiplomaSupplementContent",
}

# Names of value lists: by named type, or by class and element. Lists that the annotations of the schema say
# will grow, or that are a frozen choice from a list that does, are open: another value is no error.
CODES = {
    "countryCode": "country", ("Learner", "gender"): "gender", ("Attachment", "type"): "attachment-type",
    ("LearningOpportunitySpecification", "type"): "learning-opportunity-type",
    ("LearningOpportunityInstance", "status"): "status", ("Credit", "level"): "credit-level",
    ("ResultOfRecognition", "status"): "recognition-status",
}
OPEN_CODES = ("country", "attachment-type", "learning-opportunity-type", "document-type", "report-status")

# ELMO 2.1 has no schema yet. What its makers have agreed on in issues and pull requests: rows that replace
# the one of their name in 2.0, or are new and stand behind the one that is named (None: first).
DRAFT, DRAFT_OF = "2.1", "2.0"
DRAFT_ROWS = {
    # "any": a text, with an attribute for the list that the code is from.
    "Learner": (
        (None, {"name": "citizenship", "kind": "any", "card": "0..1"}),
        (None, {"name": "alternativeName", "kind": "langstring", "card": "0..1"}),
        ("dateOfBirth", {"name": "bday", "kind": "date", "card": "0..1"}),
        ("placeOfBirth", {"name": "countryOfBirth", "kind": "any", "card": "0..1"}),
    ),
    "Issuer": ((None, {"name": "country", "kind": "any", "card": "0..1"}),),
    "LearningOpportunitySpecification": (
        ("iscedCode", {"name": "documentType", "kind": "token", "card": "0..1", "codes": "document-type"}),),
    "LearningOpportunityInstance": (
        ("identifier", {"name": "enrolment", "kind": "node", "range": ["Enrolment"], "card": "0..1"}),
        ("start", {"name": "duration", "kind": "duration", "card": "0..1"}),
    ),
    "Report": (
        ("gradingScheme", {"name": "status", "kind": "node", "range": ["ReportStatus"], "card": "0..1"}),),
    "ResultOfRecognition": (
        (None, {"name": "identifier", "kind": "node", "range": ["Identifier"], "card": "0..*"}),),
}
DRAFT_CLASSES = {
    "Enrolment": (
        {"name": "enrolmentInstitution", "kind": "node", "range": ["Issuer"], "card": "0..1"},
        {"name": "enrolmentDate", "kind": "date", "card": "0..1"},
        {"name": "academicYear", "kind": "node", "range": ["AcademicYear"], "card": "0..1"},
    ),
    "AcademicYear": (
        {"name": "start", "kind": "date", "card": "0..1"}, {"name": "end", "kind": "date", "card": "0..1"}),
    "ReportStatus": (
        {"name": "code", "kind": "token", "card": "1..1", "codes": "report-status"},
        {"name": "message", "kind": "langstring", "card": "0..*"},
    ),
}
DRAFT_CODES = {
    "document-type": ["Diploma", "Certificate", "Enrolment"],
    "report-status": ["FULL", "SELECTION", "PARTIAL_TEMPORARY", "PARTIAL_PERMANENT"],
}


def resolve(element, name):
    """(namespace, local name) of a QName in an attribute of the schema."""
    prefix, _, rest = name.rpartition(":")
    return {"xml": XML, **element.nsmap}.get(prefix or None, ""), rest


class Schema(Declarations):
    """One version: its named types and elements, those of imported schemas among them."""

    def __init__(self, path):
        super().__init__(path, foreign=(XML, DS))
        self.codes = {}
        self.classes = {}

    # simple types

    def restriction(self, simple, cls, name):
        """Kind, codes, pattern of a simple type that narrows another."""
        narrowed = simple.find(tag("restriction"))
        facts = self.simple_facts(narrowed, narrowed.get("base"), cls, name)
        values = [entry.get("value") for entry in narrowed.iter(tag("enumeration"))]
        if values:
            known = CODES.get(simple.get("name")) or CODES.get((cls, name)) or f"{cls}-{name}".lower()
            if self.codes.setdefault(known, values) != values:
                raise ImportProblem(f"value list {known} differs within one version")
            facts["codes"] = known
        for entry in narrowed.iter(tag("pattern")):
            if entry.get("value") not in PATTERNS:
                raise ImportProblem(f"{cls}.{name}: unknown pattern {entry.get('value')}")
            facts["pattern"] = PATTERNS[entry.get("value")]
        return facts

    def simple_facts(self, element, type_name, cls, name):
        space, base = resolve(element, type_name)
        if space == XS:
            return {"kind": KINDS[base]}
        return self.restriction(self.types[space, base], cls, name)

    # attributes and elements

    def attribute_row(self, attribute, cls):
        low = 1 if attribute.get("use") == "required" else 0
        row = {"attribute": True, "card": f"{low}..1"}
        if attribute.get("ref"):
            space, name = resolve(attribute, attribute.get("ref"))
            if (space, name) != (XML, "lang"):
                raise ImportProblem(f"{cls}: unknown attribute {attribute.get('ref')}")
            return row | {"name": "xml:lang", "kind": "token", "pattern": "language"}
        name = attribute.get("name")
        inner = attribute.find(tag("simpleType"))
        if inner is not None:
            return row | {"name": name} | self.restriction(inner, cls, name)
        return row | {"name": name} | self.simple_facts(attribute, attribute.get("type"), cls, name)

    def attribute_rows(self, holder, cls):
        return [self.attribute_row(attribute, cls) for attribute in holder.findall(tag("attribute"))]

    def text_or_class(self, element, kind, name, cls):
        """What an element of a complex type is: a text with a language, or a node of a class."""
        extension = kind.find(f"{tag('simpleContent')}/{tag('extension')}")
        if extension is not None:
            attributes = self.attribute_rows(extension, cls)
            if [row["name"] for row in attributes] == ["xml:lang"]:
                return {"kind": "html" if kind.get("name") == HTML_TYPE else "langstring"}
        found = TYPE_CLASSES.get(kind.get("name"), kind.get("name"))
        found = found or ELEMENT_CLASSES.get((cls, name)) or name[0].upper() + name[1:]
        self.add_class(found, kind)
        return {"kind": "node", "range": [found]}

    def element_facts(self, element, cls):
        name = element.get("name")
        inner = element.find(tag("complexType"))
        simple = element.find(tag("simpleType"))
        if inner is not None:
            return self.text_or_class(element, inner, name, cls)
        if simple is not None:
            return self.restriction(simple, cls, name)
        if not element.get("type"):
            return {"kind": "any"}  # xs:anyType
        space, base = resolve(element, element.get("type"))
        if space != XS and self.types[space, base].tag == tag("complexType"):
            return self.text_or_class(element, self.types[space, base], name, cls)
        return self.simple_facts(element, element.get("type"), cls, name)

    def element_row(self, element, cls, optional):
        low = 0 if optional else int(element.get("minOccurs", "1"))
        high = element.get("maxOccurs", "1").replace("unbounded", "*")
        row = {"card": f"{low}..{high}"}
        if element.get("ref"):
            if resolve(element, element.get("ref")) == (ELMO, "elmo"):
                return row | {"name": "elmo", "kind": "node", "range": ["Elmo"]}
            if resolve(element, element.get("ref")) != (DS, "Signature"):
                raise ImportProblem(f"{cls}: unknown element {element.get('ref')}")
            return row | {"name": "ds:Signature", "kind": "any"}
        return row | {"name": element.get("name")} | self.element_facts(element, cls)

    def group_rows(self, group, cls, optional):
        found = []
        for child in group:
            if child.tag == tag("element"):
                found.append(self.element_row(child, cls, optional))
            elif child.tag == tag("sequence"):
                found += self.group_rows(child, cls, optional)
            elif child.tag == tag("choice"):
                # Which branch was taken is a rule; to the table everything in it may be missing.
                found += self.group_rows(child, cls, True)
            elif child.tag not in (tag("any"), tag("annotation")) and isinstance(child.tag, str):
                raise ImportProblem(f"{cls}: unknown particle {child.tag}")
        return found

    def add_class(self, name, kind):
        if name in self.classes and self.classes[name]["type"] is kind:
            return  # also while it is being read: some hold themselves
        before = self.classes.get(name)
        entry = {"type": kind, "open": kind.find(f".//{tag('any')}") is not None, "properties": []}
        if before is None:
            self.classes[name] = entry
        extension = kind.find(f"{tag('simpleContent')}/{tag('extension')}")
        if extension is not None:
            text = self.simple_facts(extension, extension.get("base"), name, "#text")
            found = self.attribute_rows(extension, name)
            found.append({"name": "#text", "card": "1..1", "text": True} | text)
        else:
            groups = [child for child in kind if child.tag in (tag("sequence"), tag("choice"))]
            found = self.attribute_rows(kind, name)
            for group in groups:
                found += self.group_rows(group, name, group.tag == tag("choice"))
        entry["properties"] = found
        if before is not None and before["properties"] != found:
            raise ImportProblem(f"two elements make a class {name}, and they differ")


def read_version(folder, version):
    schema = Schema(folder / f"elmo-{version}.0.xsd")
    root = next(element for (space, name), element in schema.elements.items() if name == "elmo")
    schema.text_or_class(root, root.find(tag("complexType")), "elmo", "")
    return schema


def read_envelope(folder):
    schema = Schema(folder / ENVELOPE)
    root = next(element for (space, name), element in schema.elements.items() if name == "imobility-tors-get-response")
    schema.text_or_class(root, root.find(tag("complexType")), "torsResponse", "")
    return schema.classes


def put_row(rows_of_class, behind, row):
    """Replace the row of that name, or put a new one behind another."""
    names = [known["name"] for known in rows_of_class]
    if row["name"] in names:
        rows_of_class[names.index(row["name"])] = row
    else:
        rows_of_class.insert(names.index(behind) + 1 if behind else 0, row)


def draft_of(schema):
    """The classes and lists of 2.1, as far as they are known."""
    draft = copy.copy(schema)
    draft.classes = {name: {**entry, "properties": list(entry["properties"])} for name, entry in schema.classes.items()}
    draft.codes = schema.codes | DRAFT_CODES
    for name, changes in DRAFT_ROWS.items():
        for behind, row in changes:
            put_row(draft.classes[name]["properties"], behind, row)
    for name, properties in DRAFT_CLASSES.items():
        draft.classes[name] = {"open": False, "properties": list(properties)}
    return draft


def code_lists(schemas):
    found = {}
    for name in rows.merge_order_loosely(schema.codes for schema in schemas.values()):
        values, limited = rows.merge_codes({v: s.codes[name] for v, s in schemas.items() if name in s.codes})
        found[name] = {"values": values, "closed": name not in OPEN_CODES, "versions": limited}
    return found


def read(folder):
    """The whole description, without numbers."""
    schemas = {version: read_version(folder, version) for version in VERSIONS}
    schemas[DRAFT] = draft_of(schemas[DRAFT_OF])
    data = {"format": "elmo", "versions": list(schemas), "class": {}}
    for name in rows.merge_order_loosely(schema.classes for schema in schemas.values()):
        where = [version for version, schema in schemas.items() if name in schema.classes]
        table = {"properties": rows.merge_versions(
            {version: schemas[version].classes[name]["properties"] for version in where})}
        if schemas[where[-1]].classes[name]["open"]:
            table["open"] = True
        if where != list(schemas):
            table["versions"] = where
        data["class"][name] = table
    for name, found in read_envelope(folder).items():
        rows_of_all = rows.merge_versions({version: found["properties"] for version in VERSIONS})
        data["class"][name] = {"properties": rows_of_all}
    data["codes"] = code_lists(schemas)
    return data


if __name__ == "__main__":
    rows.run(__doc__, rows.writer(read, COMMENT), OUTPUT)
