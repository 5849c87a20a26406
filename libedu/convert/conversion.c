/*
 * convert/conversion.c – see conversion.h.
 */
#include "convert/conversion.h"

#include <string.h>

#include "base/fail.h"
#include "convert/carry.h"
#include "convert/supplement.h"
#include "convert/unpack.h"
#include "convert/version.h"
#include "core_tables.h"

/* ---- what is asked for ---- */

int edu_version_named(const edu_format *format, const char *name)
{
	const char *const *versions = format->schema->versions;
	const size_t length = strlen(name);
	const int found = edu_schema_version(format->schema, name);
	for (int v = found; v >= 0 && strncmp(versions[v], name, length) == 0; v--)
		if (format->writes >> v & 1) return v;
	return found;
}

int edu_conversion_aim(edu_conversion *c, const char *target)
{
	const char *at = strchr(target, '@');
	const size_t length = at ? (size_t)(at - target) : strlen(target);
	c->format = edu_format_find(target, length);
	if (!c->format)
		return edu_fail(c->err, EDU_EARG, "convert/target", "no such target format; `edu formats` lists what there is");
	/* What was read in a version comes back in it, whether or not that is written otherwise. */
	const int own = at ? -1 : c->source->format->schema == c->format->schema ? (int)c->source->version
							       : edu_residue_version(c->source, c->format);
	const int version = at ? edu_version_named(c->format, at + 1) : own >= 0 ? own : (int)c->format->default_version;
	if (version < 0)
		return edu_fail(c->err, EDU_EARG, "convert/target", "%s has no such version; `edu formats` lists what there is",
				c->format->title);
	c->version = (unsigned)version;
	c->version_asked = at != NULL;
	c->version_is_own = own >= 0;
	return 0;
}

/* ---- the two halves ---- */

/* What is changed when all of it has been made, or shall not be seen when it fails, has to stand whole. */
static bool may_stream(const edu_conversion *c)
{
	const edu_crosswalk *walk = edu_crosswalk_of(c->format);
	return c->sink && c->format->syntax == EDU_SYNTAX_JSON && walk && !walk->complete && c->options->carry == EDU_CARRY_NONE
	    && !c->options->strict && !edu_residue_travels(c->source);
}

static int new_core(edu_conversion *c)
{
	c->core = edu_document_make(c->source->tree.ctx, &edu_format_core, 0, false);
	if (!c->core) return edu_fail_memory(c->err);
	edu_tree *t = &c->core->tree;
	t->top = edu_tree_add(t, 0, EDU_KIND_OBJECT, 0);
	if (!t->top) return edu_fail_memory(c->err);
	t->items[t->top].cls = core_c_Credential;
	c->core->content = t->top;
	/* Texts of the source are used where they stand: the arena of the tree that is made keeps them alive. */
	edu_arena_rest_on(t->arena, c->source->tree.arena);
	return 0;
}

static int lower(edu_conversion *c)
{
	edu_passage p;
	const edu_crosswalk *walk = edu_crosswalk_of(c->source->format);
	if (!walk)
		return edu_fail(c->err, EDU_EUNSUPPORTED, "convert/source", "there is no way from %s to the core", c->source->format->title);
	int rc = new_core(c);
	if (rc < 0) return rc;
	rc = edu_passage_open(&p, c->source, c->core, walk, c->err);
	if (rc >= 0) rc = walk->lower(&p);
	if (rc >= 0 && c->options->supplement)
		rc = edu_supplement_apply(&p, c->options->supplement, c->options->supplement_length);
	c->default_language = p.default_language;
	/* Where nobody asks for an account there is no use in keeping where the values went. */
	if (rc >= 0 && (c->counts || !may_stream(c)))
		edu_passage_take(&p, &c->ledger->lowered, &c->ledger->lowered_count, &c->ledger->core_origins,
				 &c->ledger->core_origin_count);
	edu_passage_close(&p);
	return rc;
}

/* What the target says in the place of a value of the core has that value's origin: the rule of a default, or a source. */
static int pass_on_origins(edu_conversion *c, edu_passage *p, bool defaults)
{
	const edu_ledger *l = c->ledger;
	for (size_t i = 1; i < l->core_origin_count && i < c->core->tree.count; i++) {
		const uint16_t rule = l->core_origins[i];
		const edu_ref to = p->traces[i].to;
		if (!rule || !to || (rule != EDU_SOURCED) != defaults) continue;
		/* A link has a source; what is written for it may have none. */
		if (!defaults && c->core->tree.items[i].kind == EDU_KIND_LINK) continue;
		const int rc = edu_origin_set_number(p, to, rule);
		if (rc < 0) return rc;
	}
	return 0;
}

