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

/* The root's name is not in the tables, so that it is the tree's own and has its namespace. */
edu_elmo_shape edu_elmo_shape_of(const edu_tree *t)
{
	return shape_of_uri(edu_tree_name_uri(t, t->items[edu_tree_root(t)].name));
}

edu_recognition edu_elmo_recognise(const edu_tree *t, const edu_read_options *options, edu_error *err)
{
	const edu_name name = t->items[edu_tree_root(t)].name;
	const char *local = edu_tree_name_local(t, name);

	if (strcmp(local, "imobility-tors-get-response") == 0) {
		edu_refuse(err, EDU_EUNSUPPORTED, "elmo/ewp-envelope", t, edu_tree_root(t),
		           "an EWP transcript response; take the elmo element out of it and read that");
		return EDU_RECOGNISED_REFUSED;
	}
	if (strcmp(local, "elmo") != 0) return EDU_RECOGNISED_NOT;
	switch (edu_elmo_shape_of(t)) {
	case EDU_ELMO_PURL:
		edu_refuse(err, EDU_EVERSION, "elmo/purl", t, edu_tree_root(t),
		           "the ELMO of 2015 (namespace http://purl.org/net/elmo) is another format than EMREX ELMO and "
		           "is not read");
		return EDU_RECOGNISED_REFUSED;
	case EDU_ELMO_FOREIGN:
		edu_refuse(err, EDU_EFORMAT, "elmo/namespace", t, edu_tree_root(t),
		           "the root is called elmo, but in a namespace that is not EMREX ELMO's");
		return EDU_RECOGNISED_REFUSED;
	default:
		return EDU_RECOGNISED;
	}
}
