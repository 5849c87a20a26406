/*
 * edu/emrex.h – the messages of EMREX 1.x: the two forms that travel by the learner's browser, without HTTP.
 *
 * A client (a university that wants a transcript) posts a request to a provider; the provider posts a
 * response to the client's return address. Both are forms, application/x-www-form-urlencoded. The response
 * holds the transcript as base64 of gzip of signed XML. What a client must do with a response is one call:
 * edu_emrex_receive().
 *
 * Threads: a form or reply is immutable once made and may be shared by any number of threads.
 */
#ifndef EDU_EMREX_H
#define EDU_EMREX_H

#include <edu/document.h>
#include <edu/trust.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Characters a session id may have. */
#define EDU_EMREX_SESSION_MOST 32

/* ---- forms */

/**
 * One field of a form. Both are NUL-terminated and never NULL; where the library hands one out, it is UTF-8.
 */
typedef struct edu_emrex_field {
	const char *name;
	const char *value;
} edu_emrex_field;

/** The fields of one form, in order. */
typedef struct edu_emrex_form edu_emrex_form;

/**
 * Read the body of a form post. Values that are no UTF-8 are taken for Latin-1. Line breaks behind the body
 * are passed over.
 *
 * @param[out] out  to be freed with edu_emrex_form_free(); NULL on failure
 * @param ctx       must outlive *out
 * @param data      not changed; need not outlive the call
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_ELIMIT (over the context's limit of bytes, or more than 1000 fields),
 *         EDU_EINVALID: rules emrex/no-form (a page, or multipart), emrex/percent, emrex/nul
 */
EDU_API EDU_MUST_USE int edu_emrex_form_parse(edu_emrex_form **out, const edu_context *ctx, const void *data,
                                              size_t length, edu_error *err);

/** The same for fields that the host's web server has decoded already; they are copied. */
EDU_API EDU_MUST_USE int edu_emrex_form_from_fields(edu_emrex_form **out, const edu_context *ctx,
                                                    const edu_emrex_field *fields, size_t count, edu_error *err);

/** How many fields a form has. */
EDU_API size_t edu_emrex_form_count(const edu_emrex_form *form);
/** The i-th, borrowed from the form; returns 0, or EDU_EARG beyond the last. */
EDU_API EDU_MUST_USE int edu_emrex_form_at(const edu_emrex_form *form, size_t i, edu_emrex_field *out);

/** Write a form as the body of a post, in one line; free *out with edu_buffer_free(). */
EDU_API EDU_MUST_USE int edu_emrex_form_write(const edu_emrex_form *form, edu_buffer *out, edu_error *err);

/**
 * Write a form as an HTML page that posts itself, with a button for browsers without scripts. Every value is
 * escaped.
 *
 * @param action  the address it is posted to; http or https only, for others run as scripts
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EINVALID (rule emrex/url-scheme)
 */
EDU_API EDU_MUST_USE int edu_emrex_form_write_html(const edu_emrex_form *form, const char *action, edu_buffer *out,
                                                   edu_error *err);

/** Free a form. NULL is allowed. */
EDU_API void edu_emrex_form_free(edu_emrex_form *form);

/* ---- requests */

/** What a request says; texts are borrowed from its form. */
typedef struct edu_emrex_request {
	const char *session_id;
	const char *return_url;  /**< NULL: none was given. Not checked: edu_emrex_check_return_url() does that */
} edu_emrex_request;

/**
 * Make the form of a request.
 *
 * @param[out] out     to be freed with edu_emrex_form_free(); NULL on failure
 * @param session_id   unguessable, 1 to 32 characters
 * @param return_url   an absolute https URL, or an http one on localhost
 * @param more         further fields, such as hei_id; may be NULL where more_count is 0
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EINVALID: rules emrex/session, emrex/url-…, emrex/repeated (a field of
 *         more)
 */
EDU_API EDU_MUST_USE int edu_emrex_request_make(edu_emrex_form **out, const edu_context *ctx, const char *session_id,
                                                const char *return_url, const edu_emrex_field *more, size_t more_count,
                                                edu_error *err);

