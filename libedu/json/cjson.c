/*
 * json/cjson.c – trees of cJSON at the library's edge: out of a document's nodes, and into a document.
 */
#include <edu/cjson.h>

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "json/json.h"

/* A place in both trees while one is made of the other. */
typedef struct builder {
	cJSON *open[CJSON_NESTING_LIMIT];
	size_t depth;
	edu_error *err;
} builder;

static int fail_at_node(builder *b, edu_node node, int code, const char *rule, const char *message)
{
	char path[EDU_PATH_SIZE * 4];
	const int rc = edu_fail(b->err, code, rule, "%s", message);
	if (edu_node_path(node, path, sizeof path) < sizeof path) edu_error_set_path(b->err, path);
	return rc;
}

/* A cJSON item of the node's own, without children. */
static int new_item(builder *b, edu_node node, cJSON **out)
{
	size_t length = 0;
	const char *text = edu_node_text(node, &length);
	if (text && memchr(text, '\0', length))
		return fail_at_node(b, node, EDU_EUNSUPPORTED, "json/nul",
		                    "cJSON can't hold a text with \\u0000 in it");
	switch (edu_node_kind(node)) {
	case EDU_KIND_OBJECT: *out = cJSON_CreateObject(); break;
	case EDU_KIND_ARRAY: *out = cJSON_CreateArray(); break;
	case EDU_KIND_STRING: *out = cJSON_CreateString(text ? text : ""); break;
	case EDU_KIND_NUMBER: *out = cJSON_CreateRaw(text); break;
	case EDU_KIND_TRUE: *out = cJSON_CreateTrue(); break;
	case EDU_KIND_FALSE: *out = cJSON_CreateFalse(); break;
	case EDU_KIND_NULL: *out = cJSON_CreateNull(); break;
	default:
		return fail_at_node(b, node, EDU_EUNSUPPORTED, NULL, "only JSON documents can become cJSON trees");
	}
	return *out ? 0 : edu_fail_memory(b->err);
}

static int add_item(builder *b, edu_node node, cJSON *item)
{
	cJSON *const parent = b->open[b->depth - 1];
	const cJSON_bool added = cJSON_IsObject(parent) ? cJSON_AddItemToObject(parent, edu_node_name(node), item)
	                                                : cJSON_AddItemToArray(parent, item);
	if (added) return 0;
	cJSON_Delete(item);
	return edu_fail_memory(b->err);
}

/* The node behind this one and everything in it; goes up as far as needed, but not above depth 1. */
static edu_node node_behind(builder *b, edu_node node)
{
	edu_node next = edu_node_next(node);
	while (edu_node_is_null(next) && b->depth > 1) {
		b->depth--;
		node = edu_node_parent(node);
		next = edu_node_next(node);
	}
	return next;
}

static int add_descendants(builder *b, edu_node top)
{
	edu_node node = edu_node_first(top);
	while (!edu_node_is_null(node)) {
		cJSON *item;
		int rc = new_item(b, node, &item);
		if (rc == 0) rc = add_item(b, node, item);
		if (rc < 0) return rc;
		const edu_node child = edu_node_first(node);
		if (edu_node_is_null(child)) {
			node = node_behind(b, node);
			continue;
		}
		if (b->depth == CJSON_NESTING_LIMIT)
			return fail_at_node(b, node, EDU_ELIMIT, "json/depth",
			                    "values are nested deeper than cJSON allows");
		b->open[b->depth++] = item;
		node = child;
	}
	return 0;
}

int edu_node_to_cjson(struct cJSON **out, edu_node node, edu_error *err)
{
	builder b = { .err = err };
	edu_error_clear(err);
	if (!out) return edu_fail(err, EDU_EARG, NULL, "edu_node_to_cjson needs a place for the tree");
	*out = NULL;
	if (edu_node_is_null(node)) return edu_fail(err, EDU_EARG, NULL, "there is no node to copy");
	cJSON *top;
	int rc = new_item(&b, node, &top);
	if (rc < 0) return rc;
	b.open[b.depth++] = top;
	rc = add_descendants(&b, node);
	if (rc == 0) *out = top;
	else cJSON_Delete(top);
	return rc;
}

/* Print a double with the fewest digits that give it back. */
static int print_number(edu_buffer *out, double value)
{
	char digits[40], plain[40];
	size_t length = 0;
	for (int precision = 15; precision <= 17; precision++) {
		snprintf(digits, sizeof digits, "%.*g", precision, value);
		if (strtod(digits, NULL) == value) break;
	}
	/* The locale decides what stands between whole part and fraction, and it may be more than one byte. */
	for (const char *p = digits; *p; p++) {
		if (strchr("0123456789+-e", *p)) plain[length++] = *p;
		else if (length && plain[length - 1] != '.') plain[length++] = '.';
	}
	return edu_buffer_add(out, plain, length);
}

