/*
 * convert/places.c – see places.h.
 */
#include "convert/places.h"

#include <stdlib.h>
#include <string.h>

#include "model/order.h"

/* ---- paths of XML ---- */

static bool next_step(const char **path, const char *end, edu_path_step *step)
{
	if (*path >= end || **path != '/') return false;
	const char *start = ++*path;
	while (*path < end && **path != '/' && **path != '[') ++*path;
	*step = (edu_path_step){ start, (size_t)(*path - start), 1 };
	if (*path < end && **path == '[') {
		step->position = (unsigned)strtoul(*path + 1, NULL, 10);
		while (*path < end && **path != '/') ++*path;
	}
	return step->length > 0 && step->position > 0;
}

static bool is_called(const char *name, const edu_path_step *step)
{
	return strlen(name) == step->length && !memcmp(name, step->name, step->length);
}

static edu_ref child_from(const edu_tree *t, edu_ref from, edu_path_step step)
{
	const bool attribute = *step.name == '@';
	if (attribute) step.name++, step.length--;
	for (edu_ref c = from; c; c = edu_tree_next(t, c)) {
		const edu_kind kind = (edu_kind)t->items[c].kind;
		if (kind != (attribute ? EDU_KIND_ATTRIBUTE : EDU_KIND_ELEMENT)) continue;
		const char *local = attribute ? edu_tree_name_text(t, t->items[c].name, NULL) : edu_tree_name_local(t, t->items[c].name);
		if (is_called(local, &step) && !--step.position) return c;
	}
	return 0;
}

static edu_ref child_at(edu_places *p, unsigned depth, edu_ref parent, const edu_path_step *step)
{
	edu_last_place *last = depth < EDU_LAST_PLACES ? &p->last[depth] : NULL;
	edu_path_step left = *step;
	edu_ref from = 0;
	if (last && last->parent == parent && last->step.position <= step->position
	    && last->step.length == step->length && !memcmp(last->step.name, step->name, step->length)) {
		from = last->child;
		left.position -= last->step.position - 1;
	}
	const edu_ref child = child_from(p->tree, from ? from : edu_tree_first(p->tree, parent), left);
	if (last && child) *last = (edu_last_place){ parent, child, *step };
	return child;
}

/* Whoever wrote the carrier chose the path: a name must be one (XML 1.0, production 5), and its prefix declared. */
static bool is_name(const char *name, size_t length)
{
	if (length > 4 && !memcmp(name, "xml:", 4)) name += 4, length -= 4;
	for (size_t i = 0; i < length; i++) {
		const unsigned char c = (unsigned char)name[i];
		const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
		const bool later = (c >= '0' && c <= '9') || c == '-' || c == '.';
		if (!letter && !(i && later)) return false;
	}
	return length > 0;
}

static int make_child(edu_tree *t, edu_ref parent, const edu_path_step *step, edu_ref *out)
{
	const bool attribute = *step->name == '@';
	const char *name = step->name + attribute;
	const size_t length = step->length - attribute;
	*out = 0;
	if (!is_name(name, length)) return 0;
	edu_name known = edu_tree_name(t, name, length);
	if (!attribute && known && known <= t->table->count) known = edu_tree_name_beside(t, parent, known);
	if (known) *out = edu_tree_add(t, parent, attribute ? EDU_KIND_ATTRIBUTE : EDU_KIND_ELEMENT, known);
	if (!*out) return EDU_ENOMEM;
	if (attribute) edu_put_attributes_first(t, parent);
	return 0;
}

int edu_places_find(edu_places *p, const char *path, size_t length, bool make, edu_ref *out)
{
	edu_tree *t = p->tree;
	const char *end = path + length;
	edu_path_step step;
	edu_ref item = edu_tree_root(t);
	int rc = 0;
	*out = 0;
	if (!next_step(&path, end, &step)) return 0;
	/* What stood around the document, in an envelope, has no place in the document alone. */
	if (!is_called(edu_tree_name_local(t, t->items[item].name), &step)) return 0;
	for (unsigned depth = 0; item && rc >= 0 && next_step(&path, end, &step); depth++) {
		edu_ref child = child_at(p, depth, item, &step);
		if (!child && make) rc = make_child(t, item, &step, &child);
		item = child;
	}
	*out = rc < 0 ? 0 : item;
	return rc;
}

