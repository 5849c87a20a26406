/*
 * json/canonical.c – canonical JSON: members sorted by UTF-16 units, numbers as ECMAScript prints them.
 */
#include "json/canonical.h"

#include "base/fail.h"
#include "base/text.h"
#include "json/json.h"
#include "json/number.h"
#include "json/scan.h"

enum { FEW = 12 };

/* An object or array whose end has not been written; its children lie sorted in c->order. */
typedef struct level {
	size_t begin, at, end;
	bool object;
} level;

typedef struct canon {
	const edu_tree *t;
	const edu_json_swap *swaps;
	size_t swap_count;
	edu_buffer *out;
	edu_ref *order;
	size_t order_count, order_capacity;
	level *levels;
	size_t depth, level_capacity;
	edu_error *err;
} canon;

/* Room for so many bytes behind what has been written; NULL: out of memory. */
static inline char *room(canon *c, size_t size)
{
	edu_buffer *out = c->out;
	if (UNLIKELY(out->capacity - out->length <= size) && edu_buffer_room(out, size) < 0) return NULL;
	return out->data + out->length;
}

static inline int put_byte(canon *c, char byte)
{
	char *at = room(c, 1);
	if (!at) return EDU_ENOMEM;
	*at = byte;
	c->out->length++;
	return 0;
}

static edu_ref swapped(const canon *c, edu_ref item)
{
	for (size_t i = 0; i < c->swap_count; i++)
		if (c->swaps[i].from == item) return c->swaps[i].to;
	return item;
}

/*
 * Order of UTF-16 code units, told from UTF-8 (RFC 8785, 3.2.3): as bytes, but characters beyond U+FFFF, which begin with
 * F0 or more, come as surrogates before U+E000 to U+FFFF, which begin with EE or EF.
 */
static bool is_before(const canon *c, edu_ref a, edu_ref b)
{
	uint32_t a_length, b_length;
	const char *x = edu_tree_name_text(c->t, c->t->items[a].name, &a_length);
	const char *y = edu_tree_name_text(c->t, c->t->items[b].name, &b_length);
	const uint32_t shared = a_length < b_length ? a_length : b_length;

	for (uint32_t i = 0; i < shared; i++) {
		const unsigned char p = (unsigned char)x[i], q = (unsigned char)y[i];
		if (p == q) continue;
		if (p >= 0xEE && q >= 0xEE && (p >= 0xF0) != (q >= 0xF0)) return p >= 0xF0;
		return p < q;
	}
	return a_length < b_length;
}

static void sort_few(const canon *c, edu_ref *list, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		const edu_ref moved = list[i];
		size_t k = i;
		for (; k && is_before(c, moved, list[k - 1]); k--) list[k] = list[k - 1];
		list[k] = moved;
	}
}

/* Merge sorted runs of width from one half of the room to the other, and so on; the result ends in list. */
static void sort_many(const canon *c, edu_ref *list, edu_ref *spare, size_t count)
{
	edu_ref *from = list, *to = spare;

	for (size_t i = 0; i < count; i += FEW) sort_few(c, list + i, count - i < FEW ? count - i : FEW);
	for (size_t width = FEW; width < count; width *= 2) {
		for (size_t begin = 0; begin < count; begin += 2 * width) {
			const size_t middle = count - begin < width ? count : begin + width;
			const size_t end = count - begin < 2 * width ? count : begin + 2 * width;
			size_t left = begin, right = middle;
			for (size_t k = begin; k < end; k++) {
				const bool take_right =
					left == middle ||
					(right < end && is_before(c, from[right], from[left]));
				to[k] = from[take_right ? right++ : left++];
			}
		}
		edu_ref *other = from;
		from = to;
		to = other;
	}
	if (from != list) memcpy(list, from, count * sizeof *list);
}

static int add_child(canon *c, edu_ref child)
{
	if (!edu_grow(&c->t->ctx->allocator, (void **)&c->order, &c->order_capacity, c->order_count,
	              sizeof *c->order))
		return edu_fail_memory(c->err);
	c->order[c->order_count++] = child;
	return 0;
}

static int sort_members(canon *c, size_t begin)
{
	const size_t count = c->order_count - begin;
	size_t i = 1;

	while (i < count && !is_before(c, c->order[begin + i], c->order[begin + i - 1])) i++;
	if (i >= count) return 0;
	if (count <= FEW) {
		sort_few(c, c->order + begin, count);
		return 0;
	}
	for (i = 0; i < count; i++)
		if (add_child(c, 0) < 0) return EDU_ENOMEM;
	sort_many(c, c->order + begin, c->order + begin + count, count);
	c->order_count -= count;
	return 0;
}

/* Go into an object or array. */
static int enter(canon *c, edu_ref item)
{
	const bool object = c->t->items[item].kind == EDU_KIND_OBJECT;
	const size_t begin = c->order_count;

	for (edu_ref i = edu_tree_first(c->t, item); i; i = edu_tree_next(c->t, i))
		if (swapped(c, i) && add_child(c, i) < 0) return EDU_ENOMEM;
	if (object && sort_members(c, begin) < 0) return EDU_ENOMEM;
	if (!edu_grow(&c->t->ctx->allocator, (void **)&c->levels, &c->level_capacity, c->depth,
	              sizeof *c->levels))
		return edu_fail_memory(c->err);
	c->levels[c->depth++] = (level){ begin, begin, c->order_count, object };
	return put_byte(c, object ? '{' : '[');
}

