/*
 * edu/registry.h – who provides transcripts by EMREX: EMREG's list (JSON) and the EWP catalogue (XML).
 *
 * Threads: a registry is immutable once read and may be shared by any number of threads.
 */
#ifndef EDU_REGISTRY_H
#define EDU_REGISTRY_H

#include <edu/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A list of providers. */
typedef struct edu_registry edu_registry;

/** One provider; every text is borrowed from the registry and NULL where the source has none. */
typedef struct edu_registry_entry {
	const char *name;                /**< EMREG: its acronym */
	const char *country;             /**< ISO 3166-1 alpha-2, as written */
	const char *country_name;        /**< EMREG only */
	const char *const *institutions; /**< names as written; "All" is one that is seen */
	size_t institution_count;
	const char *url;                 /**< where requests are posted to */
	const char *certificate;         /**< PEM: a certificate, or a bare public key; NULL also where it is unreadable */
	int single_fetch;                /**< non-zero: the country has several providers, and the learner picks one */
} edu_registry_entry;

/**
 * Read a registry. The EWP catalogue doesn't say single_fetch: it is taken from there being several for a
 * country.
 *
 * @param[out] out  to be freed with edu_registry_free(); NULL on failure
 * @param ctx       must outlive *out
 * @param data      not changed; need not outlive the call
 * @return 0, EDU_ENOMEM, EDU_EARG, EDU_ESYNTAX, EDU_ELIMIT, EDU_EFORMAT (rule registry/unknown: neither of
 *         the two)
 */
EDU_API EDU_MUST_USE int edu_registry_read(edu_registry **out, const edu_context *ctx, const void *data, size_t length,
                                           edu_error *err);

/** How many providers there are. */
EDU_API size_t edu_registry_count(const edu_registry *registry);
/** The i-th, in the order of the source; returns 0, or EDU_EARG beyond the last. */
EDU_API EDU_MUST_USE int edu_registry_at(const edu_registry *registry, size_t i, edu_registry_entry *out);

/**
 * The next provider, from number `from` on, for a country and an institution; edu_registry_count() where
 * there is none. Either may be NULL: any. Case of ASCII letters does not count. With a country, providers for
 * all its institutions ("All", or none named) fit every institution.
 */
EDU_API size_t edu_registry_find(const edu_registry *registry, const char *country, const char *institution,
                                 size_t from);

/** Free a registry. NULL is allowed. */
EDU_API void edu_registry_free(edu_registry *registry);

#ifdef __cplusplus
}
#endif
#endif
