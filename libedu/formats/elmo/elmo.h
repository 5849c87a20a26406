/*
 * formats/elmo/elmo.h – what the files of this folder share: EMREX ELMO as a format.
 */
#ifndef EDU_FORMATS_ELMO_ELMO_H
#define EDU_FORMATS_ELMO_ELMO_H

#include "elmo_tables.h"
#include "model/document.h"

/* edu_document.shape: the namespace of the root as found. */
typedef enum edu_elmo_shape {
	EDU_ELMO_MADE = 0,            /* by a conversion; no namespace is declared yet */
	EDU_ELMO_V1 = 1,
	EDU_ELMO_V2 = 2,
	EDU_ELMO_V130 = 3,            /* the wrong namespace of one provider */
	EDU_ELMO_NO_NAMESPACE = 4,
	EDU_ELMO_PURL = 5,            /* another format of the same name, of 2015 */
	EDU_ELMO_FOREIGN = 6,
	EDU_ELMO_RESPONSE = 7         /* of EWP, with no transcript or several: none of them is the content */
} edu_elmo_shape;

#define EDU_ELMO_URI_V1 "https://github.com/emrex-eu/elmo-schemas/tree/v1"
#define EDU_ELMO_URI_V2 "https://github.com/emrex-eu/elmo-schemas/tree/v2"

/* Of the response of EWP's Incoming Mobility ToRs API, version 2; that of version 1 is read, too. */
#define EDU_ELMO_URI_RESPONSE \
	"https://github.com/erasmus-without-paper/ewp-specs-api-imobility-tors/blob/stable-v2/endpoints/" \
	"get-response.xsd"

/* The namespace that documents of a version (an index) are written in. */
const char *edu_elmo_uri(unsigned version);
/* Is it one of EMREX ELMO's own, right or wrong? */
bool edu_elmo_is_uri(const char *uri);
/* Namespaces whose names are in ELMO's tables: its own, and those of EWP's addresses and responses. */
bool edu_elmo_belongs(const char *uri);
edu_elmo_shape edu_elmo_shape_of(const edu_tree *t, edu_ref elmo);
bool edu_elmo_is_response(const edu_tree *t);
/* The elmo elements of a document one after the other, from 0 on; 0: there are no more. One, but in a response. */
edu_ref edu_elmo_next_transcript(const edu_tree *t, edu_ref elmo);
/* The elmo element if there is exactly one; the root of a response with none or several. */
edu_ref edu_elmo_content(const edu_tree *t);
edu_recognition edu_elmo_recognise(const edu_tree *t, const edu_read_options *options, edu_error *err);

int edu_elmo_bind(edu_document *doc, const edu_read_options *options, edu_error *err);

/* The lowest version that explains the content of a bound document (elmo.md, section 2). 0 or EDU_ENOMEM. */
int edu_elmo_find_version(const edu_document *doc, unsigned *version);
/* Whether an item is something that only the drafts of ELMO 2.1 know. */
bool edu_elmo_is_draft(const edu_tree *t, edu_ref item);
/*
 * The version a document is checked against: every later 1.x holds what an earlier one does, so the newest.
 */
unsigned edu_elmo_judged_by(const edu_document *doc);

extern const edu_table_profile edu_elmo_profiles[];
int edu_elmo_check(const edu_document *doc, edu_finding_list *list, edu_error *err);

#endif
