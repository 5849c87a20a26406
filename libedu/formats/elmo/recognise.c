/*
 * formats/elmo/recognise.c – is it ELMO, and of which namespace (elmo.md, section 2).
 */
#include "formats/elmo/elmo.h"
#include "model/refusal.h"

#include <string.h>

static const struct namespace_row { const char *uri; edu_elmo_shape shape; } namespaces[] = {
	{ EDU_ELMO_URI_V1, EDU_ELMO_V1 },
	{ EDU_ELMO_URI_V2, EDU_ELMO_V2 },
	{ "https://github.com/emrex-eu/elmo-schemas/tree/v1.3.0", EDU_ELMO_V130 },
	{ "http://purl.org/net/elmo", EDU_ELMO_PURL },
};

static edu_elmo_shape shape_of_uri(const char *uri)
{
	if (!uri || !uri[0]) return EDU_ELMO_NO_NAMESPACE;
	for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
		if (strcmp(namespaces[i].uri, uri) == 0) return namespaces[i].shape;
	return EDU_ELMO_FOREIGN;
}

bool edu_elmo_is_uri(const char *uri)
{
	return uri && uri[0] && shape_of_uri(uri) < EDU_ELMO_NO_NAMESPACE;
}

bool edu_elmo_belongs(const char *uri)
{
	static const char *const borrowed[] = {
		"https://github.com/erasmus-without-paper/ewp-specs-types-address/tree/stable-v1",
		EDU_ELMO_URI_RESPONSE,
		"https://github.com/erasmus-without-paper/ewp-specs-api-imobility-tors/blob/stable-v1/endpoints/"
		"get-response.xsd",
	};

	for (size_t i = 0; uri && i < sizeof borrowed / sizeof *borrowed; i++)
		if (strcmp(uri, borrowed[i]) == 0) return true;
	return shape_of_uri(uri) < EDU_ELMO_PURL;
}

/* A name of the tables is one without prefix: its namespace is the default one where it stands. */
static const char *namespace_of(const edu_tree *t, edu_ref element)
{
	if (t->items[element].name > t->table->count) return edu_tree_name_uri(t, t->items[element].name);
	for (edu_ref e = element; e; e = t->items[e].parent)
		for (edu_ref c = edu_tree_first(t, e); c; c = edu_tree_next(t, c))
			if (t->items[c].kind == EDU_KIND_NAMESPACE && !t->items[c].name) return t->items[c].text;
	return NULL;
}

edu_elmo_shape edu_elmo_shape_of(const edu_tree *t, edu_ref elmo)
{
	return shape_of_uri(namespace_of(t, elmo));
}

static bool is_called(const edu_tree *t, edu_ref item, const char *local)
{
	return t->items[item].kind == EDU_KIND_ELEMENT &&
	       !strcmp(edu_tree_name_local(t, t->items[item].name), local);
}

bool edu_elmo_is_response(const edu_tree *t)
{
	const edu_ref root = edu_tree_root(t);
	return is_called(t, root, "imobility-tors-get-response") && edu_elmo_belongs(namespace_of(t, root));
}

/* The first elmo element at c or behind it. */
static edu_ref elmo_from(const edu_tree *t, edu_ref c)
{
	while (c && !is_called(t, c, "elmo")) c = edu_tree_next(t, c);
	return c;
}

/* elmo.md, section 12: tor/elmo. */
edu_ref edu_elmo_next_transcript(const edu_tree *t, edu_ref elmo)
{
	if (!edu_elmo_is_response(t)) return elmo ? 0 : edu_tree_root(t);
	edu_ref tor = elmo ? t->items[elmo].parent : edu_tree_first(t, edu_tree_root(t));
	edu_ref next = elmo ? elmo_from(t, edu_tree_next(t, elmo)) : 0;
	if (elmo && !next) tor = edu_tree_next(t, tor);
	for (; tor && !next; tor = edu_tree_next(t, tor))
		if (is_called(t, tor, "tor")) next = elmo_from(t, edu_tree_first(t, tor));
	return next;
}

edu_ref edu_elmo_content(const edu_tree *t)
{
	const edu_ref first = edu_elmo_next_transcript(t, 0);
	return first && !edu_elmo_next_transcript(t, first) ? first : edu_tree_root(t);
}

edu_recognition edu_elmo_recognise(const edu_tree *t, const edu_read_options *options, edu_error *err)
{
	const edu_ref elmo = edu_elmo_content(t);

	if (elmo == edu_tree_root(t) && edu_elmo_is_response(t)) return EDU_RECOGNISED;
	if (!is_called(t, elmo, "elmo")) return EDU_RECOGNISED_NOT;
	switch (edu_elmo_shape_of(t, elmo)) {
	case EDU_ELMO_PURL:
		edu_refuse(err, EDU_EVERSION, "elmo/purl", t, edu_tree_root(t),
		           "the ELMO of 2015 (namespace http://purl.org/net/elmo) is another format than "
		           "EMREX ELMO and is not read");
		return EDU_RECOGNISED_REFUSED;
	case EDU_ELMO_FOREIGN:
		edu_refuse(err, EDU_EFORMAT, "elmo/namespace", t, edu_tree_root(t),
		           "the root is called elmo, but in a namespace that is not EMREX ELMO's");
		return EDU_RECOGNISED_REFUSED;
	default:
		return EDU_RECOGNISED;
	}
}
