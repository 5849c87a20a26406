/*
 * edu/trust.h – verdicts on seals, signatures and proofs: what was signed, by whose key, and who vouches for that.
 *
 * A bad signature is an answer and no error: verifying returns 0 and a verdict. Nothing is fetched and no clock is read:
 * anchors, keys, issuers' documents, status lists and the time all come from the caller. Trust comes from nothing else;
 * what a document says about its own key is a claim.
 *
 * Threads: an edu_trust is filled by one thread and may then be shared by any number; a verdict is immutable once made.
 */
#ifndef EDU_TRUST_H
#define EDU_TRUST_H

#include <edu/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Seconds since 1970-01-01T00:00:00Z. */
typedef int64_t edu_time;
/** No time is known. */
#define EDU_TIME_UNKNOWN INT64_MIN

/** Read an xsd:dateTime or date (UTC where it has no zone); returns 0 or EDU_EARG. */
EDU_API EDU_MUST_USE int edu_time_parse(edu_time *out, const char *text);
/** Write a time as 2026-01-15T09:00:00Z into at least 32 bytes; "" for EDU_TIME_UNKNOWN. */
EDU_API void edu_time_write(edu_time time, char *out);

/* ---- what the caller trusts */

/** Anchors and keys that the caller vouches for. */
typedef struct edu_trust edu_trust;

/** Make an empty one, to be freed with edu_trust_free(); 0, EDU_ENOMEM, EDU_EARG. ctx must outlive it. */
EDU_API EDU_MUST_USE int edu_trust_new(edu_trust **out, const edu_context *ctx, edu_error *err);

/**
 * Add what bytes hold: PEM or DER (certificates, public keys, lists of revoked certificates), a JWK or JWK set, a did:key or did:jwk, a Multikey,
 * or a controller document (JSON with id and verificationMethod).
 *
 * A certificate of an authority becomes an anchor: it vouches for those it certifies. Any other certificate, and a key
 * with an owner, is pinned: it vouches for itself. A key without an owner says only that it is known.
 *
 * A list of revoked certificates (CRL) counts where its issuer is a signer's, and an anchor leads to that.
 *
 * @param owner  whose keys they are: what a record must name as its issuer; NULL: nobody said. Controller documents
 *               and DIDs bring their own.
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EKEY (rule and message say what is wrong), EDU_EUNSUPPORTED (needs OpenSSL),
 *         EDU_ELIMIT
 */
EDU_API EDU_MUST_USE int edu_trust_add(edu_trust *trust, const void *data, size_t length, const char *owner,
                                       edu_error *err);

/** Free it. NULL is allowed. */
EDU_API void edu_trust_free(edu_trust *trust);

/** What a resolver is asked for. */
typedef enum edu_resource {
	EDU_RESOURCE_CONTROLLER = 1,       /**< the controller document of a DID or URL */
	EDU_RESOURCE_ISSUER_METADATA = 2,  /**< https://host/.well-known/jwt-vc-issuer/… */
	EDU_RESOURCE_KEY_SET = 3,          /**< a JWK set */
	EDU_RESOURCE_STATUS_LIST = 4,      /**< a status list credential or token */
	EDU_RESOURCE_TYPE_METADATA = 5     /**< of an SD-JWT VC */
} edu_resource;

/**
 * Give the bytes that stand at a URL, from wherever the caller keeps them.
 *
 * @param url     as the document names it: foreign text, never to be taken for a path
 * @param answer  to be called once with the bytes, which it copies, and with sink
 * @return 0: given; 1: not available; anything negative ends verification with EDU_EUSER
 */
typedef int (*edu_resolve)(void *state, edu_resource what, const char *url,
                           void (*answer)(void *sink, const void *data, size_t length), void *sink);

/* ---- verifying */

