/*
 * xml/canonical.c – writing the canonical form; see canonical.h.
 */
#include "xml/canonical.h"
#include "base/fail.h"
#include "base/text.h"

#include <string.h>

#define XML_URI "http://www.w3.org/XML/1998/namespace"

/* A namespace declaration that was written, or is about to be. */
typedef struct binding {
	const char *prefix, *uri;
	uint32_t prefix_length, uri_length;
	edu_ref owner;
	bool silent; /* xmlns="" on an apex: nothing is to be taken back, and nothing to be inherited */
} binding;

typedef struct writer {
	const edu_tree *t;
	const edu_xml_canonical *how;
	edu_buffer *out;
	edu_error *err;
	binding *scope; /* written on the open elements, innermost last; those of the present tag sorted */
	size_t scope_count, scope_capacity;
	edu_ref *attributes; /* of the present tag, sorted */
	size_t attribute_count, attribute_capacity;
	int rc;
} writer;

static void put(writer *w, const char *text, size_t length)
{
	if (w->rc == 0 && length && edu_buffer_add(w->out, text, length) < 0) w->rc = edu_fail_memory(w->err);
}

static void put_literal(writer *w, const char *text)
{
	put(w, text, strlen(text));
}

/* Section 2.3: what text and attributes may not hold as it is. */
enum { PLAIN = 0, AMP, LT, GT, QUOTE, TAB, LF, CR };
static const char *const references[] = { "", "&amp;", "&lt;", "&gt;", "&quot;", "&#x9;", "&#xA;", "&#xD;" };
static const uint8_t in_text[256] = { ['&'] = AMP, ['<'] = LT, ['>'] = GT, ['\r'] = CR };
static const uint8_t in_attribute[256] = {
	['&'] = AMP, ['<'] = LT, ['"'] = QUOTE, ['\t'] = TAB, ['\n'] = LF, ['\r'] = CR,
};
static const uint8_t in_instruction[256] = { ['\r'] = CR };

static void put_escaped(writer *w, const char *text, size_t length, const uint8_t *needs)
{
	size_t from = 0;

	for (size_t i = 0; i < length; i++) {
		const unsigned need = needs[(unsigned char)text[i]];
		if (!need) continue;
		put(w, text + from, i - from);
		put_literal(w, references[need]);
		from = i + 1;
	}
	put(w, text + from, length - from);
}

/* ---- names ---- */

static const char *name_of(const edu_tree *t, edu_name name, uint32_t *length)
{
	return edu_tree_name_text(t, name, length);
}

static const char *uri_of(const edu_tree *t, edu_name name)
{
	const char *uri = edu_tree_name_uri(t, name);
	return uri ? uri : "";
}

/* The bytes of a name before its colon; none: it has no prefix. */
static uint32_t prefix_length(const edu_tree *t, edu_name name)
{
	const size_t local = (size_t)(edu_tree_name_local(t, name) - name_of(t, name, NULL));
	return local ? (uint32_t)local - 1 : 0;
}

static int order(const char *a, size_t a_length, const char *b, size_t b_length)
{
	const int o = memcmp(a, b, a_length < b_length ? a_length : b_length);
	return o ? o : (a_length > b_length) - (a_length < b_length);
}

static bool is_xml_attribute(const edu_tree *t, edu_ref item)
{
	return t->items[item].kind == EDU_KIND_ATTRIBUTE &&
	       strcmp(uri_of(t, t->items[item].name), XML_URI) == 0;
}

/* ---- namespaces: what of them is written on a start tag ---- */

static const binding *find_binding(const writer *w, size_t count, const char *prefix, size_t length)
{
	while (count-- > 0) {
		const binding *b = &w->scope[count];
		if (order(b->prefix, b->prefix_length, prefix, length) == 0) return b;
	}
	return NULL;
}

