/*
 * XML: what becomes of a document in the tree, what is refused and where, and writing it back.
 */
#include "support.h"

#include "base/fail.h"
#include "xml/xml.h"

#include <libxml/parser.h>

#ifdef __SANITIZE_ADDRESS__
#  include <sanitizer/lsan_interface.h>
#endif

#define ELMO "https://github.com/emrex-eu/elmo-schemas/tree/v1"
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* A small table of names, as a format brings one. */

static const char *const names[] = { "", "elmo", "report", "title", "type", "xml:lang", "identifier", "value" };
enum { NAMES = sizeof names / sizeof *names, SLOTS = 16 };
static uint16_t lengths[NAMES], slots[SLOTS];
static const edu_name_table table = { NAMES - 1, names, lengths, SLOTS - 1, slots };

static void make_table(void)
{
	for (uint16_t i = 1; i < NAMES; i++) {
		lengths[i] = (uint16_t)strlen(names[i]);
		uint32_t slot = edu_name_hash(names[i], lengths[i]) & (SLOTS - 1);
		while (slots[slot]) slot = (slot + 1) & (SLOTS - 1);
		slots[slot] = i;
	}
}

static bool elmo_only(const char *uri)
{
	return uri && strcmp(uri, ELMO) == 0;
}

static bool elmo_or_none(const char *uri)
{
	return !uri || elmo_only(uri);
}

static faulty memory = { .countdown = SIZE_MAX };          /* of the contexts below */
static faulty parser_memory = { .countdown = SIZE_MAX };   /* of libxml2: installed in main() before its first use */
static edu_context *ctx;
static edu_tree tree;
static edu_error err;
static bool is_open;

static void *parser_malloc(size_t size)
{
	return faulty_refuses(&parser_memory) ? NULL : malloc(size);
}

static void *parser_realloc(void *block, size_t size)
{
	return faulty_refuses(&parser_memory) ? NULL : realloc(block, size);
}

static char *parser_strdup(const char *text)
{
	char *copy = parser_malloc(strlen(text) + 1);
	return copy ? strcpy(copy, text) : NULL;
}

static edu_context *make_context(edu_limits limits)
{
	const edu_allocator a = faulty_allocator(&memory);
	const edu_context_options options = { EDU_CONTEXT_OPTIONS_VERSION, &a, limits, 0 };
	edu_context *made;
	ck_assert_int_eq(edu_context_new(&made, &options, NULL), 0);
	return made;
}

static void close_tree(void)
{
	if (is_open) edu_tree_close(&tree);
	is_open = false;
}

static void set_up(void)
{
	memory = (faulty){ .countdown = SIZE_MAX };
	ctx = make_context((edu_limits){ 0, 0, 0, 0 });
}

static void tear_down(void)
{
	close_tree();
	edu_context_free(ctx);
	ck_assert_uint_eq(memory.live, 0);
}

static int read_bytes(const char *data, size_t length, bool (*belongs)(const char *))
{
	close_tree();
	edu_error_clear(&err);
	if (edu_tree_open(&tree, ctx, &table, true) < 0) {
		edu_tree_close(&tree);
		return EDU_ENOMEM;
	}
	is_open = true;
	return edu_xml_read(&tree, data, length, belongs, &err);
}

/* Read from a block that ends with the NUL behind the text, so that sanitizers see every byte too many. */
static int read_exact(const char *data, size_t length)
{
	char *block = malloc(length + 1);
	memcpy(block, data, length);
	block[length] = 0;
	const int rc = read_bytes(block, length, elmo_or_none);
	free(block);
	return rc;
}

static int read_string(const char *text)
{
	return read_exact(text, strlen(text));
}

static void read_good(const char *text)
{
	const int rc = read_string(text);
	ck_assert_msg(rc == 0, "%s: %s at %u:%u in %.80s", err.rule, err.message, err.line, err.column, text);
}

/*
 * The tree in one line: <~ begins a mixed element, <. one written with one tag. A name of the table stands
 * plain; an own one with its namespace, and what it stands for.
 */

static void show_name(edu_buffer *out, edu_name name)
{
	edu_buffer_addf(out, "%s", edu_tree_name_text(&tree, name, NULL));
	if (name <= table.count) return;
	const char *uri = edu_tree_name_uri(&tree, name);
	const edu_name known = edu_tree_known(&tree, name);
	edu_buffer_addf(out, "{%s%s%s}", uri ? uri : "", known ? "=" : "", known ? names[known] : "");
}

static void show_open(edu_buffer *out, edu_ref item)
{
	static const char *const marks[] = {
		[EDU_KIND_ELEMENT] = "<", [EDU_KIND_ATTRIBUTE] = " @", [EDU_KIND_NAMESPACE] = " ns:",
		[EDU_KIND_TEXT] = " T", [EDU_KIND_CDATA] = " C", [EDU_KIND_COMMENT] = " !", [EDU_KIND_INSTRUCTION] = " ?",
	};
	const edu_item *i = &tree.items[item];

	edu_buffer_addf(out, "%s", marks[i->kind]);
	if (i->flags & EDU_ITEM_MIXED) edu_buffer_addf(out, "~");
	if (i->flags & EDU_ITEM_SELF_CLOSED) edu_buffer_addf(out, ".");
	if (i->name) show_name(out, i->name);
	if (i->text) edu_buffer_addf(out, "'%s'", i->text);
	if (i->text) ck_assert_uint_eq(strlen(i->text), i->length);
}

/* Children first, so that a close mark is due for every element that is left. */
static const char *show(void)
{
	static edu_buffer out;
	edu_ref item = tree.top;

	edu_buffer_free(&out);
	edu_buffer_open(&out, NULL);
	for (edu_ref next; (next = edu_tree_walk(&tree, tree.top, item)) != 0; item = next) {
		edu_ref from = item;
		for (; from != tree.items[next].parent; from = tree.items[from].parent)
			if (tree.items[from].kind == EDU_KIND_ELEMENT) edu_buffer_addf(&out, ">");
		show_open(&out, next);
	}
	for (; item != tree.top; item = tree.items[item].parent)
		if (tree.items[item].kind == EDU_KIND_ELEMENT) edu_buffer_addf(&out, ">");
	return out.data;
}

static char *copy_of(const char *text)
{
	char *copy = malloc(strlen(text) + 1);
	return strcpy(copy, text);
}

static int write_tree(edu_buffer *out, bool indent, const char *default_uri)
{
	const edu_xml_style style = { indent, default_uri };
	const edu_sink sink = edu_buffer_sink(out);
	edu_buffer_open(out, NULL);
	return edu_xml_write(&tree, &sink, &style, &err);
}

static void expect_rewrite(const char *text, const char *expected, bool indent)
{
	edu_buffer out;

	read_good(text);
	char *before = copy_of(show());
	ck_assert_int_eq(write_tree(&out, indent, NULL), 0);
	if (expected) ck_assert_str_eq(out.data, expected);
	ck_assert_int_eq(read_bytes(out.data, out.length, elmo_or_none), 0);
	ck_assert_str_eq(show(), before);
	edu_buffer_free(&out);
	free(before);
}

/* What the tree holds. */

