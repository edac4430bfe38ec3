/* SPDX-License-Identifier: MIT */
/*
 * Sixteen bytes compared at once: a comparison gives 0xFF for each byte that it is true of, and
 * they are joined by & and |.  This is an extension of GCC and Clang, with the bits that are
 * counted here the only one besides attributes: what they make of plain loops over bytes takes
 * twice the time, and of loops over words more.
 */
#ifndef BASE_BYTES16_H
#define BASE_BYTES16_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t bytes16 __attribute__((vector_size(16)));

/* Sixteen bytes from s, wherever they lie. */
static inline bytes16 bytes16_load(const void *s)
{
	bytes16 b;

	memcpy(&b, s, sizeof(b));
	return b;
}

/* One byte sixteen times. */
static inline bytes16 bytes16_of(uint8_t byte)
{
	return (bytes16){0} + byte;
}

/* Whether a comparison was true of any. */
static inline bool bytes16_any(bytes16 b)
{
	uint64_t halves[2];

	memcpy(halves, &b, sizeof(halves));
	return (halves[0] | halves[1]) != 0;
}

/* Where in half a comparison, which was true of some, it was so first. */
static inline size_t bytes16_first_of_half(uint64_t half)
{
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return (size_t)__builtin_clzll(half) / 8;
#else
	return (size_t)__builtin_ctzll(half) / 8;
#endif
}

/* Where a comparison was true first; 16 if nowhere. */
static inline size_t bytes16_first(bytes16 b)
{
	uint64_t halves[2];

	memcpy(halves, &b, sizeof(halves));
	if (halves[0])
		return bytes16_first_of_half(halves[0]);
	return halves[1] ? 8 + bytes16_first_of_half(halves[1]) : 16;
}

#endif
