/*
 * base/context.c – the library's version, names of statuses, and contexts.
 */
#include "base/fail.h"
#include "base/memory.h"

const char *edu_version(void)
{
	return EDU_VERSION;
}

const char *edu_status_name(int status)
{
	static const char *const names[] = {
		"EDU_OK", "EDU_ENOMEM", "EDU_EARG", "EDU_ESYNTAX", "EDU_EFORMAT", "EDU_EVERSION", "EDU_ELIMIT",
		"EDU_EUNSUPPORTED", "EDU_EINVALID", "EDU_ELOSS", "EDU_ESIGNATURE", "EDU_EKEY", "EDU_EIO",
		"EDU_ESTATE", "EDU_EUSER", "EDU_EINTERNAL"
	};
	_Static_assert(sizeof names / sizeof names[0] == 1 - EDU_EINTERNAL, "every status has a name");
	return status <= 0 && status >= EDU_EINTERNAL ? names[-status] : "unknown status";
}

/* Items and texts count in 32 bits, and so do places in an input. */
static edu_limits filled_limits(const edu_limits *given)
{
	edu_limits l = *given;
	if (!l.bytes) l.bytes = ((uint64_t)1 << 30) - 1;
	if (!l.depth) l.depth = 256;
	if (!l.items) l.items = 100u * 1000 * 1000;
	if (!l.text) l.text = (uint64_t)512 << 20;
	if (l.bytes > UINT32_MAX - 1) l.bytes = UINT32_MAX - 1;
	if (l.text > UINT32_MAX - 1) l.text = UINT32_MAX - 1;
	if (l.items > UINT32_MAX - 1) l.items = UINT32_MAX - 1;
	return l;
}

int edu_context_new(edu_context **out, const edu_context_options *options, edu_error *err)
{
	static const edu_context_options defaults = EDU_CONTEXT_OPTIONS_INIT;

	edu_error_clear(err);
	if (!out) return edu_fail(err, EDU_EARG, NULL, "edu_context_new needs a place for the context");
	*out = NULL;
	if (!options) options = &defaults;
	if (options->version == 0 || options->version > EDU_CONTEXT_OPTIONS_VERSION)
		return edu_fail(err, EDU_EARG, NULL,
		                "context options have version %u; this library knows up to %d", options->version,
		                EDU_CONTEXT_OPTIONS_VERSION);
	const edu_allocator *a = options->allocator ? options->allocator : edu_default_allocator();
	if (!a->allocate || !a->resize || !a->release)
		return edu_fail(err, EDU_EARG, NULL, "an allocator needs allocate, resize and release");

	edu_context *ctx = edu_allocate(a, sizeof *ctx);
	if (!ctx) return edu_fail_memory(err);
	ctx->allocator = *a;
	ctx->limits = filled_limits(&options->limits);
	ctx->show_values = options->show_values != 0;
	*out = ctx;
	return 0;
}

void edu_context_free(edu_context *ctx)
{
	if (!ctx) return;
	const edu_allocator a = ctx->allocator;
	edu_release(&a, ctx, sizeof *ctx);
}
