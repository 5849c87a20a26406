#!/usr/bin/env python3
"""Write formats/elm/profiles/*.toml from the ELM application profiles (SHACL) and the JSON-LD contexts.

    import_profiles.py FOLDER [-o FOLDER]

FOLDER holds shacl/VERSION/NAME.ttl, context/edc-ap-VERSION.jsonld and context/w3c-credentials-v1.jsonld. One
row stands in one line, so that importing a new version gives a diff of what the standard changed. A tool for
development; needs rdflib. docs/importing.md tells more.
"""

import hashlib
import json
from pathlib import Path

import rdflib
from rdflib.namespace import RDF, SH

import rows
from import_shacl import PREFIXES, compact as compact_name, local
from rows import ImportProblem

VERSIONS = ("3.1", "3.2")
OUTPUT = Path(__file__).parent.parent / "formats" / "elm" / "profiles"
# The profiles' own statements of what they import are incomplete and partly wrong (a slash too many, https for
# http); this is what is meant. That LOQ-mdr names AMS is not followed: its closed shapes contradict those of LOQ.
PROFILES = {
    "edc-generic-no-cv": ("EDC-generic-no-cv", ()),
    "edc-generic-full": ("EDC-generic-full", ("edc-generic-no-cv",)),
    "edc-accredited": ("EDC-accredited", ("edc-generic-full",)),
    "edc-converted": ("EDC-converted", ("edc-generic-full",)),
    "edc-issued-by-mandate": ("EDC-issuedByMandate", ("edc-generic-full",)),
    "edc-diploma-supplement": ("EDC-diplomaSupplement", ("edc-accredited",)),
    "loq": ("LOQ-constraints", ()),
    "loq-mdr": ("LOQ-constraints-mdr", ("loq",)),
    "ams": ("AMS-constraints", ()),
    "ams-mdr": ("AMS-constraints-mdr", ("ams",)),
    "pid": ("PID-constraints", ()),
}
# What the regular expressions come to, by the beginning of their SHA-256: they are written for one engine and
# refused by others, and have more optional parts than demands.
PATTERNS = {"b9ac604de8d1": "any", "f6e23cd63bb5": "any", "b3dc04154ce2": "http"}
UNSAID = {"description", "name", "message", "severity", "order"}
NODE_KINDS = {SH.IRI: "iri", SH.Literal: "literal"}
MORE_PREFIXES = {"rdf": str(RDF), "xsd": "http://www.w3.org/2001/XMLSchema#"}
COMMENT = "# Written by generate/import_profiles.py from {}; see docs/importing.md.\n"
ROW_ORDER = (
    "path", "min", "max", "datatype", "kind", "class", "any", "node", "value", "in", "pattern", "prefix",
    "unique_language", "disjoint", "max_value", "versions",
)
SHAPE_ORDER = ("target", "class", "any", "closed", "deactivated", "versions")


def compact(iri):
    for prefix, start in MORE_PREFIXES.items():
        if str(iri).startswith(start):
            return f"{prefix}:{str(iri)[len(start):]}"
    try:
        return compact_name(iri)
    except ImportProblem:
        return str(iri)


