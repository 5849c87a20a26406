"""import libedu: reading, walking, converting, checking, and what happens when things are closed or collected."""
import gc
import json
import mmap
import os
import pickle
import re
import subprocess
import sys
import textwrap
import threading
import time

import pytest
from binding_samples import credential, examples


def run_python(package_folder, code, cwd=None, **environment):
    """A program of its own; what it prints. It ends badly when the interpreter does."""
    env = {**os.environ, "PYTHONPATH": str(package_folder), **environment}
    done = subprocess.run([sys.executable, "-X", "faulthandler", "-c", textwrap.dedent(code)],
                          env=env, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# -- the library ---------------------------------------------------------------------------------


def test_version_is_the_projects(libedu, top):
    assert f"version: '{libedu.__version__}'" in (top / "meson.build").read_text()


def test_formats(libedu):
    found = {(f.name, f.version): f for f in libedu.formats()}
    assert found["elmo", "1.7"].reads and found["elmo", "1.7"].syntax == "xml"
    assert [f for f in found.values() if f.name == "elm" and f.default]


def test_codes_are_found_from_each_side(libedu):
    country = libedu.scheme("country")
    assert "country" in libedu.schemes() and "eqf" in libedu.schemes()
    ireland = country.find("IRL")
    assert (ireland.other, ireland.label) == ("IE", "Ireland")
    assert country.find(ireland.iri) is country.find_other("IE") is ireland
    assert country.find("IRE") is None and country.find_other("") is None
    assert libedu.scheme(country.iri).name == "country" and country.complete
    assert [code.code for code in libedu.scheme("eqf")] == list("12345678")
    with pytest.raises(libedu.EduArgumentError):
        libedu.scheme("no such scheme")


# -- reading -------------------------------------------------------------------------------------

@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_loads_takes_what_has_bytes(libedu, transcript, kind):
    with libedu.loads(kind(transcript)) as doc:
        assert (doc.format, doc.version) == ("elmo", "1.5")
        assert doc.original == transcript


def test_loads_takes_a_mapped_file(libedu, top):
    with open(top / "examples" / "transcript.xml", "rb") as file:
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            with libedu.loads(mapped) as doc:
                assert doc.format == "elmo"


def test_loads_lets_go_of_the_bytes(libedu, transcript):
    data = bytearray(transcript)
    with libedu.loads(data):
        data.extend(b" ")  # not allowed while the buffer is in use
    data = bytearray(b"{")
    with pytest.raises(libedu.EduSyntaxError):
        libedu.loads(data)
    data.extend(b"}")


def test_loads_refuses_what_has_no_bytes(libedu, transcript):
    with pytest.raises(TypeError):
        libedu.loads(transcript.decode())
    with pytest.raises(BufferError):
        libedu.loads(memoryview(transcript)[::2])
    with pytest.raises(ValueError, match="null"):
        libedu.loads(transcript, format="elmo\0")


def test_read_takes_paths_and_files(libedu, top):
    path = top / "examples" / "transcript.xml"
    with libedu.read(path) as a, libedu.read(str(path)) as b, open(path, "rb") as file, libedu.read(file) as c:
        assert a.format == b.format == c.format == "elmo"
    with pytest.raises(FileNotFoundError):
        libedu.read(path.with_name("no-such-file"))


def test_options(libedu, transcript):
    with libedu.loads(transcript, format="elmo", keep_original=False) as doc:
        assert doc.original is None
    with pytest.raises(libedu.EduError):
        libedu.loads(transcript, format="elm")


# -- nodes ---------------------------------------------------------------------------------------


def test_walk(doc):
    learner = doc.root["learner"]
    assert (doc.root.kind, doc.root.name, doc.root.class_name) == ("element", "elmo", "Elmo")
    assert learner["givenNames"].text == "Maja"
    assert learner["givenNames"].path == "/elmo/learner[1]/givenNames[1]"
    assert (learner["givenNames"].line, learner["givenNames"].column) == (7, 5)
    assert learner["identifier"]["type"].kind == "attribute"
    assert [n.name for n in learner if n.kind == "element"][:3] == ["citizenship", "identifier", "givenNames"]
    assert learner.parent == doc.root and learner.document is doc
    assert doc.root.get("nothing") is None and doc.root.get("learner\0") is None
    with pytest.raises(KeyError):
        doc.root["nothing"]


def test_walk_goes_over_everything_below_and_nothing_else(doc):
    below = [n.name for n in doc.root["learner"].walk() if n.kind == "element"]
    assert below == ["learner", "citizenship", "identifier", "givenNames", "familyName", "bday", "placeOfBirth", "gender"]
    everything = list(doc.root.walk())
    assert len(everything) == len(set(everything)) > 150
    assert sum(n.name == "learningOpportunitySpecification" for n in everything) == 5


def test_nodes_are_values(doc):
    assert doc.root["learner"] == doc.root["learner"] != doc.root
    assert len({doc.root["learner"], doc.root["learner"]}) == 1
    assert "Maja" not in repr(doc.root["learner"]["givenNames"])


@pytest.mark.parametrize("text", ["x😀y", "a\0b", "\0", "", "ﷺ\u2028\U0010ffff", "é" * 5000])
def test_any_text_both_ways(libedu, text):
    with libedu.loads(credential(json.dumps(text))) as doc:
        assert doc.root["note"].text == text
        assert json.loads(bytes(doc))["note"] == text
        again = libedu.loads(doc.write(compact=True))
    assert again.root["note"].text == text


def test_any_name_both_ways(libedu):
    with libedu.loads(credential('{"😀":1}')) as doc:
        assert doc.root["note"]["😀"].text == "1"
        assert [n.name for n in doc.root["note"]] == ["😀"]


# -- the core model ------------------------------------------------------------------------------


def test_learner(doc):
    learner = doc.record.learner
    assert (learner.given_name(), learner.family_name()) == ("Maja", "Lindqvist-Oravec")
    assert learner.birth_date == "2002-02-28"
    assert learner.birth_place.name() == "Tromsø"
    assert [(i.scheme, i.value) for i in learner.identifiers] == [
        ("esi", "urn:schac:personalUniqueCode:int:esi:fjordheim.example:20210417")]
    assert learner.national_id is None and learner.contacts == []


def test_achievements(doc):
    [bachelor] = doc.record.achievements
    programme = bachelor.specification
    assert programme.title("en") == "Bachelor of Science in Marine Engineering"
    assert programme.title("nb") == "Bachelor i marin teknikk"
    assert programme.title("fr") is None
    assert [t.lang for t in programme.titles] == ["en", "nb"]
    assert programme.title() is not None and programme.title().lang == "en"
    module, thesis = bachelor.parts
    waves, propulsion = module.parts
    assert [(c.scheme, c.value) for c in propulsion.credits] == [("ects", "7.50")]
    assert waves.assessments[0].grade() == "B"
    assert thesis.status == "passed" and thesis.parts == []
    assert [c.label for c in waves.assessments[0].result_distribution.categories] == list("ABCDEF")


def test_links_lead_to_one_node(doc):
    [award] = doc.record.awards
    [bachelor] = doc.record.achievements
    assert bachelor.awarded_by == award
    assert award.bodies[0].legal_name("en") == "Fjordheim University"
    assert hash(bachelor.awarded_by) == hash(award)


def test_record_is_made_once(doc):
    assert doc.record is doc.record
    assert doc.record.node.document.format == "core"
    assert doc.record.node.class_name == "Credential"


def test_a_record_is_no_catalogue(libedu, doc):
    with pytest.raises(libedu.EduStateError, match="Credential, not a Catalogue"):
        doc.catalogue


def test_core_text_keeps_its_language(libedu):
    text = libedu.Text("Colour", "en-GB")
    assert text == "Colour" and text.is_in("en") and text.is_in("EN-gb") and not text.is_in("e")
    again = pickle.loads(pickle.dumps(text))
    assert (again, again.lang) == ("Colour", "en-GB")


# -- conversion and validation -------------------------------------------------------------------


def test_convert(libedu, doc, supplement):
    result = doc.to("elm", supplement=supplement)
    document, ledger = result
    assert document is result.document and (document.format, document.version) == ("elm", "3.2")
    assert json.loads(bytes(document))["credentialSubject"]["givenName"]
    assert ledger.counts["exact"] > 20
    lines = [json.loads(line) for line in bytes(ledger).splitlines()]
    assert lines[0]["source"]["format"] == "elmo" and lines[-1]["counts"] == ledger.counts
    assert len(ledger) == len(ledger.entries) == len(lines) - 2
    assert {e.outcome for e in ledger} <= set(ledger.counts)
    assert len(ledger.losses) == ledger.counts["lost"]
    defaulted = [e for e in ledger if e.outcome == "defaulted"]
    assert all(e.source is None and e.target for e in defaulted)


def test_convert_outlives_its_source(libedu, transcript, supplement):
    source = libedu.loads(transcript)
    made = source.to("elm", supplement=supplement).document
    before = bytes(made)
    source.close()
    gc.collect()
    assert bytes(made) == before


def test_supplement_may_be_a_mapping(doc, supplement):
    mapping = json.loads(supplement)
    assert bytes(doc.to("elm", supplement=mapping).document) == bytes(doc.to("elm", supplement=supplement).document)


def test_supplement_that_is_none(libedu, doc):
    with pytest.raises(libedu.EduError):
        doc.to("elm", supplement=b"[")
    with pytest.raises(TypeError):
        doc.to("elm", supplement=1)


def test_strict_refuses_with_the_ledger(libedu, transcript, supplement):
    extended = transcript.replace(b"</elmo>", b'<extension><x xmlns="urn:x">foreign</x></extension></elmo>')
    with libedu.loads(extended) as doc:
        lost = [e.source for e in doc.to("elm", supplement=supplement).ledger.losses]
        with pytest.raises(libedu.EduLossError) as caught:
            doc.to("elm", supplement=supplement, strict=True)
    assert isinstance(caught.value, ValueError) and caught.value.code == -9
    assert "/elmo/extension[1]/x[1]" in lost
    assert [e.source for e in caught.value.ledger.losses] == lost


def test_strict_says_nothing_when_nothing_is_lost(libedu, doc):
    result = doc.to("elmo", strict=True)
    assert result.ledger.counts["lost"] == 0 and result.document.format == "elmo"


def test_there_and_back(libedu, doc, supplement):
    credential = libedu.loads(bytes(doc.to("elm", supplement=supplement).document))
    [bachelor] = credential.record.achievements
    assert bachelor.title("nb") == "Bachelor i marin teknikk"
    waves = bachelor.parts[0].parts[0]
    assert (waves.title("en"), waves.credits[0].value) == ("Waves and Ship Motions", "7.5")
    assert credential.record.learner.given_name() == "Maja"
    assert credential.to("elmo").document.record.learner.family_name() == "Lindqvist-Oravec"


def test_carry(doc, supplement):
    result = doc.to("elm", carry="original", supplement=supplement)
    assert result.ledger.counts["lost"] == 0
    with pytest.raises(ValueError, match="carry"):
        doc.to("elm", carry="some")


def test_write(libedu, doc, transcript):
    assert bytes(doc) == doc.write() == bytes(libedu.loads(transcript))
    assert libedu.loads(bytes(doc)).root["learner"]["givenNames"].text == "Maja"
    with libedu.loads(credential("1.50")) as pretty:
        assert len(pretty.write(compact=True)) < len(pretty.write())
        assert b"1.50" in pretty.write()


def test_validate(libedu, doc, transcript):
    assert not [f for f in doc.validate() if f.severity == "error"]
    with libedu.loads(transcript.replace(b"<bday>2002-02-28", b"<bday>28.2.2002")) as bad:
        errors = [f for f in bad.validate() if f.severity == "error"]
    assert [(f.path, f.line) for f in errors] == [("/elmo/learner[1]/bday[1]", 9)]
    assert errors[0].rule and errors[0].message and "28.2.2002" not in str(errors[0])
    with pytest.raises(libedu.EduError):
        doc.validate("no-such-profile")


def test_all_places_of_a_finding(libedu, top):
    """Behind each finding come its other places, so that the next one is told from them."""
    with libedu.read(str(top / "tests/corpus/elm/invalid/two-dates.jsonld")) as doc:
        found = doc.validate("edc-generic-full")
    several = [f for f in found if f.also]
    assert [(f.path, [(p.path, p.line, p.column) for p in f.also]) for f in several] == [("/issued/1", [("/issued/0", 146, 3)])]
    assert repr(several[0].also[0]) == "<Place 146: /issued/0>" and all(f.rule for f in found)


# -- errors --------------------------------------------------------------------------------------


def test_syntax_error_says_where(libedu):
    with pytest.raises(libedu.EduSyntaxError) as caught:
        libedu.loads(b'{"a": 1,\n "a": 2}')
    error = caught.value
    assert isinstance(error, libedu.EduError) and isinstance(error, ValueError)
    assert (error.code, error.rule, error.path, error.line) == (-3, "json/duplicate-member", "/a", 2)
    assert error.column and error.offset and error.message in str(error)


def test_other_errors(libedu, doc):
    with pytest.raises(libedu.EduFormatError):
        libedu.loads(b"{}")
    with pytest.raises(libedu.EduArgumentError):
        doc.to("no-such-format")


def test_every_status_has_its_exception(libedu, top):
    header = (top / "include" / "edu" / "base.h").read_text()
    for name, code in re.findall(r"(EDU_E[A-Z]+) = (-\d+)", header):
        error = libedu.errors._error(int(code), b"m\xff", b"/p", b"r", 1, 2, 3)
        assert type(error) is not libedu.EduError and error.code == type(error).code == int(code), name
        assert type(error).__name__ in libedu.__all__
        assert str(error) == "line 1, column 2: m\ufffd (r, /p)"
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), again.path, again.message) == (type(error), "/p", error.message)
    assert issubclass(libedu.EduMemoryError, MemoryError) and issubclass(libedu.EduIOError, OSError)


