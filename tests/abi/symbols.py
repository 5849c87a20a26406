#!/usr/bin/env python3
"""The names libedu exports: what the public headers declare, what libedu/edu.map lists, what symbols.txt remembers.

    symbols.py             print what differs; exit 1 when anything does
    symbols.py --update    add new names to the map's newest node and to symbols.txt

A name that was released stays for ever: --update refuses to remove one. symbols.txt makes an export that
nobody meant, or a lost one, visible in review.
"""
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
MAP = TOP / "libedu" / "edu.map"
LIST = TOP / "tests" / "abi" / "symbols.txt"


def public_headers():
    return [TOP / "include" / "edu.h", *sorted((TOP / "include" / "edu").glob("*.h"))]


def declared():
    """Functions that the public headers mark EDU_API."""
    names = set()
    for header in public_headers():
        text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", header.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"^[ \t]*#.*(?:\\\n.*)*$", "", text, flags=re.M)
        for declaration in re.findall(r"\bEDU_API\b([^;{]*)[;{]", text):
            names.add(re.search(r"\b(edu_\w+)\s*\(", declaration)[1])
    return names


def mapped():
    text = re.sub(r"/\*.*?\*/", " ", MAP.read_text(encoding="utf-8"), flags=re.S)
    return set(re.findall(r"\b(edu_\w+)\s*;", text))


def remembered():
    return set(LIST.read_text(encoding="utf-8").split()) if LIST.exists() else set()


def exported(library):
    """Dynamic symbols a shared library defines, without version nodes."""
    lines = subprocess.run(["nm", "-D", "--defined-only", str(library)], check=True, capture_output=True, text=True)
    return {line.split()[-1].split("@")[0] for line in lines.stdout.splitlines() if " A " not in line}


def differences(library=None):
    sets = {"the headers": declared(), "libedu/edu.map": mapped(), "tests/abi/symbols.txt": remembered()}
    if library:
        sets["the shared library"] = exported(library)
    everything = set().union(*sets.values())
    return [f"{name} is missing in {side}" for name in sorted(everything) for side, names in sets.items()
            if name not in names]


def update():
    now = declared()
    gone = remembered() - now
    if gone:
        sys.exit("no longer declared, but an export stays for ever: " + ", ".join(sorted(gone)))
    text = MAP.read_text(encoding="utf-8")
    new = sorted(now - mapped())
    # The newest node stands first; its names end where "local:" or the closing brace begins.
    start = text.index("global:") + len("global:")
    end = re.compile(r"\n(\tlocal:|\})").search(text, start).start()
    names = sorted(set(re.findall(r"\b(edu_\w+)\s*;", text[start:end])) | set(new))
    MAP.write_text(text[:start] + "".join(f"\n\t\t{name};" for name in names) + text[end:], encoding="utf-8")
    LIST.write_text("".join(f"{name}\n" for name in sorted(now)), encoding="utf-8")
    print(f"{len(now)} names, {len(new)} new")


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        found = differences(*sys.argv[1:2])
        print("\n".join(found) or f"{len(declared())} names agree")
        sys.exit(bool(found))
