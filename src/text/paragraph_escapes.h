/* SPDX-License-Identifier: MIT */
/*
 * Escape sequences that become attributes: SGR (ECMA-48 8.3.117, with xterm's colours and ISO
 * 8613-6's colons), and OSC 8 links, whose target is dropped.  All others are shown.
 */
#ifndef TEXT_PARAGRAPH_ESCAPES_H
#define TEXT_PARAGRAPH_ESCAPES_H

#include <stddef.h>

#include "text/paragraph_style.h"

/* The length of the sequence that begins at s[0] = ESC, applied to *style; 0 if it is another, or
 * unfinished: then the style stays. */
size_t escape_apply(const char *s, size_t n, struct style *style);

#endif
