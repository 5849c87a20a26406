/*
 * formats/elm/profile.c – checking a document by application profiles; see profile.h.
 */
#include "formats/elm/profile.h"
#include "base/fail.h"
#include "base/text.h"
#include "formats/elm/copies.h"
#include "formats/elm/membership.h"
#include "formats/elm/phrases.h"
#include "formats/elm/unseen.h"

#include <string.h>

#define SCHEMA "https://www.w3.org/2018/credentials#credentialSchema"

enum { LONGEST = 400, LISTED_PLACES = 1001, FIRST_SLOTS = 64 };

/* What was reported: two shapes often find one fault. */
typedef struct reported {
	edu_elm_thing_number focus, predicate, value;
	uint32_t constraint; /* 0: free */
} reported;

typedef struct checking {
	const edu_document *doc;
	edu_elm_graph graph;
	edu_finding_list *list;
	unsigned version;
	uint16_t *first_shape; /* of a thing as the class of nodes, index into chain + 1 */
	struct link {
		uint16_t shape, next;
	} * chain;
	size_t links, link_capacity;
	reported *seen; /* by content */
	size_t seen_count, seen_slots;
	edu_elm_places places;
	size_t focus_count; /* nodes that some shape was about */
} checking;

static const char *rule_of(edu_elm_constraint constraint)
{
	static const char *const rules[] = {
		[EDU_ELM_MIN_COUNT] = "elm/min-count", [EDU_ELM_MAX_COUNT] = "elm/max-count",
		[EDU_ELM_DATATYPE] = "elm/datatype",   [EDU_ELM_CLASS] = "elm/class",
		[EDU_ELM_NODE_KIND] = "elm/node-kind", [EDU_ELM_ANY_OF] = "elm/any-of",
		[EDU_ELM_ALL_OF] = "elm/all-of",       [EDU_ELM_NODE_SHAPE] = "elm/node",
		[EDU_ELM_HAS_VALUE] = "elm/has-value", [EDU_ELM_IN] = "elm/in",
		[EDU_ELM_PATTERN] = "elm/pattern",     [EDU_ELM_UNIQUE_LANG] = "elm/unique-lang",
		[EDU_ELM_CLOSED] = "elm/closed",       [EDU_ELM_DISJOINT] = "elm/disjoint",
		[EDU_ELM_MAX_VALUE] = "elm/max-value",
	};
	return rules[constraint];
}

/* Reporting. */

static reported *slot_of(const checking *c, const reported *r)
{
	uint64_t h = 0xCBF29CE484222325u;
	const uint32_t parts[] = { r->focus, r->predicate, r->value, r->constraint };

	for (size_t i = 0; i < 4; i++) h = (h ^ parts[i]) * 0x100000001B3u;
	size_t at = (size_t)(h ^ h >> 29) & (c->seen_slots - 1);
	while (c->seen[at].constraint && memcmp(&c->seen[at], r, sizeof *r) != 0)
		at = (at + 1) & (c->seen_slots - 1);
	return &c->seen[at];
}

static int more_seen(checking *c)
{
	const size_t count = c->seen_slots ? c->seen_slots * 2 : FIRST_SLOTS, old = c->seen_slots;
	reported *fresh = edu_allocate(c->graph.allocator, count * sizeof *fresh), *before = c->seen;

	if (!fresh) return EDU_ENOMEM;
	memset(fresh, 0, count * sizeof *fresh);
	c->seen = fresh;
	c->seen_slots = count;
	for (size_t i = 0; i < old; i++)
		if (before[i].constraint) *slot_of(c, &before[i]) = before[i];
	edu_release(c->graph.allocator, before, old * sizeof *before);
	return 0;
}

/* 1: new, 0: reported before. */
static int is_new(checking *c, const edu_elm_violation *v)
{
	const reported r = { v->focus, v->predicate, v->value, v->constraint };

	if (c->seen_count * 2 >= c->seen_slots && more_seen(c) < 0) return EDU_ENOMEM;
	reported *slot = slot_of(c, &r);
	if (slot->constraint) return 0;
	*slot = r;
	c->seen_count++;
	return 1;
}

