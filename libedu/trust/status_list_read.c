/*
 * trust/status_list_read.c – status lists read.
 */
#include "trust/status_list.h"

#include "base/fail.h"
#include "crypto/base64url.h"
#include "gzip/inflate.h"
#include "trust/jws.h"

#include <string.h>

#define NO_RATIO UINT32_MAX /* a list of nothing but valid entries shrinks to a thousandth */

static int fail_encoding(edu_error *err, const char *message)
{
	return edu_fail(err, EDU_EINVALID, "status/encoding", "%s", message);
}

static int inflate_entries(edu_status_list *list, const char *text, size_t length, edu_error *err)
{
	const edu_inflate_limits limits = { EDU_STATUS_LIST_MOST_BYTES, EDU_STATUS_LIST_MOST_BYTES, NO_RATIO };
	const edu_allocator *a = &list->ctx->allocator;
	edu_buffer compressed;

	edu_buffer_open(&compressed, a);
	int rc = edu_base64url_decode(&compressed, text, length);
	if (rc == EDU_ENOMEM) edu_fail_memory(err);
	else if (rc < 0) fail_encoding(err, "the entries are no base64url without padding");
	if (rc == 0)
		rc = edu_inflate_whole(&list->bytes, a, edu_status_list_rules_of(list)->wrapping, &limits, compressed.data,
		                       compressed.length, err);
	edu_buffer_free(&compressed);
	return rc;
}

static int decode(edu_status_list *list, edu_error *err)
{
	const edu_status_list_rules *r = edu_status_list_rules_of(list);
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
	for (int k = 1; k <= EDU_STATUS_LIST_2021; k++) {
		const edu_status_list_rules *r = &edu_status_list_all_rules[k];
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

static int read_list(edu_status_list *list, edu_error *err)
{
	const edu_tree *t = &list->tree;

	list->kind = recognise(t);
	if (!list->kind)
		return edu_fail(err, EDU_EFORMAT, "status/format",
		                "neither a status list credential nor the claims of a token");
	const int rc = read_bits(list, edu_member(t, t->top, edu_status_list_rules_of(list)->subject), err);
	if (rc < 0) return rc;
	edu_status_list_find_parts(list);
	if (!edu_is_kind(t, list->encoded, EDU_KIND_STRING))
		return fail_encoding(err, "the list has no text with its entries");
	return decode(list, err);
}

int edu_status_list_read(edu_status_list **out, const edu_context *ctx, const void *data, size_t length,
                         edu_error *err)
{
	if (out) *out = NULL;
	if (!out || !ctx || (!data && length))
		return edu_fail(err, EDU_EARG, NULL,
		                "reading a list needs a place for it, a context and bytes");
	edu_status_list *list = edu_status_list_allocate(ctx);
	if (!list) return edu_fail_memory(err);
	int rc = edu_strict_read(&list->tree, ctx, data ? data : "", length, err);
	if (rc == 0) rc = read_list(list, err);
	if (rc == 0) *out = list;
	else edu_status_list_free(list);
	return rc;
}
