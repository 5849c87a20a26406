/*
 * formats/ooapi/consumers.c – the consumer object of a profile: there where the profile wants it, its members right.
 */
#include "base/forms.h"
#include "base/text.h"
#include "formats/ooapi/profile.h"

#include <string.h>

typedef struct checking {
	const edu_document *doc;
	const edu_ooapi_profile *profile;
	edu_finding_list *list;
} checking;

static const edu_ooapi_consumer_row *rows_for(const edu_ooapi_profile *profile, uint16_t cls)
{
	for (const edu_ooapi_consumer *c = profile->consumers; c->cls; c++)
		if (c->cls == cls) return c->rows;
	return NULL;
}

static bool has_key(const checking *k, edu_ref consumer)
{
	const edu_tree *t = &k->doc->tree;
	const edu_ref key = edu_tree_child(t, consumer, ooapi_n_consumerKey);

	return key && t->items[key].kind == EDU_KIND_STRING
	    && edu_equal(t->items[key].text, t->items[key].length, k->profile->name);
}

/* The profile's consumer among the values of consumers or consumer; 0: none. */
static edu_ref consumer_of(const checking *k, edu_ref object)
{
	const edu_tree *t = &k->doc->tree;

	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		const edu_name known = edu_tree_known(t, t->items[i].name);
		if (known != ooapi_n_consumers && known != ooapi_n_consumer) continue;
		if (t->items[i].kind == EDU_KIND_OBJECT && has_key(k, i)) return i;
		if (t->items[i].kind != EDU_KIND_ARRAY) continue;
		for (edu_ref e = edu_tree_first(t, i); e; e = edu_tree_next(t, e))
			if (t->items[e].kind == EDU_KIND_OBJECT && has_key(k, e)) return e;
	}
	return 0;
}

static edu_ref member(const edu_tree *t, edu_ref object, const char *name)
{
	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i))
		if (strcmp(edu_tree_name_text(t, t->items[i].name, NULL), name) == 0) return i;
	return 0;
}

static bool is_listed(const edu_item *item, const char *const *values)
{
	for (; *values; values++)
		if (edu_equal(item->text, item->length, *values)) return true;
	return false;
}

static bool matches(const edu_item *item, const char *pattern)
{
	if (item->length != strlen(pattern)) return false;
	for (uint32_t i = 0; i < item->length; i++) {
		const char c = item->text[i], p = pattern[i];
		if (p == '9' ? c < '0' || c > '9' : p == '@' ? c < 'A' || c > 'Z' : c != p) return false;
	}
	return true;
}

static int add(const checking *k, edu_ref item, const edu_ooapi_consumer_row *row, const char *expected)
{
	return edu_finding_add(k->list, k->doc, item, EDU_SEVERITY_ERROR, "ooapi/consumer", "%s's %s must be %s",
	                       k->profile->name, row->name, expected);
}

static int check_value(const checking *k, edu_ref value, const edu_ooapi_consumer_row *row)
{
	const edu_item *item = &k->doc->tree.items[value];

	switch (row->kind) {
	case EDU_OOAPI_BOOLEAN:
		return item->kind == EDU_KIND_TRUE || item->kind == EDU_KIND_FALSE ? 0 : add(k, value, row, "true or false");
	case EDU_OOAPI_NUMBER: return item->kind == EDU_KIND_NUMBER ? 0 : add(k, value, row, "a number");
	case EDU_OOAPI_OBJECT: return item->kind == EDU_KIND_OBJECT ? 0 : add(k, value, row, "an object");
	default: break;
	}
	if (item->kind != EDU_KIND_STRING) return add(k, value, row, "a text");
	if (row->kind == EDU_OOAPI_DATE && !edu_is_full_date(item->text, item->length))
		return add(k, value, row, "a day of the calendar such as 2026-01-31");
	if (row->pattern && !matches(item, row->pattern)) return add(k, value, row, "of the register's form");
	if (row->values && !is_listed(item, row->values)) return add(k, value, row, "one of the profile's values");
	return 0;
}

static int check_values(const checking *k, edu_ref value, const edu_ooapi_consumer_row *row)
{
	const edu_tree *t = &k->doc->tree;
	unsigned count = 0;
	int rc = 0;

	if (t->items[value].kind == EDU_KIND_NULL) return 0;
	if (t->items[value].kind != EDU_KIND_ARRAY) return check_value(k, value, row);
	if (!row->many) return add(k, value, row, "a single value");
	for (edu_ref e = edu_tree_first(t, value); e && rc == 0; e = edu_tree_next(t, e)) {
		rc = check_value(k, e, row);
		if (rc == 0 && row->most && ++count == row->most + 1u)
			rc = edu_finding_add(k->list, k->doc, e, EDU_SEVERITY_ERROR, "ooapi/consumer",
			                     "%s's %s has %u entries at most", k->profile->name, row->name, (unsigned)row->most);
	}
	return rc;
}

static int check_consumer(const checking *k, edu_ref consumer, const edu_ooapi_consumer_row *row)
{
	int rc = 0;

	for (; row->name && rc == 0; row++) {
		const edu_ref value = member(&k->doc->tree, consumer, row->name);
		if (value) rc = check_values(k, value, row);
		else if (row->required)
			rc = edu_finding_add(k->list, k->doc, consumer, EDU_SEVERITY_ERROR, "ooapi/consumer",
			                     "%s's consumer object needs the member %s here", k->profile->name, row->name);
	}
	return rc;
}

/* Is a member of it required? Then the object itself is. */
static bool is_demanded(const edu_ooapi_consumer_row *row)
{
	for (; row->name; row++)
		if (row->required) return true;
	return false;
}

int edu_ooapi_check_consumers(const edu_document *doc, const edu_judgement *judgement, edu_finding_list *list)
{
	const checking k = { doc, judgement->profile, list };
	const edu_tree *t = &doc->tree;
	int rc = 0;

	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i)) {
		const edu_ooapi_consumer_row *rows = t->items[i].cls ? rows_for(k.profile, t->items[i].cls) : NULL;
		const edu_ref consumer = rows ? consumer_of(&k, i) : 0;
		if (consumer) rc = check_consumer(&k, consumer, rows);
		else if (rows && is_demanded(rows))
			rc = edu_finding_add(list, doc, i, EDU_SEVERITY_ERROR, "ooapi/consumer",
			                     "%s wants a consumer object of its own here, consumerKey %s", k.profile->name,
			                     k.profile->name);
	}
	return rc;
}
