/*
 * crypto/certificate.h – X.509 certificates: what they say, and chains of them up to anchors that the caller gave.
 */
#ifndef EDU_CRYPTO_CERTIFICATE_H
#define EDU_CRYPTO_CERTIFICATE_H

#include "crypto/key.h"

typedef struct edu_certificate edu_certificate;

/* What a certificate says. Texts are UTF-8, never NULL, good as long as the certificate. */
typedef struct edu_certificate_facts {
	const char *subject, *issuer;        /* RFC 2253 */
	const char *common_name;             /* of the subject; "" */
	const char *organisation;
	const char *organisation_id;         /* OID 2.5.4.97, such as VATNL-000000000 */
	const char *const *uris;             /* subjectAltName, NULL behind the last */
	const char *const *hosts;
	int64_t not_before, not_after;       /* seconds since 1970-01-01T00:00:00Z */
	bool is_authority;                   /* basicConstraints CA */
	bool may_sign; /* keyUsage absent, or digitalSignature or contentCommitment in it */
	bool has_qualified_statement;        /* QcCompliance among its statements; said, never judged */
	bool has_seal_statement;             /* QcType eSeal */
	unsigned char sha256[32];            /* of its DER */
	const unsigned char *der;
	size_t der_length;
	const edu_key *key;                  /* NULL: of a type that is not supported */
} edu_certificate_facts;

/* 0, EDU_ENOMEM, EDU_EKEY (no certificate, or bytes behind it), EDU_EUNSUPPORTED (no OpenSSL). */
int edu_certificate_read(edu_certificate **out, const edu_allocator *a, const void *der, size_t length,
                         edu_error *err);
void edu_certificate_free(edu_certificate *c);
const edu_certificate_facts *edu_certificate_facts_of(const edu_certificate *c);

/* Append DER of SEQUENCE { GeneralNames { [4] issuer }, serial }: JAdES writes it as kid. 0 or EDU_ENOMEM. */
int edu_certificate_issuer_serial(edu_buffer *out, const edu_certificate *c);

typedef enum edu_chain_answer {
	EDU_CHAIN_ANCHORED = 0,
	EDU_CHAIN_NOT_ANCHORED = 1, /* no path to an anchor, or no anchors */
	EDU_CHAIN_CONSTRAINTS = 2,  /* a path, but usage, constraints or strength forbid it */
	EDU_CHAIN_EXPIRED = 3,      /* a certificate between leaf and anchor is outside its validity */
	EDU_CHAIN_FAILED = 4        /* for another reason */
} edu_chain_answer;

typedef struct edu_chain {
	edu_chain_answer answer;
	size_t anchor;                       /* ANCHORED: which one */
	const char *reason;                  /* OpenSSL's word for it; a constant; NULL where anchored */
} edu_chain;

/*
 * Is there a path from leaf by certificates between to one of the anchors, good at time? The leaf's own validity is not
 * looked at: see its facts. 0 or EDU_ENOMEM.
 */
int edu_certificate_chain(edu_chain *out, const edu_certificate *leaf, const edu_certificate *const *between,
                          size_t between_count, const edu_certificate *const *anchors, size_t anchor_count,
                          int64_t time);

enum { EDU_CERTIFICATES_MOST = 10 };

/* A list of revoked certificates (CRL, RFC 5280), as its issuer signed it. */
typedef struct edu_crl edu_crl;

/* 0, EDU_ENOMEM, EDU_EKEY (no CRL, or bytes behind it), EDU_EUNSUPPORTED (no OpenSSL). */
int edu_crl_read(edu_crl **out, const edu_allocator *a, const void *der, size_t length, edu_error *err);
void edu_crl_free(edu_crl *crl);

typedef enum edu_revocation_answer {
	EDU_REVOCATION_UNKNOWN = 0, /* no list of its issuer that counts at that time */
	EDU_REVOCATION_GOOD = 1,
	EDU_REVOCATION_REVOKED = 2
} edu_revocation_answer;

typedef struct edu_revocation {
	edu_revocation_answer answer;
	int64_t time; /* REVOKED: since when */
} edu_revocation;

/* Lists, and what leads to their issuers. */
typedef struct edu_revocation_lists {
	const edu_crl *const *crls;
	size_t crl_count;
	const edu_certificate *const *between, *const *anchors;
	size_t between_count, anchor_count;
} edu_revocation_lists;

/*
 * Do the lists name the leaf? One counts that is signed by the leaf's issuer, whom an anchor vouches for, and whose own
 * time it is. Expiry of certificates is not looked at. 0 or EDU_ENOMEM.
 */
int edu_certificate_revocation(edu_revocation *out, const edu_certificate *leaf,
                               const edu_revocation_lists *lists, int64_t time);

/*
 * PKCS#12: a private key, its certificate and up to EDU_CERTIFICATES_MOST further ones, all the caller's. 0, EDU_ENOMEM,
 * EDU_EKEY (wrong password, no key, a cipher only OpenSSL's legacy provider has), EDU_EUNSUPPORTED.
 */
int edu_pkcs12_read(edu_key **key, edu_certificate **leaf, edu_certificate **chain, size_t *chain_count,
                    const edu_allocator *a, const void *data, size_t length, const char *password,
                    edu_error *err);

#endif