/**
 * Read a form as a request. Fields besides the two are found with edu_emrex_form_at().
 *
 * @return 0, EDU_EARG, EDU_EINVALID: rules emrex/missing (no sessionId), emrex/repeated, emrex/session
 */
EDU_API EDU_MUST_USE int edu_emrex_request_read(edu_emrex_request *out, const edu_emrex_form *form, edu_error *err);

/** Where a provider may post personal data. */
typedef struct edu_emrex_url_policy {
	unsigned version;             /**< EDU_EMREX_URL_POLICY_VERSION */
	const char *const *hosts;     /**< "example.org": that host; ".example.org": every host below it */
	size_t host_count;
	int (*allow)(void *state, const char *host, const char *url);  /**< asked where no host of the list fits; non-zero: yes */
	void *state;
	int any_host;                 /**< non-zero: every host will do. For tests */
	int allow_localhost;          /**< non-zero: http and any port on localhost, 127.0.0.1 and [::1] will do */
} edu_emrex_url_policy;

#define EDU_EMREX_URL_POLICY_VERSION 1
#define EDU_EMREX_URL_POLICY_INIT { EDU_EMREX_URL_POLICY_VERSION, NULL, 0, NULL, NULL, 0, 0 }

/**
 * May a response be posted there? https only; no user, no fragment, nothing a browser might read otherwise.
 *
 * @return 0, EDU_EARG (a policy that allows nothing), EDU_EINVALID: rules emrex/url-syntax, emrex/url-scheme,
 *         emrex/url-user, emrex/url-fragment, emrex/url-host
 */
EDU_API EDU_MUST_USE int edu_emrex_check_return_url(const char *url, const edu_emrex_url_policy *policy,
                                                    edu_error *err);

/* ---- responses */

/** What a return code means. */
typedef enum edu_emrex_outcome {
	EDU_EMREX_OK = 0,
	EDU_EMREX_ERROR = 1,
	EDU_EMREX_NO_RESULTS = 2,
	EDU_EMREX_CANCELLED = 3,
	EDU_EMREX_UNKNOWN = 4    /**< a code of the future: to be treated like an error */
} edu_emrex_outcome;

/** "ok", "error", "no-results", "cancelled", "unknown"; a constant. */
EDU_API const char *edu_emrex_outcome_name(edu_emrex_outcome outcome);
/** What a code means: NCP_… and EMP_… alike, letters of any case. */
EDU_API edu_emrex_outcome edu_emrex_outcome_of(const char *code);

/** What a response says; texts are borrowed from its form. */
typedef struct edu_emrex_response {
	const char *session_id;
	const char *code;             /**< as written */
	edu_emrex_outcome outcome;
	const char *message;          /**< "" where there is none. For people; foreign text, to be escaped */
	const char *elmo;             /**< for edu_emrex_decode(); NULL where it is missing, empty or "null" */
} edu_emrex_response;

/**
 * Read a form as a response.
 *
 * @return 0, EDU_EARG, EDU_EINVALID: rules emrex/missing (no sessionId or returnCode), emrex/repeated,
 *         emrex/session
 */
EDU_API EDU_MUST_USE int edu_emrex_response_read(edu_emrex_response *out, const edu_emrex_form *form, edu_error *err);

/** Which spelling of return codes is written; both are read. */
typedef enum edu_emrex_dialect {
	EDU_EMREX_NCP = 0,       /**< NCP_OK: understood by every client there is */
	EDU_EMREX_EMP = 1        /**< EMP_OK: since 2022 */
} edu_emrex_dialect;

typedef struct edu_emrex_answer {
	unsigned version;             /**< EDU_EMREX_ANSWER_VERSION */
	const char *session_id;       /**< that of the request, unchanged */
	edu_emrex_outcome outcome;    /**< anything but EDU_EMREX_UNKNOWN */
	edu_emrex_dialect dialect;
	const char *message;          /**< NULL: none */
	const void *xml;              /**< the signed bytes; with EDU_EMREX_OK only, and there needed */
	size_t xml_length;
} edu_emrex_answer;

