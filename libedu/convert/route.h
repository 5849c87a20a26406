/*
 * convert/route.h – conversions that go by more than one document: from a form to what it means, on to another format,
 * and into a form of that one.
 */
#ifndef EDU_CONVERT_ROUTE_H
#define EDU_CONVERT_ROUTE_H

#include "convert/ledger.h"

/* edu_convert(), or what does the same otherwise. */
typedef int edu_route_step(edu_document **out, const edu_document *source, const char *target,
			   const edu_convert_options *options, edu_ledger **ledger, edu_error *err);

typedef struct edu_route {
	const edu_document *source;
	const edu_format *format;        /* of the target, and its version */
	unsigned version;
	const edu_convert_options *options;
	edu_route_step *step;            /* what converts by way of the core */
} edu_route;

/* Whether a conversion has to go by steps. */
bool edu_route_has_steps(const edu_route *route);

/* All of them, and one ledger about the whole. *ledger may be there although the status is EDU_ELOSS. */
int edu_route_go(const edu_route *route, edu_document **made, edu_ledger **ledger, edu_error *err);

#endif
