"""Records one at a time: NDJSON, pages and arrays, each record's trouble its own; carried members; bad input."""
import json
import resource
import subprocess

import pytest
from test_validation import ASSOCIATION_5, COURSE_5, COURSE_6, ID, OFFERING_5, OTHER, changed, code, texts
from test_steps import COURSE_AS_6, step  # noqa: F401


def lines(*values):
    return "".join(json.dumps(v) + "\n" for v in values).encode()


@pytest.fixture
def made(run, tmp_path):
    """made(bytes, name, …): exit status, output, messages of convert --to ooapi@6."""
    def go(data, name="in.ndjson", *more):
        path = tmp_path / name
        path.write_bytes(data)
        done = run("convert", "--from", "ooapi@5", "--to", "ooapi@6", *more, path)
        return done.returncode, done.stdout, done.stderr.decode()
    return go


def test_lines_become_lines(made):
    status, out, _ = made(lines(COURSE_5, OFFERING_5, ASSOCIATION_5))
    found = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and found[0] == COURSE_AS_6
    assert "courseOfferingId" in found[1] and "courseOffering" in found[2]


def test_a_page_stays_a_page(made):
    page = {"pageSize": 10, "items": [COURSE_5, changed(COURSE_5, courseId=OTHER)], "pageNumber": 1,
            "hasPreviousPage": False, "hasNextPage": True, "ext": {"items": []}}
    whole = json.loads(made(json.dumps(page).encode(), "in.json")[1])
    for text in (json.dumps(page), json.dumps(page, indent=3), json.dumps(page) + "\n\n"):
        status, out, told = made(text.encode(), "in.json", "--stream")
        assert status == 0 and json.loads(out) == whole, told


def test_an_array_stays_an_array(made):
    status, out, _ = made(json.dumps([COURSE_5] * 3).encode(), "in.json", "--stream")
    assert status == 0 and json.loads(out) == [COURSE_AS_6] * 3


@pytest.mark.parametrize("text,shape", [("[]", []), ('{"pageSize":1,"pageNumber":1,"items":[]}', None), ("", None)])
def test_nothing_to_stream(made, text, shape):
    status, out, _ = made(text.encode(), "in.json", "--stream")
    assert status == 0
    if shape is not None:
        assert json.loads(out) == shape


def test_a_record_fails_alone(made):
    """A line that is no JSON, one that is no entity; numbers and lines are told."""
    data = lines(COURSE_5) + b'{"courseId": \n' + lines({"x": 1}, COURSE_5)
    status, out, told = made(data)
    assert status == 65 and [json.loads(x) for x in out.splitlines()] == [COURSE_AS_6] * 2
    assert ":2:" in told and ":3:" in told and told.count("\n") == 2


def test_a_page_that_ends_mid_record(made):
    text = json.dumps({"pageSize": 10, "pageNumber": 1, "items": [COURSE_5, COURSE_5]})
    for cut in (text[:-40], text[:-2], text[:-1]):
        status, out, told = made(cut.encode(), "in.json", "--stream")
        assert status == 65 and told.count("json/truncated") == 1
        assert json.loads(out)["items"][0] == COURSE_AS_6


def test_a_report_for_each_record(run, tmp_path):
    path, report = tmp_path / "in.ndjson", tmp_path / "report.jsonl"
    path.write_bytes(lines(COURSE_5, OFFERING_5))
    assert run("convert", "--to", "ooapi@6", "--report", report, "-o", tmp_path / "out.ndjson", path).returncode == 0
    told = [json.loads(line) for line in report.read_text().splitlines()]
    assert sum("counts" in entry for entry in told) == 2 and told[0]["source"] == {"format": "ooapi", "version": "5.0"}


