/*
 * emrex/form.c – forms: fields in order, and how they are read from the body of a post.
 */
#include "emrex/form.h"
#include "base/fail.h"
#include "base/text.h"

#include <string.h>

enum { MOST_FIELDS = 1000 };

edu_emrex_form *edu_form_new(const edu_context *ctx)
{
	edu_emrex_form *form = edu_allocate(&ctx->allocator, sizeof *form);
	if (!form) return NULL;
	memset(form, 0, sizeof *form);
	form->allocator = ctx->allocator;
	form->arena = edu_arena_new(&ctx->allocator);
	if (form->arena) return form;
	edu_release(&ctx->allocator, form, sizeof *form);
	return NULL;
}

void edu_emrex_form_free(edu_emrex_form *form)
{
	if (!form) return;
	const edu_allocator a = form->allocator;
	edu_arena_leave(form->arena);
	edu_release(&a, form->fields, form->capacity * sizeof *form->fields);
	edu_release(&a, form, sizeof *form);
}

int edu_form_add(edu_emrex_form *form, const char *name, const char *value, edu_error *err)
{
	void *fields = form->fields;

	if (form->count == MOST_FIELDS)
		return edu_fail(err, EDU_ELIMIT, "emrex/fields", "the form has more than %d fields",
		                MOST_FIELDS);
	if (!edu_grow(&form->allocator, &fields, &form->capacity, form->count, sizeof *form->fields))
		return edu_fail_memory(err);
	form->fields = fields;
	form->fields[form->count++] = (edu_emrex_field){ name, value };
	return 0;
}

/* A copy in the arena, from Latin-1 where it is no UTF-8; NULL: out of memory. */
static const char *keep(edu_emrex_form *form, const char *text, size_t length)
{
	if (edu_utf8_check(text, length) == length) return edu_arena_text(form->arena, text, length);
	char *out = edu_arena_reserve(form->arena, 2 * length + 1), *at = out;
	if (!out) return NULL;
	for (size_t i = 0; i < length; i++) {
		const unsigned char c = (unsigned char)text[i];
		if (c >= 0x80) *at++ = (char)(0xC0 | c >> 6);
		*at++ = (char)(c < 0x80 ? c : 0x80 | (c & 0x3F));
	}
	*at = '\0';
	edu_arena_commit(form->arena, (size_t)(at - out) + 1);
	return out;
}

