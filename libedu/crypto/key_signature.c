/*
 * crypto/key_signature.c – signatures made and checked: Ed25519 by libsodium, the others by OpenSSL.
 */
#include "crypto/key_inside.h"

#include "base/fail.h"
#include "crypto/der.h"
#include "crypto/openssl.h"

#include <sodium.h>
#include <string.h>

/* r‖s as the SEQUENCE that OpenSSL wants. */
static int verify_on_curve(const edu_key *key, edu_algorithm algorithm, const void *data, size_t length,
                           const unsigned char *signature)
{
	const size_t width = edu_key_shapes[key->type].coordinate;
	edu_buffer der;

	edu_buffer_open(&der, &key->allocator);
	int rc = edu_der_integer(&der, signature, width);
	if (rc == 0) rc = edu_der_integer(&der, signature + width, width);
	if (rc == 0) rc = edu_der_wrap(&der, 0, EDU_DER_SEQUENCE);
	if (rc == 0) rc = edu_openssl_verify(key->handle, algorithm, data, length, der.data, der.length);
	edu_buffer_free(&der);
	return rc;
}

int edu_key_verify(const edu_key *key, edu_algorithm algorithm, const void *data, size_t length,
                   const void *signature, size_t signature_length)
{
	const edu_algorithm_facts *f = &edu_algorithms[algorithm];

	if (algorithm == EDU_ALGORITHM_NONE || f->key != key->type) return EDU_CHECK_MISMATCH;
	if (signature_length != (f->signature ? f->signature : key->modulus_length))
		return EDU_CHECK_MALFORMED;
	if (f->key == EDU_KEY_ED25519)
		return crypto_sign_verify_detached(signature, data, length, key->octets) == 0 ? EDU_CHECK_GOOD
		                                                                              : EDU_CHECK_BAD;
	if (!key->handle) return EDU_CHECK_NOT_BUILT;
	if (edu_key_shapes[key->type].coordinate)
		return verify_on_curve(key, algorithm, data, length, signature);
	return edu_openssl_verify(key->handle, algorithm, data, length, signature, signature_length);
}

int edu_signature_from_der(edu_buffer *out, edu_key_type type, const void *der, size_t length)
{
	const size_t width = edu_key_shapes[type].coordinate;
	edu_der all = { der, (const unsigned char *)der + length }, body, number[2];

	if (!width || !edu_der_take(&all, EDU_DER_SEQUENCE, &body) || all.at != all.end) return EDU_EINVALID;
	for (int i = 0; i < 2; i++)
		if (!edu_der_take_number(&body, &number[i]) || (size_t)(number[i].end - number[i].at) > width)
			return EDU_EINVALID;
	if (body.at != body.end) return EDU_EINVALID;
	if (edu_buffer_room(out, 2 * width) < 0) return EDU_ENOMEM;
	memset(out->data + out->length, 0, 2 * width);
	for (int i = 0; i < 2; i++) {
		const size_t n = (size_t)(number[i].end - number[i].at);
		memcpy(out->data + out->length + (size_t)(i + 1) * width - n, number[i].at, n);
	}
	out->length += 2 * width;
	out->data[out->length] = '\0';
	return 0;
}

int edu_key_sign(edu_buffer *out, const edu_key *key, edu_algorithm algorithm, const void *data,
                 size_t length, edu_error *err)
{
	unsigned char made[crypto_sign_BYTES];
	edu_buffer der;

	if (algorithm == EDU_ALGORITHM_NONE || edu_algorithms[algorithm].key != key->type)
		return edu_fail(err, EDU_EKEY, "key/algorithm",
		                "the algorithm is not one for keys of this type");
	if (!key->is_private)
		return edu_fail(err, EDU_EKEY, "key/public",
		                "a private key is needed, and this one is public");
	if (key->secret) {
		crypto_sign_detached(made, NULL, data, length, key->secret);
		return edu_buffer_add(out, made, sizeof made) < 0 ? edu_fail_memory(err) : 0;
	}
	edu_buffer_open(&der, &key->allocator);
	int rc = edu_openssl_sign(&der, key->handle, algorithm, data, length);
	if (rc == 0)
		rc = key->type == EDU_KEY_RSA ? edu_buffer_add(out, der.data, der.length)
		                              : edu_signature_from_der(out, key->type, der.data, der.length);
	edu_buffer_free(&der);
	if (rc == EDU_ENOMEM) return edu_fail_memory(err);
	return rc < 0 ? edu_fail(err, EDU_EKEY, "key/sign",
	                         "the key can't sign with this algorithm on this platform")
	              : 0;
}
