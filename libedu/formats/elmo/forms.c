/*
 * formats/elmo/forms.c – rules A2, A3 and A17: values whose form the schema leaves open.
 */
#include "formats/elmo/check.h"
#include "base/text.h"

#include <string.h>

/* What is no date at all is a matter of the datatype. */
static bool lacks_zone(const edu_elmo_token *value)
{
	edu_moment m;
	return edu_parse_moment(value->text, value->length, &m) && !m.has_zone;
}

/* An empty type is text/plain, as an absent one. */
static bool is_no_media_type(const edu_elmo_token *value)
{
	return value->length && !memchr(value->text, '/', value->length);
}

static bool is_no_language_code(const edu_elmo_token *value)
{
	const char *s = value->text;
	return value->length != 2 || s[0] < 'a' || s[0] > 'z' || s[1] < 'a' || s[1] > 'z';
}

static const struct form {
	uint16_t cls;                /* of the parent */
	uint16_t name;
	uint8_t kind;
	bool (*is_wrong)(const edu_elmo_token *value);
	const char *rule, *message;
} forms[] = {
	{ elmo_c_Elmo, elmo_n_generatedDate, EDU_KIND_ELEMENT, lacks_zone, "elmo/A3",
	  "generatedDate has no time zone; write one behind the time, such as Z or +01:00" },
	{ elmo_c_Report, elmo_n_issueDate, EDU_KIND_ELEMENT, lacks_zone, "elmo/A3",
	  "issueDate has no time zone; write one behind the time, such as Z or +01:00" },
	{ elmo_c_RecognitionReport, elmo_n_issueDate, EDU_KIND_ELEMENT, lacks_zone, "elmo/A3",
	  "issueDate has no time zone; write one behind the time, such as Z or +01:00" },
	{ elmo_c_DiplomaSupplementContent, elmo_n_type, EDU_KIND_ATTRIBUTE, is_no_media_type, "elmo/A2",
	  "the type of the content is no media type; write text/plain or text/html, for instance" },
	{ elmo_c_LearningOpportunityInstance, elmo_n_languageOfInstruction, EDU_KIND_ELEMENT,
	  is_no_language_code, "elmo/A17",
	  "languageOfInstruction must be one ISO 639-1 code, two small letters; leave it out when there are "
	  "several languages" },
};

static const struct form *form_of(const edu_tree *t, edu_ref item)
{
	const edu_item *i = &t->items[item];
	const uint16_t cls = t->items[i->parent].cls;

	if (!i->parent || !cls || (i->kind != EDU_KIND_ELEMENT && i->kind != EDU_KIND_ATTRIBUTE)) return NULL;
	const edu_name name = edu_tree_known(t, i->name);
	for (size_t n = 0; n < sizeof forms / sizeof *forms; n++)
		if (forms[n].cls == cls && forms[n].name == name && forms[n].kind == i->kind) return &forms[n];
	return NULL;
}

int edu_elmo_check_forms(edu_elmo_checking *c)
{
	int rc = 0;

	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(c->tree, c->doc->content, i)) {
		const struct form *form = form_of(c->tree, i);
		edu_elmo_token value;
		if (!form) continue;
		rc = edu_elmo_token_of(c, i, &value);
		if (rc == 0 && form->is_wrong(&value))
			rc = edu_finding_add(c->list, c->doc, i, EDU_SEVERITY_WARNING, form->rule, "%s",
			                     form->message);
	}
	return rc;
}
