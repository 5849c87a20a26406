#!/usr/bin/env python3
"""
Compare the verdicts of `edu validate --profile elmo-VERSION` with those of a schema processor, document by document.

    elmo_agreement.py --edu FILE [--reference FOLDER] [--count N] [--seed N] [--sort CHANGE] [--keep FOLDER]

Documents are those of tests/corpus and the official examples, each as every version of ELMO, and seeded changes of them.
The processor is libxml2's, which xmllint and lxml share. Needs lxml. docs/validation.md holds the results and tells what is
left.
"""
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree

import elmo_mutations as mutations

HERE = Path(__file__).resolve()
TOP = HERE.parents[2]
SCHEMAS = {f"1.{n}": f"elmo-1.{n}.0.xsd" for n in range(8)} | {"2.0": "elmo-2.0.0-ns-v2.xsd"}
# Findings that are the schema's; the others are of its annotations.
OF_THE_SCHEMA = {f"elmo/{name}" for name in (
    "missing", "unknown-element", "unknown-attribute", "datatype", "pattern", "code", "order", "too-many", "text", "namespace",
    "extension", "address", "xsi", "no-learner", "no-report")}


def reference_folder():
    return Path(os.environ.get("EDU_SHARED", TOP.parent / "shared")) / "reference" / "elmo"


def misjudged(element):
    """Why the engine may be wrong about a value of an element; None: it may not."""
    text = element.text or ""
    if text != text.strip(" \t\r\n") and text.strip() and any(c.isdigit() for c in text):
        return "blanks around a date"
    return None


class Engine:
    """Schemas of all versions."""

    def __init__(self, reference):
        self.schemas = {v: etree.XMLSchema(etree.parse(str(reference / "xsd" / name))) for v, name in SCHEMAS.items()}
        self.schemas["2.0 in v1"] = etree.XMLSchema(etree.parse(str(reference / "xsd" / "elmo-2.0.0.xsd")))

    def faults(self, version, data):
        """[(element, message)] of a document; not well-formed ones are not asked for."""
        root = etree.fromstring(data)
        # 2.0 was published in either namespace.
        schema = self.schemas["2.0 in v1" if version == "2.0" and root.tag.startswith(f"{{{mutations.NS}}}") else version]
        schema.validate(root)
        return root, [(e.path, e.message) for e in schema.error_log]


def element_at(root, path):
    """What libxml2's path leads to; its prefixes are those of the document."""
    prefixes = {k: v for e in root.iter(etree.Element) for k, v in e.nsmap.items() if k}
    found = root.xpath(path, namespaces=prefixes) if path else []
    element = found[0] if found else None
    return element if element is None or isinstance(element, etree._Element) else element.getparent()


def plain(root, path):
    """libxml2's path of an element, the way the command writes it."""
    element, steps = element_at(root, path), []
    if element is None:
        return None
    while element is not None:
        name, parent = etree.QName(element).localname, element.getparent()
        if parent is None:
            steps.append(name)
        else:
            twins = [c for c in parent if isinstance(c.tag, str) and etree.QName(c).localname == name]
            steps.append(f"{name}[{twins.index(element) + 1}]")
        element = parent
    return "/" + "/".join(reversed(steps))


