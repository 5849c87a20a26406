/*
 * formats/elm/dataset_context.c – contexts that stand in a file (JSON-LD 1.1, section 4.1, as far as dataset.h says).
 */
#include "formats/elm/dataset.h"
#include "base/fail.h"
#include "base/text.h"
#include "model/refusal.h"

#include <string.h>

static const struct keyword_row { const char *text; uint8_t keyword; } keywords[] = {
	{ "@id", EDU_DATASET_ID }, { "@type", EDU_DATASET_TYPE }, { "@value", EDU_DATASET_VALUE },
	{ "@language", EDU_DATASET_LANGUAGE }, { "@graph", EDU_DATASET_GRAPH }, { "@context", EDU_DATASET_CONTEXT },
};

static uint8_t keyword_of(const char *text, size_t length)
{
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (edu_equal(text, length, keywords[i].text)) return keywords[i].keyword;
	return length && text[0] == '@' ? EDU_DATASET_OTHER : 0;
}

static const edu_dataset_term *find(const edu_dataset_context *c, const char *key, size_t length)
{
	const uint32_t number = edu_map_get(&c->numbers, key, length);
	return number ? &c->terms[number] : NULL;
}

static int join(const edu_dataset_context *c, const char *a, size_t m, const char *b, size_t n, const char **out,
                uint32_t *length)
{
	char *text = edu_arena_get(c->arena, m + n + 1);

	if (!text) return edu_fail_memory(c->err);
	memcpy(text, a, m);
	memcpy(text + m, b, n);
	text[m + n] = '\0';
	*out = text;
	*length = (uint32_t)(m + n);
	return 0;
}

int edu_dataset_iri(const edu_dataset_context *c, const char *text, size_t length, bool vocabulary, const char **out,
                    uint32_t *out_length)
{
	const edu_dataset_term *term = vocabulary ? find(c, text, length) : NULL;
	const char *colon = length ? memchr(text, ':', length) : NULL;

	*out = NULL;
	*out_length = 0;
	if (term) {
		*out = term->iri;
		*out_length = term->length;
		return 0;
	}
	if (!colon) {
		return vocabulary && c->vocabulary && length
		     ? join(c, c->vocabulary, c->vocabulary_length, text, length, out, out_length) : 0;
	}
	const size_t prefix = (size_t)(colon - text), rest = length - prefix - 1;
	const bool absolute = (prefix == 1 && text[0] == '_') || (rest > 1 && colon[1] == '/' && colon[2] == '/');
	term = absolute ? NULL : find(c, text, prefix);
	if (term && term->prefix && term->iri) return join(c, term->iri, term->length, colon + 1, rest, out, out_length);
	*out = text;
	*out_length = (uint32_t)length;
	return 0;
}

int edu_dataset_term_of(const edu_dataset_context *c, const char *key, size_t length, edu_dataset_term *out)
{
	const edu_dataset_term *known = find(c, key, length);

	*out = known ? *known : (edu_dataset_term){ .keyword = keyword_of(key, length) };
	return known || out->keyword ? 0 : edu_dataset_iri(c, key, length, true, &out->iri, &out->length);
}

/* Defining terms. */

static int define(edu_dataset_context *c, const char *key, size_t length, const edu_dataset_term *term)
{
	edu_map_slot *slot = edu_map_slot_of(&c->numbers, key, length);

	if (!slot) return edu_fail_memory(c->err);
	if (!slot->value) {
		if (!edu_grow(&c->tree->ctx->allocator, (void **)&c->terms, &c->capacity, c->count, sizeof *c->terms))
			return edu_fail_memory(c->err);
		slot->value = (uint32_t)c->count++;
	}
	c->terms[slot->value] = *term;
	return 0;
}

static int define_known(edu_dataset_context *c)
{
	int rc = 0;

	for (size_t i = 0; i < edu_elm_context_term_count && rc == 0; i++) {
		const edu_elm_context_term *t = &edu_elm_context_terms[i];
		if (t->scope || !(t->versions >> c->version & 1)) continue;
		edu_dataset_term term = {
			.iri = edu_elm_iris[t->iri], .prefix = t->prefix, .reference = t->coercion == EDU_ELM_REFERENCE,
			.by_language = t->container == EDU_ELM_BY_LANGUAGE, .uncovered = t->container == EDU_ELM_OWN_GRAPH,
		};
		term.length = (uint32_t)strlen(term.iri);
		if (t->coercion == EDU_ELM_TYPED_VALUE) {
			term.datatype = edu_elm_iris[t->datatype];
			term.datatype_length = (uint32_t)strlen(term.datatype);
		}
		rc = define(c, t->key, t->length, &term);
	}
	return rc;
}

static int define_aliases(edu_dataset_context *c)
{
	const edu_dataset_term id = { .keyword = EDU_DATASET_ID }, type = { .keyword = EDU_DATASET_TYPE };
	const int rc = define(c, "id", 2, &id);
	return rc < 0 ? rc : define(c, "type", 4, &type);
}

