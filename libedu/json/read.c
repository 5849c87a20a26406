/*
 * json/read.c – the strict reader: one pass over the bytes, straight into the tree's items.
 *
 * The bytes that are read end in a byte that is neither white space nor part of a number: the last bracket of the
 * input itself, or a NUL behind a copy of it. Nothing but strings and closing brackets can run over it, so that
 * only these ask where the end is.
 */
#include "json/json.h"

#include "base/fail.h"
#include "base/text.h"
#include "json/scan.h"
#include "json/string.h"

enum { GUESSES = 512, GUESSED = 16, FIRST_STAMPS = 512, LARGE = 256 * 1024 };

/* An object or array whose end has not been read. */
typedef struct level {
	edu_ref item;
	edu_ref last;            /* its last child so far */
	edu_name previous;       /* name of that child; of a first one: place */
	edu_name place;          /* a number that tells objects of one kind from others */
	uint64_t seen;           /* bit (name % 64) for every member's name */
	bool doubtful;           /* one of the bits was there already */
	char bracket;            /* that ends it */
} level;

/* The name that followed another one the last time. */
typedef struct guess {
	uint64_t head[2];        /* its first bytes and the quote behind it, as they lie in memory; else zeros */
	const char *text;
	uint32_t length;
	edu_name name;
} guess;

typedef struct reader {
	edu_tree *t;
	edu_item *items;         /* the tree's, with their number and their places */
	uint32_t *places;
	size_t count;
	size_t room;             /* items there may be before more_items() */
	const char *data;        /* what is read: the caller's bytes or a copy with a NUL behind */
	const char *end;         /* behind the last significant byte */
	const char *given;       /* the caller's bytes, for counting lines */
	size_t given_length;
	char *out, *out_end;     /* free room in the arena, reserved */
	level *levels;
	level *open;             /* the innermost of them; NULL: none */
	size_t depth, level_capacity;
	size_t text_limit;
	uint32_t *stamps;        /* by name: the object in which it was last seen; for finding duplicates */
	size_t stamp_count;
	uint32_t first_stamps[FIRST_STAMPS];
	edu_error *err;
	int rc;                  /* why a function returned NULL or false */
	guess guesses[GUESSES];
} reader;

static bool is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Give the arena's unused room back and let the tree know its items, so that others may use both. */
static void settle(reader *r)
{
	if (r->items) {
		r->t->count = r->count;
		r->items[0].next = 0;
	}
	if (r->out_end) edu_arena_commit(r->t->arena, (size_t)(r->out - r->t->arena->free));
	r->out = r->out_end = NULL;
}

/* Reserve at least size bytes. */
static bool reserve(reader *r, size_t size)
{
	edu_arena *arena = r->t->arena;
	settle(r);
	r->out = edu_arena_reserve(arena, size);
	if (!r->out) {
		r->rc = edu_fail_memory(r->err);
		return false;
	}
	edu_arena_reserve(arena, (size_t)(arena->end - arena->free));
	r->out_end = arena->end;
	return true;
}

/* Close the rings of siblings that are still open, so that paths can be told. */
static void close_rings(reader *r)
{
	edu_item *items = r->t->items;
	for (size_t i = 0; i < r->depth; i++) {
		const level *l = &r->levels[i];
		items[l->item].last = l->last;
		if (!l->last) continue;
		items[l->last].next = l->item + 1;
		items[l->last].flags |= EDU_ITEM_LAST;
	}
}

/* Refuse the input at a byte; item is what stands there (0: the top). */
static int refuse_at(reader *r, int code, const char *rule, size_t offset, edu_ref item, const char *message)
{
	edu_buffer path;
	settle(r);
	edu_buffer_open(&path, &r->t->ctx->allocator);
	close_rings(r);
	r->rc = item ? edu_tree_path(r->t, item, &path) : 0;
	if (r->rc < 0) {
		r->rc = edu_fail_memory(r->err);
	} else {
		r->rc = edu_fail_at(r->err, code, rule, r->given, r->given_length, offset, "%s", message);
		edu_error_set_path(r->err, path.data ? path.data : "");
	}
	edu_buffer_free(&path);
	return r->rc;
}

