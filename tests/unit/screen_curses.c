/* SPDX-License-Identifier: MIT */
/* The screen of curses, on a pseudo-terminal: what reaches the terminal, and what is left of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* After the four. */
#include <cmocka.h>

#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "ui/glyphs.h"
#include "ui/palette.h"
#include "ui/screen_curses.h"

#define PATIENCE_MS 2000

static const struct style plain = {0, -1, -1};

/* A pseudo-terminal that stands for standard input and output until it is closed. */
struct pty {
	int master, slave;
	int kept_in, kept_out;
	struct buffer seen;
};

static void pty_size(const struct pty *p, int rows, int columns)
{
	struct winsize size = {(unsigned short)rows, (unsigned short)columns, 0, 0};

	assert_int_equal(ioctl(p->slave, TIOCSWINSZ, &size), 0);
}

static void pty_open(struct pty *p, int rows, int columns)
{
	p->master = posix_openpt(O_RDWR | O_NOCTTY);
	if (p->master < 0 || grantpt(p->master) != 0 || unlockpt(p->master) != 0) {
		print_message("# left out: what it reads is not there\n");
		return;
	}
	p->slave = open(ptsname(p->master), O_RDWR | O_NOCTTY);
	assert_true(p->slave >= 0);
	pty_size(p, rows, columns);
	p->kept_in = dup(STDIN_FILENO);
	p->kept_out = dup(STDOUT_FILENO);
	dup2(p->slave, STDIN_FILENO);
	dup2(p->slave, STDOUT_FILENO);
	buffer_init(&p->seen);
}

static void pty_close(struct pty *p)
{
	dup2(p->kept_in, STDIN_FILENO);
	dup2(p->kept_out, STDOUT_FILENO);
	close(p->kept_in);
	close(p->kept_out);
	close(p->master);
	close(p->slave);
	buffer_release(&p->seen);
}

/* What has arrived since the last call. */
static const char *pty_read(struct pty *p)
{
	struct pollfd ready = {p->master, POLLIN, 0};

	buffer_clear(&p->seen);
	while (poll(&ready, 1, p->seen.len == 0 ? PATIENCE_MS : 0) > 0) {
		char bytes[4096];
		ssize_t n = read(p->master, bytes, sizeof(bytes));

		if (n <= 0)
			break;
		buffer_append(&p->seen, bytes, (size_t)n);
	}
	return p->seen.data;
}

static struct screen *open_screen(bool keep, const char *type)
{
	struct screen_curses_options options = {.no_alternate_screen = keep, .mouse = true};
	struct cause cause = CAUSE_NONE;
	struct screen *s;

	options.widths.ambiguous = 1;
	setenv("TERM", type, 1);
	unsetenv("NO_COLOR");
	s = screen_curses_open(&options, &cause);
	cause_release(&cause);
	return s;
}

static void put(struct screen *s, int row, int column, const char *cluster, int width)
{
	screen_put(s, row, column, cluster, strlen(cluster), width, plain);
}

static void same_settings(const struct pty *p, const struct termios *before)
{
	struct termios after;

	assert_int_equal(tcgetattr(p->slave, &after), 0);
	assert_int_equal(after.c_lflag, before->c_lflag);
	assert_int_equal(after.c_iflag, before->c_iflag);
	assert_int_equal(after.c_oflag, before->c_oflag);
}

static void curses_believes_the_clusters(void **state)
{
	struct widths widths = {1};
	uint32_t c;

	(void)state;
	for (c = 0; c <= 0x10FFFF; c++) {
		if (wcwidth((wchar_t)c) != cluster_code_point_width(c, widths))
			fail_msg("U+%04X", (unsigned)c);
	}
}

static void curses_follows_the_setting(void **state)
{
	struct widths widths = {2};
	struct pty p;
	struct screen *s;
	uint32_t c;
	bool differs = false;

	(void)state;
	pty_open(&p, 24, 80);
	s = open_screen(false, "xterm-256color");
	assert_non_null(s);
	screen_widths(s, widths);
	for (c = 0; c <= 0x10FFFF; c++)
		differs |= wcwidth((wchar_t)c) != cluster_code_point_width(c, widths);
	widths.ambiguous = 1;
	screen_widths(s, widths);
	screen_close(s);
	pty_close(&p);
	assert_false(differs);
}

