/*
 * edb.c – the narrow C interface that the bindings wrap; see edb.h.
 */
#include "edb.h"
#include "edb_inside.h"
#include "lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void edb_fail_memory(edu_error *err)
{
	if (!err || err->code) return;
	err->code = EDU_ENOMEM;
	snprintf(err->message, sizeof err->message, "out of memory");
}

edu_buffer edb_result(edu_buffer *out, int rc, edu_error *err)
{
	if (rc == EDU_ENOMEM) edb_fail_memory(err);
	if (rc < 0) edu_buffer_free(out);
	return *out;
}

/* -- the library ------------------------------------------------------------------------------ */

static edb_text text_of(const char *constant)
{
	return (edb_text){ constant, constant ? strlen(constant) : 0 };
}

edb_text edb_version(void)
{
	return text_of(edu_version());
}

static int add_format(edu_buffer *out, const edu_format_info *info)
{
	int rc = lines_text(out, "name", info->name);
	if (!rc) rc = lines_text(out, "version", info->version);
	if (!rc) rc = lines_text(out, "title", info->title);
	if (!rc) rc = lines_text(out, "syntax", info->syntax);
	if (!rc) rc = lines_number(out, "reads", info->reads != 0);
	if (!rc) rc = lines_number(out, "writes", info->writes != 0);
	if (!rc) rc = lines_number(out, "default", info->is_default != 0);
	return rc ? rc : lines_end(out);
}

edu_buffer edb_formats(edu_error *err)
{
	edu_buffer out = lines_open();
	int rc = 0;
	for (size_t i = 0; !rc && i < edu_format_count(); i++) {
		edu_format_info info;
		rc = edu_format_at(i, &info);
		if (!rc) rc = add_format(&out, &info);
	}
	return edb_result(&out, rc, err);
}

/* -- vocabularies ------------------------------------------------------------------------------ */

edu_buffer edb_schemes(edu_error *err)
{
	edu_buffer out = lines_open();
	int rc = 0;
	for (size_t i = 0; !rc && i < edu_scheme_count(); i++) {
		rc = lines_text(&out, "name", edu_scheme_name(edu_scheme_at(i)));
		if (!rc) rc = lines_end(&out);
	}
	return edb_result(&out, rc, err);
}

static int add_scheme(edu_buffer *out, const edu_scheme *scheme)
{
	int rc = lines_text(out, "name", edu_scheme_name(scheme));
	if (!rc) rc = lines_text(out, "iri", edu_scheme_iri(scheme));
	if (!rc) rc = lines_text(out, "base", edu_scheme_base(scheme));
	if (!rc) rc = lines_number(out, "complete", edu_scheme_is_complete(scheme) != 0);
	return rc ? rc : lines_end(out);
}

static int add_code(edu_buffer *out, const edu_code *code)
{
	int rc = lines_text(out, "code", code->code);
	if (!rc) rc = lines_text(out, "other", code->other);
	if (!rc) rc = lines_text(out, "label", code->label);
	return rc ? rc : lines_end(out);
}

edu_buffer edb_codes(const char *name, edu_error *err)
{
	const edu_scheme *scheme = edu_scheme_find(name);
	edu_buffer out = lines_open();
	edu_code code;
	if (!scheme) {
		err->code = EDU_EARG;
		snprintf(err->message, sizeof err->message, "no such vocabulary");
		return edb_result(&out, EDU_EARG, err);
	}
	int rc = add_scheme(&out, scheme);
	for (size_t i = 0; !rc && edu_code_at(&code, scheme, i); i++) rc = add_code(&out, &code);
	return edb_result(&out, rc, err);
}

/* -- documents -------------------------------------------------------------------------------- */

static void leave_context(edb_context *context)
{
	if (!context || atomic_fetch_sub(&context->users, 1) != 1) return;
	edu_context_free(context->ctx);
	free(context);
}

edb_context *edb_make_context(edu_error *err)
{
	edb_context *context = calloc(1, sizeof *context);
	if (!context) {
		edb_fail_memory(err);
		return NULL;
	}
	atomic_init(&context->users, 1);
	if (edu_context_new(&context->ctx, NULL, err) < 0) {
		leave_context(context);
		return NULL;
	}
	return context;
}

