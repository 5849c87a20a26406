"""
What a SHACL engine says about a credential: JSON-LD to RDF by PyLD, the profile's shapes by pyshacl, offline.
For development; tests that need it are skipped where the packages are missing.
"""

import functools
import json
import re

import pyshacl
import pyshacl.validator
import rdflib
from pyld import jsonld
from rdflib.namespace import RDF, SH, XSD

FILES = {
    "edc-generic-no-cv": ("EDC-generic-no-cv",),
    "edc-generic-full": ("EDC-generic-no-cv", "EDC-generic-full"),
    "edc-accredited": ("EDC-generic-no-cv", "EDC-generic-full", "EDC-accredited"),
    "edc-converted": ("EDC-generic-no-cv", "EDC-generic-full", "EDC-converted"),
    "edc-issued-by-mandate": ("EDC-generic-no-cv", "EDC-generic-full", "EDC-issuedByMandate"),
    "edc-diploma-supplement": (
        "EDC-generic-no-cv", "EDC-generic-full", "EDC-accredited", "EDC-diplomaSupplement"),
    "loq": ("LOQ-constraints",),
    "loq-mdr": ("LOQ-constraints", "LOQ-constraints-mdr"),
    "ams": ("AMS-constraints",),
    "ams-mdr": ("AMS-constraints", "AMS-constraints-mdr"),
    "pid": ("PID-constraints",),
}
W3C = "https://www.w3.org/2018/credentials/v1"
# A file has no address of its own: what would be relative to one is lost.
NOWHERE = "http://nowhere.invalid/"
IRI = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|\\^`\x7f]*\Z')


make_shapes_graph = pyshacl.validator.ShapesGraph
shapes_graphs = {}


def kept_shapes_graph(graph, *arguments):
    """Shapes are taken apart once for each profile, not once for each document."""
    if id(graph) not in shapes_graphs:
        shapes_graphs[id(graph)] = make_shapes_graph(graph, *arguments)
    return shapes_graphs[id(graph)]


pyshacl.validator.ShapesGraph = kept_shapes_graph


# XML Schema 1.1, part 2: rdflib goes by what Python can read, which is more here and less there.
FORMS = {
    XSD.dateTime: r"-?([1-9]\d{3,}|0\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
                  r"T(([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?|24:00:00(\.0+)?)"
                  r"(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))?",
    XSD.duration: r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?",
    XSD.decimal: r"[+-]?(\d+(\.\d*)?|\.\d+)", XSD.integer: r"[+-]?\d+", XSD.boolean: "true|false|1|0",
    XSD.positiveInteger: r"\+?0*[1-9]\d*",
}


def misjudged(literal):
    """What rdflib makes of a literal, where XML Schema says otherwise; None: both agree."""
    form = FORMS.get(getattr(literal, "datatype", None))
    if form is None:
        return None
    right = re.fullmatch(form, str(literal), re.ASCII) is not None
    if right != bool(literal.ill_typed):
        return None
    return f"rdflib {'refuses' if right else 'takes'} {str(literal)!r} as {literal.datatype.fragment}"


class Refused(Exception):
    """The document is no JSON-LD: there is nothing to check."""


class Engine:
    """One version of contexts and shapes, read from the reference folder."""

    def __init__(self, reference, version):
        self.reference = reference
        self.version = version
        folder = reference / "context"
        self.contexts = {
            W3C: json.loads((folder / "w3c-credentials-v1.jsonld").read_text(encoding="utf-8")),
            "": json.loads((folder / f"edc-ap-{version}.jsonld").read_text(encoding="utf-8")),
        }
        self.keys = self.key_table()

    def load(self, url, options=None):
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
                "document": self.contexts[W3C if url == W3C else ""]}

    def key_table(self):
        """Predicate -> key, the first in the order of bytes; what messages name it by."""
        out = {}
        terms = dict(self.contexts[""]["@context"])
        for scope in ("VerifiableCredential", "VerifiablePresentation"):
            for key, value in self.contexts[W3C]["@context"][scope]["@context"].items():
                terms.setdefault(key, value)
        prefixes = {k: v for k, v in terms.items() if isinstance(v, str) and "://" in v}
        for key in sorted(terms, key=str.encode):
            iri = terms[key]["@id"] if isinstance(terms[key], dict) else terms[key]
            prefix, _, name = str(iri).partition(":")
            base = prefixes.get(prefix, "")
            out.setdefault(base + name if base.endswith(("/", "#")) else iri, key)
        return out

    def key_of(self, predicate):
        return self.keys.get(str(predicate), re.split("[/#]", str(predicate))[-1])

    def expand(self, name):
        """A compact IRI of the context written out."""
        prefix, colon, rest = name.partition(":")
        base = self.contexts[""]["@context"].get(prefix, "") if colon and not rest.startswith("//") else ""
        return base + rest if isinstance(base, str) and base.endswith(("/", "#")) else name

    @functools.lru_cache(maxsize=None)
    def shapes(self, profile):
        graph = rdflib.Graph()
        for name in FILES[profile]:
            path = self.reference / "shacl" / self.version / f"{name}.ttl"
            if not path.exists():
                path = self.reference / "shacl" / "3.1" / f"{name}.ttl"
            graph.parse(path)
        # Written for the regular expressions of one engine; Python refuses the classes and the flag in them.
        for shape, _, pattern in list(graph.triples((None, SH.pattern, None))):
            if "(" in str(pattern):
                graph.remove((shape, SH.pattern, pattern))
                plain = "^[Hh][Tt][Tt][Pp][Ss]?:" if "(?i)" in str(pattern) else "^"
                graph.add((shape, SH.pattern, rdflib.Literal(plain)))
        # What a profile says of owl:imports was followed above.
        graph.remove((None, rdflib.OWL.imports, None))
        return graph

    def graph(self, document):
        """The statements of the default graph, as an rdflib graph."""
        try:
            data = jsonld.to_rdf(document, {"documentLoader": self.load, "base": NOWHERE})
        except Exception as error:  # PyLD raises many sorts
            raise Refused(str(error)[:200]) from None
        graph = rdflib.Graph()
        for triple in data.get("@default", []):
            terms = [self.term(triple[part]) for part in ("subject", "predicate", "object")]
            if None not in terms:
                graph.add(terms)
        return graph

    @staticmethod
    def term(term):
        if term["type"] == "IRI":
            known = IRI.match(term["value"]) and not term["value"].startswith(NOWHERE)
            return rdflib.URIRef(term["value"]) if known else None
        if term["type"] == "blank node":
            return rdflib.BNode(term["value"].removeprefix("_:"))
        language = term.get("language")
        if language:
            if not re.fullmatch("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", language):
                raise Refused("a language tag that is none")
            return rdflib.Literal(term["value"], lang=language)
        datatype = term.get("datatype")
        datatype = str(XSD.string) if datatype == str(RDF.langString) else datatype
        return rdflib.Literal(term["value"], datatype=rdflib.URIRef(datatype), normalize=False)

    def violations(self, document, profile):
        """The set of (focus node, key, constraint) that the engine reports, and its graph."""
        data = self.graph(document)
        found = set()
        _, report, _ = pyshacl.validate(data, shacl_graph=self.shapes(profile), inplace=True)
        for node in report.subjects(RDF.type, SH.ValidationReport):
            for result in report.objects(node, SH.result):
                focus = report.value(result, SH.focusNode)
                path = report.value(result, SH.resultPath)
                component = str(report.value(result, SH.sourceConstraintComponent)).rsplit("#", 1)[1]
                found.add((str(focus) if isinstance(focus, rdflib.URIRef) else "_:",
                           self.key_of(path) if path is not None else "",
                           component.removesuffix("ConstraintComponent")))
        return found, data
