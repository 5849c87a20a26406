/*
 * edb_privacy.h – the part of the narrow C interface that is about privacy; see edb.h.
 */
#ifndef EDB_PRIVACY_H
#define EDB_PRIVACY_H

#include "edb.h"

/** The policies that come with the library: JSON Lines with name, policy (its JSON, a text). */
edu_buffer edb_policies(edu_error *err);
/**
 * The smaller document that a policy (a name, or JSON) leaves, with its ledger. recipient NULL: "". key NULL:
 * none. To be closed with edb_close(); NULL on failure.
 */
edb_document *edb_redact(const edb_document *working, const char *policy, const char *recipient,
                         const void *key, size_t key_length, edu_error *err);
/** For the public key of a recipient. */
edu_buffer edb_encrypt(const void *data, size_t length, const void *key, size_t key_length, edu_error *err);
/** password NULL: none. What comes back is overwritten when it has crossed. */
edu_buffer edb_decrypt(const void *data, size_t length, const void *key, size_t key_length,
                       const void *password, size_t password_length, edu_error *err);

#endif
