/*
 * trusting.c – whom to trust, from files that are named on the command line; see trusting.h.
 */
#include "trusting.h"
#include "inputs.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static int add_file(edu_trust *trust, const char *path, const char *owner)
{
	edu_error err = EDU_ERROR_INIT;
	char *data;
	size_t length;

	int status = read_side_file(&data, &length, path);
	if (status) return status;
	if (edu_trust_add(trust, data, length, owner, &err) < 0) {
		text line = { 0 };
		put_error(&line, path, &err);
		text_print(&line, stderr);
		text_free(&line);
		status = EXIT_UNREADABLE;
	}
	free(data);
	return status;
}

static bool is_folder(const char *path)
{
	struct stat s;
	return !stat(path, &s) && S_ISDIR(s.st_mode);
}

/* Every file of a folder of anchors has to be one. */
static int add_folder(edu_trust *trust, const char *path, const char *owner)
{
	DIR *dir = opendir(path);
	int status = 0;

	if (!dir) return refuse(EXIT_NO_INPUT, "%s: can't be listed", path);
	for (struct dirent *e; !status && (e = readdir(dir));) {
		if (e->d_name[0] == '.') continue;
		char *file = text_make("%s/%s", path, e->d_name);
		if (!file) status = refuse(EXIT_INTERNAL, "out of memory");
		else if (!is_folder(file)) status = add_file(trust, file, owner);
		free(file);
	}
	closedir(dir);
	return status;
}

static int add_named(edu_trust *trust, const char *value)
{
	edu_error err = EDU_ERROR_INIT;
	const char *equals = strchr(value, '='), *colon = strchr(value, ':');
	char *owner = NULL;

	/* A DID that is its own key needs no file. */
	if (!strncmp(value, "did:", 4) && !equals)
		return edu_trust_add(trust, value, strlen(value), NULL, &err) < 0
		               ? refuse(EXIT_USAGE, "%s: %s", value, err.message)
		               : 0;
	/* An owner is a URL or a DID; a file's name may hold an equals sign as well. */
	if (equals && colon && colon < equals) {
		owner = text_make("%.*s", (int)(equals - value), value);
		if (!owner) return refuse(EXIT_INTERNAL, "out of memory");
		value = equals + 1;
	}
	const int status = is_folder(value) ? add_folder(trust, value, owner) : add_file(trust, value, owner);
	free(owner);
	return status;
}

int trust_files(edu_trust **out, const edu_context *ctx, const arguments *args, int which)
{
	edu_error err = EDU_ERROR_INIT;
	const char *value;
	int status = 0;

	if (edu_trust_new(out, ctx, &err) < 0) return refuse(EXIT_INTERNAL, "%s", err.message);
	for (size_t i = 0; !status && (value = argument_value(args, which, i)); i++)
		status = add_named(*out, value);
	return status;
}

int parse_time(edu_time *out, const char *value)
{
	if (!value) {
		*out = (edu_time)time(NULL);
		return 0;
	}
	if (!edu_time_parse(out, value)) return 0;
	return refuse(EXIT_USAGE, "--at wants a time such as 2026-01-15T09:00:00Z");
}
