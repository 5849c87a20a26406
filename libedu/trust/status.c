/*
 * trust/status.c – what status lists say of a credential whose signature holds (handbook, trust.md section 15).
 *
 * The lists come from the caller's resolver. Each is verified like any document, and says something only when its own
 * verdict is good; its own status is never asked for.
 */
#include <edu/status_list.h>

#include "base/fail.h"
#include "base/text.h"
#include "trust/envelopes.h"
#include "trust/resolve.h"
#include "trust/sd_jwt_claims.h"

#include <string.h>

enum { ENTRIES_MOST = 16 };

/* A place in a list that a credential refers to. */
typedef struct entry {
	const char *url;
	uint32_t url_length;
	const char *purpose; /* Bitstring; NULL: a token */
	uint64_t index;
} entry;

/* The worse one counts. */
static edu_credential_status worse(edu_credential_status a, edu_credential_status b)
{
	static const unsigned char rank[] = {
		[EDU_STATUS_NONE] = 0,    [EDU_STATUS_GOOD] = 1,      [EDU_STATUS_MESSAGE] = 2,
		[EDU_STATUS_UNKNOWN] = 3, [EDU_STATUS_SUSPENDED] = 4, [EDU_STATUS_REVOKED] = 5,
	};
	return rank[a] >= rank[b] ? a : b;
}

/* Not known, and why. 0 or EDU_ENOMEM. */
static int unknown(edu_verification *v, edu_credential_status *status, const char *rule, const char *text)
{
	*status = EDU_STATUS_UNKNOWN;
	return edu_remark_add(v, NULL, EDU_REMARK_WARNING, rule, "%s", text);
}

/* ---- what the credential says ---- */

/* Decimal digits without sign or leading zeros, below 2^63. */
static bool read_index(uint64_t *out, const edu_item *item)
{
	*out = 0;
	if (!item->length || item->length > 18 || (item->length > 1 && *item->text == '0')) return false;
	for (uint32_t i = 0; i < item->length; i++) {
		if (item->text[i] < '0' || item->text[i] > '9') return false;
		*out = *out * 10 + (uint64_t)(item->text[i] - '0');
	}
	return true;
}

static bool is_one_bit(const edu_tree *t, edu_ref reference)
{
	const edu_ref size = edu_member(t, reference, "statusSize");
	return !size || (t->items[size].kind == EDU_KIND_NUMBER &&
	                 edu_equal(t->items[size].text, t->items[size].length, "1"));
}

/* *rule: what is wrong with it. */
static bool read_w3c(entry *e, const edu_tree *t, edu_ref credential, edu_ref reference, const char **rule)
{
	const edu_ref index = edu_member(t, reference, "statusListIndex");
	const edu_ref id = edu_member(t, credential, "id");
	uint32_t length;

	*rule = "status/unsupported";
	if (!edu_has_type(t, reference, "BitstringStatusListEntry") &&
	    !edu_has_type(t, reference, "StatusList2021Entry"))
		return false;
	if (!is_one_bit(t, reference)) return false;
	*rule = "status/entry";
	e->url = edu_member_text(t, reference, "statusListCredential", &e->url_length);
	e->purpose = edu_member_text(t, reference, "statusPurpose", &length);
	if (!e->url || !e->purpose || !edu_is_kind(t, index, EDU_KIND_STRING)) return false;
	/* A list that is the credential itself. */
	if (edu_is_kind(t, id, EDU_KIND_STRING) && edu_text_is(t, id, e->url)) return false;
	return read_index(&e->index, &t->items[index]);
}

static bool read_token(entry *e, const edu_tree *t, edu_ref reference, const char **rule)
{
	const edu_ref index = edu_member(t, reference, "idx");

	*rule = "status/entry";
	e->purpose = NULL;
	e->url = edu_member_text(t, reference, "uri", &e->url_length);
	return e->url && edu_is_kind(t, index, EDU_KIND_NUMBER) && read_index(&e->index, &t->items[index]);
}

/* ---- what the list says ---- */

static bool has_purpose(const edu_status_list *list, const char *purpose)
{
	const char *own;

	for (size_t i = 0; (own = edu_status_list_purpose(list, i)); i++)
		if (strcmp(own, purpose) == 0) return true;
	return false;
}

static int ask_list(edu_verification *v, const edu_status_list *list, const entry *e,
                    edu_credential_status *status)
{
	const bool is_token = edu_status_list_kind_of(list) == EDU_STATUS_LIST_TOKEN;
	unsigned value;

	if (is_token != !e->purpose || (!is_token && !has_purpose(list, e->purpose)))
		return unknown(v, status, "status/purpose",
		               "the status list is for another purpose than the credential says");
	if (!edu_equal(e->url, e->url_length, edu_status_list_url(list)))
		return unknown(v, status, "status/name",
		               "the status list calls itself otherwise than the credential does");
	if (edu_status_list_get(list, e->index, &value) < 0)
		return unknown(v, status, "status/index",
		               "the status list has no entry of the credential's number");
	*status = edu_status_list_meaning(list, e->purpose, value);
	if (*status != EDU_STATUS_UNKNOWN) return 0;
	return unknown(v, status, "status/value", "the status list says something that has no meaning yet");
}

