/*
 * trust/status_list.c – status lists: made, read, asked, changed, written.
 *
 * A list is kept as the JSON it stands in, whose encoded entries are put in anew when it is written; so nothing that
 * an issuer says besides gets lost.
 */
#include <edu/status_list.h>

#include "base/fail.h"
#include "base/text.h"
#include "crypto/base64url.h"
#include "gzip/deflate.h"
#include "gzip/inflate.h"
#include "json/json.h"
#include "trust/jws.h"
#include "trust/time.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LEAST_ENTRIES = 131072, MOST_BYTES = 8 * 1024 * 1024 };

#define NO_RATIO UINT32_MAX /* a list of nothing but valid entries shrinks to a thousandth */

struct edu_status_list {
	const edu_context *ctx;
	edu_tree tree;
	edu_status_list_kind kind;
	unsigned bits;
	edu_ref encoded;  /* in the tree */
	edu_ref purposes; /* a text or a list of them; 0: none */
	edu_buffer bytes;
};

/* What a standard lays down. */
typedef struct rules {
	const char *name;
	const char *type;              /* of the credential; NULL: claims of a token */
	const char *subject;           /* member that holds the list */
	const char *encoded;           /* its member with the entries */
	const char *id, *from, *until; /* members beside subject */
	const char *prefix;            /* of the encoding: multibase */
	edu_wrapping wrapping;
	bool first_is_highest; /* entry 0 is the most significant bit */
	uint64_t least;
} rules;

static const rules all_rules[] = {
	[EDU_STATUS_LIST_BITSTRING] = { "bitstring", "BitstringStatusListCredential", "credentialSubject",
	                                "encodedList", "id", "validFrom", "validUntil", "u", EDU_WRAPPED_GZIP,
	                                true, LEAST_ENTRIES },
	[EDU_STATUS_LIST_TOKEN] = { "token", NULL, "status_list", "lst", "sub", "iat", "exp", "",
	                            EDU_WRAPPED_ZLIB, false, 0 },
	[EDU_STATUS_LIST_2021] = { "2021", "StatusList2021Credential", "credentialSubject", "encodedList",
	                           "id", "issuanceDate", "expirationDate", "", EDU_WRAPPED_GZIP, true,
	                           LEAST_ENTRIES },
};

enum { KINDS = sizeof all_rules / sizeof *all_rules };

static const rules *rules_of(const edu_status_list *list)
{
	return &all_rules[list->kind];
}

const char *edu_status_list_kind_name(edu_status_list_kind kind)
{
	return (unsigned)kind - 1 < KINDS - 1 ? all_rules[kind].name : "";
}

/* ---- reading ---- */

static int fail_encoding(edu_error *err, const char *message)
{
	return edu_fail(err, EDU_EINVALID, "status/encoding", "%s", message);
}

static int inflate_entries(edu_status_list *list, const char *text, size_t length, edu_error *err)
{
	const edu_inflate_limits limits = { MOST_BYTES, MOST_BYTES, NO_RATIO };
	const edu_allocator *a = &list->ctx->allocator;
	edu_buffer compressed;

	edu_buffer_open(&compressed, a);
	int rc = edu_base64url_decode(&compressed, text, length);
	if (rc == EDU_ENOMEM) edu_fail_memory(err);
	else if (rc < 0) fail_encoding(err, "the entries are no base64url without padding");
	if (rc == 0)
		rc = edu_inflate_whole(&list->bytes, a, rules_of(list)->wrapping, &limits, compressed.data,
		                       compressed.length, err);
	edu_buffer_free(&compressed);
	return rc;
}

static int decode(edu_status_list *list, edu_error *err)
{
	const rules *r = rules_of(list);
	const edu_item *item = &list->tree.items[list->encoded];
	const size_t prefix = strlen(r->prefix);

	if (item->length <= prefix || memcmp(item->text, r->prefix, prefix) != 0)
		return fail_encoding(err,
		                     "the entries of a bitstring status list begin with u, for base64url");
	const int rc = inflate_entries(list, item->text + prefix, item->length - prefix, err);
	if (rc < 0 || edu_status_list_count(list) >= r->least) return rc;
	return edu_fail(
		err, EDU_EINVALID, "status/length",
		"a bitstring status list has at least 131072 entries, so that nobody stands out in it");
}

