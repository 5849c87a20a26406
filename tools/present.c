/*
 * present.c – edu present: a selection of an SD-JWT's disclosures, with the holder's proof where a key is given.
 */
#include "files.h"
#include "inputs.h"
#include "secrets.h"
#include "trusting.h"

#include <stdlib.h>
#include <string.h>

enum { SHOW, POLICY, KEY, AUDIENCE, NONCE, AT, PASSWORD, OUTPUT, HELP };

static const option options[] = {
	[SHOW] = { "show", 0, "POINTER", "a claim to be shown; a star stands for any one step; repeatable" },
	[POLICY] = { "policy", 0, "NAME", "by which it was issued: what goes together is shown together" },
	[KEY] = { "key", 'k', "FILE", "the holder's key, for a proof that the credential is theirs" },
	[AUDIENCE] = { "audience", 0, "ID", "with --key: for whom the proof is" },
	[NONCE] = { "nonce", 0, "TEXT", "with --key: what they asked to be repeated" },
	[AT] = { "at", 0, "TIME", "with --key: the time of the proof; else now" },
	[PASSWORD] = { "password-file", 0, "FILE", "its first line opens the key" },
	[OUTPUT] = { "output", 'o', "OUT", "the file to write; else standard output" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

static int select_claims(edu_buffer *out, const edu_context *ctx, const arguments *args)
{
	const char **shown = calloc(args->given_count + 1, sizeof *shown), *pointer;
	edu_disclosure_policy *policy = NULL;
	edu_error err = EDU_ERROR_INIT;
	size_t length, count = 0;
	char *token = NULL;

	int status = shown ? load_policy(&policy, ctx, args->values[POLICY])
	                   : refuse(EXIT_INTERNAL, "out of memory");
	if (!status) status = read_side_file(&token, &length, args->operands[0]);
	while (!status && (pointer = argument_value(args, SHOW, count))) shown[count++] = pointer;
	if (!status && edu_sd_jwt_present_by(out, ctx, token, length, shown, count, policy, &err) < 0)
		status = tell_error(args->operands[0], &err);
	edu_disclosure_policy_free(policy);
	free(shown);
	free(token);
	return status;
}

static int load_holder(edu_signer **out, const edu_context *ctx, const arguments *args)
{
	edu_error err = EDU_ERROR_INIT;
	char *password, *data = NULL;
	size_t length = 0;

	int status = read_password(&password, args->values[PASSWORD]);
	if (!status) status = read_secret(&data, &length, args->values[KEY]);
	if (!status && edu_signer_new(out, ctx, &err) < 0) status = refuse(EXIT_INTERNAL, "%s", err.message);
	if (!status && edu_signer_add(*out, data, length, password, &err) < 0)
		status = tell_error(args->values[KEY], &err);
	forget_secret(data, length);
	forget_password(password);
	return status;
}

/* Put the proof behind the selection. */
static int bind_to_holder(edu_buffer *out, const edu_context *ctx, const arguments *args)
{
	edu_buffer bound = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_signer *holder = NULL;
	edu_time time = EDU_TIME_UNKNOWN;

	int status = parse_time(&time, args->values[AT]);
	if (!status) status = load_holder(&holder, ctx, args);
	if (!status && edu_sd_jwt_prove(&bound, ctx, out->data, out->length, holder, args->values[AUDIENCE],
	                                args->values[NONCE], time, &err) < 0)
		status = tell_error(args->operands[0], &err);
	edu_signer_free(holder);
	if (!status) {
		edu_buffer_free(out);
		*out = bound;
	}
	return status;
}

static int run(const arguments *args)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_context *ctx = NULL;

	if (args->operand_count != 1) return refuse(EXIT_USAGE, "present takes one input");
	if (args->values[KEY] && (!args->values[AUDIENCE] || !args->values[NONCE]))
		return refuse(EXIT_USAGE, "a proof needs --audience and --nonce");
	int status = edu_context_new(&ctx, NULL, &err) < 0 ? refuse(EXIT_INTERNAL, "%s", err.message) : 0;
	if (!status) status = select_claims(&out, ctx, args);
	if (!status && args->values[KEY]) status = bind_to_holder(&out, ctx, args);
	if (!status)
		status = write_file(args->values[OUTPUT] ? args->values[OUTPUT] : "-", out.data, out.length);
	edu_buffer_wipe(&out);
	edu_context_free(ctx);
	return status;
}

const verb verb_present = { "present", "IN", "show a selection of what an SD-JWT discloses", options, run };
