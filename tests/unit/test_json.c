/*
 * The strict JSON reader and the writer: what is accepted, what is refused and how, limits, memory.
 */
#include "support.h"

#include "base/fail.h"
#include "json/json.h"

/* A table as a format brings it, so that known and own names both occur. */
enum { KNOWN = 6, SLOTS = 16 };
static const char *const known_names[KNOWN + 1] = { "", "id", "type", "title", "en", "awardingBodyOfTheAward",
                                                   "credit" };
static uint16_t known_lengths[KNOWN + 1];
static uint16_t known_slots[SLOTS];
static const edu_name_table known = { KNOWN, known_names, known_lengths, SLOTS - 1, known_slots };

static void make_table(void)
{
	memset(known_slots, 0, sizeof known_slots);
	for (uint16_t name = 1; name <= KNOWN; name++) {
		known_lengths[name] = (uint16_t)strlen(known_names[name]);
		uint32_t slot = edu_name_hash(known_names[name], known_lengths[name]) & (SLOTS - 1);
		while (known_slots[slot]) slot = (slot + 1) & (SLOTS - 1);
		known_slots[slot] = name;
	}
}

static edu_context *limited_context(edu_limits limits)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *ctx;
	o.limits = limits;
	ck_assert_int_eq(edu_context_new(&ctx, &o, NULL), 0);
	return ctx;
}

/* Read from a heap block of exactly that size, so that reading behind it is seen. */
static int read_exactly(edu_tree *t, const edu_context *ctx, const char *data, size_t length, edu_error *err)
{
	char *block = malloc(length ? length : 1);
	ck_assert_ptr_nonnull(block);
	memcpy(block, data, length);
	int rc = edu_tree_open(t, ctx, &known, true);
	if (rc == 0) rc = edu_json_read(t, length ? block : block + 1, length, err);
	free(block);
	return rc;
}

static int written(const edu_tree *t, edu_ref item, edu_json_style style, edu_buffer *out)
{
	edu_buffer_open(out, &t->ctx->allocator);
	const edu_sink sink = edu_buffer_sink(out);
	return edu_json_write(t, item, &sink, style, NULL);
}

/* Does every parent's ring end in the item it knows as last, and hold its children alone? */
static bool has_closed_rings(const edu_tree *t)
{
	for (edu_ref item = 1; item < t->count; item++) {
		size_t children = 0;
		edu_ref last = 0;
		for (edu_ref c = edu_tree_first(t, item); c; c = edu_tree_next(t, c)) {
			if (t->items[c].parent != item || ++children > t->count) return false;
			last = c;
		}
		if (last != t->items[item].last) return false;
	}
	return true;
}

static bool is_same(const edu_buffer *b, const char *text, size_t length)
{
	return b->length == length && memcmp(b->data, text, length) == 0;
}

static int add_repeated(edu_buffer *b, const char *unit, size_t count)
{
	int rc = 0;
	while (count-- && rc == 0) rc = edu_buffer_add(b, unit, strlen(unit));
	return rc;
}

/* Accepted: input and how it is written again; NULL: the same. */
static const struct { const char *in; size_t length; const char *out; } accepted[] = {
#define A(text) { text, sizeof text - 1, NULL }
#define B(text, out) { text, sizeof text - 1, out }
	A("{}"), A("[]"), A("\"\""), A("0"), A("-0"), A("true"), A("false"), A("null"), A("[null]"),
	A("{\"\":0}"), A("{\"id\":\"x\",\"type\":[\"a\",\"b\",{}]}"), A("[[[[]]],[],{\"en\":{\"en\":{}}}]"),
	B(" \t\r\n{ \"id\" :\t1 ,\r\n\"type\" : [ 1 , 2 ] } \n", "{\"id\":1,\"type\":[1,2]}"),
	B("[\n                                        1\n                   ]", "[1]"),
	B("\xEF\xBB\xBF[1]", "[1]"), B("\xEF\xBB\xBF\"a\"", "\"a\""), B("  7  ", "7"),
	A("[9007199254740993,0.30000000000000004,1e999,-1.5E-10,2.50,0e0,0E+1,123456789012345678901234567890]"),
	B("[\"\\u0041\\u00e9\\u20AC\\ud83d\\uDE00\\/\"]", "[\"A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80/\"]"),
	B("[\"\\\"\\\\\\b\\f\\n\\r\\t\\u001F\\u007f\"]", "[\"\\\"\\\\\\b\\f\\n\\r\\t\\u001f\x7F\"]"),
	B("{\"a\\u0062c\":1,\"abd\":2}", "{\"abc\":1,\"abd\":2}"), B("{\"\\u0069d\":1}", "{\"id\":1}"),
	A("{\"a\\\"b\":1,\"\xC3\xA9\":2}"),
	A("[\"\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF\xF0\x90\x80\x80\xF4\x8F\xBF\xBF\"]"),
	A("[\"\\u0000\",\"a\\u0000b\"]"), A("[\"0123456789abcdef\",\"0123456789abcdef0123456789abcdef\\n\"]"),
	A("{\"awardingBodyOfTheAward\":1,\"credit\":{\"awardingBodyOfTheAward\":2,\"awardingBodyOfTheAwarD\":3}}"),
	A("[{\"id\":1,\"awardingBodyOfTheAward\":1},{\"id\":2,\"awardingBodyOfTheAward\":2},{\"id\":2,\"awardingBodyX\":2}]"),
#undef A
#undef B
};

