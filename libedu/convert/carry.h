/*
 * convert/carry.h – the source travels inside the target.
 */
#ifndef EDU_CONVERT_CARRY_H
#define EDU_CONVERT_CARRY_H

#include "convert/ledger.h"

/* Embed the source's exact bytes in the document that p made. EDU_ESTATE where they are not kept. */
int edu_carry_original(edu_passage *p, const edu_document *source, edu_ledger *ledger);

#endif
