/*
 * validate/elements.c – XML against the tables: each element by the rows of its class.
 *
 * Reports more than a schema processor, which gives up on an element at its first fault, and is milder
 * where the format tells readers to be: what it does not know is only mentioned.
 */
#include "validate/checking.h"
#include "validate/values.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

typedef struct elements {
	edu_checking *c;
	const edu_tree *tree;
	uint32_t *counts;            /* by row of the class of the current element */
	edu_name signature;          /* the table's name for an XML signature; 0: none */
} elements;

/* The element whose children are looked at. */
typedef struct parent {
	edu_ref item;
	const edu_class *cls;
	uint32_t last_row;           /* of the child before, index into the class's rows */
	bool disordered;             /* that was reported already */
} parent;

static const edu_property *rows_of(const elements *e, const edu_class *cls)
{
	return &e->c->schema->properties[cls->first];
}

static bool is_valid_in(const elements *e, const edu_property *row)
{
	return row->versions >> e->c->version & 1;
}

/* The row of a child in the judging version; NULL: none. */
static const edu_property *row_of(const elements *e, uint16_t cls, edu_ref child)
{
	edu_name known = edu_tree_known(e->tree, e->tree->items[child].name);

	if (!known && e->signature && edu_tree_is_signature(e->tree, child)) known = e->signature;
	return known && cls ? edu_schema_property(e->c->schema, cls, known, e->c->version) : NULL;
}

static const char *name_of(const elements *e, const edu_property *row)
{
	return e->c->schema->names.names[row->name];
}

/* Collapse a text the way the schema does; 0 or EDU_ENOMEM. */
static int collapse(edu_checking *c, const char **text, size_t *length)
{
	c->collapsed.length = 0;
	if (edu_buffer_room(&c->collapsed, *length) < 0) return EDU_ENOMEM;
	*length = edu_collapse(c->collapsed.data, *text, *length);
	*text = c->collapsed.data;
	return 0;
}

static int check_code(edu_checking *c, edu_ref item, const edu_property *row, const char *text, size_t length)
{
	const edu_codes *codes = &c->schema->codes[row->codes];
	const char *code = text;
	size_t code_length = length;
	char expected[200];

	if (row->kind == EDU_VALUE_INTEGER) edu_bare_integer(&code, &code_length);
	if (edu_codes_have(codes, code, code_length, c->version)) return 0;
	edu_severity severity = EDU_SEVERITY_WARNING;
	if (row->flags & EDU_PROPERTY_CLOSED_CODES || c->as_schema) severity = EDU_SEVERITY_ERROR;
	else if (c->doc->format->unknown_code) severity = c->doc->format->unknown_code(codes, text, length);
	edu_checking_codes(c, codes, c->version, expected, sizeof expected);
	return edu_checking_add(c, item, severity, "code", "%s %s be one of: %s",
	                        c->schema->names.names[row->name],
	                        severity == EDU_SEVERITY_ERROR ? "must" : "should", expected);
}

static int check_text(edu_checking *c, edu_ref item, const edu_property *row, const char *text, size_t length)
{
	const char *name = c->schema->names.names[row->name], *pattern = c->schema->patterns[row->pattern];

	if (edu_kind_collapses(row->kind) && collapse(c, &text, &length) < 0) return EDU_ENOMEM;
	if (!edu_kind_has(row->kind, text, length))
		return edu_checking_add(c, item, EDU_SEVERITY_ERROR, "datatype", "%s must be %s", name,
		                        edu_kind_words(row->kind));
	if (row->pattern && !edu_pattern_has(pattern, text, length))
		return edu_checking_add(c, item, EDU_SEVERITY_ERROR, "pattern", "%s must be %s", name,
		                        edu_pattern_words(pattern));
	return row->codes ? check_code(c, item, row, text, length) : 0;
}

/* The text of an element or attribute as a value of a row. */
static int check_value(elements *e, edu_ref item, const edu_property *row)
{
	const char *text;
	size_t length;

	if (row->kind == EDU_VALUE_ANY || row->kind == EDU_VALUE_NODE) return 0;
	if (edu_tree_text(e->tree, item, &e->c->scratch, &text, &length) < 0) return EDU_ENOMEM;
	return check_text(e->c, item, row, text ? text : "", text ? length : 0);
}

