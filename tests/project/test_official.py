"""The command's contract over official documents, by checks that know nothing of libedu."""
import subprocess
import sys

import pytest

ELMO = "reference/elmo/documents/*.xml"
ELM = ["reference/elm/samples/*.json*", "reference/elm/own/*.jsonld"]

CHECKS = {
    "ELMO to ELM, ledger": ("ledger.py", "elm", [ELMO]),
    "ELM to ELMO, ledger": ("ledger.py", "elmo", ELM),
    "ELMO to ELMO": ("roundtrip.py", "elmo", [ELMO]),
    "ELM to ELM": ("roundtrip.py", "elm", ELM),
}


def files(shared, patterns):
    found = sorted(p for pattern in patterns for p in shared.glob(pattern))
    assert found, patterns
    return found


def run(shared, edu, script, *arguments):
    command = [sys.executable, shared / "check" / script, edu, *arguments]
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=1200)


@pytest.mark.parametrize("name", CHECKS)
def test_all_documents(shared, edu, figures, name):
    script, target, patterns = CHECKS[name]
    done = run(shared, edu, script, target, *files(shared, patterns))
    figures.append(f"{name}: {done.stdout.strip().splitlines()[-1]}")
    assert done.returncode == 0, done.stdout + done.stderr


def test_facts_arrive(shared, edu, figures):
    documents = files(shared, [ELMO])
    bad = []
    for document in documents:
        done = run(shared, edu, "facts.py", document)
        if done.returncode:
            bad.append(f"{document.name}: {done.stdout.strip()} {done.stderr.strip()}")
    figures.append(f"titles, names, results and credits arrive from {len(documents) - len(bad)} of {len(documents)} transcripts")
    assert not bad, "\n".join(bad)
