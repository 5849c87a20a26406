/*
 * emrex/receive.c – the client's decision: its duties in their order, the first that fails ends it.
 */
#include <edu/emrex.h>

#include <string.h>

#include "base/fail.h"
#include "crypto/equal.h"
#include "emrex/form.h"
#include "model/document.h"

struct edu_emrex_reply {
	edu_allocator allocator;
	edu_emrex_verdict verdict;
	edu_error reason;
	char *message;               /* NULL: none */
	size_t message_size;
	edu_document *document;
	edu_emrex_match match;
	bool matched;
	unsigned notes;
	edu_verdict *signature;      /* NULL: not looked at */
};

/* One decision. */
typedef struct receiving {
	edu_emrex_reply *reply;
	const edu_context *ctx;
	const char *session_id;
	const edu_emrex_person *person;
	const edu_emrex_receive_options *options;
	edu_error *err;
} receiving;

const char *edu_emrex_verdict_name(edu_emrex_verdict verdict)
{
	static const char *const names[] = {
		"accepted", "unverified", "bad-form", "other-session", "provider-error", "nothing-found",
		"learner-cancelled", "unknown-code", "no-document", "damaged", "not-elmo", "other-person",
		"bad-signature"
	};
	_Static_assert(sizeof names / sizeof *names == EDU_EMREX_BAD_SIGNATURE + 1,
	               "every verdict has a name");
	return (unsigned)verdict < sizeof names / sizeof *names ? names[verdict] : "unknown verdict";
}

const char *edu_emrex_signature_name(edu_emrex_signature signature)
{
	static const char *const names[] = { "not checked", "verified", "refused" };
	return (unsigned)signature < sizeof names / sizeof *names ? names[signature] : "unknown state";
}

/*
 * A fault of the response becomes the verdict, with the reason that stands in the error; one of ours ends the
 * call. Returns 1, which ends the decision.
 */
static int judge(receiving *r, edu_emrex_verdict verdict)
{
	if (r->err->code == EDU_ENOMEM || r->err->code == EDU_EARG || r->err->code == EDU_EINTERNAL)
		return r->err->code;
	r->reply->verdict = verdict;
	r->reply->reason = *r->err;
	edu_error_clear(r->err);
	return 1;
}

static int refuse(receiving *r, edu_emrex_verdict verdict, const char *rule, const char *message)
{
	edu_fail(r->err, EDU_EINVALID, rule, "%s", message);
	return judge(r, verdict);
}

static int check_session(receiving *r, const edu_emrex_response *response)
{
	if (edu_secrets_equal(response->session_id, strlen(response->session_id), r->session_id,
	                      strlen(r->session_id)))
		return 0;
	return refuse(r, EDU_EMREX_OTHER_SESSION, "emrex/other-session",
	              "the response belongs to another session");
}

static int keep_message(receiving *r, const char *message)
{
	const size_t size = strlen(message) + 1;

	if (size == 1) return 0;
	r->reply->message = edu_allocate(&r->ctx->allocator, size);
	if (!r->reply->message) return edu_fail_memory(r->err);
	r->reply->message_size = size;
	memcpy(r->reply->message, message, size);
	return 0;
}

static int check_outcome(receiving *r, const edu_emrex_response *response)
{
	switch (response->outcome) {
	case EDU_EMREX_OK:
		break;
	case EDU_EMREX_NO_RESULTS:
		return refuse(r, EDU_EMREX_NOTHING_FOUND, "emrex/nothing-found",
		              "the provider has no results of this learner");
	case EDU_EMREX_CANCELLED:
		return refuse(r, EDU_EMREX_LEARNER_CANCELLED, "emrex/cancelled", "the learner has cancelled");
	case EDU_EMREX_ERROR:
		return refuse(r, EDU_EMREX_PROVIDER_ERROR, "emrex/provider-error",
		              "the provider reports an error");
	default:
		return refuse(r, EDU_EMREX_UNKNOWN_CODE, "emrex/unknown-code",
		              "the provider answers with a code that is not known");
	}
	if (response->elmo) return 0;
	return refuse(r, EDU_EMREX_NO_DOCUMENT, "emrex/no-document",
	              "the provider says ok and sends nothing");
}

static int read_document(receiving *r, edu_buffer *xml)
{
	edu_read_options options = EDU_READ_OPTIONS_INIT;
	edu_document *doc;

	options.format = "elmo";
	if (edu_document_read_buffer(&doc, r->ctx, xml, &options, r->err) < 0)
		return judge(r, EDU_EMREX_NOT_ELMO);
	r->reply->document = doc;
	/* A transcript that stands in something else is not what was signed. */
	if (doc->content == edu_tree_root(&doc->tree)) return 0;
	return refuse(r, EDU_EMREX_NOT_ELMO, "emrex/envelope",
	              "the transcript stands inside another document");
}

