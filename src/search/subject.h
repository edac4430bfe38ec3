/* SPDX-License-Identifier: MIT */
/*
 * A subject: bytes as a program may run over them, with the way back.
 *
 * Plain bytes are run over as they are.  Lines that hold overstrikes or escape sequences (bytes 08
 * or 1B) are replaced by their clean text; for a regular expression bytes that are no UTF-8 are
 * replaced by U+001A one by one.
 */
#ifndef SEARCH_SUBJECT_H
#define SEARCH_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "text/paragraph.h"

/* From here on subject and source bytes go in step, or (indivisible) are one thing. */
struct subject_run {
	size_t at;  /* in the subject */
	size_t raw; /* in the source bytes */
	bool indivisible;
};

struct subject {
	const char *bytes;
	size_t len;
	struct buffer copy;
	struct subject_run *runs; /* none where the subject is the source's bytes, one for one */
	size_t n_runs, run_capacity;
	struct paragraph paragraph;
};

void subject_init(struct subject *s);
void subject_release(struct subject *s);

/* Takes bytes, which stay the caller's and must stay as they are; valid_utf8 mends them. */
void subject_set(struct subject *s, const char *bytes, size_t len, bool valid_utf8);

/* Where in the source bytes a subject offset lies that begins, resp. ends (> 0), something. */
size_t subject_raw_begin(const struct subject *s, size_t at);
size_t subject_raw_end(const struct subject *s, size_t at);

/* The first subject offset whose source bytes begin at or after raw. */
size_t subject_at(const struct subject *s, size_t raw);

#endif
