/*
 * model/sealed.c – which member of a sealed file holds the document; see sealed.h.
 */
#include "model/sealed.h"
#include "base/fail.h"
#include "base/text.h"

static edu_ref member(const edu_tree *t, edu_ref object, const char *name)
{
	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		uint32_t length;
		const char *text = edu_tree_name_text(t, t->items[i].name, &length);
		if (edu_equal(text, length, name)) return i;
	}
	return 0;
}

static bool starts_like_json(const edu_item *item)
{
	const char *text = item->text;
	size_t length = item->length;

	edu_trim(&text, &length);
	return length && (text[0] == '{' || text[0] == '[');
}

edu_ref edu_sealed_payload(const edu_tree *t, int *rc, edu_error *err)
{
	*rc = 0;
	if (!t->top || t->items[t->top].kind != EDU_KIND_OBJECT) return 0;
	const edu_ref payload = member(t, t->top, "payload");
	const edu_ref signatures = member(t, t->top, "signatures");
	if (!payload || (!signatures && !member(t, t->top, "signature"))) return 0;

	if (!signatures || t->items[signatures].kind != EDU_KIND_ARRAY)
		*rc = edu_fail(err, EDU_EUNSUPPORTED, "format/seal-serialisation",
		               "a sealed file in flattened JWS serialisation; only the general one, with an "
		               "array of signatures, is read");
	else if (t->items[payload].kind != EDU_KIND_STRING)
		*rc = edu_fail(err, EDU_EUNSUPPORTED, "format/seal-payload",
		               "the payload of the sealed file is no string; it must be the document's text");
	else if (!starts_like_json(&t->items[payload]))
		*rc = edu_fail(err, EDU_EUNSUPPORTED, "format/seal-payload",
		               "the payload of the sealed file is not the text of a JSON document; an "
		               "encoded payload is not read");
	return *rc < 0 ? 0 : payload;
}