/* Where several values are said in one place, one that has a source gives it to the place. */
static int pass_on_defaults(edu_conversion *c, edu_passage *p)
{
	const int rc = pass_on_origins(c, p, true);
	return rc < 0 ? rc : pass_on_origins(c, p, false);
}

static int start_stream(edu_conversion *c, edu_passage *p, edu_stream *stream)
{
	const bool compact = c->layout && c->layout->compact;
	p->stream = stream;
	return edu_stream_open(stream, &c->made->tree, c->sink, compact ? EDU_JSON_COMPACT : EDU_JSON_PRETTY, c->counts, c->err);
}

/* The outline of what was written is the ledger's. */
static int end_stream(edu_conversion *c, edu_stream *stream)
{
	const int rc = edu_stream_finish(stream, c->err);
	if (rc < 0) return rc;
	c->ledger->outline = stream->outline;
	stream->outline = (edu_outline){ 0 };
	return 0;
}

/* Courses say nothing of a learner, nor a learner's record what is on offer: no format may act as if they did. */
static int check_kind(const edu_conversion *c, const edu_document *core, const edu_crosswalk *walk)
{
	const uint16_t cls = core->tree.items[core->content].cls;
	if (edu_crosswalk_takes(walk, cls)) return 0;
	if (cls == core_c_Catalogue)
		return edu_fail(c->err, EDU_EUNSUPPORTED, "convert/catalogue",
				"the document holds courses and no learner's record, and nothing else can stand in %s; convert it to "
				"elm-loq, elm-rdf, ooapi or ewp", c->format->title);
	return edu_fail(c->err, EDU_EUNSUPPORTED, "convert/record",
			"the document is a learner's record, and %s holds courses alone; convert it to elm or elmo", c->format->title);
}

/* What travels does so in a credential, a transcript or a bundle; course data have no such place. */
static int check_carry(const edu_conversion *c, const edu_document *core, const edu_crosswalk *walk)
{
	const bool is_catalogue = core->tree.items[core->content].cls == core_c_Catalogue;
	const bool residue = c->options->carry == EDU_CARRY_RESIDUE;
	const bool has_place = (residue ? walk->park != NULL : walk->embed != NULL) && !(is_catalogue && walk->takes & EDU_ABOUT_RECORDS);
	if (c->options->carry == EDU_CARRY_NONE || has_place) return 0;
	return edu_fail(c->err, EDU_EUNSUPPORTED, residue ? "carry/residue" : "carry/original",
			"course data of %s have no place where something else could travel; the report tells what is lost",
			c->format->title);
}

/* An empty document of the target's; texts of what it is made from are used where they stand. */
static int new_target(edu_conversion *c, const edu_document *from)
{
	c->made = edu_document_make(c->source->tree.ctx, c->format, c->version, false);
	if (!c->made) return edu_fail_memory(c->err);
	c->made->version_given = true;
	edu_arena_rest_on(c->made->tree.arena, from->tree.arena);
	return 0;
}

/* They are those of the second half where a first one lowered. */
static void keep_traces(edu_conversion *c, edu_passage *p, bool lowered)
{
	edu_ledger *l = c->ledger;
	edu_passage_take(p, lowered ? &l->raised : &l->lowered, lowered ? &l->raised_count : &l->lowered_count, &l->origins,
			 &l->origin_count);
}