def test_the_first_record_says_the_version(run, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(lines(COURSE_6, {"courseId": ID, "primaryCode": code(), "name": texts()}))
    assert run("validate", path).stdout == b""


def test_findings_of_records_have_their_lines(run, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(lines(COURSE_5, changed(COURSE_5, level="x"), COURSE_5))
    done = run("validate", "--json", path)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1 and [(f["line"], f["path"]) for f in found] == [(2, "/level")]


def test_constant_memory(edu, tmp_path):
    """A page of 60 MB in less than half of that."""
    path = tmp_path / "page.json"
    course = json.dumps({**COURSE_5, "description": texts("x" * 2500)})
    with open(path, "w", encoding="utf-8") as file:
        file.write('{"pageSize":10,"pageNumber":1,"hasPreviousPage":false,"hasNextPage":false,"items":[')
        for i in range(22000):
            file.write(("," if i else "") + course)
        file.write("]}")
    assert path.stat().st_size > 60e6

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (150_000_000, 150_000_000))
    if "asan" in edu or b"__asan" in open(edu, "rb").read():
        pytest.skip("AddressSanitizer reserves its own memory")
    for verb in (["convert", "--to", "ooapi@6", "-o", str(tmp_path / "out.json")], ["validate"]):
        done = subprocess.run([edu, *verb, "--from", "ooapi@5", "--stream", str(path)], capture_output=True, preexec_fn=limit)
        assert done.returncode == 0, done.stderr
    assert len(json.loads((tmp_path / "out.json").read_bytes())["items"]) == 22000


@pytest.mark.parametrize("jobs", ["2", "5", "0"])
@pytest.mark.parametrize("form", ["lines", "page", "array"])
def test_records_on_several_threads_are_told_in_order(run, tmp_path, form, jobs):
    """One thread and many: the same documents, ledgers, findings and messages, also around records that fail."""
    courses = [changed(COURSE_5, courseId=f"{i:08x}-0000-4000-8000-000000000000", level="x" if i % 7 == 0 else "bachelor")
               for i in range(500)]
    entries = [json.dumps({"x": 1} if i % 100 == 50 else course) for i, course in enumerate(courses)]
    text = {"lines": "\n".join(entries), "array": f"[{','.join(entries)}]",
            "page": f'{{"pageSize":500,"items":[{",".join(entries)}],"pageNumber":1}}'}[form]
    path = tmp_path / "in.json"
    path.write_text(text)
    told = []
    for threads in ("1", jobs):
        report = tmp_path / f"{threads}.report"
        done = run("convert", "--from", "ooapi@5", "--to", "ooapi@6", "--stream", "-j", threads, "--report", report, path)
        found = run("validate", "--from", "ooapi@5", "--stream", "--json", "-j", threads, path)
        told.append((done.returncode, done.stdout, done.stderr, report.read_bytes(), found.returncode, found.stdout, found.stderr))
    assert told[0] == told[1]
    assert told[0][0] == 65 and told[0][2].count(b"\n") == 5 and told[0][5].count(b'"/level"') == text.count('"level": "x"')


def test_threads_stop_where_nobody_listens(edu, tmp_path):
    path = tmp_path / "in.ndjson"
    path.write_bytes(lines(*[changed(COURSE_5, level="x")] * 20000))
    for verb in (["convert", "--to", "ooapi@6"], ["validate"]):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([edu, *verb, "-j", "3", path], stdout=full, stderr=subprocess.PIPE, timeout=60)
        assert done.returncode == 73, done.stderr


# ---- what has no place travels in ext

RICH_6 = {**COURSE_6, "instructorIds": [ID, OTHER], "supplementaryInformation": [
    {"role": "badge", "type": "uri", "value": texts("https://example.org")}], "abbreviation": "A", "description": texts(),
    "level": "bachelor", "teachingLanguages": ["nld"]}


def test_members_of_version_6_travel_in_ext_and_come_back(step):  # noqa: F811
    down, report = step(RICH_6, "6", "5", "--carry", "residue")
    assert set(down["ext"]["libedu"]) == {"instructorIds", "supplementaryInformation"} and not report.lost
    entry = report.of("/instructorIds/1")
    assert (entry["outcome"], entry["rule"]) == ("carried", "carry/residue")
    assert entry["target"] == "/ext/libedu/instructorIds/1"
    up, report = step(down, "5", "6")
    assert up == RICH_6
    assert report.of("/ext/libedu/instructorIds/0")["rule"] == "carry/unpacked"


def test_an_own_ext_stays_beside(step):  # noqa: F811
    source = {**RICH_6, "ext": {"own": 1}}
    down, _ = step(source, "6", "5", "--carry", "residue")
    assert down["ext"]["own"] == 1 and "libedu" in down["ext"]
    assert step(down, "5", "6")[0] == source


def test_what_stands_there_already_wins(step):  # noqa: F811
    down, _ = step(RICH_6, "6", "5", "--carry", "residue")
    down["supplementaryInformation"] = []
    up, report = step(down, "5", "6")
    assert up["supplementaryInformation"] == [] and report.of("/ext/libedu/supplementaryInformation/0/role")["outcome"] == "lost"


def test_without_carry_it_is_lost_and_strict_refuses(step, run, tmp_path):  # noqa: F811
    _, report = step(RICH_6, "6", "5")
    assert {e["source"] for e in report.lost} >= {"/instructorIds/0", "/supplementaryInformation/0/role"}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(RICH_6))
    assert run("convert", "--to", "ooapi@5", "--strict", path).returncode == 1
    assert run("convert", "--to", "ooapi@5", "--strict", "--carry", "residue", path).returncode == 0


