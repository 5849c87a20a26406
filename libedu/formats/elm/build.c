/*
 * formats/elm/build.c – writing statements down with the two contexts of ELM; see build.h.
 *
 * Blank nodes that one statement leads to stand where it leads, the others beside each other under labels that are
 * counted anew, so that equal statements give equal bytes.
 */
#include "formats/elm/build.h"
#include "base/fail.h"
#include "base/text.h"
#include "model/refusal.h"
#include "model/sort.h"

#include <stdio.h>
#include <string.h>

#define XSD_STRING "http://www.w3.org/2001/XMLSchema#string"
#define CRED "https://www.w3.org/2018/credentials#"

/* Nested nodes end somewhere: what is read again has a limit of depth. */
enum { DEEPEST = 60, LONGEST_LABEL = 16 };

/* Terms. */

static bool is_called(const edu_elm_mention *m, const char *iri)
{
	return edu_equal(m->text, m->length, iri);
}

/* The term that a key means inside a node with those types: the narrower scope wins. */
static bool is_in_force(const edu_elm_builder *b, const edu_elm_context_term *t, unsigned scope)
{
	for (size_t i = 0; i < edu_elm_context_term_count; i++) {
		const edu_elm_context_term *other = &edu_elm_context_terms[i];
		if (other->versions >> b->version & 1 && other->scope > t->scope && other->scope & scope
		    && strcmp(other->key, t->key) == 0)
			return false;
	}
	return true;
}

static const edu_elm_context_term *term_for(const edu_elm_builder *b, const edu_elm_mention *m, unsigned scope)
{
	for (size_t i = 0; i < edu_elm_context_term_count; i++) {
		const edu_elm_context_term *t = &edu_elm_context_terms[i];
		if (t->versions >> b->version & 1 && t->container != EDU_ELM_OWN_GRAPH && (!t->scope || t->scope & scope)
		    && is_called(m, edu_elm_iris[t->iri]) && is_in_force(b, t, scope))
			return t;
	}
	return NULL;
}

/* An IRI in few letters: with a prefix of the context where one fits. NULL: out of memory. */
static const char *shorten(const edu_elm_builder *b, const edu_elm_mention *m, uint32_t *length)
{
	*length = m->length;
	for (size_t i = 0; i < edu_elm_context_term_count; i++) {
		const edu_elm_context_term *t = &edu_elm_context_terms[i];
		const char *base = edu_elm_iris[t->iri];
		const size_t n = strlen(base);
		if (!t->prefix || t->scope || !(t->versions >> b->version & 1) || m->length <= n
		    || memcmp(m->text, base, n) != 0 || memcmp(m->text + n, "//", 2) == 0)
			continue;
		*length = (uint32_t)(t->length + 1 + m->length - n);
		char *text = edu_arena_get(b->doc->tree.arena, (size_t)*length + 1);
		if (text) snprintf(text, (size_t)*length + 1, "%s:%s", t->key, m->text + n);
		return text;
	}
	return m->text;
}

/* The name under which a predicate stands in a node with those types; 0: out of memory. */
static edu_name key_of(edu_elm_builder *b, uint32_t predicate, unsigned scope)
{
	edu_elm_mention *m = &b->mentions[predicate];
	uint32_t length;

	if (m->keys[scope]) return m->keys[scope];
	m->terms[scope] = term_for(b, m, scope);
	const char *key = m->terms[scope] ? m->terms[scope]->key : shorten(b, m, &length);
	if (m->terms[scope]) length = m->terms[scope]->length;
	return m->keys[scope] = key ? edu_tree_name(&b->doc->tree, key, length) : 0;
}

/* Items. */

static edu_ref add(edu_elm_builder *b, edu_ref parent, edu_kind kind, edu_name name)
{
	edu_tree *t = &b->doc->tree;
	const edu_ref item = edu_tree_add(t, parent, kind, name);

	if (!item) edu_tree_add_failed(t, b->err);
	else if (t->places) t->places[item] = 0;
	return item;
}

static edu_ref add_text(edu_elm_builder *b, edu_ref parent, edu_name name, const char *text, uint32_t length)
{
	const edu_ref item = add(b, parent, EDU_KIND_STRING, name);

	if (item) edu_tree_use_text(&b->doc->tree, item, text, length);
	return item;
}

