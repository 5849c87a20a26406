/*
 * xml/events.c – what libxml2 reports becomes items: elements, attributes, comments, instructions.
 */
#include "xml/reader.h"

#include <string.h>

/* Is the reading over? Handlers may stop the parser; where it complains, it is in the middle of something. */
static bool is_over(edu_xml_reader *r)
{
	if (r->rc == 0) return false;
	xmlStopParser(r->ctxt);
	return true;
}

/* The parser has come to the end of some markup, since the latest event; where that is. */
static size_t reach(edu_xml_reader *r)
{
	const size_t before = r->reached;
	r->reached = edu_xml_position(r);
	if (r->reached - before >= EDU_XML_LONGEST_MARKUP) edu_xml_refuse_length(r, before);
	return r->reached;
}

edu_ref edu_xml_add_item(edu_xml_reader *r, edu_ref parent, edu_kind kind, edu_name name, size_t offset)
{
	edu_tree *t = r->tree;
	const edu_ref item = edu_tree_add(t, parent, kind, name);

	if (!item)
		edu_xml_refuse_item(r, offset);
	else if (t->places)
		t->places[item] = (uint32_t)edu_xml_source_place(&r->source, offset);
	return item;
}

void edu_xml_set_text(edu_xml_reader *r, edu_ref item, const char *text, size_t length, size_t offset)
{
	if (length > r->tree->ctx->limits.text) {
		edu_xml_refuse(r, EDU_ELIMIT, "xml/size", offset, "a text is longer than the context allows");
		return;
	}
	const char *copy = edu_arena_text(r->tree->arena, text, length);
	if (copy)
		edu_tree_use_text(r->tree, item, copy, (uint32_t)length);
	else
		edu_xml_refuse_memory(r);
}

/* As edu_xml_set_text(), for a value in which libxml2 has escaped each ampersand. */
static void set_value(edu_xml_reader *r, edu_ref item, const char *text, size_t length, size_t offset)
{
	edu_xml_set_text(r, item, text, length, offset);
	if (r->rc < 0 || !memchr(text, '&', length)) return;
	char *copy = edu_arena_text(r->tree->arena, text, length);
	if (copy)
		edu_tree_use_text(r->tree, item, copy, (uint32_t)edu_xml_unescape(copy, length));
	else
		edu_xml_refuse_memory(r);
}

/* The number for a name, or 0: refused. */
static edu_name plain_name(edu_xml_reader *r, const xmlChar *text)
{
	const edu_xml_name *n = edu_xml_names_get(&r->names, text, NULL, NULL, EDU_XML_PLAIN);
	if (!n) edu_xml_refuse_memory(r);
	return n ? n->name : 0;
}

/* The place of the tag that the parser stands in, behind its attributes. No tag holds a second raw <. */
static size_t tag_place(const edu_xml_reader *r, size_t name_length)
{
	const char *data = r->source.data;
	size_t at = r->reached;

	at = at > name_length ? at - name_length : 0;
	while (at > 0 && data[at - 1] != '<') at--;
	return at ? at - 1 : 0;
}

static size_t skip_blanks_back(const char *data, size_t at)
{
	while (at > 0 && edu_xml_is_blank(data[at - 1])) at--;
	return at;
}

/* Where an attribute's name begins; tag where its value was rewritten and thus isn't in the source. */
static size_t attribute_place(const edu_xml_reader *r, const xmlChar *value, size_t name_length, size_t tag)
{
	const char *data = r->source.data;
	size_t at;

	if (!edu_xml_in_source(r, value, 0, &at) || at <= tag) return tag;
	at = skip_blanks_back(data, at - 1);
	if (at <= tag || data[at - 1] != '=') return tag;
	at = skip_blanks_back(data, at - 1);
	return at > tag + name_length ? at - name_length : tag;
}

static void add_namespaces(edu_xml_reader *r, edu_ref element, int count, const xmlChar **pairs, size_t tag)
{
	for (int i = 0; i < count && r->rc == 0; i++) {
		const xmlChar *prefix = pairs[2 * i];
		const edu_name name = prefix ? plain_name(r, prefix) : 0;
		if (prefix && !name) return;
		const edu_ref item = edu_xml_add_item(r, element, EDU_KIND_NAMESPACE, name, tag);
		if (!item) return;
		const char *uri = pairs[2 * i + 1] ? (const char *)pairs[2 * i + 1] : "";
		set_value(r, item, uri, strlen(uri), tag);
	}
}

