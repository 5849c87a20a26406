"""Verdicts on courses: the violations of LOQ and AMS, and of their lists, are those of a SHACL engine."""
import copy
import json

import pytest


@pytest.fixture(scope="session")
def differences(edu, engine, tmp_path_factory):
    """differences(documents, profile, version): how many violations there are, and where the two disagree."""
    import agreement
    import findings
    folder = tmp_path_factory.mktemp("agreement")

    def go(documents, profile, version):
        machine, paths, count, open_ = engine(version), [], 0, []
        for i, document in enumerate(documents):
            paths.append(folder / f"{i}.jsonld")
            paths[-1].write_text(json.dumps(document), encoding="utf-8")
        found = findings.run(edu, paths, f"{profile}@{version}")
        for path, document in zip(paths, documents):
            ours = findings.violations(machine, document, found[str(path)])
            theirs, graph = machine.violations(document, profile)
            count += len(theirs)
            open_ += [d for d in ours ^ theirs if not agreement.excuse(d, machine, graph)]
        return count, open_
    return go


def without_one(document):
    """The document once without each property of each node that is no concept."""
    for i, node in enumerate(document["@graph"]):
        for key in node if not node["type"].startswith("Concept") else ():
            changed = copy.deepcopy(document)
            del changed["@graph"][i][key]
            yield changed


def in_json_ld(run, data):
    status, out, told = run("convert", "--to", "elm", "-", data=data)
    assert status == 0, told
    return json.loads(out)


@pytest.mark.parametrize("name, profile, version", [("ams", "ams-mdr", "3.1"), ("loq", "loq-mdr", "3.2")])
def test_official_xml(run, shared, differences, figures, name, profile, version):
    documents = [in_json_ld(run, (shared / "reference" / "elm" / "xsd" / f"{name}.xml").read_bytes())]
    count, open_ = differences(documents, profile, version)
    figures.append(f"courses: {count} violations of {profile}@{version} in the official XML, the same as the SHACL engine's")
    assert open_ == []


@pytest.mark.parametrize("profile", ["loq", "loq-mdr"])
def test_changes_of_courses(rdf, run, documents, differences, profile):
    document = in_json_ld(run, (documents / "algebra.ttl").read_bytes())
    count, open_ = differences([document, *without_one(document)], profile, "3.2")
    assert count > 15 and open_ == []


@pytest.mark.parametrize("profile", ["ams", "ams-mdr"])
def test_changes_of_accreditations(documents, differences, profile):
    document = json.loads((documents / "accreditation.json").read_bytes())
    count, open_ = differences([document, *without_one(document)], profile, "3.2")
    assert count > 15 and open_ == []
