/*
 * privacy/policy_read.c – the JSON of a policy, and the policies that come with the library.
 */
#include "privacy/policy.h"

#include <edu/privacy.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "core_tables.h"
#include "json/json.h"
#include "privacy_policies.h"

typedef struct reading {
	edu_policy *policy;
	const edu_tree *json;
	edu_error *err;
} reading;

static int refuse(const reading *r, edu_ref item, const char *what)
{
	edu_buffer path;

	edu_buffer_open(&path, &r->json->ctx->allocator);
	edu_fail(r->err, EDU_EINVALID, "redact/policy", "the policy %s; docs/privacy.md has the form", what);
	if (edu_tree_path(r->json, item, &path) >= 0 && path.data) edu_error_set_path(r->err, path.data);
	edu_buffer_free(&path);
	return EDU_EINVALID;
}

/* ---- paths ---- */

static const edu_property *property_of(uint16_t cls, const char *name, size_t length)
{
	const edu_name known = edu_table_find(&core_schema.names, name, length);
	return known ? edu_schema_any_property(&core_schema, cls, known) : NULL;
}

static const edu_property *property_of_record(const char *name, size_t length)
{
	const edu_property *found = property_of(core_c_Credential, name, length);
	return found ? found : property_of(core_c_Catalogue, name, length);
}

static uint16_t class_named(const char *name, size_t length)
{
	for (uint16_t c = 1; c < core_schema.class_count; c++)
		if (edu_equal(name, (uint32_t)length, core_schema.classes[c].name)) return c;
	return 0;
}

static uint16_t class_behind(const edu_property *p)
{
	return p->kind == EDU_VALUE_NODE && p->range_count ? core_schema.ranges[p->range] : 0;
}

/* Can a keyed name stand for what a path leads to? */
static bool is_identifier(const edu_property *p)
{
	return p && (class_behind(p) == core_c_Identifier || p->name == core_n_id);
}

/* One step of a path; *at is the class it is taken from. */
static int add_step(const reading *r, edu_ref item, edu_policy_rule *rule, uint16_t *at,
                    const edu_property *p)
{
	if (!p) return refuse(r, item, "names a property that the core model does not know there");
	if (rule->depth == EDU_POLICY_STEPS) return refuse(r, item, "has a path with too many steps");
	rule->steps[rule->depth++] = p->name;
	*at = class_behind(p);
	return 0;
}

static int read_path(const reading *r, edu_ref item, edu_policy_rule *rule)
{
	const edu_item *i = &r->json->items[item];
	const edu_property *last = NULL;
	const char *text = i->text, *const end = text + i->length;
	uint16_t at = 0;
	int rc = 0;

	for (bool first = true; rc == 0 && text <= end; first = false) {
		const char *dot = memchr(text, '.', (size_t)(end - text));
		const size_t length = (size_t)((dot ? dot : end) - text);
		if (first && length && text[0] >= 'A' && text[0] <= 'Z') {
			rule->cls = at = class_named(text, length);
			if (!at) return refuse(r, item, "names a class that the core model does not have");
		} else {
			last = first ? property_of_record(text, length)
			       : at  ? property_of(at, text, length)
			             : NULL;
			rc = add_step(r, item, rule, &at, last);
		}
		text += length + 1;
	}
	if (rc == 0 && rule->action == EDU_POLICY_PSEUDONYM && !is_identifier(last))
		return refuse(r, item, "wants a pseudonym for what is no identifier");
	return rc;
}

/* ---- members ---- */

static bool same_place(const edu_policy_rule *a, const edu_policy_rule *b)
{
	return a->cls == b->cls && a->depth == b->depth && !memcmp(a->steps, b->steps, sizeof a->steps);
}

static int add_rule(const reading *r, edu_ref item, edu_policy_action action)
{
	edu_policy *p = r->policy;
	edu_policy_rule rule = { .action = (uint8_t)action };

	if (r->json->items[item].kind != EDU_KIND_STRING || !r->json->items[item].length)
		return refuse(r, item, "wants a path here, such as learner.birthDate or Person.birthDate");
	const int rc = read_path(r, item, &rule);
	if (rc < 0) return rc;
	for (size_t i = 0; i < p->count; i++)
		if (same_place(&p->rules[i], &rule)) return refuse(r, item, "names a place twice");
	if (p->count == p->capacity &&
	    !edu_grow(&p->allocator, (void **)&p->rules, &p->capacity, p->count, sizeof *p->rules))
		return edu_fail_memory(r->err);
	p->rules[p->count++] = rule;
	p->needs_key |= action == EDU_POLICY_PSEUDONYM;
	return 0;
}

static int read_paths(const reading *r, edu_ref member, edu_policy_action action)
{
	int rc = 0;

	if (r->json->items[member].kind != EDU_KIND_ARRAY)
		return refuse(r, member, "wants an array of paths here");
	for (edu_ref i = edu_tree_first(r->json, member); i && rc == 0; i = edu_tree_next(r->json, i))
		rc = add_rule(r, i, action);
	return rc;
}

