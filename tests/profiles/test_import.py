"""The tables of the profiles are what the importer makes of the official shapes; and what 3.2 changed."""
import pathlib
import subprocess
import sys
import tomllib

import pytest

TOP = pathlib.Path(__file__).resolve().parents[2]
FOLDER = TOP / "libedu" / "formats" / "elm" / "profiles"


def tables():
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}


def test_importing_again_changes_nothing(shared, tmp_path):
    pytest.importorskip("rdflib", reason="no rdflib: the profiles can't be imported")
    subprocess.run([sys.executable, "-B", TOP / "libedu" / "generate" / "import_profiles.py",
                    shared / "reference" / "elm", "-o", tmp_path], check=True)
    for path in FOLDER.glob("*.toml"):
        again = (tmp_path / path.name).read_text(encoding="utf-8")
        assert again == path.read_text(encoding="utf-8"), path.name


def test_every_profile_is_there():
    names = {name for name in tables() if name != "context"}
    assert names == {
        "edc-generic-no-cv", "edc-generic-full", "edc-accredited", "edc-converted", "edc-issued-by-mandate",
        "edc-diploma-supplement", "loq", "loq-mdr", "ams", "ams-mdr", "pid"}


def test_sizes_are_those_of_the_shapes():
    """Property shapes by file, those that are switched off aside (13 of VerifiableCredential)."""
    rows = {}
    for name, data in tables().items():
        if name == "context":
            continue
        live = [row for shape in data["shape"].values() for row in shape.get("properties", [])]
        rows[name] = sum("3.1" in row.get("versions", data["versions"]) for row in live)
    assert rows["edc-generic-full"] == 52
    assert (rows["edc-accredited"], rows["edc-converted"], rows["edc-issued-by-mandate"]) == (3, 2, 2)
    assert rows["edc-diploma-supplement"] == 12


def test_what_3_2_changed():
    changed = {}
    for name, data in tables().items():
        for title, shape in data.get("shape", {}).items():
            for row in shape.get("properties", []):
                if "versions" in row:
                    changed.setdefault(name, set()).add((title, row["path"]))
    assert set(changed) == {"edc-generic-no-cv"}
    assert {path for _, path in changed["edc-generic-no-cv"]} == {
        "cred:credentialSchema", "cred:credentialStatus", "cred:proof", "cred:termsOfUse", "sec:proof"}
