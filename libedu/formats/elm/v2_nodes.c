/*
 * formats/elm/v2_nodes.c – nodes of ELM 2: where they stand, and links that lead to them; see v2.h.
 */
#include "formats/elm/v2.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"

enum { DEPTH = 400 };

const char *edu_elm_v2_name(const edu_tree *t, edu_ref item)
{
	return edu_tree_name_local(t, t->items[item].name);
}

edu_ref edu_elm_v2_child(const edu_tree *t, edu_ref element, const char *name)
{
	for (edu_ref i = edu_tree_first(t, element); i; i = edu_tree_next(t, i)) {
		const uint8_t kind = t->items[i].kind;
		if ((kind == EDU_KIND_ELEMENT || kind == EDU_KIND_ATTRIBUTE) &&
		    strcmp(edu_elm_v2_name(t, i), name) == 0)
			return i;
	}
	return 0;
}

void edu_elm_v2_trace(edu_elm_v2 *v, edu_ref element, edu_ref node)
{
	if (!edu_tree_is_leaf(v->t, element)) edu_trace_set(v->p, element, node, EDU_OUTCOME_EXACT, 0);
}

static const edu_property *property_of(const edu_elm_v2 *v, edu_ref node, edu_name key)
{
	const edu_document *to = v->p->to;
	return edu_schema_property(&elm_schema, to->tree.items[node].cls, key, to->version);
}

bool edu_elm_v2_takes(const edu_elm_v2 *v, edu_ref node, edu_name key)
{
	const edu_property *property = property_of(v, node, key);
	return property && (property->max != 1 || !edu_tree_child(&v->p->to->tree, node, key));
}

int edu_elm_v2_member(edu_elm_v2 *v, edu_ref node, edu_name key, uint16_t cls, edu_ref *out)
{
	const edu_property *property = property_of(v, node, key);
	return elm_member(v->p, node, key, property && property->max != 1, cls, out);
}

/* ---- ids ---- */

/* Where an element says its id: an attribute, or an element of its own. */
static edu_ref id_leaf(const edu_tree *t, edu_ref element)
{
	return edu_elm_v2_child(t, element, "id");
}

/* Bytes that no IRI holds are escaped. */
static size_t write_escaped(char *out, const char *text, size_t length)
{
	size_t n = 0;

	for (size_t i = 0; i < length; i++) {
		const unsigned char c = (unsigned char)text[i];
		if (c <= ' ' || strchr("<>\"{}|\\^`", c)) n += (size_t)sprintf(out + n, "%%%02X", c);
		else out[n++] = text[i];
	}
	return n;
}

/* An id that is no IRI gets a scheme; the how many-th node with an id that others have, a number. */
static const char *make_iri(edu_elm_v2 *v, const edu_item *leaf, unsigned copy, uint32_t *length)
{
	static const char scheme[] = "urn:epass:id:";
	char *out = edu_arena_reserve(v->p->to->tree.arena, sizeof scheme + 3 * (size_t)leaf->length + 24);
	size_t n = 0;

	if (!out) return NULL;
	if (!edu_is_iri(leaf->text, leaf->length)) {
		memcpy(out, scheme, sizeof scheme - 1);
		n = sizeof scheme - 1;
	}
	n += write_escaped(out + n, leaf->text, leaf->length);
	if (copy > 1) n += (size_t)sprintf(out + n, ":%u", copy);
	out[n] = '\0';
	edu_arena_commit(v->p->to->tree.arena, n + 1);
	*length = (uint32_t)n;
	return out;
}

int edu_elm_v2_iri(edu_elm_v2 *v, edu_ref leaf, edu_ref node, edu_name key, unsigned copy)
{
	const edu_item *i = &v->t->items[leaf];
	const bool exact = i->length && copy < 2 && edu_is_iri(i->text, i->length);
	uint32_t length = i->length;
	edu_ref item;

	if (!i->length) return 0;
	const char *text = exact ? i->text : make_iri(v, i, copy, &length);
	if (!text) return edu_fail_memory(v->p->err);
	/* Of a node that repeats another the id has gone where the other's went. */
	if (edu_traced(v->p, leaf))
		return edu_target_constant(v->p, node, EDU_KIND_STRING, key, text, length, edu_rule_elm_reference, NULL);
	const int rc = edu_target_member(v->p, node, EDU_KIND_STRING, key, &item);
	if (rc < 0) return rc;
	return edu_target_text(v->p, item, text, length, leaf, exact ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED,
			       exact ? 0 : edu_rule_elm_v2_id);
}

/* ---- what is said twice ---- */

