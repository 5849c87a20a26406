/*
 * formats/elm/rdf_form.c – the formats elm-rdf and elm-turtle; see rdf_form.h.
 *
 * Turtle has no tree of its own: its document is the ELM tree, with the line of each statement as the place of what
 * the statement became. RDF/XML keeps its elements, and the ELM tree is its twin.
 */
#include "formats/elm/rdf_form.h"
#include "base/fail.h"
#include "base/text.h"
#include "crosswalk_tables.h"
#include "formats/elm/profile.h"
#include "formats/elm/rdf_write.h"
#include "model/twin.h"

#include <string.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

static edu_elm_term term_of(const edu_rdf_term *t)
{
	static const uint8_t kinds[] = { 0, EDU_ELM_IRI, EDU_ELM_BLANK, EDU_ELM_TEXT };

	return (edu_elm_term){
		.text = t->text, .length = (uint32_t)t->length,
		.language = t->language, .language_length = (uint32_t)t->language_length,
		.datatype = t->datatype, .datatype_length = (uint32_t)t->datatype_length,
		.kind = kinds[t->kind],
	};
}

static int take(void *state, const edu_rdf_statement *s, edu_error *err)
{
	const edu_elm_term subject = term_of(&s->subject), predicate = term_of(&s->predicate), object = term_of(&s->object);
	return edu_elm_builder_say(state, &subject, &predicate, &object, (uint32_t)s->line);
}

int edu_elm_read_rdf(edu_elm_builder *b, edu_rdf_syntax syntax, const char *data, size_t length)
{
	return edu_rdf_read(b->doc->tree.ctx, syntax, data, length, take, b, b->err);
}

/* Turtle */

/* Statements stand in the order of their lines, so that one walk over the text finds where all of them begin. */
static void place(const edu_elm_builder *b, const char *data, size_t length)
{
	edu_tree *t = &b->doc->tree;
	size_t at = 0, line = 1;

	for (size_t i = 1; i < b->said_count; i++) {
		const edu_elm_said *s = &b->said[i];
		const edu_elm_mention *about = &b->mentions[s->subject];
		const char *end;
		while (line < s->mark && (end = memchr(data + at, '\n', length - at)) != NULL) {
			at = (size_t)(end - data) + 1;
			line++;
		}
		const edu_ref places[] = { s->item, t->items[s->item].parent, about->object, about->id };
		for (size_t k = 0; k < sizeof places / sizeof *places; k++)
			if (places[k] && !t->places[places[k]]) t->places[places[k]] = (uint32_t)at;
	}
}

