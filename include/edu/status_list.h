/*
 * edu/status_list.h – status lists: one number a credential, published by its issuer, that says whether it still holds.
 *
 * A list is bytes like any other document: it comes from the caller, and it says something only when its own signature
 * does (edu_verify(), then edu_verdict_payload(), then edu_status_list_read()). What edu_verify() tells of a
 * credential's status it finds out by itself, with lists from the caller's resolver.
 *
 * Threads: a list belongs to one thread at a time, or to many when nobody changes it.
 */
#ifndef EDU_STATUS_LIST_H
#define EDU_STATUS_LIST_H

#include <edu/trust.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Which standard a list follows. */
typedef enum edu_status_list_kind {
	EDU_STATUS_LIST_BITSTRING = 1, /**< Bitstring Status List v1.0 (W3C, 2025): a credential */
	EDU_STATUS_LIST_TOKEN = 2,     /**< Token Status List (IETF, draft of 2026): the claims of a JWT */
	EDU_STATUS_LIST_2021 = 3       /**< StatusList2021, the first one's forerunner; only read */
} edu_status_list_kind;

/** "bitstring", "token", "2021"; a constant. */
EDU_API const char *edu_status_list_kind_name(edu_status_list_kind kind);

typedef struct edu_status_list edu_status_list;

/** What a new list says of itself. */
typedef struct edu_status_list_options {
	unsigned version;          /**< EDU_STATUS_LIST_OPTIONS_VERSION */
	edu_status_list_kind kind; /**< not EDU_STATUS_LIST_2021 */
	unsigned bits;             /**< of an entry: 1; with tokens also 2, 4 or 8. 0: 1 */
	uint64_t entries;          /**< 0: 131072, the least a bitstring may have. At most 8 MiB of bits */
	const char *url;           /**< where it will be published: what credentials refer to. Needed */
	const char *issuer;        /**< needed with a bitstring; NULL: none is named */
	const char *purpose;       /**< bitstring: "revocation", "suspension", …; NULL: "revocation" */
	edu_time from;  /**< since when it holds (validFrom, iat). Needed: the library reads no clock */
	edu_time until; /**< until when it holds (validUntil, exp); EDU_TIME_UNKNOWN: it doesn't say */
} edu_status_list_options;

#define EDU_STATUS_LIST_OPTIONS_VERSION 1
#define EDU_STATUS_LIST_OPTIONS_INIT                                                                \
	{                                                                                           \
		EDU_STATUS_LIST_OPTIONS_VERSION, EDU_STATUS_LIST_BITSTRING, 0, 0, NULL, NULL, NULL, \
			EDU_TIME_UNKNOWN, EDU_TIME_UNKNOWN                                          \
	}

/**
 * Make a list in which every entry is 0, that is valid.
 *
 * @param[out] out  to be freed with edu_status_list_free(); NULL on failure
 * @param ctx       must outlive *out
 * @return 0, EDU_ENOMEM, EDU_EARG (rule status/options)
 */
EDU_API EDU_MUST_USE int edu_status_list_new(edu_status_list **out, const edu_context *ctx,
                                             const edu_status_list_options *options, edu_error *err);

/**
 * Read a list: a credential of the type BitstringStatusListCredential or StatusList2021Credential, or a token's claims.
 * Its signature is not looked at: give it the bytes that a verdict hands out, or those of a list of your own.
 *
 * @param[out] out  to be freed with edu_status_list_free(); NULL on failure
 * @param ctx       must outlive *out
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EFORMAT (no status list), EDU_EINVALID: rules status/encoding, status/bits,
 *         status/length (a bitstring below 131072 entries), gzip/…; EDU_ELIMIT (more than 8 MiB), and what reading JSON
 *         may return
 */
EDU_API EDU_MUST_USE int edu_status_list_read(edu_status_list **out, const edu_context *ctx, const void *data,
                                              size_t length, edu_error *err);

/**
 * Verify a status list like any document. Only so does a token of the type statuslist+jwt pass, which is no credential;
 * what the list's own status may be is not asked.
 *
 * @return as edu_verify()
 */
EDU_API EDU_MUST_USE int edu_status_list_verify(edu_verdict **out, const edu_context *ctx, const void *data, size_t length,
                                                const edu_verify_options *options, edu_error *err);

/** Free a list. NULL is allowed. */
EDU_API void edu_status_list_free(edu_status_list *list);

/** Which standard it follows. */
EDU_API edu_status_list_kind edu_status_list_kind_of(const edu_status_list *list);
/** Bits of an entry: 1, 2, 4 or 8. */
EDU_API unsigned edu_status_list_bits(const edu_status_list *list);
/** How many entries there are; whole bytes are filled, so that it may be more than was asked for. */
EDU_API uint64_t edu_status_list_count(const edu_status_list *list);
/** Its own name: id, or sub; "" where it has none. Borrowed. */
EDU_API const char *edu_status_list_url(const edu_status_list *list);
/** The i-th purpose, "revocation" and the like; NULL beyond the last, and always with tokens. Borrowed. */
EDU_API const char *edu_status_list_purpose(const edu_status_list *list, size_t i);
/** Since when and until when it says to hold; EDU_TIME_UNKNOWN where it doesn't. */
EDU_API edu_time edu_status_list_from(const edu_status_list *list);
EDU_API edu_time edu_status_list_until(const edu_status_list *list);

/** An entry. 0, or EDU_EARG: it lies beyond the list, whose issuer then says nothing of the credential. */
EDU_API EDU_MUST_USE int edu_status_list_get(const edu_status_list *list, uint64_t index, unsigned *value);
/** Set an entry. 0, EDU_EARG (beyond the list, or a value that an entry's bits can't hold), EDU_EUNSUPPORTED (2021). */
EDU_API EDU_MUST_USE int edu_status_list_set(edu_status_list *list, uint64_t index, unsigned value,
                                             edu_error *err);
/** Say anew since when and until when it holds; EDU_TIME_UNKNOWN leaves as it is. 0, EDU_ENOMEM, EDU_EARG. */
EDU_API EDU_MUST_USE int edu_status_list_set_times(edu_status_list *list, edu_time from, edu_time until,
                                                   edu_error *err);

/**
 * What stands for an entry: what a Bitstring entry of a purpose, or a token's value, says of the credential.
 * EDU_STATUS_GOOD, EDU_STATUS_REVOKED, EDU_STATUS_SUSPENDED, EDU_STATUS_MESSAGE, or EDU_STATUS_UNKNOWN for what is
 * reserved. purpose: of the credential's reference; not looked at with tokens.
 */
EDU_API edu_credential_status edu_status_list_meaning(const edu_status_list *list, const char *purpose,
                                                      unsigned value);

/**
 * Write the list, to be signed: JSON that is otherwise as it was read, without its proof. Equal lists give equal bytes.
 * Free *out with edu_buffer_free().
 *
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EUNSUPPORTED (2021)
 */
EDU_API EDU_MUST_USE int edu_status_list_write(edu_status_list *list, edu_buffer *out, edu_error *err);

#ifdef __cplusplus
}
#endif
#endif
