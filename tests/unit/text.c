/* SPDX-License-Identifier: MIT */
/* Segments lie where text.h says, however they are found; the line index counts lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "text/text.h"

static struct text *text_of(const char *bytes, size_t len)
{
	return text_new(source_of_bytes(bytes, len));
}

static unsigned next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

/* What a segment may look like, wherever it lies. */
static void check_segment(const struct buffer *b, const struct segment *s)
{
	assert_true(s->begin <= s->end && s->end <= s->next && s->begin < s->next);
	assert_true(s->next <= b->len);
	assert_true(s->next - s->begin <= 5 * TEXT_PIECE + 256 + 2);
	assert_int_equal(s->starts_line, s->begin == 0 || b->data[s->begin - 1] == '\n');
	assert_int_equal(s->ends_line, s->next == b->len || b->data[s->next - 1] == '\n');
	assert_null(memchr(b->data + s->begin, '\n', s->end - s->begin));
	if (!s->starts_line) {
		uint64_t k = s->begin / TEXT_PIECE * TEXT_PIECE;

		assert_true(s->begin - k <= 256);
	}
}

/* Walks forward, then backward, then asks at random; all must agree. */
static void check_walks(const struct buffer *b)
{
	struct text *t = text_of(b->data, b->len);
	uint64_t *begins = malloc((b->len + 1) * sizeof(*begins)), pos;
	uint32_t seed = 7;
	struct segment s;
	size_t n = 0, i;

	assert_non_null(begins);
	for (pos = 0; text_segment_at(t, pos, &s); pos = s.next) {
		assert_int_equal(s.begin, pos);
		check_segment(b, &s);
		begins[n++] = pos;
	}
	assert_int_equal(pos, b->len);
	pos = b->len;
	for (i = n; i > 0; i--) {
		assert_true(text_segment_before(t, pos, &s));
		assert_int_equal(s.begin, begins[i - 1]);
		pos = s.begin;
	}
	assert_false(text_segment_before(t, 0, &s));
	for (i = 0; i < 3000 && b->len > 0; i++) {
		size_t low = 0, high = n;

		pos = next_random(&seed) % b->len;
		while (high - low > 1) {
			if (begins[(low + high) / 2] <= pos)
				low = (low + high) / 2;
			else
				high = (low + high) / 2;
		}
		assert_true(text_segment_at(t, pos, &s));
		assert_int_equal(s.begin, begins[low]);
		assert_int_equal(s.next, low + 1 < n ? begins[low + 1] : b->len);
	}
	free(begins);
	text_free(t);
}

static void small_texts_are_lines(void **state)
{
	struct text *t = text_of("ab\r\n\n\xE4\xB8\xAD\r", 9);
	struct segment s;

	(void)state;
	assert_true(text_segment_at(t, 3, &s));
	assert_int_equal(s.begin, 0);
	assert_int_equal(s.end, 2);
	assert_int_equal(s.next, 4);
	assert_true(s.starts_line && s.ends_line);
	assert_true(text_segment_at(t, s.next, &s));
	assert_int_equal(s.end, 4);
	assert_int_equal(s.next, 5);
	assert_true(text_segment_at(t, 5, &s));
	assert_int_equal(s.end, 9); /* a lone CR at the end is text */
	assert_int_equal(s.next, 9);
	assert_false(text_segment_at(t, 9, &s));
	assert_int_equal(text_line_begin(t, 8), 5);
	assert_int_equal(text_line_begin(t, 4), 4);
	assert_int_equal(text_line_next(t, 0), 4);
	assert_int_equal(text_line_next(t, 6), 9);
	text_free(t);
}

static void an_empty_text_has_nothing(void **state)
{
	struct text *t = text_of("", 0);
	struct segment s;
	uint64_t pos;

	(void)state;
	assert_false(text_segment_at(t, 0, &s));
	assert_false(text_segment_before(t, 0, &s));
	assert_int_equal(text_lines(t), 0);
	assert_false(text_line_start(t, 0, &pos));
	text_free(t);
}

