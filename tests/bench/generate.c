/*
 * generate.c – transcripts from a seed; see generate.h.
 *
 * A report is what one institution says: a programme with modules, in them courses with results, in two languages,
 * its grading schemes, and PDF files that make up about a tenth of the bytes. Reports repeat until the size is
 * reached, so a large transcript differs from a small one in nothing but their number.
 */
#include "generate.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct making {
	char *data;
	size_t length, capacity;
	int failed;
	uint64_t state;
	size_t attached;            /* bytes of files so far */
	unsigned report, course;
} making;

/* ---- chance (splitmix64, public domain arithmetic) ---- */

static uint64_t next(making *m)
{
	uint64_t z = m->state += 0x9E3779B97F4A7C15u;
	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

static unsigned below(making *m, unsigned limit) { return (unsigned)(next(m) % limit); }
static int once_in(making *m, unsigned times) { return below(m, times) == 0; }

#define PICK(m, list) ((list)[below(m, sizeof(list) / sizeof *(list))])

/* ---- bytes ---- */

static int room(making *m, size_t more)
{
	if (m->failed) return 0;
	if (m->capacity - m->length > more) return 1;
	size_t capacity = m->capacity + m->capacity / 2 + more + 4096;
	char *data = realloc(m->data, capacity);
	if (!data) return m->failed = 1, 0;
	m->data = data;
	m->capacity = capacity;
	return 1;
}

/* One line, indented by depth levels. */
static void line(making *m, unsigned depth, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void line(making *m, unsigned depth, const char *format, ...)
{
	va_list args;
	if (!room(m, 2048 + 2 * (size_t)depth)) return;
	memset(m->data + m->length, ' ', 2 * (size_t)depth);
	m->length += 2 * (size_t)depth;
	va_start(args, format);
	m->length += (size_t)vsnprintf(m->data + m->length, 2048, format, args);
	va_end(args);
	m->data[m->length++] = '\n';
}

/* ---- what a record speaks of ---- */

typedef struct phrase { const char *en, *other; } phrase;

static const struct institution {
	const char *country, *domain, *erasmus, *language;
	phrase name;
} institutions[] = {
	{ "NO", "fjordheim.example", "N FJORDHE01", "nb", { "Fjordheim University", "Universitetet i Fjordheim" } },
	{ "SE", "lundby.example", "S LUNDBY01", "sv", { "Lundby University", "Lundby universitet" } },
	{ "FI", "koivula.example", "SF KOIVULA01", "fi", { "Koivula University", "Koivulan yliopisto" } },
	{ "DE", "talheim.example", "D TALHEIM01", "de", { "Talheim University", "Universität Talheim" } },
	{ "IT", "montechiaro.example", "I MONTEC01", "it", { "University of Montechiaro", "Università di Montechiaro" } },
	{ "PL", "jasionowa.example", "PL JASION01", "pl", { "University of Jasionowa", "Uniwersytet w Jasionowej" } },
};

static const phrase fields[] = {
	{ "Marine Engineering", "Schiffstechnik" }, { "Linear Algebra", "Lineær algebra" },
	{ "Organic Chemistry", "Organische Chemie" }, { "Medieval History", "Keskiajan historia" },
	{ "Statistics", "Statistik" }, { "Molecular Biology", "Biologia molecolare" },
	{ "Thermodynamics", "Termodynamika" }, { "Programming", "Programmering" },
	{ "Comparative Literature", "Literaturwissenschaft" }, { "Microeconomics", "Mikroøkonomi" },
	{ "Fluid Mechanics", "Strömungsmechanik" }, { "Soil Science", "Maaperätiede" },
	{ "Constitutional Law", "Diritto costituzionale" }, { "Machine Learning", "Uczenie maszynowe" },
};
static const phrase kinds[] = {
	{ "Introduction to", "Einführung:" }, { "Advanced", "Videregående" }, { "Seminar in", "Seminaari:" },
	{ "Laboratory in", "Laboratorio:" }, { "Topics in", "Ämnen i" }, { "Project in", "Projekt:" },
};
static const char *const sentences[] = {
	"Lectures twice a week, exercises in small groups.",
	"Students plan, carry out and report on a project of their own.",
	"Builds on the first year; the compendium is on the pages of the course.",
	"Written examination of four hours, aids: calculator & two pages of notes.",
	"Das Modul umfasst Vorlesung, Übung und Praktikum in Gruppen von höchstens zwölf.",
	"Kurssi sisältää luentoja, harjoituksia ja itsenäistä työskentelyä.",
	"Oppgaver leveres hver uke; minst åtte av tolv må være godkjent.",
};
static const char *const codes[] = { "0716", "0541", "0531", "0222", "0542", "0511", "0533", "0613", "0311", "0421" };
static const char *const credits[] = { "5", "7.5", "7.50", "10", "2.5", "15", "6.0", "3" };
static const char *const letters[] = { "A", "B", "B", "C", "C", "C", "D", "E", "F" };

/* ---- parts of a record ---- */

static void titles(making *m, unsigned depth, const struct institution *by, const phrase *kind, const phrase *field)
{
	line(m, depth, "<title xml:lang=\"en\">%s %s %u</title>", kind->en, field->en, m->course % 9 + 1);
	if (!once_in(m, 6))
		line(m, depth, "<title xml:lang=\"%s\">%s %s %u</title>", by->language, kind->other, field->other,
		     m->course % 9 + 1);
}

/* The ampersand of a sentence has to be written as XML wants it. */
static void description(making *m, unsigned depth)
{
	char text[512];
	size_t n = 0;
	for (unsigned left = 1 + below(m, 3); left; left--) {
		for (const char *s = PICK(m, sentences); *s && n + 8 < sizeof text; s++) {
			if (*s == '&') n += (size_t)snprintf(text + n, sizeof text - n, "&amp;");
			else text[n++] = *s;
		}
		if (left > 1) text[n++] = ' ';
	}
	text[n] = 0;
	line(m, depth, "<description xml:lang=\"en\">%s</description>", text);
}

static void distribution(making *m, unsigned depth)
{
	line(m, depth, "<resultDistribution>");
	for (const char *grade = "ABCDEF"; *grade; grade++)
		line(m, depth + 1, "<category label=\"%c\" count=\"%u\"/>", *grade, below(m, 60));
	line(m, depth, "</resultDistribution>");
}

static void result(making *m, unsigned depth, const struct institution *by)
{
	const unsigned year = 2019 + below(m, 6), month = 1 + below(m, 6);
	const int graded = !once_in(m, 5);
	line(m, depth, "<specifies>");
	line(m, depth + 1, "<learningOpportunityInstance>");
	line(m, depth + 2, "<start>%u-%02u-%02u</start>", year, month, 1 + below(m, 28));
	line(m, depth + 2, "<date>%u-%02u-%02u</date>", year, month + 5, 1 + below(m, 28));
	if (once_in(m, 2)) {
		line(m, depth + 2, "<academicTerm>");
		line(m, depth + 3, "<title xml:lang=\"en\">Term %u of %u</title>", 1 + below(m, 2), year);
		line(m, depth + 3, "<start>%u-01-01</start>", year);
		line(m, depth + 3, "<end>%u-12-20</end>", year);
		line(m, depth + 2, "</academicTerm>");
	}
	line(m, depth + 2, "<status>passed</status>");
	line(m, depth + 2, "<gradingSchemeLocalId>%s</gradingSchemeLocalId>", graded ? "a-f" : "pass");
	line(m, depth + 2, "<resultLabel>%s</resultLabel>", graded ? PICK(m, letters) : "Pass");
	if (once_in(m, 4)) distribution(m, depth + 2);
	line(m, depth + 2, "<credit>");
	line(m, depth + 3, "<scheme>ects</scheme>");
	line(m, depth + 3, "<value>%s</value>", PICK(m, credits));
	line(m, depth + 2, "</credit>");
	line(m, depth + 2, "<languageOfInstruction>%s</languageOfInstruction>", once_in(m, 3) ? "en" : by->language);
	if (once_in(m, 3)) line(m, depth + 2, "<engagementHours>%u.5</engagementHours>", 20 + below(m, 180));
	line(m, depth + 1, "</learningOpportunityInstance>");
	line(m, depth, "</specifies>");
}

static void course(making *m, unsigned depth, const struct institution *by)
{
	const phrase *field = &PICK(m, fields);
	m->course++;
	line(m, depth, "<hasPart>");
	line(m, depth + 1, "<learningOpportunitySpecification>");
	line(m, depth + 2, "<identifier type=\"local\">%.3s%u</identifier>", field->en, 100000 + m->course);
	if (once_in(m, 3)) line(m, depth + 2, "<identifier type=\"ewp-los-id\">CR/%u</identifier>", m->course);
	titles(m, depth + 2, by, &PICK(m, kinds), field);
	line(m, depth + 2, "<type>Course</type>");
	line(m, depth + 2, "<iscedCode>%s</iscedCode>", PICK(m, codes));
	if (once_in(m, 2)) line(m, depth + 2, "<url>https://www.%s/courses/%u</url>", by->domain, m->course);
	if (!once_in(m, 3)) description(m, depth + 2);
	result(m, depth + 2, by);
	line(m, depth + 1, "</learningOpportunitySpecification>");
	line(m, depth, "</hasPart>");
}

static void module(making *m, unsigned depth, const struct institution *by)
{
	line(m, depth, "<hasPart>");
	line(m, depth + 1, "<learningOpportunitySpecification>");
	line(m, depth + 2, "<identifier type=\"local\">M-%u</identifier>", m->course);
	titles(m, depth + 2, by, &PICK(m, kinds), &PICK(m, fields));
	line(m, depth + 2, "<type>Module</type>");
	line(m, depth + 2, "<specifies>");
	line(m, depth + 3, "<learningOpportunityInstance>");
	line(m, depth + 4, "<status>passed</status>");
	line(m, depth + 3, "</learningOpportunityInstance>");
	line(m, depth + 2, "</specifies>");
	for (unsigned left = 3 + below(m, 6); left; left--) course(m, depth + 2, by);
	line(m, depth + 1, "</learningOpportunitySpecification>");
	line(m, depth, "</hasPart>");
}

static void programme(making *m, const struct institution *by)
{
	const phrase *field = &PICK(m, fields);
	line(m, 2, "<learningOpportunitySpecification>");
	line(m, 3, "<identifier type=\"local\">P-%u</identifier>", m->report);
	line(m, 3, "<title xml:lang=\"en\">Bachelor of Science in %s</title>", field->en);
	line(m, 3, "<title xml:lang=\"%s\">Bachelor: %s</title>", by->language, field->other);
	line(m, 3, "<type>Degree Programme</type>");
	line(m, 3, "<iscedCode>%s</iscedCode>", PICK(m, codes));
	description(m, 3);
	line(m, 3, "<specifies>");
	line(m, 4, "<learningOpportunityInstance>");
	line(m, 5, "<start>2019-08-19</start>");
	line(m, 5, "<date>2022-06-17</date>");
	line(m, 5, "<status>passed</status>");
	line(m, 5, "<level>");
	line(m, 6, "<type>EQF</type>");
	line(m, 6, "<value>6</value>");
	line(m, 5, "</level>");
	line(m, 5, "<languageOfInstruction>%s</languageOfInstruction>", by->language);
	line(m, 4, "</learningOpportunityInstance>");
	line(m, 3, "</specifies>");
	for (unsigned left = 3 + below(m, 4); left; left--) {
		if (once_in(m, 3)) course(m, 3, by);
		else module(m, 3, by);
	}
	line(m, 2, "</learningOpportunitySpecification>");
}

/* A file that begins and ends like a PDF and is noise in between. */
static void attachment(making *m, size_t bytes)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	static const char begin[] = "<content xml:lang=\"en\">data:application/pdf;base64,JVBERi0xLjQK", end[] = "JSVFT0YK";
	line(m, 2, "<attachment>");
	line(m, 3, "<title xml:lang=\"en\">Transcript of records %u</title>", m->report);
	line(m, 3, "<type>Transcript of Records</type>");
	bytes &= ~(size_t)7;
	if (!room(m, bytes + sizeof begin + sizeof end + 16)) return;
	char *p = m->data + m->length;
	p += sprintf(p, "      %s", begin);
	for (size_t i = 0; i < bytes; i += 8) {
		uint64_t chance = next(m);
		for (unsigned k = 0; k < 8; k++, chance >>= 6) *p++ = digits[chance & 63];
	}
	p += sprintf(p, "%s</content>\n", end);
	m->length = (size_t)(p - m->data);
	m->attached += bytes;
	line(m, 2, "</attachment>");
}

static void report(making *m)
{
	const struct institution *by = &PICK(m, institutions);
	m->report++;
	line(m, 1, "<report>");
	line(m, 2, "<issuer>");
	line(m, 3, "<country>%s</country>", by->country);
	line(m, 3, "<identifier type=\"schac\">%s</identifier>", by->domain);
	line(m, 3, "<identifier type=\"erasmus\">%s</identifier>", by->erasmus);
	line(m, 3, "<title xml:lang=\"en\">%s</title>", by->name.en);
	line(m, 3, "<title xml:lang=\"%s\">%s</title>", by->language, by->name.other);
	line(m, 3, "<url>https://www.%s/</url>", by->domain);
	line(m, 2, "</issuer>");
	for (unsigned left = 1 + below(m, 2); left; left--) programme(m, by);
	line(m, 2, "<issueDate>2024-07-%02uT12:00:00+02:00</issueDate>", 1 + below(m, 28));
	line(m, 2, "<gradingScheme localId=\"a-f\">");
	line(m, 3, "<description xml:lang=\"en\">Letters from A (best) to E (lowest pass); F is a fail.</description>");
	line(m, 2, "</gradingScheme>");
	line(m, 2, "<gradingScheme localId=\"pass\">");
	line(m, 3, "<description xml:lang=\"en\">Pass or Fail.</description>");
	line(m, 2, "</gradingScheme>");
	/* A file wherever the tenth of the bytes that are files falls behind. */
	if (m->attached < m->length / 10) attachment(m, m->length / 10 - m->attached + 2000 + below(m, 8000));
	line(m, 1, "</report>");
}

char *generate_transcript(size_t bytes, uint64_t seed, size_t *length)
{
	making m = { .state = seed };
	line(&m, 0, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
	line(&m, 0, "<elmo xmlns=\"https://github.com/emrex-eu/elmo-schemas/tree/v1\">");
	line(&m, 1, "<generatedDate>2024-08-01T09:15:00+02:00</generatedDate>");
	line(&m, 1, "<learner>");
	line(&m, 2, "<citizenship>NO</citizenship>");
	line(&m, 2, "<identifier type=\"esi\">urn:schac:personalUniqueCode:int:esi:fjordheim.example:1</identifier>");
	line(&m, 2, "<givenNames>Aada</givenNames>");
	line(&m, 2, "<familyName>Exempel-Mønster</familyName>");
	line(&m, 2, "<bday>2001-02-03</bday>");
	line(&m, 1, "</learner>");
	do report(&m);
	while (!m.failed && m.length < bytes);
	line(&m, 0, "</elmo>");
	if (m.failed || !room(&m, 1)) {
		free(m.data);
		return NULL;
	}
	m.data[m.length] = '\0';
	*length = m.length;
	return m.data;
}
