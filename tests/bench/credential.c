/*
 * credential.c – the transcript of a programme as a European Digital Credential; see credential.h.
 */
#include "credential.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define AUTHORITY "http://publications.europa.eu/resource/authority/"
#define SNB "http://data.europa.eu/snb/"

enum { SHARED_NODES = 37, NODES_OF_A_COURSE = 4 };

typedef struct writing {
	FILE *out;
	size_t objects;
} writing;

/* {"id": …, "type": …; the caller goes on with ,"key": and closes it. */
static void open_node(writing *w, const char *id, const char *type)
{
	fprintf(w->out, "{\"id\":\"%s\",\"type\":\"%s\"", id, type);
	w->objects++;
}

static void open_numbered(writing *w, const char *kind, unsigned number, const char *type)
{
	char id[64];

	snprintf(id, sizeof id, "urn:epass:%s:%u", kind, number);
	open_node(w, id, type);
}

static void put_concept(writing *w, const char *key, const char *id, const char *scheme, const char *label)
{
	static const char languages[][3] = { "en", "de", "fr", "ga", "es", "it", "pl", "pt", "nl", "ro", "sv" };

	fprintf(w->out, ",\"%s\":", key);
	open_node(w, id, "Concept");
	fprintf(w->out, ",\"inScheme\":");
	open_node(w, scheme, "ConceptScheme");
	fprintf(w->out, "},\"prefLabel\":{");
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
		fprintf(w->out, "%s\"%s\":\"%s\"", i ? "," : "", languages[i], label);
	fprintf(w->out, "}}");
}

static void put_country(writing *w, const char *key)
{
	put_concept(w, key, AUTHORITY "country/IRL", AUTHORITY "country", "Ireland");
}

static void put_language(writing *w, const char *key)
{
	put_concept(w, key, AUTHORITY "language/ENG", AUTHORITY "language", "English");
}

static void put_legal_identifier(writing *w, const char *key, unsigned number)
{
	fprintf(w->out, ",\"%s\":", key);
	open_numbered(w, "legalIdentifier", number, "LegalIdentifier");
	fprintf(w->out, ",\"notation\":\"VATIE-0000000X\",\"schemeName\":\"Register of Organisations\"");
	put_country(w, "spatial");
	fputc('}', w->out);
}

static void put_image(writing *w, unsigned number)
{
	open_numbered(w, "mediaObject", number, "MediaObject");
	fprintf(w->out, ",\"content\":\"iVBORw0KGgo=\"");
	put_concept(w, "contentEncoding", SNB "encoding/6146cde7dd", SNB "encoding/25831c2", "base64");
	put_concept(w, "contentType", AUTHORITY "file-type/PNG", AUTHORITY "file-type", "PNG");
	fputc('}', w->out);
}

static void put_logo(writing *w)
{
	fprintf(w->out, ",\"logo\":");
	put_image(w, 2);
}

/* The issuer, which gets printed some two hundred times. */
static void put_organisation(writing *w, const char *key)
{
	fprintf(w->out, ",\"%s\":", key);
	open_numbered(w, "org", 1, "Organisation");
	fprintf(w->out, ",\"legalName\":{\"en\":\"Example University of Applied Arts and Sciences\",\"ga\":\"Ollscoil "
			"Shamplach na nEalaíon agus na nEolaíochtaí Feidhmeacha\"}");
	put_legal_identifier(w, "eIDASIdentifier", 1);
	fprintf(w->out, ",\"location\":");
	open_numbered(w, "location", 1, "Location");
	fprintf(w->out, ",\"address\":");
	open_numbered(w, "address", 1, "Address");
	put_country(w, "countryCode");
	fprintf(w->out, ",\"fullAddress\":");
	open_numbered(w, "note", 1, "Note");
	fprintf(w->out, ",\"noteLiteral\":{\"en\":\"1 Example Street, Example Quarter, D00 XX00 Example City\"}}}}");
	put_logo(w);
	fprintf(w->out, ",\"homepage\":");
	open_numbered(w, "webResource", 1, "WebResource");
	fprintf(w->out, ",\"contentURL\":\"https://university.example/the/way/to/its/home/page\"}}");
}

