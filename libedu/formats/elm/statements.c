/*
 * formats/elm/statements.c – JSON-LD 1.1, expansion and "to RDF", for the contexts of the tables; see
 * statements.h.
 *
 * One walk in document order: what an item is follows from what its parent is.
 */
#include "formats/elm/statements.h"
#include "base/text.h"
#include "formats/elm/copies.h"
#include "model/sort.h"

#include <stdio.h>
#include <string.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"
#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

typedef enum role {
	OUTSIDE = 0,
	NODE,  /* an object that is a node */
	PLACE, /* an array of values */
	LANGUAGE_MAP,
	LANGUAGE_ENTRY, /* an array in it */
	TYPES,          /* an array of types */
	NODES           /* @graph */
} role;

/* What a key means; one for each name and scope, looked up once. */
typedef struct meaning {
	edu_elm_thing_number predicate;
	uint16_t datatype;
	uint8_t coercion, container;
	uint8_t keyword; /* a keyword, below; 0: none */
	bool known;      /* was looked up */
} meaning;

enum { AN_ID = 1, A_TYPE, A_VALUE, ANOTHER_KEYWORD };
enum { SCOPES = 4, FIRST_SLOTS = 256, VAIN_COMPARISONS = 4 };

typedef struct maker {
	edu_elm_graph *g;
	const edu_tree *tree;
	meaning *meanings; /* [name * SCOPES + scope] */
	size_t meaning_count;
	uint8_t *roles;                 /* of each item */
	uint8_t *scopes;                /* of nodes: the types whose terms are known inside */
	uint32_t *places;               /* of what is below a member: index of its meaning */
	edu_elm_thing_number *subjects; /* and the node it belongs to; 0: nobody */
	unsigned version;
	edu_ref copy;      /* the object looked at last, where it is one; 0: it is none */
	size_t in_vain;    /* items that were compared and differed */
	bool is_in_order;  /* items are numbered in document order, as far as walked */
} maker;

static int add_fault(maker *m, edu_ref item, const char *rule, const char *message)
{
	edu_elm_graph *g = m->g;

	if (g->fault_count == EDU_ELM_FAULTS) return 0;
	if (!edu_grow(g->allocator, (void **)&g->faults, &g->fault_capacity, g->fault_count,
	              sizeof *g->faults))
		return EDU_ENOMEM;
	g->faults[g->fault_count++] = (edu_elm_fault){ item, rule, message };
	return 0;
}

/* Things. */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static uint64_t mix(uint64_t h, uint64_t more)
{
	h = (h ^ more) * 0x9E3779B97F4A7C15u;
	return h ^ h >> 32;
}

/* Eight bytes at a time: texts are long, and each is hashed. */
static uint64_t hash_text(uint64_t h, const char *text, size_t length)
{
	uint64_t word = length;

	for (; length >= sizeof word; text += sizeof word, length -= sizeof word) {
		h = mix(h, word);
		memcpy(&word, text, sizeof word);
	}
	h = mix(h, word);
	word = 0;
	if (length) memcpy(&word, text, length);
	return mix(h, word);
}

/* From a start that differs between trees: documents choose their texts. */
static uint64_t hash(const edu_elm_graph *g, const edu_elm_thing *t)
{
	uint64_t h = hash_text(0xCBF29CE484222325u ^ g->doc->tree.own_seed ^ t->kind, t->text, t->length);

	for (uint32_t i = 0; i < t->language_length; i++) h = mix(h, (unsigned char)lower(t->language[i]));
	return hash_text(h + t->language_length, t->datatype, t->datatype_length);
}

static bool same(const edu_elm_thing *a, const edu_elm_thing *b)
{
	if (a->kind != b->kind || !a->text || a->length != b->length ||
	    memcmp(a->text, b->text, a->length) != 0)
		return false;
	if (a->datatype_length != b->datatype_length || a->language_length != b->language_length)
		return false;
	if (a->datatype_length && memcmp(a->datatype, b->datatype, a->datatype_length) != 0) return false;
	for (uint32_t i = 0; i < a->language_length; i++)
		if (lower(a->language[i]) != lower(b->language[i])) return false;
	return true;
}

