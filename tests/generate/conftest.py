"""The generator's modules, and its descriptions of the formats."""
import pathlib
import sys

import pytest

GENERATE = pathlib.Path(__file__).resolve().parents[2] / "libedu" / "generate"
sys.dont_write_bytecode = True
sys.path.insert(0, str(GENERATE))


@pytest.fixture(scope="session")
def formats(top):
    return top / "libedu" / "formats"
