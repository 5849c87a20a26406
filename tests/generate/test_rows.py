"""generate/rows.py: permanent numbers, and rows of several versions made one."""
import tomllib

import pytest
import rows


def row(name, card="0..1", **more):
    return {"name": name, "kind": "token", "card": card, **more}


def description(*properties, versions=("1", "2"), **classes):
    found = {"Course": {"properties": [dict(p) for p in properties]}}
    found.update({name: {"properties": [dict(p) for p in table]} for name, table in classes.items()})
    return {"format": "small", "versions": list(versions), "class": found, "codes": {}}


@pytest.fixture
def kept(tmp_path):
    """Import once more over the same file; gives what it holds then."""
    path = tmp_path / "small.toml"

    def keep(data):
        rows.keep_numbers(data, path)
        path.write_text(rows.dump(data, ["By hand."]), encoding="utf-8")
        return tomllib.loads(path.read_text(encoding="utf-8"))
    keep.path = path
    return keep


def numbers(data, cls="Course"):
    return {(p["name"], p["card"]): p["id"] for p in data["class"][cls]["properties"]}


def test_numbers_begin_in_order(kept):
    data = kept(description(row("a"), row("b"), Test=[row("c")]))
    assert numbers(data) == {("a", "0..1"): 101, ("b", "0..1"): 102}
    assert numbers(data, "Test") == {("c", "0..1"): 201}


def test_a_new_row_in_between_takes_a_new_number(kept):
    kept(description(row("a"), row("b")))
    data = kept(description(row("a"), row("new"), row("b")))
    assert numbers(data) == {("a", "0..1"): 101, ("new", "0..1"): 103, ("b", "0..1"): 102}


def test_a_vanished_row_retires_its_number_for_ever(kept):
    kept(description(row("a"), row("b")))
    data = kept(description(row("a")))
    assert data["class"]["Course"]["retired"] == [102]
    data = kept(description(row("a"), row("b")))
    assert data["class"]["Course"]["retired"] == [102]
    assert numbers(data)["b", "0..1"] == 103


def test_a_vanished_class_retires_its_number(kept):
    kept(description(row("a"), Test=[row("c")]))
    assert kept(description(row("a")))["retired"] == [2]
    data = kept(description(row("a"), Exam=[row("c")]))
    assert data["retired"] == [2] and data["class"]["Exam"]["id"] == 3


def test_a_row_that_differs_in_a_new_version_is_a_second_row(kept):
    kept(description(row("a", versions=["1"]), versions=("1", "2")))
    data = kept(description(row("a", versions=["1"]), row("a", "1..1", versions=["2"])))
    assert numbers(data) == {("a", "0..1"): 101, ("a", "1..1"): 102}


def test_a_corrected_row_keeps_its_number(kept):
    kept(description(row("a")))
    assert numbers(kept(description(row("a", "1..1")))) == {("a", "1..1"): 101}


def test_an_unchanged_row_keeps_its_number_before_a_changed_one_takes_it(kept):
    kept(description(row("a", versions=["1"]), row("a", "1..1", versions=["2"])))
    data = kept(description(row("a", "0..*", versions=["1"]), row("a", "1..1", versions=["2"])))
    assert numbers(data) == {("a", "0..*"): 101, ("a", "1..1"): 102}


def test_words_are_kept(kept):
    kept(description(row("a")))
    text = kept.path.read_text().replace("id = 1\n", 'id = 1\ndoc = "A course."\n')
    kept.path.write_text(text.replace('card = "0..1" }', 'card = "0..1", doc = "Its \\"a\\"." }'))
    data = kept(description(row("a")))
    assert data["class"]["Course"]["doc"] == "A course."
    assert data["class"]["Course"]["properties"][0]["doc"] == 'Its "a".'


def test_rows_that_agree_become_one():
    merged = rows.merge_versions({"1": [row("a"), row("b")], "2": [row("a"), row("n"), row("b", "1..1")]})
    assert merged == [
        row("a"), {**row("n"), "versions": ["2"]}, {**row("b"), "versions": ["1"]},
        {**row("b", "1..1"), "versions": ["2"]},
    ]


def test_another_order_is_refused():
    with pytest.raises(rows.ImportProblem):
        rows.merge_versions({"1": [row("a"), row("b")], "2": [row("b"), row("a")]})


def test_codes_say_which_versions_have_them():
    assert rows.merge_codes({"1": ["x"], "2": ["y", "x"]}) == (["x", "y"], {"y": ["2"]})


def test_more_rows_than_numbers_are_refused(kept):
    with pytest.raises(rows.ImportProblem):
        kept(description(*[row(f"p{i}") for i in range(100)]))
