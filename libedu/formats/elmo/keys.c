/*
 * formats/elmo/keys.c – sorted lists of names; see keys.h.
 */
#include "formats/elmo/keys.h"
#include "model/sort.h"

void edu_elmo_keys_open(edu_elmo_keys *keys, edu_elmo_checking *c)
{
	*keys = (edu_elmo_keys){ .c = c };
}

void edu_elmo_keys_close(edu_elmo_keys *keys)
{
	edu_release(&keys->c->tree->ctx->allocator, keys->entries, keys->capacity * sizeof *keys->entries);
}

int edu_elmo_keys_add(edu_elmo_keys *keys, const edu_elmo_key *key)
{
	if (!edu_grow(&keys->c->tree->ctx->allocator, (void **)&keys->entries, &keys->capacity, keys->count,
	              sizeof *keys->entries)) return EDU_ENOMEM;
	keys->entries[keys->count++] = *key;
	return 0;
}

static int by_key(const void *a, const void *b, const void *state)
{
	const edu_elmo_key *x = a, *y = b;
	int order = (x->scope > y->scope) - (x->scope < y->scope);

	if (!order) order = edu_elmo_token_order(&x->kind, &y->kind);
	if (!order) order = edu_elmo_token_order(&x->text, &y->text);
	return order;
}

int edu_elmo_keys_sort(edu_elmo_keys *keys)
{
	return edu_sort(&keys->c->tree->ctx->allocator, keys->entries, keys->count, sizeof *keys->entries,
	                by_key, NULL);
}

const edu_elmo_key *edu_elmo_keys_find(const edu_elmo_keys *keys, const edu_elmo_key *wanted)
{
	size_t low = 0, high = keys->count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (by_key(&keys->entries[middle], wanted, NULL) < 0) low = middle + 1;
		else high = middle;
	}
	const edu_elmo_key *found = &keys->entries[low];
	return low < keys->count && by_key(found, wanted, NULL) == 0 ? found : NULL;
}

bool edu_elmo_keys_repeats(const edu_elmo_keys *keys, size_t i)
{
	const edu_elmo_key *e = keys->entries;

	if (i == 0 || by_key(&e[i - 1], &e[i], NULL) != 0) return false;
	return i == 1 || by_key(&e[i - 2], &e[i], NULL) != 0;
}
