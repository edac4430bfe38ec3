/* SPDX-License-Identifier: MIT */
/*
 * The clock, injected so that tests never sleep: milliseconds that only go forward, and the
 * calendar's time for what is saved.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

struct clock {
	int64_t (*ticks)(void *data); /* milliseconds since some fixed moment, monotonic */
	int64_t (*time)(void *data);  /* milliseconds since 1970-01-01 00:00 UTC */
	void *data;
};

/* The machine's own clock. */
struct clock clock_of_system(void);

static inline int64_t clock_ticks(const struct clock *clock)
{
	return clock->ticks(clock->data);
}

static inline int64_t clock_time(const struct clock *clock)
{
	return clock->time(clock->data);
}

#endif
