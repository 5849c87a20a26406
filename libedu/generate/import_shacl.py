#!/usr/bin/env python3
"""Write formats/elm/elm.toml from the ELM application profiles for credentials (SHACL) and their contexts.

    import_shacl.py FOLDER [-o elm.toml]

FOLDER holds shacl/VERSION/EDC-generic-no-cv.ttl, context/edc-ap-VERSION.jsonld for each version and
context/w3c-credentials-v1.jsonld. Numbers and words of ours in the output file are kept, so that importing
a new version gives a diff of what changed. A development tool; needs rdflib. docs/importing.md tells more.
"""

import json
from pathlib import Path

import rdflib
import rdflib.collection
from rdflib.namespace import RDF, SH, XSD

import rows
from rows import ImportProblem

VERSIONS = ("3.1", "3.2")
OUTPUT = Path(__file__).parent.parent / "formats" / "elm" / "elm.toml"
COMMENT = (
    "Written by generate/import_shacl.py from the ELM application profile EDC (edc-generic-no-cv) and its",
    "JSON-LD contexts; see docs/importing.md. Numbers are permanent, doc is written by hand, the rest comes",
    "from there.",
)

# Compact names of predicates, as the profiles write them.
PREFIXES = {
    "adms": "http://www.w3.org/ns/adms#", "clv": "http://data.europa.eu/m8g/",
    "cred": "https://www.w3.org/2018/credentials#", "dc": "http://purl.org/dc/terms/",
    "elm": "http://data.europa.eu/snb/model/elm/", "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#", "org": "http://www.w3.org/ns/org#",
    "person": "http://www.w3.org/ns/person#", "rov": "http://www.w3.org/ns/regorg#",
    "sec": "https://w3id.org/security#", "skos": "http://www.w3.org/2004/02/skos/core#",
}

# The order in which one reads about a credential; classes that a new version brings follow behind.
CLASS_ORDER = (
    "EuropeanDigitalCredential EuropeanDigitalPresentation VerifiableCredential VerifiablePresentation "
    "ShaclValidator2017 CredentialStatus TermsOfUse Proof Evidence DisplayParameter IndividualDisplay "
    "DisplayDetail VerificationCheck Person Organisation Agent Group ContactPoint Phone Mailbox Location "
    "Address Geometry Claim LearningAchievement LearningActivity LearningAssessment LearningEntitlement "
    "AwardingProcess Specification LearningAchievementSpecification Qualification "
    "LearningActivitySpecification LearningAssessmentSpecification LearningEntitlementSpecification "
    "LearningOutcome LearningOpportunity AwardingOpportunity PriceDetail Amount Grant CreditPoint "
    "GradingScheme ShortenedGrading ResultDistribution ResultCategory Accreditation Identifier "
    "LegalIdentifier Note MediaObject WebResource PeriodOfTime Concept ConceptScheme"
).split()

DATATYPES = {
    RDF.langString: "langstring", RDF.HTML: "html", XSD.string: "string", XSD.dateTime: "datetime",
    XSD.duration: "duration", XSD.decimal: "decimal", XSD.integer: "integer", XSD.positiveInteger: "positive",
    XSD.boolean: "boolean", XSD.anyURI: "uri",
}

# Named shapes that a value must satisfy, as the classes they let through. What they demand besides is a rule.
NODE_SHAPES = {
    "ClaimNodeShape": (
        "LearningAchievement", "LearningActivity", "LearningAssessment", "LearningEntitlement", "Claim"),
    "IssuerNodeShape": (),  # demands an eIDASIdentifier; the classes stand in sh:or beside it
}

# Keys that people write for a predicate to which the context gives no term: key -> predicate of the shapes.
MEANT_FOR = {
    "areaDialingCode": "elm:areaDialing", "nationalID": "elm:nationalId",
    "resultDestribution": "elm:resultDistribution", "latitude": "clv:latitude", "longitude": "clv:longitude",
    "proof": "cred:proof",
}
NEVER_REACHED = ("elm:areaDialing",)  # by no term of any version; its compact name does

