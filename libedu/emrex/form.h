/*
 * emrex/form.h – what a form is inside, and how one is put together.
 */
#ifndef EDU_EMREX_FORM_H
#define EDU_EMREX_FORM_H

#include "base/memory.h"
#include <edu/emrex.h>

struct edu_emrex_form {
	edu_allocator allocator;
	edu_arena *arena;            /* of all texts */
	edu_emrex_field *fields;
	size_t count, capacity;
};

/* An empty form; freed by edu_emrex_form_free(). NULL: out of memory. */
edu_emrex_form *edu_form_new(const edu_context *ctx);
/*
 * Add a field whose texts live in the arena, or elsewhere as long as the form; 0, EDU_ENOMEM or EDU_ELIMIT.
 */
int edu_form_add(edu_emrex_form *form, const char *name, const char *value, edu_error *err);
/* The same with a copy of both. */
int edu_form_add_copy(edu_emrex_form *form, const char *name, const char *value, edu_error *err);
/*
 * The value of the one field of that name; NULL: there is none. EDU_EINVALID (rule emrex/repeated) where
 * there are several; needed: also (rule emrex/missing) where there is none.
 */
int edu_form_value(const edu_emrex_form *form, const char *name, bool needed, const char **value,
                   edu_error *err);
/* 0, or EDU_EINVALID (rule emrex/session): 1 to 32 characters. */
int edu_check_session(const char *session_id, edu_error *err);

#endif
