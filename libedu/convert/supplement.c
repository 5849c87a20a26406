/*
 * convert/supplement.c – what the caller adds to a record before it is raised.
 *
 * A supplement is the core in JSON: objects are nodes, a text with languages is an object of languages,
 * a property with several values is an array or a single one.
 */
#include "convert/supplement.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "crosswalk_tables.h"
#include "json/json.h"
#include "model/interface.h"

typedef struct filling {
	edu_passage *p;
	const edu_tree *json;
	unsigned depth;
} filling;

static int refuse(const filling *f, edu_ref item, const char *rule, const char *message)
{
	edu_buffer path;
	edu_buffer_open(&path, &f->json->ctx->allocator);
	edu_fail(f->p->err, EDU_EINVALID, rule, "the supplement %s; docs/supplement.md lists what it takes", message);
	if (edu_tree_path(f->json, item, &path) >= 0 && path.data) edu_error_set_path(f->p->err, path.data);
	edu_buffer_free(&path);
	return EDU_EINVALID;
}

static bool is_scalar(edu_kind kind)
{
	return kind == EDU_KIND_STRING || kind == EDU_KIND_NUMBER;
}

static int fill_node(filling *f, edu_ref node, edu_ref object);

static int fill_text(filling *f, edu_ref node, edu_name name, edu_ref value, edu_ref *made)
{
	const uint16_t path[] = { (uint16_t)name };
	const edu_item *item = &f->json->items[value];
	const edu_property *property = edu_schema_property(&core_schema, f->p->to->tree.items[node].cls, name, 0);
	if (!is_scalar((edu_kind)item->kind)) return refuse(f, value, "supplement/text", "wants a text here");
	if (!edu_interface_has_form((edu_value_kind)property->kind, item->text, item->length)
	    || (property->flags & EDU_PROPERTY_CLOSED_CODES
		&& !edu_codes_have(&core_schema.codes[property->codes], item->text, item->length, 0)))
		return refuse(f, value, "supplement/form", "has a text here that lacks the form of the property");
	int rc = edu_core_add(f->p, node, path, 1, EDU_KIND_STRING, made);
	if (rc < 0 || !*made) return rc;
	if (edu_tree_set_text(&f->p->to->tree, *made, item->text, item->length) < 0) return edu_fail_memory(f->p->err);
	return edu_origin_set(f->p, *made, edu_rule_convert_supplement);
}

static int fill_langstring(filling *f, edu_ref node, edu_name name, edu_ref value)
{
	const edu_tree *t = f->json;
	edu_ref made, language;
	if (t->items[value].kind != EDU_KIND_OBJECT) return fill_text(f, node, name, value, &made);
	for (edu_ref e = edu_tree_first(t, value); e; e = edu_tree_next(t, e)) {
		uint32_t length;
		const char *tag = edu_tree_name_text(t, t->items[e].name, &length);
		if (!edu_is_language(tag, length)) return refuse(f, e, "supplement/form", "has a language here that is no tag");
		int rc = fill_text(f, node, name, e, &made);
		if (rc < 0) return rc;
		if (!made || !strcmp(tag, "und")) continue;
		const char *kept = edu_passage_keep(f->p, tag, length);
		if (!kept) return EDU_ENOMEM;
		rc = edu_core_set_language(f->p, made, kept, length, &language);
		if (rc >= 0) rc = edu_origin_set(f->p, language, edu_rule_convert_supplement);
		if (rc < 0) return rc;
	}
	return 0;
}

static int fill_value(filling *f, edu_ref node, const edu_property *property, edu_ref value)
{
	const uint16_t path[] = { property->name };
	edu_ref made;
	if (property->kind == EDU_VALUE_LANGSTRING) return fill_langstring(f, node, property->name, value);
	if (property->kind != EDU_VALUE_NODE) return fill_text(f, node, property->name, value, &made);
	if (f->json->items[value].kind != EDU_KIND_OBJECT) return refuse(f, value, "supplement/object", "wants an object here");
	const int rc = edu_core_add(f->p, node, path, 1, EDU_KIND_OBJECT, &made);
	return rc < 0 || !made ? rc : fill_node(f, made, value);
}

