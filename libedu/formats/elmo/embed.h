/*
 * formats/elmo/embed.h – the document a transcript was made from.
 */
#ifndef EDU_FORMATS_ELMO_EMBED_H
#define EDU_FORMATS_ELMO_EMBED_H

#include "model/crosswalk.h"

extern const uint16_t elmo_record[];
int elmo_embed(edu_passage *p, const char *base64, size_t length, const char *media_type, edu_ref *place);
edu_ref elmo_embedded(const edu_document *doc);

#endif
