#!/usr/bin/env python3
"""
How long the SHACL engine of Python takes for a credential: seconds from JSON to RDF, seconds for the shapes, violations.

usage: engine.py FILE PROFILE VERSION      needs pyshacl, PyLD, rdflib, and the official shapes (EDU_SHARED)
"""

import json
import os
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE / "profiles"))

import engine  # noqa: E402  (tests/profiles/engine.py)
import pyshacl  # noqa: E402


def main():
    path, profile, version = sys.argv[1:]
    shared = Path(os.environ.get("EDU_SHARED", HERE.parents[1] / "shared"))
    machine = engine.Engine(shared / "reference" / "elm", version)
    shapes = machine.shapes(profile)
    text = Path(path).read_text(encoding="utf-8")
    begin = time.perf_counter()
    graph = machine.graph(json.loads(text))
    middle = time.perf_counter()
    conforms, _, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True)
    end = time.perf_counter()
    print(middle - begin, end - middle, int(conforms))


if __name__ == "__main__":
    main()
