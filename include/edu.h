/*
 * edu.h – all of libedu: learners, courses and credentials, in ELM and EMREX ELMO.
 */
#ifndef EDU_H
#define EDU_H

#include <edu/base.h>
#include <edu/document.h>
#include <edu/format.h>
#include <edu/convert.h>
#include <edu/stream.h>
#include <edu/validate.h>
#include <edu/vocabulary.h>
#include <edu/handles.h>
#include <edu/learner.h>
#include <edu/course.h>
#include <edu/credential.h>
#include <edu/cjson.h>
#include <edu/enclosure.h>
#include <edu/registry.h>
#include <edu/emrex.h>
#include <edu/trust.h>
#include <edu/ewp.h>
#include <edu/learners.h>
#include <edu/sign.h>
#include <edu/status_list.h>
#include <edu/sd_jwt.h>
#include <edu/privacy.h>

#endif
