"""The same input and options give the same bytes: of the output, and of the report."""
import itertools
import os
import shutil
import subprocess

import pytest

import sources

SOME = [sources.TOP / "examples/transcript.xml", sources.TOP / "tests/corpus/elmo/valid/everything-1.7.xml",
        sources.TOP / "tests/corpus/elm/valid/plain.jsonld", sources.TOP / "tests/corpus/elm/valid/flat.jsonld"]
LOCALES = ("C", "tr_TR.UTF-8", "de_DE.UTF-8")
ZONES = ("UTC", "Asia/Tokyo", "America/New_York")


def run(edu, path, to, folder, env=None, **more):
    out, report = folder / "out", folder / "report"
    subprocess.run([edu, "convert", "--to", to, "-o", out, "--report", report, path], check=True, capture_output=True,
                   env={**os.environ, **(env or {})}, **more)
    return out.read_bytes(), report.read_bytes()


def target(path):
    return "elm" if path.suffix == ".xml" else "elmo"


@pytest.mark.parametrize("path", SOME, ids=lambda p: p.name)
def test_locales_and_time_zones(edu, tmp_path, path):
    """A dotless i, a decimal comma, a day that begins elsewhere: none of them shows. (Locales that are not installed are C.)"""
    expected = run(edu, path, target(path), tmp_path)
    for locale, zone in itertools.product(LOCALES, ZONES):
        env = {"LC_ALL": locale, "LANG": locale, "LC_NUMERIC": locale, "TZ": zone}
        assert run(edu, path, target(path), tmp_path, env) == expected, (locale, zone)


@pytest.mark.parametrize("path", SOME, ids=lambda p: p.name)
def test_folders_and_names(edu, tmp_path, path):
    """Neither the working directory nor the input's path or name leaves a trace."""
    expected = run(edu, path, target(path), tmp_path)
    elsewhere = tmp_path / "a longer folder with blanks"
    elsewhere.mkdir()
    copy = elsewhere / ("x" + path.suffix)
    shutil.copy(path, copy)
    assert run(edu, copy.name, target(path), tmp_path, cwd=elsewhere) == expected
    assert run(edu, os.path.relpath(path), target(path), tmp_path) == expected
    piped = subprocess.run([edu, "convert", "--to", target(path), "-"], input=path.read_bytes(), capture_output=True, check=True)
    assert piped.stdout == expected[0]


@pytest.mark.parametrize("path", SOME, ids=lambda p: p.name)
def test_jobs(edu, tmp_path, path):
    """Alone or among others at the same time."""
    expected, _ = run(edu, path, target(path), tmp_path)
    folder, out = tmp_path / "in", tmp_path / "made"
    folder.mkdir()
    for n in range(8):
        shutil.copy(path, folder / f"{n}{path.suffix}")
    out.mkdir()
    subprocess.run([edu, "convert", "--to", target(path), "--jobs", "4", "-o", f"{out}/", folder], check=True, capture_output=True)
    made = [p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()]
    assert len(made) == 8 and set(made) == {expected}


@pytest.mark.parametrize("carry", ["none", "residue", "original"])
def test_two_runs_with_each_carry(converter, carry):
    for path in SOME:
        one, two = (converter(path.read_bytes(), target(path), carry=carry) for _ in "ab")
        assert one.data == two.data and one.report.entries == two.report.entries
