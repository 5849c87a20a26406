/*
 * convert/restore.h – what was carried inside a document comes back.
 */
#ifndef EDU_CONVERT_RESTORE_H
#define EDU_CONVERT_RESTORE_H

#include "convert/ledger.h"

/*
 * Where the source carries a document of the target's format, and still says what that document says, that one is
 * the result, byte for byte. version: the index asked for, -1 any.
 */
int edu_carry_restore(const edu_document *source, const edu_format *target, int version, edu_document **made,
		      edu_ledger *ledger, bool *restored, edu_error *err);

#endif
