/*
 * formats/elmo/profiles.c – transcripts as the schema of a version has them, and as EMREX and EWP want them written.
 */
#include "formats/elmo/check.h"
#include "base/fail.h"

static int check_schema(edu_elmo_checking *c, const void *version)
{
	return edu_elmo_check_schema(c, *(const unsigned *)version);
}

static int check_emrex(edu_elmo_checking *c, const void *version)
{
	const int rc = check_schema(c, version);
	return rc == 0 ? edu_elmo_check_signed(c) : rc;
}

static int check_ewp(edu_elmo_checking *c, const void *version)
{
	const int rc = check_schema(c, version);
	return rc == 0 && !edu_elmo_is_response(c->tree) ? edu_elmo_check_tor(c) : rc;
}

static int refuse_response(const edu_document *doc, edu_finding_list *list, edu_error *err)
{
	if (!edu_elmo_is_response(&doc->tree)) return 0;
	const int rc =
		edu_finding_add(list, doc, edu_tree_root(&doc->tree), EDU_SEVERITY_ERROR, "elmo/root",
	                        "a response of EWP is no ELMO document; check it by the profile ewp-tor");
	return rc < 0 ? edu_fail_memory(err) : 0;
}

static int check_as_elmo(const edu_document *doc, unsigned version, edu_finding_list *list, edu_error *err)
{
	const int rc = refuse_response(doc, list, err);
	return rc < 0 ? rc : edu_elmo_check_each(doc, list, check_schema, &version, err);
}

static int check_as_emrex(const edu_document *doc, unsigned version, edu_finding_list *list, edu_error *err)
{
	const int rc = refuse_response(doc, list, err);
	return rc < 0 ? rc : edu_elmo_check_each(doc, list, check_emrex, &version, err);
}

static int check_as_tor(const edu_document *doc, unsigned version, edu_finding_list *list, edu_error *err)
{
	return edu_elmo_check_each(doc, list, check_ewp, &version, err);
}

/* What a reader puts up with, and who writes a transcript must not do (elmo.md, section 7: severity W). */
static const char *const must_not_write[] = {
	"elmo/A4", "elmo/A9", "elmo/A15", "elmo/A19", "elmo/A22", NULL
};
static const char *const must_not_send[] = { "ewp/esi", NULL };

const edu_table_profile edu_elmo_profiles[] = { { "elmo-1.0", elmo_v_1_0, NULL, check_as_elmo },
	                                        { "elmo-1.1", elmo_v_1_1, NULL, check_as_elmo },
	                                        { "elmo-1.2", elmo_v_1_2, NULL, check_as_elmo },
	                                        { "elmo-1.3", elmo_v_1_3, NULL, check_as_elmo },
	                                        { "elmo-1.4", elmo_v_1_4, NULL, check_as_elmo },
	                                        { "elmo-1.5", elmo_v_1_5, NULL, check_as_elmo },
	                                        { "elmo-1.6", elmo_v_1_6, NULL, check_as_elmo },
	                                        { "elmo-1.7", elmo_v_1_7, NULL, check_as_elmo },
	                                        { "elmo-2.0", elmo_v_2_0, NULL, check_as_elmo },
	                                        { "emrex", EDU_OWN_VERSION, must_not_write, check_as_emrex },
	                                        { "ewp-tor", elmo_v_1_7, must_not_send, check_as_tor },
	                                        { NULL, 0, NULL, NULL } };