static int raise(edu_conversion *c, const edu_document *core)
{
	const bool streams = may_stream(c);
	edu_stream stream = { 0 };
	edu_passage p;
	const edu_crosswalk *walk = edu_crosswalk_of(c->format);
	if (!walk || !walk->raise)
		return edu_fail(c->err, EDU_EUNSUPPORTED, "convert/target", "there is no way from the core to %s", c->format->title);
	int rc = check_kind(c, core, walk);
	if (rc >= 0) rc = check_carry(c, core, walk);
	if (rc >= 0) rc = new_target(c, core);
	if (rc < 0) return rc;
	rc = edu_passage_open(&p, core, c->made, walk, c->err);
	p.carry = c->options->carry;
	p.default_language = c->default_language;
	if (rc >= 0 && streams) rc = start_stream(c, &p, &stream);
	if (rc >= 0) rc = walk->raise(&p);
	if (rc >= 0 && streams) rc = end_stream(c, &stream);
	if (rc >= 0 && core == c->core) rc = pass_on_defaults(c, &p);
	if (rc >= 0 && c->options->carry == EDU_CARRY_ORIGINAL) rc = edu_carry_original(&p, c->source, c->ledger);
	/* The tree gets its classes the same way as one that was read. */
	if (rc >= 0 && !streams) rc = c->format->bind(c->made, NULL, c->err);
	if (rc >= 0 && walk->complete) rc = walk->complete(&p);
	if (rc >= 0) keep_traces(c, &p, core == c->core);
	edu_passage_close(&p);
	edu_stream_close(&stream);
	return rc;
}

/* A supplement speaks of the core, which is not on this way. */
static int check_translation(const edu_conversion *c)
{
	const edu_convert_options *o = c->options;
	if (!o->supplement || (o->supplement_length == 2 && !memcmp(o->supplement, "{}", 2))) return 0;
	return edu_fail(c->err, EDU_EUNSUPPORTED, "convert/supplement",
			"a supplement can't be used on the way from %s to %s; convert to elm first", c->source->format->title,
			c->format->title);
}

/* From one format into another without the core; what has no place in it travels inside. */
static int translate(edu_conversion *c)
{
	edu_passage p;
	int rc = check_translation(c);
	if (rc >= 0) rc = new_target(c, c->source);
	if (rc < 0) return rc;
	rc = edu_passage_open(&p, c->source, c->made, edu_crosswalk_of(c->format), c->err);
	if (rc >= 0) rc = c->source->format->translate(&p);
	if (rc >= 0 && c->source->original) rc = edu_carry_original(&p, c->source, c->ledger);
	if (rc >= 0) rc = c->format->bind(c->made, NULL, c->err);
	if (rc >= 0) keep_traces(c, &p, false);
	edu_passage_close(&p);
	return rc;
}

/* What was lowered is the result. */
static void take_core(edu_conversion *c)
{
	edu_ledger *l = c->ledger;
	c->made = c->core;
	c->core = NULL;
	l->origins = l->core_origins;
	l->origin_count = l->core_origin_count;
	l->core_origins = NULL;
	l->core_origin_count = 0;
}

/* The version that the crosswalk makes itself: the one that is wanted, or else its newest. */
static unsigned raised_version(const edu_conversion *c)
{
	const edu_crosswalk *walk = edu_crosswalk_of(c->format);
	unsigned version = c->version;
	if (!walk || !walk->raises || walk->raises >> version & 1) return version;
	for (unsigned v = 0; walk->raises >> v; v++)
		if (walk->raises >> v & 1) version = v;
	return version;
}

static int raise_by_steps(edu_conversion *c, const edu_document *core)
{
	const unsigned wanted = c->version;
	c->version = raised_version(c);
	int rc = raise(c, core);
	c->ledger->core = c->core;
	c->core = NULL;
	if (rc >= 0 && c->version != wanted) rc = edu_steps_behind(&c->made, wanted, c->ledger, c->err);
	c->version = wanted;
	return rc;
}

static int by_way_of_core(edu_conversion *c)
{
	int rc = lower(c);
	if (rc < 0) return rc;
	if (c->format == &edu_format_core) {
		take_core(c);
		return 0;
	}
	c->leaves_residue = true;
	rc = raise_by_steps(c, c->core);
	return rc < 0 ? rc : edu_residue_unpack(c->source, c->made, c->ledger, c->err);
}

int edu_conversion_run(edu_conversion *c)
{
	const edu_format *from = c->source->format;
	const bool same_format = from == c->format && c->format != &edu_format_core;
	const bool is_form = from->form_of == c->format && !c->source->twin;
	if (from->translates_to == c->format) return translate(c);
	if (same_format || is_form) {
		c->leaves_residue = edu_version_leaves_residue(c->source, c->format, c->version);
		return edu_version_step(c->source, c->format, c->version, &c->made, c->options->carry, c->ledger, c->err);
	}
	if (from == &edu_format_core) return raise_by_steps(c, c->source);
	const int rc = by_way_of_core(c);
	edu_document_free(c->core);
	c->core = NULL;
	return rc;
}
