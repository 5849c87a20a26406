"""The leaves of a document, counted independently of the library: with the parsers of Python.

A leaf is a JSON scalar, or in XML an attribute or the text of an element without child elements, unless it is
only white space; text beside child elements counts for its element; a ds:Signature is one leaf; xsi: attributes
are none. Paths are JSON Pointers, or local names with positions among siblings of the same name.
"""
import json
import xml.sax
import xml.sax.handler

SIGNATURE = ("http://www.w3.org/2000/09/xmldsig#", "Signature")
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
BLANK = " \t\r\n"


def of_json(data):
    document = json.loads(data)
    if isinstance(document, dict) and isinstance(document.get("payload"), str) and "signatures" in document:
        document = json.loads(document["payload"])
    found, waiting = [], [("", document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(path + "/" + k.replace("~", "~0").replace("/", "~1"), v) for k, v in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{path}/{i}", v) for i, v in enumerate(value)]
        else:
            found.append(path)
    return found


class _Collector(xml.sax.handler.ContentHandler):
    def __init__(self):
        super().__init__()
        self.found, self.open, self.muted = [], [], 0

    def startElementNS(self, name, qname, attributes):
        if self.muted:
            self.muted += 1
            return
        uri, local = name
        if self.open:
            parent = self.open[-1]
            parent["counts"][local] = parent["counts"].get(local, 0) + 1
            path = f"{parent['path']}/{local}[{parent['counts'][local]}]"
        else:
            path = f"/{local}"
        if name == SIGNATURE:
            self.found.append(path)
            self.muted = 1
            return
        for (attribute_uri, attribute), _ in attributes.items():
            if attribute_uri != XSI:
                self.found.append(f"{path}/@{'xml:' if attribute_uri == XML else ''}{attribute}")
        self.open.append({"path": path, "counts": {}, "text": False})

    def endElementNS(self, name, qname):
        if self.muted:
            self.muted -= 1
            return
        element = self.open.pop()
        if element["text"]:
            self.found.append(element["path"])

    def characters(self, content):
        if not self.muted and self.open and content.strip(BLANK):
            self.open[-1]["text"] = True


def of_xml(data):
    collector = _Collector()
    parser = xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_namespaces, True)
    parser.setContentHandler(collector)
    parser.feed(data)
    parser.close()
    return collector.found


def of(data):
    return of_xml(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else of_json(data)
