/*
 * xml/text.c – character data: gathering its pieces, and deciding what it is when the next tag comes.
 *
 * Text alone in its element becomes the element's own. Beside children it becomes an item of its own and
 * makes the element MIXED, unless there is nothing but white space: that is layout and is dropped, but for
 * what follows a comment or an instruction, where nobody can tell.
 */
#include "xml/reader.h"

#include <string.h>

/* Where a reference or line end begins that ends at an offset. */
static size_t reference_place(const edu_xml_reader *r, size_t end)
{
	const char *data = r->source.data;
	size_t at = end ? end - 1 : 0;

	if (data[at] == ';')
		while (at > 0 && data[at] != '&') at--;
	return at;
}

/* Text that doesn't stand in the source as it is, or behind text that doesn't. */
static bool add_copy(edu_xml_reader *r, const char *text, size_t length)
{
	edu_xml_pending *p = &r->pending;

	if (!p->copied) {
		p->copy.length = 0;
		if (edu_buffer_add(&p->copy, p->view, p->length) < 0) return false;
		p->copied = true;
	}
	if (p->copy.capacity - p->copy.length <= length && edu_buffer_room(&p->copy, length) < 0) return false;
	memcpy(p->copy.data + p->copy.length, text, length);
	p->copy.length += length;
	return true;
}

void edu_xml_text_add(edu_xml_reader *r, const char *text, size_t length, size_t end, bool verbatim)
{
	edu_xml_pending *p = &r->pending;
	const char *data = r->source.data;

	if (!p->begun) edu_xml_text_begin(r, verbatim ? end - length : reference_place(r, end), 0);
	if (length > r->tree->ctx->limits.text || p->length > r->tree->ctx->limits.text - length)
		edu_xml_refuse(r, EDU_ELIMIT, "xml/size", p->place, "a text is longer than the context allows");
	else if (!(verbatim && !p->copied && p->view + p->length == data + end - length)
	         && !add_copy(r, text, length))
		edu_xml_refuse_memory(r);
	p->length += length;
}

static const char *pending_text(const edu_xml_pending *p)
{
	return p->copied ? p->copy.data : p->view;
}

static bool more_blanks(edu_xml_reader *r)
{
	return edu_grow(&r->tree->ctx->allocator, (void **)&r->blanks, &r->blank_capacity, r->blank_count,
	                sizeof *r->blanks);
}

/* Remember white space behind the last child of the open element. */
static void note_blank(edu_xml_reader *r)
{
	const edu_xml_pending *p = &r->pending;
	const char *text = pending_text(p);

	if (p->copied) text = edu_arena_text(r->tree->arena, text, p->length);
	if (!text || (r->blank_count == r->blank_capacity && !more_blanks(r))) {
		edu_xml_refuse_memory(r);
		return;
	}
	r->blanks[r->blank_count++] = (edu_xml_blank){
		text, (uint32_t)p->length, (uint32_t)p->place, r->open, r->tree->items[r->open].last,
	};
}

/* Hang an item behind a child of parent, or in front of all where after is 0. */
static void hang_behind(edu_tree *t, edu_ref parent, edu_ref after, edu_ref item)
{
	edu_item *items = t->items;
	const edu_ref before = after ? after : items[parent].last;

	if (after == items[parent].last) {
		edu_tree_hang(t, parent, item);
		return;
	}
	items[item].parent = parent;
	items[item].flags &= (uint8_t)~EDU_ITEM_LAST;
	items[item].next = items[before].next;
	items[before].next = item;
}

/* The open element has text: the white space between its children counts from its beginning on. */
static void make_mixed(edu_xml_reader *r)
{
	edu_tree *t = r->tree;

	if (t->items[r->open].flags & EDU_ITEM_MIXED) return;
	t->items[r->open].flags |= EDU_ITEM_MIXED;
	while (r->blank_count && r->blanks[r->blank_count - 1].owner == r->open) {
		const edu_xml_blank *b = &r->blanks[--r->blank_count];
		const edu_ref item = edu_xml_add_item(r, 0, EDU_KIND_TEXT, 0, b->place);
		if (!item) return;
		edu_xml_set_text(r, item, b->text, b->length, b->place);
		hang_behind(t, r->open, b->after, item);
	}
}

static void add_piece(edu_xml_reader *r, edu_kind kind, const char *text, size_t length, size_t place)
{
	const edu_ref item = r->rc < 0 ? 0 : edu_xml_add_item(r, r->open, kind, 0, place);
	if (item) edu_xml_set_text(r, item, text, length, place);
}

static bool are_eight_spaces(const char *text)
{
	uint64_t eight;
	memcpy(&eight, text, sizeof eight);
	return eight == UINT64_MAX / 255 * ' ';
}

/* Half of all text is layout: a line end and spaces, looked at eight at a time; the last eight may overlap. */
static bool is_layout(const char *text, size_t length)
{
	size_t at = 1;

	if (!edu_xml_is_blank(text[0])) return false;
	while (length - at >= 8 && are_eight_spaces(text + at)) at += 8;
	if (length >= 8 && length - at < 8 && are_eight_spaces(text + length - 8)) return true;
	while (at < length && edu_xml_is_blank(text[at])) at++;
	return at == length;
}

static bool is_behind_comment(const edu_xml_reader *r)
{
	const edu_item *items = r->tree->items;
	const edu_kind last = (edu_kind)items[items[r->open].last].kind;
	return last == EDU_KIND_COMMENT || last == EDU_KIND_INSTRUCTION;
}

/* Is the pending text layout that is dropped, unless its element turns out to have text after all? */
static bool is_dropped(const edu_xml_reader *r)
{
	const edu_xml_pending *p = &r->pending;
	return !(r->tree->items[r->open].flags & EDU_ITEM_MIXED) && !r->whole && is_layout(pending_text(p), p->length)
	    && !is_behind_comment(r);
}

void edu_xml_text_flush(edu_xml_reader *r)
{
	edu_xml_pending *p = &r->pending;

	if (!p->begun) return;
	p->begun = false;
	if (is_dropped(r)) {
		note_blank(r);
		return;
	}
	if (!is_layout(pending_text(p), p->length)) make_mixed(r);
	add_piece(r, EDU_KIND_TEXT, pending_text(p), p->length, p->place);
}

void edu_xml_text_cdata(edu_xml_reader *r, const char *text, size_t length, size_t place)
{
	edu_xml_text_flush(r);
	if (r->rc == 0) make_mixed(r);
	add_piece(r, EDU_KIND_CDATA, text, length, place);
}

void edu_xml_text_close(edu_xml_reader *r)
{
	edu_xml_pending *p = &r->pending;

	if (p->begun && !edu_xml_has_content(r, r->open)) {
		edu_xml_set_text(r, r->open, pending_text(p), p->length, p->place);
		p->begun = false;
	} else if (p->begun && is_dropped(r)) {
		p->begun = false;
	} else {
		edu_xml_text_flush(r);
	}
	while (r->blank_count && r->blanks[r->blank_count - 1].owner == r->open) r->blank_count--;
}