static edu_ref open_item(const reader *r)
{
	return r->depth ? r->levels[r->depth - 1].item : 0;
}

/* Refuse what stands between values. */
static const char *refuse(reader *r, const char *p, const char *rule, const char *message)
{
	refuse_at(r, EDU_ESYNTAX, rule, (size_t)(p - r->data), open_item(r), message);
	return NULL;
}

/* Refuse something in the value that was added last. */
static const char *refuse_value(reader *r, const char *p, const char *rule, const char *message)
{
	refuse_at(r, EDU_ESYNTAX, rule, (size_t)(p - r->data), (edu_ref)(r->count - 1), message);
	return NULL;
}

static const char *refuse_length(reader *r, const char *p)
{
	refuse_at(r, EDU_ELIMIT, "json/text-size", (size_t)(p - r->data), (edu_ref)(r->count - 1),
	          "a text is longer than the context allows");
	return NULL;
}

static const char *skip_white_run(const char *p, const char *end)
{
	while (is_white(*p)) {
		p++;
		/* What follows a line break is mostly a run of blanks. */
		for (size_t n = EDU_BLANKS; n == EDU_BLANKS && end - p >= EDU_BLANKS; p += n) n = edu_blank_run(p);
	}
	return p;
}

static inline const char *skip_white(const char *p, const char *end)
{
	if (LIKELY((unsigned char)*p > ' ')) return p;
	if (*p == ' ' && (unsigned char)p[1] > ' ') return p + 1;
	return skip_white_run(p, end);
}

/* A string that the quick way can't take, at the end of input or arena. Returns behind its closing quote. */
static const char *read_string_slowly(reader *r, const char *body, const char **text, size_t *length)
{
	const char *close = edu_json_string_end(body, r->end);
	if (!close) return NULL;
	const size_t raw = (size_t)(close - body);
	if (!r->out_end || (size_t)(r->out_end - r->out) <= raw) {
		if (raw >= 65536) {
			/* A block of its own leaves the rest of the present one to smaller texts. */
			settle(r);
			char *own = edu_arena_get(r->t->arena, raw + 1);
			if (!own) {
				r->rc = edu_fail_memory(r->err);
				return NULL;
			}
			*length = edu_json_decode(own, body, raw);
			*text = own;
			if (*length == (size_t)-1) return NULL;
			own[*length] = '\0';
			return close + 1;
		}
		if (!reserve(r, raw + 1)) return NULL;
	}
	*length = edu_json_decode(r->out, body, raw);
	if (*length == (size_t)-1) return NULL;
	*text = r->out;
	r->out += *length;
	*r->out++ = '\0';
	return close + 1;
}

/*
 * Decode the string whose body begins at body into the arena. Returns behind its closing quote; NULL: it is
 * faulty, or out of memory, which r->rc tells apart.
 */
static inline const char *read_string(reader *r, const char *body, const char **text, size_t *length)
{
	const char *p = body;
	char *out = r->out;
	edu_chunk_mask high = 0;
	const ptrdiff_t room = r->out_end - out - (EDU_CHUNK + 1), left = r->end - p - EDU_CHUNK;
	const ptrdiff_t span = room < left ? room : left;
	if (UNLIKELY(span < 0)) return read_string_slowly(r, body, text, length);
	const char *const limit = p + span;

	/* Unescaping never lengthens: out stays as far from its end as p from its limit. */
	while (LIKELY(p <= limit)) {
		const edu_chunk c = edu_chunk_copy(p, out);
		if (!c.special) {
			high |= c.high;
			p += EDU_CHUNK;
			out += EDU_CHUNK;
			continue;
		}
		const size_t n = edu_chunk_first(c.special);
		high |= edu_chunk_before(c.high, n);
		p += n;
		out += n;
		if (LIKELY(*p == '"')) {
			if (high && edu_utf8_check(body, (size_t)(p - body)) != (size_t)(p - body)) return NULL;
			*text = r->out;
			*length = (size_t)(out - r->out);
			*out = '\0';
			r->out = out + 1;
			return p + 1;
		}
		if (*p != '\\' || !edu_json_unescape(&p, r->end, &out)) return NULL;
	}
	return read_string_slowly(r, body, text, length);
}

