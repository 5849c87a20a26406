/*
 * formats/elmo/schemes.c – identifiers whose scheme says what they look like: rules elmo/esi, elmo/schac,
 * elmo/pic, ewp/los-id and ewp/loi-id (elmo.md, sections 8 and 12).
 */
#include "formats/elmo/check.h"
#include "base/text.h"

#include <string.h>

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One label of a domain name (RFC 1035, section 2.3.1; RFC 1123 allows digits in front). */
static bool is_label(const char *text, size_t length)
{
	if (!length || length > 63 || text[0] == '-' || text[length - 1] == '-') return false;
	for (size_t i = 0; i < length; i++)
		if (!is_letter(text[i]) && !is_digit(text[i]) && text[i] != '-') return false;
	return true;
}

static bool is_domain(const char *text, size_t length)
{
	size_t labels = 0;

	for (const char *dot; length <= 253; labels++, length -= (size_t)(dot + 1 - text), text = dot + 1) {
		dot = memchr(text, '.', length);
		if (!dot) return labels > 0 && is_label(text, length);
		if (!is_label(text, (size_t)(dot - text))) return false;
	}
	return false;
}

static bool is_schac(const edu_elmo_token *value)
{
	return is_domain(value->text, value->length);
}

/* urn:schac:personalUniqueCode:int:esi: country or domain : code. What a URN begins with knows no case (RFC 8141). */
static bool is_esi(const edu_elmo_token *value)
{
	static const char begin[] = "urn:schac:personalUniqueCode:int:esi:";
	const size_t n = sizeof begin - 1;

	if (value->length <= n || !edu_equal_nocase(value->text, n, begin)) return false;
	const char *rest = value->text + n, *colon = memchr(rest, ':', value->length - n);
	if (!colon) return false;
	const size_t place = (size_t)(colon - rest);
	const bool is_country = place == 2 && is_letter(rest[0]) && is_letter(rest[1]);
	return (is_country || is_domain(rest, place)) && edu_is_visible(colon + 1, value->length - n - place - 1);
}

static bool is_pic(const edu_elmo_token *value)
{
	for (size_t i = 0; i < value->length; i++)
		if (!is_digit(value->text[i])) return false;
	return value->length == 9;
}

static bool is_ewp_id(const edu_elmo_token *value)
{
	return edu_is_ewp_id(value->text, value->length);
}

static const struct scheme {
	uint16_t holder;             /* class of what is identified */
	const char *type;
	bool (*fits)(const edu_elmo_token *value);
	const char *rule, *message;
} schemes[] = {
	{ elmo_c_Learner, "esi", is_esi, "elmo/esi",
	  "no European Student Identifier; that is urn:schac:personalUniqueCode:int:esi:, a country or domain, a "
	  "colon, a code" },
	{ elmo_c_Issuer, "schac", is_schac, "elmo/schac",
	  "no domain name; an institution's SCHAC code is its domain, such as uw.edu.pl" },
	{ elmo_c_Issuer, "pic", is_pic, "elmo/pic", "no PIC; that has nine digits" },
	{ elmo_c_LearningOpportunitySpecification, "ewp-los-id", is_ewp_id, "ewp/los-id",
	  "no identifier of EWP; that is CR, CLS, MOD or DEP, a slash, and up to 40 ASCII characters" },
	{ elmo_c_LearningOpportunityInstance, "ewp-loi-id", is_ewp_id, "ewp/loi-id",
	  "no identifier of EWP; that is CRI, CLSI, MODI or DEPI, a slash, and up to 40 ASCII characters" },
};

static const struct scheme *scheme_of(uint16_t holder, const edu_elmo_token *type)
{
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++)
		if (schemes[i].holder == holder && edu_equal(type->text, type->length, schemes[i].type))
			return &schemes[i];
	return NULL;
}

static int check_identifier(edu_elmo_checking *c, edu_ref identifier)
{
	const edu_tree *t = c->tree;
	edu_elmo_token type = { "", 0 }, value;

	const edu_ref attribute = edu_elmo_child(t, identifier, EDU_KIND_ATTRIBUTE, elmo_n_type);
	if (attribute && edu_elmo_token_of(c, attribute, &type) < 0) return EDU_ENOMEM;
	const struct scheme *scheme = scheme_of(t->items[t->items[identifier].parent].cls, &type);
	if (!scheme) return 0;
	if (edu_elmo_token_of(c, identifier, &value) < 0) return EDU_ENOMEM;
	if (scheme->fits(&value)) return 0;
	return edu_finding_add(c->list, c->doc, identifier, EDU_SEVERITY_WARNING, scheme->rule, "%s",
	                       scheme->message);
}

int edu_elmo_check_schemes(edu_elmo_checking *c)
{
	int rc = 0;

	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(c->tree, c->doc->content, i))
		if (c->tree->items[i].cls == elmo_c_Identifier) rc = check_identifier(c, i);
	return rc;
}
