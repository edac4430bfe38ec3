/* SPDX-License-Identifier: MIT */
#include "place/haystack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "base/array.h"
#include "base/utf8.h"

#define STEP 262144

void haystack_init(struct haystack *h, struct text *text)
{
	*h = (struct haystack){.normalizer = normalizer_new()};
	clean_reader_init(&h->reader, text);
	buffer_init(&h->bytes);
}

void haystack_release(struct haystack *h)
{
	clean_reader_release(&h->reader);
	normalizer_free(h->normalizer);
	buffer_release(&h->bytes);
	free(h->marks);
}

/* The clean offset of the character that an offset of the source lies in: a text that was edited
 * has others there than it had. */
static size_t character_at(const struct paragraph *p, uint64_t source)
{
	size_t at = paragraph_from_source(p, source);

	while (at > 0 && at < p->clean.len && utf8_continues(p->clean.data[at]))
		at--;
	return at;
}

/* Appends the segment that was read; the watched offset is noted when it lies in it. */
static void append_segment(struct haystack *h)
{
	const struct paragraph *p = &h->reader.paragraph;
	const struct segment *segment = &p->segment;
	size_t before = p->clean.len;

	if (h->wanted >= segment->begin && h->wanted < h->next)
		before = character_at(p, h->wanted);
	h->marks = array_reserve(h->marks, &h->mark_capacity, h->n_marks + 1, sizeof(h->marks[0]));
	h->marks[h->n_marks++] = (struct haystack_mark){h->bytes.len, segment->begin};
	normal_append(h->normalizer, p->clean.data, before, &h->bytes);
	if (h->wanted >= segment->begin && h->wanted < h->next)
		h->wanted_at = h->bytes.len;
	normal_append(h->normalizer, p->clean.data + before, p->clean.len - before, &h->bytes);
	/* A blank segment has no byte to lead back from. */
	if (h->n_marks > 1 && h->marks[h->n_marks - 1].at == h->bytes.len)
		h->n_marks--;
}

static void fill(struct haystack *h)
{
	while (h->next < h->end && h->bytes.len < h->from + STEP + HAYSTACK_MARGIN) {
		struct segment segment;

		if (!text_segment_at(h->reader.text, h->next, &segment) ||
		    !clean_read(&h->reader, h->next)) {
			h->next = h->end;
			break;
		}
		h->next = segment.next > h->next ? segment.next : h->end;
		append_segment(h);
	}
	h->limit = h->bytes.len;
	if (h->next < h->end)
		h->limit -= HAYSTACK_MARGIN;
	else if (h->wanted == text_size(h->reader.text))
		h->wanted_at = h->bytes.len;
}

bool haystack_open(struct haystack *h, struct range stretch, uint64_t wanted)
{
	struct segment segment;

	buffer_clear(&h->bytes);
	h->n_marks = 0;
	h->from = 0;
	h->limit = 0;
	h->wanted = wanted;
	h->wanted_at = HAYSTACK_NONE;
	h->end = stretch.end;
	if (!text_segment_at(h->reader.text, stretch.begin, &segment))
		return false;
	h->next = segment.begin;
	fill(h);
	return h->n_marks > 0;
}

/* Drops the bytes before `keep`, and the segments that lie before it wholly. */
static void drop(struct haystack *h, size_t keep)
{
	size_t first = 0;

	while (first + 1 < h->n_marks && h->marks[first + 1].at <= keep)
		first++;
	keep = h->marks[first].at;
	memmove(h->bytes.data, h->bytes.data + keep, h->bytes.len - keep + 1);
	h->bytes.len -= keep;
	h->n_marks -= first;
	memmove(h->marks, h->marks + first, h->n_marks * sizeof(h->marks[0]));
	for (size_t i = 0; i < h->n_marks; i++)
		h->marks[i].at -= keep;
	h->from -= keep;
	if (h->wanted_at != HAYSTACK_NONE)
		h->wanted_at = h->wanted_at >= keep ? h->wanted_at - keep : HAYSTACK_NONE;
}

bool haystack_slide(struct haystack *h)
{
	if (h->next >= h->end)
		return false;
	h->from = h->limit;
	if (h->from > HAYSTACK_MARGIN && h->n_marks > 0)
		drop(h, h->from - HAYSTACK_MARGIN);
	fill(h);
	return true;
}

/* The last segment that begins at or before a byte. */
static const struct haystack_mark *mark_of(const struct haystack *h, size_t at)
{
	size_t low = 0, high = h->n_marks;

	assert(h->n_marks > 0);
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (h->marks[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return &h->marks[low];
}

uint64_t haystack_near(const struct haystack *h, size_t at)
{
	return mark_of(h, at)->begin;
}

static bool is_opening(uint32_t c)
{
	return c == '"' || c == '\'' || uc_is_general_category(c, UC_OPEN_PUNCTUATION) ||
	       uc_is_general_category(c, UC_INITIAL_QUOTE_PUNCTUATION);
}

static bool is_alike(uint32_t a, uint32_t b)
{
	return a == b || (uc_is_property_white_space(a) && uc_is_property_white_space(b)) ||
	       (is_opening(a) && is_opening(b));
}

static size_t step_over_lead(const struct buffer *clean, size_t pos, const struct buffer *lead)
{
	size_t left = lead->len;

	while (left > 0 && pos > 0) {
		size_t before = utf8_before(clean->data, pos);
		size_t lead_before = utf8_before(lead->data, left);
		uint32_t c, wanted;

		(void)utf8_decode(clean->data + before, pos - before, &c);
		(void)utf8_decode(lead->data + lead_before, left - lead_before, &wanted);
		if (!is_alike(c, wanted))
			break;
		pos = before;
		left = lead_before;
	}
	return pos;
}

uint64_t haystack_source(struct haystack *h, size_t at, const struct buffer *lead)
{
	const struct haystack_mark *mark = mark_of(h, at);
	const struct paragraph *p = &h->reader.paragraph;
	size_t left = at - mark->at, pos = 0;
	struct buffer one;

	if (!clean_read(&h->reader, mark->begin))
		return mark->begin;
	buffer_init(&one);
	while (pos < p->clean.len) {
		size_t used;

		buffer_clear(&one);
		used = normal_append_one(h->normalizer, p->clean.data + pos, p->clean.len - pos,
					 &one);
		if (one.len > left)
			break;
		left -= one.len;
		pos += used;
	}
	buffer_release(&one);
	pos = step_over_lead(&p->clean, pos, lead);
	return pos == 0 ? p->segment.begin : paragraph_to_source(p, pos);
}