edb_document *edb_make_document(edb_context *context, edu_error *err)
{
	edb_document *made = context ? calloc(1, sizeof *made) : NULL;
	if (!made) {
		if (context) edb_fail_memory(err);
		leave_context(context);
		return NULL;
	}
	atomic_init(&made->users, 1);
	made->context = context;
	return made;
}

edb_document *edb_open(const char *format, const void *data, size_t length, int lenient, int keep_original,
                       edu_error *err)
{
	edu_read_options options = EDU_READ_OPTIONS_INIT;
	edb_document *made = edb_make_document(edb_make_context(err), err);
	if (!made) return NULL;
	options.format = format;
	options.lenient = lenient;
	options.drop_original = !keep_original;
	if (edu_document_read(&made->doc, made->context->ctx, data, length, &options, err) < 0) {
		edb_close(made);
		return NULL;
	}
	return made;
}

void edb_retain(edb_document *doc)
{
	atomic_fetch_add(&doc->users, 1);
}

void edb_close(edb_document *doc)
{
	if (!doc || atomic_fetch_sub(&doc->users, 1) != 1) return;
	edu_buffer_free(&doc->ledger);
	edu_document_free(doc->doc);
	leave_context(doc->context);
	free(doc);
}

edb_text edb_format(const edb_document *doc)
{
	return text_of(edu_document_format(doc->doc));
}

edb_text edb_format_version(const edb_document *doc)
{
	return text_of(edu_document_version(doc->doc));
}

edb_view edb_original(const edb_document *doc)
{
	edb_view view;
	view.data = edu_document_original(doc->doc, &view.length);
	return view;
}

edu_buffer edb_write(const edb_document *working, int compact, edu_error *err)
{
	edu_write_options options = EDU_WRITE_OPTIONS_INIT;
	edu_buffer out = EDU_BUFFER_INIT;
	options.compact = compact;
	return edb_result(&out, edu_document_write(working->doc, &out, &options, err), err);
}

/* -- validation ------------------------------------------------------------------------------- */

static int add_place(edu_buffer *out, const edu_finding_place *place)
{
	int rc = lines_number(out, "line", place->line);
	if (!rc) rc = lines_number(out, "column", place->column);
	if (!rc) rc = lines_text(out, "path", place->path);
	return rc ? rc : lines_end(out);
}

/* The number of its other places, and behind it a line for each of them. */
static int add_finding(edu_buffer *out, const edu_findings *findings, size_t i)
{
	const uint32_t places = (uint32_t)edu_findings_also_count(findings, i);
	edu_finding finding;
	edu_finding_place place;
	int rc = edu_findings_at(findings, i, &finding);
	if (!rc) rc = lines_number(out, "line", finding.line);
	if (!rc) rc = lines_number(out, "column", finding.column);
	if (!rc) rc = lines_text(out, "severity", edu_severity_name(finding.severity));
	if (!rc) rc = lines_text(out, "rule", finding.rule);
	if (!rc) rc = lines_text(out, "path", finding.path);
	if (!rc) rc = lines_text(out, "message", finding.message);
	if (!rc) rc = lines_number(out, "places", places);
	if (!rc) rc = lines_end(out);
	for (size_t j = 0; !rc && !edu_findings_also(findings, i, j, &place); j++) rc = add_place(out, &place);
	return rc;
}

edu_buffer edb_validate(const edb_document *working, const char *profile, edu_error *err)
{
	edu_validate_options options = EDU_VALIDATE_OPTIONS_INIT;
	edu_findings *findings = NULL;
	edu_buffer out = lines_open();
	options.profile = profile;
	int rc = edu_validate(&findings, working->doc, &options, err);
	for (size_t i = 0; !rc && i < edu_findings_count(findings); i++) rc = add_finding(&out, findings, i);
	edu_findings_free(findings);
	return edb_result(&out, rc, err);
}

/* -- conversion ------------------------------------------------------------------------------- */

int edb_keep_ledger(edb_document *made, const edu_ledger *ledger, edu_error *err)
{
	for (int i = 0; i < OUTCOMES; i++) made->counts[i] = edu_ledger_count(ledger, (edu_outcome)i);
	return edu_ledger_write(ledger, &made->ledger, err);
}

