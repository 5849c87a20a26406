/*
 * edu/sign.h – seals, signatures and proofs made: in one call with a key in memory, or in three steps with a key that never
 * leaves its device.
 *
 * Nothing is random but keys, and no clock is read: the same document, key and options give the same bytes, but for
 * ECDSA and RSA-PSS, whose signatures are random by nature.
 *
 * Threads: a signer and a signing are immutable once filled, and may be shared by any number of threads.
 */
#ifndef EDU_SIGN_H
#define EDU_SIGN_H

#include <edu/trust.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A key to sign with, private or (with prepare and finish) public, and the certificates that go with it. */
typedef struct edu_signer edu_signer;

/** Make an empty one, to be freed with edu_signer_free(); 0, EDU_ENOMEM, EDU_EARG. ctx must outlive it. */
EDU_API EDU_MUST_USE int edu_signer_new(edu_signer **out, const edu_context *ctx, edu_error *err);

/**
 * Add a key or certificates: PEM, DER, PKCS#8, PKCS#12, JWK, Multikey, 32 bytes of an Ed25519 seed, or an encrypted key
 * file of edu_key_make(). Several additions make one signer: its key, its certificate, those above it.
 *
 * @param password  for what is encrypted; NULL: none. Nothing is ever asked on a terminal. Wipe it afterwards
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EKEY (rule and message say what is wrong), EDU_EUNSUPPORTED, EDU_ELIMIT
 */
EDU_API EDU_MUST_USE int edu_signer_add(edu_signer *signer, const void *data, size_t length,
                                        const char *password, edu_error *err);

/** Free it; private keys are wiped. NULL is allowed. */
EDU_API void edu_signer_free(edu_signer *signer);

typedef struct edu_sign_options {
	unsigned version;          /**< EDU_SIGN_OPTIONS_VERSION */
	const char
		*suite; /**< "jades", "vc-jwt", "eddsa-jcs-2022", "xmldsig", …; NULL: by document and key */
	edu_time time;  /**< of signing, a claim; EDU_TIME_UNKNOWN: it is left out where that is possible */
	const char *algorithm;     /**< JOSE: "PS256" and the like; NULL: what the key's type suggests */
	const char *key_name;      /**< kid or verificationMethod; NULL: the key's own did:key */
	int old_signing_time; /**< JAdES, non-zero: sigT instead of iat, for EDC software of before 2025 */
	const char *domain;        /**< Data Integrity; NULL: none */
	const char *challenge;     /**< Data Integrity; NULL: none */
	/**
	 * Since version 2. JAdES, non-zero: fill in what a sealed credential has and an unsealed one lacks: issuer's
	 * eIDASIdentifier, from the certificate's organizationIdentifier, issued and issuanceDate, from time.
	 */
	int complete;
} edu_sign_options;

#define EDU_SIGN_OPTIONS_VERSION 2
#define EDU_SIGN_OPTIONS_INIT                                                                  \
	{                                                                                      \
		EDU_SIGN_OPTIONS_VERSION, NULL, EDU_TIME_UNKNOWN, NULL, NULL, 0, NULL, NULL, 0 \
	}

/**
 * Sign a document.
 *
 * @param data  its bytes. They are kept as they are, unless it is to be completed: in a seal as its payload; with a proof,
 *              around it
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EKEY, EDU_ESYNTAX, EDU_EINVALID (what can't be signed: rule json/number-exact,
 *         sign/…), EDU_EUNSUPPORTED (suite), EDU_ELIMIT
 */
EDU_API EDU_MUST_USE int edu_sign(edu_buffer *out, const edu_context *ctx, const void *data, size_t length,
                                  const edu_signer *signer, const edu_sign_options *options, edu_error *err);

/** A document prepared for a signature that is made elsewhere. It holds personal data: the document. */
typedef struct edu_signing edu_signing;

/** The first step: what is to be signed. The signer needs no private key. The same errors as edu_sign(). */
EDU_API EDU_MUST_USE int edu_sign_prepare(edu_signing **out, const edu_context *ctx, const void *data,
                                          size_t length, const edu_signer *signer,
                                          const edu_sign_options *options, edu_error *err);

/** The exact octets that the device has to sign, *length of them. Borrowed. */
EDU_API const unsigned char *edu_signing_bytes(const edu_signing *signing, size_t *length);
/** JOSE's name for how: "RS256", "ES256", "EdDSA", …; a constant. */
EDU_API const char *edu_signing_algorithm(const edu_signing *signing);
/**
 * The digest of these octets, for devices that sign digests (RSA: they wrap it in a DigestInfo and pad); at most 64 bytes.
 * EDU_EUNSUPPORTED for Ed25519, whose devices need the whole.
 */
EDU_API EDU_MUST_USE int edu_signing_digest(const edu_signing *signing, unsigned char *out, size_t *length,
                                            edu_error *err);

/** Write a signing as JSON, so that the last step can run in another process; it holds the document. */
EDU_API EDU_MUST_USE int edu_signing_save(const edu_signing *signing, edu_buffer *out, edu_error *err);
/** Read it back: 0, EDU_ENOMEM, EDU_EARG, EDU_ESYNTAX, EDU_EINVALID (rule sign/state), EDU_EKEY. */
EDU_API EDU_MUST_USE int edu_signing_restore(edu_signing **out, const edu_context *ctx, const void *data,
                                             size_t length, edu_error *err);

/**
 * The last step: put the signature in. It is verified with the signer's public key first, so that a wrong one never gets
 * into a file.
 *
 * @param signature  as the device gives it; of elliptic curves r‖s, or DER
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_ESIGNATURE (rule sign/wrong), EDU_EUNSUPPORTED
 */
EDU_API EDU_MUST_USE int edu_sign_finish(edu_buffer *out, const edu_signing *signing, const void *signature,
                                         size_t length, edu_error *err);

/** The last two steps in one, where the signer has its private key after all. Free *out with edu_buffer_free(). */
EDU_API EDU_MUST_USE int edu_signing_sign(edu_buffer *out, const edu_signing *signing,
                                          const edu_signer *signer, edu_error *err);

/** Free it; what it holds is wiped. NULL is allowed. */
EDU_API void edu_signing_free(edu_signing *signing);

/**
 * Make a new key.
 *
 * @param type             "Ed25519", "P-256", "P-384", "P-521", "RSA" (3072 bits); "X25519", which signs nothing and is for
 *                         edu_encrypt() of edu/privacy.h
 * @param[out] private_key  with a password an encrypted key file (Argon2id and secretstream, libsodium), else PKCS#8
 *                          in PEM. Wipe it: edu_buffer_wipe()
 * @param[out] public_key   as a JWK; may be NULL
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EKEY (no such type), EDU_EUNSUPPORTED (needs OpenSSL)
 */
EDU_API EDU_MUST_USE int edu_key_make(edu_buffer *private_key, edu_buffer *public_key, const edu_context *ctx,
                                      const char *type, const char *password, edu_error *err);

/** The public key of a signer in another dress: "jwk", "pem", "did" (did:key), "thumbprint" (RFC 7638). */
EDU_API EDU_MUST_USE int edu_signer_public(edu_buffer *out, const edu_signer *signer, const char *dress,
                                           edu_error *err);

/** Overwrite what a buffer holds, then free it. */
EDU_API void edu_buffer_wipe(edu_buffer *buffer);

#ifdef __cplusplus
}
#endif
#endif
