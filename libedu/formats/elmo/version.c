/*
 * formats/elmo/version.c – which version a document is of, by what stands in it.
 *
 * No ELMO file names its version. Every thing found rules out the versions that don't know it, don't allow
 * it so often, or demand what is missing; the lowest that is left explains the document (elmo.md, section
 * 2).
 */
#include "formats/elmo/elmo.h"
#include "base/text.h"

#include <string.h>

/* Two sets of versions, bit i for version i: those that know all names, and those that fit in every way. */
typedef struct candidates {
	const edu_document *doc;
	uint16_t knowing, fitting;
	bool draft;                  /* something of 2.1 was seen */
	bool differing[UINT8_MAX];   /* classes in which the versions differ */
	uint64_t *seen;              /* bit n of a row: so many of its name stood below an element */
	uint16_t *counts;            /* of each row of a class below one element; zero between elements */
	edu_buffer scratch;
} candidates;

enum {
	LARGE = 64,                              /* counts from here on are not remembered */
	ALL_VERSIONS = (1 << (elmo_v_2_1 + 1)) - 1,
	WITH_SCHEMA = (1 << elmo_v_2_1) - 1      /* 2.1 is a draft: only what no other version has tells of it */
};

/* A type beside a country: 2.1 allows other country codes than ISO's two letters. */
static bool is_typed_country(const edu_tree *t, edu_ref attribute)
{
	const edu_item *element = &t->items[t->items[attribute].parent];
	const edu_name name = edu_tree_known(t, element->name);
	const uint16_t cls = t->items[element->parent].cls;

	if (edu_tree_known(t, t->items[attribute].name) != elmo_n_type) return false;
	return (name == elmo_n_citizenship && cls == elmo_c_Learner) ||
	       (name == elmo_n_country && cls == elmo_c_Issuer);
}

bool edu_elmo_is_draft(const edu_tree *t, edu_ref item)
{
	const edu_item *i = &t->items[item];
	const uint16_t parent = t->items[i->parent].cls;
	const edu_name name = edu_tree_known(t, i->name);

	if (i->kind == EDU_KIND_ATTRIBUTE) return is_typed_country(t, item);
	if (i->kind != EDU_KIND_ELEMENT) return false;
	if (!parent || !name) return false;
	if (parent == elmo_c_Learner && name == elmo_n_bday && edu_tree_child(t, i->parent, elmo_n_dateOfBirth))
		return true;
	const edu_property *row = edu_schema_any_property(&elmo_schema, parent, name);
	return row && row->versions == 1 << elmo_v_2_1;
}

/* The versions that have a value of a list; all, where the list doesn't know it. */
static uint16_t versions_of_code(const edu_codes *codes, const char *text, size_t length)
{
	for (uint32_t i = 0; codes->versions && i < codes->count; i++)
		if (edu_equal(text, length, codes->values[i])) return codes->versions[i];
	return ALL_VERSIONS;
}

static int restrict_by_code(candidates *c, const edu_property *row, edu_ref item)
{
	const edu_codes *codes = &c->doc->format->schema->codes[row->codes];
	const char *text;
	size_t length;
	edu_buffer collapsed;

	if (!codes->versions) return 0;
	if (edu_tree_text(&c->doc->tree, item, &c->scratch, &text, &length) < 0) return EDU_ENOMEM;
	edu_buffer_open(&collapsed, &c->doc->tree.ctx->allocator);
	if (edu_buffer_room(&collapsed, length) < 0) return EDU_ENOMEM;
	length = edu_collapse(collapsed.data, text, length);
	const uint16_t versions = versions_of_code(codes, collapsed.data, length);
	edu_buffer_free(&collapsed);
	c->knowing &= versions;
	c->fitting &= versions;
	return 0;
}

/* Rule versions out by the count of a name; first is the first of its rows. */
static void restrict_by_count(candidates *c, const edu_class *cls, uint16_t first, unsigned n)
{
	const edu_property *rows = &c->doc->format->schema->properties[cls->first];
	uint16_t known = 0, allowed = 0;

	for (uint16_t r = first; r < cls->count; r++) {
		const edu_property *row = &rows[r];
		if (row->name != rows[first].name) continue;
		known |= row->versions;
		if (n >= row->min && (!row->max || n <= row->max)) allowed |= row->versions;
	}
	if (n) c->knowing &= known;
	else allowed |= (uint16_t)~known;
	/* What no version allows is a fault, not a feature. */
	if (allowed & ALL_VERSIONS) c->fitting &= allowed;
}

/* Do versions differ in a property? Asked of the first of its rows. */
static bool is_telling(const edu_schema *s, uint16_t cls, const edu_property *row)
{
	return row->versions != ALL_VERSIONS && !(row->flags & EDU_PROPERTY_TEXT)
	    && edu_schema_any_property(s, cls, row->name) == row;
}

/* Elements are many and counts few: each is looked at once, in the end. */
static void note_counts(candidates *c, uint16_t cls)
{
	const edu_schema *s = c->doc->format->schema;
	const uint16_t first = s->classes[cls].first;

	for (uint16_t r = 0; r < s->classes[cls].count; r++) {
		const unsigned n = c->counts[r];
		if (n < LARGE) c->seen[first + r] |= (uint64_t)1 << n;
		else if (is_telling(s, cls, &s->properties[first + r])) restrict_by_count(c, &s->classes[cls], r, n);
	}
}

