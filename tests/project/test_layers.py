"""Includes point downward only, and each third-party library has one home (docs/ARCHITECTURE.md)."""
import pathlib
import re

LEVEL = {"base": 0, "crypto": 1, "gzip": 1, "json": 2, "rdf": 2, "xml": 2, "model": 3, "formats": 4, "convert": 5,
         "emrex": 5, "trust": 5, "validate": 5, "privacy": 6}
OWNER = {"sodium": "crypto", "openssl": "crypto", "libxml": "xml", "libxml2": "xml", "cjson": "json", "cJSON": "json",
         "zlib": "gzip", "raptor2": "rdf"}
# Folders of equal level that may know each other, and why.
NEIGHBOURS = {}

INCLUDE = re.compile(r'\s*#\s*include\s+([<"])([^">]+)[">]')


def includes(folder):
    for path in sorted(pathlib.Path(folder).rglob("*.[chi]")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if match:
                yield path, number, match[2]


def test_library_includes_point_downward(top):
    bad = []
    for path, number, name in includes(top / "libedu"):
        here = path.relative_to(top / "libedu").parts[0]
        there = re.split(r"[/.]", name)[0]
        if here not in LEVEL:
            continue
        where = f"{path.relative_to(top)}:{number}"
        if there in LEVEL and there != here and (here, there) not in NEIGHBOURS and LEVEL[there] >= LEVEL[here]:
            bad.append(f"{where}: {here}/ includes {name}")
        if there in OWNER and OWNER[there] != here:
            bad.append(f"{where}: {name} is at home in {OWNER[there]}/ alone")
    assert not bad, "\n" + "\n".join(bad)


def test_each_format_keeps_to_itself(top):
    """No format's folder knows another's; the core is the one all may know."""
    bad = []
    formats = top / "libedu" / "formats"
    names = {p.name for p in formats.iterdir() if p.is_dir()} - {"core"}
    for path, number, name in includes(formats):
        here = path.relative_to(formats).parts[0]
        parts = name.split("/")
        if parts[0] == "formats" and len(parts) > 2 and here in names and parts[1] in names - {here}:
            bad.append(f"{path.relative_to(top)}:{number}: {here} includes {name}")
    assert not bad, "\n" + "\n".join(bad)


def test_public_headers_are_all_that_the_command_and_the_consumers_need(top):
    own = {p.name for p in (top / "tools").glob("*.h")}
    bad = [f"{path.relative_to(top)}:{number}: {name}"
           for folder in ("tools", "tests/consumer", "include")
           for path, number, name in includes(top / folder)
           if "/" in name and not name.startswith(("edu/", "sys/")) or (folder == "tools" and name.split("/")[0] in OWNER)]
    assert own and not bad, "\n" + "\n".join(bad)
