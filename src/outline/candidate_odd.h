/* SPDX-License-Identifier: MIT */
/* Candidates whose label does not begin the line, or that have none. */
#ifndef OUTLINE_CANDIDATE_ODD_H
#define OUTLINE_CANDIDATE_ODD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "outline/candidate.h"

/*
 * Matches, as far as the forms (label_forms()) allow it:
 *
 *     【第三章】风起, ☆第一章, === 第二章 ===    decoration before a unit
 *     我的大学 第三章 风起, 正文 第一章         a name before it
 *     归途（12）                               a name and a number
 *     [별표 1] 지원 기준                        brackets around a keyword
 *     GENERAL PROVISIONS                      capitals
 */
bool candidate_match_odd(const char *s, size_t n, uint32_t forms, struct match *m);

/* C H A P T E R   I: letters set wide. */
bool candidate_match_wide(const struct label_index *index, const char *s, size_t n,
			  struct match *m);

#endif