static void line_of_length(struct buffer *b, size_t len)
{
	while (len-- > 0)
		buffer_append_byte(b, "word word, "[len % 11]);
}

static void lines_up_to_the_limit_stay_whole(void **state)
{
	size_t extra;

	(void)state;
	for (extra = 0; extra < 4; extra++) {
		struct buffer b;
		struct segment s;
		struct text *t;

		buffer_init(&b);
		line_of_length(&b, extra * 5000);
		buffer_append_byte(&b, '\n');
		line_of_length(&b, TEXT_LINE_MAX);
		buffer_append_string(&b, "\nlast");
		t = text_of(b.data, b.len);
		assert_true(text_segment_at(t, extra * 5000 + 40000, &s));
		assert_int_equal(s.begin, extra * 5000 + 1);
		assert_int_equal(s.end, s.begin + TEXT_LINE_MAX);
		assert_true(s.starts_line && s.ends_line);
		text_free(t);
		check_walks(&b);
		buffer_release(&b);
	}
}

/* Words of the kinds of texts there are. */
static const char *const vocabulary[] = {
	"\xE4\xB8\xAD\xE6\x96\x87", /* 中文 */
	"\xE3\x80\x82",             /* 。 */
	"word",
	" ", /* blanks break */
	"\xED\xB3\xA4",
	"\xFF", /* a decoder's surrogate, a bad byte */
	"e\xCC\x81",
	"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", /* clusters of two code points */
	"\xE3\x81\x82",
	"a\ba",
};

static void random_texts(void **state)
{
	uint32_t seed = 1;
	unsigned round;

	(void)state;
	for (round = 0; round < 12; round++) {
		struct buffer b;
		unsigned per_newline = round % 4 == 3 ? 0 : 40u << (round % 4) * 4;
		unsigned mix = 1 + next_random(&seed) % 10;

		buffer_init(&b);
		while (b.len < 400000) {
			unsigned r = next_random(&seed);

			if (per_newline != 0 && r % per_newline == 0)
				buffer_append_string(&b, round % 2 == 0 ? "\r\n" : "\n");
			else
				buffer_append_string(&b, vocabulary[r / 64 % mix]);
		}
		check_walks(&b);
		buffer_release(&b);
	}
}

static void random_bytes(void **state)
{
	uint32_t seed = 5;
	struct buffer b;

	(void)state;
	buffer_init(&b);
	while (b.len < 300000) {
		char byte = (char)next_random(&seed);

		if (byte != '\n' || next_random(&seed) % 500 == 0)
			buffer_append_byte(&b, byte);
	}
	check_walks(&b);
	buffer_release(&b);
}

static void pieces_of_a_long_line_begin_at_characters(void **state)
{
	struct buffer b;
	struct segment s;
	struct text *t;
	uint64_t pos;
	size_t pieces = 0;

	(void)state;
	buffer_init(&b);
	buffer_append_string(&b,
			     "x"); /* so that characters do not fall on multiples of TEXT_PIECE */
	while (b.len < 1000000)
		buffer_append_string(&b, "\xE3\x81\x82\xE3\x81\x84\xE3\x80\x82"); /* あい。 */
	t = text_of(b.data, b.len);
	for (pos = 0; text_segment_at(t, pos, &s); pos = s.next) {
		assert_false(utf8_continues(b.data[s.begin]));
		if (s.begin > 0) /* 。 ends the piece before; no row begins with it */
			assert_memory_equal(b.data + s.begin - 3, "\xE3\x80\x82", 3);
		pieces++;
	}
	assert_in_range(pieces, 50, 65);
	text_free(t);
	check_walks(&b);
	buffer_release(&b);
}