/* ---- pointers into JSON ---- */

/* A single value that gets company moves into an array in its place. */
static int make_array(edu_tree *t, edu_ref *item)
{
	const edu_ref array = edu_tree_add(t, t->items[*item].parent, EDU_KIND_ARRAY, t->items[*item].name);
	if (!array) return EDU_ENOMEM;
	edu_tree_remove(t, *item);
	t->items[*item].name = 0;
	edu_tree_hang(t, array, *item);
	*item = array;
	return 0;
}

static int entry_at(edu_tree *t, edu_ref *item, unsigned long position, edu_kind kind)
{
	if (t->items[*item].kind != EDU_KIND_ARRAY) {
		/* Arrays of one and single values pass for each other. */
		if (!position || !t->items[*item].parent) return 0;
		const int rc = make_array(t, item);
		if (rc < 0) return rc;
	}
	edu_ref entry = edu_tree_first(t, *item);
	for (unsigned long i = 0; i < position && entry; i++) entry = edu_tree_next(t, entry);
	if (!entry) entry = edu_tree_add(t, *item, kind, 0);
	if (!entry) return EDU_ENOMEM;
	*item = entry;
	return 0;
}

static int member_at(edu_tree *t, edu_ref *item, const char *name, size_t length, edu_kind kind)
{
	if (t->items[*item].kind == EDU_KIND_ARRAY) {
		const int rc = entry_at(t, item, 0, EDU_KIND_OBJECT);
		if (rc < 0) return rc;
	}
	if (t->items[*item].kind != EDU_KIND_OBJECT) return *item = 0, 0;
	const edu_name known = edu_tree_name(t, name, length);
	edu_ref child = 0;
	if (!known) return EDU_ENOMEM;
	for (edu_ref c = edu_tree_first(t, *item); c && !child; c = edu_tree_next(t, c))
		if (t->items[c].name == known) child = c;
	if (!child) child = edu_tree_add(t, *item, kind, known);
	if (!child) return EDU_ENOMEM;
	*item = child;
	return 0;
}

static bool is_position(const char *step, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (step[i] < '0' || step[i] > '9') return false;
	return length > 0 && length < 10;
}

/* The token at *p, with its escapes undone (RFC 6901, section 4; ~2 a blank); *p stands behind it then. */
static int read_token(const char **p, const char *end, edu_buffer *token)
{
	int rc = 0;
	token->length = 0;
	for (++*p; *p < end && **p != '/' && rc >= 0; ++*p) {
		const bool escaped = **p == '~' && *p + 1 < end;
		const char code = escaped ? *++*p : 0, c = !escaped ? **p : code == '1' ? '/' : code == '2' ? ' ' : '~';
		rc = edu_buffer_add(token, &c, 1);
	}
	return rc;
}

/* What is missing is made as the token behind it wants it. */
static edu_kind kind_before(const char *p, const char *end, edu_kind last)
{
	if (p >= end) return last;
	const char *behind = memchr(p + 1, '/', (size_t)(end - p - 1));
	return is_position(p + 1, (size_t)((behind ? behind : end) - p - 1)) ? EDU_KIND_ARRAY : EDU_KIND_OBJECT;
}

int edu_pointer_make(edu_tree *t, edu_ref from, const char *pointer, size_t length, edu_kind kind, edu_ref *out)
{
	const char *p = pointer, *end = pointer + length;
	edu_buffer token;
	int rc = 0;
	*out = from;
	edu_buffer_open(&token, &t->ctx->allocator);
	while (p < end && rc >= 0 && *out) {
		rc = read_token(&p, end, &token);
		if (rc < 0) break;
		const edu_kind wanted = kind_before(p, end, kind);
		rc = is_position(token.data, token.length)
			     ? entry_at(t, out, strtoul(token.data, NULL, 10), wanted)
			     : member_at(t, out, token.data ? token.data : "", token.length, wanted);
	}
	edu_buffer_free(&token);
	return rc;
}