static int read_turtle(edu_document *doc, const char *data, size_t length, edu_error *err)
{
	edu_elm_builder b;

	int rc = edu_elm_builder_open(&b, doc, err);
	if (rc == 0) rc = edu_elm_read_rdf(&b, EDU_RDF_TURTLE, data, length);
	if (rc == 0) rc = edu_elm_builder_build(&b);
	if (rc == 0 && doc->tree.places) place(&b, data, length);
	edu_elm_builder_close(&b);
	return rc;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool begins_with_word(const char *data, size_t length, const char *word)
{
	const size_t n = strlen(word);
	size_t i = 0;

	if (length <= n || !is_space(data[n])) return false;
	while (i < n && (data[i] == word[i] || (word[0] != '@' && data[i] == (word[i] ^ 0x20)))) i++;
	return i == n;
}

/* Comments, then a prefix, a base, or a subject: an IRI, which no element's name looks like, or a blank node. */
static bool begins_turtle(const char *data, size_t length)
{
	static const char *const words[] = { "@prefix", "@base", "prefix", "base" };
	size_t at = 0;

	while (at < length && (is_space(data[at]) || data[at] == '#')) {
		const char *end = data[at] == '#' ? memchr(data + at, '\n', length - at) : data + at;
		if (!end) return false;
		at = (size_t)(end - data) + 1;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (begins_with_word(data + at, length - at, words[i])) return true;
	if (length - at > 2 && memcmp(data + at, "_:", 2) == 0) return true;
	if (at == length || data[at] != '<') return false;
	const char *end = memchr(data + at, '>', length - at);
	return end && edu_is_iri(data + at + 1, (size_t)(end - data) - at - 1);
}

static edu_recognition recognise_turtle(const edu_tree *t, const edu_read_options *options, edu_error *err)
{
	return edu_elm_recognise(t, options, err) == EDU_RECOGNISED_REFUSED ? EDU_RECOGNISED_REFUSED : EDU_RECOGNISED;
}

#define VERSIONS (1 << elm_v_3_1 | 1 << elm_v_3_2)

const edu_format edu_format_elm_turtle = {
	.name = "elm-turtle",
	.title = "European Learning Model as Turtle",
	.syntax = EDU_SYNTAX_TURTLE,
	.linked = true,
	.form_of = &edu_format_elm,
	.holds = EDU_ABOUT_RECORDS | EDU_ABOUT_COURSES | EDU_ABOUT_ACCREDITATIONS,
	.schema = &elm_schema,
	.default_version = elm_v_3_2,
	.reads = EDU_WITH_RAPTOR ? VERSIONS : 0,
	.begins = begins_turtle,
	.read = read_turtle,
	.recognise = recognise_turtle,
	.bind = edu_elm_bind,
	.check = edu_elm_check,
	.check_profile = edu_elm_check_profile,
	.own_profile = edu_elm_own_profile,
};

/* RDF/XML */

static bool is_rdf(const edu_tree *t, edu_ref item, const char *local)
{
	const char *uri = edu_tree_name_uri(t, t->items[item].name);
	return uri && strcmp(uri, RDF) == 0 && strcmp(edu_tree_name_local(t, t->items[item].name), local) == 0;
}

/* The root is rdf:RDF, or the one node of a document that holds no other. */
static edu_recognition recognise_xml(const edu_tree *t, const edu_read_options *options, edu_error *err)
{
	const edu_ref root = edu_tree_root(t);

	if (is_rdf(t, root, "RDF")) return EDU_RECOGNISED;
	for (edu_ref i = edu_tree_first(t, root); i; i = edu_tree_next(t, i))
		if (t->items[i].kind == EDU_KIND_ATTRIBUTE && (is_rdf(t, i, "about") || is_rdf(t, i, "nodeID")))
			return EDU_RECOGNISED;
	return EDU_RECOGNISED_NOT;
}

static int bind_xml(edu_document *doc, const edu_read_options *options, edu_error *err)
{
	doc->content = edu_tree_root(&doc->tree);
	return 0;
}

typedef struct bytes { const char *data; size_t length; } bytes;

static int fill(edu_passage *p, void *state)
{
	const bytes *in = state;
	edu_elm_builder b;

	int rc = edu_elm_builder_open(&b, p->to, p->err);
	if (rc == 0) rc = edu_elm_read_rdf(&b, EDU_RDF_XML, in->data, in->length);
	if (rc == 0) rc = edu_elm_builder_build(&b);
	if (rc == 0 && edu_elm_trace_rdf(p, &b) < 0) rc = edu_fail_memory(p->err);
	edu_elm_builder_close(&b);
	return rc;
}

static int make_twin(edu_document *doc, const char *data, size_t length, edu_error *err)
{
	bytes in = { data, length };
	const int rc = edu_twin_make(doc, &edu_format_elm, fill, &in, err);
	return rc < 0 ? rc : edu_elm_check_twin(doc, err);
}

static bool belongs(const char *uri) { return false; }

const edu_format edu_format_elm_rdf = {
	.name = "elm-rdf",
	.title = "European Learning Model as RDF/XML",
	.syntax = EDU_SYNTAX_XML,
	.form_of = &edu_format_elm,
	.holds = EDU_ABOUT_RECORDS | EDU_ABOUT_COURSES | EDU_ABOUT_ACCREDITATIONS,
	.schema = &elm_schema,
	.default_version = elm_v_3_2,
	.reads = EDU_WITH_RAPTOR ? VERSIONS : 0,
	.writes = VERSIONS,
	.recognise = recognise_xml,
	.bind = bind_xml,
	.make_twin = make_twin,
	.transcribe = edu_elm_write_rdf,
	.belongs = belongs,
};
