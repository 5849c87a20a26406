/*
 * convert/convert.c – the public call: what comes back whole, or is converted; what travels along; what is written.
 */

#include "base/fail.h"
#include "convert/conversion.h"
#include "convert/pack.h"
#include "convert/restore.h"
#include "convert/route.h"

static int check(const edu_conversion *c, const char *target, bool has_place)
{
	if (!c->source || !target || !has_place)
		return edu_fail(c->err, EDU_EARG, NULL, "a conversion needs a source, a target and a place for the result");
	if (c->options->version < 1 || c->options->version > EDU_CONVERT_OPTIONS_VERSION)
		return edu_fail(c->err, EDU_EARG, NULL, "convert options have version %u; this library knows up to %d",
				c->options->version, EDU_CONVERT_OPTIONS_VERSION);
	if (c->options->carry > EDU_CARRY_ORIGINAL) return edu_fail(c->err, EDU_EARG, NULL, "no such way to carry");
	return edu_write_options_check(c->layout, c->err);
}

/* What was read in a version may be written in it all the same. */
static int check_written(const edu_conversion *c)
{
	const bool own = c->version_is_own || (c->source->format == c->format && c->source->version == c->version);
	if (own || c->format == &edu_format_core || c->format->writes >> c->version & 1) return 0;
	return edu_fail(c->err, EDU_EUNSUPPORTED, "convert/target", "%s %s is not written by this release", c->format->title,
			c->format->schema->versions[c->version]);
}

/* Whether something may travel in the source that is the result. */
static bool may_restore(const edu_conversion *c)
{
	const edu_format *from = c->source->format;
	if (from == &edu_format_core || c->format == &edu_format_core || from->translates_to == c->format) return false;
	return from != c->format || c->source->version != c->version;
}

static int convert(edu_conversion *c)
{
	bool restored = false;
	if (may_restore(c)) {
		const int rc = edu_carry_restore(c->source, c->format, c->version_asked ? (int)c->version : -1, &c->made, c->ledger,
						 &restored, c->err);
		if (rc < 0 || restored) return rc;
	}
	const int rc = edu_conversion_run(c);
	if (rc < 0 || c->options->carry != EDU_CARRY_RESIDUE || !c->leaves_residue) return rc;
	c->ledger->target = c->made;
	return edu_residue_pack(c->source, c->made, c->ledger, c->err);
}

static int fail_loss(const edu_ledger *l, edu_error *err)
{
	return edu_fail(err, EDU_ELOSS, "convert/strict", "%zu values have no place in the target; the report names them",
			l->counts[EDU_OUTCOME_LOST]);
}

static int finish(edu_conversion *c)
{
	c->ledger->target = c->made;
	if (c->counts) edu_ledger_count_up(c->ledger);
	if (c->options->strict && c->ledger->counts[EDU_OUTCOME_LOST]) return fail_loss(c->ledger, c->err);
	const bool written = c->ledger->outline.tree;
	return c->sink && !written ? edu_document_write_to(c->made, c->sink, c->layout, c->err) : 0;
}

/* There is no target: what would have been defaulted was not. */
static void drop_target(edu_conversion *c)
{
	c->ledger->target = NULL;
	edu_outline_close(&c->ledger->outline);
	edu_document_free(c->made);
	c->made = NULL;
}

/* The account goes to whoever asked for one. */
static int hand_over(edu_conversion *c, edu_ledger **ledger, int rc)
{
	if (ledger && c->ledger && (rc >= 0 || rc == EDU_ELOSS)) *ledger = c->ledger;
	else edu_ledger_free(c->ledger);
	return rc;
}

/* By way of other documents, each of which is whole before the next is made. */
static int convert_by_steps(edu_conversion *c, const edu_route *route, edu_ledger **ledger)
{
	int rc = edu_route_go(route, &c->made, &c->ledger, c->err);
	if (c->ledger) edu_ledger_count_up(c->ledger);
	if (rc == 0 && c->options->strict && c->ledger->counts[EDU_OUTCOME_LOST]) rc = fail_loss(c->ledger, c->err);
	if (rc == 0 && c->sink) rc = edu_document_write_to(c->made, c->sink, c->layout, c->err);
	if (rc < 0 && c->ledger) drop_target(c);
	return hand_over(c, ledger, rc);
}

static int convert_at_once(edu_conversion *c, edu_ledger **ledger)
{
	c->ledger = edu_ledger_new(c->source, c->format, c->version);
	if (!c->ledger) return edu_fail_memory(c->err);
	int rc = convert(c);
	if (rc >= 0) rc = finish(c);
	if (rc < 0) drop_target(c);
	if (rc == EDU_ELOSS) edu_ledger_count_up(c->ledger);
	return hand_over(c, ledger, rc);
}

/* The result is c->made, and *ledger, where one is wanted. */
static int run(edu_conversion *c, const char *target, bool has_place, edu_ledger **ledger)
{
	static const edu_convert_options defaults = EDU_CONVERT_OPTIONS_INIT;
	edu_error_clear(c->err);
	if (ledger) *ledger = NULL;
	if (!c->options) c->options = &defaults;
	int rc = check(c, target, has_place);
	if (rc < 0) return rc;
	c->counts = ledger || c->options->strict;
	rc = edu_conversion_aim(c, target);
	if (rc >= 0) rc = check_written(c);
	if (rc < 0) return rc;
	const edu_route route = { c->source, c->format, c->version, c->options, edu_convert };
	return edu_route_has_steps(&route) ? convert_by_steps(c, &route, ledger) : convert_at_once(c, ledger);
}

int edu_convert(edu_document **out, const edu_document *source, const char *target, const edu_convert_options *options,
		edu_ledger **ledger, edu_error *err)
{
	edu_conversion c = { .source = source, .options = options, .err = err };
	const int rc = run(&c, target, out, ledger);
	if (out) *out = c.made;
	return rc;
}

int edu_convert_to(const edu_sink *sink, const edu_document *source, const char *target, const edu_convert_options *options,
		   const edu_write_options *layout, edu_ledger **ledger, edu_error *err)
{
	edu_conversion c = { .source = source, .options = options, .sink = sink, .layout = layout, .err = err };
	const int rc = run(&c, target, sink && sink->write, ledger);
	/* The ledger still tells of the target. */
	if (ledger && *ledger) (*ledger)->written = c.made;
	else edu_document_free(c.made);
	return rc;
}
