/*
 * crypto/pem.c – finding, reading and writing PEM. Text around the blocks is passed over.
 */
#include "crypto/pem.h"

#include "base/fail.h"
#include "base/memory.h"
#include "crypto/base64.h"
#include "crypto/secret.h"

#include <string.h>

enum { LINE = 64 };

#define BEGIN "-----BEGIN "
#define END "-----END "
#define DASHES "-----"

static const char *find(const char *text, const char *end, const char *wanted)
{
	const size_t n = strlen(wanted);

	for (; (size_t)(end - text) >= n; text++) {
		text = memchr(text, wanted[0], (size_t)(end - text) - n + 1);
		if (!text) return NULL;
		if (memcmp(text, wanted, n) == 0) return text;
	}
	return NULL;
}

bool edu_pem_is_near(const char *data, size_t length)
{
	return find(data, data + length, BEGIN) != NULL;
}

void edu_pem_open(edu_pem *p, const char *data, size_t length)
{
	*p = (edu_pem){ data, data + length, "", 0 };
}

bool edu_pem_is(const edu_pem *p, const char *label)
{
	return strlen(label) == p->label_length && memcmp(label, p->label, p->label_length) == 0;
}

/* The line that ends the block of p's label. */
static const char *find_end(const edu_pem *p, const char *from)
{
	const char *at = find(from, p->end, END);
	if (!at) return NULL;
	const char *label = at + sizeof END - 1;
	const size_t left = (size_t)(p->end - label);
	return left >= p->label_length && memcmp(label, p->label, p->label_length) == 0 ? at : NULL;
}

int edu_pem_next(edu_pem *p, edu_buffer *out, edu_error *err)
{
	const char *begin = find(p->at, p->end, BEGIN);

	out->length = 0;
	if (!begin) return 0;
	p->label = begin + sizeof BEGIN - 1;
	const char *dashes = find(p->label, p->end, DASHES);
	if (!dashes) return edu_fail(err, EDU_EKEY, "key/pem", "a PEM block has no line that ends its label");
	p->label_length = (size_t)(dashes - p->label);
	const char *body = dashes + sizeof DASHES - 1, *end = find_end(p, body);
	if (!end)
		return edu_fail(err, EDU_EKEY, "key/pem",
		                "a PEM block has no end, or ends with another label");
	p->at = end + sizeof END - 1;
	const int rc = edu_base64_decode(out, body, (size_t)(end - body));
	if (rc == EDU_ENOMEM) return edu_fail_memory(err);
	if (rc == 0) return 1;
	if (find(body, end, "ENCRYPTED"))
		return edu_fail(err, EDU_EKEY, "key/pem-encrypted",
		                "the key is encrypted in the way of before PKCS#8; convert it with openssl "
		                "pkcs8 -topk8");
	return edu_fail(err, EDU_EKEY, "key/pem", "a PEM block holds something that is no base64");
}

int edu_pem_write(edu_buffer *out, const char *label, const void *der, size_t length)
{
	edu_buffer text;

	edu_buffer_open(&text, &out->allocator);
	int rc = edu_base64_encode(&text, der, length);
	/* All at once: growing would leave copies of a private key behind. */
	if (rc == 0) rc = edu_buffer_room(out, text.length + text.length / LINE + 2 * strlen(label) + 64);
	if (rc == 0) rc = edu_buffer_addf(out, BEGIN "%s" DASHES "\n", label);
	for (size_t at = 0; rc == 0 && at < text.length; at += LINE) {
		const size_t n = text.length - at < LINE ? text.length - at : LINE;
		rc = edu_buffer_add(out, text.data + at, n);
		if (rc == 0) rc = edu_buffer_add(out, "\n", 1);
	}
	if (rc == 0) rc = edu_buffer_addf(out, END "%s" DASHES "\n", label);
	edu_wipe_buffer(&text);
	return rc;
}