/* Behind the number that begins at p; NULL: it is none. */
static inline const char *number_end(const char *p)
{
	if (*p == '-') p++;
	if (*p == '0') {
		p++;
	} else {
		if (!is_digit(*p)) return NULL;
		while (is_digit(*p)) p++;
	}
	if (*p == '.') {
		if (!is_digit(*++p)) return NULL;
		while (is_digit(*p)) p++;
	}
	if (*p == 'e' || *p == 'E') {
		p++;
		if (*p == '+' || *p == '-') p++;
		if (!is_digit(*p)) return NULL;
		while (is_digit(*p)) p++;
	}
	/* 01 and 1.2.3 end too early. */
	return is_digit(*p) || *p == '.' ? NULL : p;
}

static const char *refuse_number(reader *r, const char *p)
{
	const char *at = p;
	while (at < r->end && (is_digit(*at) || memchr("+-.eE", *at, 5))) at++;
	if (at == r->end && !is_digit(at[-1]))
		return refuse_value(r, at, "json/truncated", "the input ends within a number");
	return refuse_value(r, p, "json/number", "the number is not written as JSON wants it: no plus or zero "
	                                         "in front, digits on both sides of the point");
}

/* Copy a number into the arena as it is written. */
static inline bool copy_number(reader *r, const char *p, size_t length, const char **text)
{
	enum { USUAL = 16 };
	if (LIKELY(length < USUAL && r->out_end - r->out >= USUAL && r->end - p >= USUAL)) {
		memcpy(r->out, p, USUAL);
	} else {
		if (r->out_end - r->out <= (ptrdiff_t)length && !reserve(r, length + 1)) return false;
		memcpy(r->out, p, length);
	}
	*text = r->out;
	r->out += length;
	*r->out++ = '\0';
	return true;
}

static const char *refuse_string(reader *r, const char *body)
{
	if (r->rc < 0) return NULL;
	const edu_json_fault f = edu_json_string_fault(body, r->end, false);
	return refuse_value(r, f.at, f.rule, f.message);
}

/* Read true, false or null; returns behind it. */
static const char *read_literal(reader *r, const char *p, edu_item *i)
{
	static const struct { const char *text; size_t length; edu_kind kind; } literals[] = {
		{ "true", 4, EDU_KIND_TRUE }, { "false", 5, EDU_KIND_FALSE }, { "null", 4, EDU_KIND_NULL }
	};
	const size_t left = (size_t)(r->end - p);
	for (size_t k = 0; k < sizeof literals / sizeof literals[0]; k++) {
		const size_t compared = left < literals[k].length ? left : literals[k].length;
		if (memcmp(p, literals[k].text, compared) != 0) continue;
		if (compared < literals[k].length)
			return refuse_value(r, r->end, "json/truncated",
			                    "the input ends where a value should stand");
		i->kind = (uint8_t)literals[k].kind;
		return p + compared;
	}
	if (*p == '+' || *p == '.') return refuse_number(r, p);
	if ((unsigned char)*p >= 0x80 && edu_utf8_check(p, left < 4 ? left : 4) == 0)
		return refuse_value(r, p, "json/utf-8", "the bytes are not UTF-8");
	return refuse_value(r, p, "json/syntax", "a value should stand here");
}

