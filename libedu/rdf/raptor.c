/*
 * rdf/raptor.c – driving raptor over a document; see rdf.h.
 *
 * Every reading has a raptor world of its own, so that nothing is shared between threads or left behind.
 */
#include "rdf/rdf.h"
#include "base/fail.h"
#include "base/text.h"

#include <raptor2.h>
#include <stdio.h>
#include <string.h>

/* What relative references are resolved against where the document states no base: none may remain. */
#define NO_BASE "http://no-base.invalid/"

enum { CHUNK = 256 * 1024 };

typedef struct reading {
	raptor_parser *parser;
	edu_rdf_take take;
	void *state;
	edu_error *err;
	const char *data;
	size_t length;
	unsigned long nodes;  /* blank ones without a label of their own */
	int rc;
} reading;

static size_t line_of(const raptor_locator *locator)
{
	return locator && locator->line > 0 ? (size_t)locator->line : 0;
}

/* Ends the reading with the status in r->rc. */
static void stop(reading *r, size_t line)
{
	if (line && !r->err->line) r->err->line = line;
	raptor_parser_parse_abort(r->parser);
}

/* raptor's own words may hold values of the document, so that they are not passed on. */
static void take_complaint(void *state, raptor_log_message *message)
{
	reading *r = state;

	if (message->level < RAPTOR_LOG_LEVEL_ERROR || r->rc < 0) return;
	r->rc = edu_fail(r->err, EDU_ESYNTAX, "rdf/syntax",
			 "this is no well-formed RDF: look for a missing full stop, quote or bracket, a prefix that is "
			 "not declared, or an element out of place");
	stop(r, line_of(message->locator));
}

/* A label that is the document's own and one that raptor makes must not be the same. */
static unsigned char *name_blank(void *state, unsigned char *label)
{
	reading *r = state;
	const size_t size = (label ? strlen((const char *)label) : 24) + 2;
	char *name = raptor_alloc_memory(size);

	if (name && label) snprintf(name, size, "l%s", (const char *)label);
	else if (name) snprintf(name, size, "n%lu", ++r->nodes);
	if (label) raptor_free_memory(label);
	return (unsigned char *)name;
}

static void set_iri(const char **text, size_t *length, raptor_uri *uri)
{
	*text = (const char *)raptor_uri_as_counted_string(uri, length);
}

static edu_rdf_term term_of(const raptor_term *term)
{
	edu_rdf_term out = { .kind = EDU_RDF_IRI };

	if (term->type == RAPTOR_TERM_TYPE_URI) {
		set_iri(&out.text, &out.length, term->value.uri);
	} else if (term->type == RAPTOR_TERM_TYPE_BLANK) {
		out.kind = EDU_RDF_BLANK;
		out.text = (const char *)term->value.blank.string;
		out.length = term->value.blank.string_len;
	} else {
		out.kind = EDU_RDF_LITERAL;
		out.text = (const char *)term->value.literal.string;
		out.length = term->value.literal.string_len;
		out.language = (const char *)term->value.literal.language;
		out.language_length = term->value.literal.language_len;
		if (term->value.literal.datatype)
			set_iri(&out.datatype, &out.datatype_length, term->value.literal.datatype);
	}
	return out;
}

static bool is_relative(const char *text, size_t length)
{
	return text && length >= sizeof NO_BASE - 1 && memcmp(text, NO_BASE, sizeof NO_BASE - 1) == 0;
}

static bool has_relative(const edu_rdf_term *t)
{
	return (t->kind == EDU_RDF_IRI && is_relative(t->text, t->length)) || is_relative(t->datatype, t->datatype_length);
}