START_TEST(accepts)
{
	const char *expected = accepted[_i].out ? accepted[_i].out : accepted[_i].in;
	const size_t length = accepted[_i].out ? strlen(expected) : accepted[_i].length;
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_tree t;
	edu_buffer out;
	const int rc = read_exactly(&t, ctx, accepted[_i].in, accepted[_i].length, &err);
	ck_assert_msg(rc == 0, "case %d: %s at %u: %s", _i, err.rule, (unsigned)err.offset, err.message);
	ck_assert(has_closed_rings(&t));
	ck_assert_int_eq(written(&t, t.top, EDU_JSON_COMPACT, &out), 0);
	ck_assert(is_same(&out, expected, length));
	edu_buffer_free(&out);
	edu_tree_close(&t);
	edu_context_free(ctx);
}
END_TEST

static const struct {
	const char *in;
	size_t length;
	const char *rule;
	size_t offset;
	const char *path;
} refused[] = {
#define R(text, rule, offset, path) { text, sizeof text - 1, rule, offset, path }
	R("", "json/empty", 0, ""), R(" \n ", "json/empty", 3, ""), R("\xEF\xBB\xBF", "json/empty", 3, ""),
	/* cut off */
	R("{", "json/truncated", 1, ""), R("[", "json/truncated", 1, ""), R("[1", "json/truncated", 2, ""),
	R("[1,", "json/truncated", 3, "/1"), R("[1, ", "json/truncated", 3, "/1"),
	R("{\"id\"", "json/truncated", 5, ""),
	R("{\"id\":", "json/truncated", 6, "/id"), R("{\"id\":1", "json/truncated", 7, ""),
	R("{\"id\":1,", "json/truncated", 8, ""), R("{\"id\":1,\"t", "json/truncated", 10, ""),
	R("[[]", "json/truncated", 3, ""),
	R("{\"id\":{}", "json/truncated", 8, ""), R("\"abc", "json/truncated", 4, ""),
	R("\"abc\\", "json/truncated", 5, ""),
	R("\"\\u12", "json/truncated", 5, ""), R("\"\\ud83d", "json/truncated", 7, ""),
	R("\"\\ud83d\\u", "json/truncated", 9, ""),
	R("tru", "json/truncated", 3, ""), R("[nul", "json/truncated", 4, "/0"),
	R("-", "json/truncated", 1, ""),
	R("1.", "json/truncated", 2, ""), R("1e", "json/truncated", 2, ""), R("1e+", "json/truncated", 3, ""),
	R("[\"a]", "json/truncated", 4, "/0"), R("{\"a}", "json/truncated", 4, ""),
	/* out of place */
	R("}", "json/syntax", 0, ""), R("]", "json/syntax", 0, ""), R("[1,]", "json/syntax", 3, "/1"),
	R("[,1]", "json/syntax", 1, "/0"), R("[1 2]", "json/syntax", 3, ""), R("[1}", "json/syntax", 2, ""),
	R("{\"id\":1]", "json/syntax", 7, ""), R("{\"id\" 1}", "json/syntax", 6, ""),
	R("{id:1}", "json/syntax", 1, ""),
	R("{'id':1}", "json/syntax", 1, ""), R("{\"id\":1,}", "json/syntax", 8, ""),
	R("{\"id\":}", "json/syntax", 6, "/id"),
	R("{\"type\":[{},{\"en\":x}]}", "json/syntax", 18, "/type/1/en"),
	R("[1]/**/[]", "json/trailing-bytes", 3, ""),
	R("[/*a*/1]", "json/syntax", 1, "/0"), R("[NaN]", "json/syntax", 1, "/0"),
	R("[-Infinity]", "json/number", 1, "/0"),
	R("[True]", "json/syntax", 1, "/0"), R("[truE]", "json/syntax", 1, "/0"),
	R("[trueX]", "json/syntax", 5, ""),
	R("{\"a\":1,\"b\":2 \"c\":3}", "json/syntax", 13, ""), R("[\v1]", "json/syntax", 1, "/0"),
	R("[\0]", "json/syntax", 1, "/0"), R("[1\0]", "json/syntax", 2, ""), R("{:1}", "json/syntax", 1, ""),
	R("{\"a\"::1}", "json/syntax", 5, "/a"), R("[\"a\":1]", "json/syntax", 4, ""),
	R("{\"a\",1}", "json/syntax", 4, ""),
	/* behind the end */
	R("[] []", "json/trailing-bytes", 3, ""), R("{}}", "json/trailing-bytes", 2, ""),
	R("1 1", "json/trailing-bytes", 2, ""),
	R("\"a\"b", "json/trailing-bytes", 3, ""), R("nullx", "json/trailing-bytes", 4, ""),
	R("[]\0", "json/trailing-bytes", 2, ""),
	R("1 ]", "json/trailing-bytes", 2, ""),
	/* numbers */
	R("[01]", "json/number", 1, "/0"), R("[-01]", "json/number", 1, "/0"),
	R("[1.]", "json/number", 1, "/0"),
	R("[.5]", "json/number", 1, "/0"), R("[+1]", "json/number", 1, "/0"),
	R("[1.e1]", "json/number", 1, "/0"),
	R("[1e]", "json/number", 1, "/0"), R("[1e+]", "json/number", 1, "/0"),
	R("[-]", "json/number", 1, "/0"),
	R("01", "json/number", 0, ""), R("[0x10]", "json/syntax", 2, ""), R("[1.2.3]", "json/number", 1, "/0"),
	R("[--1]", "json/number", 1, "/0"),
	R("{\"id\":[0,1,00]}", "json/number", 11, "/id/2"), R("[1_000]", "json/syntax", 2, ""),
	/* strings */
	R("[\"a\tb\"]", "json/control-character", 3, "/0"), R("[\"\n\"]", "json/control-character", 2, "/0"),
	R("[\"\0\"]", "json/control-character", 2, "/0"),
	R("[\"0123456789abcdefg\x1F\"]", "json/control-character", 19, "/0"),
	R("{\"a\nb\":1}", "json/control-character", 3, ""), R("[\"\\x41\"]", "json/escape", 2, "/0"),
	R("[\"\\'\"]", "json/escape", 2, "/0"), R("[\"\\u12G4\"]", "json/escape", 2, "/0"),
	R("[\"\\U0041\"]", "json/escape", 2, "/0"),
	R("[\"a\\ud800\"]", "json/lone-surrogate", 3, "/0"), R("[\"\\udc00\"]", "json/lone-surrogate", 2,
	"/0"),
	R("[\"\\ud800\\ud800\"]", "json/lone-surrogate", 2, "/0"),
	R("[\"\\ud800\\n     \"]", "json/lone-surrogate", 2, "/0"),
	R("[\"\\ud83dx\"]", "json/lone-surrogate", 2, "/0"), R("{\"\\udfff\":1}", "json/lone-surrogate", 2,
	""),
	R("{\"a\\u0000b\":1}", "json/nul-in-name", 3, ""), R("{\"\\u0000\":1}", "json/nul-in-name", 2, ""),
	/* UTF-8 */
	R("[\"\x80\"]", "json/utf-8", 2, "/0"), R("[\"a\xC3\"]", "json/utf-8", 3, "/0"),
	R("[\"\xC0\xAF\"]", "json/utf-8", 2, "/0"),
	R("[\"\xC1\xBF\"]", "json/utf-8", 2, "/0"), R("[\"\xE0\x80\xAF\"]", "json/utf-8", 2, "/0"),
	R("[\"\xED\xA0\x80\"]", "json/utf-8", 2, "/0"), R("[\"\xF0\x80\x80\x80\"]", "json/utf-8", 2, "/0"),
	R("[\"\xF4\x90\x80\x80\"]", "json/utf-8", 2, "/0"), R("[\"\xF5\x80\x80\x80\"]", "json/utf-8", 2,
	"/0"),
	R("[\"\xFF\"]", "json/utf-8", 2, "/0"), R("[\"\xE2\x82\"]", "json/utf-8", 2, "/0"),
	R("[\"0123456789\xC3\xA9 \xC3\xA9 0123456789 \xE2\x28\xA1 0123456789\"]", "json/utf-8", 29, "/0"),
	R("{\"\xC3\":1}", "json/utf-8", 2, ""), R("[\xC3\xA9]", "json/syntax", 1, "/0"),
	R("[\xE9]", "json/utf-8", 1, "/0"),
	R("\xFF\xFE[\0]\0", "json/utf-8", 0, ""), R("[\"\\n\xFF\\x\"]", "json/utf-8", 4, "/0"),
	R("[\"\\x\xFF\"]", "json/escape", 2, "/0"),
	/* members that stand twice */
	R("{\"id\":1,\"id\":2}", "json/duplicate-member", 8, "/id"),
	R("{\"x/~y\":1,\"x/~y\":2}", "json/duplicate-member", 10, "/x~1~0y"),
	R("{\"id\":1,\"i\\u0064\":2}", "json/duplicate-member", 8, "/id"),
	R("{\"\":1,\"\":2}", "json/duplicate-member", 6, "/"),
	R("[0,{\"type\":{\"id\":1,\"id\":{}},\"x\":1}]", "json/duplicate-member", 19, "/1/type/id"),
	R("{\"id\":{\"id\":1},\"x\":{\"id\":1},\"id\":1}", "json/duplicate-member", 28, "/id"),
#undef R
};

