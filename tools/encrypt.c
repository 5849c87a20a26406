/*
 * encrypt.c – edu encrypt and edu decrypt: for one recipient, and by them.
 */
#include "files.h"
#include "inputs.h"
#include "secrets.h"

#include <stdlib.h>
#include <string.h>

/* What both do: one input, one key, one output. */
typedef struct work {
	edu_context *ctx;
	char *data, *key, *password;
	size_t length, key_length;
	edu_buffer made;
} work;

static int open_work(work *w, const arguments *args, const char *key, const char *password)
{
	edu_error err = EDU_ERROR_INIT;

	int status = edu_context_new(&w->ctx, NULL, &err) < 0 ? refuse(EXIT_INTERNAL, "%s", err.message) : 0;
	if (!status) status = read_password(&w->password, password);
	if (!status) status = read_secret(&w->key, &w->key_length, key);
	if (!status) status = read_side_file(&w->data, &w->length, args->operands[0]);
	return status;
}

static void close_work(work *w)
{
	edu_buffer_wipe(&w->made);
	forget_secret(w->data, w->length);
	forget_secret(w->key, w->key_length);
	forget_password(w->password);
	edu_context_free(w->ctx);
}

static int write_made(const work *w, const char *path)
{
	return write_file(path ? path : "-", w->made.data, w->made.length);
}

/* Errors about keys are about the file with the key. */
static int tell(const arguments *args, const char *key, const edu_error *err)
{
	return tell_error(
		!strncmp(err->rule, "key/", 4) || !strcmp(err->rule, "encrypt/key") ? key : args->operands[0],
		err);
}

/* ---- encrypt ---- */

enum { RECIPIENT, ENCRYPTED, ENCRYPT_HELP };

static const option encrypt_options[] = {
	[RECIPIENT] = { "recipient", 'r', "FILE", "their public key of type X25519: JWK, PEM or did:key" },
	[ENCRYPTED] = { "output", 'o', "OUT", "the file to write; else standard output" },
	[ENCRYPT_HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

static int run_encrypt(const arguments *args)
{
	const char *recipient = args->values[RECIPIENT];
	work w = { .made = EDU_BUFFER_INIT };
	edu_error err = EDU_ERROR_INIT;

	if (args->operand_count != 1) return refuse(EXIT_USAGE, "encrypt takes one input");
	if (!recipient) return refuse(EXIT_USAGE, "encrypt needs --recipient, a file with their public key");
	int status = open_work(&w, args, recipient, NULL);
	if (!status && edu_encrypt(&w.made, w.ctx, w.data, w.length, w.key, w.key_length, &err) < 0)
		status = tell(args, recipient, &err);
	if (!status) status = write_made(&w, args->values[ENCRYPTED]);
	close_work(&w);
	return status;
}

const verb verb_encrypt = { "encrypt", "--recipient FILE IN", "encrypt a document for one recipient",
	                    encrypt_options, run_encrypt };

/* ---- decrypt ---- */

enum { KEY, PASSWORD, DECRYPTED, DECRYPT_HELP };

static const option decrypt_options[] = {
	[KEY] = { "key", 'k', "FILE", "the private key: PEM, JWK, or one of edu keygen" },
	[PASSWORD] = { "password-file", 0, "FILE", "its first line opens the key" },
	[DECRYPTED] = { "output", 'o', "OUT", "the file to write; else standard output" },
	[DECRYPT_HELP] = { "help", 'h', NULL, "show this" },
	{ NULL, 0, NULL, NULL }
};

static int run_decrypt(const arguments *args)
{
	const char *key = args->values[KEY];
	work w = { .made = EDU_BUFFER_INIT };
	edu_error err = EDU_ERROR_INIT;

	if (args->operand_count != 1) return refuse(EXIT_USAGE, "decrypt takes one input");
	if (!key) return refuse(EXIT_USAGE, "decrypt needs --key, a file with the private key");
	int status = open_work(&w, args, key, args->values[PASSWORD]);
	if (!status &&
	    edu_decrypt(&w.made, w.ctx, w.data, w.length, w.key, w.key_length, w.password, &err) < 0)
		status = tell(args, key, &err);
	if (!status) status = write_made(&w, args->values[DECRYPTED]);
	close_work(&w);
	return status;
}

const verb verb_decrypt = { "decrypt", "--key FILE IN", "open what edu encrypt made", decrypt_options,
	                    run_decrypt };
