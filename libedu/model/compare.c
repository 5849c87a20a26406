/*
 * model/compare.c – whether two trees say the same; see compare.h.
 *
 * Pairs of items that must be equal wait on a stack, the first in document order on top.
 */
#include "model/compare.h"
#include "base/text.h"
#include "model/sort.h"

#include <string.h>

typedef edu_difference pair;

/* A child with what it is found by: the text of its name, and in XML its namespace. */
typedef struct keyed {
	const char *text, *uri;
	uint32_t length;
	edu_ref item;
} keyed;

typedef struct keyed_list {
	keyed *entries;
	size_t count, capacity;
} keyed_list;

typedef struct comparing {
	const edu_tree *a, *b;
	const edu_allocator *allocator;
	pair *waiting;
	size_t count, capacity;
	keyed_list keys_a, keys_b;
	pair difference;
} comparing;

enum { SAME = 0, DIFFERENT = 1 };

static int differ(comparing *c, edu_ref a, edu_ref b)
{
	c->difference = (pair){ a, b };
	return DIFFERENT;
}

static int wait_for(comparing *c, edu_ref a, edu_ref b)
{
	if (!edu_grow(c->allocator, (void **)&c->waiting, &c->capacity, c->count, sizeof *c->waiting))
		return EDU_ENOMEM;
	c->waiting[c->count++] = (pair){ a, b };
	return SAME;
}

static void turn_around(pair *pairs, size_t count)
{
	for (size_t i = 0; i < count / 2; i++) {
		const pair p = pairs[i];
		pairs[i] = pairs[count - 1 - i];
		pairs[count - 1 - i] = p;
	}
}

static bool same_bytes(const char *a, size_t n, const char *b, size_t m)
{
	return n == m && (n == 0 || memcmp(a, b, n) == 0);
}