static uint32_t *slot_of(const edu_elm_graph *g, const edu_elm_thing *t)
{
	size_t i = hash(g, t) & (g->slot_count - 1);

	while (g->slots[i] && !same(&g->things[g->slots[i]], t)) i = (i + 1) & (g->slot_count - 1);
	return &g->slots[i];
}

static int more_slots(edu_elm_graph *g)
{
	const size_t count = g->slot_count ? g->slot_count * 2 : FIRST_SLOTS;
	uint32_t *slots = edu_allocate(g->allocator, count * sizeof *slots);

	if (!slots) return EDU_ENOMEM;
	memset(slots, 0, count * sizeof *slots);
	edu_release(g->allocator, g->slots, g->slot_count * sizeof *slots);
	g->slots = slots;
	g->slot_count = count;
	for (size_t i = 1; i < g->thing_count; i++)
		if (g->things[i].text) *slot_of(g, &g->things[i]) = (uint32_t)i;
	return 0;
}

/* The number of a thing, made when new; 0: out of memory. */
static edu_elm_thing_number intern(edu_elm_graph *g, const edu_elm_thing *t)
{
	uint32_t *slot = NULL;

	if (t->text) {
		if (g->thing_count * 2 >= g->slot_count && more_slots(g) < 0) return 0;
		slot = slot_of(g, t);
		if (*slot) return *slot;
	}
	if (!edu_grow(g->allocator, (void **)&g->things, &g->thing_capacity, g->thing_count,
	              sizeof *g->things))
		return 0;
	if (slot) *slot = (uint32_t)g->thing_count;
	g->things[g->thing_count] = *t;
	return (edu_elm_thing_number)g->thing_count++;
}

static edu_elm_thing_number constant(edu_elm_graph *g, const char *iri)
{
	return intern(g,
	              &(edu_elm_thing){ .kind = EDU_ELM_IRI, .text = iri, .length = (uint32_t)strlen(iri) });
}

/* Terms and IRIs. */

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
static const edu_elm_context_term *term_of(const maker *m, const char *key, size_t length, unsigned scope)
{
	const edu_elm_context_term *end = edu_elm_context_terms + edu_elm_context_term_count, *found = NULL;

	for (const edu_elm_context_term *t = first_term(key, length);
	     t && t < end && edu_equal(key, length, t->key); t++) {
		if (!(t->versions >> m->version & 1) || (t->scope && !(t->scope & scope))) continue;
		if (!found || t->scope > found->scope) found = t;
	}
	return found;
}

/*
 * Write a reference as an absolute IRI. vocabulary: terms are known too, as in types and keys. *iri is NULL
 * where there is none: a relative one, which is lost. 0 or EDU_ENOMEM.
 */
static int expand(maker *m, const char *text, size_t length, unsigned scope, bool vocabulary,
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
	if (edu_equal(key, length, "@id") || edu_equal(key, length, "id")) return AN_ID;
	if (edu_equal(key, length, "@type") || edu_equal(key, length, "type")) return A_TYPE;
	if (edu_equal(key, length, "@value")) return A_VALUE;
	return length && key[0] == '@' ? ANOTHER_KEYWORD : 0;
}

/* The meaning of a member's name inside a node; NULL: out of memory. */
static const meaning *meaning_of(maker *m, edu_name name, unsigned scope, uint32_t *index)
{
	uint32_t length;
	edu_elm_thing predicate;

	*index = name * SCOPES + scope;
	meaning *found = &m->meanings[*index];
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
	if (expand(m, key, length, scope, true, &predicate) < 0) return NULL;
	if (predicate.kind == EDU_ELM_IRI && !(found->predicate = intern(m->g, &predicate))) return NULL;
	return found;
}

/* Statements. */

static int state(maker *m, edu_elm_thing_number subject, edu_elm_thing_number predicate,
                 edu_elm_thing_number object, edu_ref item)
{
	edu_elm_graph *g = m->g;

	if (!subject || !predicate) return 0;
	if (!edu_grow(g->allocator, (void **)&g->statements, &g->statement_capacity, g->statement_count,
	              sizeof *g->statements))
		return EDU_ENOMEM;
	g->statements[g->statement_count++] = (edu_elm_statement){ subject, predicate, object, item };
	return 0;
}

