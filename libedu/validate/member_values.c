/*
 * validate/member_values.c – the value of a member of plain JSON by its row: types, forms, lists, bounds.
 */
#include "base/forms.h"
#include "base/text.h"
#include "validate/members.h"
#include "validate/values.h"

#include <stdio.h>
#include <string.h>

/* A value, the row it is held against, and whose member it is. */
typedef struct value {
	edu_ref item;
	const edu_property *row;
	uint16_t cls;
	const char *of, *name;       /* "Course", "level" */
	const edu_delta *delta;      /* NULL: none */
} value;

static const edu_item *item_of(const edu_members *m, const value *v)
{
	return &m->tree->items[v->item];
}

/* One value, one error: the checks of a value return 0, EDU_ENOMEM, or this after an error. */
enum { TOLD = 1 };

static int told(int rc)
{
	return rc < 0 ? rc : TOLD;
}

static int add(edu_members *m, const value *v, const char *rule, const char *expected)
{
	return told(edu_checking_add(m->c, v->item, EDU_SEVERITY_ERROR, rule, "%s.%s must be %s", v->of, v->name,
	                             expected));
}

/* ---- nothing ---- */

static bool may_be_empty(const value *v)
{
	return v->delta && v->delta->flags & EDU_DELTA_EMPTY;
}

static int check_null(edu_members *m, const value *v)
{
	const unsigned version = m->judgement->version;
	const edu_property *row = v->row;

	if (row->nullable >> version & 1 || m->judgement->is_patch) return 0;
	if (v->delta && v->delta->flags & EDU_DELTA_NULLABLE) return 0;
	const edu_delta *any = row->min ? NULL : edu_members_delta(m, v->cls, 0);
	if (any && any->flags & EDU_DELTA_NULLABLE) return 0;
	if (!m->judgement->official && row->claims_null >> version & 1)
		return edu_checking_add(m->c, v->item, EDU_SEVERITY_INFO, "null",
		                        "%s.%s is null, which the specification's text allows and its schema refuses; leave the "
		                        "member out", v->of, v->name);
	const bool forgiven = m->judgement->null_is_absent && !row->min;
	return edu_checking_add(m->c, v->item, forgiven ? EDU_SEVERITY_WARNING : EDU_SEVERITY_ERROR,
	                        forgiven ? "null" : "type", "%s.%s can't be null; leave the member out", v->of, v->name);
}

/* ---- texts ---- */

static bool is_amount(const char *text, size_t length)
{
	return length && text[0] >= '0' && text[0] <= '9' && text[length - 1] != '.' && edu_is_decimal(text, length);
}

static bool are(const char *text, size_t length, char from, char to)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] < from || text[i] > to) return false;
	return true;
}

static bool are_three_letters(const char *text, size_t length)
{
	return length == 3 && are(text, length, 'a', 'z');
}

/* Up to the next hyphen, which is stepped over. */
static size_t next_part(const char **p, const char *end, const char **part)
{
	const char *dash = memchr(*p, '-', (size_t)(end - *p));
	const size_t length = (size_t)((dash ? dash : end) - *p);

	*part = *p;
	*p = dash ? dash + 1 : end;
	return length;
}

static bool is_region(const char *part, size_t length)
{
	return (length == 2 && are(part, 2, 'A', 'Z')) || (length == 3 && are(part, 3, '0', '9'));
}

/* ^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$ */
static bool is_language_of_5(const char *text, size_t length)
{
	const char *p = text, *end = text + length, *part;
	size_t n = next_part(&p, end, &part);

	if (!length || text[length - 1] == '-' || n < 2 || n > 4 || !are(part, n, 'a', 'z')) return false;
	if (p == end) return true;
	n = next_part(&p, end, &part);
	if (n == 4 && are(part, 1, 'A', 'Z') && are(part + 1, 3, 'a', 'z')) {
		if (p == end) return true;
		n = next_part(&p, end, &part);
	}
	return p == end && is_region(part, n);
}

static bool are_low(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= '0' && text[i] <= '9'))) return false;
	return true;
}

