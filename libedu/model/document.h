/*
 * model/document.h – what an edu_document is inside, and what a format brings to the engines.
 */
#ifndef EDU_MODEL_DOCUMENT_H
#define EDU_MODEL_DOCUMENT_H

#include <edu/convert.h>
#include <edu/validate.h>
#include "model/schema.h"

typedef enum edu_syntax {
	EDU_SYNTAX_JSON = 1, EDU_SYNTAX_XML = 2, EDU_SYNTAX_NONE = 3, EDU_SYNTAX_TURTLE = 4
} edu_syntax;

typedef struct edu_format edu_format;
struct edu_passage;
typedef struct edu_twin edu_twin;

struct edu_document {
	edu_tree tree;
	const edu_format *format;
	unsigned version;            /* index into format->schema->versions */
	bool version_given;          /* the caller named it; it was not found by features */
	bool verbatim;               /* the tree is that of original: writing gives these bytes back */
	unsigned shape;              /* the format's own: which of its file shapes was read */
	edu_ref content;             /* where the record itself begins: root, or below a wrapper */
	char *original;              /* the bytes as read; NULL: none */
	size_t original_length;
	char *inner; /* sealed file: the payload's bytes, which places and paths refer to; else NULL */
	size_t inner_length;
	/*
	 * A form of another format, such as the XML of ELM's courses, has a faithful tree of its own and
	 * means what its twin says; NULL: the tree speaks for itself. model/twin.h.
	 */
	edu_twin *twin;
	const edu_document *form;    /* of a twin: the document that it is the twin of */
};

/* What a first look at the bytes or at the tree of a document says. */
typedef enum edu_recognition {
	EDU_RECOGNISED_NOT = 0,
	EDU_RECOGNISED = 1,
	EDU_RECOGNISED_REFUSED = -1  /* recognised, and *err says why it is not read */
} edu_recognition;

struct edu_passage;                  /* model/crosswalk.h */
typedef struct edu_finding_list edu_finding_list;

/* What a profile says of a property otherwise than the tables. */
enum edu_delta_flag {
	EDU_DELTA_REQUIRED = 1,
	EDU_DELTA_ADVISED = 2,       /* its absence is a warning */
	EDU_DELTA_OPTIONAL = 4,
	EDU_DELTA_NULLABLE = 8,
	EDU_DELTA_DAY_OR_MOMENT = 16,/* a date or a date-time */
	EDU_DELTA_EMPTY = 32         /* "" and [] are allowed */
};
typedef struct edu_delta {
	uint16_t cls, name;          /* name 0: every member that may be missing */
	uint16_t versions;           /* bits */
	uint16_t flags;              /* edu_delta_flag */
	uint16_t max_length;         /* 0: as the tables say */
	uint16_t min_length;
} edu_delta;

/* JSON without links: how a document is held against the tables. */
typedef struct edu_judgement {
	unsigned version;            /* whose rows count, an index */
	bool official;               /* as a plain schema validator would, right or wrong */
	bool is_request;             /* the body of a request: own ids may be missing */
	bool null_is_absent;         /* to readers, where the schema refuses it */
	bool is_patch;               /* a merge patch: nothing need be there, null deletes */
	const edu_delta *deltas[2];  /* each ends with class 0; the first says more than the second; NULL: none */
	const void *profile;         /* the format's own */
} edu_judgement;

/*
 * A profile that is the format's tables, judged as a schema processor does: what they don't know is an error.
 */
typedef struct edu_table_profile {
	const char *name;                    /* "elmo-1.7" */
	int version;                         /* whose tables: an index, or EDU_OWN_VERSION */
	const char *const *graver;           /* rules whose warnings are errors by it, NULL ends; NULL: none */
	/* Rules besides, in the version it is judged by; NULL: none. */
	int (*check)(const edu_document *doc, unsigned version, edu_finding_list *list, edu_error *err);
} edu_table_profile;
#define EDU_OWN_VERSION (-1)

