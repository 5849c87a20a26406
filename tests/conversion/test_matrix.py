"""What converts to what: every cell that `edu formats --matrix` shows is tried, and every document takes the ways it shows.

What a cell offers must give a complete ledger; what it doesn't must be refused for its kind, or lose most of what they say. So what
is added to the tables widens these tests, and a cell that promises too much or too little fails here.
"""
import collections
import json
import re
import subprocess

import pytest

import contract
import sources

SUPPLEMENT = json.dumps({"issued": "2024-02-01T09:00:00Z"}).encode()
# Documents from which those of the other formats are made: format and what they are about.
SEEDS = {
    ("elm", "records"): "tests/corpus/elm/valid/plain.jsonld",
    ("elm-turtle", "courses"): "tests/courses/documents/algebra.ttl",
    ("elm", "accreditations"): "tests/courses/documents/accreditation.json",
    ("elm2", "records"): "tests/corpus/elm2/valid/supplement.xml",
    ("elmo", "records"): "examples/transcript.xml",
    ("ewp", "courses"): "tests/corpus/ewp/valid/courses.xml",
    ("ooapi", "records"): "examples/results.ooapi.json",
    ("ooapi", "courses"): "tests/corpus/ooapi/valid/course-6.json",
}
# Made of those, and with them every kind of document that the forms of ELM may have.
MADE = {
    ("elm", "courses"): ("elm-turtle", "courses"),
    **{(form, about): ("elm", about) for form in ("elm-rdf", "elm-loq", "elm-ams")
       for about in ("records", "courses", "accreditations") if about in {"elm-loq": "courses", "elm-ams": "accreditations"}.get(form, about)},
}
NO_WAY = {"convert/catalogue": "courses", "convert/record": "records"}
# The XML forms demand more than most documents have; what they write is held against their schemas in tests/courses.
LACKING = ("elm/form-missing", "elm/form-empty")