/* The text that names a node: its IRI, or its label, which it has from now on. NULL: out of memory. */
static const char *name_of(edu_elm_builder *b, uint32_t node, uint32_t *length)
{
	edu_elm_mention *m = &b->mentions[node];
	char label[LONGEST_LABEL];

	*length = m->length;
	if (m->kind == EDU_ELM_IRI) return m->text;
	if (!m->label) m->label = ++b->labels;
	*length = (uint32_t)snprintf(label, sizeof label, "_:b%u", (unsigned)m->label - 1);
	return edu_arena_text(b->doc->tree.arena, label, *length);
}

static edu_ref add_name(edu_elm_builder *b, edu_ref parent, edu_name name, uint32_t node)
{
	uint32_t length;
	const char *text = name_of(b, node, &length);

	if (!text) return edu_fail_memory(b->err), 0;
	return add_text(b, parent, name, text, length);
}

/* Walking: the nodes that are being written, each inside the one before. */

typedef struct level {
	uint32_t node;
	size_t at, end;           /* in order */
	edu_ref object;
} level;

typedef struct walk {
	edu_elm_builder *b;
	uint32_t *order;          /* statements, by subject, then predicate, then language */
	size_t count;
	level levels[DEEPEST];
	unsigned depth;
	edu_ref graph;
} walk;

static int by_place(const void *x, const void *y, const void *state)
{
	const edu_elm_builder *b = state;
	const edu_elm_said *a = &b->said[*(const uint32_t *)x], *c = &b->said[*(const uint32_t *)y];
	const bool type_a = a->predicate == b->type, type_c = c->predicate == b->type;

	if (type_a != type_c) return type_a ? -1 : 1;
	if (a->predicate != c->predicate) return a->predicate < c->predicate ? -1 : 1;
	if (a->language != c->language) return a->language < c->language ? -1 : 1;
	return (a > c) - (a < c);
}

/* Begin to write a node at the end of parent, or as a member of it. */
static int enter(walk *w, uint32_t node, edu_ref parent, edu_name name, edu_ref *made)
{
	edu_elm_builder *b = w->b;
	edu_elm_mention *m = &b->mentions[node];
	level *l = &w->levels[w->depth];

	*made = add(b, parent, EDU_KIND_OBJECT, name);
	if (!*made) return b->err->code;
	*l = (level){ .node = node, .at = w->count, .object = *made };
	for (uint32_t s = m->first; s; s = b->said[s].next) w->order[w->count++] = s;
	l->end = w->count;
	m->object = *made;
	const bool named = m->kind == EDU_ELM_IRI || m->label || (!name && !w->depth && m->links);
	if (named && !(m->id = add_name(b, *made, elm_n_id, node))) return b->err->code;
	if (edu_sort(&b->doc->tree.ctx->allocator, w->order + l->at, l->end - l->at, sizeof *w->order, by_place, b) < 0)
		return edu_fail_memory(b->err);
	w->depth++;
	return 0;
}

static bool is_nested(const walk *w, uint32_t node)
{
	const edu_elm_mention *m = &w->b->mentions[node];
	return m->kind == EDU_ELM_BLANK && m->links == 1 && m->first && !m->object && w->depth < DEEPEST;
}

/* {"@value": …} with what the context does not say. */
static edu_ref add_value_object(edu_elm_builder *b, edu_ref parent, edu_name name, const edu_elm_term *v)
{
	const edu_ref object = add(b, parent, EDU_KIND_OBJECT, name);

	if (!object || !add_text(b, object, elm_n__value, v->text, v->length)) return 0;
	if (v->language) return add_text(b, object, elm_n__language, v->language, v->language_length) ? object : 0;
	if (!v->datatype || edu_equal(v->datatype, v->datatype_length, XSD_STRING)) return object;
	const edu_name type = edu_tree_name(&b->doc->tree, "@type", 5);
	if (!type) return edu_fail_memory(b->err), 0;
	return add_text(b, object, type, v->datatype, v->datatype_length) ? object : 0;
}

