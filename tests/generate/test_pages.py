"""The pages of the crosswalks are committed: people read them on the forge. They must say what the tables say."""

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]


def test_crosswalk_pages_are_fresh(tmp_path):
    subprocess.run([sys.executable, TOP / "libedu/generate/crosswalk_pages.py", TOP / "libedu/formats",
                    TOP / "libedu/convert/rules.toml", TOP / "libedu/privacy/rules.toml", tmp_path], check=True)
    made = {p.name: p.read_text() for p in tmp_path.iterdir()}
    committed = {p.name: p.read_text() for p in (TOP / "docs/crosswalk").iterdir()}
    assert made == committed, "run ./dev docs and commit docs/crosswalk"
