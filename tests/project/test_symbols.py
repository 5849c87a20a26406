"""The shared library exports what the headers declare, what the map lists and what the committed list remembers."""
import importlib.util


def load(top):
    spec = importlib.util.spec_from_file_location("symbols", top / "tests" / "abi" / "symbols.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_headers_map_list_and_library_agree(top, build):
    library = build / "libedu" / "libedu.so"
    assert library.exists(), f"{library} is not built"
    found = load(top).differences(library)
    assert not found, "\n" + "\n".join(found)


def test_names_are_ours(top):
    assert all(name.startswith("edu_") for name in load(top).declared())


def test_version_is_the_same_everywhere(top):
    import re
    project = re.search(r"version: '([^']+)'", (top / "meson.build").read_text())[1]
    header = re.search(r'EDU_VERSION "([^"]+)"', (top / "include/edu/base.h").read_text())[1]
    manual = re.search(r"edu (\d+\.\d+\.\d+)", (top / "docs/man/edu.1").read_text())[1]
    changes = (top / "CHANGELOG.md").read_text()
    assert project == header == manual
    assert f"[{project}]" in changes
