/*
 * formats/elm/context.c – which contexts the tables stand for (elm.md, section 7). Nothing is ever loaded.
 */
#include "formats/elm/elm.h"
#include "base/text.h"
#include "model/refusal.h"

#include <string.h>

/* The aliases are a list, not a pattern: the development URLs of old test data all end alike. */
edu_elm_context_address edu_elm_context_url(const char *text, size_t length)
{
	static const char development[] = "edc-ap-context.jsonld";
	const size_t tail = sizeof development - 1;

	if (edu_equal(text, length, EDU_ELM_CONTEXT_W3C)) return EDU_ELM_CONTEXT_OF_W3C;
	if (edu_equal(text, length, EDU_ELM_CONTEXT_EDC)) return EDU_ELM_CONTEXT_OF_EDC;
	if (edu_equal(text, length, "https://data.europa.eu/snb/model/context/edc-ap")) return EDU_ELM_CONTEXT_OF_EDC;
	if (edu_equal(text, length, "https://www.w3.org/ns/credentials/v2")) return EDU_ELM_CONTEXT_OF_W3C_2;
	if (length > tail && memcmp(text + length - tail, development, tail) == 0) return EDU_ELM_CONTEXT_OF_EDC;
	return EDU_ELM_CONTEXT_UNKNOWN;
}

static int fail_unknown(const edu_tree *t, edu_ref item, edu_error *err)
{
	const edu_item *i = &t->items[item];

	if (i->kind != EDU_KIND_STRING)
		return edu_refuse(err, EDU_EUNSUPPORTED, "elm/context-inline", t, item,
		                  "a context written into the file is not read; name the two contexts of ELM "
		                  "by their URLs");
	const int shown = i->length <= 100 ? (int)i->length : 0;
	return edu_refuse(
		err, EDU_EUNSUPPORTED, "elm/context-unknown", t, item,
		"the context %.*s%sis unknown; the file must name those of W3C credentials v1 and of edc-ap",
		shown, i->text, shown ? " " : "");
}

/* Look at one entry: sets a bit of *seen, or refuses. */
static int check_entry(const edu_tree *t, edu_ref item, unsigned *seen, edu_error *err)
{
	const edu_item *i = &t->items[item];
	const edu_elm_context_address url =
		i->kind == EDU_KIND_STRING ? edu_elm_context_url(i->text, i->length) : EDU_ELM_CONTEXT_UNKNOWN;

	if (url == EDU_ELM_CONTEXT_UNKNOWN) return fail_unknown(t, item, err);
	*seen |= 1u << url;
	return 0;
}

int edu_elm_check_context(const edu_tree *t, edu_ref object, bool may_lack, edu_error *err)
{
	const edu_ref context = edu_tree_child(t, object, elm_n__context);
	unsigned seen = 0;
	int rc = 0;

	if (!context)
		return may_lack ? 0 : edu_refuse(err, EDU_EFORMAT, "elm/context-missing", t, object,
			"the credential has no @context, so its members have no meaning; add the two of ELM");
	if (t->items[context].kind == EDU_KIND_ARRAY)
		for (edu_ref e = edu_tree_first(t, context); e && rc == 0; e = edu_tree_next(t, e))
			rc = check_entry(t, e, &seen, err);
	else
		rc = check_entry(t, context, &seen, err);
	if (rc < 0) return rc;
	if (seen & 1u << EDU_ELM_CONTEXT_OF_W3C_2)
		return edu_refuse(err, EDU_EUNSUPPORTED, "elm/vc2", t, context,
		                  "a credential of the W3C data model 2.0; ELM 3 builds on version 1.1, and "
		                  "its context clashes with that of 2.0");
	if (seen != (1u << EDU_ELM_CONTEXT_OF_W3C | 1u << EDU_ELM_CONTEXT_OF_EDC))
		return edu_refuse(err, EDU_EFORMAT, "elm/context-incomplete", t, context,
		                  "the context of %s is missing; ELM needs both %s and %s",
		                  seen & 1u << EDU_ELM_CONTEXT_OF_W3C ? "edc-ap" : "W3C credentials v1", EDU_ELM_CONTEXT_W3C,
		                  EDU_ELM_CONTEXT_EDC);
	return 0;
}