static void takes_and_gives_back(void **state)
{
	struct termios before;
	struct pty p;
	struct screen *s;
	bool started, ended;
	int rows, columns, colours;

	(void)state;
	pty_open(&p, 10, 40);
	tcgetattr(p.slave, &before);
	s = open_screen(false, "xterm-256color");
	assert_non_null(s);
	screen_size(s, &rows, &columns);
	colours = screen_colours(s);
	put(s, 0, 0, "a", 1);
	screen_flush(s);
	started = strstr(pty_read(&p), "\033[?1049h") != NULL &&
		  strstr(p.seen.data, "\033[?2004h") != NULL &&
		  strstr(p.seen.data, "\033[?1006h") != NULL &&
		  strstr(p.seen.data, "\033[?2026h") != NULL;
	screen_close(s);
	ended = strstr(pty_read(&p), "\033[?1049l") != NULL &&
		strstr(p.seen.data, "\033[?2004l") != NULL &&
		strstr(p.seen.data, "\033[?1002l") != NULL;
	same_settings(&p, &before);
	pty_close(&p);
	assert_true(started);
	assert_true(ended);
	assert_int_equal(rows, 10);
	assert_int_equal(columns, 40);
	assert_int_equal(colours, 256);
}

static void without_alternate_screen(void **state)
{
	struct pty p;
	struct screen *s;
	bool switched;

	(void)state;
	pty_open(&p, 10, 40);
	s = open_screen(true, "xterm");
	assert_non_null(s);
	put(s, 0, 0, "a", 1);
	screen_flush(s);
	switched = strstr(pty_read(&p), "1049") != NULL;
	screen_close(s);
	switched |= strstr(pty_read(&p), "1049") != NULL;
	pty_close(&p);
	assert_false(switched);
}

static void flags_of_the_line(void **state)
{
	struct termios now;
	struct pty p;
	struct screen *s;

	(void)state;
	pty_open(&p, 10, 40);
	s = open_screen(false, "xterm");
	assert_non_null(s);
	tcgetattr(p.slave, &now);
	screen_close(s);
	pty_close(&p);
	assert_int_equal(now.c_lflag & (tcflag_t)(ECHO | ICANON | ISIG | IEXTEN), 0);
	assert_int_equal(now.c_iflag & (tcflag_t)(ICRNL | IXON), 0);
}

/* The next cell is placed by its column, and long clusters arrive whole. */
static void doubtful_clusters_are_placed(void **state)
{
	static const char family[] = "👨\u200D👩\u200D👧\u200D👦";
	struct pty p;
	struct screen *s;
	bool placed, whole, straight;

	(void)state;
	pty_open(&p, 10, 40);
	s = open_screen(false, "xterm-256color");
	assert_non_null(s);
	put(s, 1, 5, "§", 1);
	put(s, 1, 6, "x", 1);
	put(s, 2, 5, family, 2);
	put(s, 2, 7, "y", 1);
	put(s, 3, 0, "中", 2);
	put(s, 3, 2, "文", 2);
	put(s, 4, 0, "e", 1);
	put(s, 4, 1, "f", 1);
	screen_flush(s);
	pty_read(&p);
	placed = strstr(p.seen.data, "§\033[7Gx") != NULL;
	whole = strstr(p.seen.data, "👨\u200D👩\u200D👧\u200D👦\033[8Gy") != NULL;
	straight = strstr(p.seen.data, "中文") != NULL && strstr(p.seen.data, "ef") != NULL;
	screen_close(s);
	pty_close(&p);
	assert_true(placed);
	assert_true(whole);
	assert_true(straight);
}

static void controls_never_pass(void **state)
{
	static const char *const hostile[] = {
		"\033",         "\a",           "\xC2\x9B",   "\u202E", "\xFF",
		"\xED\xA0\x80", "\xEE\x80\x80", "\U000F0000", "\u2028", "\t",
	};
	struct pty p;
	struct screen *s;
	size_t i;
	bool passed = false;

	(void)state;
	pty_open(&p, 10, 40);
	s = open_screen(false, "xterm-256color");
	assert_non_null(s);
	screen_flush(s);
	pty_read(&p);
	for (i = 1; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		put(s, 0, 0, "x", 1);
		screen_flush(s);
		pty_read(&p);
		put(s, 0, 0, hostile[i], 1);
		screen_flush(s);
		passed |= strstr(pty_read(&p), hostile[i]) != NULL;
		passed |= strchr(p.seen.data, '?') == NULL;
	}
	screen_close(s);
	pty_close(&p);
	assert_false(passed);
}

