#!/usr/bin/env python3
"""Write formats/ooapi/ooapi.toml from the OpenAPI documents of OOAPI / OEAPI.

    import_openapi.py FOLDER [-o ooapi.toml]

FOLDER holds ooapi-4.0.openapi.json … oeapi-6.1-rc1.openapi.json. Numbers and words of ours in the output file
are kept, so that importing a new version gives a diff of what changed. A development tool; needs nothing but
Python. docs/importing.md tells more.
"""

import itertools
import json
from pathlib import Path

import rows
from rows import ImportProblem

VERSIONS = {
    "4.0": "ooapi-4.0.openapi.json", "5.0": "ooapi-5.0.openapi.json", "6.0": "oeapi-6.0.openapi.json",
    "6.1": "oeapi-6.1-rc1.openapi.json",
}
OUTPUT = Path(__file__).parent.parent / "formats" / "ooapi" / "ooapi.toml"
COMMENT = (
    "Written by generate/import_openapi.py from the OpenAPI documents of OOAPI 4.0 and 5.0 and OEAPI 6.0 and 6.1,",
    "open-education-api/specification, EUPL-1.2; see docs/importing.md.",
    "Numbers are permanent, doc is written by hand, the rest comes from there.",
)
KINDS = {"date": "date", "date-time": "datetime", "uri": "uri", "email": "email", "uuid": "uuid"}
PATTERNS = {
    r"^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$": ("string", "language-5"),
    r"^([a-z]{2,3})(-([A-Z]{2}|[0-9]{3}))?(-([a-z]{4}))?(-([a-z]{2}|[0-9]{3}))*(-[a-z0-9]{2,8})*"
    r"(-x(-[a-z0-9]{1,8})+)?$": ("string", "language-6"),
    r"^[a-z]{3}$": ("string", "three-letters"),
    r"^\d+(?:\.\d+)?$": ("string", "amount"),
    r"^(-?)P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)([DW]))?(?:T(?:(\d+)H)?(?:(\d+)M)?"
    r"(?:(\d+(?:\.\d+)?)S)?)?$": ("duration", "duration-5"),
    r"^-?P(?:\d+Y)?(?:\d+M)?(?:\d+(?:D|W))?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$":
        ("duration", "duration-6"),
}

