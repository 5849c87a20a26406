/*
 * Privacy: what is given back to the allocator holds no secret; every byte of a container changed in three
 * ways; memory that runs out.
 */
#include "support.h"

#include <edu/privacy.h>

#include "base/fail.h"
#include "base/memory.h"
#include "crypto/base64.h"
#include "crypto/base64url.h"
#include "crypto/key.h"
#include "privacy/pseudonym.h"

#define SECRET "The seed of a test is no secret!" /* 32 bytes */
#define PASSWORD "a password that nobody guesses"
#define PLAIN "{\"name\": \"a text that only one may read, and long enough to be found\"}"

static const unsigned char pkcs8_head[2][16] = {
	{ 0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20 },
	{ 0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x6e, 0x04, 0x22, 0x04, 0x20 },
};

/* ---- an allocator that looks at what it gets back ---- */

typedef struct watcher {
	char *seen; /* all that was given back, block behind block */
	size_t length;
	size_t live;
} watcher;

static void *watched_allocate(void *state, size_t size)
{
	watcher *w = state;
	w->live += size;
	return calloc(1, size ? size : 1);
}

static void watched_release(void *state, void *block, size_t size)
{
	watcher *w = state;
	w->seen = realloc(w->seen, w->length + size + 1);
	memcpy(w->seen + w->length, block, size);
	/* No secret may seem to stand where two blocks meet. */
	w->seen[w->length + size] = '\0';
	w->length += size + 1;
	w->live -= size;
	free(block);
}

static void *watched_resize(void *state, void *block, size_t old_size, size_t size)
{
	void *moved = watched_allocate(state, size);
	memcpy(moved, block, old_size < size ? old_size : size);
	watched_release(state, block, old_size);
	return moved;
}

static watcher watch;
static edu_context *ctx;
static edu_error err;

static void set_up(void)
{
	const edu_allocator a = { watched_allocate, watched_resize, watched_release, &watch };
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;

	watch = (watcher){ 0 };
	err = (edu_error)EDU_ERROR_INIT;
	o.allocator = &a;
	ck_assert_int_eq(edu_context_new(&ctx, &o, &err), 0);
}

static void tear_down(void)
{
	edu_context_free(ctx);
	ck_assert_uint_eq(watch.live, 0);
	free(watch.seen);
}

static int was_left(const void *secret, size_t length)
{
	for (size_t i = 0; i + length <= watch.length; i++)
		if (!memcmp(watch.seen + i, secret, length)) return 1;
	return 0;
}

static void check_nothing_left(const char *what)
{
	char base64[64];
	edu_buffer b;

	ck_assert_msg(!was_left(SECRET, 16) && !was_left(SECRET + 16, 16), "%s: the key's bytes", what);
	ck_assert_msg(!was_left(PASSWORD, 12), "%s: the password", what);
	edu_buffer_open(&b, NULL);
	ck_assert_int_eq(edu_base64url_encode(&b, SECRET, 32), 0);
	snprintf(base64, sizeof base64, "%s", b.data);
	edu_buffer_free(&b);
	ck_assert_msg(!was_left(base64, 20), "%s: the key in base64url", what);
}

static edu_buffer pkcs8(int agreement)
{
	edu_buffer b;
	edu_buffer_open(&b, NULL);
	ck_assert_int_eq(edu_buffer_add(&b, pkcs8_head[agreement], 16), 0);
	ck_assert_int_eq(edu_buffer_add(&b, SECRET, 32), 0);
	return b;
}

static edu_buffer pem(int agreement)
{
	edu_buffer der = pkcs8(agreement), b;
	edu_buffer_open(&b, NULL);
	ck_assert_int_eq(edu_buffer_addf(&b, "-----BEGIN PRIVATE KEY-----\n"), 0);
	ck_assert_int_eq(edu_base64_encode(&b, der.data, der.length), 0);
	ck_assert_int_eq(edu_buffer_addf(&b, "\n-----END PRIVATE KEY-----\n"), 0);
	edu_buffer_free(&der);
	return b;
}

/* The key with its public part, as others have it. */
static edu_buffer public_key(int agreement)
{
	edu_buffer der = pkcs8(agreement), jwk = EDU_BUFFER_INIT;
	edu_signer *signer;
	edu_context *plain = new_context();

	ck_assert_int_eq(edu_signer_new(&signer, plain, NULL), 0);
	ck_assert_int_eq(edu_signer_add(signer, der.data, der.length, NULL, NULL), 0);
	ck_assert_int_eq(edu_signer_public(&jwk, signer, "jwk", NULL), 0);
	edu_signer_free(signer);
	edu_context_free(plain);
	edu_buffer_free(&der);
	return jwk;
}