static int state_thing(maker *m, edu_ref item, const edu_elm_thing *thing)
{
	const edu_elm_thing_number object = intern(m->g, thing);

	if (!object) return EDU_ENOMEM;
	return state(m, m->subjects[item], m->meanings[m->places[item]].predicate, object, item);
}

/* A JSON number as text: digits where it is whole, else a double in its canonical form. 0 or EDU_ENOMEM. */
static int write_number(edu_arena *arena, const edu_item *i, edu_elm_thing *out, bool *whole)
{
	char digits[40];
	size_t count = 0;
	long exponent = 0, written = 0;
	const char *at = i->text, *end = i->text + i->length;
	const bool negative = *at == '-';
	bool point = false, sign = false, more = false;

	/* 0.d1d2d3… times ten to exponent. */
	for (at += negative; at < end && *at != 'e' && *at != 'E'; at++) {
		if (*at == '.') {
			point = true;
			continue;
		}
		if (!point && (count || *at != '0')) exponent++;
		if (point && !count && *at == '0') exponent--;
		if (!count && *at == '0') continue;
		if (count < sizeof digits - 2) digits[count++] = *at;
		else more |= *at != '0';
	}
	if (at < end) {
		sign = *++at == '-';
		if (*at == '-' || *at == '+') at++;
		for (; at < end && written < 100000; at++) written = written * 10 + (*at - '0');
		exponent += sign ? -written : written;
	}
	while (count && digits[count - 1] == '0') count--;
	*whole = !count || (!more && exponent >= (long)count && exponent <= 21);
	char *text = edu_arena_get(arena, sizeof digits + 32);
	if (!text) return EDU_ENOMEM;
	size_t length = 0;
	if (!count) {
		text[length++] = '0';
	} else if (*whole) {
		if (negative) text[length++] = '-';
		for (long d = 0; d < exponent; d++) text[length++] = d < (long)count ? digits[d] : '0';
	} else {
		if (count > 16) count = 16;
		digits[count] = '\0';
		length = (size_t)snprintf(text, sizeof digits + 32, "%s%c.%sE%ld", negative ? "-" : "",
		                          digits[0], count > 1 ? digits + 1 : "0", exponent - 1);
	}
	text[length] = '\0';
	out->text = text;
	out->length = (uint32_t)length;
	return 0;
}

static bool is_scalar(const edu_item *i)
{
	return i->kind == EDU_KIND_STRING || i->kind == EDU_KIND_NUMBER || i->kind == EDU_KIND_TRUE ||
	       i->kind == EDU_KIND_FALSE;
}

int edu_elm_literal_of(edu_arena *arena, const edu_item *i, const char *datatype, size_t datatype_length,
                       edu_elm_thing *out)
{
	bool whole = false;

	*out = (edu_elm_thing){ .kind = EDU_ELM_TEXT, .text = i->text ? i->text : "", .length = i->length };
	if (i->kind == EDU_KIND_NUMBER && write_number(arena, i, out, &whole) < 0) return EDU_ENOMEM;
	if (i->kind == EDU_KIND_TRUE) out->text = "true", out->length = 4;
	if (i->kind == EDU_KIND_FALSE) out->text = "false", out->length = 5;
	if (!datatype) {
		datatype = i->kind == EDU_KIND_STRING   ? XSD "string"
		           : i->kind != EDU_KIND_NUMBER ? XSD "boolean"
		           : whole                      ? XSD "integer"
		                                        : XSD "double";
		datatype_length = strlen(datatype);
	}
	out->datatype = datatype;
	out->datatype_length = (uint32_t)datatype_length;
	return 0;
}

static int literal_of(maker *m, edu_ref item, const char *datatype, size_t datatype_length,
                      edu_elm_thing *out)
{
	return edu_elm_literal_of(m->g->arena, &m->tree->items[item], datatype, datatype_length, out);
}

static int set_language(maker *m, edu_elm_thing *out, const char *tag, size_t length, edu_ref item)
{
	out->datatype = NULL;
	out->datatype_length = 0;
	out->language = tag;
	out->language_length = (uint32_t)length;
	if (edu_is_language(tag, length)) return 0;
	return add_fault(
		m, item, "elm/language-tag",
		"this is no language tag such as en or de-AT, so that linked-data tools refuse the document");
}

