/*
 * trust/disclosure_policy.c – policies of selective disclosure read: what is hidden alone, what stays open, what goes
 * together and how much is added that says nothing.
 */
#include "trust/disclosure_policy.h"

#include "base/fail.h"
#include "trust/strict.h"

#include <stdlib.h>
#include <string.h>

enum { POLICY_MOST = 1024 * 1024, PAD_MOST = 1024 };

static int invalid(edu_error *err, const char *rule, const char *message)
{
	return edu_fail(err, EDU_EINVALID, rule, "%s", message);
}

/* ---- places ---- */

/* Keep a place of the document as one of the claims: below the claim, and with a member behind it. */
static int keep_place(edu_disclosure_policy *p, edu_pattern *out, const char *place, const char *member,
                      edu_error *err)
{
	edu_buffer text;
	int rc = 0;

	edu_buffer_open(&text, &p->ctx->allocator);
	if (p->claim) rc = edu_buffer_addf(&text, "/%s", p->claim);
	if (rc == 0) rc = edu_buffer_add(&text, place, strlen(place));
	if (rc == 0 && member) rc = edu_buffer_addf(&text, "/%s", member);
	const char *kept = rc == 0 ? edu_arena_text(p->t.arena, text.data, text.length) : NULL;
	edu_buffer_free(&text);
	if (!kept) return edu_fail_memory(err);
	*out = edu_pattern_of(kept);
	return 0;
}

static int add_place(edu_disclosure_policy *p, edu_place_list *list, const char *place, const char *member,
                     edu_error *err)
{
	if (!edu_grow(&p->ctx->allocator, (void **)&list->list, &list->capacity, list->count,
	              sizeof *list->list))
		return edu_fail_memory(err);
	const int rc = keep_place(p, &list->list[list->count], place, member, err);
	if (rc == 0) list->count++;
	return rc;
}

/* The text of a place; NULL: the value is none. */
static const char *place_of(const edu_tree *t, edu_ref item)
{
	const bool is_text = edu_is_kind(t, item, EDU_KIND_STRING) && t->items[item].length;
	return is_text && *t->items[item].text == '/' ? t->items[item].text : NULL;
}

static int read_places(edu_disclosure_policy *p, edu_place_list *list, edu_ref value, edu_error *err)
{
	int rc = 0;

	if (!edu_is_kind(&p->t, value, EDU_KIND_ARRAY))
		return invalid(err, "policy/places", "alone and open have to be arrays of places");
	for (edu_ref e = edu_tree_first(&p->t, value); e && rc == 0; e = edu_tree_next(&p->t, e)) {
		const char *place = place_of(&p->t, e);
		rc = place ? add_place(p, list, place, NULL, err)
		           : invalid(err, "policy/places", "a place has to begin with a slash");
	}
	return rc;
}

/* ---- the members of a policy ---- */

static int read_alone(edu_disclosure_policy *p, edu_ref value, edu_error *err)
{
	return read_places(p, &p->alone, value, err);
}

static int read_open(edu_disclosure_policy *p, edu_ref value, edu_error *err)
{
	return read_places(p, &p->open, value, err);
}

static int read_group(edu_disclosure_policy *p, edu_ref value, edu_error *err)
{
	const char *place = place_of(&p->t, edu_member(&p->t, value, "in"));
	const edu_ref members = edu_member(&p->t, value, "members");
	int rc = 0;

	if (!place || !edu_is_kind(&p->t, members, EDU_KIND_ARRAY))
		return invalid(
			err, "policy/together",
			"what goes together has to be an object with in, a place, and members, an array");
	if (!edu_grow(&p->ctx->allocator, (void **)&p->groups, &p->group_capacity, p->group_count,
	              sizeof *p->groups))
		return edu_fail_memory(err);
	edu_disclosure_group *g = &p->groups[p->group_count++];
	memset(g, 0, sizeof *g);
	for (edu_ref e = edu_tree_first(&p->t, members); e && rc == 0; e = edu_tree_next(&p->t, e))
		rc = edu_is_kind(&p->t, e, EDU_KIND_STRING) && p->t.items[e].length
		             ? add_place(p, &g->members, place, p->t.items[e].text, err)
		             : invalid(err, "policy/together", "members are named by texts");
	return rc;
}

static int read_together(edu_disclosure_policy *p, edu_ref value, edu_error *err)
{
	int rc = edu_is_kind(&p->t, value, EDU_KIND_ARRAY)
	                 ? 0
	                 : invalid(err, "policy/together", "together has to be an array");
	for (edu_ref e = edu_tree_first(&p->t, value); e && rc == 0; e = edu_tree_next(&p->t, e))
		rc = read_group(p, e, err);
	return rc;
}

static int read_pad(edu_disclosure_policy *p, edu_ref value, edu_error *err)
{
	const char *place = place_of(&p->t, edu_member(&p->t, value, "at"));
	const edu_ref to = edu_member(&p->t, value, "to");
	const bool is_number = edu_is_kind(&p->t, to, EDU_KIND_NUMBER) && p->t.items[to].length <= 4 &&
	                       strspn(p->t.items[to].text, "0123456789") == p->t.items[to].length;
	const unsigned long number = is_number ? strtoul(p->t.items[to].text, NULL, 10) : 0;

	if (!place || !number || number > PAD_MOST)
		return invalid(
			err, "policy/pad",
			"a padding has to be an object with at, a place, and to, a number from 1 to 1024");
	if (!edu_grow(&p->ctx->allocator, (void **)&p->pads, &p->pad_capacity, p->pad_count, sizeof *p->pads))
		return edu_fail_memory(err);
	edu_disclosure_pad *pad = &p->pads[p->pad_count];
	pad->to = (unsigned)number;
	const int rc = keep_place(p, &pad->at, place, NULL, err);
	if (rc == 0) p->pad_count++;
	return rc;
}

