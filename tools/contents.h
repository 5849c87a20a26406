/*
 * contents.h – what edu inspect says of a document without a learner's record.
 */
#ifndef EDU_TOOLS_CONTENTS_H
#define EDU_TOOLS_CONTENTS_H

#include "command.h"

void put_contents_text(text *out, const edu_document *doc);
void put_contents_json(text *out, const edu_document *doc);

#endif