/* Items are counted here while they are read; settle() tells the tree. */
static void take_items(reader *r)
{
	const edu_tree *t = r->t;
	const size_t allowed = (size_t)t->ctx->limits.items + 1;
	r->room = t->capacity < allowed ? t->capacity : allowed;
	r->items = t->items;
	r->places = t->places;
	r->count = t->count;
}

/* Room for one more item. */
static bool more_items(reader *r, const char *p)
{
	edu_tree *t = r->t;
	settle(r);
	if (t->count > t->ctx->limits.items) {
		refuse_at(r, EDU_ELIMIT, "json/items", (size_t)(p - r->data), open_item(r),
		          "the document has more values than the context allows");
		return false;
	}
	/* As many as the rest of the input will bring if it is like what has been read, but at most twice. */
	const double share = (double)(p - r->data) / (double)(r->end - r->data);
	const double expected = (double)t->count / share * 1.05;
	size_t capacity = expected < 2.0 * (double)t->count ? (size_t)expected : 2 * t->count;
	if (capacity < t->count + t->count / 8 + 1) capacity = t->count + t->count / 8 + 1;
	if (edu_tree_resize(t, capacity) < 0) {
		r->rc = edu_fail_memory(r->err);
		return false;
	}
	take_items(r);
	return true;
}

/* Room for one more level; p is at its bracket. */
static bool more_levels(reader *r, const char *p)
{
	if (r->depth >= r->t->ctx->limits.depth) {
		refuse_at(r, EDU_ELIMIT, "json/depth", (size_t)(p - r->data), (edu_ref)(r->count - 1),
		          "values are nested deeper than the context allows");
		return false;
	}
	if (edu_grow(&r->t->ctx->allocator, (void **)&r->levels, &r->level_capacity, r->depth, sizeof *r->levels))
		return true;
	r->rc = edu_fail_memory(r->err);
	return false;
}

static void drop_stamps(reader *r)
{
	if (r->stamps != r->first_stamps)
		edu_release(&r->t->ctx->allocator, r->stamps, r->stamp_count * sizeof *r->stamps);
}

/* Table of the objects in which names were last seen, long enough for every name of the tree. */
static bool have_stamps(reader *r)
{
	const edu_allocator *a = &r->t->ctx->allocator;
	const size_t names = r->t->table->count + r->t->own_count + 1;
	if (names <= r->stamp_count) return true;
	const size_t count = names + names / 2;
	uint32_t *stamps = edu_allocate(a, count * sizeof *stamps);
	if (!stamps) {
		r->rc = edu_fail_memory(r->err);
		return false;
	}
	/* Other objects' stamps need not be kept: this one has been read to its end. */
	memset(stamps, 0, count * sizeof *stamps);
	drop_stamps(r);
	r->stamps = stamps;
	r->stamp_count = count;
	return true;
}

/* Look for a name that stands twice among the members of the object that ends at p; its ring is closed. */
static bool check_members(reader *r, edu_ref object, const char *p)
{
	const edu_tree *t = r->t;
	if (!have_stamps(r)) return false;
	for (edu_ref m = edu_tree_first(t, object); m; m = edu_tree_next(t, m)) {
		const edu_name name = t->items[m].name;
		if (r->stamps[name] == object) {
			const size_t offset = t->places ? t->places[m] : (size_t)(p - r->data);
			refuse_at(r, EDU_ESYNTAX, "json/duplicate-member", offset, m,
			          "an object has two members of the same name");
			return false;
		}
		r->stamps[name] = object;
	}
	return true;
}

/* The number of a name that is written plainly at body. */
static edu_name find_name(reader *r, const char *body, size_t length)
{
	edu_name name = edu_table_find(r->t->table, body, length);
	if (name) return name;
	settle(r);
	name = edu_tree_name(r->t, body, length);
	if (!name) r->rc = edu_fail_memory(r->err);
	return name;
}

