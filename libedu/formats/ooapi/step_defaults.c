/*
 * formats/ooapi/step_defaults.c – what the version that is written demands and the entity does not say (handbook,
 * section 6.5): taken from what stands beside it, or from a table; what neither gives stays missing.
 */
#include "base/fail.h"
#include "formats/ooapi/step.h"

#include <string.h>

/* Constants for members, of a class or of any (0). text NULL: an empty array. */
static const struct constant { uint16_t cls, name; uint8_t kind; const char *text; } constants[] = {
	{ ooapi_c_LanguageTypedString, ooapi_n_language, EDU_KIND_STRING, "und" },
	{ ooapi_c_LanguageTypedString, ooapi_n_value, EDU_KIND_STRING, "" },
	{ 0, ooapi_n_teachingLanguage, EDU_KIND_STRING, "und" },
	{ 0, ooapi_n_mainLanguage, EDU_KIND_STRING, "und" },
	{ 0, ooapi_n_academicSessionType, EDU_KIND_STRING, "period" },
	{ 0, ooapi_n_activeEnrolment, EDU_KIND_FALSE, NULL },
	{ 0, ooapi_n_activeEnrollment, EDU_KIND_FALSE, NULL },
	{ 0, ooapi_n_resultExpected, EDU_KIND_FALSE, NULL },
	{ 0, ooapi_n_isLineItem, EDU_KIND_FALSE, NULL },
	{ 0, ooapi_n_hasPreviousPage, EDU_KIND_FALSE, NULL },
	{ 0, ooapi_n_hasNextPage, EDU_KIND_FALSE, NULL },
	{ ooapi_c_Course, ooapi_n_level, EDU_KIND_STRING, "undefined" },
	{ 0, ooapi_n_modeOfStudy, EDU_KIND_STRING, "full-time" },
	{ 0, ooapi_n_affiliations, EDU_KIND_ARRAY, NULL },
	{ ooapi_c_ComponentResult, ooapi_n_weight, EDU_KIND_NUMBER, "100" },
	{ 0, ooapi_n_ects, EDU_KIND_NUMBER, "0" },
	{ ooapi_c_Programme, ooapi_n_programmeType, EDU_KIND_STRING, "specification" },
	{ ooapi_c_Programme, ooapi_n_programType, EDU_KIND_STRING, "program" },
	{ ooapi_c_Component, ooapi_n_componentType, EDU_KIND_STRING, "lecture" },
	{ ooapi_c_Organisation, ooapi_n_organizationType, EDU_KIND_STRING, "institute" },
	{ ooapi_c_EducationSpecification, ooapi_n_educationSpecificationType, EDU_KIND_STRING, "program" },
	{ ooapi_c_Problem, ooapi_n_type, EDU_KIND_STRING, "about:blank" },
};

/* The class says it: a member that the other version doesn't need. */
static const struct implied { uint16_t cls, name; const char *text; } implied[] = {
	{ ooapi_c_ProgrammeOffering, ooapi_n_offeringType, "program" },
	{ ooapi_c_CourseOffering, ooapi_n_offeringType, "course" },
	{ ooapi_c_ComponentOffering, ooapi_n_offeringType, "component" },
	{ ooapi_c_ProgrammeOfferingAssociation, ooapi_n_associationType, "programOfferingAssociation" },
	{ ooapi_c_CourseOfferingAssociation, ooapi_n_associationType, "courseOfferingAssociation" },
	{ ooapi_c_ComponentOfferingAssociation, ooapi_n_associationType, "componentOfferingAssociation" },
};

/* A text of the same entity, already in the version that is written. */
static edu_ref text_in(const edu_ooapi_crossings *s, edu_ref object, uint16_t name)
{
	const edu_ref item = object ? edu_tree_child(s->to, object, name) : 0;
	return edu_ooapi_is_string(s->to, item) && s->to->items[item].length ? item : 0;
}