class Comparison:
    """Counts of all documents compared so far."""

    def __init__(self, edu, reference, keep=None):
        self.edu, self.engine, self.keep = edu, Engine(reference), keep
        self.counts, self.by_version = collections.Counter(), collections.defaultdict(collections.Counter)
        self.excuses, self.open, self.valid = collections.Counter(), [], 0

    def ours(self, folder, version):
        """Path of a file -> the schema's findings in it; None: it is not read."""
        done = subprocess.run([self.edu, "validate", "--json", "--jobs", "0", "--profile", f"elmo-{version}", folder],
                              capture_output=True, text=True, timeout=600)
        found = collections.defaultdict(list)
        for line in done.stdout.splitlines():
            finding = json.loads(line)
            if finding["severity"] == "error" and finding["rule"] in OF_THE_SCHEMA:
                found[Path(finding["file"]).name].append(finding)
        refused = {Path(line.split(": ")[1].rsplit(":", 1)[0]).name for line in done.stderr.splitlines() if ": " in line}
        return found, refused

    def batch(self, version, entries):
        """entries: (name, bytes)."""
        with tempfile.TemporaryDirectory() as folder:
            for i, (_, data) in enumerate(entries):
                (Path(folder) / f"{i:06}.xml").write_bytes(data)
            found, refused = self.ours(folder, version)
            for i, (name, data) in enumerate(entries):
                file = f"{i:06}.xml"
                if file in refused:
                    self.counts["not read"] += 1
                else:
                    self.compare(version, name, data, found[file])

    def compare(self, version, name, data, ours):
        root, theirs = self.engine.faults(version, data)
        self.counts["documents"] += 1
        self.by_version[version]["documents"] += 1
        self.counts["valid"] += not theirs
        self.counts["findings of the engine"] += len(theirs)
        excused = {(path, message) for path, message in theirs if "is not a valid value of the atomic type 'xs:date" in message
                   and (at := element_at(root, path)) is not None and misjudged(at)}
        real = [t for t in theirs if t not in excused]
        if excused and not real and not ours:
            self.excuses["blanks around a date"] += 1
        elif bool(real) == bool(ours) and not self.missed(root, real, ours):
            self.counts["judged alike"] += 1
            self.by_version[version]["judged alike"] += 1
        else:
            self.tell(version, name, data, root, real, ours)

    def missed(self, root, theirs, ours):
        """Findings of the engine at an element where nothing is found here, nor at one right above or below it."""
        # Without learner or report nothing else is looked at.
        if any(f["rule"] in ("elmo/no-learner", "elmo/no-report") for f in ours):
            return []
        places = {f["path"].split("/@")[0] for f in ours}
        parents = {p.rsplit("/", 1)[0] for p in places}
        out = []
        for path, message in theirs:
            place = plain(root, path)
            # Of two elements in the wrong order either may be named, and a missing one by its parent or by its neighbour.
            around = place and place.rsplit("/", 1)[0]
            if place and not {place, around} & places and place not in parents and around not in parents:
                out.append((place, message))
        return out

    def tell(self, version, name, data, root, theirs, ours):
        self.open.append((version, name, self.missed(root, theirs, ours)[:3], [(f["rule"], f["path"]) for f in ours[:3]]))
        if self.keep:
            Path(self.keep).mkdir(parents=True, exist_ok=True)
            (Path(self.keep) / f"{len(self.open):04}-{version}-{name}.xml").write_bytes(data)


def documents(edu, reference):
    """version -> {name: bytes}: every document that can be said in it, in its namespace."""
    paths = sorted((TOP / "tests/corpus/elmo/valid").glob("*.xml")) + sorted((reference / "documents").glob("*.xml"))
    out = collections.defaultdict(dict)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.xml"
        for version in SCHEMAS:
            for path in paths:
                done = subprocess.run([edu, "convert", "--to", f"elmo@{version}", "-o", made, path], capture_output=True, timeout=60)
                if done.returncode == 0 and b"imobility" not in made.read_bytes():
                    out[version][path.stem] = made.read_bytes()
    return out


def signed(data):
    """With a signature of the right form where the schema wants one: what is in it is no matter of these schemas."""
    root = etree.fromstring(data)
    for child in root.findall(f"{{{mutations.DS}}}Signature"):
        root.remove(child)
    root.append(etree.fromstring(
        f'<Signature xmlns="{mutations.DS}"><SignedInfo><CanonicalizationMethod Algorithm="urn:x"/><SignatureMethod '
        'Algorithm="urn:x"/><Reference URI=""><DigestMethod Algorithm="urn:x"/><DigestValue>AAAA</DigestValue></Reference>'
        "</SignedInfo><SignatureValue>AAAA</SignatureValue></Signature>"))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def sample(edu, reference, count, seed, sort=None):
    """version -> [(name, bytes)]: every document, then changes of them."""
    rng, out = random.Random(seed), {}
    for version, found in documents(edu, reference).items():
        found = {name: signed(data) for name, data in found.items()}
        out[version] = [(name, data) for name, data in sorted(found.items())] if sort is None else []
        for i in range(count // len(SCHEMAS)):
            name = rng.choice(sorted(found))
            changes, data = mutations.changed(rng, found[name], sort)
            out[version].append((f"{name}-{i}-{changes}", data))
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edu", required=True)
    parser.add_argument("--reference", type=Path, default=reference_folder())
    parser.add_argument("--count", type=int, default=900)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sort", choices=sorted(mutations.CHANGES))
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    comparison = Comparison(arguments.edu, arguments.reference, arguments.keep)
    for version, entries in sample(arguments.edu, arguments.reference, arguments.count, arguments.seed, arguments.sort).items():
        comparison.batch(version, entries)
    for version, name, theirs, ours in comparison.open:
        print(f"{version} {name}\n  engine: {theirs}\n  here:   {ours}")
    print(dict(comparison.counts), dict(comparison.excuses), f"open: {len(comparison.open)}")
    for version, counts in comparison.by_version.items():
        print(version, dict(counts))
    return 1 if comparison.open else 0


if __name__ == "__main__":
    sys.exit(main())
