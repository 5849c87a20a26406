/*
 * verify.c – edu verify: what signatures say, and how far that reaches.
 */
#include "jobs.h"
#include "trusting.h"
#include "verdict.h"

#include <stdlib.h>
#include <string.h>

enum {
	TRUST,
	AT,
	ALLOW_WEAK,
	EXPLAIN,
	RESOLVE,
	HOLDER,
	AUDIENCE,
	NONCE,
	DOMAIN,
	CHALLENGE,
	PAYLOAD,
	JSON,
	JOBS,
	HELP
};

static const option options[] = {
	[TRUST] = { "trust", 't', "FILE",
	            "whom you trust: certificates or keys; OWNER=FILE says whose; repeatable" },
	[AT] = { "at", 0, "TIME", "the time to judge validity at; else now" },
	[ALLOW_WEAK] = { "allow-weak", 0, NULL,
	                 "let SHA-1 and short RSA keys of XML signatures stand, with a remark" },
	[EXPLAIN] = { "explain", 0, NULL, "show every intermediate value; they hold personal data" },
	[RESOLVE] = { "resolve", 0, "DIR",
	              "a folder with status lists and issuers' documents, and their INDEX" },
	[HOLDER] = { "holder", 0, NULL, "SD-JWT: demand the holder's proof" },
	[AUDIENCE] = { "audience", 0, "ID", "SD-JWT: whom the holder's proof has to name" },
	[NONCE] = { "nonce", 0, "TEXT", "SD-JWT: what the holder's proof has to repeat" },
	[DOMAIN] = { "domain", 0, "ID", "Data Integrity: whom the proof has to name" },
	[CHALLENGE] = { "challenge", 0, "TEXT", "Data Integrity: what the proof has to repeat" },
	[PAYLOAD] = { "payload", 0, "FILE", "JWS in JSON: what was signed, where it is kept apart" },
	[JSON] = { "json", 0, NULL, "one JSON object a line" },
	[JOBS] = { "jobs", 'j', "N", "verify N inputs at a time; 0: one for each processor" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

typedef struct verification {
	batch batch;
	edu_verify_options options;
	edu_trust *trust;
	char *payload;               /* NULL: inside the input */
	bool json;
} verification;

static int status_of_verdict(const edu_verdict *verdict)
{
	if (edu_verdict_is_good(verdict)) return EXIT_DONE;
	return edu_verdict_indication(verdict) == EDU_INDETERMINATE &&
	                       edu_verdict_status(verdict) != EDU_STATUS_REVOKED &&
	                       edu_verdict_status(verdict) != EDU_STATUS_SUSPENDED &&
	                       edu_verdict_validity(verdict) != EDU_VALIDITY_EXPIRED &&
	                       edu_verdict_validity(verdict) != EDU_VALIDITY_NOT_YET
	               ? EXIT_INDETERMINATE
	               : EXIT_INVALID;
}

static void verify_one(const void *state, size_t index, result *r)
{
	const verification *v = state;
	const char *file = v->batch.in.list[index].path;
	edu_verdict *verdict = NULL;
	edu_error err = EDU_ERROR_INIT;
	char *data;
	size_t length;

	r->status = read_side_file(&data, &length, file);
	if (r->status) return;
	if (edu_verify(&verdict, v->batch.ctx, data, length, &v->options, &err) < 0) {
		put_error(&r->errors, file, &err);
		r->status = status_of(&err);
	} else {
		if (v->json) put_verdict_json(&r->out, file, verdict);
		else put_verdict(&r->out, file, verdict);
		r->status = status_of_verdict(verdict);
	}
	edu_verdict_free(verdict);
	free(data);
}

static int run(const arguments *args)
{
	verification v = { .options = EDU_VERIFY_OPTIONS_INIT, .json = args->values[JSON] != NULL };

	v.options.allow_weak = args->values[ALLOW_WEAK] != NULL;
	v.options.holder_binding = args->values[HOLDER] != NULL;
	v.options.audience = args->values[AUDIENCE];
	v.options.nonce = args->values[NONCE];
	v.options.domain = args->values[DOMAIN];
	v.options.challenge = args->values[CHALLENGE];
	v.options.explain = args->values[EXPLAIN] != NULL;
	int status = parse_time(&v.options.time, args->values[AT]);
	if (!status) status = batch_open(&v.batch, args, args->values[JOBS]);
	if (!status) status = trust_files(&v.trust, v.batch.ctx, args, TRUST);
	if (!status && args->values[PAYLOAD])
		status = read_side_file(&v.payload, &v.options.payload_length, args->values[PAYLOAD]);
	if (!status && v.payload && v.batch.in.many) status = refuse(EXIT_USAGE, "--payload belongs to one input");
	v.options.payload = v.payload;
	v.options.trust = v.trust;
	v.options.resolve = args->values[RESOLVE] ? resolve_in_folder : NULL;
	v.options.resolve_state = (void *)args->values[RESOLVE];
	if (!status) status = batch_run(&v.batch, verify_one, &v);
	edu_trust_free(v.trust);
	free(v.payload);
	batch_close(&v.batch);
	return status;
}

const verb verb_verify = { "verify", "IN…", "say what signatures and seals are worth", options, run };
