/*
 * secrets.c – see secrets.h.
 */
#include "secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECRET_ROOM = 16 * 1024, SECRET_MOST = 16 * 1024 * 1024 };

void forget_secret(char *secret, size_t length)
{
	/* Through a volatile pointer, for a compiler may leave out what is freed next. */
	for (volatile char *p = secret; p && length; length--) *p++ = '\0';
	free(secret);
}

/* More room than there was, at another place; what lay at the old one is gone. NULL: out of memory, or too
   large. */
static char *move_to_larger(char *from, size_t length, size_t room)
{
	char *to = room <= SECRET_MOST ? malloc(room + 1) : NULL;

	if (to && length) memcpy(to, from, length);
	forget_secret(from, length);
	return to;
}

static char *read_all(int file, size_t *length)
{
	size_t room = SECRET_ROOM;
	char *data = malloc(room + 1);

	*length = 0;
	while (data) {
		const ssize_t n = read(file, data + *length, room - *length);
		if (n < 0 && errno == EINTR) continue;
		if (n == 0) data[*length] = '\0';
		if (n == 0) return data;
		if (n < 0) break;
		*length += (size_t)n;
		if (*length == room) data = move_to_larger(data, *length, room *= 2);
	}
	forget_secret(data, *length);
	return NULL;
}

int read_secret(char **out, size_t *length, const char *path)
{
	const int file = strcmp(path, "-") ? open(path, O_RDONLY) : STDIN_FILENO;

	*out = NULL;
	*length = 0;
	if (file < 0) return refuse(EXIT_NO_INPUT, "%s: %s", path, strerror(errno));
	*out = read_all(file, length);
	if (file != STDIN_FILENO) close(file);
	return *out ? 0 : refuse(EXIT_NO_INPUT, "%s: can't be read", path);
}

int read_password(char **out, const char *path)
{
	size_t length;

	*out = NULL;
	if (!path) return 0;
	const int status = read_secret(out, &length, path);
	if (status) return status;
	/* What stands behind the first line would not be seen by forget_password(). */
	const size_t end = strcspn(*out, "\r\n");
	memset(*out + end, 0, length - end);
	return 0;
}

void forget_password(char *password)
{
	forget_secret(password, password ? strlen(password) : 0);
}
