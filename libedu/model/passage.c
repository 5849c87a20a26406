/*
 * model/passage.c – one half of a conversion: its traces, and the values it makes on either side.
 */
#include "model/crosswalk.h"

#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "core_tables.h"
#include "crosswalk_tables.h"

int edu_passage_open(edu_passage *p, const edu_document *from, edu_document *to, const edu_crosswalk *crosswalk,
		     edu_error *err)
{
	memset(p, 0, sizeof *p);
	p->from = from;
	p->to = to;
	p->crosswalk = crosswalk;
	p->err = err;
	const edu_allocator *a = &to->tree.ctx->allocator;
	edu_buffer_open(&p->scratch, a);
	p->traces = edu_allocate(a, from->tree.count * sizeof *p->traces);
	if (!p->traces) return edu_fail_memory(err);
	memset(p->traces, 0, from->tree.count * sizeof *p->traces);
	return 0;
}

void edu_passage_close(edu_passage *p)
{
	if (!p->to) return;
	const edu_allocator *a = &p->to->tree.ctx->allocator;
	edu_release(a, p->traces, p->from->tree.count * sizeof *p->traces);
	edu_release(a, p->origins, p->origin_count * sizeof *p->origins);
	edu_buffer_free(&p->scratch);
	p->traces = NULL;
	p->origins = NULL;
	p->origin_count = 0;
}

void edu_passage_take(edu_passage *p, edu_trace **traces, size_t *trace_count, uint16_t **origins, size_t *origin_count)
{
	*traces = p->traces;
	if (trace_count) *trace_count = p->from->tree.count;
	*origins = p->origins;
	*origin_count = p->origin_count;
	p->traces = NULL;
	p->origins = NULL;
	p->origin_count = 0;
}

/* Room for the origin of a number: as many as the tree has room for, or else half as many again. */
static bool more_origins(edu_passage *p, edu_ref number)
{
	size_t count = p->to->tree.capacity;
	if (count <= number) count = (size_t)number + number / 2 + 1;
	uint16_t *grown = edu_resize(&p->to->tree.ctx->allocator, p->origins, p->origin_count * sizeof *grown,
				     count * sizeof *grown);
	if (!grown) return false;
	memset(grown + p->origin_count, 0, (count - p->origin_count) * sizeof *grown);
	p->origins = grown;
	p->origin_count = count;
	return true;
}

int edu_origin_set_number(edu_passage *p, edu_ref number, uint16_t rule)
{
	if (number >= p->origin_count && !more_origins(p, number)) return edu_fail_memory(p->err);
	p->origins[number] = rule;
	return 0;
}

int edu_origin_set(edu_passage *p, edu_ref to, uint16_t rule)
{
	return edu_origin_set_number(p, edu_passage_number(p, to), rule);
}

void edu_trace_lose(edu_passage *p, edu_ref value, uint16_t rule)
{
	const edu_tree *t = &p->from->tree;

	for (edu_ref i = value; i; i = edu_tree_walk(t, value, i)) edu_trace_set(p, i, 0, EDU_OUTCOME_LOST, rule);
}

void edu_origins_repeat(edu_passage *p, edu_ref first, uint16_t rule)
{
	const edu_ref end = edu_passage_number(p, (edu_ref)p->to->tree.count);
	for (edu_ref i = edu_passage_number(p, first); i < end && i < p->origin_count; i++)
		if (p->origins[i] == EDU_SOURCED || p->origins[i] == edu_rule_convert_repeated) p->origins[i] = rule;
}

int edu_passage_hand_on(edu_passage *p, edu_ref item)
{
	return p->stream && item ? edu_stream_hand_on(p->stream, item, p->err) : 0;
}

/* ---- the core ---- */

edu_ref edu_core_follow(const edu_tree *core, edu_ref item)
{
	return core->items[item].kind == EDU_KIND_LINK ? core->items[item].last : item;
}

edu_ref edu_core_one(const edu_tree *core, edu_ref node, uint16_t name)
{
	const edu_ref property = edu_tree_child(core, node, name);
	const edu_ref value = edu_value_first(core, property);
	return value ? edu_core_follow(core, value) : 0;
}

edu_ref edu_core_at(const edu_tree *core, edu_ref node, const uint16_t *path, unsigned depth)
{
	for (unsigned i = 0; i + 1 < depth && node; i++) node = edu_core_one(core, node, path[i]);
	return node && depth ? edu_tree_child(core, node, path[depth - 1]) : 0;
}

const char *edu_core_text(const edu_tree *core, edu_ref node, uint16_t name, uint32_t *length)
{
	const edu_ref value = node ? edu_core_one(core, node, name) : 0;
	if (length) *length = value ? core->items[value].length : 0;
	return value ? core->items[value].text : NULL;
}

const char *edu_core_language(const edu_tree *core, edu_ref text)
{
	const edu_ref language = edu_tree_child(core, text, core_n_lang);
	const edu_item *item = &core->items[language];
	return language && edu_is_language(item->text, item->length) ? item->text : NULL;
}

