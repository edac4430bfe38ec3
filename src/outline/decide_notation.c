/* SPDX-License-Identifier: MIT */
#include "outline/decide_notation.h"

#include <assert.h>
#include <stdbool.h>

#include "outline/markup.h"
#include "outline/reason.h"

unsigned decide_notation(const struct candidate *items, size_t n, unsigned forced)
{
	assert(forced < NOTATION_COUNT || forced == NOTATION_AUTO);
	if (forced != NOTATION_AUTO)
		return forced;
	return n > 0 ? items[0].document : NOTATION_PLAIN;
}

void decide_marked(const struct candidate *items, size_t n, unsigned notation,
		   struct ruling *rulings)
{
	bool titled = false;

	for (size_t i = 0; i < n; i++) {
		bool title = items[i].prefix & MARK_TITLE;

		if (items[i].notation == NOTATION_PLAIN)
			continue;
		if ((items[i].key & notation_bit(notation)) && !(title && titled)) {
			titled = titled || title;
			rulings[i] =
				(struct ruling){.verdict = RULING_HEADING, .reason = REASON_MARKED};
		} else {
			rulings[i] = (struct ruling){.verdict = RULING_NONE,
						     .reason = REASON_DOUBTFUL_MARK};
		}
	}
}
