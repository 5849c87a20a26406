/*
 * trust/verdict.h – a verdict in the making: the interface between envelopes and what is common to all of them.
 *
 * An envelope (jades.c, data_integrity.c, …) finds the signatures in the bytes it was given. For each it
 *
 *   1. adds a judgement:                                 edu_judgement_new()
 *   2. checks the form; what is wrong ends it:           edu_judge_malformed(), edu_judge_unsupported()
 *   3. finds the key:                                    trust/find_key.h
 *   4. checks digests and the signature:                 edu_judge_digest(), edu_judge_signature()
 *   5. lets trust, time and binding be judged:           edu_judge_key() and edu_judge_issuer() of trust/judge.h
 *   6. tells what is present and was not verified:       edu_remark_add()
 *
 * and never sums up: edu_verify() does, by one table (sum_up.c), from the axes alone.
 *
 * Functions that may end the judgement of a signature return EDU_JUDGED; the envelope then goes on to the next one.
 */
#ifndef EDU_TRUST_VERDICT_H
#define EDU_TRUST_VERDICT_H

#include <edu/trust.h>
#include "crypto/certificate.h"
#include "base/tree.h"

enum { EDU_JUDGED = 1 };

enum { EDU_SUBS = 15, EDU_SIGNATURES_MOST = 8, EDU_PROOFS_MOST = 16 };

typedef struct edu_reason {
	const char *rule;                   /* NULL: the table's */
	const char *text;
} edu_reason;

typedef struct edu_remark_list {
	edu_remark *list;
	size_t count, capacity;
} edu_remark_list;

typedef struct edu_judgement {
	edu_signature said;                 /* the axes, and what is told */
	edu_reason why[EDU_SUBS];           /* for each sub-indication, should it be the one */
	edu_remark_list remarks;
	const edu_key *key;                 /* that the signature is checked with; NULL: none */
	edu_key *own_key;                   /* the same where it is the judgement's to free */
	edu_certificate *chain[EDU_CERTIFICATES_MOST];   /* sent along, leaf first; the judgement's */
	size_t chain_count;
	const char *owner; /* whose key it is by the caller's word, or by its DID; NULL: unknown */
	bool pinned;                        /* the caller's word binds the key to whomever the record names */
	bool weak_allowed;                  /* the envelope and the caller let weak algorithms stand */
	edu_revocation_answer revocation;   /* of its certificate, by lists that the caller gave */
	bool timestamps_told;               /* they were looked at, and what came of it is said */
	bool expiry_is_information;         /* a pinned certificate's own end does not count (EMREX) */
} edu_judgement;

struct edu_verdict {
	const edu_context *ctx;
	edu_arena *arena;                   /* all texts, and the judgements */
	edu_judgement **list;
	size_t count, capacity;
	edu_remark_list remarks;            /* on the document */
	edu_buffer payload;                 /* signed bytes; has_payload tells whether there are any */
	bool has_payload;
	size_t document_at, document_length; /* the document within it; length 0: it is the document */
	edu_indication indication;
	edu_sub_indication sub_indication;
	edu_credential_status status;
	edu_validity validity;
};

/* What every envelope works with. */
typedef struct edu_verification {
	const edu_context *ctx;
	const edu_verify_options *options;  /* never NULL */
	const struct edu_keyring *trust;    /* what the caller vouches for; NULL: nothing */
	edu_verdict *verdict;
	const char *data;                   /* the bytes as they came */
	size_t length;
	edu_error *err;
	bool is_list;                       /* a status list: its own status is not asked for */
} edu_verification;

/* A new judgement; NULL: out of memory, which is reported. envelope: a constant. */
edu_judgement *edu_judgement_new(edu_verification *v, const char *envelope);

/* Keep a text as long as the verdict; a failure is reported. Foreign bytes: control characters become '?'. */
const char *edu_verdict_keep(edu_verification *v, const char *text, size_t length);

/* Set a text of the judgement: *place = kept text. 0 or EDU_ENOMEM. */
int edu_judge_text(edu_verification *v, const char **place, const char *text, size_t length);

/* End a judgement: EDU_JUDGED or EDU_ENOMEM. No values of the document in the message. */
int edu_judge_malformed(edu_verification *v, edu_judgement *j, const char *rule, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
int edu_judge_unsupported(edu_verification *v, edu_judgement *j, const char *rule, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Audience, nonce, purpose, type are not as required. Does not end it: 0 or EDU_ENOMEM. */
int edu_judge_constraint(edu_verification *v, edu_judgement *j, const char *rule, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* Why a sub-indication would be the one; the first word counts. 0 or EDU_ENOMEM. */
int edu_judge_reason(edu_verification *v, edu_judgement *j, edu_sub_indication sub, const char *rule,
                     const char *format, ...) __attribute__((format(printf, 5, 6)));

/* A digest that was sent and the same computed; rule and what name it. EDU_JUDGED where they differ. */
int edu_judge_digest(edu_verification *v, edu_judgement *j, const char *rule, const char *what,
                     const void *found, size_t found_length, const void *computed, size_t computed_length);
/* Check a signature with j->key; sets strength and integrity, and keeps the intermediate values. 0 or EDU_JUDGED. */
int edu_judge_signature(edu_verification *v, edu_judgement *j, edu_algorithm algorithm, const void *data,
                        size_t length, const void *signature, size_t signature_length);

/* Remarks, on a judgement or (j NULL) on the document. 0 or EDU_ENOMEM. */
int edu_remark_add(edu_verification *v, edu_judgement *j, edu_remark_kind kind, const char *rule,
                   const char *format, ...) __attribute__((format(printf, 5, 6)));
/* An intermediate value, kept only when they were asked for. name: a constant. */
int edu_remark_value(edu_verification *v, edu_judgement *j, const char *name, const void *data,
                     size_t length);
int edu_remark_hex(edu_verification *v, edu_judgement *j, const char *name, const void *data, size_t length);

/* What is handed out: exactly the signed bytes. The first envelope's word counts. 0 or EDU_ENOMEM. */
int edu_verdict_set_payload(edu_verification *v, const void *data, size_t length);

/* What status lists say of the credential that is handed out; after summing up. 0 or negative. */
int edu_judge_status(edu_verification *v);

/* Indication of a judgement, and of the whole (sum_up.c); the words for people (wording.c). */
void edu_sum_up(edu_judgement *j);
void edu_verdict_sum_up(edu_verdict *verdict);
int edu_word_judgement(edu_verification *v, edu_judgement *j);
int edu_word_verdict(edu_verification *v);

#endif
