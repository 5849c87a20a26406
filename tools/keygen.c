/*
 * keygen.c – edu keygen: a new key in a file that nobody else may read.
 */
#include "files.h"
#include "secrets.h"

#include <string.h>

enum { TYPE, PASSWORD, OUTPUT, HELP };

static const option options[] = {
	[TYPE] = { "type", 't', "TYPE", "Ed25519, P-256, P-384, P-521, RSA; X25519 for edu encrypt; else Ed25519" },
	[PASSWORD] = { "password-file", 0, "FILE",
	               "encrypt the key with the first line of that file; else PKCS#8 in PEM" },
	[OUTPUT] = { "output", 'o', "OUT", "where the private key goes; a file that does not exist yet" },
	[HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

/* What others need to know of the key, one JSON object: the JWK, and how it is called. */
static int tell_public(const edu_context *ctx, const edu_buffer *private_key, const char *password)
{
	static const char *const dresses[] = { "jwk", "thumbprint", "did" };
	edu_error err = EDU_ERROR_INIT;
	edu_signer *signer = NULL;
	text out = { 0 };
	int status = 0;

	if (edu_signer_new(&signer, ctx, &err) < 0
	    || edu_signer_add(signer, private_key->data, private_key->length, password, &err) < 0)
		status = refuse(EXIT_INTERNAL, "%s", err.message);
	for (size_t i = 0; !status && i < sizeof dresses / sizeof *dresses; i++) {
		edu_buffer dress = EDU_BUFFER_INIT;
		const int rc = edu_signer_public(&dress, signer, dresses[i], &err);
		text_putf(&out, "%s\"%s\":", i ? "," : "{", dresses[i]);
		if (rc == EDU_EKEY) text_puts(&out, "null");
		else if (rc < 0) status = refuse(EXIT_INTERNAL, "%s", err.message);
		else if (i) text_put_json(&out, dress.data);
		else text_puts(&out, dress.data);
		edu_buffer_free(&dress);
	}
	text_puts(&out, "}\n");
	if (!status && (!text_print(&out, stdout) || fflush(stdout)))
		status = refuse(EXIT_NO_OUTPUT, "standard output can't be written");
	text_free(&out);
	edu_signer_free(signer);
	return status;
}

static int make(const edu_context *ctx, const arguments *args, const char *password)
{
	const char *type = args->values[TYPE] ? args->values[TYPE] : "Ed25519";
	edu_buffer private_key = EDU_BUFFER_INIT;
	edu_error err = EDU_ERROR_INIT;
	int status = 0;

	if (edu_key_make(&private_key, NULL, ctx, type, password, &err) < 0)
		status = refuse(err.code == EDU_ENOMEM ? EXIT_INTERNAL : EXIT_USAGE, "%s", err.message);
	if (!status) status = write_private_file(args->values[OUTPUT], private_key.data, private_key.length);
	if (!status) status = tell_public(ctx, &private_key, password);
	edu_buffer_wipe(&private_key);
	return status;
}

static int run(const arguments *args)
{
	edu_error err = EDU_ERROR_INIT;
	edu_context *ctx = NULL;
	char *password = NULL;

	if (args->operand_count) return refuse(EXIT_USAGE, "keygen takes no input");
	if (!args->values[OUTPUT]) return refuse(EXIT_USAGE, "no --output named for the private key");
	int status = read_password(&password, args->values[PASSWORD]);
	if (!status && edu_context_new(&ctx, NULL, &err) < 0)
		status = refuse(EXIT_INTERNAL, "%s", err.message);
	if (!status) status = make(ctx, args, password);
	forget_password(password);
	edu_context_free(ctx);
	return status;
}

const verb verb_keygen = { "keygen", "", "make a key to sign with, or to be encrypted for", options, run };
