/*
 * convert/convert.c – lower, supplement, raise; or a copy, where only the version differs.
 */
#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "convert/carry.h"
#include "convert/ledger.h"
#include "convert/residue.h"
#include "convert/route.h"
#include "convert/supplement.h"
#include "convert/version.h"
#include "core_tables.h"

typedef struct conversion {
	const edu_context *ctx;
	const edu_document *source;
	const edu_format *format;          /* of the target */
	unsigned version;
	bool version_asked;                /* by name */
	bool has_place;                    /* for the result */
	bool counts;                       /* somebody asks what became of the values */
	const edu_convert_options *options;
	const edu_sink *sink;              /* where the bytes of the result go; NULL: it is wanted as a document */
	const edu_write_options *layout;
	bool restores;                     /* what travels inside the source may be the result */
	edu_error *err;
	edu_document *core, *made;
	edu_ledger *ledger;
	const char *default_language;
} conversion;

/* ---- what is asked for ---- */

/* Of versions that share what was named, the newest that is written. */
static int version_named(const edu_format *format, const char *name)
{
	const char *const *versions = format->schema->versions;
	const size_t length = strlen(name);
	const int found = edu_schema_version(format->schema, name);
	for (int v = found; v >= 0 && strncmp(versions[v], name, length) == 0; v--)
		if (format->writes >> v & 1) return v;
	return found;
}

static int parse_target(conversion *c, const char *target)
{
	const char *at = strchr(target, '@');
	const size_t length = at ? (size_t)(at - target) : strlen(target);
	c->format = edu_format_find(target, length);
	if (!c->format)
		return edu_fail(c->err, EDU_EARG, "convert/target", "no such target format; `edu formats` lists what there is");
	/* What was read in a version comes back in it, whether or not that is written otherwise. */
	const int own = at ? -1 : c->source->format->schema == c->format->schema ? (int)c->source->version
							       : edu_residue_version(c->source, c->format);
	const int version = at ? version_named(c->format, at + 1) : own >= 0 ? own : (int)c->format->default_version;
	if (version < 0)
		return edu_fail(c->err, EDU_EARG, "convert/target", "%s has no such version; `edu formats` lists what there is",
				c->format->title);
	c->version = (unsigned)version;
	c->version_asked = at != NULL;
	if (c->format != &edu_format_core && own < 0 && c->restores &&
	    !(c->source->format == c->format && c->source->version == c->version) && !(c->format->writes >> c->version & 1))
		return edu_fail(c->err, EDU_EUNSUPPORTED, "convert/target", "%s %s is not written by this release", c->format->title,
				c->format->schema->versions[c->version]);
	return 0;
}

/* ---- the two halves ---- */

/* What is changed when all of it has been made, or shall not be seen when it fails, has to stand whole. */
static bool may_stream(const conversion *c)
{
	const edu_crosswalk *walk = edu_crosswalk_of(c->format);
	return c->sink && c->format->syntax == EDU_SYNTAX_JSON && walk && !walk->complete && c->options->carry == EDU_CARRY_NONE
	    && !c->options->strict && !edu_residue_travels(c->source);
}

