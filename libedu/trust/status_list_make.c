/*
 * trust/status_list_make.c – status lists made, changed, written.
 */
#include "trust/status_list.h"

#include "base/fail.h"
#include "crypto/base64url.h"
#include "gzip/deflate.h"
#include "json/json.h"
#include "trust/jws.h"
#include "trust/time.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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
	if (is_credential && o->entries && o->entries < EDU_STATUS_LIST_LEAST)
		return "a bitstring list has at least 131072 entries, so that nobody stands out in it";
	if (bits != 1 && bits != 2 && bits != 4 && bits != 8) return "the bits of an entry are 1, 2, 4 or 8";
	if (o->entries > (uint64_t)EDU_STATUS_LIST_MOST_BYTES * 8 / bits) return "a list has at most 8 MiB of entries";
	return NULL;
}

/* A member with a text as its value, comma in front. */
static int put_member(edu_buffer *out, const char *name, const char *text)
{
	const int rc = edu_buffer_addf(out, ",\"%s\":", name);
	return rc < 0 ? rc : edu_json_quote(out, text, strlen(text));
}

static void write_time(char *out, size_t size, const edu_status_list_rules *r, edu_time time)
{
	if (r->type) edu_time_write(time, out);
	else snprintf(out, size, "%" PRId64, time);
}

static int put_times(edu_buffer *out, const edu_status_list_options *o)
{
	const edu_status_list_rules *r = &edu_status_list_all_rules[o->kind];
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
	const uint64_t entries = o->entries ? o->entries : EDU_STATUS_LIST_LEAST;

	list->kind = o->kind;
	list->bits = o->bits ? o->bits : 1;
	const int rc = make_tree(list, o, err);
	if (rc < 0) return rc;
	edu_status_list_find_parts(list);
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
	edu_status_list *list = edu_status_list_allocate(ctx);
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
	const unsigned shift = edu_status_list_shift(list, index), mask = ((1u << list->bits) - 1) << shift;
	*byte = (unsigned char)((*byte & ~mask) | value << shift);
	return 0;
}

static int set_time(edu_status_list *list, const char *name, edu_time time, edu_error *err)
{
	edu_tree *t = &list->tree;
	edu_ref item = edu_member(t, t->top, name);
	char text[32];

	if (time == EDU_TIME_UNKNOWN) return 0;
	write_time(text, sizeof text, edu_status_list_rules_of(list), time);
	if (!item) {
		const edu_name number = edu_tree_name(t, name, strlen(name));
		item = number ? edu_tree_add(t, t->top, EDU_KIND_STRING, number) : 0;
		if (!item) return edu_fail_memory(err);
	}
	t->items[item].kind = edu_status_list_rules_of(list)->type ? EDU_KIND_STRING : EDU_KIND_NUMBER;
	return edu_tree_set_text(t, item, text, strlen(text)) < 0 ? edu_fail_memory(err) : 0;
}

int edu_status_list_set_times(edu_status_list *list, edu_time from, edu_time until, edu_error *err)
{
	int rc = check_writable(list, err);
	if (rc == 0) rc = set_time(list, edu_status_list_rules_of(list)->from, from, err);
	return rc < 0 ? rc : set_time(list, edu_status_list_rules_of(list)->until, until, err);
}

/* The entries as they stand in JSON. */
static int encode(edu_buffer *out, const edu_status_list *list)
{
	const edu_allocator *a = &list->ctx->allocator;
	const edu_status_list_rules *r = edu_status_list_rules_of(list);
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
