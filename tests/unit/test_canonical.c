/*
 * Canonical XML, beside libxml2's own: whole documents, documents without a signature, and every element where it
 * stands, inclusive and exclusive.
 */
#include "support.h"

#include "base/fail.h"
#include "base/tree.h"
#include "xml/canonical.h"
#include "xml/xml.h"

#include <libxml/c14n.h>
#include <libxml/parser.h>

#define DSIG "http://www.w3.org/2000/09/xmldsig#"

static const char *const no_names[] = { "" };
static const uint16_t no_lengths[] = { 0 }, no_slots[] = { 0 };
static const edu_name_table no_table = { 0, no_names, no_lengths, 0, no_slots };

static edu_context *ctx;
static edu_tree tree;
static edu_error err;
static size_t root_end;

static void set_up(void)
{
	ctx = new_context();
	err = (edu_error)EDU_ERROR_INIT;
}

static void tear_down(void)
{
	edu_context_free(ctx);
}

static int read_tree(const char *data, size_t length)
{
	ck_assert_int_eq(edu_tree_open(&tree, ctx, &no_table, true), 0);
	return edu_xml_read_whole(&tree, data, length, &root_end, &err);
}

static void open_tree(const char *data, size_t length)
{
	ck_assert_msg(read_tree(data, length) == 0, "%s: %s", err.rule, err.message);
}

static edu_buffer canonical(const edu_xml_canonical *how)
{
	edu_buffer out;
	edu_buffer_open(&out, NULL);
	ck_assert_msg(edu_xml_canonicalise(&out, &tree, how, &err) == 0, "%s: %s", err.rule, err.message);
	return out;
}

static void check_text(const char *source, const edu_xml_canonical *how, const char *expected)
{
	open_tree(source, strlen(source));
	edu_buffer out = canonical(how);
	ck_assert_str_eq(out.data ? out.data : "", expected);
	edu_buffer_free(&out);
	edu_tree_close(&tree);
}

static void check_document(const char *source, const char *expected)
{
	const edu_xml_canonical whole = { 0 };
	check_text(source, &whole, expected);
}

START_TEST(handbook_example)
{
	check_document(
		"<!-- c --><?p x?><e xmlns:b=\"urn:b\" xmlns=\"urn:a\" b:z='1' y=\"a&#9;b\" c=\"'&quot;\">"
		"<f xmlns=\"urn:a\"/><g xmlns=\"\"/><![CDATA[<&>]]>&#13;<!-- d -->\r\n</e>",
		"<?p x?>\n<e xmlns=\"urn:a\" xmlns:b=\"urn:b\" c=\"'&quot;\" y=\"a&#x9;b\" b:z=\"1\"><f></f>"
		"<g xmlns=\"\"></g>&lt;&amp;&gt;&#xD;\n</e>");
}
END_TEST

START_TEST(instructions_outside_the_root)
{
	check_document("<?a?>\n\n<?b  c d ?><r/>\n<?e f?><!-- g -->\n",
	               "<?a?>\n<?b c d ?>\n<r></r>\n<?e f?>");
}
END_TEST

START_TEST(white_space_is_content)
{
	check_document("<r>\n  <a>  </a>\t<b/> x <!-- c --> </r>", "<r>\n  <a>  </a>\t<b></b> x  </r>");
}
END_TEST

START_TEST(declarations_are_written_once)
{
	check_document("<a:r xmlns:a='urn:a' xmlns:b='urn:b'><a:x xmlns:a='urn:a'/><a:y xmlns:a='urn:c'><a:z "
	               "xmlns:a='urn:a'/>"
	               "</a:y></a:r>",
	               "<a:r xmlns:a=\"urn:a\" xmlns:b=\"urn:b\"><a:x></a:x><a:y xmlns:a=\"urn:c\">"
	               "<a:z xmlns:a=\"urn:a\"></a:z></a:y></a:r>");
}
END_TEST

