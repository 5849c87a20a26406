"""Verifying with the command, and the reference vectors."""
import json

import pytest

TIME = "2026-02-01T00:00:00Z"


@pytest.fixture
def verify(run):
    """verify(path or bytes, trust=[…], at=…): (exit status, the verdict as JSON; None where there is none)."""
    def go(what, *options, trust=(), at=TIME):
        words = [word for t in trust for word in ("--trust", t)]
        data = what if isinstance(what, bytes) else b""
        done = run("verify", "--json", "--at", at, *words, *options, "-" if isinstance(what, bytes) else what, data=data)
        return done.returncode, json.loads(done.stdout) if done.stdout else None
    return go


@pytest.fixture(scope="session")
def vectors(shared):
    return shared / "reference" / "vectors"


@pytest.fixture(scope="session")
def own(vectors):
    return vectors / "own"


@pytest.fixture(scope="session")
def anchor(own):
    return own / "pki" / "anchor.pem"


@pytest.fixture(scope="session")
def keys(own):
    import forge
    return forge.Keys(own)