typedef struct edu_verify_options {
	unsigned version;              /**< EDU_VERIFY_OPTIONS_VERSION */
	const edu_trust *trust;        /**< NULL: nobody is trusted; must outlive the verdict */
	edu_time time;                 /**< at which validity is judged; needed */
	int allow_weak; /**< non-zero: SHA-1 and RSA below 2048 bits are reported, not refused (XML with a pinned key) */
	int explain; /**< non-zero: keep every intermediate value. They hold personal data */
	edu_resolve resolve;           /**< NULL: nothing is available */
	void *resolve_state;
	int holder_binding;            /**< non-zero: the holder's key has to be proven (SD-JWT) */
	const char *audience;          /**< what a holder's proof must name; NULL: not asked */
	const char *nonce;             /**< the same */
	const char *domain;            /**< what a Data Integrity proof must name; NULL: not asked */
	const char *challenge;         /**< the same */
	const char *payload;           /**< what was signed, where a JWS in JSON is kept apart from it; NULL: it is inside */
	size_t payload_length;         /**< its bytes */
} edu_verify_options;

#define EDU_VERIFY_OPTIONS_VERSION 1
#define EDU_VERIFY_OPTIONS_INIT \
	{ EDU_VERIFY_OPTIONS_VERSION, NULL, EDU_TIME_UNKNOWN, 0, 0, NULL, NULL, 0, NULL, NULL, NULL, NULL, NULL, 0 }

/** Main indications of ETSI EN 319 102-1, and one for what bears no signature. */
typedef enum edu_indication {
	EDU_TOTAL_PASSED = 0,          /**< unchanged, and somebody the caller trusts vouches for it */
	EDU_TOTAL_FAILED = 1,
	EDU_INDETERMINATE = 2,         /**< nothing speaks against it, and nothing sufficient for it */
	EDU_NOT_SIGNED = 3
} edu_indication;

/** Sub-indications of ETSI EN 319 102-1, those that this library comes to. */
typedef enum edu_sub_indication {
	EDU_SUB_NONE = 0,
	EDU_SUB_FORMAT_FAILURE = 1,
	EDU_SUB_HASH_FAILURE = 2,
	EDU_SUB_SIG_CRYPTO_FAILURE = 3,
	EDU_SUB_SIG_CONSTRAINTS_FAILURE = 4,
	EDU_SUB_CRYPTO_CONSTRAINTS_FAILURE_NO_POE = 5,
	EDU_SUB_NO_SIGNING_CERTIFICATE_FOUND = 6,
	EDU_SUB_NO_CERTIFICATE_CHAIN_FOUND = 7,
	EDU_SUB_CHAIN_CONSTRAINTS_FAILURE = 8,
	EDU_SUB_CERTIFICATE_CHAIN_GENERAL_FAILURE = 9,
	EDU_SUB_REVOKED_NO_POE = 10,
	EDU_SUB_OUT_OF_BOUNDS_NO_POE = 11,
	EDU_SUB_TRY_LATER = 12,
	EDU_SUB_SIGNED_DATA_NOT_FOUND = 13,
	EDU_SUB_EXPIRED = 14           /**< the signature's own end has passed */
} edu_sub_indication;

/** "TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE", "NOT-SIGNED"; a constant. */
EDU_API const char *edu_indication_name(edu_indication indication);
/** "FORMAT_FAILURE", …; "" for none; a constant. */
EDU_API const char *edu_sub_indication_name(edu_sub_indication sub);

/*
 * The axes of a verdict. Each is answered for itself; none makes up for another. Zero is always "nobody has looked".
 */

typedef enum edu_form {
	EDU_FORM_UNKNOWN = 0,
	EDU_FORM_OK = 1,
	EDU_FORM_MALFORMED = 2,
	EDU_FORM_UNSUPPORTED = 3,
	EDU_FORM_EMBEDDED =
		4 /**< what was signed stands inside another document: it can't be checked there */
} edu_form;

typedef enum edu_integrity {
	EDU_INTEGRITY_UNCHECKED = 0,
	EDU_INTEGRITY_INTACT = 1,      /**< the signed bytes are those that were signed */
	EDU_INTEGRITY_CHANGED = 2,     /**< a digest differs: the content is another one */
	EDU_INTEGRITY_BAD_SIGNATURE = 3
} edu_integrity;

