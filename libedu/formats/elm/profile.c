/*
 * formats/elm/profile.c – checking a document by application profiles, and saying what is wrong; see
 * profile.h.
 */
#include "formats/elm/profile.h"
#include "base/fail.h"
#include "base/text.h"
#include "formats/elm/unseen.h"
#include "formats/elm/shapes.h"

#include <stdio.h>
#include <string.h>

#define SCHEMA "https://www.w3.org/2018/credentials#credentialSchema"

enum { LONGEST = 400, LISTED_PLACES = 3, FIRST_SLOTS = 64 };

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
	edu_path_walker walker;
	uint32_t *lines; /* where each line begins; NULL: not needed yet */
	size_t line_count, line_capacity;
	size_t focus_count; /* nodes that some shape was about */
} checking;

static const char *local_name(const char *iri)
{
	const char *name = iri;

	for (const char *at = iri; *at; at++)
		if (*at == '#' || *at == '/') name = at + 1;
	return name;
}

/* The key of JSON for a predicate; its name in the vocabulary where no key means it. */
static const char *key_of(const checking *c, uint16_t path)
{
	for (size_t i = 0; i < edu_elm_context_term_count; i++) {
		const edu_elm_context_term *t = &edu_elm_context_terms[i];
		if (t->iri == path && t->versions >> c->version & 1) return t->key;
	}
	return local_name(edu_elm_iris[path]);
}

/* Places. */

static const char *text_of(const edu_document *doc, size_t *length)
{
	*length = doc->inner ? doc->inner_length : doc->original_length;
	return doc->inner ? doc->inner : doc->original;
}

static int add_line(checking *c, uint32_t start)
{
	if (!edu_grow(c->graph.allocator, (void **)&c->lines, &c->line_capacity, c->line_count,
	              sizeof *c->lines))
		return EDU_ENOMEM;
	c->lines[c->line_count++] = start;
	return 0;
}

/* Find out where lines begin, once. */
static int find_lines(checking *c)
{
	size_t length;
	const char *text = text_of(c->doc, &length);

	if (c->lines || !text || !c->doc->tree.places) return 0;
	int rc = add_line(c, 0);
	for (const char *at = text; rc == 0 && (at = memchr(at, '\n', length - (size_t)(at - text))); at++)
		rc = add_line(c, (uint32_t)(at - text) + 1);
	return rc;
}

/* The line of an item, from 1; 0: not known. */
static size_t line_of(const checking *c, edu_ref item)
{
	size_t low = 0, high = c->line_count;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		if (c->lines[middle] <= c->doc->tree.places[item]) low = middle + 1;
		else high = middle;
	}
	return low;
}

/* Text that grows in a fixed room; what does not fit is left out. */
typedef struct phrase {
	char text[LONGEST];
	size_t length;
} phrase;