static edu_status_list_kind recognise(const edu_tree *t)
{
	for (int k = 1; k < KINDS; k++) {
		const rules *r = &all_rules[k];
		const edu_ref subject = edu_member(t, t->top, r->subject);
		if (edu_is_kind(t, subject, EDU_KIND_OBJECT) &&
		    (!r->type || edu_has_type(t, t->top, r->type)))
			return (edu_status_list_kind)k;
	}
	return (edu_status_list_kind)0;
}

static int read_bits(edu_status_list *list, edu_ref subject, edu_error *err)
{
	const edu_tree *t = &list->tree;
	const edu_ref item = edu_member(t, subject, "bits");

	list->bits = 1;
	if (list->kind != EDU_STATUS_LIST_TOKEN) return 0;
	if (!edu_is_kind(t, item, EDU_KIND_NUMBER) || t->items[item].length != 1 ||
	    !strchr("1248", *t->items[item].text))
		return edu_fail(err, EDU_EINVALID, "status/bits",
		                "the bits of an entry are the number 1, 2, 4 or 8");
	list->bits = (unsigned)(*t->items[item].text - '0');
	return 0;
}

/* Where the parts stand in the tree. */
static void find_parts(edu_status_list *list)
{
	const edu_tree *t = &list->tree;
	const edu_ref subject = edu_member(t, t->top, rules_of(list)->subject);

	list->purposes = edu_member(t, subject, "statusPurpose");
	list->encoded = edu_member(t, subject, rules_of(list)->encoded);
}

static int read_list(edu_status_list *list, edu_error *err)
{
	const edu_tree *t = &list->tree;

	list->kind = recognise(t);
	if (!list->kind)
		return edu_fail(err, EDU_EFORMAT, "status/format",
		                "neither a status list credential nor the claims of a token");
	const int rc = read_bits(list, edu_member(t, t->top, rules_of(list)->subject), err);
	if (rc < 0) return rc;
	find_parts(list);
	if (!edu_is_kind(t, list->encoded, EDU_KIND_STRING))
		return fail_encoding(err, "the list has no text with its entries");
	return decode(list, err);
}

static edu_status_list *allocate(const edu_context *ctx)
{
	edu_status_list *list = edu_allocate(&ctx->allocator, sizeof *list);

	if (!list) return NULL;
	memset(list, 0, sizeof *list);
	list->ctx = ctx;
	edu_buffer_open(&list->bytes, &ctx->allocator);
	return list;
}

int edu_status_list_read(edu_status_list **out, const edu_context *ctx, const void *data, size_t length,
                         edu_error *err)
{
	if (out) *out = NULL;
	if (!out || !ctx || (!data && length))
		return edu_fail(err, EDU_EARG, NULL,
		                "reading a list needs a place for it, a context and bytes");
	edu_status_list *list = allocate(ctx);
	if (!list) return edu_fail_memory(err);
	int rc = edu_strict_read(&list->tree, ctx, data ? data : "", length, err);
	if (rc == 0) rc = read_list(list, err);
	if (rc == 0) *out = list;
	else edu_status_list_free(list);
	return rc;
}

void edu_status_list_free(edu_status_list *list)
{
	if (!list) return;
	const edu_allocator a = list->ctx->allocator;
	edu_tree_close(&list->tree);
	edu_buffer_free(&list->bytes);
	edu_release(&a, list, sizeof *list);
}

/* ---- what it says ---- */

edu_status_list_kind edu_status_list_kind_of(const edu_status_list *list)
{
	return list ? list->kind : (edu_status_list_kind)0;
}

unsigned edu_status_list_bits(const edu_status_list *list)
{
	return list ? list->bits : 0;
}

uint64_t edu_status_list_count(const edu_status_list *list)
{
	return list ? (uint64_t)list->bytes.length * 8 / list->bits : 0;
}

const char *edu_status_list_url(const edu_status_list *list)
{
	uint32_t length;
	const char *text =
		list ? edu_member_text(&list->tree, list->tree.top, rules_of(list)->id, &length) : NULL;
	return text ? text : "";
}

const char *edu_status_list_purpose(const edu_status_list *list, size_t i)
{
	if (!list || !list->purposes) return NULL;
	const edu_tree *t = &list->tree;
	edu_ref at = edu_entry_next(t, list->purposes, 0);
	while (at && i--) at = edu_entry_next(t, list->purposes, at);
	return edu_is_kind(t, at, EDU_KIND_STRING) && t->items[at].text ? t->items[at].text : NULL;
}

