/*
 * credential.h – credentials of any size that belong to nobody, as issuing software writes them: every node printed
 * in full wherever it is used.
 */
#ifndef EDU_TESTS_BENCH_CREDENTIAL_H
#define EDU_TESTS_BENCH_CREDENTIAL_H

#include <stddef.h>

typedef struct credential {
	char *data;              /* JSON without white space, NUL-terminated behind length; to be freed with free() */
	size_t length;
	size_t objects, ids;     /* nodes as printed, and how many different ones they are */
} credential;

/*
 * A programme with so many courses, conforming to edc-generic-full. 55 of them make the document that figures
 * of validation speak of: 1.3 MB, 3,700 objects, 250 ids. data NULL: out of memory.
 */
credential generate_credential(unsigned courses);

#endif
