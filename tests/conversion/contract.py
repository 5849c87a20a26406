"""The ledger's contract, a second time: leaves, paths and reports, with nothing but Python's own parsers.

A leaf is a JSON scalar, or in XML an attribute (declarations of namespaces and xsi: aside) or the text of an element
without child elements, unless it is white space; text beside child elements is a leaf at the element's own path; a
ds:Signature is one leaf. A path is a JSON Pointer, or local names with positions among siblings of that name.
"""
import json
import re
import xml.sax
import xml.sax.handler

SIGNATURE = ("http://www.w3.org/2000/09/xmldsig#", "Signature")
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
BLANK = " \t\r\n"
CARRIERS = ("carry/original", "carry/residue")
OUTCOMES = ("exact", "derived", "carried", "lost", "defaulted")


class Number(str):
    """A JSON number as written."""


class Tree:
    """A document as paths: `leaves` in document order with their texts, `nodes` the paths of everything there is."""

    def __init__(self):
        self.leaves, self.nodes, self.empty = {}, set(), set()

    def add_leaf(self, path, text):
        assert path not in self.leaves
        self.leaves[path] = text
        self.nodes.add(path)


def _escaped(key):
    return str(key).replace("~", "~0").replace("/", "~1")


def _text(value):
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    return str(value)


def json_tree(data):
    document = json.loads(data, parse_int=Number, parse_float=Number)
    if isinstance(document, dict) and isinstance(document.get("payload"), str) and "signatures" in document:
        document = json.loads(document["payload"], parse_int=Number, parse_float=Number)
    tree, waiting = Tree(), [("", document)]
    while waiting:
        path, value = waiting.pop()
        if not isinstance(value, (dict, list)):
            tree.add_leaf(path, _text(value))
            continue
        tree.nodes.add(path)
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        waiting += reversed([(f"{path}/{_escaped(k)}", v) for k, v in entries])
    return tree


class _Reader(xml.sax.handler.ContentHandler):
    """Leaves of an element stand in this order: attributes, its own text, its children."""

    def __init__(self):
        super().__init__()
        self.tree, self.open, self.muted, self.order = Tree(), [], 0, []

    def startElementNS(self, name, qname, attributes):
        if self.muted:
            self.muted += 1
            return
        path = f"/{name[1]}"
        if self.open:
            around = self.open[-1]
            around["counts"][name[1]] = around["counts"].get(name[1], 0) + 1
            path = f"{around['path']}/{name[1]}[{around['counts'][name[1]]}]"
        self.tree.nodes.add(path)
        if name == SIGNATURE:
            self.order.append([path, ""])
            self.muted = 1
            return
        for (uri, local), value in attributes.items():
            if uri != XSI:
                self.order.append([f"{path}/@{'xml:' if uri == XML else ''}{local}", value])
        text = [path, ""]
        self.order.append(text)
        self.open.append({"path": path, "counts": {}, "text": text})

    def endElementNS(self, name, qname):
        if self.muted:
            self.muted -= 1
            return
        element = self.open.pop()
        if not element["text"][1].strip(BLANK):
            element["text"][0] = None
            if not element["counts"]:
                self.tree.empty.add(element["path"])

    def characters(self, content):
        if not self.muted and self.open:
            self.open[-1]["text"][1] += content


def xml_tree(data):
    reader, parser = _Reader(), xml.sax.make_parser()
    parser.setFeature(xml.sax.handler.feature_namespaces, True)
    parser.setContentHandler(reader)
    parser.feed(data)
    parser.close()
    for path, text in reader.order:
        if path:
            reader.tree.add_leaf(path, text)
    return reader.tree


def is_xml(data):
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xfe\xff", b"\xff\xfe"))


def tree_of(data):
    return xml_tree(data) if is_xml(data) else json_tree(data)


class Report:
    """A report, taken apart: what it says of the source's leaves and of what the target got without one."""

    def __init__(self, data):
        lines = [json.loads(line) for line in data.decode("utf-8").splitlines()]
        self.head, self.entries, self.tail = lines[0], lines[1:-1], lines[-1]
        self.said = [e for e in self.entries if e["source"] is not None]
        self.defaults = [e for e in self.entries if e["source"] is None]

    def rules(self):
        return {e["rule"] for e in self.entries}

    def of(self, source):
        """The entry of one leaf of the source."""
        found = [e for e in self.said if e["source"] == source]
        assert len(found) == 1, (source, found, [e["source"] for e in self.said])
        return found[0]

    def with_rule(self, rule):
        return [e for e in self.entries if e["rule"] == rule]

    @property
    def lost(self):
        return [e for e in self.said if e["outcome"] == "lost"]


