"""The contract of the command: verbs, options, exit statuses, where results go, what lines look like."""
import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

from documents import elm, elm_tree, elmo, report

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "conversion"))
from contract import tree_of  # noqa: E402

FINDING = re.compile(r"^(?P<file>[^\n]+):(?P<line>\d+): (error|warning|info) (?P<rule>\S+) (?P<path>\S*): (?P<message>.+)$")
OUTCOMES = {"exact", "derived", "carried", "lost"}


def lines(data):
    return data.decode().splitlines()


def errors(done):
    return [line for line in lines(done.stderr) if line]


def names(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


# ---- verbs and options

def test_version(run, top):
    done = run("--version")
    assert done.returncode == 0
    assert re.fullmatch(rb"edu \d+\.\d+\.\d+\n", done.stdout)


@pytest.mark.parametrize("verb", ["convert", "validate", "inspect", "verify", "sign", "present", "status", "keygen", "formats"])
def test_each_verb_has_help(run, verb):
    for words in ([verb, "--help"], ["help", verb], [verb, "-h"]):
        done = run(*words)
        assert done.returncode == 0 and done.stdout.startswith(b"usage: edu " + verb.encode())


@pytest.mark.parametrize("words", [
    [], ["frobnicate"], ["convert"], ["validate"], ["inspect"], ["convert", "--to"], ["convert", "--nonsense", "x"],
    ["convert", "-Z", "x"], ["convert", "--to", "elm"], ["convert", "x"], ["formats", "x"], ["convert", "--to", "docx", "x"],
    ["convert", "--to", "elm@9.9", "x"], ["convert", "--to", "elm", "--from", "docx", "x"],
    ["convert", "--to", "elm", "--carry", "everything", "x"], ["convert", "--to", "elm", "--strict=yes", "x"],
    ["convert", "--to", "elm", "--jobs", "many", "x"], ["convert", "--to", "elm", "a", "b"],
    ["convert", "--to", "elm", "--report", "-", "x"], ["convert", "--to", "elm", "-", "-", "-o", "out/"],
    ["verify"], ["verify", "--at", "noon", "x"], ["sign", "x"], ["sign", "--key", "k"], ["sign", "--finish", "s"], ["keygen"],
    ["keygen", "--type", "DSA", "-o", "k"],
])
def test_usage_errors(run, words, tmp_path):
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 64
    assert len(errors(done)) == 1 and errors(done)[0].startswith("edu: ")
    assert not done.stdout and not names(tmp_path)


def test_options_stand_anywhere_and_in_both_forms(run, transcript, tmp_path):
    expected = run("convert", "--to", "elm", transcript).stdout
    assert expected
    for words in (["--to=elm", transcript], [transcript, "--to", "elm"], ["-t", "elm", transcript], ["-telm", transcript],
                  ["--to", "elm", "--", transcript], ["--to", "elm@3.1", "--to", "elm", transcript]):
        assert run("convert", *words).stdout == expected


def test_double_dash_ends_options(run, tmp_path):
    (tmp_path / "--odd.xml").write_bytes(elmo())
    done = run("validate", "--", "--odd.xml", cwd=tmp_path)
    assert done.returncode in (0, 1)


# ---- formats

def test_formats_lists_what_the_issue_promises(run):
    rows = [json.loads(line) for line in lines(run("formats", "--json").stdout)]
    assert {"name", "version", "title", "syntax", "reads", "writes", "default"} <= set(rows[0])
    told = {(r["name"], r["version"]) for r in rows if r["reads"] and r["writes"]}
    assert {("elmo", f"1.{i}") for i in range(8)} | {("elm", "3.1"), ("elm", "3.2")} <= told
    assert {("ooapi", version) for version in ("4.0", "5.0", "6.0", "6.1")} <= told
    defaults = {r["name"]: r["version"] for r in rows if r["default"]}
    assert {"elmo": "1.7", "elm": "3.2", "ooapi": "5.0"}.items() <= defaults.items()
    text = run("formats").stdout.decode()
    assert all(f"{name}@{version}" in text for name, version in told)


# ---- statuses

def test_missing_input(run, tmp_path):
    for verb in (["convert", "--to", "elm"], ["validate"], ["inspect"]):
        done = run(*verb, tmp_path / "none.xml")
        assert done.returncode == 66
        assert len(errors(done)) == 1 and str(tmp_path / "none.xml") in errors(done)[0]


def test_unreadable_input(run, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam")
    for verb in (["convert", "--to", "elm"], ["validate"], ["inspect"]):
        done = run(*verb, tmp_path / "letter.txt")
        assert done.returncode == 65 and len(errors(done)) == 1


def test_wrong_from(run, transcript):
    assert run("convert", "--from", "elm", "--to", "elm", transcript).returncode == 65


def test_missing_supplement(run, transcript, tmp_path):
    assert run("convert", "--to", "elm", "--supplement", tmp_path / "none.json", transcript).returncode == 66


@pytest.mark.parametrize("text", ["{", "[]", '{"issuer": 1}', '{"colour": "red"}', '{"id": "x", "id": "y"}'])
def test_bad_supplement(run, transcript, tmp_path, text):
    (tmp_path / "s.json").write_text(text)
    done = run("convert", "--to", "elm", "--supplement", tmp_path / "s.json", "-o", tmp_path / "out", transcript)
    assert done.returncode == 65 and len(errors(done)) == 1
    assert not (tmp_path / "out").exists()


def test_largest_status_of_several_inputs(run, tmp_path):
    (tmp_path / "good.xml").write_bytes(elmo())
    (tmp_path / "bad.xml").write_bytes(b"<elmo")
    done = run("convert", "--to", "elm", "-o", tmp_path / "out", tmp_path / "bad.xml", tmp_path / "good.xml", tmp_path / "none")
    assert done.returncode == 64          # out is no folder yet, and has no / at its end
    done = run("convert", "--to", "elm", "-o", f"{tmp_path}/out/", tmp_path / "bad.xml", tmp_path / "good.xml", tmp_path / "none")
    assert done.returncode == 66
    assert names(tmp_path / "out") == ["good.jsonld"]


def test_errors_name_place_and_rule_and_no_value(run, tmp_path):
    (tmp_path / "a.json").write_bytes(b'{"secret-name": "secret-value",\n "x": 01}')
    done = run("validate", tmp_path / "a.json")
    line = errors(done)[0]
    assert re.match(rf"^edu: {re.escape(str(tmp_path))}/a\.json:2:\d+: .+ \(\S+\)( at \S+)?$", line)
    assert "secret-value" not in line


# ---- convert: where results go

def test_one_input_goes_to_standard_output(run, transcript, tmp_path):
    done = run("convert", "--to", "elm", transcript)
    assert done.returncode == 0
    assert json.loads(done.stdout)["type"] == ["VerifiableCredential", "EuropeanDigitalCredential"]
    out = tmp_path / "c.jsonld"
    assert run("convert", "--to", "elm", "-o", out, transcript).returncode == 0
    assert out.read_bytes() == done.stdout
    assert run("convert", "--to", "elm", "-", data=transcript.read_bytes()).stdout == done.stdout


def test_loss_is_said_unless_there_is_a_report(run, transcript, tmp_path):
    done = run("convert", "--to", "elm", transcript)
    rows = report_of(run, transcript, tmp_path)
    lost = rows[-1]["counts"]["lost"]
    assert (len(errors(done)) == 1 and f" {lost} of " in errors(done)[0]) if lost else not done.stderr
    assert not run("convert", "--to", "elm", "--report", os.devnull, transcript).stderr


def test_several_inputs_make_one_output_each(run, tmp_path):
    source = tmp_path / "in"
    (source / "b").mkdir(parents=True)
    for name in ("b/two.xml", "one.xml", "a.elmo"):
        (source / name).write_bytes(elmo())
    (source / "notes.txt").write_text("not a record")
    (source / ".hidden.xml").write_bytes(elmo())
    done = run("convert", "--to", "elm", "-o", f"{tmp_path}/out/", "--report", f"{tmp_path}/reports/", source)
    assert done.returncode == 0
    assert names(tmp_path / "out") == ["a.jsonld", "b/two.jsonld", "one.jsonld"]
    assert names(tmp_path / "reports") == ["a.ledger.jsonl", "b/two.ledger.jsonl", "one.ledger.jsonl"]
    assert "1 other file passed over" in done.stderr.decode()


def test_inputs_that_would_share_an_output_are_refused(run, tmp_path):
    (tmp_path / "x.xml").write_bytes(elmo())
    (tmp_path / "x.json").write_bytes(elm())
    done = run("convert", "--to", "elm", "-o", f"{tmp_path}/out/", tmp_path / "x.xml", tmp_path / "x.json")
    assert done.returncode == 64 and not (tmp_path / "out").exists()


def test_existing_folder_needs_no_slash(run, transcript, tmp_path):
    assert run("convert", "--to", "elm", "-o", tmp_path, transcript).returncode == 0
    assert names(tmp_path) == ["transcript.jsonld"]


def test_output_replaces_its_input(run, tmp_path):
    path = tmp_path / "t.xml"
    path.write_bytes(elmo())
    path.chmod(0o640)
    assert run("convert", "--to", "elmo", "-o", path, path).returncode == 0
    assert names(tmp_path) == ["t.xml"]
    assert path.stat().st_mode & 0o777 == 0o640


def test_output_through_a_link_keeps_the_link(run, transcript, tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    assert run("convert", "--to", "elm", "-o", tmp_path / "link", transcript).returncode == 0
    assert (tmp_path / "link").is_symlink() and json.loads((tmp_path / "real").read_text())


# ---- convert: nothing half-written

def test_failing_conversion_leaves_the_old_output(run, tmp_path):
    out = tmp_path / "out.jsonld"
    out.write_text("old")
    (tmp_path / "bad.xml").write_bytes(elmo()[:-20])
    assert run("convert", "--to", "elm", "-o", out, tmp_path / "bad.xml").returncode == 65
    assert out.read_text() == "old" and names(tmp_path) == ["bad.xml", "out.jsonld"]


@pytest.mark.parametrize("place", ["none/there/out.jsonld", "file/out.jsonld"])
def test_unwritable_path(run, transcript, tmp_path, place):
    (tmp_path / "file").write_text("a file, not a folder")
    done = run("convert", "--to", "elm", "-o", tmp_path / place, transcript)
    assert done.returncode == 73 and len(errors(done)) == 1
    assert names(tmp_path) == ["file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_unwritable_folder(run, transcript, tmp_path):
    tmp_path.chmod(0o500)
    assert run("convert", "--to", "elm", "-o", tmp_path / "out", transcript).returncode == 73


def test_disk_full(run, transcript, tmp_path):
    done = run("convert", "--to", "elm", "-o", "/dev/full", transcript)
    assert done.returncode == 73 and len(errors(done)) == 1
    done = run("convert", "--to", "elm", "-o", tmp_path / "out", "--report", "/dev/full", transcript)
    assert done.returncode == 73 and not names(tmp_path)


@pytest.mark.parametrize("words", [["convert", "--to", "elm"], ["inspect"], ["formats"], ["--version"], ["--help"]])
def test_full_standard_output(run, transcript, words):
    operands = [transcript] if words[0] in ("convert", "inspect") else []
    with open("/dev/full", "wb") as full:
        done = run(*words, *operands, stdout=full)
    assert done.returncode == 73 and len(errors(done)) == 1


# ---- the report

def report_of(run, source, tmp_path, *options):
    path = tmp_path / "report.jsonl"
    done = run("convert", "--to", "elm", "-o", tmp_path / "out.jsonld", "--report", path, *options, source)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_report_has_its_form(run, transcript, supplement, tmp_path):
    head, *rows, tail = report_of(run, transcript, tmp_path, "--supplement", supplement)
    assert head == {"source": {"format": "elmo", "version": "1.5"}, "target": {"format": "elm", "version": "3.2"}}
    assert set(tail) == {"counts"} and set(tail["counts"]) == OUTCOMES | {"defaulted"}
    for row in rows:
        assert set(row) == {"source", "target", "outcome", "rule"} and row["rule"]
        if row["outcome"] == "defaulted":
            assert row["source"] is None and row["target"]
        else:
            assert row["outcome"] in OUTCOMES and row["source"]
            assert (row["target"] is None) == (row["outcome"] == "lost")
    counted = {o: sum(r["outcome"] == o for r in rows) for o in tail["counts"]}
    assert counted == tail["counts"]


@pytest.mark.parametrize("carry", ["none", "residue", "original"])
@pytest.mark.parametrize("target", ["elm", "elmo"])
def test_report_is_complete_and_in_order(run, transcript, tmp_path, carry, target):
    sources = {"transcript.xml": transcript.read_bytes(), "small.xml": elmo(), "small.jsonld": elm()}
    for name, data in sources.items():
        (tmp_path / name).write_bytes(data)
        path = tmp_path / "report"
        done = run("convert", "--to", target, "--carry", carry, "-o", tmp_path / "out", "--report", path, tmp_path / name)
        assert done.returncode == 0, (name, done.stderr)
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[1:-1]]
        told = [r["source"] for r in rows if r["source"] is not None]
        assert sorted(told) == sorted(tree_of(data).leaves), name


def test_report_targets_exist(run, transcript, supplement, tmp_path):
    rows = report_of(run, transcript, tmp_path, "--supplement", supplement)
    there = set(tree_of((tmp_path / "out.jsonld").read_bytes()).leaves)
    nodes = {p.rsplit("/", i)[0] for p in there for i in range(p.count("/"))}
    missing = [r["target"] for r in rows[1:-1] if r["target"] is not None and r["target"] not in there | nodes]
    assert not missing


def test_report_on_standard_output(run, transcript, tmp_path):
    done = run("convert", "--to", "elm", "-o", tmp_path / "out", "--report", "-", transcript)
    assert done.returncode == 0 and "counts" in json.loads(lines(done.stdout)[-1])


def test_strict(run, tmp_path):
    (tmp_path / "t.xml").write_bytes(elmo(extra='<extension><x:y xmlns:x="urn:x">kept nowhere</x:y></extension>'))
    done = run("convert", "--to", "elm", "--strict", "-o", tmp_path / "out", "--report", tmp_path / "report", tmp_path / "t.xml")
    assert done.returncode == 1 and len(errors(done)) == 1
    assert names(tmp_path) == ["report", "t.xml"]
    assert json.loads((tmp_path / "report").read_text().splitlines()[-1])["counts"]["lost"] >= 1


def test_own_format_loses_nothing(run, transcript, tmp_path):
    done = run("convert", "--to", "elmo", "--strict", "-o", tmp_path / "out.xml", "--report", tmp_path / "report", transcript)
    assert done.returncode == 0
    counts = json.loads((tmp_path / "report").read_text().splitlines()[-1])["counts"]
    assert counts["exact"] == len(tree_of(transcript.read_bytes()).leaves) and not counts["lost"]
    from_back = run("convert", "--to", "elmo", tmp_path / "out.xml").stdout
    assert from_back == (tmp_path / "out.xml").read_bytes()


def test_original_comes_back_byte_for_byte(run, transcript, tmp_path):
    credential = run("convert", "--to", "elm", "--carry", "original", transcript)
    assert credential.returncode == 0
    back = run("convert", "--to", "elmo", "-", data=credential.stdout)
    assert back.returncode == 0 and back.stdout == transcript.read_bytes()


# ---- validate

def test_findings_have_their_form(run, tmp_path):
    path = tmp_path / "t.xml"
    path.write_bytes(elmo(reports=report(instance="<date>2026-02-30</date>")))
    done = run("validate", path)
    assert done.returncode == 1 and not done.stderr
    found = [FINDING.match(line) for line in lines(done.stdout)]
    assert found and all(found)
    assert all(m["file"] == str(path) for m in found)
    told = [json.loads(line) for line in lines(run("validate", "--json", path).stdout)]
    assert [list(t) for t in told] == [["file", "line", "column", "severity", "rule", "path", "message"]] * len(found)
    assert [(t["line"], t["rule"], t["path"], t["message"]) for t in told] == \
        [(int(m["line"]), m["rule"], m["path"], m["message"]) for m in found]
    assert any(t["path"].endswith("/date[1]") and t["severity"] == "error" for t in told)
    assert b"2026-02-30" not in done.stdout


def test_valid_document_passes(run, transcript):
    done = run("validate", transcript)
    assert done.returncode == 0, done.stdout


def test_unknown_profile(run, transcript):
    assert run("validate", "--profile", "no-such-profile", transcript).returncode == 64


def test_converted_example_is_valid(run, transcript, supplement, tmp_path):
    out = tmp_path / "c.jsonld"
    assert run("convert", "--to", "elm", "--supplement", supplement, "-o", out, transcript).returncode == 0
    done = run("validate", out)
    assert done.returncode == 0, done.stdout


# ---- inspect

def test_inspect_shows_claims_without_an_achievement(run, tmp_path):
    tree = elm_tree()
    achievement = tree["credentialSubject"]["hasClaim"]
    award = {"id": achievement["awardedBy"]["id"]}
    activity = {"id": "urn:epass:activity:1", "type": "LearningActivity", "title": {"en": "A conference"}, "awardedBy": award,
                "workload": "PT8H", "temporal": {"type": "PeriodOfTime", "startDate": "2024-05-01T00:00:00Z"}}
    entitlement = {"id": "urn:epass:entitlement:1", "type": "LearningEntitlement", "title": {"en": "To go on"},
                   "awardedBy": award}
    achievement["entitlesTo"] = {**entitlement, "id": "urn:epass:entitlement:2", "title": {"en": "To teach"}}
    tree["credentialSubject"]["hasClaim"] = [achievement, activity, entitlement]
    path = tmp_path / "credential.jsonld"
    path.write_text(json.dumps(tree), encoding="utf-8")
    shown = run("inspect", path).stdout.decode()
    assert "A conference · activity · 2024-05-01 – … · PT8H\n" in shown.replace("T00:00:00Z", "").replace("2024-05-01 ·", "2024-05-01 – … ·")
    assert "To go on · entitlement\n" in shown and "  entitles to: To teach\n" in shown
    told = json.loads(run("inspect", "--json", path).stdout)
    assert [a["title"]["en"] for a in told["activities"]] == ["A conference"]
    assert [e["title"]["en"] for e in told["entitlements"]] == ["To go on"]
    assert [e["title"]["en"] for e in told["achievements"][0]["entitlements"]] == ["To teach"]


def test_inspect_names_kinds_that_only_a_vocabulary_has(run, tmp_path):
    tree = elm_tree()
    base = "http://data.europa.eu/snb/learning-opportunity/"
    tree["credentialSubject"]["hasClaim"]["specifiedBy"] = {
        "id": "urn:x:spec", "type": "LearningAchievementSpecification", "title": {"en": "Algebra"},
        "dcType": {"id": base + "17744a2647", "type": "Concept", "inScheme": {"id": base + "25831c2", "type": "ConceptScheme"}}}
    path = tmp_path / "credential.jsonld"
    path.write_text(json.dumps(tree), encoding="utf-8")
    assert "Algebra · MOOC" in run("inspect", path).stdout.decode()


def test_inspect_shows_the_learning_and_hides_the_learner(run, transcript):
    shown = run("inspect", transcript).stdout.decode()
    for text in ("Waves and Ship Motions", "Fjordheim University", "7.5", "Hydrodynamics", "EQF"):
        assert text in shown
    for text in ("Maja", "Lindqvist", "2002-02-28", "20210417"):
        assert text not in shown
    assert "--show-personal" in shown
    personal = run("inspect", "--show-personal", transcript).stdout.decode()
    assert "Maja" in personal and "Lindqvist-Oravec" in personal


def test_inspect_as_json(run, transcript):
    shown = run("inspect", "--json", transcript)
    told = json.loads(shown.stdout)
    assert b"Lindqvist" not in shown.stdout
    assert told["format"] == "elmo" and told["version"] == "1.5"
    outer = told["achievements"][0]
    assert outer["parts"][0]["parts"][0]["credits"][0]["value"] == "7.5"
    personal = run("inspect", "--json", "--show-personal", transcript)
    assert json.loads(personal.stdout)["learner"]["familyName"] == {"und": "Lindqvist-Oravec"}


def test_inspect_reads_its_own_conversion(run, transcript, tmp_path):
    out = tmp_path / "c.jsonld"
    run("convert", "--to", "elm", "-o", out, transcript)
    shown = run("inspect", out).stdout.decode()
    assert "Waves and Ship Motions" in shown and "7.5" in shown


def test_nothing_in_a_document_steers_the_terminal(run, tmp_path):
    path = tmp_path / "t.jsonld"
    tree = elm().replace(b'"Algebra"', b'"Alg\\u001b[31mebra"').replace(b'"issued"', b'"is\\u001bsued"')
    path.write_bytes(tree)
    for verb in ("inspect", "validate"):
        done = run(verb, path)
        assert b"\x1b" not in done.stdout + done.stderr


# ---- many inputs at a time

def many(folder, count=40):
    folder.mkdir()
    for i in range(count):
        instance = "<date>2026-02-30</date>" if i % 3 else ""
        data = b"<elmo" if i % 7 == 6 else elmo(reports=report(instance=instance, course=f"Course {i}"))
        (folder / f"{i:03}.xml").write_bytes(data)
    return folder


def test_jobs_tell_in_the_order_of_the_inputs(run, tmp_path):
    folder = many(tmp_path / "in")
    alone = run("validate", "--json", folder)
    for jobs in ("2", "8", "0"):
        crew = run("validate", "--json", "--jobs", jobs, folder)
        assert (crew.returncode, crew.stdout, crew.stderr) == (alone.returncode, alone.stdout, alone.stderr)
    files = [json.loads(line)["file"] for line in lines(alone.stdout)]
    assert files == sorted(files) and alone.returncode == 65


def test_jobs_write_the_same_files(run, tmp_path):
    folder = many(tmp_path / "in")
    for jobs in ("1", "8"):
        run("convert", "--to", "elm", "--jobs", jobs, "-o", f"{tmp_path}/out{jobs}/", "--report", f"{tmp_path}/report{jobs}/", folder)
    for kind in ("out", "report"):
        one, eight = tmp_path / f"{kind}1", tmp_path / f"{kind}8"
        assert names(one) == names(eight) and len(names(one)) == 35
        assert all((one / n).read_bytes() == (eight / n).read_bytes() for n in names(one))


def test_no_progress_without_a_terminal(run, tmp_path):
    folder = many(tmp_path / "in", 5)
    assert b"\r" not in run("validate", folder).stderr


# ---- the same bytes everywhere

@pytest.mark.parametrize("settings", [
    {"LC_ALL": "C"}, {"LC_ALL": "tr_TR.UTF-8"}, {"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, {"TZ": "Asia/Kathmandu"},
    {"TZ": "America/St_Johns", "LC_ALL": "tr_TR"}, {"HOME": "/nonexistent", "USER": "somebody"},
])
def test_same_bytes_in_every_environment(run, transcript, supplement, tmp_path, settings):
    words = ["convert", "--to", "elm", "--supplement", supplement, "--report", "report", "-o", "out", transcript]
    results = []
    for name, env in (("a", {}), ("b", settings)):
        (tmp_path / name).mkdir()
        assert run(*words, env=env, cwd=tmp_path / name).returncode == 0
        results.append([(tmp_path / name / f).read_bytes() for f in ("out", "report")])
    assert results[0] == results[1]


def test_nothing_else_is_left_behind(run, transcript, tmp_path):
    run("convert", "--to", "elm", "-o", tmp_path / "out", "--report", tmp_path / "report", transcript)
    assert names(tmp_path) == ["out", "report"]


def test_interrupt_removes_what_is_unfinished(edu, transcript, tmp_path):
    """A reader that hangs on standard input is interrupted: no file remains."""
    process = subprocess.Popen([edu, "convert", "--to", "elm", "-o", tmp_path / "out", "-"], stdin=subprocess.PIPE)
    process.stdin.write(transcript.read_bytes()[:100])
    process.stdin.flush()
    process.terminate()
    process.wait(10)
    process.stdin.close()
    assert not names(tmp_path)
