/*
 * formats/elmo/issuers.c – rules A6 and A7: by what identifier and in which languages an issuer is named.
 */
#include "formats/elmo/check.h"
#include "base/text.h"

/* A6; an issuer with no identifier at all is an error by the schema. */
static int check_schac(edu_elmo_checking *c, edu_ref issuer)
{
	const edu_tree *t = c->tree;
	bool any = false;

	for (edu_ref i = edu_tree_first(t, issuer); i; i = edu_tree_next(t, i)) {
		edu_elmo_token text = { "", 0 };
		if (t->items[i].cls != elmo_c_Identifier) continue;
		any = true;
		const edu_ref type = edu_elmo_child(t, i, EDU_KIND_ATTRIBUTE, elmo_n_type);
		if (type && edu_elmo_token_of(c, type, &text) < 0) return EDU_ENOMEM;
		if (edu_equal(text.text, text.length, "schac")) return 0;
	}
	return !any ? 0
	            : edu_finding_add(c->list, c->doc, issuer, EDU_SEVERITY_INFO, "elmo/A6",
	                              "the issuer has no identifier of type schac; add one, at worst the "
	                              "domain of its web site");
}

/* The primary language of a tag is en. */
static bool is_english(const edu_elmo_token *tag)
{
	return edu_equal_nocase(tag->text, tag->length < 2 ? tag->length : 2, "en") &&
	       (tag->length == 2 || tag->text[2] == '-');
}

typedef struct titles {
	bool unmarked, english, other;
} titles;

static int check_title(edu_elmo_checking *c, edu_ref title, titles *seen)
{
	const edu_ref lang = edu_elmo_child(c->tree, title, EDU_KIND_ATTRIBUTE, elmo_n_xml_lang);
	edu_elmo_token tag = { "", 0 };

	if (lang && edu_elmo_token_of(c, lang, &tag) < 0) return EDU_ENOMEM;
	if (tag.length) {
		*(is_english(&tag) ? &seen->english : &seen->other) = true;
		return 0;
	}
	seen->unmarked = true;
	return edu_finding_add(c->list, c->doc, title, EDU_SEVERITY_INFO, "elmo/A7",
	                       "the title of the issuer has no language; add xml:lang");
}

/* A7. Which languages are there is known only when each title has one. */
static int check_titles(edu_elmo_checking *c, edu_ref issuer)
{
	const edu_tree *t = c->tree;
	titles seen = { false, false, false };
	int rc = 0;

	for (edu_ref i = edu_tree_first(t, issuer); i && rc == 0; i = edu_tree_next(t, i))
		if (t->items[i].kind == EDU_KIND_ELEMENT
		    && edu_tree_known(t, t->items[i].name) == elmo_n_title)
			rc = check_title(c, i, &seen);
	if (rc < 0 || seen.unmarked || seen.english == seen.other) return rc;
	return edu_finding_add(c->list, c->doc, issuer, EDU_SEVERITY_INFO, "elmo/A7", "%s",
	                       seen.other ? "the issuer has no title in English; add one"
	                                  : "the issuer has a title in English only; add the one in the "
	                                    "original language where that is another");
}

int edu_elmo_check_issuer(edu_elmo_checking *c, edu_ref issuer)
{
	return check_schac(c, issuer) < 0 ? EDU_ENOMEM : check_titles(c, issuer);
}
