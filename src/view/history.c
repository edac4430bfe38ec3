/* SPDX-License-Identifier: MIT */
#include "view/history.h"

#include <string.h>

#include "base/range.h"

void history_init(struct history *h)
{
	h->n = h->at = 0;
}

void history_record(struct history *h, uint64_t here)
{
	h->n = h->at;
	if (h->n > 0 && h->places[h->n - 1] == here)
		return;
	if (h->n == HISTORY_MAX) {
		memmove(h->places, h->places + 1, (HISTORY_MAX - 1) * sizeof(h->places[0]));
		h->n--;
	}
	h->places[h->n++] = here;
	h->at = h->n;
}

/*
 * Stepping exchanges places with `here`, so that the way forward leads to where the reader was:
 *
 *     jumps a -> b -> c     places a b |        here c
 *     back                  places a | c        here b
 *     back                  places | b c        here a
 */
uint64_t history_back(struct history *h, uint64_t here)
{
	uint64_t place;

	if (h->at == 0)
		return POS_NONE;
	place = h->places[--h->at];
	h->places[h->at] = here;
	return place;
}

uint64_t history_forward(struct history *h, uint64_t here)
{
	uint64_t place;

	if (h->at == h->n)
		return POS_NONE;
	place = h->places[h->at];
	h->places[h->at++] = here;
	return place;
}

uint64_t history_swap(struct history *h, uint64_t here)
{
	uint64_t place;

	if (h->at == 0)
		return POS_NONE;
	place = h->places[h->at - 1];
	h->places[h->at - 1] = here;
	return place;
}
