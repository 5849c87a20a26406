/*
 * formats/elm/phrases.c – wording the findings of profiles; see phrases.h.
 */
#include "formats/elm/phrases.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef struct speech {
	const edu_elm_graph *g;
	unsigned version;
} speech;

static const char *local_name(const char *iri)
{
	const char *name = iri;

	for (const char *at = iri; *at; at++)
		if (*at == '#' || *at == '/') name = at + 1;
	return name;
}

/* The key of JSON for a predicate; its name in the vocabulary where no key means it. */
static const char *key_of(const speech *c, uint16_t path)
{
	for (size_t i = 0; i < edu_elm_context_term_count; i++) {
		const edu_elm_context_term *t = &edu_elm_context_terms[i];
		if (t->iri == path && t->versions >> c->version & 1) return t->key;
	}
	return local_name(edu_elm_iris[path]);
}

/* Text that grows in a fixed room; what does not fit is left out. */
typedef struct phrase {
	char *text;
	size_t size, length;
} phrase;

static void say(phrase *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(phrase *p, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	const int more = vsnprintf(p->text + p->length, p->size - p->length, format, args);
	va_end(args);
	if (more > 0 && p->length + (size_t)more < p->size) p->length += (size_t)more;
	else p->text[p->length] = '\0';
}

static const char *datatype_words(uint16_t datatype)
{
	static const struct {
		const char *name, *words;
	} rows[] = {
		{ "langString", "a text by language, as in {\"en\": \"…\"}" },
		{ "string", "a text" },
		{ "dateTime", "a date with time such as 2026-01-31T12:00:00+01:00" },
		{ "duration", "a duration such as P6M or PT125H" },
		{ "decimal", "a decimal number, written as a text such as \"7.5\"" },
		{ "integer", "an integer" },
		{ "positiveInteger", "an integer of 1 or more" },
		{ "boolean", "true or false" },
		{ "anyURI", "a web address that is no node" },
		{ "HTML", "markup" },
	};
	const char *name = local_name(edu_elm_iris[datatype]);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].name, name) == 0) return rows[i].words;
	return "a value of the right type";
}

static void say_choices(phrase *p, uint16_t first, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++) {
		const uint16_t choice = edu_elm_lists[first + i];
		say(p, "%s", i == 0 ? "" : i + 1 == count ? " or " : ", ");
		if (choice & EDU_ELM_IS_SHAPE) say(p, "another node with title, awardedBy and dcType");
		else say(p, "%s", local_name(edu_elm_iris[choice]));
	}
}

/* Why a value has not the class that it should have. */
static void say_why_not(const speech *c, phrase *p, const edu_elm_violation *v)
{
	const edu_elm_thing *t = &c->g->things[v->value];

	say(p, "; %s",
	    t->kind == EDU_ELM_TEXT ? "this is a plain value"
	    : !t->first             ? "nothing in the document has that id"
	    : !t->typed             ? "the node states no type"
	                            : "the node states another type");
}

static void say_fault(const speech *c, phrase *p, const edu_elm_violation *v);

/* What a value lacks that has to satisfy a shape. */
static void say_inner(const speech *c, phrase *p, const edu_elm_violation *inner)
{
	const edu_elm_shape_row *row = inner->row;
	const bool of_scheme =
		row && row->path && strcmp(local_name(edu_elm_iris[row->path]), "inScheme") == 0;

	if (of_scheme && row->value && inner->constraint == EDU_ELM_HAS_VALUE)
		say(p, "a concept whose inScheme is %s", edu_elm_iris[row->value]);
	else if (of_scheme && inner->constraint == EDU_ELM_CLASS)
		say(p, "a concept whose scheme has the type ConceptScheme");
	else if (!row && inner->constraint == EDU_ELM_ANY_OF)
		say_choices(p, inner->shape->any, inner->shape->any_count);
	else if (!row && inner->shape->cls)
		say(p, "a node of type %s", local_name(edu_elm_iris[inner->shape->cls]));
	else {
		say(p, "a node that fits: ");
		say_fault(c, p, inner);
	}
}

