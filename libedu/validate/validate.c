/*
 * validate/validate.c – edu_validate(): the tables of the format, then the rules that they can't say.
 */
#include "base/fail.h"
#include "model/findings.h"
#include "model/twin.h"
#include "validate/checking.h"

#include <stdio.h>
#include <string.h>

/* Whether a profile is asked for, and not the tables. */
static bool names_profile(const edu_validate_options *o)
{
	return o && o->profile && strcmp(o->profile, "tables") != 0;
}

static const edu_table_profile *table_profile(const edu_document *doc, const edu_validate_options *o)
{
	const edu_table_profile *p = names_profile(o) ? doc->format->profiles : NULL;

	while (p && p->name && strcmp(p->name, o->profile) != 0) p++;
	return p && p->name ? p : NULL;
}

static int refuse_profile(const edu_document *doc, edu_error *err)
{
	char names[300];
	size_t length = (size_t)snprintf(names, sizeof names, "tables");

	for (const edu_table_profile *p = doc->format->profiles; p && p->name && length < sizeof names; p++)
		length += (size_t)snprintf(names + length, sizeof names - length, ", %s", p->name);
	return edu_fail(err, EDU_EUNSUPPORTED, "validate/profile", "%s has no profile of that name; there is: %s",
	                doc->format->title, names);
}

/* A form may have tables of its own; one that has the same as its twin is judged by that. */
static bool has_own_tables(const edu_document *doc)
{
	return edu_document_meant(doc)->format->schema != doc->format->schema;
}

/* The profile to check by; NULL: the tables. */
static const char *profile_of(const edu_document *doc, const edu_validate_options *o)
{
	const edu_document *meant = edu_document_meant(doc);

	if (names_profile(o)) return o->profile;
	return o && o->profile ? NULL
	     : !has_own_tables(doc) && meant->format->own_profile ? meant->format->own_profile(meant) : NULL;
}

static int check_options(const edu_document *doc, const edu_validate_options *o, edu_error *err)
{
	if (o && (o->version < 1 || o->version > EDU_VALIDATE_OPTIONS_VERSION))
		return edu_fail(err, EDU_EARG, NULL,
		                "validation options have version %u; this library knows up to %d", o->version,
		                EDU_VALIDATE_OPTIONS_VERSION);
	if (names_profile(o) && !edu_document_meant(doc)->format->check_profile && !doc->format->judge && !table_profile(doc, o))
		return refuse_profile(doc, err);
	if (doc->format->syntax == EDU_SYNTAX_NONE)
		return edu_fail(err, EDU_EUNSUPPORTED, "validate/core",
		                "the core model has no rules of its own; convert the document and validate "
		                "the result");
	return 0;
}

/* The tables' verdict. judgement: how they are applied to plain JSON; else NULL. */
static int check_tables(edu_checking *c, const edu_judgement *judgement, edu_error *err)
{
	const edu_allocator *a = &c->doc->tree.ctx->allocator;

	edu_buffer_open(&c->scratch, a);
	edu_buffer_open(&c->collapsed, a);
	const int rc = judgement                                     ? edu_check_members(c, judgement)
	               : c->doc->format->syntax == EDU_SYNTAX_XML ? edu_check_elements(c)
	                                                          : edu_check_graph(c);
	edu_buffer_free(&c->scratch);
	edu_buffer_free(&c->collapsed);
	return rc < 0 ? edu_fail_memory(err) : 0;
}

static edu_checking checking_of(const edu_document *doc, edu_finding_list *list)
{
	return (edu_checking){
		.doc = doc, .schema = doc->format->schema, .version = edu_judged_version(doc), .list = list
	};
}

static int check_judged(const edu_document *doc, const edu_validate_options *o, edu_finding_list *list, edu_error *err)
{
	edu_judgement judgement;

	if (doc->format->judge(doc, names_profile(o) ? o->profile : NULL, &judgement) < 0)
		return edu_fail(err, EDU_EUNSUPPORTED, "validate/profile",
		                "%s has no profile of that name for this version; the manual lists them", doc->format->title);
	edu_checking c = checking_of(doc, list);
	const int rc = check_tables(&c, &judgement, err);
	return rc < 0 ? rc : doc->format->check_judged(doc, &judgement, list, err);
}

static int check_rules(const edu_document *doc, edu_finding_list *list, edu_error *err)
{
	return doc->format->check ? doc->format->check(doc, list, err) : 0;
}

/* As a schema processor does, and by the rules of the profile and the format. */
static int check_strictly(const edu_document *doc, const edu_table_profile *profile, edu_finding_list *list, edu_error *err)
{
	edu_checking c = checking_of(doc, list);

	c.as_schema = true;
	if (profile->version >= 0) c.version = (unsigned)profile->version;
	edu_finding_list_make_graver(list, profile->graver);
	int rc = check_tables(&c, NULL, err);
	if (rc == 0 && profile->check) rc = profile->check(doc, c.version, list, err);
	return rc < 0 ? rc : check_rules(doc, list, err);
}

static int check(const edu_document *doc, const edu_validate_options *o, edu_finding_list *list, edu_error *err)
{
	const edu_table_profile *profile = table_profile(doc, o);

	if (doc->format->judge) return check_judged(doc, o, list, err);
	const edu_document *meant = edu_document_meant(doc);
	const char *name = profile_of(doc, o);
	if (profile) return check_strictly(doc, profile, list, err);
	if (name) return meant->format->check_profile(meant, name, list, err);
	edu_checking c = checking_of(has_own_tables(doc) ? doc : meant, list);
	const int rc = check_tables(&c, NULL, err);
	return rc < 0 ? rc : check_rules(c.doc, list, err);
}

int edu_validate(edu_findings **out, const edu_document *doc, const edu_validate_options *options,
                 edu_error *err)
{
	edu_findings *findings;

	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !doc)
		return edu_fail(err, EDU_EARG, NULL,
		                "validation needs a place for the findings and a document");
	int rc = check_options(doc, options, err);
	if (rc == 0) rc = edu_findings_new(&findings, doc, err);
	if (rc < 0) return rc;
	rc = check(doc, options, edu_findings_list(findings), err);
	if (rc == 0) rc = edu_findings_finish(findings, err);
	if (rc < 0) {
		edu_findings_free(findings);
		return rc;
	}
	*out = findings;
	return 0;
}
