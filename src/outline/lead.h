/* SPDX-License-Identifier: MIT */
/* The line before: what its end says of the next one. */
#ifndef OUTLINE_LEAD_H
#define OUTLINE_LEAD_H

#include <stdbool.h>
#include <stddef.h>

struct lead {
	char end[8]; /* its last bytes */
	size_t len;
	bool notes; /* the line is 注 or Notes */
	bool lists; /* it is short, and says that something follows: 下列 如下 */
	bool text;  /* it is a line of a paragraph: no candidate, and long enough */
};

/* The line, without blanks at either end; text says that it is no candidate. */
void lead_set(struct lead *lead, const char *s, size_t n, bool text);

/* Whether it announces a list: it ends with a colon, says so, or stands above notes. */
bool lead_announces(const struct lead *lead);

/* Whether its sentence goes on in the next line. */
bool lead_is_unfinished(const struct lead *lead);

#endif
