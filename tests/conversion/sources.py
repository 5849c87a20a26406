"""Which documents there are to convert: our own, and the official ones where they lie beside the checkout."""
import os
import pathlib

import pytest

TOP = pathlib.Path(__file__).resolve().parents[2]


def documents(*patterns):
    return sorted(p for pattern in patterns for p in TOP.glob(pattern) if p.suffix not in (".expect", ".md"))


def own(format):
    """Our own documents of a format: the corpus and, for ELMO, the example."""
    return documents(f"tests/corpus/{format}/valid/*", f"tests/corpus/{format}/invalid/*",
                     *(["examples/*.xml"] if format == "elmo" else []))


SHARED = pathlib.Path(os.environ.get("EDU_SHARED") or TOP.parent / "shared") / "reference"
OFFICIAL = {"elmo": sorted(SHARED.glob("elmo/documents/*.xml")),
            "elm": sorted([*SHARED.glob("elm/samples/*.json*"), *SHARED.glob("elm/own/*.jsonld")])}


def every(*formats, invalid=True):
    """Parameters for every document of the formats: our own, and the official ones where they lie beside the checkout."""
    return [pytest.param(path, id=f"{path.parent.name}/{path.name}") for f in formats for path in [*own(f), *OFFICIAL[f]]
            if invalid or "invalid" not in path.parts]
