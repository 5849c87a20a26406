/*
 * validate/members.c – plain JSON against the tables: each object by the rows of its class.
 *
 * There are two verdicts. The official one is that of a JSON Schema validator on the published schemas; the sound
 * one, which is given unless the profile asks for the other, is milder and stricter where those are wrong. Sound
 * findings tell the remedy.
 */
#include "validate/members.h"

#include <string.h>

enum { IS_THERE = 1, IS_NULL = 2, MOST_ALTERNATIVES = 8 };

static bool counts(const edu_members *m, const edu_property *row)
{
	return row->versions >> m->judgement->version & 1;
}

static const char *name_of(const edu_members *m, uint16_t name)
{
	return m->c->schema->names.names[name];
}

const edu_delta *edu_members_delta(const edu_members *m, uint16_t cls, uint16_t name)
{
	for (size_t i = 0; i < 2; i++)
		for (const edu_delta *d = m->judgement->deltas[i]; d && d->cls; d++)
			if (d->cls == cls && d->name == name && (d->versions >> m->judgement->version & 1)) return d;
	return NULL;
}

/* ---- members that are there ---- */

static int add_foreign(edu_members *m, edu_ref item, const edu_class *cls, edu_name known)
{
	edu_checking *c = m->c;
	const char *version = c->schema->versions[m->judgement->version];

	if (cls->open) return 0;
	if (cls->closed)
		return edu_checking_add(c, item, EDU_SEVERITY_ERROR, "closed",
		                        "%s may hold the members of the schema alone; put others into an ext or consumer "
		                        "object around it", cls->name);
	if (m->judgement->official) return 0;
	const uint16_t index = m->tree->items[m->tree->items[item].parent].cls;
	if (known && edu_schema_any_property(c->schema, index, known))
		return edu_checking_add(c, item, EDU_SEVERITY_WARNING, "version",
		                        "%s.%s is a member of another version, not of %s", cls->name, name_of(m, known), version);
	return edu_checking_add(c, item, EDU_SEVERITY_INFO, "unknown-member",
	                        "%s has no such member in version %s; it is kept, and readers may pass over it", cls->name,
	                        version);
}

static int check_member(edu_members *m, edu_ref item, const edu_class *cls, uint16_t index)
{
	const edu_name known = edu_tree_known(m->tree, m->tree->items[item].name);
	const edu_property *row =
		known ? edu_schema_property(m->c->schema, index, known, m->judgement->version) : NULL;

	if (!row) return add_foreign(m, item, cls, known);
	m->seen[row - &m->c->schema->properties[cls->first]] =
		m->tree->items[item].kind == EDU_KIND_NULL ? IS_NULL : IS_THERE;
	return edu_check_member_value(m, item, index, row);
}

/* ---- members that are missing ---- */

/* A plain validator takes a null for there; to everyone else it says that there is nothing. */
static bool is_missing(const edu_members *m, uint8_t seen)
{
	return m->judgement->official ? !seen : seen != IS_THERE;
}

/* The row by which an object is the value of another one's member; NULL: there is none. */
static const edu_property *holding_row(const edu_members *m, edu_ref object)
{
	const edu_tree *t = m->tree;
	edu_ref member = object;

	while (!t->items[member].name && t->items[member].parent) member = t->items[member].parent;
	const edu_name known = edu_tree_known(t, t->items[member].name);
	const uint16_t cls = t->items[t->items[member].parent].cls;
	return known && cls ? edu_schema_property(m->c->schema, cls, known, m->judgement->version) : NULL;
}

static bool may_lack_id(const edu_members *m, edu_ref object)
{
	const edu_property *row = holding_row(m, object);
	return m->judgement->is_request || (row && row->flags & EDU_PROPERTY_WITHOUT_ID);
}

/* How grave it is that a member is missing; -1: not at all. */
static int gravity(const edu_members *m, edu_ref object, const edu_property *row)
{
	const edu_document *doc = m->c->doc;
	const uint16_t cls = m->tree->items[object].cls;
	const edu_delta *d = edu_members_delta(m, cls, row->name);

	if (d && d->flags & EDU_DELTA_REQUIRED) return EDU_SEVERITY_ERROR;
	if (d && d->flags & EDU_DELTA_ADVISED) return EDU_SEVERITY_WARNING;
	if (!row->min || (d && d->flags & EDU_DELTA_OPTIONAL)) return -1;
	const bool is_id = doc->format->id_name && doc->format->id_name(cls, m->judgement->version) == row->name;
	return is_id && may_lack_id(m, object) ? -1 : EDU_SEVERITY_ERROR;
}

