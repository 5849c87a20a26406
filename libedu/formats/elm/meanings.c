/*
 * formats/elm/meanings.c – see meanings.h.
 */
#include "formats/elm/meanings.h"
#include "base/text.h"
#include "formats/elm/things.h"

#include <string.h>

static const edu_elm_context_term *first_term(const char *key, size_t length)
{
	size_t low = 0, high = edu_elm_context_term_count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const edu_elm_context_term *t = &edu_elm_context_terms[middle];
		const int order = memcmp(t->key, key, t->length < length ? t->length : length);
		if (order < 0 || (order == 0 && t->length < length)) low = middle + 1;
		else high = middle;
	}
	return low < edu_elm_context_term_count ? &edu_elm_context_terms[low] : NULL;
}

/* What a key means inside a node with those types; the narrower scope wins. NULL: nothing. */
static const edu_elm_context_term *term_of(const edu_elm_meanings *m, const char *key, size_t length, unsigned scope)
{
	const edu_elm_context_term *end = edu_elm_context_terms + edu_elm_context_term_count, *found = NULL;

	for (const edu_elm_context_term *t = first_term(key, length);
	     t && t < end && edu_equal(key, length, t->key); t++) {
		if (!(t->versions >> m->version & 1) || (t->scope && !(t->scope & scope))) continue;
		if (!found || t->scope > found->scope) found = t;
	}
	return found;
}

int edu_elm_expand(edu_elm_meanings *m, const char *text, size_t length, unsigned scope, bool vocabulary,
                   edu_elm_thing *out)
{
	const char *colon = length ? memchr(text, ':', length) : NULL;
	const edu_elm_context_term *term;

	*out = (edu_elm_thing){ 0 };
	if (vocabulary && (term = term_of(m, text, length, scope)) != NULL) {
		*out = (edu_elm_thing){ .kind = EDU_ELM_IRI, .text = edu_elm_iris[term->iri] };
		out->length = (uint32_t)strlen(out->text);
		return 0;
	}
	if (!colon || !length) return 0;
	if (colon == text + 1 && text[0] == '_') {
		if (length > 2)
			*out = (edu_elm_thing){ .kind = EDU_ELM_BLANK,
				                .text = text,
				                .length = (uint32_t)length };
		return 0;
	}
	const size_t prefix = (size_t)(colon - text), rest = length - prefix - 1;
	term = rest > 1 && colon[1] == '/' && colon[2] == '/' ? NULL : term_of(m, text, prefix, scope);
	if (term && term->prefix) {
		const char *base = edu_elm_iris[term->iri];
		const size_t base_length = strlen(base);
		char *iri = edu_arena_get(m->g->arena, base_length + rest + 1);
		if (!iri) return EDU_ENOMEM;
		memcpy(iri, base, base_length);
		memcpy(iri + base_length, colon + 1, rest);
		iri[base_length + rest] = '\0';
		text = iri;
		length = base_length + rest;
	}
	if (edu_is_iri(text, length))
		*out = (edu_elm_thing){ .kind = EDU_ELM_IRI, .text = text, .length = (uint32_t)length };
	return 0;
}

static uint8_t keyword_of(const char *key, size_t length)
{
	if (edu_equal(key, length, "@id") || edu_equal(key, length, "id")) return EDU_ELM_AN_ID;
	if (edu_equal(key, length, "@type") || edu_equal(key, length, "type")) return EDU_ELM_A_TYPE;
	if (edu_equal(key, length, "@value")) return EDU_ELM_A_VALUE;
	return length && key[0] == '@' ? EDU_ELM_ANOTHER_KEYWORD : 0;
}

const edu_elm_meaning *edu_elm_meaning_of(edu_elm_meanings *m, edu_name name, unsigned scope, uint32_t *index)
{
	uint32_t length;
	edu_elm_thing predicate;

	*index = name * EDU_ELM_SCOPES + scope;
	edu_elm_meaning *found = &m->list[*index];
	if (found->known) return found;
	found->known = true;
	const char *key = edu_tree_name_text(m->tree, name, &length);
	found->keyword = keyword_of(key, length);
	if (found->keyword) return found;
	const edu_elm_context_term *term = term_of(m, key, length, scope);
	if (term) {
		found->datatype = term->datatype;
		found->coercion = term->coercion;
		found->container = term->container;
	}
	if (edu_elm_expand(m, key, length, scope, true, &predicate) < 0) return NULL;
	if (predicate.kind == EDU_ELM_IRI && !(found->predicate = edu_elm_intern(m->g, &predicate))) return NULL;
	return found;
}
