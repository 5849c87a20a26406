/*
 * emrex/base64.h – base64 as it arrives after travelling through forms, mails and editors; piece by piece.
 *
 * Passed over: white space with a line break or tab in it, and at both ends. Other blanks were plus signs
 * once. Padding may be missing; - and _ stand for + and /. Anything else is refused, with its offset: rules
 * emrex/base64 and emrex/twice-encoded (EDU_EINVALID).
 */
#ifndef EDU_EMREX_BASE64_H
#define EDU_EMREX_BASE64_H

#include <edu/emrex.h>
#include <stdbool.h>

typedef struct edu_base64_reader {
	bool keep_blanks_out;    /* blanks never stand for plus signs: text that did not travel in a form */
	bool begun;              /* the first digit was there */
	bool run_is_broken;      /* the white space just read has a line break or tab in it */
	unsigned notes;          /* edu_emrex_note */
	unsigned digits;         /* of the group not yet complete */
	unsigned padding;
	uint32_t bits;           /* of that group */
	size_t blanks;           /* just read, not yet known to be plus signs */
	uint64_t offset;         /* characters so far */
} edu_base64_reader;

/*
 * Start from { 0 }. Text becomes bytes, which go to take(); what that returns ends the reading when negative.
 */
typedef struct edu_base64_taker {
	int (*take)(void *state, const void *data, size_t length, edu_error *err);
	void *state;
} edu_base64_taker;

int edu_base64_add(edu_base64_reader *r, const char *text, size_t length, const edu_base64_taker *to,
                   edu_error *err);
int edu_base64_end(edu_base64_reader *r, const edu_base64_taker *to, edu_error *err);

#endif
