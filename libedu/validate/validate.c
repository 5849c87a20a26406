/*
 * validate/validate.c – edu_validate(): the tables of the format, then the rules that they can't say.
 */
#include "base/fail.h"
#include "model/findings.h"
#include "validate/checking.h"

#include <string.h>

/* Whether a profile is asked for, and not the tables. */
static bool names_profile(const edu_validate_options *o)
{
	return o && o->profile && strcmp(o->profile, "tables") != 0;
}

static int check_options(const edu_document *doc, const edu_validate_options *o, edu_error *err)
{
	if (o && (o->version < 1 || o->version > EDU_VALIDATE_OPTIONS_VERSION))
		return edu_fail(err, EDU_EARG, NULL,
		                "validation options have version %u; this library knows up to %d", o->version,
		                EDU_VALIDATE_OPTIONS_VERSION);
	if (names_profile(o) && !doc->format->check_profile && !doc->format->judge)
		return edu_fail(err, EDU_EUNSUPPORTED, "validate/profile",
		                "%s has no profile of that name; there is: tables", doc->format->title);
	if (doc->format->syntax == EDU_SYNTAX_NONE)
		return edu_fail(err, EDU_EUNSUPPORTED, "validate/core",
		                "the core model has no rules of its own; convert the document and validate "
		                "the result");
	return 0;
}

/* The tables' verdict. judgement: how they are applied to plain JSON; else NULL. */
static int check_tables(const edu_document *doc, const edu_judgement *judgement, edu_finding_list *list, edu_error *err)
{
	edu_checking c = {
		.doc = doc, .schema = doc->format->schema, .version = edu_judged_version(doc), .list = list
	};
	const edu_allocator *a = &doc->tree.ctx->allocator;

	edu_buffer_open(&c.scratch, a);
	edu_buffer_open(&c.collapsed, a);
	const int rc = judgement                                  ? edu_check_members(&c, judgement)
	               : doc->format->syntax == EDU_SYNTAX_XML ? edu_check_elements(&c)
	                                                       : edu_check_graph(&c);
	edu_buffer_free(&c.scratch);
	edu_buffer_free(&c.collapsed);
	return rc < 0 ? edu_fail_memory(err) : 0;
}

static int check_judged(const edu_document *doc, const edu_validate_options *o, edu_finding_list *list, edu_error *err)
{
	edu_judgement judgement;

	if (doc->format->judge(doc, names_profile(o) ? o->profile : NULL, &judgement) < 0)
		return edu_fail(err, EDU_EUNSUPPORTED, "validate/profile",
		                "%s has no profile of that name for this version; the manual lists them", doc->format->title);
	const int rc = check_tables(doc, &judgement, list, err);
	return rc < 0 ? rc : doc->format->check_judged(doc, &judgement, list, err);
}

static int check(const edu_document *doc, const edu_validate_options *o, edu_finding_list *list, edu_error *err)
{
	if (doc->format->judge) return check_judged(doc, o, list, err);
	if (names_profile(o)) return doc->format->check_profile(doc, o->profile, list, err);
	const int rc = check_tables(doc, NULL, list, err);
	return rc < 0 || !doc->format->check ? rc : doc->format->check(doc, list, err);
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