/* Canonical XML, section 1.3: with a relative name of a namespace there is no canonical form. */
static bool is_relative(const char *uri)
{
	size_t i = 0;

	while (uri[i] && !strchr(":/?#", uri[i])) i++;
	return *uri && uri[i] != ':';
}

static void check_uri(writer *w, const char *uri)
{
	if (w->rc == 0 && is_relative(uri))
		w->rc = edu_fail(w->err, EDU_EINVALID, "xml/relative-namespace",
		                 "a namespace has a relative name; such a document has no canonical form");
}

/* Put a binding in its place among those of the present tag, which begin at first. */
static void insert_binding(writer *w, size_t first, const binding *b)
{
	check_uri(w, b->uri);
	if (w->rc < 0) return;
	if (!edu_grow(&w->t->ctx->allocator, (void **)&w->scope, &w->scope_capacity, w->scope_count,
	              sizeof *b)) {
		w->rc = edu_fail_memory(w->err);
		return;
	}
	size_t at = w->scope_count++;
	for (; at > first; at--) {
		const binding *before = &w->scope[at - 1];
		if (order(before->prefix, before->prefix_length, b->prefix, b->prefix_length) <= 0) break;
		w->scope[at] = *before;
	}
	w->scope[at] = *b;
}

/* The same for one that is not in force already. */
static void add_binding(writer *w, size_t first, const binding *b)
{
	const binding *before = find_binding(w, w->scope_count, b->prefix, b->prefix_length);
	const bool same =
		before ? order(before->uri, before->uri_length, b->uri, b->uri_length) == 0 : !b->uri_length;

	if (!same) insert_binding(w, first, b);
}

/* What an element declares, and an apex has in scope: the nearest declaration of each prefix. */
static void add_declarations(writer *w, size_t first, edu_ref element, edu_ref apex)
{
	const edu_tree *t = w->t;

	for (edu_ref c = edu_tree_first(t, element); c && t->items[c].kind == EDU_KIND_NAMESPACE;
	     c = edu_tree_next(t, c)) {
		const edu_item *i = &t->items[c];
		binding b = { .uri = i->text, .uri_length = i->length, .owner = apex ? apex : element };
		b.prefix = name_of(t, i->name, &b.prefix_length);
		if (c == w->how->undeclared || edu_equal(b.prefix, b.prefix_length, "xml")) continue;
		b.silent = apex && !b.uri_length;
		if (!apex) add_binding(w, first, &b);
		else if (!find_binding(w, w->scope_count, b.prefix, b.prefix_length))
			insert_binding(w, first, &b);
	}
}

static void add_inclusive(writer *w, size_t first, edu_ref element)
{
	const edu_tree *t = w->t;

	if (element != w->how->apex) {
		add_declarations(w, first, element, 0);
		return;
	}
	for (edu_ref e = element; t->items[e].kind == EDU_KIND_ELEMENT; e = t->items[e].parent)
		add_declarations(w, first, e, element);
}

/* The prefix that a name visibly uses. */
static void add_used(writer *w, size_t first, edu_ref element, edu_name name)
{
	const edu_tree *t = w->t;
	binding b = { .prefix = name_of(t, name, NULL), .uri = uri_of(t, name), .owner = element };

	b.prefix_length = prefix_length(t, name);
	b.uri_length = (uint32_t)strlen(b.uri);
	if (!edu_equal(b.prefix, b.prefix_length, "xml")) add_binding(w, first, &b);
}

/* Exclusive XML Canonicalization, section 3: only what the element and its attributes use. */
static void add_exclusive(writer *w, size_t first, edu_ref element)
{
	const edu_tree *t = w->t;

	add_used(w, first, element, t->items[element].name);
	for (size_t i = 0; i < w->attribute_count; i++) {
		const edu_name name = t->items[w->attributes[i]].name;
		if (prefix_length(t, name)) add_used(w, first, element, name);
	}
}

/* ---- attributes ---- */