/* A name with escapes or beyond ASCII, or a faulty one. */
static const char *read_odd_name(reader *r, const char *body, edu_name *name)
{
	const char *text;
	size_t length;
	const char *p = read_string(r, body, &text, &length);
	if (!p || memchr(text, '\0', length)) {
		if (r->rc < 0) return NULL;
		const edu_json_fault f = edu_json_string_fault(body, r->end, true);
		return refuse(r, f.at, f.rule, f.message);
	}
	*name = find_name(r, text, length);
	return *name ? p : NULL;
}

/* As many bytes set as there are to be compared, from (GUESSED - that number) on. */
static const unsigned char compared[2 * GUESSED] = {
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255
};

static inline bool is_as_guessed(const guess *g, const char *body, const char *end)
{
	uint64_t head[2], mask[2];
	const size_t length = g->length;
	if (UNLIKELY(end - body < GUESSED || !g->name)) return false;
	memcpy(head, body, sizeof head);
	memcpy(mask, compared + (length < GUESSED ? GUESSED - 1 - length : 0), sizeof mask);
	if (((head[0] & mask[0]) ^ g->head[0]) | ((head[1] & mask[1]) ^ g->head[1])) return false;
	if (LIKELY(length < GUESSED)) return true;
	return end - body > (ptrdiff_t)length && body[length] == '"'
	    && memcmp(body + GUESSED, g->text + GUESSED, length - GUESSED) == 0;
}

static void set_guess(guess *g, const edu_tree *t, edu_name name)
{
	char head[GUESSED] = { 0 };
	g->name = name;
	g->text = edu_tree_name_text(t, name, &g->length);
	memcpy(head, g->text, g->length < GUESSED ? g->length : GUESSED);
	if (g->length < GUESSED) head[g->length] = '"';
	memcpy(g->head, head, sizeof head);
}

/* Read the name whose body begins at body; returns behind its closing quote. */
static const char *read_new_name(reader *r, const char *body, guess *g, edu_name *name)
{
	const size_t run = edu_plain_run(body, (size_t)(r->end - body));
	const char *p = body + run;
	if (p == r->end || *p != '"' || edu_utf8_check(body, run) != run) {
		if (!(p = read_odd_name(r, body, name))) return NULL;
	} else {
		p++;
		if (!(*name = find_name(r, body, run))) return NULL;
	}
	set_guess(g, r->t, *name);
	return p;
}

static inline const char *read_name(reader *r, const char *body, guess *g, edu_name *name)
{
	if (UNLIKELY(!is_as_guessed(g, body, r->end))) return read_new_name(r, body, g, name);
	*name = g->name;
	return body + g->length + 1;
}

static inline uint32_t guess_slot(const level *l)
{
	return (l->previous * 7u + l->place * 31u) % GUESSES;
}

/* The next item's number: filled in except for what its kind brings, hung behind its siblings. */
static inline edu_ref add_item(reader *r, edu_name name, const char *place)
{
	const edu_ref item = (edu_ref)r->count++;
	edu_item *const i = &r->items[item];
	level *const l = r->open;
	i->text = NULL;
	i->length = 0;
	i->name = name;
	i->last = 0;
	i->next = item;
	i->parent = 0;
	i->cls = 0;
	i->kind = EDU_KIND_NULL;
	i->flags = 0;
	if (LIKELY(l != NULL)) {
		i->parent = l->item;
		r->items[l->last].next = item;   /* also of item 0, which is none: cheaper than to ask */
		l->last = item;
	}
	if (LIKELY(r->places != NULL)) r->places[item] = (uint32_t)(place - r->data);
	return item;
}