static edu_ref member(const edu_tree *t, edu_ref object, const char *key)
{
	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		uint32_t length;
		const char *name = edu_tree_name_text(t, t->items[i].name, &length);
		if (edu_equal(name, length, key)) return i;
	}
	return 0;
}

static bool is_text(const edu_tree *t, edu_ref item, const char *text)
{
	return t->items[item].kind == EDU_KIND_STRING && edu_equal(t->items[item].text, t->items[item].length, text);
}

/* Prefixes end in a delimiter (JSON-LD 1.1, section 4.1.2). */
static bool ends_like_prefix(const char *iri, uint32_t length)
{
	return length && memchr(":/?#[]@", iri[length - 1], 7);
}

static int set_iri(const edu_dataset_context *c, edu_dataset_term *term, edu_ref value)
{
	const edu_item *i = &c->tree->items[value];

	term->keyword = keyword_of(i->text, i->length);
	return term->keyword ? 0 : edu_dataset_iri(c, i->text, i->length, true, &term->iri, &term->length);
}

static int set_type(const edu_dataset_context *c, edu_dataset_term *term, edu_ref type)
{
	const edu_item *i = &c->tree->items[type];

	term->reference = is_text(c->tree, type, "@id") || is_text(c->tree, type, "@vocab");
	term->vocabulary = is_text(c->tree, type, "@vocab");
	if (term->reference || is_text(c->tree, type, "@none")) return 0;
	term->uncovered |= i->kind != EDU_KIND_STRING || (i->length && i->text[0] == '@');
	return term->uncovered ? 0 : edu_dataset_iri(c, i->text, i->length, true, &term->datatype, &term->datatype_length);
}

static void set_container(const edu_dataset_context *c, edu_dataset_term *term, edu_ref container)
{
	const bool array = c->tree->items[container].kind == EDU_KIND_ARRAY;

	for (edu_ref i = array ? edu_tree_first(c->tree, container) : container; i; i = array ? edu_tree_next(c->tree, i) : 0) {
		if (is_text(c->tree, i, "@language")) term->by_language = true;
		else if (!is_text(c->tree, i, "@set")) term->uncovered = true;
	}
}

static int define_by_object(edu_dataset_context *c, edu_ref entry, const char *key, uint32_t length)
{
	const edu_tree *t = c->tree;
	const edu_ref id = member(t, entry, "@id"), type = member(t, entry, "@type"), container = member(t, entry, "@container");
	edu_dataset_term term = { .uncovered = member(t, entry, "@reverse") || member(t, entry, "@language")
		|| member(t, entry, "@context") || member(t, entry, "@nest") || member(t, entry, "@index") };
	int rc = 0;

	if (id && t->items[id].kind == EDU_KIND_STRING) rc = set_iri(c, &term, id);
	else if (!id) rc = edu_dataset_iri(c, key, length, true, &term.iri, &term.length);
	if (rc == 0 && type) rc = set_type(c, &term, type);
	if (container) set_container(c, &term, container);
	const edu_ref prefix = member(t, entry, "@prefix");
	term.prefix = prefix && t->items[prefix].kind == EDU_KIND_TRUE;
	return rc < 0 ? rc : define(c, key, length, &term);
}

static int refuse(const edu_dataset_context *c, edu_ref item, const char *what)
{
	return edu_refuse(c->err, EDU_EUNSUPPORTED, "elm/context-inline", c->tree, item,
	                  "%s in a context written into the file is not read; write such values out in full", what);
}

/* @vocab and its like. */
static int define_keyword(edu_dataset_context *c, edu_ref entry, const char *key, uint32_t length)
{
	const edu_item *i = &c->tree->items[entry];
	const bool text = i->kind == EDU_KIND_STRING, none = i->kind == EDU_KIND_NULL;

	if (edu_equal(key, length, "@version") || edu_equal(key, length, "@protected")) return 0;
	if (edu_equal(key, length, "@language") && (text || none)) {
		c->language = i->text;
		c->language_length = text ? i->length : 0;
		return 0;
	}
	if (edu_equal(key, length, "@vocab") && text && i->length)
		return edu_dataset_iri(c, i->text, i->length, true, &c->vocabulary, &c->vocabulary_length);
	if (edu_equal(key, length, "@vocab") && none) {
		c->vocabulary = NULL;
		return 0;
	}
	return refuse(c, entry, "this keyword");
}

