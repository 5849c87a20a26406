/*
 * formats/ooapi/carried.c – what travels in a bundle: the document it was made from, or values of that.
 * Both stand in the member libedu of the bundle's ext.
 *
 * {"original": "data:application/xml;base64,…"}, or {"residue": ["=s/issuer/id<TAB>…", …]}: what to do
 * with the value, the kind of a JSON scalar, the path, a tab, the value.
 */
#include "formats/ooapi/carried.h"

#include <string.h>

#include "base/fail.h"
#include "crosswalk_tables.h"

const uint16_t ooapi_record_lists[] = {
	ooapi_n_persons, ooapi_n_organisations, ooapi_n_organizations, ooapi_n_academicSessions, ooapi_n_programmes,
	ooapi_n_programs, ooapi_n_courses, ooapi_n_components, ooapi_n_learningComponents, ooapi_n_learningOutcomes,
	ooapi_n_offerings, ooapi_n_programmeOfferings, ooapi_n_courseOfferings, ooapi_n_learningComponentOfferings,
	ooapi_n_associations, ooapi_n_programmeOfferingAssociations, ooapi_n_courseOfferingAssociations,
	ooapi_n_learningComponentOfferingAssociations, 0
};

/* ---- where it stands ---- */

static edu_ref own_ext(const edu_document *doc)
{
	const edu_tree *t = &doc->tree;
	const edu_ref top = doc->shape == EDU_OOAPI_BUNDLE || t->items[t->top].cls == ooapi_c_Bundle ? t->top : 0;
	const edu_ref ext = top ? edu_tree_child(t, top, ooapi_n_ext) : 0;
	const edu_ref own = edu_ooapi_is_object(t, ext) ? edu_tree_child(t, ext, ooapi_n_libedu) : 0;
	return edu_ooapi_is_object(t, own) ? own : 0;
}

static edu_ref child_object(edu_tree *t, edu_ref parent, edu_name name)
{
	const edu_ref there = edu_tree_child(t, parent, name);
	return there ? there : edu_tree_add(t, parent, EDU_KIND_OBJECT, name);
}

/* Made where it is missing; 0: out of memory. */
static edu_ref make_own_ext(edu_tree *t)
{
	const edu_ref ext = child_object(t, t->top, ooapi_n_ext);
	if (!ext) return 0;
	t->items[ext].cls = ooapi_c_Ext;
	return child_object(t, ext, ooapi_n_libedu);
}

/* Names that the format's table lacks are the document's own. */
static edu_ref member_named(const edu_tree *t, edu_ref object, const char *name)
{
	for (edu_ref i = object ? edu_tree_first(t, object) : 0; i; i = edu_tree_next(t, i))
		if (!strcmp(edu_tree_name_text(t, t->items[i].name, NULL), name)) return i;
	return 0;
}

/* ---- the whole source ---- */

int ooapi_embed(edu_passage *p, const char *base64, size_t length, const char *media_type, edu_ref *place)
{
	static const char before[] = "data:", between[] = ";base64,";
	edu_tree *t = &p->to->tree;
	const edu_ref own = make_own_ext(t);
	const edu_name name = own ? edu_tree_name(t, "original", 8) : 0;
	const size_t type = strlen(media_type), prefix = sizeof before - 1 + type + sizeof between - 1;
	*place = name ? edu_tree_add(t, own, EDU_KIND_STRING, name) : 0;
	char *uri = *place ? edu_arena_reserve(t->arena, prefix + length + 1) : NULL;
	if (!uri) return edu_fail_memory(p->err);
	memcpy(uri, before, sizeof before - 1);
	memcpy(uri + sizeof before - 1, media_type, type);
	memcpy(uri + prefix - (sizeof between - 1), between, sizeof between - 1);
	memcpy(uri + prefix, base64, length);
	uri[prefix + length] = 0;
	edu_arena_commit(t->arena, prefix + length + 1);
	edu_tree_use_text(t, *place, uri, (uint32_t)(prefix + length));
	return edu_origin_set(p, *place, edu_rule_carry_original);
}

edu_ref ooapi_embedded(const edu_document *doc)
{
	const edu_ref original = member_named(&doc->tree, own_ext(doc), "original");
	return original && doc->tree.items[original].kind == EDU_KIND_STRING ? original : 0;
}

/* ---- single values ---- */

static const struct { uint8_t kind; char letter; } kinds[] = {
	{ EDU_KIND_STRING, 's' }, { EDU_KIND_NUMBER, 'n' }, { EDU_KIND_TRUE, 't' }, { EDU_KIND_FALSE, 'f' },
	{ EDU_KIND_NULL, '0' }, { EDU_KIND_ELEMENT, 'e' }, { EDU_KIND_ATTRIBUTE, 'a' },
};

static char letter_of(uint8_t kind)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].kind == kind) return kinds[i].letter;
	return 's';
}

static uint8_t kind_of(char letter)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].letter == letter) return kinds[i].kind;
	return EDU_KIND_STRING;
}

static edu_ref residue_list(edu_tree *t)
{
	const edu_ref own = make_own_ext(t);
	const edu_ref there = member_named(t, own, "residue");
	const edu_name name = own && !there ? edu_tree_name(t, "residue", 7) : 0;
	return there ? there : name ? edu_tree_add(t, own, EDU_KIND_ARRAY, name) : 0;
}

int ooapi_park(edu_document *doc, const edu_residue *residue, edu_ref *place, edu_error *err)
{
	edu_tree *t = &doc->tree;
	const edu_ref list = *place ? t->items[*place].parent : residue_list(t);
	const size_t length = 3 + residue->path_length + residue->length;
	*place = list ? edu_tree_add(t, list, EDU_KIND_STRING, 0) : 0;
	char *text = *place ? edu_arena_reserve(t->arena, length + 1) : NULL;
	if (!text) return edu_fail_memory(err);
	text[0] = residue->what;
	text[1] = letter_of(residue->kind);
	memcpy(text + 2, residue->path, residue->path_length);
	text[2 + residue->path_length] = '\t';
	if (residue->length) memcpy(text + 3 + residue->path_length, residue->text, residue->length);
	text[length] = 0;
	edu_arena_commit(t->arena, length + 1);
	edu_tree_use_text(t, *place, text, (uint32_t)length);
	return 0;
}

static bool take_apart(const edu_item *item, edu_residue *out)
{
	const bool has_both = item->kind == EDU_KIND_STRING && item->length > 2;
	const char *tab = has_both ? memchr(item->text, '\t', item->length) : NULL;
	if (!tab || tab - item->text < 3 || !strchr("=-+v", item->text[0])) return false;
	out->what = item->text[0];
	out->kind = kind_of(item->text[1]);
	out->path = item->text + 2;
	out->path_length = (size_t)(tab - item->text) - 2;
	out->text = tab + 1;
	out->length = item->length - (size_t)(tab + 1 - item->text);
	return true;
}

bool ooapi_parked(const edu_document *doc, edu_ref *at, edu_residue *out)
{
	const edu_tree *t = &doc->tree;
	const edu_ref list = *at ? t->items[*at].parent : member_named(t, own_ext(doc), "residue");
	edu_ref next = *at ? edu_tree_next(t, *at) : edu_ooapi_is_array(t, list) ? edu_tree_first(t, list) : 0;
	for (; next; next = edu_tree_next(t, next)) {
		if (!take_apart(&t->items[next], out)) continue;
		out->place = *at = next;
		return true;
	}
	return false;
}
