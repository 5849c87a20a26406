/*
 * crypto/openssl_certificate.c – what a certificate says, taken out of OpenSSL once.
 */
#include "crypto/openssl_certificate.h"

#include "base/fail.h"
#include "base/text.h"
#include "crypto/der.h"

#include <limits.h>
#include <string.h>
#include <time.h>

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

enum { NAMES_MOST = 64 };

/* INT64_MIN where it is no time. */
int64_t edu_openssl_seconds(const ASN1_TIME *t)
{
	struct tm tm;

	if (!t || ASN1_TIME_to_tm(t, &tm) != 1) return INT64_MIN;
	return ((edu_days_since_epoch(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) * 24 + tm.tm_hour) * 60 +
	        tm.tm_min) *
	               60 +
	       tm.tm_sec;
}

/* The name as RFC 2253 writes it, but letters beyond ASCII as they are. */
static const char *name_text(edu_arena *arena, const X509_NAME *name)
{
	const char *text = NULL;
	char *data;
	BIO *out = BIO_new(BIO_s_mem());

	if (!out) return NULL;
	if (X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB) >= 0) {
		const long length = BIO_get_mem_data(out, &data);
		text = edu_arena_text(arena, data, length > 0 ? (size_t)length : 0);
	}
	BIO_free(out);
	return text;
}

/* The one value of an attribute; "" where there is none, or it holds a NUL. */
static const char *attribute_text(edu_arena *arena, const X509_NAME *name, int nid)
{
	unsigned char *utf8 = NULL;
	const int at = X509_NAME_get_index_by_NID(name, nid, -1);

	if (at < 0) return "";
	const int length =
		ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
	if (length < 0) return "";
	const char *text =
		memchr(utf8, 0, (size_t)length) ? "" : edu_arena_text(arena, (char *)utf8, (size_t)length);
	OPENSSL_free(utf8);
	return text;
}

/* The alternative names of one type; an empty list where there are none. */
static const char *const *names_of_type(edu_arena *arena, const GENERAL_NAMES *names, int type)
{
	const char **list = edu_arena_get(arena, (NAMES_MOST + 1) * sizeof *list);
	size_t count = 0;

	if (!list) return NULL;
	for (int i = 0; names && i < sk_GENERAL_NAME_num(names) && count < NAMES_MOST; i++) {
		const GENERAL_NAME *n = sk_GENERAL_NAME_value(names, i);
		if (n->type != type) continue;
		const ASN1_STRING *s = type == GEN_URI ? n->d.uniformResourceIdentifier : n->d.dNSName;
		const int length = ASN1_STRING_length(s);
		if (memchr(ASN1_STRING_get0_data(s), 0, (size_t)length)) continue;
		list[count] = edu_arena_text(arena, (const char *)ASN1_STRING_get0_data(s), (size_t)length);
		if (!list[count++]) return NULL;
	}
	list[count] = NULL;
	return list;
}

static bool take_names(edu_certificate *c)
{
	edu_certificate_facts *f = &c->facts;
	const X509_NAME *subject = X509_get_subject_name(c->x509);
	GENERAL_NAMES *names = X509_get_ext_d2i(c->x509, NID_subject_alt_name, NULL, NULL);

	f->subject = name_text(c->arena, subject);
	f->issuer = name_text(c->arena, X509_get_issuer_name(c->x509));
	f->common_name = attribute_text(c->arena, subject, NID_commonName);
	f->organisation = attribute_text(c->arena, subject, NID_organizationName);
	f->organisation_id = attribute_text(c->arena, subject, NID_organizationIdentifier);
	f->uris = names_of_type(c->arena, names, GEN_URI);
	f->hosts = names_of_type(c->arena, names, GEN_DNS);
	GENERAL_NAMES_free(names);
	return f->subject && f->issuer && f->common_name && f->organisation && f->organisation_id &&
	       f->uris && f->hosts;
}

/* Object identifiers of ETSI EN 319 412-5, as they stand in the extension: QcCompliance and QcType eSeal. */
static bool has_oid(const ASN1_OCTET_STRING *extension, const unsigned char *oid, size_t length)
{
	const unsigned char *data = ASN1_STRING_get0_data(extension);
	const size_t size = (size_t)ASN1_STRING_length(extension);

	for (size_t i = 0; i + length <= size; i++)
		if (memcmp(data + i, oid, length) == 0) return true;
	return false;
}

static void take_statements(edu_certificate_facts *f, const X509 *x509)
{
	static const unsigned char compliance[] = { 0x06, 0x06, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x01 };
	static const unsigned char seal[] = { 0x06, 0x07, 0x04, 0x00, 0x8e, 0x46, 0x01, 0x06, 0x02 };
	const int at = X509_get_ext_by_NID(x509, NID_qcStatements, -1);

	if (at < 0) return;
	const ASN1_OCTET_STRING *data = X509_EXTENSION_get_data(X509_get_ext(x509, at));
	f->has_qualified_statement = has_oid(data, compliance, sizeof compliance);
	f->has_seal_statement = has_oid(data, seal, sizeof seal);
}

