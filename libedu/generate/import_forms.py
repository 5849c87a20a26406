#!/usr/bin/env python3
"""Write formats/elm/forms/{loq,ams}.toml from the XML schemas in which ELM's courses and accreditations are exchanged.

    import_forms.py FOLDER [-o FOLDER]

FOLDER holds xsd/loq.xsd and xsd/ams.xsd with what they import. What an element means is taken from the profile of
the same name (formats/elm/profiles): the predicate of its class that has the element's name. Numbers and words of
ours in the output files are kept. A development tool; needs lxml. docs/importing.md tells more.
"""

import tomllib
from pathlib import Path

from lxml import etree

import rows
from rows import ImportProblem
from xsd import XS, Declarations, tag

FORMATS = Path(__file__).parent.parent / "formats" / "elm"
OUTPUT = FORMATS / "forms"
VERSIONS = ("3.1", "3.2")
ROOTS = {"loq": "Courses", "ams": "Accreditations"}
COMMENT = (
    "Written by generate/import_forms.py from {}.xsd and the profile {}; see docs/importing.md.",
    "Numbers are permanent, doc is written by hand, the rest comes from there.",
)

KINDS = {
    "string": "string", "normalizedString": "string", "token": "token", "boolean": "boolean", "integer": "integer",
    "anyURI": "uri", "dateTime": "datetime", "duration": "duration", "decimal": "decimal",
}
# Prefixes of elements that are not in the namespace of the form.
SPACES = {
    "http://purl.org/dc/terms/": "dc", "http://www.w3.org/2004/02/skos/core#": "skos",
    "http://www.w3.org/ns/locn#": "locn", "http://data.europa.eu/m8g/": "clv",
}
# Names of the types that are no classes of the model.
CLASSES = {"IdReferenceType": "Reference", "MultipleCountryRestrictionType": "Code"}
# The namespace of a list of codes is its scheme; here the profiles know it by another name.
SCHEMES = {"http://data.europa.eu/nuts/scheme/2016": "http://data.europa.eu/nuts"}


