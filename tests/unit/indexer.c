/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "outline/collector.h"
#include "outline/decide.h"
#include "outline/indexer.h"
#include "outline/line_feed.h"

static void make(struct buffer *b, unsigned sections, size_t padding)
{
	for (unsigned i = 1; i <= sections; i++) {
		buffer_printf(b, "第%u章 标题\n\n", i);
		for (size_t k = 0; k < padding; k++)
			buffer_append_string(b, "正文里没有别的。");
		buffer_append_string(b, "\n\n");
	}
}

static void counts_lines_and_finds_headings(void **state)
{
	struct buffer b;
	struct source *source;
	struct text *text;
	struct indexer *ix;
	struct outline *o;
	uint64_t line;

	(void)state;
	buffer_init(&b);
	make(&b, 300, 400);
	source = source_of_bytes(b.data, b.len);
	text = text_new(source);
	ix = indexer_start(source, NULL, NULL, NULL);
	assert_non_null(ix);
	indexer_wait_first(ix, 5000);
	assert_true(indexer_wait(ix));
	assert_true(indexer_update(ix, text, &o));
	assert_non_null(o);
	assert_true(o->complete && indexer_complete(ix));
	assert_int_equal(o->n, 300);
	assert_int_equal(o->end, b.len);
	assert_int_equal(text_indexed(text), b.len);
	for (size_t i = 0; i < o->n; i++) {
		assert_true(text_line_of(text, o->items[i].offset, &line));
		assert_int_equal(line, o->items[i].line);
	}
	outline_free(o);
	assert_false(indexer_update(ix, text, &o));
	indexer_free(ix);
	text_free(text);
	buffer_release(&b);
}

static void takes_lines_longer_than_blocks(void **state)
{
	struct buffer b;
	struct source *source;
	struct text *text;
	struct indexer *ix;
	struct outline *o;

	(void)state;
	buffer_init(&b);
	make(&b, 3, 40000);
	source = source_of_bytes(b.data, b.len);
	text = text_new(source);
	ix = indexer_start(source, NULL, NULL, NULL);
	assert_true(indexer_wait(ix));
	assert_true(indexer_update(ix, text, &o));
	assert_int_equal(o->n, 3);
	assert_int_equal(o->items[2].line, 8);
	outline_free(o);
	indexer_free(ix);
	text_free(text);
	buffer_release(&b);
}

static void takes_an_empty_text(void **state)
{
	struct source *source = source_of_bytes("", 0);
	struct text *text = text_new(source);
	struct indexer *ix = indexer_start(source, NULL, NULL, NULL);
	struct outline *o;

	(void)state;
	assert_true(indexer_wait(ix));
	assert_true(indexer_update(ix, text, &o));
	assert_int_equal(o->n, 0);
	assert_true(o->complete);
	outline_free(o);
	indexer_free(ix);
	text_free(text);
	indexer_free(NULL);
}

/* A text with what pieces may cut: characters, CRLF, readings, overstrikes, marks of lists. */
static void make_hard(struct buffer *b, unsigned chapters)
{
	buffer_append_string(b, "\xEF\xBB\xBF关于加强建设的报告\r\n\r\n");
	for (unsigned i = 1; i <= chapters; i++) {
		buffer_printf(b, "第%u章 標題(biāo)之%u\r\n\r\n", i, i);
		buffer_append_string(b, "一、機關(guān)黨(dǎng)建設(shè)要加強(qiáng)\r\n");
		buffer_append_string(b, "我們(men)要一是學(xué)習(xí)。二是實(shí)踐(jiàn)。\r\n");
		buffer_append_string(
			b, "（一）H\bHe\bea\bad\bd\r\n正文。\r\n（二）領導。正文在後。\r\n");
		buffer_append_string(b, "二、別的\n1. x\n2024. 不是\n\xE4\xB8 bad \xFF\r\n");
		for (unsigned k = 0; k < 12; k++)
			buffer_append_string(b, "正文(wén)裡沒有別的，只有很長的一行。");
		buffer_append_string(b, "\n\n");
	}
	buffer_append_string(b, "附件：最後一行沒有換行");
}

struct writer {
	int fd;
	const struct buffer *bytes;
	size_t piece;
};

static void *write_pieces(void *data)
{
	const struct writer *w = data;

	for (size_t at = 0; at < w->bytes->len;) {
		size_t rest = w->bytes->len - at;
		ssize_t n = write(w->fd, w->bytes->data + at, rest < w->piece ? rest : w->piece);

		if (n <= 0)
			break;
		at += (size_t)n;
	}
	close(w->fd);
	return NULL;
}

/* A FIFO that is open at both ends; the caller's. */
static struct source *open_fifo(int *fd)
{
	char folder[] = "/tmp/indexer-test-XXXXXX";
	char path[64];
	struct source_options options = {0};
	struct source *source;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/fifo", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	source = source_open(path, &options, NULL);
	assert_non_null(source);
	*fd = open(path, O_WRONLY);
	assert_true(*fd >= 0);
	unlink(path);
	rmdir(folder);
	return source;
}

