/*
 * formats/ooapi/profile.c – which rules a name means, and those that neither tables nor deltas can say.
 */
#include "formats/ooapi/profile.h"
#include "base/fail.h"

#include <string.h>

/* Names of profiles that are the tables of a version; a name may also end so: "official-5". */
static int version_of(const char *name, size_t prefix)
{
	return name[prefix] == '-' ? edu_schema_version(&ooapi_schema, name + prefix + 1) : -1;
}

static bool begins(const char *name, const char *word)
{
	const size_t n = strlen(word);
	return strncmp(name, word, n) == 0 && (!name[n] || name[n] == '-');
}

static const edu_ooapi_profile *find(const char *name)
{
	for (const edu_ooapi_profile *p = edu_ooapi_profiles + 1; p->name; p++)
		if (begins(name, p->name)) return p;
	return NULL;
}

/* The rules behind a name without its version. False: there are none. */
static bool take_rules(const char *name, edu_judgement *out)
{
	if (begins(name, "ooapi") || begins(name, "tables")) return true;
	if (begins(name, "official")) out->official = true;
	else if (begins(name, "request")) out->is_request = true;
	else if (begins(name, "patch")) out->is_patch = true;
	else if (!(out->profile = find(name))) return false;
	return true;
}

int edu_ooapi_judge(const edu_document *doc, const char *name, edu_judgement *out)
{
	*out = (edu_judgement){ .version = doc->version };
	if (name) {
		const size_t word = strcspn(name, "-");
		const int version = version_of(name, word);
		if (!take_rules(name, out) || (name[word] && version < 0)) return EDU_EUNSUPPORTED;
		/* ooapi-6 is 6.1 for a document that is not stated to be 6.0, and 6.0 for one that is. */
		const bool has_it = name[word] && strncmp(ooapi_schema.versions[doc->version], name + word + 1,
		                                         strlen(name + word + 1)) == 0;
		if (version >= 0 && !has_it) out->version = (unsigned)version;
	}
	const edu_ooapi_profile *profile = out->profile;
	if (profile && !(profile->versions >> out->version & 1)) return EDU_EUNSUPPORTED;
	if (out->official) return 0;
	out->null_is_absent = out->version >= ooapi_v_6_0;
	out->deltas[0] = profile ? profile->deltas : edu_ooapi_profiles->deltas;
	out->deltas[1] = profile ? edu_ooapi_profiles->deltas : NULL;
	return 0;
}

/* ---- rules about single objects ---- */

static const char *name_of(const edu_document *doc, edu_ref item)
{
	return edu_tree_name_text(&doc->tree, doc->tree.items[item].name, NULL);
}

/* Names that the specification itself spells in two ways, in its schemas and in its prose. */
static const struct sibling { uint16_t cls, written, meant; } siblings[] = {
	{ ooapi_c_ProgrammeResult, ooapi_n_resultValueType, ooapi_n_resultvaluetype },
	{ ooapi_c_CourseResult, ooapi_n_resultValueType, ooapi_n_resultvaluetype },
	{ ooapi_c_ComponentResult, ooapi_n_resultValueType, ooapi_n_resultvaluetype },
	{ ooapi_c_TestComponentResult, ooapi_n_resultValueType, ooapi_n_resultvaluetype },
	{ ooapi_c_AttemptResult, ooapi_n_resultValueType, ooapi_n_resultvaluetype },
	{ ooapi_c_Supplement, ooapi_n_text, ooapi_n_value },
};

static int check_spelling(const edu_document *doc, edu_ref object, edu_finding_list *list)
{
	const edu_tree *t = &doc->tree;

	for (size_t i = 0; i < sizeof siblings / sizeof *siblings; i++) {
		const struct sibling *s = &siblings[i];
		const edu_ref item = s->cls == t->items[object].cls ? edu_tree_child(t, object, s->written) : 0;
		if (!item) continue;
		const int rc = edu_finding_add(list, doc, item, EDU_SEVERITY_WARNING, "ooapi/spelling",
		                               "%s is called %s in the schema", name_of(doc, item),
		                               ooapi_schema.names.names[s->meant]);
		if (rc < 0) return rc;
	}
	return 0;
}

/* A group's offering is named by one id, of four. */
static int check_group_offering(const edu_document *doc, edu_ref object, edu_finding_list *list)
{
	const edu_tree *t = &doc->tree;
	const edu_ref first = edu_tree_first(t, object);

	if (first && !edu_tree_next(t, first)) return 0;
	return edu_finding_add(list, doc, object, EDU_SEVERITY_ERROR, "ooapi/one-offering",
	                       "an entry of offeringIds holds exactly one of the four ids; give each offering its own entry");
}

static int check_objects(const edu_document *doc, const edu_judgement *judgement, edu_finding_list *list)
{
	const edu_tree *t = &doc->tree;
	int rc = 0;

	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i)) {
		if (t->items[i].cls == ooapi_c_GroupOffering) rc = check_group_offering(doc, i, list);
		if (rc == 0 && t->items[i].cls && !judgement->official) rc = check_spelling(doc, i, list);
	}
	return rc;
}

static int check_page(const edu_document *doc, edu_finding_list *list)
{
	const edu_tree *t = &doc->tree;
	const edu_ref more = edu_tree_child(t, t->top, ooapi_n_hasNextPage);

	if (doc->shape != EDU_OOAPI_PAGE || t->items[more].kind != EDU_KIND_TRUE || !more) return 0;
	return edu_finding_add(list, doc, more, EDU_SEVERITY_WARNING, "ooapi/incomplete",
	                       "this is one page of several; what stands on the others is not here");
}

int edu_ooapi_check_judged(const edu_document *doc, const edu_judgement *judgement, edu_finding_list *list,
                           edu_error *err)
{
	const edu_ooapi_profile *profile = judgement->profile;

	int rc = check_objects(doc, judgement, list);
	if (rc == 0 && judgement->official) rc = edu_ooapi_check_one_of(doc, judgement, list);
	if (rc == 0 && !judgement->official) rc = check_page(doc, list);
	if (rc == 0 && !judgement->official) rc = edu_ooapi_check_relations(doc, list);
	if (rc == 0 && profile) rc = edu_ooapi_check_consumers(doc, judgement, list);
	if (rc == 0 && profile && strcmp(profile->name, "rio") == 0) rc = edu_ooapi_check_rio(doc, judgement, list);
	return rc < 0 ? edu_fail_memory(err) : 0;
}