static int check_required(edu_members *m, edu_ref object, const edu_class *cls)
{
	const edu_property *rows = &m->c->schema->properties[cls->first];
	int rc = 0;

	for (uint16_t r = 0; r < cls->count && rc == 0; r++) {
		if (!is_missing(m, m->seen[r]) || !counts(m, &rows[r])) continue;
		const int severity = gravity(m, object, &rows[r]);
		/* That a null stands there was told. */
		if (severity < 0 || (m->seen[r] == IS_NULL && severity == EDU_SEVERITY_WARNING)) continue;
		rc = edu_checking_add(m->c, object, (edu_severity)severity, "required", "%s %s the member %s", cls->name,
		                      severity == EDU_SEVERITY_ERROR ? "needs" : "should have", name_of(m, rows[r].name));
	}
	return rc;
}

/* The names of a group, "personId or person". */
static void list_group(const edu_members *m, const edu_class *cls, uint8_t group, char *out, size_t size)
{
	const edu_property *rows = &m->c->schema->properties[cls->first];
	size_t length = 0;

	out[0] = '\0';
	for (uint16_t r = 0; r < cls->count; r++) {
		if (rows[r].alternative != group || !counts(m, &rows[r])) continue;
		const char *name = name_of(m, rows[r].name);
		const size_t more = strlen(name) + (length ? 4 : 0);
		if (length + more >= size) return;
		if (length) memcpy(out + length, " or ", 4);
		memcpy(out + length + (length ? 4 : 0), name, strlen(name) + 1);
		length += more;
	}
}

static int check_alternatives(edu_members *m, edu_ref object, const edu_class *cls)
{
	const edu_property *rows = &m->c->schema->properties[cls->first];
	bool asked[MOST_ALTERNATIVES] = { false }, met[MOST_ALTERNATIVES] = { false };
	char names[200];
	int rc = 0;

	for (uint16_t r = 0; r < cls->count; r++) {
		const uint8_t group = rows[r].alternative;
		if (!group || group >= MOST_ALTERNATIVES || !counts(m, &rows[r])) continue;
		asked[group] = true;
		met[group] |= !is_missing(m, m->seen[r]);
	}
	for (uint8_t group = 1; group < MOST_ALTERNATIVES && rc == 0; group++) {
		if (!asked[group] || met[group]) continue;
		list_group(m, cls, group, names, sizeof names);
		rc = edu_checking_add(m->c, object, EDU_SEVERITY_ERROR, "required", "%s needs one of the members %s",
		                      cls->name, names);
	}
	return rc;
}

/* ---- objects ---- */

static bool exists(const edu_members *m, const edu_class *cls)
{
	for (uint16_t r = 0; r < cls->count; r++)
		if (counts(m, &m->c->schema->properties[cls->first + r])) return true;
	return cls->count == 0;
}

static int check_object(edu_members *m, edu_ref object)
{
	const uint16_t index = m->tree->items[object].cls;
	const edu_class *cls = &m->c->schema->classes[index];
	int rc = 0;

	if (!exists(m, cls))
		return edu_checking_add(m->c, object, EDU_SEVERITY_ERROR, "version", "version %s has no %s",
		                        m->c->schema->versions[m->judgement->version], cls->name);
	memset(m->seen, 0, cls->count);
	for (edu_ref i = edu_tree_first(m->tree, object); i && rc == 0; i = edu_tree_next(m->tree, i))
		rc = check_member(m, i, cls, index);
	if (rc == 0 && !m->judgement->is_patch) rc = check_required(m, object, cls);
	return rc == 0 && !m->judgement->is_patch ? check_alternatives(m, object, cls) : rc;
}

static uint16_t most_rows(const edu_schema *s)
{
	uint16_t most = 1;

	for (uint32_t i = 1; i < s->class_count; i++)
		if (s->classes[i].count > most) most = s->classes[i].count;
	return most;
}

int edu_check_members(edu_checking *c, const edu_judgement *judgement)
{
	const edu_tree *t = &c->doc->tree;
	const edu_allocator *a = &t->ctx->allocator;
	const size_t size = most_rows(c->schema);
	edu_members m = { .c = c, .judgement = judgement, .tree = t, .seen = edu_allocate(a, size) };
	int rc = 0;

	if (!m.seen) return EDU_ENOMEM;
	for (edu_ref i = t->top; i && rc == 0; i = edu_tree_walk(t, t->top, i))
		if (t->items[i].kind == EDU_KIND_OBJECT && t->items[i].cls) rc = check_object(&m, i);
	edu_release(a, m.seen, size);
	return rc;
}