def run(edu, *arguments):
    return subprocess.run([edu, "formats", *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture(scope="module")
def matrix(edu):
    """(source, target) → what goes from one into the other; and the versions of both sides."""
    rows = [json.loads(line) for line in run(edu, "--matrix", "--json").splitlines()]
    assert all(list(row) == ["source", "target", "takes"] for row in rows)
    return {(row["source"]["format"], row["target"]["format"]): row for row in rows}


def test_the_matrix_is_of_the_formats(edu, matrix):
    """Rows and columns are what is read and what is written; the table for people says the same as the JSON."""
    formats = [json.loads(line) for line in run(edu, "--json").splitlines()]
    for side, verb in ((0, "reads"), (1, "writes")):
        versions = collections.defaultdict(list)
        for f in formats:
            if f[verb]:
                versions[f["name"]].append(f["version"])
        assert {pair[side] for pair in matrix} == set(versions)
        for pair, row in matrix.items():
            assert row["target" if side else "source"]["versions"] == versions[pair[side]]
    lines = run(edu, "--matrix").splitlines()
    columns, rows = lines[0].split(), lines[1:lines.index("")]
    assert {(row.split()[0], to): cell for row in rows for to, cell in zip(columns, row.split()[1:], strict=True)} == {
        pair: "".join(w[0].upper() for w in row["takes"]) or "-" for pair, row in matrix.items()}


@pytest.fixture(scope="module")
def made(converter):
    """The documents of SEEDS and MADE, in a version of their format where one is asked for."""
    known = {}

    def go(format, about, version=None):
        if (format, about, version) not in known:
            if version is None and (format, about) in SEEDS:
                known[format, about, None] = (sources.TOP / SEEDS[format, about]).read_bytes()
            else:
                origin = (format, about) if version else MADE[format, about]
                result = converter(go(*origin), f"{format}@{version}" if version else format)
                known[format, about, version] = result.data if result.status == 0 else None
        return known[format, about, version]
    return go


def rule_of(told):
    found = re.search(r"\(([a-z0-9-]+/[A-Za-z0-9-]+)\)(?: at \S+)?$", told.strip())
    return found[1] if found else None


def faults(result):
    """Of the ledger. A form says by names and references what JSON says by values, so "exact" has another measure there;
    Turtle has no leaves that another parser could tell."""
    if not result.source.lstrip().startswith((b"<", b"{", b"[", b"\xef\xbb\xbf")):
        return []
    forms = any(contract.is_xml(side) and b"http://data.europa.eu/snb/" in side[:2000] for side in (result.source, result.data))
    return [f for f in result.faults() if not (forms and f[0] == "exact and not the same")]


def judge(converter, data, target, offered, about):
    """What is wrong with one conversion, given what the matrix says of it: None where nothing is."""
    result = converter(data, target)
    if result.status == 65 and rule_of(result.told) == "ooapi/result-date":
        result = converter(data, target, supplement=SUPPLEMENT)
    if result.status:
        if result.data is not None:
            return "refused, and yet written"
        rule = rule_of(result.told)
        fits = rule in LACKING if about in offered else rule in NO_WAY
        return None if fits else f"refused: {result.told.strip()}"
    if about not in offered:
        # Organisations may stand beside what gets lost.
        kept = [e["source"] for e in result.report.said if e["outcome"] != "lost"]
        return None if len(kept) < len(result.report.lost) / 2 else "converted, and not offered"
    return "; ".join(map(str, faults(result)[:3])) or None


def kinds():
    return sorted({*SEEDS, *MADE})


@pytest.mark.parametrize("format,about", kinds())
def test_every_cell_is_true(converter, matrix, made, format, about):
    """From the version that the format's documents have into every version of every other; and into every version of its own."""
    wrong = {}
    for (source, target), row in matrix.items():
        if source != format:
            continue
        for version in row["target"]["versions"]:
            fault = judge(converter, made(format, about), f"{target}@{version}", row["takes"], about)
            if fault:
                wrong[f"{target}@{version}"] = fault
    assert not wrong


@pytest.mark.parametrize("format,about", [k for k in kinds() if k[0] in ("elm", "elmo", "ooapi")])
def test_every_version_goes_everywhere(converter, matrix, made, format, about):
    wrong = {}
    for (source, target), row in matrix.items():
        for version in row["source"]["versions"] if source == format else ():
            data = made(format, about, version)
            fault = judge(converter, data, target, row["takes"], about) if data else None
            if fault:
                wrong[f"{version} into {target}"] = fault
    assert not wrong


def test_every_kind_of_document_is_tried(matrix):
    """Whatever the matrix says of a format, there is a document about it above."""
    said = {(source, about) for (source, _), row in matrix.items() for about in row["takes"]}
    assert said - {("elm-turtle", a) for a in ("records", "accreditations")} == set(kinds())


# ---- the nine conversions, and the steps between versions ----

NINE = ("elm", "elmo", "ooapi")
TARGETS = ("elm@3.1", "elm@3.2", "elmo@1.0", "elmo@1.7", "elmo@2.0", "ooapi@4.0", "ooapi@5.0", "ooapi@6.1")


def documents(format):
    official = {**sources.OFFICIAL, "ooapi": sorted(sources.SHARED.glob("ooapi/examples/*/assembled/*.json"))}
    examples = sources.documents("examples/*.json") if format == "ooapi" else []
    return [p for p in [*sources.own(format), *examples, *official[format]] if "invalid" not in p.parts and "supplement" not in p.name]


@pytest.mark.parametrize("format", NINE)
@pytest.mark.parametrize("target", TARGETS)
def test_nine(converter, matrix, figures, format, target):
    """Every document takes the way into every one of the three, or is refused by name; and each ledger is complete."""
    takes = matrix[format, target.split("@")[0]]["takes"]
    done, refused, wrong = 0, collections.Counter(), {}
    for path in documents(format):
        result = converter(path.read_bytes(), target, name=path.name)
        rule = rule_of(result.told) if result.status else None
        if rule == "ooapi/result-date":
            result = converter(path.read_bytes(), target, supplement=SUPPLEMENT, name=path.name)
            rule = rule_of(result.told) if result.status else None
        if result.status:
            refused[rule] += 1
            if rule is None or result.data is not None or NO_WAY.get(rule) in takes:
                wrong[path.name] = result.told.strip()
        elif result.faults():
            wrong[path.name] = result.faults()[:3]
        else:
            done += 1
    assert not wrong
    assert done or not takes
    told = ", ".join(f"{n} {rule}" for rule, n in refused.most_common())
    figures.append(f"matrix: {format} → {target}: {done} complete ledgers{', refused: ' + told if told else ''}")
