/*
 * rdf/rdf.h – RDF/XML and Turtle in, statement by statement. The only folder that knows raptor.
 *
 * raptor stays within the call: it opens no file and no connection, and its hooks on libxml2, libxslt and libcurl
 * stay off, for hosts share those. It allocates with malloc, whatever the context's allocator is.
 *
 * RDF/XML goes through edu_xml_read() first, which refuses DOCTYPE, and with it entities.
 *
 * Rules: rdf/syntax, rdf/encoding (EDU_ESYNTAX), rdf/relative-iri (EDU_EINVALID), rdf/absent (EDU_EUNSUPPORTED).
 */
#ifndef EDU_RDF_RDF_H
#define EDU_RDF_RDF_H

#include "base/memory.h"

typedef enum edu_rdf_syntax { EDU_RDF_XML = 1, EDU_RDF_TURTLE = 2 } edu_rdf_syntax;
typedef enum edu_rdf_kind { EDU_RDF_IRI = 1, EDU_RDF_BLANK, EDU_RDF_LITERAL } edu_rdf_kind;

/* Texts are good as long as the call lasts. Of a blank node, text is a label that no other one has. */
typedef struct edu_rdf_term {
	edu_rdf_kind kind;
	const char *text;
	size_t length;
	const char *language, *datatype;   /* of a literal; NULL: none */
	size_t language_length, datatype_length;
} edu_rdf_term;

typedef struct edu_rdf_statement {
	edu_rdf_term subject, predicate, object;
	size_t line;                       /* in which it ended; 0: not known */
} edu_rdf_statement;

/* Takes one statement; a negative status ends the reading. */
typedef int (*edu_rdf_take)(void *state, const edu_rdf_statement *statement, edu_error *err);

/* EDU_WITH_RAPTOR is 1 where this build reads RDF, else 0. */
int edu_rdf_read(const edu_context *ctx, edu_rdf_syntax syntax, const char *data, size_t length, edu_rdf_take take,
		 void *state, edu_error *err);

#endif
