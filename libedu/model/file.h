/*
 * model/file.h – the bytes of a file.
 */
#ifndef EDU_MODEL_FILE_H
#define EDU_MODEL_FILE_H

#include "base/memory.h"

/*
 * Read a whole file, at most ctx->limits.bytes of it. *data is NUL-terminated behind *length and was
 * allocated with *length + 1 bytes from the context's allocator. 0, EDU_EIO, EDU_ELIMIT or EDU_ENOMEM.
 */
int edu_file_read(char **data, size_t *length, const edu_context *ctx, const char *path, edu_error *err);

#endif
