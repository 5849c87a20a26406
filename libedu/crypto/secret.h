/*
 * crypto/secret.h – bytes that must not be left behind.
 */
#ifndef EDU_CRYPTO_SECRET_H
#define EDU_CRYPTO_SECRET_H

#include <edu/base.h>

/* Overwrite, in a way that no compiler leaves out. */
void edu_wipe(void *data, size_t length);
/* Overwrite a buffer's whole room, then free it. What outgrew earlier room was copied: ask for enough at first. */
void edu_wipe_buffer(edu_buffer *b);

#endif
