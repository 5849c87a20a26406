/*
 * emrex/tors_make.c – a response of EWP made of transcripts.
 */
#include <edu/ewp.h>

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "emrex/tors.h"
#include "model/copy.h"

/* One entry being added to the response. */
typedef struct addition {
	edu_tree *t;                 /* of the response */
	const edu_tor_entry *entry;
	edu_tor old;                 /* where the entry comes from a response itself */
	bool drops_signatures;
	edu_error *err;
} addition;

static int add(addition *a, edu_ref parent, edu_kind kind, edu_name name, const char *text, edu_ref *out)
{
	*out = edu_tree_add(a->t, parent, kind, name);
	if (!*out) return edu_tree_add_failed(a->t, a->err);
	if (text && edu_tree_set_text(a->t, *out, text, strlen(text)) < 0) return edu_fail_memory(a->err);
	return 0;
}

/* ---- what is asked for ---- */

static int check_entry(addition *a)
{
	const edu_document *doc = a->entry->transcript;

	if (!doc || doc->format != &edu_format_elmo || doc->shape == EDU_ELMO_RESPONSE)
		return edu_fail(a->err, EDU_EARG, NULL,
		                "a response is made of ELMO documents, or responses with one transcript");
	switch (doc->shape) {
	case EDU_ELMO_V1: case EDU_ELMO_V130:
		break;
	default:
		return edu_fail(a->err, EDU_EINVALID, "ewp/namespace",
		                "responses hold ELMO of the namespace " EDU_ELMO_URI_V1 "; this document has another, or "
		                "none");
	}
	if (edu_tors_at(&a->old, doc, 0) < 0) memset(&a->old, 0, sizeof a->old);
	return 0;
}

static int add_mobility(addition *a, edu_ref tor)
{
	const char *id = a->entry->omobility_id ? a->entry->omobility_id : a->old.omobility_id;
	edu_ref made;

	if (!id || strlen(id) > 64 || !edu_is_visible(id, strlen(id)))
		return edu_fail(a->err, EDU_EINVALID, "ewp/mobility",
		                "a transcript needs the identifier of its mobility: 1 to 64 printable ASCII characters "
		                "without blanks");
	return add(a, tor, EDU_KIND_ELEMENT, elmo_n_omobility_id, id, &made);
}

/* ---- the transcript ---- */

/* One provider's name for it is not what the schema of responses takes. */
static int set_namespace(addition *a, edu_ref elmo)
{
	edu_tree *t = a->t;

	if (edu_elmo_shape_of(t, elmo) == EDU_ELMO_V1) return 0;
	for (edu_ref c = edu_tree_first(t, elmo); c; c = edu_tree_next(t, c))
		if (t->items[c].kind == EDU_KIND_NAMESPACE && !t->items[c].name)
			return edu_tree_set_text(t, c, EDU_ELMO_URI_V1, sizeof EDU_ELMO_URI_V1 - 1) < 0
			       ? edu_fail_memory(a->err) : 0;
	return edu_fail(a->err, EDU_EINVALID, "ewp/namespace", "the namespace is bound to a prefix and none of ELMO 1.x");
}

static int drop_signatures(addition *a, edu_ref elmo)
{
	edu_tree *t = a->t;

	for (edu_ref c = edu_tree_first(t, elmo), next; c; c = next) {
		next = edu_tree_next(t, c);
		if (!edu_tree_is_signature(t, c)) continue;
		if (!a->drops_signatures)
			return edu_fail(a->err, EDU_EINVALID, "ewp/signature",
			                "the transcript is signed, and no signature holds inside a response; say that it "
			                "may be dropped");
		edu_tree_remove(t, c);
	}
	return 0;
}

static int add_transcript(addition *a, edu_ref tor)
{
	const edu_document *doc = a->entry->transcript;
	int rc = edu_tors_copy_elmo(a->t, tor, &doc->tree, doc->content, a->err);
	if (rc < 0) return rc;

	const edu_ref elmo = a->t->items[tor].last;
	rc = set_namespace(a, elmo);
	return rc == 0 ? drop_signatures(a, elmo) : rc;
}

/* ---- the grade conversion table ---- */

static int check_grade(const addition *a, const edu_grade_frequency *g)
{
	if (g->isced_code && g->isced_code[0] && g->label && g->label[0] && g->percentage
	    && edu_is_decimal(g->percentage, strlen(g->percentage)))
		return 0;
	return edu_fail(a->err, EDU_EINVALID, "ewp/grades",
	                "a grade of a conversion table needs a field of study, a label, and a decimal percentage");
}

