"""Compile the Java binding and put it into a jar: the classes, and a native library as a resource.

The same input gives the same bytes: entries are sorted and carry the time of SOURCE_DATE_EPOCH, or 1980.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

MANIFEST = """Manifest-Version: 1.0\r
Automatic-Module-Name: org.libedu\r
Enable-Native-Access: ALL-UNNAMED\r
Implementation-Title: libedu\r
Implementation-Version: {}\r
\r
"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("javac", "version", "output", "scratch", "generator", "core", "statuses"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--native", nargs=2, required=True, metavar=("LIBRARY", "FOLDER"))
    parser.add_argument("sources", nargs="+")
    return parser.parse_args()


def compile_classes(args, scratch):
    generated, classes = scratch / "generated", scratch / "classes"
    shutil.rmtree(classes, ignore_errors=True)
    subprocess.run([sys.executable, "-B", args.generator, "java", args.core, args.statuses, str(generated)], check=True)
    sources = sorted(args.sources) + sorted(str(path) for path in generated.rglob("*.java"))
    options = ["--release", "11", "-Xlint:all", "-Xdoclint:all/protected", "-Werror", "-encoding", "UTF-8"]
    subprocess.run([args.javac, *options, "-d", str(classes), *sources], check=True)
    return classes


def write_jar(path, entries):
    epoch = max(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), 315532800)  # zip begins in 1980
    stamp = time.gmtime(epoch)[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as jar:
        for name, data in entries:
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            jar.writestr(info, data)


def main():
    args = arguments()
    scratch = Path(args.scratch)
    classes = compile_classes(args, scratch)
    library, folder = args.native
    contents = {path.relative_to(classes).as_posix(): path.read_bytes() for path in classes.rglob("*.class")}
    contents[f"{folder}/{Path(library).name}"] = Path(library).read_bytes()
    manifest = ("META-INF/MANIFEST.MF", MANIFEST.format(args.version).encode())
    write_jar(args.output, [manifest, *sorted(contents.items())])


if __name__ == "__main__":
    main()