/* Whether two statements' texts are of one language. */
static bool share_language(const edu_elm_graph *g, size_t a, edu_elm_thing_number b)
{
	const edu_elm_thing *x = &g->things[g->statements[a].object], *y = &g->things[b];

	return x->language && x->language_length == y->language_length &&
	       edu_equal_nocase(x->language, x->language_length, y->language);
}

/* The places of all texts that share the language of the one at fault. */
static int gather_texts(checking *c, const edu_elm_violation *v)
{
	const edu_elm_graph *g = &c->graph;
	size_t first, end = edu_elm_graph_values(g, v->focus, v->predicate, &first);
	int rc = 0;

	for (size_t i = first; i < end && rc == 0; i++)
		if (share_language(g, i, v->value))
			rc = edu_elm_places_add(&c->places, g, g->statements[i].item, LISTED_PLACES);
	return rc;
}

/* The places of the statements, or of the node. */
static int gather_places(checking *c, const edu_elm_violation *v)
{
	const edu_elm_graph *g = &c->graph;
	int rc = 0;

	if (v->constraint == EDU_ELM_UNIQUE_LANG) return gather_texts(c, v);
	for (size_t i = v->first; i < v->end && rc == 0; i++)
		rc = edu_elm_places_add(&c->places, g, g->statements[i].item, LISTED_PLACES);
	for (edu_ref o = v->first < v->end ? 0 : g->things[v->focus].first; o && rc == 0; o = g->next[o])
		rc = edu_elm_places_add(&c->places, g, o, LISTED_PLACES);
	return rc;
}

/* Where else it stands: each place in the file, copies included. */
static int add_places(checking *c, const edu_elm_violation *v, edu_ref item)
{
	c->places.count = 0;
	int rc = gather_places(c, v);
	for (size_t i = 0; i < c->places.count && rc == 0; i++)
		if (c->places.items[i] != item) rc = edu_finding_also(c->list, c->doc, c->places.items[i]);
	return rc;
}

/* What a finding points at: the value, the first value too many, or the node. */
static edu_ref item_of(const checking *c, const edu_elm_violation *v)
{
	const edu_elm_graph *g = &c->graph;
	size_t at = v->first;

	if (v->constraint == EDU_ELM_MIN_COUNT || v->constraint == EDU_ELM_HAS_VALUE || v->first == v->end)
		return g->things[v->focus].full;
	for (uint32_t n = 0; v->constraint == EDU_ELM_MAX_COUNT && n < v->row->max; n++)
		at = edu_elm_graph_next(g, at, v->end);
	return g->statements[at].item;
}

static int report(void *state, const edu_elm_violation *v)
{
	checking *c = state;
	char message[LONGEST];

	int rc = is_new(c, v);
	if (rc <= 0) return rc;
	const edu_ref item = item_of(c, v);
	edu_elm_say(&c->graph, c->version, v, message, sizeof message);
	rc = edu_finding_add(c->list, c->doc, item, EDU_SEVERITY_ERROR, rule_of(v->constraint), "%s", message);
	return rc == 0 ? add_places(c, v, item) : rc;
}

/* Running. */

static int link_shapes(checking *c, const edu_elm_part *part)
{
	const edu_elm_graph *g = &c->graph;

	for (uint16_t s = part->first; s < part->first + part->count; s++) {
		const edu_elm_node_shape *shape = &edu_elm_shapes[s];
		if (!shape->target || !(shape->versions >> c->version & 1)) continue;
		if (!edu_grow(g->allocator, (void **)&c->chain, &c->link_capacity, c->links,
		              sizeof *c->chain))
			return EDU_ENOMEM;
		uint16_t *first = &c->first_shape[g->iris[shape->target]];
		c->chain[c->links++] = (struct link){ s, *first };
		*first = (uint16_t)c->links;
	}
	return 0;
}

