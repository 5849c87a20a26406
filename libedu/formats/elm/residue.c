/*
 * formats/elm/residue.c – values of another format that travel in a credential: a note of the first claim.
 *
 * The note's literal has one text for each value: what to do (=, - or +), the path, a blank, the value. Of a value of
 * JSON that is no string, its kind stands for =: # a number, t, f and 0 the literals.
 */
#include "formats/elm/crosswalk.h"
#include "formats/elm/residue.h"

#include <string.h>

#include "base/fail.h"

/* No linguistic content, says ISO 639-2. */
static const char language[] = "zxx";

static edu_ref first_claim(const edu_document *doc)
{
	const edu_tree *t = &doc->tree;
	const edu_ref subject = edu_value_first(t, edu_tree_child(t, doc->content, elm_n_credentialSubject));
	const edu_ref claims = subject ? edu_tree_child(t, subject, elm_n_hasClaim) : 0;
	return edu_value_first(t, claims);
}

static bool is_residue(const edu_tree *t, edu_ref note)
{
	const edu_ref subject = edu_tree_child(t, note, elm_n_subject);
	const edu_ref id = subject ? edu_tree_child(t, subject, elm_n_id) : 0;
	return id && t->items[id].text && !strcmp(t->items[id].text, ELM_NOTE_RESIDUE);
}

static edu_ref note_of(const edu_document *doc)
{
	const edu_tree *t = &doc->tree;
	const edu_ref claim = first_claim(doc), notes = claim ? edu_tree_child(t, claim, elm_n_additionalNote) : 0;
	for (edu_ref n = edu_value_first(t, notes); n; n = edu_value_next(t, notes, n))
		if (is_residue(t, n)) return n;
	return 0;
}

static edu_ref texts_of(const edu_document *doc, edu_ref note)
{
	const edu_ref literal = note ? edu_tree_child(&doc->tree, note, elm_n_noteLiteral) : 0;
	return literal ? edu_tree_first(&doc->tree, literal) : 0;
}

static bool add_text(edu_tree *t, edu_ref object, edu_name name, const char *text)
{
	const edu_ref item = edu_tree_add(t, object, EDU_KIND_STRING, name);
	return item && edu_tree_set_text(t, item, text, strlen(text)) >= 0;
}

/* The array of texts of a new note; 0: out of memory. */
static edu_ref new_note(edu_tree *t, edu_ref claim)
{
	edu_ref notes = edu_tree_child(t, claim, elm_n_additionalNote);
	if (!notes) notes = edu_tree_add(t, claim, EDU_KIND_ARRAY, elm_n_additionalNote);
	const edu_ref note = notes ? edu_tree_add(t, notes, EDU_KIND_OBJECT, 0) : 0;
	if (!note || !add_text(t, note, elm_n_id, "urn:epass:note:residue") || !add_text(t, note, elm_n_type, "Note")) return 0;
	const edu_ref subject = edu_tree_add(t, note, EDU_KIND_OBJECT, elm_n_subject);
	if (!subject || !add_text(t, subject, elm_n_id, ELM_NOTE_RESIDUE) || !add_text(t, subject, elm_n_type, "Concept")) return 0;
	const edu_ref literal = edu_tree_add(t, note, EDU_KIND_OBJECT, elm_n_noteLiteral);
	const edu_name name = edu_tree_name(t, language, sizeof language - 1);
	return literal && name ? edu_tree_add(t, literal, EDU_KIND_ARRAY, name) : 0;
}

static const struct { char what; uint8_t kind; } scalars[] = {
	{ '#', EDU_KIND_NUMBER }, { 't', EDU_KIND_TRUE }, { 'f', EDU_KIND_FALSE }, { '0', EDU_KIND_NULL },
};

static char deed_of(const edu_residue *residue)
{
	for (size_t i = 0; i < sizeof scalars / sizeof *scalars && residue->what == '='; i++)
		if (scalars[i].kind == residue->kind) return scalars[i].what;
	return residue->what;
}

int elm_park(edu_document *doc, const edu_residue *residue, edu_ref *place, edu_error *err)
{
	edu_tree *t = &doc->tree;
	const edu_ref claim = first_claim(doc);
	edu_ref texts = *place ? t->items[*place].parent : texts_of(doc, note_of(doc));
	if (!claim)
		return edu_fail(err, EDU_EUNSUPPORTED, "carry/residue", "a credential without a claim has no place for residue; carry the original");
	if (!texts) texts = new_note(t, claim);
	*place = texts ? edu_tree_add(t, texts, EDU_KIND_STRING, 0) : 0;
	const size_t length = 2 + residue->path_length + residue->length;
	char *text = *place ? edu_arena_reserve(t->arena, length + 1) : NULL;
	if (!text) return edu_fail_memory(err);
	text[0] = deed_of(residue);
	memcpy(text + 1, residue->path, residue->path_length);
	text[1 + residue->path_length] = ' ';
	memcpy(text + 2 + residue->path_length, residue->text, residue->length);
	text[length] = 0;
	edu_arena_commit(t->arena, length + 1);
	edu_tree_use_text(t, *place, text, (uint32_t)length);
	return 0;
}

static bool take_apart(const edu_item *item, edu_residue *out)
{
	const char *blank = item->text ? memchr(item->text, ' ', item->length) : NULL;
	if (!blank || blank == item->text) return false;
	out->what = item->text[0];
	out->kind = EDU_KIND_STRING;
	out->path = item->text + 1;
	out->path_length = (size_t)(blank - item->text) - 1;
	out->text = blank + 1;
	out->length = item->length - (size_t)(blank + 1 - item->text);
	for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++) {
		if (scalars[i].what != out->what) continue;
		out->kind = scalars[i].kind;
		out->what = '=';
	}
	return out->what && strchr("=-+v", out->what);
}

bool elm_parked(const edu_document *doc, edu_ref *at, edu_residue *out)
{
	const edu_tree *t = &doc->tree;
	edu_ref next = *at ? edu_tree_next(t, *at) : edu_value_first(t, texts_of(doc, note_of(doc)));
	for (; next; next = edu_tree_next(t, next)) {
		if (!take_apart(&t->items[next], out)) continue;
		out->place = *at = next;
		return true;
	}
	return false;
}