static int state_scalar(maker *m, edu_ref item)
{
	const edu_item *i = &m->tree->items[item];
	const meaning *place = &m->meanings[m->places[item]];
	edu_elm_thing thing;

	if (i->kind == EDU_KIND_STRING && place->coercion == EDU_ELM_REFERENCE) {
		if (expand(m, i->text, i->length, 0, false, &thing) < 0) return EDU_ENOMEM;
		if (thing.kind) return state_thing(m, item, &thing);
		m->g->outside[item] = EDU_ELM_LOST;
		return 0;
	}
	const char *datatype = place->coercion == EDU_ELM_TYPED_VALUE ? edu_elm_iris[place->datatype] : NULL;
	if (literal_of(m, item, datatype, datatype ? strlen(datatype) : 0, &thing) < 0) return EDU_ENOMEM;
	return state_thing(m, item, &thing);
}

static bool is_key(const edu_tree *t, edu_ref item, const char *key)
{
	uint32_t length;
	const char *text = edu_tree_name_text(t, t->items[item].name, &length);
	return edu_equal(text, length, key);
}

/* What the members of an object say about it. */
typedef struct looks {
	edu_ref id, value; /* its id and its @value; 0: none */
	bool full;         /* it says more than who it is and of what type */
	uint8_t scopes;    /* the types whose terms are known inside */
} looks;

static uint8_t scope_of_type(const edu_item *i)
{
	if (i->kind != EDU_KIND_STRING) return 0;
	if (edu_equal(i->text, i->length, "VerifiableCredential")) return 1;
	return edu_equal(i->text, i->length, "VerifiablePresentation") ? 2 : 0;
}

static uint8_t scopes_of(const edu_tree *t, edu_ref types)
{
	uint8_t scopes = scope_of_type(&t->items[types]);

	if (t->items[types].kind != EDU_KIND_ARRAY) return scopes;
	for (edu_ref e = edu_tree_first(t, types); e; e = edu_tree_next(t, e))
		scopes |= scope_of_type(&t->items[e]);
	return scopes;
}

static int look_at(maker *m, edu_ref object, looks *out)
{
	const edu_tree *t = m->tree;
	uint32_t index;

	*out = (looks){ 0 };
	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		const meaning *key = meaning_of(m, t->items[i].name, 0, &index);
		if (!key) return EDU_ENOMEM;
		if (key->keyword == AN_ID) out->id = i;
		else if (key->keyword == A_VALUE) out->value = i;
		else if (key->keyword == A_TYPE) out->scopes |= scopes_of(t, i);
		else if (!key->keyword) out->full = true;
	}
	return 0;
}

/* {"@value": …} with a language or a datatype of its own. */
static int state_value_object(maker *m, edu_ref object)
{
	static const char rule[] = "elm/value-object";
	const edu_tree *t = m->tree;
	edu_ref value = 0, type = 0, language = 0;
	edu_elm_thing thing, datatype = { 0 };
	uint32_t index;

	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		const meaning *key = meaning_of(m, t->items[i].name, 0, &index);
		if (!key) return EDU_ENOMEM;
		if (is_key(t, i, "@value")) value = i;
		else if (is_key(t, i, "@language")) language = i;
		else if (key->keyword == A_TYPE) type = i;
		else if (key->keyword == AN_ID || key->predicate)
			return add_fault(m, i, rule,
			                 "an object with @value may have @type or @language besides, and "
			                 "nothing else");
	}
	if (type && language) return add_fault(m, object, rule, "a value has a type or a language, not both");
	if (t->items[value].kind == EDU_KIND_NULL) return 0;
	if (!is_scalar(&t->items[value]))
		return add_fault(m, value, rule, "@value must be a text, a number, true or false");
	if (type && t->items[type].kind != EDU_KIND_NULL) {
		if (t->items[type].kind != EDU_KIND_STRING)
			return add_fault(m, type, rule, "the type of a value must be an IRI");
		if (expand(m, t->items[type].text, t->items[type].length, 0, true, &datatype) < 0)
			return EDU_ENOMEM;
		if (datatype.kind != EDU_ELM_IRI)
			return add_fault(m, type, rule, "the type of a value must be an IRI");
	}
	if (literal_of(m, value, datatype.text, datatype.length, &thing) < 0) return EDU_ENOMEM;
	if (language && t->items[language].kind != EDU_KIND_NULL) {
		if (t->items[language].kind != EDU_KIND_STRING || t->items[value].kind != EDU_KIND_STRING)
			return add_fault(m, language, rule, "a language belongs to a text");
		if (t->items[language].length &&
		    set_language(m, &thing, t->items[language].text, t->items[language].length, language) < 0)
			return EDU_ENOMEM;
	}
	return state_thing(m, object, &thing);
}

