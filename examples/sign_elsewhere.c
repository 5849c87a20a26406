/*
 * sign_elsewhere.c – a seal whose private key libedu never sees: prepare, sign elsewhere, finish.
 *
 *     sign_elsewhere credential.json seal.pem key.pem > sealed.json
 *
 * "Elsewhere" is a process of OpenSSL's command line here; a smart card, an HSM or a remote seal service takes its place.
 */
#define _POSIX_C_SOURCE 200809L
#include <edu.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char *read_all(const char *path, size_t *length)
{
	FILE *f = fopen(path, "rb");
	char *data = f && fseek(f, 0, SEEK_END) == 0 && ftell(f) >= 0 ? malloc((size_t)ftell(f) + 1) : NULL;

	if (data) {
		rewind(f);
		*length = fread(data, 1, 1 << 26, f);
	}
	if (f) fclose(f);
	return data;
}

/* Let OpenSSL sign the bytes; returns the signature's length, 0 where that fails. */
static size_t sign_with_openssl(const char *key, const unsigned char *bytes, size_t length, unsigned char *out, size_t room)
{
	char path[] = "/tmp/sign-elsewhere-XXXXXX";
	int to_us[2], file = mkstemp(path), status;
	size_t n = 0;
	ssize_t more;

	if (file < 0 || pipe(to_us) < 0 || write(file, bytes, length) != (ssize_t)length) return 0;
	const pid_t child = fork();
	if (child == 0) {
		dup2(to_us[1], STDOUT_FILENO);
		execlp("openssl", "openssl", "dgst", "-sha256", "-sign", key, path, (char *)NULL);
		_exit(127);
	}
	close(to_us[1]);
	while (child > 0 && n < room && (more = read(to_us[0], out + n, room - n)) > 0) n += (size_t)more;
	close(to_us[0]);
	close(file);
	unlink(path);
	return child > 0 && waitpid(child, &status, 0) == child && status == 0 ? n : 0;
}

int main(int argc, char **argv)
{
	edu_sign_options options = EDU_SIGN_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_context *ctx = NULL;
	edu_signer *signer = NULL;
	edu_signing *signing = NULL;
	edu_buffer sealed = EDU_BUFFER_INIT;
	unsigned char signature[1024];
	size_t length, certificate_length, bytes_length;

	if (argc != 4) return 64;
	char *credential = read_all(argv[1], &length), *certificate = read_all(argv[2], &certificate_length);
	if (!credential || !certificate) return 66;
	options.suite = "jades";
	options.time = (edu_time)time(NULL);
	int rc = edu_context_new(&ctx, NULL, &err);
	if (rc == 0) rc = edu_signer_new(&signer, ctx, &err);
	/* The certificate is all that libedu needs to know of the key. */
	if (rc == 0) rc = edu_signer_add(signer, certificate, certificate_length, NULL, &err);
	if (rc == 0) rc = edu_sign_prepare(&signing, ctx, credential, length, signer, &options, &err);
	if (rc == 0) {
		const unsigned char *bytes = edu_signing_bytes(signing, &bytes_length);
		const size_t n = sign_with_openssl(argv[3], bytes, bytes_length, signature, sizeof signature);
		/* A signature that does not hold is refused here, and never gets into a file. */
		rc = edu_sign_finish(&sealed, signing, signature, n, &err);
	}
	if (rc == 0) fwrite(sealed.data, 1, sealed.length, stdout);
	else fprintf(stderr, "sign_elsewhere: %s (%s)\n", err.message, err.rule);
	edu_buffer_free(&sealed);
	edu_signing_free(signing);
	edu_signer_free(signer);
	edu_context_free(ctx);
	free(credential);
	free(certificate);
	return rc == 0 ? 0 : 1;
}