static const struct { const char *xml, *shown; } shapes[] = {
	{ "<elmo/>", "<.elmo>" },
	{ "<elmo></elmo>", "<elmo>" },
	{ "<elmo> </elmo>", "<elmo' '>" },
	{ "<elmo>a&amp;b&#13;&lt;</elmo>", "<elmo'a&b\r<'>" },
	{ "<elmo>a\r\nb\rc</elmo>", "<elmo'a\nb\nc'>" },
	{ "<elmo>&#x4f60;\xE5\xA5\xBD</elmo>", "<elmo'\xE4\xBD\xA0\xE5\xA5\xBD'>" },
	{ "<elmo>\n <title>x</title>\n <title/>\n</elmo>", "<elmo<title'x'><.title>>" },
	{ "<elmo>\r\n\t<title>x</title>&#32;<title/>&#10;</elmo>", "<elmo<title'x'><.title>>" },
	{ "<elmo a='1' type='2'/>", "<.elmo @a{}'1' @type'2'>" },
	{ "<elmo type=' a\tb\nc &#10;&#9;'/>", "<.elmo @type' a b c \n\t'>" },
	{ "<?xml version='1.1'?><elmo/>", "<.elmo>" },
	{ "<elmo xml:lang='en' xml:space='preserve'/>",
	  "<.elmo @xml:lang'en' @xml:space{http://www.w3.org/XML/1998/namespace}'preserve'>" },
	{ "<elmo type='&amp;&#38;&#x26;#38;&amp;#38;&amp;lt;&lt;'/>", "<.elmo @type'&&&#38;&#38;&lt;<'>" },
	/* text beside children */
	{ "<elmo>a<title/>b</elmo>", "<~elmo T'a'<.title> T'b'>" },
	{ "<elmo> <title/> b <value/> </elmo>", "<~elmo T' '<.title> T' b '<.value> T' '>" },
	{ "<elmo> <title/> <value/> b</elmo>", "<~elmo T' '<.title> T' '<.value> T' b'>" },
	{ "<elmo type='1'> <title> <value/> </title> b</elmo>", "<~elmo @type'1' T' '<title<.value>> T' b'>" },
	{ "<elmo>&#32;<title/>\r\n<value/>b</elmo>", "<~elmo T' '<.title> T'\n'<.value> T'b'>" },
	{ "<elmo>a<title> <value/> </title></elmo>", "<~elmo T'a'<title<.value>>>" },
	/* comments and instructions */
	{ "<!-- a --><?b  c?><elmo/><!--d--><?e?>", " !' a ' ?b{}'c'<.elmo> !'d' ?e{}" },
	{ "<elmo><!--x-->text</elmo>", "<~elmo !'x' T'text'>" },
	{ "<elmo>text<?x y?></elmo>", "<~elmo T'text' ?x{}'y'>" },
	{ "<elmo> <!----> </elmo>", "<elmo !'' T' '>" },
	{ "<elmo> <title/> <?x?> <title/> </elmo>", "<elmo<.title> ?x{} T' '<.title>>" },
	{ "<elmo> <title/> <!--a--> <title/> b</elmo>", "<~elmo T' '<.title> T' ' !'a' T' '<.title> T' b'>" },
	{ "<elmo><!--a\r\nb--><?x a\r\nb?></elmo>", "<elmo !'a\nb' ?x{}'a\nb'>" },
	/* CDATA */
	{ "<elmo><![CDATA[<br>]]></elmo>", "<~elmo C'<br>'>" },
	{ "<elmo> <![CDATA[a]]> </elmo>", "<~elmo T' ' C'a' T' '>" },
	{ "<elmo>b<![CDATA[r> in]]></elmo>", "<~elmo T'b' C'r> in'>" },
	{ "<elmo><![CDATA[a]]><![CDATA[b]]></elmo>", "<~elmo C'a' C'b'>" },
	{ "<elmo><![CDATA[]]></elmo>", "<~elmo C''>" },
	{ "<elmo><![CDATA[a\r\nb\rc]]></elmo>", "<~elmo C'a\nb\nc'>" },
	{ "<elmo><![CDATA[<![CDATA[]]></elmo>", "<~elmo C'<![CDATA['>" },
	{ "<elmo> <title/> <![CDATA[ ]]></elmo>", "<~elmo T' '<.title> T' ' C' '>" },
	/* names */
	{ "<elmo xmlns='" ELMO "'><title/><other/></elmo>", "<elmo ns:'" ELMO "'<.title><.other{" ELMO "}>>" },
	{ "<e:elmo xmlns:e='" ELMO "'><e:title e:type='1' type='2'/><e:other/></e:elmo>",
	  "<e:elmo{" ELMO "=elmo} ns:e{}'" ELMO "'<.e:title{" ELMO "=title} @e:type{" ELMO "}'1' @type'2'>"
	  "<.e:other{" ELMO "}>>" },
	{ "<x:elmo xmlns:x='urn:x' type='1' xml:lang='en' x:type='2'><title/></x:elmo>",
	  "<x:elmo{urn:x} ns:x{}'urn:x' @type{}'1' @xml:lang'en' @x:type{urn:x}'2'<.title>>" },
	{ "<elmo xmlns='" ELMO "'><title xmlns='urn:y'><value/></title><title xmlns=''/></elmo>",
	  "<elmo ns:'" ELMO "'<title{urn:y} ns:'urn:y'<.value{urn:y}>><.title ns:''>>" },
	{ "<elmo xmlns='urn:a?b&amp;c'/>", "<.elmo{urn:a?b&c} ns:'urn:a?b&c'>" },
	{ "<elmo xmlns:title='urn:x'><?title?></elmo>", "<elmo ns:title{}'urn:x' ?title{}>" },
};

START_TEST(documents_become_trees)
{
	read_good(shapes[_i].xml);
	ck_assert_str_eq(show(), shapes[_i].shown);
}
END_TEST

START_TEST(names_without_namespace_belong_below_an_element_that_does)
{
	static const char text[] = "<e:elmo xmlns:e='" ELMO "'><e:report><title type='1'/></e:report><u:x xmlns:u='urn:u'>"
	                           "<title type='1'/></u:x></e:elmo>";
	ck_assert_int_eq(read_bytes(text, strlen(text), elmo_only), 0);
	ck_assert_str_eq(show(), "<e:elmo{" ELMO "=elmo} ns:e{}'" ELMO "'<e:report{" ELMO "=report}<.title @type'1'>>"
	                         "<u:x{urn:u} ns:u{}'urn:u'<.title{} @type{}'1'>>>");
}
END_TEST

START_TEST(names_are_apart_in_great_numbers)
{
	edu_buffer b;

	edu_buffer_open(&b, NULL);
	edu_buffer_addf(&b, "<elmo>");
	for (int i = 0; i < 5000; i++) edu_buffer_addf(&b, "<n%d a%d='%d'/>", i, i, i);
	edu_buffer_addf(&b, "</elmo>");
	ck_assert_int_eq(read_exact(b.data, b.length), 0);
	edu_ref child = edu_tree_first(&tree, edu_tree_root(&tree));
	for (int i = 0; i < 5000; i++, child = edu_tree_next(&tree, child)) {
		char name[16];
		snprintf(name, sizeof name, "n%d", i);
		ck_assert_str_eq(edu_tree_name_text(&tree, tree.items[child].name, NULL), name);
		ck_assert_str_eq(tree.items[edu_tree_first(&tree, child)].text, name + 1);
	}
	edu_buffer_free(&b);
}
END_TEST

/* Encodings. */

static const struct { const char *bytes; size_t length; } encoded[] = {
#define BYTES(s) { s, sizeof s - 1 }
	BYTES("<elmo>\xC3\xA9\xE2\x82\xAC</elmo>"),
	BYTES("\xEF\xBB\xBF<elmo>\xC3\xA9\xE2\x82\xAC</elmo>"),
	BYTES("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><elmo>\xC3\xA9\xE2\x82\xAC</elmo>"),
	BYTES("<?xml version='1.0' encoding='ISO-8859-15' standalone='yes'?><elmo>\xE9\xA4</elmo>"),
	BYTES("<?xml version='1.0' encoding='windows-1252'?><elmo>\xE9\x80</elmo>"),
	BYTES("<?xml version = \"1.0\"  encoding = \"iso-8859-1\" ?><elmo>\xE9&#x20AC;</elmo>"),
	BYTES("<?xml version='1.0' encoding='US-ASCII'?><elmo>&#233;&#x20AC;</elmo>"),
	BYTES("\xFE\xFF\0<\0e\0l\0m\0o\0>\0\xE9\x20\xAC\0<\0/\0e\0l\0m\0o\0>"),
	BYTES("\xFF\xFE<\0e\0l\0m\0o\0>\0\xE9\0\xAC\x20<\0/\0e\0l\0m\0o\0>\0"),
	BYTES("<\0e\0l\0m\0o\0>\0\xE9\0\xAC\x20<\0/\0e\0l\0m\0o\0>\0"),
	BYTES("\0<\0e\0l\0m\0o\0>\0\xE9\x20\xAC\0<\0/\0e\0l\0m\0o\0>"),
	BYTES("\xFF\xFE<\0?\0x\0m\0l\0 \0v\0e\0r\0s\0i\0o\0n\0=\0'\0" "1\0.\0" "0\0'\0 \0e\0n\0c\0o\0d\0i\0n\0g\0=\0'\0"
	      "u\0t\0f\0-\0" "1\0" "6\0'\0?\0>\0<\0e\0l\0m\0o\0>\0\xE9\0\xAC\x20<\0/\0e\0l\0m\0o\0>\0"),
};

