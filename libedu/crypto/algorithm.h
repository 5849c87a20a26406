/*
 * crypto/algorithm.h – the signature algorithms there are, and the keys that go with them.
 *
 * The key decides: a header names an algorithm, and it counts only where this table pairs it with the key's type.
 */
#ifndef EDU_CRYPTO_ALGORITHM_H
#define EDU_CRYPTO_ALGORITHM_H

#include "crypto/digest.h"

typedef enum edu_key_type {
	EDU_KEY_NONE = 0,
	EDU_KEY_ED25519 = 1,
	EDU_KEY_P256 = 2,
	EDU_KEY_P384 = 3,
	EDU_KEY_P521 = 4,
	EDU_KEY_RSA = 5,
	EDU_KEY_X25519 = 6       /* key agreement; signs nothing */
} edu_key_type;

enum { EDU_KEY_TYPES = 7 };

typedef enum edu_algorithm {
	EDU_ALGORITHM_NONE = 0,  /* not among those that are allowed */
	EDU_ALGORITHM_EDDSA = 1,
	EDU_ALGORITHM_ES256 = 2,
	EDU_ALGORITHM_ES384 = 3,
	EDU_ALGORITHM_ES512 = 4,
	EDU_ALGORITHM_RS256 = 5,
	EDU_ALGORITHM_RS384 = 6,
	EDU_ALGORITHM_RS512 = 7,
	EDU_ALGORITHM_PS256 = 8,
	EDU_ALGORITHM_PS384 = 9,
	EDU_ALGORITHM_PS512 = 10,
	EDU_ALGORITHM_RS1 = 11   /* RSA with SHA-1: old XML signatures only; JOSE has no name for it */
} edu_algorithm;

enum { EDU_ALGORITHMS = 12 };

typedef struct edu_algorithm_facts {
	const char *name;        /* RFC 7518, RFC 8037 */
	const char *alias;       /* RFC 9864's name; NULL: none */
	edu_key_type key;
	edu_digest_kind digest;
	unsigned signature;      /* bytes; 0: as many as the modulus */
	bool pss;
	bool weak;
	bool jose;               /* a header may name it */
} edu_algorithm_facts;

extern const edu_algorithm_facts edu_algorithms[EDU_ALGORITHMS];

/* What a JOSE header's alg names; letters count. EDU_ALGORITHM_NONE: nothing that is allowed. */
edu_algorithm edu_algorithm_named(const char *name, size_t length);
/* The algorithm that keys of a type sign with where nobody says otherwise. */
edu_algorithm edu_algorithm_for(edu_key_type type);
/* "Ed25519", "P-256", "RSA", …: JOSE's crv, where there is one. */
const char *edu_key_type_name(edu_key_type type);

#endif
