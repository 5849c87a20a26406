/*
 * trusting.h – the options of verify that say whom to trust and at what time.
 */
#ifndef EDU_TOOLS_TRUSTING_H
#define EDU_TOOLS_TRUSTING_H

#include "command.h"

/* What --trust names: FILE, a folder of them, or OWNER=FILE with an owner that has a colon in it. 0 or an exit status. */
int trust_files(edu_trust **out, const edu_context *ctx, const arguments *args, int which);
/* An edu_resolve over a folder, which is its state. */
int resolve_in_folder(void *state, edu_resource what, const char *url,
                      void (*answer)(void *sink, const void *data, size_t length), void *sink);
/* The value of --at, or now. */
int parse_time(edu_time *out, const char *value);

#endif