struct edu_format {
	const char *name;                    /* NULL: that of the schema */
	const char *title;                   /* "EMREX ELMO" */
	edu_syntax syntax;
	bool linked;                         /* JSON-LD: what has one id is one node, wherever it stands */
	const edu_format *form_of;           /* what another format's documents are another way to write down; NULL */
	const edu_schema *schema;
	unsigned default_version;            /* index: what the bare name means as a target */
	uint16_t reads, writes;              /* bit i: version i */
	unsigned holds;                      /* edu_about of the documents that it may have */
	/*
	 * Does a tree, read with the format's names, hold this format? Refusals by edu_refuse() of
	 * model/refusal.h.
	 */
	edu_recognition (*recognise)(const edu_tree *tree, const edu_read_options *options, edu_error *err);
	/*
	 * After recognition: classes on items, shape, content, and version unless version_given; refuses
	 * what has no meaning. May add names to the tree, no items.
	 */
	int (*bind)(edu_document *doc, const edu_read_options *options, edu_error *err);
	/* For a syntax that is this format's alone: do the bytes, from the first that is no blank, begin like it? And
	   reading them into the document's tree. NULL: JSON or XML. */
	bool (*begins)(const char *data, size_t length);
	int (*read)(edu_document *doc, const char *data, size_t length, edu_error *err);
	/* After bind, makes the twin of a document that is a form of another format; data is what the tree was read from.
	   NULL: there are none. */
	int (*make_twin)(edu_document *doc, const char *data, size_t length, edu_error *err);
	/* For a form: fills p->to from p->from, a document of the format that it is a form of. NULL: no form, or not written. */
	int (*transcribe)(struct edu_passage *p);
	/* Rules that tables can't say; adds findings. NULL: none. */
	int (*check)(const edu_document *doc, edu_finding_list *list, edu_error *err);
	/* Profiles by name, the last without one; NULL: none. */
	const edu_table_profile *profiles;
	/* Findings by one of the format's own profiles instead of its tables. 0, EDU_ENOMEM, or EDU_EUNSUPPORTED: it has
	   none of that name. NULL: it has none at all. */
	int (*check_profile)(const edu_document *doc, const char *name, edu_finding_list *list, edu_error *err);
	/*
	 * JSON without links: what profiles are there instead of check_profile. name NULL: the format's own rules. 0, or
	 * EDU_EUNSUPPORTED: none of that name. check_judged() adds the rules that tables and deltas can't say.
	 */
	int (*judge)(const edu_document *doc, const char *name, edu_judgement *out);
	int (*check_judged)(const edu_document *doc, const edu_judgement *judgement, edu_finding_list *list, edu_error *err);
	/*
	 * Other versions of the format. step_to: the version that a step from one towards another leads to; from itself, or
	 * NULL: they differ in what one lacks alone. step: a document into that version, p->to being empty.
	 */
	unsigned (*step_to)(unsigned from, unsigned to);
	int (*step)(struct edu_passage *p);
	/* JSON without links: the name of the own id of a class's objects; 0: they have none. */
	uint16_t (*id_name)(uint16_t cls, unsigned version);
	/* The profile that a document is checked by where none is named; NULL: its tables. NULL: always the tables. */
	const char *(*own_profile)(const edu_document *doc);
	/* The version whose tables a document is checked against; NULL: its own. */
	unsigned (*judged_by)(const edu_document *doc);
	/* How grave a value is that an open list lacks; NULL: a warning. */
	edu_severity (*unknown_code)(const edu_codes *codes, const char *text, size_t length);
	/* XML: whether a namespace's names are the format's own (uri NULL: no namespace). */
	bool (*belongs)(const char *uri);
	/* Where conversion into one format does not go by the core: which, and how. p->to is empty. NULL: there is none. */
	const edu_format *translates_to;
	int (*translate)(struct edu_passage *p);
	/* XML: namespace to declare on the root of a document that was made, not read; NULL: none. */
	const char *(*root_uri)(const edu_document *doc);
};

/* All formats, in the order in which they are tried; the core is not among them. */
extern const edu_format *const edu_formats[];
extern const size_t edu_formats_count;
extern const edu_format edu_format_core, edu_format_elm, edu_format_elm2, edu_format_elm_ams, edu_format_elm_loq,
	edu_format_elm_rdf, edu_format_elm_turtle, edu_format_elmo, edu_format_ewp, edu_format_ooapi;
const edu_format *edu_format_find(const char *name, size_t length);  /* core included; NULL: unknown */

static inline const char *edu_format_name(const edu_format *f)
{
	return f->name ? f->name : f->schema->format;
}

/* An empty document of a format; NULL: out of memory. */
edu_document *edu_document_make(const edu_context *ctx, const edu_format *format, unsigned version,
                                bool with_places);

/* Whether write options are of a version that is known; NULL is. */
int edu_write_options_check(const edu_write_options *o, edu_error *err);

static inline const edu_class *edu_class_of(const edu_document *d, edu_ref item)
{
	return &d->format->schema->classes[d->tree.items[item].cls];
}

/* The version whose tables a document is checked against, an index. */
static inline unsigned edu_judged_version(const edu_document *d)
{
	return d->format->judged_by ? d->format->judged_by(d) : d->version;
}

/*
 * Findings: model/findings.c. Adds one; place and path come from the item. message: printf-like, no
 * document values.
 */
int edu_finding_add(edu_finding_list *list, const edu_document *doc, edu_ref item, edu_severity severity,
                    const char *rule, const char *format, ...) __attribute__((format(printf, 6, 7)));
/* Another place of the finding added last. 0 or EDU_ENOMEM. */
int edu_finding_also(edu_finding_list *list, const edu_document *doc, edu_ref item);

#endif