/* A text of a language map under the name of its entry. */
static int state_entry(maker *m, edu_ref item, edu_ref entry)
{
	uint32_t length;
	edu_elm_thing thing;
	const edu_item *i = &m->tree->items[item];
	const char *tag = edu_tree_name_text(m->tree, m->tree->items[entry].name, &length);

	if (i->kind == EDU_KIND_NULL) return 0;
	if (i->kind != EDU_KIND_STRING)
		return add_fault(m, item, "elm/language-map",
		                 "a language map holds texts, or arrays of texts, and nothing else");
	if (literal_of(m, item, NULL, 0, &thing) < 0) return EDU_ENOMEM;
	/* @none, and a name that is empty, say that there is no language. */
	if (length && !edu_equal(tag, length, "@none") && set_language(m, &thing, tag, length, entry) < 0)
		return EDU_ENOMEM;
	return state_thing(m, item, &thing);
}

/* Nodes. */

static int state_type(maker *m, edu_ref item, edu_elm_thing_number subject)
{
	const edu_item *i = &m->tree->items[item];
	edu_elm_thing type;

	if (i->kind != EDU_KIND_STRING)
		return add_fault(m, item, "elm/type", "a type must be a text, or an array of texts");
	if (expand(m, i->text, i->length, 0, true, &type) < 0) return EDU_ENOMEM;
	if (!type.kind) {
		m->g->outside[item] = EDU_ELM_LOST;
		return 0;
	}
	const edu_elm_thing_number number = intern(m->g, &type);
	if (!number) return EDU_ENOMEM;
	if (subject) m->g->things[subject].typed = true;
	return state(m, subject, m->g->type, number, item);
}

/*
 * Whether the object repeats what its node's fullest occurrence says. Documents that are made to be compared in
 * vain are not compared for long.
 */
static bool is_copy(maker *m, const edu_elm_thing *thing, edu_ref object)
{
	size_t cost;

	if (!thing->text || !thing->full || !m->is_in_order || m->in_vain > VAIN_COMPARISONS * m->tree->count)
		return false;
	if (edu_elm_is_copy(m->g, thing->full, object, &cost)) return true;
	m->in_vain += cost;
	return false;
}

/* Make an object an occurrence of its node. *number 0: its id is no IRI. */
static int add_occurrence(maker *m, edu_ref object, const looks *look, edu_elm_thing_number *number)
{
	const edu_item *id = &m->tree->items[look->id];
	edu_elm_thing node = { .kind = EDU_ELM_BLANK };

	*number = 0;
	if (look->id && id->kind != EDU_KIND_STRING)
		return add_fault(m, look->id, "elm/id",
		                 "an id must be a text: an absolute IRI such as urn:uuid:…");
	if (look->id && expand(m, id->text, id->length, 0, false, &node) < 0) return EDU_ENOMEM;
	m->roles[object] = NODE;
	m->scopes[object] = look->scopes;
	if (!node.kind) {
		m->g->outside[object] = EDU_ELM_LOST;
		return 0;
	}
	*number = intern(m->g, &node);
	if (!*number) return EDU_ENOMEM;
	m->g->numbers[object] = *number;
	edu_elm_thing *thing = &m->g->things[*number];
	if (is_copy(m, thing, object)) {
		m->copy = object;
		edu_elm_add_copy(m->g, thing->full, object);
		return 0;
	}
	if (thing->last) m->g->next[thing->last] = object;
	else thing->first = object;
	thing->last = object;
	if (!thing->full || (look->full && !thing->said)) thing->full = object;
	thing->said |= look->full;
	return 0;
}

/* An object where nodes stand that nothing leads to. */
static int take_root(maker *m, edu_ref object)
{
	looks look;
	edu_elm_thing_number number;

	return look_at(m, object, &look) < 0 ? EDU_ENOMEM : add_occurrence(m, object, &look, &number);
}