START_TEST(refuses_with_place)
{
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_tree t;
	const int rc = read_exactly(&t, ctx, refused[_i].in, refused[_i].length, &err);
	edu_tree_close(&t);
	edu_context_free(ctx);
	ck_assert_int_eq(rc, EDU_ESYNTAX);
	ck_assert_int_eq(err.code, EDU_ESYNTAX);
	ck_assert_msg(strcmp(err.rule, refused[_i].rule) == 0, "case %d: %s instead of %s", _i, err.rule,
	              refused[_i].rule);
	ck_assert_msg(err.offset == refused[_i].offset, "case %d (%s): offset %u instead of %u", _i, err.rule,
	              (unsigned)err.offset, (unsigned)refused[_i].offset);
	ck_assert_msg(strcmp(err.path, refused[_i].path) == 0, "case %d: path %s instead of %s", _i, err.path,
	              refused[_i].path);
	ck_assert_uint_ge(err.line, 1);
	ck_assert_int_ne(err.message[0], '\0');
}
END_TEST

START_TEST(tells_line_and_column)
{
	static const char text[] = "\xEF\xBB\xBF{\r\n  \"id\": 1,\n  \"type\": [\n    1,\r    tru\n  ]\n}\n";
	edu_context *ctx = new_context();
	edu_error err = EDU_ERROR_INIT;
	edu_tree t;
	ck_assert_int_eq(read_exactly(&t, ctx, text, sizeof text - 1, &err), EDU_ESYNTAX);
	ck_assert_uint_eq(err.line, 5);
	ck_assert_uint_eq(err.column, 5);
	ck_assert_str_eq(err.path, "/type/1");
	edu_tree_close(&t);
	edu_context_free(ctx);
}
END_TEST

