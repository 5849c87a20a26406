/*
 * trust/resolve.c – the resolver, called with a URL as text and nothing else of the document.
 */
#include "trust/resolve.h"

#include "base/fail.h"

#include <string.h>

enum { URL_MOST = 2048, ANSWER_MOST = 64 * 1024 * 1024 };

typedef struct answering {
	edu_buffer *out;
	int rc;
} answering;

static void take_answer(void *sink, const void *data, size_t length)
{
	answering *a = sink;

	a->out->length = 0;
	a->rc = length > ANSWER_MOST ? EDU_ELIMIT : edu_buffer_add(a->out, data, length);
	if (a->rc == 0) a->rc = 1;
}

int edu_resolve_url(edu_buffer *out, edu_verification *v, edu_resource what, const char *url, size_t length)
{
	const edu_verify_options *o = v->options;
	answering a = { out, 0 };
	char text[URL_MOST + 1];

	if (!o->resolve || !length || length > URL_MOST || memchr(url, 0, length)) return 0;
	memcpy(text, url, length);
	text[length] = '\0';
	const int said = o->resolve(o->resolve_state, what, text, take_answer, &a);
	if (said < 0) return edu_fail(v->err, EDU_EUSER, NULL, "the resolver said stop");
	if (a.rc == EDU_ENOMEM) return edu_fail_memory(v->err);
	if (a.rc == EDU_ELIMIT)
		return edu_fail(v->err, EDU_ELIMIT, "limit/resolved",
		                "what the resolver gave is larger than 64 MiB");
	return said == 0 ? a.rc : 0;
}
