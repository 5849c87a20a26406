/*
 * formats/elmo/signature.c – rule A22: in what form a transcript is signed. Whether a signature holds is
 * another question, which needs a key.
 */
#include "formats/elmo/check.h"
#include "base/text.h"

#include <string.h>

#define ENVELOPED "http://www.w3.org/2000/09/xmldsig#enveloped-signature"

/* The next element of a local name behind i within a signature; its namespace is the signature's. */
static edu_ref next_of(const edu_tree *t, edu_ref signature, edu_ref i, const char *local)
{
	while ((i = edu_tree_walk(t, signature, i)))
		if (t->items[i].kind == EDU_KIND_ELEMENT &&
		    !strcmp(edu_tree_name_local(t, t->items[i].name), local))
			return i;
	return 0;
}

/* The text of an attribute; NULL: it is not there. */
static const char *attribute_of(const edu_tree *t, edu_ref element, const char *name)
{
	for (edu_ref a = edu_tree_first(t, element); a; a = edu_tree_next(t, a))
		if (t->items[a].kind == EDU_KIND_ATTRIBUTE &&
		    !strcmp(edu_tree_name_text(t, t->items[a].name, NULL), name))
			return t->items[a].text ? t->items[a].text : "";
	return NULL;
}

static bool covers_the_document(const edu_tree *t, edu_ref signature)
{
	const edu_ref reference = next_of(t, signature, signature, "Reference");
	const edu_ref transform = reference ? next_of(t, reference, reference, "Transform") : 0;
	const char *uri = reference ? attribute_of(t, reference, "URI") : NULL;
	const char *algorithm = transform ? attribute_of(t, transform, "Algorithm") : NULL;

	return uri && !uri[0] && algorithm && !strcmp(algorithm, ENVELOPED) &&
	       !next_of(t, reference, transform, "Transform") &&
	       !next_of(t, signature, reference, "Reference");
}

static int check_form(edu_elmo_checking *c, edu_ref signature)
{
	int rc = 0;

	if (!covers_the_document(c->tree, signature))
		rc = edu_finding_add(c->list, c->doc, signature, EDU_SEVERITY_WARNING, "elmo/A22",
		                     "the signature must have one Reference, with an empty URI and the "
		                     "enveloped transform; "
		                     "it does not cover the document otherwise");
	if (rc == 0 && !next_of(c->tree, signature, signature, "X509Certificate"))
		rc = edu_finding_add(c->list, c->doc, signature, EDU_SEVERITY_INFO, "elmo/A22",
		                     "the signature holds no copy of the certificate; add it to KeyInfo");
	return rc;
}

int edu_elmo_check_signature(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	bool any = false;
	int rc = 0;

	/* Inside a response none can be verified, whatever its form (rule ewp/signature). */
	if (edu_elmo_is_response(t)) return 0;
	for (edu_ref i = edu_tree_first(t, c->doc->content); i && rc == 0; i = edu_tree_next(t, i)) {
		if (!edu_tree_is_signature(t, i)) continue;
		rc = !any ? check_form(c, i)
		          : edu_finding_add(c->list, c->doc, i, EDU_SEVERITY_WARNING, "elmo/A22",
		                            "a second signature of the document; readers look at one");
		any = true;
	}
	return rc;
}

int edu_elmo_check_signed(edu_elmo_checking *c)
{
	for (edu_ref i = edu_tree_first(c->tree, c->doc->content); i; i = edu_tree_next(c->tree, i))
		if (edu_tree_is_signature(c->tree, i)) return 0;
	return edu_finding_add(c->list, c->doc, c->doc->content, EDU_SEVERITY_ERROR, "elmo/A22",
	                       "a transcript for EMREX must be signed by its provider");
}