class Shapes:
    """One file of shapes of one version."""

    def __init__(self, path):
        self.path = path
        self.graph = rdflib.Graph().parse(path)

    def fail(self, shape, message):
        raise ImportProblem(f"{self.path.name}: {shape}: {message}")

    def known(self, shape, keys):
        """Stop at a constraint that no row can hold. sh:nodekind is a misspelling that no engine knows."""
        for predicate in self.graph.predicates(shape):
            name = str(predicate).removeprefix(str(SH))
            if str(predicate).startswith(str(SH)) and name not in UNSAID | keys | {"nodekind"}:
                self.fail(shape, f"sh:{name} is unknown here")

    def one(self, shape, predicate):
        values = list(self.graph.objects(shape, predicate))
        if len(values) > 1:
            self.fail(shape, f"{local(predicate)} is said twice")
        return values[0] if values else None

    def alternatives(self, shape):
        """Classes, and names of shapes, of which a value must satisfy one."""
        out = []
        head = self.one(shape, SH["or"])
        for entry in self.graph.items(head) if head is not None else ():
            found = list(self.graph.predicate_objects(entry))
            if isinstance(entry, rdflib.URIRef):
                out.append(local(entry))
            elif len(found) == 1 and found[0][0] == SH["class"]:
                out.append(compact(found[0][1]))
            elif len(found) == 1 and found[0][0] == SH.node:
                out.append(local(found[0][1]))
            else:
                self.fail(shape, "an alternative that is neither a class nor a shape")
        return out

    def pattern(self, shape, row):
        text = self.one(shape, SH.pattern)
        if text is None:
            return
        number = hashlib.sha256(str(text).encode()).hexdigest()[:12]
        if number in PATTERNS:
            row["pattern"] = PATTERNS[number]
        elif str(text).startswith("^") and not set(str(text)[1:]) & set("^$*+?()[]{}|\\"):
            row["prefix"] = str(text)[1:]
        else:
            self.fail(shape, "a pattern that has no name yet")

    def conjunction(self, shape, row):
        """sh:and of patterns: the one that demands something, or any."""
        names = []
        head = self.one(shape, SH["and"])
        for entry in self.graph.items(head) if head is not None else ():
            part = {}
            self.known(entry, {"pattern"})
            self.pattern(entry, part)
            names.append(part["pattern"])
        for name in names:
            if row.get("all", "any") != "any" and name not in ("any", row["all"]):
                self.fail(shape, "two patterns of which none is the wider one")
            row["all"] = name if row.get("all", "any") == "any" else row["all"]
        if "all" in row:
            row["pattern"] = "all-" + row.pop("all")

    def row(self, shape):
        self.known(shape, {
            "path", "minCount", "maxCount", "datatype", "nodeKind", "class", "or", "and", "node",
            "hasValue", "in",
            "pattern", "uniqueLang", "disjoint", "maxInclusive", "deactivated"})
        row = {"path": compact(self.one(shape, SH.path))}
        for key, predicate in (("min", SH.minCount), ("max", SH.maxCount), ("max_value", SH.maxInclusive)):
            if self.one(shape, predicate) is not None:
                row[key] = int(self.one(shape, predicate))
        for key, predicate in (("datatype", SH.datatype), ("class", SH["class"]), ("disjoint", SH.disjoint)):
            if self.one(shape, predicate) is not None:
                row[key] = compact(self.one(shape, predicate))
        if self.one(shape, SH.nodeKind) is not None:
            row["kind"] = NODE_KINDS[self.one(shape, SH.nodeKind)]
        if self.one(shape, SH.node) is not None:
            row["node"] = local(self.one(shape, SH.node))
        if self.one(shape, SH.hasValue) is not None:
            row["value"] = str(self.one(shape, SH.hasValue))
        if self.one(shape, SH["in"]) is not None:
            row["in"] = [str(value) for value in self.graph.items(self.one(shape, SH["in"]))]
        if self.alternatives(shape):
            row["any"] = self.alternatives(shape)
        if self.one(shape, SH.uniqueLang):
            row["unique_language"] = True
        self.pattern(shape, row)
        self.conjunction(shape, row)
        return row

    def shape(self, shape):
        self.known(shape, {
            "targetClass", "property", "or", "class", "closed", "ignoredProperties", "deactivated"})
        table = {}
        if self.one(shape, SH.targetClass) is not None:
            table["target"] = compact(self.one(shape, SH.targetClass))
        if self.one(shape, SH["class"]) is not None:
            table["class"] = compact(self.one(shape, SH["class"]))
        if self.alternatives(shape):
            table["any"] = self.alternatives(shape)
        if self.one(shape, SH.deactivated):
            table["deactivated"] = True
        if self.one(shape, SH.closed):
            ignored = self.one(shape, SH.ignoredProperties)
            if [entry for entry in self.graph.items(ignored) if entry != RDF.type]:
                self.fail(shape, "ignores more than rdf:type")
            table["closed"] = True
        table["properties"] = sorted(
            (self.row(prop) for prop in self.graph.objects(shape, SH.property)
             if not self.graph.value(prop, SH.deactivated)), key=sort_key)
        return table

    def read(self):
        return {local(shape): self.shape(shape) for shape in self.graph.subjects(RDF.type, SH.NodeShape)}


def sort_key(row):
    return row["path"], json.dumps(row, sort_keys=True)


def merge(tables):
    """Shapes of several versions made one; rows that some versions lack say which have them."""
    versions = list(tables)
    out = {}
    for name in sorted({name for shapes in tables.values() for name in shapes}):
        where = [version for version in versions if name in tables[version]]
        found = [tables[version][name] for version in where]
        merged = {key: value for key, value in found[-1].items() if key != "properties"}
        for table in found:
            if {key: value for key, value in table.items() if key != "properties"} != merged:
                raise ImportProblem(f"{name}: the shape itself differs between versions")
        if where != versions:
            merged["versions"] = where
        variants = []
        for version, table in zip(where, found):
            for row in table["properties"]:
                known = [entry for entry in variants if entry[0] == row]
                if known:
                    known[0][1].append(version)
                else:
                    variants.append((row, [version]))
        merged["properties"] = sorted(
            (row if have == where else {**row, "versions": have} for row, have in variants), key=sort_key)
        out[name] = merged
    return out


