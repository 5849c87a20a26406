/*
 * model/node.c – the public view of a document's tree: nodes as plain values.
 */
#include "base/fail.h"
#include "model/document.h"

#include <string.h>

static edu_node make(const edu_document *doc, edu_ref ref)
{
	return (edu_node){ doc, ref };
}

static edu_node none(edu_node like)
{
	return make(like.document, 0);
}

static const edu_item *item_of(edu_node node)
{
	return &node.document->tree.items[node.ref];
}

int edu_node_is_null(edu_node node)
{
	return !node.document || node.ref == 0 || node.ref >= node.document->tree.count;
}

edu_node edu_document_root(const edu_document *doc)
{
	return make(doc, doc && doc->tree.top ? edu_tree_root(&doc->tree) : 0);
}

edu_node edu_document_node(const edu_document *doc, uint32_t ref)
{
	const edu_node node = make(doc, ref);

	/* The carrier of an XML root is no node. */
	return edu_node_is_null(node) || item_of(node)->kind == EDU_KIND_NONE ? make(doc, 0) : node;
}

edu_kind edu_node_kind(edu_node node)
{
	return edu_node_is_null(node) ? EDU_KIND_NONE : (edu_kind)item_of(node)->kind;
}

const char *edu_node_name(edu_node node)
{
	return edu_node_is_null(node) ? ""
	                              : edu_tree_name_text(&node.document->tree, item_of(node)->name, NULL);
}

const char *edu_node_class(edu_node node)
{
	if (edu_node_is_null(node) || !item_of(node)->cls) return "";
	return edu_class_of(node.document, node.ref)->name;
}

const char *edu_node_text(edu_node node, size_t *length)
{
	const edu_item *item = edu_node_is_null(node) ? NULL : item_of(node);

	if (length) *length = item && item->text ? item->length : 0;
	return item ? item->text : NULL;
}

edu_node edu_node_first(edu_node node)
{
	return edu_node_is_null(node) ? none(node)
	                              : make(node.document, edu_tree_first(&node.document->tree, node.ref));
}

edu_node edu_node_next(edu_node node)
{
	return edu_node_is_null(node) ? none(node)
	                              : make(node.document, edu_tree_next(&node.document->tree, node.ref));
}

edu_node edu_node_parent(edu_node node)
{
	return edu_node_is_null(node) ? none(node) : edu_document_node(node.document, item_of(node)->parent);
}

edu_node edu_node_child(edu_node node, const char *name)
{
	if (edu_node_is_null(node) || !name) return none(node);
	const edu_tree *t = &node.document->tree;
	const size_t length = strlen(name);
	const edu_name known = edu_table_find(t->table, name, length);
	for (edu_ref i = edu_tree_first(t, node.ref); i; i = edu_tree_next(t, i)) {
		const edu_name own = t->items[i].name;
		uint32_t n;
		if (known && edu_tree_known(t, own) == known) return make(node.document, i);
		const char *text = edu_tree_name_text(t, own, &n);
		if (own && n == length && memcmp(text, name, n) == 0) return make(node.document, i);
	}
	return none(node);
}

edu_node edu_node_resolve(edu_node node)
{
	if (edu_node_kind(node) != EDU_KIND_LINK) return node;
	return make(node.document, item_of(node)->last);
}

size_t edu_node_path(edu_node node, char *out, size_t size)
{
	edu_buffer path;
	size_t length = 0;

	if (size) out[0] = '\0';
	if (edu_node_is_null(node)) return 0;
	edu_buffer_open(&path, &node.document->tree.ctx->allocator);
	if (edu_tree_path(&node.document->tree, node.ref, &path) == 0 && path.data) {
		length = path.length;
		const size_t fits = !size ? 0 : length < size ? length : size - 1;
		if (size) {
			memcpy(out, path.data, fits);
			out[fits] = '\0';
		}
	}
	edu_buffer_free(&path);
	return length;
}

void edu_node_place(edu_node node, uint32_t *line, uint32_t *column)
{
	uint32_t l = 0, c = 0;

	if (!edu_node_is_null(node) && node.document->tree.places) {
		const edu_document *doc = node.document;
		const char *data = doc->inner ? doc->inner : doc->original;
		const size_t length = doc->inner ? doc->inner_length : doc->original_length;
		if (data) edu_place_of(data, length, doc->tree.places[node.ref], &l, &c);
	}
	if (line) *line = l;
	if (column) *column = c;
}