static int take_node(maker *m, edu_ref object, const looks *look)
{
	edu_elm_thing_number number;

	const int rc = add_occurrence(m, object, look, &number);
	if (rc < 0 || !number) return rc;
	return state(m, m->subjects[object], m->meanings[m->places[object]].predicate, number, object);
}

/* An object where values stand. direct: not in an array. */
static int take_object(maker *m, edu_ref object, bool direct)
{
	const meaning *place = &m->meanings[m->places[object]];
	looks look;

	if (place->container == EDU_ELM_OWN_GRAPH) {
		/* Its content is told in a graph of its own, of which only the name belongs to this one. */
		m->g->outside[object] = EDU_ELM_LOST;
		return state_thing(m, object, &(edu_elm_thing){ .kind = EDU_ELM_BLANK });
	}
	if (direct && place->container == EDU_ELM_BY_LANGUAGE) {
		m->roles[object] = LANGUAGE_MAP;
		return 0;
	}
	if (look_at(m, object, &look) < 0) return EDU_ENOMEM;
	return look.value ? state_value_object(m, object) : take_node(m, object, &look);
}

/* An item where values of a property stand. */
static int take_value(maker *m, edu_ref item, bool direct)
{
	const edu_item *i = &m->tree->items[item];
	const meaning *place = &m->meanings[m->places[item]];

	switch (i->kind) {
	case EDU_KIND_ARRAY: m->roles[item] = PLACE; return 0;
	case EDU_KIND_OBJECT: return take_object(m, item, direct);
	case EDU_KIND_STRING:
	case EDU_KIND_NUMBER:
	case EDU_KIND_TRUE:
	case EDU_KIND_FALSE:
		if (place->container == EDU_ELM_OWN_GRAPH) return take_object(m, item, direct);
		return state_scalar(m, item);
	default: return 0;
	}
}

static int take_member(maker *m, edu_ref item, edu_ref node)
{
	const edu_item *i = &m->tree->items[item];
	uint32_t index;

	const meaning *key = meaning_of(m, i->name, m->scopes[node], &index);
	if (!key) return EDU_ENOMEM;
	m->subjects[item] = m->g->numbers[node];
	m->places[item] = index;
	if (key->keyword == A_TYPE) {
		if (i->kind != EDU_KIND_ARRAY) return state_type(m, item, m->subjects[item]);
		m->roles[item] = TYPES;
		return 0;
	}
	if (key->keyword) return 0;
	if (key->predicate) return take_value(m, item, true);
	m->g->outside[item] = EDU_ELM_LOST;
	return 0;
}

static int take_item(maker *m, edu_ref item)
{
	const edu_tree *t = m->tree;
	const edu_ref parent = t->items[item].parent;

	m->places[item] = m->places[parent];
	m->subjects[item] = m->subjects[parent];
	switch (m->roles[parent]) {
	case NODE: return take_member(m, item, parent);
	case PLACE: return take_value(m, item, false);
	case LANGUAGE_MAP:
		if (t->items[item].kind != EDU_KIND_ARRAY) return state_entry(m, item, item);
		m->roles[item] = LANGUAGE_ENTRY;
		return 0;
	case LANGUAGE_ENTRY: return state_entry(m, item, parent);
	case TYPES: return state_type(m, item, m->subjects[item]);
	case NODES:
		if (t->items[item].kind == EDU_KIND_ARRAY) m->roles[item] = NODES;
		return t->items[item].kind == EDU_KIND_OBJECT ? take_root(m, item) : 0;
	default: return 0;
	}
}

/*
 * The array of nodes in a flat document. What else is said beside @graph, be it an id, makes of it a graph
 * with a name of its own, which is another than the one that gets checked. *nodes is 0 then. 0 or EDU_ENOMEM.
 */
static int find_nodes(maker *m, edu_ref graph, edu_ref *nodes)
{
	const edu_tree *t = m->tree;
	uint32_t index;

	*nodes = graph;
	for (edu_ref i = edu_tree_first(t, t->items[graph].parent); i; i = edu_tree_next(t, i)) {
		const meaning *key = meaning_of(m, t->items[i].name, 0, &index);
		if (!key) return EDU_ENOMEM;
		if (key->predicate || key->keyword == AN_ID || key->keyword == A_TYPE) *nodes = 0;
	}
	if (!*nodes) m->g->outside[graph] = EDU_ELM_LOST;
	return 0;
}