class Schema(Declarations):
    """The schema, what it imports, and the profile that says what its elements mean."""

    def __init__(self, path, profile):
        super().__init__(path)
        self.classes = {}
        root = etree.parse(path).getroot()
        self.space = root.get("targetNamespace")
        # References that must lead to a record of the file; the others may name what stands elsewhere.
        self.keyed = {selector.get("xpath").rpartition(":")[2] for keyref in root.iter(tag("keyref"))
                      for selector in keyref.findall(tag("selector"))}
        with open(FORMATS / "profiles" / f"{profile}.toml", "rb") as file:
            shapes = tomllib.load(file)["shape"].values()
        self.shapes = {shape["target"].partition(":")[2]: shape for shape in shapes if shape.get("target")}

    def take_import(self, path):
        """Some schemas are imported that no element needs, and aren't delivered."""
        if path.exists():
            super().take_import(path)

    @staticmethod
    def resolve(element, name):
        prefix, _, rest = name.rpartition(":")
        return element.nsmap.get(prefix or None, ""), rest

    def kind(self, element, name):
        """The kind of a simple type, named by a builtin one in the end."""
        space, base = self.resolve(element, name)
        if space == XS:
            return KINDS[base]
        narrowed = self.types[space, base].find(tag("restriction"))
        return "uri" if narrowed is None else self.kind(narrowed, narrowed.get("base"))

    def schemes(self, element, name):
        """The schemes of the codes that an attribute takes: the namespaces of their lists."""
        space, base = self.resolve(element, name)
        union = self.types[space, base].find(tag("union"))
        if union is not None:
            return [s for member in union.get("memberTypes").split() for s in self.schemes(union, member)]
        return [] if space == self.space else [SCHEMES.get(space, space)]

    # classes

    def parts(self, kind):
        """Attributes and particles of a complex type: those it extends, or restricts to, first."""
        extension = kind.find(f"{tag('complexContent')}/{tag('extension')}")
        restriction = kind.find(f"{tag('complexContent')}/{tag('restriction')}")
        inner = next((part for part in (extension, restriction) if part is not None), kind)
        attributes = inner.findall(tag("attribute"))
        particles = [part for part in inner if part.tag in (tag("sequence"), tag("choice"))]
        if extension is not None:
            above = self.parts(self.types[self.resolve(extension, extension.get("base"))])
            return above[0] + attributes, above[1] + particles
        return attributes, particles

    def class_of(self, kind):
        """The name of the class that a type makes, which is added; and the schemes of its codes."""
        name = kind.get("name")
        attributes, particles = self.parts(kind)
        own = CLASSES.get(name) or name.removesuffix("Type")
        schemes = []
        restricted = kind.find(f"{tag('complexContent')}/{tag('restriction')}")
        if own == "Code" or (restricted is not None and not particles and restricted.get("base") == "skos:ConceptType"):
            own, schemes = "Code", self.schemes(attributes[0], attributes[0].get("type"))
        if own not in self.classes:
            self.classes[own] = []
            self.classes[own] += self.rows(kind, own, attributes, particles)
        return own, schemes

    def rows(self, kind, cls, attributes, particles):
        found = [self.attribute_row(attribute) for attribute in attributes]
        text = kind.find(f"{tag('simpleContent')}/{tag('extension')}")
        if text is not None:
            found += [self.attribute_row(attribute) for attribute in text.findall(tag("attribute"))]
            found.append({"name": "#text", "card": "1..1", "text": True, "kind": self.kind(text, text.get("base"))})
        for group in particles:
            found += self.group_rows(group, cls, group.tag == tag("choice"))
        return found

    def attribute_row(self, attribute):
        low = 1 if attribute.get("use") == "required" else 0
        # The value of uri is one of a list; membership is no matter of the table.
        inner = attribute.find(tag("simpleType"))
        kind = "token" if inner is not None else "uri" if attribute.get("name") == "uri" else \
            self.kind(attribute, attribute.get("type"))
        return {"name": attribute.get("name"), "attribute": True, "kind": kind, "card": f"{low}..1"}

    def group_rows(self, group, cls, optional):
        found = []
        for child in group:
            if child.tag == tag("element"):
                found.append(self.element_row(child, cls, optional))
            elif child.tag in (tag("sequence"), tag("choice")):
                found += self.group_rows(child, cls, optional or child.tag == tag("choice"))
        if group.get("maxOccurs") == "unbounded":
            for row in found:
                row["card"] = row["card"].split("..")[0] + "..*"
        return found

    def element_row(self, element, cls, optional):
        low = "0" if optional else element.get("minOccurs", "1")
        high = element.get("maxOccurs", "1").replace("unbounded", "*")
        space, name, declared = self.space, element.get("name"), element
        if element.get("ref"):
            space, name = self.resolve(element, element.get("ref"))
            declared = self.elements[space, name]
        row = {"name": name, "card": f"{low}..{high}"} | self.meaning(cls, space, name)
        if space != self.space:
            row["space"] = SPACES[space]
        kind_space, kind = self.resolve(declared, declared.get("type"))
        if kind_space == XS or self.types[kind_space, kind].tag == tag("simpleType"):
            return row | {"kind": self.kind(declared, declared.get("type"))}
        found, schemes = self.class_of(self.types[kind_space, kind])
        row |= {"kind": "node", "range": [found]}
        if found == "Reference" and name in self.keyed:
            row["keyed"] = True
        if schemes:
            row["schemes"] = schemes
        return row

    # meanings

    def meaning(self, cls, space, name):
        """The predicate that an element stands for: that of its class with the element's name. Containers have none."""
        if cls.endswith("References") or cls in ROOTS.values():
            return {}
        shape = self.shapes.get(cls, {"properties": []})
        found = [p for p in shape["properties"] if p["path"].partition(":")[2] == name]
        if space != self.space:
            found = [p for p in found if p["path"].startswith(SPACES[space] + ":")]
        if len(found) > 1:
            raise ImportProblem(f"{cls}.{name}: more than one predicate has that name")
        if found:
            row = {"predicate": found[0]["path"]}
            return row | {"of": found[0]["class"]} if found[0].get("class") == "skos:ConceptScheme" else row
        others = {p["path"] for s in self.shapes.values() for p in s["properties"] if p["path"].partition(":")[2] == name}
        if len(others) != 1:
            raise ImportProblem(f"{cls}.{name}: {'several predicates have' if others else 'no predicate has'} that name")
        return {"predicate": others.pop()}


def class_term(schema, name):
    """The class of the model; None: it is the form's own."""
    shape = schema.shapes.get(name)
    if shape is not None:
        return shape["target"]
    return "elm:Mailbox" if name == "Mailbox" else None


def read(folder, form):
    schema = Schema(folder / "xsd" / f"{form}.xsd", form)
    root = schema.elements[schema.space, ROOTS[form]]
    kind = schema.types[schema.resolve(root, root.get("type"))]
    schema.classes[ROOTS[form]] = []
    schema.classes[ROOTS[form]] += schema.rows(kind, ROOTS[form], *schema.parts(kind))
    data = {"format": form, "versions": list(VERSIONS), "class": {}}
    for name, found in schema.classes.items():
        data["class"][name] = {"properties": found}
        if class_term(schema, name):
            data["class"][name]["term"] = class_term(schema, name)
    return data


def write(folder, output):
    output.mkdir(exist_ok=True)
    for form in ROOTS:
        data = read(folder, form)
        path = output / f"{form}.toml"
        rows.keep_numbers(data, path)
        path.write_text(rows.dump(data, [COMMENT[0].format(form, form), COMMENT[1]]), encoding="utf-8")


if __name__ == "__main__":
    rows.run(__doc__, write, OUTPUT)
