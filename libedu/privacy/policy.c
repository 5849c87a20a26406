/*
 * privacy/policy.c – which rule of a policy decides about a place.
 */
#include "privacy/policy.h"

void edu_policy_close(edu_policy *policy)
{
	edu_release(&policy->allocator, policy->rules, policy->capacity * sizeof *policy->rules);
	policy->rules = NULL;
	policy->count = policy->capacity = 0;
}

/* The property that an item is a value of: itself, or the array it stands in; 0: none. */
static edu_ref property_of(const edu_tree *t, edu_ref item)
{
	while (item && !t->items[item].name) item = t->items[item].parent;
	return item;
}

/* Whether the names above a property, itself included, are those of a rule. */
static bool matches(const edu_document *core, const edu_policy_rule *rule, edu_ref property)
{
	const edu_tree *t = &core->tree;
	edu_ref at = property;

	for (unsigned i = rule->depth; i--;) {
		if (!at || t->items[at].name != rule->steps[i]) return false;
		const edu_ref holder = t->items[at].parent;
		if (!i) return rule->cls ? t->items[holder].cls == rule->cls : holder == core->content;
		at = property_of(t, holder);
	}
	return false;
}

static bool speaks_of(const edu_document *core, const edu_policy_rule *rule, edu_ref item)
{
	const edu_item *i = &core->tree.items[item];
	if (!rule->depth) return i->kind == EDU_KIND_OBJECT && i->cls == rule->cls;
	return i->name == rule->steps[rule->depth - 1] && matches(core, rule, item);
}

/* A path from the record itself says more than one of as many steps from a class. */
static unsigned weight(const edu_policy_rule *rule)
{
	return rule->depth * 2u + !rule->cls;
}

static uint8_t own_action(const edu_policy *policy, const edu_document *core, edu_ref item)
{
	const edu_policy_rule *best = NULL;

	for (size_t i = 0; i < policy->count; i++) {
		const edu_policy_rule *rule = &policy->rules[i];
		if ((!best || weight(rule) > weight(best)) && speaks_of(core, rule, item)) best = rule;
	}
	return best ? best->action : EDU_POLICY_SILENT;
}

void edu_policy_apply(const edu_policy *policy, const edu_document *core, uint8_t *actions)
{
	const edu_tree *t = &core->tree;

	for (edu_ref i = 0; i < t->count; i++) actions[i] = (uint8_t)policy->otherwise;
	for (edu_ref i = t->top; i; i = edu_tree_walk(t, t->top, i)) {
		const uint8_t own = i == core->content ? EDU_POLICY_SILENT : own_action(policy, core, i);
		if (own) actions[i] = own;
		else if (t->items[i].parent) actions[i] = actions[t->items[i].parent];
	}
}