/* The item behind another and all that is below it; 0: none. */
static edu_ref behind(const edu_tree *t, edu_ref item)
{
	while (item != t->top && t->items[item].flags & EDU_ITEM_LAST) item = t->items[item].parent;
	return item == t->top ? 0 : t->items[item].next;
}

static int take_items(maker *m)
{
	const edu_tree *t = m->tree;
	const edu_document *doc = m->g->doc;
	const edu_ref graph = edu_elm_graph_array(doc);
	const edu_ref node = graph ? t->items[graph].parent : doc->content;
	edu_ref nodes = 0;

	int rc = graph ? find_nodes(m, graph, &nodes) : 0;
	m->is_in_order = true;
	for (edu_ref i = t->top, next; i && rc == 0; i = next) {
		if (nodes && i == nodes) m->roles[i] = NODES;
		else if (!nodes && i == node) rc = take_root(m, i);
		else if (i != t->top) rc = take_item(m, i);
		next = m->copy ? behind(t, i) : edu_tree_walk(t, t->top, i);
		m->is_in_order &= m->copy || !next || next == i + 1;
		m->copy = 0;
	}
	return rc;
}

/* Order. */

static int by_content(const void *a, const void *b, const void *state)
{
	const edu_elm_statement *x = a, *y = b;

	if (x->predicate != y->predicate) return x->predicate < y->predicate ? -1 : 1;
	if (x->object != y->object) return x->object < y->object ? -1 : 1;
	return (x->item > y->item) - (x->item < y->item);
}

static int sort_some(const edu_elm_graph *g, edu_elm_statement *s, size_t count)
{
	if (count > 16) return edu_sort(g->allocator, s, count, sizeof *s, by_content, NULL);
	for (size_t i = 1; i < count; i++) {
		const edu_elm_statement moved = s[i];
		size_t at = i;
		for (; at && by_content(&s[at - 1], &moved, NULL) > 0; at--) s[at] = s[at - 1];
		s[at] = moved;
	}
	return 0;
}

/* By subject in one pass, then those of each subject. */
static int sort_statements(edu_elm_graph *g)
{
	const size_t size = g->statement_count * sizeof *g->statements;
	edu_elm_statement *sorted = edu_allocate(g->allocator, size ? size : 1);
	int rc = 0;

	if (!sorted) return EDU_ENOMEM;
	for (size_t i = 0; i < g->statement_count; i++) g->things[g->statements[i].subject].count++;
	for (uint32_t i = 1, at = 0; i < g->thing_count; at += g->things[i++].count)
		g->things[i].statements = at;
	for (size_t i = 1; i < g->thing_count; i++) g->things[i].count = 0;
	for (size_t i = 0; i < g->statement_count; i++) {
		edu_elm_thing *subject = &g->things[g->statements[i].subject];
		sorted[subject->statements + subject->count++] = g->statements[i];
	}
	edu_release(g->allocator, g->statements, g->statement_capacity * sizeof *g->statements);
	g->statements = sorted;
	g->statement_capacity = size ? g->statement_count : 0;
	if (!size) edu_release(g->allocator, sorted, 1), g->statements = NULL;
	for (size_t i = 1; i < g->thing_count && rc == 0; i++)
		rc = sort_some(g, g->statements + g->things[i].statements, g->things[i].count);
	return rc;
}

static void *zeroed(const edu_allocator *a, size_t size)
{
	void *block = edu_allocate(a, size);
	if (block) memset(block, 0, size);
	return block;
}

static int intern_constants(edu_elm_graph *g)
{
	edu_elm_thing none = { 0 };

	if (intern(g, &none) != 0 || !g->thing_count) return EDU_ENOMEM;
	for (size_t i = 1; i < edu_elm_iri_count; i++)
		if (!(g->iris[i] = constant(g, edu_elm_iris[i]))) return EDU_ENOMEM;
	return (g->type = constant(g, RDF "type")) ? 0 : EDU_ENOMEM;
}

