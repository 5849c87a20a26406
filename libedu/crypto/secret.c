/*
 * crypto/secret.c – wiping memory.
 */
#include "crypto/secret.h"

#include <sodium.h>

void edu_wipe(void *data, size_t length)
{
	if (length) sodium_memzero(data, length);
}

void edu_wipe_buffer(edu_buffer *b)
{
	edu_wipe(b->data, b->data ? b->capacity : 0);
	edu_buffer_free(b);
}