static int ask_verdict(edu_verification *v, const edu_verdict *verdict, const entry *e,
                       edu_credential_status *status)
{
	edu_status_list *list;
	edu_error own = EDU_ERROR_INIT;
	size_t length;
	const char *payload = edu_verdict_payload(verdict, &length);

	if (!edu_verdict_is_good(verdict) || !payload)
		return unknown(v, status, "status/not-vouched",
		               "the status list is not vouched for by anybody you trust, or has expired; it "
		               "was not asked");
	int rc = edu_status_list_read(&list, v->ctx, payload, length, &own);
	if (rc == EDU_ENOMEM) return edu_fail_memory(v->err);
	if (rc < 0) return unknown(v, status, own.rule, own.message);
	rc = ask_list(v, list, e, status);
	edu_status_list_free(list);
	return rc;
}

static int ask(edu_verification *v, const entry *e, edu_credential_status *status)
{
	edu_verdict *verdict = NULL;
	edu_error own = EDU_ERROR_INIT;
	edu_buffer bytes;

	edu_buffer_open(&bytes, &v->ctx->allocator);
	int rc = edu_resolve_url(&bytes, v, EDU_RESOURCE_STATUS_LIST, e->url, e->url_length);
	if (rc == 0) *status = EDU_STATUS_UNKNOWN;
	if (rc == 1) {
		rc = edu_status_list_verify(&verdict, v->ctx, bytes.data, bytes.length, v->options, &own);
		if (rc == EDU_ENOMEM) rc = edu_fail_memory(v->err);
		else if (rc == EDU_EUSER) rc = edu_fail(v->err, rc, NULL, "the resolver said stop");
		else if (rc < 0)
			rc = unknown(v, status, "status/unreadable",
			             "what stands at the status list's URL can't be read");
		else rc = ask_verdict(v, verdict, e, status);
		edu_verdict_free(verdict);
	}
	edu_buffer_free(&bytes);
	return rc;
}

/* ---- the credential's entries ---- */

static int judge_entry(edu_verification *v, const entry *e, const char *rule, bool good)
{
	edu_credential_status status = EDU_STATUS_UNKNOWN;
	const char *text = strcmp(rule, "status/entry") == 0
	                           ? "a reference to a status list is malformed; it was not followed"
	                           : "the status is kept in a way that is not supported";

	const int rc = good ? ask(v, e, &status) : unknown(v, &status, rule, text);
	v->verdict->status = worse(v->verdict->status, status);
	return rc;
}

static int judge_tree(edu_verification *v, const edu_tree *t)
{
	const edu_ref vc = edu_member(t, t->top, "vc"), inner = edu_sd_jwt_credential_in(t),
		      credential = edu_is_kind(t, vc, EDU_KIND_OBJECT) ? vc
	                           : inner                             ? inner
	                                                               : t->top;
	const edu_ref references = edu_member(t, credential, "credentialStatus");
	const edu_ref token = edu_member(t, edu_member(t, t->top, "status"), "status_list");
	const char *rule;
	int rc = 0, count = 0;
	entry e;

	for (edu_ref r = edu_entry_next(t, references, 0); r && rc == 0;
	     r = edu_entry_next(t, references, r)) {
		if (++count > ENTRIES_MOST) {
			v->verdict->status = worse(v->verdict->status, EDU_STATUS_UNKNOWN);
			return edu_remark_add(
				v, NULL, EDU_REMARK_WARNING, "limit/status",
				"the credential refers to more than %d status lists; the rest was not asked",
				ENTRIES_MOST);
		}
		const bool good = read_w3c(&e, t, credential, r, &rule);
		rc = judge_entry(v, &e, rule, good);
	}
	if (rc < 0 || !token) return rc;
	const bool good = read_token(&e, t, token, &rule);
	return judge_entry(v, &e, rule, good);
}

/* Does a word stand there? Found by one of its letters that is rare in documents. */
static bool holds(const char *data, size_t length, const char *word, size_t rare)
{
	const size_t n = strlen(word);
	const char *at = data, *end = data + length;

	while ((at = memchr(at, word[rare], (size_t)(end - at)))) {
		if ((size_t)(at - data) >= rare && (size_t)(end - at) >= n - rare &&
		    memcmp(at - rare, word, n) == 0)
			return true;
		at++;
	}
	return false;
}

/* A glance before the bytes are read once more. Escapes may spell any name otherwise. */
static bool may_refer(const char *data, size_t length)
{
	return holds(data, length, "credentialStatus", 10) || holds(data, length, "status_list", 6) ||
	       holds(data, length, "\\u", 0);
}

int edu_judge_status(edu_verification *v)
{
	edu_error own = EDU_ERROR_INIT;
	size_t length;
	edu_tree t;
	const char *payload = edu_verdict_payload(v->verdict, &length);

	if (!payload || !length || *payload == '<' || !may_refer(payload, length)) return 0;
	int rc = edu_strict_read(&t, v->ctx, payload, length, &own);
	if (rc == EDU_ENOMEM) rc = edu_fail_memory(v->err);
	else rc = rc < 0 ? 0 : judge_tree(v, &t);
	edu_tree_close(&t);
	return rc;
}
