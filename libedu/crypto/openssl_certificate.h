/*
 * crypto/openssl_certificate.h – what the parts of the X.509 side share: a certificate's inside.
 */
#ifndef EDU_CRYPTO_OPENSSL_CERTIFICATE_H
#define EDU_CRYPTO_OPENSSL_CERTIFICATE_H

#include "crypto/certificate.h"

#include <openssl/x509.h>

struct edu_certificate {
	edu_arena *arena;            /* holds this, too */
	X509 *x509;
	edu_key *key;
	edu_certificate_facts facts;
};

#endif
