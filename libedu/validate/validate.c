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
	if (names_profile(o) && !doc->format->check_profile)
		return edu_fail(err, EDU_EUNSUPPORTED, "validate/profile",
		                "%s has no profile of that name; there is: tables", doc->format->title);
	if (doc->format->syntax == EDU_SYNTAX_JSON && !doc->format->linked)
		return edu_fail(err, EDU_EUNSUPPORTED, "validate/format", "this release does not validate %s",
		                doc->format->title);
	if (doc->format->syntax == EDU_SYNTAX_NONE)
		return edu_fail(err, EDU_EUNSUPPORTED, "validate/core",
		                "the core model has no rules of its own; convert the document and validate "
		                "the result");
	return 0;
}

static int check(const edu_document *doc, edu_finding_list *list, edu_error *err)
{
	edu_checking c = {
		.doc = doc, .schema = doc->format->schema, .version = edu_judged_version(doc), .list = list
	};
	const edu_allocator *a = &doc->tree.ctx->allocator;

	edu_buffer_open(&c.scratch, a);
	edu_buffer_open(&c.collapsed, a);
	int rc = doc->format->syntax == EDU_SYNTAX_XML ? edu_check_elements(&c) : edu_check_graph(&c);
	edu_buffer_free(&c.scratch);
	edu_buffer_free(&c.collapsed);
	if (rc < 0) return edu_fail_memory(err);
	return doc->format->check ? doc->format->check(doc, list, err) : 0;
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
	rc = names_profile(options)
		? doc->format->check_profile(doc, options->profile, edu_findings_list(findings), err)
		: check(doc, edu_findings_list(findings), err);
	if (rc == 0) rc = edu_findings_finish(findings, err);
	if (rc < 0) {
		edu_findings_free(findings);
		return rc;
	}
	*out = findings;
	return 0;
}
