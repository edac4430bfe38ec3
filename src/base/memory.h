/* SPDX-License-Identifier: MIT */
/*
 * Memory: the one place that allocates.  No function here returns NULL: when memory is out, the
 * hook runs (it restores the terminal) and the program ends with status 2.  What is returned is
 * freed with free().
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>

#include "base/attributes.h"

/* Called once, before the program ends for want of memory; NULL removes it. */
void memory_set_failure_hook(void (*hook)(void));

/* Large arrays are given back to the system when they are freed, where it can be told so.  To be
 * called before there are threads. */
void memory_return_large(void);

/* For tests: the n-th allocation from now fails (1 the next one); 0 switches it off. */
void memory_fail_after(size_t n);

/* n bytes, uninitialized; n may be 0. */
void *memory_alloc(size_t n) ATTRIBUTE_MALLOC;

/* count items of size bytes each, zeroed; an overflowing product counts as out of memory. */
void *memory_zalloc(size_t count, size_t size) ATTRIBUTE_MALLOC;

/* Like realloc(items, count * size), checked for overflow. */
void *memory_resize(void *items, size_t count, size_t size) ATTRIBUTE_NODISCARD;

/* A copy of len bytes with a NUL after them. */
char *memory_copy(const char *bytes, size_t len) ATTRIBUTE_MALLOC;

/* A copy of a C string. */
char *memory_string(const char *string) ATTRIBUTE_MALLOC;

#endif