#define EDU_EMREX_ANSWER_VERSION 1
#define EDU_EMREX_ANSWER_INIT { EDU_EMREX_ANSWER_VERSION, NULL, EDU_EMREX_OK, EDU_EMREX_NCP, NULL, NULL, 0 }

/**
 * Make the form of a response. The same answer gives the same bytes.
 *
 * @param[out] out  to be freed with edu_emrex_form_free(); NULL on failure
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EINVALID (rule emrex/session)
 */
EDU_API EDU_MUST_USE int edu_emrex_response_make(edu_emrex_form **out, const edu_context *ctx,
                                                 const edu_emrex_answer *answer, edu_error *err);

/* ---- the field elmo */

/** What was odd about a field that could be decoded all the same; bits of a set. */
typedef enum edu_emrex_note {
	EDU_EMREX_PLUS_RESTORED = 1,     /**< blanks stood where plus signs had been */
	EDU_EMREX_LINE_BREAKS = 2,       /**< it was broken into lines */
	EDU_EMREX_NO_PADDING = 4,        /**< equals signs were missing at its end */
	EDU_EMREX_URL_ALPHABET = 8,      /**< - and _ stood for + and / */
	EDU_EMREX_NOT_COMPRESSED = 16,   /**< plain XML */
	EDU_EMREX_ZLIB = 32,             /**< compressed, but not with gzip */
	EDU_EMREX_MEMBERS = 64,          /**< several gzip members */
	EDU_EMREX_TRAILING_BYTES = 128   /**< bytes behind the compressed ones, which were passed over */
} edu_emrex_note;

/** What a note says, for people; a constant. */
EDU_API const char *edu_emrex_note_text(edu_emrex_note note);

typedef struct edu_emrex_decode_options {
	unsigned version;        /**< EDU_EMREX_DECODE_OPTIONS_VERSION */
	uint64_t bytes;          /**< the document may have; 0: 64 MiB */
	uint32_t ratio;          /**< bytes of the document for each compressed one, from 1 MiB on; 0: 100 */
} edu_emrex_decode_options;

#define EDU_EMREX_DECODE_OPTIONS_VERSION 1
#define EDU_EMREX_DECODE_OPTIONS_INIT { EDU_EMREX_DECODE_OPTIONS_VERSION, 0, 0 }

/**
 * Decode the field elmo to the bytes of the document, which are those that were signed: nothing is trimmed or
 * recoded.
 *
 * @param[out] out    free with edu_buffer_free(); empty on failure
 * @param options     NULL for the defaults
 * @param[out] notes  a set of edu_emrex_note; may be NULL
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_ELIMIT (rules gzip/expanded, gzip/ratio), EDU_EINVALID: rules
 *         emrex/base64, emrex/twice-encoded, emrex/empty, emrex/compression, gzip/damaged, gzip/checksum,
 *         gzip/truncated. For those of base64 the offset counts characters of the text, for those of gzip
 *         compressed bytes
 */
EDU_API EDU_MUST_USE int edu_emrex_decode(edu_buffer *out, const edu_context *ctx, const char *text, size_t length,
                                          const edu_emrex_decode_options *options, unsigned *notes, edu_error *err);

/**
 * Encode a document for the field elmo: one gzip member, base64 in one line. Free *out with
 * edu_buffer_free().
 */
EDU_API EDU_MUST_USE int edu_emrex_encode(edu_buffer *out, const edu_context *ctx, const void *xml, size_t length,
                                          edu_error *err);

/* ---- who it is */

/** Whom the client knows to be logged in. */
typedef struct edu_emrex_person {
	const char *family_name;
	const char *given_names;
	const char *birth_date;  /**< 2000-02-29; NULL: not known */
} edu_emrex_person;

/** How two birth dates compare. */
typedef enum edu_emrex_birth {
	EDU_EMREX_BIRTH_EQUAL = 0,
	EDU_EMREX_BIRTH_DIFFERENT = 1,
	EDU_EMREX_BIRTH_MISSING = 2    /**< on either side */
} edu_emrex_birth;