/* The public key; one of a type that is not supported is none. */
static int take_key(edu_certificate *c, const edu_allocator *a)
{
	edu_error ignored = EDU_ERROR_INIT;
	unsigned char *der = NULL;
	const int length = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(c->x509), &der);

	if (length <= 0) return 0;
	/* Decoding a key takes OpenSSL longer than checking a signature; it has done so once. */
	EVP_PKEY *handle = X509_get_pubkey(c->x509);
	const int rc = edu_key_adopt(&c->key, a, der, (size_t)length, handle, &ignored);
	if (rc < 0 || !edu_key_has_handle(c->key)) EVP_PKEY_free(handle);
	OPENSSL_free(der);
	c->facts.key = c->key;
	return rc == EDU_ENOMEM ? rc : 0;
}

static int take_facts(edu_certificate *c, const edu_allocator *a, const void *der, size_t length)
{
	edu_certificate_facts *f = &c->facts;
	const uint32_t usage = X509_get_key_usage(c->x509);

	f->der = (const unsigned char *)edu_arena_text(c->arena, der, length);
	f->der_length = length;
	if (!f->der || !take_names(c)) return EDU_ENOMEM;
	f->not_before = edu_openssl_seconds(X509_get0_notBefore(c->x509));
	f->not_after = edu_openssl_seconds(X509_get0_notAfter(c->x509));
	f->is_authority = (X509_get_extension_flags(c->x509) & EXFLAG_CA) != 0;
	f->may_sign =
		(usage & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0; /* all ones where it is absent */
	take_statements(f, c->x509);
	if (!edu_digest_of(EDU_DIGEST_SHA256, der, length, f->sha256)) return EDU_ENOMEM;
	return take_key(c, a);
}

int edu_certificate_read(edu_certificate **out, const edu_allocator *a, const void *der, size_t length,
                         edu_error *err)
{
	const unsigned char *at = der;

	*out = NULL;
	ERR_set_mark();
	X509 *x509 = length <= LONG_MAX ? d2i_X509(NULL, &at, (long)length) : NULL;
	if (!x509 || at != (const unsigned char *)der + length ||
	    X509_get_extension_flags(x509) & EXFLAG_INVALID) {
		X509_free(x509);
		ERR_pop_to_mark();
		return edu_fail(err, EDU_EKEY, "certificate/syntax",
		                "no X.509 certificate in DER, or bytes behind it");
	}
	edu_arena *arena = edu_arena_new(a);
	edu_certificate *c = arena ? edu_arena_get(arena, sizeof *c) : NULL;
	int rc = EDU_ENOMEM;
	if (c) {
		memset(c, 0, sizeof *c);
		c->arena = arena;
		c->x509 = x509;
		rc = take_facts(c, a, der, length);
		if (rc < 0) edu_certificate_free(c);
	} else {
		X509_free(x509);
		edu_arena_leave(arena);
	}
	ERR_pop_to_mark();
	if (rc < 0) return edu_fail_memory(err);
	*out = c;
	return 0;
}

void edu_certificate_free(edu_certificate *c)
{
	if (!c) return;
	edu_key_free(c->key);
	X509_free(c->x509);
	edu_arena_leave(c->arena);
}

const edu_certificate_facts *edu_certificate_facts_of(const edu_certificate *c)
{
	return &c->facts;
}

/* Append what one of OpenSSL's writers makes. */
static int add_encoded(edu_buffer *out, unsigned char *der, int length)
{
	if (length <= 0) return EDU_ENOMEM;
	const int rc = edu_buffer_add(out, der, (size_t)length);
	OPENSSL_free(der);
	return rc;
}

int edu_certificate_issuer_serial(edu_buffer *out, const edu_certificate *c)
{
	const size_t from = out->length;
	unsigned char *der = NULL;

	int rc = add_encoded(out, der, i2d_X509_NAME(X509_get_issuer_name(c->x509), &der));
	if (rc == 0) rc = edu_der_wrap(out, from, EDU_DER_CONTEXT_4);
	if (rc == 0) rc = edu_der_wrap(out, from, EDU_DER_SEQUENCE);
	der = NULL;
	const int length =
		rc == 0 ? i2d_ASN1_INTEGER((ASN1_INTEGER *)X509_get0_serialNumber(c->x509), &der) : 0;
	if (rc == 0) rc = add_encoded(out, der, length);
	return rc < 0 ? rc : edu_der_wrap(out, from, EDU_DER_SEQUENCE);
}