static void take_statement(void *state, raptor_statement *statement)
{
	reading *r = state;

	if (r->rc < 0) return;
	const edu_rdf_statement s = { term_of(statement->subject), term_of(statement->predicate),
				      term_of(statement->object), line_of(raptor_parser_get_locator(r->parser)) };
	if (has_relative(&s.subject) || has_relative(&s.predicate) || has_relative(&s.object))
		r->rc = edu_fail(r->err, EDU_EINVALID, "rdf/relative-iri",
				 "a relative IRI, and the document states no base to resolve it against; write it in full, "
				 "or state @base or xml:base");
	else
		r->rc = r->take(r->state, &s, r->err);
	if (r->rc < 0) stop(r, s.line);
}

/* A world without hooks on what the host shares with it. */
static raptor_world *open_world(reading *r)
{
	raptor_world *world = raptor_new_world();

	if (!world) return NULL;
	raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_LIBXML_GENERIC_ERROR_SAVE, 0);
	raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_LIBXML_STRUCTURED_ERROR_SAVE, 0);
	raptor_world_set_flag(world, RAPTOR_WORLD_FLAG_WWW_SKIP_INIT_FINISH, 1);
	raptor_world_set_libxslt_security_preferences(world, NULL);
	raptor_world_set_log_handler(world, r, take_complaint);
	raptor_world_set_generate_bnodeid_handler(world, r, name_blank);
	if (!raptor_world_open(world)) return world;
	raptor_free_world(world);
	return NULL;
}

static raptor_parser *open_parser(reading *r, raptor_world *world, edu_rdf_syntax syntax)
{
	raptor_parser *parser = raptor_new_parser(world, syntax == EDU_RDF_XML ? "rdfxml" : "turtle");

	if (!parser) return NULL;
	raptor_parser_set_option(parser, RAPTOR_OPTION_NO_NET, NULL, 1);
	raptor_parser_set_option(parser, RAPTOR_OPTION_NO_FILE, NULL, 1);
	raptor_parser_set_option(parser, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, NULL, 0);
	raptor_parser_set_option(parser, RAPTOR_OPTION_NORMALIZE_LANGUAGE, NULL, 0);
	raptor_parser_set_statement_handler(parser, r, take_statement);
	return parser;
}

/* raptor reports what is wrong through take_complaint(); a failure without a complaint is one of memory. */
static int feed(reading *r, raptor_uri *base)
{
	int failed = raptor_parser_parse_start(r->parser, base);

	for (size_t at = 0; !failed && r->rc == 0; at += CHUNK) {
		const size_t left = r->length - at, size = left < CHUNK ? left : CHUNK;
		failed = raptor_parser_parse_chunk(r->parser, (const unsigned char *)r->data + at, size, size == left);
		if (size == left) break;
	}
	return failed && r->rc == 0 ? edu_fail_memory(r->err) : r->rc;
}

static int check_encoding(const reading *r)
{
	const size_t bad = edu_utf8_check(r->data, r->length);

	if (bad >= r->length) return 0;
	return edu_fail_at(r->err, EDU_ESYNTAX, "rdf/encoding", r->data, r->length, bad,
			   "these bytes are no UTF-8, which Turtle is written in");
}

int edu_rdf_read(const edu_context *ctx, edu_rdf_syntax syntax, const char *data, size_t length, edu_rdf_take take,
		 void *state, edu_error *err)
{
	reading r = { .take = take, .state = state, .err = err, .data = data, .length = length };

	int rc = syntax == EDU_RDF_TURTLE ? check_encoding(&r) : 0;
	if (rc < 0) return rc;
	if (syntax == EDU_RDF_TURTLE && length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) r.data += 3, r.length -= 3;
	raptor_world *world = open_world(&r);
	raptor_uri *base = world ? raptor_new_uri(world, (const unsigned char *)NO_BASE) : NULL;
	r.parser = world ? open_parser(&r, world, syntax) : NULL;
	rc = base && r.parser ? feed(&r, base) : edu_fail_memory(err);
	if (r.parser) raptor_free_parser(r.parser);
	if (base) raptor_free_uri(base);
	if (world) raptor_free_world(world);
	return rc;
}