/* The outline of a source at its end. */
static struct outline *outline_of(struct source *source, const struct outline_options *options)
{
	struct text *text = text_new(source);
	struct indexer *ix = indexer_start(source, options, NULL, NULL);
	struct outline *o = NULL;

	assert_non_null(ix);
	assert_true(indexer_wait(ix));
	indexer_update(ix, text, &o);
	assert_non_null(o);
	assert_true(o->complete);
	indexer_free(ix);
	text_free(text);
	return o;
}

static struct outline *outline_in_pieces(const struct buffer *b, size_t piece)
{
	struct writer w = {.bytes = b, .piece = piece};
	struct source *source = open_fifo(&w.fd);
	struct outline *o;
	pthread_t thread;

	assert_int_equal(pthread_create(&thread, NULL, write_pieces, &w), 0);
	o = outline_of(source, NULL);
	pthread_join(thread, NULL);
	return o;
}

static void assert_same(const struct outline *a, const struct outline *b)
{
	assert_int_equal(a->n, b->n);
	assert_int_equal(a->end, b->end);
	for (size_t i = 0; i < a->n; i++) {
		const struct heading *x = &a->items[i], *y = &b->items[i];

		assert_int_equal(x->offset, y->offset);
		assert_int_equal(x->line, y->line);
		assert_int_equal(x->parent, y->parent);
		assert_int_equal(x->next, y->next);
		assert_int_equal(x->number, y->number);
		assert_int_equal(x->body, y->body);
		assert_int_equal(x->indent, y->indent);
		assert_int_equal(x->title, y->title);
		assert_int_equal(x->title_len, y->title_len);
		assert_int_equal(x->level, y->level);
		assert_int_equal(x->family, y->family);
		assert_int_equal(x->flags, y->flags);
		assert_int_equal(x->reason, y->reason);
	}
}

static void the_outline_does_not_depend_on_pieces(void **state)
{
	static const struct {
		unsigned chapters;
		size_t piece;
	} cases[] = {{40, 1},     {40, 7},       {300, 7},     {300, 1000},
		     {300, 4097}, {3000, 65536}, {3000, 65535}};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct outline *whole, *pieces;
		struct buffer b;

		buffer_init(&b);
		make_hard(&b, cases[i].chapters);
		whole = outline_of(source_of_bytes(b.data, b.len), NULL);
		assert_true(whole->n > cases[i].chapters * 4);
		pieces = outline_in_pieces(&b, cases[i].piece);
		assert_same(whole, pieces);
		outline_free(whole);
		outline_free(pieces);
		buffer_release(&b);
	}
}

/* Line by line on this thread, with nothing read ahead. */
static struct outline *outline_by_hand(struct source *source, const struct buffer *b)
{
	struct reading_gate *gate = reading_gate_new(source);
	struct collector *collector = collector_new(gate, NULL);
	struct outline_options options = outline_options_default();
	const struct candidate *items;
	struct ruling *rulings;
	struct line_feed feed;
	struct raw_line line;
	struct outline *o;
	size_t at = 0, n;

	line_feed_init(&feed);
	while (line_feed_next(&feed, b->data, b->len, &at, &line))
		collector_line(collector, &line);
	if (line_feed_rest(&feed, &line))
		collector_line(collector, &line);
	items = collector_candidates(collector, &n);
	rulings = calloc(n, sizeof(*rulings));
	o = decide_by(items, n, &options, rulings);
	o->end = b->len;
	free(rulings);
	line_feed_release(&feed);
	collector_free(collector);
	reading_gate_free(gate);
	return o;
}

/* Texts of several blocks are read ahead on a thread: lines that cross blocks, more lines than a
 * batch has room for, a line longer than a block. */
static void reading_ahead_changes_nothing(void **state)
{
	struct source *source;
	struct outline *o, *by_hand;
	struct buffer b;

	(void)state;
	buffer_init(&b);
	make_hard(&b, 1500);
	for (unsigned i = 0; i < 600000; i++)
		buffer_append_byte(&b, '\n');
	for (unsigned i = 0; i < 40000; i++)
		buffer_append_string(&b, "一行很長的(de)字，");
	buffer_append_string(&b, "一是學(xué)習(xí)；二是實(shí)踐。\n");
	make_hard(&b, 1500);
	source = source_of_bytes(b.data, b.len);
	by_hand = outline_by_hand(source, &b);
	o = outline_of(source, NULL);
	assert_true(o->n > 3000 * 4);
	assert_same(o, by_hand);
	outline_free(o);
	outline_free(by_hand);
	buffer_release(&b);
}

