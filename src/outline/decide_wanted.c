/* SPDX-License-Identifier: MIT */
#include "outline/decide_wanted.h"

#include <stdlib.h>

#include "base/memory.h"
#include "outline/family.h"
#include "outline/reason.h"

bool wanted_is_needed(const struct outline_options *options)
{
	return options && (options->left_out[0] || options->left_out[1] || options->left_out[2]);
}

/* Leaves a candidate with the readings that are wanted; false if there are none. */
static bool narrow(struct candidate *c, const struct outline_options *options)
{
	bool two = c->alternate != c->family && family_alternate(c->family) == c->alternate;
	bool first = !outline_options_leave_out(options, c->family);
	bool second = two && !outline_options_leave_out(options, c->alternate);

	if (!first && !second)
		return false;
	if (!first) {
		c->family = c->alternate;
		c->number = c->alternate_number;
	} else if (two && !second) {
		c->alternate = c->family;
	}
	return true;
}

void wanted_init(struct wanted *w, const struct candidate *items, size_t n,
		 const struct outline_options *options)
{
	w->n = 0;
	w->items = memory_resize(NULL, n + 1, sizeof(w->items[0]));
	w->index = memory_resize(NULL, n + 1, sizeof(w->index[0]));
	for (size_t i = 0; i < n; i++) {
		struct candidate *c = &w->items[w->n];

		*c = items[i];
		if (!narrow(c, options))
			continue;
		/* the second label of a line is its first where that is left out */
		if ((c->evidence & EVIDENCE_SHADOW) && (w->n == 0 || c[-1].offset != c->offset))
			c->evidence &= ~(uint32_t)EVIDENCE_SHADOW;
		w->index[w->n++] = i;
	}
	if (w->n > 0)
		w->items[0].document = items[0].document;
}

void wanted_spread(const struct wanted *w, const struct ruling *of_wanted,
		   const struct candidate *items, struct ruling *rulings, size_t n)
{
	for (size_t i = 0; i < n; i++)
		rulings[i] = (struct ruling){.reason = REASON_LEFT_OUT};
	for (size_t k = 0; k < w->n; k++) {
		size_t i = w->index[k];

		rulings[i] = of_wanted[k];
		if (w->items[k].family != items[i].family)
			rulings[i].alternate = 1;
	}
}

void wanted_release(struct wanted *w)
{
	free(w->items);
	free(w->index);
}
