/*
 * formats/elmo/check.h – the rules of ELMO that its schema can't say, and what they share.
 *
 * Rule ids are those of elmo.md, section 7.
 */
#ifndef EDU_FORMATS_ELMO_CHECK_H
#define EDU_FORMATS_ELMO_CHECK_H

#include "formats/elmo/elmo.h"

typedef struct edu_elmo_checking {
	const edu_document *doc;
	const edu_tree *tree;
	edu_finding_list *list;
	edu_arena *arena;            /* texts that had to be put together */
	edu_buffer scratch;
} edu_elmo_checking;

/*
 * A text as the schema's xs:token reads it: pieces joined, white space collapsed. Lives as long as the
 * checking.
 */
typedef struct edu_elmo_token {
	const char *text;
	size_t length;
} edu_elmo_token;

int edu_elmo_token_of(edu_elmo_checking *c, edu_ref item, edu_elmo_token *out);   /* 0 or EDU_ENOMEM */
/* The same for an xs:string: verbatim. */
int edu_elmo_string_of(edu_elmo_checking *c, edu_ref item, edu_elmo_token *out);
int edu_elmo_token_order(const edu_elmo_token *a, const edu_elmo_token *b);
/* The child element or attribute of a name; 0: none. */
edu_ref edu_elmo_child(const edu_tree *t, edu_ref item, edu_kind kind, edu_name name);
/* The nearest element around item that has one of two classes; 0: none. */
edu_ref edu_elmo_around(const edu_tree *t, edu_ref item, uint16_t cls, uint16_t or_cls);

/* Of decimals: from 0 to 100; together from 99.5 to 100.5, each of them being from 0 to 100. */
bool edu_elmo_is_percentage(const edu_elmo_token *value);
bool edu_elmo_comes_to_hundred(const edu_elmo_token *values, size_t count);

/* What is asked of one transcript; c->doc->content is its elmo element. 0 or EDU_ENOMEM. */
typedef int (*edu_elmo_rule)(edu_elmo_checking *c, const void *state);
/* Ask it of every transcript of a document. 0, or EDU_ENOMEM with *err filled. */
int edu_elmo_check_each(const edu_document *doc, edu_finding_list *list, edu_elmo_rule rule, const void *state,
                        edu_error *err);

/* Each looks at one element. 0 or EDU_ENOMEM. */
int edu_elmo_check_issuer(edu_elmo_checking *c, edu_ref issuer);                /* A6, A7 */
int edu_elmo_check_shortened_grading(edu_elmo_checking *c, edu_ref grading);    /* A14 */

int edu_elmo_check_address(edu_elmo_checking *c, edu_ref address);

/* What the schema of a version (an index) says beside its tables. 0 or EDU_ENOMEM. */
int edu_elmo_check_schema(edu_elmo_checking *c, unsigned version);
int edu_elmo_check_signed(edu_elmo_checking *c);           /* A22: is it signed at all? */

/* Each walks the whole document for its rules. 0 or EDU_ENOMEM. */
int edu_elmo_check_forms(edu_elmo_checking *c);            /* A2 (types of content), A3, A17 */
int edu_elmo_check_texts(edu_elmo_checking *c);            /* A2 (tags) */
int edu_elmo_check_types(edu_elmo_checking *c);            /* A8, A11, A21 */
int edu_elmo_check_transcripts(edu_elmo_checking *c);      /* A18 */
int edu_elmo_check_credits(edu_elmo_checking *c);          /* A15, A16 */
int edu_elmo_check_identifiers(edu_elmo_checking *c);      /* A9 */
int edu_elmo_check_grading_schemes(edu_elmo_checking *c);  /* A13 */
int edu_elmo_check_references(edu_elmo_checking *c);       /* A20 */
int edu_elmo_check_attachments(edu_elmo_checking *c);      /* A19 */
int edu_elmo_check_signature(edu_elmo_checking *c);        /* A22: the form of the signature */
int edu_elmo_check_encoding(edu_elmo_checking *c);         /* texts that were turned into UTF-8 twice */
int edu_elmo_check_schemes(edu_elmo_checking *c);          /* forms of identifiers: esi, schac, those of EWP */

/* The rules for a transcript that stands in a response of EWP. 0 or EDU_ENOMEM. */
int edu_elmo_check_tor(edu_elmo_checking *c);
/* The rule for a whole response: one transcript for a mobility. 0 or EDU_ENOMEM. */
int edu_elmo_check_mobilities(edu_elmo_checking *c);

#endif