static int repeat_text(edu_ooapi_crossings *s, edu_ref parent, uint16_t name, edu_ref text)
{
	edu_ref made;
	const edu_item i = s->to->items[text];

	const int rc = edu_ooapi_make_text(s, parent, name, i.text, i.length, &made);
	return rc < 0 ? rc : edu_origin_set(s->p, made, edu_rule_ooapi_required_related);
}

static int add_text(edu_ooapi_crossings *s, edu_ref parent, uint16_t name, const char *text, uint16_t rule)
{
	edu_ref made;

	const int rc = edu_ooapi_make_text(s, parent, name, text, strlen(text), &made);
	return rc < 0 ? rc : edu_origin_set(s->p, made, rule);
}

/* The abbreviation as an identifier, or the own id as a UUID, which the specification allows. */
static int add_primary_code(edu_ooapi_crossings *s, const edu_ooapi_crossing *c)
{
	const edu_ref abbreviation = text_in(s, c->to, ooapi_n_abbreviation);
	const edu_ref code = abbreviation ? abbreviation : text_in(s, c->to, edu_ooapi_id_name(c->to_cls, s->to_version));
	edu_ref object;

	if (!code) return 0;
	int rc = edu_ooapi_make(s, c->to, EDU_KIND_OBJECT, ooapi_n_primaryCode, &object);
	if (rc < 0) return rc;
	s->to->items[object].cls = ooapi_c_Code;
	rc = add_text(s, object, ooapi_n_codeType, abbreviation ? "identifier" : "uuid", edu_rule_ooapi_required_related);
	return rc < 0 ? rc : repeat_text(s, object, ooapi_n_code, code);
}

/* From the code, for those that need something short. */
static int add_short_text(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, uint16_t name)
{
	const edu_ref code = text_in(s, edu_tree_child(s->to, c->to, ooapi_n_primaryCode), ooapi_n_code);

	return code ? repeat_text(s, c->to, name, code) : add_text(s, c->to, name, "", edu_rule_ooapi_required);
}

static edu_ref copied_value(const edu_ooapi_crossings *s, edu_ref array)
{
	const edu_ref first = array && s->to->items[array].kind == EDU_KIND_ARRAY ? edu_tree_first(s->to, array) : 0;
	return first && s->to->items[first].kind == EDU_KIND_OBJECT ? first : 0;
}

/* The name again: its first text. */
static int add_description(edu_ooapi_crossings *s, const edu_ooapi_crossing *c)
{
	const edu_ref name = edu_tree_child(s->to, c->to, ooapi_n_name), first = copied_value(s, name);
	edu_ref array, object;

	if (edu_ooapi_is_string(s->to, name)) return repeat_text(s, c->to, ooapi_n_description, name);
	const edu_ref value = first ? edu_tree_child(s->to, first, ooapi_n_value) : 0, language = text_in(s, first, ooapi_n_language);
	if (!edu_ooapi_is_string(s->to, value)) return 0;
	int rc = edu_ooapi_make(s, c->to, EDU_KIND_ARRAY, ooapi_n_description, &array);
	if (rc == 0) rc = edu_ooapi_make(s, array, EDU_KIND_OBJECT, 0, &object);
	if (rc < 0) return rc;
	s->to->items[object].cls = ooapi_c_LanguageTypedString;
	if (language) rc = repeat_text(s, object, ooapi_n_language, language);
	return rc < 0 ? rc : repeat_text(s, object, ooapi_n_value, value);
}

/* Names that a person has, with single blanks between them. */
static int add_display_name(edu_ooapi_crossings *s, const edu_ooapi_crossing *c)
{
	static const uint16_t parts[] = { ooapi_n_givenName, ooapi_n_surnamePrefix, ooapi_n_surname };
	edu_buffer *out = &s->p->scratch;

	out->length = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const edu_ref part = text_in(s, c->to, parts[i]);
		if (!part) continue;
		if ((out->length && edu_buffer_add(out, " ", 1) < 0)
		    || edu_buffer_add(out, s->to->items[part].text, s->to->items[part].length) < 0)
			return edu_fail_memory(s->p->err);
	}
	if (!out->length) return 0;
	const char *kept = edu_ooapi_keep(s, out->data, out->length);
	return kept ? add_text(s, c->to, ooapi_n_displayName, kept, edu_rule_ooapi_required_related) : EDU_ENOMEM;
}