/* Read the string, number or literal at p; returns behind it. */
static inline const char *read_scalar(reader *r, const char *p, edu_item *i)
{
	const char *const begin = p;
	if (LIKELY(*p == '"')) {
		size_t length;
		p = read_string(r, begin + 1, &i->text, &length);
		if (UNLIKELY(!p)) return refuse_string(r, begin + 1);
		if (UNLIKELY(length > r->text_limit)) return refuse_length(r, begin);
		i->length = (uint32_t)length;
		i->kind = EDU_KIND_STRING;
		return p;
	}
	if (LIKELY(*p == '-' || is_digit(*p))) {
		p = number_end(begin);
		if (UNLIKELY(!p)) return refuse_number(r, begin);
		const size_t length = (size_t)(p - begin);
		if (UNLIKELY(length > r->text_limit)) return refuse_length(r, begin);
		if (UNLIKELY(!copy_number(r, begin, length, &i->text))) return NULL;
		i->length = (uint32_t)length;
		i->kind = EDU_KIND_NUMBER;
		return p;
	}
	return read_literal(r, p, i);
}

/* Open the object or array that the item at p is. */
static inline bool open_level(reader *r, const char *p, edu_ref item)
{
	const bool is_object = *p == '{';
	const edu_name above = r->open ? r->open->place : 0;
	if (UNLIKELY(r->depth == r->level_capacity || r->depth >= r->t->ctx->limits.depth) && !more_levels(r, p))
		return false;
	edu_item *const i = &r->items[item];
	i->kind = is_object ? EDU_KIND_OBJECT : EDU_KIND_ARRAY;
	level *const l = r->open = &r->levels[r->depth++];
	l->item = item;
	l->last = 0;
	l->place = l->previous = i->name ? i->name : above;
	l->seen = 0;
	l->doubtful = false;
	l->bracket = is_object ? '}' : ']';
	return true;
}

/* Close the innermost object or array, whose bracket is at p. */
static inline bool close_level(reader *r, const char *p)
{
	edu_item *const items = r->items;
	const level *const l = r->open;
	if (LIKELY(l->last)) {
		items[l->item].last = l->last;
		items[l->last].next = l->item + 1;
		items[l->last].flags = EDU_ITEM_LAST;
	}
	r->open = --r->depth ? r->open - 1 : NULL;
	return LIKELY(!l->doubtful) || check_members(r, l->item, p);
}

static const char *refuse_separator(reader *r, const char *p)
{
	const bool object = r->open->bracket == '}';
	if (p >= r->end)
		return refuse(r, r->end, "json/truncated", object ? "the input ends within an object"
		                                                 : "the input ends within an array");
	return refuse(r, p, "json/syntax", object ? "a comma or a closing brace should stand here"
	                                          : "a comma or a closing bracket should stand here");
}

/*
 * From behind a value (or behind an opening bracket: opened) to where the next one, or its name, begins. Closes
 * what ends in between; with r->open NULL that was all.
 */
static inline const char *to_next(reader *r, const char *p, bool opened)
{
	while (LIKELY(r->open != NULL)) {
		if (UNLIKELY(p >= r->end)) return refuse_separator(r, r->end);
		p = skip_white(p, r->end);
		if (*p == ',' && !opened) return skip_white(p + 1, r->end);
		if (*p != r->open->bracket) return opened ? p : refuse_separator(r, p);
		if (UNLIKELY(!close_level(r, p))) return NULL;
		opened = false;
		p++;
	}
	return p;
}

/* Read a member's name and the colon; returns where its value begins. */
static inline const char *read_member(reader *r, const char *p, edu_name *name)
{
	level *const l = r->open;
	if (UNLIKELY(*p != '"'))
		return p >= r->end ? refuse_separator(r, p)
		                   : refuse(r, p, "json/syntax", "a name in double quotes should stand here");
	p = read_name(r, p + 1, &r->guesses[guess_slot(l)], name);
	if (UNLIKELY(!p)) return NULL;
	const uint64_t bit = (uint64_t)1 << *name % 64;
	l->doubtful |= (l->seen & bit) != 0;
	l->seen |= bit;
	l->previous = *name;
	p = skip_white(p, r->end);
	if (UNLIKELY(*p != ':'))
		return p >= r->end ? refuse_separator(r, p)
		                   : refuse(r, p, "json/syntax", "a colon should stand behind a member's name");
	return skip_white(p + 1, r->end);
}