static edu_buffer private_jwk(int agreement)
{
	edu_buffer jwk = public_key(agreement);

	jwk.length--;
	ck_assert_int_eq(edu_buffer_addf(&jwk, ",\"d\":\""), 0);
	ck_assert_int_eq(edu_base64url_encode(&jwk, SECRET, 32), 0);
	ck_assert_int_eq(edu_buffer_addf(&jwk, "\"}"), 0);
	return jwk;
}

/* ---- keys ---- */

static void sign_with(const void *key, size_t length, const char *password)
{
	const edu_sign_options o = EDU_SIGN_OPTIONS_INIT;
	edu_buffer signed_ = EDU_BUFFER_INIT;
	edu_signer *signer;

	ck_assert_int_eq(edu_signer_new(&signer, ctx, &err), 0);
	const int rc = edu_signer_add(signer, key, length, password, &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	ck_assert_int_eq(edu_sign(&signed_, ctx, PLAIN, strlen(PLAIN), signer, &o, &err), 0);
	edu_buffer_free(&signed_);
	edu_signer_free(signer);
}

START_TEST(keys_that_were_read_leave_nothing)
{
	edu_buffer dresses[] = { pkcs8(0), pem(0), private_jwk(0) };

	sign_with(SECRET, 32, NULL);
	check_nothing_left("32 bytes");
	for (size_t i = 0; i < 3; i++) {
		sign_with(dresses[i].data, dresses[i].length, NULL);
		check_nothing_left(i == 0 ? "DER" : i == 1 ? "PEM" : "JWK");
		edu_buffer_free(&dresses[i]);
	}
	ck_assert_uint_gt(watch.length, 1000);
}
END_TEST

/* What can't be used was read, too. */
START_TEST(keys_that_are_refused_leave_nothing)
{
	edu_buffer jwk = private_jwk(0), cut = pem(0);
	edu_signer *signer;

	ck_assert_int_eq(edu_signer_new(&signer, ctx, &err), 0);
	jwk.data[jwk.length - 1] = ' ';
	ck_assert_int_lt(edu_signer_add(signer, jwk.data, jwk.length, NULL, &err), 0);
	cut.data[60] = '!';
	ck_assert_int_lt(edu_signer_add(signer, cut.data, cut.length, NULL, &err), 0);
	edu_signer_free(signer);
	check_nothing_left("refused");
	edu_buffer_free(&jwk);
	edu_buffer_free(&cut);
}
END_TEST

/* A new key is not known beforehand: what was given back is looked at afterwards. */
START_TEST(keys_that_are_made_leave_nothing)
{
	static const char *const types[] = { "Ed25519", "X25519" };
	edu_buffer made = EDU_BUFFER_INIT;

	ck_assert_int_eq(edu_key_make(&made, NULL, ctx, types[_i], NULL, &err), 0);
	const char *body = strchr(made.data, '\n') + 1;
	char secret[33];
	/* Behind PKCS#8's head, which takes 21 characters of base64. */
	memcpy(secret, body + 24, 32);
	ck_assert(!was_left(secret, 32));
	edu_buffer_wipe(&made);
	ck_assert(!was_left(secret, 32));
}
END_TEST

START_TEST(key_files_leave_neither_key_nor_password)
{
	edu_buffer made = EDU_BUFFER_INIT;

	ck_assert_int_eq(edu_key_make(&made, NULL, ctx, "Ed25519", PASSWORD, &err), 0);
	sign_with(made.data, made.length, PASSWORD);
	check_nothing_left("a key file");
	edu_buffer_free(&made);
}
END_TEST

/* ---- containers ---- */

static edu_buffer boxed(void)
{
	edu_buffer jwk = public_key(1), box = EDU_BUFFER_INIT;
	ck_assert_int_eq(edu_encrypt(&box, ctx, PLAIN, strlen(PLAIN), jwk.data, jwk.length, &err), 0);
	edu_buffer_free(&jwk);
	return box;
}

START_TEST(decrypted_bytes_leave_nothing)
{
	edu_buffer box = boxed(), keys[] = { pkcs8(1), pem(1), private_jwk(1) }, plain = EDU_BUFFER_INIT;

	for (size_t i = 0; i < 3; i++) {
		ck_assert_int_eq(edu_decrypt(&plain, ctx, box.data, box.length, keys[i].data, keys[i].length,
		                             NULL, &err),
		                 0);
		ck_assert_uint_eq(plain.length, strlen(PLAIN));
		ck_assert_str_eq(plain.data, PLAIN);
		edu_buffer_wipe(&plain);
	}
	box.data[box.length - 1] ^= 1;
	ck_assert_int_eq(
		edu_decrypt(&plain, ctx, box.data, box.length, keys[0].data, keys[0].length, NULL, &err),
		EDU_EINVALID);
	ck_assert_ptr_null(plain.data);
	check_nothing_left("decrypting");
	ck_assert(!was_left(PLAIN, 24));
	for (size_t i = 0; i < 3; i++) edu_buffer_free(&keys[i]);
	edu_buffer_free(&box);
}
END_TEST

START_TEST(every_byte_of_a_container_changed_three_ways)
{
	edu_buffer box = boxed(), key = pkcs8(1), plain = EDU_BUFFER_INIT;
	char *changed = malloc(box.length + 1);

	for (size_t at = 0; at < box.length; at++)
		for (int way = 0; way < 3; way++) {
			const size_t length = box.length + (way == 1) - (way == 2);
			memcpy(changed, box.data, at);
			memcpy(changed + at + (way == 1), box.data + at + (way == 2),
			       box.length - at - (way == 2));
			if (way == 0) changed[at] ^= 0x20;
			if (way == 1) changed[at] = 0;
			/* A zero that is put in front of one changes nothing. */
			if (length == box.length + 1 && !memcmp(changed, box.data, box.length)) continue;
			ck_assert_int_lt(
				edu_decrypt(&plain, ctx, changed, length, key.data, key.length, NULL, &err),
				0);
			ck_assert_ptr_null(plain.data);
			ck_assert_msg(!strncmp(err.rule, "encrypt/", 8), "byte %zu: %s", at, err.rule);
		}
	free(changed);
	edu_buffer_free(&key);
	edu_buffer_free(&box);
}
END_TEST

START_TEST(sizes_are_bounded_by_the_context)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_buffer jwk = public_key(1), box = EDU_BUFFER_INIT;
	edu_context *small;

	static const char zeros[201];

	o.limits.bytes = 200;
	ck_assert_int_eq(edu_context_new(&small, &o, &err), 0);
	ck_assert_int_eq(edu_encrypt(&box, small, zeros, 201, jwk.data, jwk.length, &err), EDU_ELIMIT);
	ck_assert_int_eq(edu_encrypt(&box, small, zeros, 200, jwk.data, jwk.length, &err), 0);
	edu_buffer_free(&box);
	edu_context_free(small);
	edu_buffer_free(&jwk);
}
END_TEST

