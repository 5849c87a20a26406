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

bool edu_elmo_belongs(const char *uri)
{
	static const char address[] =
		"https://github.com/erasmus-without-paper/ewp-specs-types-address/tree/stable-v1";

	if (uri && strcmp(uri, address) == 0) return true;
	return shape_of_uri(uri) < EDU_ELMO_PURL;
}

/* The name of the elmo element is not in the tables, so that it is the tree's own and has its namespace. */
edu_elmo_shape edu_elmo_shape_of(const edu_tree *t, edu_ref elmo)
{
	return shape_of_uri(edu_tree_name_uri(t, t->items[elmo].name));
}

static bool is_called(const edu_tree *t, edu_ref item, const char *local)
{
	return t->items[item].kind == EDU_KIND_ELEMENT &&
	       !strcmp(edu_tree_name_local(t, t->items[item].name), local);
}

static bool is_envelope(const edu_tree *t)
{
	return is_called(t, edu_tree_root(t), "imobility-tors-get-response");
}

/* Elmo elements of an envelope (elmo.md, section 12): tor/elmo. */
static unsigned transcripts_in(const edu_tree *t, edu_ref *first)
{
	unsigned count = 0;

	*first = 0;
	for (edu_ref tor = edu_tree_first(t, edu_tree_root(t)); tor; tor = edu_tree_next(t, tor)) {
		if (!is_called(t, tor, "tor")) continue;
		for (edu_ref c = edu_tree_first(t, tor); c; c = edu_tree_next(t, c))
			if (is_called(t, c, "elmo") && !count++) *first = c;
	}
	return count;
}

edu_ref edu_elmo_content(const edu_tree *t)
{
	edu_ref elmo = edu_tree_root(t);

	if (is_envelope(t)) transcripts_in(t, &elmo);
	return elmo;
}

edu_recognition edu_elmo_recognise(const edu_tree *t, const edu_read_options *options, edu_error *err)
{
	edu_ref elmo = edu_tree_root(t);

	if (is_envelope(t) && transcripts_in(t, &elmo) != 1) {
		edu_refuse(err, EDU_EUNSUPPORTED, "elmo/ewp-envelope", t, edu_tree_root(t),
		           "an EWP transcript response with more than one transcript, or none; take one elmo "
		           "element out of it and read that");
		return EDU_RECOGNISED_REFUSED;
	}
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
