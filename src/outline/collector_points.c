/* SPDX-License-Identifier: MIT */
/* Points in the collector: in a text that is wrapped their titles may end in the next line. */
#include "outline/collector_internal.h"
#include "outline/cursor.h"
#include "outline/point.h"

#define SAME_WIDTH 3 /* cells that lines of one paragraph differ by, where it is wrapped */

/* The cells of a line, roughly. */
static size_t cells_of(const char *s, size_t n)
{
	size_t cells = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		cells += c < 0x80 ? 1 : c >= 0xE0 ? 2 : 0;
	}
	return cells;
}

/* Whether the text of a line goes on in the next one: it is as long as the line above, and ends in
 * the middle of a clause. */
static bool is_wrapped(const struct collector *c, const struct raw_line *line)
{
	size_t here, above;
	uint32_t last = character_before(line->bytes, line->len, NULL);

	if (c->blank_before || c->above.len == 0 || line->len > sizeof(c->above.bytes) ||
	    !character_is_cjk(last) || character_ends_sentence(last) ||
	    character_is_one_of(last, "；：，、”’」』）》"))
		return false;
	here = cells_of(line->bytes, line->len);
	above = cells_of(c->above.bytes, c->above.len);
	return here + SAME_WIDTH >= above && above + SAME_WIDTH >= here;
}

void collector_append_points(struct collector *c, const struct raw_line *line)
{
	const struct candidate *last;

	for (uint32_t i = 0; i < c->look->n_points; i++)
		collector_add(c, c->points[c->look->point + i]);
	if (c->look->n_points == 0)
		return;
	last = &c->items[c->n - 1];
	if (last->offset + last->body >= line->begin + line->len && is_wrapped(c, line))
		c->open_point = c->n - 1;
}

void collector_continue_point(struct collector *c, const struct raw_line *line, size_t begin)
{
	struct candidate *item = &c->items[c->open_point];
	struct point place;
	uint64_t end;

	c->open_point = SIZE_MAX;
	if (begin > 0 || !point_title(line->bytes, line->len, 0, &place))
		return;
	end = line->begin + place.title_end - item->offset;
	if (end - item->title >= UINT16_MAX)
		return;
	item->title_len = (uint16_t)(end - item->title);
	item->body = (uint32_t)(line->begin + place.body - item->offset);
}