static edu_time time_of(const edu_status_list *list, const char *name)
{
	const edu_tree *t = &list->tree;
	const edu_ref item = edu_member(t, t->top, name);
	edu_time time = EDU_TIME_UNKNOWN;

	if (rules_of(list)->type && edu_is_kind(t, item, EDU_KIND_STRING))
		edu_time_read(&time, t->items[item].text, t->items[item].length, NULL);
	if (!rules_of(list)->type && !edu_numeric_date(&time, t, item)) time = EDU_TIME_UNKNOWN;
	return time;
}

edu_time edu_status_list_from(const edu_status_list *list)
{
	return list ? time_of(list, rules_of(list)->from) : EDU_TIME_UNKNOWN;
}

edu_time edu_status_list_until(const edu_status_list *list)
{
	return list ? time_of(list, rules_of(list)->until) : EDU_TIME_UNKNOWN;
}

/* How far an entry's bits stand from the low end of its byte. */
static unsigned shift_of(const edu_status_list *list, uint64_t index)
{
	const unsigned at = (unsigned)(index * list->bits % 8);
	return rules_of(list)->first_is_highest ? 8 - list->bits - at : at;
}

int edu_status_list_get(const edu_status_list *list, uint64_t index, unsigned *value)
{
	if (!list || !value || index >= edu_status_list_count(list)) return EDU_EARG;
	const unsigned byte = (unsigned char)list->bytes.data[index * list->bits / 8];
	*value = byte >> shift_of(list, index) & ((1u << list->bits) - 1);
	return 0;
}

static edu_credential_status meaning_of_token(unsigned value)
{
	static const edu_credential_status values[] = { EDU_STATUS_GOOD, EDU_STATUS_REVOKED,
		                                        EDU_STATUS_SUSPENDED };

	if (value < sizeof values / sizeof *values) return values[value];
	/* 3 and 0x0C to 0x0F are the application's, the rest is reserved. */
	return value == 3 || (value >= 0x0C && value <= 0x0F) ? EDU_STATUS_MESSAGE : EDU_STATUS_UNKNOWN;
}

edu_credential_status edu_status_list_meaning(const edu_status_list *list, const char *purpose,
                                              unsigned value)
{
	static const struct {
		const char *purpose;
		edu_credential_status set;
	} purposes[] = {
		{ "revocation", EDU_STATUS_REVOKED },
		{ "suspension", EDU_STATUS_SUSPENDED },
		{ "message", EDU_STATUS_MESSAGE },
		/* There is a newer one to be had; this one holds. */
		{ "refresh", EDU_STATUS_MESSAGE },
	};

	if (!list) return EDU_STATUS_UNKNOWN;
	if (list->kind == EDU_STATUS_LIST_TOKEN) return meaning_of_token(value);
	for (size_t i = 0; purpose && i < sizeof purposes / sizeof *purposes; i++)
		if (strcmp(purpose, purposes[i].purpose) == 0)
			return value ? purposes[i].set : EDU_STATUS_GOOD;
	return EDU_STATUS_UNKNOWN;
}

/* ---- making ---- */

static const char *fault_of(const edu_status_list_options *o, unsigned bits)
{
	const bool is_credential = o->kind == EDU_STATUS_LIST_BITSTRING;

	if (o->version < 1 || o->version > EDU_STATUS_LIST_OPTIONS_VERSION)
		return "the options have a version of the future";
	if (!is_credential && o->kind != EDU_STATUS_LIST_TOKEN)
		return "new lists are bitstring or token lists";
	if (!o->url || !*o->url) return "a list needs the URL it will be published at";
	if (o->from == EDU_TIME_UNKNOWN) return "a list needs the time since when it holds";
	if (is_credential && (!o->issuer || !*o->issuer)) return "a bitstring list needs an issuer";
	if (is_credential && bits != 1) return "a bitstring list has entries of 1 bit";
	if (is_credential && o->entries && o->entries < LEAST_ENTRIES)
		return "a bitstring list has at least 131072 entries, so that nobody stands out in it";
	if (bits != 1 && bits != 2 && bits != 4 && bits != 8) return "the bits of an entry are 1, 2, 4 or 8";
	if (o->entries > (uint64_t)MOST_BYTES * 8 / bits) return "a list has at most 8 MiB of entries";
	return NULL;
}