/* Whether all values of the property are said in one object. */
static bool stand_together(const speech *c, const edu_elm_violation *v)
{
	const edu_elm_statement *s = c->g->statements;
	size_t first, end = edu_elm_graph_values(c->g, v->focus, v->predicate, &first);
	const edu_ref owner = first < end ? edu_elm_graph_owner(c->g, s[first].item) : 0;

	for (size_t i = first; i < end; i++)
		if (edu_elm_graph_owner(c->g, s[i].item) != owner) return false;
	return true;
}

/* What to do where there are too many. */
static void say_surplus(const speech *c, phrase *p, const edu_elm_violation *v)
{
	say(p, "%s", stand_together(c, v) ? ": keep one and take the others away"
	             : "; other places with the same id add theirs: make them equal, or give different nodes different ids");
}

static void say_demand(const speech *c, phrase *p, const edu_elm_violation *v)
{
	const edu_elm_shape_row *row = v->row;

	switch (v->constraint) {
	case EDU_ELM_MIN_COUNT:
		say(p, row->min > 1 ? "must have %u values at least" : "is missing", row->min);
		if (row->datatype) say(p, "; it holds %s", datatype_words(row->datatype));
		if (row->cls) say(p, "; it holds a node of type %s", local_name(edu_elm_iris[row->cls]));
		if (row->any_count) {
			say(p, "; it holds a node of type ");
			say_choices(p, row->any, row->any_count);
		}
		break;
	case EDU_ELM_MAX_COUNT:
		say(p, "may have %u value%s", row->max, row->max == 1 ? "" : "s");
		say_surplus(c, p, v);
		break;
	case EDU_ELM_DATATYPE: say(p, "must be %s", datatype_words(row->datatype)); break;
	case EDU_ELM_CLASS:
		say(p, "must be a node of type %s", local_name(edu_elm_iris[row->cls]));
		say_why_not(c, p, v);
		break;
	case EDU_ELM_ANY_OF:
		say(p, "must be a node of type ");
		say_choices(p, row->any, row->any_count);
		say_why_not(c, p, v);
		break;
	case EDU_ELM_NODE_KIND:
		say(p, "%s",
		    row->kind == 1 ? "must be a node with an id, an absolute IRI"
		                   : "must be a plain value, not a node");
		break;
	case EDU_ELM_NODE_SHAPE:
		say(p, "must be ");
		say_inner(c, p, v->inner);
		break;
	case EDU_ELM_HAS_VALUE: say(p, "must name %s", edu_elm_iris[row->value]); break;
	case EDU_ELM_IN:
		say(p, "must be one of ");
		for (uint16_t i = 0; i < row->in_count; i++)
			say(p, "%s%s", i ? ", " : "", edu_elm_iris[edu_elm_lists[row->in + i]]);
		break;
	case EDU_ELM_PATTERN:
	case EDU_ELM_ALL_OF:
		if (row->prefix) say(p, "must begin with %s", edu_elm_iris[row->prefix]);
		else if (row->pattern == EDU_ELM_PATTERN_HTTP || row->pattern == EDU_ELM_PATTERN_ALL_HTTP)
			say(p, "must be an address that begins with http: or https:");
		else say(p, "must be an address, or a node with an id");
		break;
	case EDU_ELM_UNIQUE_LANG:
		say(p, "may have one text in each language");
		say_surplus(c, p, v);
		break;
	case EDU_ELM_CLOSED:
		say(p, "may not stand here: the profile allows the properties it lists, and no other");
		break;
	case EDU_ELM_DISJOINT: say(p, "must not share a value with %s", key_of(c, row->disjoint)); break;
	case EDU_ELM_MAX_VALUE: say(p, "must be a number of %u at most", row->max_value); break;
	}
}

static void say_fault(const speech *c, phrase *p, const edu_elm_violation *v)
{
	const char *cls = v->shape->target ? local_name(edu_elm_iris[v->shape->target]) : NULL;

	say(p, "%s%s%s ", cls ? cls : "", cls ? "." : "", v->row ? key_of(c, v->row->path) : "this property");
	say_demand(c, p, v);
}

void edu_elm_say(const edu_elm_graph *g, unsigned version, const edu_elm_violation *v, char *out, size_t size)
{
	const speech c = { g, version };
	phrase p = { .text = out, .size = size };

	*out = '\0';
	say_fault(&c, &p, v);
}