static void smallest_terminals(void **state)
{
	struct pty p;
	struct screen *s;
	int rows, columns;
	bool drawn;

	(void)state;
	pty_open(&p, 1, 1);
	s = open_screen(false, "xterm");
	assert_non_null(s);
	screen_size(s, &rows, &columns);
	put(s, 0, 0, "中", 2);
	screen_fill(s, 0, 0, 9, plain);
	screen_scroll(s, 0, 1, 1);
	screen_cursor(s, 0, 5);
	screen_flush(s);
	put(s, 0, 0, "Q", 1);
	screen_flush(s);
	drawn = strchr(pty_read(&p), 'Q') != NULL;
	screen_close(s);
	pty_close(&p);
	assert_int_equal(rows, 1);
	assert_int_equal(columns, 1);
	assert_true(drawn);
}

static void resizes(void **state)
{
	struct pty p;
	struct screen *s;
	int rows, columns, n;
	bool corner = true;

	(void)state;
	pty_open(&p, 24, 80);
	s = open_screen(false, "xterm");
	assert_non_null(s);
	for (n = 1; n < 60; n += 7) {
		pty_size(&p, n, n * 3);
		screen_size(s, &rows, &columns);
		corner &= rows == n && columns == n * 3;
		put(s, rows - 1, columns - 1, "Z", 1);
		screen_flush(s);
		corner &= strchr(pty_read(&p), 'Z') != NULL;
	}
	screen_close(s);
	pty_close(&p);
	assert_true(corner);
}

static void refuses(const char *type, const char *mention)
{
	struct screen_curses_options options = {.widths = {1}};
	struct cause cause = CAUSE_NONE;
	struct pty p;
	struct screen *s;
	bool named;

	pty_open(&p, 24, 80);
	setenv("TERM", type, 1);
	s = screen_curses_open(&options, &cause);
	named = strstr(cause_text(&cause), mention) != NULL;
	screen_close(s);
	cause_release(&cause);
	pty_close(&p);
	assert_null(s);
	assert_true(named);
}

static void unusable_terminals_are_named(void **state)
{
	(void)state;
	refuses("dumb", "TERM=dumb");
	refuses("no-such-terminal", "TERM=no-such-terminal");
	refuses("", "TERM is not set");
}

static void no_color_and_eight_colours(void **state)
{
	struct screen_curses_options options = {.widths = {1}};
	struct pty p;
	struct screen *s;
	int none, eight;

	(void)state;
	pty_open(&p, 24, 80);
	s = open_screen(false, "xterm");
	assert_non_null(s);
	eight = screen_colours(s);
	screen_close(s);
	setenv("NO_COLOR", "1", 1);
	s = screen_curses_open(&options, NULL);
	assert_non_null(s);
	none = screen_colours(s);
	screen_close(s);
	unsetenv("NO_COLOR");
	pty_close(&p);
	assert_int_equal(eight, 8);
	assert_int_equal(none, 0);
}

/* A program that dies by a fatal signal leaves the terminal as it was, and dies by that signal. */
static void fatal_signals_restore(void **state)
{
	static const int numbers[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct termios before;
		struct pty p;
		bool restored;
		int status;
		pid_t child;

		pty_open(&p, 10, 40);
		tcgetattr(p.slave, &before);
		child = fork();
		if (child == 0) {
			if (open_screen(false, "xterm") == NULL)
				_exit(1);
			raise(numbers[i]);
			_exit(1);
		}
		waitpid(child, &status, 0);
		restored = strstr(pty_read(&p), "\033[?1049l") != NULL;
		same_settings(&p, &before);
		pty_close(&p);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == numbers[i]);
		assert_true(restored);
	}
}

static void rescue_happens_once(void **state)
{
	struct termios before;
	struct pty p;
	struct screen *s;
	bool restored, again;

	(void)state;
	screen_curses_rescue();
	pty_open(&p, 10, 40);
	tcgetattr(p.slave, &before);
	s = open_screen(false, "xterm");
	assert_non_null(s);
	screen_curses_rescue();
	restored = strstr(pty_read(&p), "\033[?1049l") != NULL;
	same_settings(&p, &before);
	screen_curses_rescue();
	screen_send(s, "|", 1);
	again = strcmp(pty_read(&p), "|") != 0;
	screen_close(s);
	pty_close(&p);
	assert_true(restored);
	assert_false(again);
}

