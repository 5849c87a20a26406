/*
 * trust/elmo.c – see elmo.h.
 */
#include "trust/elmo.h"
#include "formats/elmo/elmo.h"

#include <string.h>

static bool is_called(const edu_tree *t, edu_ref element, const char *local)
{
	return t->items[element].kind == EDU_KIND_ELEMENT &&
	       strcmp(edu_tree_name_local(t, t->items[element].name), local) == 0;
}

bool edu_is_elmo(const edu_tree *t, edu_ref element)
{
	return is_called(t, element, "elmo") && edu_elmo_shape_of(t, element) <= EDU_ELMO_NO_NAMESPACE;
}

bool edu_is_elmos(const edu_tree *t, edu_ref element, const char *local)
{
	return is_called(t, element, local) && edu_elmo_belongs(edu_tree_name_uri(t, t->items[element].name));
}
