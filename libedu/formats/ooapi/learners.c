/*
 * formats/ooapi/learners.c – whose results a file holds, and the file with those of one of them alone.
 */
#include <edu/learners.h>

#include <string.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/text.h"
#include "formats/ooapi/crosswalk.h"
#include "formats/ooapi/ids.h"
#include "model/copy.h"

typedef struct learners {
	const edu_document *doc;
	edu_map numbers;         /* id of a learner, or of something of the learner's → number of the learner, from 1 */
	edu_arena *keys;
	size_t count;
} learners;

/* ---- whose something is ---- */

static bool is_association(uint16_t cls)
{
	return cls >= ooapi_c_ProgrammeOfferingAssociation && cls <= ooapi_c_TestComponentOfferingAssociation;
}

static bool is_of_student(const edu_tree *t, edu_ref association)
{
	const edu_ref role = edu_tree_child(t, association, ooapi_n_role);
	return (!role || edu_equal(t->items[role].text, t->items[role].length, "student"))
	       && !ooapi_is_dropped(t, association);
}

/* The leaf with the id of an association's person; 0: it doesn't say. */
static edu_ref person_id(const edu_document *doc, edu_ref association)
{
	const edu_tree *t = &doc->tree;
	const edu_ref person = edu_tree_child(t, association, ooapi_n_person);
	if (edu_ooapi_is_object(t, person)) return edu_tree_child(t, person, ooapi_n_personId);
	return person ? person : edu_tree_child(t, association, ooapi_n_personId);
}

/* The number of whoever an id belongs to; 0: to nobody. Ids of all kinds are UUIDs, and so distinct. */
static uint32_t number_of(const learners *l, edu_ref id)
{
	char key[OOAPI_KEY_SIZE];
	const size_t length = id ? ooapi_key_of(&l->doc->tree, ooapi_c_Person, id, key) : 0;
	return length ? edu_map_get(&l->numbers, key, length) : 0;
}

static int note(learners *l, edu_ref id, uint32_t number)
{
	char key[OOAPI_KEY_SIZE];
	const size_t length = ooapi_key_of(&l->doc->tree, ooapi_c_Person, id, key);
	const char *kept = length ? edu_arena_text(l->keys, key, length) : NULL;
	edu_map_slot *slot = kept ? edu_map_slot_of(&l->numbers, kept, length) : NULL;
	if (!slot) return length ? EDU_ENOMEM : 0;
	if (!slot->value) slot->value = number;
	return 0;
}

static int note_association(learners *l, edu_ref association)
{
	const edu_ref person = person_id(l->doc, association), own = ooapi_own_id(l->doc, association);
	int rc = 0;
	if (!person || l->doc->tree.items[person].kind != EDU_KIND_STRING) return 0;
	if (is_of_student(&l->doc->tree, association) && !number_of(l, person))
		rc = note(l, person, (uint32_t)++l->count);
	return rc < 0 || !own || !number_of(l, person) ? rc : note(l, own, number_of(l, person));
}

static int open_learners(learners *l, const edu_document *doc)
{
	const edu_tree *t = &doc->tree;
	int rc = 0;
	*l = (learners){ .doc = doc, .keys = edu_arena_new(&t->ctx->allocator) };
	edu_map_open(&l->numbers, &t->ctx->allocator);
	if (!l->keys) return EDU_ENOMEM;
	for (edu_ref i = doc->format == &edu_format_ooapi ? t->top : 0; i && rc >= 0;
	     i = edu_tree_walk(t, t->top, i))
		if (edu_ooapi_is_object(t, i) && is_association(t->items[i].cls)) rc = note_association(l, i);
	return rc;
}

static void close_learners(learners *l)
{
	edu_map_close(&l->numbers);
	edu_arena_leave(l->keys);
}

size_t edu_learners_count(const edu_document *doc)
{
	learners l;
	if (!doc) return 0;
	const int rc = open_learners(&l, doc);
	close_learners(&l);
	return rc < 0 ? 0 : l.count;
}

/* ---- one of them ---- */

static bool is_others(const learners *l, edu_ref id, uint32_t number)
{
	const uint32_t whose = l->doc->tree.items[id].kind == EDU_KIND_STRING ? number_of(l, id) : 0;
	return whose && whose != number;
}

/* Another learner, or what is said of one: by its own id, or one that it refers to, also as an object. */
static bool is_of_others(const learners *l, edu_ref item, uint32_t number)
{
	const edu_tree *t = &l->doc->tree;
	if (t->items[item].kind == EDU_KIND_STRING) return is_others(l, item, number);
	if (!edu_ooapi_is_object(t, item)) return false;
	for (edu_ref m = edu_tree_first(t, item); m; m = edu_tree_next(t, m)) {
		const edu_ref person = edu_ooapi_is_object(t, m) ? edu_tree_child(t, m, ooapi_n_personId) : 0;
		if (is_others(l, person ? person : m, number)) return true;
	}
	return false;
}

static edu_ref behind(const edu_tree *t, edu_ref item)
{
	while (item && !edu_tree_next(t, item)) item = t->items[item].parent;
	return item ? edu_tree_next(t, item) : 0;
}

/* Entries of lists go or stay as a whole. copies has a place for each item. */
static int copy_without_others(const learners *l, uint32_t number, edu_document *made, edu_ref *copies)
{
	const edu_tree *t = &l->doc->tree;
	int rc = 0;
	for (edu_ref i = t->top, next; i && rc >= 0; i = next) {
		const edu_ref parent = t->items[i].parent;
		if (i != t->top && t->items[parent].kind == EDU_KIND_ARRAY && is_of_others(l, i, number)) {
			next = behind(t, i);
			continue;
		}
		rc = edu_tree_copy_item(&made->tree, i == t->top ? 0 : copies[parent], t, i, &copies[i]);
		next = edu_tree_walk(t, t->top, i);
	}
	if (rc >= 0) made->tree.top = copies[t->top];
	return rc;
}

static int take(edu_document **out, const learners *l, uint32_t number, edu_error *err)
{
	const edu_tree *t = &l->doc->tree;
	const size_t bytes = t->count * sizeof(edu_ref);
	edu_ref *copies = edu_allocate(&t->ctx->allocator, bytes);
	edu_document *made = edu_document_make(t->ctx, l->doc->format, l->doc->version, false);
	int rc = copies && made ? 0 : edu_fail_memory(err);
	if (rc == 0) {
		made->version_given = true;
		edu_arena_rest_on(made->tree.arena, t->arena);
		if (copy_without_others(l, number, made, copies) < 0)
			rc = edu_tree_add_failed(&made->tree, err);
	}
	if (rc == 0) rc = made->format->bind(made, NULL, err);
	edu_release(&t->ctx->allocator, copies, bytes);
	if (rc == 0) *out = made;
	else edu_document_free(made);
	return rc;
}

int edu_learners_take(edu_document **out, const edu_document *doc, size_t i, edu_error *err)
{
	edu_error own;
	learners l;
	if (!err) err = &own;
	edu_error_clear(err);
	if (out) *out = NULL;
	if (!out || !doc) return edu_fail(err, EDU_EARG, NULL, "a learner is taken out of a document");
	int rc = open_learners(&l, doc) < 0 ? edu_fail_memory(err) : 0;
	if (rc == 0 && i >= l.count)
		rc = edu_fail(err, EDU_EARG, NULL, "there is no learner of that number in the document");
	if (rc == 0) rc = take(out, &l, (uint32_t)i + 1, err);
	close_learners(&l);
	return rc;
}