static bool is_of_the_schema_instance(const elements *e, edu_ref attribute)
{
	const char *uri = edu_tree_name_uri(e->tree, e->tree->items[attribute].name);
	return uri && strcmp(uri, "http://www.w3.org/2001/XMLSchema-instance") == 0;
}

static int add_unknown(elements *e, edu_ref item, const char *what, const char *rule, const char *of,
                       bool elsewhere)
{
	return edu_checking_add(e->c, item, e->c->as_schema ? EDU_SEVERITY_ERROR : EDU_SEVERITY_INFO, rule,
	                        elsewhere ? "%s has no such %s in version %s, but in another; readers pass over it"
					  : "%s has no such %s in version %s; readers pass over it",
	                        of, what, e->c->schema->versions[e->c->version]);
}

static bool is_known_elsewhere(const elements *e, uint16_t cls, edu_ref item)
{
	const edu_name known = edu_tree_known(e->tree, e->tree->items[item].name);
	return known && cls && edu_schema_any_property(e->c->schema, cls, known);
}

static int check_attribute(elements *e, const parent *p, edu_ref item)
{
	const uint16_t cls = e->tree->items[p->item].cls;
	const edu_property *row = row_of(e, cls, item);

	if (is_of_the_schema_instance(e, item)) return 0;
	if (row && row->flags & EDU_PROPERTY_ATTRIBUTE) {
		e->counts[row - rows_of(e, p->cls)]++;
		return check_value(e, item, row);
	}
	if (p->cls->open) return 0;
	return add_unknown(e, item, "attribute", "unknown-attribute", p->cls->name,
	                   is_known_elsewhere(e, cls, item));
}

/* Below an element whose value is a text: a language where the kind has one, and nothing else. */
static int check_simple(elements *e, edu_ref item, const edu_property *row)
{
	const bool has_language = row->kind == EDU_VALUE_LANGSTRING || row->kind == EDU_VALUE_HTML;
	const char *name = name_of(e, row);
	int rc = check_value(e, item, row);

	for (edu_ref i = edu_tree_first(e->tree, item); i && rc == 0; i = edu_tree_next(e->tree, i)) {
		const edu_item *child = &e->tree->items[i];
		if (child->kind == EDU_KIND_ELEMENT) {
			rc = add_unknown(e, i, "element", "unknown-element", name, false);
		} else if (child->kind == EDU_KIND_ATTRIBUTE && !is_of_the_schema_instance(e, i)) {
			const char *attribute = edu_tree_name_text(e->tree, child->name, NULL);
			const char *tag = child->text;
			size_t length = child->length;
			edu_trim(&tag, &length);
			if (!has_language || strcmp(attribute, "xml:lang") != 0)
				rc = add_unknown(e, i, "attribute", "unknown-attribute", name, false);
			else if (!edu_is_language(tag, length))
				rc = edu_checking_add(e->c, i, EDU_SEVERITY_ERROR, "pattern",
				                      "xml:lang must be %s", edu_pattern_words("language"));
		}
	}
	return rc;
}

static int check_place(elements *e, parent *p, edu_ref item, const edu_property *row)
{
	const uint32_t number = (uint32_t)(row - rows_of(e, p->cls));

	if (number >= p->last_row) {
		p->last_row = number;
		return 0;
	}
	if (p->disordered) return 0;
	p->disordered = true;
	return edu_checking_add(e->c, item, EDU_SEVERITY_ERROR, "order",
	                        "%s: %s must stand before %s; the schema gives the order of all children",
	                        p->cls->name, name_of(e, row), name_of(e, rows_of(e, p->cls) + p->last_row));
}

static int check_child(elements *e, parent *p, edu_ref item)
{
	const uint16_t cls = e->tree->items[p->item].cls;
	const edu_property *row = row_of(e, cls, item);

	if (!row || row->flags & (EDU_PROPERTY_ATTRIBUTE | EDU_PROPERTY_TEXT)) {
		if (p->cls->open) return 0;
		return add_unknown(e, item, "child element", "unknown-element", p->cls->name,
		                   is_known_elsewhere(e, cls, item));
	}
	uint32_t *count = &e->counts[row - rows_of(e, p->cls)];
	int rc = 0;
	if (++*count == row->max + 1u && row->max)
		rc = edu_checking_add(e->c, item, EDU_SEVERITY_ERROR, "too-many",
		                      "%s has more than %u child element%s %s", p->cls->name, row->max,
		                      row->max > 1 ? "s" : "", name_of(e, row));
	if (rc == 0) rc = check_place(e, p, item, row);
	if (rc == 0 && row->kind != EDU_VALUE_NODE && row->kind != EDU_VALUE_ANY)
		rc = check_simple(e, item, row);
	return rc;
}