static void put_award(writing *w)
{
	fprintf(w->out, ",\"awardedBy\":");
	open_numbered(w, "awardingProcess", 1, "AwardingProcess");
	fprintf(w->out, ",\"awardingDate\":\"2026-01-10T00:00:00Z\"");
	put_organisation(w, "awardingBody");
	fputc('}', w->out);
}

static void put_credits(writing *w, const char *key)
{
	fprintf(w->out, ",\"%s\":", key);
	open_numbered(w, "creditPoint", 1, "CreditPoint");
	put_concept(w, "framework", SNB "education-credit/6fcec5c5af", SNB "education-credit/25831c2",
		    "European Credit Transfer System");
	fprintf(w->out, ",\"point\":\"5\"}");
}

static void put_assessment(writing *w, unsigned number)
{
	fprintf(w->out, ",\"provenBy\":");
	open_numbered(w, "learningAssessment", number, "LearningAssessment");
	fprintf(w->out, ",\"title\":{\"en\":\"Written examination of course %u\"}", number);
	put_award(w);
	fprintf(w->out, ",\"dateIssued\":\"2026-01-09T00:00:00Z\",\"grade\":");
	open_numbered(w, "note", 2 + number % 3, "Note");
	fprintf(w->out, ",\"noteLiteral\":{\"en\":\"%u\"}}", number % 3 + 1);
	put_concept(w, "gradeStatus", SNB "grade-status/c_60a1cf9a", SNB "grade-status/25831c2", "pass");
	fputc('}', w->out);
}

static void put_activity(writing *w, unsigned number)
{
	fprintf(w->out, ",\"influencedBy\":");
	open_numbered(w, "activity", number, "LearningActivity");
	fprintf(w->out, ",\"title\":{\"en\":\"Lectures and seminars of course %u\"},\"workload\":\"PT125H\"", number);
	put_award(w);
	fprintf(w->out, ",\"temporal\":");
	open_numbered(w, "period", 1, "PeriodOfTime");
	fprintf(w->out, ",\"startDate\":\"2025-09-01T00:00:00Z\",\"endDate\":\"2026-01-09T00:00:00Z\"}}");
}

static void put_specification(writing *w, unsigned number)
{
	fprintf(w->out, ",\"specifiedBy\":");
	open_numbered(w, "learningAchievementSpec", number, "LearningAchievementSpecification");
	fprintf(w->out, ",\"title\":{\"en\":\"Course %u in the art of examples\",\"ga\":\"Cúrsa %u\"}", number, number);
	fprintf(w->out, ",\"volumeOfLearning\":\"PT125H\"");
	put_language(w, "language");
	put_concept(w, "thematicArea", SNB "isced-f/0613", SNB "isced-f/25831c2",
		    "Software and applications development and analysis");
	put_credits(w, "creditPoint");
	fputc('}', w->out);
}

static void put_course(writing *w, unsigned number)
{
	open_numbered(w, "learningAchievement", number, "LearningAchievement");
	fprintf(w->out, ",\"title\":{\"en\":\"Course %u in the art of examples\",\"ga\":\"Cúrsa %u\"}", number, number);
	fprintf(w->out, ",\"description\":{\"en\":\"What was learned: to find, to write and to judge examples.\"}");
	put_award(w);
	put_credits(w, "creditReceived");
	put_assessment(w, number);
	put_activity(w, number);
	put_specification(w, number);
	fputc('}', w->out);
}

