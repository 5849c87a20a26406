/*
 * convert/matrix.c – what converts to what, as the tables have it.
 */
#include <string.h>

#include "convert/conversion.h"
#include "core_tables.h"

/* *version -1: a bare name stands for all of them. NULL: there is no such format, or no such version. */
static const edu_format *find(const char *name, int *version)
{
	const char *at = strchr(name, '@');
	const edu_format *f = edu_format_find(name, at ? (size_t)(at - name) : strlen(name));

	*version = f && at ? edu_version_named(f, at + 1) : -1;
	return f && at && *version < 0 ? NULL : f;
}

static bool has(uint16_t versions, int version)
{
	return version < 0 ? versions != 0 : versions >> version & 1;
}

/* Within a family what one lacks is lost, and everything else is the same. */
static const edu_format *family_of(const edu_format *f)
{
	return f->form_of ? f->form_of : f;
}

/* The class of the core's record that a document about something becomes; 0: none. */
static uint16_t becomes(const edu_format *from, unsigned about)
{
	const edu_crosswalk *walk = edu_crosswalk_of(family_of(from));

	if (from != &edu_format_core && !(walk && walk->lower)) return 0;
	return about == EDU_ABOUT_RECORDS ? core_c_Credential : about == EDU_ABOUT_COURSES ? core_c_Catalogue : 0;
}

static bool takes(const edu_format *from, const edu_format *to, unsigned about)
{
	const edu_crosswalk *walk = edu_crosswalk_of(family_of(to));

	if (!(from->holds & about)) return false;
	if (family_of(from) == family_of(to) || from->translates_to == to) return true;
	const uint16_t cls = becomes(from, about);
	return cls && (to == &edu_format_core || (walk && walk->raise && edu_crosswalk_takes(walk, cls)));
}

unsigned edu_convert_takes(const char *source, const char *target)
{
	int read, written;
	const edu_format *from = source ? find(source, &read) : NULL, *to = target ? find(target, &written) : NULL;
	unsigned found = 0;

	if (!from || !to || (from != &edu_format_core && !has(from->reads, read))) return 0;
	/* What was read in a version may be written in it all the same. */
	const bool own = from == to && (written < 0 || read == written);
	if (!own && to != &edu_format_core && !has(to->writes, written)) return 0;
	for (unsigned about = 1; about <= EDU_ABOUT_ACCREDITATIONS; about <<= 1)
		if (takes(from, to, about)) found |= about;
	return found;
}
