/*
 * lines.h – JSON Lines in a growing buffer: one object of texts and numbers a line.
 */
#ifndef EDB_LINES_H
#define EDB_LINES_H

#include <edu.h>

/** An empty buffer on malloc, to be freed with edu_buffer_free(). */
edu_buffer lines_open(void);
/** Add a member to the line; the first one begins it. Both return 0 or EDU_ENOMEM. */
int lines_text(edu_buffer *out, const char *name, const char *text);
int lines_number(edu_buffer *out, const char *name, uint32_t value);
/** End the line. */
int lines_end(edu_buffer *out);

#endif