/* By namespace, then local name; those without a namespace come first (section 2.2). */
static int order_attributes(const edu_tree *t, edu_ref a, edu_ref b)
{
	const edu_name m = t->items[a].name, n = t->items[b].name;
	const int o = strcmp(uri_of(t, m), uri_of(t, n));
	return o ? o : strcmp(edu_tree_name_local(t, m), edu_tree_name_local(t, n));
}

/* The place for an attribute among the sorted ones; *taken: one of its name is there. */
static size_t attribute_place(const writer *w, edu_ref attribute, bool *taken)
{
	size_t low = 0, high = w->attribute_count;

	*taken = false;
	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const int o = order_attributes(w->t, w->attributes[middle], attribute);
		*taken = *taken || o == 0;
		if (o < 0) low = middle + 1;
		else high = middle;
	}
	return low;
}

/* The reader allows 1024 attributes of an element: moving them costs less than sorting would. */
static void add_attribute(writer *w, edu_ref attribute)
{
	bool taken;
	const size_t at = attribute_place(w, attribute, &taken);

	if (taken || w->rc < 0) return;
	if (!edu_grow(&w->t->ctx->allocator, (void **)&w->attributes, &w->attribute_capacity,
	              w->attribute_count, sizeof *w->attributes)) {
		w->rc = edu_fail_memory(w->err);
		return;
	}
	memmove(w->attributes + at + 1, w->attributes + at,
	        (w->attribute_count - at) * sizeof *w->attributes);
	w->attributes[at] = attribute;
	w->attribute_count++;
}

static void add_attributes(writer *w, edu_ref element, bool xml_only)
{
	const edu_item *items = w->t->items;

	for (edu_ref c = edu_tree_first(w->t, element); c; c = edu_tree_next(w->t, c)) {
		if (items[c].kind != EDU_KIND_ATTRIBUTE && items[c].kind != EDU_KIND_NAMESPACE) return;
		if (items[c].kind == EDU_KIND_ATTRIBUTE && (!xml_only || is_xml_attribute(w->t, c)))
			add_attribute(w, c);
	}
}

/* Section 2.4: an apex takes over xml:lang and its like from the elements around it. */
static void gather_attributes(writer *w, edu_ref element)
{
	const edu_item *items = w->t->items;

	w->attribute_count = 0;
	add_attributes(w, element, false);
	if (element != w->how->apex || w->how->exclusive) return;
	for (edu_ref e = items[element].parent; items[e].kind == EDU_KIND_ELEMENT; e = items[e].parent)
		add_attributes(w, e, true);
}

/* ---- tags and what stands between them ---- */

static void put_name(writer *w, edu_name name)
{
	uint32_t length;
	const char *text = name_of(w->t, name, &length);
	put(w, text, length);
}

static void put_binding(writer *w, const binding *b)
{
	if (b->silent) return;
	put_literal(w, b->prefix_length ? " xmlns:" : " xmlns");
	put(w, b->prefix, b->prefix_length);
	put(w, "=\"", 2);
	put_escaped(w, b->uri, b->uri_length, in_attribute);
	put(w, "\"", 1);
}

static void begin_element(writer *w, edu_ref element)
{
	const edu_item *items = w->t->items;
	const size_t first = w->scope_count;

	gather_attributes(w, element);
	if (w->how->exclusive) add_exclusive(w, first, element);
	else add_inclusive(w, first, element);
	put(w, "<", 1);
	put_name(w, items[element].name);
	for (size_t i = first; i < w->scope_count; i++) put_binding(w, &w->scope[i]);
	for (size_t i = 0; i < w->attribute_count; i++) {
		const edu_item *a = &items[w->attributes[i]];
		put(w, " ", 1);
		put_name(w, a->name);
		put(w, "=\"", 2);
		put_escaped(w, a->text, a->length, in_attribute);
		put(w, "\"", 1);
	}
	put(w, ">", 1);
}

