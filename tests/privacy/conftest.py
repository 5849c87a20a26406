"""Redacting with the command, and reading what it says."""
import json

import pytest


class Redacted:
    """One redaction: exit status, bytes written, report line by line, and what was said."""

    def __init__(self, done, report):
        self.status, self.data, self.told = done.returncode, done.stdout, done.stderr.decode()
        lines = [json.loads(line) for line in report.splitlines()]
        self.head, self.entries, self.counts = lines[:1], lines[1:-1], lines[-1]["counts"] if lines else None

    def of(self, path):
        return next(e for e in self.entries if e["source"] == path)

    def rules(self):
        return {e["rule"] for e in self.entries}


@pytest.fixture
def redact(run, tmp_path):
    """redact(bytes, policy, *options): a Redacted; policy a name, or a dict."""
    def go(data, policy, *options):
        if isinstance(policy, dict):
            path = tmp_path / "policy.json"
            path.write_text(json.dumps(policy))
            policy = path
        report = tmp_path / "report.jsonl"
        report.unlink(missing_ok=True)
        done = run("redact", "-p", policy, "--report", report, *options, "-", data=data)
        return Redacted(done, report.read_bytes() if report.exists() else b"")
    return go


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "pseudonyms.key"
    path.write_bytes(bytes(range(32)))
    return path