int edu_form_add_copy(edu_emrex_form *form, const char *name, const char *value, edu_error *err)
{
	const char *n = keep(form, name, strlen(name));
	const char *v = n ? keep(form, value, strlen(value)) : NULL;

	return v ? edu_form_add(form, n, v, err) : edu_fail_memory(err);
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9') return c - '0';
	if (c >= 'a' && c <= 'f') return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One body being read. */
typedef struct parsing {
	edu_emrex_form *form;
	const char *data;
	size_t length;
	edu_error *err;
} parsing;

static int fail_at(const parsing *p, const char *at, const char *rule, const char *message)
{
	return edu_fail_at(p->err, EDU_EINVALID, rule, p->data, p->length, (size_t)(at - p->data), "%s",
	                   message);
}

/* Write what [at, end) stands for to *to, which has room for it, with a NUL; moves *to behind that. */
static int decode(const parsing *p, char **to, const char *at, const char *end)
{
	char *out = *to;

	for (; at < end; at++) {
		char c = *at == '+' ? ' ' : *at;
		if (*at == '%') {
			const int high = end - at > 2 ? hex_value(at[1]) : -1;
			const int low = high >= 0 ? hex_value(at[2]) : -1;
			if (low < 0)
				return fail_at(p, at, "emrex/percent",
				               "a percent sign without two hexadecimal digits behind it");
			c = (char)(high << 4 | low);
			at += 2;
		}
		if (!c) return fail_at(p, at, "emrex/nul", "a field holds the character NUL");
		*out++ = c;
	}
	*out++ = '\0';
	*to = out;
	return 0;
}

/* The text at from is in the arena; its own place where it is UTF-8. NULL: out of memory. */
static const char *settle(edu_emrex_form *form, const char *from, size_t length)
{
	return edu_utf8_check(from, length) == length ? from : keep(form, from, length);
}

static int parse_field(parsing *p, const char *at, const char *end)
{
	const char *equals = memchr(at, '=', (size_t)(end - at));
	const char *name_end = equals ? equals : end;

	/* Decoding makes nothing longer. */
	char *name = edu_arena_reserve(p->form->arena, (size_t)(end - at) + 2), *value = name, *behind;
	if (!name) return edu_fail_memory(p->err);
	int rc = decode(p, &value, at, name_end);
	behind = value;
	if (rc == 0) rc = decode(p, &behind, equals ? equals + 1 : end, end);
	if (rc < 0) return rc;
	edu_arena_commit(p->form->arena, (size_t)(behind - name));
	const char *n = settle(p->form, name, (size_t)(value - name) - 1);
	const char *v = n ? settle(p->form, value, (size_t)(behind - value) - 1) : NULL;
	return v ? edu_form_add(p->form, n, v, p->err) : edu_fail_memory(p->err);
}

/* What somebody took for a form. */
static const char *other_than_form(const char *data, size_t length)
{
	const char *at = data, *end = data + length;

	while (at < end && edu_is_blank(at, 1)) at++;
	if (at < end && *at == '<') return "a page or document where a form is expected";
	if (end - at > 2 && at[0] == '-' && at[1] == '-')
		return "a multipart form; EMREX wants application/x-www-form-urlencoded";
	if (at < end && (*at == '{' || *at == '[')) return "JSON where a form is expected";
	return NULL;
}

static int parse(parsing *p)
{
	const char *end = p->data + p->length;
	const char *other = other_than_form(p->data, p->length);
	int rc = 0;

	if (other) return fail_at(p, p->data, "emrex/no-form", other);
	while (end > p->data && (end[-1] == '\n' || end[-1] == '\r')) end--;
	for (const char *at = p->data; at < end && rc == 0;) {
		const char *next = memchr(at, '&', (size_t)(end - at));
		if (!next) next = end;
		if (next > at) rc = parse_field(p, at, next);
		at = next + 1;
	}
	return rc;
}

int edu_emrex_form_parse(edu_emrex_form **out, const edu_context *ctx, const void *data, size_t length,
                         edu_error *err)
{
	edu_error own;
	parsing p = { .data = data ? data : "", .length = length };

	p.err = err ? err : &own;
	edu_error_clear(p.err);
	if (out) *out = NULL;
	if (!out || !ctx || (!data && length))
		return edu_fail(p.err, EDU_EARG, NULL,
		                "reading a form needs a place for it, a context and bytes");
	if (length > ctx->limits.bytes)
		return edu_fail(p.err, EDU_ELIMIT, "limit/bytes",
		                "the form is larger than the limit of %llu bytes",
		                (unsigned long long)ctx->limits.bytes);
	p.form = edu_form_new(ctx);
	if (!p.form) return edu_fail_memory(p.err);
	const int rc = parse(&p);
	if (rc < 0) edu_emrex_form_free(p.form);
	else *out = p.form;
	return rc;
}

int edu_emrex_form_from_fields(edu_emrex_form **out, const edu_context *ctx, const edu_emrex_field *fields,
                               size_t count, edu_error *err)
{
	int rc = 0;

	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !ctx || (!fields && count))
		return edu_fail(err, EDU_EARG, NULL, "a form needs a place for it, a context and fields");
	for (size_t i = 0; i < count; i++)
		if (!fields[i].name || !fields[i].value)
			return edu_fail(err, EDU_EARG, NULL, "a field needs a name and a value");
	edu_emrex_form *form = edu_form_new(ctx);
	if (!form) return edu_fail_memory(err);
	for (size_t i = 0; i < count && rc == 0; i++)
		rc = edu_form_add_copy(form, fields[i].name, fields[i].value, err);
	if (rc < 0) edu_emrex_form_free(form);
	else *out = form;
	return rc;
}

size_t edu_emrex_form_count(const edu_emrex_form *form)
{
	return form ? form->count : 0;
}

int edu_emrex_form_at(const edu_emrex_form *form, size_t i, edu_emrex_field *out)
{
	if (!form || !out || i >= form->count) return EDU_EARG;
	*out = form->fields[i];
	return 0;
}

int edu_form_value(const edu_emrex_form *form, const char *name, bool needed, const char **value,
                   edu_error *err)
{
	*value = NULL;
	for (size_t i = 0; i < form->count; i++) {
		if (strcmp(form->fields[i].name, name) != 0) continue;
		if (*value)
			return edu_fail(err, EDU_EINVALID, "emrex/repeated",
			                "the form has the field %s more than once", name);
		*value = form->fields[i].value;
	}
	if (!*value && needed)
		return edu_fail(err, EDU_EINVALID, "emrex/missing", "the form has no field %s", name);
	return 0;
}