# Our classes and the schemas they come from, by major version. Several schemas are one object: what it is, and
# what an expanded answer adds.
ENTITIES = {
    "AcademicSession": {"4": ["AcademicSessionExpanded"], "5": ["AcademicSession"], "6": ["AcademicSession"]},
    "Organisation": {"4": ["OrganizationExpanded"], "5": ["Organization"], "6": ["Organisation"]},
    "Person": {"4": ["Person"], "5": ["Person"], "6": ["Person"]},
    "Programme": {"4": ["ProgramExpanded"], "5": ["ProgramExpanded"], "6": ["ProgrammeExpanded"]},
    "EducationSpecification": {"5": ["EducationSpecificationExpanded"]},
    "Course": {"4": ["CourseExpanded"], "5": ["CourseExpanded"], "6": ["CourseExpanded"]},
    "Component": {"4": ["ComponentExpanded"], "5": ["Component"]},
    "LearningComponent": {"6": ["LearningComponent"]},
    "TestComponent": {"6": ["TestComponent"]},
    "LearningOutcome": {"6": ["LearningOutcome"]},
    "ProgrammeOffering": {"4": ["ProgramOfferingExpanded"], "5": ["ProgramOffering"], "6": ["ProgrammeOffering"]},
    "CourseOffering": {"4": ["CourseOfferingExpanded"], "5": ["CourseOffering"], "6": ["CourseOffering"]},
    "ComponentOffering": {"4": ["ComponentOfferingExpanded"], "5": ["ComponentOffering"]},
    "LearningComponentOffering": {"6": ["LearningComponentOffering"]},
    "TestComponentOffering": {"6": ["TestComponentOffering"]},
    "ProgrammeOfferingAssociation": {
        "4": ["ProgramOfferingAssociation"], "5": ["ProgramOfferingAssociation"],
        "6": ["ProgrammeOfferingAssociation"]},
    "CourseOfferingAssociation": {
        "4": ["CourseOfferingAssociation"], "5": ["CourseOfferingAssociation"], "6": ["CourseOfferingAssociation"]},
    "ComponentOfferingAssociation": {
        "4": ["ComponentOfferingAssociation"], "5": ["ComponentOfferingAssociation"]},
    "LearningComponentOfferingAssociation": {"6": ["LearningComponentOfferingAssociation"]},
    "TestComponentOfferingAssociation": {"6": ["TestComponentOfferingAssociation"]},
    "Attempt": {"6": ["TestComponentOfferingAssociationAttemptFull"]},
    "Group": {"5": ["Group"], "6": ["Group"]},
    "Membership": {"6": ["Membership"]},
    "Document": {"6": ["Document"]},
    "Room": {"4": ["RoomExpanded"], "5": ["Room"], "6": ["Room"]},
    "Building": {"4": ["Building"], "5": ["Building"], "6": ["Building"]},
    "NewsFeed": {"4": ["NewsFeed"], "5": ["NewsFeed"]},
    "NewsItem": {"4": ["NewsItem"], "5": ["NewsItem"]},
    "Service": {"4": ["Service"], "5": ["Service"], "6": ["Service"]},
}
VALUES = {
    "ProgrammeResult": {"4": ["ProgramResult"], "5": ["ProgramResult"], "6": ["ProgrammeOfferingAssociationResult"]},
    "CourseResult": {"4": ["CourseResult"], "5": ["CourseResult"], "6": ["CourseOfferingAssociationResult"]},
    "ComponentResult": {
        "4": ["ComponentResult"], "5": ["ComponentResult"], "6": ["LearningComponentOfferingAssociationResult"]},
    "TestComponentResult": {"6": ["TestComponentOfferingAssociationResult"]},
    "AttemptResult": {"6": ["Result"]},
    "Code": {"5": ["IdentifierEntry"], "6": ["IdentifierEntry"]},
    "LanguageTypedString": {"5": ["LanguageTypedString"], "6": ["LanguageTypedString"]},
    "StudyLoad": {"5": ["StudyLoadDescriptor"], "6": ["StudyLoadDescriptor"]},
    "Address": {"4": ["Address"], "5": ["Address"], "6": ["Address"]},
    "Cost": {"5": ["Cost"], "6": ["Cost"]},
    "Country": {"6": ["Country"]},
    "Nationality": {"6": ["Nationality"]},
    "EnrolmentPeriod": {"6": ["EnrolmentPeriods"]},
    "TimelineOverrideProgramme": {"5": ["TimelineOverrideProgram"], "6": ["TimelineOverrideProgramme"]},
    "TimelineOverrideCourse": {"5": ["TimelineOverrideCourse"], "6": ["TimelineOverrideCourse"]},
    "TimelineOverrideEducationSpecification": {"5": ["TimelineOverrideEducationSpecification"]},
    "Consumer": {"5": ["Consumer"], "6": ["Consumer"]},
    "Ext": {"4": ["Ext"], "5": ["Ext"], "6": ["Ext"]},
    "Problem": {"4": ["Problem"], "5": ["Problem"], "6": ["Problem"]},
    "PostResponse": {"5": ["PostResponse"], "6": ["PostResponse"]},
}
# Objects without a schema of their own, by the member that holds them.
INLINE = {
    "geolocation": "Geolocation", "assignedNeeds": "AssignedNeed", "supplementaryInformation": "Supplement",
    "offeringIds": "GroupOffering", "supportedConsumers": "SupportedConsumer",
    "supportedOperations": "SupportedOperation", "supportedExpands": "SupportedExpand", "documents": "Document",
}
ALSO = {  # other schemas of the same objects: plain, unexpanded, or the properties alone
    "Organization": "Organisation", "Program": "Programme", "ProgramProperties": "Programme",
    "ProgrammeProperties": "Programme", "Programme": "Programme", "Course": "Course",
    "CourseProperties": "Course", "Component": "Component", "EducationSpecification": "EducationSpecification",
    "EducationSpecificationProperties": "EducationSpecification", "AcademicSession": "AcademicSession",
    "ProgramOffering": "ProgrammeOffering", "CourseOffering": "CourseOffering", "Room": "Room",
    "ComponentOffering": "ComponentOffering", "TestComponentOfferingAssociationAttempt": "Attempt",
}

