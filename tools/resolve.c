/*
 * resolve.c – what stands at a URL, from a folder: the file INDEX in it pairs URLs with the files' names.
 *
 * A line of INDEX is a URL, blanks, and a file's name in the same folder. A document's URL is never made a path.
 */
#include "trusting.h"
#include "inputs.h"

#include <stdlib.h>
#include <string.h>

/* The file that INDEX names for a URL, as a path to be freed; NULL: none. */
static char *find_file(const char *folder, const char *index, const char *url)
{
	const size_t length = strlen(url);

	for (const char *line = index, *end; *line; line = *end ? end + 1 : end) {
		end = line + strcspn(line, "\r\n");
		const char *name = line + length;
		if ((size_t)(end - line) <= length || memcmp(line, url, length) != 0 ||
		    (*name != ' ' && *name != '\t'))
			continue;
		name += strspn(name, " \t");
		const size_t n = (size_t)(end - name);
		if (n && !memchr(name, '/', n) && *name != '.')
			return text_make("%s/%.*s", folder, (int)n, name);
	}
	return NULL;
}

int resolve_in_folder(void *state, edu_resource what, const char *url,
                      void (*answer)(void *sink, const void *data, size_t length), void *sink)
{
	const char *folder = state;
	char *path = text_make("%s/INDEX", folder), *index = NULL, *data = NULL;
	size_t length;

	if (!path || read_side_file(&index, &length, path)) {
		free(path);
		return -1;
	}
	char *file = find_file(folder, index, url);
	const bool found = file && !read_side_file(&data, &length, file);
	if (found) answer(sink, data, length);
	free(path);
	free(index);
	free(file);
	free(data);
	return found ? 0 : 1;
}
