"""Policies of selective disclosure into a C table: name and text of each.

    embed.py OUT.c POLICY.json…
"""
import json
import pathlib
import sys


def literal(text):
    """A C string literal, one line of the text a line."""
    return "\n".join("\t\t" + json.dumps(line) for line in text.splitlines(keepends=True))


def main(out, *paths):
    rows = []
    for path in map(pathlib.Path, sorted(paths)):
        text = path.read_text("ascii")
        assert json.loads(text)["policy"] == path.stem, f"{path}: its member policy is not its file's name"
        rows.append(f'\t{{ "{path.stem}",\n{literal(text)},\n\t\t{len(text)} }},\n')
    pathlib.Path(out).write_text(
        "/* Made by embed.py from the policies beside it. */\n#include \"trust/disclosure_policy.h\"\n\n"
        f"const edu_shipped_policy edu_shipped_policies[] = {{\n{''.join(rows)}\t{{ NULL, NULL, 0 }}\n}};\n")


main(*sys.argv[1:])
