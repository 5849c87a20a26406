/*
 * emrex/certificate.c – the certificates of registries as PEM.
 *
 * They arrive with "\n" as two characters, without line breaks, with blanks instead of them, or bare.
 */
#include "emrex/registry.h"
#include "base/fail.h"
#include "base/text.h"

#include <string.h>

enum { LINE = 64, LONGEST_LABEL = 40 };

#define BEGIN "-----BEGIN "
#define END "-----END "
#define DASHES "-----"

/* Line breaks that somebody wrote as \n or \r\n; out has room for length bytes. */
static size_t unescape(char *out, const char *text, size_t length)
{
	size_t n = 0;

	for (size_t i = 0; i < length; i++) {
		const bool escaped =
			text[i] == '\\' && i + 1 < length && (text[i + 1] == 'n' || text[i + 1] == 'r');
		out[n++] = escaped ? '\n' : text[i];
		i += escaped;
	}
	return n;
}

static const char *find(const char *text, size_t length, const char *wanted)
{
	const size_t n = strlen(wanted);

	for (size_t i = 0; i + n <= length; i++)
		if (memcmp(text + i, wanted, n) == 0) return text + i;
	return NULL;
}

/* What stands between the lines of dashes; the first such block counts. False: there is none. */
static bool take_block(const char **body, size_t *length, const char **label, size_t *label_length)
{
	const char *end = *body + *length;
	const char *begin = find(*body, *length, BEGIN);
	if (!begin) return false;
	begin += sizeof BEGIN - 1;
	const char *dashes = find(begin, (size_t)(end - begin), DASHES);
	if (!dashes || dashes == begin || dashes - begin > LONGEST_LABEL) return false;
	const char *from = dashes + sizeof DASHES - 1;
	const char *to = find(from, (size_t)(end - from), END);
	if (!to) return false;
	*label = begin;
	*label_length = (size_t)(dashes - begin);
	*body = from;
	*length = (size_t)(to - from);
	return true;
}

/* The bytes that PEM of so much base64 needs at most. */
static size_t room(size_t base64)
{
	return base64 + base64 / LINE + 2 * (sizeof BEGIN + sizeof DASHES + LONGEST_LABEL) + 8;
}

static char *put(char *at, const char *text, size_t length)
{
	memcpy(at, text, length);
	return at + length;
}

static char *put_line(char *at, const char *dashes, const char *label, size_t length)
{
	at = put(at, dashes, strlen(dashes));
	at = put(at, label, length);
	return put(at, DASHES "\n", sizeof DASHES);
}

static char *put_base64(char *at, const char *text, size_t length)
{
	size_t in_line = 0;

	for (size_t i = 0; i < length; i++) {
		if (edu_is_blank(text + i, 1)) continue;
		if (in_line == LINE) {
			*at++ = '\n';
			in_line = 0;
		}
		*at++ = text[i];
		in_line++;
	}
	*at++ = '\n';
	return at;
}

static int make_pem(edu_listing *l, const char *text, size_t length, const char **out)
{
	const char *label = "CERTIFICATE";
	size_t label_length = strlen(label);

	take_block(&text, &length, &label, &label_length);
	if (edu_is_blank(text, length) || !edu_is_base64(text, length)) return 0;
	char *pem = edu_arena_reserve(l->registry->arena, room(length));
	if (!pem) return edu_fail_memory(l->err);
	char *at = put_line(pem, BEGIN, label, label_length);
	at = put_base64(at, text, length);
	at = put_line(at, END, label, label_length);
	*at++ = '\0';
	edu_arena_commit(l->registry->arena, (size_t)(at - pem));
	*out = pem;
	return 0;
}

int edu_listing_certificate(edu_listing *l, const char *text, size_t length, const char **out)
{
	const edu_allocator *a = &l->registry->allocator;

	*out = NULL;
	if (!length) return 0;
	char *plain = edu_allocate(a, length);
	if (!plain) return edu_fail_memory(l->err);
	const int rc = make_pem(l, plain, unescape(plain, text, length), out);
	edu_release(a, plain, length);
	return rc;
}
