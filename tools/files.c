/*
 * files.c – keys, policies and results as files; see files.h.
 */
#include "files.h"
#include "inputs.h"
#include "outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int write_file(const char *path, const void *data, size_t length)
{
	output o = OUTPUT_NONE;
	text errors = { 0 };
	int status = 0;
	bool good = output_begin(&o, path);

	if (good) {
		edu_sink sink = output_sink(&o);
		good = !length || !sink.write(sink.state, data, length);
		good = good && output_finish(&o) && output_publish(&o);
	}
	if (!good) status = put_trouble(&errors, &o);
	text_print(&errors, stderr);
	text_free(&errors);
	output_end(&o);
	return status;
}

int write_private_file(const char *path, const void *data, size_t length)
{
	const char *at = data;
	const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);

	if (fd < 0) return refuse(EXIT_NO_OUTPUT, "%s: %s", path, strerror(errno));
	while (length) {
		const ssize_t n = write(fd, at, length);
		if (n < 0 && errno == EINTR) continue;
		if (n <= 0) break;
		at += n;
		length -= (size_t)n;
	}
	const bool good = !length;
	if (!close(fd) && good) return 0;
	unlink(path);
	return refuse(EXIT_NO_OUTPUT, "%s: can't be written", path);
}

int tell_error(const char *file, const edu_error *err)
{
	text line = { 0 };
	put_error(&line, file, err);
	text_print(&line, stderr);
	text_free(&line);
	return status_of(err);
}

int load_policy(edu_disclosure_policy **out, const edu_context *ctx, const char *value)
{
	edu_error err = EDU_ERROR_INIT;
	char *data;
	size_t length;

	*out = NULL;
	if (!value || edu_disclosure_policy_named(out, ctx, value, &err) == 0) return 0;
	if (err.code != EDU_EUNSUPPORTED) return tell_error(value, &err);
	int status = read_side_file(&data, &length, value);
	if (status) return status;
	if (edu_disclosure_policy_read(out, ctx, data, length, &err) < 0) status = tell_error(value, &err);
	free(data);
	return status;
}