/* One of the members further on is a duplicate whatever their number, and time does not grow with its square. */
START_TEST(finds_duplicates_among_many)
{
	enum { MEMBERS = 20000 };
	edu_context *ctx = new_context();
	for (int twice = 0; twice < 2; twice++) {
		edu_buffer text = EDU_BUFFER_INIT;
		edu_error err = EDU_ERROR_INIT;
		edu_tree t;
		edu_buffer_open(&text, NULL);
		ck_assert_int_eq(edu_buffer_add(&text, "{", 1), 0);
		int rc = 0;
		for (int i = 0; i < MEMBERS && rc == 0; i++)
			rc = edu_buffer_addf(&text, "\"a%07dz\":{\"a%07dz\":0},", i, i);
		ck_assert_int_eq(rc, 0);
		ck_assert_int_eq(edu_buffer_addf(&text, "\"a%07dz\":0}", twice ? MEMBERS / 2 : MEMBERS), 0);
		ck_assert_int_eq(read_exactly(&t, ctx, text.data, text.length, &err),
		                 twice ? EDU_ESYNTAX : 0);
		ck_assert_str_eq(err.rule, twice ? "json/duplicate-member" : "");
		ck_assert_str_eq(err.path, twice ? "/a0010000z" : "");
		ck_assert_uint_eq(t.own_count, MEMBERS + (twice ? 0 : 1));
		edu_tree_close(&t);
		edu_buffer_free(&text);
	}
	edu_context_free(ctx);
}
END_TEST