static int box_and_open(const edu_allocator *a, const void *state)
{
	edu_buffer jwk = public_key(1), key = pkcs8(1), box = EDU_BUFFER_INIT, plain = EDU_BUFFER_INIT;
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *c = NULL;

	o.allocator = a;
	int rc = edu_context_new(&c, &o, NULL);
	if (rc == 0) rc = edu_encrypt(&box, c, PLAIN, strlen(PLAIN), jwk.data, jwk.length, NULL);
	if (rc == 0) rc = edu_decrypt(&plain, c, box.data, box.length, key.data, key.length, NULL, NULL);
	edu_buffer_wipe(&plain);
	edu_buffer_free(&box);
	edu_buffer_free(&jwk);
	edu_buffer_free(&key);
	edu_context_free(c);
	return rc;
}

START_TEST(memory_that_runs_out_in_containers)
{
	ck_assert_uint_gt(refuse_each_request(box_and_open, NULL, 0), 10);
}
END_TEST

/* ---- redactions ---- */

static const char policy[] = "{\"otherwise\":\"keep\",\"ids\":\"pseudonym\",\"remove\":[\"Person\"],"
                             "\"pseudonym\":[\"Person.identifier\"]}";

static int redact_in(const edu_context *c, const char *file, const char *text, edu_error *e)
{
	const edu_redact_options o = { EDU_REDACT_OPTIONS_VERSION, SECRET, 32, "somebody" };
	edu_document *source = NULL, *made = NULL;
	edu_ledger *ledger = NULL;
	edu_buffer out = EDU_BUFFER_INIT;
	size_t length;
	char *data = file_bytes(source_path(file), &length);

	int rc = edu_document_read(&source, c, data, length, NULL, e);
	if (rc == 0) rc = edu_redact(&made, source, text, strlen(text), &o, &ledger, e);
	if (rc < 0) ck_assert_ptr_null(made);
	if (rc == 0) rc = edu_ledger_write(ledger, &out, e);
	if (rc == 0) rc = edu_document_write(made, &out, NULL, e);
	edu_buffer_free(&out);
	edu_ledger_free(ledger);
	edu_document_free(made);
	edu_document_free(source);
	free(data);
	return rc;
}

