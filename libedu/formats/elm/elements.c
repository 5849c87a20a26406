/*
 * formats/elm/elements.c – making XML elements; see elements.h.
 */
#include "formats/elm/elements.h"
#include "base/fail.h"

#include <string.h>

/* The number of a name as it is written, prefix included; 0: out of memory. */
static edu_name number_of(edu_tree *t, const edu_elm_qname *name, edu_name known)
{
	const size_t prefix = strlen(name->prefix), local = prefix ? prefix + 1 : 0, length = local + name->length;
	char *text = edu_arena_get(t->arena, length + 1);

	if (!text) return 0;
	memcpy(text, name->prefix, prefix);
	if (prefix) text[prefix] = ':';
	memcpy(text + local, name->local, name->length);
	text[length] = '\0';
	return edu_tree_name_xml(t, text, length, local, name->uri, known);
}

static int add(edu_passage *p, edu_ref parent, edu_kind kind, edu_name name, edu_ref *out)
{
	edu_tree *t = &p->to->tree;

	*out = edu_tree_add(t, parent, kind, name);
	return *out ? edu_origin_set(p, *out, EDU_SOURCED) : edu_tree_add_failed(t, p->err);
}

int edu_elm_root_make(edu_passage *p, const edu_elm_qname *name, edu_ref *out)
{
	edu_tree *t = &p->to->tree;

	t->top = edu_tree_add(t, 0, EDU_KIND_NONE, 0);
	if (!t->top) return edu_tree_add_failed(t, p->err);
	const int rc = edu_elm_element_add(p, t->top, name, 0, out);
	p->to->content = *out;
	return rc;
}

int edu_elm_namespace_add(edu_passage *p, edu_ref element, const char *prefix, const char *uri, size_t length)
{
	edu_tree *t = &p->to->tree;
	edu_ref item;
	const edu_name name = *prefix ? edu_tree_name(t, prefix, strlen(prefix)) : 0;

	if (*prefix && !name) return edu_fail_memory(p->err);
	const int rc = add(p, element, EDU_KIND_NAMESPACE, name, &item);
	if (rc == 0) edu_tree_use_text(t, item, uri, (uint32_t)length);
	return rc;
}

int edu_elm_element_add(edu_passage *p, edu_ref parent, const edu_elm_qname *name, edu_name known, edu_ref *out)
{
	edu_ref made = 0;
	const edu_name number = number_of(&p->to->tree, name, known);
	const int rc = number ? add(p, parent, EDU_KIND_ELEMENT, number, &made) : edu_fail_memory(p->err);

	/* What gets neither text nor children is written as one tag. */
	if (rc == 0) p->to->tree.items[made].flags |= EDU_ITEM_SELF_CLOSED;
	if (rc == 0 && out) *out = made;
	return rc;
}

int edu_elm_attribute_add(edu_passage *p, edu_ref element, const edu_elm_qname *name, edu_name known, const char *text,
                          size_t length, edu_ref *out)
{
	edu_ref made = 0;
	const edu_name number = number_of(&p->to->tree, name, known);
	const int rc = number ? add(p, element, EDU_KIND_ATTRIBUTE, number, &made) : edu_fail_memory(p->err);

	if (rc == 0) edu_tree_use_text(&p->to->tree, made, text, (uint32_t)length);
	if (rc == 0 && out) *out = made;
	return rc;
}