static int convert(edb_document *made, const edb_document *source, const char *target,
                   const edu_convert_options *options, int account, edu_error *err)
{
	edu_ledger *ledger = NULL;
	int rc = edu_convert(&made->doc, source->doc, target, options, account ? &ledger : NULL, &made->loss);
	const int lossy = rc == EDU_ELOSS && ledger;
	if (rc < 0 && !lossy && err) *err = made->loss;
	if (lossy) rc = 0;
	if (!rc && ledger) rc = edb_keep_ledger(made, ledger, err);
	edu_ledger_free(ledger);
	return rc;
}

edb_document *edb_convert(const edb_document *working, const char *target, int carry, int strict, int account,
                          const void *supplement, size_t supplement_length, edu_error *err)
{
	edu_convert_options options = EDU_CONVERT_OPTIONS_INIT;
	options.carry = (edu_carry)carry;
	options.strict = strict;
	options.supplement = supplement;
	options.supplement_length = supplement_length;
	atomic_fetch_add(&working->context->users, 1);
	edb_document *made = edb_make_document(working->context, err);
	if (made && convert(made, working, target, &options, account, err) < 0) {
		edb_close(made);
		return NULL;
	}
	return made;
}

void edb_check(const edb_document *doc, edu_error *err)
{
	if (!doc->doc && err) *err = doc->loss;
}

edu_buffer edb_take_ledger(edb_document *doc)
{
	const edu_buffer ledger = doc->ledger;
	doc->ledger = (edu_buffer)EDU_BUFFER_INIT;
	return ledger;
}

uint64_t edb_ledger_count(const edb_document *doc, int outcome)
{
	return outcome >= 0 && outcome < OUTCOMES ? doc->counts[outcome] : 0;
}

/* -- nodes ------------------------------------------------------------------------------------ */

static edu_node node_at(const edb_document *doc, uint32_t ref)
{
	return edu_document_node(doc->doc, ref);
}

uint32_t edb_root(const edb_document *doc)
{
	return edu_document_root(doc->doc).ref;
}

int edb_node_kind(const edb_document *doc, uint32_t ref)
{
	return edu_node_kind(node_at(doc, ref));
}

edb_text edb_node_name(const edb_document *doc, uint32_t ref)
{
	return text_of(edu_node_name(node_at(doc, ref)));
}

edb_text edb_node_class(const edb_document *doc, uint32_t ref)
{
	return text_of(edu_node_class(node_at(doc, ref)));
}

edb_text edb_node_text(const edb_document *doc, uint32_t ref)
{
	edb_text text;
	text.data = edu_node_text(node_at(doc, ref), &text.length);
	return text;
}

uint32_t edb_node_first(const edb_document *doc, uint32_t ref)
{
	return edu_node_first(node_at(doc, ref)).ref;
}

uint32_t edb_node_next(const edb_document *doc, uint32_t ref)
{
	return edu_node_next(node_at(doc, ref)).ref;
}

uint32_t edb_node_parent(const edb_document *doc, uint32_t ref)
{
	return edu_node_parent(node_at(doc, ref)).ref;
}

uint32_t edb_node_child(const edb_document *doc, uint32_t ref, const char *name)
{
	return edu_node_child(node_at(doc, ref), name).ref;
}

uint32_t edb_node_resolve(const edb_document *doc, uint32_t ref)
{
	return edu_node_resolve(node_at(doc, ref)).ref;
}

uint64_t edb_node_place(const edb_document *doc, uint32_t ref)
{
	uint32_t line, column;
	edu_node_place(node_at(doc, ref), &line, &column);
	return (uint64_t)line << 32 | column;
}

edu_buffer edb_node_path(const edb_document *doc, uint32_t ref, edu_error *err)
{
	const edu_node node = node_at(doc, ref);
	edu_buffer out = lines_open();
	const size_t length = edu_node_path(node, NULL, 0);
	out.data = malloc(length + 1);
	if (!out.data) return edb_result(&out, EDU_ENOMEM, err);
	out.capacity = length + 1;
	out.length = edu_node_path(node, out.data, out.capacity);
	return out;
}
