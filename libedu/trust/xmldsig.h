/*
 * trust/xmldsig.h – XML signatures (W3C xmldsig-core 1.1) in the one enveloped profile that EMREX uses.
 *
 * A template, not an engine: what does not look exactly like the profile is refused, so that nothing of XML Signature's
 * generality (references elsewhere, transforms, objects) can be turned against the reader.
 */
#ifndef EDU_TRUST_XMLDSIG_H
#define EDU_TRUST_XMLDSIG_H

#include "trust/verdict.h"
#include "xml/canonical.h"

#define EDU_XMLDSIG_URI "http://www.w3.org/2000/09/xmldsig#"
#define EDU_XMLDSIG_C14N "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
#define EDU_XMLDSIG_EXCLUSIVE "http://www.w3.org/2001/10/xml-exc-c14n#"
#define EDU_XMLDSIG_ENVELOPED "http://www.w3.org/2000/09/xmldsig#enveloped-signature"

enum { EDU_HINT_MOST = 16 * 1024 * 1024 }; /* bytes of documents whose failure is looked into */

/* A document with one signature, taken apart. */
typedef struct edu_xmldsig {
	edu_tree tree;
	size_t root_end;   /* where the root's end tag begins; 0: it has none */
	edu_ref signature; /* child of the root; 0: none */
	edu_ref signed_info;
	edu_ref key_info;  /* 0: none */
	bool is_exclusive; /* canonical form of SignedInfo */
	edu_algorithm algorithm;
	edu_digest_kind digest;
	edu_buffer digest_value, signature_value;
} edu_xmldsig;

/* Read a document; the error says what is wrong. edu_xmldsig_close() in any case. */
int edu_xmldsig_open(edu_xmldsig *x, const edu_context *ctx, const char *data, size_t length, edu_error *err);
void edu_xmldsig_close(edu_xmldsig *x);

/* Does the tree have elements of that name in the namespace of XML signatures? */
bool edu_xmldsig_is(const edu_tree *t, edu_ref item, const char *local);

/* Where signatures stand in an ELMO document. */
typedef enum edu_xmldsig_place {
	EDU_XMLDSIG_NONE = 0,
	EDU_XMLDSIG_OWN,      /* one child of the root: x->signature */
	EDU_XMLDSIG_OTHERS,   /* only inside a diploma supplement or extension: none of this document */
	EDU_XMLDSIG_SEVERAL,  /* children of the root */
	EDU_XMLDSIG_MISPLACED /* where none belongs */
} edu_xmldsig_place;

edu_xmldsig_place edu_xmldsig_find(edu_xmldsig *x);
/* Take x->signature apart by the template. 0, EDU_JUDGED or negative. */
int edu_xmldsig_take_apart(edu_xmldsig *x, edu_verification *v, edu_judgement *j);
/* The first X509Certificate of KeyInfo/X509Data, decoded: 1; 0: there is none that can be decoded; EDU_ENOMEM. */
int edu_xmldsig_certificate(const edu_xmldsig *x, edu_buffer *out);

/* URIs of algorithms, both ways; NULL and 0: not among those of the profile. */
const char *edu_xmldsig_algorithm_uri(edu_algorithm algorithm);
const char *edu_xmldsig_digest_uri(edu_digest_kind digest);

/* Why it fails: remarks that change no verdict. key: that it was checked with. 0 or negative. */
int edu_xmldsig_explain(edu_xmldsig *x, edu_verification *v, edu_judgement *j, const edu_key *key);

/* Is a root that of an ELMO document? */
bool edu_xmldsig_covers(const edu_tree *t);
#endif
