/*
 * base/pages.h – large blocks straight from the system, in large pages where it has them.
 *
 * A document of 20 MB needs some 50 MB for its tree. Taken from malloc() it would be given back and taken anew for
 * every document, 4 KB at a time, which costs as much as reading it.
 */
#ifndef EDU_BASE_PAGES_H
#define EDU_BASE_PAGES_H

#include <stddef.h>

/* Blocks smaller than this are malloc()'s business. */
enum { EDU_PAGES_FROM = 2 << 20 };

/* As malloc, realloc and free, for sizes of at least EDU_PAGES_FROM; told the size a block was asked for with. */
void *edu_pages_get(size_t size);
void *edu_pages_resize(void *block, size_t old_size, size_t size);
void edu_pages_release(void *block, size_t size);

#endif
