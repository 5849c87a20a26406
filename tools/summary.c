/*
 * summary.c – what both forms of a summary need: the walk over achievements, initials.
 */
#include "summary.h"

#include <stdlib.h>
#include <string.h>

/* Which nodes were seen, one bit each. */
typedef struct seen {
	unsigned char *bits;
	size_t size;
} seen;

/* Was it seen before? Out of memory counts as seen, so that the walk ends. */
static bool mark(seen *s, uint32_t ref)
{
	size_t byte = ref / 8;
	unsigned char bit = (unsigned char)(1u << ref % 8);
	if (byte >= s->size) {
		size_t size = byte * 2 + 64;
		unsigned char *bits = realloc(s->bits, size);
		if (!bits) return true;
		memset(bits + s->size, 0, size - s->size);
		s->bits = bits;
		s->size = size;
	}
	bool before = s->bits[byte] & bit;
	s->bits[byte] |= bit;
	return before;
}

bool visit_achievements(edu_credential c, const visitor *v)
{
	size_t capacity = 32, depth = 0;
	edu_achievement *next = malloc(capacity * sizeof *next);   /* the one to come on each level */
	seen s = { NULL, 0 };

	if (next) next[0] = edu_credential_achievement_first(c);
	while (next) {
		edu_achievement a = next[depth];
		if (edu_achievement_is_null(a)) {
			if (!depth--) break;
			if (v->leave) v->leave(v->state);
			continue;
		}
		next[depth] = edu_achievement_next(a);
		bool again = mark(&s, edu_node_resolve(a.node).ref);
		v->enter(v->state, a, depth, again);
		if (++depth == capacity) {
			edu_achievement *more = realloc(next, (capacity *= 2) * sizeof *next);
			if (!more) free(next);
			next = more;
		}
		if (next && !again) next[depth] = edu_achievement_part_first(a);
		else if (next) next[depth] = (edu_achievement){ { NULL, 0 } };
	}
	bool good = next != NULL;
	free(next);
	free(s.bits);
	return good;
}

edu_credit credit_of(edu_achievement a)
{
	edu_credit credit = edu_achievement_credit_first(a);
	if (!edu_credit_is_null(credit)) return credit;
	return edu_specification_credit_first(edu_achievement_specification(a));
}

/* The first letter of each word, a UTF-8 sequence whole; parts of double names keep their hyphen. */
static void put_first_letters(text *out, const char *name)
{
	bool begins = true;
	for (const char *s = name ? name : ""; *s; s++) {
		if (strchr(" \t\r\n-", *s)) {
			if (*s == '-' && !begins && out->length) text_puts(out, "-");
			begins = true;
			continue;
		}
		if (!begins) continue;
		begins = false;
		size_t n = 1;
		while ((s[n] & 0xc0) == 0x80) n++;
		if (out->length && !text_ends_with(out->data, "-")) text_puts(out, " ");
		text_add(out, s, n);
		text_puts(out, ".");
		s += n - 1;
	}
}

void put_initials(text *out, edu_person learner)
{
	text letters = { 0 };
	put_first_letters(&letters, edu_person_given_name(learner, NULL));
	put_first_letters(&letters, edu_person_family_name(learner, NULL));
	if (!letters.length) put_first_letters(&letters, edu_person_full_name(learner, NULL));
	text_puts(out, letters.data ? letters.data : "");
	out->failed |= letters.failed;
	text_free(&letters);
}