START_TEST(encodings_are_converted)
{
	const int rc = read_exact(encoded[_i].bytes, encoded[_i].length);
	ck_assert_msg(rc == 0, "%s: %s", err.rule, err.message);
	ck_assert_str_eq(show(), "<elmo'\xC3\xA9\xE2\x82\xAC'>");
}
END_TEST

START_TEST(places_of_converted_text_are_those_of_the_bytes)
{
	static const char latin1[] = "<?xml version='1.0' encoding='ISO-8859-1'?>"
	                             "<elmo>\xE9\xE9<title/>\n<value>\xE9</value></elmo>";
	static const char utf16[] = "\xFE\xFF\0<\0e\0l\0m\0o\0>\xD8\x3D\xDE\x00\0<\0a\0/\0>\0<\0/\0e\0l\0m\0o\0>";

	ck_assert_int_eq(read_exact(latin1, sizeof latin1 - 1), 0);
	for (edu_ref i = 1; i < tree.count; i++) {
		if (tree.items[i].kind != EDU_KIND_ELEMENT) continue;
		ck_assert_int_eq(latin1[tree.places[i]], '<');
		ck_assert_int_eq(latin1[tree.places[i] + 1], edu_tree_name_text(&tree, tree.items[i].name, NULL)[0]);
	}
	ck_assert_int_eq(read_exact(utf16, sizeof utf16 - 1), 0);
	const edu_ref root = edu_tree_root(&tree);
	ck_assert_uint_eq(tree.places[root], 2);
	ck_assert_uint_eq(tree.places[tree.items[root].last], 18);

	static const char wrong[] = "<?xml version='1.0' encoding='ISO-8859-1'?>\n<elmo>\xE9\xE9<title></elmo>";
	ck_assert_int_eq(read_exact(wrong, sizeof wrong - 1), EDU_ESYNTAX);
	ck_assert_uint_eq(err.line, 2);
	ck_assert_uint_ge(err.offset, 44 + 8);
	ck_assert_uint_le(err.offset, sizeof wrong - 1);
}
END_TEST

/* What is refused: code, rule and where. */

enum { ANYWHERE = -1 };

static const struct { const char *bytes; size_t length; int code; const char *rule; int offset; } refused[] = {
#define BAD(s, code, rule, offset) { s, sizeof s - 1, code, rule, offset }
#define SYNTAX(s, offset) BAD(s, EDU_ESYNTAX, "xml/syntax", offset)
	BAD("", EDU_ESYNTAX, "xml/empty", 0),
	BAD(" \n\t", EDU_ESYNTAX, "xml/empty", 0),
	BAD("\xEF\xBB\xBF", EDU_ESYNTAX, "xml/empty", 0),
	/* document types and entities */
	BAD("<!DOCTYPE elmo><elmo/>", EDU_EUNSUPPORTED, "xml/doctype", 0),
	BAD("<!-- <!DOCTYPE --><!DOCTYPE elmo []><elmo/>", EDU_EUNSUPPORTED, "xml/doctype", 18),
	BAD("<!DOCTYPE elmo SYSTEM 'file:///etc/passwd'><elmo/>", EDU_EUNSUPPORTED, "xml/doctype", 0),
	BAD("<!DOCTYPE elmo [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><elmo>&x;</elmo>",
	    EDU_EUNSUPPORTED, "xml/doctype", 0),
	BAD("<!DOCTYPE elmo [<!ENTITY % x SYSTEM 'http://localhost/x'> %x;]><elmo/>",
	    EDU_EUNSUPPORTED, "xml/doctype", 0),
	BAD("<!DOCTYPE elmo [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
	    "<!ENTITY c '&b;&b;&b;&b;&b;&b;'><!ENTITY d '&c;&c;&c;&c;&c;&c;&c;'>]><elmo>&d;&d;&d;</elmo>",
	    EDU_EUNSUPPORTED, "xml/doctype", 0),
	BAD("<!DOCTYPE elmo [<!ATTLIST elmo type CDATA 'x'>]><elmo/>", EDU_EUNSUPPORTED, "xml/doctype", 0),
	BAD("\xFE\xFF\0<\0!\0D\0O\0C\0T\0Y\0P\0E\0 \0e\0>\0<\0e\0/\0>", EDU_EUNSUPPORTED, "xml/doctype", 2),
	BAD("<elmo>&nbsp;</elmo>", EDU_ESYNTAX, "xml/entity", ANYWHERE),
	BAD("<elmo type='&nbsp;'/>", EDU_ESYNTAX, "xml/entity", ANYWHERE),
	SYNTAX("<elmo>a & b</elmo>", ANYWHERE),
	SYNTAX("<elmo>&amp</elmo>", ANYWHERE),
	SYNTAX("<elmo>&#0;</elmo>", ANYWHERE),
	SYNTAX("<elmo>&#xD800;</elmo>", ANYWHERE),
	SYNTAX("<elmo>&#x110000;</elmo>", ANYWHERE),
	SYNTAX("<elmo>&#1;</elmo>", ANYWHERE),
	/* structure */
	SYNTAX("elmo", ANYWHERE),
	SYNTAX("<elmo>", 6),
	SYNTAX("<elmo/><elmo/>", 7),
	SYNTAX("<elmo/>x", 7),
	SYNTAX("<elmo/>\n&amp;", 8),
	SYNTAX("<elmo></title>", ANYWHERE),
	SYNTAX("<elmo><title></elmo></title>", ANYWHERE),
	SYNTAX("<elmo", ANYWHERE),
	SYNTAX("<elmo a/>", ANYWHERE),
	SYNTAX("<elmo a=b/>", ANYWHERE),
	SYNTAX("<elmo a='<'/>", ANYWHERE),
	SYNTAX("<elmo a='1'b='2'/>", ANYWHERE),
	SYNTAX("<elmo a='1' a='2'/>", ANYWHERE),
	SYNTAX("<elmo><1/></elmo>", ANYWHERE),
	SYNTAX("< elmo/>", ANYWHERE),
	SYNTAX("<elmo>]]></elmo>", ANYWHERE),
	SYNTAX("<elmo><!-- a -- b --></elmo>", ANYWHERE),
	SYNTAX("<elmo><!-- a --", ANYWHERE),
	SYNTAX("<elmo><![CDATA[a", ANYWHERE),
	SYNTAX("<elmo><?a", ANYWHERE),
	SYNTAX("<elmo><?xml version='1.0'?></elmo>", ANYWHERE),
	SYNTAX(" <?xml version='1.0'?><elmo/>", ANYWHERE),
	SYNTAX("<?xml encoding='UTF-8'?><elmo/>", ANYWHERE),
	SYNTAX("<?xml version='1.0' standalone='maybe'?><elmo/>", ANYWHERE),
	SYNTAX("<?xml version='1.0'><elmo/>", ANYWHERE),
	BAD("<?xml version='2.0'?><elmo/>", EDU_EUNSUPPORTED, "xml/version", ANYWHERE),
	/* namespaces */
	SYNTAX("<a:elmo/>", ANYWHERE),
	SYNTAX("<elmo a:b='1'/>", ANYWHERE),
	SYNTAX("<elmo xmlns:a='urn:a' xmlns:b='urn:a' a:x='1' b:x='2'/>", ANYWHERE),
	SYNTAX("<elmo xmlns:a='urn:a' xmlns:a='urn:b'/>", ANYWHERE),
	SYNTAX("<elmo xmlns:a=''/>", ANYWHERE),
	SYNTAX("<elmo xmlns:xml='urn:a'/>", ANYWHERE),
	SYNTAX("<elmo xmlns:xmlns='urn:a'/>", ANYWHERE),
	SYNTAX("<a:b:c xmlns:a='urn:a'/>", ANYWHERE),
	/* characters and encodings */
	BAD("<elmo>\xE9</elmo>", EDU_ESYNTAX, "xml/encoding", 6),
	BAD("<elmo>abc\xC0\x80</elmo>", EDU_ESYNTAX, "xml/encoding", 9),
	BAD("<elmo>\xED\xA0\x80</elmo>", EDU_ESYNTAX, "xml/encoding", 6),
	BAD("<elmo>\xF4\x90\x80\x80</elmo>", EDU_ESYNTAX, "xml/encoding", 6),
	BAD("<elmo a='x\xFF'/>", EDU_ESYNTAX, "xml/encoding", 10),
	BAD("<elmo><!-- \xFF --></elmo>", EDU_ESYNTAX, "xml/encoding", 11),
	BAD("<elmo><![CDATA[a\xC1\x81]]></elmo>", EDU_ESYNTAX, "xml/encoding", 16),
	BAD("<elmo><?a \xFF?></elmo>", EDU_ESYNTAX, "xml/encoding", 10),
	BAD("<el\xFFmo/>", EDU_ESYNTAX, "xml/encoding", 3),
	SYNTAX("<elmo>a\x01</elmo>", 7),
	SYNTAX("<elmo>a\xEF\xBF\xBF</elmo>", ANYWHERE),
	SYNTAX("<elmo>a\0b</elmo>", 7),
	SYNTAX("<elmo a='\0'/>", 9),
	SYNTAX("<elmo/>\0", 7),
	SYNTAX("\0\0\0\0<elmo/>", ANYWHERE),
	BAD("<?xml version='1.0' encoding='UTF-16'?><elmo/>", EDU_ESYNTAX, "xml/encoding", 0),
	BAD("\xEF\xBB\xBF<?xml version='1.0' encoding='ISO-8859-1'?><elmo/>", EDU_ESYNTAX, "xml/encoding", 0),
	BAD("\xFF\xFE<\0?\0x\0m\0l\0 \0e\0n\0c\0o\0d\0i\0n\0g\0=\0'\0x\0'\0?\0>\0", EDU_ESYNTAX, "xml/encoding", 0),
	BAD("<?xml version='1.0' encoding='UTF-7'?><elmo/>", EDU_EUNSUPPORTED, "xml/encoding", 30),
	BAD("<?xml version='1.0' encoding='US-ASCII'?><elmo>\xC3\xA9</elmo>", EDU_ESYNTAX, "xml/encoding", 47),
	BAD("<?xml version='1.0' encoding='windows-1252'?><elmo>\x81</elmo>", EDU_ESYNTAX, "xml/encoding", 51),
	BAD("\xFE\xFF\0<\0e\0>\xD8\0\0<\0/\0e\0>", EDU_ESYNTAX, "xml/encoding", 8),
	BAD("\xFE\xFF\0<\0e\0/\0>\0", EDU_ESYNTAX, "xml/encoding", 10),
	BAD("\0\0\0<\0\0\0e", EDU_EUNSUPPORTED, "xml/encoding", 0),
	BAD("\x4C\x6F\xA7\x94\x93", EDU_EUNSUPPORTED, "xml/encoding", 0),
};