/* Which of several words a member's value is; -1, with the error told: none. */
static int word(const reading *r, edu_ref member, const char *const *words, const char *refusal)
{
	const edu_item *i = &r->json->items[member];

	for (int w = 0; i->kind == EDU_KIND_STRING && words[w]; w++)
		if (edu_equal(i->text, i->length, words[w])) return w;
	refuse(r, member, refusal);
	return -1;
}

static int read_words(const reading *r, edu_ref member, const char *name)
{
	static const char *const otherwise[] = { "keep", "remove", NULL },
				 *const unmapped[] = { "drop", "keep", NULL },
				 *const ids[] = { "rename", "pseudonym", "keep", NULL };
	edu_policy *p = r->policy;
	int w = -1;

	if (!strcmp(name, "otherwise")) {
		w = word(r, member, otherwise, "takes keep or remove as otherwise");
		p->otherwise = w ? EDU_POLICY_REMOVE : EDU_POLICY_KEEP;
	} else if (!strcmp(name, "unmapped")) {
		w = word(r, member, unmapped, "takes drop or keep as unmapped");
		p->keeps_unmapped = w == 1;
	} else if (!strcmp(name, "ids")) {
		w = word(r, member, ids, "takes rename, pseudonym or keep as ids");
		p->ids = w < 0 ? EDU_POLICY_IDS_RENAME : (edu_policy_ids)w;
		p->needs_key |= w == EDU_POLICY_IDS_PSEUDONYM;
	} else {
		return refuse(r, member, "has a member that is none of its");
	}
	return w < 0 ? EDU_EINVALID : 0;
}

static int read_member(const reading *r, edu_ref member)
{
	const char *name = edu_tree_name_text(r->json, r->json->items[member].name, NULL);

	if (!strcmp(name, "keep")) return read_paths(r, member, EDU_POLICY_KEEP);
	if (!strcmp(name, "remove")) return read_paths(r, member, EDU_POLICY_REMOVE);
	if (!strcmp(name, "pseudonym")) return read_paths(r, member, EDU_POLICY_PSEUDONYM);
	if (strcmp(name, "description")) return read_words(r, member, name);
	return r->json->items[member].kind == EDU_KIND_STRING
	               ? 0
	               : refuse(r, member, "wants a text as description");
}

static int read_policy(const reading *r)
{
	const edu_tree *t = r->json;
	bool decides = false;
	int rc = 0;

	if (t->items[t->top].kind != EDU_KIND_OBJECT) return refuse(r, t->top, "must be a JSON object");
	for (edu_ref m = edu_tree_first(t, t->top); m && rc == 0; m = edu_tree_next(t, m)) {
		decides |= !strcmp(edu_tree_name_text(t, t->items[m].name, NULL), "otherwise");
		rc = read_member(r, m);
	}
	/* What becomes of everything that was not thought of is not to be guessed. */
	if (rc == 0 && !decides) return refuse(r, t->top, "has to say otherwise: keep or remove");
	return rc;
}

static int read_json(edu_policy *out, const edu_context *ctx, const char *json, size_t length, edu_error *err)
{
	edu_tree t;
	const reading r = { out, &t, err };

	int rc = edu_tree_open(&t, ctx, &core_schema.names, false) < 0 ? edu_fail_memory(err) : 0;
	if (rc == 0) rc = edu_json_read(&t, json, length, err);
	if (rc == 0) rc = read_policy(&r);
	edu_tree_close(&t);
	return rc;
}

/* ---- by name ---- */

const char *edu_redact_policy_name(size_t i)
{
	return i < edu_privacy_policy_count ? edu_privacy_policies[i].name : NULL;
}

const char *edu_redact_policy_text(size_t i)
{
	return i < edu_privacy_policy_count ? edu_privacy_policies[i].json : NULL;
}

static bool looks_like_json(const char *text, size_t length)
{
	edu_trim(&text, &length);
	return length && (text[0] == '{' || text[0] == '[');
}

int edu_policy_read(edu_policy *out, const edu_context *ctx, const char *text, size_t length, edu_error *err)
{
	memset(out, 0, sizeof *out);
	out->allocator = ctx->allocator;
	if (looks_like_json(text, length)) return read_json(out, ctx, text, length, err);
	for (size_t i = 0; i < edu_privacy_policy_count; i++)
		if (edu_equal(text, (uint32_t)length, edu_privacy_policies[i].name))
			return read_json(out, ctx, edu_privacy_policies[i].json,
			                 strlen(edu_privacy_policies[i].json), err);
	return edu_fail(err, EDU_EINVALID, "redact/policy",
	                "neither a policy in JSON nor the name of one that comes with libedu; "
	                "docs/privacy.md lists them");
}
