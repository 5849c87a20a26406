/*
 * convert/anew.c – see anew.h.
 */
#include "convert/anew.h"

#include "base/fail.h"
#include "convert/conversion.h"
#include "convert/route.h"

/* Everything from an aim to the result. */
static int run(edu_conversion *c, edu_document **out, edu_ledger **ledger)
{
	c->ledger = edu_ledger_new(c->source, c->format, c->version);
	if (!c->ledger) return edu_fail_memory(c->err);
	const int rc = edu_conversion_run(c);
	c->ledger->target = c->made;
	if (rc < 0) {
		edu_ledger_free(c->ledger);
		edu_document_free(c->made);
		return rc;
	}
	*ledger = c->ledger;
	*out = c->made;
	return 0;
}

/* One step of a route: an edu_convert() of its own. */
static int step(edu_document **out, const edu_document *source, const char *target, const edu_convert_options *options,
		edu_ledger **ledger, edu_error *err)
{
	edu_conversion c = { .source = source, .options = options, .counts = true, .err = err };
	const int rc = edu_conversion_aim(&c, target);
	return rc < 0 ? rc : run(&c, out, ledger);
}

int edu_convert_anew(edu_document **out, const edu_document *source, const char *target, const edu_convert_options *options,
		     edu_error *err)
{
	static const edu_convert_options defaults = EDU_CONVERT_OPTIONS_INIT;
	edu_conversion c = { .source = source, .options = options ? options : &defaults, .err = err };
	edu_ledger *ledger = NULL;
	*out = NULL;
	edu_error_clear(err);
	int rc = edu_conversion_aim(&c, target);
	if (rc < 0) return rc;
	const edu_route route = { source, c.format, c.version, c.options, step };
	rc = edu_route_has_steps(&route) ? edu_route_go(&route, out, &ledger, err) : run(&c, out, &ledger);
	edu_ledger_free(ledger);
	return rc;
}
