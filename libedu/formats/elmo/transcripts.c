/*
 * formats/elmo/transcripts.c – rule A18: the results are there for people, too, and where clients look.
 */
#include "formats/elmo/check.h"
#include "base/text.h"

typedef struct transcripts {
	bool has_results;
	bool misplaced;              /* one was reported */
	edu_ref first;               /* attachment; 0: none */
	bool in_report;              /* some attachment is */
} transcripts;

static int check_place(edu_elmo_checking *c, edu_ref attachment, transcripts *seen)
{
	const edu_tree *t = c->tree;
	const bool in_report = edu_elmo_around(t, attachment, elmo_c_Report, elmo_c_Report);
	const edu_ref type = edu_elmo_child(t, attachment, EDU_KIND_ELEMENT, elmo_n_type);
	edu_elmo_token text = { "", 0 };
	const char *message = NULL;

	if (!seen->first) seen->first = attachment;
	if (in_report) seen->in_report = true;
	if (type && edu_elmo_token_of(c, type, &text) < 0) return EDU_ENOMEM;
	if (in_report && edu_equal(text.text, text.length, "EMREX transcript"))
		message = "an EMREX transcript stands inside a report; move it to the end of elmo, or call it "
		          "Transcript of Records";
	else if (!in_report && edu_equal(text.text, text.length, "Transcript of Records"))
		message = "a Transcript of Records stands outside the reports; move it into its report, or call "
		          "it EMREX transcript";
	if (!message) return 0;
	seen->misplaced = true;
	return edu_finding_add(c->list, c->doc, attachment, EDU_SEVERITY_WARNING, "elmo/A18", "%s", message);
}

int edu_elmo_check_transcripts(edu_elmo_checking *c)
{
	const edu_tree *t = c->tree;
	transcripts seen = { .first = 0 };
	int rc = 0;

	for (edu_ref i = c->doc->content; i && rc == 0; i = edu_tree_walk(t, c->doc->content, i)) {
		if (t->items[i].cls == elmo_c_Attachment) rc = check_place(c, i, &seen);
		else if (t->items[i].cls == elmo_c_LearningOpportunityInstance) seen.has_results = true;
	}
	if (rc < 0 || !seen.has_results) return rc;
	if (!seen.first)
		return edu_finding_add(c->list, c->doc, c->doc->content, EDU_SEVERITY_WARNING, "elmo/A18",
		                       "no attachment; add a PDF that shows the results to people");
	if (seen.in_report || seen.misplaced) return 0;
	/* The schema's text is content with that; networks that exchange reports one by one aren't. */
	return edu_finding_add(c->list, c->doc, seen.first, EDU_SEVERITY_INFO, "elmo/A18",
	                       "all attachments stand outside the reports; clients of EWP look for the PDF "
	                       "inside the report");
}