typedef enum edu_strength {
	EDU_STRENGTH_UNKNOWN = 0,
	EDU_STRENGTH_ACCEPTABLE = 1,
	EDU_STRENGTH_WEAK = 2,         /**< SHA-1, or RSA below 2048 bits */
	EDU_STRENGTH_FORBIDDEN = 3,
	EDU_STRENGTH_DISABLED = 4,     /**< by the platform's policy */
	EDU_STRENGTH_NOT_BUILT = 5     /**< this build lacks OpenSSL */
} edu_strength;

typedef enum edu_key_origin {
	EDU_KEY_ORIGIN_NONE = 0,       /**< no key was found */
	EDU_KEY_ORIGIN_CALLER = 1,
	EDU_KEY_ORIGIN_CERTIFICATE = 2,/**< sent along: x5c, or KeyInfo */
	EDU_KEY_ORIGIN_DID = 3,        /**< the DID itself is the key */
	EDU_KEY_ORIGIN_RESOLVED = 4,   /**< a document that the resolver gave */
	EDU_KEY_ORIGIN_EMBEDDED = 5    /**< a bare key sent along: a claim */
} edu_key_origin;

/** Does the key belong to the issuer that the record names? */
typedef enum edu_binding {
	EDU_BINDING_UNKNOWN = 0,
	EDU_BINDING_PROVEN = 1,
	EDU_BINDING_CONTRADICTED = 2,
	EDU_BINDING_CLAIMED = 3,       /**< the record names an issuer, and nothing ties the key to it */
	EDU_BINDING_NOT_APPLICABLE = 4
} edu_binding;

typedef enum edu_trusted {
	EDU_TRUSTED_UNKNOWN = 0,
	EDU_TRUSTED_ANCHORED = 1, /**< a certificate that an anchor leads to, or a key the caller knows */
	EDU_TRUSTED_PINNED = 2,   /**< the caller gave this very certificate, or this key as the issuer's */
	EDU_TRUSTED_NOT_ANCHORED = 3,
	EDU_TRUSTED_CONSTRAINTS = 4, /**< a chain, but its rules forbid this use */
	EDU_TRUSTED_FAILED = 5,      /**< building the chain failed for another reason */
	EDU_TRUSTED_REVOKED = 6
} edu_trusted;

/** The key's or certificate's own time, against the time given. */
typedef enum edu_period {
	EDU_PERIOD_UNKNOWN = 0,        /**< a bare key has none */
	EDU_PERIOD_INSIDE = 1,
	EDU_PERIOD_BEFORE = 2,         /**< not yet valid */
	EDU_PERIOD_AFTER = 3           /**< expired */
} edu_period;

/** Is it used for what it was made for? */
typedef enum edu_constraint {
	EDU_CONSTRAINT_KEPT = 0,
	EDU_CONSTRAINT_BROKEN = 1,     /**< audience, nonce, purpose, domain or type are not as required */
	EDU_CONSTRAINT_EXPIRED = 2     /**< its own end has passed */
} edu_constraint;

/** The holder's proof that the credential is theirs (SD-JWT key binding). */
typedef enum edu_holder {
	EDU_HOLDER_NOT_REQUIRED = 0, EDU_HOLDER_PROVEN = 1, EDU_HOLDER_ABSENT = 2, EDU_HOLDER_FAILED = 3
} edu_holder;

/** What the status lists say of the credential. */
typedef enum edu_credential_status {
	EDU_STATUS_NONE = 0,           /**< the credential refers to none */
	EDU_STATUS_GOOD = 1,
	EDU_STATUS_REVOKED = 2,
	EDU_STATUS_SUSPENDED = 3,
	EDU_STATUS_UNKNOWN = 4,        /**< refers to one, and it was not given, or can't be relied on */
	EDU_STATUS_MESSAGE = 5
} edu_credential_status;