/** Which name of the document came closest. */
typedef enum edu_emrex_name {
	EDU_EMREX_NAME_CURRENT = 0,      /**< familyName and givenNames */
	EDU_EMREX_NAME_AT_BIRTH = 1,     /**< birthName, for the family name or for the whole */
	EDU_EMREX_NAME_ALTERNATIVE = 2   /**< alternativeName, for the whole */
} edu_emrex_name;

/**
 * How well a learner fits a person. Distances count the letters (UTF-16 units) to be changed, added or left
 * out. Those of names are counted without regard to case (ASCII, Latin-1, Latin Extended-A) and repeated
 * blanks. Composed and decomposed letters differ. Of names of more than 1024 units, the longer one's length
 * is the distance.
 */
typedef struct edu_emrex_match {
	unsigned score;          /**< as EMREX's original verifier counts: both distances with case, and 100 more unless the
	                              birth dates are the same text; 0 is exact */
	unsigned family_name;    /**< distance to familyName */
	unsigned given_names;    /**< distance to givenNames */
	unsigned name;           /**< distance to the name that comes closest */
	edu_emrex_name closest;
	edu_emrex_birth birth;   /**< dateOfBirth, else bday; a zone behind a date does not count */
} edu_emrex_match;

/**
 * Compare the learner of an ELMO document with a person.
 *
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_EUNSUPPORTED (another format), EDU_EINVALID: rules emrex/no-learner,
 *         emrex/two-learners
 */
EDU_API EDU_MUST_USE int edu_emrex_match_learner(edu_emrex_match *out, const edu_document *doc,
                                                 const edu_emrex_person *person, edu_error *err);

/* ---- the client's decision */

/** What became of a response. Only the first two hand out a document. */
typedef enum edu_emrex_verdict {
	EDU_EMREX_ACCEPTED = 0,          /**< all duties of a client are fulfilled, its signature verified */
	EDU_EMREX_UNVERIFIED = 1,        /**< all but one: nobody has checked the signature. Anybody may have written it */
	EDU_EMREX_BAD_FORM = 2,          /**< no form, or a field missing or repeated */
	EDU_EMREX_OTHER_SESSION = 3,     /**< not the session that is waited for */
	EDU_EMREX_PROVIDER_ERROR = 4,    /**< the provider says so; the message may say more */
	EDU_EMREX_NOTHING_FOUND = 5,     /**< the provider has no results */
	EDU_EMREX_LEARNER_CANCELLED = 6,
	EDU_EMREX_UNKNOWN_CODE = 7,      /**< a return code that is not known */
	EDU_EMREX_NO_DOCUMENT = 8,       /**< "ok", and nothing with it */
	EDU_EMREX_DAMAGED = 9,           /**< what came can't be decoded */
	EDU_EMREX_NOT_ELMO = 10,         /**< decoded, but no ELMO document that can be read */
	EDU_EMREX_OTHER_PERSON = 11,     /**< the learner is not the person logged in */
	EDU_EMREX_BAD_SIGNATURE = 12     /**< not signed by whom is trusted, or not what was signed */
} edu_emrex_verdict;

/** "accepted", "unverified", "bad-form", "other-session", …; a constant. */
EDU_API const char *edu_emrex_verdict_name(edu_emrex_verdict verdict);

/** What is known of the signature. */
typedef enum edu_emrex_signature {
	EDU_EMREX_SIGNATURE_NOT_CHECKED = 0,
	EDU_EMREX_SIGNATURE_VERIFIED = 1,    /**< made with a key that was given, over exactly this document */
	EDU_EMREX_SIGNATURE_REFUSED = 2      /**< there is none, it doesn't hold, or nobody vouches for its key */
} edu_emrex_signature;

/** "not checked", "verified", "refused"; a constant. */
EDU_API const char *edu_emrex_signature_name(edu_emrex_signature signature);