START_TEST(what_is_bad_is_refused_with_rule_and_place)
{
	const char *bytes = refused[_i].bytes;
	const int rc = read_exact(bytes, refused[_i].length);
	const bool as_expected = rc == refused[_i].code && err.code == rc && strcmp(err.rule, refused[_i].rule) == 0;
	const bool at_place = refused[_i].offset == ANYWHERE || (int)err.offset == refused[_i].offset;
	ck_assert_msg(as_expected && at_place, "%.70s: %d %s at %d: %s", bytes, rc, err.rule, (int)err.offset, err.message);
	ck_assert_uint_le(err.offset, refused[_i].length);
	ck_assert_uint_ge(err.line, 1);
	ck_assert_uint_ge(err.column, 1);
	ck_assert_int_gt((int)strlen(err.message), 0);
}
END_TEST

START_TEST(errors_say_line_column_and_path_and_no_values)
{
	static const char text[] = "<elmo>\n <title>secret</title>\n <report><title>secret</tytle></report></elmo>";
	ck_assert_int_eq(read_string(text), EDU_ESYNTAX);
	ck_assert_uint_eq(err.line, 3);
	ck_assert_uint_ge(err.column, 10);
	ck_assert_str_eq(err.path, "/elmo/report[1]/title[1]");
	ck_assert_ptr_null(strstr(err.message, "secret"));
	ck_assert_ptr_null(strstr(err.message, "tytle"));
}
END_TEST

START_TEST(an_error_that_is_set_is_kept)
{
	close_tree();
	ck_assert_int_eq(edu_tree_open(&tree, ctx, &table, true), 0);
	is_open = true;
	edu_error_clear(&err);
	(void)edu_fail(&err, EDU_EFORMAT, "x/y", "first");
	ck_assert_int_eq(edu_xml_read(&tree, "<a>", 3, elmo_only, &err), EDU_ESYNTAX);
	ck_assert_str_eq(err.rule, "x/y");
	ck_assert_uint_eq(err.line, 0);
	edu_tree_close(&tree);
	ck_assert_int_eq(edu_tree_open(&tree, ctx, &table, true), 0);
	ck_assert_int_eq(edu_xml_read(&tree, "<a>", 3, elmo_only, NULL), EDU_ESYNTAX);
}
END_TEST

/* One of everything, as whole and in parts. */

static const char sample[] =
	HEAD "<!-- before\r\nit --><?style a > b?>\n"
	"<elmo xmlns=\"" ELMO "\" xmlns:x = 'urn:x'\n  x:a='1 > 0' type=\"&lt;a&#10;\">\n"
	"  <report>\n    <title xml:lang = \"no\" >\xC3\x86re &amp; mer</title>\r\n"
	"    <title xml:lang='en'>plain</title>\n    <x:other>\n      a <b>c</b> d<!--e--> <b/>\n    </x:other>\n"
	"    <value><![CDATA[<p> ]] </p>]]></value><identifier></identifier>\n  </report><?x?>\n</elmo>\n<!-- after -->\n";

START_TEST(every_proper_beginning_is_refused)
{
	const size_t end = strlen(sample) - strlen("</elmo>\n<!-- after -->\n") + strlen("</elmo>");

	for (size_t n = 0; n < sizeof sample - 1; n++) {
		const int rc = read_exact(sample, n);
		const bool is_whole = n >= end && (n <= end + 1 || n >= sizeof sample - 2);
		ck_assert_msg(rc == (is_whole ? 0 : EDU_ESYNTAX), "%zu bytes: %d %s", n, rc, err.message);
		if (rc < 0) ck_assert_uint_le(err.offset, n);
	}
}
END_TEST

START_TEST(no_byte_of_it_can_break_the_reader)
{
	static const unsigned char bytes[] = {
		0, 1, '<', '>', '&', '"', '\'', '/', '!', ']', '-', '\r', 0x80, 0xC3, 0xFF,
	};
	char copy[sizeof sample];

	for (size_t at = 0; at < sizeof sample - 1; at++)
		for (size_t b = 0; b < sizeof bytes; b++) {
			memcpy(copy, sample, sizeof sample);
			copy[at] = (char)bytes[b];
			const int rc = read_exact(copy, sizeof sample - 1);
			if (!bytes[b] || bytes[b] == 0xFF) ck_assert_int_ne(rc, 0);
			if (rc < 0) ck_assert_uint_le(err.offset, sizeof sample - 1);
		}
}
END_TEST

static bool text_at(const char *data, size_t place, const char *expected)
{
	return strncmp(data + place, expected, strlen(expected)) == 0;
}

static void check_places(const char *data)
{
	for (edu_ref i = tree.top + 1; i < tree.count; i++) {
		const char *name = edu_tree_name_text(&tree, tree.items[i].name, NULL);
		const size_t place = tree.places[i];
		switch (tree.items[i].kind) {
		case EDU_KIND_ELEMENT:
			ck_assert_msg(data[place] == '<' && text_at(data, place + 1, name), "%s at %zu", name, place);
			break;
		case EDU_KIND_ATTRIBUTE:
			/* A value with references is rewritten; then the place is that of the tag. */
			ck_assert_msg(text_at(data, place, name) || data[place] == '<', "%s at %zu", name, place);
			break;
		case EDU_KIND_COMMENT:
			ck_assert_msg(text_at(data, place, "<!--"), "comment at %zu", place);
			break;
		case EDU_KIND_INSTRUCTION:
			ck_assert_msg(text_at(data, place, "<?") && text_at(data, place + 2, name), "%s at %zu", name, place);
			break;
		case EDU_KIND_CDATA:
			ck_assert_msg(text_at(data, place, "<![CDATA["), "CDATA at %zu", place);
			break;
		case EDU_KIND_TEXT:
			ck_assert_int_eq(data[place], tree.items[i].text[0]);
			break;
		default:
			break;
		}
	}
}

