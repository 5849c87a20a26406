/*
 * model/stream.c – writing a record while it is being made; see stream.h.
 */
#include "model/stream.h"

#include "base/fail.h"

int edu_stream_open(edu_stream *s, edu_tree *t, const edu_sink *sink, edu_json_style style, bool for_ledger, edu_error *err)
{
	*s = (edu_stream){ .tree = t };
	edu_outline_open(&s->outline, t, !for_ledger);
	s->writer = edu_json_writer_new(t, sink, style);
	return s->writer ? 0 : edu_fail_memory(err);
}

void edu_stream_close(edu_stream *s)
{
	edu_json_writer_free(s->writer);
	edu_outline_close(&s->outline);
	*s = (edu_stream){ 0 };
}

int edu_stream_hand_on(edu_stream *s, edu_ref item, edu_error *err)
{
	const int rc = edu_json_writer_reach(s->writer, item, err);
	if (rc < 0) return rc;
	return edu_outline_drop(&s->outline, s->tree, item) < 0 ? edu_fail_memory(err) : 0;
}

int edu_stream_finish(edu_stream *s, edu_error *err)
{
	const int rc = edu_json_writer_end(s->writer, err);
	if (rc < 0) return rc;
	return edu_outline_update(&s->outline) < 0 ? edu_fail_memory(err) : 0;
}
