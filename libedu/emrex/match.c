/*
 * emrex/match.c – is the learner of a transcript the person who is logged in?
 */
#include <edu/emrex.h>

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "emrex/distance.h"
#include "formats/elmo/elmo.h"
#include "model/refusal.h"

enum { OTHER_BIRTH = 100 };      /* what the original score adds */

/* A text, or none. */
typedef struct words {
	const char *text;
	size_t length;
} words;

/* One comparison. */
typedef struct matching {
	const edu_tree *tree;
	edu_ref learner;
	const edu_allocator *a;
	edu_units left, right;
	edu_buffer whole;            /* of the person's name */
	edu_buffer scratch;
	edu_emrex_match *out;
	edu_error *err;
} matching;

static words words_of(const char *text)
{
	return (words){ text, strlen(text) };
}

/* The learner's value of a name; a text that several pieces make up is good until the next call. */
static int value(matching *m, edu_ref item, words *out)
{
	const char *text = NULL;
	size_t length = 0;

	m->scratch.length = 0;
	if (item && edu_tree_text(m->tree, item, &m->scratch, &text, &length) < 0)
		return edu_fail_memory(m->err);
	*out = (words){ text ? text : "", text ? length : 0 };
	return 0;
}

static int learner_value(matching *m, edu_name name, words *out)
{
	return value(m, edu_tree_child(m->tree, m->learner, name), out);
}

static int distance(matching *m, words a, words b, bool folded, unsigned *out)
{
	if (edu_units_of(&m->left, m->a, a.text, a.length, folded) < 0
	    || edu_units_of(&m->right, m->a, b.text, b.length, folded) < 0)
		return edu_fail_memory(m->err);
	*out = edu_distance(&m->left, &m->right);
	return 0;
}

/* A date without zone and the blanks around it. */
static words bare_date(words w)
{
	edu_trim(&w.text, &w.length);
	if (edu_is_date(w.text, w.length) && w.length > 10 && w.text[0] != '-') {
		const char *dash = memchr(w.text, '-', w.length);
		const size_t bare = (size_t)(dash - w.text) + 6;
		if (bare < w.length) w.length = bare;
	}
	return w;
}

static bool same(words a, words b)
{
	return a.length == b.length && (!a.length || memcmp(a.text, b.text, a.length) == 0);
}

static int compare_births(matching *m, const char *expected)
{
	words theirs = { "", 0 };

	int rc = learner_value(m, elmo_n_dateOfBirth, &theirs);
	if (rc == 0 && edu_is_blank(theirs.text, theirs.length)) rc = learner_value(m, elmo_n_bday, &theirs);
	if (rc < 0) return rc;
	const words ours = words_of(expected ? expected : "");
	if (!ours.length || !theirs.length || !same(ours, theirs)) m->out->score += OTHER_BIRTH;
	const words a = bare_date(ours), b = bare_date(theirs);
	m->out->birth = !a.length || !b.length ? EDU_EMREX_BIRTH_MISSING
	              : same(a, b) ? EDU_EMREX_BIRTH_EQUAL : EDU_EMREX_BIRTH_DIFFERENT;
	return 0;
}

static void offer(edu_emrex_match *out, unsigned found, edu_emrex_name as)
{
	if (found >= out->name) return;
	out->name = found;
	out->closest = as;
}

/* The person's whole name, either part first. */
static int compare_whole(matching *m, const edu_emrex_person *p, words theirs, edu_emrex_name as)
{
	for (int turn = 0; turn < 2; turn++) {
		unsigned found;
		m->whole.length = 0;
		if (edu_buffer_addf(&m->whole, "%s %s", turn ? p->family_name : p->given_names,
		                    turn ? p->given_names : p->family_name) < 0)
			return edu_fail_memory(m->err);
		const int rc = distance(m, (words){ m->whole.data, m->whole.length }, theirs, true, &found);
		if (rc < 0) return rc;
		offer(m->out, found, as);
	}
	return 0;
}

