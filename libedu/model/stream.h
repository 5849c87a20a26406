/*
 * model/stream.h – a record of JSON that is written while it is being made, and never stands as a whole.
 *
 * What is finished, an achievement for one, is written and leaves the tree; its outline stays, for the ledger.
 */
#ifndef EDU_MODEL_STREAM_H
#define EDU_MODEL_STREAM_H

#include "base/outline.h"
#include "json/json.h"

typedef struct edu_stream {
	edu_tree *tree;
	edu_json_writer *writer;
	edu_outline outline;
} edu_stream;

/* for_ledger: what is written will be asked for its paths. */
int edu_stream_open(edu_stream *s, edu_tree *t, const edu_sink *sink, edu_json_style style, bool for_ledger, edu_error *err);
void edu_stream_close(edu_stream *s);   /* also after a failed open */

/* item is complete, as is all in front of it: write it, and drop what is below it. */
int edu_stream_hand_on(edu_stream *s, edu_ref item, edu_error *err);
/* The tree is complete: write what is left. */
int edu_stream_finish(edu_stream *s, edu_error *err);

#endif
