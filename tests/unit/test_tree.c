/*
 * test_tree.c – names, trees and the paths of what is in them.
 */
#include "support.h"

#include "base/outline.h"
#include "base/text.h"
#include "base/tree.h"

enum { KNOWN = 8, SLOTS = 16 };
enum { ELMO = 1, REPORT, TITLE, XML_LANG, XSI_TYPE, VALUE, NOTE, KIND };
static const char *const known_names[KNOWN + 1] = { "", "elmo", "report", "title", "xml:lang", "xsi:type",
                                                   "value", "note", "kind" };
static uint16_t known_lengths[KNOWN + 1], known_slots[SLOTS];
static const edu_name_table known = { KNOWN, known_names, known_lengths, SLOTS - 1, known_slots };
static const char dsig[] = "http://www.w3.org/2000/09/xmldsig#";

static void make_table(void)
{
	for (uint16_t name = 1; name <= KNOWN; name++) {
		known_lengths[name] = (uint16_t)strlen(known_names[name]);
		uint32_t slot = edu_name_hash(known_names[name], known_lengths[name]) & (SLOTS - 1);
		while (known_slots[slot]) slot = (slot + 1) & (SLOTS - 1);
		known_slots[slot] = name;
	}
}

static edu_context *ctx;
static edu_tree tree;

static void open_tree(void)
{
	ck_assert_int_eq(edu_context_new(&ctx, NULL, NULL), 0);
	ck_assert_int_eq(edu_tree_open(&tree, ctx, &known, true), 0);
}

static void close_tree(void)
{
	edu_tree_close(&tree);
	edu_context_free(ctx);
}

static edu_ref add(edu_ref parent, edu_kind kind, edu_name name, const char *text)
{
	const edu_ref item = edu_tree_add(&tree, parent, kind, name);
	ck_assert_uint_ne(item, 0);
	if (text) ck_assert_int_eq(edu_tree_set_text(&tree, item, text, strlen(text)), 0);
	return item;
}

static edu_name foreign(const char *text, const char *uri, edu_name means)
{
	const char *colon = strchr(text, ':');
	return edu_tree_name_xml(&tree, text, strlen(text), colon ? (size_t)(colon + 1 - text) : 0, uri,
	                         means);
}

START_TEST(numbers_names)
{
	ck_assert_uint_eq(edu_tree_name(&tree, "title", 5), TITLE);
	ck_assert_uint_eq(edu_table_find(&known, "titles", 6), 0);
	const edu_name own = edu_tree_name(&tree, "@id", 3);
	ck_assert_uint_eq(own, KNOWN + 1);
	ck_assert_uint_eq(edu_tree_name(&tree, "@id", 3), own);
	ck_assert_uint_eq(edu_tree_known(&tree, own), 0);
	edu_tree_name_means(&tree, own, VALUE);
	ck_assert_uint_eq(edu_tree_known(&tree, own), VALUE);
	ck_assert_uint_eq(edu_tree_name(&tree, "@id", 3), own);
	ck_assert_uint_ne(edu_tree_name(&tree, "", 0), 0);

	const edu_name a = foreign("n:title", "urn:a", TITLE), b = foreign("n:title", "urn:b", 0),
		c = foreign("title", NULL, 0);
	ck_assert(a != b && b != c && a != c && c != TITLE);
	ck_assert_uint_eq(foreign("n:title", "urn:a", TITLE), a);
	ck_assert_str_eq(edu_tree_name_local(&tree, a), "title");
	ck_assert_str_eq(edu_tree_name_uri(&tree, a), "urn:a");
	ck_assert_str_eq(edu_tree_name_text(&tree, a, NULL), "n:title");
	ck_assert_ptr_null(edu_tree_name_uri(&tree, TITLE));
	ck_assert_str_eq(edu_tree_name_local(&tree, XML_LANG), "lang");
	ck_assert_str_eq(edu_tree_name_text(&tree, 0, NULL), "");

	bool good = true;
	for (int round = 0; round < 2; round++) {
		for (unsigned i = 0; i < 5000; i++) {
			char text[40];
			uint32_t length;
			snprintf(text, sizeof text, "xxxxxxxx%05uxxxxxxxx", i);
			const edu_name name = edu_tree_name(&tree, text, 21);
			edu_tree_name_text(&tree, name, &length);
			good &= name == KNOWN + 6 + i && length == 21
			     && strcmp(edu_tree_name_text(&tree, name, NULL), text) == 0;
		}
	}
	ck_assert_msg(good, "names stay what they are");
}
END_TEST

