/*
 * formats/elm/sayings.c – statements on their way to a document: what is mentioned, what is said and said again.
 */
#include "formats/elm/build.h"
#include "base/fail.h"
#include "base/text.h"
#include "model/refusal.h"

#include <string.h>

#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

enum { LONGEST_KEY = 4096 };

static int grow(edu_elm_builder *b, void **array, size_t *capacity, size_t count, size_t size)
{
	return edu_grow(&b->doc->tree.ctx->allocator, array, capacity, count, size) ? 0 : edu_fail_memory(b->err);
}

int edu_elm_builder_open(edu_elm_builder *b, edu_document *doc, edu_error *err)
{
	static const edu_elm_term type = { .text = RDF_TYPE, .length = sizeof RDF_TYPE - 1, .kind = EDU_ELM_IRI };
	const edu_allocator *a = &doc->tree.ctx->allocator;

	*b = (edu_elm_builder){ .doc = doc, .err = err, .version = doc->version };
	edu_map_open(&b->numbers, a);
	edu_map_open(&b->languages, a);
	edu_map_open(&b->sayings, a);
	/* Number 0 means nothing in either list. */
	int rc = grow(b, (void **)&b->mentions, &b->mention_capacity, 0, sizeof *b->mentions);
	if (rc == 0) rc = grow(b, (void **)&b->said, &b->said_capacity, 0, sizeof *b->said);
	if (rc < 0) return rc;
	b->mentions[0] = (edu_elm_mention){ 0 };
	b->said[0] = (edu_elm_said){ 0 };
	b->mention_count = b->said_count = 1;
	const char *key = edu_arena_text(doc->tree.arena, "\1" RDF_TYPE, sizeof RDF_TYPE);
	edu_map_slot *slot = key ? edu_map_slot_of(&b->numbers, key, sizeof RDF_TYPE) : NULL;
	if (!slot || grow(b, (void **)&b->mentions, &b->mention_capacity, 1, sizeof *b->mentions) < 0)
		return edu_fail_memory(err);
	b->mentions[1] = (edu_elm_mention){ .text = type.text, .length = type.length, .kind = type.kind };
	b->type = slot->value = 1;
	b->mention_count = 2;
	return 0;
}

void edu_elm_builder_close(edu_elm_builder *b)
{
	if (!b->doc) return;
	const edu_allocator *a = &b->doc->tree.ctx->allocator;
	edu_map_close(&b->numbers);
	edu_map_close(&b->languages);
	edu_map_close(&b->sayings);
	edu_release(a, b->mentions, b->mention_capacity * sizeof *b->mentions);
	edu_release(a, b->said, b->said_capacity * sizeof *b->said);
	*b = (edu_elm_builder){ 0 };
}

/* An IRI that the contexts would take for something else can't be written with them. */
static int check_iri(edu_elm_builder *b, const edu_elm_term *t)
{
	const char *iri, *rest;

	if (!edu_is_iri(t->text, t->length))
		return edu_fail(b->err, EDU_EINVALID, "elm/iri",
		                "a node or property is named by what is no absolute IRI: a scheme, a colon, and no blanks "
		                "or brackets behind it");
	if (edu_elm_split_compact(t->text, t->length, &iri, &rest))
		return edu_fail(b->err, EDU_EINVALID, "elm/iri",
		                "the scheme of an IRI is a prefix of ELM's context, which would change its meaning; write out "
		                "what it stands for");
	return 0;
}

/* The number of a node or IRI, made when new; 0: it failed. */
static uint32_t mention_of(edu_elm_builder *b, const edu_elm_term *t)
{
	edu_arena *arena = b->doc->tree.arena;
	char *key = edu_arena_get(arena, (size_t)t->length + 2);

	if (!key) return edu_fail_memory(b->err), 0;
	key[0] = (char)t->kind;
	memcpy(key + 1, t->text, t->length);
	key[t->length + 1] = '\0';
	edu_map_slot *slot = edu_map_slot_of(&b->numbers, key, (size_t)t->length + 1);
	if (!slot) return edu_fail_memory(b->err), 0;
	if (slot->value) return slot->value;
	if (t->kind == EDU_ELM_IRI && check_iri(b, t) < 0) return 0;
	if (grow(b, (void **)&b->mentions, &b->mention_capacity, b->mention_count, sizeof *b->mentions) < 0) return 0;
	b->mentions[b->mention_count] = (edu_elm_mention){ .text = key + 1, .length = t->length, .kind = t->kind };
	return slot->value = (uint32_t)b->mention_count++;
}