/*
 * ^([a-z]{2,3})(-([A-Z]{2}|[0-9]{3}))?(-([a-z]{4}))?(-([a-z]{2}|[0-9]{3}))*(-[a-z0-9]{2,8})*(-x(-[a-z0-9]{1,8})+)?$
 * Behind the region every part is lower case of 2 to 8, for the later groups take what the earlier ones leave.
 */
static bool is_language_of_6(const char *text, size_t length)
{
	const char *p = text, *end = text + length, *part;
	size_t n = next_part(&p, end, &part);
	bool is_private = false;

	if (!length || text[length - 1] == '-' || n < 2 || n > 3 || !are(part, n, 'a', 'z')) return false;
	for (int i = 0; p < end; i++) {
		n = next_part(&p, end, &part);
		if (i == 0 && is_region(part, n)) continue;
		if (!is_private && n == 1 && *part == 'x') {
			if (p == end) return false;
			is_private = true;
			continue;
		}
		if (!are_low(part, n) || n > 8 || n < (is_private ? 1 : 2)) return false;
	}
	return true;
}

/* The schemas' pattern of durations; that of version 6 takes P and PT, too. */
static bool is_duration_of(const char *text, size_t length, bool takes_nothing)
{
	const char *p = text, *end = text + length;

	if (edu_is_period(text, length)) return true;
	if (p < end && *p == '-') p++;
	if (p == end || *p++ != 'P') return false;
	/* What edu_is_period() refuses and the patterns take: no part before the T, or none behind it. */
	if (length && end[-1] == 'T') {
		char whole[64];
		if (p == end - 1) return takes_nothing;
		const size_t n = length - 1;
		if (n >= sizeof whole) return edu_is_period(text, n);
		memcpy(whole, text, n);
		return edu_is_period(whole, n);
	}
	return takes_nothing && p == end;
}

static bool is_duration_of_5(const char *text, size_t length) { return is_duration_of(text, length, false); }
static bool is_duration_of_6(const char *text, size_t length) { return is_duration_of(text, length, true); }

/* Patterns of the tables: the schema's own, and what is right. */
static const struct form {
	const char *name;
	bool (*official)(const char *text, size_t length);
	bool (*sound)(const char *text, size_t length);
	const char *words;
} forms[] = {
	{ "language-5", is_language_of_5, edu_is_language_tag, "a language tag such as en or zh-Hant-TW" },
	{ "language-6", is_language_of_6, edu_is_language_tag, "a language tag such as en or zh-Hant-TW" },
	{ "three-letters", are_three_letters, are_three_letters, "a code of ISO 639-2 in small letters such as nld" },
	{ "amount", is_amount, is_amount, "an amount such as 7.50, without sign and currency" },
	{ "duration-5", is_duration_of_5, edu_is_period, "a duration such as P6M or PT125H" },
	{ "duration-6", is_duration_of_6, edu_is_period, "a duration such as P6M or PT125H" },
	{ "uri-reference", edu_is_uri_reference, edu_is_uri_reference, "a path or web address" },
};

static int check_pattern(edu_members *m, const value *v)
{
	const char *name = m->c->schema->patterns[v->row->pattern];
	const edu_item *item = item_of(m, v);
	const bool is_tag = strncmp(name, "language-", 9) == 0;

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		if (strcmp(forms[i].name, name) != 0) continue;
		const bool fits = m->judgement->official ? forms[i].official(item->text, item->length)
		                                         : forms[i].sound(item->text, item->length);
		if (!fits) return add(m, v, "pattern", forms[i].words);
	}
	if (m->judgement->official || !is_tag || edu_has_tag_case(item->text, item->length)) return 0;
	return edu_checking_add(m->c, v->item, EDU_SEVERITY_INFO, "case",
	                        "%s.%s is usually written as in zh-Hant-TW: language small, script with a capital, region in "
	                        "capitals", v->of, v->name);
}

