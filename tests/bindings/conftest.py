"""The Python binding as it stands in the build folder, and documents to try it on."""
import importlib
import sys

import pytest


@pytest.fixture(scope="session")
def package_folder(build):
    folder = build / "bindings" / "python"
    if not any((folder / "libedu").glob("_native*.so")):
        pytest.skip("the Python binding is not built (Meson option python)")
    return folder


@pytest.fixture(scope="session")
def libedu(package_folder):
    sys.path.insert(0, str(package_folder))
    return importlib.import_module("libedu")


@pytest.fixture(scope="session")
def transcript(top):
    return (top / "examples" / "transcript.xml").read_bytes()


@pytest.fixture(scope="session")
def supplement(top):
    return (top / "examples" / "supplement.json").read_bytes()


@pytest.fixture
def doc(libedu, transcript):
    with libedu.loads(transcript) as doc:
        yield doc