static int add_address(edu_ooapi_crossings *s, const edu_ooapi_crossing *c)
{
	edu_ref object;

	const int rc = edu_ooapi_make(s, c->to, EDU_KIND_OBJECT, ooapi_n_address, &object);
	if (rc < 0) return rc;
	s->to->items[object].cls = ooapi_c_Address;
	return add_text(s, object, s->to_version == ooapi_v_4_0 ? ooapi_n_type : ooapi_n_addressType, "visit",
	                edu_rule_ooapi_required);
}

static int add_constant(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, const edu_property *row)
{
	edu_ref made;

	for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
		const struct constant *k = &constants[i];
		if (k->name != row->name || (k->cls && k->cls != c->to_cls)) continue;
		const int rc = edu_ooapi_make(s, c->to, (edu_kind)k->kind, row->name, &made);
		if (rc < 0) return rc;
		if (k->text) edu_tree_use_text(s->to, made, k->text, (uint32_t)strlen(k->text));
		return edu_origin_set(s->p, made, edu_rule_ooapi_required);
	}
	return 0;
}

static int add_implied(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, uint16_t name, bool *done)
{
	const bool is_type = name == ooapi_n_type && s->to_version == ooapi_v_4_0;

	for (size_t i = 0; i < sizeof implied / sizeof *implied; i++) {
		if (implied[i].cls != c->to_cls || (implied[i].name != name && !is_type)) continue;
		*done = true;
		return add_text(s, c->to, name, implied[i].text, edu_rule_ooapi_implied);
	}
	return 0;
}

static int add_one(edu_ooapi_crossings *s, const edu_ooapi_crossing *c, const edu_property *row)
{
	bool done = false;

	const int rc = add_implied(s, c, row->name, &done);
	if (rc < 0 || done) return rc;
	switch (row->name) {
	case ooapi_n_primaryCode: return add_primary_code(s, c);
	case ooapi_n_abbreviation:
	case ooapi_n_shortName: return add_short_text(s, c, row->name);
	case ooapi_n_description: return add_description(s, c);
	case ooapi_n_displayName: return add_display_name(s, c);
	case ooapi_n_givenName:
	case ooapi_n_surname: return add_text(s, c->to, row->name, "", edu_rule_ooapi_required);
	case ooapi_n_address: return add_address(s, c);
	default: return add_constant(s, c, row);
	}
}

static bool lacks_any(const edu_ooapi_crossings *s, const edu_ooapi_crossing *c, const edu_class *cls)
{
	for (uint16_t r = 0; r < cls->count; r++) {
		const edu_property *row = &ooapi_schema.properties[cls->first + r];
		if (row->min && row->versions >> s->to_version & 1 && !edu_tree_child(s->to, c->to, row->name)) return true;
	}
	return false;
}

/* Names before what is made of them: in the order of the rows, the code first. */
int edu_ooapi_add_required(edu_ooapi_crossings *s, const edu_ooapi_crossing *c)
{
	const edu_class *cls = &ooapi_schema.classes[c->to_cls];
	int rc = 0;

	if (!lacks_any(s, c, cls)) return 0;
	/* An object that says no more than its id is a reference. */
	const edu_ref first = edu_tree_first(s->to, c->to);
	if (first && !edu_tree_next(s->to, first) && edu_ooapi_id_name(c->to_cls, s->to_version)) return 0;
	for (int pass = 0; pass < 2; pass++)
		for (uint16_t r = 0; r < cls->count && rc == 0; r++) {
			const edu_property *row = &ooapi_schema.properties[cls->first + r];
			const bool is_code = row->name == ooapi_n_primaryCode;
			if (!row->min || !(row->versions >> s->to_version & 1) || is_code != (pass == 0)) continue;
			if (!edu_tree_child(s->to, c->to, row->name)) rc = add_one(s, c, row);
		}
	return rc;
}
