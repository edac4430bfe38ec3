/* SPDX-License-Identifier: MIT */
/*
 * The clock, injected so that tests never sleep: milliseconds that only go forward, and the
 * calendar's time for what is saved.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <pthread.h>
#include <stdint.h>
#include <time.h>

struct clock {
	int64_t (*ticks)(void *data); /* milliseconds since some fixed moment, monotonic */
	int64_t (*time)(void *data);  /* milliseconds since 1970-01-01 00:00 UTC */
	void *data;
};

/* The machine's own clock. */
struct clock clock_of_system(void);

/* A condition that pthread_cond_timedwait() waits for by the machine's monotonic clock, and the
 * time on that clock in so many milliseconds. */
void clock_condition_init(pthread_cond_t *condition);
struct timespec clock_deadline(int timeout_ms);

static inline int64_t clock_ticks(const struct clock *clock)
{
	return clock->ticks(clock->data);
}

static inline int64_t clock_time(const struct clock *clock)
{
	return clock->time(clock->data);
}

#endif