static const struct {
	edu_limits limits;
	const char *good, *bad, *rule, *path;
} bounded[] = {
	{ { .bytes = 5 }, "[1,2]", "[1,2] ", "json/size", "" },
	{ { .depth = 2 }, "[[],{\"id\":1}]", "[[],{\"id\":[1]}]", "json/depth", "/1/id" },
	{ { .depth = 1 }, "[]", "[{}]", "json/depth", "/0" },
	{ { .items = 3 }, "[1,2]", "[1,2,3]", "json/items", "" },
	{ { .items = 1 }, "{}", "{\"a\":1}", "json/items", "" },
	{ { .text = 3 }, "[\"abc\",123]", "[\"abc\",\"abcd\"]", "json/text-size", "/1" },
	{ { .text = 3 }, "[\"\\u0061bc\"]", "[1234]", "json/text-size", "/0" },
};

START_TEST(keeps_limits)
{
	edu_context *ctx = limited_context(bounded[_i].limits);
	edu_error err = EDU_ERROR_INIT;
	edu_tree t;
	ck_assert_int_eq(read_exactly(&t, ctx, bounded[_i].good, strlen(bounded[_i].good), &err), 0);
	edu_tree_close(&t);
	ck_assert_int_eq(read_exactly(&t, ctx, bounded[_i].bad, strlen(bounded[_i].bad), &err), EDU_ELIMIT);
	edu_tree_close(&t);
	ck_assert_str_eq(err.rule, bounded[_i].rule);
	ck_assert_str_eq(err.path, bounded[_i].path);
	edu_context_free(ctx);
}
END_TEST

START_TEST(takes_any_depth_it_is_allowed)
{
	enum { DEEP = 200000 };
	edu_context *ctx = limited_context((edu_limits){ .depth = DEEP });
	char *text = malloc(2 * DEEP);
	ck_assert_ptr_nonnull(text);
	memset(text, '[', DEEP);
	memset(text + DEEP, ']', DEEP);
	edu_error err = EDU_ERROR_INIT;
	edu_tree t;
	edu_buffer out;
	ck_assert_int_eq(read_exactly(&t, ctx, text, 2 * DEEP, &err), 0);
	ck_assert_int_eq(written(&t, t.top, EDU_JSON_COMPACT, &out), 0);
	ck_assert(is_same(&out, text, 2 * DEEP));
	edu_buffer_free(&out);
	edu_tree_close(&t);

	/* Deep and cut off: the path is long, and keeps its end. */
	ck_assert_int_eq(read_exactly(&t, ctx, text, DEEP, &err), EDU_ESYNTAX);
	ck_assert_uint_eq(strlen(err.path), EDU_PATH_SIZE - 1);
	edu_tree_close(&t);
	free(text);
	edu_context_free(ctx);
}
END_TEST

/* Strings of all lengths round the sizes of chunks, buffers and blocks, plain, escaped and beyond ASCII. */
START_TEST(takes_strings_of_any_length)
{
	static const size_t sizes[] = { 4070, 4095, 4096, 4097, 8192, 65534, 65535, 65536, 65537, 3 << 20 };
	static const char *const units[] = { "a", "\\\"", "\xC3\xA9", "\\u0001", "\xF0\x9F\x98\x80x" };
	edu_context *ctx = new_context();
	for (size_t k = 0; k < 100 + sizeof sizes / sizeof *sizes; k++) {
		const char *unit = units[_i];
		const size_t repeats = k < 100 ? k : sizes[k - 100] / strlen(unit);
		edu_buffer text, out;
		edu_error err = EDU_ERROR_INIT;
		edu_tree t;
		edu_buffer_open(&text, NULL);
		ck_assert_int_eq(edu_buffer_add(&text, "[\"x\",\"", 6), 0);
		ck_assert_int_eq(add_repeated(&text, unit, repeats), 0);
		ck_assert_int_eq(edu_buffer_add(&text, "\",\"y\"]", 6), 0);
		ck_assert_int_eq(read_exactly(&t, ctx, text.data, text.length, &err), 0);
		ck_assert_int_eq(written(&t, t.top, EDU_JSON_COMPACT, &out), 0);
		ck_assert(is_same(&out, text.data, text.length));
		edu_buffer_free(&out);
		edu_buffer_free(&text);
		edu_tree_close(&t);
	}
	edu_context_free(ctx);
}
END_TEST

