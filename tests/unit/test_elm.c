/*
 * ELM: shapes, classes, names written as IRIs, the graph of nodes and values, near misses.
 */
#include "support.h"

#include "formats/elm/nearest.h"
#include "formats/elm/nodes.h"

#define CONTEXT                                                                                       \
	"\"@context\":[\"https://www.w3.org/2018/credentials/v1\",\"http://data.europa.eu/snb/model/" \
	"context/edc-ap\"]"
#define TYPE "\"type\":[\"VerifiableCredential\",\"EuropeanDigitalCredential\"]"
#define CREDENTIAL(members) "{" CONTEXT "," TYPE "," members "}"

static edu_ref at(const edu_document *doc, const char *path)
{
	edu_node n = edu_document_root(doc);
	char step[64];
	while (*path) {
		const size_t length = strcspn(++path, "/");
		snprintf(step, sizeof step, "%.*s", (int)length, path);
		path += length;
		if (edu_node_kind(n) == EDU_KIND_ARRAY) {
			int i = atoi(step);
			for (n = edu_node_first(n); i; i--) n = edu_node_next(n);
		} else {
			n = edu_node_child(n, step);
		}
		ck_assert_msg(!edu_node_is_null(n), "nothing at %s", step);
	}
	return n.ref;
}

static const char *class_at(const edu_document *doc, const char *path)
{
	return edu_node_class((edu_node){ doc, at(doc, path) });
}

START_TEST(shapes_are_told_apart)
{
	static const struct {
		const char *file;
		int shape;
		const char *content;
	} cases[] = {
		{ "valid/plain.jsonld", EDU_ELM_PLAIN, "" },
		{ "valid/wrapped.json", EDU_ELM_WRAPPED, "/credential" },
		{ "invalid/api-input.json", EDU_ELM_API_INPUT, "/credential" },
		{ "valid/flat.jsonld", EDU_ELM_FLAT, "/@graph/0" },
		{ "valid/sealed.jsonld", EDU_ELM_PLAIN, "" },
		{ "valid/sealed-wrapped.jsonld", EDU_ELM_WRAPPED, "/credential" },
	};
	edu_context *ctx = new_context();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char path[128];
		edu_document *doc;
		edu_error err = EDU_ERROR_INIT;
		snprintf(path, sizeof path, "tests/corpus/elm/%s", cases[i].file);
		ck_assert_int_eq(edu_document_read_file(&doc, ctx, source_path(path), NULL, &err), 0);
		ck_assert_int_eq(doc->shape, cases[i].shape);
		ck_assert_uint_eq(doc->content, at(doc, cases[i].content));
		ck_assert_str_eq(edu_class_of(doc, doc->content)->name, "EuropeanDigitalCredential");
		ck_assert_int_eq(doc->inner != NULL, strstr(cases[i].file, "sealed") != NULL);
		edu_document_free(doc);
	}
	edu_context_free(ctx);
}
END_TEST

START_TEST(leniency_reads_by_name)
{
	static const char *const texts[] = {
		"{\"@context\":[\"https://www.w3.org/ns/credentials/v2\",\"x\"]," TYPE "}", "{" TYPE "}",
		"{\"@context\":{\"a\":\"urn:a\"}," TYPE "}",
	};
	edu_context *ctx = new_context();
	edu_read_options o = EDU_READ_OPTIONS_INIT;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		edu_document *doc;
		edu_error err = EDU_ERROR_INIT;
		o.lenient = 0;
		ck_assert_int_lt(edu_document_read(&doc, ctx, texts[i], strlen(texts[i]), &o, &err), 0);
		o.lenient = 1;
		ck_assert_int_eq(edu_document_read(&doc, ctx, texts[i], strlen(texts[i]), &o, &err), 0);
		edu_document_free(doc);
	}
	edu_context_free(ctx);
}
END_TEST