START_TEST(attributes_by_namespace_then_name)
{
	check_document("<r xmlns:p='urn:z' xmlns:q='urn:a' p:a='1' q:b='2' b='3' a='4' xml:lang='en'/>",
	               "<r xmlns:p=\"urn:z\" xmlns:q=\"urn:a\" a=\"4\" b=\"3\" xml:lang=\"en\" q:b=\"2\" "
	               "p:a=\"1\"></r>");
}
END_TEST

static edu_ref find_element(const char *local)
{
	for (edu_ref e = edu_tree_walk(&tree, tree.top, tree.top); e; e = edu_tree_walk(&tree, tree.top, e))
		if (tree.items[e].kind == EDU_KIND_ELEMENT &&
		    strcmp(edu_tree_name_local(&tree, tree.items[e].name), local) == 0)
			return e;
	return 0;
}

static void check_apex(const char *source, const char *local, bool exclusive, const char *expected)
{
	open_tree(source, strlen(source));
	const edu_xml_canonical how = { .apex = find_element(local), .exclusive = exclusive };
	edu_buffer out = canonical(&how);
	ck_assert_str_eq(out.data, expected);
	edu_buffer_free(&out);
	edu_tree_close(&tree);
}

START_TEST(an_apex_takes_over_its_context)
{
	static const char source[] = "<r xmlns='urn:r' xmlns:u='urn:u' xml:lang='nb' xml:space='preserve'>"
				     "<m xml:lang='en'><s:x xmlns:s='urn:s' a='1'/></m></r>";
	check_apex(source, "x", false,
	           "<s:x xmlns=\"urn:r\" xmlns:s=\"urn:s\" xmlns:u=\"urn:u\" a=\"1\" xml:lang=\"en\" "
	           "xml:space=\"preserve\"></s:x>");
	check_apex(source, "x", true, "<s:x xmlns:s=\"urn:s\" a=\"1\"></s:x>");
}
END_TEST

START_TEST(an_apex_without_default_namespace_inherits_none)
{
	check_apex("<r xmlns='urn:r'><x xmlns=''><y xmlns=''/><z xmlns='urn:z'/></x></r>", "x", false,
	           "<x><y></y><z xmlns=\"urn:z\"></z></x>");
}
END_TEST

START_TEST(relative_namespaces_have_no_canonical_form)
{
	static const char source[] = "<r><x xmlns='relative/name'/></r>";
	const edu_xml_canonical whole = { 0 };
	edu_buffer out;

	open_tree(source, strlen(source));
	edu_buffer_open(&out, NULL);
	ck_assert_int_eq(edu_xml_canonicalise(&out, &tree, &whole, &err), EDU_EINVALID);
	ck_assert_str_eq(err.rule, "xml/relative-namespace");
	edu_buffer_free(&out);
	edu_tree_close(&tree);
}
END_TEST

START_TEST(the_end_of_the_root_is_told)
{
	static const char source[] = "<r>\n <x></x> <!-- </r> -->\n</r  ><!-- </r> -->";
	open_tree(source, strlen(source));
	ck_assert_uint_eq(root_end, (size_t)(strstr(source, "</r  >") - source));
	edu_tree_close(&tree);
	open_tree("<r/>", 4);
	ck_assert_uint_eq(root_end, 0);
	edu_tree_close(&tree);
}
END_TEST

START_TEST(signed_xml_is_utf8)
{
	static const char source[] = "<?xml version='1.0' encoding='ISO-8859-1'?><r>\xE9</r>";
	ck_assert_int_eq(read_tree(source, strlen(source)), EDU_EUNSUPPORTED);
	ck_assert_str_eq(err.rule, "xml/encoding");
	edu_tree_close(&tree);
}
END_TEST

/* ---- beside libxml2 ---- */

static bool is_signature(const xmlNode *n)
{
	return n->type == XML_ELEMENT_NODE && n->ns && strcmp((const char *)n->ns->href, DSIG) == 0 &&
	       strcmp((const char *)n->name, "Signature") == 0;
}

