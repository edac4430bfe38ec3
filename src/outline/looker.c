/* SPDX-License-Identifier: MIT */
#include "outline/looker.h"

#include <stdlib.h>

#include "base/array.h"
#include "outline/label.h"
#include "outline/point.h"
#include "text/paragraph.h"

#define LABEL 32       /* bytes of the longest label without readings, and a little more */
#define LABEL_CLEAN 80 /* with them */

/* Whether what is shown of these bytes may differ from them: readings, escapes, backspaces. */
static bool may_differ(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		/* （ and 《 have first bytes that common marks share */
		if (c < 0x20 || c == '(' ||
		    ((c == 0xEF || c == 0xE3) && i + 2 < n &&
		     ((unsigned char)s[i + 2] == 0x88 || (unsigned char)s[i + 2] == 0x8A)))
			return true;
	}
	return false;
}

struct looker {
	struct reading_gate *gate;
	const struct label_index *labels;
	struct paragraph label; /* a point's label, cleaned */
};

struct looker *looker_new(struct reading_gate *gate, const struct label_index *labels)
{
	struct looker *l = memory_zalloc(1, sizeof(*l));

	l->gate = gate;
	l->labels = labels;
	paragraph_init(&l->label);
	return l;
}

void looker_free(struct looker *l)
{
	if (!l)
		return;
	paragraph_release(&l->label);
	free(l);
}

/* The label at a place; returns where it ends in the line, 0 if there is none.  Only one that
 * readings may interrupt is cleaned: in some texts every tenth character begins a clause. */
static size_t label_end(struct looker *l, const struct raw_line *line, unsigned kinds,
			struct point *p)
{
	const char *s = line->bytes + p->begin;
	size_t left = line->len - p->begin, len;
	struct raw_line part = {line->begin + p->begin, 0, s, left, false};

	if (!may_differ(s, left < LABEL ? left : LABEL)) {
		len = point_label(s, left, p);
		return len > 0 ? p->begin + len : 0;
	}
	raw_line_clean(&part, LABEL_CLEAN, kinds, &l->label);
	len = point_label(l->label.clean.data, l->label.clean.len, p);
	return len > 0 ? (size_t)(paragraph_to_source(&l->label, len) - line->begin) : 0;
}

static void add_point(struct point_list *points, const struct raw_line *line, const struct point *p)
{
	struct match m = {
		.begin = p->begin, .title = p->title, .title_end = p->title_end, .body = p->body};
	struct candidate *out;

	m.c.family = p->family;
	m.c.number = p->number;
	m.c.evidence = EVIDENCE_RUN_IN | (p->inside ? EVIDENCE_INSIDE : 0) |
		       (p->comma ? EVIDENCE_COMMA : 0);
	points->items = array_reserve(points->items, &points->capacity, points->n + 1,
				      sizeof(points->items[0]));
	out = &points->items[points->n++];
	*out = candidate_placed(&m, line);
	out->length = candidate_narrow(p->begin - p->content);
	if (p->inside)
		out->indent = 0;
}

static void find_points(struct looker *l, const struct raw_line *line, unsigned kinds,
			struct point_list *points)
{
	struct point_search search;
	struct point p;

	point_search_begin(&search, line->bytes, line->len);
	while (point_search_next(&search, &p)) {
		size_t end = label_end(l, line, kinds, &p);

		if (end == 0 || !point_title(line->bytes, line->len, end, &p))
			continue;
		add_point(points, line, &p);
		point_search_skip(&search, p.title);
	}
}

void looker_look(struct looker *l, const struct raw_line *line, struct line_look *look,
		 struct point_list *points)
{
	struct raw_line trimmed = *line;
	size_t begin, end = line->len;

	while (end > 0 && (line->bytes[end - 1] == '\r' || line->bytes[end - 1] == ' '))
		end--;
	begin = candidate_skip_blanks(line->bytes, end, 0);
	if (end == begin + 1 && line->bytes[begin] == '\f')
		begin = end;
	*look = (struct line_look){.begin = begin, .end = end, .point = (uint32_t)points->n};
	if (begin == end)
		return;
	if (l->gate)
		look->kinds = reading_gate_kinds(l->gate, line->begin);
	look->forms = label_forms(l->labels, line->bytes + begin, end - begin);
	if (!point_is_possible(line->bytes + begin, end - begin))
		return;
	trimmed.len = end;
	find_points(l, &trimmed, look->kinds, points);
	look->n_points = (uint32_t)points->n - look->point;
}
