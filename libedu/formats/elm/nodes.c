/*
 * formats/elm/nodes.c – the index of nodes; see nodes.h.
 */
#include "formats/elm/nodes.h"
#include "base/text.h"

#include <string.h>

enum { FIRST_SLOTS = 64, LONGEST_COMPACT_ID = 512 };

_Static_assert(elm_c_ConceptScheme < 64, "classes of a node are bits of one word");

static const edu_allocator *allocator_of(const edu_elm_nodes *n)
{
	return &n->doc->tree.ctx->allocator;
}

static void *zeroed(const edu_allocator *a, size_t size)
{
	void *block = edu_allocate(a, size);
	if (block) memset(block, 0, size);
	return block;
}

/* FNV-1a, from a start that differs between trees: documents choose their ids. */
static uint64_t hash(const edu_elm_nodes *n, const char *text, size_t length)
{
	uint64_t h = 0xCBF29CE484222325u ^ n->doc->tree.own_seed;

	for (size_t i = 0; i < length; i++) h = (h ^ (unsigned char)text[i]) * 0x100000001B3u;
	return h ^ h >> 29;
}

static edu_elm_number *slot_of(const edu_elm_nodes *n, const char *id, size_t length)
{
	size_t i = hash(n, id, length) & (n->slot_count - 1);

	for (; n->slots[i]; i = (i + 1) & (n->slot_count - 1)) {
		const edu_elm_node *node = &n->nodes[n->slots[i]];
		if (node->id_length == length && memcmp(node->id, id, length) == 0) break;
	}
	return &n->slots[i];
}

static int more_slots(edu_elm_nodes *n)
{
	const size_t count = n->slot_count ? n->slot_count * 2 : FIRST_SLOTS;
	edu_elm_number *slots = zeroed(allocator_of(n), count * sizeof *slots);

	if (!slots) return EDU_ENOMEM;
	edu_release(allocator_of(n), n->slots, n->slot_count * sizeof *n->slots);
	n->slots = slots;
	n->slot_count = count;
	for (edu_elm_number i = 1; i < n->count; i++)
		if (n->nodes[i].id) *slot_of(n, n->nodes[i].id, n->nodes[i].id_length) = i;
	return 0;
}

/* An id with a known prefix is the IRI that it stands for. */
static int expand(edu_elm_nodes *n, const char **id, size_t *length)
{
	const char *iri, *rest;

	if (!edu_elm_split_compact(*id, *length, &iri, &rest)) return 0;
	const size_t base = strlen(iri), name = *length - (size_t)(rest - *id);
	char *text = edu_arena_get(n->arena, base + name + 1);
	if (!text) return EDU_ENOMEM;
	memcpy(text, iri, base);
	memcpy(text + base, rest, name);
	text[base + name] = '\0';
	*id = text;
	*length = base + name;
	return 0;
}

static bool is_relative(const char *id, size_t length)
{
	return !edu_is_iri(id, length) && !(length > 2 && memcmp(id, "_:", 2) == 0);
}

/* A new node without occurrences; 0: out of memory. */
static edu_elm_number add_node(edu_elm_nodes *n, const char *id, size_t length)
{
	if (!edu_grow(allocator_of(n), (void **)&n->nodes, &n->capacity, n->count, sizeof *n->nodes))
		return 0;
	edu_elm_node *node = &n->nodes[n->count];
	memset(node, 0, sizeof *node);
	node->id = id;
	node->id_length = (uint32_t)length;
	node->relative = id && is_relative(id, length);
	return (edu_elm_number)n->count++;
}

/* The node that an object is an occurrence of, made when new. */
static int identify(edu_elm_nodes *n, edu_ref object, edu_elm_number *out)
{
	const edu_tree *t = &n->doc->tree;
	const edu_ref item = edu_elm_id(t, object);

	if (!item) return (*out = add_node(n, NULL, 0)) ? 0 : EDU_ENOMEM;
	const char *id = t->items[item].text;
	size_t length = t->items[item].length;
	if (expand(n, &id, &length) < 0) return EDU_ENOMEM;
	if (n->count * 2 >= n->slot_count && more_slots(n) < 0) return EDU_ENOMEM;
	edu_elm_number *slot = slot_of(n, id, length);
	if (!*slot) *slot = add_node(n, id, length);
	*out = *slot;
	return *slot ? 0 : EDU_ENOMEM;
}

static void add_type(edu_elm_node *node, const edu_item *type, const edu_elm_types *types)
{
	if (type->kind != EDU_KIND_STRING) return;
	node->typed = true;
	const uint16_t cls = edu_elm_types_find(types, type->text, type->length);
	if (cls) node->classes |= (uint64_t)1 << cls;
}

static void add_types(edu_elm_node *node, const edu_tree *t, edu_ref object, const edu_elm_types *types)
{
	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i)) {
		if (edu_tree_known(t, t->items[i].name) != elm_n_type) continue;
		add_type(node, &t->items[i], types);
		if (t->items[i].kind != EDU_KIND_ARRAY) continue;
		for (edu_ref e = edu_tree_first(t, i); e; e = edu_tree_next(t, e))
			add_type(node, &t->items[e], types);
	}
}