static int new_core(conversion *c)
{
	c->core = edu_document_make(c->ctx, &edu_format_core, 0, false);
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

static int lower(conversion *c)
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
static int pass_on_origins(conversion *c, edu_passage *p, bool defaults)
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
static int pass_on_defaults(conversion *c, edu_passage *p)
{
	const int rc = pass_on_origins(c, p, true);
	return rc < 0 ? rc : pass_on_origins(c, p, false);
}

static int start_stream(conversion *c, edu_passage *p, edu_stream *stream)
{
	const bool compact = c->layout && c->layout->compact;
	p->stream = stream;
	return edu_stream_open(stream, &c->made->tree, c->sink, compact ? EDU_JSON_COMPACT : EDU_JSON_PRETTY, c->counts, c->err);
}

/* The outline of what was written is the ledger's. */
static int end_stream(conversion *c, edu_stream *stream)
{
	const int rc = edu_stream_finish(stream, c->err);
	if (rc < 0) return rc;
	c->ledger->outline = stream->outline;
	stream->outline = (edu_outline){ 0 };
	return 0;
}

/* A catalogue of courses says nothing of a learner, and no format may act as if it did. */
static int check_kind(const conversion *c, const edu_document *core, const edu_crosswalk *walk)
{
	const bool is_catalogue = core->tree.items[core->content].cls == core_c_Catalogue;
	if (!is_catalogue || walk->frames[walk->top].core != core_c_Credential) return 0;
	return edu_fail(c->err, EDU_EUNSUPPORTED, "convert/catalogue",
			"the document holds courses and no learner's record; this release doesn't write courses as %s",
			c->format->title);
}

static int raise(conversion *c, const edu_document *core)
{
	const bool streams = may_stream(c);
	edu_stream stream = { 0 };
	edu_passage p;
	const edu_crosswalk *walk = edu_crosswalk_of(c->format);
	if (!walk || !walk->raise)
		return edu_fail(c->err, EDU_EUNSUPPORTED, "convert/target", "there is no way from the core to %s", c->format->title);
	if (check_kind(c, core, walk) < 0) return c->err->code;
	c->made = edu_document_make(c->ctx, c->format, c->version, false);
	if (!c->made) return edu_fail_memory(c->err);
	c->made->version_given = true;
	edu_arena_rest_on(c->made->tree.arena, core->tree.arena);
	int rc = edu_passage_open(&p, core, c->made, walk, c->err);
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
	if (rc >= 0) {
		edu_ledger *l = c->ledger;
		const bool lowered = core == c->core;
		edu_passage_take(&p, lowered ? &l->raised : &l->lowered, lowered ? &l->raised_count : &l->lowered_count, &l->origins,
				 &l->origin_count);
	}
	edu_passage_close(&p);
	edu_stream_close(&stream);
	return rc;
}

/* A supplement speaks of the core, which is not on this way. */
static int check_translation(const conversion *c)
{
	const edu_convert_options *o = c->options;
	if (!o->supplement || (o->supplement_length == 2 && !memcmp(o->supplement, "{}", 2))) return 0;
	return edu_fail(c->err, EDU_EUNSUPPORTED, "convert/supplement",
			"a supplement can't be used on the way from %s to %s; convert to elm first", c->source->format->title,
			c->format->title);
}

/* From one format into another without the core; what has no place in it travels inside. */
static int translate(conversion *c)
{
	edu_passage p;
	int rc = check_translation(c);
	if (rc < 0) return rc;
	c->made = edu_document_make(c->ctx, c->format, c->version, false);
	if (!c->made) return edu_fail_memory(c->err);
	c->made->version_given = true;
	edu_arena_rest_on(c->made->tree.arena, c->source->tree.arena);
	rc = edu_passage_open(&p, c->source, c->made, edu_crosswalk_of(c->format), c->err);
	if (rc >= 0) rc = c->source->format->translate(&p);
	if (rc >= 0 && c->source->original) rc = edu_carry_original(&p, c->source, c->ledger);
	if (rc >= 0) rc = c->format->bind(c->made, NULL, c->err);
	if (rc >= 0)
		edu_passage_take(&p, &c->ledger->lowered, &c->ledger->lowered_count, &c->ledger->origins, &c->ledger->origin_count);
	edu_passage_close(&p);
	return rc;
}

static int convert(conversion *c)
{
	const bool same_format = c->source->format == c->format && c->format != &edu_format_core;
	bool restored = false;
	const bool is_form = c->source->format->form_of == c->format && !c->source->twin;
	if (c->source->format->translates_to == c->format) return translate(c);
	if (c->restores && c->source->format != &edu_format_core && c->format != &edu_format_core
	    && !(same_format && c->source->version == c->version)) {
		const int rc = edu_carry_restore(c->source, c->format, c->version_asked ? (int)c->version : -1, &c->made, c->ledger,
						 &restored, c->err);
		if (rc < 0 || restored) return rc;
	}
	if (same_format || is_form)
		return edu_version_step(c->source, c->format, c->version, &c->made, c->options->carry, c->ledger, c->err);
	if (c->source->format == &edu_format_core) return raise(c, c->source);
	int rc = lower(c);
	if (rc < 0) return rc;
	if (c->format == &edu_format_core) {
		c->made = c->core;
		c->core = NULL;
		c->ledger->origins = c->ledger->core_origins;
		c->ledger->origin_count = c->ledger->core_origin_count;
		c->ledger->core_origins = NULL;
		c->ledger->core_origin_count = 0;
		return 0;
	}
	rc = raise(c, c->core);
	c->ledger->core = c->core;
	c->core = NULL;
	return rc < 0 ? rc : edu_residue_unpack(c->source, c->made, c->ledger, c->err);
}

/* ---- the public call ---- */

static int check(const conversion *c, const char *target)
{
	if (!c->source || !target || !c->has_place)
		return edu_fail(c->err, EDU_EARG, NULL, "a conversion needs a source, a target and a place for the result");
	if (c->options->version < 1 || c->options->version > EDU_CONVERT_OPTIONS_VERSION)
		return edu_fail(c->err, EDU_EARG, NULL, "convert options have version %u; this library knows up to %d",
				c->options->version, EDU_CONVERT_OPTIONS_VERSION);
	if (c->options->carry > EDU_CARRY_ORIGINAL) return edu_fail(c->err, EDU_EARG, NULL, "no such way to carry");
	return edu_write_options_check(c->layout, c->err);
}

static int fail_loss(const edu_ledger *l, edu_error *err)
{
	return edu_fail(err, EDU_ELOSS, "convert/strict", "%zu values have no place in the target; the report names them",
			l->counts[EDU_OUTCOME_LOST]);
}

static int finish(conversion *c)
{
	c->ledger->target = c->made;
	if (c->options->carry == EDU_CARRY_RESIDUE && c->ledger->core) {
		const int rc = edu_residue_pack(c->source, c->made, c->ledger, c->err);
		if (rc < 0) return rc;
	}
	if (c->counts) edu_ledger_count_up(c->ledger);
	if (c->options->strict && c->ledger->counts[EDU_OUTCOME_LOST]) return fail_loss(c->ledger, c->err);
	const bool written = c->ledger->outline.tree;
	return c->sink && !written ? edu_document_write_to(c->made, c->sink, c->layout, c->err) : 0;
}

/* There is no target: what would have been defaulted was not. */
static void drop_target(conversion *c)
{
	c->ledger->target = NULL;
	edu_outline_close(&c->ledger->outline);
	edu_document_free(c->made);
	c->made = NULL;
}

/* By way of other documents, each of which is whole before the next is made. */
static int run_steps(conversion *c, const edu_route *route, edu_ledger **ledger)
{
	int rc = edu_route_go(route, &c->made, &c->ledger, c->err);
	if (c->ledger) edu_ledger_count_up(c->ledger);
	if (rc == 0 && c->options->strict && c->ledger->counts[EDU_OUTCOME_LOST]) rc = fail_loss(c->ledger, c->err);
	if (rc == 0 && c->sink) rc = edu_document_write_to(c->made, c->sink, c->layout, c->err);
	if (rc < 0 && c->ledger) drop_target(c);
	if (ledger && c->ledger && (rc >= 0 || rc == EDU_ELOSS)) *ledger = c->ledger;
	else edu_ledger_free(c->ledger);
	return rc;
}

/* The result is c->made, and *ledger, where one is wanted. */
static int run(conversion *c, const char *target, edu_ledger **ledger)
{
	static const edu_convert_options defaults = EDU_CONVERT_OPTIONS_INIT;
	edu_error_clear(c->err);
	if (ledger) *ledger = NULL;
	if (!c->options) c->options = &defaults;
	int rc = check(c, target);
	if (rc < 0) return rc;
	c->ctx = c->source->tree.ctx;
	c->counts = ledger || c->options->strict;
	rc = parse_target(c, target);
	if (rc < 0) return rc;
	const edu_route route = { c->source, c->format, c->version, c->version_asked, c->restores, c->options };
	if (edu_route_has_steps(&route)) return run_steps(c, &route, ledger);
	c->ledger = edu_ledger_new(c->source, c->format, c->version);
	if (!c->ledger) return edu_fail_memory(c->err);
	rc = convert(c);
	if (rc >= 0) rc = finish(c);
	edu_document_free(c->core);
	if (rc < 0) drop_target(c);
	if (rc == EDU_ELOSS) edu_ledger_count_up(c->ledger);
	if (ledger && (rc >= 0 || rc == EDU_ELOSS)) *ledger = c->ledger;
	else edu_ledger_free(c->ledger);
	return rc;
}

int edu_convert(edu_document **out, const edu_document *source, const char *target, const edu_convert_options *options,
		edu_ledger **ledger, edu_error *err)
{
	conversion c = { .source = source, .options = options, .has_place = out, .restores = true, .err = err };
	const int rc = run(&c, target, ledger);
	if (out) *out = c.made;
	return rc;
}

int edu_convert_to(const edu_sink *sink, const edu_document *source, const char *target, const edu_convert_options *options,
		   const edu_write_options *layout, edu_ledger **ledger, edu_error *err)
{
	conversion c = { .source = source, .options = options, .has_place = sink && sink->write, .sink = sink, .layout = layout,
			 .restores = true, .err = err };
	const int rc = run(&c, target, ledger);
	/* The ledger still tells of the target. */
	if (ledger && *ledger) (*ledger)->written = c.made;
	else edu_document_free(c.made);
	return rc;
}

int edu_convert_step(edu_document **out, const edu_document *source, const char *target, const edu_convert_options *options,
		     bool restores, edu_ledger **ledger, edu_error *err)
{
	conversion c = { .source = source, .options = options, .has_place = true, .restores = restores, .err = err };
	const int rc = run(&c, target, ledger);
	*out = c.made;
	return rc;
}

int edu_convert_anew(edu_document **out, const edu_document *source, const char *target, const edu_convert_options *options,
		     edu_error *err)
{
	conversion c = { .source = source, .options = options, .has_place = true, .err = err };
	const int rc = run(&c, target, NULL);
	*out = c.made;
	return rc;
}