/* The signature that decides, in words of its verdict. */
static int refuse_signature(receiving *r)
{
	edu_signature part = EDU_SIGNATURE_INIT;
	const bool any = edu_verdict_at(r->reply->signature, 0, &part) == 0;

	return refuse(r, EDU_EMREX_BAD_SIGNATURE, any && part.rule[0] ? part.rule : "emrex/not-signed",
	              any && part.reason[0] ? part.reason : "the document is not signed");
}

/* What is read afterwards is exactly what is verified here. */
static int check_signature(receiving *r, const edu_buffer *xml)
{
	const edu_emrex_receive_options *o = r->options;
	edu_verify_options options = EDU_VERIFY_OPTIONS_INIT;

	if (!o->trust) return 0;
	options.trust = o->trust;
	options.time = o->time;
	options.allow_weak = o->allow_weak;
	if (edu_verify(&r->reply->signature, r->ctx, xml->data ? xml->data : "", xml->length, &options, r->err) < 0)
		return judge(r, EDU_EMREX_NOT_ELMO);
	if (edu_verdict_indication(r->reply->signature) == EDU_TOTAL_PASSED) return 0;
	return refuse_signature(r);
}

static int check_person(receiving *r)
{
	const edu_emrex_match *m = &r->reply->match;

	if (edu_emrex_match_learner(&r->reply->match, r->reply->document, r->person, r->err) < 0)
		return judge(r, EDU_EMREX_OTHER_PERSON);
	r->reply->matched = true;
	if (m->name > r->options->name_distance)
		return refuse(r, EDU_EMREX_OTHER_PERSON, "emrex/name",
		              "the learner has another name than the person logged in");
	if (m->birth == EDU_EMREX_BIRTH_DIFFERENT)
		return refuse(r, EDU_EMREX_OTHER_PERSON, "emrex/birth-date",
		              "the learner has another birth date than the person logged in");
	if (m->birth == EDU_EMREX_BIRTH_MISSING && !r->options->without_birth_date)
		return refuse(r, EDU_EMREX_OTHER_PERSON, "emrex/no-birth-date",
		              "the birth date of the learner or of the person logged in is not known");
	return 0;
}

/* What the form says, up to the bytes of the document. 0: all is well; 1: a verdict was found. */
static int take_document(receiving *r, const edu_emrex_form *form, edu_buffer *xml)
{
	edu_emrex_response response;

	if (edu_emrex_response_read(&response, form, r->err) < 0) return judge(r, EDU_EMREX_BAD_FORM);
	int rc = check_session(r, &response);
	if (rc == 0) rc = keep_message(r, response.message);
	if (rc == 0) rc = check_outcome(r, &response);
	if (rc == 0
	    && edu_emrex_decode(xml, r->ctx, response.elmo, strlen(response.elmo), &r->options->decode,
	                        &r->reply->notes, r->err) < 0)
		rc = judge(r, EDU_EMREX_DAMAGED);
	return rc;
}

static int parse_and_take(receiving *r, const void *data, size_t length, edu_buffer *xml)
{
	edu_emrex_form *form;

	if (edu_emrex_form_parse(&form, r->ctx, data, length, r->err) < 0) return judge(r, EDU_EMREX_BAD_FORM);
	const int rc = take_document(r, form, xml);
	/* Before the document is read, for both may be large. */
	edu_emrex_form_free(form);
	return rc;
}

static int check_arguments(const receiving *r)
{
	const edu_emrex_receive_options *o = r->options;

	if (!r->session_id || !r->person || !r->person->family_name || !r->person->given_names)
		return edu_fail(r->err, EDU_EARG, NULL,
		                "receiving needs a session id and the names of a person");
	if (o->version < 1 || o->version > EDU_EMREX_RECEIVE_OPTIONS_VERSION)
		return edu_fail(r->err, EDU_EARG, NULL,
		                "receive options have version %u; this library knows up to %d", o->version,
		                EDU_EMREX_RECEIVE_OPTIONS_VERSION);
	/* An empty one would be equal to what a form with an empty field says. */
	if (edu_check_session(r->session_id, r->err) < 0) {
		edu_error_clear(r->err);
		return edu_fail(r->err, EDU_EARG, "emrex/session",
		                "the session id waited for has not 1 to 32 characters");
	}
	if (o->demand_signature && !o->trust)
		return edu_fail(r->err, EDU_EARG, "emrex/signature",
		                "a verified signature is demanded, and no certificate given to verify it by");
	if (o->trust && o->time == EDU_TIME_UNKNOWN)
		return edu_fail(r->err, EDU_EARG, NULL, "verifying a signature needs the time");
	return 0;
}