static xmlNode *next_node(xmlNode *n)
{
	if (n->type == XML_ELEMENT_NODE && n->children) return n->children;
	while (n && !n->next) n = n->parent && n->parent->type == XML_ELEMENT_NODE ? n->parent : NULL;
	return n ? n->next : NULL;
}

/* An element and everything below it; attributes and declarations by the element they stand on. */
static int is_below(void *apex, xmlNodePtr node, xmlNodePtr parent)
{
	const bool stands_on = node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE;
	for (xmlNode *n = stands_on ? parent : node; n; n = n->parent)
		if (n == apex) return 1;
	return 0;
}

static void compare(const edu_xml_canonical *how, const char *expected, int expected_length, const char *what)
{
	edu_buffer out = canonical(how);
	ck_assert_msg(expected_length >= 0 && out.length == (size_t)expected_length &&
	                      memcmp(out.data, expected, out.length) == 0,
	              "%s: %zu bytes instead of %d", what, out.length, expected_length);
	edu_buffer_free(&out);
}

static void compare_element(xmlDoc *doc, xmlNode *apex, edu_ref element, bool exclusive, const char *what)
{
	const edu_xml_canonical how = { .apex = element, .exclusive = exclusive };
	xmlOutputBufferPtr buffer = xmlAllocOutputBuffer(NULL);

	ck_assert_int_ge(xmlC14NExecute(doc, is_below, apex,
	                                exclusive ? XML_C14N_EXCLUSIVE_1_0 : XML_C14N_1_0, NULL, 0, buffer),
	                 0);
	compare(&how, (const char *)xmlOutputBufferGetContent(buffer), (int)xmlOutputBufferGetSize(buffer),
	        what);
	xmlOutputBufferClose(buffer);
}

/* One in so many: each costs libxml2 a walk over the whole document. */
static void compare_elements(xmlDoc *doc, const char *what)
{
	size_t count = 0;
	edu_ref e = tree.top;

	for (xmlNode *n = xmlDocGetRootElement(doc); n; n = next_node(n)) {
		if (n->type != XML_ELEMENT_NODE) continue;
		do e = edu_tree_walk(&tree, tree.top, e);
		while (tree.items[e].kind != EDU_KIND_ELEMENT);
		ck_assert_str_eq(edu_tree_name_local(&tree, tree.items[e].name), (const char *)n->name);
		if (count++ % 23 && !is_signature(n) && !(n->parent && is_signature(n->parent))) continue;
		compare_element(doc, n, e, false, what);
		compare_element(doc, n, e, true, what);
	}
}

static void compare_whole(xmlDoc *doc, const edu_xml_canonical *how, const char *what)
{
	xmlChar *expected;
	const int n = xmlC14NDocDumpMemory(doc, NULL, how->exclusive ? XML_C14N_EXCLUSIVE_1_0 : XML_C14N_1_0,
	                                   NULL, 0, &expected);
	compare(how, (const char *)expected, n, what);
	xmlFree(expected);
}

static void compare_without_signature(xmlDoc *doc, const char *what)
{
	edu_xml_canonical how = { .without = find_element("Signature") };

	for (xmlNode *n = xmlDocGetRootElement(doc); n; n = next_node(n)) {
		if (!is_signature(n)) continue;
		xmlUnlinkNode(n);
		compare_whole(doc, &how, what);
		xmlFreeNode(n);
		return;
	}
}

