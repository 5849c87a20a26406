/*
 * secrets.h – the one place in the command where keys and passwords come in, and where they are forgotten.
 */
#ifndef EDU_TOOLS_SECRETS_H
#define EDU_TOOLS_SECRETS_H

#include "command.h"

/*
 * The bytes of a file, "-" for standard input, to be given to forget_secret(); no buffer of the C library
 * sees them, and nothing is left where they lay before. 0 or an exit status.
 */
int read_secret(char **out, size_t *length, const char *path);
/* Overwrite, then free; NULL is allowed. */
void forget_secret(char *secret, size_t length);

/* The first line of a file, to be given to forget_password(); NULL in *out where path is NULL. 0 or an
   exit status. */
int read_password(char **out, const char *path);
void forget_password(char *password);

#endif
