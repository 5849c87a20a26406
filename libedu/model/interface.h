/*
 * model/interface.h – what the generated typed interface of the core model stands on: properties of nodes,
 * by the number of their name.
 *
 * A property that may have several values is an ARRAY child of that name, whose entries have no name; one
 * that has a single value is a child of that name. Texts are STRING items, nodes OBJECT items or LINKs to
 * one; the language of a text is its child "lang". A node handed in may be a link: what it leads to is meant.
 */
#ifndef EDU_MODEL_INTERFACE_H
#define EDU_MODEL_INTERFACE_H

#include "model/document.h"

/* The root of a document of that format when it is of that class; no node otherwise. */
edu_node edu_interface_root(const edu_document *doc, const edu_format *format, uint16_t cls);

/* Values of a property: how many; the i-th node or text; no node where there is none. */
size_t edu_interface_count(edu_node node, edu_name name);
edu_node edu_interface_at(edu_node node, edu_name name, size_t i);
edu_node edu_interface_next(edu_node value);           /* of the same property */
const char *edu_interface_text_at(edu_node node, edu_name name, size_t i);
const char *edu_interface_language_at(edu_node node, edu_name name, size_t i);
/* The text in a language: that tag, else one with the same primary subtag; NULL asks for the first text. */
const char *edu_interface_text_in(edu_node node, edu_name name, const char *language);

/* An empty document whose root is a node of that class. */
int edu_interface_new(edu_document **out, const edu_context *ctx, const edu_format *format, uint16_t cls,
                      edu_error *err);

/* Whether a text has the form of a kind: that of a date, a number, an IRI. */
bool edu_interface_has_form(edu_value_kind kind, const char *text, size_t length);

/* Add a value, or set the only one; set with text NULL removes it. The text is copied. */
int edu_interface_set_text(edu_node node, edu_name name, const char *text, edu_error *err);
int edu_interface_add_text(edu_node node, edu_name name, const char *text, edu_error *err);
int edu_interface_add_text_in(edu_node node, edu_name name, const char *text, const char *language,
                              edu_error *err);
int edu_interface_add_node(edu_node *out, edu_node node, edu_name name, edu_error *err);
int edu_interface_link(edu_node node, edu_name name, edu_node target, edu_error *err);

#endif
