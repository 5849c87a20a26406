"""Where the tests find what they test, and run it: the build folder, the command, and the material beside the checkout."""
import os
import pathlib
import subprocess

import pytest

TOP = pathlib.Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def top():
    return TOP


@pytest.fixture(scope="session")
def build():
    """The build folder: EDU_BUILD, or build/ in the checkout."""
    return pathlib.Path(os.environ.get("EDU_BUILD") or TOP / "build").resolve()


@pytest.fixture(scope="session")
def edu(build):
    """The command under test: EDU, or the one in the build folder."""
    command = pathlib.Path(os.environ.get("EDU") or build / "tools" / "edu")
    assert command.exists(), f"{command} is not built; ./dev build does"
    return str(command)


@pytest.fixture(scope="session")
def run(edu):
    """run("convert", …, data=bytes, env={…}): the command as a script runs it; the finished process, output as bytes."""
    def go(*arguments, data=b"", env=None, **more):
        settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 120, **more}
        if "stdin" not in settings:
            settings["input"] = data
        done = subprocess.run([edu, *map(str, arguments)], env={**os.environ, **(env or {})}, **settings)
        assert done.returncode >= 0, f"killed by signal {-done.returncode}: {done.stderr!r}"
        assert done.returncode in (0, 1, 2, 64, 65, 66, 70, 73), (done.returncode, done.stderr)
        return done
    return go


@pytest.fixture(scope="session")
def shared():
    """Official schemas and documents: EDU_SHARED, or ../shared beside the checkout; tests that need it say so."""
    folder = pathlib.Path(os.environ.get("EDU_SHARED") or TOP.parent / "shared")
    if not (folder / "reference").is_dir():
        pytest.skip("reference material is not beside the checkout (EDU_SHARED)")
    return folder


FIGURES = []


@pytest.fixture(scope="session")
def figures():
    """Lines to be shown at the end of the run: counts that a mere "passed" would hide."""
    return FIGURES


def pytest_terminal_summary(terminalreporter):
    for line in FIGURES:
        terminalreporter.write_line(f"   {line}")