START_TEST(keeps_long_numbers)
{
	enum { DIGITS = 10000 };
	edu_context *ctx = new_context();
	char *text = malloc(DIGITS + 2);
	ck_assert_ptr_nonnull(text);
	memset(text, '7', DIGITS + 2);
	text[0] = '[';
	text[DIGITS + 1] = ']';
	edu_tree t;
	ck_assert_int_eq(read_exactly(&t, ctx, text, DIGITS + 2, NULL), 0);
	const edu_item *number = &t.items[edu_tree_first(&t, t.top)];
	ck_assert_int_eq(number->kind, EDU_KIND_NUMBER);
	ck_assert_uint_eq(number->length, DIGITS);
	ck_assert_mem_eq(number->text, text + 1, DIGITS);
	edu_tree_close(&t);
	free(text);
	edu_context_free(ctx);
}
END_TEST

static const char sample[] =
	"{\"id\":\"urn:1\",\"type\":[\"A\",\"B\"],\"own name\":{\"title\":{\"en\":\"Gr\xC3\xB6\xC3\x9F" "e \\u00e9\\n\","
	"\"awardingBodyOfTheAward\":[1.50,-2e7,true,false,null]},\"other\\u0020name\":[[],{},\"0123456789abcdef0123456789\"]},"
	"\"credit\":[{\"id\":1,\"type\":2},{\"id\":3,\"type\":4,\"type2\":5}]}";

START_TEST(knows_names_places_and_kinds)
{
	edu_context *ctx = new_context();
	edu_tree t;
	ck_assert_int_eq(read_exactly(&t, ctx, sample, sizeof sample - 1, NULL), 0);
	ck_assert(has_closed_rings(&t));
	ck_assert_uint_eq(t.top, 1);
	const edu_ref type = edu_tree_child(&t, t.top, edu_table_find(&known, "type", 4));
	ck_assert_uint_ne(type, 0);
	ck_assert_int_eq(t.items[type].kind, EDU_KIND_ARRAY);
	ck_assert_int_eq(memcmp(sample + t.places[type], "\"type\"", 6), 0);
	const edu_ref b = edu_tree_next(&t, edu_tree_first(&t, type));
	ck_assert_str_eq(t.items[b].text, "B");
	ck_assert_uint_eq(t.items[b].name, 0);
	ck_assert_int_eq(memcmp(sample + t.places[b], "\"B\"", 3), 0);
	const edu_ref own = edu_tree_next(&t, type);
	ck_assert_uint_gt(t.items[own].name, KNOWN);
	ck_assert_str_eq(edu_tree_name_text(&t, t.items[own].name, NULL), "own name");
	ck_assert_uint_eq(edu_tree_name(&t, "own name", 8), t.items[own].name);
	edu_tree_close(&t);
	edu_context_free(ctx);
}
END_TEST

START_TEST(writes_prettily)
{
	static const char in[] = "{\"id\":1,\"type\":[],\"title\":{},\"credit\":[1,{\"en\":[[null]]}]}";
	static const char expected[] =
		"{\n  \"id\": 1,\n  \"type\": [],\n  \"title\": {},\n  \"credit\": [\n    1,\n    {\n      \"en\": [\n"
		"        [\n          null\n        ]\n      ]\n    }\n  ]\n}\n";
	edu_context *ctx = new_context();
	edu_tree t;
	edu_buffer out;
	ck_assert_int_eq(read_exactly(&t, ctx, in, sizeof in - 1, NULL), 0);
	ck_assert_int_eq(written(&t, t.top, EDU_JSON_PRETTY, &out), 0);
	ck_assert_str_eq(out.data, expected);
	edu_buffer_free(&out);

	/* A part of the tree is written alone, and from its own margin. */
	ck_assert_int_eq(written(&t, t.items[t.top].last, EDU_JSON_PRETTY, &out), 0);
	ck_assert_str_eq(out.data,
	                 "[\n  1,\n  {\n    \"en\": [\n      [\n        null\n      ]\n    ]\n  }\n]\n");
	edu_buffer_free(&out);
	edu_tree_close(&t);
	edu_context_free(ctx);
}
END_TEST

