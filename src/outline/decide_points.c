/* SPDX-License-Identifier: MIT */
#include "outline/decide_internal.h"
#include "outline/point.h"

#define POINT_REACH 60 /* lines between two points of a list */

/* One list of points that is still open, for each family. */
struct point_list {
	size_t first, last, n;
	uint32_t number;
	bool clear; /* set off by more than commas somewhere */
};

/* 首先清点市馆，再到县馆，最后到寺院: one sentence that says what is done in order. */
static bool is_order(const struct decision *d, const struct point_list *list)
{
	const struct candidate *last = &d->items[list->last];

	return list->n == 2 && last->family == FAMILY_POINT_FIRST && last->number == POINT_LAST &&
	       (last->evidence & EVIDENCE_COMMA);
}

static void close_list(struct decision *d, struct point_list *list)
{
	size_t i = list->last;

	for (size_t k = 0; k < list->n; k++, i = d->chain_of[i]) {
		if (list->n < 2)
			rule_out(d, i, REASON_POINT_ALONE);
		else if (is_order(d, list) ||
			 (!list->clear && (list->n < 3 || d->items[i].family > FAMILY_POINT_MUST)))
			rule_out(d, i, REASON_POINT_COMMAS);
		else
			rule_in(d, i, RULING_POINT, REASON_POINTS);
	}
	list->n = 0;
}

void decide_points(struct decision *d)
{
	struct point_list lists[FAMILY_COUNT] = {0};

	for (size_t i = 0; i < d->n; i++) {
		const struct candidate *c = &d->items[i];
		struct point_list *list = &lists[c->family];

		if (d->rulings[i].verdict == RULING_HEADING && c->family != FAMILY_TITLE)
			for (unsigned f = FAMILY_POINT_IS; f <= FAMILY_POINT_ORDER; f++)
				close_list(d, &lists[f]);
		if (!family_is_point(c->family))
			continue;
		if (list->n > 0 && c->line - d->items[list->last].line > POINT_REACH)
			close_list(d, list);
		if (list->n > 0 && (c->number == list->number + 1 || c->number == POINT_LAST)) {
			d->chain_of[i] = (uint32_t)list->last;
			list->clear = list->clear || !(c->evidence & EVIDENCE_COMMA);
		} else if (c->number == 1) {
			close_list(d, list);
			list->first = i;
			list->clear = !(c->evidence & EVIDENCE_COMMA);
		} else {
			rule_out(d, i, REASON_POINT_ALONE);
			continue;
		}
		list->n++;
		list->last = i;
		list->number = c->number;
	}
	for (unsigned f = FAMILY_POINT_IS; f <= FAMILY_POINT_ORDER; f++)
		close_list(d, &lists[f]);
}
