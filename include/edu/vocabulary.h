/*
 * edu/vocabulary.h – the codes of European vocabularies: countries, languages, currencies, levels, fields, types.
 *
 * A scheme is one controlled vocabulary, such as the authority list of countries. Each of its codes belongs to a
 * concept whose IRI is the scheme's base and the code. The lists are those that the application profiles of ELM name,
 * as published between 2022 and 2024; authority lists grow. (EU Vocabularies; European Learning Model, controlled
 * vocabularies.)
 *
 * Threads: everything here is constant. Nothing is allocated; every text lives as long as the library.
 */
#ifndef EDU_VOCABULARY_H
#define EDU_VOCABULARY_H

#include <edu/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct edu_scheme edu_scheme;

/** One code of a scheme. */
typedef struct edu_code {
	const char *code;   /**< as in the concept's IRI: "IRL", "ENG", "0613", "6fcec5c5af" */
	const char *other;  /**< what others call it: ISO 3166-1 alpha-2, ISO 639-1, a media type, "ects"; "": nothing */
	const char *label;  /**< its English name; "": not held, as for places and rare languages */
} edu_code;

/** How many schemes there are. */
EDU_API size_t edu_scheme_count(void);
/** The i-th, by name; NULL beyond the last. */
EDU_API const edu_scheme *edu_scheme_at(size_t i);
/**
 * A scheme by its name or its IRI.
 *
 * @param name  "country", "language", "currency", "atu", "nuts", "file-type", "human-sex", "eqf", "qdr" (national
 *              levels), "isced-f", "credential", "assessment", "learning-activity", …, or what inScheme says
 * @return NULL: not known
 */
EDU_API const edu_scheme *edu_scheme_find(const char *name);
/** Its name, its IRI, and what the IRIs of its concepts begin with. Never NULL; "" for NULL. */
EDU_API const char *edu_scheme_name(const edu_scheme *scheme);
EDU_API const char *edu_scheme_iri(const edu_scheme *scheme);
EDU_API const char *edu_scheme_base(const edu_scheme *scheme);
/** 1: the list was published whole; 0: some of its codes are not known here. */
EDU_API int edu_scheme_is_complete(const edu_scheme *scheme);
/** How many codes it has. */
EDU_API size_t edu_scheme_code_count(const edu_scheme *scheme);

/** The i-th code, bytewise by code; 1, or 0 beyond the last. */
EDU_API int edu_code_at(edu_code *out, const edu_scheme *scheme, size_t i);
/** A code by itself ("IRL"); 1, or 0: the scheme has none. Case counts. */
EDU_API int edu_code_find(edu_code *out, const edu_scheme *scheme, const char *code);
/** A code by what others call it ("IE", "en", "application/pdf", "ects"); 1, or 0: none. Case counts. */
EDU_API int edu_code_find_other(edu_code *out, const edu_scheme *scheme, const char *other);
/** A code by its concept's IRI, in any scheme; *scheme may be NULL where it is of no interest. 1, or 0: none. */
EDU_API int edu_code_find_iri(edu_code *out, const edu_scheme **scheme, const char *iri);
/**
 * Write the IRI of a code's concept, whether the scheme lists it or not.
 *
 * @param[out] out  NUL-terminated; may be NULL where size is 0
 * @return its length without the NUL, as snprintf: size or more means that it did not fit
 */
EDU_API size_t edu_code_iri(char *out, size_t size, const edu_scheme *scheme, const char *code);

#ifdef __cplusplus
}
#endif
#endif