def dump_profile(name, iri, source, imports, shapes):
    out = [COMMENT.format(source), f"profile = {rows.quote(name)}\niri = {rows.quote(iri)}\n",
           f"imports = {rows.value(list(imports))}\nversions = {rows.value(list(VERSIONS))}\n"]
    for title, table in shapes.items():
        out.append(f"\n[shape.{title}]\n")
        out += [f"{key} = {rows.value(table[key])}\n" for key in SHAPE_ORDER if key in table]
        if table["properties"]:
            out.append("properties = [\n")
            for row in table["properties"]:
                pairs = ", ".join(f"{key} = {rows.value(row[key])}" for key in ROW_ORDER if key in row)
                out.append(f"  {{ {pairs} }},\n")
            out.append("]\n")
    return "".join(out)


def shape_file(folder, version, source):
    """A profile that a version did not touch is published with the version before."""
    for name in reversed(VERSIONS[:VERSIONS.index(version) + 1]):
        path = folder / "shacl" / name / f"{source}.ttl"
        if path.exists():
            return path
    raise ImportProblem(f"no {source}.ttl for {version}")


def term_rows(folder, version):
    """Key -> what the contexts make of it, scope by scope."""
    path = folder / "context"
    terms = json.loads((path / f"edc-ap-{version}.jsonld").read_text(encoding="utf-8"))["@context"]
    w3c = json.loads((path / "w3c-credentials-v1.jsonld").read_text(encoding="utf-8"))["@context"]
    out = {}

    def expand(text, prefixes):
        start, colon, name = text.partition(":")
        base = prefixes.get(start, "")
        # JSON-LD 1.1, section 4.1.5: what ends in none of these is no prefix, and clv is such a one.
        return base + name if colon and base.endswith(tuple(":/?#[]@")) else text

    def add(context, scope):
        prefixes = {key: value for key, value in context.items() if isinstance(value, str) and "://" in value}
        for key, value in context.items():
            if key.startswith("@") or (isinstance(value, str) and value.startswith("@")):
                continue
            term = {"@id": value} if isinstance(value, str) else value
            row = {"key": key, "iri": expand(term["@id"], prefixes)}
            if isinstance(value, str) and row["iri"].endswith(tuple(":/?#[]@")):
                row["prefix"] = True
            if "@type" in term:
                row["type"] = term["@type"] if term["@type"].startswith("@") else expand(
                    term["@type"], MORE_PREFIXES | prefixes)
            if "@container" in term:
                row["container"] = term["@container"]
            if scope:
                row["scope"] = scope
            out[scope, key] = row

    add(w3c, "")
    add(terms, "")
    for scope in ("VerifiableCredential", "VerifiablePresentation"):
        add(w3c[scope]["@context"], scope)
    return out


def dump_terms(tables):
    out = [COMMENT.format("the JSON-LD contexts of W3C credentials v1 and edc-ap"),
           f"versions = {rows.value(list(tables))}\nterms = [\n"]
    for scope, key in sorted({name for table in tables.values() for name in table}):
        variants = []
        for version, table in tables.items():
            row = table.get((scope, key))
            if row is None:
                continue
            same = [entry for entry in variants if entry[0] == row]
            if same:
                same[0][1].append(version)
            else:
                variants.append((row, [version]))
        for row, where in variants:
            if where != list(tables):
                row = {**row, "versions": where}
            pairs = ", ".join(f"{name} = {rows.value(value)}" for name, value in row.items())
            out.append(f"  {{ {pairs} }},\n")
    out.append("]\n\n# Of the compact names in the profiles.\n[prefixes]\n")
    out += [f"{name} = {rows.quote(start)}\n" for name, start in sorted((PREFIXES | MORE_PREFIXES).items())]
    return "".join(out)


def write(folder, output):
    texts = {}
    for name, (source, imports) in PROFILES.items():
        files = {version: Shapes(shape_file(folder, version, source)) for version in VERSIONS}
        graph = files[VERSIONS[-1]].graph
        iri = str(next(graph.subjects(RDF.type, rdflib.OWL.Ontology)))
        shapes = merge({version: file.read() for version, file in files.items()})
        texts[name] = dump_profile(name, iri, source + ".ttl", imports, shapes)
    texts["context"] = dump_terms({version: term_rows(folder, version) for version in VERSIONS})
    output.mkdir(exist_ok=True)
    for name, text in texts.items():
        (output / f"{name}.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    rows.run(__doc__, write, OUTPUT)
