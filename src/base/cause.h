/* SPDX-License-Identifier: MIT */
/*
 * The cause of a failure: one sentence that names the thing, what is wrong and what to do, without
 * a full stop at its end.  A function that can fail takes one from its caller, fills it and
 * returns false (or NULL); only the edge (main, ui) prints it.
 */
#ifndef BASE_CAUSE_H
#define BASE_CAUSE_H

#include <stdbool.h>

#include "base/attributes.h"

struct cause {
	char *text; /* owned; NULL when nothing failed */
};

#define CAUSE_NONE \
	{          \
		0  \
	}

void cause_release(struct cause *cause);

/* Sets the sentence, replacing an earlier one.  Always returns false; cause may be NULL. */
bool cause_set(struct cause *cause, const char *format, ...) ATTRIBUTE_FORMAT(2, 3);

/* The sentence, or "" when there is none. */
const char *cause_text(const struct cause *cause);

#endif