/* Whether a text alone says a literal where the term stands. */
static bool says_datatype(const edu_elm_context_term *t, const edu_elm_term *v)
{
	const char *expected = t && t->coercion == EDU_ELM_TYPED_VALUE ? edu_elm_iris[t->datatype] : XSD_STRING;

	if (v->language || (t && (t->coercion == EDU_ELM_REFERENCE || t->container == EDU_ELM_BY_LANGUAGE))) return false;
	return v->datatype ? edu_equal(v->datatype, v->datatype_length, expected) : strcmp(expected, XSD_STRING) == 0;
}

/* One value behind the others, or as the only one under the name. */
static int add_one(walk *w, edu_elm_said *s, const edu_elm_context_term *term, edu_ref parent, edu_name name)
{
	edu_elm_builder *b = w->b;

	if (s->predicate == b->type && s->node && b->mentions[s->node].kind == EDU_ELM_IRI) {
		uint32_t length;
		const edu_elm_context_term *cls = term_for(b, &b->mentions[s->node], 0);
		const char *text = cls ? cls->key : shorten(b, &b->mentions[s->node], &length);
		if (!text) return edu_fail_memory(b->err);
		s->item = add_text(b, parent, name, text, cls ? cls->length : length);
	} else if (s->node && is_nested(w, s->node)) {
		return enter(w, s->node, parent, name, &s->item);
	} else if (s->node && term && term->coercion == EDU_ELM_REFERENCE) {
		s->item = add_name(b, parent, name, s->node);
	} else if (s->node) {
		const edu_ref object = add(b, parent, EDU_KIND_OBJECT, name);
		s->item = object ? add_name(b, object, elm_n_id, s->node) : 0;
	} else if (says_datatype(term, &s->object)) {
		s->item = add_text(b, parent, name, s->object.text, s->object.length);
	} else {
		s->item = add_value_object(b, parent, name, &s->object);
	}
	return s->item ? 0 : b->err->code;
}

/* Texts of one property by language; those of one language stand together in the order. */
static int add_language_map(edu_elm_builder *b, const uint32_t *order, size_t count, edu_ref node, edu_name name)
{
	edu_tree *t = &b->doc->tree;
	const edu_ref map = add(b, node, EDU_KIND_OBJECT, name);

	for (size_t i = 0, end; map && i < count; i = end) {
		const edu_elm_said *s = &b->said[order[i]];
		for (end = i + 1; end < count && b->said[order[end]].language == s->language; end++) continue;
		const edu_name tag = s->language ? edu_tree_name(t, s->object.language, s->object.language_length)
		                                 : edu_tree_name(t, "@none", 5);
		if (!tag) return edu_fail_memory(b->err);
		const edu_ref array = end - i > 1 ? add(b, map, EDU_KIND_ARRAY, tag) : map;
		for (size_t k = i; array && k < end; k++) {
			edu_elm_said *one = &b->said[order[k]];
			one->item = add_text(b, array, end - i > 1 ? 0 : tag, one->object.text, one->object.length);
			if (!one->item) return b->err->code;
		}
		if (!array) return b->err->code;
	}
	return map ? 0 : b->err->code;
}

static bool fits_language_map(const edu_elm_builder *b, const uint32_t *order, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const edu_elm_said *s = &b->said[order[i]];
		const edu_elm_term *v = &s->object;
		if (s->node || (!s->language && v->datatype && !edu_equal(v->datatype, v->datatype_length, XSD_STRING)))
			return false;
	}
	return true;
}

/* All values of the next property of the innermost node, up to the first that is written inside it. */
static int add_property(walk *w)
{
	edu_elm_builder *b = w->b;
	level *l = &w->levels[w->depth - 1];
	const uint32_t predicate = b->said[w->order[l->at]].predicate;
	const unsigned scope = b->mentions[l->node].scope;
	size_t end = l->at;
	int rc = 0;

	while (end < l->end && b->said[w->order[end]].predicate == predicate) end++;
	const edu_name name = predicate == b->type ? elm_n_type : key_of(b, predicate, scope);
	if (!name) return edu_fail_memory(b->err);
	const edu_elm_context_term *term = predicate == b->type ? NULL : b->mentions[predicate].terms[scope];
	/* Values written so far stand in the array that the node's last member is. */
	const edu_ref last = b->doc->tree.items[l->object].last;
	const bool open = last && b->doc->tree.items[last].kind == EDU_KIND_ARRAY && b->doc->tree.items[last].name == name;
	if (!open && term && term->container == EDU_ELM_BY_LANGUAGE && fits_language_map(b, w->order + l->at, end - l->at)) {
		rc = add_language_map(b, w->order + l->at, end - l->at, l->object, name);
		l->at = end;
		return rc;
	}
	/* A text of a map that can't be one is an entry of an array: directly it would be taken for a map. */
	const bool array = open || end - l->at > 1 || (term && term->container == EDU_ELM_BY_LANGUAGE);
	const edu_ref holder = open ? last : array ? add(b, l->object, EDU_KIND_ARRAY, name) : l->object;
	if (!holder) return b->err->code;
	const unsigned depth = w->depth;
	while (rc == 0 && l->at < end && w->depth == depth)
		rc = add_one(w, &b->said[w->order[l->at++]], term, holder, array ? 0 : name);
	return rc;
}