static int compare_current_names(matching *m, const edu_emrex_person *p)
{
	const struct { edu_name name; const char *ours; unsigned *folded; } parts[] = {
		{ elmo_n_familyName, p->family_name, &m->out->family_name },
		{ elmo_n_givenNames, p->given_names, &m->out->given_names },
	};
	for (size_t i = 0; i < 2; i++) {
		unsigned with_case;
		words theirs;
		int rc = learner_value(m, parts[i].name, &theirs);
		if (rc == 0) rc = distance(m, words_of(parts[i].ours), theirs, false, &with_case);
		if (rc == 0) rc = distance(m, words_of(parts[i].ours), theirs, true, parts[i].folded);
		if (rc < 0) return rc;
		m->out->score += with_case;
	}
	m->out->name = m->out->family_name + m->out->given_names;
	m->out->closest = EDU_EMREX_NAME_CURRENT;
	return 0;
}

static int compare_other_names(matching *m, const edu_emrex_person *p)
{
	const edu_tree *t = m->tree;
	int rc = 0;

	for (edu_ref c = edu_tree_first(t, m->learner); c && rc == 0; c = edu_tree_next(t, c)) {
		const edu_name name = t->items[c].name ? edu_tree_known(t, t->items[c].name) : 0;
		const bool at_birth = name == elmo_n_birthName;
		unsigned family;
		words theirs;
		if (t->items[c].kind != EDU_KIND_ELEMENT || (!at_birth && name != elmo_n_alternativeName))
			continue;
		rc = value(m, c, &theirs);
		if (rc < 0 || edu_is_blank(theirs.text, theirs.length)) continue;
		if (at_birth) {
			rc = distance(m, words_of(p->family_name), theirs, true, &family);
			if (rc < 0) continue;
			offer(m->out, family + m->out->given_names, EDU_EMREX_NAME_AT_BIRTH);
		}
		rc = compare_whole(m, p, theirs,
		                   at_birth ? EDU_EMREX_NAME_AT_BIRTH : EDU_EMREX_NAME_ALTERNATIVE);
	}
	return rc;
}

/* A transcript has one learner; with two of them nobody can say whose it is. */
static int find_learner(matching *m, const edu_document *doc)
{
	const edu_tree *t = m->tree;

	m->learner = 0;
	for (edu_ref c = edu_tree_first(t, doc->content); c; c = edu_tree_next(t, c)) {
		if (t->items[c].kind != EDU_KIND_ELEMENT ||
		    edu_tree_known(t, t->items[c].name) != elmo_n_learner)
			continue;
		if (m->learner)
			return edu_refuse(m->err, EDU_EINVALID, "emrex/two-learners", t, c,
			                  "the transcript names two learners");
		m->learner = c;
	}
	if (m->learner) return 0;
	return edu_refuse(m->err, EDU_EINVALID, "emrex/no-learner", t, doc->content,
	                  "the transcript names no learner");
}

int edu_emrex_match_learner(edu_emrex_match *out, const edu_document *doc, const edu_emrex_person *person,
                            edu_error *err)
{
	edu_error own;
	edu_emrex_match result = { 0, 0, 0, 0, EDU_EMREX_NAME_CURRENT, EDU_EMREX_BIRTH_MISSING };
	matching m = { .out = &result };

	m.err = err ? err : &own;
	edu_error_clear(m.err);
	if (!out || !doc || !person || !person->family_name || !person->given_names)
		return edu_fail(m.err, EDU_EARG, NULL,
		                "matching needs a place for the result, a document and a person's names");
	if (doc->format != &edu_format_elmo)
		return edu_fail(m.err, EDU_EUNSUPPORTED, "emrex/no-elmo",
		                "learners are matched in ELMO documents");
	m.tree = &doc->tree;
	m.a = &doc->tree.ctx->allocator;
	edu_buffer_open(&m.whole, m.a);
	edu_buffer_open(&m.scratch, m.a);
	int rc = find_learner(&m, doc);
	if (rc == 0) rc = compare_births(&m, person->birth_date);
	if (rc == 0) rc = compare_current_names(&m, person);
	if (rc == 0) rc = compare_other_names(&m, person);
	edu_units_free(&m.left, m.a);
	edu_units_free(&m.right, m.a);
	edu_buffer_free(&m.whole);
	edu_buffer_free(&m.scratch);
	if (rc == 0) *out = result;
	return rc;
}