# What stands outside of the schemas of entities. Associations: the person and the offering are members of the
# answers (v4 AssociationExpanded, v5 AssociationFull), which say "one of three offerings"; which one follows from
# the association. academicSession beside them: GET /persons/{id}/associations; issuer: POST …/external/me.
OFFERINGS = {
    "ProgrammeOfferingAssociation": "ProgrammeOffering", "CourseOfferingAssociation": "CourseOffering",
    "ComponentOfferingAssociation": "ComponentOffering",
}


def association_rows(name, version):
    own = [{"name": "academicSession", "kind": "node", "range": ["AcademicSession"], "card": "0..1"}]
    if version >= "5":
        own.append({"name": "issuer", "kind": "node", "range": ["Organisation"], "card": "0..1"})
    if version < "6":
        reference = {"reference": True} if version >= "5" else {}
        own += [
            {"name": "person", "kind": "node", "range": ["Person"], "card": "0..1"} | reference,
            {"name": "offering", "kind": "node", "range": [OFFERINGS[name]], "card": "0..1"} | reference,
        ]
    return own


# Lists of a bundle (docs/ooapi.md): the collection paths in camel case.
BUNDLE = {
    "persons": ("456", "Person"), "organizations": ("45", "Organisation"), "organisations": ("6", "Organisation"),
    "academicSessions": ("456", "AcademicSession"), "programs": ("45", "Programme"), "programmes": ("6", "Programme"),
    "educationSpecifications": ("5", "EducationSpecification"), "courses": ("456", "Course"),
    "components": ("45", "Component"), "learningComponents": ("6", "LearningComponent"),
    "testComponents": ("6", "TestComponent"), "learningOutcomes": ("6", "LearningOutcome"),
    "offerings": ("45", "ProgrammeOffering", "CourseOffering", "ComponentOffering"),
    "programmeOfferings": ("6", "ProgrammeOffering"), "courseOfferings": ("6", "CourseOffering"),
    "learningComponentOfferings": ("6", "LearningComponentOffering"),
    "testComponentOfferings": ("6", "TestComponentOffering"),
    "associations": (
        "45", "ProgrammeOfferingAssociation", "CourseOfferingAssociation", "ComponentOfferingAssociation"),
    "programmeOfferingAssociations": ("6", "ProgrammeOfferingAssociation"),
    "courseOfferingAssociations": ("6", "CourseOfferingAssociation"),
    "learningComponentOfferingAssociations": ("6", "LearningComponentOfferingAssociation"),
    "testComponentOfferingAssociations": ("6", "TestComponentOfferingAssociation"), "attempts": ("6", "Attempt"),
    "groups": ("56", "Group"), "memberships": ("6", "Membership"), "documents": ("6", "Document"),
    "rooms": ("456", "Room"), "buildings": ("456", "Building"), "newsFeeds": ("45", "NewsFeed"),
    "newsItems": ("45", "NewsItem"),
}

