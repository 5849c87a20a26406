/*
 * disclosure.c – what selective disclosure costs; see disclosure.h.
 */
#include "disclosure.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "generate.h"
#include "work.h"

#define TIME 1769904000 /* 2026-02-01T00:00:00Z */

enum { CREDENTIAL = 200 * 1000 };

typedef struct token {
	const edu_context *ctx;
	edu_signer *signer;
	edu_trust *trust;
	edu_disclosure_policy *policy;
	edu_buffer document, issued, shown;
	size_t disclosures;
} token;

static void issue(edu_buffer *out, const token *t)
{
	edu_sd_jwt_options o = EDU_SD_JWT_OPTIONS_INIT;
	edu_sign_options signing = EDU_SIGN_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;

	o.policy = t->policy;
	signing.time = TIME;
	if (edu_sd_jwt_issue(out, t->ctx, t->document.data, t->document.length, &o, t->signer, &signing,
	                     &err) < 0)
		give_up("issuing", &err);
}

static void present(edu_buffer *out, const token *t)
{
	static const char *const shown[] = { "/elm/credentialSubject/hasClaim/0/hasPart/0" };
	edu_error err = EDU_ERROR_INIT;

	if (edu_sd_jwt_present_by(out, t->ctx, t->issued.data, t->issued.length, shown, 1, t->policy, &err) <
	    0)
		give_up("presenting", &err);
}

static void verify_token(const token *t, const edu_buffer *text)
{
	edu_verify_options o = EDU_VERIFY_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_verdict *verdict;

	o.trust = t->trust;
	o.time = TIME;
	if (edu_verify(&verdict, t->ctx, text->data, text->length, &o, &err) < 0) give_up("verifying", &err);
	if (edu_verdict_indication(verdict) == EDU_TOTAL_FAILED) give_up("a token that does not hold", NULL);
	edu_verdict_free(verdict);
}

static void work_issue(const void *state)
{
	edu_buffer out;
	issue(&out, state);
	edu_buffer_free(&out);
}

static void work_present(const void *state)
{
	edu_buffer out;
	present(&out, state);
	edu_buffer_free(&out);
}

static void work_verify(const void *state)
{
	verify_token(state, &((const token *)state)->issued);
}

static void work_verify_shown(const void *state)
{
	verify_token(state, &((const token *)state)->shown);
}

/* As near to 200 kB as the generator comes, whose smallest transcript has an enclosure. */
static void make_document(token *t)
{
	size_t wanted = CREDENTIAL / 3, length;

	for (int i = 0; i < 3; i++) {
		char *elmo = generate_transcript(wanted, 1, &length);
		if (!elmo) give_up("no memory for a transcript", NULL);
		const input in = { t->ctx, elmo, length };
		if (i) edu_buffer_free(&t->document);
		make_credential(&in, 1, &t->document);
		wanted = (size_t)((double)wanted * CREDENTIAL / (double)t->document.length);
		free(elmo);
	}
}

static void open_token(token *t, const edu_context *ctx)
{
	edu_buffer key = EDU_BUFFER_INIT, did = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;

	*t = (token){ .ctx = ctx };
	if (edu_key_make(&key, NULL, ctx, "Ed25519", NULL, &err) < 0 ||
	    edu_signer_new(&t->signer, ctx, &err) < 0 ||
	    edu_signer_add(t->signer, key.data, key.length, NULL, &err) < 0 ||
	    edu_signer_public(&did, t->signer, "did", &err) < 0 || edu_trust_new(&t->trust, ctx, &err) < 0 ||
	    edu_trust_add(t->trust, did.data, did.length, NULL, &err) < 0 ||
	    edu_disclosure_policy_named(&t->policy, ctx, "transcript", &err) < 0)
		give_up("a key and a policy", &err);
	make_document(t);
	issue(&t->issued, t);
	present(&t->shown, t);
	for (size_t i = 0; i < t->issued.length; i++) t->disclosures += t->issued.data[i] == '~';
	edu_buffer_wipe(&key);
	edu_buffer_free(&did);
}

static void close_token(token *t)
{
	edu_signer_free(t->signer);
	edu_trust_free(t->trust);
	edu_disclosure_policy_free(t->policy);
	edu_buffer_free(&t->document);
	edu_buffer_free(&t->issued);
	edu_buffer_free(&t->shown);
}

static void write_file(char *path, const void *data, size_t length)
{
	const int fd = mkstemp(path);
	if (fd < 0 || write(fd, data, length) != (ssize_t)length || close(fd) != 0)
		give_up("can't write a file", NULL);
}

/* That package's key is one of its own: it signs what it measures. */
static bool time_python(const token *t, double *seconds)
{
	static const char *const pythons[] = { VENV "/bin/python3", "python3" };
	static const char jwk[] =
		"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\","
		"\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
	char file[] = "/tmp/edu-bench-XXXXXX", key[] = "/tmp/edu-bench-XXXXXX", command[1024];
	bool have = false;

	write_file(file, t->issued.data, t->issued.length);
	write_file(key, jwk, sizeof jwk - 1);
	for (size_t i = 0; i < sizeof pythons / sizeof *pythons && !have; i++) {
		snprintf(command, sizeof command, "'%s' '%s' '%s' '%s' 2>/dev/null", pythons[i],
		         SD_JWT_PYTHON, file, key);
		FILE *p = popen(command, "r");
		have = p && fscanf(p, "%lf %lf %lf", &seconds[0], &seconds[1], &seconds[2]) == 3;
		if (p) pclose(p);
	}
	unlink(file);
	unlink(key);
	return have;
}

static void row(const char *what, double ours, double bytes, const double *theirs)
{
	printf("| %-42s | %7.2f | %6.0f |", what, ours * 1e3, bytes / 1e6 / ours);
	if (theirs) printf(" %9.2f | %5.0f |\n", *theirs * 1e3, *theirs / ours);
	else printf(" %9s | %5s |\n", "", "");
}

void print_disclosure(const edu_context *ctx, double seconds)
{
	double python[3];
	token t;

	open_token(&t, ctx);
	const bool have = time_python(&t, python);
	contender list[] = { { work_issue, &t, 0 },
		             { work_present, &t, 0 },
		             { work_verify, &t, 0 },
		             { work_verify_shown, &t, 0 } };
	race(list, sizeof list / sizeof *list, seconds);
	printf("\n### Selective disclosure\n\nOne thread; an ELM credential of %zu kB by the policy "
	       "transcript: %zu disclosures, a "
	       "token of %zu kB. %s\n\n| what | ms | MB/s | sd-jwt-python, ms | ratio "
	       "|\n|---|---:|---:|---:|---:|\n",
	       t.document.length / 1000, t.disclosures - 1, t.issued.length / 1000,
	       have ? "Beside it sd-jwt-python on the same claims." : "No Python with sd-jwt: not compared.");
	row("issue, Ed25519", list[0].best, (double)t.document.length, have ? &python[0] : NULL);
	row("present one result", list[1].best, (double)t.issued.length, have ? &python[1] : NULL);
	row("verify it with everything disclosed", list[2].best, (double)t.issued.length,
	    have ? &python[2] : NULL);
	row("verify one result", list[3].best, (double)t.shown.length, NULL);
	close_token(&t);
}
