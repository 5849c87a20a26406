/*
 * json/write.c – the writer: a walk over the tree, through a buffer of fixed size into the sink.
 *
 * It can stop behind any value and go on from there later, when more of the tree has been made; what it has
 * written may be gone by then, but for the value it stopped at and those around it.
 */
#include "json/json.h"

#include "base/fail.h"
#include "json/scan.h"

enum {
	BUFFER = 16 * 1024,        /* on the stack, of which threads of a JVM have little */
	PIECE = 1024,              /* bytes of text that are looked at in one go */
	LONGEST_ESCAPE = 6,        /* \u001f */
	SHORT = 24,                /* a text that fits REST however it is escaped */
	REST = 256,                /* room for what an item needs besides long texts and indentation */
	HEADS = 128, HEAD = 32
};

/* A member's name as it is written, with quotes and colon. */
typedef struct head {
	edu_name name;             /* 0: none yet */
	uint32_t length;
	char bytes[HEAD];
} head;

struct edu_json_writer {
	char *at, *end;            /* in the buffer */
	const edu_tree *t;
	const edu_sink *sink;
	edu_ref written;           /* the value it stopped at; 0: none yet */
	bool pretty;
	size_t depth;
	int rc;                    /* what the sink said */
	head heads[HEADS];
	char buffer[BUFFER];
};

typedef edu_json_writer writer;

/* Empty the buffer, which is filled up to at; returns where it begins. */
static char *flush(writer *w, const char *at)
{
	const size_t length = (size_t)(at - w->buffer);
	if (length && !w->rc) w->rc = w->sink->write(w->sink->state, w->buffer, length);
	return w->buffer;
}

/* Where size bytes fit, which are far fewer than BUFFER. */
static inline char *room(writer *w, char *at, size_t size)
{
	return LIKELY((size_t)(w->end - at) >= size) ? at : flush(w, at);
}

static char *put_escape(char *out, char c)
{
	static const char digits[] = "0123456789abcdef";
	char letter = 0;
	switch (c) {
	case '"': case '\\': letter = c; break;
	case '\b': letter = 'b'; break;
	case '\f': letter = 'f'; break;
	case '\n': letter = 'n'; break;
	case '\r': letter = 'r'; break;
	case '\t': letter = 't'; break;
	default: break;
	}
	*out++ = '\\';
	if (letter) {
		*out++ = letter;
		return out;
	}
	*out++ = 'u';
	*out++ = '0';
	*out++ = '0';
	*out++ = digits[(unsigned char)c >> 4];
	*out++ = digits[c & 15];
	return out;
}

/* Write text, some of which needs escapes; out has room for the worst case and a chunk. */
static char *put_with_escapes(char *out, const char *text, size_t length)
{
	while (length) {
		const size_t run = edu_plain_run(text, length);
		memcpy(out, text, run);
		out += run;
		text += run;
		length -= run;
		if (!length) break;
		out = put_escape(out, *text++);
		length--;
	}
	return out;
}

/* Copy fewer than EDU_CHUNK bytes when none of them is special; two words that overlap cover most lengths. */
static inline bool copy_short(char *out, const char *text, size_t length)
{
	if (length >= 8) {
		uint64_t a, b;
		memcpy(&a, text, sizeof a);
		memcpy(&b, text + length - sizeof b, sizeof b);
		memcpy(out, &a, sizeof a);
		memcpy(out + length - sizeof b, &b, sizeof b);
		return !(edu_special_bytes(a) | edu_special_bytes(b));
	}
	if (length >= 4) {
		uint32_t a, b;
		memcpy(&a, text, sizeof a);
		memcpy(&b, text + length - sizeof b, sizeof b);
		memcpy(out, &a, sizeof a);
		memcpy(out + length - sizeof b, &b, sizeof b);
		return !edu_special_bytes((uint64_t)a << 32 | b);
	}
	if (!length) return true;
	/* One to three: first, middle and last byte, which may be the same. */
	const char a = text[0], b = text[length / 2], c = text[length - 1];
	out[0] = a;
	out[length / 2] = b;
	out[length - 1] = c;
	return !edu_special_bytes(~(uint64_t)0 << 24 | (uint64_t)(unsigned char)a << 16
	                          | (uint64_t)(unsigned char)b << 8 | (unsigned char)c);
}