# Value lists: what one enumeration is called, and those without a schema of their own, by class and member.
CODES = {
    "modesOfDelivery": "modeOfDelivery", "personAffiliations": "personAffiliation",
    "organizationType": "organisationType", "programType": "programmeType", "postalType": "addressType",
    "newsFeedType": "newsFeedType",
}
INLINE_CODES = {
    ("StudyLoad", "studyLoadUnit"): "studyloadUnit", ("NewsFeed", "type"): "newsFeedType",
    ("NewsFeed", "newsFeedType"): "newsFeedType", ("SupportedOperation", "verbs"): "verbs",
}
# Names without a row: own ids that another version writes otherwise, and what holds entities.
NAMES = ("libedu", "resultValueType", "text")


def inline_codes(cls, name):
    if cls.endswith("Association") and name in ("type", "associationType"):
        return "associationType"
    if cls.endswith("Offering") and name in ("type", "offeringType"):
        return "offeringType"
    return INLINE_CODES[cls, name]


def reference_of(schema):
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else None


def alternatives(lists):
    """From any-of(all-of names) to all-of(any-of names): what is required, and of which groups one member is."""
    required = set.intersection(*map(set, lists))
    rest = [sorted(set(names) - required) for names in lists]
    if not all(rest):
        return required, []
    clauses = {frozenset(choice) for choice in itertools.product(*rest)}
    return required, sorted(sorted(c) for c in clauses if not any(other < c for other in clauses))


