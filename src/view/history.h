/* SPDX-License-Identifier: MIT */
/* The history of jumps: places left behind, and those come back from. */
#ifndef VIEW_HISTORY_H
#define VIEW_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#define HISTORY_MAX 100

struct history {
	uint64_t places[HISTORY_MAX]; /* oldest first */
	size_t n;
	size_t at; /* places before this lie back, those from it on forward */
};

void history_init(struct history *h);

/* A jump leaves `here`; what lay forward is forgotten. */
void history_record(struct history *h, uint64_t here);

/* Where to go, leaving `here`; POS_NONE where there is nothing in that direction. */
uint64_t history_back(struct history *h, uint64_t here);
uint64_t history_forward(struct history *h, uint64_t here);

/* The place that the last jump left, which becomes `here`. */
uint64_t history_swap(struct history *h, uint64_t here);

#endif
