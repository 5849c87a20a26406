/*
 * crypto/algorithm.c – the table of signature algorithms.
 */
#include "crypto/algorithm.h"

#include <string.h>

const edu_algorithm_facts edu_algorithms[EDU_ALGORITHMS] = {
	[EDU_ALGORITHM_EDDSA] = { "EdDSA", "Ed25519", EDU_KEY_ED25519, EDU_DIGEST_SHA512, 64, false, false,
	                          true },
	[EDU_ALGORITHM_ES256] = { "ES256", NULL, EDU_KEY_P256, EDU_DIGEST_SHA256, 64, false, false, true },
	[EDU_ALGORITHM_ES384] = { "ES384", NULL, EDU_KEY_P384, EDU_DIGEST_SHA384, 96, false, false, true },
	[EDU_ALGORITHM_ES512] = { "ES512", NULL, EDU_KEY_P521, EDU_DIGEST_SHA512, 132, false, false, true },
	[EDU_ALGORITHM_RS256] = { "RS256", NULL, EDU_KEY_RSA, EDU_DIGEST_SHA256, 0, false, false, true },
	[EDU_ALGORITHM_RS384] = { "RS384", NULL, EDU_KEY_RSA, EDU_DIGEST_SHA384, 0, false, false, true },
	[EDU_ALGORITHM_RS512] = { "RS512", NULL, EDU_KEY_RSA, EDU_DIGEST_SHA512, 0, false, false, true },
	[EDU_ALGORITHM_PS256] = { "PS256", NULL, EDU_KEY_RSA, EDU_DIGEST_SHA256, 0, true, false, true },
	[EDU_ALGORITHM_PS384] = { "PS384", NULL, EDU_KEY_RSA, EDU_DIGEST_SHA384, 0, true, false, true },
	[EDU_ALGORITHM_PS512] = { "PS512", NULL, EDU_KEY_RSA, EDU_DIGEST_SHA512, 0, true, false, true },
	[EDU_ALGORITHM_RS1] = { "RSA-SHA1", NULL, EDU_KEY_RSA, EDU_DIGEST_SHA1, 0, false, true, false },
};

static bool is_named(const char *known, const char *name, size_t length)
{
	return known && strlen(known) == length && memcmp(known, name, length) == 0;
}

edu_algorithm edu_algorithm_named(const char *name, size_t length)
{
	for (int i = 1; i < EDU_ALGORITHMS; i++) {
		const edu_algorithm_facts *f = &edu_algorithms[i];
		if (f->jose && (is_named(f->name, name, length) || is_named(f->alias, name, length)))
			return (edu_algorithm)i;
	}
	return EDU_ALGORITHM_NONE;
}

edu_algorithm edu_algorithm_for(edu_key_type type)
{
	for (int i = 1; i < EDU_ALGORITHMS; i++)
		if (edu_algorithms[i].key == type) return (edu_algorithm)i;
	return EDU_ALGORITHM_NONE;
}

const char *edu_key_type_name(edu_key_type type)
{
	static const char *const names[EDU_KEY_TYPES] = { "none",  "Ed25519", "P-256", "P-384",
		                                          "P-521", "RSA",     "X25519" };
	return names[type];
}
