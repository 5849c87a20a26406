"""Every public header compiles alone and twice, as C99 and as C++11, without a warning."""
import pathlib
import shutil
import subprocess

import pytest

TOP = pathlib.Path(__file__).resolve().parents[2]
HEADERS = sorted(str(p.relative_to(TOP / "include")) for p in (TOP / "include").rglob("*.h"))
DIALECTS = {
    "c99": ["cc", "-x", "c", "-std=c99"],
    "c++11": ["c++", "-x", "c++", "-std=c++11"],
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("header", HEADERS)
def test_header_stands_alone(header, dialect):
    command = DIALECTS[dialect]
    assert shutil.which(command[0]), f"{command[0]} is missing"
    source = f"#include <{header}>\n#include <{header}>\n"
    done = subprocess.run([*command, "-pedantic-errors", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                           "-I", str(TOP / "include"), "-"], input=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_umbrella_includes_every_header():
    umbrella = (TOP / "include" / "edu.h").read_text(encoding="utf-8")
    missing = [h for h in HEADERS if h != "edu.h" and f"<{h}>" not in umbrella]
    assert not missing


def test_every_header_is_installed():
    listed = (TOP / "include" / "meson.build").read_text(encoding="utf-8")
    missing = [h for h in HEADERS if f"'{h}'" not in listed]
    assert not missing