static int add_grade(addition *a, edu_ref field, const edu_grade_frequency *g)
{
	edu_ref grade, attribute;
	int rc = add(a, field, EDU_KIND_ELEMENT, elmo_n_gradeFrequency, NULL, &grade);

	if (rc == 0) rc = add(a, grade, EDU_KIND_ATTRIBUTE, elmo_n_label, g->label, &attribute);
	if (rc == 0) rc = add(a, grade, EDU_KIND_ATTRIBUTE, elmo_n_percentage, g->percentage, &attribute);
	if (rc == 0) a->t->items[grade].flags |= EDU_ITEM_SELF_CLOSED;
	return rc;
}

static int add_new_grades(addition *a, edu_ref tor)
{
	const edu_grade_frequency *grades = a->entry->grades;
	edu_ref table, field = 0, attribute;
	int rc = add(a, tor, EDU_KIND_ELEMENT, elmo_n_gradeConversionTable, NULL, &table);

	for (size_t i = 0; i < a->entry->grade_count && rc == 0; i++) {
		rc = check_grade(a, &grades[i]);
		if (rc == 0 && (!i || strcmp(grades[i].isced_code, grades[i - 1].isced_code) != 0)) {
			rc = add(a, table, EDU_KIND_ELEMENT, elmo_n_iscedTable, NULL, &field);
			if (rc == 0)
				rc = add(a, field, EDU_KIND_ATTRIBUTE, elmo_n_iscedCode, grades[i].isced_code, &attribute);
		}
		if (rc == 0) rc = add_grade(a, field, &grades[i]);
	}
	return rc;
}

static int add_grades(addition *a, edu_ref tor)
{
	edu_ref copy;

	if (a->entry->grades) return a->entry->grade_count ? add_new_grades(a, tor) : 0;
	if (!a->old.grades.ref) return 0;
	return edu_tree_copy(a->t, tor, &a->old.grades.document->tree, a->old.grades.ref, &copy) < 0
	       ? edu_tree_add_failed(a->t, a->err) : 0;
}

/* ---- the whole ---- */

static int add_tor(addition *a, edu_ref root)
{
	edu_ref tor;
	int rc = check_entry(a);

	if (rc == 0) rc = add(a, root, EDU_KIND_ELEMENT, elmo_n_tor, NULL, &tor);
	if (rc == 0) rc = add_mobility(a, tor);
	if (rc == 0) rc = add_transcript(a, tor);
	return rc == 0 ? add_grades(a, tor) : rc;
}

static int add_root(edu_tree *t, edu_ref *root, edu_error *err)
{
	static const char name[] = "imobility-tors-get-response";
	addition a = { .t = t, .err = err };
	edu_ref declaration;

	const edu_name number = edu_tree_name_xml(t, name, sizeof name - 1, 0, EDU_ELMO_URI_RESPONSE, 0);
	if (!number) return edu_fail_memory(err);
	const int rc = add(&a, t->top, EDU_KIND_ELEMENT, number, NULL, root);
	return rc < 0 ? rc : add(&a, *root, EDU_KIND_NAMESPACE, 0, EDU_ELMO_URI_RESPONSE, &declaration);
}

static int check_arguments(edu_document **out, const edu_context *ctx, const edu_tor_entry *entries, size_t count,
                           const edu_tors_options *options, edu_error *err)
{
	if (!out || !ctx || (!entries && count))
		return edu_fail(err, EDU_EARG, NULL, "a response needs a place for it, a context and entries");
	if (options && (options->version < 1 || options->version > EDU_TORS_OPTIONS_VERSION))
		return edu_fail(err, EDU_EARG, NULL, "options of responses have version %u; this library knows up to %d",
		                options->version, EDU_TORS_OPTIONS_VERSION);
	return 0;
}

int edu_tors_make(edu_document **out, const edu_context *ctx, const edu_tor_entry *entries, size_t count,
                  const edu_tors_options *options, edu_error *err)
{
	edu_error own;
	edu_document *doc = NULL;
	edu_ref root = 0;

	if (!err) err = &own;
	edu_error_clear(err);
	if (out) *out = NULL;
	int rc = check_arguments(out, ctx, entries, count, options, err);
	if (rc < 0) return rc;
	rc = edu_tors_open(&doc, ctx, edu_format_elmo.default_version, err);
	if (rc == 0) rc = add_root(&doc->tree, &root, err);
	for (size_t i = 0; i < count && rc == 0; i++) {
		addition a = { .t = &doc->tree, .entry = &entries[i], .err = err,
			       .drops_signatures = options && options->drop_signatures };
		rc = add_tor(&a, root);
	}
	if (rc == 0) rc = doc->format->bind(doc, NULL, err);
	if (rc < 0) edu_document_free(doc);
	else *out = doc;
	return rc;
}
