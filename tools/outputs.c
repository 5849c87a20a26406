/*
 * outputs.c – files that appear whole or not at all; see outputs.h.
 */
#include "outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Temporary files that exist now, for the one who interrupts. Two for each of 256 threads. */
static _Atomic(char *) temporaries[512];

static void remove_temporaries(int signal_number)
{
	for (size_t i = 0; i < sizeof temporaries / sizeof *temporaries; i++) {
		char *name = atomic_load(&temporaries[i]);
		if (name) unlink(name);
	}
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void watch_signals(void)
{
	static const int deadly[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++) {
		struct sigaction old, new = { 0 };
		new.sa_handler = remove_temporaries;
		/* Who started us with a signal ignored (nohup) keeps it so. */
		if (!sigaction(deadly[i], NULL, &old) && old.sa_handler == SIG_DFL)
			sigaction(deadly[i], &new, NULL);
	}
}

static int remember(char *name)
{
	for (int i = 0; i < (int)(sizeof temporaries / sizeof *temporaries); i++) {
		char *none = NULL;
		if (atomic_compare_exchange_strong(&temporaries[i], &none, name)) return i;
	}
	return -1;
}

/* A new file beside target that nobody else has; -1 and errno on failure. */
static int open_temporary(output *o, mode_t mode)
{
	static atomic_uint serial;
	const char *slash = strrchr(o->target, '/');
	int folder = slash ? (int)(slash + 1 - o->target) : 0;

	for (int attempt = 0; attempt < 100; attempt++) {
		char *name = text_make("%.*s.edu-%ld-%u.part", folder, o->target, (long)getpid(),
		                       atomic_fetch_add(&serial, 1));
		if (!name) return -1;
		int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
		if (fd >= 0) {
			o->temporary = name;
			watch_signals();
			o->slot = remember(name);
			return fd;
		}
		free(name);
		if (errno != EEXIST) return -1;
	}
	return -1;
}

static bool fail(output *o)
{
	if (!o->trouble) o->trouble = errno ? errno : EIO;
	return false;
}

bool output_begin(output *o, const char *path)
{
	struct stat s;
	int fd;

	*o = (output)OUTPUT_NONE;
	errno = 0;
	o->path = text_make("%s", path);
	if (!o->path) return fail(o);
	if (!strcmp(path, "-")) {
		o->file = stdout;
		return true;
	}
	bool exists = !stat(path, &s);
	if (exists && S_ISDIR(s.st_mode)) {
		errno = EISDIR;
		return fail(o);
	}
	if (exists && !S_ISREG(s.st_mode)) {
		fd = open(path, O_WRONLY | O_CLOEXEC);
	} else {
		errno = 0;
		o->target = exists ? realpath(path, NULL) : text_make("%s", path);
		/* Replacing would get round a file's own protection. */
		if (!o->target || (exists && access(o->target, W_OK))) return fail(o);
		fd = open_temporary(o, exists ? s.st_mode & 0777 : 0666);
	}
	o->file = fd < 0 ? NULL : fdopen(fd, "wb");
	if (!o->file && fd >= 0) close(fd);
	return o->file ? true : fail(o);
}

static int write_piece(void *state, const void *data, size_t length)
{
	output *o = state;
	if (fwrite(data, 1, length, o->file) == length) return 0;
	fail(o);
	return 1;
}

edu_sink output_sink(output *o)
{
	return (edu_sink){ write_piece, o };
}

bool output_finish(output *o)
{
	FILE *file = o->file;
	errno = 0;
	if (fflush(file)) return fail(o);
	if (file == stdout) return o->trouble == 0;
	o->file = NULL;
	if (fclose(file)) return fail(o);
	return o->trouble == 0;
}

bool output_publish(output *o)
{
	if (!o->temporary) return true;
	errno = 0;
	if (rename(o->temporary, o->target)) return fail(o);
	if (o->slot >= 0) atomic_store(&temporaries[o->slot], NULL);
	o->slot = -1;
	free(o->temporary);
	o->temporary = NULL;
	return true;
}

void output_end(output *o)
{
	if (o->file && o->file != stdout) fclose(o->file);
	if (o->temporary) unlink(o->temporary);
	if (o->slot >= 0) atomic_store(&temporaries[o->slot], NULL);
	free(o->temporary);
	free(o->target);
	free(o->path);
	*o = (output)OUTPUT_NONE;
}

int put_trouble(text *errors, const output *o)
{
	text_puts(errors, "edu: ");
	text_put_shown(errors, o->path && strcmp(o->path, "-") ? o->path : "standard output");
	text_putf(errors, ": can't be written: %s\n", strerror(o->trouble ? o->trouble : EIO));
	return EXIT_NO_OUTPUT;
}

static bool is_folder(const char *path)
{
	struct stat s;
	return !stat(path, &s) && S_ISDIR(s.st_mode);
}

bool names_folder(const char *value)
{
	return text_ends_with(value, "/") || is_folder(value);
}

int make_folders_above(const char *path)
{
	char *copy = text_make("%s", path);
	int trouble = copy ? 0 : ENOMEM;
	for (char *c = copy ? copy + 1 : NULL; c && *c && !trouble; c++) {
		if (*c != '/') continue;
		*c = '\0';
		if (mkdir(copy, 0777) && (errno != EEXIST || !is_folder(copy))) trouble = errno;
		*c = '/';
	}
	free(copy);
	return trouble;
}

int output_document(text *errors, const char *path, const edu_document *doc)
{
	output o = OUTPUT_NONE;
	edu_error err = EDU_ERROR_INIT;
	int status = 0, rc = 0;

	const int trouble = make_folders_above(path);
	bool good = !trouble && output_begin(&o, path);
	if (trouble) {
		o.trouble = trouble;
		o.path = text_make("%s", path);
	}
	if (good) {
		edu_sink sink = output_sink(&o);
		rc = edu_document_write_to(doc, &sink, NULL, &err);
		good = rc >= 0 && output_finish(&o) && output_publish(&o);
	}
	if (rc < 0 && rc != EDU_EIO) {
		put_error(errors, path, &err);
		status = status_of(&err);
	} else if (!good) {
		status = put_trouble(errors, &o);
	}
	output_end(&o);
	return status;
}