class Document:
    """One version: its schemas, read into classes as they are needed."""

    def __init__(self, path, version):
        self.schemas = json.loads(path.read_text(encoding="utf-8"))["components"]["schemas"]
        self.version = version
        self.major = version[0]
        self.codes, self.closed, self.classes = {}, {}, {}
        self.class_of = {}
        for name, sources in {**ENTITIES, **VALUES}.items():
            for schema in sources.get(self.major, ()):
                self.class_of[schema] = name
        for schema, name in ALSO.items():
            if schema in self.schemas:
                self.class_of.setdefault(schema, name)

    def flatten(self, schema):
        """(members, required, groups, closed) of an object schema; allOf and references followed."""
        if "$ref" in schema:
            return self.flatten(self.schemas[reference_of(schema)])
        members, required, groups = {}, set(schema.get("required", ())), []
        closed = schema.get("additionalProperties") is False
        for part in schema.get("allOf", ()):
            inner, more, some, shut = self.flatten(part)
            members |= inner
            required |= more
            groups += some
            closed |= shut
        members |= schema.get("properties", {})
        if "anyOf" in schema:
            more, groups = alternatives([part["required"] for part in schema["anyOf"]])
            required |= more
        return members, required, groups, closed

    # values

    def add_codes(self, name, schema):
        listed = schema.get("enum") or schema["x-ooapi-extensible-enum"]
        values = [str(value) for value in listed]
        if self.codes.setdefault(name, values) != values:
            raise ImportProblem(f"value list {name} differs within version {self.version}")
        self.closed[name] = "enum" in schema
        return {"kind": "string", "codes": name}

    def scalar(self, schema, kind, cls, name, source):
        if "enum" in schema or "x-ooapi-extensible-enum" in schema:
            return self.add_codes(CODES.get(source, source) or inline_codes(cls, name), schema)
        facts = {key: schema[given] for key, given in (("min_length", "minLength"), ("max_length", "maxLength"))
                 if given in schema}
        if "pattern" in schema:
            if schema["pattern"] not in PATTERNS:
                raise ImportProblem(f"{cls}.{name}: unknown pattern {schema['pattern']}")
            found, pattern = PATTERNS[schema["pattern"]]
            return facts | {"kind": found, "pattern": pattern}
        if kind == "string":
            if schema.get("format") == "uri-reference":
                return facts | {"kind": "string", "pattern": "uri-reference"}
            return facts | {"kind": KINDS[schema["format"]] if "format" in schema else "string"}
        if kind == "boolean":
            return {"kind": "boolean"}
        facts = {"non_negative": True} if schema.get("minimum") == 0 else {}
        if "maximum" in schema:
            facts["max_value"] = schema["maximum"]
        if schema.get("minimum") == 1:
            return facts | {"kind": "positive"}
        # A count is declared as a number of format int32: only formats say that it has no fraction.
        if kind == "number" and schema.get("format") == "int32":
            return facts | {"kind": "count"}
        return facts | {"kind": "integer" if kind == "integer" else "number"}

    def facts(self, schema, cls, name, source=None):
        """A row's facts about values, without name and cardinality."""
        target = reference_of(schema)
        if target:
            if target in self.class_of:
                bare = {"without_id": True} if target.endswith("Properties") else {}
                return self.node(self.class_of[target]) | bare
            return self.facts(self.schemas[target], cls, name, target)
        if "oneOf" in schema:
            return self.choice(schema["oneOf"], cls, name)
        kind = schema.get("type")
        null = isinstance(kind, list)
        if null:
            kind = next(entry for entry in kind if entry != "null")
        if kind == "array":
            found = self.array(schema, cls, name, source)
        elif kind == "object":
            found = self.object(schema, name, null)
            null = null and "allOf" not in schema
        else:
            found = self.scalar(schema, kind, cls, name, source)
        return found | ({"nullable": [self.version]} if null else {})

    def array(self, schema, cls, name, source):
        found = self.facts(schema["items"], cls, name, source)
        found.pop("nullable", None)
        if found.get("array"):
            found["nested"] = True
        least = {"min_items": schema["minItems"]} if schema.get("minItems") else {}
        return found | {"array": True} | least

    def object(self, schema, name, null):
        if "allOf" in schema:
            # type [object, null] beside allOf: prose allows null, the schema refuses it (handbook, D4).
            found = self.facts(schema["allOf"][0], "", name)
            return found | ({"claims_null": [self.version]} if null else {})
        self.add_class(INLINE[name], [schema])
        return {"kind": "node", "range": [INLINE[name]]}

    def choice(self, options, cls, name):
        others = [option for option in options if option.get("type") != "null"]
        if len(others) == 1:
            null = {"nullable": [self.version]} if len(options) > 1 else {}
            return self.facts(others[0], cls, name) | null
        if reference_of(options[0]) != "Identifier" or len(options) != 2:
            raise ImportProblem(f"{cls}.{name}: a choice that is not id or object")
        return self.facts(options[1], cls, name) | {"reference": True}

    def node(self, name):
        return {"kind": "node", "range": [name]}

    # classes

    def row(self, name, schema, cls, required):
        found = self.facts(schema, cls, name)
        many = "*" if found.pop("array", False) else "1"
        return {"name": name, "card": f"{int(name in required)}..{many}"} | found

    def add_class(self, name, sources):
        members, required, groups, closed = {}, set(), [], False
        for schema in sources:
            more, needed, some, shut = self.flatten(schema)
            members, required, groups, closed = {**members, **more}, required | needed, groups + some, closed | shut
        table = {"properties": [self.row(member, schema, name, required) for member, schema in members.items()]}
        if name.endswith("OfferingAssociation"):
            table["properties"] += association_rows(name, self.version)
        for number, group in enumerate(groups, 1):
            for row in table["properties"]:
                if row["name"] in group:
                    row["alternative"] = number
        if closed:
            table["closed"] = True
        if any(schema.get("additionalProperties") is True for schema in sources) or name == "Ext":
            table["open"] = True
        if self.classes.setdefault(name, table) != table:
            raise ImportProblem(f"two objects make a class {name}, and they differ")

    def refer(self):
        """An id is a reference to what the member beside it holds: xId to x, xIds to xs."""
        for table in self.classes.values():
            by_name = {row["name"]: row for row in table["properties"]}
            for row in table["properties"]:
                if row["kind"] != "uuid" or not row["name"].endswith(("Id", "Ids")):
                    continue
                stem = row["name"].removesuffix("Ids").removesuffix("Id")
                for other in (stem, stem + "s", {"child": "children"}.get(stem, stem)):
                    if other in by_name and by_name[other]["kind"] == "node":
                        row["range"] = by_name[other]["range"]

    def read(self):
        for name, sources in {**ENTITIES, **VALUES}.items():
            if self.major in sources:
                self.add_class(name, [self.schemas[schema] for schema in sources[self.major]])
        self.classes["Page"] = {"properties": self.page_rows()}
        self.classes["Gateway"] = {"open": True, "properties": [
            {"name": "gateway", "kind": "any", "card": "1..1"}, {"name": "responses", "kind": "any", "card": "1..1"}]}
        self.classes["Bundle"] = {"open": True, "properties": self.bundle_rows()}
        self.refer()
        return self

    def page_rows(self):
        if "Pagination" in self.schemas:
            self.add_class("Page", [self.schemas["Pagination"]])
            found = self.classes.pop("Page")["properties"]
        else:
            found = [{"name": name, "kind": "integer", "card": "1..1"} for name in ("pageSize", "pageNumber")]
        entities = [name for name, sources in ENTITIES.items() if self.major in sources]
        found.append({"name": "items", "kind": "node", "range": entities, "card": "1..*"})
        if self.major != "4":
            found.append({"name": "ext", "kind": "node", "range": ["Ext"], "card": "0..1"})
        return found

    def bundle_rows(self):
        lists = [{"name": name, "kind": "node", "range": list(classes), "card": "0..*"}
                 for name, (majors, *classes) in BUNDLE.items() if self.major in majors]
        return [{"name": "ooapi", "kind": "string", "card": "0..1"}] + lists + [
            {"name": "ext", "kind": "node", "range": ["Ext"], "card": "0..1"}]


