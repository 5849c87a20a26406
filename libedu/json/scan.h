/*
 * json/scan.h – looking at many bytes of a JSON string at once.
 *
 * A chunk is EDU_CHUNK bytes. special are those a string can't hold as they are: quote, backslash and
 * control characters; high are those beyond ASCII.
 */
#ifndef EDU_JSON_SCAN_H
#define EDU_JSON_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#  define LIKELY(x) __builtin_expect(!!(x), 1)
#  define UNLIKELY(x) __builtin_expect(!!(x), 0)
#else
#  define LIKELY(x) (x)
#  define UNLIKELY(x) (x)
#endif

#define EDU_BYTES(b) ((uint64_t)(b) * 0x0101010101010101u)

/* The highest bit of each byte that is zero; no carry runs into a neighbour. */
static inline uint64_t edu_zero_bytes(uint64_t x)
{
	return ~(((x & EDU_BYTES(0x7F)) + EDU_BYTES(0x7F)) | x | EDU_BYTES(0x7F));
}

/* The highest bit of each byte that is a quote, a backslash or a control character. */
static inline uint64_t edu_special_bytes(uint64_t x)
{
	return edu_zero_bytes(x ^ EDU_BYTES('"')) | edu_zero_bytes(x ^ EDU_BYTES('\\'))
	     | edu_zero_bytes(x & EDU_BYTES(0xE0));
}

#if defined(__SSE2__)
#  include <emmintrin.h>

enum { EDU_CHUNK = 16 };
typedef uint32_t edu_chunk_mask;   /* bit i: byte i */

typedef struct edu_chunk {
	edu_chunk_mask special, high;
} edu_chunk;

/* Looks at the chunk at in and copies it to out. */
static inline edu_chunk edu_chunk_copy(const char *in, char *out)
{
	const __m128i x = _mm_loadu_si128((const __m128i *)(const void *)in);
	_mm_storeu_si128((__m128i *)(void *)out, x);
	const __m128i quote = _mm_cmpeq_epi8(x, _mm_set1_epi8('"'));
	const __m128i backslash = _mm_cmpeq_epi8(x, _mm_set1_epi8('\\'));
	const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(x, _mm_set1_epi8(0x1F)), x);
	const __m128i special = _mm_or_si128(_mm_or_si128(quote, backslash), control);
	return (edu_chunk){ (edu_chunk_mask)_mm_movemask_epi8(special), (edu_chunk_mask)_mm_movemask_epi8(x) };
}

static inline size_t edu_chunk_first(edu_chunk_mask mask)
{
	return (size_t)__builtin_ctz(mask);
}

enum { EDU_BLANKS = 32 };

/* How many of the EDU_BLANKS bytes at in stand before the first that is no blank. */
static inline size_t edu_blank_run(const char *in)
{
	const __m128i blank = _mm_set1_epi8(' ');
	const __m128i a = _mm_loadu_si128((const __m128i *)(const void *)in);
	const __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(in + EDU_CHUNK));
	const uint64_t blanks = (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(a, blank))
	                      | (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(b, blank)) << EDU_CHUNK;
	return (size_t)__builtin_ctzll(~blanks);
}

/* The bits of mask for the first count bytes. */
static inline edu_chunk_mask edu_chunk_before(edu_chunk_mask mask, size_t count)
{
	return mask & (((edu_chunk_mask)1 << count) - 1);
}
#else
enum { EDU_CHUNK = 8 };
typedef uint64_t edu_chunk_mask;   /* highest bit of each byte, in the machine's order of bytes */

typedef struct edu_chunk {
	edu_chunk_mask special, high;
} edu_chunk;

static inline edu_chunk edu_chunk_copy(const char *in, char *out)
{
	uint64_t x;
	memcpy(&x, in, sizeof x);
	memcpy(out, &x, sizeof x);
	return (edu_chunk){ edu_special_bytes(x), x & EDU_BYTES(0x80) };
}

#  if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
static inline size_t edu_chunk_first(edu_chunk_mask mask)
{
	return (size_t)__builtin_clzll(mask) / 8;
}

static inline edu_chunk_mask edu_chunk_before(edu_chunk_mask mask, size_t count)
{
	return count ? mask & ~(uint64_t)0 << (64 - 8 * count) : 0;
}
#  else
static inline size_t edu_chunk_first(edu_chunk_mask mask)
{
	return (size_t)__builtin_ctzll(mask) / 8;
}

static inline edu_chunk_mask edu_chunk_before(edu_chunk_mask mask, size_t count)
{
	return mask & (((uint64_t)1 << 8 * count) - 1);
}
#  endif
#endif

#if !defined(__SSE2__)
enum { EDU_BLANKS = 8 };

static inline size_t edu_blank_run(const char *in)
{
	uint64_t x;
	memcpy(&x, in, sizeof x);
	x ^= EDU_BYTES(' ');
	return x ? edu_chunk_first(x) : EDU_BLANKS;
}
#endif

/* How many bytes at text, of length, stand before the first special one. */
static inline size_t edu_plain_run(const char *text, size_t length)
{
	char unused[EDU_CHUNK];
	size_t i = 0;
	for (; length - i >= EDU_CHUNK; i += EDU_CHUNK) {
		const edu_chunk c = edu_chunk_copy(text + i, unused);
		if (c.special) return i + edu_chunk_first(c.special);
	}
	while (i < length && text[i] != '"' && text[i] != '\\' && (unsigned char)text[i] >= 0x20) i++;
	return i;
}

#endif
