/* SPDX-License-Identifier: MIT */
/*
 * A spool: an unlinked temporary file that one thread, the pump, fills and all others read.  Its
 * size only grows.  It knows how far somebody wants to read, so that the pump can rest, and it
 * keeps the first trouble there was.
 */
#ifndef TEXT_SOURCE_SPOOL_H
#define TEXT_SOURCE_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/cause.h"
#include "base/job.h"

/* How far beyond what is wanted a spool is filled, in bytes. */
#define SPOOL_AHEAD (UINT64_C(64) << 20)

struct spool;

/* Makes one in $TMPDIR, or /tmp where there is none.  name stands for the text in messages. */
struct spool *spool_new(const char *name, struct cause *cause) ATTRIBUTE_NODISCARD;

/* Only after the pump has ended. */
void spool_free(struct spool *s);

/* For readers; from any thread. */

/* The file, for pread(). */
int spool_fd(const struct spool *s);
uint64_t spool_size(const struct spool *s);
bool spool_complete(const struct spool *s);
void spool_want(struct spool *s, uint64_t end);

/* As source_wait(). */
bool spool_wait(struct spool *s, uint64_t pos, int timeout_ms);

/* As source_await() and source_rouse(). */
bool spool_await(struct spool *s, uint64_t pos, const struct job *job);
void spool_rouse(struct spool *s);

/* The first failure as a sentence, or NULL; it lives as long as the spool. */
const char *spool_trouble(const struct spool *s);

/* For the pump. */

/* Whether `more` bytes may be added without running further ahead than SPOOL_AHEAD. */
bool spool_has_room(const struct spool *s, uint64_t more);

/* Waits for that; false if the spool was stopped. */
bool spool_await_room(struct spool *s, uint64_t more);

/* Adds bytes; false if the file cannot grow, which is then its trouble. */
bool spool_append(struct spool *s, const char *bytes, size_t n) ATTRIBUTE_NODISCARD;

/* Records a failure, unless there was one before.  The sentence is copied. */
void spool_fail(struct spool *s, const char *sentence);

/* No more will come: wakes all who wait. */
void spool_finish(struct spool *s);

/* Makes spool_await_room() return false, now and later. */
void spool_stop(struct spool *s);

#endif
