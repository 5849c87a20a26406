/*
 * trust/status_list.c – what a status list says: its rules, its entries, what they mean.
 */
#include "trust/status_list.h"

#include "trust/jws.h"
#include "trust/time.h"

#include <string.h>

const edu_status_list_rules edu_status_list_all_rules[EDU_STATUS_LIST_2021 + 1] = {
	[EDU_STATUS_LIST_BITSTRING] = { "bitstring", "BitstringStatusListCredential", "credentialSubject",
	                                "encodedList", "id", "validFrom", "validUntil", "u", EDU_WRAPPED_GZIP,
	                                true, EDU_STATUS_LIST_LEAST },
	[EDU_STATUS_LIST_TOKEN] = { "token", NULL, "status_list", "lst", "sub", "iat", "exp", "",
	                            EDU_WRAPPED_ZLIB, false, 0 },
	[EDU_STATUS_LIST_2021] = { "2021", "StatusList2021Credential", "credentialSubject", "encodedList",
	                           "id", "issuanceDate", "expirationDate", "", EDU_WRAPPED_GZIP, true,
	                           EDU_STATUS_LIST_LEAST },
};

const char *edu_status_list_kind_name(edu_status_list_kind kind)
{
	return (unsigned)kind - 1 < EDU_STATUS_LIST_2021 ? edu_status_list_all_rules[kind].name : "";
}

void edu_status_list_find_parts(edu_status_list *list)
{
	const edu_tree *t = &list->tree;
	const edu_ref subject = edu_member(t, t->top, edu_status_list_rules_of(list)->subject);

	list->purposes = edu_member(t, subject, "statusPurpose");
	list->encoded = edu_member(t, subject, edu_status_list_rules_of(list)->encoded);
}

edu_status_list *edu_status_list_allocate(const edu_context *ctx)
{
	edu_status_list *list = edu_allocate(&ctx->allocator, sizeof *list);

	if (!list) return NULL;
	memset(list, 0, sizeof *list);
	list->ctx = ctx;
	edu_buffer_open(&list->bytes, &ctx->allocator);
	return list;
}

void edu_status_list_free(edu_status_list *list)
{
	if (!list) return;
	const edu_allocator a = list->ctx->allocator;
	edu_tree_close(&list->tree);
	edu_buffer_free(&list->bytes);
	edu_release(&a, list, sizeof *list);
}

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
		list ? edu_member_text(&list->tree, list->tree.top, edu_status_list_rules_of(list)->id, &length) : NULL;
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

	if (edu_status_list_rules_of(list)->type && edu_is_kind(t, item, EDU_KIND_STRING))
		edu_time_read(&time, t->items[item].text, t->items[item].length, NULL);
	if (!edu_status_list_rules_of(list)->type && !edu_numeric_date(&time, t, item)) time = EDU_TIME_UNKNOWN;
	return time;
}

edu_time edu_status_list_from(const edu_status_list *list)
{
	return list ? time_of(list, edu_status_list_rules_of(list)->from) : EDU_TIME_UNKNOWN;
}

edu_time edu_status_list_until(const edu_status_list *list)
{
	return list ? time_of(list, edu_status_list_rules_of(list)->until) : EDU_TIME_UNKNOWN;
}

unsigned edu_status_list_shift(const edu_status_list *list, uint64_t index)
{
	const unsigned at = (unsigned)(index * list->bits % 8);
	return edu_status_list_rules_of(list)->first_is_highest ? 8 - list->bits - at : at;
}

int edu_status_list_get(const edu_status_list *list, uint64_t index, unsigned *value)
{
	if (!list || !value || index >= edu_status_list_count(list)) return EDU_EARG;
	const unsigned byte = (unsigned char)list->bytes.data[index * list->bits / 8];
	*value = byte >> edu_status_list_shift(list, index) & ((1u << list->bits) - 1);
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
