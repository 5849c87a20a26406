/*
 * edb_trust.h – the part of the narrow C interface that is about signatures; see edb.h.
 *
 * Lists of things cross as pieces in one array of bytes: each is the length of a name (4 bytes, the largest first), the
 * name in UTF-8, the length of its bytes, and these. Lists of texts are one text with line feeds between them.
 */
#ifndef EDB_TRUST_H
#define EDB_TRUST_H

#include "edb.h"

/**
 * The verdict on a document's signatures, as of at, an xsd:dateTime. anchors: pieces, named by the owner or not at all;
 * resources: pieces, named by their URL. Texts may be NULL: not demanded. The document that is returned holds the verdict,
 * and what was signed where that can be read: edb_has_content() tells. To be closed with edb_close(); NULL on failure.
 */
edb_document *edb_verify(const char *at, int allow_weak, int holder_binding, const char *audience, const char *nonce,
                         const char *domain, const char *challenge, const void *anchors, size_t anchors_length,
                         const void *resources, size_t resources_length, const void *data, size_t length, edu_error *err);
/**
 * The verdict, JSON Lines: first indication, sub_indication, good, status, validity, count and, where something is signed
 * and holds, payload; then one line for each signature, and one for each remark: on (the signature, from 1; 0: the
 * document), kind, rule, text. The document has it no longer.
 */
edu_buffer edb_take_verdict(edb_document *doc);

/**
 * Sign. keys: pieces, each a key or certificates, named by the password that opens it. suite NULL: by document and key;
 * "sd-jwt" with what is hidden: policy (the name of one that is shipped, or JSON), hidden (pointers), decoys, holder (a JWK).
 */
edu_buffer edb_sign(const char *suite, const char *at, const char *algorithm, const char *key_name, const char *domain,
                    const char *challenge, const char *policy, const char *vct, const char *hidden, int decoys,
                    const char *holder, const void *keys, size_t keys_length, const void *data, size_t length,
                    edu_error *err);
/** Show a selection of an SD-JWT; with keys, the holder's, a proof for audience with nonce, as of at. */
edu_buffer edb_present(const char *policy, const char *shown, const char *audience, const char *nonce, const char *at,
                       const void *keys, size_t keys_length, const void *data, size_t length, edu_error *err);
/** A new private key; password NULL: PKCS#8 in PEM, else a key file of libedu's. */
edu_buffer edb_key_make(const char *type, const char *password, edu_error *err);
/** The public key of a signer in another dress: "jwk", "pem", "did", "thumbprint". */
edu_buffer edb_key_public(const char *name, const void *keys, size_t keys_length, edu_error *err);

#endif