START_TEST(places_are_where_things_begin)
{
	read_good(sample);
	check_places(sample);
	const edu_ref root = edu_tree_root(&tree), other = edu_tree_child(&tree, root, 2);
	ck_assert_uint_eq(tree.places[other], (size_t)(strstr(sample, "<report") - sample));
	const edu_ref first = edu_tree_first(&tree, root);
	ck_assert_int_eq(tree.items[first].kind, EDU_KIND_NAMESPACE);
	const size_t attribute = (size_t)(strstr(sample, "x:a=") - sample);
	size_t found = 0;
	for (edu_ref c = first; c; c = edu_tree_next(&tree, c))
		if (tree.items[c].kind == EDU_KIND_ATTRIBUTE && tree.places[c] == attribute) found++;
	ck_assert_uint_eq(found, 1);
}
END_TEST

/* The parser gets its bytes in pieces; where they end may change nothing. */
START_TEST(boundaries_of_the_parsers_buffer_change_nothing)
{
	const size_t head = strlen(HEAD);

	read_good(sample);
	char *expected = copy_of(show());
	for (size_t pad = 3300; pad < 4300; pad++) {
		edu_buffer b;
		edu_buffer_open(&b, NULL);
		edu_buffer_add(&b, sample, head);
		for (size_t i = 0; i < pad; i++) edu_buffer_add(&b, "\n", 1);
		edu_buffer_add(&b, sample + head, sizeof sample - 1 - head);
		ck_assert_int_eq(read_exact(b.data, b.length), 0);
		ck_assert_str_eq(show(), expected);
		check_places(b.data);
		edu_buffer_free(&b);
	}
	free(expected);
}
END_TEST

static const struct { const char *text; int code; const char *rule; } errors[] = {
	{ "</title>", EDU_ESYNTAX, "xml/syntax" },
	{ "<a b=></a>", EDU_ESYNTAX, "xml/syntax" },
	{ "<a b='<'></a>", EDU_ESYNTAX, "xml/syntax" },
	{ "<a></b>", EDU_ESYNTAX, "xml/syntax" },
	{ "<p:a/>", EDU_ESYNTAX, "xml/syntax" },
	{ "&nbsp;", EDU_ESYNTAX, "xml/entity" },
	{ "\x01", EDU_ESYNTAX, "xml/syntax" },
	{ "\xFF", EDU_ESYNTAX, "xml/encoding" },
	{ "<!-- -- -->", EDU_ESYNTAX, "xml/syntax" },
	{ "<![CDATA[\x01]]>", EDU_ESYNTAX, "xml/syntax" },
	{ "]]>", EDU_ESYNTAX, "xml/syntax" },
	{ "<?xml a?>", EDU_ESYNTAX, "xml/syntax" },
};

/* Nor do they make another error of an error, such as one of memory because there is more to come. */
START_TEST(boundaries_of_the_parsers_buffer_keep_errors)
{
	for (size_t pad = 3700; pad < 4200; pad++) {
		edu_buffer b;
		edu_buffer_open(&b, NULL);
		edu_buffer_addf(&b, "<elmo>%*s%s%*s<b/></elmo>", (int)pad, "", errors[_i].text, 9000, "");
		const int rc = read_exact(b.data, b.length);
		const bool as_expected = rc == errors[_i].code && strcmp(err.rule, errors[_i].rule) == 0;
		ck_assert_msg(as_expected, "%s at %zu: %d %s %s", errors[_i].text, pad, rc, err.rule, err.message);
		ck_assert_uint_ge(err.offset, pad);
		ck_assert_uint_le(err.offset, pad + 6 + 64);
		edu_buffer_free(&b);
	}
}
END_TEST

/* Sizes and limits. */

static char *filled(const char *before, char c, size_t count, const char *after, size_t *length)
{
	const size_t head = strlen(before), tail = strlen(after);
	char *text = malloc(head + count + tail + 1);
	memcpy(text, before, head);
	memset(text + head, c, count);
	memcpy(text + head + count, after, tail + 1);
	*length = head + count + tail;
	return text;
}

enum { HUGE_SIZE = 12 * 1000 * 1000 };

static void expect_huge(const char *before, char c, const char *after, int code, const char *rule)
{
	size_t n;
	char *text = filled(before, c, HUGE_SIZE, after, &n);
	const int rc = read_bytes(text, n, elmo_or_none);
	ck_assert_msg(rc == code, "%s: %d %s %s", before, rc, err.rule, err.message);
	ck_assert_str_eq(err.rule, rule);
	free(text);
}

START_TEST(a_text_of_twelve_megabytes_is_read)
{
	expect_huge("<elmo><title>", 'A', "</title></elmo>", 0, "");
	const edu_ref title = edu_tree_child(&tree, edu_tree_root(&tree), 3);
	ck_assert_uint_eq(tree.items[title].length, HUGE_SIZE);
	ck_assert_int_eq(tree.items[title].text[HUGE_SIZE - 1], 'A');
	expect_huge("<elmo>&lt;", 'A', "</elmo>", 0, "");
	ck_assert_uint_eq(tree.items[edu_tree_root(&tree)].length, HUGE_SIZE + 1);
	expect_huge("<elmo>", ' ', "<title/></elmo>", 0, "");
	ck_assert_str_eq(show(), "<elmo<.title>>");
}
END_TEST

START_TEST(what_the_parser_cannot_hold_is_refused)
{
	expect_huge("<elmo type='", 'A', "'/>", EDU_ELIMIT, "xml/size");
	expect_huge("<elmo><!--", 'A', "--></elmo>", EDU_ELIMIT, "xml/size");
	expect_huge("<elmo><?a ", 'A', "?></elmo>", EDU_ELIMIT, "xml/size");
	expect_huge("<elmo><![CDATA[", 'A', "]]></elmo>", EDU_ELIMIT, "xml/size");
	expect_huge("<elmo a='", 'A', "", EDU_ELIMIT, "xml/size");
	expect_huge("<", 'A', "/>", EDU_ELIMIT, "xml/size");
}
END_TEST

static void add_many(edu_buffer *b, const char *format, int count)
{
	for (int i = 0; i < count; i++) {
		char text[256];
		int n = 0;
		for (const char *f = format; *f && n < 200; f++)
			n += *f == '#' ? snprintf(text + n, sizeof text - (size_t)n, "%d", i) : (text[n] = *f, 1);
		edu_buffer_add(b, text, (size_t)n);
	}
}

static void expect_many(const char *before, const char *format, int count, const char *after, int code,
                        const char *rule)
{
	edu_buffer b;

	edu_buffer_open(&b, NULL);
	edu_buffer_addf(&b, "%s", before);
	add_many(&b, format, count);
	edu_buffer_addf(&b, "%s", after);
	const int rc = read_bytes(b.data, b.length, elmo_or_none);
	ck_assert_msg(rc == code, "%s%s: %d %s %s", before, format, rc, err.rule, err.message);
	ck_assert_str_eq(err.rule, rule);
	edu_buffer_free(&b);
}

START_TEST(great_numbers_are_refused_before_they_cost_time)
{
	expect_many("", "<a>", 100000, "", EDU_ELIMIT, "xml/depth");
	ck_assert_uint_eq(err.offset, 256 * 3);
	expect_many("<elmo ", " a#='#'", 1024, "/>", 0, "");
	expect_many("<elmo ", " a#='#'", 1025, "/>", EDU_ELIMIT, "xml/size");
	expect_many("<elmo ", " a#='#'", 300000, "/>", EDU_ELIMIT, "xml/size");
	expect_many("<elmo ", " a#='#'", 300000, "", EDU_ELIMIT, "xml/size");
	expect_many("<elmo ", " xmlns:a#='#'", 300000, "/>", EDU_ELIMIT, "xml/size");
	expect_many("<elmo>", "<x xmlns:a#='#'/>", 5000, "</elmo>", 0, "");
	expect_many("<elmo>", "<x xmlns:a#='#' xmlns:b#='#' xmlns:c#='#' xmlns:d#='#' xmlns:e#='#'>", 250, "",
	            EDU_ELIMIT, "xml/size");
}
END_TEST