static int check_form(edu_members *m, const value *v)
{
	const edu_item *item = item_of(m, v);
	const char *text = item->text;
	const size_t n = item->length;
	const bool either = v->delta && v->delta->flags & EDU_DELTA_DAY_OR_MOMENT;

	switch (v->row->kind) {
	case EDU_VALUE_DATE:
		if (edu_is_full_date(text, n) || (either && edu_is_timestamp(text, n))) return 0;
		return add(m, v, "format", "a day of the calendar such as 2026-01-31");
	case EDU_VALUE_DATETIME:
		if (edu_is_timestamp(text, n)) return 0;
		return add(m, v, "format", "a date with time and offset such as 2026-01-31T12:00:00+01:00");
	case EDU_VALUE_UUID:
	case EDU_VALUE_NODE:
		if (edu_is_uuid(text, n)) return 0;
		return add(m, v, "format", "a UUID, 8-4-4-4-12 hexadecimal digits without anything in front");
	case EDU_VALUE_URI: return edu_is_uri(text, n) ? 0 : add(m, v, "format", "a web address with its scheme, https://…");
	case EDU_VALUE_EMAIL: return edu_is_email(text, n) ? 0 : add(m, v, "format", "an e-mail address");
	default: return 0;
	}
}

static size_t characters(const char *text, size_t length)
{
	size_t n = 0;
	for (size_t i = 0; i < length; i++) n += ((unsigned char)text[i] & 0xC0) != 0x80;
	return n;
}

static int check_length(edu_members *m, const value *v)
{
	const edu_item *item = item_of(m, v);
	const uint16_t least = v->delta && v->delta->min_length ? v->delta->min_length : v->row->min_length;
	const uint16_t most = v->delta && v->delta->max_length ? v->delta->max_length : v->row->max_length;

	if (!least && (!most || item->length <= most)) return 0;
	const size_t n = characters(item->text, item->length);
	if (n >= least && (!most || n <= most)) return 0;
	return told(edu_checking_add(m->c, v->item, EDU_SEVERITY_ERROR, "length", "%s.%s must have %u characters at %s",
	                             v->of, v->name, (unsigned)(n < least ? least : most), n < least ? "least" : "most"));
}

/* ---- lists of values ---- */

/* Small letters, and one mark for all that separates words. */
static char plain(char c)
{
	if (c >= 'A' && c <= 'Z') return (char)(c | 0x20);
	return c == ' ' || c == '-' ? '_' : c;
}

static bool is_nearly(const char *text, size_t length, const char *code)
{
	for (size_t i = 0; i < length; i++)
		if (!code[i] || plain(text[i]) != plain(code[i])) return false;
	return !code[length];
}

/* A listed value that differs in case and separators alone; NULL: none. */
static const char *nearest(const edu_members *m, const edu_codes *codes, const edu_item *item)
{
	for (uint32_t i = 0; i < codes->count; i++) {
		if (codes->versions && !(codes->versions[i] >> m->judgement->version & 1)) continue;
		if (is_nearly(item->text, item->length, codes->values[i])) return codes->values[i];
	}
	return NULL;
}

static int check_code(edu_members *m, const value *v)
{
	const edu_codes *codes = &m->c->schema->codes[v->row->codes];
	const edu_item *item = item_of(m, v);
	const bool closed = codes->closed >> m->judgement->version & 1;
	char expected[200];

	if (edu_codes_have(codes, item->text, item->length, m->judgement->version)) return 0;
	if (!closed && m->judgement->official) return 0;
	if (!closed && item->length > 2 && memcmp(item->text, "x-", 2) == 0)
		return edu_checking_add(m->c, v->item, EDU_SEVERITY_INFO, "own-value",
		                        "%s.%s has a value of its own; readers may not know it", v->of, v->name);
	const char *near = nearest(m, codes, item);
	if (near)
		return edu_checking_add(m->c, v->item, EDU_SEVERITY_ERROR, "enum", "%s.%s must be written %s", v->of, v->name,
		                        near);
	edu_checking_codes(m->c, codes, m->judgement->version, expected, sizeof expected);
	return edu_checking_add(m->c, v->item, EDU_SEVERITY_ERROR, "enum", "%s.%s must be one of: %s%s", v->of, v->name,
	                        expected, closed ? "" : "; values of one's own begin with x-");
}

/* ---- numbers ---- */

