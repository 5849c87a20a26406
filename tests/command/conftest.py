"""Running the command as a script would."""
import os
import subprocess

import pytest


@pytest.fixture
def run(edu):
    """run("convert", …, data=bytes, env={…}): the finished process, output as bytes."""
    def go(*arguments, data=b"", env=None, **more):
        settings = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 120, **more}
        if "stdin" not in settings:
            settings["input"] = data
        done = subprocess.run([edu, *map(str, arguments)], env={**os.environ, **(env or {})}, **settings)
        assert done.returncode >= 0, f"killed by signal {-done.returncode}: {done.stderr!r}"
        assert done.returncode in (0, 1, 2, 64, 65, 66, 70, 73), (done.returncode, done.stderr)
        return done
    return go


@pytest.fixture
def transcript(top):
    return top / "examples" / "transcript.xml"


@pytest.fixture
def supplement(top):
    return top / "examples" / "supplement.json"