# -- lifetimes -----------------------------------------------------------------------------------


def test_closed_document(libedu, transcript):
    doc = libedu.loads(transcript)
    root, record = doc.root, doc.record
    doc.close()
    doc.close()
    assert doc.closed and "closed" in repr(doc) and "closed" in repr(root)
    uses = [lambda: doc.format, lambda: doc.root, lambda: doc.record, lambda: bytes(doc), lambda: doc.to("elm"),
            doc.validate, lambda: root.name, lambda: root.text, lambda: list(root), lambda: root["learner"],
            lambda: record.learner, lambda: record.titles, lambda: list(root.walk()), lambda: pickle.dumps(doc)]
    for use in uses:
        with pytest.raises(ValueError, match="closed"):
            use()


def test_native_functions_refuse_what_is_no_document(libedu):
    from libedu import _native

    for wrong in (1, "x", object(), weird := []):
        with pytest.raises(TypeError):
            _native.edb_format(wrong)
    with pytest.raises((TypeError, OverflowError)):
        _native.edb_node_kind(weird, -1)


def test_numbers_that_are_no_nodes(libedu, doc):
    for ref in (0, 2**31, 2**32 - 1):
        node = libedu.Node(doc, ref)
        assert (node.kind, node.name, node.text, list(node), node.parent) == ("none", "", None, [], None)
    with pytest.raises(OverflowError):
        libedu.Node(doc, 2**32).name