/* An organisation's country is so often all there is of its location that it may stand alone. */
static int fill_country(filling *f, edu_ref node, edu_ref value)
{
	static const uint16_t path[] = { core_n_location, core_n_address, core_n_country };
	const edu_item *item = &f->json->items[value];
	edu_ref made;
	if (item->kind != EDU_KIND_STRING) return refuse(f, value, "supplement/text", "wants a text here");
	if (edu_core_at(&f->p->to->tree, node, path, 3)) return 0;
	const int rc = edu_core_add(f->p, node, path, 3, EDU_KIND_STRING, &made);
	if (rc < 0 || !made) return rc;
	if (edu_tree_set_text(&f->p->to->tree, made, item->text, item->length) < 0) return edu_fail_memory(f->p->err);
	return edu_origin_set(f->p, made, edu_rule_convert_supplement);
}

static int fill_member(filling *f, edu_ref node, edu_ref member)
{
	const edu_tree *t = f->json;
	const edu_name name = edu_tree_known(t, t->items[member].name);
	const uint16_t cls = f->p->to->tree.items[node].cls;
	const edu_property *property = name ? edu_schema_property(&core_schema, cls, name, 0) : NULL;
	if (!property && cls == core_c_Organisation && name == core_n_country) return fill_country(f, node, member);
	if (!property) return refuse(f, member, "supplement/unknown-member", "has a member that the core does not know there");
	const edu_ref there = edu_tree_child(&f->p->to->tree, node, name);
	/* Whom a record is about is one person, of whom more may be known. */
	const bool is_learner = there && cls == core_c_Credential && name == core_n_learner && t->items[member].kind == EDU_KIND_OBJECT;
	if (is_learner) return fill_node(f, there, member);
	if (there) return 0;
	int rc = 0;
	for (edu_ref v = edu_value_first(t, member); v && rc >= 0; v = edu_value_next(t, member, v))
		rc = fill_value(f, node, property, v);
	return rc;
}

/* As deep as the core's classes nest; a supplement is the caller's own, and small. */
#define DEPTH 32

static int fill_node(filling *f, edu_ref node, edu_ref object)
{
	int rc = 0;
	if (++f->depth > DEPTH) return refuse(f, object, "supplement/depth", "nests too deep");
	for (edu_ref m = edu_tree_first(f->json, object); m && rc >= 0; m = edu_tree_next(f->json, m)) {
		const char *name = edu_tree_name_text(f->json, f->json->items[m].name, NULL);
		if (f->depth == 1 && !strcmp(name, "defaultLanguage")) {
			const edu_item *language = &f->json->items[m];
			if (language->kind != EDU_KIND_STRING) return refuse(f, m, "supplement/text", "wants a text here");
			if (!edu_is_language(language->text, language->length))
				return refuse(f, m, "supplement/form", "has a language here that is no tag");
			f->p->default_language = edu_passage_keep(f->p, language->text, language->length);
			if (!f->p->default_language) return EDU_ENOMEM;
			continue;
		}
		rc = fill_member(f, node, m);
	}
	f->depth--;
	return rc;
}

int edu_supplement_apply(edu_passage *p, const char *json, size_t length)
{
	edu_tree t;
	filling f = { p, &t, 0 };
	if (edu_tree_open(&t, p->to->tree.ctx, &core_schema.names, false) < 0) {
		edu_tree_close(&t);
		return edu_fail_memory(p->err);
	}
	int rc = edu_json_read(&t, json, length, p->err);
	if (rc >= 0 && t.items[t.top].kind != EDU_KIND_OBJECT)
		rc = refuse(&f, t.top, "supplement/object", "must be a JSON object");
	if (rc >= 0) rc = fill_node(&f, p->to->content, t.top);
	edu_tree_close(&t);
	return rc;
}
