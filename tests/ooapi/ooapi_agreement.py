#!/usr/bin/env python3
"""Compare `edu validate --profile official` with a JSON Schema validator on mutated OOAPI entities.

    ooapi_agreement.py --edu build/tools/edu --schemas ../shared/reference/ooapi/schema [--count 200] [--seed 1]

For every entity of every version an object with all members is made up from the schema, and COUNT mutations of it.
Both judge each; a disagreement that EXPECTED doesn't explain is printed, and the exit status is 1. Needs jsonschema.
"""

import argparse
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from samples import mutate, sample  # noqa: E402

VERSIONS = {
    "4.0": ("ooapi-4.0.schema.json", "definitions"), "5.0": ("ooapi-5.0.schema.json", "definitions"),
    "6.0": ("oeapi-6.0.schema.json", "$defs"), "6.1": ("oeapi-6.1-rc1.schema.json", "$defs"),
}
# Schemas, by what the tables call them.
ENTITIES = {
    "4.0": ["AcademicSession", "Organization", "Person", "Program", "Course", "Component", "ProgramOffering",
            "CourseOffering", "ComponentOffering", "ProgramOfferingAssociation", "CourseOfferingAssociation",
            "ComponentOfferingAssociation", "Room", "Building", "NewsFeed", "NewsItem", "Service", "Address",
            "CourseResult", "Problem"],
    "5.0": ["AcademicSession", "Organization", "Person", "ProgramExpanded", "EducationSpecification", "CourseExpanded",
            "Component", "ProgramOffering", "CourseOffering", "ComponentOffering", "ProgramOfferingAssociation",
            "CourseOfferingAssociation", "ComponentOfferingAssociation", "Group", "Room", "Building", "NewsFeed",
            "NewsItem", "Service", "Address", "Cost", "CourseResult", "Problem"],
    "6.0": ["AcademicSession", "Organisation", "Person", "ProgrammeExpanded", "CourseExpanded", "LearningComponent",
            "TestComponent", "LearningOutcome", "ProgrammeOffering", "CourseOffering", "LearningComponentOffering",
            "TestComponentOffering", "ProgrammeOfferingAssociation", "CourseOfferingAssociation",
            "LearningComponentOfferingAssociation", "TestComponentOfferingAssociation", "Group", "Membership",
            "Document", "Room", "Building", "Service", "Address", "Cost", "Country", "Problem"],
}
ENTITIES["6.1"] = ENTITIES["6.0"]

CHECKER = jsonschema.FormatChecker(formats=())


@CHECKER.checks("date")
def is_date(value):
    if not isinstance(value, str):
        return True
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.A)) and bool(datetime.date.fromisoformat(value))
    except ValueError:
        return False


@CHECKER.checks("date-time")
def is_moment(value):
    if not isinstance(value, str):
        return True
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)", value, re.A)
    try:
        return bool(match) and is_date(match[1]) and bool(datetime.time.fromisoformat(match[2]) or True)
    except ValueError:
        return False


@CHECKER.checks("uuid")
def is_uuid(value):
    return not isinstance(value, str) or bool(re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value))


@CHECKER.checks("uri")
def is_uri(value):
    return not isinstance(value, str) or bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[!#-;=?-\[\]_a-z~%]*", value))


@CHECKER.checks("uri-reference")
def is_uri_reference(value):
    return not isinstance(value, str) or bool(re.fullmatch(r"[!#-;=?-\[\]_a-z~%]*", value))


@CHECKER.checks("email")
def is_email(value):
    return not isinstance(value, str) or bool(re.fullmatch(r"[^@\s]+@[A-Za-z0-9.-]+", value))


def expected(version, schema, value, ours, theirs):
    """Why the two disagree, where it is known to be so; docs/ooapi.md has the list."""
    if schema.endswith("Expanded") and theirs and not ours and '"timelineOverrides"' in json.dumps(value):
        return "an override inside an expanded programme or course is checked, too"
    return None


def judge(edu, version, entity, values):
    """Which of the values edu finds valid."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for i, value in enumerate(values):
            path = pathlib.Path(folder, f"{i:05}.json")
            path.write_text(json.dumps(value), encoding="utf-8")
            names.append(str(path))
        done = subprocess.run([edu, "validate", "--json", "--from", f"ooapi@{version}", "--entity", entity, "--profile",
                               "official", *names], capture_output=True, text=True)
        if done.returncode not in (0, 1):
            raise SystemExit(f"edu: {done.stderr}")
        wrong = {}
        for line in done.stdout.splitlines():
            finding = json.loads(line)
            if finding["severity"] == "error":
                wrong.setdefault(finding["file"], []).append(f'{finding["rule"]} {finding["path"]}')
        return [wrong.get(name) for name in names]


def compare(edu, schemas, count, seed):
    """Counts and the disagreements nobody expects, as texts."""
    counts, bad = {"judged": 0, "valid": 0, "expected": 0}, []
    for version, (name, key) in VERSIONS.items():
        whole = json.loads((schemas / name).read_text(encoding="utf-8"))
        cls = jsonschema.Draft202012Validator if key == "$defs" else jsonschema.Draft7Validator
        for schema in ENTITIES[version]:
            rng = random.Random(f"{seed} {version} {schema}")
            base = sample(whole[key], whole[key][schema])
            values = [(base, [])] + [mutate(base, rng) for _ in range(count)]
            validator = cls({**whole, "$ref": f"#/{key}/{schema}"} if key == "$defs" else
                            {"definitions": whole[key], "allOf": [{"$ref": f"#/definitions/{schema}"}]},
                            format_checker=CHECKER)
            ours = judge(edu, version, schema.removesuffix("Expanded"), [value for value, _ in values])
            for (value, what), found in zip(values, ours):
                error = next(validator.iter_errors(value), None)
                counts["judged"] += 1
                counts["valid"] += error is None
                if (error is None) == (found is None):
                    continue
                if expected(version, schema, value, not found, error is None):
                    counts["expected"] += 1
                    continue
                bad.append(f"{version} {schema} {what}: edu {found and found[:2]}, jsonschema "
                           f"{error and (list(error.absolute_path), error.message[:100])}")
    return counts, bad


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--edu", required=True)
    parser.add_argument("--schemas", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    counts, bad = compare(arguments.edu, arguments.schemas, arguments.count, arguments.seed)
    print("\n".join(bad[:60]))
    print(", ".join(f"{name} {number}" for name, number in counts.items()), f"disagreements {len(bad)}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