static int check_node(checking *c, edu_elm_thing_number node)
{
	const edu_elm_graph *g = &c->graph;
	size_t first, end = edu_elm_graph_values(g, node, g->type, &first);
	int rc = 0;

	for (size_t i = first; i < end && rc == 0; i = edu_elm_graph_next(g, i, end)) {
		uint16_t at = c->first_shape[g->statements[i].object];
		c->focus_count += at != 0;
		for (; at && rc == 0; at = c->chain[at - 1].next)
			rc = edu_elm_shape_check(g, &edu_elm_shapes[c->chain[at - 1].shape], c->version, node,
			                         report, c);
	}
	return rc;
}

static int run_profile(checking *c, const edu_elm_profile *profile)
{
	const edu_elm_graph *g = &c->graph;
	const size_t size = g->thing_count * sizeof *c->first_shape;
	int rc = 0;

	c->first_shape = edu_allocate(g->allocator, size);
	if (!c->first_shape) return EDU_ENOMEM;
	memset(c->first_shape, 0, size);
	c->links = c->focus_count = 0;
	for (uint16_t i = 0; i < profile->count && rc == 0; i++)
		rc = link_shapes(c, &edu_elm_parts[profile->first + i]);
	for (edu_elm_thing_number n = 1; n < g->thing_count && rc == 0; n++)
		if (g->things[n].count) rc = check_node(c, n);
	edu_release(g->allocator, c->first_shape, size);
	if (rc == 0 && !c->focus_count)
		rc = edu_finding_add(c->list, c->doc, c->doc->content, EDU_SEVERITY_WARNING,
		                     "elm/nothing-checked",
		                     "nothing here is of a type that the profile %s is about, so that its "
		                     "verdict means nothing",
		                     profile->name);
	return rc;
}

static const edu_elm_profile *find_profile(const char *text, size_t length, bool by_iri)
{
	for (size_t i = 0; i < edu_elm_profile_count; i++)
		if (edu_equal(text, length, by_iri ? edu_elm_profiles[i].iri : edu_elm_profiles[i].name))
			return &edu_elm_profiles[i];
	return NULL;
}

/* Every profile that a credentialSchema names; 0, EDU_ENOMEM, or EDU_EUNSUPPORTED: none that is known. */
static int run_named(checking *c, edu_error *err)
{
	const edu_elm_graph *g = &c->graph;
	size_t known = 0;
	int rc = 0;

	for (size_t i = 0; i < g->statement_count && rc == 0; i++) {
		const edu_elm_statement *s = &g->statements[i];
		const edu_elm_thing *predicate = &g->things[s->predicate], *object = &g->things[s->object];
		if (!edu_equal(predicate->text, predicate->length, SCHEMA) || object->kind != EDU_ELM_IRI)
			continue;
		if (i && s[-1].subject == s->subject && s[-1].predicate == s->predicate &&
		    s[-1].object == s->object)
			continue;
		const edu_elm_profile *profile = find_profile(object->text, object->length, true);
		known += profile != NULL;
		rc = profile ? run_profile(c, profile)
		             : edu_finding_add(c->list, c->doc, s->item, EDU_SEVERITY_WARNING,
		                               "elm/unknown-profile",
		                               "credentialSchema names a profile that is not known here, so "
		                               "that nothing was checked by it");
	}
	if (rc < 0) return edu_fail_memory(err);
	if (known) return 0;
	return edu_fail(
		err, EDU_EUNSUPPORTED, "validate/profile",
		"no credentialSchema names a profile that is known here; name one, such as edc-generic-full");
}

static int add_faults(checking *c)
{
	const edu_elm_graph *g = &c->graph;
	int rc = 0;

	for (size_t i = 0; i < g->fault_count && rc == 0; i++)
		rc = edu_finding_add(c->list, c->doc, g->faults[i].item, EDU_SEVERITY_ERROR,
		                     g->faults[i].rule, "%s", g->faults[i].message);
	return rc;
}