/* A member with a text as its value, comma in front. */
static int put_member(edu_buffer *out, const char *name, const char *text)
{
	const int rc = edu_buffer_addf(out, ",\"%s\":", name);
	return rc < 0 ? rc : edu_json_quote(out, text, strlen(text));
}

static void write_time(char *out, size_t size, const rules *r, edu_time time)
{
	if (r->type) edu_time_write(time, out);
	else snprintf(out, size, "%" PRId64, time);
}

static int put_times(edu_buffer *out, const edu_status_list_options *o)
{
	const rules *r = &all_rules[o->kind];
	const edu_time times[] = { o->from, o->until };
	const char *const names[] = { r->from, r->until };
	int rc = 0;

	for (int i = 0; rc == 0 && i < 2; i++) {
		char text[32];
		if (times[i] == EDU_TIME_UNKNOWN) continue;
		write_time(text, sizeof text, r, times[i]);
		rc = r->type ? put_member(out, names[i], text)
		             : edu_buffer_addf(out, ",\"%s\":%s", names[i], text);
	}
	return rc;
}

static int put_credential(edu_buffer *out, const edu_status_list_options *o)
{
	int rc = edu_buffer_addf(out, "{\"@context\":[\"https://www.w3.org/ns/credentials/v2\"]");
	if (rc == 0) rc = put_member(out, "id", o->url);
	if (rc == 0)
		rc = edu_buffer_addf(
			out, ",\"type\":[\"VerifiableCredential\",\"BitstringStatusListCredential\"]");
	if (rc == 0) rc = put_member(out, "issuer", o->issuer);
	if (rc == 0) rc = put_times(out, o);
	if (rc == 0) rc = edu_buffer_addf(out, ",\"credentialSubject\":{\"type\":\"BitstringStatusList\"");
	if (rc == 0) rc = put_member(out, "statusPurpose", o->purpose ? o->purpose : "revocation");
	return rc < 0 ? rc : edu_buffer_addf(out, ",\"encodedList\":\"\"}}");
}

static int put_claims(edu_buffer *out, const edu_status_list_options *o)
{
	int rc = edu_buffer_addf(out, "{\"sub\":");
	if (rc == 0) rc = edu_json_quote(out, o->url, strlen(o->url));
	if (rc == 0 && o->issuer) rc = put_member(out, "iss", o->issuer);
	if (rc == 0) rc = put_times(out, o);
	return rc < 0 ? rc
	              : edu_buffer_addf(out, ",\"status_list\":{\"bits\":%u,\"lst\":\"\"}}",
	                                o->bits ? o->bits : 1);
}

static int make_tree(edu_status_list *list, const edu_status_list_options *o, edu_error *err)
{
	edu_buffer json;

	edu_buffer_open(&json, &list->ctx->allocator);
	int rc = o->kind == EDU_STATUS_LIST_TOKEN ? put_claims(&json, o) : put_credential(&json, o);
	if (rc < 0) edu_fail_memory(err);
	else rc = edu_strict_read(&list->tree, list->ctx, json.data, json.length, err);
	edu_buffer_free(&json);
	return rc;
}

static int make(edu_status_list *list, const edu_status_list_options *o, edu_error *err)
{
	const uint64_t entries = o->entries ? o->entries : LEAST_ENTRIES;

	list->kind = o->kind;
	list->bits = o->bits ? o->bits : 1;
	const int rc = make_tree(list, o, err);
	if (rc < 0) return rc;
	find_parts(list);
	const size_t size = (size_t)((entries * list->bits + 7) / 8);
	if (edu_buffer_room(&list->bytes, size) < 0) return edu_fail_memory(err);
	memset(list->bytes.data, 0, size + 1);
	list->bytes.length = size;
	return 0;
}

int edu_status_list_new(edu_status_list **out, const edu_context *ctx, const edu_status_list_options *options,
                        edu_error *err)
{
	if (out) *out = NULL;
	if (!out || !ctx || !options)
		return edu_fail(err, EDU_EARG, NULL,
		                "a new list needs a place for it, a context and options");
	const char *fault = fault_of(options, options->bits ? options->bits : 1);
	if (fault) return edu_fail(err, EDU_EARG, "status/options", "%s", fault);
	edu_status_list *list = allocate(ctx);
	if (!list) return edu_fail_memory(err);
	const int rc = make(list, options, err);
	if (rc == 0) *out = list;
	else edu_status_list_free(list);
	return rc;
}

