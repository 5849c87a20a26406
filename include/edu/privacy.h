/*
 * edu/privacy.h – smaller documents: what a policy removes is gone, and an account says so value by value.
 *
 * A redacted document is a new, smaller record. A seal or signature does not survive it: who hands it on
 * vouches for it themselves, by signing it anew. To show parts of a record under its issuer's signature, see
 * edu/sd_jwt.h.
 *
 * Threads: everything here only reads its inputs.
 */
#ifndef EDU_PRIVACY_H
#define EDU_PRIVACY_H

#include <edu/convert.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct edu_redact_options {
	unsigned version;       /**< EDU_REDACT_OPTIONS_VERSION */
	const void *key;        /**< for pseudonyms: key_length secret bytes, at least 16; NULL: none */
	size_t key_length;
	const char *recipient;  /**< for whom: each recipient gets other pseudonyms; NULL: "" */
} edu_redact_options;

#define EDU_REDACT_OPTIONS_VERSION 1
#define EDU_REDACT_OPTIONS_INIT { EDU_REDACT_OPTIONS_VERSION, NULL, 0, NULL }

/**
 * Make the smaller document that a policy leaves of one, in the same format and version.
 *
 * A policy names places of the core model (docs/privacy.md): one policy serves ELM, ELMO and OOAPI. What has
 * no place in the core is left out, unless the policy keeps it; seals, documents that travel inside, and
 * comments are always left out. Names of nodes are counted anew. Where the schema demands what the policy
 * removed, a value that says nothing stands there, or the redaction is refused.
 *
 * A pseudonym is a keyed hash of an identifier and its scheme: the same for the same key and recipient,
 * whatever the format. That is pseudonymisation (GDPR, Article 4(5)), not anonymisation: who has the key can
 * tell who it is.
 *
 * @param[out] out     the smaller document, to be freed with edu_document_free(); NULL on failure
 * @param source       a learner's record; not changed; need not outlive *out
 * @param policy       policy_length bytes: JSON, or the name of a policy that comes with the library
 * @param options      NULL for the defaults; the key is not kept
 * @param[out] ledger  as edu_convert(): kept values are exact, pseudonyms and new names derived, all others
 *                     lost, and placeholders defaulted; borrows from source and *out; NULL where none is wanted
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EKEY (rule redact/key: the policy makes pseudonyms, and there is no
 *         key, or a short one), EDU_ESYNTAX and EDU_EINVALID (the policy: redact/policy; the schema:
 *         redact/demanded; nothing that can be read would be left: redact/result), EDU_EUNSUPPORTED (no record
 *         in it, or redact/form: a form of ELM such as RDF/XML)
 */
EDU_API EDU_MUST_USE int edu_redact(edu_document **out, const edu_document *source, const char *policy,
                                    size_t policy_length, const edu_redact_options *options,
                                    edu_ledger **ledger, edu_error *err);

/** The name of the i-th policy that comes with the library, alphabetically; NULL behind the last. A constant. */
EDU_API const char *edu_redact_policy_name(size_t i);
/** Its JSON; a constant. */
EDU_API const char *edu_redact_policy_text(size_t i);

/**
 * Encrypt bytes for one recipient: libsodium's sealed box (X25519, XSalsa20-Poly1305) in a container of
 * libedu's own, which is no standard of any format; docs/privacy.md has its layout. Random: no two are equal.
 *
 * What it does not give: a sender. Who made it is not known to anybody; sign first, and encrypt what is
 * signed. And no forward secrecy: who gets the recipient's private key opens everything that was ever
 * encrypted for it.
 *
 * @param[out] out   to be freed with edu_buffer_free()
 * @param data       length bytes, a document in any form; at most as many as the context's limit
 * @param recipient  their public key of type X25519: JWK, PEM, Multikey or did:key; bytes
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EKEY (rule encrypt/key: no key of that type; rules key/…), EDU_ELIMIT
 */
EDU_API EDU_MUST_USE int edu_encrypt(edu_buffer *out, const edu_context *ctx, const void *data, size_t length,
				     const void *recipient, size_t recipient_length, edu_error *err);

/**
 * Decrypt what edu_encrypt() made. Whoever made it knew the recipient's public key, and nothing else is known
 * of them.
 *
 * @param[out] out  to be freed with edu_buffer_wipe(), which overwrites it; empty after a failure
 * @param key       the recipient's private key: JWK, PKCS#8 in PEM or DER, or an encrypted key file of
 *                  edu_key_make()
 * @param password  for a key that is encrypted; NULL: none. Wipe key and password afterwards
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EFORMAT (rules encrypt/format: something else; encrypt/truncated),
 *         EDU_EVERSION, EDU_EKEY (encrypt/recipient: for another key; encrypt/key, key/…), EDU_EINVALID
 *         (encrypt/changed), EDU_ELIMIT
 */
EDU_API EDU_MUST_USE int edu_decrypt(edu_buffer *out, const edu_context *ctx, const void *data, size_t length,
				     const void *key, size_t key_length, const char *password, edu_error *err);

/** Non-zero for bytes that begin as edu_encrypt() lets them. */
EDU_API int edu_is_encrypted(const void *data, size_t length);

/** Non-zero where a document bears a seal, signature or proof of its own, which a redaction takes away. */
EDU_API int edu_document_is_sealed(const edu_document *doc);

#ifdef __cplusplus
}
#endif
#endif
