/*
 * convert/restore.c – what was carried inside a document comes back.
 *
 * What comes back must not undo what was changed meanwhile: the embedded document is converted again, and only
 * if that gives the record that carries it, it is what is restored.
 */
#include "convert/restore.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "convert/anew.h"
#include "crosswalk_tables.h"
#include "crypto/base64.h"
#include "model/compare.h"

/* The embedded document; *out NULL where there is none of the target's format, or it can't be read. */
static int read_embedded(const edu_document *source, const edu_format *target, int version, edu_document **out,
			 edu_error *err)
{
	const edu_crosswalk *walk = edu_crosswalk_of(source->format);
	const edu_ref place = walk && walk->embedded ? walk->embedded(source) : 0;
	edu_buffer bytes;
	*out = NULL;
	if (!place || !source->tree.items[place].text) return 0;
	const edu_item *item = &source->tree.items[place];
	const char *text = item->text;
	size_t length = item->length;
	/* A data URI holds its bytes behind the comma. */
	const char *comma = memchr(text, ',', length);
	if (comma) {
		length -= (size_t)(comma + 1 - text);
		text = comma + 1;
	}
	edu_buffer_open(&bytes, &source->tree.ctx->allocator);
	int rc = edu_base64_decode(&bytes, text, length);
	if (rc >= 0) rc = edu_document_read(out, source->tree.ctx, bytes.data, bytes.length, NULL, NULL);
	edu_buffer_free(&bytes);
	if (rc == EDU_ENOMEM) return edu_fail_memory(err);
	if (*out && ((*out)->format != target || (version >= 0 && (*out)->version != (unsigned)version))) {
		edu_document_free(*out);
		*out = NULL;
	}
	return 0;
}

/* The next sibling of the same name; in XML they stand together. 0: there is none. */
static edu_ref next_of_name(const edu_tree *t, edu_ref item)
{
	const edu_ref next = edu_tree_next(t, item);
	return next && edu_tree_known(t, t->items[next].name) == edu_tree_known(t, t->items[item].name) ? next : 0;
}

/* Does a fresh conversion of the original say what the carrier says? */
static int compare_records(const edu_document *source, const edu_document *again, bool *same)
{
	const uint16_t *names = edu_crosswalk_of(source->format)->record;
	*same = true;
	for (; *names && *same; names++) {
		edu_ref a = edu_tree_child(&source->tree, source->content, *names);
		edu_ref b = edu_tree_child(&again->tree, again->content, *names);
		for (; a && b && *same; a = next_of_name(&source->tree, a), b = next_of_name(&again->tree, b)) {
			const int rc = edu_tree_compare(&source->tree, a, &again->tree, b, NULL);
			if (rc < 0) return rc;
			*same = !rc;
		}
		if (!a != !b) *same = false;
	}
	return 0;
}

/* The supplement's default language shows as the language of the learner's names. */
static const char *names_language(const edu_document *source)
{
	const edu_tree *t = &source->tree;
	if (source->format != &edu_format_elm) return NULL;
	edu_ref subject = edu_tree_child(t, source->content, elm_n_credentialSubject);
	if (subject && t->items[subject].kind == EDU_KIND_ARRAY) subject = edu_tree_first(t, subject);
	const edu_ref name = subject ? edu_tree_child(t, subject, elm_n_familyName) : 0;
	const edu_ref first = name && t->items[name].kind == EDU_KIND_OBJECT ? edu_tree_first(t, name) : 0;
	const char *language = first ? edu_tree_name_text(t, t->items[first].name, NULL) : NULL;
	return language && edu_is_language(language, strlen(language)) ? language : NULL;
}

/* A date of issue that the caller gave shows in the record, too: that of a report then stands with its award. */
static const char *date_of_issue(const edu_document *source)
{
	const edu_tree *t = &source->tree;
	if (source->format != &edu_format_elm) return NULL;
	const edu_ref issued = edu_value_first(t, edu_tree_child(t, source->content, elm_n_issued));
	const edu_item *item = &t->items[issued];
	return issued && item->text && edu_is_datetime(item->text, item->length) ? item->text : NULL;
}

