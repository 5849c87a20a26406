/*
 * model/twin.c – making the twin of a form; see twin.h.
 */
#include "model/twin.h"

#include <string.h>

#include "base/fail.h"

void edu_twin_free(edu_twin *twin)
{
	if (!twin) return;
	const edu_allocator a = twin->doc->tree.ctx->allocator;
	edu_release(&a, twin->traces, twin->form_count * sizeof *twin->traces);
	edu_release(&a, twin->origins, twin->origin_count * sizeof *twin->origins);
	edu_release(&a, twin->sources, twin->count * sizeof *twin->sources);
	edu_document_free(twin->doc);
	edu_release(&a, twin, sizeof *twin);
}

/* The way back: from each item of the twin to the first of the form that led there. */
static int find_sources(edu_twin *twin)
{
	const edu_allocator *a = &twin->doc->tree.ctx->allocator;

	twin->count = twin->doc->tree.count;
	twin->sources = edu_allocate(a, twin->count * sizeof *twin->sources);
	if (!twin->sources) return EDU_ENOMEM;
	memset(twin->sources, 0, twin->count * sizeof *twin->sources);
	for (edu_ref i = 1; i < twin->form_count; i++) {
		const edu_ref to = twin->traces[i].to;
		if (to && to < twin->count && !twin->sources[to]) twin->sources[to] = i;
	}
	/* An object comes from where what it begins with comes from; its number is lower. */
	for (edu_ref i = (edu_ref)twin->count - 1; i; i--) {
		const edu_ref parent = twin->doc->tree.items[i].parent;
		if (twin->sources[i] && !twin->sources[parent] && edu_tree_first(&twin->doc->tree, parent) == i)
			twin->sources[parent] = twin->sources[i];
	}
	return 0;
}

int edu_twin_make(edu_document *form, const edu_format *format, int (*fill)(edu_passage *p, void *state), void *state,
		  edu_error *err)
{
	const edu_context *ctx = form->tree.ctx;
	edu_passage p = { 0 };
	edu_twin *twin = edu_allocate(&ctx->allocator, sizeof *twin);

	if (!twin) return edu_fail_memory(err);
	memset(twin, 0, sizeof *twin);
	twin->doc = edu_document_make(ctx, format, form->version, false);
	if (!twin->doc) {
		edu_release(&ctx->allocator, twin, sizeof *twin);
		return edu_fail_memory(err);
	}
	twin->doc->version_given = form->version_given;
	twin->doc->form = form;
	edu_arena_rest_on(twin->doc->tree.arena, form->tree.arena);
	int rc = edu_passage_open(&p, form, twin->doc, NULL, err);
	if (rc == 0) rc = fill(&p, state);
	if (rc == 0) {
		edu_passage_take(&p, &twin->traces, &twin->form_count, &twin->origins, &twin->origin_count);
		rc = format->bind(twin->doc, NULL, err);
	}
	edu_passage_close(&p);
	if (rc == 0 && find_sources(twin) < 0) rc = edu_fail_memory(err);
	if (rc < 0) edu_twin_free(twin);
	else form->twin = twin;
	return rc;
}

edu_ref edu_document_shown_item(const edu_document *doc, edu_ref item)
{
	if (!doc->form || !doc->form->twin) return doc->form ? edu_tree_root(&doc->form->tree) : item;
	const edu_twin *twin = doc->form->twin;

	for (edu_ref i = item; i; i = doc->tree.items[i].parent)
		if (i < twin->count && twin->sources[i]) return twin->sources[i];
	return edu_tree_root(&doc->form->tree);
}
