#!/usr/bin/env python3
"""Write the typed interface of the core model from formats/core/core.toml.

    interface.py core.toml --headers FOLDER     handles.h, and one header for each `header` of a class
    interface.py core.toml --source FILE.c      what they declare, as calls of model/interface.h

Standard library only. The headers are committed and a test keeps them fresh; Meson makes the source.
"""

import argparse
import re
import textwrap
from pathlib import Path

from source import MANY, SourceError, identifier, load, run, write_if_changed

WIDTH = 110

SUBJECTS = {
    "learner": "the learner: a person, identifiers, places, ways to make contact",
    "course": "courses: specifications, levels, outcomes, sessions, organisations",
    "credential": "credentials: achievements, results, credits, awards, attachments",
}

# What the text of each kind looks like, for those who read and write it.
FORMS = {
    "string": "any text", "token": "text in one line", "html": "HTML markup", "uri": "an absolute IRI",
    "iri": "an absolute IRI", "date": "xs:date, such as 2024-05-31, a time zone may follow",
    "datetime": "xs:dateTime, such as 2024-05-31T12:00:00Z, the time zone may be missing",
    "duration": "xs:duration, such as P6M or PT25H", "decimal": "xs:decimal, such as 7.5, digits as written",
    "integer": "xs:integer", "positive": "an integer from 1", "count": "an integer from 0",
    "boolean": "true, false, 1 or 0", "literal": "any text", "langstring": "any text, for each language",
}

LIFETIME = """A handle is a plain value, cheap to copy: a place in a document. It needs no freeing, and is
good as long as its document is neither freed nor changed by others than the functions here. A handle of
nothing is allowed everywhere: its texts are NULL, its counts 0, its nodes handles of nothing again. Texts are
NUL-terminated UTF-8 and borrowed from the document; those that are set or added are copied."""

BUILDING = """The functions that set, add or link return 0, or a negative status and fill *err (NULL allowed):
EDU_ENOMEM, EDU_ELIMIT, EDU_EARG (a handle of nothing, or one of another document), EDU_EINVALID (not the form
or code that is told, not UTF-8), EDU_ESTATE (the property has its only value already)."""

THREADS = "Threads: a document belongs to one thread at a time, or to many when nobody changes it."


def snake(name):
    """birthDate -> birth_date, eIDASIdentifier -> eidas_identifier."""
    name = name.replace("eIDAS", "Eidas")
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    return identifier(re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)).lower()


def wrap(text, width):
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def comment(lines):
    """Lines of text as a documenting comment, broken at the width."""
    broken = [part for line in lines for part in wrap(line, WIDTH - 3)]
    if len(broken) == 1 and len(broken[0]) <= WIDTH - 8:
        return f"/** {broken[0]} */\n"
    return "/**\n" + "".join(f" * {line}\n" for line in broken) + " */\n"


class Function:
    """One function: how it is declared and what it returns."""

    def __init__(self, result, name, parameters, body, must_use=False):
        self.result, self.name, self.parameters = result, name, parameters
        self.body, self.must_use = body, must_use

    def head(self):
        space = "" if self.result.endswith("*") else " "
        return f"{self.result}{space}{self.name}({', '.join(self.parameters)})"

    def declaration(self):
        prefix = "EDU_API EDU_MUST_USE " if self.must_use else "EDU_API "
        line = f"{prefix}{self.head()};"
        if len(line) <= WIDTH:
            return line + "\n"
        first, rest = line.split("(", 1)
        indent = " " * (len(first) + 1)
        if len(indent) + max(map(len, self.parameters)) + 2 > WIDTH:
            indent = "\t"
        lines, current = [], first + "("
        for i, parameter in enumerate(self.parameters):
            piece = parameter + (");" if i + 1 == len(self.parameters) else ", ")
            if len(current) + len(piece.rstrip()) > WIDTH:
                lines.append(current.rstrip())
                current = indent
            current += piece
        return "\n".join(lines + [current]) + "\n"

    def definition(self):
        return f"{self.head()}\n{{\n\t{self.body}\n}}\n\n"


