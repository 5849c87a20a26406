"""Courses, qualifications and accreditations: documents of ours, and what other implementations make of them."""
import collections
import functools
import hashlib
import json
import pathlib
import subprocess
import sys

import pytest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS / "profiles"))


@pytest.fixture(scope="session")
def documents():
    return pathlib.Path(__file__).parent / "documents"


@pytest.fixture(scope="session")
def rdf(edu):
    """RDF/XML and Turtle are read by an optional part of the build."""
    listed = subprocess.run([edu, "formats", "--json"], capture_output=True, check=True).stdout.decode()
    if not any('"elm-turtle"' in line and '"reads":true' in line for line in listed.splitlines()):
        pytest.skip("this build reads no RDF: raptor2 was not there")


@pytest.fixture(scope="session")
def run(edu):
    """run("convert", …): exit status, output, what was said."""
    def go(*arguments, data=b""):
        done = subprocess.run([edu, *map(str, arguments)], input=data, capture_output=True, timeout=120)
        assert done.returncode in (0, 1, 64, 65, 66, 70, 73), (done.returncode, done.stderr)
        return done.returncode, done.stdout, done.stderr.decode()
    return go


@pytest.fixture(scope="session")
def engine(shared):
    """JSON-LD and SHACL by others, with the official contexts and shapes."""
    pytest.importorskip("pyshacl")
    pytest.importorskip("pyld")
    import engine as other
    return functools.lru_cache(maxsize=None)(lambda version: other.Engine(shared / "reference" / "elm", version))


@pytest.fixture(scope="session")
def graph_of(engine):
    """graph_of(bytes, "turtle" | "xml" | "json-ld"): an rdflib graph, literals as written."""
    import rdflib
    rdflib.NORMALIZE_LITERALS = False

    def go(data, form):
        if form == "json-ld":
            return engine("3.2").graph(json.loads(data))
        graph = rdflib.Graph()
        for triple in rdflib.Graph().parse(data=data, format=form):
            graph.add(map(plain, triple))
        return graph

    def plain(term):
        # RDF 1.1: a literal with neither is an xsd:string.
        if isinstance(term, rdflib.Literal) and not term.language and not term.datatype:
            return rdflib.Literal(str(term), datatype=rdflib.XSD.string, normalize=False)
        return term
    return go


def coloured(graph, rounds=8):
    """
    The statements with each blank node replaced by a digest of what is said about it and of what leads to it, so far
    as eight steps reach: what rdflib's own comparison does, too, but not in the time of a test for large graphs.
    """
    import rdflib
    colours = {term: "" for triple in graph for term in triple if isinstance(term, rdflib.BNode)}

    def name(term):
        return colours.get(term, term.n3() if not isinstance(term, rdflib.BNode) else "")
    for _ in range(rounds):
        seen = collections.defaultdict(list)
        for subject, predicate, value in graph:
            seen[subject].append(f">{predicate} {name(value)}")
            seen[value].append(f"<{predicate} {name(subject)}")
        colours = {node: hashlib.sha256("\n".join(sorted(seen[node])).encode()).hexdigest() for node in colours}
    return collections.Counter((name(s), str(p), name(o)) for s, p, o in graph)


@pytest.fixture(scope="session")
def same_graph(graph_of):
    """same_graph((bytes, form), (bytes, form)): the number of statements, which are the same."""
    def go(one, other):
        a, b = coloured(graph_of(*one)), coloured(graph_of(*other))
        assert not (a - b) and not (b - a), f"only here: {sorted(a - b)[:3]}; only there: {sorted(b - a)[:3]}"
        return sum(a.values())
    return go


@pytest.fixture(scope="session")
def leaves_of():
    """The paths of an XML document's leaves, found without libedu."""
    sys.path.insert(0, str(TESTS / "conversion"))
    import contract
    return lambda data: contract.xml_tree(data).leaves