static int read_pads(edu_disclosure_policy *p, edu_ref value, edu_error *err)
{
	int rc = edu_is_kind(&p->t, value, EDU_KIND_ARRAY)
	                 ? 0
	                 : invalid(err, "policy/pad", "pad has to be an array");
	for (edu_ref e = edu_tree_first(&p->t, value); e && rc == 0; e = edu_tree_next(&p->t, e))
		rc = read_pad(p, e, err);
	return rc;
}

/* What a text is kept for people, or where it is read before the others. */
static int pass_over(edu_disclosure_policy *p, edu_ref value, edu_error *err)
{
	return edu_is_kind(&p->t, value, EDU_KIND_STRING) && p->t.items[value].length
	               ? 0
	               : invalid(err, "policy/text", "policy, about, claim and vct have to be texts");
}

static const struct {
	const char *name;
	int (*read)(edu_disclosure_policy *p, edu_ref value, edu_error *err);
} members[] = {
	{ "policy", pass_over }, { "about", pass_over },        { "claim", pass_over }, { "vct", pass_over },
	{ "alone", read_alone }, { "together", read_together }, { "open", read_open },  { "pad", read_pads },
};

static int read_member(edu_disclosure_policy *p, edu_ref item, edu_error *err)
{
	const char *name = edu_tree_name_text(&p->t, p->t.items[item].name, NULL);

	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		if (strcmp(members[i].name, name) == 0) return members[i].read(p, item, err);
	return invalid(err, "policy/member",
	               "a policy has the members policy, about, claim, vct, alone, together, open and pad, "
	               "and no others");
}

static int read_policy(edu_disclosure_policy *p, edu_error *err)
{
	const edu_tree *t = &p->t;
	uint32_t length;
	int rc = 0;

	if (!edu_is_kind(t, t->top, EDU_KIND_OBJECT))
		return invalid(err, "policy/object", "a policy has to be a JSON object");
	p->claim = edu_member_text(t, t->top, "claim", &length);
	p->vct = edu_member_text(t, t->top, "vct", &length);
	if (p->claim && strpbrk(p->claim, "/~*["))
		return invalid(err, "policy/claim", "a claim's name can't hold / ~ * or [");
	for (edu_ref i = edu_tree_first(t, t->top); i && rc == 0; i = edu_tree_next(t, i))
		rc = read_member(p, i, err);
	return rc;
}

/* ---- the public side ---- */

int edu_disclosure_policy_read(edu_disclosure_policy **out, const edu_context *ctx, const void *data,
                               size_t length, edu_error *err)
{
	edu_error own = EDU_ERROR_INIT;

	if (!err) err = &own;
	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !ctx || !data)
		return edu_fail(err, EDU_EARG, NULL,
		                "a place for the policy, a context and bytes are needed");
	if (length > POLICY_MOST)
		return edu_fail(err, EDU_ELIMIT, "limit/policy", "a policy is larger than 1 MiB");
	edu_disclosure_policy *p = edu_allocate(&ctx->allocator, sizeof *p);
	if (!p) return edu_fail_memory(err);
	memset(p, 0, sizeof *p);
	p->ctx = ctx;
	int rc = edu_strict_read(&p->t, ctx, data, length, err);
	if (rc == 0) rc = read_policy(p, err);
	if (rc < 0) edu_disclosure_policy_free(p);
	else *out = p;
	return rc;
}

int edu_disclosure_policy_named(edu_disclosure_policy **out, const edu_context *ctx, const char *name,
                                edu_error *err)
{
	if (out) *out = NULL;
	for (const edu_shipped_policy *s = edu_shipped_policies; name && s->name; s++)
		if (strcmp(s->name, name) == 0)
			return edu_disclosure_policy_read(out, ctx, s->text, s->length, err);
	return edu_fail(err, EDU_EUNSUPPORTED, "policy/name", "no policy of that name is shipped");
}

const char *edu_disclosure_policy_name(size_t i)
{
	for (const edu_shipped_policy *s = edu_shipped_policies; s->name; s++)
		if (!i--) return s->name;
	return NULL;
}

static void free_places(const edu_allocator *a, edu_place_list *list)
{
	edu_release(a, list->list, list->capacity * sizeof *list->list);
}

void edu_disclosure_policy_free(edu_disclosure_policy *p)
{
	if (!p) return;
	const edu_allocator a = p->ctx->allocator;
	for (size_t i = 0; i < p->group_count; i++) free_places(&a, &p->groups[i].members);
	edu_release(&a, p->groups, p->group_capacity * sizeof *p->groups);
	edu_release(&a, p->pads, p->pad_capacity * sizeof *p->pads);
	free_places(&a, &p->alone);
	free_places(&a, &p->open);
	edu_tree_close(&p->t);
	edu_release(&a, p, sizeof *p);
}

/* ---- asked ---- */

bool edu_places_fit(const edu_place_list *list, const edu_place *place)
{
	for (size_t i = 0; i < list->count; i++)
		if (edu_pattern_fits(&list->list[i], place)) return true;
	return false;
}

bool edu_policy_hides(const edu_disclosure_policy *p, const edu_place *place)
{
	bool found = edu_places_fit(&p->alone, place);

	for (size_t i = 0; i < p->group_count && !found; i++)
		found = edu_places_fit(&p->groups[i].members, place);
	return found && !edu_places_fit(&p->open, place);
}

unsigned edu_policy_pad(const edu_disclosure_policy *p, const edu_place *place)
{
	for (size_t i = 0; i < p->pad_count; i++)
		if (edu_pattern_fits(&p->pads[i].at, place)) return p->pads[i].to;
	return 0;
}
