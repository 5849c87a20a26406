/*
 * edu/learners.h – files of OOAPI with the results of several learners.
 *
 * A record is about one learner, and a file of OOAPI (a page of associations, a bundle) may hold those of many. It can
 * be validated and written back, and its learners are taken out one by one to be converted.
 *
 * Threads: as in edu/document.h. Documents that were taken out stand by themselves.
 */
#ifndef EDU_LEARNERS_H
#define EDU_LEARNERS_H

#include <edu/document.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * How many persons take part in something as students (OOAPI 5.0, association.role): 0 or more for OOAPI, 0 for other
 * formats, and where memory runs out.
 */
EDU_API size_t edu_learners_count(const edu_document *doc);

/**
 * Take one learner out: the document without the others, their associations, and whatever else refers to either. Courses,
 * offerings, organisations and persons who are no students stay. Texts are shared; the document may be freed first.
 *
 * @param[out] out  to be freed with edu_document_free(); NULL on failure. It has no original bytes
 * @param i         from 0, in the order of their first associations
 * @return 0, EDU_ENOMEM, EDU_ELIMIT, EDU_EARG (no such learner)
 */
EDU_API EDU_MUST_USE int edu_learners_take(edu_document **out, const edu_document *doc, size_t i, edu_error *err);

#ifdef __cplusplus
}
#endif

#endif