/* A JSON number as a plain decimal in the scratch buffer; 0, EDU_ENOMEM, or 1: its exponent is beyond all counting. */
static int spell_out(edu_members *m, const edu_item *item, const char **text, size_t *length)
{
	enum { MOST_ZEROS = 400 };
	const char *mark = memchr(item->text, 'e', item->length);
	edu_buffer *out = &m->c->scratch;

	if (!mark) mark = memchr(item->text, 'E', item->length);
	*text = item->text;
	*length = item->length;
	if (!mark) return 0;
	long power = 0;
	for (const char *p = mark + 1 + (mark[1] == '-' || mark[1] == '+'); *p && power <= MOST_ZEROS; p++)
		power = power * 10 + (*p - '0');
	if (power > MOST_ZEROS) return 1;
	if (mark[1] == '-') power = -power;
	const char *begin = item->text + (item->text[0] == '-');
	const char *point = memchr(begin, '.', (size_t)(mark - begin));
	const long whole = (long)((point ? point : mark) - begin);
	const long digits = (long)(mark - begin) - (point != NULL);
	out->length = 0;
	if (edu_buffer_room(out, (size_t)(digits + 2 * MOST_ZEROS + 4)) < 0) return EDU_ENOMEM;
	char *p = out->data;
	if (begin != item->text) *p++ = '-';
	if (whole + power <= 0) *p++ = '0';
	for (long i = whole + power < 0 ? whole + power : 0; i < digits || i < whole + power; i++) {
		if (i == (whole + power < 0 ? whole + power : whole + power)) *p++ = '.';
		const char *digit = begin + i + (point && i >= whole);
		*p++ = i >= 0 && i < digits ? *digit : '0';
	}
	if (p[-1] == '.') *p++ = '0';
	*text = out->data;
	*length = (size_t)(p - out->data);
	return 0;
}

/* 15.0 and 1.5e1 are integers. */
static bool is_whole(const char *text, size_t length)
{
	const char *point = memchr(text, '.', length);

	for (const char *p = point ? point + 1 : text + length; p < text + length; p++)
		if (*p != '0') return false;
	return true;
}

static int check_number(edu_members *m, const value *v)
{
	const edu_item *item = item_of(m, v);
	const edu_property *row = v->row;
	/* format int32 is no assertion to a plain validator. */
	const bool whole = row->kind != EDU_VALUE_NUMBER && !(row->kind == EDU_VALUE_COUNT && m->judgement->official);

	const char *text;
	size_t n;

	if (item->kind != EDU_KIND_NUMBER) return add(m, v, "type", "a number, without quotes");
	const int rc = spell_out(m, item, &text, &n);
	if (rc) return rc < 0 ? rc : add(m, v, "range", "a number of human size");
	if (whole && !is_whole(text, n)) return add(m, v, "type", "a whole number");
	if (row->flags & EDU_PROPERTY_NON_NEGATIVE && edu_compare_decimals(text, n, "0", 1) < 0)
		return add(m, v, "range", "0 or more");
	if (row->kind == EDU_VALUE_POSITIVE && edu_compare_decimals(text, n, "1", 1) < 0) return add(m, v, "range", "1 or more");
	if (row->max_value && edu_exceeds(text, n, row->max_value))
		return edu_checking_add(m->c, v->item, EDU_SEVERITY_ERROR, "range", "%s.%s must be %u at most", v->of, v->name,
		                        (unsigned)row->max_value);
	return 0;
}

/* ---- one value ---- */

static int check_text(edu_members *m, const value *v)
{
	if (item_of(m, v)->kind != EDU_KIND_STRING) return add(m, v, "type", "a text, in quotes");
	if (!item_of(m, v)->length && may_be_empty(v)) return 0;
	int rc = v->row->pattern ? check_pattern(m, v) : check_form(m, v);
	if (rc == 0) rc = check_length(m, v);
	return rc == 0 && v->row->codes ? check_code(m, v) : rc;
}

static bool takes(const edu_members *m, const edu_property *row, uint16_t cls)
{
	for (uint16_t i = 0; i < row->range_count; i++)
		if (m->c->schema->ranges[row->range + i] == cls) return true;
	return false;
}

