/*
 * formats/elm/nearest.c – the near miss: edit distance over characters, not bytes; see nearest.h.
 */
#include "formats/elm/nearest.h"
#include "base/text.h"

enum { SEARCHES = 500, NOT_SEARCHED = UINT16_MAX };

enum { LONGEST = 48, FARTHEST = 2 };

/* Characters of a text, as many as count; one that begins with another byte is another character. */
static size_t characters(uint32_t *out, const char *text, size_t length)
{
	size_t n = 0;

	for (size_t i = 0; i < length && n < LONGEST; i++) {
		const unsigned char c = (unsigned char)text[i];
		if ((c & 0xC0) == 0x80 && n) out[n - 1] = out[n - 1] << 8 | c;
		else out[n++] = c;
	}
	return n;
}

static uint32_t lower(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
}

static unsigned smaller(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* How many characters must be changed, added or left out; case aside. Row by row of the usual table. */
static unsigned distance(const uint32_t *a, size_t n, const uint32_t *b, size_t m)
{
	unsigned row[LONGEST + 1];

	for (size_t j = 0; j <= m; j++) row[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		unsigned corner = row[0];
		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			const unsigned changed = corner + (lower(a[i - 1]) != lower(b[j - 1]));
			corner = row[j];
			row[j] = smaller(changed, smaller(row[j], row[j - 1]) + 1);
		}
	}
	return row[m];
}

edu_name edu_elm_nearest(const char *text, size_t length)
{
	uint32_t wanted[LONGEST], known[LONGEST];
	const edu_name_table *table = &elm_schema.names;
	edu_name nearest = 0;

	const size_t n = characters(wanted, text, length);
	if (n < 3 || n == LONGEST) return 0;
	/* Short names are all alike: let them differ by one letter only. */
	unsigned best = n <= 5 ? 2 : FARTHEST + 1;
	for (edu_name name = 1; name <= table->count && best; name++) {
		const size_t m = characters(known, table->names[name], table->lengths[name]);
		if (m + FARTHEST < n || n + FARTHEST < m || table->names[name][0] == '@') continue;
		const unsigned d = distance(wanted, n, known, m);
		if (d >= best) continue;
		best = d;
		nearest = name;
	}
	return nearest;
}

/* ---- the names of a tree ---- */

static size_t size_of(const edu_tree *t) { return (t->own_count + 1) * sizeof(uint16_t); }

int edu_elm_guesses_open(edu_elm_guesses *g, const edu_tree *t)
{
	*g = (edu_elm_guesses){ .tree = t, .meant = edu_allocate(&t->ctx->allocator, size_of(t)) };
	for (size_t i = 0; i < t->own_count && g->meant; i++) g->meant[i] = NOT_SEARCHED;
	return g->meant ? 0 : EDU_ENOMEM;
}

void edu_elm_guesses_close(edu_elm_guesses *g)
{
	edu_release(&g->tree->ctx->allocator, g->meant, size_of(g->tree));
}

edu_name edu_elm_meant_by(edu_elm_guesses *g, edu_name name)
{
	uint32_t length;

	if (name <= g->tree->table->count) return 0;
	uint16_t *known = &g->meant[name - g->tree->table->count - 1];
	if (*known == NOT_SEARCHED) {
		const char *text = edu_tree_name_text(g->tree, name, &length);
		*known = g->searches++ < SEARCHES ? (uint16_t)edu_elm_nearest(text, length) : 0;
	}
	return *known;
}
