/* SPDX-License-Identifier: MIT */
#ifdef HAVE_CONFIG_H
#include <config.h>
#endif

#include "base/memory.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef HAVE_MALLOPT
#include <malloc.h>
#endif

#define LARGE (1 << 20) /* bytes that the system gets back at once */

/* The out-of-memory hook and its test switch: allocation has no struct to hold them. */
static void (*failure_hook)(void);
static atomic_size_t fail_countdown;

void memory_set_failure_hook(void (*hook)(void))
{
	failure_hook = hook;
}

void memory_return_large(void)
{
#ifdef HAVE_MALLOPT
	/* glibc would raise its own limit with the first large piece that is freed, and keep
	 * those below it. */
	mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}

void memory_fail_after(size_t n)
{
	atomic_store(&fail_countdown, n);
}

ATTRIBUTE_NORETURN static void memory_exhausted(void)
{
	if (failure_hook != NULL)
		failure_hook();
	fputs("speechview: out of memory\n", stderr);
	_Exit(2);
}

static void check(bool there)
{
	if (!there)
		memory_exhausted();
	if (atomic_load_explicit(&fail_countdown, memory_order_relaxed) != 0 &&
	    atomic_fetch_sub(&fail_countdown, 1) == 1)
		memory_exhausted();
}

void *memory_alloc(size_t n)
{
	void *p = malloc(n != 0 ? n : 1);

	check(p != NULL);
	return p;
}

void *memory_zalloc(size_t count, size_t size)
{
	void *p = count != 0 && size != 0 ? calloc(count, size) : calloc(1, 1);

	check(p != NULL);
	return p;
}

void *memory_resize(void *items, size_t count, size_t size)
{
	void *p;

	if (size != 0 && count > SIZE_MAX / size)
		memory_exhausted();
	p = realloc(items, count * size != 0 ? count * size : 1);
	check(p != NULL);
	return p;
}

char *memory_copy(const char *bytes, size_t len)
{
	char *p = memory_alloc(len + 1);

	if (len != 0)
		memcpy(p, bytes, len);
	p[len] = '\0';
	return p;
}

char *memory_string(const char *string)
{
	return memory_copy(string, strlen(string));
}