int edu_elm_graph_open(edu_elm_graph *g, const edu_document *doc, unsigned version)
{
	const edu_tree *t = &doc->tree;
	const edu_allocator *a = &t->ctx->allocator;
	const size_t items = t->count, names = (t->table->count + t->own_count + 1) * SCOPES;
	maker m = { .g = g, .tree = t, .version = version };

	*g = (edu_elm_graph){ .doc = doc, .allocator = a };
	g->arena = edu_arena_new(a);
	g->numbers = zeroed(a, items * sizeof *g->numbers);
	g->next = zeroed(a, items * sizeof *g->next);
	g->copies = zeroed(a, items * sizeof *g->copies);
	g->outside = zeroed(a, items);
	g->iris = zeroed(a, edu_elm_iri_count * sizeof *g->iris);
	m.meanings = zeroed(a, names * sizeof *m.meanings);
	m.roles = zeroed(a, items);
	m.scopes = zeroed(a, items);
	m.places = zeroed(a, items * sizeof *m.places);
	m.subjects = zeroed(a, items * sizeof *m.subjects);
	int rc = g->arena && g->numbers && g->next && g->copies && g->outside && g->iris && m.meanings && m.roles &&
	                         m.scopes && m.places && m.subjects
	                 ? intern_constants(g)
	                 : EDU_ENOMEM;
	if (rc == 0) rc = take_items(&m);
	if (rc == 0) rc = sort_statements(g);
	edu_release(a, m.meanings, names * sizeof *m.meanings);
	edu_release(a, m.roles, items);
	edu_release(a, m.scopes, items);
	edu_release(a, m.places, items * sizeof *m.places);
	edu_release(a, m.subjects, items * sizeof *m.subjects);
	return rc;
}

void edu_elm_graph_close(edu_elm_graph *g)
{
	if (!g->doc) return;
	const edu_allocator *a = g->allocator;
	const size_t items = g->doc->tree.count;
	edu_release(a, g->things, g->thing_capacity * sizeof *g->things);
	edu_release(a, g->slots, g->slot_count * sizeof *g->slots);
	edu_release(a, g->statements, g->statement_capacity * sizeof *g->statements);
	edu_release(a, g->numbers, items * sizeof *g->numbers);
	edu_release(a, g->next, items * sizeof *g->next);
	edu_release(a, g->copies, items * sizeof *g->copies);
	edu_release(a, g->outside, items);
	edu_release(a, g->iris, edu_elm_iri_count * sizeof *g->iris);
	edu_release(a, g->faults, g->fault_capacity * sizeof *g->faults);
	edu_arena_leave(g->arena);
	*g = (edu_elm_graph){ 0 };
}

edu_elm_thing_number edu_elm_graph_find(const edu_elm_graph *g, const char *iri)
{
	const edu_elm_thing named = { .kind = EDU_ELM_IRI, .text = iri, .length = (uint32_t)strlen(iri) };
	return g->slot_count ? *slot_of(g, &named) : 0;
}

size_t edu_elm_graph_next(const edu_elm_graph *g, size_t i, size_t end)
{
	const edu_elm_statement *s = g->statements;
	size_t next = i + 1;

	while (next < end && s[next].predicate == s[i].predicate && s[next].object == s[i].object) next++;
	return next;
}

size_t edu_elm_graph_values(const edu_elm_graph *g, edu_elm_thing_number subject,
                            edu_elm_thing_number predicate, size_t *first)
{
	const edu_elm_thing *thing = &g->things[subject];
	size_t low = thing->statements, high = low + thing->count;
	const size_t end = high;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (g->statements[middle].predicate < predicate) low = middle + 1;
		else high = middle;
	}
	*first = low;
	for (high = end; low < high;) {
		const size_t middle = low + (high - low) / 2;
		if (g->statements[middle].predicate <= predicate) low = middle + 1;
		else high = middle;
	}
	return low;
}

bool edu_elm_graph_has(const edu_elm_graph *g, edu_elm_thing_number subject, edu_elm_thing_number predicate,
                       edu_elm_thing_number object)
{
	size_t low, high = edu_elm_graph_values(g, subject, predicate, &low);
	const size_t end = high;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (g->statements[middle].object < object) low = middle + 1;
		else high = middle;
	}
	return low < end && g->statements[low].object == object;
}

edu_ref edu_elm_graph_owner(const edu_elm_graph *g, edu_ref item)
{
	const edu_tree *t = &g->doc->tree;

	do item = t->items[item].parent;
	while (item && !g->numbers[item]);
	return item;
}
