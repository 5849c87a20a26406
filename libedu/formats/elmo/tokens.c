/*
 * formats/elmo/tokens.c – elements and their texts as the rules look at them.
 */
#include "formats/elmo/check.h"
#include "base/text.h"

#include <string.h>

int edu_elmo_string_of(edu_elmo_checking *c, edu_ref item, edu_elmo_token *out)
{
	if (edu_tree_text(c->tree, item, &c->scratch, &out->text, &out->length) < 0) return EDU_ENOMEM;
	if (!out->text) out->text = "";
	if (out->text != c->scratch.data) return 0;
	/* Put together in the scratch buffer, which the next text overwrites. */
	out->text = edu_arena_text(c->arena, out->text, out->length);
	return out->text ? 0 : EDU_ENOMEM;
}

static bool is_collapsed(const edu_elmo_token *t)
{
	bool blank_before = true;

	for (size_t i = 0; i < t->length; i++) {
		const bool blank = edu_is_blank(t->text + i, 1);
		if (blank && (blank_before || t->text[i] != ' ')) return false;
		blank_before = blank;
	}
	return t->length == 0 || !blank_before;
}

int edu_elmo_token_of(edu_elmo_checking *c, edu_ref item, edu_elmo_token *out)
{
	if (edu_elmo_string_of(c, item, out) < 0) return EDU_ENOMEM;
	if (is_collapsed(out)) return 0;
	char *copy = edu_arena_text(c->arena, out->text, out->length);
	if (!copy) return EDU_ENOMEM;
	out->length = edu_collapse(copy, out->text, out->length);
	out->text = copy;
	return 0;
}

int edu_elmo_token_order(const edu_elmo_token *a, const edu_elmo_token *b)
{
	const size_t n = a->length < b->length ? a->length : b->length;
	const int order = n ? memcmp(a->text, b->text, n) : 0;
	return order ? order : (a->length > b->length) - (a->length < b->length);
}

edu_ref edu_elmo_child(const edu_tree *t, edu_ref item, edu_kind kind, edu_name name)
{
	edu_ref i = edu_tree_first(t, item);

	while (i && (t->items[i].kind != kind || edu_tree_known(t, t->items[i].name) != name))
		i = edu_tree_next(t, i);
	return i;
}

edu_ref edu_elmo_around(const edu_tree *t, edu_ref item, uint16_t cls, uint16_t or_cls)
{
	edu_ref i = t->items[item].parent;

	while (i && t->items[i].cls != cls && t->items[i].cls != or_cls) i = t->items[i].parent;
	return i;
}
