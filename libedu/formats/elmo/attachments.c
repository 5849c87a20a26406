/*
 * formats/elmo/attachments.c – rule A19: an attachment's content is a data URI that holds a PDF.
 */
#include "formats/elmo/check.h"
#include "base/text.h"

#include <string.h>

/* The first characters of base64 that are no white space. */
static size_t head(char *out, size_t size, const char *text, size_t length)
{
	size_t n = 0;

	for (size_t i = 0; i < length && n < size; i++)
		if (!edu_is_blank(text + i, 1)) out[n++] = text[i];
	return n;
}

/* %PDF in base64: five characters, and two bits of the sixth, which are those of g to v. */
static bool is_pdf(const char *base64, size_t length)
{
	char c[6];

	return head(c, sizeof c, base64, length) == sizeof c && memcmp(c, "JVBER", 5) == 0 && c[5] >= 'g' &&
	       c[5] <= 'v';
}

/* What is wrong with a content, in words; NULL: nothing. */
static const char *fault(const char *text, size_t length)
{
	static const char pdf[] = "application/pdf";

	edu_trim(&text, &length);
	if (length < 5 || !edu_equal_nocase(text, 5, "data:"))
		return edu_is_base64(text, length) && is_pdf(text, length)
		               ? "a PDF without the data URI around it; write data:application/pdf;base64, "
		                 "in front"
		               : "the content is no data URI; write data:application/pdf;base64, and then "
		                 "the file in base64";
	text += 5;
	length -= 5;
	const char *comma = memchr(text, ',', length);
	if (!comma) return "the data URI has no comma before its data";
	const size_t type = (size_t)(comma - text);
	const size_t rest = length - type - 1;
	if (type < 7 || !edu_equal_nocase(comma - 7, 7, ";base64"))
		return "the data URI does not say that its data is base64; readers expect that";
	if (!edu_is_base64(comma + 1, rest) || edu_is_blank(comma + 1, rest))
		return "the data of the data URI is not base64; the attachment can't be opened";
	if (type < sizeof pdf - 1 || !edu_equal_nocase(text, sizeof pdf - 1, pdf)
	    || (text[sizeof pdf - 1] != ';'))
		return "the media type is not application/pdf, which is what readers expect";
	if (!is_pdf(comma + 1, rest)) return "the media type says PDF, but the data does not begin like one";
	return NULL;
}

int edu_elmo_check_attachments(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	int rc = 0;

	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(t, c->doc->content, i)) {
		const edu_item *item = &t->items[i];
		const char *text;
		size_t length;
		if (item->kind != EDU_KIND_ELEMENT || edu_tree_known(t, item->name) != elmo_n_content)
			continue;
		if (!item->parent || t->items[item->parent].cls != elmo_c_Attachment) continue;
		rc = edu_tree_text(t, i, &c->scratch, &text, &length);
		const char *message = rc == 0 ? fault(text ? text : "", text ? length : 0) : NULL;
		if (message)
			rc = edu_finding_add(c->list, c->doc, i, EDU_SEVERITY_WARNING, "elmo/A19", "%s",
			                     message);
	}
	return rc;
}