/* Read the top value and everything in it; returns behind it. */
static const char *read_values(reader *r, const char *p)
{
	edu_name name = 0;
	const char *place = p;
	for (;;) {
		if (UNLIKELY(r->count >= r->room) && !more_items(r, p)) return NULL;
		const edu_ref item = add_item(r, name, place);
		const bool opens = *p == '{' || *p == '[';
		if (opens) p = LIKELY(open_level(r, p, item)) ? p + 1 : NULL;
		else p = read_scalar(r, p, &r->items[item]);
		if (UNLIKELY(!p)) return NULL;

		p = to_next(r, p, opens);
		if (UNLIKELY(!p || !r->open)) return p;
		place = p;
		name = 0;
		if (r->open->bracket == '}' && UNLIKELY(!(p = read_member(r, p, &name)))) return NULL;
	}
}

/* Read the value between data and end, and see that nothing follows it. */
static int read_all(reader *r, const char *begin)
{
	r->t->top = (edu_ref)r->t->count;
	const char *p = read_values(r, skip_white(begin, r->end));
	if (!p) return r->rc;
	settle(r);
	r->t->items[r->t->top].flags |= EDU_ITEM_LAST;
	p = p < r->end ? skip_white(p, r->end) : p;
	if (p < r->end) return refuse_at(r, EDU_ESYNTAX, "json/trailing-bytes", (size_t)(p - r->data), 0,
	                                 "something follows the end of the document");
	return 0;
}

/* The same for bytes that don't end in a bracket: a lone scalar, or a mistake. */
static int read_copy(reader *r, const char *begin)
{
	const edu_allocator *a = &r->t->ctx->allocator;
	const size_t length = (size_t)(r->end - r->data);
	char *copy = edu_allocate(a, length + 1);
	if (!copy) return edu_fail_memory(r->err);
	memcpy(copy, r->data, length);
	copy[length] = '\0';
	begin = copy + (begin - r->data);
	r->data = copy;
	r->end = copy + length;
	const int rc = read_all(r, begin);
	/* It may be a private key that lacks its end; the allocator could look at it, so that no compiler leaves this out. */
	memset(copy, 0, length);
	edu_release(a, copy, length + 1);
	return rc;
}

/* Fit the items to what was read: room for more only where it is little. */
static int fit_items(edu_tree *t)
{
	return t->capacity - t->count > t->count / 8 ? edu_tree_resize(t, t->count) : 0;
}

int edu_json_read(edu_tree *t, const char *data, size_t length, edu_error *err)
{
	reader r = { .t = t, .data = data, .given = data, .given_length = length, .err = err };
	if (length > t->ctx->limits.bytes)
		return edu_fail(err, EDU_ELIMIT, "json/size", "the input is longer than the context allows");
	const char *begin = data;
	if (length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) begin += 3;
	r.end = data + length;
	while (r.end > begin && is_white(r.end[-1])) r.end--;
	if (r.end == begin)
		return edu_fail_at(err, EDU_ESYNTAX, "json/empty", data, length, length, "there is no value");
	const size_t expected = length / (length < LARGE ? 20 : 32);
	if (expected > t->capacity && expected <= t->ctx->limits.items && edu_tree_resize(t, expected) < 0)
		return edu_fail_memory(err);
	edu_arena_expect(t->arena, length / 2);
	r.stamps = r.first_stamps;
	r.stamp_count = FIRST_STAMPS;
	r.text_limit = (size_t)t->ctx->limits.text;
	take_items(&r);
	int rc = r.end[-1] == '}' || r.end[-1] == ']' ? read_all(&r, begin) : read_copy(&r, begin);
	settle(&r);
	const edu_allocator *a = &t->ctx->allocator;
	edu_release(a, r.levels, r.level_capacity * sizeof *r.levels);
	drop_stamps(&r);
	if (rc == 0 && fit_items(t) < 0) rc = edu_fail_memory(err);
	return rc;
}
