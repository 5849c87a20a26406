/*
 * trust/strict.c – reading JSON that touches trust.
 */
#include "trust/strict.h"

#include "base/fail.h"
#include "base/text.h"
#include "json/json.h"
#include "json/number.h"

#include <string.h>

/* No names are known beforehand. */
static const char *const no_names[] = { "" };
static const uint16_t no_lengths[] = { 0 }, no_slots[] = { 0 };
static const edu_name_table no_table = { 0, no_names, no_lengths, 0, no_slots };

static int refuse(const edu_tree *t, edu_ref item, const char *data, size_t length, const char *rule,
                  const char *message, edu_error *err)
{
	edu_buffer path;

	edu_buffer_open(&path, &t->ctx->allocator);
	int rc = edu_tree_path(t, item, &path);
	if (rc < 0) {
		rc = edu_fail_memory(err);
	} else {
		rc = edu_fail_at(err, EDU_ESYNTAX, rule, data, length, t->places ? t->places[item] : 0, "%s",
		                 message);
		edu_error_set_path(err, path.data ? path.data : "");
	}
	edu_buffer_free(&path);
	return rc;
}

static int check_values(const edu_tree *t, const char *data, size_t length, edu_error *err)
{
	for (edu_ref i = t->top; i; i = edu_tree_walk(t, t->top, i)) {
		const edu_item *item = &t->items[i];
		if (item->kind == EDU_KIND_STRING && item->length && memchr(item->text, 0, item->length))
			return refuse(t, i, data, length, "json/nul",
			              "a text holds \\u0000, at which other programs would cut it off", err);
		if (item->kind == EDU_KIND_NUMBER && !edu_number_is_finite(item->text, item->length))
			return refuse(t, i, data, length, "json/number-range",
			              "a number is larger than any double, so that programs would read "
			              "different ones",
			              err);
	}
	return 0;
}

int edu_strict_read(edu_tree *t, const edu_context *ctx, const char *data, size_t length, edu_error *err)
{
	if (edu_tree_open(t, ctx, &no_table, true) < 0) return edu_fail_memory(err);
	if (length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0)
		return edu_fail(err, EDU_ESYNTAX, "json/bom",
		                "a byte order mark stands in front; signed JSON has none");
	const int rc = edu_json_read(t, data, length, err);
	return rc < 0 ? rc : check_values(t, data, length, err);
}

int edu_strict_read_small(edu_tree *t, edu_context *limits, const edu_context *ctx, const char *data,
                          size_t length, size_t most, edu_error *err)
{
	*limits = *ctx;
	limits->limits.bytes = most;
	limits->limits.depth = EDU_HEADER_DEPTH;
	memset(t, 0, sizeof *t);
	if (length > most)
		return edu_fail(err, EDU_ELIMIT, "limit/header", "a header or key is longer than %lu bytes",
		                (unsigned long)most);
	return edu_strict_read(t, limits, data, length, err);
}

edu_ref edu_member(const edu_tree *t, edu_ref object, const char *name)
{
	if (!edu_is_kind(t, object, EDU_KIND_OBJECT)) return 0;
	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		uint32_t length;
		const char *text = edu_tree_name_text(t, t->items[i].name, &length);
		if (edu_equal(text, length, name)) return i;
	}
	return 0;
}

const char *edu_member_text(const edu_tree *t, edu_ref object, const char *name, uint32_t *length)
{
	const edu_ref member = edu_member(t, object, name);
	if (!edu_is_kind(t, member, EDU_KIND_STRING)) return NULL;
	*length = t->items[member].length;
	return t->items[member].text ? t->items[member].text : "";
}

bool edu_is_kind(const edu_tree *t, edu_ref item, edu_kind kind)
{
	return item && t->items[item].kind == kind;
}

bool edu_text_is(const edu_tree *t, edu_ref item, const char *literal)
{
	return edu_is_kind(t, item, EDU_KIND_STRING) &&
	       edu_equal(t->items[item].text, t->items[item].length, literal);
}

edu_ref edu_entry_next(const edu_tree *t, edu_ref array_or_value, edu_ref entry)
{
	if (!array_or_value) return 0;
	if (t->items[array_or_value].kind != EDU_KIND_ARRAY) return entry ? 0 : array_or_value;
	return entry ? edu_tree_next(t, entry) : edu_tree_first(t, array_or_value);
}

bool edu_has_type(const edu_tree *t, edu_ref object, const char *type)
{
	edu_ref types = edu_member(t, object, "type");
	if (!types) types = edu_member(t, object, "@type");
	for (edu_ref i = edu_entry_next(t, types, 0); i; i = edu_entry_next(t, types, i))
		if (edu_text_is(t, i, type)) return true;
	return false;
}

bool edu_same_text(const edu_tree *t, edu_ref a, edu_ref b)
{
	const edu_item *x = &t->items[a], *y = &t->items[b];
	return x->kind == y->kind && x->length == y->length &&
	       (!x->length || memcmp(x->text, y->text, x->length) == 0);
}

bool edu_is_xml(const char *data, size_t length)
{
	static const char *const begins[] = { "<", "\xEF\xBB\xBF<", "\xFE\xFF", "\xFF\xFE" };

	edu_trim(&data, &length);
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
		if (length >= strlen(begins[i]) && memcmp(data, begins[i], strlen(begins[i])) == 0)
			return true;
	return false;
}
