/*
 * model/twin.h – a document that is a form of another format, and the same record in that one's tree.
 *
 * The form keeps a faithful tree of its own, so that it is written back as it came and its leaves have their
 * paths; what it means is asked of its twin. How the two belong together is known item by item.
 */
#ifndef EDU_MODEL_TWIN_H
#define EDU_MODEL_TWIN_H

#include "model/crosswalk.h"

struct edu_twin {
	edu_document *doc;       /* owned */
	edu_trace *traces;       /* for each item of the form: what became of it in doc */
	size_t form_count;
	uint16_t *origins;       /* for each item of doc: the rule of what the form implies, as in edu_passage */
	size_t origin_count;
	edu_ref *sources;        /* for each item of doc: the first item of the form that it comes from; 0: none */
	size_t count;
};

/*
 * Give a form its twin: an empty document of a format in the form's version, which fill() fills, and which is
 * bound then. Texts of the form may be used where they stand.
 */
int edu_twin_make(edu_document *form, const edu_format *format, int (*fill)(edu_passage *p, void *state), void *state,
		  edu_error *err);
void edu_twin_free(edu_twin *twin);      /* NULL allowed */

/* The document that speaks: the twin of a form, or the document itself. */
static inline const edu_document *edu_document_meant(const edu_document *doc)
{
	return doc->twin ? doc->twin->doc : doc;
}
/* The document that people know, and the item in it that an item of a document comes from. */
static inline const edu_document *edu_document_shown(const edu_document *doc)
{
	return doc->form ? doc->form : doc;
}
edu_ref edu_document_shown_item(const edu_document *doc, edu_ref item);

#endif
