/*
 * emrex/tors.h – parts of documents that responses of EWP are made of, and taken apart into.
 */
#ifndef EDU_EMREX_TORS_H
#define EDU_EMREX_TORS_H

#include "formats/elmo/elmo.h"

/* A document of ELMO with nothing in it but the top of its tree. 0 or a status; *out is to be freed in any case. */
int edu_tors_open(edu_document **out, const edu_context *ctx, unsigned version, edu_error *err);
/* An elmo element behind the children of parent, with the namespaces in whose scope it stood. 0 or a status. */
int edu_tors_copy_elmo(edu_tree *to, edu_ref parent, const edu_tree *from, edu_ref elmo, edu_error *err);

#endif
