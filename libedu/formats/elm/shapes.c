/*
 * formats/elm/shapes.c – constraints on the statements about one node; see shapes.h.
 *
 * Shapes that refer to shapes are few and their depth is that of the tables, whatever the document.
 */
#include "formats/elm/shapes.h"
#include "base/text.h"
#include "model/sort.h"

#include <string.h>

enum { DEEPEST = 8, LONGEST_DATETIME = 64 };

typedef struct checker {
	const edu_elm_graph *g;
	unsigned version;
	edu_elm_report *report;
	void *state;
	unsigned depth;
} checker;

/* One property shape at one node. */
typedef struct slot {
	const edu_elm_node_shape *shape;
	const edu_elm_shape_row *row;
	edu_elm_thing_number focus;
	edu_elm_thing_number predicate;
	size_t first, end;
} slot;

static int violate(const checker *c, const slot *s, edu_elm_constraint constraint, size_t first, size_t end,
                   edu_elm_thing_number value, const edu_elm_violation *inner)
{
	const edu_elm_violation v = {
		.constraint = constraint,
		.shape = s->shape,
		.row = s->row,
		.focus = s->focus,
		.predicate = s->predicate,
		.value = value,
		.first = first,
		.end = end,
		.inner = inner,
	};
	return c->report(c->state, &v);
}

static bool has_class(const edu_elm_graph *g, edu_elm_thing_number node, uint16_t iri)
{
	return edu_elm_graph_has(g, node, g->type, g->iris[iri]);
}

/* The first violation that a value has under a shape. */
typedef struct found {
	bool any;
	edu_elm_violation violation;
} found;

static int remember(void *state, const edu_elm_violation *violation)
{
	found *f = state;

	if (!f->any) f->violation = *violation, f->violation.inner = NULL;
	f->any = true;
	return 0;
}

static int check_shape(const checker *c, const edu_elm_node_shape *shape, edu_elm_thing_number focus);

/* Whether a node satisfies a shape, 1 or 0, or EDU_ENOMEM; *f tells why not. */
static int satisfies(const checker *c, uint16_t shape, edu_elm_thing_number node, found *f)
{
	checker inner = *c;

	*f = (found){ 0 };
	if (c->depth >= DEEPEST) return 1;
	inner.depth++;
	inner.report = remember;
	inner.state = f;
	const int rc = check_shape(&inner, &edu_elm_shapes[shape], node);
	return rc < 0 ? rc : !f->any;
}

/* 1, 0 or EDU_ENOMEM: one of the classes or shapes fits. */
static int fits_any(const checker *c, uint16_t first, uint16_t count, edu_elm_thing_number node)
{
	found f;

	for (uint16_t i = 0; i < count; i++) {
		const uint16_t choice = edu_elm_lists[first + i];
		const int fits = choice & EDU_ELM_IS_SHAPE
		                         ? satisfies(c, (uint16_t)(choice & ~EDU_ELM_IS_SHAPE), node, &f)
		                         : has_class(c->g, node, choice);
		if (fits) return fits;
	}
	return 0;
}

bool edu_elm_is_datetime_pattern(const char *text, size_t length)
{
	char copy[LONGEST_DATETIME];
	const char *at = text + (length && *text == '-');

	if (edu_is_datetime(text, length)) return true;
	for (int part = 0; part < 2; part++, at++)
		if (!(at = memchr(at, '-', length - (size_t)(at - text)))) return false;
	const size_t day = (size_t)(at - text);
	if (length >= sizeof copy || day + 2 > length) return false;
	if (!((at[0] == '3' && (at[1] == '0' || at[1] == '1')) || (at[0] == '2' && at[1] == '9')))
		return false;
	memcpy(copy, text, length);
	copy[day] = copy[day + 1] = '1';
	return edu_is_datetime(copy, length);
}

static bool has_form(const char *datatype, const edu_elm_thing *t)
{
	static const struct {
		const char *name;
		bool (*has)(const char *text, size_t length);
	} forms[] = {
		{ "dateTime", edu_elm_is_datetime_pattern },
		{ "duration", edu_is_duration },
		{ "decimal", edu_is_decimal },
		{ "integer", edu_is_integer },
		{ "positiveInteger", edu_is_integer },
		{ "boolean", edu_is_boolean },
	};
	const char *name = strrchr(datatype, '#');

	for (size_t i = 0; name && i < sizeof forms / sizeof *forms; i++)
		if (strcmp(name + 1, forms[i].name) == 0 && !forms[i].has(t->text, t->length)) return false;
	return !name || strcmp(name + 1, "positiveInteger") != 0 ||
	       edu_compare_decimals(t->text, t->length, "0", 1) > 0;
}

static bool has_datatype(const edu_elm_graph *g, uint16_t iri, edu_elm_thing_number value)
{
	const edu_elm_thing *t = &g->things[value];
	const char *datatype = edu_elm_iris[iri];

	if (t->kind != EDU_ELM_TEXT) return false;
	if (strcmp(strrchr(datatype, '#') + 1, "langString") == 0) return t->language != NULL;
	return t->datatype && edu_equal(t->datatype, t->datatype_length, datatype) && has_form(datatype, t);
}

