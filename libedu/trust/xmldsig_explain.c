/*
 * trust/xmldsig_explain.c – why an XML signature does not hold: what happened to the document after it was signed.
 *
 * Both parts are tried again as they would have been without the usual accidents: white space put in between elements,
 * a namespace declaration added to the root, letters recoded. None of this makes a verdict better.
 */
#include "trust/xmldsig.h"

#include "base/fail.h"
#include "crypto/equal.h"

#include <string.h>

enum { DECLARATIONS_MOST = 8 };

/* What was undone so that it fits. */
typedef struct undone {
	bool fits;
	edu_xml_blanks blanks;
	edu_ref undeclared;
	bool recoded;
} undone;

typedef struct inquiry {
	edu_xmldsig *x;
	edu_verification *v;
	edu_judgement *j;
	const edu_key *key; /* NULL: the signature itself can't be looked into */
	edu_buffer bytes;   /* of the try at hand */
	undone info, document;
} inquiry;

/* Canonical bytes; false: there are none. */
static int put(inquiry *q, const edu_xml_canonical *how)
{
	edu_error own = EDU_ERROR_INIT;

	q->bytes.length = 0;
	const int rc = edu_xml_canonicalise(&q->bytes, &q->x->tree, how, &own);
	return rc == EDU_ENOMEM ? edu_fail_memory(q->v->err) : rc == 0;
}

/* 1: it fits, 0: it doesn't; negative: no memory. */
static int try_info(inquiry *q, edu_xml_blanks blanks, edu_ref undeclared)
{
	const edu_xml_canonical how = { .apex = q->x->signed_info,
		                        .exclusive = q->x->is_exclusive,
		                        .blanks = blanks,
		                        .undeclared = undeclared };
	const edu_buffer *value = &q->x->signature_value;

	int rc = put(q, &how);
	if (rc != 1) return rc;
	rc = edu_key_verify(q->key, q->x->algorithm, q->bytes.data, q->bytes.length, value->data,
	                    value->length);
	if (rc < 0) return edu_fail_memory(q->v->err);
	if (rc == EDU_CHECK_GOOD) q->info = (undone){ true, blanks, undeclared, false };
	return rc == EDU_CHECK_GOOD;
}

static bool digest_fits(const inquiry *q)
{
	unsigned char computed[EDU_DIGEST_LARGEST];

	return edu_digest_of(q->x->digest, q->bytes.data, q->bytes.length, computed) &&
	       edu_secrets_equal(computed, edu_digest_size(q->x->digest), q->x->digest_value.data,
	                         q->x->digest_value.length);
}

/* Text whose UTF-8 was taken for Latin-1 and written as UTF-8 once more: undone in place. False: it wasn't. */
static bool undo_recoding(edu_buffer *b)
{
	size_t out = 0;
	bool any = false;

	for (size_t i = 0; i < b->length; i++) {
		const unsigned char c = (unsigned char)b->data[i];
		if (c < 0x80) {
			b->data[out++] = (char)c;
			continue;
		}
		if ((c != 0xC2 && c != 0xC3) || i + 1 == b->length) return false;
		b->data[out++] = (char)(c << 6 | ((unsigned char)b->data[++i] & 0x3F));
		any = true;
	}
	b->length = out;
	return any;
}

static int try_document(inquiry *q, edu_xml_blanks blanks, edu_ref undeclared)
{
	const edu_xml_canonical how = { .without = q->x->signature,
		                        .blanks = blanks,
		                        .undeclared = undeclared };

	const int rc = put(q, &how);
	if (rc != 1) return rc;
	bool recoded = false, fits = digest_fits(q);
	if (!fits && !undeclared) fits = recoded = undo_recoding(&q->bytes) && digest_fits(q);
	if (fits) q->document = (undone){ true, blanks, undeclared, recoded };
	return fits;
}

/* With all the root's declarations, then without each of them. */
static int try_declarations(inquiry *q, edu_xml_blanks blanks,
                            int (*attempt)(inquiry *, edu_xml_blanks, edu_ref))
{
	const edu_tree *t = &q->x->tree;
	int rc = attempt(q, blanks, 0), count = 0;

	for (edu_ref c = edu_tree_first(t, edu_tree_root(t)); rc == 0 && c; c = edu_tree_next(t, c))
		if (t->items[c].kind == EDU_KIND_NAMESPACE && count++ < DECLARATIONS_MOST)
			rc = attempt(q, blanks, c);
	return rc;
}

static int try_all(inquiry *q, int (*attempt)(inquiry *, edu_xml_blanks, edu_ref))
{
	int rc = try_declarations(q, EDU_XML_BLANKS_KEPT, attempt);
	if (rc == 0) rc = try_declarations(q, EDU_XML_BLANKS_DROPPED, attempt);
	return rc != 0 ? rc : attempt(q, EDU_XML_BLANKS_TRIMMED, 0);
}

typedef struct hint {
	const char *rule, *text;
} hint;

static const hint pretty = { "xmldsig/pretty-printed",
	                     "it verifies without the white space between its elements: the document "
	                     "was pretty-printed after it was signed" };
static const hint recoded = { "xmldsig/recoded",
	                      "it verifies when its letters are recoded: UTF-8 was taken for Latin-1 after "
	                      "it was signed" };
static const hint declared = { "xmldsig/declaration-added",
	                       "it verifies without one of the root's namespace declarations, which "
	                       "was added after it was signed" };
static const hint pasted = { "xmldsig/pasted",
	                     "the signature fits a document with other namespace declarations: it is the "
	                     "signature of another document" };
static const hint edited = {
	"xmldsig/edited", "the signature itself holds, and the content does not: it, or its white space, was "
			  "edited after it was signed, or the signature is that of another document"
};
static const hint reworked = {
	"xmldsig/edited",
	"the signature itself holds without the white space between its elements, and "
	"the content does not: the document was pretty-printed and edited after it was signed"
};
static const hint nothing = { "xmldsig/unexplained",
	                      "neither the signature nor the content fits in any of the usual ways: it is "
	                      "the signature of another document or of another key, or it was damaged" };
static const hint other_key = {
	"xmldsig/value", "the content is what its digest says; the signature was made with another key, "
			 "or was damaged"
};

static const hint *find_hint(const inquiry *q)
{
	const undone *i = &q->info, *d = &q->document;

	if (d->fits && d->recoded) return &recoded;
	if (d->fits && d->undeclared) return &declared;
	if (d->fits && (d->blanks || i->blanks)) return &pretty;
	if (d->fits && i->undeclared) return &declared;
	if (d->fits) return &other_key;
	if (i->fits && i->undeclared) return &pasted;
	if (i->fits) return i->blanks ? &reworked : &edited;
	return &nothing;
}

int edu_xmldsig_explain(edu_xmldsig *x, edu_verification *v, edu_judgement *j, const edu_key *key)
{
	inquiry q = { .x = x, .v = v, .j = j, .key = key };

	if (v->length > EDU_HINT_MOST) return 0;
	edu_buffer_open(&q.bytes, &v->ctx->allocator);
	int rc = key ? try_all(&q, try_info) : 0;
	if (rc >= 0) rc = try_all(&q, try_document);
	edu_buffer_free(&q.bytes);
	if (rc < 0) return rc;
	const hint *h = find_hint(&q);
	return edu_remark_add(v, j, EDU_REMARK_WARNING, h->rule, "%s", h->text);
}
