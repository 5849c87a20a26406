"""Checking transcripts: the helpers of this folder are modules beside the tests, as are the small documents of conversion."""
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
for folder in (HERE, HERE.parent / "conversion"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
