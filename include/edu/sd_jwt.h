/*
 * edu/sd_jwt.h – selective disclosure with SD-JWT (RFC 9901): issue a credential whose claims can be shown one by one, show
 * a selection, prove that it is one's own. edu_verify() verifies what comes of it.
 *
 * Claims are named by JSON Pointers in which a star stands for every member or element of a step, [*] for every element,
 * and two stars for any number of steps: "/given_name"; "/courses" and a star below it, each course by itself. What is
 * disclosed only together is hidden as one ("/address", and none of its members), or goes together by a policy.
 *
 * A policy says once and for all what of documents of a kind is hidden and how. It is a JSON object:
 *
 *     policy, about   its name; for people
 *     claim           the claim that the whole document becomes, such as "elm"; else its members are the claims
 *     vct             the type of the credential (SD-JWT VC)
 *     alone           places, each of which can be disclosed by itself; those that a document lacks don't matter
 *     together        objects with in, a place, and members, names: of one object they are shown together or not at all
 *     open            places that stay open though alone or together name them
 *     pad             objects with at, a place, and to, a number: decoys make the hidden entries there a multiple of it
 *
 * RFC 9901 knows no groups: edu_sd_jwt_present_by() keeps what goes together together, another holder's software may not.
 *
 * What this does not give: issuer signature, salts, digests, holder's key and status index are the same at every showing,
 * so that verifiers who compare notes recognise the holder. Issue one credential for each showing where that matters.
 *
 * Threads: as edu/sign.h.
 */
#ifndef EDU_SD_JWT_H
#define EDU_SD_JWT_H

#include <edu/sign.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Fill out with length random bytes; 0: done, anything else ends the operation with EDU_EUSER. */
typedef int (*edu_random)(void *state, void *out, size_t length);

/** What of documents of a kind can be disclosed, and how. Immutable once read; any number of threads may share it. */
typedef struct edu_disclosure_policy edu_disclosure_policy;

/**
 * Read a policy of one's own.
 *
 * @param[out] out  to be freed with edu_disclosure_policy_free(); NULL on failure. ctx must outlive it
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_ESYNTAX, EDU_ELIMIT (1 MiB), EDU_EINVALID (rules policy/…)
 */
EDU_API EDU_MUST_USE int edu_disclosure_policy_read(edu_disclosure_policy **out, const edu_context *ctx,
                                                    const void *data, size_t length, edu_error *err);
/** One that is shipped: "diploma", "transcript", both for ELM. EDU_EUNSUPPORTED (rule policy/name): there is none. */
EDU_API EDU_MUST_USE int edu_disclosure_policy_named(edu_disclosure_policy **out, const edu_context *ctx,
                                                     const char *name, edu_error *err);
/** The name of the i-th that is shipped; a constant; NULL behind the last. */
EDU_API const char *edu_disclosure_policy_name(size_t i);
/** Free it. NULL is allowed. */
EDU_API void edu_disclosure_policy_free(edu_disclosure_policy *policy);

typedef struct edu_sd_jwt_options {
	unsigned version;          /**< EDU_SD_JWT_OPTIONS_VERSION */
	const char *const *hidden; /**< what can be disclosed by itself; NULL where hidden_count is 0 */
	size_t hidden_count;
	unsigned decoys; /**< digests of nothing, in each object that hides something: at most 64 */
	const char
		*holder; /**< the holder's public key, a JWK of holder_length bytes; NULL: bound to nobody */
	size_t holder_length;
	edu_random random; /**< for salts and decoys; NULL: libsodium's */
	void *random_state;
	/* Since version 2. */
	const edu_disclosure_policy *policy; /**< hides beside what is named above; NULL: none */
	const char *vct; /**< with a policy that has a claim: the type; NULL: the policy's */
} edu_sd_jwt_options;

#define EDU_SD_JWT_OPTIONS_VERSION 2
#define EDU_SD_JWT_OPTIONS_INIT                                                         \
	{                                                                               \
		EDU_SD_JWT_OPTIONS_VERSION, NULL, 0, 0, NULL, 0, NULL, NULL, NULL, NULL \
	}

/**
 * Hide claims and prepare the issuer's signature; edu_sign_finish() gives the token with all its disclosures.
 *
 * @param claims   a JSON object; with vct it becomes an SD-JWT VC. With a policy that has a claim it is the document:
 *                 iss (where its issuer's id is an https URL or a DID), iat (of signing's time) and exp are made
 * @param signing  of edu/sign.h: its suite is not looked at
 * @return as edu_sign_prepare(); EDU_EINVALID: rules sd-jwt/hidden (iss, aud, exp, nbf, cnf, vct, status have to stay
 *         open), sd-jwt/reserved (a member _sd, _sd_alg or ...), sd-jwt/pattern (one that names nothing), sd-jwt/signed (it is
 *         signed already); EDU_EUSER
 */
EDU_API EDU_MUST_USE int edu_sd_jwt_prepare(edu_signing **out, const edu_context *ctx, const void *claims,
                                            size_t length, const edu_sd_jwt_options *options,
                                            const edu_signer *signer, const edu_sign_options *signing,
                                            edu_error *err);

/** The same and sign it. Free *out with edu_buffer_free(). */
EDU_API EDU_MUST_USE int edu_sd_jwt_issue(edu_buffer *out, const edu_context *ctx, const void *claims,
                                          size_t length, const edu_sd_jwt_options *options,
                                          const edu_signer *signer, const edu_sign_options *signing,
                                          edu_error *err);

/**
 * Show a selection: the token, compact or in JSON as it came, with the disclosures of the claims that are named, and
 * with those in which they are hidden.
 * The issuer's signature is not looked at: a holder verifies what they are given, when they are given it.
 *
 * @param shown  patterns; one that names nothing that is hidden is EDU_EINVALID (rule sd-jwt/pattern)
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EINVALID (no SD-JWT, or with a holder's proof already: rules sd-jwt/…)
 */
EDU_API EDU_MUST_USE int edu_sd_jwt_present(edu_buffer *out, const edu_context *ctx, const void *token,
                                            size_t length, const char *const *shown, size_t shown_count,
                                            edu_error *err);

/**
 * The same, and whatever a policy lets be shown only together with it.
 *
 * @param policy  the one it was issued by; NULL: none
 */
EDU_API EDU_MUST_USE int edu_sd_jwt_present_by(edu_buffer *out, const edu_context *ctx, const void *token,
                                               size_t length, const char *const *shown, size_t shown_count,
                                               const edu_disclosure_policy *policy, edu_error *err);

/**
 * Prepare the holder's proof for what edu_sd_jwt_present() gave; edu_sign_finish() gives the two together.
 *
 * @param holder    the signer with the key that the credential names
 * @param audience  for whom it is
 * @param nonce     what they asked to be repeated
 * @param time      now
 * @return as edu_sign_prepare()
 */
EDU_API EDU_MUST_USE int edu_sd_jwt_bind(edu_signing **out, const edu_context *ctx, const void *presentation,
                                         size_t length, const edu_signer *holder, const char *audience,
                                         const char *nonce, edu_time time, edu_error *err);

/** The same with the holder's private key. Free *out with edu_buffer_free(). */
EDU_API EDU_MUST_USE int edu_sd_jwt_prove(edu_buffer *out, const edu_context *ctx, const void *presentation,
                                          size_t length, const edu_signer *holder, const char *audience,
                                          const char *nonce, edu_time time, edu_error *err);

#ifdef __cplusplus
}
#endif
#endif