/* Does an occurrence say more than what it is called? */
static bool is_full(const edu_elm_nodes *n, edu_ref object)
{
	const edu_tree *t = &n->doc->tree;

	for (edu_ref i = edu_tree_first(t, object); i; i = edu_tree_next(t, i))
		if (n->roles[i] != EDU_ELM_KEYWORD && n->roles[i] != EDU_ELM_OUTSIDE) return true;
	return false;
}

static int add_occurrence(edu_elm_nodes *n, edu_ref object, const edu_elm_types *types)
{
	edu_elm_number number;

	if (identify(n, object, &number) < 0) return EDU_ENOMEM;
	edu_elm_node *node = &n->nodes[number];
	n->numbers[object] = number;
	if (node->last) n->next[node->last] = object;
	else node->first = node->full = object;
	node->last = object;
	if (!node->says_something && is_full(n, object)) {
		node->says_something = true;
		node->full = object;
	}
	add_types(node, &n->doc->tree, object, types);
	return 0;
}

int edu_elm_nodes_open(edu_elm_nodes *n, const edu_document *doc, bool as_rdf)
{
	const edu_tree *t = &doc->tree;
	const edu_allocator *a = &t->ctx->allocator;
	edu_elm_types types;
	int rc = 0;

	*n = (edu_elm_nodes){ .doc = doc, .as_rdf = as_rdf, .count = 1, .item_count = t->count };
	n->arena = edu_arena_new(a);
	n->roles = edu_allocate(a, t->count * sizeof *n->roles);
	n->numbers = zeroed(a, t->count * sizeof *n->numbers);
	n->next = zeroed(a, t->count * sizeof *n->next);
	if (!n->arena || !n->roles || !n->numbers || !n->next || more_slots(n) < 0) return EDU_ENOMEM;
	/* Number 0 is a node of no class about which nothing is said. */
	if (!edu_grow(a, (void **)&n->nodes, &n->capacity, 0, sizeof *n->nodes)) return EDU_ENOMEM;
	memset(&n->nodes[0], 0, sizeof n->nodes[0]);
	edu_elm_roles(doc, as_rdf, n->roles);
	edu_elm_types_open(&types);
	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i))
		if (edu_elm_is_node(n->roles[i])) rc = add_occurrence(n, i, &types);
	return rc;
}

void edu_elm_nodes_close(edu_elm_nodes *n)
{
	if (!n->doc) return;
	const edu_allocator *a = allocator_of(n);
	edu_release(a, n->roles, n->item_count * sizeof *n->roles);
	edu_release(a, n->numbers, n->item_count * sizeof *n->numbers);
	edu_release(a, n->next, n->item_count * sizeof *n->next);
	edu_release(a, n->nodes, n->capacity * sizeof *n->nodes);
	edu_release(a, n->slots, n->slot_count * sizeof *n->slots);
	edu_arena_leave(n->arena);
	*n = (edu_elm_nodes){ 0 };
}

edu_elm_number edu_elm_nodes_number(const edu_elm_nodes *n, const char *id, size_t length)
{
	const char *iri, *rest;
	char written[LONGEST_COMPACT_ID];

	if (!n->slot_count) return 0;
	if (!edu_elm_split_compact(id, length, &iri, &rest)) return *slot_of(n, id, length);
	const size_t base = strlen(iri), name = length - (size_t)(rest - id);
	if (base + name > sizeof written) return 0;
	memcpy(written, iri, base);
	memcpy(written + base, rest, name);
	return *slot_of(n, written, base + name);
}

edu_ref edu_elm_nodes_find(const edu_elm_nodes *n, const char *id, size_t length)
{
	const edu_elm_number number = edu_elm_nodes_number(n, id, length);
	return number ? n->nodes[number].full : 0;
}

edu_elm_number edu_elm_nodes_number_of(const edu_elm_nodes *n, edu_ref item)
{
	const edu_item *i = &n->doc->tree.items[item];

	if (n->numbers[item]) return n->numbers[item];
	if (i->kind != EDU_KIND_STRING || n->roles[item] != EDU_ELM_AT_NODE) return 0;
	return edu_elm_nodes_number(n, i->text, i->length);
}

edu_ref edu_elm_nodes_full(const edu_elm_nodes *n, edu_ref item)
{
	const edu_elm_number number = edu_elm_nodes_number_of(n, item);
	return number ? n->nodes[number].full : 0;
}

edu_ref edu_elm_nodes_first(const edu_elm_nodes *n, edu_ref occurrence)
{
	return n->nodes[n->numbers[occurrence]].first;
}

edu_ref edu_elm_nodes_next(const edu_elm_nodes *n, edu_ref occurrence)
{
	return n->next[occurrence];
}