START_TEST(classes_come_from_type_or_from_the_property)
{
	static const char text[] =
		CREDENTIAL("\"issuer\":{\"type\":[\"Organisation\",\"Agent\"],\"location\":{\"address\":[[{"
	                   "\"id\":\"urn:a\"}]]}},"
	                   "\"displayParameter\":{\"@type\":\"elm:DisplayParameter\"},\"evidence\":{},"
	                   "\"credentialSubject\":{\"hasClaim\":{\"type\":\"http://data.europa.eu/snb/model/"
	                   "elm/LearningActivity\","
	                   "\"temporal\":{\"type\":[\"dc:PeriodOfTime\"]},\"specifiedBy\":{\"type\":\"Foo\"},"
	                   "\"title\":{\"en\":\"x\"},"
	                   "\"foo\":{\"type\":\"Person\"}}},"
	                   "\"identifier\":[{},{\"type\":\"LegalIdentifier\"}]");
	edu_context *ctx = new_context();
	edu_document *doc = read_text(ctx, text, NULL);
	ck_assert_str_eq(class_at(doc, ""), "EuropeanDigitalCredential");
	ck_assert_str_eq(class_at(doc, "/issuer"), "Organisation");
	ck_assert_str_eq(class_at(doc, "/issuer/location"), "Location");
	ck_assert_str_eq(class_at(doc, "/issuer/location/address/0/0"), "Address");
	ck_assert_str_eq(class_at(doc, "/displayParameter"), "DisplayParameter");
	ck_assert_str_eq(class_at(doc, "/evidence"), "Evidence");
	ck_assert_str_eq(class_at(doc, "/credentialSubject"), "");            /* one of three */
	ck_assert_str_eq(class_at(doc, "/credentialSubject/hasClaim"), "LearningActivity");
	ck_assert_str_eq(class_at(doc, "/credentialSubject/hasClaim/temporal"), "PeriodOfTime");
	ck_assert_str_eq(class_at(doc, "/credentialSubject/hasClaim/specifiedBy"),
	                 ""); /* typed, but unknown */
	ck_assert_str_eq(class_at(doc, "/credentialSubject/hasClaim/title"), "");
	ck_assert_str_eq(class_at(doc, "/credentialSubject/hasClaim/foo"), "");
	ck_assert_str_eq(class_at(doc, "/identifier/0"), "");
	ck_assert_str_eq(class_at(doc, "/identifier/1"), "LegalIdentifier");
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

START_TEST(types_are_found_by_term_and_iri)
{
	static const struct {
		const char *text;
		unsigned cls;
	} cases[] = {
		{ "Person", elm_c_Person },
		{ "elm:Person", elm_c_Person },
		{ "http://data.europa.eu/snb/model/elm/Person", elm_c_Person },
		{ "Concept", elm_c_Concept },
		{ "skos:Concept", elm_c_Concept },
		{ "elm:Concept", 0 },
		{ "http://www.w3.org/2004/02/skos/core#ConceptScheme", elm_c_ConceptScheme },
		{ "dc:Location", elm_c_Location },
		{ "elm:Location", 0 },
		{ "locn:Geometry", elm_c_Geometry },
		{ "cred:VerifiableCredential", elm_c_VerifiableCredential },
		{ "person", 0 },
		{ "", 0 },
		{ "dc:Person", 0 },
		{ "http://purl.org/dc/terms/", 0 },
		{ "elm:", 0 },
		{ ":", 0 },
		{ "urn:x:y", 0 },
		{ "elm://Person", 0 },
	};
	edu_elm_types types;
	edu_elm_types_open(&types);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		ck_assert_msg(edu_elm_types_find(&types, cases[i].text, strlen(cases[i].text)) ==
		                      cases[i].cls,
		              "%s", cases[i].text);
	for (unsigned c = 1; c < elm_schema.class_count; c++) {
		const char *term = elm_schema.classes[c].term;
		if (term) ck_assert_uint_eq(edu_elm_types_find(&types, term, strlen(term)), c);
	}
}
END_TEST

START_TEST(names_written_as_iris_stand_for_terms)
{
	static const char text[] =
		CREDENTIAL("\"@id\":\"urn:a\",\"elm:displayParameter\":{},\"http://purl.org/dc/terms/"
	                   "title\":1,\"dc:type\":2,"
	                   "\"http://data.europa.eu/snb/model/elm/"
	                   "ISCEDFCode\":3,\"elm:subject\":4,\"dc:subject\":5,\"urn:x\":6,"
	                   "\"http://data.europa.eu/m8g/"
	                   "latitude\":7,\"clv:latitude\":8,\"elm:nothing\":9,\"elm:defaultLanguage\":10,"
	                   "\"http://data.europa.eu/snb/model/elm/defaultLanguage\":11");
	static const struct {
		const char *key;
		unsigned name;
	} cases[] = {
		{ "@id", elm_n_id },
		{ "elm:displayParameter", elm_n_displayParameter },
		{ "http://purl.org/dc/terms/title", elm_n_title },
		{ "dc:type", elm_n_dcType },
		{ "http://data.europa.eu/snb/model/elm/ISCEDFCode", elm_n_thematicArea },
		{ "elm:subject", elm_n_elmSubject },
		{ "dc:subject", elm_n_subject },
		{ "urn:x", 0 },
		{ "http://data.europa.eu/m8g/latitude", elm_n_latitude },
		{ "clv:latitude", 0 },
		{ "elm:nothing", 0 },
		{ "elm:defaultLanguage", elm_n_elm_defaultLanguage },
		{ "http://data.europa.eu/snb/model/elm/defaultLanguage", elm_n_elm_defaultLanguage },
	};
	edu_context *ctx = new_context();
	edu_document *doc = read_text(ctx, text, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const edu_node n = edu_node_child(edu_document_root(doc), cases[i].key);
		ck_assert_uint_eq(edu_tree_known(&doc->tree, doc->tree.items[n.ref].name), cases[i].name);
		ck_assert_str_eq(edu_node_name(n), cases[i].key);
	}
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

/* Of the property at a path, as "language:text text …" and node ids in < >. */
static const char *values_of(edu_elm_values *v, edu_elm_number node, edu_name property)
{
	static char out[2000];
	size_t length = 0;
	out[0] = '\0';
	ck_assert_int_eq(edu_elm_values_get(v, node, property), 0);
	for (size_t i = 0; i < v->count; i++) {
		const edu_elm_value *value = &v->values[i];
		const edu_elm_node *to = &v->nodes->nodes[value->node];
		if (value->kind == EDU_ELM_BROKEN)
			length += (size_t)snprintf(out + length, sizeof out - length, "broken ");
		else if (value->kind == EDU_ELM_NODE_VALUE)
			length += (size_t)snprintf(out + length, sizeof out - length, "<%s> ",
			                           to->id        ? to->id
			                           : value->node ? "_"
			                                         : "?");
		else
			length += (size_t)snprintf(
				out + length, sizeof out - length, "%.*s%s%.*s ", (int)value->language_length,
				value->language ? value->language : "", value->language ? ":" : "",
				(int)value->length, value->text);
	}
	return out;
}

static const char graph_text[] = CREDENTIAL(
	"\"id\":\"urn:c\",\"issuer\":{\"id\":\"urn:o\",\"type\":\"Organisation\"},"
	"\"credentialSubject\":{\"id\":\"urn:p\",\"type\":\"Person\","
	"\"memberOf\":[\"urn:o\",{\"id\":\"urn:o\",\"legalName\":{\"en\":\"A\",\"DE\":[\"B\",\"C\"],\"fr\":"
        "null}},[[\"urn:gone\",null],{}]],"
	"\"groupMemberOf\":{\"@id\":\"elm:group\",\"prefLabel\":\"plain\"},"
	"\"hasClaim\":{\"id\":\"urn:o\",\"legalName\":[{\"EN\":\"A\",\"de\":\"C\",\"@none\":\"D\",\"\":\"E\","
        "\"it\":[1,{}]},"
	"{\"@value\":\"F\",\"@language\":\"es\"},\"G\"],\"type\":[\"Agent\",\"What\"],\"issued\":\"x\","
	"\"notation\":[1,1.0,true,\"1\",null,[],{\"@value\":1}]},"
	"\"dateModified\":\"x\",\"location\":\"relative\",\"placeOfBirth\":{\"id\":\"rel ative\"},"
	"\"unknown\":{\"id\":\"urn:hidden\"},\"contactPoint\":\"http://data.europa.eu/snb/model/elm/"
        "group\"}");

START_TEST(nodes_are_found_with_all_their_occurrences)
{
	edu_context *ctx = new_context();
	edu_document *doc = read_text(ctx, graph_text, NULL);
	edu_elm_nodes n;
	ck_assert_int_eq(edu_elm_nodes_open(&n, doc, false), 0);
	const edu_elm_number o = edu_elm_nodes_number(&n, "urn:o", 5);
	ck_assert_uint_ne(o, 0);
	const edu_ref issuer = at(doc, "/issuer"), member = at(doc, "/credentialSubject/memberOf/1");
	const edu_ref claim = at(doc, "/credentialSubject/hasClaim");
	ck_assert_uint_eq(edu_elm_nodes_find(&n, "urn:o", 5), member);
	ck_assert_uint_eq(edu_elm_nodes_full(&n, issuer), member);
	ck_assert_uint_eq(edu_elm_nodes_full(&n, at(doc, "/credentialSubject/memberOf/0")), member);
	ck_assert_uint_eq(edu_elm_nodes_first(&n, claim), issuer);
	ck_assert_uint_eq(edu_elm_nodes_next(&n, issuer), member);
	ck_assert_uint_eq(edu_elm_nodes_next(&n, member), claim);
	ck_assert_uint_eq(edu_elm_nodes_next(&n, claim), 0);
	ck_assert_uint_eq(edu_elm_nodes_number_of(&n, claim), o);
	ck_assert_uint_eq(n.nodes[o].classes, (uint64_t)1 << elm_c_Organisation | (uint64_t)1 << elm_c_Agent);
	/* By IRI, whether written with a prefix or not. */
	ck_assert_uint_eq(edu_elm_nodes_find(&n, "elm:group", 9),
	                  at(doc, "/credentialSubject/groupMemberOf"));
	ck_assert_uint_eq(edu_elm_nodes_full(&n, at(doc, "/credentialSubject/contactPoint")),
	                  at(doc, "/credentialSubject/groupMemberOf"));
	ck_assert_uint_eq(edu_elm_nodes_find(&n, "urn:hidden", 10), 0);
	ck_assert_uint_eq(edu_elm_nodes_find(&n, "urn:gone", 8), 0);
	ck_assert_uint_eq(edu_elm_nodes_full(&n, at(doc, "/type")), 0);
	/* A node without id is one by itself. */
	const edu_elm_number blank = edu_elm_nodes_number_of(&n, at(doc, "/credentialSubject/memberOf/2/1"));
	ck_assert_uint_ne(blank, 0);
	ck_assert_ptr_null(n.nodes[blank].id);
	edu_elm_nodes_close(&n);
	edu_elm_nodes_close(&n);
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

START_TEST(values_are_merged_and_counted_once)
{
	edu_context *ctx = new_context();
	edu_document *doc = read_text(ctx, graph_text, NULL);
	edu_elm_nodes n;
	edu_elm_values v;
	ck_assert_int_eq(edu_elm_nodes_open(&n, doc, false), 0);
	edu_elm_values_open(&v, &n);
	const edu_elm_number o = edu_elm_nodes_number(&n, "urn:o", 5),
			     p = edu_elm_nodes_number(&n, "urn:p", 5);
	ck_assert_str_eq(values_of(&v, o, elm_n_legalName), "en:A DE:B DE:C D E broken broken es:F G ");
	ck_assert_str_eq(values_of(&v, p, elm_n_memberOf), "<urn:o> <?> <_> ");
	ck_assert_str_eq(values_of(&v, o, elm_n_notation), "1 1.0 true ");
	ck_assert_str_eq(values_of(&v, o, elm_n_title), "");
	ck_assert_str_eq(values_of(&v, p, elm_n_dateModified), "x ");
	ck_assert_str_eq(values_of(&v, p, elm_n_location), "<?> ");
	ck_assert_str_eq(values_of(&v, p, elm_n_placeOfBirth), "<rel ative> ");
	ck_assert_str_eq(values_of(&v, o, elm_n_issued), "x ");
	edu_elm_values_close(&v);
	edu_elm_nodes_close(&n);
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

START_TEST(rdf_loses_what_json_keeps)
{
	edu_context *ctx = new_context();
	edu_document *doc = read_text(ctx, graph_text, NULL);
	edu_elm_nodes n;
	edu_elm_values v;
	ck_assert_int_eq(edu_elm_nodes_open(&n, doc, true), 0);
	edu_elm_values_open(&v, &n);
	const edu_elm_number o = edu_elm_nodes_number(&n, "urn:o", 5),
			     p = edu_elm_nodes_number(&n, "urn:p", 5);
	ck_assert_str_eq(values_of(&v, p, elm_n_location), "");
	ck_assert_str_eq(values_of(&v, p, elm_n_placeOfBirth), "");
	ck_assert_str_eq(values_of(&v, o, elm_n_issued), "");
	ck_assert_str_eq(values_of(&v, edu_elm_nodes_number(&n, "urn:c", 5), elm_n_issuer), "<urn:o> ");
	edu_elm_values_close(&v);
	edu_elm_nodes_close(&n);
	edu_document_free(doc);
	edu_context_free(ctx);
}
END_TEST

START_TEST(many_values_are_counted_once_too)
{
	enum { MANY = 3000 };
	edu_context *ctx = new_context();
	edu_buffer b = EDU_BUFFER_INIT;
	edu_elm_nodes n;
	edu_elm_values v;
	edu_buffer_open(&b, NULL);
	ck_assert_int_eq(edu_buffer_addf(&b, "{" CONTEXT "," TYPE ",\"id\":\"urn:c\",\"evidence\":["), 0);
	for (int i = 0; i < MANY; i++)
		ck_assert_int_eq(edu_buffer_addf(&b, "%s\"urn:e:%d\",{\"id\":\"urn:n:%d\"}", i ? "," : "",
		                                 i % 1000, i % 500),
		                 0);
	ck_assert_int_eq(edu_buffer_addf(&b, "]}"), 0);
	edu_document *doc = read_text(ctx, b.data, NULL);
	ck_assert_int_eq(edu_elm_nodes_open(&n, doc, true), 0);
	edu_elm_values_open(&v, &n);
	for (int again = 0; again < 2; again++) {
		ck_assert_int_eq(edu_elm_values_get(&v, edu_elm_nodes_number(&n, "urn:c", 5), elm_n_evidence),
		                 0);
		ck_assert_uint_eq(v.count, 1500);
		ck_assert_int_eq(edu_elm_values_get(&v, edu_elm_nodes_number(&n, "urn:c", 5), elm_n_issuer),
		                 0);
		ck_assert_uint_eq(v.count, 0);
	}
	edu_elm_values_close(&v);
	edu_elm_nodes_close(&n);
	edu_document_free(doc);
	edu_buffer_free(&b);
	edu_context_free(ctx);
}
END_TEST

START_TEST(near_misses_are_named)
{
	static const char *const cases[][2] = {
		{ "contentUrl", "contentURL" },
		{ "CONTENTURL", "contentURL" },
		{ "eIDAS\xCE\x99"
		  "dentifier",
		  "eIDASIdentifier" },
		{ "legalname", "legalName" },
		{ "tilte", "" },
		{ "titel", "" },
		{ "titl", "title" },
		{ "titles", "title" },
		{ "awardingBody2", "awardingBody" },
		{ "hasClaims", "hasClaim" },
		{ "nationalId", "nationalID" },
		{ "somethingElse", "" },
		{ "x", "" },
		{ "", "" },
		{ "context", "content" },
		{ "defaultLanguage", "" },
		{ "aVeryLongNameThatIsLongerThanAnyOfTheNamesOfTheTables", "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const edu_name name = edu_elm_nearest(cases[i][0], strlen(cases[i][0]));
		/* Two letters that changed places are two changes: too many for a short name. */
		ck_assert_str_eq(name ? elm_schema.names.names[name] : "", cases[i][1]);
	}
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_test(tc, shapes_are_told_apart);
	tcase_add_test(tc, leniency_reads_by_name);
	tcase_add_test(tc, classes_come_from_type_or_from_the_property);
	tcase_add_test(tc, types_are_found_by_term_and_iri);
	tcase_add_test(tc, names_written_as_iris_stand_for_terms);
	tcase_add_test(tc, nodes_are_found_with_all_their_occurrences);
	tcase_add_test(tc, values_are_merged_and_counted_once);
	tcase_add_test(tc, rdf_loses_what_json_keeps);
	tcase_add_test(tc, many_values_are_counted_once_too);
	tcase_add_test(tc, near_misses_are_named);
}

int main(void)
{
	return run_tests("elm", add_tests);
}