static void check_ring(edu_ref parent, const edu_ref *expected)
{
	edu_ref c = edu_tree_first(&tree, parent), last = 0;
	for (; *expected; expected++, last = c, c = edu_tree_next(&tree, c)) {
		ck_assert_uint_eq(c, *expected);
		ck_assert_uint_eq(tree.items[c].parent, parent);
	}
	ck_assert_uint_eq(c, 0);
	ck_assert_uint_eq(tree.items[parent].last, last);
}

START_TEST(keeps_siblings_in_a_ring)
{
	const edu_ref top = add(0, EDU_KIND_ARRAY, 0, NULL);
	check_ring(top, (edu_ref[]){ 0 });
	const edu_ref a = add(top, EDU_KIND_NULL, 0, NULL), b = add(top, EDU_KIND_NULL, 0, NULL),
		c = add(top, EDU_KIND_NULL, 0, NULL);
	check_ring(top, (edu_ref[]){ a, b, c, 0 });
	edu_tree_remove(&tree, b);
	check_ring(top, (edu_ref[]){ a, c, 0 });
	ck_assert_uint_eq(edu_tree_next(&tree, b), 0);
	edu_tree_remove(&tree, b);
	edu_tree_hang(&tree, top, b);
	check_ring(top, (edu_ref[]){ a, c, b, 0 });
	edu_tree_remove(&tree, b);
	edu_tree_remove(&tree, a);
	check_ring(top, (edu_ref[]){ c, 0 });
	edu_tree_remove(&tree, c);
	check_ring(top, (edu_ref[]){ 0 });
	edu_tree_hang(&tree, c, a);
	edu_tree_hang(&tree, top, c);
	check_ring(top, (edu_ref[]){ c, 0 });
	check_ring(c, (edu_ref[]){ a, 0 });
	const edu_ref walked[] = { top, c, a, 0 };
	edu_ref item = top;
	for (size_t i = 0; i < 4; i++) {
		ck_assert_uint_eq(item, walked[i]);
		if (item) item = edu_tree_walk(&tree, top, item);
	}
	ck_assert_uint_eq(edu_tree_walk(&tree, c, a), 0);
}
END_TEST

START_TEST(finds_children_and_texts)
{
	const edu_ref top = add(0, EDU_KIND_OBJECT, 0, NULL);
	const edu_name alias = edu_tree_name(&tree, "@title", 6);
	edu_tree_name_means(&tree, alias, TITLE);
	add(top, EDU_KIND_STRING, VALUE, "v");
	const edu_ref title = add(top, EDU_KIND_STRING, alias, "t");
	ck_assert_uint_eq(edu_tree_child(&tree, top, TITLE), title);
	ck_assert_uint_eq(edu_tree_child(&tree, top, NOTE), 0);
	ck_assert_uint_eq(edu_tree_child(&tree, top, 0), 0);
	const edu_ref link = add(top, EDU_KIND_LINK, NOTE, NULL);
	tree.items[link].last = title;
	ck_assert_uint_eq(edu_tree_first(&tree, link), 0);

	edu_buffer scratch = EDU_BUFFER_INIT;
	const char *text;
	size_t length;
	const edu_ref e = add(0, EDU_KIND_ELEMENT, TITLE, NULL);
	ck_assert_int_eq(edu_tree_text(&tree, e, &scratch, &text, &length), 0);
	ck_assert(text == NULL && length == 0);
	tree.items[e].flags |= EDU_ITEM_MIXED;
	add(e, EDU_KIND_COMMENT, 0, "no");
	add(e, EDU_KIND_CDATA, 0, "one");
	ck_assert_int_eq(edu_tree_text(&tree, e, &scratch, &text, &length), 0);
	ck_assert(edu_equal(text, length, "one") && scratch.data == NULL);
	add(e, EDU_KIND_ELEMENT, NOTE, "no");
	add(e, EDU_KIND_TEXT, 0, " two");
	ck_assert_int_eq(edu_tree_text(&tree, e, &scratch, &text, &length), 0);
	ck_assert(edu_equal(text, length, "one two"));
	ck_assert_int_eq(edu_tree_text(&tree, title, &scratch, &text, &length), 0);
	ck_assert(edu_equal(text, length, "t"));
	edu_buffer_free(&scratch);
}
END_TEST