typedef struct edu_emrex_receive_options {
	unsigned version;                  /**< EDU_EMREX_RECEIVE_OPTIONS_VERSION */
	edu_emrex_decode_options decode;
	unsigned name_distance;            /**< the largest edu_emrex_match.name to be taken for the same person; 0: none */
	int without_birth_date;            /**< non-zero: a birth date missing on either side will do */
	int demand_signature;              /**< non-zero: EDU_EARG without trust, rather than an unverified document */
	const edu_trust *trust;            /**< with the provider's certificate from the registry; NULL: the signature is not
	                                        checked. Must outlive the reply */
	edu_time time;                     /**< now; needed with trust */
	int allow_weak;                    /**< non-zero: SHA-1 and RSA below 2048 bits will do, as many providers still use */
} edu_emrex_receive_options;

#define EDU_EMREX_RECEIVE_OPTIONS_VERSION 1
#define EDU_EMREX_RECEIVE_OPTIONS_INIT \
	{ EDU_EMREX_RECEIVE_OPTIONS_VERSION, EDU_EMREX_DECODE_OPTIONS_INIT, 0, 0, 0, NULL, EDU_TIME_UNKNOWN, 0 }

/** A verdict and what it rests on. */
typedef struct edu_emrex_reply edu_emrex_reply;

/**
 * Take the decision that EMREX demands of a client, its duties in their order: one of each field, the
 * session's id (compared in constant time), the return code, decoding within bounds, the signature where trust is given,
 * an ELMO document, the person. The first that fails ends it. Afterwards forget the session id, whatever the verdict: it is good
 * for one response.
 *
 * @param[out] out     to be freed with edu_emrex_reply_free(); NULL on failure
 * @param ctx          must outlive *out
 * @param data         the body of the post
 * @param session_id   that of the request
 * @param person       who is logged in
 * @param options      NULL for the defaults
 * @return 0 with every verdict; EDU_ENOMEM, EDU_EARG
 */
EDU_API EDU_MUST_USE int edu_emrex_receive(edu_emrex_reply **out, const edu_context *ctx, const void *data,
                                           size_t length, const char *session_id, const edu_emrex_person *person,
                                           const edu_emrex_receive_options *options, edu_error *err);

/** The same for a form that has been read already; it need not outlive the call. */
EDU_API EDU_MUST_USE int edu_emrex_receive_form(edu_emrex_reply **out, const edu_context *ctx,
                                                const edu_emrex_form *form, const char *session_id,
                                                const edu_emrex_person *person,
                                                const edu_emrex_receive_options *options, edu_error *err);

/** The verdict. */
EDU_API edu_emrex_verdict edu_emrex_reply_verdict(const edu_emrex_reply *reply);
/** Why it is a refusal: status, rule and message; NULL where it is none. Borrowed. */
EDU_API const edu_error *edu_emrex_reply_reason(const edu_emrex_reply *reply);
/**
 * The provider's message, "" where there is none or the session is another one. Foreign text, to be escaped.
 * Borrowed.
 */
EDU_API const char *edu_emrex_reply_message(const edu_emrex_reply *reply);
/** The document, borrowed; NULL with a refusal. Its original bytes are those that came. */
EDU_API edu_document *edu_emrex_reply_document(const edu_emrex_reply *reply);
/**
 * The document, which from now on is the caller's, to be freed with edu_document_free(); NULL with a refusal,
 * or taken.
 */
EDU_API edu_document *edu_emrex_reply_take_document(edu_emrex_reply *reply);
/** How well the learner fits the person; NULL where it didn't come to that. Borrowed. */
EDU_API const edu_emrex_match *edu_emrex_reply_match(const edu_emrex_reply *reply);
/** What is known of the signature. */
EDU_API edu_emrex_signature edu_emrex_reply_signature(const edu_emrex_reply *reply);
/** All that was found out about it, borrowed; NULL where it was not looked at. */
EDU_API const edu_verdict *edu_emrex_reply_signature_verdict(const edu_emrex_reply *reply);
/** What was odd about the field elmo: a set of edu_emrex_note. */
EDU_API unsigned edu_emrex_reply_notes(const edu_emrex_reply *reply);

/** Free a reply. NULL is allowed. */
EDU_API void edu_emrex_reply_free(edu_emrex_reply *reply);

#ifdef __cplusplus
}
#endif
#endif
