/*
 * model/chosen.c – of texts in several languages the one where a format takes one without language:
 * untagged, else in the language asked for, else English, else the first.
 */
#include "model/crosswalk.h"

#include <string.h>

#include "base/text.h"

static bool speaks(const edu_tree *t, edu_ref text, const char *language)
{
	const char *tag = edu_core_language(t, text);
	return tag && edu_equal_nocase(tag, strlen(tag), language);
}

edu_ref edu_core_chosen_text(const edu_passage *p, edu_ref value)
{
	const edu_tree *t = &p->from->tree;
	edu_ref chosen = edu_value_first(t, value);
	int best = 0;
	for (edu_ref v = chosen; v; v = edu_value_next(t, value, v)) {
		const int rank = !edu_core_language(t, v) ? 3
			       : p->default_language && speaks(t, v, p->default_language) ? 2
			       : speaks(t, v, "en") ? 1 : 0;
		if (rank > best) {
			best = rank;
			chosen = v;
		}
	}
	return chosen;
}