static int converts_alike(const edu_document *original, const edu_document *source, unsigned version, const char *language,
			  const char *issued, edu_document **again, bool *same, edu_error *err)
{
	edu_convert_options options = EDU_CONVERT_OPTIONS_INIT;
	char target[32], supplement[256];
	snprintf(target, sizeof target, "%s@%s", edu_document_format(source), source->format->schema->versions[version]);
	const int n = snprintf(supplement, sizeof supplement, "{%s%s%s%s%s%s%s}", language ? "\"defaultLanguage\":\"" : "",
			       language ? language : "", language ? "\"" : "", language && issued ? "," : "",
			       issued ? "\"issued\":\"" : "", issued ? issued : "", issued ? "\"" : "");
	*same = false;
	if (n < 0 || (size_t)n >= sizeof supplement) return 0;
	options.supplement = supplement;
	options.supplement_length = (size_t)n;
	edu_document_free(*again);
	*again = NULL;
	int rc = edu_convert_anew(again, original, target, &options, NULL);
	if (rc >= 0) rc = compare_records(source, *again, same);
	if (rc == EDU_ENOMEM) return edu_fail_memory(err);
	return 0;
}

/* A transcript may say less than its version could: it may have been written as any earlier one. */
static int find_version(const edu_document *original, const edu_document *source, edu_document **again, bool *same,
			edu_error *err)
{
	*same = false;
	for (unsigned version = source->version + 1; version-- > 0 && !*same;) {
		const int rc = converts_alike(original, source, version, NULL, NULL, again, same, err);
		if (rc < 0) return rc;
	}
	return 0;
}

/* What a supplement may have changed in the record is tried in turn: the language of texts, the date of issue. */
static int find_conversion(const edu_document *original, const edu_document *source, edu_document **again, bool *same,
			   edu_error *err)
{
	const char *language = names_language(source), *issued = date_of_issue(source);
	if (original->format == source->format) return find_version(original, source, again, same, err);
	*same = false;
	for (unsigned with = 0; with < 4; with++) {
		if ((with & 1 && !language) || (with & 2 && !issued)) continue;
		const int rc = converts_alike(original, source, source->version, with & 1 ? language : NULL,
					      with & 2 ? issued : NULL, again, same, err);
		if (rc < 0 || *same) return rc;
	}
	return 0;
}

/* What the restored document accounts for: the record, and every other value that the fresh conversion has, too. */
static int trace_restored(const edu_document *source, const edu_document *again, const edu_document *made,
			  edu_ledger *ledger, edu_error *err)
{
	const edu_tree *t = &source->tree;
	const edu_ref root = edu_tree_root(&made->tree), place = edu_crosswalk_of(source->format)->embedded(source);
	ledger->lowered_count = t->count;
	ledger->lowered = edu_allocate(&ledger->allocator, t->count * sizeof *ledger->lowered);
	if (!ledger->lowered) return edu_fail_memory(err);
	memset(ledger->lowered, 0, t->count * sizeof *ledger->lowered);
	for (edu_ref i = 1; i < t->count; i++) {
		edu_ref top = i;
		bool carrier = i == place;
		while (t->items[top].parent && t->items[top].parent != source->content) {
			top = t->items[top].parent;
			carrier |= top == place;
		}
		const edu_name name = t->items[top].name ? edu_tree_known(t, t->items[top].name) : 0;
		const edu_ref twin = name ? edu_tree_child(&again->tree, again->content, name) : 0;
		bool said = carrier;
		for (const uint16_t *r = edu_crosswalk_of(source->format)->record; *r && !said; r++) said = *r == name;
		/* A member is compared once, at its top; what stands below it goes with it. */
		if (!said && twin && top != i) said = ledger->lowered[top].outcome == EDU_OUTCOME_DERIVED;
		if (!said && twin && top == i) {
			const int rc = edu_tree_compare(t, top, &again->tree, twin, NULL);
			if (rc < 0) return edu_fail_memory(err);
			said = !rc;
		}
		ledger->lowered[i] = (edu_trace){ said ? root : 0, said ? edu_rule_carry_restored : edu_rule_carry_not_in_original,
						  said ? EDU_OUTCOME_DERIVED : EDU_OUTCOME_LOST, EDU_TRACE_SET };
	}
	return 0;
}

int edu_carry_restore(const edu_document *source, const edu_format *target, int version, edu_document **made,
		      edu_ledger *ledger, bool *restored, edu_error *err)
{
	edu_document *original = NULL, *again = NULL;
	*restored = false;
	int rc = read_embedded(source, target, version, &original, err);
	if (rc < 0 || !original) return rc;
	rc = find_conversion(original, source, &again, restored, err);
	if (rc >= 0 && *restored) rc = trace_restored(source, again, original, ledger, err);
	edu_document_free(again);
	if (rc < 0 || !*restored) {
		edu_document_free(original);
		return rc;
	}
	original->verbatim = true;
	*made = original;
	return 0;
}