/* More clusters than are kept at first: those on the screen stay, the others go. */
static void many_glyphs(void **state)
{
	struct pty p;
	struct screen *s;
	int i;
	bool there = true;

	(void)state;
	pty_open(&p, 4, 40);
	s = open_screen(false, "xterm-256color");
	assert_non_null(s);
	put(s, 0, 0, "§", 1);
	for (i = 0; i < 20000; i++) {
		struct buffer b;

		buffer_init(&b);
		buffer_append_code_point(&b, (unsigned)(0x4E00 + i));
		buffer_append_code_point(&b, 0x301);
		screen_put(s, 1, i % 38, b.data, b.len, 2, plain);
		buffer_release(&b);
	}
	screen_redraw(s);
	screen_flush(s);
	there = strstr(pty_read(&p), "§\033[2G") != NULL;
	screen_close(s);
	pty_close(&p);
	assert_true(there);
}

static void append_bar(int column, struct buffer *out)
{
	buffer_printf(out, "|%d|", column);
}

static void glyphs_are_written_out(void **state)
{
	struct glyphs *g = glyphs_new();
	uint32_t a = glyphs_add(g, "abc", 3, 1, -1);
	uint32_t b = glyphs_add(g, "de", 2, 2, 7);
	struct buffer in, out;
	uint32_t i;

	(void)state;
	assert_int_equal(glyphs_add(g, "abc", 3, 1, -1), a);
	assert_int_not_equal(glyphs_add(g, "abc", 3, 1, 2), a);
	assert_int_equal(glyphs_find(g, b)->width, 2);
	assert_null(glyphs_find(g, 'x'));
	assert_null(glyphs_find(g, GLYPH_FIRST + 3));
	buffer_init(&in);
	buffer_init(&out);
	buffer_append_string(&in, "<");
	buffer_append_code_point(&in, a);
	buffer_append_code_point(&in, b);
	buffer_append_string(&in, ">\xF3\xB0");
	glyphs_expand(g, in.data, in.len, append_bar, &out);
	assert_string_equal(out.data, "<abcde|7|>\xF3\xB0");
	for (i = 3; i <= GLYPH_LAST - GLYPH_FIRST; i++)
		assert_int_equal(glyphs_add(g, (const char *)&i, sizeof(i), 1, -1),
				 GLYPH_FIRST + i);
	assert_int_equal(glyphs_add(g, "full", 4, 1, -1), 0);
	buffer_release(&in);
	buffer_release(&out);
	glyphs_free(g);
}

static void pairs_are_numbered_and_reused(void **state)
{
	struct palette p;
	bool fresh;
	int i, first;

	(void)state;
	palette_init(&p, 256, 65536);
	assert_int_equal(palette_number(&p, -1, -1, &fresh), 0);
	first = palette_number(&p, 3, -1, &fresh);
	assert_true(first == 1 && fresh);
	assert_int_equal(palette_number(&p, 3, -1, &fresh), first);
	assert_false(fresh);
	for (i = 0; i < 254; i++)
		assert_int_equal(palette_number(&p, i, 7, &fresh), i + 2);
	/* All are in use in this frame: the terminal's own colours. */
	assert_int_equal(palette_number(&p, 9, 9, &fresh), 0);
	palette_frame(&p);
	assert_int_equal(palette_number(&p, 3, -1, &fresh), first);
	assert_int_not_equal(palette_number(&p, 9, 9, &fresh), first);
	assert_true(fresh);
	palette_init(&p, 0, 0);
	assert_int_equal(palette_number(&p, 9, 9, &fresh), 0);
	assert_int_equal(palette_nearest(196, 8), 1); /* red of the cube */
	assert_int_equal(palette_nearest(9, 8), 1);
	assert_int_equal(palette_nearest(46, 8), 2);
	assert_int_equal(palette_nearest(231, 8), 7);
	assert_int_equal(palette_nearest(16, 8), 0);
	assert_int_equal(palette_nearest(-1, 8), -1);
	assert_int_equal(palette_nearest(250, 16), 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(curses_believes_the_clusters),
		cmocka_unit_test(curses_follows_the_setting),
		cmocka_unit_test(takes_and_gives_back),
		cmocka_unit_test(without_alternate_screen),
		cmocka_unit_test(flags_of_the_line),
		cmocka_unit_test(doubtful_clusters_are_placed),
		cmocka_unit_test(controls_never_pass),
		cmocka_unit_test(smallest_terminals),
		cmocka_unit_test(resizes),
		cmocka_unit_test(unusable_terminals_are_named),
		cmocka_unit_test(no_color_and_eight_colours),
		cmocka_unit_test(fatal_signals_restore),
		cmocka_unit_test(rescue_happens_once),
		cmocka_unit_test(many_glyphs),
		cmocka_unit_test(glyphs_are_written_out),
		cmocka_unit_test(pairs_are_numbered_and_reused),
	};

	if (setlocale(LC_ALL, "C.UTF-8") == NULL)
		return 77;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
