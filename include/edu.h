/*
 * edu.h – all of libedu: learners, courses and credentials, in ELM, EMREX ELMO and OOAPI.
 */
#ifndef EDU_H
#define EDU_H

#include <edu/base.h>
#include <edu/document.h>
#include <edu/format.h>
#include <edu/convert.h>
#include <edu/validate.h>
#include <edu/handles.h>
#include <edu/learner.h>
#include <edu/course.h>
#include <edu/credential.h>

#endif