static void end_element(writer *w, edu_ref element)
{
	put(w, "</", 2);
	put_name(w, w->t->items[element].name);
	put(w, ">", 1);
	while (w->scope_count && w->scope[w->scope_count - 1].owner == element) w->scope_count--;
}

static void put_text(writer *w, const edu_item *i)
{
	const char *text = i->text;
	size_t length = i->length;

	if (!text) return;
	if (w->how->blanks == EDU_XML_BLANKS_TRIMMED) edu_trim(&text, &length);
	if (i->kind == EDU_KIND_TEXT && w->how->blanks != EDU_XML_BLANKS_KEPT && edu_is_blank(text, length))
		return;
	put_escaped(w, text, length, in_text);
}

static void put_instruction(writer *w, const edu_item *i)
{
	put(w, "<?", 2);
	put_name(w, i->name);
	if (i->length) put(w, " ", 1);
	if (i->length) put_escaped(w, i->text, i->length, in_instruction);
	put(w, "?>", 2);
}

/* Instructions outside the root stand on lines of their own. */
static void put_outer_instruction(writer *w, edu_ref item, bool behind_root)
{
	if (behind_root) put(w, "\n", 1);
	put_instruction(w, &w->t->items[item]);
	if (!behind_root) put(w, "\n", 1);
}

/* The first child that stands between the tags; 0: none. */
static edu_ref first_content(const edu_tree *t, edu_ref element)
{
	edu_ref c = edu_tree_first(t, element);
	while (c && (t->items[c].kind == EDU_KIND_ATTRIBUTE || t->items[c].kind == EDU_KIND_NAMESPACE))
		c = edu_tree_next(t, c);
	return c;
}

/* Begin an item; returns where to go on inside it, 0: it has no inside. */
static edu_ref enter(writer *w, edu_ref item)
{
	const edu_item *i = &w->t->items[item];

	if (item == w->how->without) return 0;
	if (i->kind == EDU_KIND_TEXT || i->kind == EDU_KIND_CDATA) put_text(w, i);
	if (i->kind == EDU_KIND_INSTRUCTION) put_instruction(w, i);
	if (i->kind != EDU_KIND_ELEMENT) return 0;
	begin_element(w, item);
	put_text(w, i);
	const edu_ref inside = first_content(w->t, item);
	if (!inside) end_element(w, item);
	return inside;
}

static void put_subtree(writer *w, edu_ref top)
{
	const edu_tree *t = w->t;
	edu_ref at = top, inside = enter(w, top);

	while (w->rc == 0 && (inside || at != top)) {
		edu_ref next = inside;
		while (!next && at != top) {
			next = edu_tree_next(t, at);
			if (next) break;
			at = t->items[at].parent;
			end_element(w, at);
		}
		if (!next) return;
		at = next;
		inside = enter(w, at);
	}
}

static void put_document(writer *w)
{
	const edu_tree *t = w->t;
	bool behind_root = false;

	for (edu_ref c = edu_tree_first(t, t->top); c; c = edu_tree_next(t, c)) {
		if (t->items[c].kind == EDU_KIND_INSTRUCTION) put_outer_instruction(w, c, behind_root);
		if (t->items[c].kind == EDU_KIND_ELEMENT) put_subtree(w, c);
		behind_root = behind_root || t->items[c].kind == EDU_KIND_ELEMENT;
	}
}

int edu_xml_canonicalise(edu_buffer *out, const edu_tree *t, const edu_xml_canonical *how, edu_error *err)
{
	writer w = { .t = t, .how = how, .out = out, .err = err };
	const edu_allocator *a = &t->ctx->allocator;

	if (how->apex) put_subtree(&w, how->apex);
	else put_document(&w);
	edu_release(a, w.scope, w.scope_capacity * sizeof *w.scope);
	edu_release(a, w.attributes, w.attribute_capacity * sizeof *w.attributes);
	return w.rc;
}