START_TEST(keeps_the_limit_of_items)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *small;
	edu_tree t;
	edu_error err = EDU_ERROR_INIT;
	o.limits.items = 100;
	ck_assert_int_eq(edu_context_new(&small, &o, NULL), 0);
	ck_assert_int_eq(edu_tree_open(&t, small, &known, false), 0);
	const edu_ref top = edu_tree_add(&t, 0, EDU_KIND_ARRAY, 0);
	size_t added = 1;
	while (edu_tree_add(&t, top, EDU_KIND_NULL, 0)) added++;
	ck_assert_uint_eq(added, 100);
	ck_assert_int_eq(edu_tree_add_failed(&t, &err), EDU_ELIMIT);
	edu_tree_close(&t);
	edu_tree_close(&t);
	edu_context_free(small);
}
END_TEST

/* Walk the leaves and compare their paths: told alone, by a walker in order, and by a walker that jumps. */
static void check_leaves(const char *const *expected)
{
	edu_path_walker w, jumping;
	edu_ref leaves[64];
	size_t count = 0;
	edu_path_walker_open(&w, &tree);
	edu_path_walker_open(&jumping, &tree);
	for (edu_ref leaf = edu_tree_next_leaf(&tree, 0); leaf; leaf = edu_tree_next_leaf(&tree, leaf)) {
		edu_buffer alone = EDU_BUFFER_INIT;
		const char *path;
		size_t length;
		ck_assert_ptr_nonnull(expected[count]);
		ck_assert(edu_tree_is_leaf(&tree, leaf));
		ck_assert_int_eq(edu_tree_path(&tree, leaf, &alone), 0);
		ck_assert_str_eq(alone.data, expected[count]);
		ck_assert_int_eq(edu_path_walker_to(&w, leaf, &path, &length), 0);
		ck_assert_str_eq(path, expected[count]);
		ck_assert_uint_eq(length, strlen(path));
		edu_buffer_free(&alone);
		leaves[count++] = leaf;
	}
	ck_assert_ptr_null(expected[count]);
	for (size_t i = 0; i < count * count; i++) {
		const size_t k = i * 7 % count;
		const char *path;
		size_t length;
		ck_assert_int_eq(edu_path_walker_to(&jumping, leaves[k], &path, &length), 0);
		ck_assert_str_eq(path, expected[k]);
	}
	edu_path_walker_close(&jumping);
	edu_path_walker_close(&w);
	edu_path_walker_close(&w);
}

START_TEST(walks_leaves_of_json)
{
	static const char *const expected[] = {
		"/title", "/note/0", "/note/1/0", "/note/1/2", "/note/2/kind", "/note/12", "/a~1b~0c", "/",
		NULL
	};
	tree.top = add(0, EDU_KIND_OBJECT, 0, NULL);
	add(tree.top, EDU_KIND_STRING, TITLE, " ");
	const edu_ref note = add(tree.top, EDU_KIND_ARRAY, NOTE, NULL);
	add(note, EDU_KIND_NULL, 0, NULL);
	const edu_ref inner = add(note, EDU_KIND_ARRAY, 0, NULL);
	add(inner, EDU_KIND_TRUE, 0, NULL);
	add(inner, EDU_KIND_OBJECT, 0, NULL);
	add(inner, EDU_KIND_FALSE, 0, NULL);
	add(add(note, EDU_KIND_OBJECT, 0, NULL), EDU_KIND_NUMBER, KIND, "1");
	for (int i = 3; i < 12; i++) add(note, EDU_KIND_ARRAY, 0, NULL);
	add(note, EDU_KIND_NUMBER, 0, "2");
	add(tree.top, EDU_KIND_STRING, edu_tree_name(&tree, "a/b~c", 5), "x");
	add(tree.top, EDU_KIND_STRING, edu_tree_name(&tree, "", 0), "x");
	check_leaves(expected);
}
END_TEST