static void compare_file(const char *path, void *state)
{
	const edu_xml_canonical whole = { 0 }, exclusive = { .exclusive = true };
	size_t length;

	if (!ends_with(path, ".xml")) return;
	char *data = file_bytes(path, &length);
	if (read_tree(data, length) == 0) {
		xmlDoc *doc =
			xmlReadMemory(data, (int)length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
		ck_assert_ptr_nonnull(doc);
		compare_whole(doc, &whole, path);
		compare_whole(doc, &exclusive, path);
		compare_elements(doc, path);
		compare_without_signature(doc, path);
		xmlFreeDoc(doc);
		++*(int *)state;
	}
	edu_tree_close(&tree);
	edu_error_clear(&err);
	free(data);
}

START_TEST(as_libxml2_writes_it)
{
	int count = 0;
	for_each_document(source_path("tests/corpus/elmo/valid"), compare_file, &count);
	ck_assert_int_gt(count, 10);
	if (!have_shared("canonical forms of public documents")) return;
	for_each_document(shared_path("reference/elmo/documents"), compare_file, &count);
	for_each_document(shared_path("reference/vectors/own/xmldsig"), compare_file, &count);
}
END_TEST

static void check_file(const char *xml, const edu_xml_canonical *how, const char *expected)
{
	size_t expected_length;
	char *wanted = file_bytes(shared_path(expected), &expected_length);
	compare(how, wanted, (int)expected_length, xml);
	free(wanted);
}

START_TEST(octets_of_the_vectors)
{
	static const char *const files[][2] = {
		{ "elmo-mini-sha256.xml", "elmo-mini-sha256.signedinfo.c14n" },
		{ "elmo-mini-sha256-exc-signedinfo.xml", "elmo-mini-sha256-exc-signedinfo.signedinfo.c14n" },
	};
	char path[256];
	size_t length;

	if (!have_shared("octets that are signed")) return;
	for (size_t i = 0; i < 2; i++) {
		snprintf(path, sizeof path, "reference/vectors/own/xmldsig/%s", files[i][0]);
		char *data = file_bytes(shared_path(path), &length);
		open_tree(data, length);
		const edu_xml_canonical document = { .without = find_element("Signature") };
		check_file(path, &document, "reference/vectors/own/xmldsig/elmo-mini.document.c14n");
		const edu_xml_canonical info = { .apex = find_element("SignedInfo"), .exclusive = i == 1 };
		snprintf(path, sizeof path, "reference/vectors/own/xmldsig/%s", files[i][1]);
		check_file(files[i][0], &info, path);
		edu_tree_close(&tree);
		free(data);
	}
}
END_TEST

static int canonicalise_with(const edu_allocator *a, const void *state)
{
	static const char source[] =
		"<?p?><r xmlns='urn:r' xmlns:q='urn:q' c='1' b='2' q:a='3'> <x>text</x><q:y/>\r\n</r>";
	const edu_context_options options = { EDU_CONTEXT_OPTIONS_VERSION, a, { 0, 0, 0, 0 }, 0 };
	const edu_xml_canonical whole = { 0 };
	edu_context *own;
	edu_tree t;
	edu_buffer out;
	edu_error e = EDU_ERROR_INIT;

	int rc = edu_context_new(&own, &options, &e);
	if (rc < 0) return rc;
	rc = edu_tree_open(&t, own, &no_table, true);
	edu_buffer_open(&out, a);
	if (rc == 0) rc = edu_xml_read_whole(&t, source, strlen(source), &root_end, &e);
	if (rc == 0) rc = edu_xml_canonicalise(&out, &t, &whole, &e);
	edu_buffer_free(&out);
	edu_tree_close(&t);
	edu_context_free(own);
	return rc;
}

START_TEST(memory_that_runs_out)
{
	ck_assert_uint_gt(refuse_each_request(canonicalise_with, NULL, 0), 5);
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, handbook_example);
	tcase_add_test(tc, instructions_outside_the_root);
	tcase_add_test(tc, white_space_is_content);
	tcase_add_test(tc, declarations_are_written_once);
	tcase_add_test(tc, attributes_by_namespace_then_name);
	tcase_add_test(tc, an_apex_takes_over_its_context);
	tcase_add_test(tc, an_apex_without_default_namespace_inherits_none);
	tcase_add_test(tc, relative_namespaces_have_no_canonical_form);
	tcase_add_test(tc, the_end_of_the_root_is_told);
	tcase_add_test(tc, signed_xml_is_utf8);
	tcase_add_test(tc, as_libxml2_writes_it);
	tcase_add_test(tc, octets_of_the_vectors);
	tcase_add_test(tc, memory_that_runs_out);
}

int main(void)
{
	return run_tests("canonical", add_tests);
}