def test_any_order_of_collection(package_folder, top):
    run_python(package_folder, f"""
        import gc, libedu
        def nodes():
            doc = libedu.read({str(top / 'examples' / 'transcript.xml')!r})
            return doc.root["learner"], doc.record.learner, list(doc.root.walk()), doc.to("core").document.root
        kept = [nodes() for _ in range(20)]
        gc.collect()
        for node, learner, walked, root in kept:
            assert node["givenNames"].text == learner.given_name() == "Maja"
            assert walked[-1].path and root.class_name == "Credential"
        while kept:
            kept.pop(len(kept) // 2)
            gc.collect()
        left = libedu.read({str(top / 'examples' / 'transcript.xml')!r})   # closed when the interpreter ends
    """, MALLOC_PERTURB_="90", PYTHONMALLOC="malloc")


def test_pickle(libedu, transcript):
    again = pickle.loads(pickle.dumps(libedu.loads(transcript)))
    assert again.format == "elmo" and again.original == transcript
    bare = pickle.loads(pickle.dumps(libedu.loads(transcript, keep_original=False)))
    assert bare.root["learner"]["givenNames"].text == "Maja"


def test_memory_does_not_grow(package_folder, top):
    grown = run_python(package_folder, f"""
        import resource, libedu
        data = open({str(top / 'examples' / 'transcript.xml')!r}, "rb").read()
        def work():
            for _ in range(300):
                doc = libedu.loads(data)
                doc.record.achievements[0].title("en")
                doc.to("core")
                doc.validate()
                try:
                    libedu.loads(data[:1000])
                except libedu.EduError:
                    pass
        work()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        work(); work(); work()
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """)
    assert int(grown) < 2000, f"{grown} KB"


