/*
 * formats/elm/check.c – the rules of ELM credentials that its tables can't say.
 */
#include "base/fail.h"
#include "base/text.h"
#include "formats/elm/nearest.h"
#include "formats/elm/nodes.h"

#include <string.h>

/* Looking for the name that was meant costs time; so many different unknown names get it. */
typedef struct checking {
	const edu_document *doc;
	const edu_tree *tree;
	edu_finding_list *list;
	edu_elm_nodes nodes;
	edu_elm_values values, inner;
	edu_elm_guesses guesses;
} checking;

static int add(checking *c, edu_ref item, edu_severity severity, const char *rule, const char *message)
{
	return edu_finding_add(c->list, c->doc, item, severity, rule, "%s", message);
}

static bool is_scoped(edu_name name)
{
	for (uint32_t i = 0; i < elm_schema.property_count; i++)
		if (elm_schema.properties[i].name == name &&
		    elm_schema.properties[i].flags & EDU_PROPERTY_SCOPED)
			return true;
	return false;
}

static int report_unknown_term(checking *c, edu_ref item)
{
	const edu_name name = c->tree->items[item].name, known = edu_tree_known(c->tree, name);
	const char *version = elm_schema.versions[c->doc->version];

	if (known && is_scoped(known))
		return add(c, item, EDU_SEVERITY_INFO, "elm/unknown-term",
		           "a key of W3C credentials, known inside a node of type VerifiableCredential only, "
		           "so that readers pass over it here");
	if (known)
		return edu_finding_add(c->list, c->doc, item, EDU_SEVERITY_INFO, "elm/unknown-term",
		                       "ELM %s gives this key no meaning here, so that readers pass over it",
		                       version);
	const edu_name meant = edu_elm_meant_by(&c->guesses, name);
	if (!meant)
		return add(c, item, EDU_SEVERITY_INFO, "elm/unknown-term",
		           "the contexts don't know this key, so that readers pass over it");
	return edu_finding_add(
		c->list, c->doc, item, EDU_SEVERITY_INFO, "elm/unknown-term",
		"the contexts don't know this key, so that readers pass over it; %s may be meant: compare "
		"letter by letter",
		elm_schema.names.names[meant]);
}

static bool is_reference_to_something(const edu_item *i)
{
	const char *iri, *rest;

	return edu_is_iri(i->text, i->length) || edu_elm_split_compact(i->text, i->length, &iri, &rest)
	    || (i->length > 2 && memcmp(i->text, "_:", 2) == 0);
}

/* RDF loses all that is said about a node whose id is no absolute IRI, and every link to it. */
static int check_id(checking *c, edu_ref node)
{
	const edu_elm_number number = c->nodes.numbers[node];
	const edu_ref id = edu_tree_child(c->tree, node, elm_n_id);

	if (id && c->tree->items[id].kind != EDU_KIND_STRING && c->tree->items[id].kind != EDU_KIND_NULL)
		return add(c, id, EDU_SEVERITY_ERROR, "elm/id",
		           "an id must be a text: an absolute IRI such as urn:uuid:…");
	if (!id || !c->nodes.nodes[number].relative || c->nodes.nodes[number].first != node) return 0;
	return add(
		c, id, EDU_SEVERITY_ERROR, "elm/relative-id",
		"the id is no absolute IRI, so that linked-data tools lose the whole node; write one such as "
		"urn:epass:…");
}

static int check_reference(checking *c, edu_ref item)
{
	const edu_item *i = &c->tree->items[item];

	if (i->kind != EDU_KIND_STRING || is_reference_to_something(i)) return 0;
	return add(c, item, EDU_SEVERITY_ERROR, "elm/relative-id",
	           "a reference that is no absolute IRI, so that linked-data tools lose it; write the id of "
	           "a node in full");
}

static int check_language_entry(checking *c, edu_ref item)
{
	const edu_item *i = &c->tree->items[item];
	const bool in_map = c->nodes.roles[i->parent] == EDU_ELM_LANGUAGE_MAP;
	uint32_t length;

	if (i->kind != EDU_KIND_STRING && i->kind != EDU_KIND_NULL && !(in_map && i->kind == EDU_KIND_ARRAY))
		return add(c, item, EDU_SEVERITY_ERROR, "elm/language-map",
		           "a language map holds texts, or arrays of texts, and nothing else");
	if (!in_map) return 0;
	const char *tag = edu_tree_name_text(c->tree, i->name, &length);
	if (!length || edu_equal(tag, length, "@none") || edu_is_language(tag, length)) return 0;
	return add(c, item, EDU_SEVERITY_ERROR, "elm/language-tag",
	           "the key is no language tag such as en or de-AT, so that linked-data tools refuse the "
	           "whole document");
}

/* A word in the type of a node that means no class. */
static int check_type(checking *c, edu_ref item, const edu_elm_types *types)
{
	const edu_item *i = &c->tree->items[item],
		       *member = &c->tree->items[edu_elm_property_of(c->tree, item)];

	if (edu_tree_known(c->tree, member->name) != elm_n_type ||
	    !edu_elm_is_node(c->nodes.roles[member->parent]))
		return 0;
	if (i->kind != EDU_KIND_STRING || edu_elm_types_find(types, i->text, i->length)) return 0;
	return add(c, item, EDU_SEVERITY_INFO, "elm/unknown-type", "the contexts don't know this type");
}