uint32_t edu_elm_builder_find(const edu_elm_builder *b, const edu_elm_term *term)
{
	const edu_allocator *a = &b->doc->tree.ctx->allocator;
	char *key = edu_allocate(a, (size_t)term->length + 1);
	uint32_t number = 0;

	if (key) {
		key[0] = (char)term->kind;
		memcpy(key + 1, term->text, term->length);
		number = edu_map_get(&b->numbers, key, (size_t)term->length + 1);
	}
	edu_release(a, key, (size_t)term->length + 1);
	return number;
}

static int keep(edu_elm_builder *b, const char **text, size_t length)
{
	if (!*text) return 0;
	*text = edu_arena_text(b->doc->tree.arena, *text, length);
	return *text ? 0 : edu_fail_memory(b->err);
}

static int number_language(edu_elm_builder *b, edu_elm_said *s)
{
	if (!s->object.language) return 0;
	edu_map_slot *slot = edu_map_slot_of(&b->languages, s->object.language, s->object.language_length);
	if (!slot) return edu_fail_memory(b->err);
	if (!slot->value) slot->value = (uint32_t)b->languages.count;
	s->language = slot->value;
	return 0;
}

/* Was it said before? Statements form a set. */
static int find_same(edu_elm_builder *b, edu_elm_said *s)
{
	const uint32_t numbers[] = { s->subject, s->predicate, s->node, s->language };
	const size_t size = sizeof numbers + s->object.datatype_length + s->object.length;
	char *key = edu_arena_get(b->doc->tree.arena, size);

	if (!key) return edu_fail_memory(b->err);
	memcpy(key, numbers, sizeof numbers);
	if (s->object.datatype) memcpy(key + sizeof numbers, s->object.datatype, s->object.datatype_length);
	if (s->object.length) memcpy(key + sizeof numbers + s->object.datatype_length, s->object.text, s->object.length);
	edu_map_slot *slot = edu_map_slot_of(&b->sayings, key, size);
	if (!slot) return edu_fail_memory(b->err);
	if (slot->value) s->same = slot->value;
	else slot->value = (uint32_t)b->said_count;
	return 0;
}

int edu_elm_builder_say(edu_elm_builder *b, const edu_elm_term *subject, const edu_elm_term *predicate,
                        const edu_elm_term *object, uint32_t mark)
{
	edu_elm_said s = { .mark = mark };
	int rc = 0;

	s.subject = mention_of(b, subject);
	s.predicate = s.subject ? mention_of(b, predicate) : 0;
	if (!s.predicate) return b->err->code;
	if (object->kind == EDU_ELM_TEXT) {
		s.object = *object;
		rc = keep(b, &s.object.text, object->length);
		if (rc == 0) rc = keep(b, &s.object.language, object->language_length);
		if (rc == 0) rc = keep(b, &s.object.datatype, object->datatype_length);
		if (rc == 0) rc = number_language(b, &s);
	} else if (!(s.node = mention_of(b, object))) {
		rc = b->err->code;
	}
	if (rc == 0) rc = grow(b, (void **)&b->said, &b->said_capacity, b->said_count, sizeof *b->said);
	/* A long text is hardly said twice, and its key would be as long. */
	if (rc == 0 && s.object.length < LONGEST_KEY) rc = find_same(b, &s);
	if (rc < 0) return rc;
	if (s.same) {
		b->said[b->said_count++] = s;
		return 0;
	}
	edu_elm_mention *about = &b->mentions[s.subject];
	if (about->last) b->said[about->last].next = (uint32_t)b->said_count;
	else about->first = (uint32_t)b->said_count;
	about->last = (uint32_t)b->said_count;
	about->count++;
	b->mentions[s.node].links += s.node != 0;
	b->said[b->said_count++] = s;
	return 0;
}

int edu_elm_builder_say_at(edu_elm_builder *b, const edu_tree *t, edu_ref item, const edu_elm_term *subject,
                           const char *predicate, size_t length, const edu_elm_term *object)
{
	const edu_elm_term named = { .text = predicate, .length = (uint32_t)length, .kind = EDU_ELM_IRI };
	const int rc = edu_elm_builder_say(b, subject, &named, object, item);

	if (rc != EDU_EINVALID || b->err->path[0]) return rc;
	edu_error_clear(b->err);
	return edu_refuse(b->err, EDU_EINVALID, "elm/iri", t, item ? item : edu_tree_root(t),
	                  "this is no absolute IRI, or its scheme is a prefix of ELM's context; write it in full");
}