/* A new value of a property of a core node, in its array where it may have several. *out 0: it has one already. */
static int add_to_core(edu_passage *p, edu_ref node, uint16_t name, edu_kind kind, edu_ref *out)
{
	edu_tree *t = &p->to->tree;
	const edu_property *row = edu_schema_property(&core_schema, t->items[node].cls, name, 0);
	edu_ref holder = edu_tree_child(t, node, name);
	*out = 0;
	if (!row) return edu_fail(p->err, EDU_EINTERNAL, NULL, "a crosswalk names a property that its class has not");
	if (row->max == 1) {
		if (holder) return 0;
		*out = edu_tree_add(t, node, kind, name);
	} else {
		if (!holder) holder = edu_tree_add(t, node, EDU_KIND_ARRAY, name);
		if (holder) *out = edu_tree_add(t, holder, kind, 0);
	}
	if (!*out) return edu_fail_memory(p->err);
	if (kind == EDU_KIND_OBJECT) t->items[*out].cls = core_schema.ranges[row->range];
	return 0;
}

int edu_core_add(edu_passage *p, edu_ref node, const uint16_t *path, unsigned depth, edu_kind kind, edu_ref *out)
{
	const edu_tree *t = &p->to->tree;
	for (unsigned i = 0; i + 1 < depth; i++) {
		edu_ref next = edu_core_one(t, node, path[i]);
		if (!next) {
			const int rc = add_to_core(p, node, path[i], EDU_KIND_OBJECT, &next);
			if (rc < 0) return rc;
		}
		node = next;
	}
	return add_to_core(p, node, path[depth - 1], kind, out);
}

static bool has_language(const edu_tree *t, edu_ref text, const char *language)
{
	const edu_ref said = edu_tree_child(t, text, core_n_lang);
	if (!said || !language) return !said && !language;
	return edu_equal_nocase(t->items[said].text, t->items[said].length, language);
}

/* Values that are compared with a new one: in a longer list an equal one may stand twice, which changes nothing. */
#define SEARCHED 64

edu_ref edu_core_same(const edu_passage *p, edu_ref node, const uint16_t *path, unsigned depth, const char *text,
		      uint32_t length, const char *language)
{
	const edu_tree *t = &p->to->tree;
	const edu_ref property = edu_core_at(t, node, path, depth);
	unsigned left = SEARCHED;
	for (edu_ref v = edu_value_first(t, property); v && left; v = edu_value_next(t, property, v), left--) {
		const edu_item *item = &t->items[v];
		if (item->text && item->length == length && !memcmp(item->text, text, length)
		    && has_language(t, v, language))
			return v;
	}
	return 0;
}

int edu_core_set_language(edu_passage *p, edu_ref text, const char *language, size_t length, edu_ref *out)
{
	edu_tree *t = &p->to->tree;
	const edu_ref item = edu_tree_add(t, text, EDU_KIND_STRING, core_n_lang);
	if (!item) return edu_fail_memory(p->err);
	edu_tree_use_text(t, item, language, (uint32_t)length);
	if (out) *out = item;
	return 0;
}

/* ---- texts ---- */

const char *edu_passage_keep(edu_passage *p, const char *text, size_t length)
{
	const char *kept = edu_arena_text(p->to->tree.arena, text, length);
	if (!kept) edu_fail_memory(p->err);
	return kept;
}

/* How many of the first bytes are neither blanks nor control characters: eight at a time, none of which is below 0x21. */
static size_t without_blanks(const char *text, size_t length)
{
	const uint64_t ones = UINT64_MAX / 255, highs = ones * 128;
	size_t n = 0;
	for (uint64_t eight; n + sizeof eight <= length; n += sizeof eight) {
		memcpy(&eight, text + n, sizeof eight);
		if ((eight - ones * 0x21) & ~eight & highs) break;
	}
	return n;
}

static bool is_collapsed(const char *text, size_t length)
{
	size_t i = without_blanks(text, length);
	bool blank = !i;
	for (; i < length; i++) {
		if (text[i] == '\t' || text[i] == '\n' || text[i] == '\r') return false;
		if (text[i] == ' ' && blank) return false;
		blank = text[i] == ' ';
	}
	return !length || !blank;
}

int edu_passage_text(edu_passage *p, edu_ref item, bool token, const char **text, uint32_t *length, bool *collapsed)
{
	size_t n = 0;
	*collapsed = false;
	const int rc = edu_tree_text(&p->from->tree, item, &p->scratch, text, &n);
	if (rc < 0) return edu_fail_memory(p->err);
	if (!*text) *text = "", n = 0;
	const bool mixed = p->from->tree.items[item].flags & EDU_ITEM_MIXED;
	if (token && !is_collapsed(*text, n)) {
		char *out = edu_arena_reserve(p->to->tree.arena, n + 1);
		if (!out) return edu_fail_memory(p->err);
		n = edu_collapse(out, *text, n);
		out[n] = 0;
		edu_arena_commit(p->to->tree.arena, n + 1);
		*text = out;
		*collapsed = true;
	} else if (mixed) {
		*text = edu_passage_keep(p, *text, n);
		if (!*text) return EDU_ENOMEM;
	}
	*length = (uint32_t)n;
	return 0;
}

