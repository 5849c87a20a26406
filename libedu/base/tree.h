/*
 * base/tree.h – the store every document is made of: items in one growing array, texts in an arena.
 *
 * An item is 32 bytes and known by its number (edu_ref), so that handing one out never dangles and
 * a tree of a million values costs 32 MB. Siblings form a ring: a parent knows its last child, whose
 * next is the first; thus adding behind and walking from the front both cost one step.
 *
 * Pointers to items are good until the next item is added.
 */
#ifndef EDU_BASE_TREE_H
#define EDU_BASE_TREE_H

#include <edu/document.h>
#include "base/memory.h"

typedef uint32_t edu_ref;    /* 0: none */
typedef uint32_t edu_name;   /* 0: no name (entries of arrays, pieces of text) */

enum edu_item_flag {
	EDU_ITEM_LAST = 1,       /* last of its siblings: next is the first */
	EDU_ITEM_SELF_CLOSED = 2,/* XML: written <a/>, not <a></a> */
	EDU_ITEM_SHARED = 4,     /* core: some link leads here */
	EDU_ITEM_MIXED = 8,      /* XML: has text or CDATA pieces among its children */
	EDU_ITEM_MARK = 16       /* free for one pass; every pass leaves it cleared */
};

typedef struct edu_item {
	const char *text;        /* NUL-terminated, in an arena; NULL where there is none */
	uint32_t length;
	edu_name name;
	edu_ref last;            /* last child, or what a link leads to */
	edu_ref next;
	edu_ref parent;
	uint16_t cls;            /* class in the format's tables; 0: none */
	uint8_t kind;            /* edu_kind */
	uint8_t flags;
} edu_item;

_Static_assert(sizeof(edu_item) <= 32, "items are counted in millions");

/*
 * Names. A table of a format's own names (numbers 1…known) is shared and constant; what a document
 * brings besides gets the numbers above it. A name as written may stand for a known one: "@id" for "id",
 * "ns0:elmo" for "elmo".
 */
typedef struct edu_name_table {
	uint32_t count;                    /* names 1…count */
	const char *const *names;          /* [count + 1], [0] is "" */
	const uint16_t *lengths;           /* [count + 1] */
	uint32_t mask;                     /* slots is mask + 1 long, a power of two */
	const uint16_t *slots;             /* edu_name_hash() & mask, then the next slot and so on; 0: free */
} edu_name_table;

static inline uint32_t edu_name_hash(const char *s, size_t n)
{
	/* First, middle and last byte and the length tell the names of all formats apart well enough. */
	if (!n) return 0;
	return ((uint32_t)(unsigned char)s[0] * 31u + (unsigned char)s[n - 1]) * 31u
	     + (unsigned char)s[n / 2] * 7u + (uint32_t)n * 101u + (unsigned char)s[n / 3] * 13u;
}

typedef struct edu_own_name {
	const char *text;                  /* as written, NUL-terminated */
	const char *uri;                   /* XML: its namespace; NULL: none */
	uint32_t length;
	uint32_t local;                    /* XML: offset of the local part in text */
	edu_name known;                    /* what it stands for in the table; 0: nothing known */
	uint32_t hash;
} edu_own_name;

typedef struct edu_tree {
	const edu_context *ctx;
	edu_arena *arena;                  /* own texts and names */
	edu_item *items;                   /* [0] is never used */
	uint32_t *places;                  /* byte offset of each item in the original; NULL where not kept.
	                                      In the items' block, behind the room for all of them */
	size_t count, capacity;            /* items, [0] included */
	const edu_name_table *table;
	edu_own_name *own;
	size_t own_count, own_capacity;
	uint32_t *own_slots;               /* hash slots over own; number + 1, 0 is free */
	size_t own_slot_count;
	uint64_t own_seed;                 /* of the own names' hash: differs between trees, seen in no output */
	edu_ref top;                       /* JSON: the top value; XML: an item of kind NONE whose children are
	                                      comments, instructions and the root element */
	bool has_removed;                  /* not all items hang below top */
} edu_tree;

int edu_tree_open(edu_tree *t, const edu_context *ctx, const edu_name_table *table, bool with_places);
void edu_tree_close(edu_tree *t);      /* also after a failed open */
/* The places are of no use any more. */
void edu_tree_drop_places(edu_tree *t);
/* Make room for that many items in all, or give back what is more than that; 0 or EDU_ENOMEM. */
int edu_tree_resize(edu_tree *t, size_t capacity);

/* The new item's number; 0: out of memory or over the limit of items. parent 0 hangs it nowhere. */
edu_ref edu_tree_add(edu_tree *t, edu_ref parent, edu_kind kind, edu_name name);
/* Report why edu_tree_add() gave 0: EDU_ELIMIT (rule "limit/items") or EDU_ENOMEM. */
int edu_tree_add_failed(const edu_tree *t, edu_error *err);
void edu_tree_remove(edu_tree *t, edu_ref item);       /* unhooks it; its memory stays with the tree */
/* Forget everything below item, which has to be all that was made behind it. */
void edu_tree_cut(edu_tree *t, edu_ref item);
/* Hang an unhooked item (or one made with parent 0) behind parent's children. */
void edu_tree_hang(edu_tree *t, edu_ref parent, edu_ref item);
/* Copy text into the arena and make it the item's own. */
int edu_tree_set_text(edu_tree *t, edu_ref item, const char *text, size_t length);
/* Make a text that already lives in the arena, or in one it rests on, the item's own. */
static inline void edu_tree_use_text(edu_tree *t, edu_ref item, const char *text, uint32_t length)
{
	t->items[item].text = text;
	t->items[item].length = length;
}

