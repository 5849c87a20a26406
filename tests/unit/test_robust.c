/*
 * Documents that are broken byte by byte, and input made to be too much. Whatever comes in, there is a document that can
 * be checked, converted and written, or one clear error; never a crash, a leak or a hang.
 */
/* mkstemp(), ftruncate(). */
#define _POSIX_C_SOURCE 200809L
#include "support.h"

#include <stdint.h>
#include <unistd.h>

#include "model/compare.h"
#include "model/document.h"

static edu_context *ctx;
static faulty memory;

static void set_up(void)
{
	memory = (faulty){ .countdown = SIZE_MAX };
	const edu_allocator a = faulty_allocator(&memory);
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	o.allocator = &a;
	ck_assert_int_eq(edu_context_new(&ctx, &o, NULL), 0);
}

static void tear_down(void)
{
	edu_context_free(ctx);
	ck_assert_uint_eq(memory.live, 0);
}

/* ---- what may come of anything ---- */

static void check_error(int rc, const edu_error *err, size_t length)
{
	static const int clean[] = { EDU_ESYNTAX, EDU_EFORMAT, EDU_EVERSION, EDU_EUNSUPPORTED, EDU_EINVALID, EDU_ELIMIT };
	int found = 0;
	for (size_t i = 0; i < sizeof clean / sizeof *clean; i++) found |= clean[i] == rc;
	ck_assert_msg(found, "%s: %s", edu_status_name(rc), err->message);
	ck_assert_int_eq(err->code, rc);
	ck_assert(err->message[0] && err->rule[0]);
	ck_assert_uint_le(err->offset, length);
}

/* Written and read again, a document says the same. */
static void check_writing(const edu_document *doc)
{
	edu_error err = EDU_ERROR_INIT;
	edu_buffer b = EDU_BUFFER_INIT;
	edu_document *again;
	int rc = edu_document_write(doc, &b, NULL, &err);
	ck_assert_msg(rc == 0, "written: %s", err.message);
	rc = edu_document_read(&again, ctx, b.data, b.length, NULL, &err);
	ck_assert_msg(rc == 0, "read again: %s %s %s", err.rule, err.path, err.message);
	ck_assert_str_eq(edu_document_format(again), edu_document_format(doc));
	ck_assert_int_eq(edu_tree_compare(&doc->tree, doc->tree.top, &again->tree, again->tree.top, NULL), 0);
	edu_document_free(again);
	edu_buffer_free(&b);
}

static size_t count_leaves(const edu_document *doc)
{
	size_t count = 0;
	for (edu_ref i = edu_tree_next_leaf(&doc->tree, 0); i; i = edu_tree_next_leaf(&doc->tree, i)) count++;
	return count;
}

static void check_conversion(const edu_document *doc, const char *target)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *made;
	edu_ledger *ledger;
	edu_buffer report = EDU_BUFFER_INIT;
	const int rc = edu_convert(&made, doc, target, NULL, &ledger, &err);
	if (rc < 0) {
		check_error(rc, &err, SIZE_MAX);
		ck_assert(!made && !ledger);
		return;
	}
	check_writing(made);
	ck_assert_int_eq(edu_ledger_write(ledger, &report, &err), 0);
	size_t entries = 0;
	for (int o = EDU_OUTCOME_EXACT; o <= EDU_OUTCOME_LOST; o++) entries += edu_ledger_count(ledger, (edu_outcome)o);
	ck_assert_uint_eq(entries, count_leaves(doc));
	edu_buffer_free(&report);
	edu_ledger_free(ledger);
	edu_document_free(made);
}

/* True when it was read. */
static int try(const char *data, size_t length, const char *target)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	edu_findings *findings;
	const size_t live = memory.live;
	const int rc = edu_document_read(&doc, ctx, data, length, NULL, &err);
	if (rc < 0) {
		check_error(rc, &err, length);
		ck_assert_ptr_null(doc);
	} else {
		ck_assert_int_eq(edu_validate(&findings, doc, NULL, &err), 0);
		edu_findings_free(findings);
		check_writing(doc);
		if (target) check_conversion(doc, target);
		edu_document_free(doc);
	}
	ck_assert_uint_eq(memory.live, live);
	return rc == 0;
}

/* ---- every byte ---- */

static const struct { const char *file, *target; } files[] = {
	{ "tests/corpus/elmo/valid/everything-1.7.xml", "elm" },
	{ "tests/corpus/elmo/valid/extension.xml", "elm" },
	{ "tests/corpus/elm/valid/value-objects.jsonld", "elmo" },
	{ "tests/corpus/elm/valid/flat.jsonld", "elmo" },
	{ "tests/corpus/ooapi/valid/course-6.json", "ooapi@5" },
};

