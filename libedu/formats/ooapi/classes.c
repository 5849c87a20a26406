/*
 * formats/ooapi/classes.c – which classes are education and which are its offerings, and by which members others lead to
 * them, in all versions (ooapi.md, section 1: the nine squares).
 */
#include "formats/ooapi/crosswalk.h"

const uint16_t ooapi_to_education[] = {
	ooapi_n_component, ooapi_n_componentId, ooapi_n_learningComponent, ooapi_n_learningComponentId, ooapi_n_course,
	ooapi_n_courseId, ooapi_n_program, ooapi_n_programme, ooapi_n_programmeId, 0
};
const uint16_t ooapi_to_organisation[] = { ooapi_n_organization, ooapi_n_organisation, ooapi_n_organisationId, 0 };
const uint16_t ooapi_to_session[] = { ooapi_n_academicSession, ooapi_n_academicSessionId, 0 };

bool ooapi_is_education(uint16_t cls)
{
	switch (cls) {
	case ooapi_c_Programme: case ooapi_c_EducationSpecification: case ooapi_c_Course: case ooapi_c_Component:
	case ooapi_c_LearningComponent: case ooapi_c_TestComponent: return true;
	default: return false;
	}
}

bool ooapi_is_offering(uint16_t cls)
{
	switch (cls) {
	case ooapi_c_ProgrammeOffering: case ooapi_c_CourseOffering: case ooapi_c_ComponentOffering:
	case ooapi_c_LearningComponentOffering: case ooapi_c_TestComponentOffering: return true;
	default: return false;
	}
}