static void put_display(writing *w)
{
	fprintf(w->out, ",\"displayParameter\":");
	open_numbered(w, "displayParameter", 1, "DisplayParameter");
	fprintf(w->out, ",\"title\":{\"en\":\"Transcript of records\"}");
	put_language(w, "primaryLanguage");
	put_language(w, "language");
	fprintf(w->out, ",\"individualDisplay\":");
	open_numbered(w, "individualDisplay", 1, "IndividualDisplay");
	put_language(w, "language");
	fprintf(w->out, ",\"displayDetail\":");
	open_numbered(w, "displayDetail", 1, "DisplayDetail");
	fprintf(w->out, ",\"page\":1,\"image\":");
	put_image(w, 1);
	fprintf(w->out, "}}}");
}

static void put_envelope(writing *w)
{
	fprintf(w->out, "{\"@context\":[\"https://www.w3.org/2018/credentials/v1\",\"" SNB "model/context/edc-ap\"],"
			"\"id\":\"urn:credential:00000000-0000-4000-8000-000000000001\",\"type\":[\"VerifiableCredential\","
			"\"EuropeanDigitalCredential\"],\"issued\":\"2026-01-15T09:00:00Z\","
			"\"validFrom\":\"2026-01-15T09:00:00Z\",\"credentialSchema\":");
	w->objects++;
	open_node(w, SNB "model/ap/edc-generic-full", "ShaclValidator2017");
	fputc('}', w->out);
	put_concept(w, "credentialProfiles", SNB "credential/e34929035b", SNB "credential/25831c2", "Generic");
	put_display(w);
	put_organisation(w, "issuer");
}

static void put_subject(writing *w, unsigned courses)
{
	fprintf(w->out, ",\"credentialSubject\":");
	open_numbered(w, "person", 1, "Person");
	fprintf(w->out, ",\"givenName\":{\"en\":\"Ada\"},\"familyName\":{\"en\":\"Example\"},\"hasClaim\":");
	open_numbered(w, "learningAchievement", 0, "LearningAchievement");
	fprintf(w->out, ",\"title\":{\"en\":\"Bachelor of Examples\"}");
	put_award(w);
	fprintf(w->out, ",\"hasPart\":[");
	for (unsigned i = 1; i <= courses; i++) {
		if (i > 1) fputc(',', w->out);
		put_course(w, i);
	}
	fprintf(w->out, "]}}");
}

static void break_line(FILE *out, unsigned depth)
{
	fprintf(out, "\n%*s", (int)depth * 2, "");
}

/* Two blanks for each level, as issuing software lays it out; no text holds a quotation mark. */
static void lay_out(FILE *out, const char *json)
{
	unsigned depth = 0;
	bool in_text = false;

	for (; *json; json++) {
		in_text ^= *json == '"';
		if (!in_text && (*json == '}' || *json == ']')) break_line(out, --depth);
		fputc(*json, out);
		if (in_text) continue;
		if (*json == ':') fputc(' ', out);
		if (*json == '{' || *json == '[') break_line(out, ++depth);
		if (*json == ',') break_line(out, depth);
	}
}

/* Close a stream and give what it holds; NULL: it ran out of memory. */
static char *finish(FILE *out, char **text)
{
	const bool failed = ferror(out) != 0;

	if (fclose(out) == 0 && !failed) return *text;
	free(*text);
	return NULL;
}

credential generate_credential(unsigned courses)
{
	credential c = { NULL, 0, 0, SHARED_NODES + NODES_OF_A_COURSE * (size_t)courses };
	char *compact = NULL;
	size_t length;
	writing w = { open_memstream(&compact, &length), 0 };

	if (!w.out) return c;
	put_envelope(&w);
	put_subject(&w, courses);
	fputc('}', w.out);
	c.objects = w.objects;
	if (!(compact = finish(w.out, &compact))) return c;
	FILE *out = open_memstream(&c.data, &c.length);
	if (out) {
		lay_out(out, compact);
		c.data = finish(out, &c.data);
	}
	free(compact);
	return c;
}
