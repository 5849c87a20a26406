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

static bool fits(const char *pattern, const char *path)
{
	while (*pattern == '/' && *path == '/') {
		const size_t m = strcspn(++pattern, "/"), n = strcspn(++path, "/");
		const bool any = m == 1 && *pattern == '*';
		if (!any && (m != n || memcmp(pattern, path, n) != 0)) return false;
		pattern += m;
		path += n;
	}
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
		if (!fits(p->list[i], path)) continue;
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