# ---- bad input (issue D): what can be read is read, one finding each, nothing is lost

BAD = {
    "the wrong entity for the endpoint": ({"ooapi": "5.0", "rooms": [COURSE_5]}, {"ooapi/entity"}),
    "ids that are no UUIDs": (changed(COURSE_5, courseId="course-1", organization="org-1"), {"ooapi/format"}),
    "an offering that is not here": (
        {"associations": [changed(ASSOCIATION_5, offering=OTHER, person=...)]}, {"ooapi/dangling"}),
    "languages in every spelling": (changed(COURSE_5, name=[
        *texts(language="EN"), *texts(language="en_GB"), *texts(language="zh-hant-tw"), {"value": "x"}]),
        {"ooapi/case", "ooapi/pattern", "ooapi/required"}),
    "numbers as texts": (changed(COURSE_5, studyLoad={"studyLoadUnit": "ects", "value": "7.5"}), {"ooapi/type"}),
    "texts as numbers": (changed(COURSE_5, primaryCode__code=1), {"ooapi/type"}),
    "both spellings mixed": (
        changed(COURSE_5, organisationId=OTHER, enrolment=texts(), teachingLanguages=["nl"]), {"ooapi/version"}),
    "values in other case": (changed(COURSE_5, level="BACHELOR"), {"ooapi/enum"}),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_read_told_and_kept(run, tmp_path, name):
    value, rules = BAD[name]
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(value))
    done = run("validate", "--json", path)
    assert {json.loads(line)["rule"] for line in done.stdout.splitlines()} == rules
    done = run("convert", "--to", "ooapi", path)
    assert done.returncode == 0 and json.loads(done.stdout) == value
    assert run("convert", "--to", "ooapi@6", path).returncode == 0


def test_circles_of_parents_end(run, tmp_path):
    sessions = [{"academicSessionId": a, "name": texts(), "startDate": "2026-01-31", "endDate": "2026-06-30", "parent": b,
                 "children": [b]} for a, b in ((ID, OTHER), (OTHER, ID))]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"academicSessions": sessions}))
    done = run("validate", path)
    assert done.returncode == 1 and done.stdout.count(b"ooapi/cycle") == 1
    assert run("convert", "--to", "ooapi@6", path).returncode == 0


def test_a_million_items(run, tmp_path):
    path = tmp_path / "many.json"
    path.write_text('{"pageSize":1,"pageNumber":1,"hasPreviousPage":false,"hasNextPage":false,"items":['
                    + ",".join(['{"personId":"x"}'] * 1_000_000) + "]}")
    done = run("convert", "--from", "ooapi@5", "--to", "ooapi@6", "-o", tmp_path / "out.json", path)
    assert done.returncode == 0 and (tmp_path / "out.json").read_bytes().count(b"personId") == 1_000_000
