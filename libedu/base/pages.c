/*
 * base/pages.c – large blocks from mmap(), on Linux; elsewhere malloc() knows what to do.
 */
#if defined(__linux__) && !defined(_GNU_SOURCE)
#  define _GNU_SOURCE           /* mremap() */
#endif
#include "base/pages.h"

#include <stdint.h>
#include <stdlib.h>

/* AddressSanitizer watches the ends of malloc()'s blocks only. */
#if defined(__SANITIZE_ADDRESS__)
#  define EDU_WATCHED 1
#elif defined(__has_feature)
#  if __has_feature(address_sanitizer)
#    define EDU_WATCHED 1
#  endif
#endif

#if defined(__linux__) && !defined(EDU_WATCHED)
#include <sys/mman.h>

enum { HUGE_PAGE = 2 << 20 };

/* In huge pages, for a block that ends within one could not have it when it grows. 0: too large. */
static size_t whole_pages(size_t size)
{
	return size > SIZE_MAX - 2 * (size_t)HUGE_PAGE ? 0 : (size + HUGE_PAGE - 1) & ~(size_t)(HUGE_PAGE - 1);
}

/* Advice only: refused, the block works as well. */
static void advise(void *block, size_t whole)
{
#ifdef MADV_HUGEPAGE
	(void)madvise(block, whole, MADV_HUGEPAGE);
#endif
}

/* Address space that begins where a huge page may begin. */
static char *aligned_space(size_t whole)
{
	char *space = mmap(NULL, whole + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (space == MAP_FAILED) return NULL;
	const size_t before = (size_t)(-(uintptr_t)space & (HUGE_PAGE - 1));
	if (before) munmap(space, before);
	if (before < HUGE_PAGE) munmap(space + before + whole, HUGE_PAGE - before);
	return space + before;
}

void *edu_pages_get(size_t size)
{
	const size_t whole = whole_pages(size);
	char *block = whole ? aligned_space(whole) : NULL;
	if (block) advise(block, whole);
	return block;
}

void edu_pages_release(void *block, size_t size)
{
	munmap(block, whole_pages(size));
}

void *edu_pages_resize(void *block, size_t old_size, size_t size)
{
	const size_t old = whole_pages(old_size), whole = whole_pages(size);
	if (!whole) return NULL;
	if (whole <= old) {
		if (whole < old) munmap((char *)block + whole, old - whole);
		return block;
	}
	void *larger = mremap(block, old, whole, 0);
	if (larger == MAP_FAILED) {
		/* The pages move, and what is in them isn't copied. */
		char *space = aligned_space(whole);
		if (!space) return NULL;
		larger = mremap(block, old, whole, MREMAP_MAYMOVE | MREMAP_FIXED, space);
		if (larger == MAP_FAILED) {
			munmap(space, whole);
			return NULL;
		}
	}
	advise(larger, whole);
	return larger;
}

#else

void *edu_pages_get(size_t size)
{
	return malloc(size);
}

void edu_pages_release(void *block, size_t size)
{
	free(block);
}

void *edu_pages_resize(void *block, size_t old_size, size_t size)
{
	return realloc(block, size);
}
#endif
