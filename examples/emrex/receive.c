/*
 * receive.c – what a client of EMREX does with the response at its return address, in C.
 *
 *     receive SESSION FAMILY GIVEN BIRTHDATE CERTIFICATE <BODY >CREDENTIAL
 *
 * A web server runs this, or does the same in process: the body of the post comes in, the transcript goes out as a
 * European Digital Credential.
 */
#include <edu.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* All of a stream, to be freed; NULL: it can't be read. */
static char *read_all(FILE *from, size_t *length)
{
	char *data = NULL;
	size_t room = 0, n = 0;

	*length = 0;
	do {
		*length += n;
		if (room - *length < 65536) {
			char *larger = realloc(data, room = room * 2 + 131072);
			if (!larger) break;
			data = larger;
		}
	} while ((n = fread(data + *length, 1, 65536, from)) > 0);
	return data;
}

/* The provider's certificate, from the registry, is what its signature is verified with. */
static int trust_certificate(edu_trust **trust, const edu_context *ctx, const char *path, edu_error *err)
{
	size_t length;
	FILE *file = fopen(path, "rb");
	char *pem = file ? read_all(file, &length) : NULL;

	int rc = pem ? edu_trust_new(trust, ctx, err) : EDU_EIO;
	if (rc == 0) rc = edu_trust_add(*trust, pem, length, NULL, err);
	if (file) fclose(file);
	free(pem);
	return rc;
}

static int write_credential(const edu_document *transcript, edu_error *err)
{
	edu_document *credential = NULL;
	edu_buffer bytes = EDU_BUFFER_INIT;

	int rc = edu_convert(&credential, transcript, "elm", NULL, NULL, err);
	if (rc == 0) rc = edu_document_write(credential, &bytes, NULL, err);
	if (rc == 0 && fwrite(bytes.data, 1, bytes.length, stdout) != bytes.length) rc = EDU_EIO;
	edu_buffer_free(&bytes);
	edu_document_free(credential);
	return rc;
}

int main(int argc, char **argv)
{
	edu_emrex_receive_options options = EDU_EMREX_RECEIVE_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_context *ctx = NULL;
	edu_trust *trust = NULL;
	edu_emrex_reply *reply = NULL;
	size_t length;

	if (argc != 6) return 64;
	const edu_emrex_person person = { argv[2], argv[3], argv[4] };
	char *body = read_all(stdin, &length);
	int rc = body ? edu_context_new(&ctx, NULL, &err) : EDU_EIO;
	if (rc == 0) rc = trust_certificate(&trust, ctx, argv[5], &err);
	options.trust = trust;
	options.time = (edu_time)time(NULL);
	if (rc == 0) rc = edu_emrex_receive(&reply, ctx, body, length, argv[1], &person, &options, &err);
	if (rc == 0) {
		const edu_error *reason = edu_emrex_reply_reason(reply);
		fprintf(stderr, "%s%s%s\n", edu_emrex_verdict_name(edu_emrex_reply_verdict(reply)), reason ? ": " : "",
		        reason ? reason->message : "");
		if (edu_emrex_reply_document(reply)) rc = write_credential(edu_emrex_reply_document(reply), &err);
		else rc = EDU_EINVALID;
	}
	if (err.code) fprintf(stderr, "%s\n", err.message);
	edu_emrex_reply_free(reply);
	edu_trust_free(trust);
	edu_context_free(ctx);
	free(body);
	return rc != 0;
}
