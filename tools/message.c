/*
 * message.c – what the command says on standard error, and the exit status that goes with it.
 */
#include "command.h"

#include <stdarg.h>
#include <string.h>

int refuse(int status, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	fputs("edu: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	return status;
}

void put_error(text *out, const char *file, const edu_error *err)
{
	text_puts(out, "edu: ");
	text_put_shown(out, file);
	if (err->line) text_putf(out, ":%u:%u", (unsigned)err->line, (unsigned)err->column);
	text_puts(out, ": ");
	text_put_shown(out, err->message[0] ? err->message : edu_status_name(err->code));
	if (err->rule[0]) text_putf(out, " (%s)", err->rule);
	if (err->path[0]) {
		text_puts(out, " at ");
		text_put_shown(out, err->path);
	}
	text_puts(out, "\n");
}

int tell_failure(const char *file, const edu_error *err)
{
	text line = { 0 };
	put_error(&line, file, err);
	text_print(&line, stderr);
	text_free(&line);
	return status_of(err);
}

int status_of(const edu_error *err)
{
	switch (err->code) {
	case EDU_ESYNTAX:
	case EDU_EFORMAT:
	case EDU_EVERSION:
	case EDU_ELIMIT:
	case EDU_EKEY:
	case EDU_EUNSUPPORTED: return EXIT_UNREADABLE;
	case EDU_EINVALID: return strncmp(err->rule, "supplement", 10) ? EXIT_INVALID : EXIT_UNREADABLE;
	case EDU_ESIGNATURE:
	case EDU_ELOSS: return EXIT_INVALID;
	case EDU_EARG: return EXIT_USAGE;
	case EDU_EIO: return EXIT_NO_INPUT;
	default: return EXIT_INTERNAL;
	}
}
