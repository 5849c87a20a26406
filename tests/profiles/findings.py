"""The findings of `edu validate --profile`, in the terms of a SHACL engine: focus node, key, constraint."""

import json
import subprocess

CONSTRAINTS = {
    "elm/min-count": "MinCount", "elm/max-count": "MaxCount", "elm/datatype": "Datatype",
    "elm/class": "Class",
    "elm/node-kind": "NodeKind", "elm/any-of": "Or", "elm/all-of": "And", "elm/node": "Node",
    "elm/has-value": "HasValue", "elm/in": "In", "elm/pattern": "Pattern", "elm/unique-lang": "UniqueLang",
    "elm/closed": "Closed", "elm/disjoint": "Disjoint", "elm/max-value": "MaxInclusive",
}
AT_THE_NODE = ("elm/min-count", "elm/has-value")
LANGUAGE_MAPS = (
    "altLabel birthName category definition description familyName fullName geographicName givenName "
    "legalName noteLiteral patronymicName prefLabel schemeAgency title").split()


def run(edu, files, profile):
    """File -> list of findings, of one run of the command; None where it is not read as a credential."""
    done = subprocess.run([edu, "validate", "--json", "--profile", profile, *map(str, files)],
                          capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 65):
        raise RuntimeError(f"edu validate: status {done.returncode}: {done.stderr[:500]}")
    out = {str(file): [] for file in files}
    for file in files if done.stderr else ():
        if f"edu: {file}:" in done.stderr:
            out[str(file)] = None
    for line in done.stdout.splitlines():
        finding = json.loads(line)
        out[finding["file"]].append(finding)
    return out


def steps_to(document, pointer):
    """(container, key) for each step of a JSON Pointer."""
    steps, at = [], document
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        key = int(key) if isinstance(at, list) else key
        steps.append((at, key))
        at = at[key]
    return steps, at


def focus_of(document, finding):
    """The node a finding is about, and the key under which its value stands."""
    steps, at = steps_to(document, finding["path"])
    key = ""
    if finding["rule"] not in AT_THE_NODE or not isinstance(at, dict):
        while steps:
            at, key = steps.pop()
            direct = steps and isinstance(steps[-1][0], dict) and steps[-1][1] in LANGUAGE_MAPS
            if isinstance(at, dict) and not direct and "@value" not in at:
                break
    identity = at.get("id", at.get("@id"))
    return ("_:" if identity is None or identity.startswith("_:") else identity), key


def violations(engine, document, findings):
    """The errors as a set of (focus, key, constraint); None: the document is refused."""
    out = set()
    for finding in findings:
        if finding["severity"] != "error":
            continue
        if finding["rule"] not in CONSTRAINTS:
            return None
        focus, key = focus_of(document, finding)
        if finding["rule"] != "elm/closed":
            key = finding["message"].split(" ", 1)[0].split(".", 1)[1]
        elif ":" in key:
            key = engine.key_of(key if "//" in key else engine.expand(key))
        focus = focus if focus.startswith("_:") else engine.expand(focus)
        out.add((focus, key, CONSTRAINTS[finding["rule"]]))
    return out
