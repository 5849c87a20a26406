"""Running the command as a script would; the tools beside."""
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))


@pytest.fixture
def run(edu):
    """run("convert", …, data=bytes): the finished process, output as bytes."""
    def go(*arguments, data=b"", **more):
        done = subprocess.run([edu, *map(str, arguments)], input=data, capture_output=True, timeout=120, **more)
        assert done.returncode in (0, 1, 64, 65, 66, 70, 73), (done.returncode, done.stderr)
        return done
    return go