/* Write text escaped to out, which has room for the worst case and a chunk; returns behind it. */
static inline char *put_escaped(char *out, const char *text, size_t length)
{
	if (length < EDU_CHUNK)
		return LIKELY(copy_short(out, text, length)) ? out + length : put_with_escapes(out, text, length);
	size_t i = 0;
	while (i + EDU_CHUNK <= length && LIKELY(!edu_chunk_copy(text + i, out + i).special)) i += EDU_CHUNK;
	if (i == length) return out + length;
	/* The last chunk ends where the text does; what it shares with the one before is the same again. */
	const size_t last = length - EDU_CHUNK;
	if (UNLIKELY(last > i || edu_chunk_copy(text + last, out + last).special))
		return put_with_escapes(out + i, text + i, length - i);
	return out + length;
}

/* Writing a short text needs no more than REST, which is there. */
static inline char *put_quoted(writer *w, char *at, const char *text, size_t length)
{
	if (length > SHORT) at = room(w, at, (length < PIECE ? length : PIECE) * LONGEST_ESCAPE + REST);
	*at++ = '"';
	for (; UNLIKELY(length > PIECE); text += PIECE, length -= PIECE) {
		at = put_escaped(at, text, PIECE);
		at = room(w, at, PIECE * LONGEST_ESCAPE + REST);
	}
	at = put_escaped(at, text, length);
	*at++ = '"';
	return at;
}

/* Write bytes as they are. */
static char *put_verbatim(writer *w, char *at, const char *text, size_t length)
{
	for (size_t n; length; text += n, length -= n) {
		n = length < PIECE ? length : PIECE;
		at = room(w, at, n + REST);
		memcpy(at, text, n);
		at += n;
	}
	return at;
}

static inline char *put_line_break(writer *w, char *at)
{
	static const char spaces[] = "                                                                ";
	const size_t usual = sizeof spaces - 1;
	*at++ = '\n';
	if (LIKELY(2 * w->depth <= usual)) {
		memcpy(at, spaces, usual);
		return room(w, at + 2 * w->depth, REST);
	}
	for (size_t blanks = 2 * w->depth, n; blanks; blanks -= n) {
		n = blanks < PIECE ? blanks : PIECE;
		at = room(w, at, n + REST);
		memset(at, ' ', n);
		at += n;
	}
	return room(w, at, REST);
}

/* Keep the name that was written from begin to at. */
static void keep_head(head *h, edu_name name, const char *begin, const char *at)
{
	h->name = name;
	h->length = (uint32_t)(at - begin);
	memcpy(h->bytes, begin, h->length);
}

static inline char *put_name(writer *w, char *at, edu_name name)
{
	head *const h = &w->heads[name % HEADS];
	if (LIKELY(h->name == name)) {
		memcpy(at, h->bytes, HEAD);
		return at + h->length;
	}
	uint32_t length;
	const char *text = edu_tree_name_text(w->t, name, &length);
	at = room(w, at, SHORT * LONGEST_ESCAPE + REST);
	const char *const begin = at;
	at = put_quoted(w, at, text, length);
	at = room(w, at, REST);
	*at++ = ':';
	if (w->pretty) *at++ = ' ';
	if (length <= SHORT && at - begin <= HEAD && name) keep_head(h, name, begin, at);
	return at;
}

static char bracket(const edu_item *container, bool closing)
{
	return container->kind == EDU_KIND_OBJECT ? (closing ? '}' : '{') : closing ? ']' : '[';
}

/* Write what is no object or array. NULL: JSON has no form for it. */
static inline char *put_scalar(writer *w, char *at, const edu_item *i)
{
	switch (i->kind) {
	case EDU_KIND_STRING: return put_quoted(w, at, i->text ? i->text : "", i->length);
	case EDU_KIND_NUMBER: return put_verbatim(w, at, i->text, i->length);
	case EDU_KIND_TRUE: return put_verbatim(w, at, "true", 4);
	case EDU_KIND_FALSE: return put_verbatim(w, at, "false", 5);
	case EDU_KIND_NULL: return put_verbatim(w, at, "null", 4);
	default: return NULL;
	}
}