class Interface:
    def __init__(self, source):
        self.source = source
        self.headers = []
        for cls in source.classes:
            if cls.header not in SUBJECTS:
                raise SourceError(f'{source.path}: class.{cls.name}.header: unknown header "{cls.header}"')
            if cls.header not in self.headers:
                self.headers.append(cls.header)
        self.check_names()

    def check_names(self):
        seen = set()
        for cls in self.source.classes:
            for function in self.class_functions(cls):
                if function.name in seen:
                    raise SourceError(f"{self.source.path}: class.{cls.name}: makes {function.name}() twice")
                seen.add(function.name)

    def type(self, cls_name):
        return f"edu_{snake(cls_name)}"

    def number(self, prop):
        return f"core_n_{identifier(prop.name)}"

    def target(self, cls, prop):
        if len(prop.range) != 1:
            key = f"class.{cls.name}: {prop.name}"
            raise SourceError(f"{self.source.path}: {key} must have a range of one class")
        return self.type(prop.range[0])

    # what each property is read and built by: (sentence, function) pairs

    def reading(self, cls, prop):
        me, x = self.type(cls.name), snake(cls.name)
        base, n = f"{me}_{snake(prop.name)}", self.number(prop)
        if prop.kind == "node":
            return self.reading_nodes(cls, prop, me, x, base, n)
        if prop.kind == "langstring":
            return [
                ("The text in a language (BCP 47): with that tag, else with the same primary subtag; NULL: "
                 "neither is there. language NULL asks for the first text.",
                 Function("const char *", base, [f"{me} {x}", "const char *language"],
                          f"return edu_interface_text_in({x}.node, {n}, language);")),
                ("How many texts there are.", self.count(me, x, base, n)),
                ("The i-th text; NULL beyond the last.", self.text_at(me, x, base, n)),
                ("The language of the i-th text; NULL where it has none.",
                 Function("const char *", f"{base}_language_at", [f"{me} {x}", "size_t i"],
                          f"return edu_interface_language_at({x}.node, {n}, i);")),
            ]
        if prop.max == 1:
            return [("NULL where it is absent.", Function(
                "const char *", base, [f"{me} {x}"], f"return edu_interface_text_at({x}.node, {n}, 0);"))]
        return [
            ("How many there are.", self.count(me, x, base, n)),
            ("The i-th; NULL beyond the last.", self.text_at(me, x, base, n)),
        ]

    def reading_nodes(self, cls, prop, me, x, base, n):
        target = self.target(cls, prop)
        read = f"return ({target}){{ edu_interface_at({x}.node, {n}, 0) }};"
        if prop.max == 1:
            return [("A handle of nothing where it is absent.", Function(target, base, [f"{me} {x}"], read))]
        return [
            (f"The first; {target}_next() leads to the others.",
             Function(target, f"{base}_first", [f"{me} {x}"], read)),
            ("How many there are.", self.count(me, x, base, n)),
        ]

    def count(self, me, x, base, n):
        return Function("size_t", f"{base}_count", [f"{me} {x}"],
                        f"return edu_interface_count({x}.node, {n});")

    def text_at(self, me, x, base, n):
        return Function("const char *", f"{base}_at", [f"{me} {x}", "size_t i"],
                        f"return edu_interface_text_at({x}.node, {n}, i);")

    def building(self, cls, prop):
        me, x, last = self.type(cls.name), snake(cls.name), snake(prop.name)
        n = self.number(prop)

        def function(verb, parameters, body):
            parameters = parameters + ["edu_error *err"]
            return Function("int", f"{me}_{verb}_{last}", parameters, f"return {body};", must_use=True)

        if prop.kind == "node":
            target = self.target(cls, prop)
            return [
                ("Add a new one, given out in *out (NULL allowed).",
                 function("add", [f"{target} *out", f"{me} {x}"],
                          f"edu_interface_add_node(out ? &out->node : NULL, {x}.node, {n}, err)")),
                ("Add one that stands elsewhere in the same document already.",
                 function("link", [f"{me} {x}", f"{target} target"],
                          f"edu_interface_link({x}.node, {n}, target.node, err)")),
            ]
        if prop.kind == "langstring":
            return [("Add a text in a language (BCP 47; NULL: in none that is known).",
                     function("add", [f"{me} {x}", "const char *text", "const char *language"],
                              f"edu_interface_add_text_in({x}.node, {n}, text, language, err)"))]
        if prop.max == 1:
            return [("Set it; NULL removes it.",
                     function("set", [f"{me} {x}", "const char *text"],
                              f"edu_interface_set_text({x}.node, {n}, text, err)"))]
        return [("Add one.", function(
            "add", [f"{me} {x}", "const char *text"], f"edu_interface_add_text({x}.node, {n}, text, err)"))]

    def common(self, cls):
        """What every class has."""
        me, x = self.type(cls.name), snake(cls.name)
        found = [
            ("Non-zero for a handle of nothing.",
             Function("int", f"{me}_is_null", [f"{me} {x}"], f"return edu_node_is_null({x}.node);")),
            ("The next value of the property it was found in; a handle of nothing behind the last.",
             Function(me, f"{me}_next", [f"{me} {x}"], f"return ({me}){{ edu_interface_next({x}.node) }};")),
        ]
        return self.document(cls) + found if cls.root else found

    def document(self, cls):
        """What a class has whose nodes may be whole documents."""
        me, x, number = self.type(cls.name), snake(cls.name), f"core_c_{identifier(cls.name)}"
        found = [(
            f"The {x} that a document of the core model is; a handle of nothing for another document.",
            Function(me, f"edu_document_{x}", ["const edu_document *doc"],
                     f"return ({me}){{ edu_interface_root(doc, &edu_format_core, {number}) }};"))]
        if cls is not self.source.classes[0]:
            found.append((
                f"Make an empty document of the core model that is a {x}, as edu_document_new() makes a credential.",
                Function("int", f"edu_document_new_{x}",
                         ["edu_document **out", "const edu_context *ctx", "edu_error *err"],
                         f"return edu_interface_new(out, ctx, &edu_format_core, {number}, err);")))
        return found

    def class_functions(self, cls):
        pairs = self.common(cls)
        for prop in cls.properties:
            pairs += self.reading(cls, prop) + self.building(cls, prop)
        return [function for _, function in pairs]

    # headers

    def form(self, prop):
        """What is said of a property besides its meaning: form, how many, where it comes from."""
        for codes in self.source.codes:
            if codes.name == prop.codes:
                return "One of " + ", ".join(codes.values)
        if prop.kind == "node":
            return self.type(prop.range[0])
        form = FORMS[prop.kind]
        return form[0].upper() + form[1:]

    def property_text(self, prop):
        card = f"{prop.min}..{'*' if prop.max == MANY else prop.max}"
        lines = [prop.doc] if prop.doc else []
        lines.append(f"{self.form(prop)}; {card}." + (f" From {prop.source}." if prop.source else ""))
        return lines

    def class_text(self, cls):
        title = "".join(f" * {line}\n" for line in wrap(f"{cls.name}: {cls.doc}", WIDTH - 3))
        out = [f"\n/*\n{title} */\n\n"]
        for sentence, function in self.common(cls):
            out.append(comment([sentence]) + function.declaration())
        for prop in cls.properties:
            (first_sentence, first), *others = self.reading(cls, prop) + self.building(cls, prop)
            out.append("\n" + comment(self.property_text(prop) + [first_sentence]) + first.declaration())
            for sentence, function in others:
                out.append(comment([sentence]) + function.declaration())
        return "".join(out)

    def frame(self, name, subject, notes, includes, body):
        guard = f"EDU_{name.upper()}_H"
        made = f"Generated from formats/core/{self.source.path.name} by generate/interface.py; do not edit."
        lines = [f" * edu/{name}.h – {subject}.\n", " *\n", f" * {made}\n"]
        for paragraph in notes:
            lines += [" *\n"] + [f" * {line}\n" for line in wrap(paragraph, WIDTH - 3)]
        return (
            "/*\n" + "".join(lines) + f" */\n#ifndef {guard}\n#define {guard}\n\n"
            + "".join(f"#include <edu/{include}.h>\n" for include in includes)
            + '\n#ifdef __cplusplus\nextern "C" {\n#endif\n' + body
            + "\n#ifdef __cplusplus\n}\n#endif\n#endif\n"
        )

    def handles(self):
        body = []
        for cls in self.source.classes:
            name = self.type(cls.name)
            body.append(f"\n{comment([cls.doc])}typedef struct {name} {{\n\tedu_node node;\n}} {name};\n")
        return self.frame("handles", "a type for each class of the core model", [LIFETIME, THREADS],
                          ["document"], "".join(body))

    def header(self, name):
        body = "".join(self.class_text(cls) for cls in self.source.classes if cls.header == name)
        return self.frame(name, SUBJECTS[name], [LIFETIME, BUILDING, THREADS], ["handles"], body)

    def text(self):
        out = [f"/* Generated from {self.source.path.name} by generate/interface.py; do not edit. */\n"]
        out += [f"#include <edu/{name}.h>\n" for name in self.headers]
        out.append('#include "core_tables.h"\n#include "model/interface.h"\n\n')
        root = f"core_c_{identifier(self.source.classes[0].name)}"
        out.append(Function(
            "int", "edu_document_new", ["edu_document **out", "const edu_context *ctx", "edu_error *err"],
            f"return edu_interface_new(out, ctx, &edu_format_core, {root}, err);").definition())
        for cls in self.source.classes:
            out += [function.definition() for function in self.class_functions(cls)]
        return "".join(out).rstrip("\n") + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input")
    parser.add_argument("--headers", type=Path)
    parser.add_argument("--source", type=Path)
    arguments = parser.parse_args()
    interface = Interface(load(arguments.input))
    if arguments.headers:
        write_if_changed(arguments.headers / "handles.h", interface.handles())
        for name in interface.headers:
            write_if_changed(arguments.headers / f"{name}.h", interface.header(name))
    if arguments.source:
        write_if_changed(arguments.source, interface.text())


if __name__ == "__main__":
    run(main)