START_TEST(cut_anywhere)
{
	size_t length;
	char *data = file_bytes(source_path(files[_i].file), &length), *end;
	size_t last = length;
	while (data[last - 1] == '\n') last--;
	ck_assert(try(data, length, files[_i].target));
	for (size_t n = 0; n < last; n++) {
		/* A block that ends where the input does. */
		end = malloc(n ? n : 1);
		ck_assert_ptr_nonnull(end);
		memcpy(end, data, n);
		ck_assert_msg(!try(end, n, NULL), "%s, cut to %zu bytes, is accepted", files[_i].file, n);
		free(end);
	}
	free(data);
}
END_TEST

START_TEST(changed_anywhere)
{
	size_t length;
	char *data = file_bytes(source_path(files[_i].file), &length);
	for (size_t n = 0; n < length; n++) {
		const char was = data[n];
		const char other[] = { (char)(was ^ 1), (char)(was ^ 0x20), (char)(was ^ 0x80) };
		for (size_t k = 0; k < sizeof other; k++) {
			data[n] = other[k];
			try(data, length, files[_i].target);
		}
		data[n] = was;
	}
	free(data);
}
END_TEST

/* Whole pieces gone, doubled or out of their order. */
START_TEST(pieces_out_of_place)
{
	enum { PIECE = 23 };
	size_t length;
	char *data = file_bytes(source_path(files[_i].file), &length), *other = malloc(length + PIECE);
	ck_assert_ptr_nonnull(other);
	for (size_t n = 0; n + 2 * PIECE <= length; n += 7) {
		memcpy(other, data, n);
		memcpy(other + n, data + n + PIECE, length - n - PIECE);
		try(other, length - PIECE, files[_i].target);
		memcpy(other + n + PIECE, data + n, length - n);
		memcpy(other + n, data + n, PIECE);
		try(other, length + PIECE, files[_i].target);
		memcpy(other, data, length);
		memcpy(other + n, data + n + PIECE, PIECE);
		memcpy(other + n + PIECE, data + n, PIECE);
		try(other, length, files[_i].target);
	}
	free(other);
	free(data);
}
END_TEST

/* ---- too much ---- */

static void refused(const char *data, size_t length, int code)
{
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	const int rc = edu_document_read(&doc, ctx, data, length, NULL, &err);
	ck_assert_msg(rc == code, "%s instead of %s: %s", edu_status_name(rc), edu_status_name(code), err.message);
	check_error(rc, &err, length);
}

static char *repeated(const char *begin, const char *piece, size_t times, const char *end, size_t *length)
{
	const size_t n = strlen(piece);
	*length = strlen(begin) + times * n + strlen(end);
	char *data = malloc(*length + 1), *p = data;
	ck_assert_ptr_nonnull(data);
	p = memcpy(p, begin, strlen(begin));
	p += strlen(begin);
	for (size_t i = 0; i < times; i++) p = (char *)memcpy(p, piece, n) + n;
	memcpy(p, end, strlen(end) + 1);
	return data;
}

START_TEST(deep_nesting)
{
	static const struct { const char *begin, *piece; } deep[] = {
		{ "", "[" }, { "", "{\"a\":" }, { "", "<a>" },
		{ "<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\">", "<extension>" },
		{ "{\"@context\":[\"https://www.w3.org/2018/credentials/v1\"],\"credentialSubject\":", "{\"hasClaim\":" },
	};
	size_t length;
	char *data = repeated(deep[_i].begin, deep[_i].piece, 100000, "", &length);
	refused(data, length, EDU_ELIMIT);
	free(data);
}
END_TEST

START_TEST(entity_bomb)
{
	static const char bomb[] =
		"<!DOCTYPE elmo [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
		"<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
		"<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\">&d;</elmo>";
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	ck_assert_int_eq(edu_document_read(&doc, ctx, bomb, sizeof bomb - 1, NULL, &err), EDU_EUNSUPPORTED);
	ck_assert_str_eq(err.rule, "xml/doctype");
}
END_TEST

/* A file of a gigabyte takes no room as long as it holds nothing. */
START_TEST(a_gigabyte)
{
	char path[] = "/tmp/edu-robust-XXXXXX";
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	const int fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(ftruncate(fd, (off_t)1 << 30), 0);
	close(fd);
	ck_assert_int_eq(edu_document_read_file(&doc, ctx, path, NULL, &err), EDU_ELIMIT);
	check_error(EDU_ELIMIT, &err, 0);
	unlink(path);
}
END_TEST

START_TEST(white_space_without_end)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *small;
	edu_document *doc;
	size_t length;
	char *data = repeated("", "                ", 1 << 20, "", &length);
	refused(data, length, EDU_EFORMAT);
	memcpy(data, "<elmo>", 6);
	refused(data, length, EDU_ESYNTAX);
	memcpy(data, "{\"a\": ", 6);
	refused(data, length, EDU_ESYNTAX);
	o.limits.bytes = length - 1;
	ck_assert_int_eq(edu_context_new(&small, &o, NULL), 0);
	ck_assert_int_eq(edu_document_read(&doc, small, data, length, NULL, NULL), EDU_ELIMIT);
	edu_context_free(small);
	free(data);
}
END_TEST

