/*
 * verdict.h – a verdict as text for people, and as one JSON object for programs.
 */
#ifndef EDU_TOOLS_VERDICT_H
#define EDU_TOOLS_VERDICT_H

#include "command.h"

void put_verdict(text *out, const char *file, const edu_verdict *verdict);
void put_verdict_json(text *out, const char *file, const edu_verdict *verdict);

#endif
