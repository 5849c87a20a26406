/*
 * trust/pattern.c – see pattern.h.
 */
#include "trust/pattern.h"

#include <string.h>

int edu_patterns_open(edu_patterns *p, const edu_tree *t, const char *const *list, size_t count)
{
	*p = (edu_patterns){ .allocator = &t->ctx->allocator, .list = list, .count = count };
	edu_path_walker_open(&p->walker, t);
	p->used = edu_allocate(p->allocator, count + 1);
	if (!p->used) return EDU_ENOMEM;
	memset(p->used, 0, count + 1);
	return 0;
}

void edu_patterns_close(edu_patterns *p)
{
	edu_release(p->allocator, p->used, p->count + 1);
	edu_path_walker_close(&p->walker);
}

/* One step of a pattern against one of a path. */
static bool step_fits(const char *pattern, size_t m, const char *step, size_t n)
{
	if (m == 1 && *pattern == '*') return true;
	if (m == 3 && memcmp(pattern, "[*]", 3) == 0) return n && strspn(step, "0123456789") >= n;
	return m == n && memcmp(pattern, step, n) == 0;
}

static bool is_any_number(const char *pattern)
{
	return strcspn(pattern, "/") == 2 && memcmp(pattern, "**", 2) == 0;
}

/* Only the last ** passed can have taken too few steps: whatever an earlier one took more, this one may take as well. */
bool edu_pattern_fits(const char *pattern, const char *path)
{
	const char *again = NULL, *retry = NULL;

	while (*path == '/') {
		const size_t n = strcspn(path + 1, "/");
		if (*pattern == '/' && is_any_number(pattern + 1)) {
			again = pattern += 3;
			retry = path;
			continue;
		}
		const size_t m = *pattern == '/' ? strcspn(pattern + 1, "/") : 0;
		if (*pattern == '/' && step_fits(pattern + 1, m, path + 1, n)) {
			pattern += 1 + m;
			path += 1 + n;
		} else if (again) {
			pattern = again;
			path = retry += 1 + strcspn(retry + 1, "/");
		} else {
			return false;
		}
	}
	while (*pattern == '/' && is_any_number(pattern + 1)) pattern += 3;
	return !*pattern && !*path;
}

int edu_patterns_match(edu_patterns *p, edu_ref item)
{
	const char *path;
	size_t length;
	int found = 0;

	if (!p->count) return 0;
	if (edu_path_walker_to(&p->walker, item, &path, &length) < 0) return EDU_ENOMEM;
	for (size_t i = 0; i < p->count; i++) {
		if (!edu_pattern_fits(p->list[i], path)) continue;
		p->used[i] = true;
		found = 1;
	}
	return found;
}

bool edu_patterns_all_used(const edu_patterns *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (!p->used[i]) return false;
	return true;
}