# Members of files around and inside a credential that are no properties of it.
NAMES = (
    "@context", "@graph", "@value", "@language", "@reverse", "@included", "@nest", "@index",
    "@json", "@direction", "@list", "@set", "@import", "id", "type", "credential", "deliveryDetails",
    "deliveryAddress", "displayDetails", "payload", "signatures", "protected", "header", "signature",
    "etsiU",
)


def local(iri):
    return str(iri).replace("#", "/").rsplit("/", 1)[1]


def compact(iri):
    for prefix, start in PREFIXES.items():
        if str(iri).startswith(start):
            return f"{prefix}:{str(iri)[len(start):]}"
    raise ImportProblem(f"no prefix for {iri}")


class Context:
    """The terms of one version: what keys of JSON mean."""

    def __init__(self, folder, version):
        path = folder / "context"
        terms = json.loads((path / f"edc-ap-{version}.jsonld").read_text(encoding="utf-8"))["@context"]
        w3c = json.loads((path / "w3c-credentials-v1.jsonld").read_text(encoding="utf-8"))["@context"]
        self.prefixes = {k: v for k, v in terms.items() if isinstance(v, str) and "://" in v}
        plain = {k: v for k, v in terms.items() if isinstance(v, str) and k not in self.prefixes}
        self.classes = {self.expand(v): k for k, v in plain.items()}
        self.terms = {k: v for k, v in terms.items() if isinstance(v, dict)}
        self.scoped = {}  # known inside these two types only
        for name in ("VerifiableCredential", "VerifiablePresentation"):
            self.classes[w3c[name]["@id"]] = name
            inner = w3c[name]["@context"]
            own = {k: v for k, v in inner.items() if isinstance(v, str) and "://" in v}
            self.scoped.update({k: {**v, "@id": self.expand(v["@id"], own)}
                                for k, v in inner.items() if isinstance(v, dict)})
        self.key_of = {v["@id"]: k for k, v in self.scoped.items()}
        self.key_of.update({self.expand(v["@id"]): k for k, v in self.terms.items()})

    def expand(self, text, prefixes=None):
        prefix, colon, name = text.partition(":")
        start = (prefixes or self.prefixes).get(prefix, "")
        # JSON-LD 1.1, section 4.1.5: what ends in none of these is no prefix, and clv is such a one.
        return start + name if colon and start.endswith(tuple(":/?#[]@")) else text


def mismatch(context, key, iri, kind):
    """Why a value under this key never reaches the shape, a letter for its sort first; "": it does."""
    term = context.scoped.get(key) or context.terms.get(key, {})
    if term.get("@container") == "@graph":
        return "a: the context puts its content into a named graph of its own"
    if key in MEANT_FOR and context.expand(term["@id"]) != str(iri):
        if key in ("latitude", "longitude"):
            return f"f: {term['@id'].split(':')[0]} is no prefix under JSON-LD 1.1, so no shape sees it"
        letter = "c" if key == "areaDialingCode" else "b"
        return f"{letter}: the context maps it to {term['@id']}, which no shape checks"
    if term.get("@type") == "@id" and kind in ("datetime", "html"):
        return "d: the context takes its text for an IRI, and a relative one vanishes"
    return ""


def range_of(graph, shape):
    """Classes that a property's values may have."""
    classes = [local(c) for c in graph.objects(shape, SH["class"])]
    for alternatives in graph.objects(shape, SH["or"]):
        for alternative in rdflib.collection.Collection(graph, alternatives):
            classes += range_of(graph, alternative)
    for node in graph.objects(shape, SH.node):
        if local(node) not in NODE_SHAPES:
            raise ImportProblem(f"{shape}: unknown node shape {node}")
        classes += NODE_SHAPES[local(node)]
    return classes