/* ---- changing and writing ---- */

static int check_writable(const edu_status_list *list, edu_error *err)
{
	if (!list) return edu_fail(err, EDU_EARG, NULL, "there is no list");
	if (list->kind != EDU_STATUS_LIST_2021) return 0;
	return edu_fail(err, EDU_EUNSUPPORTED, "status/2021",
	                "lists of StatusList2021 are only read; make a bitstring list");
}

int edu_status_list_set(edu_status_list *list, uint64_t index, unsigned value, edu_error *err)
{
	const int rc = check_writable(list, err);

	if (rc < 0) return rc;
	if (index >= edu_status_list_count(list))
		return edu_fail(err, EDU_EARG, "status/index", "the list has no such entry");
	if (value >> list->bits)
		return edu_fail(err, EDU_EARG, "status/value",
		                "the value is too large for the entries of this list");
	unsigned char *byte = (unsigned char *)&list->bytes.data[index * list->bits / 8];
	const unsigned shift = shift_of(list, index), mask = ((1u << list->bits) - 1) << shift;
	*byte = (unsigned char)((*byte & ~mask) | value << shift);
	return 0;
}

static int set_time(edu_status_list *list, const char *name, edu_time time, edu_error *err)
{
	edu_tree *t = &list->tree;
	edu_ref item = edu_member(t, t->top, name);
	char text[32];

	if (time == EDU_TIME_UNKNOWN) return 0;
	write_time(text, sizeof text, rules_of(list), time);
	if (!item) {
		const edu_name number = edu_tree_name(t, name, strlen(name));
		item = number ? edu_tree_add(t, t->top, EDU_KIND_STRING, number) : 0;
		if (!item) return edu_fail_memory(err);
	}
	t->items[item].kind = rules_of(list)->type ? EDU_KIND_STRING : EDU_KIND_NUMBER;
	return edu_tree_set_text(t, item, text, strlen(text)) < 0 ? edu_fail_memory(err) : 0;
}

int edu_status_list_set_times(edu_status_list *list, edu_time from, edu_time until, edu_error *err)
{
	int rc = check_writable(list, err);
	if (rc == 0) rc = set_time(list, rules_of(list)->from, from, err);
	return rc < 0 ? rc : set_time(list, rules_of(list)->until, until, err);
}

/* The entries as they stand in JSON. */
static int encode(edu_buffer *out, const edu_status_list *list)
{
	const edu_allocator *a = &list->ctx->allocator;
	const rules *r = rules_of(list);
	edu_buffer compressed;

	edu_buffer_open(&compressed, a);
	int rc = r->wrapping == EDU_WRAPPED_GZIP
	                 ? edu_gzip(&compressed, a, list->bytes.data, list->bytes.length)
	                 : edu_zlib(&compressed, a, list->bytes.data, list->bytes.length);
	if (rc == 0) rc = edu_buffer_add(out, r->prefix, strlen(r->prefix));
	if (rc == 0) rc = edu_base64url_encode(out, compressed.data, compressed.length);
	edu_buffer_free(&compressed);
	return rc;
}

int edu_status_list_write(edu_status_list *list, edu_buffer *out, edu_error *err)
{
	edu_buffer text;

	if (!out) return edu_fail(err, EDU_EARG, NULL, "a place for the list is needed");
	*out = (edu_buffer)EDU_BUFFER_INIT;
	int rc = check_writable(list, err);
	if (rc < 0) return rc;
	edu_tree *t = &list->tree;
	const edu_ref proof = edu_member(t, t->top, "proof");
	const edu_sink sink = edu_buffer_sink(out);
	edu_buffer_open(out, &list->ctx->allocator);
	edu_buffer_open(&text, &list->ctx->allocator);
	rc = encode(&text, list);
	if (rc == 0) rc = edu_tree_set_text(t, list->encoded, text.data, text.length);
	edu_buffer_free(&text);
	if (rc < 0) return edu_fail_memory(err);
	if (proof) edu_tree_remove(t, proof);
	rc = edu_json_write(t, t->top, &sink, EDU_JSON_PRETTY, NULL);
	if (rc == 0) return 0;
	edu_buffer_free(out);
	return edu_fail_memory(err);
}
