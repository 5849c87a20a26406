/*
 * convert/carry.h – the source travels inside the target, and comes back.
 */
#ifndef EDU_CONVERT_CARRY_H
#define EDU_CONVERT_CARRY_H

#include "convert/ledger.h"

/*
 * edu_convert() that passes over what travels inside the source: carriers may hold carriers, and each would be
 * converted again for every one around it.
 */
int edu_convert_anew(edu_document **out, const edu_document *source, const char *target, const edu_convert_options *options,
		     edu_error *err);

/* Embed the source's exact bytes in the document that p made. EDU_ESTATE where they are not kept. */
int edu_carry_original(edu_passage *p, const edu_document *source, edu_ledger *ledger);

/*
 * Where the source carries a document of the target's format, and still says what that document says, that one is
 * the result, byte for byte. version: the index asked for, -1 any.
 */
int edu_carry_restore(const edu_document *source, const edu_format *target, int version, edu_document **made,
		      edu_ledger *ledger, bool *restored, edu_error *err);

#endif