static void say(phrase *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(phrase *p, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	const int more = vsnprintf(p->text + p->length, sizeof p->text - p->length, format, args);
	va_end(args);
	if (more > 0 && p->length + (size_t)more < sizeof p->text) p->length += (size_t)more;
	else p->text[p->length] = '\0';
}

static int say_place(checking *c, phrase *p, edu_ref item, size_t number)
{
	const char *path;
	size_t length;

	if (find_lines(c) < 0 || edu_path_walker_to(&c->walker, item, &path, &length) < 0) return EDU_ENOMEM;
	const size_t line = line_of(c, item);
	say(p, "%s", number ? ", " : "; see also ");
	if (line) say(p, "line %zu ", line);
	if (length + 32 < sizeof p->text - p->length) say(p, "%s", path);
	return 0;
}

/* Where else the node, or the statement, stands. */
static int say_copies(checking *c, phrase *p, const edu_elm_violation *v, edu_ref item)
{
	const edu_elm_graph *g = &c->graph;
	size_t number = 0, left = 0;
	int rc = 0;

	if (v->first < v->end) {
		for (size_t i = v->first; i < v->end && rc == 0; i++) {
			if (g->statements[i].item == item) continue;
			if (number < LISTED_PLACES) rc = say_place(c, p, g->statements[i].item, number++);
			else left++;
		}
	} else {
		for (edu_ref o = g->things[v->focus].first; o && rc == 0; o = g->next[o]) {
			if (o == item) continue;
			if (number < LISTED_PLACES) rc = say_place(c, p, o, number++);
			else left++;
		}
	}
	if (left) say(p, " and %zu more", left);
	return rc;
}

/* Words. */

static const char *datatype_words(uint16_t datatype)
{
	static const struct {
		const char *name, *words;
	} rows[] = {
		{ "langString", "a text by language, as in {\"en\": \"…\"}" },
		{ "string", "a text" },
		{ "dateTime", "a date with time such as 2026-01-31T12:00:00+01:00" },
		{ "duration", "a duration such as P6M or PT125H" },
		{ "decimal", "a decimal number, written as a text such as \"7.5\"" },
		{ "integer", "an integer" },
		{ "positiveInteger", "an integer of 1 or more" },
		{ "boolean", "true or false" },
		{ "anyURI", "a web address that is no node" },
		{ "HTML", "markup" },
	};
	const char *name = local_name(edu_elm_iris[datatype]);

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strcmp(rows[i].name, name) == 0) return rows[i].words;
	return "a value of the right type";
}

static void say_choices(phrase *p, uint16_t first, uint16_t count)
{
	for (uint16_t i = 0; i < count; i++) {
		const uint16_t choice = edu_elm_lists[first + i];
		say(p, "%s", i == 0 ? "" : i + 1 == count ? " or " : ", ");
		if (choice & EDU_ELM_IS_SHAPE) say(p, "another node with title, awardedBy and dcType");
		else say(p, "%s", local_name(edu_elm_iris[choice]));
	}
}

/* Why a value has not the class that it should have. */
static void say_why_not(const checking *c, phrase *p, const edu_elm_violation *v)
{
	const edu_elm_thing *t = &c->graph.things[v->value];

	say(p, "; %s",
	    t->kind == EDU_ELM_TEXT ? "this is a plain value"
	    : !t->first             ? "nothing in the document has that id"
	    : !t->typed             ? "the node states no type"
	                            : "the node states another type");
}

static void say_fault(const checking *c, phrase *p, const edu_elm_violation *v);

/* What a value lacks that has to satisfy a shape. */
static void say_inner(const checking *c, phrase *p, const edu_elm_violation *inner)
{
	const edu_elm_shape_row *row = inner->row;
	const bool of_scheme =
		row && row->path && strcmp(local_name(edu_elm_iris[row->path]), "inScheme") == 0;

	if (of_scheme && row->value && inner->constraint == EDU_ELM_HAS_VALUE)
		say(p, "a concept whose inScheme is %s", edu_elm_iris[row->value]);
	else if (of_scheme && inner->constraint == EDU_ELM_CLASS)
		say(p, "a concept whose scheme has the type ConceptScheme");
	else if (!row && inner->constraint == EDU_ELM_ANY_OF)
		say_choices(p, inner->shape->any, inner->shape->any_count);
	else if (!row && inner->shape->cls)
		say(p, "a node of type %s", local_name(edu_elm_iris[inner->shape->cls]));
	else {
		say(p, "a node that fits: ");
		say_fault(c, p, inner);
	}
}

