/*
 * formats/elm/credential_id.c – the identifier that a record gets which has none.
 */
#include "formats/elm/crosswalk.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "crypto/digest.h"

static bool is_below(const edu_tree *t, edu_ref item, edu_ref top)
{
	while (item && item != top) item = t->items[item].parent;
	return item && item == top;
}

/* Small pieces, gathered before they are hashed. */
typedef struct gathering {
	edu_digest digest;
	size_t length;
	unsigned char bytes[4096];
} gathering;

static void gather(gathering *g, const void *data, size_t length)
{
	if (length > sizeof g->bytes - g->length) {
		edu_digest_add(&g->digest, g->bytes, g->length);
		g->length = 0;
	}
	if (length > sizeof g->bytes) {
		edu_digest_add(&g->digest, data, length);
		return;
	}
	memcpy(g->bytes + g->length, data, length);
	g->length += length;
}

/* A name is spelt where it first occurs, for its number is not the same in every release; then its place suffices. */
static void gather_name(gathering *g, const edu_tree *t, edu_name name, uint8_t *places, uint8_t *count)
{
	_Static_assert(core_n_workload < UINT8_MAX, "names of the core are counted in bytes");
	const bool first = !places[name];
	uint32_t length;
	const char *text = edu_tree_name_text(t, name, &length);
	if (first) places[name] = ++*count;
	gather(g, &places[name], 1);
	if (first) gather(g, text, (size_t)length + 1);
}

static void gather_text(gathering *g, const edu_item *item)
{
	const uint32_t n = item->length;
	const unsigned char length[] = { (unsigned char)n, (unsigned char)(n >> 8), (unsigned char)(n >> 16),
					 (unsigned char)(n >> 24) };
	gather(g, length, sizeof length);
	gather(g, item->text, n);
}

/*
 * A digest of the record without the learner's own data: the same record gets the same identifier, and
 * nobody can confirm a guessed name or birth date by it.
 */
int elm_derive_id(edu_passage *p, char *out, size_t size)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref learner = edu_tree_child(t, p->from->content, core_n_learner);
	unsigned char h[16];
	uint8_t places[UINT8_MAX + 1] = { 0 }, count = 0;
	gathering g;
	bool inside = false;   /* the learner's part, which stands in one piece */
	g.length = 0;
	if (!edu_digest_begin(&g.digest, EDU_DIGEST_BLAKE2B, sizeof h))
		return edu_fail(p->err, EDU_EINTERNAL, NULL, "libsodium can't be used");
	for (edu_ref i = edu_tree_walk(t, p->from->content, p->from->content); i; i = edu_tree_walk(t, p->from->content, i)) {
		const edu_item *item = &t->items[i];
		inside = i == learner || (inside && is_below(t, i, learner));
		if (!item->text || inside) continue;
		gather_name(&g, t, item->name, places, &count);
		gather_text(&g, item);
	}
	edu_digest_add(&g.digest, g.bytes, g.length);
	edu_digest_end(&g.digest, h);
	h[6] = (unsigned char)((h[6] & 0x0f) | 0x80);   /* RFC 9562, version 8: a value of our own making */
	h[8] = (unsigned char)((h[8] & 0x3f) | 0x80);
	snprintf(out, size, "urn:credential:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", h[0], h[1], h[2],
		 h[3], h[4], h[5], h[6], h[7], h[8], h[9], h[10], h[11], h[12], h[13], h[14], h[15]);
	return 0;
}