static const edu_property *text_row(const elements *e, const edu_class *cls)
{
	for (uint16_t r = 0; r < cls->count; r++) {
		const edu_property *row = rows_of(e, cls) + r;
		if (row->flags & EDU_PROPERTY_TEXT && is_valid_in(e, row)) return row;
	}
	return NULL;
}

/* Has the class attributes only? Then not even white space may stand in the element. */
static bool is_empty(const elements *e, const edu_class *cls)
{
	for (uint16_t r = 0; r < cls->count; r++)
		if (!(rows_of(e, cls)[r].flags & EDU_PROPERTY_ATTRIBUTE)) return false;
	return cls->count > 0;
}

/* The element's own text: a value where the class has one, else only white space. */
static int check_own_text(elements *e, const parent *p)
{
	const edu_property *row = text_row(e, p->cls);
	const char *text;
	size_t length;

	if (p->cls->open) return 0;
	if (row) return check_value(e, p->item, row);
	if (edu_tree_text(e->tree, p->item, &e->c->scratch, &text, &length) < 0) return EDU_ENOMEM;
	const bool blank = !text || edu_is_blank(text, length);
	if (blank && !(length && e->c->as_schema && is_empty(e, p->cls))) return 0;
	return edu_checking_add(e->c, p->item, EDU_SEVERITY_ERROR, "text", "%s holds elements only, no text",
	                        p->cls->name);
}

static int check_counts(elements *e, const parent *p)
{
	int rc = 0;

	for (uint16_t r = 0; r < p->cls->count && rc == 0; r++) {
		const edu_property *row = rows_of(e, p->cls) + r;
		if (!is_valid_in(e, row) || row->flags & EDU_PROPERTY_TEXT || e->counts[r] >= row->min)
			continue;
		rc = edu_checking_add(
			e->c, p->item, EDU_SEVERITY_ERROR, "missing", "%s needs the %s %s", p->cls->name,
			row->flags & EDU_PROPERTY_ATTRIBUTE ? "attribute" : "child element", name_of(e, row));
	}
	memset(e->counts, 0, p->cls->count * sizeof *e->counts);
	return rc;
}

static int check_element(elements *e, edu_ref item)
{
	parent p = { .item = item, .cls = &e->c->schema->classes[e->tree->items[item].cls] };
	int rc = 0;

	for (edu_ref i = edu_tree_first(e->tree, item); i && rc == 0; i = edu_tree_next(e->tree, i)) {
		if (e->tree->items[i].kind == EDU_KIND_ATTRIBUTE) rc = check_attribute(e, &p, i);
		else if (e->tree->items[i].kind == EDU_KIND_ELEMENT) rc = check_child(e, &p, i);
	}
	if (rc == 0) rc = check_own_text(e, &p);
	return rc == 0 ? check_counts(e, &p) : rc;
}

static uint16_t most_rows(const edu_schema *s)
{
	uint16_t most = 1;

	for (uint32_t i = 1; i < s->class_count; i++)
		if (s->classes[i].count > most) most = s->classes[i].count;
	return most;
}

int edu_check_elements(edu_checking *c)
{
	const edu_tree *t = &c->doc->tree;
	const edu_allocator *a = &t->ctx->allocator;
	const size_t size = most_rows(c->schema) * sizeof(uint32_t);
	elements e = { .c = c, .tree = t, .counts = edu_allocate(a, size) };
	int rc = 0;

	if (!e.counts) return EDU_ENOMEM;
	memset(e.counts, 0, size);
	e.signature = edu_table_find(&c->schema->names, "ds:Signature", strlen("ds:Signature"));
	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i))
		if (t->items[i].kind == EDU_KIND_ELEMENT && t->items[i].cls) rc = check_element(&e, i);
	edu_release(a, e.counts, size);
	return rc;
}
