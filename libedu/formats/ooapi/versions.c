/*
 * formats/ooapi/versions.c – which version a document is written in.
 *
 * No file says it. Each member whose name only some versions know is a mark for those; mixtures occur, so the
 * most marks win (handbook of the format, section 3).
 */
#include "formats/ooapi/ooapi.h"

enum family { V4, V5, V6, FAMILIES };
enum { BITS_4 = 1 << ooapi_v_4_0, BITS_5 = 1 << ooapi_v_5_0, BITS_6 = 1 << ooapi_v_6_0 | 1 << ooapi_v_6_1 };

typedef struct marks {
	size_t count[FAMILIES];
	size_t codes, mails;         /* members primaryCode and mail */
} marks;

static void count_name(marks *m, edu_name known)
{
	const uint16_t versions = ooapi_schema.name_versions[known];
	const bool in[FAMILIES] = { versions & BITS_4, versions & BITS_5, versions & BITS_6 };

	if (in[V4] && in[V5] && in[V6]) return;
	for (int f = 0; f < FAMILIES; f++) m->count[f] += in[f];
}

static void count_item(marks *m, const edu_tree *t, const edu_item *item, edu_name known)
{
	count_name(m, known);
	switch (known) {
	case ooapi_n_name:
		if (item->kind == EDU_KIND_STRING) m->count[V4]++;
		break;
	case ooapi_n_studyLoad:
		if (item->kind == EDU_KIND_ARRAY) m->count[V6]++;
		break;
	case ooapi_n_groupId:
		/* A membership; only version 6 has them, and no member of theirs is new. */
		if (edu_tree_child(t, item->parent, ooapi_n_personId)) m->count[V6]++;
		break;
	case ooapi_n_primaryCode: m->codes++; break;
	case ooapi_n_mail: m->mails++; break;
	default: break;
	}
}

unsigned edu_ooapi_find_version(const edu_tree *t)
{
	marks m = { { 0 }, 0, 0 };

	for (edu_ref i = 1; i < t->count; i++) {
		const edu_name known = edu_tree_known(t, t->items[i].name);
		if (known) count_item(&m, t, &t->items[i], known);
	}
	if (m.count[V6] > m.count[V5] && m.count[V6] >= m.count[V4]) return ooapi_v_6_1;
	if (m.count[V4] > m.count[V5]) return ooapi_v_4_0;
	/* Persons of versions 4 and 5 differ in what 5 demands and 4 has not. */
	return m.count[V4] == m.count[V5] && m.mails && !m.codes ? ooapi_v_4_0 : ooapi_v_5_0;
}
