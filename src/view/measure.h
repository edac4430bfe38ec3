/* SPDX-License-Identifier: MIT */
/*
 * Measure: how many characters a section has and how long it takes to say.  One pass over the clean
 * text gives what stands before each heading; the difference of two is what lies between them.
 *
 *     heading     0      1      2      3      end of the text
 *     before      0     12    310    540    800 characters
 *     section 1 up to the heading 3 that follows it: 540 - 12
 *
 * The pass runs as a job, keeps 16 bytes a heading, and what it has passed can be asked for at
 * once.
 */
#ifndef VIEW_MEASURE_H
#define VIEW_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/job.h"
#include "outline/outline.h"
#include "speech/pace.h"
#include "text/source.h"

/* Longer texts are not measured: at 100 to 250 MB a second the pass would keep a processor busy for
 * too long. */
#define MEASURE_BYTES_MAX ((uint64_t)1 << 30)

/* What stands before heading i, in order; i is the number of headings for the whole text. */
typedef void measure_take(void *data, size_t i, const struct pace *before);

/* The pass itself, on any thread: calls take for each heading and once at the end.  job (may be
 * NULL) stops it early. */
void measure_pass(const struct source *source, const struct outline *outline, struct job *job,
		  measure_take *take, void *data);

struct measure;

/* Starts measuring for a complete outline, which is shared; source and wake outlive it.  NULL if
 * the text is too long, or no thread is to be had. */
struct measure *measure_start(const struct source *source, struct outline *outline,
			      const struct wake *wake);
void measure_free(struct measure *m);

bool measure_complete(const struct measure *m);

/* Characters and seconds of a heading's whole section; false if the pass is not there yet. */
bool measure_section(const struct measure *m, uint32_t heading, uint64_t *characters,
		     double *seconds);

/* The same of the whole text. */
bool measure_text(const struct measure *m, uint64_t *characters, double *seconds);

#endif