static bool begins_with(const edu_elm_thing *t, const char *prefix)
{
	const size_t length = strlen(prefix);

	if (t->kind == EDU_ELM_BLANK || t->length < length) return false;
	for (size_t i = 0; i < length; i++)
		if (prefix[i] != '.' && prefix[i] != t->text[i]) return false;
	return true;
}

static bool has_pattern(uint8_t pattern, const edu_elm_thing *t)
{
	if (t->kind == EDU_ELM_BLANK) return false;
	if (pattern == EDU_ELM_PATTERN_ANY || pattern == EDU_ELM_PATTERN_ALL_ANY) return true;
	return (t->length >= 5 && edu_equal_nocase(t->text, 5, "http:")) ||
	       (t->length >= 6 && edu_equal_nocase(t->text, 6, "https:"));
}

static bool is_listed(const edu_elm_graph *g, const edu_elm_shape_row *row, edu_elm_thing_number value)
{
	for (uint16_t i = 0; i < row->in_count; i++)
		if (g->iris[edu_elm_lists[row->in + i]] == value) return true;
	return false;
}

/* A value that is no number, or above the limit. */
static bool exceeds(const edu_elm_thing *t, uint16_t limit)
{
	char digits[8];
	size_t n = sizeof digits;

	if (t->kind != EDU_ELM_TEXT || t->language || !edu_is_decimal(t->text, t->length)) return true;
	const char *name = memchr(t->datatype, '#', t->datatype_length);
	if (name && edu_equal(name, t->datatype_length - (size_t)(name - t->datatype), "#string"))
		return true;
	do digits[--n] = (char)('0' + limit % 10);
	while ((limit /= 10) && n);
	return edu_compare_decimals(t->text, t->length, digits + n, sizeof digits - n) > 0;
}

static bool has_kind(const edu_elm_thing *t, uint8_t kind)
{
	return kind == 1 ? t->kind == EDU_ELM_IRI : t->kind == EDU_ELM_TEXT;
}

/* The constraints on one value that need no more than a look at it; 0: it satisfies the number-th of them. */
static edu_elm_constraint fault_of(const edu_elm_graph *g, const slot *s, edu_elm_thing_number value,
                                   int number)
{
	const edu_elm_shape_row *row = s->row;
	const edu_elm_thing *t = &g->things[value];
	const bool all = row->pattern >= EDU_ELM_PATTERN_ALL_ANY;

	switch (number) {
	case 0: return row->datatype && !has_datatype(g, row->datatype, value) ? EDU_ELM_DATATYPE : 0;
	case 1: return row->cls && !has_class(g, value, row->cls) ? EDU_ELM_CLASS : 0;
	case 2: return row->kind && !has_kind(t, row->kind) ? EDU_ELM_NODE_KIND : 0;
	case 3:
		return row->pattern && !has_pattern(row->pattern, t) ? all ? EDU_ELM_ALL_OF : EDU_ELM_PATTERN
		                                                     : 0;
	case 4: return row->prefix && !begins_with(t, edu_elm_iris[row->prefix]) ? EDU_ELM_PATTERN : 0;
	case 5: return row->in_count && !is_listed(g, row, value) ? EDU_ELM_IN : 0;
	case 6: return row->max_value && exceeds(t, row->max_value) ? EDU_ELM_MAX_VALUE : 0;
	case 7:
		return row->disjoint && edu_elm_graph_has(g, s->focus, g->iris[row->disjoint], value)
		               ? EDU_ELM_DISJOINT
		               : 0;
	default: return 0;
	}
}

enum { SIMPLE_CONSTRAINTS = 8 };

static int check_value(const checker *c, const slot *s, size_t first, size_t end)
{
	const edu_elm_thing_number value = c->g->statements[first].object;
	found f;
	int rc = 0;

	for (int i = 0; i < SIMPLE_CONSTRAINTS && rc == 0; i++) {
		const edu_elm_constraint fault = fault_of(c->g, s, value, i);
		if (fault) rc = violate(c, s, fault, first, end, value, NULL);
	}
	if (rc == 0 && s->row->any_count) {
		const int fits = fits_any(c, s->row->any, s->row->any_count, value);
		rc = fits < 0 ? fits : fits ? 0 : violate(c, s, EDU_ELM_ANY_OF, first, end, value, NULL);
	}
	if (rc == 0 && s->row->node) {
		const int fits = satisfies(c, s->row->node, value, &f);
		rc = fits < 0 ? fits
		     : fits   ? 0
		              : violate(c, s, EDU_ELM_NODE_SHAPE, first, end, value, &f.violation);
	}
	return rc;
}

/* A text with its language, for finding two of one language. */
typedef struct tagged {
	const edu_elm_thing *text;
	size_t statement;
} tagged;

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static int by_language(const void *a, const void *b, const void *state)
{
	const edu_elm_thing *x = ((const tagged *)a)->text, *y = ((const tagged *)b)->text;
	int order = (x->language_length > y->language_length) - (x->language_length < y->language_length);

	for (uint32_t i = 0; i < x->language_length && !order; i++)
		order = lower(x->language[i]) - lower(y->language[i]);
	return order;
}