def merge_rows(rows_of):
    """Rows that say the same in several versions as one; which of them allow null stands in the row."""
    merged = []
    for name in rows.merge_order_loosely([row["name"] for row in found] for found in rows_of.values()):
        variants = []
        for version, found in rows_of.items():
            row = next((dict(row) for row in found if row["name"] == name), None)
            if row is None:
                continue
            by_version = {key: row.pop(key, []) for key in ("nullable", "claims_null")}
            for variant, where, lists in variants:
                if variant == row:
                    where.append(version)
                    for key, value in by_version.items():
                        lists[key] += value
                    break
            else:
                variants.append((row, [version], {key: list(value) for key, value in by_version.items()}))
        for row, where, lists in variants:
            row |= {key: value for key, value in lists.items() if value}
            merged.append(row if where == list(rows_of) else {**row, "versions": where})
    return merged


def code_lists(documents):
    found = {}
    for name in rows.merge_order_loosely(document.codes for document in documents.values()):
        where = [version for version, document in documents.items() if name in document.codes]
        values, limited = rows.merge_codes({version: documents[version].codes[name] for version in where})
        for value in values:
            limited.setdefault(value, where)
        limited = {value: listed for value, listed in limited.items() if listed != list(VERSIONS)}
        closed = [version for version in where if documents[version].closed[name]]
        found[name] = {"values": values, "closed": closed or False, "versions": limited}
    return found


def read(folder):
    """The whole description, without numbers."""
    documents = {version: Document(folder / name, version).read() for version, name in VERSIONS.items()}
    data = {"format": "ooapi", "versions": list(VERSIONS), "names": list(NAMES), "class": {}}
    order = [*ENTITIES, *VALUES]
    order += [name for name in rows.merge_order_loosely(d.classes for d in documents.values()) if name not in order]
    for name in order:
        where = [version for version, document in documents.items() if name in document.classes]
        tables = {version: documents[version].classes[name] for version in where}
        table = {"properties": merge_rows({version: tables[version]["properties"] for version in where})}
        for key in ("open", "closed"):
            if any(key in found for found in tables.values()):
                table[key] = True
        if where != list(VERSIONS):
            table["versions"] = where
        data["class"][name] = table
    data["codes"] = code_lists(documents)
    return data


if __name__ == "__main__":
    rows.run(__doc__, rows.writer(read, COMMENT), OUTPUT)
