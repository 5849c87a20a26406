/*
 * trust/pattern.c – see pattern.h.
 */
#include "trust/pattern.h"

#include <string.h>

edu_pattern edu_pattern_of(const char *text)
{
	const edu_place place = edu_place_at(text, strlen(text));
	return (edu_pattern){ text, place.last, place.last_length };
}

edu_place edu_place_at(const char *path, size_t length)
{
	size_t at = length;

	while (at && path[at - 1] != '/') at--;
	return (edu_place){ path, path + at, length - at };
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
static bool fits(const char *pattern, const char *path)
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

bool edu_pattern_fits(const edu_pattern *p, const edu_place *place)
{
	const bool ends_open = p->last_length == 2 && memcmp(p->last, "**", 2) == 0;

	if (!ends_open && !step_fits(p->last, p->last_length, place->last, place->last_length)) return false;
	return fits(p->text, place->path);
}

/* ---- lists of them ---- */

int edu_patterns_open(edu_patterns *p, const edu_tree *t, const char *const *list, size_t count)
{
	*p = (edu_patterns){ .allocator = &t->ctx->allocator };
	edu_path_walker_open(&p->walker, t);
	p->list = edu_allocate(p->allocator, (count + 1) * sizeof *p->list);
	p->used = p->list ? edu_allocate(p->allocator, count + 1) : NULL;
	p->count = count;
	if (!p->used) return EDU_ENOMEM;
	memset(p->used, 0, count + 1);
	for (size_t i = 0; i < count; i++) p->list[i] = edu_pattern_of(list[i]);
	return 0;
}

void edu_patterns_close(edu_patterns *p)
{
	edu_release(p->allocator, p->list, (p->count + 1) * sizeof *p->list);
	edu_release(p->allocator, p->used, p->count + 1);
	edu_path_walker_close(&p->walker);
}

int edu_patterns_match(edu_patterns *p, edu_ref item)
{
	const char *path;
	size_t length;
	int found = 0;

	if (!p->count) return 0;
	if (edu_path_walker_to(&p->walker, item, &path, &length) < 0) return EDU_ENOMEM;
	const edu_place place = edu_place_at(path, length);
	for (size_t i = 0; i < p->count; i++) {
		if (!edu_pattern_fits(&p->list[i], &place)) continue;
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
