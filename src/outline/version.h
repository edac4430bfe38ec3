/* SPDX-License-Identifier: MIT */
/*
 * Versions: what a list of news is divided by.  The same words stand before each, if any:
 *
 *     Version 2.36.1            * Noteworthy changes in release 9.1 (2022-04-15) [stable]
 *     5.4.1 (2023-01-11)        Overview of changes in GLib 2.74.5
 */
#ifndef OUTLINE_VERSION_H
#define OUTLINE_VERSION_H

#include <stdbool.h>
#include <stddef.h>

#include "outline/candidate.h"

/*
 * Whether a clean line names a version: number is it (its first three parts), prefix the hash of
 * the words before it, alternate_number that of the last of them.  EVIDENCE_SET_OFF: these words
 * are about versions.
 */
bool version_match(const char *s, size_t n, struct match *m);

#endif
