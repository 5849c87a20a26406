/*
 * inputs.c – from operands to documents: folders walked, standard input, files; see inputs.h.
 */
#include "inputs.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const record_extensions[] = { ".xml", ".json", ".jsonld", ".elmo", ".jws", ".jwt", ".ndjson" };

static const char *record_extension(const char *name)
{
	for (size_t i = 0; i < sizeof record_extensions / sizeof *record_extensions; i++)
		if (text_ends_with(name, record_extensions[i])) return record_extensions[i];
	return NULL;
}

static bool is_folder(const char *path)
{
	struct stat s;
	return !stat(path, &s) && S_ISDIR(s.st_mode);
}

/* Takes path over (NULL: out of memory before); below is where its place begins in it. */
static bool add_input(inputs *in, char *path, size_t below)
{
	if (!path) return false;
	if (in->count == in->capacity) {
		size_t capacity = in->capacity * 2 + 16;
		input *list = realloc(in->list, capacity * sizeof *list);
		if (!list) {
			free(path);
			return false;
		}
		in->list = list;
		in->capacity = capacity;
	}
	input *i = &in->list[in->count];
	const char *name = strcmp(path, "-") ? path + below : "stdin";
	const char *extension = record_extension(name);
	size_t length = strlen(name) - (extension ? strlen(extension) : 0);
	i->place = text_make("%.*s", (int)length, name);
	i->path = path;
	if (i->place) in->count++;
	else free(path);
	return i->place != NULL;
}

/* Folders still to be walked. */
typedef struct walk {
	char **folder;
	size_t count, capacity;
	size_t passed;       /* files that don't look like records */
	size_t below;
} walk;

static bool push_folder(walk *w, char *path)
{
	if (path && w->count == w->capacity) {
		size_t capacity = w->capacity * 2 + 16;
		char **folder = realloc(w->folder, capacity * sizeof *folder);
		if (!folder) {
			free(path);
			return false;
		}
		w->folder = folder;
		w->capacity = capacity;
	}
	if (path) w->folder[w->count++] = path;
	return path != NULL;
}

/* A link to a folder is not followed: it may lead back to where it stands. */
static bool take_entry(inputs *in, walk *w, const char *folder, const char *name)
{
	struct stat s;
	char *path = text_make("%s%s%s", folder, text_ends_with(folder, "/") ? "" : "/", name);
	if (!path) return false;
	if (!lstat(path, &s) && S_ISDIR(s.st_mode)) return push_folder(w, path);
	if (record_extension(name) && !is_folder(path)) return add_input(in, path, w->below);
	w->passed++;
	free(path);
	return true;
}

static bool walk_folder(inputs *in, walk *w, const char *path)
{
	DIR *dir = opendir(path);
	bool good = true;
	/* A folder that can't be listed becomes an input that can't be read, with its message. */
	if (!dir) return add_input(in, text_make("%s", path), w->below <= strlen(path) ? w->below : 0);
	for (struct dirent *e; good && (e = readdir(dir));)
		if (e->d_name[0] != '.') good = take_entry(in, w, path, e->d_name);
	closedir(dir);
	return good;
}

static int compare_inputs(const void *a, const void *b)
{
	return strcmp(((const input *)a)->path, ((const input *)b)->path);
}

static bool walk_operand(inputs *in, const char *path)
{
	walk w = { 0 };
	size_t first = in->count;
	bool good = push_folder(&w, text_make("%s", path));
	w.below = strlen(path) + !text_ends_with(path, "/");
	while (good && w.count) {
		char *folder = w.folder[--w.count];
		good = walk_folder(in, &w, folder);
		free(folder);
	}
	if (in->count > first) qsort(in->list + first, in->count - first, sizeof *in->list, compare_inputs);
	if (w.passed) refuse(0, "%s: %zu other file%s passed over", path, w.passed, w.passed > 1 ? "s" : "");
	while (w.count) free(w.folder[--w.count]);
	free(w.folder);
	return good;
}

int inputs_collect(inputs *out, const arguments *args)
{
	size_t from_stdin = 0;
	*out = (inputs){ 0 };
	if (!args->operand_count) return refuse(EXIT_USAGE, "no input named; - is standard input");
	out->many = args->operand_count > 1;
	for (size_t i = 0; i < args->operand_count; i++) {
		const char *path = args->operands[i];
		const char *slash = strrchr(path, '/');
		bool folder = strcmp(path, "-") && is_folder(path);
		from_stdin += !strcmp(path, "-");
		out->many |= folder;
		size_t name = slash ? (size_t)(slash + 1 - path) : 0;
		bool good = folder ? walk_operand(out, path) : add_input(out, text_make("%s", path), name);
		if (!good) return refuse(EXIT_INTERNAL, "out of memory");
	}
	if (from_stdin > 1) return refuse(EXIT_USAGE, "standard input can be read once only");
	return 0;
}

static int compare_places(const void *a, const void *b)
{
	return strcmp((*(const input *const *)a)->place, (*(const input *const *)b)->place);
}

int inputs_refuse_same_places(const inputs *in, const char *ending)
{
	int status = 0;
	const input **order = malloc((in->count + 1) * sizeof *order);
	if (!order) return refuse(EXIT_INTERNAL, "out of memory");
	for (size_t i = 0; i < in->count; i++) order[i] = &in->list[i];
	qsort(order, in->count, sizeof *order, compare_places);
	for (size_t i = 1; i < in->count && !status; i++)
		if (!compare_places(&order[i - 1], &order[i]))
			status = refuse(EXIT_USAGE, "%s and %s would both become %s%s", order[i - 1]->path,
			                order[i]->path, order[i]->place, ending);
	free(order);
	return status;
}

void inputs_free(inputs *in)
{
	for (size_t i = 0; i < in->count; i++) {
		free(in->list[i].path);
		free(in->list[i].place);
	}
	free(in->list);
	*in = (inputs){ 0 };
}

/* The library refuses inputs of 1 GiB and more; an endless stream ends here with one byte too many. */
#define LARGEST_STREAM ((size_t)1 << 30)

static bool read_stream(text *out, FILE *from)
{
	char piece[65536];
	size_t n;
	while (out->length < LARGEST_STREAM && (n = fread(piece, 1, sizeof piece, from)))
		text_add(out, piece, n);
	return !ferror(from) && !out->failed;
}

int input_read(edu_document **out, const input *in, const edu_context *ctx, const edu_read_options *options,
               edu_error *err)
{
	text bytes = { 0 };
	int rc = EDU_EIO;

	if (strcmp(in->path, "-")) return edu_document_read_file(out, ctx, in->path, options, err);
	if (read_stream(&bytes, stdin)) {
		rc = edu_document_read(out, ctx, bytes.data ? bytes.data : "", bytes.length, options, err);
	} else {
		err->code = rc;
		snprintf(err->message, sizeof err->message, "standard input can't be read");
	}
	text_free(&bytes);
	return rc;
}

int read_side_file(char **out, size_t *length, const char *path)
{
	text bytes = { 0 };
	const bool from_stdin = !strcmp(path, "-");
	FILE *file = from_stdin ? stdin : fopen(path, "rb");
	if (!file) return refuse(EXIT_NO_INPUT, "%s: %s", path, strerror(errno));
	bool good = read_stream(&bytes, file);
	if (!from_stdin) fclose(file);
	if (!good) {
		text_free(&bytes);
		return refuse(EXIT_NO_INPUT, "%s: can't be read", path);
	}
	text_puts(&bytes, "");
	*out = bytes.data;
	*length = bytes.length;
	return 0;
}
