/*
 * emrex/form_write.c – forms as the body of a post, and as a page that posts itself.
 */
#include "emrex/form.h"
#include "base/fail.h"
#include "base/text.h"

#include <string.h>

/* What application/x-www-form-urlencoded leaves as it is (WHATWG URL, section 5.2). */
static bool stays(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '*' ||
	       c == '-' || c == '.' || c == '_';
}

static int put_encoded(edu_buffer *out, const char *text)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t length = 0;

	for (const char *c = text; *c; c++) length += stays(*c) || *c == ' ' ? 1 : 3;
	if (edu_buffer_room(out, length) < 0) return EDU_ENOMEM;
	char *at = out->data + out->length;
	for (; *text; text++) {
		if (stays(*text) || *text == ' ') {
			*at++ = *text == ' ' ? '+' : *text;
			continue;
		}
		*at++ = '%';
		*at++ = digits[(unsigned char)*text >> 4];
		*at++ = digits[(unsigned char)*text & 15];
	}
	*at = '\0';
	out->length += length;
	return 0;
}

static int put_body(const edu_emrex_form *form, edu_buffer *out)
{
	int rc = edu_buffer_room(out, 0);

	for (size_t i = 0; i < form->count && rc == 0; i++) {
		if (i) rc = edu_buffer_add(out, "&", 1);
		if (rc == 0) rc = put_encoded(out, form->fields[i].name);
		if (rc == 0) rc = edu_buffer_add(out, "=", 1);
		if (rc == 0) rc = put_encoded(out, form->fields[i].value);
	}
	return rc;
}

int edu_emrex_form_write(const edu_emrex_form *form, edu_buffer *out, edu_error *err)
{
	edu_error_clear(err);
	if (!form || !out) return edu_fail(err, EDU_EARG, NULL, "writing needs a form and a buffer");
	edu_buffer_free(out);
	edu_buffer_open(out, &form->allocator);
	if (put_body(form, out) == 0) return 0;
	edu_buffer_free(out);
	return edu_fail_memory(err);
}

static const char *escape_of(char c)
{
	switch (c) {
	case '&': return "&amp;";
	case '<': return "&lt;";
	case '>': return "&gt;";
	case '"': return "&quot;";
	case '\'': return "&#39;";
	/* Browsers turn line ends of an attribute that stand there bare into others. */
	case '\n': return "&#10;";
	case '\r': return "&#13;";
	default: return NULL;
	}
}

static int put_attribute(edu_buffer *out, const char *text)
{
	int rc = 0;

	while (*text && rc == 0) {
		const size_t plain = strcspn(text, "&<>\"'\n\r");
		rc = edu_buffer_add(out, text, plain);
		text += plain;
		if (!*text || rc < 0) continue;
		const char *escape = escape_of(*text++);
		rc = edu_buffer_add(out, escape, strlen(escape));
	}
	return rc;
}

static int put(edu_buffer *out, const char *text)
{
	return edu_buffer_add(out, text, strlen(text));
}

static int put_page(const edu_emrex_form *form, const char *action, edu_buffer *out)
{
	int rc = put(out, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>EMREX</title></head>\n"
	                  "<body onload=\"document.forms[0].submit()\">\n"
	                  "<form method=\"post\" accept-charset=\"utf-8\" action=\"");
	if (rc == 0) rc = put_attribute(out, action);
	if (rc == 0) rc = put(out, "\">\n");
	for (size_t i = 0; i < form->count && rc == 0; i++) {
		rc = put(out, "<input type=\"hidden\" name=\"");
		if (rc == 0) rc = put_attribute(out, form->fields[i].name);
		if (rc == 0) rc = put(out, "\" value=\"");
		if (rc == 0) rc = put_attribute(out, form->fields[i].value);
		if (rc == 0) rc = put(out, "\">\n");
	}
	return rc < 0 ? rc : put(out, "<button>Continue</button>\n</form>\n</body></html>\n");
}

int edu_emrex_form_write_html(const edu_emrex_form *form, const char *action, edu_buffer *out, edu_error *err)
{
	edu_error_clear(err);
	if (!form || !action || !out)
		return edu_fail(err, EDU_EARG, NULL, "writing needs a form, an address and a buffer");
	const size_t length = strlen(action);
	const bool https = length >= 8 && edu_equal_nocase(action, 8, "https://");
	if (!https && !(length >= 7 && edu_equal_nocase(action, 7, "http://")))
		return edu_fail(err, EDU_EINVALID, "emrex/url-scheme",
		                "a form is posted to an https or http address");
	edu_buffer_free(out);
	edu_buffer_open(out, &form->allocator);
	if (put_page(form, action, out) == 0) return 0;
	edu_buffer_free(out);
	return edu_fail_memory(err);
}
