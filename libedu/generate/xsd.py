"""What the importers of XML Schema share: a schema's named types and elements, those of imported ones among them."""

from lxml import etree

XS = "http://www.w3.org/2001/XMLSchema"


def tag(name):
    return f"{{{XS}}}{name}"


class Declarations:
    """By namespace and local name. Schemas that are imported for a namespace in foreign are passed over."""

    def __init__(self, path, foreign=()):
        self.types, self.elements = {}, {}
        self.foreign = foreign
        self.seen = set()
        self.take(path)

    def take(self, path):
        if path in self.seen:
            return
        self.seen.add(path)
        root = etree.parse(path, etree.XMLParser(no_network=True, resolve_entities=False)).getroot()
        space = root.get("targetNamespace", "")
        for child in root:
            if child.tag in (tag("complexType"), tag("simpleType")):
                self.types[space, child.get("name")] = child
            elif child.tag == tag("element"):
                self.elements[space, child.get("name")] = child
            elif child.tag == tag("import") and child.get("namespace") not in self.foreign:
                self.take_import(path.parent / child.get("schemaLocation"))

    def take_import(self, path):
        self.take(path)
