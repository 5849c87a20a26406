/*
 * rdf/absent.c – in place of raptor.c where the library is built without raptor.
 */
#include "rdf/rdf.h"
#include "base/fail.h"

int edu_rdf_read(const edu_context *ctx, edu_rdf_syntax syntax, const char *data, size_t length, edu_rdf_take take,
		 void *state, edu_error *err)
{
	return edu_fail(err, EDU_EUNSUPPORTED, "rdf/absent",
			"this build of the library does not read RDF/XML and Turtle; build it with raptor2");
}
