/* SPDX-License-Identifier: MIT */
/* Points, looked for in the line as it stands: only a label that readings may interrupt is cleaned,
 * since in some texts every tenth character begins a clause that could be one. */
#include <string.h>

#include "outline/collector_internal.h"
#include "outline/point.h"

#define LABEL 32         /* bytes of the longest label without readings, and a little more */
#define LABEL_CLEAN 128 /* with them */

/* Whether what is shown of these bytes may differ from them: readings, escapes, backspaces. */
static bool may_differ(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		/* （ and 《 have first bytes that common marks share */
		if (c < 0x20 || c == '(' || ((c == 0xEF || c == 0xE3) && i + 2 < n &&
					     ((unsigned char)s[i + 2] == 0x88 ||
					      (unsigned char)s[i + 2] == 0x8A)))
			return true;
	}
	return false;
}

/* The label at a place; returns where it ends in the line, 0 if there is none. */
static size_t label_end(struct collector *c, const struct raw_line *line, struct point *p)
{
	const char *s = line->bytes + p->begin;
	size_t left = line->len - p->begin, len;

	if (!may_differ(s, left < LABEL ? left : LABEL)) {
		len = point_label(s, left, p);
		return len > 0 ? p->begin + len : 0;
	}
	collector_clean_part(c, line, p->begin, LABEL_CLEAN);
	len = point_label(c->clean.clean.data, c->clean.clean.len, p);
	return len > 0 ? (size_t)(paragraph_to_source(&c->clean, len) - line->begin) : 0;
}

void collector_points(struct collector *c, const struct raw_line *line)
{
	static const char bom[] = "\xEF\xBB\xBF";
	size_t from = line->begin == 0 && line->len >= 3 && memcmp(line->bytes, bom, 3) == 0 ? 3 : 0;
	struct point_search search;
	struct point p;

	point_search_begin(&search, line->bytes, line->len, from);
	while (point_search_next(&search, &p)) {
		size_t end = label_end(c, line, &p);
		struct match m = {0};
		struct candidate *out;

		if (end == 0 || !point_title(line->bytes, line->len, end, &p))
			continue;
		m.begin = p.begin;
		m.title = p.title;
		m.title_end = p.title_end;
		m.body = p.body;
		m.c.family = p.family;
		m.c.number = p.number;
		out = collector_add(c, line, &m);
		out->evidence |= EVIDENCE_RUN_IN | (p.inside ? EVIDENCE_INSIDE : 0) |
				 (p.comma ? EVIDENCE_COMMA : 0);
		out->length = narrow(p.begin - p.content);
		if (p.inside)
			out->indent = 0;
		point_search_skip(&search, p.title);
	}
}