/* The number of a name: of the table, or of the tree's own, made when new. 0: out of memory. */
edu_name edu_tree_name(edu_tree *t, const char *text, size_t length);
/* The same for XML: qualified name as written, and namespace. known: what it stands for, 0 nothing. */
edu_name edu_tree_name_xml(edu_tree *t, const char *text, size_t length, size_t local, const char *uri,
                           edu_name known);
/* XML: a name of the table as an element would be called that has the prefix of another. 0: out of memory. */
edu_name edu_tree_name_beside(edu_tree *t, edu_ref element, edu_name known);
edu_name edu_table_find(const edu_name_table *table, const char *text, size_t length);   /* 0: not there */
const char *edu_tree_name_text(const edu_tree *t, edu_name name, uint32_t *length);      /* as written; "" for 0 */
const char *edu_tree_name_uri(const edu_tree *t, edu_name name);                         /* NULL: none of its own */
const char *edu_tree_name_local(const edu_tree *t, edu_name name);                       /* without prefix */
/* Sets what an own name stands for. */
void edu_tree_name_means(edu_tree *t, edu_name own, edu_name known);

/* The name in the table that a name stands for; 0: none. */
static inline edu_name edu_tree_known(const edu_tree *t, edu_name name)
{
	return name <= t->table->count ? name : t->own[name - t->table->count - 1].known;
}

static inline edu_ref edu_tree_first(const edu_tree *t, edu_ref item)
{
	const edu_item *i = &t->items[item];
	return i->last && i->kind != EDU_KIND_LINK ? t->items[i->last].next : 0;
}
static inline edu_ref edu_tree_next(const edu_tree *t, edu_ref item)
{
	const edu_item *i = &t->items[item];
	return i->flags & EDU_ITEM_LAST ? 0 : i->next;
}
/* The next item of the subtree below top in document order, children first; 0 at its end. Start with top. */
edu_ref edu_tree_walk(const edu_tree *t, edu_ref top, edu_ref item);
/* The first child with that known name; 0: none. */
edu_ref edu_tree_child(const edu_tree *t, edu_ref item, edu_name known);
/* XML: the root element; JSON: top. */
edu_ref edu_tree_root(const edu_tree *t);

/*
 * A leaf is what the ledger counts (design: a JSON scalar; in XML an attribute, or text that is not only
 * white space). XML: an element is a leaf for its own text; pieces of text beside children count for
 * their element. xsi: attributes are no leaves; a ds:Signature element is one, whatever is below it.
 */
bool edu_tree_is_leaf(const edu_tree *t, edu_ref item);
bool edu_tree_is_signature(const edu_tree *t, edu_ref item);
/* (A question about the item alone: edu_tree_next_leaf() knows that it does not stand below a signature.) */
/*
 * The next leaf after item in document order, attributes before text before children; start with 0. Signatures
 * are not entered. Walking all of them is linear.
 */
edu_ref edu_tree_next_leaf(const edu_tree *t, edu_ref item);

/* An XML element's whole text (pieces of text and CDATA joined); 0 or EDU_ENOMEM. For others the item's text. */
int edu_tree_text(const edu_tree *t, edu_ref item, edu_buffer *scratch, const char **text, size_t *length);

/*
 * JSON Pointer, or /elmo/report[1]/…; appends to out. Pieces of text, comments, instructions and namespace
 * declarations have their element's path. Looks through the siblings of every step: for one path, not for all.
 */
int edu_tree_path(const edu_tree *t, edu_ref item, edu_buffer *out);

/*
 * Many paths of one tree, or of what an outline remembers of one: linear over all its items, in whatever order they are asked for, and cheapest
 * where one follows the other in document order. The tree must not change between open and close.
 */
typedef struct edu_path_level {
	edu_ref item;
	size_t end;              /* of this step in text */
} edu_path_level;

typedef struct edu_path_walker {
	const edu_tree *tree;
	const struct edu_outline *outline;   /* then items are numbers for good in it; NULL: items of the tree */
	edu_buffer text;         /* the deepest path remembered */
	size_t cut;              /* where a NUL stands in text instead of kept */
	char kept;
	edu_path_level *levels;  /* its steps, from below top down */
	size_t level_count, level_capacity;
	edu_ref *chain;          /* the steps asked for, the last one first */
	size_t chain_capacity;
	uint32_t *positions;     /* of each item among its siblings (XML: of its name), from 1; 0: not counted yet */
	edu_name *local;         /* XML: the lowest number of a name with the same local part; NULL until needed */
	uint32_t *counts;        /* [2 * name]: siblings of that local name, [2 * name + 1]: below which parent */
	size_t name_count;
} edu_path_walker;

void edu_path_walker_open(edu_path_walker *w, const edu_tree *t);
void edu_path_walker_open_outline(edu_path_walker *w, const struct edu_outline *o);
/* 0 or EDU_ENOMEM. *path is NUL-terminated and good until the next call. */
int edu_path_walker_to(edu_path_walker *w, edu_ref item, const char **path, size_t *length);
void edu_path_walker_close(edu_path_walker *w);

#endif