static bool same_uri(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* XML names are equal by namespace and local part; a name of the table stands for its namespace, too. */
static bool same_xml_name(const comparing *c, edu_name a, edu_name b)
{
	const edu_name known_a = edu_tree_known(c->a, a), known_b = edu_tree_known(c->b, b);

	if (c->a->table == c->b->table && (known_a || known_b)) return known_a == known_b;
	return strcmp(edu_tree_name_local(c->a, a), edu_tree_name_local(c->b, b)) == 0
	    && same_uri(edu_tree_name_uri(c->a, a), edu_tree_name_uri(c->b, b));
}

static keyed key_of(const edu_tree *t, edu_ref item)
{
	const edu_name name = t->items[item].name;
	keyed k = { .item = item };

	k.text = edu_tree_name_text(t, name, &k.length);
	if (t->items[item].kind == EDU_KIND_ATTRIBUTE) {
		k.text = edu_tree_name_local(t, name);
		k.length = (uint32_t)strlen(k.text);
		k.uri = edu_tree_name_uri(t, name);
	}
	return k;
}

static int by_key(const void *a, const void *b, const void *state)
{
	const keyed *x = a, *y = b;
	const uint32_t n = x->length < y->length ? x->length : y->length;

	int order = n ? memcmp(x->text, y->text, n) : 0;
	if (!order) order = (x->length > y->length) - (x->length < y->length);
	if (!order && x->uri != y->uri) order = strcmp(x->uri ? x->uri : "", y->uri ? y->uri : "");
	return order;
}

static bool is_unordered(const edu_item *i)
{
	return i->kind == EDU_KIND_ATTRIBUTE || i->kind == EDU_KIND_NAMESPACE;
}

/* The children that are found by name, sorted by it: members, or attributes and declarations. */
static int collect(comparing *c, keyed_list *list, const edu_tree *t, edu_ref parent)
{
	const bool members = t->items[parent].kind == EDU_KIND_OBJECT;

	list->count = 0;
	for (edu_ref i = edu_tree_first(t, parent); i; i = edu_tree_next(t, i)) {
		if (!members && !is_unordered(&t->items[i])) continue;
		if (!edu_grow(c->allocator, (void **)&list->entries, &list->capacity, list->count,
		              sizeof *list->entries))
			return EDU_ENOMEM;
		list->entries[list->count++] = key_of(t, i);
	}
	return edu_sort(c->allocator, list->entries, list->count, sizeof *list->entries, by_key, NULL);
}

/* Later in the document first: the stack turns it around. */
static int by_place(const void *a, const void *b, const void *state)
{
	const pair *x = a, *y = b;
	return (x->a < y->a) - (x->a > y->a);
}

/* Members of both by name. All must have a partner; then the pairs wait. */
static int pair_by_name(comparing *c, edu_ref a, edu_ref b)
{
	if (collect(c, &c->keys_a, c->a, a) < 0 || collect(c, &c->keys_b, c->b, b) < 0) return EDU_ENOMEM;
	const size_t before = c->count;
	for (size_t i = 0, j = 0; i < c->keys_a.count || j < c->keys_b.count; i++, j++) {
		if (i == c->keys_a.count) return differ(c, 0, c->keys_b.entries[j].item);
		if (j == c->keys_b.count) return differ(c, c->keys_a.entries[i].item, 0);
		const keyed *x = &c->keys_a.entries[i], *y = &c->keys_b.entries[j];
		const int order = by_key(x, y, NULL);
		if (order < 0) return differ(c, x->item, 0);
		if (order > 0) return differ(c, 0, y->item);
		if (wait_for(c, x->item, y->item) < 0) return EDU_ENOMEM;
	}
	return edu_sort(c->allocator, c->waiting + before, c->count - before, sizeof *c->waiting, by_place,
	                NULL);
}

static int pair_entries(comparing *c, edu_ref a, edu_ref b)
{
	const size_t before = c->count;
	edu_ref x = edu_tree_first(c->a, a), y = edu_tree_first(c->b, b);

	for (; x && y; x = edu_tree_next(c->a, x), y = edu_tree_next(c->b, y))
		if (wait_for(c, x, y) < 0) return EDU_ENOMEM;
	if (x || y) return differ(c, x, y);
	turn_around(c->waiting + before, c->count - before);
	return SAME;
}

/* Reads the content of an element: bytes of text one by one, and where they end the next child element. */
typedef struct content {
	const edu_tree *t;
	edu_ref item;                /* piece or child element that comes next; 0: the end */
	const char *text;            /* rest of the current text */
	size_t left;
	bool has_elements;
} content;

static bool is_piece(const edu_item *i)
{
	return i->kind == EDU_KIND_TEXT || i->kind == EDU_KIND_CDATA;
}

static edu_ref element_from(const edu_tree *t, edu_ref i)
{
	while (i && t->items[i].kind != EDU_KIND_ELEMENT) i = edu_tree_next(t, i);
	return i;
}

/* The piece of text or child element at i or behind it. Blanks between child elements say nothing. */
static edu_ref content_from(const content *c, edu_ref i)
{
	for (; i; i = edu_tree_next(c->t, i)) {
		const edu_item *item = &c->t->items[i];
		if (item->kind == EDU_KIND_ELEMENT) return i;
		if (is_piece(item) && !(c->has_elements && edu_is_blank(item->text, item->length))) return i;
	}
	return 0;
}

static content content_of(const edu_tree *t, edu_ref element)
{
	const edu_item *i = &t->items[element];
	content c = { .t = t, .text = i->text, .left = i->text ? i->length : 0 };

	c.has_elements = element_from(t, edu_tree_first(t, element)) != 0;
	c.item = content_from(&c, edu_tree_first(t, element));
	return c;
}

/* Refill from the next piece of text; false at a child element or the end. */
static bool has_text(content *c)
{
	while (!c->left) {
		if (!c->item || !is_piece(&c->t->items[c->item])) return false;
		c->text = c->t->items[c->item].text;
		c->left = c->t->items[c->item].length;
		c->item = content_from(c, edu_tree_next(c->t, c->item));
	}
	return true;
}

/* Child elements wait as pairs; text is compared at once, however it is cut into pieces. */
static int pair_content(comparing *c, edu_ref a, edu_ref b)
{
	content x = content_of(c->a, a), y = content_of(c->b, b);
	const size_t before = c->count;

	for (;;) {
		const bool text_x = has_text(&x), text_y = has_text(&y);
		if (text_x != text_y) return differ(c, a, b);
		if (text_x) {
			const size_t n = x.left < y.left ? x.left : y.left;
			if (memcmp(x.text, y.text, n) != 0) return differ(c, a, b);
			x.text += n, x.left -= n;
			y.text += n, y.left -= n;
			continue;
		}
		if (!x.item && !y.item) break;
		if (!x.item || !y.item) return differ(c, x.item, y.item);
		if (wait_for(c, x.item, y.item) < 0) return EDU_ENOMEM;
		x.item = content_from(&x, edu_tree_next(c->a, x.item));
		y.item = content_from(&y, edu_tree_next(c->b, y.item));
	}
	turn_around(c->waiting + before, c->count - before);
	return SAME;
}

/* Attributes come before content in document order, so that they are put on the stack last. */
static int compare_elements(comparing *c, edu_ref a, edu_ref b)
{
	if (!same_xml_name(c, c->a->items[a].name, c->b->items[b].name)) return differ(c, a, b);
	const int rc = pair_content(c, a, b);
	return rc == SAME ? pair_by_name(c, a, b) : rc;
}

/* The one top element of a tree that hangs on a carrier. */
static edu_ref carried(const edu_tree *t, edu_ref item)
{
	return t->items[item].kind == EDU_KIND_NONE ? element_from(t, edu_tree_first(t, item)) : item;
}

static int compare_pair(comparing *c, edu_ref a, edu_ref b)
{
	const edu_item *x = &c->a->items[a], *y = &c->b->items[b];

	if (x->kind != y->kind) return differ(c, a, b);
	switch (x->kind) {
	case EDU_KIND_OBJECT:
		return pair_by_name(c, a, b);
	case EDU_KIND_ARRAY:
		return pair_entries(c, a, b);
	case EDU_KIND_ELEMENT:
		return compare_elements(c, a, b);
	default:
		return same_bytes(x->text, x->length, y->text, y->length) ? SAME : differ(c, a, b);
	}
}

int edu_tree_compare(const edu_tree *a, edu_ref item_a, const edu_tree *b, edu_ref item_b,
                     edu_difference *first)
{
	comparing c = { .a = a, .b = b, .allocator = &a->ctx->allocator };

	int rc = wait_for(&c, carried(a, item_a), carried(b, item_b));
	while (rc == SAME && c.count) {
		const pair p = c.waiting[--c.count];
		rc = p.a && p.b ? compare_pair(&c, p.a, p.b) : p.a == p.b ? SAME : differ(&c, p.a, p.b);
	}
	if (rc == DIFFERENT && first) *first = c.difference;
	edu_release(c.allocator, c.waiting, c.capacity * sizeof *c.waiting);
	edu_release(c.allocator, c.keys_a.entries, c.keys_a.capacity * sizeof *c.keys_a.entries);
	edu_release(c.allocator, c.keys_b.entries, c.keys_b.capacity * sizeof *c.keys_b.entries);
	return rc;
}
