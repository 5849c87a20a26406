"""Converting with the command, and reading what it says."""
import functools
import os
import subprocess

import pytest

import contract
import sources


class Result:
    """One conversion: exit status, bytes written (None: no output), report and what was said."""

    def __init__(self, source, status, data, report, told):
        self.source, self.status, self.data, self.told = source, status, data, told
        self.report = contract.Report(report) if report else None

    @functools.cached_property
    def tree(self):
        """The leaves of the output."""
        return contract.tree_of(self.data)

    @functools.cached_property
    def source_tree(self):
        return contract.tree_of(self.source)

    def faults(self, plain=None):
        return contract.faults(self.source_tree, self.tree, self.report, plain.report if plain else None)


@pytest.fixture(scope="session")
def converter(edu, tmp_path_factory):
    """converter(bytes, "elm", carry=…, supplement=bytes, strict=…, env=…, cwd=…): a Result."""
    folder = tmp_path_factory.mktemp("conversion")

    def go(data, to, *more, carry=None, supplement=None, strict=False, env=None, cwd=None, name="source"):
        paths = {n: folder / n for n in (name, "target", "report", "supplement")}
        for path in paths.values():
            path.unlink(missing_ok=True)
        paths[name].write_bytes(data)
        options = ["--to", to, "-o", paths["target"], "--report", paths["report"], *more]
        options += ["--carry", carry] if carry else []
        options += ["--strict"] if strict else []
        if supplement is not None:
            paths["supplement"].write_bytes(supplement)
            options += ["--supplement", paths["supplement"]]
        done = subprocess.run([edu, "convert", *map(str, options), str(paths[name])], capture_output=True, timeout=60,
                              env={**os.environ, **(env or {})}, cwd=cwd)
        assert done.returncode >= 0, f"killed by signal {-done.returncode}: {done.stderr!r}"
        read = {n: p.read_bytes() if p.exists() else None for n, p in paths.items()}
        return Result(data, done.returncode, read["target"], read["report"], done.stderr.decode())
    return go


@pytest.fixture(scope="session")
def convert(converter):
    """The same, for conversions that succeed and whose ledger is complete."""
    def go(data, to, *more, **options):
        result = converter(data, to, *more, **options)
        assert result.status == 0 and result.data, result.told
        plain = converter(data, to, *more, **{**options, "carry": None}) if options.get("carry") else None
        assert result.faults(plain) == []
        return result
    return go


def pytest_report_header(config):
    if not sources.SHARED.is_dir():
        return "conversion: no official documents beside the checkout (EDU_SHARED); our own only"
    return None