/* One violation for each language that has several texts. */
static int check_languages(const checker *c, const slot *s)
{
	const edu_elm_graph *g = c->g;
	const size_t room = s->end - s->first;
	size_t count = 0;

	if (room < 2) return 0;
	tagged *texts = edu_allocate(g->allocator, room * sizeof *texts);
	if (!texts) return EDU_ENOMEM;
	for (size_t i = s->first; i < s->end; i = edu_elm_graph_next(g, i, s->end)) {
		const edu_elm_thing *text = &g->things[g->statements[i].object];
		if (text->language) texts[count++] = (tagged){ text, i };
	}
	int rc = edu_sort(g->allocator, texts, count, sizeof *texts, by_language, NULL);
	for (size_t i = 1; i < count && rc == 0; i++) {
		if (by_language(&texts[i - 1], &texts[i], NULL) != 0) continue;
		if (i > 1 && by_language(&texts[i - 2], &texts[i], NULL) == 0) continue;
		const size_t at = texts[i].statement;
		rc = violate(c, s, EDU_ELM_UNIQUE_LANG, at, edu_elm_graph_next(g, at, s->end),
		             g->statements[at].object, NULL);
	}
	edu_release(g->allocator, texts, room * sizeof *texts);
	return rc;
}

static int check_slot(const checker *c, slot *s)
{
	const edu_elm_graph *g = c->g;
	const edu_elm_shape_row *row = s->row;
	size_t count = 0;
	bool has_value = false;
	int rc = 0;

	s->end = edu_elm_graph_values(g, s->focus, s->predicate, &s->first);
	for (size_t i = s->first; i < s->end; i = edu_elm_graph_next(g, i, s->end)) {
		count++;
		has_value |= row->value && g->statements[i].object == g->iris[row->value];
	}
	if (count < row->min) rc = violate(c, s, EDU_ELM_MIN_COUNT, s->first, s->end, 0, NULL);
	if (rc == 0 && count > row->max) rc = violate(c, s, EDU_ELM_MAX_COUNT, s->first, s->end, 0, NULL);
	if (rc == 0 && row->value && !has_value)
		rc = violate(c, s, EDU_ELM_HAS_VALUE, s->first, s->end, 0, NULL);
	for (size_t i = s->first, next; i < s->end && rc == 0; i = next) {
		next = edu_elm_graph_next(g, i, s->end);
		rc = check_value(c, s, i, next);
	}
	return rc == 0 && row->unique_language ? check_languages(c, s) : rc;
}

static bool is_allowed(const checker *c, const edu_elm_node_shape *shape, edu_elm_thing_number predicate)
{
	if (predicate == c->g->type) return true;
	for (uint16_t r = 0; r < shape->count; r++) {
		const edu_elm_shape_row *row = &edu_elm_shape_rows[shape->first + r];
		if (row->versions >> c->version & 1 && c->g->iris[row->path] == predicate) return true;
	}
	return false;
}

static int check_closed(const checker *c, const edu_elm_node_shape *shape, edu_elm_thing_number focus)
{
	const edu_elm_graph *g = c->g;
	const edu_elm_thing *node = &g->things[focus];
	const size_t end = node->statements + node->count;
	bool allowed = true;
	int rc = 0;

	for (size_t i = node->statements, next; i < end && rc == 0; i = next) {
		const edu_elm_statement *st = &g->statements[i];
		next = edu_elm_graph_next(g, i, end);
		if (i == node->statements || st[-1].predicate != st->predicate)
			allowed = is_allowed(c, shape, st->predicate);
		if (allowed) continue;
		const slot s = { .shape = shape, .focus = focus, .predicate = st->predicate };
		rc = violate(c, &s, EDU_ELM_CLOSED, i, next, st->object, NULL);
	}
	return rc;
}

static int check_shape(const checker *c, const edu_elm_node_shape *shape, edu_elm_thing_number focus)
{
	slot s = { .shape = shape, .focus = focus };
	int rc = 0;

	if (shape->cls && !has_class(c->g, focus, shape->cls))
		rc = violate(c, &s, EDU_ELM_CLASS, 0, 0, focus, NULL);
	if (rc == 0 && shape->any_count) {
		const int fits = fits_any(c, shape->any, shape->any_count, focus);
		rc = fits < 0 ? fits : fits ? 0 : violate(c, &s, EDU_ELM_ANY_OF, 0, 0, focus, NULL);
	}
	for (uint16_t r = 0; r < shape->count && rc == 0; r++) {
		s.row = &edu_elm_shape_rows[shape->first + r];
		s.predicate = c->g->iris[s.row->path];
		if (s.row->versions >> c->version & 1) rc = check_slot(c, &s);
	}
	return rc == 0 && shape->closed ? check_closed(c, shape, focus) : rc;
}

int edu_elm_shape_check(const edu_elm_graph *g, const edu_elm_node_shape *shape, unsigned version,
                        edu_elm_thing_number focus, edu_elm_report *report, void *state)
{
	const checker c = { .g = g, .version = version, .report = report, .state = state };
	return check_shape(&c, shape, focus);
}