/* A node beside the others, with the nodes inside it. */
static int write_node(walk *w, uint32_t node)
{
	edu_ref made;
	int rc = enter(w, node, w->graph, 0, &made);

	while (rc == 0 && w->depth) {
		level *l = &w->levels[w->depth - 1];
		if (l->at < l->end) {
			rc = add_property(w);
			continue;
		}
		w->depth--;
		/* The statements of nodes inside have made room again; those of the outer ones stand before them. */
		w->count = w->depth ? w->levels[w->depth - 1].end : 0;
	}
	return rc;
}

static void find_scopes(edu_elm_builder *b)
{
	for (size_t i = 1; i < b->said_count; i++) {
		const edu_elm_said *s = &b->said[i];
		if (s->predicate != b->type || !s->node) continue;
		if (is_called(&b->mentions[s->node], CRED "VerifiableCredential")) b->mentions[s->subject].scope |= 1;
		if (is_called(&b->mentions[s->node], CRED "VerifiablePresentation")) b->mentions[s->subject].scope |= 2;
	}
}

static int add_head(edu_elm_builder *b, edu_ref *graph)
{
	edu_tree *t = &b->doc->tree;

	t->top = add(b, 0, EDU_KIND_OBJECT, 0);
	const edu_ref contexts = t->top ? add(b, t->top, EDU_KIND_ARRAY, elm_n__context) : 0;
	if (!contexts || !add_text(b, contexts, 0, EDU_ELM_CONTEXT_W3C, sizeof EDU_ELM_CONTEXT_W3C - 1)
	    || !add_text(b, contexts, 0, EDU_ELM_CONTEXT_EDC, sizeof EDU_ELM_CONTEXT_EDC - 1))
		return b->err->code;
	*graph = add(b, t->top, EDU_KIND_ARRAY, elm_n__graph);
	return *graph ? 0 : b->err->code;
}

/* Nodes that others lead to where they can stand inside them; first the rest. */
static int write_nodes(walk *w, bool nested)
{
	const edu_elm_builder *b = w->b;
	int rc = 0;

	for (size_t i = 1; i < b->said_count && rc == 0; i++) {
		const edu_elm_mention *m = &b->mentions[b->said[i].subject];
		if (m->object || (m->kind == EDU_ELM_BLANK && m->links == 1) != nested) continue;
		rc = write_node(w, b->said[i].subject);
	}
	return rc;
}

int edu_elm_builder_build(edu_elm_builder *b)
{
	const edu_allocator *a = &b->doc->tree.ctx->allocator;
	const size_t size = b->said_count * sizeof(uint32_t);
	walk *w = edu_allocate(a, sizeof *w);

	if (!w) return edu_fail_memory(b->err);
	*w = (walk){ .b = b };
	w->order = edu_allocate(a, size);
	int rc = w->order ? add_head(b, &w->graph) : edu_fail_memory(b->err);
	if (rc == 0) find_scopes(b);
	if (rc == 0) rc = write_nodes(w, false);
	/* What is left stands in a circle, or too deep. */
	if (rc == 0) rc = write_nodes(w, true);
	for (size_t i = 1; i < b->said_count; i++)
		if (b->said[i].same) b->said[i].item = b->said[b->said[i].same].item;
	edu_release(a, w->order, size);
	edu_release(a, w, sizeof *w);
	return rc;
}