/* ---- the format ---- */

int edu_target_member(edu_passage *p, edu_ref target, edu_kind kind, edu_name name, edu_ref *out)
{
	*out = edu_tree_add(&p->to->tree, target, kind, name);
	return *out ? 0 : edu_fail_memory(p->err);
}

/* The row says how it is in the newest version; another may differ. */
bool edu_target_takes_many(const edu_passage *p, const edu_row *row, edu_ref target)
{
	const edu_property *property = edu_schema_property(p->to->format->schema, p->to->tree.items[target].cls, row->name,
							   p->to->version);
	return property ? property->max != 1 : row->flags & EDU_ROW_MANY;
}

int edu_target_add(edu_passage *p, const edu_row *row, edu_ref target, edu_kind kind, edu_ref *out)
{
	edu_tree *t = &p->to->tree;
	if (p->to->format->syntax == EDU_SYNTAX_XML) {
		if (row->flags & EDU_ROW_OWN_TEXT) return *out = target, 0;
		const edu_kind made = row->flags & EDU_ROW_ATTRIBUTE ? EDU_KIND_ATTRIBUTE : EDU_KIND_ELEMENT;
		if (!edu_target_takes_many(p, row, target) && edu_tree_child(t, target, row->name)) return *out = 0, 0;
		return edu_target_member(p, target, made, row->name, out);
	}
	edu_ref holder = edu_tree_child(t, target, row->name);
	if (!(row->flags & EDU_ROW_MANY)) {
		if (holder) return *out = 0, 0;
		return edu_target_member(p, target, kind, row->name, out);
	}
	if (!holder) {
		const int rc = edu_target_member(p, target, EDU_KIND_ARRAY, row->name, &holder);
		if (rc < 0) return rc;
	}
	return edu_target_member(p, holder, kind, 0, out);
}

int edu_target_constant(edu_passage *p, edu_ref target, edu_kind kind, edu_name name, const char *text, size_t length,
			uint16_t rule, edu_ref *out)
{
	edu_ref made;
	const int rc = edu_target_member(p, target, kind, name, &made);
	if (rc < 0) return rc;
	edu_tree_use_text(&p->to->tree, made, text, (uint32_t)length);
	if (out) *out = made;
	return edu_origin_set(p, made, rule);
}

int edu_target_default(edu_passage *p, edu_ref target, edu_kind kind, edu_name name, const char *text, uint16_t rule,
		       edu_ref *out)
{
	const size_t length = strlen(text);
	const char *kept = edu_passage_keep(p, text, length);
	return kept ? edu_target_constant(p, target, kind, name, kept, length, rule, out) : EDU_ENOMEM;
}

int edu_target_text(edu_passage *p, edu_ref item, const char *text, uint32_t length, edu_ref core, edu_outcome outcome,
		    uint16_t rule)
{
	/* What stands elsewhere already, by a link to it, has its source there. */
	const bool again = core && edu_traced(p, core);
	edu_tree_use_text(&p->to->tree, item, text, length);
	edu_trace_set(p, core, item, outcome, rule);
	return edu_origin_set(p, item, again ? edu_rule_convert_repeated : EDU_SOURCED);
}

/* ---- vocabularies ---- */

/* The code of a document may hold anything, NUL included. Codes are short: a call would cost more than the loop. */
static int compare_code(const char *a, const char *code, size_t length)
{
	size_t i = 0;
	while (i < length && a[i] && a[i] == code[i]) i++;
	if (i == length) return a[i] != 0;
	return a[i] ? (unsigned char)a[i] - (unsigned char)code[i] : -1;
}

const edu_concept *edu_concept_of_core(const edu_vocabulary *v, const char *code, size_t length)
{
	uint32_t low = 0, high = v->count;
	while (low < high) {
		const uint32_t middle = low + (high - low) / 2;
		const int order = compare_code(v->by_core[middle].core, code, length);
		if (!order) return &v->by_core[middle];
		if (order < 0) low = middle + 1;
		else high = middle;
	}
	return NULL;
}

const edu_concept *edu_concept_of_code(const edu_vocabulary *v, const char *code, size_t length)
{
	uint32_t low = 0, high = v->count;
	while (low < high) {
		const uint32_t middle = low + (high - low) / 2;
		const edu_concept *concept = &v->by_core[v->by_code[middle]];
		const int order = compare_code(concept->code, code, length);
		if (!order) return concept;
		if (order < 0) low = middle + 1;
		else high = middle;
	}
	return NULL;
}

bool edu_crosswalk_takes(const edu_crosswalk *walk, uint16_t cls)
{
	return walk->takes & (cls == core_c_Catalogue ? EDU_ABOUT_COURSES : EDU_ABOUT_RECORDS);
}