START_TEST(walks_a_lone_scalar)
{
	tree.top = add(0, EDU_KIND_STRING, 0, "x");
	check_leaves((const char *const[]){ "", NULL });
	ck_assert_uint_eq(edu_tree_root(&tree), tree.top);
}
END_TEST

START_TEST(walks_leaves_of_xml)
{
	static const char *const expected[] = {
		"/elmo/@kind", "/elmo/report[1]/title[1]/@xml:lang", "/elmo/report[1]/title[1]",
		"/elmo/report[1]/title[2]",
		"/elmo/report[1]/note[1]", "/elmo/report[1]/note[1]/value[1]",
		"/elmo/report[1]/title[3]/@xml:lang",
		"/elmo/report[1]/title[3]/@attr", "/elmo/report[1]/title[3]",
		"/elmo/report[3]/value[1]/@kind", "/elmo/report[3]/value[1]/note[1]",
		"/elmo/Signature[1]", "/elmo/Signature[2]/@kind", "/elmo/report[4]", NULL
	};
	const edu_name lang = foreign("xml:lang", "http://www.w3.org/XML/1998/namespace", XML_LANG);
	tree.top = add(0, EDU_KIND_NONE, 0, NULL);
	add(tree.top, EDU_KIND_COMMENT, 0, "before");
	const edu_ref root = add(tree.top, EDU_KIND_ELEMENT, foreign("e:elmo", "urn:elmo", ELMO), NULL);
	add(tree.top, EDU_KIND_INSTRUCTION, 0, "behind");
	ck_assert_uint_eq(edu_tree_root(&tree), root);
	add(root, EDU_KIND_NAMESPACE, 0, "urn:elmo");
	add(root, EDU_KIND_ATTRIBUTE, XSI_TYPE, "x");
	add(root, EDU_KIND_ATTRIBUTE, foreign("s:nil", "http://www.w3.org/2001/XMLSchema-instance", 0), "x");
	add(root, EDU_KIND_ATTRIBUTE, KIND, "");

	const edu_ref report = add(root, EDU_KIND_ELEMENT, REPORT, "\n \xC2\xA0");
	edu_ref e = add(report, EDU_KIND_ELEMENT, TITLE, "one");
	add(e, EDU_KIND_ATTRIBUTE, XML_LANG, "en");
	add(report, EDU_KIND_ELEMENT, foreign("e:title", "urn:elmo", TITLE), "two");
	const edu_ref mixed = add(report, EDU_KIND_ELEMENT, NOTE, NULL);
	tree.items[mixed].flags |= EDU_ITEM_MIXED;
	const edu_ref piece = add(mixed, EDU_KIND_TEXT, 0, " \n");
	add(mixed, EDU_KIND_ELEMENT, VALUE, "v");
	add(mixed, EDU_KIND_CDATA, 0, "text");
	e = add(report, EDU_KIND_ELEMENT, foreign("title", "urn:other", 0), "three");
	add(e, EDU_KIND_ATTRIBUTE, lang, "nl");
	add(e, EDU_KIND_ATTRIBUTE, foreign("o:attr", "urn:other", 0), "x");
	const edu_ref comment = add(e, EDU_KIND_COMMENT, 0, "no leaf");

	add(root, EDU_KIND_ELEMENT, REPORT, NULL);
	e = add(add(root, EDU_KIND_ELEMENT, REPORT, NULL), EDU_KIND_ELEMENT, VALUE, NULL);
	add(e, EDU_KIND_ELEMENT, NOTE, "n");
	add(e, EDU_KIND_ATTRIBUTE, KIND, "behind a child");

	const edu_ref signature = add(root, EDU_KIND_ELEMENT, foreign("ds:Signature", dsig, 0), "x");
	add(signature, EDU_KIND_ATTRIBUTE, KIND, "x");
	add(signature, EDU_KIND_ELEMENT, foreign("ds:SignedInfo", dsig, 0), "x");
	e = add(root, EDU_KIND_ELEMENT, foreign("Signature", "urn:other", 0), NULL);
	add(e, EDU_KIND_ATTRIBUTE, KIND, "x");
	add(root, EDU_KIND_ELEMENT, REPORT, "last");
	check_leaves(expected);

	edu_buffer path = EDU_BUFFER_INIT;
	ck_assert(edu_tree_is_signature(&tree, signature) && !edu_tree_is_leaf(&tree, piece)
	          && !edu_tree_is_leaf(&tree, comment));
	ck_assert_int_eq(edu_tree_path(&tree, comment, &path), 0);
	ck_assert_str_eq(path.data, "/elmo/report[1]/title[3]");
	ck_assert_int_eq(edu_tree_path(&tree, tree.top, &path), 0);
	ck_assert_str_eq(path.data, "/elmo/report[1]/title[3]");
	edu_buffer_free(&path);
}
END_TEST

