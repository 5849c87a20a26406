/*
 * convert/carry.c – see carry.h.
 */
#include "convert/carry.h"

#include "base/fail.h"
#include "crosswalk_tables.h"
#include "crypto/base64.h"
#include "model/twin.h"

int edu_carry_original(edu_passage *p, const edu_document *source, edu_ledger *ledger)
{
	size_t length;
	const edu_document *shown = edu_document_shown(source);
	const char *bytes = edu_document_original(shown, &length);
	edu_buffer base64;
	if (!bytes)
		return edu_fail(p->err, EDU_ESTATE, "carry/original",
				"the source's own bytes are not kept, so they can't travel; read it without drop_original");
	edu_buffer_open(&base64, &p->to->tree.ctx->allocator);
	int rc = edu_base64_encode(&base64, bytes, length) < 0 ? edu_fail_memory(p->err) : 0;
	const char *type = shown->format->syntax == EDU_SYNTAX_XML      ? "application/xml"
			   : shown->format->syntax == EDU_SYNTAX_TURTLE ? "text/turtle"
									   : "application/ld+json";
	if (rc >= 0) rc = p->crosswalk->embed(p, base64.data, base64.length, type, &ledger->carrier);
	ledger->carry_rule = edu_rule_carry_original;
	edu_buffer_free(&base64);
	return rc;
}