/* libxml2 hands out five pointers each: local name, prefix, URI, begin and end of the value. */
static void add_attributes(edu_xml_reader *r, edu_ref element, bool belongs, int count, const xmlChar **a,
                           size_t tag)
{
	const edu_xml_role role = belongs ? EDU_XML_ATTRIBUTE : EDU_XML_ATTRIBUTE_ELSEWHERE;

	for (int i = 0; i < count && r->rc == 0; i++, a += 5) {
		const edu_xml_name *n = edu_xml_names_get(&r->names, a[0], a[1], a[2], role);
		if (!n) {
			edu_xml_refuse_memory(r);
			return;
		}
		const size_t place = r->tree->places ? attribute_place(r, a[3], n->length, tag) : 0;
		const edu_ref item = edu_xml_add_item(r, element, EDU_KIND_ATTRIBUTE, n->name, place);
		if (!item) return;
		set_value(r, item, (const char *)a[3], (size_t)(a[4] - a[3]), place);
	}
}

/* Declarations on the way from an element to the top. */
static size_t namespaces_in_scope(const edu_tree *t, edu_ref element)
{
	size_t count = 0;

	for (; element; element = t->items[element].parent) {
		edu_ref c = edu_tree_first(t, element);
		for (; c && t->items[c].kind == EDU_KIND_NAMESPACE; c = edu_tree_next(t, c)) count++;
	}
	return count;
}

static bool are_counts_allowed(edu_xml_reader *r, int namespaces, int attributes, size_t tag)
{
	r->declared += (size_t)namespaces;
	if (attributes + namespaces > EDU_XML_MOST_ATTRIBUTES)
		edu_xml_refuse(r, EDU_ELIMIT, "xml/size", tag, "an element has more than 1024 attributes");
	else if (namespaces && r->declared > EDU_XML_MOST_NAMESPACES
	         && namespaces_in_scope(r->tree, r->open) + (size_t)namespaces > EDU_XML_MOST_NAMESPACES)
		edu_xml_refuse(r, EDU_ELIMIT, "xml/size", tag, "more than 1024 namespaces are declared at a time");
	return r->rc == 0;
}

static edu_xml_role element_role(const edu_xml_reader *r, const xmlChar *uri)
{
	if (uri || r->none_belongs || !edu_xml_names_element_belongs(&r->names, r->open)) return EDU_XML_ELEMENT;
	return EDU_XML_ELEMENT_BELOW;
}

static void start_element(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
                          const xmlChar **attributes)
{
	edu_xml_reader *r = user;

	if (is_over(r)) return;
	reach(r);
	if (r->pending.begun) edu_xml_text_flush(r);
	const edu_xml_name *n = edu_xml_names_get(&r->names, local, prefix, uri, element_role(r, uri));
	if (!n) {
		edu_xml_refuse_memory(r);
		return;
	}
	const bool belongs = n->belongs;
	const size_t tag = tag_place(r, n->length);
	if (r->depth >= r->tree->ctx->limits.depth)
		edu_xml_refuse(r, EDU_ELIMIT, "xml/depth", tag, "elements nest deeper than the context allows");
	if (r->rc < 0 || !are_counts_allowed(r, namespace_count, attribute_count, tag)) return;
	const edu_ref element = edu_xml_add_item(r, r->open, EDU_KIND_ELEMENT, n->name, tag);
	if (!element) return;
	add_namespaces(r, element, namespace_count, namespaces, tag);
	add_attributes(r, element, belongs, attribute_count, attributes, tag);
	r->open = element;
	r->depth++;
}

/* Where the end tag begins that the parser stands behind, or in. */
static size_t end_tag_place(const edu_xml_reader *r, size_t end)
{
	while (end > 0 && r->source.data[end - 1] != '<') end--;
	return end ? end - 1 : 0;
}

static void end_element(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	edu_xml_reader *r = user;

	if (is_over(r)) return;
	const size_t end = reach(r);
	if (!r->pending.begun && !edu_xml_has_content(r, r->open) && end >= 2 && r->source.data[end - 2] == '/')
		r->tree->items[r->open].flags |= EDU_ITEM_SELF_CLOSED;
	else if (r->depth == 1)
		r->root_end = end_tag_place(r, end);
	edu_xml_text_close(r);
	r->open = r->tree->items[r->open].parent;
	r->depth--;
}