# -- threads -------------------------------------------------------------------------------------


def in_threads(work, count=8):
    failures = []

    def guarded(i):
        try:
            work(i)
        except BaseException as error:  # noqa: BLE001  told below, with the thread's number
            failures.append((i, error))

    threads = [threading.Thread(target=guarded, args=(i,)) for i in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not failures, failures


def test_threads_with_their_own_documents(libedu, transcript):
    def work(_):
        for _ in range(20):
            with libedu.loads(transcript) as doc:
                assert doc.record.learner.given_name() == "Maja"

    in_threads(work)


def test_threads_with_one_document(doc):
    expected = bytes(doc)

    def work(_):
        for _ in range(20):
            assert bytes(doc) == expected
            assert doc.record.achievements[0].specification.title("en").startswith("Bachelor")

    in_threads(work)


def test_closing_while_others_work(libedu, transcript):
    for _ in range(20):
        doc = libedu.loads(transcript)

        def work(i):
            try:
                for _ in range(5):
                    doc.close() if i == 3 else doc.validate() if i % 2 else bytes(doc)
            except ValueError as error:
                assert "closed" in str(error)

        in_threads(work, 4)


def test_others_run_while_a_document_is_read(libedu):
    data = credential("[" + ",".join(['{"a":"text","b":[1,2,3]}'] * 300_000) + "]")
    state = []

    def work():
        state.append("reading")
        libedu.loads(data)
        state.append("done")

    interval = sys.getswitchinterval()
    sys.setswitchinterval(60)  # nobody gets a turn unless it is given away
    try:
        thread = threading.Thread(target=work)
        thread.start()
        turns = 0
        while "done" not in state:
            turns += state == ["reading"]
            time.sleep(0.001)
        thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert turns > 3


# -- the documentation ---------------------------------------------------------------------------


def test_examples_run_as_they_stand(package_folder, top):
    programs = examples(top, "python")
    assert len(programs) >= 2
    for program in programs:
        said = run_python(package_folder, program, cwd=top)
        if "import trust" in program:
            assert said == "TOTAL-PASSED proven\n"
        else:
            assert "Bachelor of Science in Marine Engineering" in said and "'exact': " in said


# -- the package ---------------------------------------------------------------------------------


def test_stubs_name_what_there_is(libedu, package_folder):
    from libedu import _native, core

    for module, stub in ((_native, "_native.pyi"), (core, "core.pyi")):
        text = (package_folder / "libedu" / stub).read_text()
        described = set(re.findall(r"^(?:def|class) (\w+)", text, re.M))
        there = {n for n in vars(module) if n.startswith("edb_") or n in getattr(module, "__all__", ())}
        assert described == there
    assert (package_folder / "libedu" / "py.typed").exists()


def test_every_class_of_the_core_is_usable(libedu, doc):
    """Every accessor of every class, on a node that has nothing of it."""
    from libedu import core

    for name in core.__all__:
        cls = getattr(core, name)
        empty = cls(doc, 0)
        for member, value in vars(cls).items():
            if isinstance(value, property):
                assert getattr(empty, member) in (None, []), (name, member)
                assert value.__doc__
            elif not member.startswith("__"):
                assert getattr(empty, member)("en") is None, (name, member)


def test_nothing_but_the_entry_is_exported(package_folder):
    [module] = (package_folder / "libedu").glob("_native*.so")
    names = subprocess.run(["nm", "-D", "--defined-only", str(module)], capture_output=True, text=True, check=True).stdout
    assert [line.split()[-1] for line in names.splitlines()] == ["PyInit__native"]


def test_import_is_light(package_folder):
    loaded = run_python(package_folder, """
        import sys
        before = set(sys.modules)
        import libedu
        print(*(set(sys.modules) - before))
    """).split()
    assert not {"json", "typing", "libedu.core", "re", "enum", "dataclasses"} & set(loaded), loaded
