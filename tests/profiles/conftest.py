"""Checking by profiles: the helpers of this folder are modules beside the tests."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