static bool are_alike(const edu_tree *t, edu_ref a, edu_ref b)
{
	const edu_item *x = &t->items[a], *y = &t->items[b];

	return x->kind == y->kind && x->name == y->name && x->length == y->length &&
	       (!x->length || memcmp(x->text, y->text, x->length) == 0);
}

bool edu_elm_v2_repeats(edu_elm_v2 *v, edu_ref element, edu_ref first)
{
	const edu_tree *t = v->t;
	edu_ref a = first, b = element;

	while (a && b && (a == first || are_alike(t, a, b))) {
		a = edu_tree_walk(t, first, a);
		b = edu_tree_walk(t, element, b);
	}
	if (a || b) return false;
	for (a = first, b = element; a; a = edu_tree_walk(t, first, a), b = edu_tree_walk(t, element, b)) {
		const edu_trace *said = &v->p->traces[a];
		if (said->to) edu_trace_set(v->p, b, said->to, EDU_OUTCOME_DERIVED, edu_rule_convert_repeated);
	}
	return true;
}

/*
 * Which node of that id this is: 1 the first; 0 one that says the same; else a number of its own. In ELM 2 nodes may
 * share an id and differ; in ELM 3 they would be one node that contradicts itself.
 */
static int number_of(edu_elm_v2 *v, edu_ref element, edu_ref leaf, unsigned *number)
{
	const edu_item *i = &v->t->items[leaf];
	edu_map_slot *slot = edu_map_slot_of(&v->printed, i->text, i->length);

	*number = 1;
	if (!slot) return edu_fail_memory(v->p->err);
	if (!slot->value) {
		slot->value = element;
		return 0;
	}
	*number = edu_elm_v2_repeats(v, element, slot->value) ? 0 : (unsigned)++v->copies + 1;
	return 0;
}

static int write_identity(edu_elm_v2 *v, edu_ref element, edu_ref node, bool *is_new)
{
	const edu_tree *made = &v->p->to->tree;
	const edu_ref leaf = id_leaf(v->t, element);
	const char *term = elm_schema.classes[made->items[node].cls].term;
	unsigned number = 1;
	int rc = leaf ? number_of(v, element, leaf, &number) : 0;

	*is_new = number > 0;
	if (rc >= 0 && leaf) rc = edu_elm_v2_iri(v, leaf, node, elm_n_id, number);
	if (rc >= 0 && term && *is_new) rc = elm_default_text(v->p, node, elm_n_type, term, edu_rule_elm_type);
	edu_elm_v2_trace(v, element, node);
	return rc;
}

/* ---- members ---- */

/* ELM 3 wants to know who awarded the parts of an achievement, too. */
static int add_award(edu_elm_v2 *v, edu_ref node, uint16_t cls)
{
	const edu_tree *made = &v->p->to->tree;
	edu_ref award;

	if (cls != elm_c_LearningAssessment && cls != elm_c_LearningActivity && cls != elm_c_LearningEntitlement)
		return 0;
	if (!v->award || edu_tree_child(made, node, elm_n_awardedBy)) return 0;
	const int rc = edu_elm_v2_member(v, node, elm_n_awardedBy, elm_c_AwardingProcess, &award);
	if (rc < 0) return rc;
	const edu_item *id = &made->items[v->award];
	return edu_target_constant(v->p, award, EDU_KIND_STRING, elm_n_id, id->text, id->length,
				   edu_rule_elm_award_of_achievement, NULL);
}

/* The award of an achievement stands before what belongs to it. */
static int write_award(edu_elm_v2 *v, edu_ref element, edu_ref node)
{
	const edu_ref said = edu_elm_v2_child(v->t, element, "wasAwardedBy");
	const edu_elm_v2_row *row = edu_elm_v2_find_row(elm_c_LearningAchievement, "wasAwardedBy");

	if (!said || !row) return 0;
	const int rc = edu_elm_v2_value(v, row, said, node);
	const edu_ref award = edu_tree_child(&v->p->to->tree, node, elm_n_awardedBy);
	if (award) v->award = edu_tree_child(&v->p->to->tree, award, elm_n_id);
	return rc;
}

static bool is_specification(uint16_t cls)
{
	return cls == elm_c_LearningAssessmentSpecification || cls == elm_c_LearningActivitySpecification ||
	       cls == elm_c_LearningAchievementSpecification || cls == elm_c_LearningEntitlementSpecification ||
	       cls == elm_c_Qualification;
}

