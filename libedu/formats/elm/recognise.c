/*
 * formats/elm/recognise.c – is it ELM, and in which shape (elm.md, section 3). Never by the order of members.
 */
#include "formats/elm/elm.h"
#include "model/refusal.h"

static bool is_object(const edu_tree *t, edu_ref item)
{
	return item && t->items[item].kind == EDU_KIND_OBJECT;
}

static bool is_credential(const edu_tree *t, edu_ref object)
{
	return edu_elm_has_type(t, object, "EuropeanDigitalCredential");
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

edu_elm_form edu_elm_form_of(const edu_tree *t)
{
	if (!is_object(t, t->top)) return (edu_elm_form){ EDU_ELM_PLAIN, 0 };
	const edu_ref wrapped = edu_tree_child(t, t->top, elm_n_credential);
	if (is_object(t, wrapped)) {
		const bool input = edu_tree_child(t, t->top, elm_n_deliveryDetails)
		                || !edu_tree_child(t, wrapped, elm_n__context);
		return (edu_elm_form){ input ? EDU_ELM_API_INPUT : EDU_ELM_WRAPPED,
			               is_credential(t, wrapped) ? wrapped : 0 };
	}
	const edu_ref graph = edu_tree_child(t, t->top, elm_n__graph);
	if (graph) return (edu_elm_form){ EDU_ELM_FLAT, credential_in(t, graph) };
	return (edu_elm_form){ EDU_ELM_PLAIN, is_credential(t, t->top) ? t->top : 0 };
}

static int refuse_without_credential(const edu_tree *t, const edu_elm_form *form, edu_error *err)
{
	if (form->shape == EDU_ELM_FLAT)
		return edu_refuse(err, EDU_EUNSUPPORTED, "elm/other-dataset", t, t->top,
		                  "linked data without a node of the types VerifiableCredential and "
		                  "EuropeanDigitalCredential: a vocabulary or an accreditation, but no "
		                  "credential");
	if (edu_elm_has_type(t, t->top, "EuropeanDigitalPresentation")
	    || edu_elm_has_type(t, t->top, "VerifiablePresentation"))
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
	if (!is_object(t, t->top)) return EDU_RECOGNISED_NOT;
	const edu_elm_form form = edu_elm_form_of(t);
	if (!form.content)
		return refuse_without_credential(t, &form, err) < 0 ? EDU_RECOGNISED_REFUSED
		                                                    : EDU_RECOGNISED_NOT;
	if (options->lenient) return EDU_RECOGNISED;
	/* In a flat file the context stands beside the nodes. */
	const edu_ref holder = form.shape == EDU_ELM_FLAT ? t->top : form.content;
	if (edu_elm_check_context(t, holder, form.shape == EDU_ELM_API_INPUT, err) < 0)
		return EDU_RECOGNISED_REFUSED;
	return EDU_RECOGNISED;
}
