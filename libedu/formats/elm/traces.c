/*
 * formats/elm/traces.c – traces of copies and contexts; see traces.h.
 */
#include "formats/elm/traces.h"
#include "crosswalk_tables.h"

/* Copies of an object make no statements: what became of the object became of them, too. */
static void trace_copies(edu_passage *p, const edu_elm_graph *g)
{
	const edu_tree *t = &p->from->tree;

	for (edu_ref o = 1; o < t->count; o++) {
		if (!g->copies[o] || g->outside[o] == EDU_ELM_COPY) continue;
		for (edu_ref c = g->copies[o]; c; c = g->copies[c])
			for (edu_ref i = o; i; i = edu_tree_walk(t, o, i)) {
				const edu_trace *known = &p->traces[i];
				if (known->state & EDU_TRACE_SET)
					edu_trace_set(p, c + (i - o), known->to, (edu_outcome)known->outcome, known->rule);
			}
	}
}

/* Contexts are the way JSON-LD says what a form says by namespaces. */
static void trace_contexts(edu_passage *p, edu_ref root)
{
	const edu_tree *t = &p->from->tree;
	const edu_ref context = edu_tree_child(t, edu_elm_graph_array(p->from) ? t->top : p->from->content, elm_n__context);

	for (edu_ref i = context; i; i = edu_tree_walk(t, context, i))
		edu_trace_set(p, i, root, EDU_OUTCOME_DERIVED, edu_rule_elm_form);
}

void edu_elm_trace_rest(edu_passage *p, const edu_elm_graph *g, edu_ref root)
{
	trace_copies(p, g);
	trace_contexts(p, root);
}