static int define_entry(edu_dataset_context *c, edu_ref entry)
{
	const edu_item *i = &c->tree->items[entry];
	uint32_t length;
	const char *key = edu_tree_name_text(c->tree, i->name, &length);
	edu_dataset_term term = { 0 };

	if (length && key[0] == '@') return define_keyword(c, entry, key, length);
	if (i->kind == EDU_KIND_OBJECT) return define_by_object(c, entry, key, length);
	if (i->kind == EDU_KIND_NULL) return define(c, key, length, &term);
	if (i->kind != EDU_KIND_STRING) return refuse(c, entry, "a term that is neither a text nor an object");
	const int rc = set_iri(c, &term, entry);
	if (rc < 0) return rc;
	term.prefix = term.iri && ends_like_prefix(term.iri, term.length);
	return define(c, key, length, &term);
}

/* Terms may be named after others that come behind them: prefixes first, which are plain texts. */
static int define_object(edu_dataset_context *c, edu_ref object)
{
	const edu_tree *t = c->tree;
	int rc = 0;

	for (int pass = 0; pass < 2 && rc == 0; pass++)
		for (edu_ref i = edu_tree_first(t, object); i && rc == 0; i = edu_tree_next(t, i)) {
			const edu_item *item = &t->items[i];
			const bool plain = item->kind == EDU_KIND_STRING && edu_is_iri(item->text, item->length);
			if (plain == (pass == 0)) rc = define_entry(c, i);
		}
	return rc;
}

static int define_context(edu_dataset_context *c, edu_ref item)
{
	const edu_item *i = &c->tree->items[item];

	if (i->kind == EDU_KIND_OBJECT) return define_object(c, item);
	switch (i->kind == EDU_KIND_STRING ? edu_elm_context_url(i->text, i->length) : EDU_ELM_CONTEXT_UNKNOWN) {
	case EDU_ELM_CONTEXT_OF_EDC: return define_known(c);
	case EDU_ELM_CONTEXT_OF_W3C: return define_aliases(c);
	default: return refuse(c, item, "an address that is unknown");
	}
}

int edu_dataset_context_open(edu_dataset_context *c, const edu_tree *t, edu_arena *arena, unsigned version, edu_error *err)
{
	*c = (edu_dataset_context){ .tree = t, .arena = arena, .err = err, .version = version };
	edu_map_open(&c->numbers, &t->ctx->allocator);
	if (!edu_grow(&t->ctx->allocator, (void **)&c->terms, &c->capacity, 0, sizeof *c->terms)) return edu_fail_memory(err);
	c->terms[0] = (edu_dataset_term){ 0 };
	c->count = 1;
	const edu_ref context = t->items[t->top].kind == EDU_KIND_OBJECT ? member(t, t->top, "@context") : 0;
	int rc = 0;
	if (context && t->items[context].kind == EDU_KIND_ARRAY)
		for (edu_ref e = edu_tree_first(t, context); e && rc == 0; e = edu_tree_next(t, e)) rc = define_context(c, e);
	else if (context)
		rc = define_context(c, context);
	return rc;
}

void edu_dataset_context_close(edu_dataset_context *c)
{
	if (!c->tree) return;
	edu_map_close(&c->numbers);
	edu_release(&c->tree->ctx->allocator, c->terms, c->capacity * sizeof *c->terms);
}

/* Recognition. */

/* An object with a keyword of JSON-LD, as the nodes of a dataset have them. */
static bool has_keyword(const edu_tree *t, edu_ref object)
{
	return t->items[object].kind == EDU_KIND_OBJECT
	    && (member(t, object, "@id") || member(t, object, "@type") || member(t, object, "@graph"));
}

/* 1: the contexts make it a dataset, 0: they don't, -1: one is unknown. */
static int contexts_of(const edu_tree *t, edu_ref context)
{
	const bool array = t->items[context].kind == EDU_KIND_ARRAY;
	bool inline_one = false, w3c = false, edc = false;

	for (edu_ref i = array ? edu_tree_first(t, context) : context; i; i = array ? edu_tree_next(t, i) : 0) {
		const edu_item *item = &t->items[i];
		if (item->kind == EDU_KIND_OBJECT) {
			inline_one = true;
			continue;
		}
		const edu_elm_context_address url =
			item->kind == EDU_KIND_STRING ? edu_elm_context_url(item->text, item->length) : EDU_ELM_CONTEXT_UNKNOWN;
		w3c |= url == EDU_ELM_CONTEXT_OF_W3C;
		edc |= url == EDU_ELM_CONTEXT_OF_EDC;
		if (url != EDU_ELM_CONTEXT_OF_W3C && url != EDU_ELM_CONTEXT_OF_EDC) return -1;
	}
	return inline_one || (edc && !w3c);
}

bool edu_elm_is_dataset(const edu_tree *t)
{
	if (t->items[t->top].kind == EDU_KIND_ARRAY) {
		for (edu_ref i = edu_tree_first(t, t->top); i; i = edu_tree_next(t, i))
			if (has_keyword(t, i)) return true;
		return false;
	}
	const edu_ref context = member(t, t->top, "@context");
	return context ? contexts_of(t, context) > 0 : has_keyword(t, t->top);
}