/* A specification without a title gets that of what it specifies. */
static int add_title(edu_elm_v2 *v, edu_ref node, uint16_t cls)
{
	edu_tree *made = &v->p->to->tree;
	edu_ref map, around = made->items[node].parent;

	if (!is_specification(cls) || edu_tree_child(made, node, elm_n_title)) return 0;
	while (around && made->items[around].kind != EDU_KIND_OBJECT) around = made->items[around].parent;
	const edu_ref title = around ? edu_tree_child(made, around, elm_n_title) : 0;
	if (!title || made->items[title].kind != EDU_KIND_OBJECT) return 0;
	int rc = edu_target_member(v->p, node, EDU_KIND_OBJECT, elm_n_title, &map);
	for (edu_ref i = edu_tree_first(made, title); i && rc >= 0; i = edu_tree_next(made, i))
		rc = edu_target_constant(v->p, map, EDU_KIND_STRING, made->items[i].name, made->items[i].text,
					 made->items[i].length, edu_rule_elm_title_of_achievement, NULL);
	return rc;
}

int edu_elm_v2_members(edu_elm_v2 *v, edu_ref element, edu_ref node, uint16_t cls)
{
	const edu_ref around = v->award;
	int rc = cls == elm_c_LearningAchievement ? write_award(v, element, node) : 0;

	for (edu_ref i = edu_tree_first(v->t, element); i && rc >= 0; i = edu_tree_next(v->t, i)) {
		if (v->t->items[i].kind != EDU_KIND_ELEMENT || edu_traced(v->p, i)) continue;
		const edu_elm_v2_row *row = edu_elm_v2_find_row(cls, edu_elm_v2_name(v->t, i));
		if (row && edu_elm_v2_takes(v, node, row->key)) rc = edu_elm_v2_value(v, row, i, node);
	}
	if (rc >= 0) rc = add_award(v, node, cls);
	if (rc >= 0) rc = add_title(v, node, cls);
	v->award = around;
	return rc;
}

/* ---- nodes ---- */

/* A node in full. */
static int write_node(edu_elm_v2 *v, edu_ref element, edu_ref object, uint16_t cls)
{
	if (++v->depth > DEPTH)
		return edu_fail(v->p->err, EDU_ELIMIT, "convert/depth", "the record nests more than %d levels deep", DEPTH);
	v->p->to->tree.items[object].cls = cls;
	bool is_new;
	int rc = write_identity(v, element, object, &is_new);
	if (rc >= 0 && is_new) rc = edu_elm_v2_members(v, element, object, cls);
	v->depth--;
	return rc;
}

static bool is_printed(const edu_elm_v2 *v, const edu_item *id)
{
	return edu_map_get(&v->printed, id->text, id->length) != 0;
}

/* A link: where it first stands, the node it leads to follows in full. */
static int write_link(edu_elm_v2 *v, edu_ref leaf, edu_ref object)
{
	const edu_item *id = &v->t->items[leaf];
	const edu_ref element = id->length ? edu_map_get(&v->elements, id->text, id->length) : 0;
	const uint16_t cls = element ? edu_elm_v2_class_of(edu_elm_v2_name(v->t, element)) : 0;

	if (!cls || is_printed(v, id)) return edu_elm_v2_iri(v, leaf, object, elm_n_id, 1);
	const int rc = write_node(v, element, object, cls);
	const edu_ref made = edu_tree_child(&v->p->to->tree, object, elm_n_id);
	const bool exact = edu_is_iri(id->text, id->length);
	edu_trace_set(v->p, leaf, made, exact ? EDU_OUTCOME_EXACT : EDU_OUTCOME_DERIVED, exact ? 0 : edu_rule_elm_v2_id);
	return rc;
}

int edu_elm_v2_node(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key, uint16_t cls)
{
	const edu_ref link = edu_elm_v2_child(v->t, element, "idref");
	edu_ref object;

	/* A class that only its element's name tells has no node here unless a link leads there. */
	if (!link && !cls) cls = edu_elm_v2_class_of(edu_elm_v2_name(v->t, element));
	if (!link && !cls) return 0;
	const int rc = edu_elm_v2_member(v, node, key, cls, &object);
	if (rc < 0) return rc;
	edu_elm_v2_trace(v, element, object);
	return link ? write_link(v, link, object) : write_node(v, element, object, cls);
}

int edu_elm_v2_nodes(edu_elm_v2 *v, edu_ref element, edu_ref node, edu_name key)
{
	int rc = 0;

	for (edu_ref i = edu_tree_first(v->t, element); i && rc >= 0; i = edu_tree_next(v->t, i)) {
		if (v->t->items[i].kind != EDU_KIND_ELEMENT || !edu_elm_v2_takes(v, node, key)) continue;
		const uint16_t cls = edu_elm_v2_class_of(edu_elm_v2_name(v->t, i));
		if (cls) rc = edu_elm_v2_node(v, i, node, key, cls);
	}
	return rc;
}