static const char *const files[] = { "tests/corpus/elmo/valid/minimal.xml",
	                             "tests/corpus/elm/valid/plain.jsonld",
	                             "tests/corpus/ooapi/valid/association-5.json" };

START_TEST(redacting_leaves_no_key)
{
	const int rc = redact_in(ctx, files[_i], policy, &err);
	ck_assert_msg(rc == 0, "%s: %s", files[_i], err.message);
	check_nothing_left(files[_i]);
}
END_TEST

/* A document of the core has nodes that stand in one place and are named in others. */
START_TEST(documents_of_the_core_are_redacted)
{
	static const char keeps[] = "{\"otherwise\":\"keep\",\"remove\":[\"Person\",\"Assessment.awardedBy\"]}";
	edu_document *source, *core, *made, *elm;
	edu_ledger *ledger;
	edu_buffer out = EDU_BUFFER_INIT;
	size_t length;
	char *data = file_bytes(source_path(files[1]), &length);

	ck_assert_int_eq(edu_document_read(&source, ctx, data, length, NULL, &err), 0);
	ck_assert_int_eq(edu_convert(&core, source, "core", NULL, NULL, &err), 0);
	const int rc = edu_redact(&made, core, keeps, strlen(keeps), NULL, &ledger, &err);
	ck_assert_msg(rc == 0, "%s", err.message);
	ck_assert_str_eq(edu_document_format(made), "core");
	ck_assert_uint_gt(edu_ledger_count(ledger, EDU_OUTCOME_LOST), 0);
	ck_assert_uint_gt(edu_ledger_count(ledger, EDU_OUTCOME_EXACT), 0);
	ck_assert_int_eq(edu_ledger_write(ledger, &out, &err), 0);
	edu_ledger_free(ledger);
	const edu_achievement a = edu_credential_achievement_first(edu_document_credential(made));
	const edu_assessment result = edu_achievement_assessment_first(a);
	/* The award stays where the achievement names it, and is not named by the result any more. */
	ck_assert_int_eq(edu_node_is_null(edu_achievement_awarded_by(a).node), 0);
	ck_assert_int_ne(edu_node_is_null(edu_assessment_awarded_by(result).node), 0);
	ck_assert_int_eq(edu_convert(&elm, made, "elm", NULL, NULL, &err), 0);
	ck_assert_int_eq(edu_document_write(elm, &out, NULL, &err), 0);
	ck_assert_ptr_nonnull(strstr(out.data, "Snow Physics"));
	ck_assert_ptr_nonnull(strstr(out.data, "Fjellheim College"));
	ck_assert_ptr_null(strstr(out.data, "Signe"));
	ck_assert_ptr_null(strstr(out.data, "1998-05-17"));
	edu_buffer_free(&out);
	edu_document_free(elm);
	edu_document_free(made);
	edu_document_free(core);
	edu_document_free(source);
	free(data);
}
END_TEST

static int redact_with(const edu_allocator *a, const void *state)
{
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_context *c = NULL;

	o.allocator = a;
	int rc = edu_context_new(&c, &o, NULL);
	if (rc == 0) rc = redact_in(c, state, policy, NULL);
	edu_context_free(c);
	return rc;
}

static int redact_core_with(const edu_allocator *a, const void *state)
{
	const edu_document *source = state;
	edu_context_options o = EDU_CONTEXT_OPTIONS_INIT;
	edu_document *read = NULL, *core = NULL, *made = NULL;
	edu_buffer bytes = EDU_BUFFER_INIT;
	edu_context *c = NULL;

	ck_assert_int_eq(edu_document_write(source, &bytes, NULL, NULL), 0);
	o.allocator = a;
	int rc = edu_context_new(&c, &o, NULL);
	if (rc == 0) rc = edu_document_read(&read, c, bytes.data, bytes.length, NULL, NULL);
	if (rc == 0) rc = edu_convert(&core, read, "core", NULL, NULL, NULL);
	if (rc == 0) rc = edu_redact(&made, core, "results-only", 12, NULL, NULL, NULL);
	edu_document_free(made);
	edu_document_free(core);
	edu_document_free(read);
	edu_context_free(c);
	edu_buffer_free(&bytes);
	return rc;
}

START_TEST(memory_that_runs_out_in_the_core)
{
	edu_document *source;
	size_t length;
	char *data = file_bytes(source_path(files[1]), &length);

	ck_assert_int_eq(edu_document_read(&source, ctx, data, length, NULL, &err), 0);
	ck_assert_uint_gt(refuse_each_request(redact_core_with, source, 0), 50);
	edu_document_free(source);
	free(data);
}
END_TEST