START_TEST(what_only_looks_like_a_tag_may_be_full)
{
	static const char *const around[][2] = {
		{ "<elmo><![CDATA[<x", "]]></elmo>" }, { "<elmo><!-- <x", "--></elmo>" }, { "<elmo><?a <x", "?></elmo>" },
		{ "<elmo>", "</elmo>" }, { "<!-- <x", "--><elmo/>" },
	};
	for (size_t i = 0; i < sizeof around / sizeof *around; i++)
		expect_many(around[i][0], " a#='#'", 20000, around[i][1], 0, "");
	/* A tag behind such a one is found all the same. */
	expect_many("<!-- <x --><!-- --><elmo", " a#='#'", 20000, "/>", EDU_ELIMIT, "xml/size");
	ck_assert_uint_eq(err.offset, strlen("<!-- <x --><!-- -->"));
	expect_many("<elmo><![CDATA[]]]]><b", " a#='#'", 20000, "/></elmo>", EDU_ELIMIT, "xml/size");
	ck_assert_uint_eq(err.offset, strlen("<elmo><![CDATA[]]]]>"));
}
END_TEST

/* What would take minutes behind an error is not looked at. */
START_TEST(an_error_ends_the_reading)
{
	edu_buffer b;

	edu_buffer_open(&b, NULL);
	edu_buffer_addf(&b, "<elmo><p:a/>");
	for (int depth = 0; depth < 200; depth++) {
		edu_buffer_addf(&b, "<a");
		for (int i = 0; i < 1000; i++) edu_buffer_addf(&b, " xmlns:n%d_%d='u'", depth, i);
		edu_buffer_addf(&b, ">");
	}
	for (int i = 0; i < 200000; i++) edu_buffer_addf(&b, "<q:b/>");
	ck_assert_int_eq(read_exact(b.data, b.length), EDU_ESYNTAX);
	ck_assert_str_eq(err.rule, "xml/syntax");
	ck_assert_uint_le(err.offset, strlen("<elmo><p:a/>"));
	edu_buffer_free(&b);
}
END_TEST

START_TEST(nesting_up_to_the_limit_is_read)
{
	for (int depth = 255; depth <= 257; depth++) {
		edu_buffer b;
		edu_buffer_open(&b, NULL);
		add_many(&b, "<a>", depth);
		add_many(&b, "</a>", depth);
		const int rc = read_bytes(b.data, b.length, elmo_or_none);
		ck_assert_int_eq(rc, depth <= 256 ? 0 : EDU_ELIMIT);
		if (rc < 0) ck_assert_str_eq(err.rule, "xml/depth");
		edu_buffer_free(&b);
	}
}
END_TEST

static void expect_limited(edu_limits limits, const char *text, int code, const char *rule)
{
	edu_context *own = make_context(limits), *usual = ctx;

	ctx = own;
	const int rc = read_string(text);
	ck_assert_msg(rc == code, "%s: %d %s %s", text, rc, err.rule, err.message);
	ck_assert_str_eq(err.rule, rule);
	close_tree();
	edu_context_free(own);
	ctx = usual;
}

START_TEST(the_parsers_own_limit_of_depth_is_one_of_depth)
{
	edu_buffer b;
	edu_buffer_open(&b, NULL);
	add_many(&b, "<a>", 400);
	add_many(&b, "</a>", 400);
	expect_limited((edu_limits){ .depth = 5000 }, b.data, EDU_ELIMIT, "xml/depth");
	edu_buffer_free(&b);
}
END_TEST

START_TEST(the_limits_of_the_context_hold)
{
	expect_limited((edu_limits){ .bytes = 10 }, "<elmo>1</elmo>", EDU_ELIMIT, "xml/size");
	expect_limited((edu_limits){ .bytes = 14 }, "<elmo>1</elmo>", 0, "");
	expect_limited((edu_limits){ .depth = 2 }, "<a><b/></a>", 0, "");
	expect_limited((edu_limits){ .depth = 2 }, "<a><b><c/></b></a>", EDU_ELIMIT, "xml/depth");
	expect_limited((edu_limits){ .depth = 5000 }, "<a><b><c/></b></a>", 0, "");
	expect_limited((edu_limits){ .items = 5 }, "<a x='1' y='2'><b/></a>", 0, "");
	expect_limited((edu_limits){ .items = 4 }, "<a x='1' y='2'><b/></a>", EDU_ELIMIT, "limit/items");
	expect_limited((edu_limits){ .text = 4 }, "<a>1&amp;34</a>", 0, "");
	expect_limited((edu_limits){ .text = 4 }, "<a>1&amp;345</a>", EDU_ELIMIT, "xml/size");
	expect_limited((edu_limits){ .text = 4 }, "<a>12345</a>", EDU_ELIMIT, "xml/size");
	expect_limited((edu_limits){ .text = 4 }, "<a x='12345'/>", EDU_ELIMIT, "xml/size");
	expect_limited((edu_limits){ .text = 4 }, "<a><!--12345--></a>", EDU_ELIMIT, "xml/size");
	expect_limited((edu_limits){ .text = 4 }, "<a><![CDATA[12345]]></a>", EDU_ELIMIT, "xml/size");
}
END_TEST

/* A host in the same process. */

static int loads;

static xmlParserInputPtr count_load(const char *url, const char *id, xmlParserCtxtPtr context)
{
	loads++;
	return NULL;
}

static void count_complaint(void *state, const char *format, ...)
{
	loads++;
}

START_TEST(what_a_host_sets_for_the_process_plays_no_part)
{
	static const char include[] = "<elmo xmlns:xi='http://www.w3.org/2001/XInclude'>"
	                              "<xi:include href='file:///etc/passwd'/></elmo>";
	const xmlExternalEntityLoader loader = xmlGetExternalEntityLoader();

	read_good(sample);
	char *expected = copy_of(show());
	xmlSetExternalEntityLoader(count_load);
	xmlSetGenericErrorFunc(NULL, count_complaint);
	const int blanks = xmlKeepBlanksDefault(0), entities = xmlSubstituteEntitiesDefault(1);
	loads = 0;
	read_good(sample);
	ck_assert_str_eq(show(), expected);
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		ck_assert_int_ne(read_exact(refused[i].bytes, refused[i].length), 0);
	read_good("<elmo xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
	          " xsi:schemaLocation='a http://localhost/b.xsd'/>");
	read_good("<?xml-stylesheet href='http://localhost/x.xsl'?><elmo/>");
	read_good(include);
	ck_assert_ptr_nonnull(strstr(show(), "<.xi:include{http://www.w3.org/2001/XInclude} @href{}'file:///"));
	ck_assert_int_eq(loads, 0);
	ck_assert_ptr_null(xmlGetLastError() ? xmlGetLastError()->message : NULL);
	xmlKeepBlanksDefault(blanks);
	xmlSubstituteEntitiesDefault(entities);
	xmlSetGenericErrorFunc(NULL, NULL);
	xmlSetExternalEntityLoader(loader);
	free(expected);
}
END_TEST

/* Memory that runs out. */

static void expect_no_memory(const char *bytes, size_t length, int good)
{
	for (int sticky = 0; sticky < 2; sticky++)
		for (size_t n = 0;; n++) {
			const size_t live = memory.live;
			memory = (faulty){ .countdown = n, .sticky = sticky, .live = live };
			const int rc = read_bytes(bytes, length, elmo_or_none);
			const bool tripped = memory.tripped;
			close_tree();
			ck_assert_uint_eq(memory.live, live);
			memory = (faulty){ .countdown = SIZE_MAX, .live = live };
			if (!tripped) {
				ck_assert_int_eq(rc, good);
				break;
			}
			/* An error is reported as such even when there is no memory for its path. */
			ck_assert_msg(rc == EDU_ENOMEM || (good < 0 && rc == good), "%zu: %d", n, rc);
		}
}