/* Read leniently: the verdict is that of the contexts that should stand here. */
static int add_context(checking *c)
{
	const edu_document *doc = c->doc;
	const edu_tree *t = &doc->tree;
	const edu_ref holder = edu_elm_graph_array(doc) ? t->top : doc->content;
	edu_error found = EDU_ERROR_INIT;

	if (doc->shape == EDU_ELM_MADE || edu_elm_check_context(t, holder, doc->shape == EDU_ELM_API_INPUT, &found) == 0) return 0;
	const edu_ref context = edu_tree_child(t, holder, elm_n__context);
	return edu_finding_add(c->list, doc, context ? context : holder, EDU_SEVERITY_WARNING, found.rule,
	                       "read by name, as if its contexts were those of ELM: %s", found.message);
}

static int run(checking *c, const edu_elm_profile *profile, edu_error *err)
{
	int rc = edu_elm_graph_open(&c->graph, c->doc, c->version);
	if (rc == 0) rc = add_context(c);
	if (rc == 0) rc = add_faults(c);
	if (rc == 0) rc = edu_elm_check_unseen(&c->graph, c->version, c->list);
	if (rc == 0) rc = edu_elm_check_membership(&c->graph, c->list);
	if (rc < 0) return edu_fail_memory(err);
	if (!profile) return run_named(c, err);
	return run_profile(c, profile) < 0 ? edu_fail_memory(err) : 0;
}

const char *edu_elm_own_profile(const edu_document *doc)
{
	const edu_tree *t = &doc->tree;
	bool accreditation = false;

	if (doc->shape != EDU_ELM_COURSES) return NULL;
	for (edu_ref i = 1; i < t->count; i++) {
		switch (t->items[i].cls) {
		case elm_c_LearningOpportunity: case elm_c_LearningAchievementSpecification: case elm_c_Qualification:
		case elm_c_LearningActivitySpecification: case elm_c_LearningAssessmentSpecification:
		case elm_c_LearningEntitlementSpecification: case elm_c_LearningOutcome: case elm_c_AwardingOpportunity:
			return "loq";
		case elm_c_Accreditation: accreditation = true; break;
		default: break;
		}
	}
	return accreditation ? "ams" : "loq";
}

int edu_elm_check_profile(const edu_document *doc, const char *name, edu_finding_list *list, edu_error *err)
{
	if (strcmp(name, "auto") == 0 && edu_elm_own_profile(doc)) name = edu_elm_own_profile(doc);
	const char *version = strchr(name, '@');
	const size_t length = version ? (size_t)(version - name) : strlen(name);
	const edu_elm_profile *profile = find_profile(name, length, false);
	const int index =
		version ? edu_schema_version(&elm_schema, version + 1) : (int)edu_judged_version(doc);
	checking c = { .doc = doc, .list = list, .version = (unsigned)index };

	if (index < 0)
		return edu_fail(err, EDU_EUNSUPPORTED, "validate/profile",
		                "the profiles of ELM have no such version");
	if (!profile && !edu_equal(name, length, "auto"))
		return edu_fail(err, EDU_EUNSUPPORTED, "validate/profile",
		                "ELM has no profile of that name; there are: auto, tables, "
		                "edc-generic-no-cv, edc-generic-full, "
		                "edc-accredited, edc-converted, edc-issued-by-mandate, "
		                "edc-diploma-supplement, loq, loq-mdr, ams, "
		                "ams-mdr, pid");
	const int rc = run(&c, profile, err);
	const edu_allocator *a = &doc->tree.ctx->allocator;
	edu_release(a, c.chain, c.link_capacity * sizeof *c.chain);
	edu_release(a, c.seen, c.seen_slots * sizeof *c.seen);
	edu_release(a, c.places.items, c.places.capacity * sizeof *c.places.items);
	edu_elm_graph_close(&c.graph);
	return rc;
}
