/*
 * privacy/redact.c – edu_redact(): one redaction after the other until what is left says nothing that the
 * policy removes.
 */
#include "privacy/redacting.h"

#include <string.h>

#include "base/fail.h"
#include "convert/version.h"
#include "model/twin.h"
#include "privacy/pseudonym.h"

/* What a value hid may come to light when that is gone, such as the second of two dates of birth. */
enum { ROUNDS = 4 };

int edu_document_is_sealed(const edu_document *doc)
{
	const edu_tree *t = doc ? &doc->tree : NULL;
	uint32_t length;

	if (!doc) return 0;
	if (doc->inner) return 1;
	for (edu_ref i = 1; i < t->count; i++) {
		if (edu_tree_is_signature(t, i)) return 1;
		if (doc->format->syntax != EDU_SYNTAX_JSON || !t->items[i].name) continue;
		if (t->items[i].parent != t->top && t->items[i].parent != doc->content) continue;
		const char *name = edu_tree_name_text(t, t->items[i].name, &length);
		if (length == 5 && !memcmp(name, "proof", 5)) return 1;
	}
	return 0;
}

/* ---- memory ---- */

static void *zeroed(const edu_redaction *r, size_t count, size_t size)
{
	void *made = edu_allocate(&r->source->tree.ctx->allocator, count * size);
	return made ? memset(made, 0, count * size) : NULL;
}

static void give_back(const edu_redaction *r, void *block, size_t size)
{
	edu_release(&r->source->tree.ctx->allocator, block, size);
}

/* The core side is of one round, and so is what was made; what was found forbidden stays. */
static void end_round(edu_redaction *r, bool keep_result)
{
	const size_t items = r->source->tree.count, places = r->core ? r->core->tree.count : 0;

	give_back(r, r->actions, places);
	give_back(r, r->told, places);
	give_back(r, r->fates, items);
	give_back(r, r->states, items);
	give_back(r, r->copies, items * sizeof *r->copies);
	r->actions = r->told = r->fates = r->states = NULL;
	r->copies = NULL;
	edu_map_close(&r->names);
	edu_map_close(&r->kept_names);
	r->name_count = 0;
	edu_ledger_free(r->lowering);
	edu_document_free(r->core);
	r->lowering = NULL;
	r->core = NULL;
	if (keep_result) return;
	edu_ledger_free(r->ledger);
	edu_document_free(r->made);
	r->ledger = NULL;
	r->made = NULL;
}

static int begin_round(edu_redaction *r)
{
	const size_t items = r->source->tree.count, places = r->core->tree.count;

	edu_map_open(&r->names, &r->source->tree.ctx->allocator);
	edu_map_open(&r->kept_names, &r->source->tree.ctx->allocator);
	r->actions = zeroed(r, places, 1);
	r->told = zeroed(r, places, 1);
	r->fates = zeroed(r, items, 1);
	r->states = zeroed(r, items, 1);
	r->copies = zeroed(r, items, sizeof *r->copies);
	return r->actions && r->told && r->fates && r->states && r->copies ? 0 : edu_fail_memory(r->err);
}

/* ---- a round ---- */

/* A document of the core is lowered by being copied. */
static int copy_core(const edu_document *doc, edu_document **core, edu_ledger **ledger, edu_error *err)
{
	*core = NULL;
	*ledger = edu_ledger_new(doc, doc->format, doc->version);
	if (!*ledger) return edu_fail_memory(err);
	const int rc = edu_version_step(doc, doc->format, doc->version, core, EDU_CARRY_NONE, *ledger, err);
	(*ledger)->target = *core;
	return rc;
}

static int lower(const edu_document *doc, edu_document **core, edu_ledger **ledger, edu_error *err)
{
	static const edu_convert_options options = EDU_CONVERT_OPTIONS_INIT;

	if (doc->format == &edu_format_core) return copy_core(doc, core, ledger, err);
	return edu_convert(core, doc, "core", &options, ledger, err);
}

static int redact_once(edu_redaction *r)
{
	int rc = lower(r->source, &r->core, &r->lowering, r->err);
	if (rc == 0) rc = begin_round(r);
	if (rc < 0) return rc;
	edu_policy_apply(&r->policy, r->core, r->actions);
	edu_redaction_classify(r);
	rc = edu_redaction_settle(r);
	if (rc == 0) rc = edu_redaction_demand(r);
	return rc < 0 ? rc : edu_redaction_make(r);
}

/* ---- what is left ---- */

/* Does a value of the result say what the policy removes, though it is one that was kept? */
static bool tells_removed(const edu_redaction *r, edu_ref source, const edu_entry *entry,
                          const uint8_t *actions)
{
	if (r->fates[source] != EDU_FATE_KEEP || !entry->target) return false;
	return actions[entry->target] != EDU_POLICY_KEEP;
}