static int check_item(checking *c, edu_ref i, const edu_elm_types *types)
{
	const edu_item *item = &c->tree->items[i];
	const uint8_t parent = c->nodes.roles[item->parent];

	switch (c->nodes.roles[i]) {
	case EDU_ELM_NODE: case EDU_ELM_CREDENTIAL_NODE:
		return check_id(c, i);
	case EDU_ELM_AT_NODE:
		return check_reference(c, i);
	case EDU_ELM_LANGUAGE_ENTRY:
		return check_language_entry(c, i);
	case EDU_ELM_KEYWORD:
		return check_type(c, i, types);
	case EDU_ELM_OUTSIDE:
		return edu_elm_is_node(parent) ? report_unknown_term(c, i) : 0;
	default:
		return 0;
	}
}

static int check_items(checking *c)
{
	edu_elm_types types;
	int rc = 0;

	edu_elm_types_open(&types);
	for (edu_ref i = c->tree->top; i && rc == 0; i = edu_tree_walk(c->tree, c->tree->top, i))
		rc = check_item(c, i, &types);
	return rc;
}

/* IssuerNodeShape: exactly one eIDASIdentifier, and that a LegalIdentifier. */
static int check_issuer(checking *c, const edu_elm_value *issuer)
{
	bool good = false;

	if (issuer->kind == EDU_ELM_NODE_VALUE && issuer->node) {
		if (edu_elm_values_get(&c->inner, issuer->node, elm_n_eIDASIdentifier) < 0) return EDU_ENOMEM;
		const edu_elm_value *id = c->inner.values;
		good = c->inner.count == 1 && id->kind == EDU_ELM_NODE_VALUE
		    && c->nodes.nodes[id->node].classes >> elm_c_LegalIdentifier & 1;
	}
	if (good) return 0;
	return add(c, issuer->item, EDU_SEVERITY_ERROR, "elm/issuer-eidas",
	           "the issuer needs one eIDASIdentifier of type LegalIdentifier; sealing adds it from the "
	           "certificate");
}

/* Since 3.2 two properties of the envelope want nodes that have an id. */
static int check_named(checking *c, const edu_elm_value *value)
{
	if (c->doc->version < elm_v_3_2 || value->kind != EDU_ELM_NODE_VALUE) return 0;
	if (!value->node || c->nodes.nodes[value->node].id) return 0;
	return add(c, value->item, EDU_SEVERITY_ERROR, "elm/node-kind",
	           "the node needs an id: an absolute IRI");
}

/*
 * The W3C context moves a proof out of reach, so that 3.2 never finds the type it asks for (elm.md, section
 * 8, a).
 */
static int check_proof(checking *c, const edu_elm_value *value)
{
	if (c->doc->version < elm_v_3_2) return 0;
	return add(
		c, value->item, EDU_SEVERITY_ERROR, "elm/proof",
		"no embedded proof satisfies the profiles of ELM 3.2; a credential is sealed from outside");
}

static int check_each(checking *c, edu_elm_number node, edu_name property,
                      int (*check)(checking *c, const edu_elm_value *value))
{
	int rc = edu_elm_values_get(&c->values, node, property);

	for (size_t i = 0; i < c->values.count && rc == 0; i++) rc = check(c, &c->values.values[i]);
	return rc;
}

static int check_credential(checking *c, edu_elm_number node)
{
	int rc = check_each(c, node, elm_n_issuer, check_issuer);

	if (rc == 0) rc = check_each(c, node, elm_n_credentialSchema, check_named);
	if (rc == 0) rc = check_each(c, node, elm_n_credentialStatus, check_named);
	if (rc == 0) rc = check_each(c, node, elm_n_proof, check_proof);
	if (rc == 0 && !(c->nodes.nodes[node].classes >> elm_c_VerifiableCredential & 1))
		rc = add(c, c->nodes.nodes[node].full, EDU_SEVERITY_WARNING, "elm/type",
		         "type lacks VerifiableCredential, so that the members of the envelope mean nothing");
	return rc;
}

static int check_credentials(checking *c)
{
	int rc = 0;

	for (edu_elm_number n = 1; n < c->nodes.count && rc == 0; n++)
		if (c->nodes.nodes[n].classes >> elm_c_EuropeanDigitalCredential & 1 &&
		    !c->nodes.nodes[n].relative)
			rc = check_credential(c, n);
	return rc;
}

int edu_elm_check(const edu_document *doc, edu_finding_list *list, edu_error *err)
{
	const edu_tree *t = &doc->tree;
	checking c = { .doc = doc, .tree = t, .list = list };

	int rc = edu_elm_guesses_open(&c.guesses, t);
	if (rc == 0) rc = edu_elm_nodes_open(&c.nodes, doc, true);
	edu_elm_values_open(&c.values, &c.nodes);
	edu_elm_values_open(&c.inner, &c.nodes);
	if (rc == 0) rc = check_items(&c);
	if (rc == 0) rc = check_credentials(&c);
	if (c.nodes.doc) {
		edu_elm_values_close(&c.inner);
		edu_elm_values_close(&c.values);
	}
	edu_elm_nodes_close(&c.nodes);
	edu_elm_guesses_close(&c.guesses);
	return rc < 0 ? edu_fail_memory(err) : 0;
}
