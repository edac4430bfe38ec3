/* SPDX-License-Identifier: MIT */
/* The candidates that are left when the user leaves families out. */
#ifndef OUTLINE_DECIDE_WANTED_H
#define OUTLINE_DECIDE_WANTED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"
#include "outline/options.h"

struct wanted {
	struct candidate *items; /* copies, n of them */
	size_t *index;           /* of each among all */
	size_t n;
};

/* Whether the options leave anything out. */
bool wanted_is_needed(const struct outline_options *options);

/* Takes those of n candidates that may still be headings.  A label that is read in two ways (C. as
 * a letter or a numeral) is left with one where the other is left out. */
void wanted_init(struct wanted *w, const struct candidate *items, size_t n,
		 const struct outline_options *options);

/* Rulings on w->items, put where they belong among those of all (n of them); what is not wanted is
 * none. */
void wanted_spread(const struct wanted *w, const struct ruling *of_wanted,
		   const struct candidate *items, struct ruling *rulings, size_t n);

void wanted_release(struct wanted *w);

#endif
