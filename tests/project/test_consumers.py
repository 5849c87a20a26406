"""Somebody else's programs: C and C++ through pkg-config from an installed library, and as a Meson subproject."""
import os
import pathlib
import shutil
import subprocess

import pytest


def run(command, **more):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **more)
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(build, tmp_path_factory):
    """The build, installed below a folder of its own; the environment in which pkg-config finds it there."""
    root = tmp_path_factory.mktemp("installed")
    run(["meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", root])
    pc = next(root.rglob("libedu.pc"))
    library = next(root.rglob("libedu.so")).parent
    return {**os.environ, "PKG_CONFIG_PATH": str(pc.parent), "PKG_CONFIG_SYSROOT_DIR": str(root),
            "LD_LIBRARY_PATH": str(library), "ROOT": str(root)}


@pytest.mark.parametrize("compiler, source, dialect", [("cc", "consumer.c", "c99"), ("c++", "consumer.cpp", "c++11")])
def test_program_builds_and_runs_with_pkg_config(top, installed, tmp_path, compiler, source, dialect):
    flags = run(["pkg-config", "--cflags", "--libs", "libedu"], env=installed).split()
    program = tmp_path / "consumer"
    run([compiler, f"-std={dialect}", "-pedantic-errors", "-Wall", "-Werror", "-o", program,
         top / "tests" / "consumer" / source, *flags], env=installed)
    said = run([program, top / "examples" / "transcript.xml"], env=installed)
    assert "elmo 1.5" in said


def test_pkg_config_tells_the_version(top, installed):
    version = run(["pkg-config", "--modversion", "libedu"], env=installed).strip()
    assert f"version: '{version}'" in (top / "meson.build").read_text()


def test_everything_a_user_needs_is_installed(installed):
    root = pathlib.Path(installed["ROOT"])
    names = {str(p.relative_to(root)).split("/", 2)[-1] for p in root.rglob("*") if not p.is_dir()}
    endings = ["bin/edu", "include/edu.h", "include/edu/base.h", "libedu.so", "libedu.so.0", "libedu.a",
               "man/man1/edu.1", "bash-completion/completions/edu", "pkgconfig/libedu.pc"]
    missing = [e for e in endings if not any(n.endswith(e) for n in names)]
    assert not missing, sorted(names)


def test_private_headers_are_not_installed(installed):
    assert not [p for p in pathlib.Path(installed["ROOT"]).rglob("*.h") if "include" not in p.parts]


def test_subproject(top, tmp_path):
    shutil.copytree(top / "tests" / "consumer", tmp_path / "consumer")
    (tmp_path / "consumer" / "subprojects").mkdir()
    (tmp_path / "consumer" / "subprojects" / "libedu").symlink_to(top)
    run(["meson", "setup", tmp_path / "build", tmp_path / "consumer"])
    run(["meson", "compile", "-C", tmp_path / "build"])
    said = run([tmp_path / "build" / "consumer", top / "examples" / "transcript.xml"])
    assert "elmo 1.5" in said
