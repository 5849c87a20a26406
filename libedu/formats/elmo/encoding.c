/*
 * formats/elmo/encoding.c – texts that a producer turned into UTF-8 twice.
 *
 * Such a text, taken as Latin-1, is well-formed UTF-8 again and has letters beyond ASCII. It is never
 * repaired: what is signed or compared is what stands in the file.
 */
#include "formats/elmo/check.h"
#include "base/text.h"

#include <string.h>

/* The byte whose Latin-1 character stands at *at in UTF-8; moves *at behind it. -1: another character. */
static int latin1_byte(const unsigned char *text, size_t length, size_t *at)
{
	const unsigned char lead = text[*at];

	if (lead < 0x80) {
		++*at;
		return lead;
	}
	if ((lead != 0xC2 && lead != 0xC3) || *at + 1 >= length) return -1;
	*at += 2;
	return (lead & 0x03) << 6 | (text[*at - 1] & 0x3F);
}

/* How many continuation bytes follow a first byte of UTF-8; -1: it is none. */
static int followers(int byte)
{
	if (byte < 0x80) return 0;
	if (byte < 0xC2 || byte > 0xF4) return -1;
	return byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
}

/* How many characters from here on are ASCII, in whole eights. */
static size_t ascii_in_eights(const unsigned char *text, size_t length)
{
	uint64_t word;
	size_t n = 0;

	for (; n + sizeof word <= length; n += sizeof word) {
		memcpy(&word, text + n, sizeof word);
		if (word & UINT64_C(0x8080808080808080)) break;
	}
	return n;
}

static bool is_twice_encoded(const char *text, size_t length)
{
	const unsigned char *s = (const unsigned char *)text;
	bool beyond_ascii = false;
	int wanted = 0;

	for (size_t i = 0; i < length;) {
		if (!wanted && s[i] < 0x80) {
			const size_t run = ascii_in_eights(s + i, length - i);
			i += run;
			if (run) continue;
		}
		const int byte = latin1_byte(s, length, &i);
		if (byte < 0) return false;
		if (wanted) {
			if ((byte & 0xC0) != 0x80) return false;
			wanted--;
		} else {
			wanted = followers(byte);
			if (wanted < 0) return false;
			if (wanted) beyond_ascii = true;
		}
	}
	return beyond_ascii && !wanted;
}

int edu_elmo_check_encoding(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	int rc = 0;

	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(t, c->doc->content, i)) {
		const edu_item *item = &t->items[i];
		if (item->kind == EDU_KIND_COMMENT || item->kind == EDU_KIND_INSTRUCTION ||
		    item->kind == EDU_KIND_NAMESPACE)
			continue;
		if (!item->text || !is_twice_encoded(item->text, item->length)) continue;
		rc = edu_finding_add(
			c->list, c->doc, i, EDU_SEVERITY_INFO, "elmo/double-utf8",
			"the text looks as if it was turned into UTF-8 twice; it is kept as it is");
	}
	return rc;
}
