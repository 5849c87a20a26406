/*
 * crew.h – pieces of work that are taken in order, done on several threads, and told in the order of taking.
 */
#ifndef EDU_TOOLS_CREW_H
#define EDU_TOOLS_CREW_H

#include <stdbool.h>
#include <stddef.h>

typedef struct crew_work {
	/* Fill an empty piece with the next work; false: there is none. One call at a time, on any thread. */
	bool (*take)(void *state, void *piece);
	/* Do it: at the same time as other pieces and calls. */
	void (*run)(const void *state, void *piece);
	/* On the caller's thread, in order; false: stop, nobody listens any more. The piece is emptied. */
	bool (*tell)(void *state, void *piece);
	/* Empty a piece that was taken and won't be told. */
	void (*drop)(void *piece);
	void *state;
	size_t size;                /* of a piece; an empty one is all zeros */
} crew_work;

/*
 * All there is to do. Threads run ahead of the telling by a few pieces each, which bounds what waits in memory.
 * False: out of memory, before anything was taken.
 */
bool crew_do(const crew_work *work, unsigned threads);

#endif