def _same(source, target, path):
    """The same text; the language of a text is the name of its member in JSON."""
    if source == target or source.split() == target.split():
        return True
    steps = path.split("/")
    return source.lower() in (s.lower() for s in steps[-2:])


def faults(source, output, report, plain=None):
    """What of the contract a report breaks: (what, line) for each; source and output are trees, plain the report of
    the same conversion without a carry, where there was one."""
    found = []
    if [list(e) for e in report.entries] != [["source", "target", "outcome", "rule"]] * len(report.entries):
        found.append(("members", None))
    if list(report.head) != ["source", "target"] or any(list(v) != ["format", "version"] for v in report.head.values()):
        found.append(("first line", report.head))
    counts = {outcome: sum(e["outcome"] == outcome for e in report.entries) for outcome in OUTCOMES}
    if report.tail != {"counts": counts}:
        found.append(("counts", (report.tail, counts)))
    said, wanted = [e["source"] for e in report.said], list(source.leaves)
    if said != wanted:
        missing, more = [p for p in wanted if p not in set(said)], [p for p in said if p not in source.leaves]
        found.append(("leaves of the source", (missing[:3], more[:3], len(said), len(wanted))))
    if report.entries != report.said + report.defaults:
        found.append(("defaults come last", None))
    for e in report.said:
        if e["outcome"] not in OUTCOMES[:4] or not e["rule"]:
            found.append(("outcome", e))
        elif e["outcome"] == "lost" and e["target"] is not None:
            found.append(("lost and yet somewhere", e))
        elif e["outcome"] != "lost" and e["target"] not in output.nodes:
            found.append(("target is not in the output", e))
        elif e["outcome"] == "exact" and not _same(source.leaves.get(e["source"], ""), output.leaves.get(e["target"], ""), e["target"]):
            found.append(("exact and not the same", e))
    targets = {e["target"] for e in report.said}
    for e in report.defaults:
        if e["outcome"] != "defaulted" or not e["rule"]:
            found.append(("default", e))
        elif e["target"] not in output.leaves and e["target"] not in output.empty:
            found.append(("default is not in the output", e))
        # What carries the source is there without one, and is where what is carried went.
        elif e["target"] in targets and e["target"] in output.leaves and e["rule"] not in CARRIERS:
            found.append(("default that has a source", e))
    if len({e["target"] for e in report.defaults}) != len(report.defaults):
        found.append(("default twice", None))
    found += unaccounted(output, report, plain)
    return found


MEDIA_TYPE = re.compile(r"(/attachment/\d+)/contentType/(id|prefLabel/und)")


def unaccounted(output, report, plain=None):
    """Values of the output that no line names, but for five kinds that have a source and share its only line."""
    named = {e["target"] for e in report.entries}
    # What was restored is not accounted for value by value: it is the document that travelled inside.
    if "carry/restored" in report.rules():
        return []
    unpacked = tuple(f"{e['target']}/" for e in report.with_rule("carry/unpacked"))
    if plain is not None:
        # A value that is carried as well, for it was rounded, say.
        named |= {e["target"] for e in plain.said}
    found = []
    for path in output.leaves:
        media = MEDIA_TYPE.fullmatch(path)
        # What travelled as markup is one line, whatever is in it.
        if path in named or path.startswith(unpacked):
            continue
        # The language of a text is the name of its member in JSON, and no leaf there.
        if path.endswith("/@xml:lang") and path.rsplit("/", 1)[0] in named:
            continue
        # In OOAPI it stands beside the text; where the source has it as a name, or none, the text's line is its only one.
        if path.endswith("/language") and path.removesuffix("language") + "value" in named:
            continue
        # A data URI is one leaf, and says media type and bytes.
        if media and media[1] + "/content" in named:
            continue
        # A group is named by two attributes.
        if path.endswith("/grouping[1]/@idref") and path.replace("@idref", "@typeref") in named:
            continue
        found.append(("output without a line", path))
    return found
