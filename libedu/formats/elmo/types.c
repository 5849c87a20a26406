/*
 * formats/elmo/types.c – rules A8, A11 and A21: what goes with the type of a specification.
 */
#include "formats/elmo/check.h"
#include "base/memory.h"
#include "base/text.h"

/* In nesting order. A type that isn't known is as good as none. */
enum { UNTYPED, DEGREE_PROGRAMME, MODULE, COURSE, CLASS };

/* The specifications around the current item, outermost first. */
typedef struct open_specification {
	edu_ref item;
	int innermost;               /* the highest type, of itself and those around it */
	bool in_course;              /* it is a Course, or one is around it */
} open_specification;

typedef struct type_walk {
	edu_elmo_checking *c;
	open_specification *open;
	size_t count, capacity;
} type_walk;

static int type_of(edu_elmo_checking *c, edu_ref specification, int *out)
{
	static const char *const names[] = { NULL, "Degree Programme", "Module", "Course", "Class" };
	const edu_ref type = edu_elmo_child(c->tree, specification, EDU_KIND_ELEMENT, elmo_n_type);
	edu_elmo_token text;

	*out = UNTYPED;
	if (!type) return 0;
	if (edu_elmo_token_of(c, type, &text) < 0) return EDU_ENOMEM;
	for (int i = CLASS; i > UNTYPED; i--)
		if (edu_equal(text.text, text.length, names[i])) *out = i;
	return 0;
}

/* A8. One Degree Programme in another is rare but allowed; nothing is said against Modules in Modules. */
static int check_nesting(edu_elmo_checking *c, edu_ref specification, int type, int around, bool in_course)
{
	const char *message = NULL;

	if (type == UNTYPED) return 0;
	if (around == CLASS)
		message = "a specification with a type stands below a Class; leave the type out, or move it "
		          "beside the Class";
	else if (type < around)
		message = "the type of a specification around this one comes behind it in the order Degree "
		          "Programme, Module, Course, Class; correct the types or the nesting";
	else if (type == CLASS && !in_course)
		message = "a Class stands in no Course; put it below its Course, or leave the type out";
	if (!message) return 0;
	return edu_finding_add(c->list, c->doc, specification, EDU_SEVERITY_WARNING, "elmo/A8", "%s", message);
}

/* A11 */
static int check_term(edu_elmo_checking *c, edu_ref instance, int type)
{
	const edu_ref term = edu_elmo_child(c->tree, instance, EDU_KIND_ELEMENT, elmo_n_academicTerm);

	if (type == DEGREE_PROGRAMME && term)
		return edu_finding_add(
			c->list, c->doc, term, EDU_SEVERITY_INFO, "elmo/A11",
			"a Degree Programme has an academicTerm; state the term on its courses instead");
	if (type == COURSE && !term)
		return edu_finding_add(c->list, c->doc, instance, EDU_SEVERITY_INFO, "elmo/A11",
		                       "a Course without academicTerm; state the term it was taken in");
	return 0;
}

/* A21 */
static int check_supplement(edu_elmo_checking *c, edu_ref instance, int type)
{
	const edu_ref supplement =
		edu_elmo_child(c->tree, instance, EDU_KIND_ELEMENT, elmo_n_diplomaSupplement);

	if (!supplement || type == DEGREE_PROGRAMME) return 0;
	return edu_finding_add(c->list, c->doc, supplement, EDU_SEVERITY_WARNING, "elmo/A21",
	                       "the specification of this diplomaSupplement is no Degree Programme; correct "
	                       "its type, or move the supplement to the programme");
}

static int enter_specification(type_walk *w, edu_ref specification)
{
	edu_elmo_checking *c = w->c;
	const edu_ref parent =
		edu_elmo_around(c->tree, specification, elmo_c_LearningOpportunitySpecification,
	                        elmo_c_LearningOpportunitySpecification);
	const edu_ref specifies = edu_elmo_child(c->tree, specification, EDU_KIND_ELEMENT, elmo_n_specifies);
	const edu_ref instance = specifies ? edu_elmo_child(c->tree, specifies, EDU_KIND_ELEMENT,
	                                                    elmo_n_learningOpportunityInstance)
	                                   : 0;
	int type;

	while (w->count && w->open[w->count - 1].item != parent) w->count--;
	const int around = w->count ? w->open[w->count - 1].innermost : UNTYPED;
	const bool in_course = w->count && w->open[w->count - 1].in_course;
	if (!edu_grow(&c->tree->ctx->allocator, (void **)&w->open, &w->capacity, w->count, sizeof *w->open) ||
	    type_of(c, specification, &type) < 0)
		return EDU_ENOMEM;
	w->open[w->count++] = (open_specification){ specification, type > around ? type : around,
		                                     in_course || type == COURSE };
	int rc = check_nesting(c, specification, type, around, in_course);
	if (rc == 0 && instance) rc = check_term(c, instance, type);
	if (rc == 0 && instance) rc = check_supplement(c, instance, type);
	return rc;
}

int edu_elmo_check_types(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	type_walk w = { .c = c };
	int rc = 0;

	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(t, c->doc->content, i))
		if (t->items[i].cls == elmo_c_LearningOpportunitySpecification)
			rc = enter_specification(&w, i);
	edu_release(&t->ctx->allocator, w.open, w.capacity * sizeof *w.open);
	return rc;
}