/* An array of many entries and an element of many differently named children: paths of all, forwards and backwards. */
START_TEST(tells_many_paths)
{
	enum { MANY = 200000 };
	edu_path_walker w;
	char expected[64];
	const char *path;
	size_t length;
	bool good = true;
	tree.top = add(0, EDU_KIND_OBJECT, 0, NULL);
	const edu_ref array = add(tree.top, EDU_KIND_ARRAY, NOTE, NULL);
	for (int i = 0; i < MANY; i++) good &= edu_tree_add(&tree, array, EDU_KIND_NULL, 0) != 0;
	const edu_ref first = array + 1;
	edu_path_walker_open(&w, &tree);
	for (unsigned i = 0; i < MANY; i++) {
		const unsigned k = i % 2 ? MANY - i : i;
		snprintf(expected, sizeof expected, "/note/%u", k);
		good &= edu_path_walker_to(&w, first + k, &path, &length) == 0 && strcmp(path, expected) == 0;
		good &= i % 1000 || (edu_path_walker_to(&w, array, &path, &length) == 0
		                     && strcmp(path, "/note") == 0);
	}
	edu_path_walker_close(&w);
	ck_assert(good);

	const edu_ref root = add(0, EDU_KIND_ELEMENT, ELMO, NULL), child = root + 1;
	for (unsigned i = 0; i < MANY; i++) {
		char name[24];
		snprintf(name, sizeof name, "%c:n%u", "ab"[i / 10 % 2], i % 5000);
		good &= edu_tree_add(&tree, root, EDU_KIND_ELEMENT, foreign(name, "urn:x", 0)) != 0;
	}
	edu_path_walker_open(&w, &tree);
	for (unsigned i = 0; i < MANY; i++) {
		snprintf(expected, sizeof expected, "/elmo/n%u[%u]", i % 5000, i / 5000 + 1);
		good &= edu_path_walker_to(&w, child + i, &path, &length) == 0 && strcmp(path, expected) == 0;
	}
	edu_path_walker_close(&w);
	ck_assert(good);
}
END_TEST

/* What is dropped piece by piece is still known by its path. */
START_TEST(outlines_what_is_gone)
{
	static const char *const expected[] = { NULL, "", "/note", "/note/0", "/note/0/value", "/note/0/note", "/note/0/note/0",
						"/note/0/note/1", "/note/1", "/note/1/value", "/kind" };
	edu_outline o;
	edu_path_walker w;
	const char *path;
	size_t length;
	tree.top = add(0, EDU_KIND_OBJECT, 0, NULL);
	edu_outline_open(&o, &tree, false);
	const edu_ref notes = add(tree.top, EDU_KIND_ARRAY, NOTE, NULL);
	edu_ref note = add(notes, EDU_KIND_OBJECT, 0, NULL);
	add(note, EDU_KIND_STRING, VALUE, "a");
	const edu_ref inner = add(note, EDU_KIND_ARRAY, NOTE, NULL);
	for (unsigned i = 0; i < 2; i++) {
		const edu_ref entry = add(inner, EDU_KIND_STRING, 0, "b");
		ck_assert_uint_eq(edu_outline_number(&o, entry), 6 + i);
		ck_assert_int_eq(edu_outline_drop(&o, &tree, entry), 0);
	}
	ck_assert_int_eq(edu_outline_drop(&o, &tree, note), 0);
	ck_assert_uint_eq(tree.count, note + 1);
	note = add(notes, EDU_KIND_OBJECT, 0, NULL);
	add(note, EDU_KIND_STRING, VALUE, "c");
	ck_assert_uint_eq(edu_outline_number(&o, note), 8);
	ck_assert_int_eq(edu_outline_drop(&o, &tree, note), 0);
	const edu_ref kind = add(tree.top, EDU_KIND_NUMBER, KIND, "1");
	ck_assert_int_eq(edu_outline_update(&o), 0);
	ck_assert_uint_eq(edu_outline_number(&o, kind), 10);
	ck_assert_uint_eq(edu_outline_number(&o, notes), 2);
	ck_assert_uint_eq(o.count, 11);
	edu_path_walker_open_outline(&w, &o);
	for (uint32_t i = 1; i < o.count; i++) {
		const bool leaf = i == 4 || i == 6 || i == 7 || i >= 9;
		ck_assert_int_eq(edu_path_walker_to(&w, i, &path, &length), 0);
		ck_assert_str_eq(path, expected[i]);
		ck_assert_int_eq((o.items[i].step & EDU_OUTLINE_LEAF) != 0, leaf);
	}
	edu_path_walker_close(&w);
	edu_outline_close(&o);
}
END_TEST