/* Does text hold one JSON value, and nothing beside it? */
static int check_raw(const edu_context *ctx, const char *text, edu_error *err)
{
	static const char *const no_names[] = { "" };
	static const uint16_t no_lengths[1], no_slots[1];
	static const edu_name_table no_table = { 0, no_names, no_lengths, 0, no_slots };
	edu_tree t;
	int rc = edu_tree_open(&t, ctx, &no_table, false);
	rc = rc < 0 ? edu_fail_memory(err) : edu_json_read(&t, text, strlen(text), err);
	edu_tree_close(&t);
	return rc;
}

typedef struct printer {
	const edu_context *ctx;
	edu_buffer out;
	const cJSON *open[CJSON_NESTING_LIMIT];
	size_t depth;
	edu_error *err;
} printer;

static int print_text(printer *p, const char *text)
{
	if (!text) return edu_fail(p->err, EDU_EINVALID, NULL, "the cJSON tree has a string or name that is NULL");
	return edu_json_quote(&p->out, text, strlen(text)) < 0 ? edu_fail_memory(p->err) : 0;
}

static int print_verbatim(printer *p, const char *text)
{
	return edu_buffer_add(&p->out, text, strlen(text)) < 0 ? edu_fail_memory(p->err) : 0;
}

static int print_scalar(printer *p, const cJSON *item)
{
	int rc;
	switch (item->type & 0xFF) {
	case cJSON_False: return print_verbatim(p, "false");
	case cJSON_True: return print_verbatim(p, "true");
	case cJSON_NULL: return print_verbatim(p, "null");
	case cJSON_String: return print_text(p, item->valuestring);
	case cJSON_Number:
		if (!isfinite(item->valuedouble))
			return edu_fail(p->err, EDU_EINVALID, "json/number", "JSON has neither infinity nor NaN");
		return print_number(&p->out, item->valuedouble) < 0 ? edu_fail_memory(p->err) : 0;
	case cJSON_Raw:
		if (!item->valuestring)
			return edu_fail(p->err, EDU_EINVALID, NULL, "the cJSON tree has raw text that is NULL");
		rc = check_raw(p->ctx, item->valuestring, p->err);
		return rc < 0 ? rc : print_verbatim(p, item->valuestring);
	default:
		return edu_fail(p->err, EDU_EINVALID, NULL, "the cJSON tree has an item of no known type");
	}
}

static bool is_container(const cJSON *item)
{
	return cJSON_IsObject(item) || cJSON_IsArray(item);
}

/* Close what ends behind item; the next one, or NULL where all has been printed. */
static const cJSON *print_end(printer *p, const cJSON *item, int *rc)
{
	*rc = 0;
	while (p->depth && !item->next) {
		item = p->open[--p->depth];
		if ((*rc = print_verbatim(p, cJSON_IsObject(item) ? "}" : "]")) < 0) return NULL;
	}
	if (!p->depth) return NULL;
	*rc = print_verbatim(p, ",");
	return item->next;
}

static int print_tree(printer *p, const cJSON *top)
{
	const size_t limit = p->ctx->limits.depth, deepest = limit < CJSON_NESTING_LIMIT ? limit : CJSON_NESTING_LIMIT;
	const cJSON *item = top;
	int rc = 0;
	while (item) {
		if (p->depth && cJSON_IsObject(p->open[p->depth - 1])) {
			if ((rc = print_text(p, item->string)) < 0 || (rc = print_verbatim(p, ":")) < 0) return rc;
		}
		if (p->out.length > p->ctx->limits.bytes)   /* also ends a tree that was linked into a circle */
			return edu_fail(p->err, EDU_ELIMIT, "json/size",
			                "the cJSON tree is larger than the context allows");
		if (is_container(item) && item->child) {
			if (p->depth >= deepest)
				return edu_fail(p->err, EDU_ELIMIT, "json/depth",
				                "the cJSON tree is deeper than the context allows");
			p->open[p->depth++] = item;
			if ((rc = print_verbatim(p, cJSON_IsObject(item) ? "{" : "[")) < 0) return rc;
			item = item->child;
			continue;
		}
		if (is_container(item)) rc = print_verbatim(p, cJSON_IsObject(item) ? "{}" : "[]");
		else rc = print_scalar(p, item);
		if (rc < 0) return rc;
		item = print_end(p, item, &rc);
		if (rc < 0) return rc;
	}
	return 0;
}

int edu_document_from_cjson(edu_document **out, const edu_context *ctx, const struct cJSON *value,
                            const edu_read_options *options, edu_error *err)
{
	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !ctx || !value)
		return edu_fail(err, EDU_EARG, NULL, "a document from cJSON needs a place, a context and a tree");
	printer p = { .ctx = ctx, .err = err };
	edu_buffer_open(&p.out, &ctx->allocator);
	int rc = print_tree(&p, value);
	if (rc == 0) rc = edu_document_read(out, ctx, p.out.data, p.out.length, options, err);
	edu_buffer_free(&p.out);
	return rc;
}