/* Stopping behind each value of a text in turn, and going on: the bytes are those of one go. */
START_TEST(writes_bit_by_bit)
{
	static const char text[] = "{\"a\":[{\"x\":1,\"y\":[]},{\"x\":{}}],\"b\":[[1,2],[[3]],\"c\"],\"d\":{\"e\":null}}";
	edu_context *ctx = new_context();
	edu_tree t;
	edu_buffer whole, bits;
	ck_assert_int_eq(read_exactly(&t, ctx, text, sizeof text - 1, NULL), 0);
	for (int pretty = 0; pretty < 2; pretty++) {
		const edu_json_style style = pretty ? EDU_JSON_PRETTY : EDU_JSON_COMPACT;
		ck_assert_int_eq(written(&t, t.top, style, &whole), 0);
		for (edu_ref stop = 1; stop < t.count; stop++) {
			edu_buffer_open(&bits, &ctx->allocator);
			const edu_sink sink = edu_buffer_sink(&bits);
			edu_json_writer *w = edu_json_writer_new(&t, &sink, style);
			ck_assert_ptr_nonnull(w);
			/* That value, then each of those around it. */
			for (edu_ref i = stop; i && i != t.top; i = t.items[i].parent)
				ck_assert_int_eq(edu_json_writer_reach(w, i, NULL), 0);
			ck_assert_int_eq(edu_json_writer_end(w, NULL), 0);
			ck_assert_str_eq(bits.data, whole.data);
			edu_json_writer_free(w);
			edu_buffer_free(&bits);
		}
		edu_buffer_free(&whole);
	}
	edu_tree_close(&t);
	edu_context_free(ctx);
}
END_TEST

static int stop(void *state, const void *data, size_t length)
{
	return -1;
}

START_TEST(reports_what_cannot_be_written)
{
	edu_context *ctx = new_context();
	edu_tree t;
	edu_error err = EDU_ERROR_INIT;
	const edu_sink sink = { stop, NULL };
	ck_assert_int_eq(read_exactly(&t, ctx, "[1]", 3, NULL), 0);
	ck_assert_int_eq(edu_json_write(&t, t.top, &sink, EDU_JSON_COMPACT, &err), EDU_EIO);
	edu_error_clear(&err);
	ck_assert_uint_ne(edu_tree_add(&t, t.top, EDU_KIND_ELEMENT, 1), 0);
	ck_assert_int_eq(edu_json_write(&t, t.top, &sink, EDU_JSON_COMPACT, &err), EDU_EUNSUPPORTED);
	edu_tree_close(&t);
	edu_context_free(ctx);
}
END_TEST

START_TEST(quotes)
{
	edu_buffer out;
	edu_buffer_open(&out, NULL);
	ck_assert_int_eq(edu_json_quote(&out, "", 0), 0);
	ck_assert_int_eq(edu_json_quote(&out, "a\0\"\\/\x1F\xC3\xA9\n", 9), 0);
	ck_assert_str_eq(out.data, "\"\"\"a\\u0000\\\"\\\\/\\u001f\xC3\xA9\\n\"");
	edu_buffer_free(&out);
}
END_TEST

/* Every prefix lacks something; each is read from a block of exactly its size. */
START_TEST(refuses_every_prefix)
{
	edu_context *ctx = new_context();
	for (size_t length = 0; length < sizeof sample - 1; length++) {
		edu_error err = EDU_ERROR_INIT;
		edu_tree t;
		ck_assert_int_eq(read_exactly(&t, ctx, sample, length, &err), EDU_ESYNTAX);
		ck_assert_uint_le(err.offset, length);
		edu_tree_close(&t);
	}
	edu_context_free(ctx);
}
END_TEST