/* Of XML the reading has tests of its own: libxml2 allocates by itself. */
START_TEST(memory_that_runs_out_in_redactions)
{
	ck_assert_uint_gt(refuse_each_request(redact_with, files[1 + _i], 0), 100);
}
END_TEST

START_TEST(what_comes_out_outlives_the_source)
{
	edu_document *source, *made;
	edu_buffer out = EDU_BUFFER_INIT;
	size_t length;
	char *data = file_bytes(source_path(files[1]), &length);

	ck_assert_int_eq(edu_document_read(&source, ctx, data, length, NULL, &err), 0);
	ck_assert_int_eq(edu_redact(&made, source, "results-only", 12, NULL, NULL, &err), 0);
	edu_document_free(source);
	free(data);
	ck_assert_int_eq(edu_document_write(made, &out, NULL, &err), 0);
	ck_assert_ptr_nonnull(strstr(out.data, "Snow Physics"));
	ck_assert_ptr_null(strstr(out.data, "Signe"));
	edu_buffer_free(&out);
	edu_document_free(made);
}
END_TEST

START_TEST(wrong_calls_are_told)
{
	edu_redact_options future = EDU_REDACT_OPTIONS_INIT;
	edu_document *made = NULL, *empty;

	future.version = EDU_REDACT_OPTIONS_VERSION + 1;
	ck_assert_int_eq(edu_document_new(&empty, ctx, &err), 0);
	ck_assert_int_eq(edu_redact(NULL, empty, policy, strlen(policy), NULL, NULL, &err), EDU_EARG);
	ck_assert_int_eq(edu_redact(&made, NULL, policy, strlen(policy), NULL, NULL, &err), EDU_EARG);
	ck_assert_int_eq(edu_redact(&made, empty, NULL, 0, NULL, NULL, &err), EDU_EARG);
	ck_assert_int_eq(edu_redact(&made, empty, policy, strlen(policy), &future, NULL, &err), EDU_EARG);
	ck_assert_int_eq(edu_redact(&made, empty, policy, strlen(policy), NULL, NULL, &err), EDU_EKEY);
	ck_assert_int_eq(edu_redact(&made, empty, "no such policy", 14, NULL, NULL, &err), EDU_EINVALID);
	edu_document_free(empty);
}
END_TEST

/* ---- pseudonyms ---- */

START_TEST(a_pseudonym_is_a_uuid_of_version_8)
{
	const edu_pseudonym_key key = { SECRET, 32, "somebody" };
	char a[EDU_PSEUDONYM_SIZE], b[EDU_PSEUDONYM_SIZE];

	ck_assert(edu_pseudonym_make(a, &key, "esi", 3, "urn:x", 5));
	ck_assert_int_eq(a[9 + 14], '8');
	ck_assert_ptr_nonnull(strchr("89ab", a[9 + 19]));
	/* Where the scheme ends belongs to what is hashed. */
	ck_assert(edu_pseudonym_make(b, &key, "esiurn", 6, ":x", 2));
	ck_assert_str_ne(a, b);
	edu_pseudonym_count(a, 0x12345678);
	ck_assert_str_eq(a, "urn:uuid:00000000-0000-8000-8000-000012345678");
}
END_TEST

static void add_tests(TCase *tc)
{
	tcase_add_checked_fixture(tc, set_up, tear_down);
	tcase_add_test(tc, keys_that_were_read_leave_nothing);
	tcase_add_test(tc, keys_that_are_refused_leave_nothing);
	tcase_add_loop_test(tc, keys_that_are_made_leave_nothing, 0, 2);
	tcase_add_test(tc, key_files_leave_neither_key_nor_password);
	tcase_add_test(tc, decrypted_bytes_leave_nothing);
	tcase_add_test(tc, every_byte_of_a_container_changed_three_ways);
	tcase_add_test(tc, sizes_are_bounded_by_the_context);
	tcase_add_test(tc, memory_that_runs_out_in_containers);
	tcase_add_loop_test(tc, redacting_leaves_no_key, 0, 3);
	tcase_add_loop_test(tc, memory_that_runs_out_in_redactions, 0, 2);
	tcase_add_test(tc, documents_of_the_core_are_redacted);
	tcase_add_test(tc, memory_that_runs_out_in_the_core);
	tcase_add_test(tc, what_comes_out_outlives_the_source);
	tcase_add_test(tc, wrong_calls_are_told);
	tcase_add_test(tc, a_pseudonym_is_a_uuid_of_version_8);
}

int main(void)
{
	return run_tests("privacy", add_tests);
}