static void say_demand(const checking *c, phrase *p, const edu_elm_violation *v)
{
	const edu_elm_shape_row *row = v->row;

	switch (v->constraint) {
	case EDU_ELM_MIN_COUNT:
		say(p, row->min > 1 ? "must have %u values at least" : "is missing", row->min);
		if (row->datatype) say(p, "; it holds %s", datatype_words(row->datatype));
		if (row->cls) say(p, "; it holds a node of type %s", local_name(edu_elm_iris[row->cls]));
		break;
	case EDU_ELM_MAX_COUNT:
		say(p,
		    "may have %u value%s; other places with the same id add theirs: give different nodes "
		    "different ids",
		    row->max, row->max == 1 ? "" : "s");
		break;
	case EDU_ELM_DATATYPE: say(p, "must be %s", datatype_words(row->datatype)); break;
	case EDU_ELM_CLASS:
		say(p, "must be a node of type %s", local_name(edu_elm_iris[row->cls]));
		say_why_not(c, p, v);
		break;
	case EDU_ELM_ANY_OF:
		say(p, "must be a node of type ");
		say_choices(p, row->any, row->any_count);
		say_why_not(c, p, v);
		break;
	case EDU_ELM_NODE_KIND:
		say(p, "%s",
		    row->kind == 1 ? "must be a node with an id, an absolute IRI"
		                   : "must be a plain value, not a node");
		break;
	case EDU_ELM_NODE_SHAPE:
		say(p, "must be ");
		say_inner(c, p, v->inner);
		break;
	case EDU_ELM_HAS_VALUE: say(p, "must name %s", edu_elm_iris[row->value]); break;
	case EDU_ELM_IN:
		say(p, "must be one of ");
		for (uint16_t i = 0; i < row->in_count; i++)
			say(p, "%s%s", i ? ", " : "", edu_elm_iris[edu_elm_lists[row->in + i]]);
		break;
	case EDU_ELM_PATTERN:
	case EDU_ELM_ALL_OF:
		if (row->prefix) say(p, "must begin with %s", edu_elm_iris[row->prefix]);
		else if (row->pattern == EDU_ELM_PATTERN_HTTP || row->pattern == EDU_ELM_PATTERN_ALL_HTTP)
			say(p, "must be an address that begins with http: or https:");
		else say(p, "must be an address, or a node with an id");
		break;
	case EDU_ELM_UNIQUE_LANG:
		say(p, "may have one text in each language; other places with the same id add theirs");
		break;
	case EDU_ELM_CLOSED:
		say(p, "may not stand here: the profile allows the properties it lists, and no other");
		break;
	case EDU_ELM_DISJOINT: say(p, "must not share a value with %s", key_of(c, row->disjoint)); break;
	case EDU_ELM_MAX_VALUE: say(p, "must be a number of %u at most", row->max_value); break;
	}
}

static void say_fault(const checking *c, phrase *p, const edu_elm_violation *v)
{
	const char *cls = v->shape->target ? local_name(edu_elm_iris[v->shape->target]) : NULL;

	say(p, "%s%s%s ", cls ? cls : "", cls ? "." : "", v->row ? key_of(c, v->row->path) : "this property");
	say_demand(c, p, v);
}

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
	phrase p = { .length = 0 };

	int rc = is_new(c, v);
	if (rc <= 0) return rc;
	const edu_ref item = item_of(c, v);
	say_fault(c, &p, v);
	rc = say_copies(c, &p, v, item);
	if (rc < 0) return rc;
	return edu_finding_add(c->list, c->doc, item, EDU_SEVERITY_ERROR, rule_of(v->constraint), "%s",
	                       p.text);
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

static int run(checking *c, const edu_elm_profile *profile, edu_error *err)
{
	int rc = edu_elm_graph_open(&c->graph, c->doc, c->version);
	if (rc == 0) rc = add_faults(c);
	if (rc == 0) rc = edu_elm_check_unseen(&c->graph, c->version, c->list);
	if (rc < 0) return edu_fail_memory(err);
	if (!profile) return run_named(c, err);
	return run_profile(c, profile) < 0 ? edu_fail_memory(err) : 0;
}

int edu_elm_check_profile(const edu_document *doc, const char *name, edu_finding_list *list, edu_error *err)
{
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
	edu_path_walker_open(&c.walker, &doc->tree);
	const int rc = run(&c, profile, err);
	const edu_allocator *a = &doc->tree.ctx->allocator;
	edu_release(a, c.chain, c.link_capacity * sizeof *c.chain);
	edu_release(a, c.seen, c.seen_slots * sizeof *c.seen);
	edu_release(a, c.lines, c.line_capacity * sizeof *c.lines);
	edu_path_walker_close(&c.walker);
	edu_elm_graph_close(&c.graph);
	return rc;
}
