/*
 * formats/elm/things.c – each node and literal of a graph once; see things.h.
 */
#include "formats/elm/things.h"

#include <string.h>

enum { FIRST_SLOTS = 256 };

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

edu_elm_thing_number edu_elm_intern(edu_elm_graph *g, const edu_elm_thing *t)
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

edu_elm_thing_number edu_elm_graph_find(const edu_elm_graph *g, const char *iri)
{
	const edu_elm_thing named = { .kind = EDU_ELM_IRI, .text = iri, .length = (uint32_t)strlen(iri) };
	return g->slot_count ? *slot_of(g, &named) : 0;
}
