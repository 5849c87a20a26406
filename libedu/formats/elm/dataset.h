/*
 * formats/elm/dataset.h – linked data in JSON with contexts of its own, or with none: flattened, or expanded.
 *
 * Its twin says the same with the two contexts of ELM. Contexts that stand in the file are understood as far as
 * datasets use them: prefixes, @vocab, terms with @id, @type and @container: @language or @set.
 */
#ifndef EDU_FORMATS_ELM_DATASET_H
#define EDU_FORMATS_ELM_DATASET_H

#include "formats/elm/build.h"

/* What a key, or the name of a type, means in a file. */
typedef struct edu_dataset_term {
	const char *iri;         /* NULL: nothing */
	uint32_t length;
	const char *datatype;    /* IRI its texts are of; NULL: plain */
	uint32_t datatype_length;
	uint8_t keyword;         /* edu_dataset_keyword */
	bool reference;          /* its texts are IRIs */
	bool vocabulary;         /* and may be terms */
	bool by_language;
	bool prefix;             /* may stand before a colon */
	bool uncovered;          /* uses what is not read */
} edu_dataset_term;

typedef enum edu_dataset_keyword {
	EDU_DATASET_ID = 1, EDU_DATASET_TYPE, EDU_DATASET_VALUE, EDU_DATASET_LANGUAGE, EDU_DATASET_GRAPH,
	EDU_DATASET_CONTEXT, EDU_DATASET_OTHER
} edu_dataset_keyword;

typedef struct edu_dataset_context {
	const edu_tree *tree;
	edu_arena *arena;
	edu_error *err;
	unsigned version;
	edu_map numbers;         /* of terms, by key */
	edu_dataset_term *terms; /* [0]: none */
	size_t count, capacity;
	const char *vocabulary, *language;   /* @vocab and @language; NULL: none */
	uint32_t vocabulary_length, language_length;
} edu_dataset_context;

/* Whether the file is such a dataset: its contexts are not the two of ELM alone, and none is unknown. */
bool edu_elm_is_dataset(const edu_tree *t);

/* Read the contexts of a file. 0, EDU_ENOMEM, or a refusal; to be closed in either case. */
int edu_dataset_context_open(edu_dataset_context *c, const edu_tree *t, edu_arena *arena, unsigned version, edu_error *err);
void edu_dataset_context_close(edu_dataset_context *c);
/* What a key or type says; with iri NULL and no keyword: nothing. 0 or EDU_ENOMEM. */
int edu_dataset_term_of(const edu_dataset_context *c, const char *key, size_t length, edu_dataset_term *out);
/* A reference as an IRI; *out NULL: it is relative. vocabulary: terms are known, too. 0 or EDU_ENOMEM. */
int edu_dataset_iri(const edu_dataset_context *c, const char *text, size_t length, bool vocabulary, const char **out,
                    uint32_t *out_length);

/* Give a document of the shape EDU_ELM_DATASET its twin. */
int edu_elm_make_dataset_twin(edu_document *doc, edu_error *err);

#endif