START_TEST(every_allocation_may_fail)
{
	edu_buffer b;

	expect_no_memory(sample, sizeof sample - 1, 0);
	expect_no_memory(encoded[3].bytes, encoded[3].length, 0);
	expect_no_memory("<elmo><title></elmo>", 20, EDU_ESYNTAX);
	edu_buffer_open(&b, NULL);
	edu_buffer_addf(&b, "<elmo>");
	add_many(&b, " <n#>a&amp;b</n#>", 300);
	edu_buffer_addf(&b, "</elmo>");
	expect_no_memory(b.data, b.length, 0);
	edu_buffer_free(&b);
}
END_TEST

/* libxml2 2.9 forgets a buffer of its own when the second allocation after it fails. */
static void watch_leaks(bool on)
{
#ifdef __SANITIZE_ADDRESS__
	if (on)
		__lsan_enable();
	else
		__lsan_disable();
#endif
}

/* libxml2 doesn't pass every failure on. Whatever it does, the result is the right tree or none. */
START_TEST(the_parsers_own_memory_may_run_out)
{
	read_good(sample);
	watch_leaks(false);
	char *expected = copy_of(show());
	xmlSetGenericErrorFunc(NULL, count_complaint);
	for (int sticky = 0; sticky < 2; sticky++)
		for (size_t n = 0; n < 10000; n++) {
			parser_memory = (faulty){ .countdown = n, .sticky = sticky };
			const int rc = read_string(sample);
			const bool tripped = parser_memory.tripped;
			parser_memory = (faulty){ .countdown = SIZE_MAX };
			if (rc == 0) ck_assert_str_eq(show(), expected);
			if (rc < 0) ck_assert_msg(rc == EDU_ENOMEM || !sticky, "%zu: %d %s", n, rc, err.message);
			if (!tripped) {
				ck_assert_int_eq(rc, 0);
				break;
			}
		}
	watch_leaks(true);
	xmlSetGenericErrorFunc(NULL, NULL);
	free(expected);
}
END_TEST

/* Writing. */

static const struct { const char *xml, *compact, *indented; } rewrites[] = {
	{ "<elmo/>", HEAD "<elmo/>\n", HEAD "<elmo/>\n" },
	{ "<elmo></elmo>", HEAD "<elmo></elmo>\n", HEAD "<elmo></elmo>\n" },
	{ "<elmo> </elmo>", HEAD "<elmo> </elmo>\n", HEAD "<elmo> </elmo>\n" },
	{ "<elmo>\n<report><title>x</title><value/></report></elmo>",
	  HEAD "<elmo><report><title>x</title><value/></report></elmo>\n",
	  HEAD "<elmo>\n  <report>\n    <title>x</title>\n    <value/>\n  </report>\n</elmo>\n" },
	{ "<elmo>&amp;&lt;&gt;&quot;&apos;&#13;&#10;&#9;]]&gt;</elmo>",
	  HEAD "<elmo>&amp;&lt;&gt;\"'&#13;\n\t]]&gt;</elmo>\n", NULL },
	{ "<elmo type='&amp;&lt;&gt;&quot;&apos;&#13;&#10;&#9;'/>",
	  HEAD "<elmo type=\"&amp;&lt;>&quot;'&#13;&#10;&#9;\"/>\n", NULL },
	{ "<elmo><report> a <title/> <value> <title/> </value></report></elmo>",
	  HEAD "<elmo><report> a <title/> <value><title/></value></report></elmo>\n",
	  HEAD "<elmo>\n  <report> a <title/> <value><title/></value></report>\n</elmo>\n" },
	{ "<elmo>a<![CDATA[<&>]]>b</elmo>", HEAD "<elmo>a<![CDATA[<&>]]>b</elmo>\n", NULL },
	{ "<!--a--><?b c?><elmo><!--d--><?e?></elmo><!--f-->",
	  HEAD "<!--a-->\n<?b c?>\n<elmo><!--d--><?e?></elmo>\n<!--f-->\n",
	  HEAD "<!--a-->\n<?b c?>\n<elmo>\n  <!--d--><?e?></elmo>\n<!--f-->\n" },
	{ "<elmo><title/> <!--d-->   <title/>\t<title/><?x?></elmo>",
	  HEAD "<elmo><title/><!--d-->   <title/><title/><?x?></elmo>\n",
	  HEAD "<elmo>\n  <title/>\n  <!--d-->   <title/>\n  <title/>\n  <?x?></elmo>\n" },
	{ "<e:elmo xmlns:e='" ELMO "' xmlns='urn:x' e:a='1'><y/></e:elmo>",
	  HEAD "<e:elmo xmlns:e=\"" ELMO "\" xmlns=\"urn:x\" e:a=\"1\"><y/></e:elmo>\n", NULL },
};

START_TEST(a_tree_is_written_and_read_back_equal)
{
	expect_rewrite(rewrites[_i].xml, rewrites[_i].compact, false);
	expect_rewrite(rewrites[_i].xml, rewrites[_i].indented, true);
}
END_TEST

START_TEST(all_shapes_are_written_and_read_back_equal)
{
	expect_rewrite(shapes[_i].xml, NULL, false);
	expect_rewrite(shapes[_i].xml, NULL, true);
}
END_TEST

START_TEST(the_sample_is_written_and_read_back_equal)
{
	expect_rewrite(sample, NULL, false);
	expect_rewrite(sample, NULL, true);
}
END_TEST

static void expect_default(const char *text, const char *expected)
{
	edu_buffer out;

	read_good(text);
	ck_assert_int_eq(write_tree(&out, false, "urn:d"), 0);
	ck_assert_str_eq(out.data, expected);
	edu_buffer_free(&out);
}

START_TEST(a_default_namespace_is_declared_where_none_is)
{
	expect_default("<elmo type='1'><report/></elmo>", HEAD "<elmo xmlns=\"urn:d\" type=\"1\"><report/></elmo>\n");
	expect_default("<elmo xmlns:a='urn:a'/>", HEAD "<elmo xmlns=\"urn:d\" xmlns:a=\"urn:a\"/>\n");
	expect_default("<elmo xmlns='urn:e'/>", HEAD "<elmo xmlns=\"urn:e\"/>\n");
	expect_default("<e:elmo xmlns:e='urn:e'><report/></e:elmo>", HEAD "<e:elmo xmlns:e=\"urn:e\"><report/></e:elmo>\n");
}
END_TEST

/* Trees that were not read: texts may hold what no document can. */
static int write_with(edu_kind kind, const char *text, edu_buffer *out)
{
	read_good("<elmo/>");
	edu_ref item = edu_tree_root(&tree);
	if (kind == EDU_KIND_INSTRUCTION || kind == EDU_KIND_ATTRIBUTE)
		item = edu_tree_add(&tree, item, kind, 1);
	else if (kind != EDU_KIND_ELEMENT)
		item = edu_tree_add(&tree, item, kind, 0);
	ck_assert_int_eq(edu_tree_set_text(&tree, item, text, strlen(text)), 0);
	edu_error_clear(&err);
	return write_tree(out, false, NULL);
}

static void expect_written(edu_kind kind, const char *text, const char *expected)
{
	edu_buffer out;
	ck_assert_int_eq(write_with(kind, text, &out), 0);
	ck_assert_str_eq(out.data + strlen(HEAD), expected);
	edu_buffer_free(&out);
}

static void expect_unwritable(edu_kind kind, const char *text)
{
	edu_buffer out;
	ck_assert_msg(write_with(kind, text, &out) == EDU_EINVALID, "%d %s", kind, text);
	ck_assert_str_eq(err.rule, "xml/character");
	edu_buffer_free(&out);
}