static void edges_are_near_those_of_another_text(void **state)
{
	/* The same bytes give the same pieces, whatever stands far away. */
	struct buffer b;
	struct segment s, again;
	struct text *t;

	(void)state;
	buffer_init(&b);
	line_of_length(&b, 500000);
	t = text_of(b.data, b.len);
	assert_true(text_segment_at(t, 250000, &s));
	text_free(t);
	b.data[1000] = '\n';
	b.data[499000] = '\n';
	t = text_of(b.data, b.len);
	assert_true(text_segment_at(t, 250000, &again));
	assert_int_equal(s.begin, again.begin);
	assert_int_equal(s.next, again.next);
	text_free(t);
	buffer_release(&b);
}

/* Counts newlines block by block from the block that holds `from`, as the background scan does. */
static void count_into(struct text *t, const struct buffer *b, uint64_t end)
{
	uint64_t pos = text_indexed(t) / TEXT_INDEX_BLOCK * TEXT_INDEX_BLOCK;
	uint32_t counts[64];
	size_t n = 0;

	while (pos < end) {
		uint64_t stop = pos + TEXT_INDEX_BLOCK < end ? pos + TEXT_INDEX_BLOCK : end;

		counts[n] = 0;
		for (; pos < stop; pos++)
			counts[n] += b->data[pos] == '\n';
		n++;
	}
	text_index_append(t, counts, n, end);
}

static void check_lines(struct text *t, const struct buffer *b)
{
	uint64_t pos, start = 0, line = 0, found;

	for (pos = 0; pos < text_indexed(t); pos++) {
		if (pos > 0 && b->data[pos - 1] == '\n') {
			line++;
			start = pos;
		}
		if (pos % 4099 != 0 && pos != start)
			continue;
		assert_true(text_line_of(t, pos, &found));
		assert_int_equal(found, line);
		assert_true(text_line_start(t, line, &found));
		assert_int_equal(found, start);
	}
	assert_int_equal(text_lines(t), line + 1);
}

static void the_index_counts_lines(void **state)
{
	uint32_t seed = 3;
	struct buffer b;
	struct text *t;
	uint64_t n;

	(void)state;
	buffer_init(&b);
	while (b.len < 1000000)
		buffer_append_string(&b, next_random(&seed) % 300 == 0 ? "\n" : "some ");
	t = text_of(b.data, b.len);
	assert_false(text_line_of(t, 1, &n));
	count_into(t, &b, 300001);
	assert_int_equal(text_indexed(t), 300001);
	assert_false(text_line_of(t, 300002, &n));
	check_lines(t, &b);
	count_into(t, &b, b.len);
	check_lines(t, &b);
	assert_false(text_line_start(t, text_lines(t), &n));
	text_index_cut(t, 600000);
	assert_int_equal(text_indexed(t), 600000 / TEXT_INDEX_BLOCK * TEXT_INDEX_BLOCK);
	check_lines(t, &b);
	count_into(t, &b, b.len);
	check_lines(t, &b);
	text_free(t);
	buffer_release(&b);
}

static void a_last_newline_begins_no_line(void **state)
{
	struct text *t = text_of("a\nb\n", 4);
	uint32_t two = 2;
	uint64_t pos;

	(void)state;
	text_index_append(t, &two, 1, 4);
	assert_int_equal(text_lines(t), 2);
	assert_true(text_line_start(t, 1, &pos));
	assert_int_equal(pos, 2);
	assert_false(text_line_start(t, 2, &pos));
	text_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_texts_are_lines),
		cmocka_unit_test(an_empty_text_has_nothing),
		cmocka_unit_test(lines_up_to_the_limit_stay_whole),
		cmocka_unit_test(random_texts),
		cmocka_unit_test(random_bytes),
		cmocka_unit_test(pieces_of_a_long_line_begin_at_characters),
		cmocka_unit_test(edges_are_near_those_of_another_text),
		cmocka_unit_test(the_index_counts_lines),
		cmocka_unit_test(a_last_newline_begins_no_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
