/*
 * emrex/tors.c – the transcripts inside a response of EWP: counting, looking, taking out.
 */
#include <edu/ewp.h>

#include "base/fail.h"
#include "emrex/tors.h"
#include "model/copy.h"

static bool is_response(const edu_document *doc)
{
	return doc && doc->format == &edu_format_elmo && edu_elmo_is_response(&doc->tree);
}

int edu_tors_is_response(const edu_document *doc)
{
	return is_response(doc);
}

size_t edu_tors_count(const edu_document *response)
{
	size_t count = 0;

	if (!is_response(response)) return 0;
	for (edu_ref e = 0; (e = edu_elmo_next_transcript(&response->tree, e));) count++;
	return count;
}

/* The elmo element of the i-th; 0: there is none. */
static edu_ref transcript_at(const edu_document *response, size_t i)
{
	edu_ref elmo = 0;

	if (!is_response(response)) return 0;
	do elmo = edu_elmo_next_transcript(&response->tree, elmo);
	while (elmo && i--);
	return elmo;
}

static edu_node node_of(const edu_document *doc, edu_ref ref)
{
	return (edu_node){ doc, ref };
}

static const char *text_of(const edu_tree *t, edu_ref item)
{
	return item && t->items[item].text ? t->items[item].text : "";
}

int edu_tors_at(edu_tor *out, const edu_document *response, size_t i)
{
	const edu_ref elmo = transcript_at(response, i);

	if (!out || !elmo) return EDU_EARG;
	const edu_tree *t = &response->tree;
	const edu_ref tor = t->items[elmo].parent;
	*out = (edu_tor){ .omobility_id = text_of(t, edu_tree_child(t, tor, elmo_n_omobility_id)),
		          .elmo = node_of(response, elmo),
		          .grades = node_of(response, edu_tree_child(t, tor, elmo_n_gradeConversionTable)) };
	for (edu_ref c = edu_tree_first(t, elmo); c; c = edu_tree_next(t, c))
		if (edu_tree_is_signature(t, c)) out->has_signature = 1;
	return 0;
}

/* ---- grades ---- */

static edu_ref element_from(const edu_tree *t, edu_ref item, uint16_t cls)
{
	while (item && t->items[item].cls != cls) item = edu_tree_next(t, item);
	return item;
}

/* The grade at item, or the first of the tables behind its own. */
static int grade_from(edu_grade_frequency *out, const edu_document *doc, edu_ref table, edu_ref item)
{
	const edu_tree *t = &doc->tree;

	while (!(item = element_from(t, item, elmo_c_GradeFrequency))) {
		table = element_from(t, edu_tree_next(t, table), elmo_c_IscedTable);
		if (!table) return EDU_EARG;
		item = edu_tree_first(t, table);
	}
	*out = (edu_grade_frequency){ .isced_code = text_of(t, edu_tree_child(t, table, elmo_n_iscedCode)),
		                      .label = text_of(t, edu_tree_child(t, item, elmo_n_label)),
		                      .percentage = text_of(t, edu_tree_child(t, item, elmo_n_percentage)),
		                      .node = node_of(doc, item) };
	return 0;
}

int edu_grades_first(edu_grade_frequency *out, const edu_tor *tor)
{
	if (!out || !tor || !tor->grades.ref) return EDU_EARG;
	const edu_tree *t = &tor->grades.document->tree;
	const edu_ref table = element_from(t, edu_tree_first(t, tor->grades.ref), elmo_c_IscedTable);
	return table ? grade_from(out, tor->grades.document, table, edu_tree_first(t, table)) : EDU_EARG;
}

int edu_grades_next(edu_grade_frequency *grade)
{
	if (!grade || !grade->node.ref) return EDU_EARG;
	const edu_tree *t = &grade->node.document->tree;
	const edu_ref item = grade->node.ref;
	return grade_from(grade, grade->node.document, t->items[item].parent, edu_tree_next(t, item));
}

/* ---- taking out ---- */

int edu_tors_open(edu_document **out, const edu_context *ctx, unsigned version, edu_error *err)
{
	*out = edu_document_make(ctx, &edu_format_elmo, version, false);
	if (!*out) return edu_fail_memory(err);
	edu_tree *t = &(*out)->tree;
	t->top = edu_tree_add(t, 0, EDU_KIND_NONE, 0);
	return t->top ? 0 : edu_tree_add_failed(t, err);
}