START_TEST(what_xml_cannot_hold_is_not_written)
{
	expect_written(EDU_KIND_ELEMENT, "\xEF\xBF\xBD\xEF\xBB\xBF", "<elmo>\xEF\xBF\xBD\xEF\xBB\xBF</elmo>\n");
	expect_unwritable(EDU_KIND_ELEMENT, "a\x01");
	expect_unwritable(EDU_KIND_ELEMENT, "a\x1F");
	expect_unwritable(EDU_KIND_ELEMENT, "\xEF\xBF\xBE");
	expect_unwritable(EDU_KIND_ATTRIBUTE, "\xEF\xBF\xBF");
	expect_unwritable(EDU_KIND_ATTRIBUTE, "\x08");
	expect_written(EDU_KIND_CDATA, "a]]>b]]]>", "<elmo><![CDATA[a]]]]><![CDATA[>b]]]]]><![CDATA[>]]></elmo>\n");
	expect_written(EDU_KIND_CDATA, "a\r\nb", "<elmo><![CDATA[a]]>&#13;<![CDATA[\nb]]></elmo>\n");
	expect_unwritable(EDU_KIND_CDATA, "\x02");
	expect_unwritable(EDU_KIND_COMMENT, "a--b");
	expect_unwritable(EDU_KIND_COMMENT, "a-");
	expect_unwritable(EDU_KIND_COMMENT, "a\r");
	expect_written(EDU_KIND_COMMENT, "-a>", "<elmo><!---a>--></elmo>\n");
	expect_unwritable(EDU_KIND_INSTRUCTION, "a?>");
	expect_written(EDU_KIND_INSTRUCTION, "a? >", "<elmo><?elmo a? >?></elmo>\n");
}
END_TEST

/* Writing goes through a buffer of 64 KB: texts, names and markup have to cross its end unharmed. */
START_TEST(what_is_longer_than_the_buffer_is_written_whole)
{
	edu_buffer b;

	for (size_t pad = 65536 - 80; pad < 65536 + 8; pad++) {
		edu_buffer_open(&b, NULL);
		edu_buffer_addf(&b, "<elmo type='%0*d'><report>\n<title>a&amp;b</title></report>", (int)pad, 1);
		edu_buffer_addf(&b, "<value>%0*d</value></elmo>", 200000, 1);
		read_good(b.data);
		char *before = copy_of(show());
		edu_buffer out;
		ck_assert_int_eq(write_tree(&out, true, NULL), 0);
		ck_assert_int_eq(read_bytes(out.data, out.length, elmo_or_none), 0);
		ck_assert_str_eq(show(), before);
		free(before);
		edu_buffer_free(&out);
		edu_buffer_free(&b);
	}
}
END_TEST

static int refuse_second(void *state, const void *data, size_t length)
{
	int *calls = state;
	return ++*calls > 1;
}

START_TEST(writing_ends_where_the_sink_or_memory_does)
{
	const edu_xml_style style = { false, NULL };
	int calls = 0;
	const edu_sink sink = { refuse_second, &calls };
	size_t n;
	char *text = filled("<elmo>", 'A', 300000, "</elmo>", &n);

	ck_assert_int_eq(read_bytes(text, n, elmo_or_none), 0);
	ck_assert_int_eq(edu_xml_write(&tree, &sink, &style, &err), EDU_EIO);
	ck_assert_int_eq(calls, 2);
	edu_error_clear(&err);
	memory.countdown = 0;
	ck_assert_int_eq(edu_xml_write(&tree, &sink, &style, &err), EDU_ENOMEM);
	memory.countdown = SIZE_MAX;
	ck_assert_int_eq(err.code, EDU_ENOMEM);
	free(text);
}
END_TEST

/* The published documents, where they are at hand. */

static char *load(const char *path, size_t *length)
{
	FILE *f = fopen(path, "rb");
	ck_assert_msg(f != NULL, "%s", path);
	fseek(f, 0, SEEK_END);
	*length = (size_t)ftell(f);
	rewind(f);
	char *data = malloc(*length + 1);
	ck_assert_uint_eq(fread(data, 1, *length, f), *length);
	data[*length] = '\0';
	fclose(f);
	return data;
}

static void check_document(const char *path)
{
	size_t n;
	char *data = load(path, &n);

	for (int indent = 0; indent < 2; indent++) {
		edu_buffer out;
		ck_assert_int_eq(read_bytes(data, n, elmo_or_none), 0);
		check_places(data);
		char *before = copy_of(show());
		ck_assert_int_eq(write_tree(&out, indent, NULL), 0);
		ck_assert_int_eq(read_bytes(out.data, out.length, elmo_or_none), 0);
		ck_assert_str_eq(show(), before);
		free(before);
		edu_buffer_free(&out);
	}
	free(data);
}

START_TEST(published_documents_are_written_and_read_back_equal)
{
	const char *shared = getenv("EDU_SHARED"), *name = strrchr(__FILE__, '/');
	const int here = name ? (int)(name - __FILE__) + 1 : 0;
	char folder[4096], path[8192];

	snprintf(folder, sizeof folder, "%.*s%s/reference/elmo/documents", shared ? 0 : here, __FILE__,
	         shared ? shared : "../../../shared");
	DIR *d = opendir(folder);
	if (!d) {
		fprintf(stderr, "test_xml: no %s, published documents not tested\n", folder);
		return;
	}
	int count = 0;
	for (const struct dirent *e; (e = readdir(d)) != NULL;) {
		const size_t length = strlen(e->d_name);
		if (length < 4 || strcmp(e->d_name + length - 4, ".xml") != 0) continue;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		check_document(path);
		count++;
	}
	closedir(d);
	ck_assert_int_gt(count, 0);
}
END_TEST

int main(void)
{
	make_table();
	xmlMemSetup(free, parser_malloc, parser_realloc, parser_strdup);
	Suite *s = suite_create("xml");
	TCase *t = tcase_create("reader and writer");
	tcase_set_timeout(t, 120);
	tcase_add_checked_fixture(t, set_up, tear_down);
	tcase_add_loop_test(t, documents_become_trees, 0, sizeof shapes / sizeof *shapes);
	tcase_add_test(t, names_without_namespace_belong_below_an_element_that_does);
	tcase_add_test(t, names_are_apart_in_great_numbers);
	tcase_add_loop_test(t, encodings_are_converted, 0, sizeof encoded / sizeof *encoded);
	tcase_add_test(t, places_of_converted_text_are_those_of_the_bytes);
	tcase_add_loop_test(t, what_is_bad_is_refused_with_rule_and_place, 0, sizeof refused / sizeof *refused);
	tcase_add_test(t, errors_say_line_column_and_path_and_no_values);
	tcase_add_test(t, an_error_that_is_set_is_kept);
	tcase_add_test(t, every_proper_beginning_is_refused);
	tcase_add_test(t, no_byte_of_it_can_break_the_reader);
	tcase_add_test(t, places_are_where_things_begin);
	tcase_add_test(t, boundaries_of_the_parsers_buffer_change_nothing);
	tcase_add_loop_test(t, boundaries_of_the_parsers_buffer_keep_errors, 0, sizeof errors / sizeof *errors);
	tcase_add_test(t, a_text_of_twelve_megabytes_is_read);
	tcase_add_test(t, what_the_parser_cannot_hold_is_refused);
	tcase_add_test(t, great_numbers_are_refused_before_they_cost_time);
	tcase_add_test(t, what_only_looks_like_a_tag_may_be_full);
	tcase_add_test(t, an_error_ends_the_reading);
	tcase_add_test(t, nesting_up_to_the_limit_is_read);
	tcase_add_test(t, the_parsers_own_limit_of_depth_is_one_of_depth);
	tcase_add_test(t, the_limits_of_the_context_hold);
	tcase_add_test(t, what_a_host_sets_for_the_process_plays_no_part);
	tcase_add_test(t, every_allocation_may_fail);
	tcase_add_test(t, the_parsers_own_memory_may_run_out);
	tcase_add_loop_test(t, a_tree_is_written_and_read_back_equal, 0, sizeof rewrites / sizeof *rewrites);
	tcase_add_loop_test(t, all_shapes_are_written_and_read_back_equal, 0, sizeof shapes / sizeof *shapes);
	tcase_add_test(t, the_sample_is_written_and_read_back_equal);
	tcase_add_test(t, a_default_namespace_is_declared_where_none_is);
	tcase_add_test(t, what_xml_cannot_hold_is_not_written);
	tcase_add_test(t, what_is_longer_than_the_buffer_is_written_whole);
	tcase_add_test(t, writing_ends_where_the_sink_or_memory_does);
	tcase_add_test(t, published_documents_are_written_and_read_back_equal);
	suite_add_tcase(s, t);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	const int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
