/* SPDX-License-Identifier: MIT */
/*
 * Logs of changes: Debian's, whose entries begin with a version and end with a signature, and
 * GNU's, whose entries begin with a date and a name, and are no headings.
 */
#ifndef OUTLINE_MARKUP_CHANGELOG_H
#define OUTLINE_MARKUP_CHANGELOG_H

#include <stdbool.h>

#include "outline/markup.h"

enum changelog_line {
	CHANGELOG_NONE,
	CHANGELOG_VERSION, /* lark (1.2-3) unstable; urgency=low: m is filled in */
	CHANGELOG_SIGNED,  /*  -- Jo Lark <jo@example.org>  Mon, 01 Jan 2024 10:00:00 +0000 */
	CHANGELOG_DATED,   /* 2024-01-01  Jo Lark  <jo@example.org> */
	CHANGELOG_CHANGE   /* <tab>* lark.c (sing): Sing. */
};

enum changelog_line markup_changelog_line(const struct markup_line *line, struct mark *m);

#endif