static int check_node(edu_members *m, const value *v)
{
	const edu_item *item = item_of(m, v);

	if (item->kind == EDU_KIND_STRING && v->row->flags & EDU_PROPERTY_REFERENCE) return check_form(m, v);
	if (item->kind != EDU_KIND_OBJECT)
		return add(m, v, "type", v->row->flags & EDU_PROPERTY_REFERENCE ? "an id, in quotes, or an object" : "an object");
	if (m->judgement->official || takes(m, v->row, item->cls)) return 0;
	return edu_checking_add(m->c, v->item, EDU_SEVERITY_ERROR, "entity",
	                        item->cls ? "%s.%s does not hold entities of this kind; put it into the list of its own"
	                                  : "%s.%s holds entities, and no entity is known with these members; its own id may "
	                                    "be missing", v->of, v->name);
}

static int check_one(edu_members *m, const value *v)
{
	const edu_item *item = item_of(m, v);

	switch (v->row->kind) {
	case EDU_VALUE_ANY: return 0;
	case EDU_VALUE_NODE: return check_node(m, v);
	case EDU_VALUE_NUMBER:
	case EDU_VALUE_INTEGER:
	case EDU_VALUE_COUNT:
	case EDU_VALUE_POSITIVE: return check_number(m, v);
	case EDU_VALUE_BOOLEAN:
		if (item->kind == EDU_KIND_TRUE || item->kind == EDU_KIND_FALSE) return 0;
		return add(m, v, "type", "true or false, without quotes");
	default: return check_text(m, v);
	}
}

/* ---- arrays ---- */

static int check_items(edu_members *m, const value *v)
{
	if (!v->row->min_items || edu_tree_first(m->tree, v->item) || may_be_empty(v)) return 0;
	return edu_checking_add(m->c, v->item, EDU_SEVERITY_ERROR, "min-items",
	                        "%s.%s must not be empty; leave the member out", v->of, v->name);
}

static int check_entries(edu_members *m, const value *array)
{
	int rc = 0;

	for (edu_ref i = edu_tree_first(m->tree, array->item); i && rc >= 0; i = edu_tree_next(m->tree, i)) {
		value v = *array;
		v.item = i;
		rc = check_one(m, &v);
	}
	return rc;
}

/* An array of arrays; one that is flat is understood. */
static int check_nested(edu_members *m, const value *v)
{
	int rc = 0;

	for (edu_ref i = edu_tree_first(m->tree, v->item); i && rc >= 0; i = edu_tree_next(m->tree, i)) {
		value inner = *v;
		inner.item = i;
		if (m->tree->items[i].kind == EDU_KIND_ARRAY) {
			rc = check_items(m, &inner);
			if (rc >= 0) rc = check_entries(m, &inner);
		} else if (m->tree->items[i].kind == EDU_KIND_OBJECT && !m->judgement->official) {
			return edu_checking_add(m->c, v->item, EDU_SEVERITY_WARNING, "nested",
			                        "%s.%s is an array of arrays, one for each outcome with its text in several "
			                        "languages; it was read as one text each", v->of, v->name);
		} else {
			rc = add(m, &inner, "type", "an array of texts with their languages");
		}
	}
	return rc;
}

static int check_array(edu_members *m, const value *v)
{
	if (m->tree->items[v->item].kind != EDU_KIND_ARRAY) return add(m, v, "type", "an array, even of one value");
	if (v->row->flags & EDU_PROPERTY_NESTED) return check_nested(m, v);
	const int rc = check_items(m, v);
	return rc < 0 ? rc : check_entries(m, v);
}

static int check_value(edu_members *m, const value *v)
{
	const edu_kind kind = (edu_kind)m->tree->items[v->item].kind;

	if (kind == EDU_KIND_NULL) return check_null(m, v);
	if (!v->row->max) return check_array(m, v);
	return kind == EDU_KIND_ARRAY ? add(m, v, "type", "a single value, not an array") : check_one(m, v);
}

int edu_check_member_value(edu_members *m, edu_ref item, uint16_t cls, const edu_property *row)
{
	const edu_schema *schema = m->c->schema;
	const value v = { item, row, cls, schema->classes[cls].name, schema->names.names[row->name],
		          edu_members_delta(m, cls, row->name) };
	const int rc = check_value(m, &v);

	return rc < 0 ? rc : 0;
}