/* The form, or else the bytes. */
static int receive(edu_emrex_reply **out, receiving *r, const edu_emrex_form *form, const void *data,
                   size_t length)
{
	edu_buffer xml = EDU_BUFFER_INIT;

	int rc = check_arguments(r);
	if (rc < 0) return rc;
	edu_emrex_reply *reply = r->reply = edu_allocate(&r->ctx->allocator, sizeof *reply);
	if (!reply) return edu_fail_memory(r->err);
	memset(reply, 0, sizeof *reply);
	reply->allocator = r->ctx->allocator;
	rc = form ? take_document(r, form, &xml) : parse_and_take(r, data, length, &xml);
	if (rc == 0) rc = check_signature(r, &xml);
	if (rc == 0) rc = read_document(r, &xml);
	edu_buffer_free(&xml);
	if (rc == 0) rc = check_person(r);
	if (rc == 0) reply->verdict = reply->signature ? EDU_EMREX_ACCEPTED : EDU_EMREX_UNVERIFIED;
	if (rc < 0) {
		edu_emrex_reply_free(reply);
		return rc;
	}
	if (rc == 1) edu_document_free(edu_emrex_reply_take_document(reply));
	*out = reply;
	return 0;
}

/* What a call begins with; whole: it has all that it needs. */
static int begin(receiving *r, edu_emrex_reply **out, bool whole, const char *from, edu_error *own)
{
	static const edu_emrex_receive_options defaults = EDU_EMREX_RECEIVE_OPTIONS_INIT;

	if (!r->options) r->options = &defaults;
	if (!r->err) r->err = own;
	edu_error_clear(r->err);
	if (out) *out = NULL;
	if (out && r->ctx && whole) return 0;
	return edu_fail(r->err, EDU_EARG, NULL, "receiving needs a place for the reply, a context and %s", from);
}

int edu_emrex_receive(edu_emrex_reply **out, const edu_context *ctx, const void *data, size_t length,
                      const char *session_id, const edu_emrex_person *person,
                      const edu_emrex_receive_options *options, edu_error *err)
{
	edu_error own;
	receiving r = { NULL, ctx, session_id, person, options, err };
	const int rc = begin(&r, out, data || !length, "bytes", &own);

	return rc < 0 ? rc : receive(out, &r, NULL, data, length);
}

int edu_emrex_receive_form(edu_emrex_reply **out, const edu_context *ctx, const edu_emrex_form *form,
                           const char *session_id, const edu_emrex_person *person,
                           const edu_emrex_receive_options *options, edu_error *err)
{
	edu_error own;
	receiving r = { NULL, ctx, session_id, person, options, err };
	const int rc = begin(&r, out, form != NULL, "a form", &own);

	return rc < 0 ? rc : receive(out, &r, form, NULL, 0);
}

edu_emrex_verdict edu_emrex_reply_verdict(const edu_emrex_reply *reply)
{
	return reply ? reply->verdict : EDU_EMREX_BAD_FORM;
}

const edu_error *edu_emrex_reply_reason(const edu_emrex_reply *reply)
{
	return reply && reply->reason.code ? &reply->reason : NULL;
}

const char *edu_emrex_reply_message(const edu_emrex_reply *reply)
{
	return reply && reply->message ? reply->message : "";
}

edu_document *edu_emrex_reply_document(const edu_emrex_reply *reply)
{
	return reply ? reply->document : NULL;
}

edu_document *edu_emrex_reply_take_document(edu_emrex_reply *reply)
{
	edu_document *doc = edu_emrex_reply_document(reply);

	if (doc) reply->document = NULL;
	return doc;
}

const edu_emrex_match *edu_emrex_reply_match(const edu_emrex_reply *reply)
{
	return reply && reply->matched ? &reply->match : NULL;
}

edu_emrex_signature edu_emrex_reply_signature(const edu_emrex_reply *reply)
{
	if (!reply || !reply->signature) return EDU_EMREX_SIGNATURE_NOT_CHECKED;
	return edu_verdict_indication(reply->signature) == EDU_TOTAL_PASSED ? EDU_EMREX_SIGNATURE_VERIFIED
	                                                                    : EDU_EMREX_SIGNATURE_REFUSED;
}

const edu_verdict *edu_emrex_reply_signature_verdict(const edu_emrex_reply *reply)
{
	return reply ? reply->signature : NULL;
}

unsigned edu_emrex_reply_notes(const edu_emrex_reply *reply)
{
	return reply ? reply->notes : 0;
}

void edu_emrex_reply_free(edu_emrex_reply *reply)
{
	if (!reply) return;
	const edu_allocator a = reply->allocator;
	edu_document_free(reply->document);
	edu_verdict_free(reply->signature);
	edu_release(&a, reply->message, reply->message_size);
	edu_release(&a, reply, sizeof *reply);
}