/* Write the brackets that end behind item, and the comma; *item becomes the next, or 0 where last has ended. */
static inline char *put_end(writer *w, char *at, edu_ref *item, edu_ref last)
{
	const edu_item *const items = w->t->items;
	edu_ref here = *item;
	at = room(w, at, REST);
	while (here != last && (items[here].flags & EDU_ITEM_LAST)) {
		here = items[here].parent;
		w->depth--;
		if (w->pretty) at = put_line_break(w, at);
		at = room(w, at, REST);
		*at++ = bracket(&items[here], true);
	}
	*item = 0;
	if (here == last) return at;
	*item = items[here].next;
	*at++ = ',';
	if (w->pretty) at = put_line_break(w, at);
	return at;
}

/* Write from item on through last and what is below it; returns behind it. NULL: something has no form in JSON. */
static char *put_values(writer *w, char *at, edu_ref item, edu_ref last)
{
	const edu_tree *t = w->t;
	const edu_item *const items = t->items;
	while (item && !w->rc) {
		const edu_item *const i = &items[item];
		at = room(w, at, REST);
		if (w->depth && items[i->parent].kind == EDU_KIND_OBJECT) at = put_name(w, at, i->name);
		if (i->kind == EDU_KIND_OBJECT || i->kind == EDU_KIND_ARRAY) {
			*at++ = bracket(i, false);
			if (i->last) {
				w->depth++;
				if (w->pretty) at = put_line_break(w, at);
				item = edu_tree_first(t, item);
				continue;
			}
			*at++ = bracket(i, true);
		} else if (UNLIKELY(!(at = put_scalar(w, at, i)))) {
			return NULL;
		}
		at = put_end(w, at, &item, last);
	}
	return at;
}

/* Write on, from what was written last or else from top. */
static int write_through(writer *w, edu_ref top, edu_ref last, edu_error *err)
{
	edu_ref item = w->written ? w->written : top;
	char *at = w->written ? put_end(w, w->at, &item, last) : w->at;
	at = put_values(w, at, item, last);
	if (!at) return edu_fail(err, EDU_EUNSUPPORTED, NULL, "the tree holds something JSON has no form for");
	w->at = at;
	w->written = last;
	return w->rc ? edu_fail(err, EDU_EIO, NULL, "the output could not be written") : 0;
}

/* Write the rest of the value at top, and empty the buffer. */
static int write_rest(writer *w, edu_ref top, edu_error *err)
{
	const int rc = write_through(w, top, top, err);
	if (rc < 0) return rc;
	char *at = room(w, w->at, REST);
	if (w->pretty) *at++ = '\n';
	w->at = flush(w, at);
	return w->rc ? edu_fail(err, EDU_EIO, NULL, "the output could not be written") : 0;
}

static void open_writer(writer *w, const edu_tree *t, const edu_sink *sink, edu_json_style style)
{
	w->t = t;
	w->sink = sink;
	w->pretty = style == EDU_JSON_PRETTY;
	w->depth = 0;
	w->rc = 0;
	w->written = 0;
	w->at = w->buffer;
	w->end = w->buffer + BUFFER;
	for (size_t i = 0; i < HEADS; i++) w->heads[i].name = 0;
}

int edu_json_write(const edu_tree *t, edu_ref item, const edu_sink *sink, edu_json_style style, edu_error *err)
{
	writer w;
	open_writer(&w, t, sink, style);
	return write_rest(&w, item, err);
}

edu_json_writer *edu_json_writer_new(const edu_tree *t, const edu_sink *sink, edu_json_style style)
{
	writer *w = edu_allocate(&t->ctx->allocator, sizeof *w);
	if (w) open_writer(w, t, sink, style);
	return w;
}

int edu_json_writer_reach(edu_json_writer *w, edu_ref last, edu_error *err)
{
	return write_through(w, w->t->top, last, err);
}

int edu_json_writer_end(edu_json_writer *w, edu_error *err)
{
	return write_rest(w, w->t->top, err);
}

void edu_json_writer_free(edu_json_writer *w)
{
	if (w) edu_release(&w->t->ctx->allocator, w, sizeof *w);
}

int edu_json_quote(edu_buffer *out, const char *text, size_t length)
{
	if (length > (SIZE_MAX - 2 * EDU_CHUNK) / LONGEST_ESCAPE) return EDU_ENOMEM;
	if (edu_buffer_room(out, LONGEST_ESCAPE * length + 2 + EDU_CHUNK) < 0) return EDU_ENOMEM;
	char *at = out->data + out->length;
	*at++ = '"';
	at = put_escaped(at, text, length);
	*at++ = '"';
	*at = '\0';
	out->length = (size_t)(at - out->data);
	return 0;
}
