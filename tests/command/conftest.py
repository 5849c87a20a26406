"""The documents of the examples."""
import pytest


@pytest.fixture
def transcript(top):
    return top / "examples" / "transcript.xml"


@pytest.fixture
def supplement(top):
    return top / "examples" / "supplement.json"
