"""What a credential looks like that the command made: one shape, each node once, nothing that the checks refuse."""
import json
import subprocess

import pytest

import contract
import small
import sources
from small import achievement, course, elmo, report

FULL = (sources.TOP / "examples" / "supplement.json").read_bytes()
# Where a credential can't be valid, for the source has nothing that it demands.
DEMANDS = {"no-courses.xml": {"elm/min-count"}}


def findings(edu, data):
    done = subprocess.run([edu, "validate", "--json", "-"], input=data, capture_output=True, timeout=60)
    assert done.returncode in (0, 1), done.stderr
    return [f for f in map(json.loads, done.stdout.decode().splitlines()) if f["severity"] == "error"]


def objects(tree):
    """Every JSON object with its pointer, in document order."""
    waiting = [("", tree)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            yield path, value
        entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        waiting += reversed([(f"{path}/{k}", v) for k, v in entries])


@pytest.mark.parametrize("path", sources.every("elmo"))
def test_each_node_once_in_full(converter, path):
    """Where a node first stands it is described, after that only named; no two nodes share an id."""
    made = converter(path.read_bytes(), "elm")
    if made.status:
        pytest.skip("the document can't be read, and says so")
    seen = set()
    for at, value in objects(json.loads(made.data)):
        if "id" not in value:
            continue
        if set(value) == {"id"}:
            assert value["id"] in seen, f"{at} names {value['id']} before it is described"
        else:
            assert value["id"] not in seen, f"{at} describes {value['id']} again"
            seen.add(value["id"])


@pytest.mark.parametrize("path", sources.every("elmo"))
@pytest.mark.parametrize("to", ["elm", "elm@3.1"])
def test_valid(edu, converter, path, to):
    """Without a supplement nobody has an eIDAS identifier; with one, nothing is missing."""
    plain = converter(path.read_bytes(), to)
    if plain.status:
        pytest.skip("the document can't be read, and says so")
    demands = DEMANDS.get(path.name, set())
    assert {f["rule"] for f in findings(edu, plain.data)} == demands | {"elm/issuer-eidas"}
    whole = converter(path.read_bytes(), to, supplement=FULL)
    assert {f["rule"] for f in findings(edu, whole.data)} == demands
    assert {f["rule"] for f in findings(edu, converter(path.read_bytes(), to, supplement=FULL, carry="original").data)} == demands


def test_shape_a(convert):
    """@context first and as every reader expects it, then id and type; no prefixes, no @graph, no keys of JSON-LD."""
    tree = json.loads(convert(elmo(), "elm").data)
    assert list(tree)[:3] == ["@context", "id", "type"]
    assert tree["@context"] == ["https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap"]
    assert tree["type"] == ["VerifiableCredential", "EuropeanDigitalCredential"]
    keys = {k for _, value in objects(tree) for k in value} - {"@context"}
    assert not [k for k in keys if k.startswith("@") or ":" in k]


def test_ids_are_counted_in_document_order(convert):
    tree = json.loads(convert(elmo(course() + course()), "elm").data)
    assert [c["id"] for c in tree["credentialSubject"]["hasClaim"]] == [f"urn:epass:learningAchievement:{n}" for n in (1, 2)]
    assert tree["id"].startswith("urn:credential:")


def test_the_credential_id_follows_the_record(convert):
    """The same record, the same id; another record, another one; the learner's own data don't enter."""
    one, same = (json.loads(convert(elmo(), "elm").data)["id"] for _ in "ab")
    another = json.loads(convert(elmo(course("<resultLabel>B</resultLabel>")), "elm").data)["id"]
    assert one == same != another


def test_one_organisation_is_one_node(convert):
    """Two awards of the same credential name their body once in full."""
    tree = small.elm_tree([achievement(1), achievement(2, "Logic", awardedBy=small.award(2))])
    again = convert(convert(json.dumps(tree).encode(), "elmo").data, "elm")
    bodies = [v for _, v in objects(json.loads(again.data)) if v.get("type") == "Organisation"]
    assert len(bodies) == 1


def test_decimals_are_texts_and_integers_are_numbers(convert):
    """A JSON fraction would turn into 7.5E0 in RDF (elm.md, section 6)."""
    inner = ("<resultLabel>B</resultLabel><shortenedGrading><percentageLower>30</percentageLower><percentageEqual>20</percentageEqual>"
             "<percentageHigher>50</percentageHigher></shortenedGrading><credit><scheme>ects</scheme><value>7.5</value></credit>"
             "<engagementHours>37.5</engagementHours>")
    claim = json.loads(convert(elmo(course(inner)), "elm").data)["credentialSubject"]["hasClaim"][0]
    assert claim["creditReceived"][0]["point"] == "7.5"
    assert claim["provenBy"][0]["shortenedGrading"]["percentageLower"] == 30
    assert claim["influencedBy"][0]["specifiedBy"]["contactHour"] in ("37.5", ["37.5"])


def test_every_text_is_where_a_reader_looks(convert):
    """Titles of courses, names, results and credits stand in the credential as they stood in the transcript."""
    path = sources.TOP / "examples" / "transcript.xml"
    source, output = contract.tree_of(path.read_bytes()), convert(path.read_bytes(), "elm").tree
    wanted = {" ".join(v.split()) for k, v in source.leaves.items()
              if k.rsplit("/", 1)[1].split("[")[0] in ("title", "givenNames", "familyName", "resultLabel", "value")}
    there = set(output.leaves.values())
    assert [w for w in wanted if w not in there and not any(v.endswith("/" + w) for v in there)] == []


def test_shacl(converter, shared, figures):
    """The verdict of an independent engine over the official shapes; for development, where pyshacl is installed."""
    pytest.importorskip("pyshacl")
    rdflib = pytest.importorskip("rdflib")
    import pyshacl
    contexts = [json.loads((shared / "reference/elm/context" / name).read_text())["@context"]
                for name in ("w3c-credentials-v1.jsonld", "edc-ap-3.2.jsonld")]
    shapes = rdflib.Graph()
    for name in ("EDC-generic-no-cv.ttl", "EDC-generic-full.ttl"):
        shapes.parse(shared / "reference/elm/shacl/3.2" / name)
    count = 0
    for path in [sources.TOP / "examples/transcript.xml", sources.TOP / "tests/corpus/elmo/valid/everything-1.7.xml",
                 *sources.OFFICIAL["elmo"][-4:]]:
        made = converter(path.read_bytes(), "elm", supplement=FULL)
        tree = json.loads(made.data)
        tree["@context"] = contexts
        graph = rdflib.Graph().parse(data=json.dumps(tree), format="json-ld")
        conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes, advanced=True, do_owl_imports=False)
        assert conforms, (path.name, text)
        count += 1
    figures.append(f"conversion: {count} credentials conform to the official shapes, says pyshacl")
