/*
 * formats/core/schemes.h – the codes of European vocabularies as tables, generated from schemes.toml.
 */
#ifndef EDU_FORMATS_CORE_SCHEMES_H
#define EDU_FORMATS_CORE_SCHEMES_H

#include <edu/vocabulary.h>
#include <stdbool.h>

struct edu_scheme {
	const char *name, *iri, *base;
	uint32_t first, count;        /* in edu_scheme_codes */
	uint16_t first_other, others; /* in edu_scheme_others */
	bool complete;
};

extern const char edu_scheme_text[];       /* code, other code, name: each ended by a zero */
extern const uint32_t edu_scheme_codes[];  /* where each begins; of a scheme sorted bytewise by code */
extern const uint16_t edu_scheme_others[]; /* numbers of those with another code, sorted by that */
extern const edu_scheme edu_schemes[];     /* sorted by name */
extern const size_t edu_scheme_number;

/* The scheme that an IRI of so many bytes names, and the one that lists it as a concept; NULL: none known. */
const edu_scheme *edu_scheme_of_iri(const char *iri, size_t length);
bool edu_scheme_lists(const edu_scheme *scheme, const char *iri, size_t length);

#endif