/* Forbids what the result still tells; *found says whether there was any. */
static int look_again(edu_redaction *r, bool *found)
{
	const edu_tree *t = &r->source->tree;
	edu_document *core = NULL;
	edu_ledger *lowering = NULL;
	edu_error why = EDU_ERROR_INIT;

	*found = false;
	if (lower(r->made, &core, &lowering, &why) < 0) {
		edu_ledger_free(lowering);
		edu_document_free(core);
		return why.code == EDU_ENOMEM
		               ? edu_fail_memory(r->err)
		               : edu_fail(r->err, EDU_EINVALID, "redact/result",
		                          "what the policy leaves is no record any more; let it keep more");
	}
	const size_t places = core->tree.count;
	uint8_t *actions = zeroed(r, places, 1);
	int rc = actions ? 0 : edu_fail_memory(r->err);
	if (rc == 0) edu_policy_apply(&r->policy, core, actions);
	for (edu_ref leaf = rc ? 0 : edu_tree_next_leaf(t, 0); leaf; leaf = edu_tree_next_leaf(t, leaf)) {
		const edu_ref copy = r->ledger->lowered[leaf].to;
		const edu_entry entry = copy ? edu_ledger_entry(lowering, copy) : (edu_entry){ 0 };
		if (edu_redaction_attendance(r, entry.rule) || !tells_removed(r, leaf, &entry, actions))
			continue;
		r->forbidden[leaf] = EDU_FATE_REMOVE;
		*found = true;
	}
	give_back(r, actions, places);
	edu_ledger_free(lowering);
	edu_document_free(core);
	return rc;
}

static int redact(edu_redaction *r)
{
	bool found = true;
	int rc = 0;

	for (unsigned round = 0; found && rc == 0; round++) {
		if (round == ROUNDS)
			return edu_fail(
				r->err, EDU_EINVALID, "redact/result",
				"values that the policy removes come to light again and again; remove more");
		if (round) end_round(r, false);
		rc = redact_once(r);
		if (rc == 0) rc = look_again(r, &found);
	}
	return rc;
}

/* ---- the call ---- */

static int check_key(const edu_redaction *r)
{
	const edu_redact_options *o = r->options;

	if (!r->policy.needs_key || (o->key && o->key_length >= EDU_PSEUDONYM_KEY_LEAST)) return 0;
	return edu_fail(r->err, EDU_EKEY, "redact/key",
	                "the policy makes pseudonyms: that takes a secret key of at least %d bytes",
	                EDU_PSEUDONYM_KEY_LEAST);
}

static int check_source(const edu_redaction *r)
{
	const edu_format *f = r->source->format;

	if (!r->source->twin && !r->source->form && !f->form_of) return 0;
	return edu_fail(r->err, EDU_EUNSUPPORTED, "redact/form",
	                "a document in this form is not redacted; convert it first");
}

static int check_arguments(const edu_document *source, const char *policy, const edu_redact_options *o,
                           edu_error *err)
{
	if (!source || !policy)
		return edu_fail(err, EDU_EARG, NULL, "a redaction needs a document and a policy");
	if (o->version >= 1 && o->version <= EDU_REDACT_OPTIONS_VERSION) return 0;
	return edu_fail(err, EDU_EARG, NULL, "redact options have version %u; this library knows up to %d",
	                o->version, EDU_REDACT_OPTIONS_VERSION);
}

int edu_redact(edu_document **out, const edu_document *source, const char *policy, size_t policy_length,
               const edu_redact_options *options, edu_ledger **ledger, edu_error *err)
{
	static const edu_redact_options defaults = EDU_REDACT_OPTIONS_INIT;
	edu_redaction r = { .source = source, .options = options ? options : &defaults, .err = err };

	edu_error_clear(err);
	if (ledger) *ledger = NULL;
	if (!out) return edu_fail(err, EDU_EARG, NULL, "a redaction needs a place for the result");
	*out = NULL;
	int rc = check_arguments(source, policy, r.options, err);
	if (rc < 0) return rc;
	rc = edu_policy_read(&r.policy, source->tree.ctx, policy, policy_length, err);
	if (rc == 0) rc = check_key(&r);
	if (rc == 0) rc = check_source(&r);
	if (rc == 0) {
		r.forbidden = zeroed(&r, source->tree.count, 1);
		rc = r.forbidden ? redact(&r) : edu_fail_memory(err);
	}
	end_round(&r, rc == 0);
	give_back(&r, r.forbidden, source->tree.count);
	edu_policy_close(&r.policy);
	if (rc < 0) return rc;
	*out = r.made;
	if (ledger) *ledger = r.ledger;
	else edu_ledger_free(r.ledger);
	return 0;
}