/* Some calls come before the parser has moved on, some after; where a piece lies tells all. */
static void characters(void *user, const xmlChar *text, int length)
{
	edu_xml_reader *r = user;
	const size_t n = (size_t)length;
	size_t at, end;

	if (is_over(r) || length <= 0) return;
	bool verbatim = edu_xml_in_source(r, text, n, &at);
	/* Mostly a text comes in one piece. */
	if (verbatim && !r->pending.begun && n <= r->tree->ctx->limits.text) {
		r->reached = at + n;
		edu_xml_text_begin(r, at, n);
		return;
	}
	if (verbatim) {
		end = at + n;
	} else {
		end = edu_xml_position(r);
		verbatim = n <= end && memcmp(r->source.data + end - n, text, n) == 0;
	}
	r->reached = end;
	edu_xml_text_add(r, (const char *)text, n, end, verbatim);
}

/* Where text begins in the source that ends there at an offset. Line ends of two bytes are one in the text. */
static size_t step_back(const edu_xml_reader *r, size_t end, const char *text, size_t length)
{
	const char *data = r->source.data;

	while (length && end) {
		end--;
		length--;
		if (text[length] == '\n' && end && data[end] == '\n' && data[end - 1] == '\r') end--;
	}
	return end;
}

/* Where something begins that the parser stands behind: brackets of so many bytes before and after a text. */
static size_t bracket_place(edu_xml_reader *r, size_t before, const char *text, size_t length, size_t after)
{
	const size_t end = reach(r);
	const size_t begin = step_back(r, end > after ? end - after : 0, text, length);
	return begin > before ? begin - before : 0;
}

static void cdata(void *user, const xmlChar *value, int length)
{
	edu_xml_reader *r = user;
	const char *text = (const char *)value;
	const size_t n = (size_t)length;

	if (is_over(r)) return;
	const size_t place = bracket_place(r, strlen("<![CDATA["), text, n, strlen("]]>"));
	edu_xml_text_cdata(r, text, n, place);
}

static void comment(void *user, const xmlChar *value)
{
	edu_xml_reader *r = user;
	const char *text = (const char *)value;
	const size_t length = strlen(text);

	if (is_over(r)) return;
	edu_xml_text_flush(r);
	if (r->rc < 0) return;
	const size_t place = bracket_place(r, strlen("<!--"), text, length, strlen("-->"));
	const edu_ref item = edu_xml_add_item(r, r->open, EDU_KIND_COMMENT, 0, place);
	if (item) edu_xml_set_text(r, item, text, length, place);
}

static void instruction(void *user, const xmlChar *target, const xmlChar *data)
{
	edu_xml_reader *r = user;
	const char *text = data ? (const char *)data : "";

	if (is_over(r)) return;
	edu_xml_text_flush(r);
	const edu_name name = r->rc < 0 ? 0 : plain_name(r, target);
	if (!name) return;
	/* Any number of blanks stands between target and data. */
	const size_t behind = bracket_place(r, 0, text, strlen(text), strlen("?>"));
	const size_t begin = skip_blanks_back(r->source.data, behind);
	const size_t before = strlen("<?") + strlen((const char *)target);
	const size_t place = begin > before ? begin - before : 0;
	const edu_ref item = edu_xml_add_item(r, r->open, EDU_KIND_INSTRUCTION, name, place);
	if (item && data) edu_xml_set_text(r, item, text, strlen(text), place);
}

static bool stands_before(const edu_xml_reader *r, size_t end, const char *what)
{
	const size_t n = strlen(what);
	return end >= n && memcmp(r->source.data + end - n, what, n) == 0;
}

/* Before anything of the DOCTYPE is looked at: no entities, no defaults, nothing from elsewhere. */
static void doctype(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	edu_xml_reader *r = user;

	if (r->rc == 0) {
		size_t at = edu_xml_position(r);
		while (at > 0 && !stands_before(r, at, "<!DOCTYPE")) at--;
		edu_xml_refuse(r, EDU_EUNSUPPORTED, "xml/doctype", at > 9 ? at - 9 : 0,
		               "a document type declaration is not accepted; remove it");
	}
	xmlStopParser(r->ctxt);
}

static void reference(void *user, const xmlChar *name)
{
	edu_xml_reader *r = user;

	if (r->rc == 0)
		edu_xml_refuse(r, EDU_ESYNTAX, "xml/entity", edu_xml_position(r),
		               "only the entities lt, gt, amp, apos and quot are accepted");
}

void edu_xml_set_events(xmlSAXHandler *sax)
{
	sax->startElementNs = start_element;
	sax->endElementNs = end_element;
	sax->characters = characters;
	/* The same function: then libxml2 doesn't guess what is ignorable, whatever a host has set. */
	sax->ignorableWhitespace = characters;
	sax->cdataBlock = cdata;
	sax->comment = comment;
	sax->processingInstruction = instruction;
	sax->internalSubset = doctype;
	sax->reference = reference;
}
