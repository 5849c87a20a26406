/*
 * xml_signature.c – what XML signatures cost; see xml_signature.h.
 */
#include "xml_signature.h"

#include <libxml/c14n.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto/digest.h"
#include "crypto/key.h"
#include "generate.h"
#include "measure.h"
#include "trust/signing.h"

#define TIME 1769904000 /* 2026-02-01T00:00:00Z */

enum { KEY_MOST = 16384 };

typedef struct work {
	const edu_context *ctx;
	edu_signer *signer;
	edu_trust *trust;
	char *document;
	size_t length;
	edu_signing *signing;
	edu_buffer value, made; /* the bare signature; the signed document */
} work;

static void work_bare(const void *state)
{
	const work *w = state;
	size_t length;
	const unsigned char *bytes = edu_signing_bytes(w->signing, &length);

	if (edu_key_verify(w->signing->public_key, w->signing->algorithm, bytes, length, w->value.data,
	                   w->value.length))
		give_up("the bare primitive", NULL);
}

/* What it takes at the least with libxml2: a tree, the canonical form, its digest, the signature. */
static void work_libxml2(const void *state)
{
	const work *w = state;
	unsigned char digest[EDU_DIGEST_LARGEST];
	xmlChar *canonical = NULL;
	xmlDoc *doc = xmlReadMemory(w->document, (int)w->length, NULL, NULL, XML_PARSE_NONET);
	const int length = doc ? xmlC14NDocDumpMemory(doc, NULL, XML_C14N_1_0, NULL, 0, &canonical) : -1;

	if (length < 0 || !edu_digest_of(EDU_DIGEST_SHA256, (char *)canonical, (size_t)length, digest))
		give_up("libxml2", NULL);
	xmlFree(canonical);
	xmlFreeDoc(doc);
	work_bare(w);
}

static void work_verify(const void *state)
{
	const work *w = state;
	edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_verdict *verdict;

	o.trust = w->trust;
	o.time = TIME;
	if (edu_verify(&verdict, w->ctx, w->made.data, w->made.length, &o, &err) < 0)
		give_up("verifying", &err);
	if (edu_verdict_indication(verdict) != EDU_TOTAL_PASSED)
		give_up("a signature that does not hold", NULL);
	edu_verdict_free(verdict);
}

static void sign(work *w)
{
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;

	o.suite = "xmldsig";
	o.time = TIME;
	edu_buffer_open(&w->value, NULL);
	if (edu_sign_prepare(&w->signing, w->ctx, w->document, w->length, w->signer, &o, &err) < 0 ||
	    edu_key_sign(&w->value, edu_signer_key(w->signer), w->signing->algorithm, w->signing->bytes.data,
	                 w->signing->bytes.length, &err) < 0 ||
	    edu_sign_finish(&w->made, w->signing, w->value.data, w->value.length, &err) < 0)
		give_up("signing", &err);
}

/* A key and its certificate are those of the reference documents. */
static size_t read_reference(char *out, const char *name)
{
	const char *shared = getenv("EDU_SHARED") ? getenv("EDU_SHARED") : "../shared";
	char path[1024];

	snprintf(path, sizeof path, "%s/reference/vectors/own/pki/%s", shared, name);
	FILE *in = fopen(path, "rb");
	const size_t length = in ? fread(out, 1, KEY_MOST, in) : 0;
	if (in) fclose(in);
	return length;
}

static int open_work(work *w, const edu_context *ctx, size_t size)
{
	char key[KEY_MOST], certificate[KEY_MOST];
	const size_t key_length = read_reference(key, "seal-rsa-TEST-ONLY-key.pem"),
		     certificate_length = read_reference(certificate, "seal-rsa.pem");
	edu_error err = EDU_ERROR_INIT;

	*w = (work){ .ctx = ctx };
	if (!key_length || !certificate_length) return 0;
	if (edu_signer_new(&w->signer, ctx, &err) < 0 ||
	    edu_signer_add(w->signer, key, key_length, NULL, &err) < 0 ||
	    edu_signer_add(w->signer, certificate, certificate_length, NULL, &err) < 0 ||
	    edu_trust_new(&w->trust, ctx, &err) < 0 ||
	    edu_trust_add(w->trust, certificate, certificate_length, NULL, &err) < 0)
		give_up("a key", &err);
	w->document = generate_transcript(size, 1, &w->length);
	if (!w->document) give_up("no memory for a transcript", NULL);
	sign(w);
	return 1;
}

static void close_work(work *w)
{
	edu_signer_free(w->signer);
	edu_trust_free(w->trust);
	edu_signing_free(w->signing);
	edu_buffer_free(&w->value);
	edu_buffer_free(&w->made);
	free(w->document);
}

static void print_size(const edu_context *ctx, size_t size, double seconds)
{
	work w;

	if (!open_work(&w, ctx, size)) {
		printf("| %zu kB | not measured: no reference documents beside the checkout | | | | |\n",
		       size / 1000);
		return;
	}
	contender list[] = { { work_bare, &w, 0 }, { work_libxml2, &w, 0 }, { work_verify, &w, 0 } };
	race(list, 3, seconds);
	printf("| %5zu kB | %8.1f | %8.1f | %8.1f | %5.1f | %5.2f |\n", w.made.length / 1000,
	       list[2].best * 1e6, list[0].best * 1e6, list[1].best * 1e6, list[2].best / list[0].best,
	       list[1].best / list[2].best);
	close_work(&w);
}

void print_xml_signature(const edu_context *ctx, double seconds)
{
	static const size_t sizes[] = { 10 * 1000, 100 * 1000, 1000 * 1000 };

	printf("\n### XML signatures\n\nOne thread; EMREX's profile, RSA-2048 with SHA-256. The bare "
	       "signature is what `openssl speed "
	       "rsa2048` measures; libxml2 builds a tree and its canonical form, whose digest is taken, and "
	       "checks no rule.\n\n"
	       "| document | verify, µs | bare signature, µs | libxml2 and it, µs | against the first | "
	       "against the second |\n"
	       "|---:|---:|---:|---:|---:|---:|\n");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) print_size(ctx, sizes[i], seconds);
}
