#!/usr/bin/env python3
"""
Compare the violations of `edu validate --profile` with those of a SHACL engine, document by document.

    agreement.py --edu FILE [--reference FOLDER] [--count N] [--seed N] [--profile NAME]… [--sort CHANGE]
                 [--keep FOLDER] [--changes-only]

Documents are the reference documents and seeded changes of them. Needs pyshacl, PyLD and rdflib.
docs/validation.md holds the results and explains what is left.
"""

import argparse
import collections
import json
import logging
import os
import random
import sys
import tempfile
import warnings
from pathlib import Path

import engine
import findings
import mutations

HERE = Path(__file__).resolve()


def reference_folder():
    shared = Path(os.environ.get("EDU_SHARED", HERE.parents[2].parent / "shared"))
    return shared / "reference" / "elm"


def documents(reference):
    """Name -> credential, without the content of pictures: most of the bytes, and nothing looks at it."""
    out = {}
    for path in sorted(reference.glob("own/*.jsonld")) + sorted(reference.glob("samples/*.jsonld")):
        document = json.loads(path.read_text(encoding="utf-8-sig"))
        if "payload" in document:
            document = json.loads(document["payload"])
        for node in mutations.nodes_of(document)[0]:
            if isinstance(node.get("content"), str):
                node["content"] = node["content"][:8]
        out[path.stem] = document
    return out


def excuse(found, machine, graph):
    """Why two verdicts may differ; None: they may not."""
    focus, key, constraint = found
    if constraint not in ("Datatype", "MaxInclusive"):
        return None
    for subject, predicate, value in graph:
        if machine.key_of(predicate) != key or (str(subject) != focus and focus != "_:"):
            continue
        reason = engine.misjudged(value)
        if reason:
            return reason
        # "0" is no positiveInteger: a fault of its datatype here and there, and pyshacl does not compare it besides.
        if constraint == "MaxInclusive" and getattr(value, "ill_typed", False):
            return f"pyshacl does not compare {str(value)!r}, which is no {value.datatype.fragment}"
    return None


class Comparison:
    """Counts of all documents compared so far."""

    def __init__(self, edu, reference, keep):
        self.edu = edu
        self.engines = {version: engine.Engine(reference, version) for version in ("3.1", "3.2")}
        self.keep = keep
        self.counts = collections.Counter()
        self.by_profile = collections.defaultdict(collections.Counter)
        self.excuses = collections.Counter()
        self.open = []

    def batch(self, entries):
        """entries: (name, document, profile, version)."""
        groups = collections.defaultdict(list)
        with tempfile.TemporaryDirectory() as folder:
            for i, (name, document, profile, version) in enumerate(entries):
                path = Path(folder) / f"{i}.jsonld"
                path.write_text(json.dumps(document), encoding="utf-8")
                groups[profile, version].append((str(path), name, document))
            for (profile, version), files in groups.items():
                results = findings.run(self.edu, [path for path, _, _ in files], f"{profile}@{version}")
                for path, name, document in files:
                    self.compare(name, document, profile, version, results[path])

    def compare(self, name, document, profile, version, found):
        machine = self.engines[version]
        self.counts["documents"] += 1
        if found is None:
            self.counts["not read as a credential"] += 1
            return
        ours = findings.violations(machine, document, found)
        try:
            theirs, graph = machine.violations(document, profile)
        except engine.Refused:
            theirs, graph = None, None
        self.by_profile[profile]["documents"] += 1
        if ours is None or theirs is None:
            self.counts["refused by both" if ours == theirs else "refused by one"] += 1
            if ours != theirs:
                who = "edu" if ours is None else "engine"
                self.disagree(name, document, profile, version, f"refused by {who}", found)
            return
        self.counts["violations of the engine"] += len(theirs)
        self.by_profile[profile]["violations"] += len(theirs)
        self.counts["violations in common"] += len(ours & theirs)
        left = []
        for difference in sorted(ours ^ theirs):
            reason = excuse(difference, machine, graph)
            if reason:
                self.excuses[reason] += 1
            else:
                left.append(("edu" if difference in ours else "engine",) + difference)
        if left:
            self.disagree(name, document, profile, version, left, found)
        elif ours == theirs:
            self.counts["equal"] += 1
            self.by_profile[profile]["equal"] += 1
        if bool(ours) == bool(theirs):
            self.counts["same verdict"] += 1

    def disagree(self, name, document, profile, version, what, found):
        self.counts["disagreements"] += 1
        self.open.append((name, profile, version, what))
        if self.keep:
            self.keep.mkdir(exist_ok=True, parents=True)
            stem = self.keep / f"{len(self.open):03d}-{profile}-{version}"
            stem.with_suffix(".jsonld").write_text(json.dumps(document, indent=1), encoding="utf-8")
            lines = [name, what, *found]
            stem.with_suffix(".txt").write_text("\n".join(map(str, lines)), encoding="utf-8")


def plan(reference, profiles, count, seed, sort=None):
    """What to compare: every document by every profile in both versions, then count changes of them."""
    chance = random.Random(seed)
    sources = documents(reference)
    for name, document in sources.items():
        for profile in profiles:
            for version in ("3.1", "3.2"):
                yield name, document, profile, version
    for i in range(count):
        name = chance.choice(sorted(sources))
        change, document = mutations.mutate(sources[name], chance, sort)
        if chance.random() < 0.3:
            change, document = mutations.mutate(document, chance, sort)
        yield f"{name} {change} {seed}/{i}", document, chance.choice(profiles), chance.choice(("3.1", "3.2"))


def main():
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--edu", required=True)
    parser.add_argument("--reference", type=Path, default=reference_folder())
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", action="append", choices=sorted(engine.FILES))
    parser.add_argument("--sort", choices=[change.__name__ for change in mutations.ALL])
    parser.add_argument("--keep", type=Path, help="where to write the documents of disagreements")
    parser.add_argument("--changes-only", action="store_true", help="leave the unchanged documents out")
    arguments = parser.parse_args()
    comparison = Comparison(arguments.edu, arguments.reference, arguments.keep)
    profiles = arguments.profile or sorted(engine.FILES)
    entries = list(plan(arguments.reference, profiles, arguments.count, arguments.seed, arguments.sort))
    if arguments.changes_only:
        entries = entries[-arguments.count:]
    comparison.batch(entries)
    for name, count in comparison.counts.items():
        print(f"{name}: {count}")
    for reason, count in comparison.excuses.most_common():
        print(f"explained: {reason}: {count}")
    for profile, counts in sorted(comparison.by_profile.items()):
        print(f"{profile}: {dict(counts)}")
    for entry in comparison.open:
        print(*entry)
    sys.exit(bool(comparison.open))


if __name__ == "__main__":
    main()
