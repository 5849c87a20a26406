/*
 * json/json.h – JSON in and out of a tree. The only folder that knows cJSON.
 *
 * The reader accepts exactly RFC 8259 with UTF-8 (section 8.1), plus: a BOM in front is skipped,
 * duplicate member names are refused (section 4 leaves them undefined), and so are lone surrogates.
 *
 * Numbers keep the text they are written with, however long or large. \u0000 may stand in a text, whose length
 * counts, but not in a member's name, for names are NUL-terminated texts everywhere. true, false and null are
 * kinds without text. The place of a member is the quote in front of its name, that of an entry its first byte.
 *
 * Rules: json/empty, json/truncated, json/syntax, json/trailing-bytes, json/number, json/utf-8, json/escape,
 * json/lone-surrogate, json/control-character, json/nul-in-name, json/duplicate-member (all EDU_ESYNTAX);
 * json/size, json/depth, json/items, json/text-size (EDU_ELIMIT).
 */
#ifndef EDU_JSON_JSON_H
#define EDU_JSON_JSON_H

#include "base/tree.h"

/* Read one value into t->top. On failure the error has offset, line, column and path; t is to be closed. */
int edu_json_read(edu_tree *t, const char *data, size_t length, edu_error *err);

typedef enum edu_json_style {
	EDU_JSON_COMPACT = 0,
	EDU_JSON_PRETTY = 1        /* two blanks a level, LF */
} edu_json_style;

/*
 * Write the value at item. Numbers stand as they were read; text is escaped as little as RFC 8259 allows.
 * A pretty value ends in a line break. EDU_EIO: the sink said no; EDU_EUNSUPPORTED: an item JSON has no form for.
 */
int edu_json_write(const edu_tree *t, edu_ref item, const edu_sink *sink, edu_json_style style, edu_error *err);

/* Writing the value at t->top while it is still being made. NULL: out of memory. */
typedef struct edu_json_writer edu_json_writer;
edu_json_writer *edu_json_writer_new(const edu_tree *t, const edu_sink *sink, edu_json_style style);
/* Write on through last, which is complete, as is all in front of it. What is below last may go afterwards. */
int edu_json_writer_reach(edu_json_writer *w, edu_ref last, edu_error *err);
/* Write the rest. */
int edu_json_writer_end(edu_json_writer *w, edu_error *err);
void edu_json_writer_free(edu_json_writer *w);   /* NULL allowed */

/* Append text as a JSON string, quotes included; 0 or EDU_ENOMEM. */
int edu_json_quote(edu_buffer *out, const char *text, size_t length);

#endif