def kind_of(graph, shape, classes):
    datatype = graph.value(shape, SH.datatype)
    if classes:
        return "node"
    if datatype is not None:
        if datatype not in DATATYPES:
            raise ImportProblem(f"{shape}: unknown datatype {datatype}")
        return DATATYPES[datatype]
    kinds = {SH.IRI: "iri", SH.Literal: "literal"}
    return kinds[graph.value(shape, SH.nodeKind)]


def keys_for(context, iri):
    """The keys of JSON under which a predicate's values are found, those that reach it first."""
    keys = [context.key_of[str(iri)]] if str(iri) in context.key_of else []
    known = context.terms | context.scoped
    meant = [key for key, predicate in MEANT_FOR.items() if predicate == compact(iri) and key in known]
    keys += [key for key in meant if key not in keys]
    if not keys or compact(iri) in NEVER_REACHED:
        keys.append(compact(iri))
    return keys


def property_rows(graph, context, shape):
    """The rows for one property shape: one for each key."""
    iri = graph.value(shape, SH.path)
    classes = range_of(graph, shape)
    kind = kind_of(graph, shape, classes)
    low, high = graph.value(shape, SH.minCount) or 0, graph.value(shape, SH.maxCount) or "*"
    for key in keys_for(context, iri):
        row = {"name": key, "predicate": compact(iri), "kind": kind, "card": f"{low}..{high}"}
        if classes:
            row["range"] = classes
        limit = graph.value(shape, SH.maxInclusive)
        if limit is not None:
            row["max_value"] = int(limit)
        if graph.value(shape, SH.uniqueLang):
            row["unique_language"] = True
        if key in context.scoped:
            row["scoped"] = True
        reason = mismatch(context, key, iri, kind)
        if reason:
            row["vanishes"] = reason
        yield row


def read_classes(folder, version):
    """Class name -> (term, deactivated, rows) of one version."""
    graph = rdflib.Graph().parse(folder / "shacl" / version / "EDC-generic-no-cv.ttl")
    context = Context(folder, version)
    found = {}
    for shape, target in graph.subject_objects(SH.targetClass):
        props = graph.objects(shape, SH.property)
        table = [row for prop in props for row in property_rows(graph, context, prop)]
        deactivated = bool(graph.value(shape, SH.deactivated))
        found[local(target)] = (context.classes.get(str(target)), deactivated, table)
    return found, context


def ordered(tables):
    """The rows of each version, sorted by predicate; where versions name two, by the first of them."""
    place = {}
    for table in tables.values():
        for row in table:
            place[row["name"]] = min(place.get(row["name"], row["predicate"]), row["predicate"])

    def key(row):
        return place[row["name"]], row["name"]

    return {version: sorted(table, key=key) for version, table in tables.items()}


def class_order(names):
    return [name for name in CLASS_ORDER if name in names] + sorted(names - set(CLASS_ORDER))


def read(folder):
    """The whole description, without numbers."""
    data = {"format": "elm", "versions": list(VERSIONS), "class": {}}
    versions = {version: read_classes(folder, version) for version in VERSIONS}
    names = set(NAMES)
    for _, context in versions.values():
        names |= set(context.terms) | set(context.scoped)
    for name in class_order({name for classes, _ in versions.values() for name in classes}):
        where = [version for version, (classes, _) in versions.items() if name in classes]
        found = [versions[version][0][name] for version in where]
        table = {"properties": rows.merge_versions(ordered(
            {version: entry[2] for version, entry in zip(where, found)}))}
        term = found[-1][0]
        if term:
            table["term"] = term
        if found[-1][1]:
            table["deactivated"] = True
        if where != list(VERSIONS):
            table["versions"] = where
        data["class"][name] = table
    used = {row["name"] for table in data["class"].values() for row in table["properties"]}
    data["names"] = sorted(names - used)
    return data


if __name__ == "__main__":
    rows.run(__doc__, rows.writer(read, COMMENT), OUTPUT)
