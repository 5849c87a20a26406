/*
 * sign.c – edu sign: seals and proofs, in one go or around a signature that is made elsewhere.
 */
#include "files.h"
#include "inputs.h"
#include "secrets.h"
#include "trusting.h"

#include <stdlib.h>
#include <string.h>

enum {
	KEY,
	CERT,
	SUITE,
	ALGORITHM,
	NAME,
	AT,
	OLD_TIME,
	COMPLETE,
	DOMAIN,
	CHALLENGE,
	HIDE,
	DECOYS,
	POLICY,
	VCT,
	HOLDER,
	PASSWORD,
	PREPARE,
	FINISH,
	SIGNATURE,
	OUTPUT,
	HELP
};

static const option options[] = {
	[KEY] = { "key", 'k', "FILE",
	          "the key: PEM, PKCS#12, JWK, or one of edu keygen; with --prepare a public one will do" },
	[CERT] = { "cert", 'c', "PEM", "the signer's certificate, and those above it; repeatable" },
	[SUITE] = { "suite", 's', "NAME",
	            "jades, xmldsig, vc-jwt, sd-jwt, eddsa-jcs-2022, …; else by document and key" },
	[ALGORITHM] = { "algorithm", 0, "NAME", "of JOSE, such as PS256; else what the key suggests" },
	[NAME] = { "name", 0, "ID", "how the key is called (kid, verificationMethod); else its did:key" },
	[AT] = { "at", 0, "TIME", "the time of signing that is claimed; else now" },
	[OLD_TIME] = { "sigt", 0, NULL, "jades: write sigT instead of iat, for EDC software of before 2025" },
	[COMPLETE] = { "complete", 0, NULL,
	               "jades: fill in the issuer's identifier from the certificate, and when it is issued" },
	[DOMAIN] = { "domain", 0, "ID", "Data Integrity: for whom the proof is" },
	[CHALLENGE] = { "challenge", 0, "TEXT", "Data Integrity: what they asked to be repeated" },
	[HIDE] = { "hide", 0, "POINTER",
	           "SD-JWT: a claim that can be disclosed by itself; a star stands for any step; "
	           "repeatable" },
	[DECOYS] = { "decoys", 0, "N", "SD-JWT: digests of nothing, in each object that hides something" },
	[POLICY] = { "policy", 0, "NAME",
	             "SD-JWT: what of it can be disclosed: diploma, transcript, or a file of your own" },
	[VCT] = { "vct", 0, "NAME", "SD-JWT, with a policy that makes the document a claim: the type" },
	[HOLDER] = { "holder", 0, "JWK", "SD-JWT: the holder's public key" },
	[PASSWORD] = { "password-file", 0, "FILE", "its first line opens the key" },
	[PREPARE] = { "prepare", 0, "STATE", "write what is to be signed, and the state to finish with" },
	[FINISH] = { "finish", 0, "STATE", "finish what --prepare began" },
	[SIGNATURE] = { "signature", 0, "FILE", "with --finish: the signature, as bytes" },
	[OUTPUT] = { "output", 'o', "OUT", "the file to write; else standard output" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

_Static_assert(sizeof options / sizeof *options <= MAX_OPTIONS + 1,
               "more options than a command line has room for");

static const char *output_of(const arguments *args)
{
	return args->values[OUTPUT] ? args->values[OUTPUT] : "-";
}

static int add_to_signer(edu_signer *signer, const char *path, const char *password)
{
	edu_error err = EDU_ERROR_INIT;
	char *data;
	size_t length;

	int status = read_secret(&data, &length, path);
	if (status) return status;
	if (edu_signer_add(signer, data, length, password, &err) < 0) {
		tell_error(path, &err);
		status = EXIT_UNREADABLE;
	}
	forget_secret(data, length);
	return status;
}

static int load_signer(edu_signer **out, const edu_context *ctx, const arguments *args)
{
	edu_error err = EDU_ERROR_INIT;
	const char *certificate;
	char *password;

	*out = NULL;
	int status = read_password(&password, args->values[PASSWORD]);
	if (!status && edu_signer_new(out, ctx, &err) < 0) status = refuse(EXIT_INTERNAL, "%s", err.message);
	if (!status) status = add_to_signer(*out, args->values[KEY], password);
	for (size_t i = 0; !status && (certificate = argument_value(args, CERT, i)); i++)
		status = add_to_signer(*out, certificate, NULL);
	forget_password(password);
	return status;
}

/* Write the state to its file, and what is to be signed to the output. */
static int write_prepared(const edu_signing *signing, const arguments *args)
{
	edu_error err = EDU_ERROR_INIT;
	edu_buffer state = EDU_BUFFER_INIT;
	size_t length;
	const unsigned char *bytes = edu_signing_bytes(signing, &length);

	int status =
		edu_signing_save(signing, &state, &err) < 0 ? refuse(EXIT_INTERNAL, "%s", err.message) : 0;
	if (!status) status = write_private_file(args->values[PREPARE], state.data, state.length);
	if (!status) status = write_file(output_of(args), bytes, length);
	edu_buffer_wipe(&state);
	return status;
}

/* The places to hide, in the order in which they were given. */
static int take_hidden(const char ***out, edu_sd_jwt_options *o, const arguments *args)
{
	const char *pointer;

	*out = calloc(args->given_count + 1, sizeof **out);
	if (!*out) return refuse(EXIT_INTERNAL, "out of memory");
	while ((pointer = argument_value(args, HIDE, o->hidden_count))) (*out)[o->hidden_count++] = pointer;
	o->hidden = *out;
	return 0;
}

static int parse_decoys(unsigned *out, const char *value)
{
	if (value && (strlen(value) > 2 || strspn(value, "0123456789") != strlen(value)))
		return refuse(EXIT_USAGE, "--decoys wants a number, at most 64");
	*out = value ? (unsigned)strtoul(value, NULL, 10) : 0;
	return 0;
}

/* What is issued with claims that can be disclosed one by one. */
static int prepare_sd_jwt(edu_signing **out, const edu_context *ctx, const char *data, size_t length,
                          const edu_signer *signer, const arguments *args, const edu_sign_options *o)
{
	edu_sd_jwt_options hiding = EDU_SD_JWT_OPTIONS_INIT;
	edu_disclosure_policy *policy = NULL;
	edu_error err = EDU_ERROR_INIT;
	const char **hidden = NULL;
	char *holder = NULL;

	int status = take_hidden(&hidden, &hiding, args);
	if (!status) status = parse_decoys(&hiding.decoys, args->values[DECOYS]);
	if (!status) status = load_policy(&policy, ctx, args->values[POLICY]);
	if (!status && args->values[HOLDER])
		status = read_side_file(&holder, &hiding.holder_length, args->values[HOLDER]);
	hiding.holder = holder;
	hiding.policy = policy;
	hiding.vct = args->values[VCT];
	if (!status && edu_sd_jwt_prepare(out, ctx, data, length, &hiding, signer, o, &err) < 0)
		status = tell_error(args->operands[0], &err);
	edu_disclosure_policy_free(policy);
	free(hidden);
	free(holder);
	return status;
}

static int sign(const edu_context *ctx, const edu_signer *signer, const arguments *args,
                const edu_sign_options *o)
{
	edu_error err = EDU_ERROR_INIT;
	edu_signing *signing = NULL;
	edu_buffer out = EDU_BUFFER_INIT;
	const char *path = args->operands[0];
	char *data;
	size_t length;

	int status = read_side_file(&data, &length, path);
	if (status) return status;
	if (o->suite && !strcmp(o->suite, "sd-jwt"))
		status = prepare_sd_jwt(&signing, ctx, data, length, signer, args, o);
	else if (edu_sign_prepare(&signing, ctx, data, length, signer, o, &err) < 0)
		status = tell_error(path, &err);
	if (!status && args->values[PREPARE]) status = write_prepared(signing, args);
	else if (!status && edu_signing_sign(&out, signing, signer, &err) < 0)
		status = tell_error(path, &err);
	else if (!status) status = write_file(output_of(args), out.data, out.length);
	edu_signing_free(signing);
	edu_buffer_free(&out);
	free(data);
	return status;
}

static int finish(const edu_context *ctx, const arguments *args)
{
	edu_error err = EDU_ERROR_INIT;
	edu_signing *signing = NULL;
	edu_buffer out = EDU_BUFFER_INIT;
	char *state = NULL, *signature = NULL;
	size_t state_length, length;

	int status = read_side_file(&state, &state_length, args->values[FINISH]);
	if (!status) status = read_side_file(&signature, &length, args->values[SIGNATURE]);
	if (!status && edu_signing_restore(&signing, ctx, state, state_length, &err) < 0)
		status = tell_error(args->values[FINISH], &err);
	if (!status && edu_sign_finish(&out, signing, signature, length, &err) < 0)
		status = tell_error(args->values[SIGNATURE], &err);
	if (!status) status = write_file(output_of(args), out.data, out.length);
	edu_signing_free(signing);
	edu_buffer_free(&out);
	free(state);
	free(signature);
	return status;
}

static int check_arguments(const arguments *args)
{
	if (args->values[FINISH]) {
		if (!args->values[SIGNATURE]) return refuse(EXIT_USAGE, "--finish needs --signature");
		return args->operand_count
		               ? refuse(EXIT_USAGE, "--finish takes no input: the state holds the document")
		               : 0;
	}
	if (!args->values[KEY]) return refuse(EXIT_USAGE, "no --key named");
	if (args->values[POLICY] && (!args->values[SUITE] || strcmp(args->values[SUITE], "sd-jwt")))
		return refuse(EXIT_USAGE, "--policy goes with --suite sd-jwt");
	if (args->operand_count != 1) return refuse(EXIT_USAGE, "sign takes one input");
	return 0;
}

static int run(const arguments *args)
{
	edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_context *ctx = NULL;
	edu_signer *signer = NULL;

	o.suite = args->values[SUITE];
	o.algorithm = args->values[ALGORITHM];
	o.key_name = args->values[NAME];
	o.old_signing_time = args->values[OLD_TIME] != NULL;
	o.complete = args->values[COMPLETE] != NULL;
	o.domain = args->values[DOMAIN];
	o.challenge = args->values[CHALLENGE];
	int status = check_arguments(args);
	if (!status) status = parse_time(&o.time, args->values[AT]);
	if (!status && edu_context_new(&ctx, NULL, &err) < 0)
		status = refuse(EXIT_INTERNAL, "%s", err.message);
	if (!status && args->values[FINISH]) status = finish(ctx, args);
	else if (!status && !(status = load_signer(&signer, ctx, args))) status = sign(ctx, signer, args, &o);
	edu_signer_free(signer);
	edu_context_free(ctx);
	return status;
}

const verb verb_sign = { "sign", "IN", "seal a document, or add a proof to it", options, run };