static int copy(edu_tree *to, edu_ref parent, const edu_tree *from, edu_ref item, edu_ref *out, edu_error *err)
{
	return edu_tree_copy(to, parent, from, item, out) < 0 ? edu_tree_add_failed(to, err) : 0;
}

static bool is_attribute(const edu_tree *t, edu_ref item)
{
	return t->items[item].kind == EDU_KIND_ATTRIBUTE || t->items[item].kind == EDU_KIND_NAMESPACE;
}

/* The root with what is declared on it, and one of the elements below. */
static int copy_with_root(edu_tree *to, const edu_tree *from, edu_ref tor, edu_error *err)
{
	const edu_ref root = edu_tree_root(from);
	edu_ref made, child;
	int rc = edu_tree_copy_item(to, to->top, from, root, &made);

	if (rc < 0) return edu_tree_add_failed(to, err);
	for (edu_ref c = edu_tree_first(from, root); c && rc == 0; c = edu_tree_next(from, c))
		if (c == tor || is_attribute(from, c)) rc = copy(to, made, from, c, &child, err);
	return rc;
}

static bool declares(const edu_tree *t, edu_ref element, edu_name prefix)
{
	for (edu_ref c = edu_tree_first(t, element); c; c = edu_tree_next(t, c))
		if (t->items[c].kind == EDU_KIND_NAMESPACE && t->items[c].name == prefix) return true;
	return false;
}

/* Namespaces that are declared above go along: values may use their prefixes (xsi:type="xs:string"). */
static int declare_what_is_in_scope(edu_tree *to, edu_ref made, const edu_tree *from, edu_ref element, edu_error *err)
{
	edu_ref declaration;
	int rc = 0;

	for (edu_ref e = from->items[element].parent; e && rc == 0; e = from->items[e].parent)
		for (edu_ref c = edu_tree_first(from, e); c && rc == 0; c = edu_tree_next(from, c)) {
			if (from->items[c].kind != EDU_KIND_NAMESPACE) continue;
			rc = copy(to, 0, from, c, &declaration, err);
			if (rc < 0 || declares(to, made, to->items[declaration].name)) continue;
			edu_tree_hang(to, made, declaration);
		}
	return rc;
}

int edu_tors_copy_elmo(edu_tree *to, edu_ref parent, const edu_tree *from, edu_ref elmo, edu_error *err)
{
	edu_ref made, child;
	int rc = edu_tree_copy_item(to, parent, from, elmo, &made);

	if (rc < 0) return edu_tree_add_failed(to, err);
	for (edu_ref c = edu_tree_first(from, elmo); c && rc == 0 && is_attribute(from, c); c = edu_tree_next(from, c))
		rc = copy(to, made, from, c, &child, err);
	if (rc == 0) rc = declare_what_is_in_scope(to, made, from, elmo, err);
	for (edu_ref c = edu_tree_first(from, elmo); c && rc == 0; c = edu_tree_next(from, c))
		if (!is_attribute(from, c)) rc = copy(to, made, from, c, &child, err);
	return rc;
}

static int take(edu_document **out, const edu_document *response, size_t i, bool wrapped, edu_error *err)
{
	edu_error own;
	edu_document *doc = NULL;

	if (!err) err = &own;
	edu_error_clear(err);
	if (out) *out = NULL;
	const edu_ref elmo = out ? transcript_at(response, i) : 0;
	if (!elmo) return edu_fail(err, EDU_EARG, NULL, "there is no transcript of that number in the document");
	const edu_tree *from = &response->tree;
	int rc = edu_tors_open(&doc, from->ctx, response->version, err);
	if (rc == 0) {
		doc->version_given = response->version_given;
		edu_arena_rest_on(doc->tree.arena, from->arena);
		rc = wrapped ? copy_with_root(&doc->tree, from, from->items[elmo].parent, err)
		             : edu_tors_copy_elmo(&doc->tree, doc->tree.top, from, elmo, err);
	}
	if (rc == 0) rc = doc->format->bind(doc, NULL, err);
	if (rc < 0) edu_document_free(doc);
	else *out = doc;
	return rc;
}

int edu_tors_take(edu_document **out, const edu_document *response, size_t i, edu_error *err)
{
	return take(out, response, i, true, err);
}

int edu_tors_unwrap(edu_document **out, const edu_document *response, size_t i, edu_error *err)
{
	return take(out, response, i, false, err);
}