/* Is text refused, or else written as it is read again? */
static bool is_refused_or_stable(const edu_context *ctx, const char *text, size_t length,
                                 edu_json_style style)
{
	edu_tree t, again;
	edu_buffer out = EDU_BUFFER_INIT, twice = EDU_BUFFER_INIT;
	const bool is_refused = read_exactly(&t, ctx, text, length, NULL) < 0;
	bool stable = false;
	if (!is_refused && written(&t, t.top, style, &out) == 0) {
		stable = read_exactly(&again, ctx, out.data, out.length, NULL) == 0 && again.count == t.count
		      && written(&again, again.top, style, &twice) == 0
		      && is_same(&twice, out.data, out.length);
		edu_tree_close(&again);
	}
	edu_buffer_free(&twice);
	edu_buffer_free(&out);
	edu_tree_close(&t);
	return is_refused || stable;
}

START_TEST(survives_any_byte)
{
	static const char bytes[] = "\0\x1F \"\\,:{}[]0e.-tu/\x7F\x80\xC3\xFF";
	char text[sizeof sample];
	edu_context *ctx = new_context();
	for (size_t i = 0; i < sizeof sample - 1; i++) {
		bool good = true;
		for (size_t k = 0; k < sizeof bytes - 1; k++) {
			memcpy(text, sample, sizeof text);
			text[i] = bytes[k];
			good &= is_refused_or_stable(ctx, text, sizeof sample - 1,
			                             _i ? EDU_JSON_PRETTY : EDU_JSON_COMPACT);
		}
		ck_assert_msg(good, "at byte %u", (unsigned)i);
	}
	edu_context_free(ctx);
}
END_TEST

static int read_and_write(const edu_allocator *a, const void *state)
{
	const char *text = state;
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *ctx;
	edu_error err = EDU_ERROR_INIT;
	edu_tree t;
	o.allocator = a;
	int rc = edu_context_new(&ctx, &o, NULL);
	if (rc < 0) return rc;
	rc = read_exactly(&t, ctx, text, strlen(text), &err);
	if (rc == 0) {
		edu_buffer out;
		rc = written(&t, t.top, EDU_JSON_PRETTY, &out);
		/* All that appending to a buffer can fail of. */
		if (rc == EDU_EIO) rc = EDU_ENOMEM;
		edu_buffer_free(&out);
	}
	edu_tree_close(&t);
	edu_context_free(ctx);
	return rc;
}

START_TEST(survives_lack_of_memory)
{
	static const struct { const char *text; int expected; } inputs[] = {
		{ sample, 0 }, { "\"lone\"", 0 }, { "[[[[{\"a\":[[{\"id\":1,\"b\":[x]}]]}]]]]", EDU_ESYNTAX },
		{ "{\"a\":1,\"b\":{\"c\":1,\"c\":2}}", EDU_ESYNTAX },
		{ "[[[[[[[[[[[[[[[[[[[[[1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,"
		  "4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0]]]]]]]]]]]]]]]]]]]]]", 0 },
	};
	ck_assert_uint_gt(refuse_each_request(read_and_write, inputs[_i].text, inputs[_i].expected), 3);
}
END_TEST

int main(void)
{
	make_table();
	Suite *s = suite_create("json");
	TCase *c = tcase_create("reader and writer");
	tcase_set_timeout(c, 120);
	tcase_add_loop_test(c, accepts, 0, sizeof accepted / sizeof *accepted);
	tcase_add_loop_test(c, refuses_with_place, 0, sizeof refused / sizeof *refused);
	tcase_add_test(c, tells_line_and_column);
	tcase_add_test(c, finds_duplicates_among_many);
	tcase_add_loop_test(c, keeps_limits, 0, sizeof bounded / sizeof *bounded);
	tcase_add_test(c, takes_any_depth_it_is_allowed);
	tcase_add_loop_test(c, takes_strings_of_any_length, 0, 5);
	tcase_add_test(c, keeps_long_numbers);
	tcase_add_test(c, knows_names_places_and_kinds);
	tcase_add_test(c, writes_prettily);
	tcase_add_test(c, reports_what_cannot_be_written);
	tcase_add_test(c, quotes);
	tcase_add_test(c, writes_bit_by_bit);
	tcase_add_test(c, refuses_every_prefix);
	tcase_add_loop_test(c, survives_any_byte, 0, 2);
	tcase_add_loop_test(c, survives_lack_of_memory, 0, 5);
	suite_add_tcase(s, c);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	const int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
