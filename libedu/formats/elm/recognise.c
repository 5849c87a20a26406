/*
 * formats/elm/recognise.c – is it ELM, and in which shape (elm.md, section 3). Never by the order of members.
 */
#include "formats/elm/elm.h"
#include "base/text.h"
#include "formats/elm/dataset.h"
#include "model/refusal.h"
#include "model/twin.h"

static bool is_object(const edu_tree *t, edu_ref item)
{
	return item && t->items[item].kind == EDU_KIND_OBJECT;
}

static bool is_credential(const edu_tree *t, edu_ref object)
{
	return edu_elm_has_type(t, object, "EuropeanDigitalCredential");
}

static bool is_presentation(const edu_tree *t, edu_ref object)
{
	return edu_elm_has_type(t, object, "EuropeanDigitalPresentation")
	    || edu_elm_has_type(t, object, "VerifiablePresentation");
}

/* What the W3C calls a credential or presentation, and is none of ELM's, is not about courses either. */
static bool is_envelope(const edu_tree *t, edu_ref object)
{
	return is_presentation(t, object) || edu_elm_has_type(t, object, "VerifiableCredential");
}

/* The one node of a flat file that is the credential; 0: none. */
static edu_ref credential_in(const edu_tree *t, edu_ref graph)
{
	if (t->items[graph].kind != EDU_KIND_ARRAY) return 0;
	for (edu_ref i = edu_tree_first(t, graph); i; i = edu_tree_next(t, i))
		if (is_object(t, i) && is_credential(t, i) && edu_elm_has_type(t, i, "VerifiableCredential"))
			return i;
	return 0;
}

/* Whether a node is one that the tables know; a node without a type says nothing. */
static bool is_known(const edu_tree *t, const edu_elm_types *types, edu_ref node)
{
	for (edu_ref i = is_object(t, node) ? edu_tree_first(t, node) : 0; i; i = edu_tree_next(t, i)) {
		uint32_t length;
		const char *name = edu_tree_name_text(t, t->items[i].name, &length);
		if (edu_tree_known(t, t->items[i].name) != elm_n_type && !edu_equal(name, length, "@type")) continue;
		for (edu_ref v = i; v; v = edu_tree_walk(t, i, v))
			if (t->items[v].kind == EDU_KIND_STRING && edu_elm_types_find(types, t->items[v].text, t->items[v].length))
				return true;
	}
	return false;
}

/* The nodes of a file that holds courses or accreditations, and no credential; 0: it holds none that are known. */
static edu_ref courses_in(const edu_tree *t, edu_ref graph)
{
	edu_elm_types types;

	edu_elm_types_open(&types);
	if (!graph) return is_known(t, &types, t->top) ? t->top : 0;
	if (t->items[graph].kind != EDU_KIND_ARRAY) return 0;
	for (edu_ref i = edu_tree_first(t, graph); i; i = edu_tree_next(t, i))
		if (is_known(t, &types, i)) return graph;
	return 0;
}

edu_elm_form edu_elm_form_of(const edu_tree *t)
{
	if (!is_object(t, t->top)) {
		const bool dataset = t->items[t->top].kind == EDU_KIND_ARRAY && edu_elm_is_dataset(t);
		return (edu_elm_form){ dataset ? EDU_ELM_DATASET : EDU_ELM_PLAIN, dataset ? t->top : 0 };
	}
	const edu_ref wrapped = edu_tree_child(t, t->top, elm_n_credential);
	if (is_object(t, wrapped)) {
		const bool input = edu_tree_child(t, t->top, elm_n_deliveryDetails)
		                || !edu_tree_child(t, wrapped, elm_n__context);
		return (edu_elm_form){ input ? EDU_ELM_API_INPUT : EDU_ELM_WRAPPED,
			               is_credential(t, wrapped) ? wrapped : 0 };
	}
	const edu_ref graph = edu_tree_child(t, t->top, elm_n__graph);
	const edu_ref credential = graph ? credential_in(t, graph) : is_credential(t, t->top) ? t->top : 0;
	if (credential) return (edu_elm_form){ graph ? EDU_ELM_FLAT : EDU_ELM_PLAIN, credential };
	if (!is_envelope(t, t->top) && edu_elm_is_dataset(t)) return (edu_elm_form){ EDU_ELM_DATASET, t->top };
	const edu_ref courses = is_envelope(t, t->top) ? 0 : courses_in(t, graph);
	if (courses) return (edu_elm_form){ EDU_ELM_COURSES, courses };
	return (edu_elm_form){ graph ? EDU_ELM_FLAT : EDU_ELM_PLAIN, 0 };
}

edu_ref edu_elm_graph_array(const edu_document *doc)
{
	const edu_tree *t = &doc->tree;

	if (doc->shape == EDU_ELM_FLAT) return t->items[doc->content].parent;
	return doc->shape == EDU_ELM_COURSES && doc->content != t->top ? doc->content : 0;
}

static int refuse_dataset(const edu_tree *t, edu_error *err)
{
	return edu_refuse(err, EDU_EUNSUPPORTED, "elm/other-dataset", t, edu_tree_root(t),
	                  "linked data whose nodes have no type of ELM: neither a credential nor courses, qualifications or "
	                  "accreditations");
}

int edu_elm_check_twin(const edu_document *doc, edu_error *err)
{
	return doc->twin->doc->content ? 0 : refuse_dataset(&doc->tree, err);
}

static int refuse_without_credential(const edu_tree *t, const edu_elm_form *form, edu_error *err)
{
	if (form->shape == EDU_ELM_FLAT) {
		const edu_ref context = edu_tree_child(t, t->top, elm_n__context);
		return context && edu_elm_check_context(t, t->top, false, err) < 0 ? err->code : refuse_dataset(t, err);
	}
	if (is_presentation(t, t->top))
		return edu_refuse(
			err, EDU_EUNSUPPORTED, "elm/presentation", t, t->top,
			"a presentation; take its verifiableCredential members out and read them one by one");
	if (edu_tree_child(t, t->top, elm_n__context) || edu_elm_has_type(t, t->top, "VerifiableCredential"))
		return edu_refuse(err, EDU_EFORMAT, "elm/no-credential", t, t->top,
		                  "linked data whose type does not say EuropeanDigitalCredential");
	if (form->shape == EDU_ELM_API_INPUT && edu_tree_child(t, t->top, elm_n_deliveryDetails))
		return edu_refuse(err, EDU_EFORMAT, "elm/no-credential", t, t->top,
		                  "input of an issuer whose credential does not have the type "
		                  "EuropeanDigitalCredential");
	return 0;
}

edu_recognition edu_elm_recognise(const edu_tree *t, const edu_read_options *options, edu_error *err)
{
	const edu_elm_form form = edu_elm_form_of(t);
	if (!form.content && !is_object(t, t->top)) return EDU_RECOGNISED_NOT;
	if (!form.content)
		return refuse_without_credential(t, &form, err) < 0 ? EDU_RECOGNISED_REFUSED
		                                                    : EDU_RECOGNISED_NOT;
	if (options->lenient || form.shape == EDU_ELM_DATASET) return EDU_RECOGNISED;
	/* In a flat file the context stands beside the nodes. */
	const bool beside = form.shape == EDU_ELM_FLAT || form.shape == EDU_ELM_COURSES;
	const edu_ref holder = beside ? t->top : form.content;
	if (edu_elm_check_context(t, holder, form.shape == EDU_ELM_API_INPUT, err) < 0)
		return EDU_RECOGNISED_REFUSED;
	return EDU_RECOGNISED;
}
