/* SPDX-License-Identifier: MIT */
/*
 * A source: random access, by byte offset, to a document's UTF-8 bytes.
 *
 *     regular UTF-8 file  ---------------- pread ----------------> source
 *     pipe, filter, other encoding -> pump thread -> unlinked spool -> source
 *
 * A source may still grow, or shrink under the reader; it is never mapped.  What says "any thread"
 * may be called from any, everything else only by the owner.
 */
#ifndef TEXT_SOURCE_H
#define TEXT_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/cause.h"
#include "base/job.h"
#include "base/range.h"

struct source;

struct source_options {
	const char *encoding;          /* NULL: detect */
	bool secure;                   /* no filters are run, and no LESSOPEN */
	const struct filters *filters; /* the user's rows; may be NULL, else outlive the call */
	const struct wake *wake;       /* signalled when a spool has grown; may be NULL */
	bool raw; /* the bytes as they are (after a filter): nothing is decoded */
};

/*
 * Opens a file; "-" is standard input.  A regular file in UTF-8 is read in place; one that a filter
 * knows, one in another encoding, a pipe or a device is pumped into a spool in $TMPDIR.  A
 * directory, a missing file or an unknown encoding give NULL and a cause that names the file.  A
 * file whose filter cannot be started is opened as it is, and that is its trouble.  LESSOPEN is
 * asked for what no row of the user is for.  Returns at once: a FIFO that nobody writes to is a
 * source that has not grown yet.
 */
struct source *source_open(const char *path, const struct source_options *options,
			   struct cause *cause) ATTRIBUTE_NODISCARD;

/* Bytes in memory as a source, for tests and fuzzers; they are copied. */
struct source *source_of_bytes(const char *bytes, size_t len);

void source_free(struct source *s);

/* Copies at most n bytes from pos; fewer, or 0, where the source (so far) ends.  Any thread. */
size_t source_read(const struct source *s, uint64_t pos, void *out, size_t n);

/*
 * The bytes at pos through a cache of blocks: at least one if pos < source_size(), with *n set to
 * how many lie together there; NULL and 0 else.  Valid until the next source_peek().  Owner only.
 */
const char *source_peek(struct source *s, uint64_t pos, size_t *n);

/* Bytes that can be read now.  Any thread. */
uint64_t source_size(const struct source *s);

/* Whether no more will come by itself: true for a file, true for a spool whose pump ended.
 * Any thread. */
bool source_complete(const struct source *s);

/* Somebody wants the bytes up to end (POS_NONE: all): the pump reads on 64 MiB past that.
 * Any thread. */
void source_want(struct source *s, uint64_t end);

/* Waits until pos can be read, the source is final, or timeout_ms (negative: no limit) have
 * passed; true if pos can be read.  Whoever waits has said so with source_want().  Any thread. */
bool source_wait(const struct source *s, uint64_t pos, int timeout_ms);

/*
 * For a job that has nothing else to do: waits until pos can be read, no more can be expected
 * (source_is_final()), or the job was stopped and source_rouse() called after that; true if pos can
 * be read.  Nothing wakes up meanwhile.
 */
bool source_await(const struct source *s, uint64_t pos, const struct job *job);
void source_rouse(const struct source *s);

/*
 * Whether the text is as long as it will ever be: false for a spool that is not complete, and for a
 * file that has grown before (source_refresh()) or is followed, though it is complete as it is now.
 * Any thread.
 */
bool source_is_final(const struct source *s);

/* Takes a file that is read in place for one that grows, or no longer. */
void source_follow(struct source *s, bool follow);

/* Whether the bytes come from a regular file with a path, which can change under the reader. */
bool source_is_file(const struct source *s);

enum source_change {
	SOURCE_SAME,
	SOURCE_GREW,
	SOURCE_SHRANK,    /* and may have been rewritten as well */
	SOURCE_REWRITTEN, /* the same file has other bytes: what was read is gone */
	SOURCE_REPLACED,  /* another file has taken the path; the source stays with the old one */
	SOURCE_GONE       /* nothing is at the path; the source stays with what it has open */
};

/*
 * Looks at the file again (one fstat and one stat).  Cached blocks behind a change are forgotten,
 * and a file that is read in place is read on as it is now.  Of a filtered or decoded file every
 * change is SOURCE_REPLACED: the source keeps the old text, source_open() gives the new.  REPLACED
 * is said once for each change of the other file, GONE as long as it is so.  For a pipe: whether
 * more has come since the last look.
 */
enum source_change source_refresh(struct source *s);

/* What went wrong since the start, as a sentence (a read error, a full disk, a filter's exit
 * status); NULL if nothing.  Any thread; valid until source_free(). */
const char *source_trouble(const struct source *s);

/* The encoding the bytes came in ("UTF-8" if read in place), once known; else NULL. */
const char *source_encoding(const struct source *s);

/* Whether the bytes were changed on the way here: by a filter, or decoded. */
bool source_converted(const struct source *s);

#endif