static void restrict_by_counts(candidates *c)
{
	const edu_schema *s = c->doc->format->schema;

	for (uint16_t cls = 1; cls < s->class_count; cls++)
		for (uint16_t r = 0; r < s->classes[cls].count; r++) {
			const uint64_t seen = c->seen[s->classes[cls].first + r];
			if (!is_telling(s, cls, &s->properties[s->classes[cls].first + r])) continue;
			for (unsigned n = 0; n < LARGE; n++)
				if (seen >> n & 1) restrict_by_count(c, &s->classes[cls], r, n);
		}
}

static edu_name name_in_tables(const edu_tree *t, edu_ref item)
{
	const edu_name known = edu_tree_known(t, t->items[item].name);
	return !known && edu_tree_is_signature(t, item) ? elmo_n_ds_Signature : known;
}

static int restrict_by_element(candidates *c, edu_ref element)
{
	const edu_tree *t = &c->doc->tree;
	const edu_schema *s = c->doc->format->schema;
	const uint16_t cls = t->items[element].cls;

	for (edu_ref i = edu_tree_first(t, element); i; i = edu_tree_next(t, i)) {
		const edu_name name = name_in_tables(t, i);
		const edu_property *row = name ? edu_schema_any_property(s, cls, name) : NULL;
		const bool same = row && row->versions == ALL_VERSIONS && cls != elmo_c_Learner && t->items[i].kind == EDU_KIND_ELEMENT;
		if (!same && edu_elmo_is_draft(t, i)) c->draft = true;
		/* The schema of 1.0 wants declarations for what an extension holds, and there are none. */
		if (name == elmo_n_extension && t->items[i].last) c->fitting &= (uint16_t)~(1 << elmo_v_1_0);
		if (!row) continue;
		uint16_t *count = &c->counts[row - &s->properties[s->classes[cls].first]];
		if (*count < UINT16_MAX) ++*count;
		if (row->codes && restrict_by_code(c, row, i) < 0) return EDU_ENOMEM;
	}
	note_counts(c, cls);
	memset(c->counts, 0, s->classes[cls].count * sizeof *c->counts);
	return 0;
}

static unsigned lowest(uint16_t versions)
{
	unsigned v = 0;

	while (!(versions >> v & 1)) v++;
	return v;
}

/* The namespace counts where features leave it open; 2.0 was published in that of 1.x, too. */
static unsigned decide(const candidates *c)
{
	if (c->draft) return elmo_v_2_1;
	if (c->doc->shape == EDU_ELMO_V2 && c->knowing >> elmo_v_2_0 & 1) return elmo_v_2_0;
	if (c->fitting & WITH_SCHEMA) return lowest(c->fitting);
	if (c->knowing & ALL_VERSIONS) return lowest(c->knowing);
	/* Features of 1.x and of 2.0 side by side. */
	return elmo_v_2_0;
}

static uint16_t most_rows(const edu_schema *s)
{
	uint16_t most = 0;

	for (uint32_t i = 1; i < s->class_count; i++)
		if (s->classes[i].count > most) most = s->classes[i].count;
	return most;
}

/* Is there anything in a class that isn't the same in all versions? */
static bool differs(const edu_schema *s, uint16_t cls)
{
	for (uint16_t r = 0; r < s->classes[cls].count; r++) {
		const edu_property *row = &s->properties[s->classes[cls].first + r];
		if (row->versions != ALL_VERSIONS || s->codes[row->codes].versions || row->name == elmo_n_extension) return true;
	}
	return false;
}

static void find_differing(candidates *c)
{
	const edu_schema *s = c->doc->format->schema;

	_Static_assert(sizeof c->differing > elmo_c_GradeFrequency, "a place for every class");
	for (uint16_t cls = 1; cls < s->class_count; cls++) c->differing[cls] = differs(s, cls);
}

int edu_elmo_find_version(const edu_document *doc, unsigned *version)
{
	const edu_tree *t = &doc->tree;
	const edu_allocator *a = &t->ctx->allocator;
	const size_t size = most_rows(doc->format->schema) * sizeof(uint16_t);
	candidates c = { .doc = doc, .knowing = ALL_VERSIONS, .fitting = ALL_VERSIONS };

	find_differing(&c);
	const size_t seen_size = doc->format->schema->property_count * sizeof *c.seen;
	c.counts = edu_allocate(a, size);
	c.seen = edu_allocate(a, seen_size);
	edu_buffer_open(&c.scratch, a);
	int rc = c.counts && c.seen ? 0 : EDU_ENOMEM;
	if (rc == 0) memset(c.counts, 0, size);
	if (rc == 0) memset(c.seen, 0, seen_size);
	for (edu_ref i = doc->content; i < t->count && rc == 0; i++) {
		const uint16_t cls = t->items[i].cls;
		if (c.differing[cls]) rc = restrict_by_element(&c, i);
		else if (cls) continue;
		else if (t->items[i].kind == EDU_KIND_ATTRIBUTE && edu_elmo_is_draft(t, i)) c.draft = true;
	}
	if (rc == 0) restrict_by_counts(&c);
	*version = decide(&c);
	edu_buffer_free(&c.scratch);
	edu_release(a, c.counts, size);
	edu_release(a, c.seen, seen_size);
	return rc;
}