/* A tree with own names, texts, paths, made of an allocator that fails somewhere. */
static int build(const edu_allocator *a, const void *state)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *c = NULL;
	edu_tree t;
	edu_path_walker w;
	edu_buffer alone;
	const char *path;
	size_t length;
	static const char text[] = "some text that fills the arena up, piece by piece";
	o.allocator = a;
	int rc = edu_context_new(&c, &o, NULL);
	if (rc < 0) return rc;
	rc = edu_tree_open(&t, c, &known, true);
	edu_buffer_open(&alone, a);
	memset(&w, 0, sizeof w);
	edu_ref parent = 0;
	for (int i = 0; i < 100 && rc == 0; i++) {
		const edu_name name = i % 4 ? edu_tree_name_xml(&t, "p:own", 5, 2, i % 8 ? "urn:a" : "urn:b",
		                                                (edu_name)(i % 3))
		                            : edu_tree_name(&t, (const char[]){ (char)(' ' + i), 'x' }, 2);
		const edu_ref item = name ? edu_tree_add(&t, i % 20 ? parent : 0, EDU_KIND_ELEMENT, name) : 0;
		if (!item) rc = EDU_ENOMEM;
		else rc = edu_tree_set_text(&t, item, text, sizeof text - 1);
		if (rc == 0) parent = item;
	}
	if (rc == 0) edu_path_walker_open(&w, &t);
	for (edu_ref item = 1; item <= 100 && rc == 0; item++) {
		rc = edu_path_walker_to(&w, item, &path, &length);
		/* A walker that failed once still knows its way. */
		if (rc < 0 && edu_path_walker_to(&w, item, &path, &length) == 0 && path[0] != '/')
			rc = EDU_EINTERNAL;
	}
	if (rc == 0) rc = edu_tree_path(&t, 100, &alone);
	edu_buffer_free(&alone);
	edu_path_walker_close(&w);
	edu_tree_close(&t);
	edu_context_free(c);
	return rc;
}

START_TEST(survives_lack_of_memory)
{
	ck_assert_uint_gt(refuse_each_request(build, NULL, 0), 20);
}
END_TEST

int main(void)
{
	make_table();
	Suite *s = suite_create("tree");
	TCase *trees = tcase_create("trees");
	tcase_set_timeout(trees, 60);
	tcase_add_checked_fixture(trees, open_tree, close_tree);
	tcase_add_test(trees, numbers_names);
	tcase_add_test(trees, keeps_siblings_in_a_ring);
	tcase_add_test(trees, finds_children_and_texts);
	tcase_add_test(trees, keeps_the_limit_of_items);
	tcase_add_test(trees, walks_leaves_of_json);
	tcase_add_test(trees, walks_a_lone_scalar);
	tcase_add_test(trees, walks_leaves_of_xml);
	tcase_add_test(trees, tells_many_paths);
	tcase_add_test(trees, outlines_what_is_gone);
	suite_add_tcase(s, trees);

	TCase *memory = tcase_create("memory");
	tcase_add_test(memory, survives_lack_of_memory);
	suite_add_tcase(s, memory);

	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	const int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