static int put_string(canon *c, const char *text, uint32_t length)
{
	/* Most texts need no escapes, and no room for the worst case. */
	if (edu_plain_run(text, length) < length) return edu_json_quote(c->out, text, length);
	char *at = room(c, (size_t)length + 2);
	if (!at) return EDU_ENOMEM;
	at[0] = '"';
	if (length) memcpy(at + 1, text, length);
	at[length + 1] = '"';
	c->out->length += (size_t)length + 2;
	return 0;
}

static int put_number(canon *c, const edu_item *i)
{
	char text[EDU_NUMBER_LONGEST];
	const size_t length = edu_number_canonical(text, i->text, i->length);

	if (!length)
		return edu_fail(c->err, EDU_EINVALID, "json/number-range",
		                "a number is larger than any double");
	return edu_buffer_add(c->out, text, length);
}

static int put(canon *c, edu_ref item)
{
	const edu_item *i = &c->t->items[item];

	switch (i->kind) {
	case EDU_KIND_OBJECT:
	case EDU_KIND_ARRAY: return enter(c, item);
	case EDU_KIND_STRING: return put_string(c, i->text ? i->text : "", i->length);
	case EDU_KIND_NUMBER: return put_number(c, i);
	case EDU_KIND_TRUE: return edu_buffer_add(c->out, "true", 4);
	case EDU_KIND_FALSE: return edu_buffer_add(c->out, "false", 5);
	case EDU_KIND_NULL: return edu_buffer_add(c->out, "null", 4);
	default:
		return edu_fail(c->err, EDU_EUNSUPPORTED, NULL,
		                "the tree holds something JSON has no form for");
	}
}

/* The next child of the innermost level, or its end. */
static int step(canon *c)
{
	level *l = &c->levels[c->depth - 1];
	int rc = 0;

	if (l->at == l->end) {
		c->order_count = l->begin;
		c->depth--;
		return put_byte(c, l->object ? '}' : ']');
	}
	if (l->at > l->begin) rc = put_byte(c, ',');
	const edu_ref child = c->order[l->at++];
	if (rc == 0 && l->object) {
		uint32_t length;
		const char *name = edu_tree_name_text(c->t, c->t->items[child].name, &length);
		rc = put_string(c, name, length);
		if (rc == 0) rc = put_byte(c, ':');
	}
	return rc < 0 ? rc : put(c, swapped(c, child));
}

int edu_json_canonical(edu_buffer *out, const edu_tree *t, edu_ref item, const edu_json_swap *swaps,
                       size_t swap_count, edu_error *err)
{
	canon c = { .t = t, .swaps = swaps, .swap_count = swap_count, .out = out, .err = err };

	/* What a tree of texts of usual length needs: growing bit by bit would copy it several times. */
	int rc = edu_buffer_room(out, 24 * t->count);
	if (rc == 0) rc = put(&c, item);
	while (rc == 0 && c.depth) rc = step(&c);
	if (rc == 0) rc = edu_buffer_room(out, 0);
	if (rc == 0) out->data[out->length] = '\0';
	edu_release(&t->ctx->allocator, c.order, c.order_capacity * sizeof *c.order);
	edu_release(&t->ctx->allocator, c.levels, c.level_capacity * sizeof *c.levels);
	return rc == EDU_ENOMEM ? edu_fail_memory(err) : rc;
}

/* A whole number that is written as one: RFC 7493 lets programs rely on ±(2^53 − 1). */
static bool is_safe(const edu_item *i)
{
	static const char limit[] = "9007199254740991";
	const char *digits = i->text + (i->text[0] == '-');
	const size_t length = i->length - (i->text[0] == '-');

	if (!edu_is_integer(i->text, i->length)) return true;
	return length < sizeof limit - 1 ||
	       (length == sizeof limit - 1 && memcmp(digits, limit, length) <= 0);
}

int edu_json_check_exact(const edu_tree *t, edu_ref top, edu_error *err)
{
	enum { SHORT = 15 };   /* characters that no double changes */
	for (edu_ref i = top; i; i = edu_tree_walk(t, top, i)) {
		const edu_item *item = &t->items[i];
		if (item->kind != EDU_KIND_NUMBER ||
		    (item->length <= SHORT && !memchr(item->text, 'e', item->length) &&
		     !memchr(item->text, 'E', item->length)) ||
		    (is_safe(item) && edu_number_is_exact(item->text, item->length)))
			continue;
		edu_buffer path;
		edu_buffer_open(&path, &t->ctx->allocator);
		int rc = edu_tree_path(t, i, &path) < 0 ? edu_fail_memory(err) : 0;
		if (rc == 0) {
			rc = edu_fail(err, EDU_EINVALID, "json/number-exact",
			              "a number has more digits than a double keeps, so that another one "
			              "would be signed; write it "
			              "as a text");
			edu_error_set_path(err, path.data ? path.data : "");
		}
		edu_buffer_free(&path);
		return rc;
	}
	return 0;
}