/* ---- numbers ---- */

static char *with_number(const char *number)
{
	size_t length;
	char *data = file_bytes(source_path("tests/corpus/elm/valid/plain.jsonld"), &length);
	static const char place[] = "\"percentageLower\": ";
	char *at = strstr(data, place);
	ck_assert_ptr_nonnull(at);
	at += sizeof place - 1;
	const size_t head = (size_t)(at - data), old = strspn(at, "0123456789");
	char *made = malloc(length + strlen(number) + 1);
	ck_assert_ptr_nonnull(made);
	sprintf(made, "%.*s%s%s", (int)head, data, number, at + old);
	free(data);
	return made;
}

/* A number is as it was, or it is not there: what of it arrives in the other format is its own text. */
START_TEST(numbers_are_never_changed)
{
	size_t length;
	char *digits = repeated("1", "0123456789", 1000, "7", &length);
	const char *const numbers[] = { "1e999", "-1e-999", "0.1e+0000000000000000000001", digits, "50.000000000000000000001" };
	const char *number = numbers[_i];
	char *data = with_number(number);
	edu_document *doc, *made;
	edu_ledger *ledger;
	edu_buffer b = EDU_BUFFER_INIT;
	ck_assert_int_eq(edu_document_read(&doc, ctx, data, strlen(data), NULL, NULL), 0);
	ck_assert_int_eq(edu_document_write(doc, &b, NULL, NULL), 0);
	ck_assert_ptr_nonnull(strstr(b.data, number));
	ck_assert(try(data, strlen(data), "elmo"));
	ck_assert_int_eq(edu_convert(&made, doc, "elmo", NULL, &ledger, NULL), 0);
	ck_assert_int_eq(edu_document_write(made, &b, NULL, NULL), 0);
	const char *lower = strstr(b.data, "<percentageLower>");
	if (lower) ck_assert_int_eq(strncmp(lower + 17, number, strlen(number)), 0);
	edu_buffer_free(&b);
	edu_ledger_free(ledger);
	edu_document_free(made);
	edu_document_free(doc);
	free(data);
	free(digits);
}
END_TEST

/* ---- many of one kind: what costs a look at all the others for each of them would not end ---- */

static const struct { const char *begin, *piece, *end, *target; } many[] = {
	{ "<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"><learner><givenNames>A</givenNames></learner>"
	  "<report><learningOpportunitySpecification>",
	  "<title xml:lang=\"en\">n</title>", "</learningOpportunitySpecification></report></elmo>", "elm" },
	{ "<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"><learner>",
	  "<identifier type=\"local\">n</identifier>", "</learner><report/></elmo>", "elm" },
	{ "<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"><learner/>", "<report/>", "</elmo>", "elm" },
	{ "<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"><learner/><report>",
	  "<gradingScheme localId=\"n\"><description>n</description></gradingScheme>", "</report></elmo>", "elm" },
	{ "<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\"><learner/><report/><groups>",
	  "<groupType id=\"n\"><group id=\"n\"/></groupType>", "</groups></elmo>", "elm" },
};

/* Each n becomes another number. */
static char *numbered(const char *begin, const char *piece, size_t times, const char *end)
{
	char *data = malloc(strlen(begin) + times * (strlen(piece) + 16) + strlen(end) + 1), *p = data;
	ck_assert_ptr_nonnull(data);
	p += sprintf(p, "%s", begin);
	for (size_t i = 0; i < times; i++)
		for (const char *s = piece; *s; s++) {
			const int number = *s == 'n' && (s[-1] == '>' || s[-1] == '"') && (s[1] == '<' || s[1] == '"');
			if (number) p += sprintf(p, "n%zu", i);
			else *p++ = *s;
		}
	strcpy(p, end);
	return data;
}

START_TEST(many_of_a_kind)
{
	char *data = numbered(many[_i].begin, many[_i].piece, 20000, many[_i].end);
	ck_assert(try(data, strlen(data), many[_i].target));
	free(data);
}
END_TEST

static void add_tests(TCase *tc)
{
	const int count = (int)(sizeof files / sizeof *files);
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_loop_test(tc, cut_anywhere, 0, count);
	tcase_add_loop_test(tc, changed_anywhere, 0, count);
	tcase_add_loop_test(tc, pieces_out_of_place, 0, count);
	tcase_add_loop_test(tc, deep_nesting, 0, 5);
	tcase_add_test(tc, entity_bomb);
	tcase_add_test(tc, a_gigabyte);
	tcase_add_test(tc, white_space_without_end);
	tcase_add_loop_test(tc, numbers_are_never_changed, 0, 5);
	tcase_add_loop_test(tc, many_of_a_kind, 0, (int)(sizeof many / sizeof *many));
}

int main(void)
{
	return run_tests("robust", add_tests);
}