/** The credential's own validity, against the time given. */
typedef enum edu_validity {
	EDU_VALIDITY_UNSTATED = 0, EDU_VALIDITY_INSIDE = 1, EDU_VALIDITY_NOT_YET = 2, EDU_VALIDITY_EXPIRED = 3
} edu_validity;

/**
 * One signature, seal or proof. Every text is borrowed from the verdict, and "" where there is nothing to say. Texts
 * that come from certificates and headers are foreign: escape them.
 */
typedef struct edu_signature {
	unsigned version;              /**< EDU_SIGNATURE_VERSION, set by the caller */
	edu_indication indication;
	edu_sub_indication sub_indication;
	const char *rule;              /**< id of what decided, such as "jws/alg" */
	const char *reason;            /**< the same for people, one sentence */
	const char *envelope;          /**< "jades", "jws", "xmldsig", "data-integrity", "sd-jwt", … */
	const char *suite;             /**< "eddsa-jcs-2022" and the like */
	edu_form form;
	edu_integrity integrity;
	edu_strength strength;
	edu_key_origin key_origin;
	edu_binding binding;
	edu_trusted trusted;
	edu_period period;
	edu_holder holder;
	edu_constraint constraint;
	const char *algorithm;         /**< "RS256" */
	const char *key_type;          /**< "RSA", "Ed25519", "P-256" */
	unsigned key_bits;
	const char *key_id;            /**< SHA-256 of the SubjectPublicKeyInfo, in hex */
	const char *key_name;          /**< kid, verificationMethod: a claim */
	const char *subject;           /**< of the certificate, RFC 2253 */
	const char *certificate_issuer;
	const char *signer; /**< the certificate's organisation or common name, or the key's owner */
	const char *anchor; /**< which of the caller's anchors: its subject, or the owner of a key */
	edu_time not_before, not_after;/**< of the certificate */
	edu_time claimed_time; /**< when the signer says to have signed; EDU_TIME_UNKNOWN: doesn't say */
	/**
	 * Since version 2: when the signature existed for certain, by a timestamp (RFC 3161) whose authority the caller
	 * trusts; the certificate is judged at that time. EDU_TIME_UNKNOWN: nothing proves that it is older than now.
	 */
	edu_time proven_time;
} edu_signature;

#define EDU_SIGNATURE_VERSION 2
#define EDU_SIGNATURE_INIT                                                                               \
	{                                                                                                \
		EDU_SIGNATURE_VERSION, EDU_NOT_SIGNED, EDU_SUB_NONE, "", "", "", "", EDU_FORM_UNKNOWN,   \
			EDU_INTEGRITY_UNCHECKED, EDU_STRENGTH_UNKNOWN, EDU_KEY_ORIGIN_NONE,              \
			EDU_BINDING_UNKNOWN, EDU_TRUSTED_UNKNOWN, EDU_PERIOD_UNKNOWN,                    \
			EDU_HOLDER_NOT_REQUIRED, EDU_CONSTRAINT_KEPT, "", "", 0, "", "", "", "", "", "", \
			EDU_TIME_UNKNOWN, EDU_TIME_UNKNOWN, EDU_TIME_UNKNOWN, EDU_TIME_UNKNOWN           \
	}

/** Something to be told beside the axes. */
typedef enum edu_remark_kind {
	EDU_REMARK_STATEMENT = 0,      /**< what the verdict means, in words to be used as they are */
	EDU_REMARK_WARNING = 1,
	EDU_REMARK_EXTRA = 2,          /**< material that is present and was not verified */
	EDU_REMARK_VALUE = 3           /**< explain: an intermediate value; rule is its name */
} edu_remark_kind;

/** One remark; texts are borrowed from the verdict. text may be long, and may hold bytes of the document in a VALUE. */
typedef struct edu_remark {
	edu_remark_kind kind;
	const char *rule;
	const char *text;
	size_t length;
} edu_remark;

/** The answer for one document, with one part for each of its signatures. */
typedef struct edu_verdict edu_verdict;

