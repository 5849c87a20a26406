/*
 * privacy/redacting.h – a redaction under way: what becomes of every item of the source.
 *
 * The source is lowered into the core. A value that went somewhere there has the fate that the policy gives
 * to the place; a value that went nowhere is left out, unless it only attends what stays. Then the schema has
 * its say, and what is left is copied.
 */
#ifndef EDU_PRIVACY_REDACTING_H
#define EDU_PRIVACY_REDACTING_H

#include <edu/privacy.h>

#include "base/map.h"
#include "convert/ledger.h"
#include "privacy/policy.h"

typedef enum edu_fate {
	EDU_FATE_NONE = 0, /* no leaf */
	EDU_FATE_KEEP,
	EDU_FATE_DEMANDED, /* stays because the schema demands one of its own words */
	EDU_FATE_RENAME,
	EDU_FATE_PSEUDONYM,
	EDU_FATE_PLACEHOLDER, /* gives way to a value that says nothing */
	EDU_FATE_ATTENDS,     /* stays as long as what it belongs to: not settled yet */
	EDU_FATE_REMOVE,
	EDU_FATE_SCHEME, /* removed for the pseudonym beside it */
	EDU_FATE_UNMAPPED,
	EDU_FATE_SEAL,
	EDU_FATE_EMBEDDED,
	EDU_FATES
} edu_fate;

enum edu_redaction_state {
	EDU_REDACTION_SAYS = 1,  /* something below it has a place in the core */
	EDU_REDACTION_TELLS = 2, /* and stays */
	EDU_REDACTION_STAYS = 4  /* the item is in the result */
};

typedef struct edu_redaction {
	const edu_document *source;
	const edu_redact_options *options;
	edu_policy policy;
	edu_error *err;
	edu_document *core;
	edu_ledger *lowering; /* of the source into the core */
	uint8_t *actions;     /* edu_policy_action of each item of the core */
	uint8_t *told;        /* of the core: something of it stays */
	uint8_t *fates;       /* edu_fate of each item of the source */
	uint8_t *states;      /* edu_redaction_state, likewise */
	uint8_t *forbidden;   /* of the source: to be removed, whatever its trace says */
	edu_ref *copies;      /* of each item of the source, in the result; 0: none */
	edu_map names;        /* names of nodes that are counted anew → their number */
	uint32_t name_count;
	edu_map kept_names; /* of nodes whose name the policy keeps → 1 */
	edu_document *made;
	edu_ledger *ledger;
} edu_redaction;

static inline bool edu_fate_stays(uint8_t fate)
{
	return fate >= EDU_FATE_KEEP && fate <= EDU_FATE_PLACEHOLDER;
}

/* Why a leaf is or is not in the result, for the ledger. */
extern const struct edu_fate_entry {
	uint8_t outcome; /* edu_outcome */
	uint16_t rule;
} edu_fate_entries[EDU_FATES];

/* The known name of an item; 0: none. The row of its node's class that it belongs to; NULL: none. */
edu_name edu_redaction_name(const edu_redaction *r, edu_ref item);
const edu_property *edu_redaction_row(const edu_redaction *r, edu_ref item);
/* What a rule's leaves are there for, an edu_attends; 0: they speak for themselves. */
unsigned edu_redaction_attendance(const edu_redaction *r, uint16_t rule);
/* Does a leaf name a node? */
bool edu_redaction_is_id(const edu_redaction *r, edu_ref leaf, const edu_entry *entry);
/* The member or element by which a value hangs in what holds it; 0: none. */
edu_ref edu_redaction_member(const edu_redaction *r, edu_ref value);
/* Is a member one that the crosswalk carries over, or of something that it does not look into by members? */
bool edu_redaction_is_carried(const edu_redaction *r, edu_ref member);
/* An item of the source stays, with what it stands in. */
void edu_redaction_let_stay(edu_redaction *r, edu_ref item);

/* What stands for a value of a property and says nothing; NULL: nothing can. A constant. */
const char *edu_redaction_placeholder(const edu_redaction *r, edu_ref leaf, const edu_property *row);
/* A member that linked data has by the format's own word, "type" or "id": the class or the name of a node. */
bool edu_redaction_is_keyword(const edu_redaction *r, edu_ref member, const char *keyword);

/* The steps, in this order. All return 0 or a negative status with r->err filled. */
void edu_redaction_classify(edu_redaction *r); /* what each leaf says, and what the policy says to that */
int edu_redaction_settle(edu_redaction *r);    /* what stays with what */
int edu_redaction_demand(edu_redaction *r);    /* what the schema can't do without */
int edu_redaction_make(edu_redaction *r);      /* the result and its ledger */

#endif