/* What the scan finds out of readings is known to another gate, without a look at the text. */
static void teaches_a_gate(void **state)
{
	struct source *source, *filler;
	struct reading_gate *gate, *taught;
	struct indexer *ix;
	struct buffer b;
	char *bytes;

	(void)state;
	buffer_init(&b);
	make_hard(&b, 3000);
	source = source_of_bytes(b.data, b.len);
	bytes = calloc(b.len, 1);
	filler = source_of_bytes(bytes, b.len);
	gate = reading_gate_new(source);
	taught = reading_gate_new(filler);
	ix = indexer_start(source, NULL, NULL, NULL);
	assert_true(indexer_wait(ix));
	indexer_teach(ix, taught);
	for (uint64_t pos = 0; pos / READING_GATE_BLOCK < b.len / READING_GATE_BLOCK; pos += 9973)
		assert_int_equal(reading_gate_kinds(taught, pos), reading_gate_kinds(gate, pos));
	assert_int_equal(reading_gate_kinds(taught, 0), READING_PINYIN);
	indexer_free(ix);
	reading_gate_free(gate);
	reading_gate_free(taught);
	source_free(source);
	source_free(filler);
	free(bytes);
	buffer_release(&b);
}

/* Waits for outlines until one has n headings; it is the caller's. */
static struct outline *wait_for(struct indexer *ix, struct text *text, const struct wake *wake,
				size_t n)
{
	struct outline *o = NULL;

	for (;;) {
		struct pollfd poll_fd = {wake->read_fd, POLLIN, 0};

		wake_drain(wake);
		indexer_update(ix, text, &o);
		if (o && o->n == n)
			return o;
		outline_free(o);
		if (poll(&poll_fd, 1, 10000) <= 0)
			fail_msg("no outline of %zu headings", n);
	}
}

static void send_text(int fd, const char *text)
{
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
}

static void a_silent_pipe_shows_what_it_has(void **state)
{
	struct wake wake;
	int fd;
	struct source *source = open_fifo(&fd);
	struct text *text = text_new(source);
	struct indexer *ix;
	struct outline *o;

	(void)state;
	assert_true(wake_init(&wake, NULL));
	ix = indexer_start(source, NULL, &wake, NULL);
	send_text(fd, "第一章 甲\n正文。\n第二章 乙");
	o = wait_for(ix, text, &wake, 2);
	assert_false(o->complete);
	assert_int_equal(o->items[1].line, 2);
	outline_free(o);
	/* the title goes on, and so does the text; then what was shown turns out to be none */
	send_text(fd, "之二\n正文。\n第三章 丙\n正文。\n");
	o = wait_for(ix, text, &wake, 3);
	assert_int_equal(o->items[1].title_len, strlen("乙之二"));
	assert_int_equal(o->items[2].line, 4);
	outline_free(o);
	send_text(fd, "第四章");
	o = wait_for(ix, text, &wake, 4);
	outline_free(o);
	send_text(fd, "里已经讲过，不再说了。\n");
	o = wait_for(ix, text, &wake, 3);
	outline_free(o);
	close(fd);
	do {
		wake_drain(&wake);
		indexer_update(ix, text, &o);
		if (!o)
			wake_wait(&wake);
		else if (!o->complete)
			outline_free(o);
	} while (!o || !o->complete);
	assert_int_equal(o->n, 3);
	outline_free(o);
	indexer_free(ix);
	text_free(text);
	wake_release(&wake);
}

/* Rejected candidates are forgotten on the way, but not where they are to be explained. */
static void explains_all_candidates(void **state)
{
	struct outline_options options = outline_options_default();
	struct buffer b;
	struct outline *o;
	size_t headings = 0;

	(void)state;
	buffer_init(&b);
	for (unsigned i = 0; i < 100000; i++)
		buffer_append_string(&b, "1. x\n");
	buffer_append_string(&b, "第一章 甲\n正文\n第二章 乙\n正文\n");
	options.explain = true;
	o = outline_of(source_of_bytes(b.data, b.len), &options);
	assert_true(o->n_explained >= 100002);
	assert_int_equal(o->n_forgotten, 0);
	for (size_t i = 0; i < o->n_explained; i++) {
		const struct explained *e = &o->explained[i];

		assert_true(i == 0 || o->explained[i - 1].candidate.offset <= e->candidate.offset);
		if (e->heading == OUTLINE_NONE)
			continue;
		headings++;
		assert_int_equal(o->items[e->heading].offset, e->candidate.offset);
	}
	assert_int_equal(headings, o->n);
	outline_free(o);
	o = outline_of(source_of_bytes(b.data, b.len), NULL);
	assert_int_equal(o->n, headings);
	assert_int_equal(o->n_explained, 0);
	outline_free(o);
	buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_lines_and_finds_headings),
		cmocka_unit_test(takes_lines_longer_than_blocks),
		cmocka_unit_test(takes_an_empty_text),
		cmocka_unit_test(the_outline_does_not_depend_on_pieces),
		cmocka_unit_test(reading_ahead_changes_nothing),
		cmocka_unit_test(teaches_a_gate),
		cmocka_unit_test(a_silent_pipe_shows_what_it_has),
		cmocka_unit_test(explains_all_candidates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