/**
 * Verify a document's signatures, whatever its envelope: a JAdES seal, a JWS in JSON or compact form, a Data Integrity
 * proof, an XML signature, an SD-JWT.
 *
 * @param[out] out  to be freed with edu_verdict_free(); NULL on failure
 * @param ctx       must outlive *out
 * @param data      the bytes as they came; not changed; need not outlive the call
 * @param options   its time is needed
 * @return 0 with every verdict, the worst included; EDU_ENOMEM, EDU_EARG, EDU_EUSER (the resolver said stop),
 *         EDU_ESYNTAX, EDU_ELIMIT, EDU_EFORMAT (neither XML nor JSON nor a token)
 */
EDU_API EDU_MUST_USE int edu_verify(edu_verdict **out, const edu_context *ctx, const void *data,
                                    size_t length, const edu_verify_options *options, edu_error *err);

/** The whole document's indication: TOTAL-FAILED if any signature failed, else TOTAL-PASSED if one passed. */
EDU_API edu_indication edu_verdict_indication(const edu_verdict *verdict);
/** The sub-indication that goes with it: that of the first signature with this indication. */
EDU_API edu_sub_indication edu_verdict_sub_indication(const edu_verdict *verdict);
/** What status lists say of the credential. */
EDU_API edu_credential_status edu_verdict_status(const edu_verdict *verdict);
/** The credential's own validity (validFrom, validUntil, nbf, exp). */
EDU_API edu_validity edu_verdict_validity(const edu_verdict *verdict);
/** Non-zero: TOTAL-PASSED, and the credential is neither revoked, suspended nor outside its own validity. */
EDU_API int edu_verdict_is_good(const edu_verdict *verdict);

/** How many signatures there are. */
EDU_API size_t edu_verdict_count(const edu_verdict *verdict);
/** The i-th; out->version is set by the caller (EDU_SIGNATURE_INIT). Returns 0, or EDU_EARG beyond the last. */
EDU_API EDU_MUST_USE int edu_verdict_at(const edu_verdict *verdict, size_t i, edu_signature *out);

/** The k-th remark on the i-th signature; i beyond the last: on the document. Returns 0, or EDU_EARG beyond the last. */
EDU_API EDU_MUST_USE int edu_verdict_remark(const edu_verdict *verdict, size_t i, size_t k, edu_remark *out);

/**
 * The signed bytes: exactly those that a signature covers, after the one decoding its envelope prescribes; for Data
 * Integrity, the document without its proofs. NULL where nothing is signed or the bytes don't hold. Borrowed.
 */
EDU_API const char *edu_verdict_payload(const edu_verdict *verdict, size_t *length);

/**
 * Read the signed bytes as a document: what is handed out is what was signed. To be freed with edu_document_free().
 *
 * @return 0, EDU_ESTATE (nothing that is intact), and what edu_document_read() returns
 */
EDU_API EDU_MUST_USE int edu_verdict_document(edu_document **out, const edu_verdict *verdict, edu_error *err);

/** Free a verdict. NULL is allowed. */
EDU_API void edu_verdict_free(edu_verdict *verdict);

/** The names of the axes' values, for reports: "intact", "not-anchored", …; constants. */
EDU_API const char *edu_form_name(edu_form value);
EDU_API const char *edu_integrity_name(edu_integrity value);
EDU_API const char *edu_strength_name(edu_strength value);
EDU_API const char *edu_key_origin_name(edu_key_origin value);
EDU_API const char *edu_binding_name(edu_binding value);
EDU_API const char *edu_trusted_name(edu_trusted value);
EDU_API const char *edu_period_name(edu_period value);
EDU_API const char *edu_constraint_name(edu_constraint value);
EDU_API const char *edu_holder_name(edu_holder value);
EDU_API const char *edu_credential_status_name(edu_credential_status value);
EDU_API const char *edu_validity_name(edu_validity value);

#ifdef __cplusplus
}
#endif
#endif
