/*
 * What several test programs need: contexts, a failing allocator, files, folders of documents.
 */
#ifndef EDU_TESTS_UNIT_SUPPORT_H
#define EDU_TESTS_UNIT_SUPPORT_H

#include <edu.h>

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/*
 * An allocator that counts, refuses where told, and checks that blocks come back with the size they left
 * with.
 */
typedef struct faulty {
	size_t countdown;        /* requests that are still granted */
	int sticky;              /* every later one is refused, too */
	int tripped;
	size_t live;             /* bytes out */
} faulty;

static inline int faulty_refuses(faulty *f)
{
	if (f->tripped && f->sticky) return 1;
	if (f->countdown-- != 0) return 0;
	f->tripped = 1;
	return 1;
}

static inline void *faulty_allocate(void *state, size_t size)
{
	faulty *f = state;
	if (faulty_refuses(f)) return NULL;
	size_t *block = malloc(size + 16);
	if (!block) return NULL;
	*block = size;
	f->live += size;
	memset(block + 2, 0xA5, size);
	return block + 2;
}

static inline void faulty_release(void *state, void *p, size_t size)
{
	faulty *f = state;
	size_t *block = (size_t *)p - 2;
	ck_assert_ptr_nonnull(p);
	ck_assert_uint_eq(*block, size);
	f->live -= size;
	free(block);
}

static inline void *faulty_resize(void *state, void *p, size_t old_size, size_t size)
{
	void *moved = faulty_allocate(state, size);
	if (!moved) return NULL;
	memcpy(moved, p, old_size < size ? old_size : size);
	faulty_release(state, p, old_size);
	return moved;
}

static inline edu_allocator faulty_allocator(faulty *f)
{
	const edu_allocator a = { faulty_allocate, faulty_resize, faulty_release, f };
	return a;
}

/*
 * Run work with an allocator that refuses its n-th request, once or from there on, for every n. A refusal must be
 * told as such and leak nothing; one alone may be got over, as when a block should only have shrunk. Without any
 * the result is `expected`. Returns how many requests there are.
 */
static inline size_t refuse_each_request(int (*work)(const edu_allocator *a, const void *state), const void *state, int expected)
{
	size_t n = 0;
	for (int sticky = 0; sticky < 2; sticky++)
		for (n = 0;; n++) {
			faulty f = { .countdown = n, .sticky = sticky };
			const edu_allocator a = faulty_allocator(&f);
			const int rc = work(&a, state);
			ck_assert_uint_eq(f.live, 0);
			if (!f.tripped) {
				ck_assert_int_eq(rc, expected);
				break;
			}
			ck_assert_msg(rc == EDU_ENOMEM || (rc == expected && !sticky), "request %zu: %d", n, rc);
		}
	return n;
}

static inline edu_context *new_context(void)
{
	edu_context *ctx;
	edu_error err = EDU_ERROR_INIT;
	ck_assert_int_eq(edu_context_new(&ctx, NULL, &err), 0);
	return ctx;
}

/* A path below the checkout, or below its neighbour `shared`; good until the next but three. */
static inline const char *path_below(const char *variable, const char *otherwise, const char *rest)
{
	static char paths[4][1024];
	static int turn;
	char *path = paths[turn++ % 4];
	const char *root = getenv(variable);
	const int n = snprintf(path, sizeof paths[0], "%s/%s", root ? root : otherwise, rest);
	ck_assert_int_lt(n, (int)sizeof paths[0]);
	return path;
}

static inline const char *source_path(const char *rest)
{
	return path_below("EDU_SOURCE", ".", rest);
}

static inline const char *shared_path(const char *rest)
{
	char root[1024];
	snprintf(root, sizeof root, "%s/../shared", getenv("EDU_SOURCE") ? getenv("EDU_SOURCE") : ".");
	return path_below("EDU_SHARED", root, rest);
}

/* Whether the reference documents lie beside the checkout; tells on standard error when they don't. */
static inline int have_shared(const char *what)
{
	struct stat s;
	if (stat(shared_path("reference"), &s) == 0) return 1;
	fprintf(stderr, "skipped, for there are no reference documents beside the checkout: %s\n", what);
	return 0;
}

/* The bytes of a file, NUL behind; to be freed. */
static inline char *file_bytes(const char *path, size_t *length)
{
	FILE *f = fopen(path, "rb");
	ck_assert_msg(f != NULL, "can't open %s", path);
	ck_assert_int_eq(fseek(f, 0, SEEK_END), 0);
	*length = (size_t)ftell(f);
	rewind(f);
	char *data = malloc(*length + 1);
	ck_assert_ptr_nonnull(data);
	ck_assert_uint_eq(fread(data, 1, *length, f), *length);
	data[*length] = '\0';
	fclose(f);
	return data;
}

static inline int ends_with(const char *text, const char *end)
{
	const size_t n = strlen(text), m = strlen(end);
	return n >= m && strcmp(text + n - m, end) == 0;
}

/* Call visit for every document of a folder, .expect files and texts aside; returns how many there are. */
static inline int for_each_document(const char *folder, void (*visit)(const char *path, void *state),
                                    void *state)
{
	char path[2048];
	int count = 0;
	DIR *d = opendir(folder);
	ck_assert_msg(d != NULL, "can't open %s", folder);
	for (struct dirent *e; (e = readdir(d));) {
		if (e->d_name[0] == '.' || ends_with(e->d_name, ".expect") || ends_with(e->d_name, ".md"))
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		visit(path, state);
		count++;
	}
	closedir(d);
	return count;
}

/* Read text as a document; fails the test when that is refused. */
static inline edu_document *read_text(const edu_context *ctx, const char *text, const char *format)
{
	edu_read_options o = EDU_READ_OPTIONS_INIT;
	edu_error err = EDU_ERROR_INIT;
	edu_document *doc;
	o.format = format;
	const int rc = edu_document_read(&doc, ctx, text, strlen(text), &o, &err);
	ck_assert_msg(rc == 0, "refused: %s %s %s", err.rule, err.path, err.message);
	return doc;
}

/* Run a suite of one case; the result of main(). */
static inline int run_tests(const char *name, void (*add)(TCase *tc))
{
	Suite *s = suite_create(name);
	TCase *tc = tcase_create(name);
	tcase_set_timeout(tc, 300);
	add(tc);
	suite_add_tcase(s, tc);
	SRunner *r = srunner_create(s);
	srunner_run_all(r, CK_ENV);
	const int failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? 1 : 0;
}

#endif
