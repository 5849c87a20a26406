/*
 * formats/elmo/credits.c – rules A15 and A16: where ECTS credits stand, and how they are written.
 */
#include "formats/elmo/check.h"
#include "base/text.h"

/* The specifications around the current item, outermost first. */
typedef struct open_specification {
	edu_ref item;
	bool has_ects;               /* itself, or one around it */
} open_specification;

typedef struct credit_walk {
	edu_elmo_checking *c;
	open_specification *open;
	size_t count, capacity;
} credit_walk;

static bool is_zero(const edu_elmo_token *value)
{
	return edu_is_decimal(value->text, value->length)
	    && edu_compare_decimals(value->text, value->length, "0", 1) == 0;
}

/*
 * The first credit in ECTS of a specification's instance; 0: none. The spelling of the scheme does not
 * matter.
 */
static int find_ects(edu_elmo_checking *c, edu_ref specification, edu_ref *out)
{
	const edu_tree *t = c->tree;
	const edu_ref specifies = edu_elmo_child(t, specification, EDU_KIND_ELEMENT, elmo_n_specifies);
	const edu_ref instance = specifies
		? edu_elmo_child(t, specifies, EDU_KIND_ELEMENT, elmo_n_learningOpportunityInstance) : 0;

	*out = 0;
	for (edu_ref i = instance ? edu_tree_first(t, instance) : 0; i && !*out; i = edu_tree_next(t, i)) {
		edu_elmo_token scheme;
		if (t->items[i].cls != elmo_c_Credit) continue;
		const edu_ref element = edu_elmo_child(t, i, EDU_KIND_ELEMENT, elmo_n_scheme);
		if (!element) continue;
		if (edu_elmo_token_of(c, element, &scheme) < 0) return EDU_ENOMEM;
		if (edu_equal_nocase(scheme.text, scheme.length, "ects")) *out = i;
	}
	return 0;
}

static int report_nested(edu_elmo_checking *c, edu_ref credit)
{
	const edu_ref element = edu_elmo_child(c->tree, credit, EDU_KIND_ELEMENT, elmo_n_value);
	edu_elmo_token value = { "", 0 };

	if (element && edu_elmo_token_of(c, element, &value) < 0) return EDU_ENOMEM;
	const bool zero = is_zero(&value);
	return edu_finding_add(
		c->list, c->doc, credit, zero ? EDU_SEVERITY_INFO : EDU_SEVERITY_WARNING, "elmo/A15",
		"ECTS credits stand here and on a specification around this one; state them on one "
		"level only, for they can't be added up");
}

/* A15: of a specification and those around it only one has ECTS credits. */
static int enter_specification(credit_walk *w, edu_ref specification)
{
	const edu_ref around =
		edu_elmo_around(w->c->tree, specification, elmo_c_LearningOpportunitySpecification,
	                        elmo_c_LearningOpportunitySpecification);
	edu_ref credit;

	while (w->count && w->open[w->count - 1].item != around) w->count--;
	if (!edu_grow(&w->c->doc->tree.ctx->allocator, (void **)&w->open, &w->capacity, w->count,
	              sizeof *w->open))
		return EDU_ENOMEM;
	const bool below_ects = w->count && w->open[w->count - 1].has_ects;
	if (find_ects(w->c, specification, &credit) < 0) return EDU_ENOMEM;
	w->open[w->count++] = (open_specification){ specification, below_ects || credit };
	return credit && below_ects ? report_nested(w->c, credit) : 0;
}

/* A16: the scheme is written ects, and then a value is there. */
static int check_credit(edu_elmo_checking *c, edu_ref credit)
{
	const edu_ref scheme = edu_elmo_child(c->tree, credit, EDU_KIND_ELEMENT, elmo_n_scheme);
	edu_elmo_token text;
	int rc = 0;

	if (!scheme) return 0;
	if (edu_elmo_token_of(c, scheme, &text) < 0) return EDU_ENOMEM;
	if (!edu_equal_nocase(text.text, text.length, "ects")) return 0;
	if (!edu_equal(text.text, text.length, "ects"))
		rc = edu_finding_add(c->list, c->doc, scheme, EDU_SEVERITY_INFO, "elmo/A16",
		                     "the scheme is ECTS in other letters; write it in lower case: ects");
	if (rc == 0 && !edu_elmo_child(c->tree, credit, EDU_KIND_ELEMENT, elmo_n_value))
		rc = edu_finding_add(c->list, c->doc, credit, EDU_SEVERITY_ERROR, "elmo/A16",
		                     "credits in ECTS without a value; add the value element");
	return rc;
}

int edu_elmo_check_credits(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	credit_walk w = { .c = c };
	int rc = 0;

	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(t, c->doc->content, i)) {
		if (t->items[i].cls == elmo_c_LearningOpportunitySpecification)
			rc = enter_specification(&w, i);
		else if (t->items[i].cls == elmo_c_Credit) rc = check_credit(c, i);
	}
	edu_release(&t->ctx->allocator, w.open, w.capacity * sizeof *w.open);
	return rc;
}
