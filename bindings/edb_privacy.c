/*
 * edb_privacy.c – redacting and encrypting for the bindings; see edb_privacy.h.
 */
#include "edb_privacy.h"
#include "edb_inside.h"
#include "lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

edu_buffer edb_policies(edu_error *err)
{
	edu_buffer out = lines_open();
	int rc = 0;

	for (size_t i = 0; !rc && edu_redact_policy_name(i); i++) {
		rc = lines_text(&out, "name", edu_redact_policy_name(i));
		if (!rc) rc = lines_text(&out, "policy", edu_redact_policy_text(i));
		if (!rc) rc = lines_end(&out);
	}
	return edb_result(&out, rc, err);
}

edb_document *edb_redact(const edb_document *working, const char *policy, const char *recipient,
                         const void *key, size_t key_length, edu_error *err)
{
	edu_redact_options options = EDU_REDACT_OPTIONS_INIT;
	edu_ledger *ledger = NULL;

	options.key = key;
	options.key_length = key_length;
	options.recipient = recipient;
	atomic_fetch_add(&working->context->users, 1);
	edb_document *made = edb_make_document(working->context, err);
	if (!made) return NULL;
	int rc = edu_redact(&made->doc, working->doc, policy, policy ? strlen(policy) : 0, &options, &ledger,
	                    err);
	if (!rc) rc = edb_keep_ledger(made, ledger, err);
	edu_ledger_free(ledger);
	if (!rc) return made;
	edb_close(made);
	return NULL;
}

edu_buffer edb_encrypt(const void *data, size_t length, const void *key, size_t key_length, edu_error *err)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_context *ctx = NULL;

	int rc = edu_context_new(&ctx, NULL, err);
	if (!rc) rc = edu_encrypt(&out, ctx, data, length, key, key_length, err);
	edu_context_free(ctx);
	return edb_result(&out, rc, err);
}

/* A password that came as bytes, with a NUL behind it, and none inside, where it would end. */
static int take_password(char **out, const void *password, size_t length, edu_error *err)
{
	*out = NULL;
	if (!password) return 0;
	if (memchr(password, '\0', length)) {
		err->code = EDU_EARG;
		snprintf(err->message, sizeof err->message, "a password holds no NUL");
		return EDU_EARG;
	}
	*out = malloc(length + 1);
	if (!*out) return EDU_ENOMEM;
	memcpy(*out, password, length);
	(*out)[length] = '\0';
	return 0;
}

static void forget(char *password, size_t length)
{
	/* Through a volatile pointer, for a compiler may leave out what is freed next. */
	for (volatile char *p = password; p && length; length--) *p++ = '\0';
	free(password);
}

edu_buffer edb_decrypt(const void *data, size_t length, const void *key, size_t key_length,
                       const void *password, size_t password_length, edu_error *err)
{
	edu_buffer out = EDU_BUFFER_INIT;
	edu_context *ctx = NULL;
	char *taken;

	int rc = take_password(&taken, password, password_length, err);
	if (!rc) rc = edu_context_new(&ctx, NULL, err);
	if (!rc) rc = edu_decrypt(&out, ctx, data, length, key, key_length, taken, err);
	forget(taken, taken ? password_length : 0);
	edu_context_free(ctx);
	return edb_result(&out, rc, err);
}
