/*
 * convert/anew.h – a conversion as if nothing travelled in its source as a whole.
 */
#ifndef EDU_CONVERT_ANEW_H
#define EDU_CONVERT_ANEW_H

#include "model/crosswalk.h"

/*
 * edu_convert() that passes over what travels inside the source: carriers may hold carriers, and each would be
 * converted again for every one around it. Into versions that are not written, too.
 */
int edu_convert_anew(edu_document **out, const edu_document *source, const char *target, const edu_convert_options *options,
		     edu_error *err);

#endif
