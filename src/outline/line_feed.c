/* SPDX-License-Identifier: MIT */
#include "outline/line_feed.h"

#include <assert.h>
#include <string.h>

void line_feed_init(struct line_feed *f)
{
	memset(f, 0, sizeof(*f));
	buffer_init(&f->carry);
}

void line_feed_release(struct line_feed *f)
{
	buffer_release(&f->carry);
}

void line_feed_copy(struct line_feed *copy, const struct line_feed *f)
{
	assert(!f->carry_used);
	*copy = *f;
	buffer_init(&copy->carry);
	buffer_append(&copy->carry, f->carry.data, f->carry.len);
}

static void keep(struct line_feed *f, const char *bytes, size_t len)
{
	size_t room = RAW_LINE_MOST - f->carry.len;

	f->carry_cut = f->carry_cut || len > room;
	buffer_append(&f->carry, bytes, len < room ? len : room);
}

static void drop_used(struct line_feed *f)
{
	if (!f->carry_used)
		return;
	buffer_clear(&f->carry);
	f->carry_cut = f->carry_used = false;
}

/* What is kept, as a line. */
static void give_carry(struct line_feed *f, struct raw_line *line)
{
	*line = (struct raw_line){f->begin, f->number, f->carry.data, f->carry.len, f->carry_cut};
	f->carry_used = true;
}

bool line_feed_next(struct line_feed *f, const char *bytes, size_t n, size_t *at,
		    struct raw_line *line)
{
	const char *from = bytes + *at, *newline = NULL;
	size_t len = n - *at;

	assert(*at <= n);
	drop_used(f);
	if (len > 0)
		newline = memchr(from, '\n', len);
	if (!newline) {
		if (len > 0)
			keep(f, from, len);
		f->pos += len;
		*at = n;
		return false;
	}
	len = (size_t)(newline - from);
	if (f->carry.len > 0) {
		keep(f, from, len);
		give_carry(f, line);
	} else {
		*line = (struct raw_line){f->begin, f->number, from, len, len > RAW_LINE_MOST};
		line->len = len < RAW_LINE_MOST ? len : RAW_LINE_MOST;
	}
	f->pos += len + 1;
	*at += len + 1;
	f->begin = f->pos;
	f->number++;
	return true;
}

bool line_feed_rest(struct line_feed *f, struct raw_line *line)
{
	drop_used(f);
	if (f->carry.len == 0)
		return false;
	give_carry(f, line);
	return true;
}
