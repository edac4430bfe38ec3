/* SPDX-License-Identifier: MIT */
/*
 * curses draws into an unlinked file in memory instead of the terminal.  Each flush reads what it
 * made, writes out the glyphs (see ui/glyphs.h) and sends the whole frame in one go, inside a
 * synchronised update.  What else curses would do to a terminal is thereby kept from it: line
 * settings (ui/terminal has them), its first and last sequences, which would clear a screen that
 * -X wants kept and set margins for a size it guessed.  The program sends its own.
 *
 * curses knows one current terminal, and its wcwidth() takes no argument besides the character, so
 * this file, alone in the program, keeps its state in a static.
 */
#include "ui/screen_curses.h"

#include <assert.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "ui/capture.h"
#include "ui/glyphs.h"
#include "ui/palette.h"
#include "ui/terminal.h"

/* Functions only: the macros of curses would rewrite names of ours. */
#define NCURSES_NOMACROS 1
#include <curses.h>
#include <term.h>
#undef columns

#define GLYPHS_MIN 8192 /* glyphs before the first look for those no longer shown */
#define SYNC_ON "\033[?2026h"
#define SYNC_OFF "\033[?2026l"
#define MODES_ON "\033[?2004h" /* bracketed paste */
#define MODES_OFF "\033[?2004l"
#define MOUSE_ON "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l"

struct screen_curses {
	struct screen screen; /* first, so that one pointer is the other */
	struct screen_curses_options options;
	struct terminal terminal;
	SCREEN *curses;
	FILE *out, *in; /* out: the file that curses draws into */
	int rows, columns;
	bool default_colours;
	bool ansi; /* takes the private modes of xterm without harm */
	bool changed;
	bool cursor_shown, cursor_wanted;
	struct palette palette;
	struct glyphs *glyphs;
	size_t glyphs_limit;
	struct buffer made, bytes; /* of a flush: from curses, for the terminal */
};

/* The one screen that is open, and what curses hears about widths (see the top). */
static struct screen_curses *current;
static struct widths current_widths = {1};

/* Where tputs() puts its bytes: its callback is given nothing but the byte. */
static struct buffer *capability_target;

static struct screen_curses *curses_of(struct screen *s)
{
	return (struct screen_curses *)s;
}

/*
 * This one, not the C library's, is what curses asks: it is a symbol of the program, found first.
 * The file must not be compiled with hidden visibility.
 */
int wcwidth(wchar_t c)
{
	const struct glyph *glyph = NULL;

	if (current != NULL)
		glyph = glyphs_find(current->glyphs, (uint32_t)c);
	return glyph != NULL ? glyph->width : cluster_code_point_width((uint32_t)c, current_widths);
}

/* Capabilities, as bytes. */

static int append_capability_byte(int byte)
{
	buffer_append_byte(capability_target, (char)byte);
	return byte;
}

/* A capability that the terminal does not have appends nothing. */
static void append_capability(struct buffer *out, const char *capability)
{
	if (capability == NULL || capability == (char *)-1)
		return;
	capability_target = out;
	tputs(capability, 1, append_capability_byte);
}

static void append_column(int column, struct buffer *out)
{
	if (column_address != NULL)
		append_capability(out, tiparm(column_address, column));
}

/* From the shell's terminal to ours. */
static void append_start(const struct screen_curses *s, struct buffer *out)
{
	if (!s->options.no_alternate_screen)
		append_capability(out, enter_ca_mode);
	append_capability(out, exit_insert_mode);
	append_capability(out, enter_am_mode);
	append_capability(out, exit_attribute_mode);
	if (!s->ansi)
		return;
	buffer_append_string(out, MODES_ON);
	if (s->options.mouse)
		buffer_append_string(out, MOUSE_ON);
}

/* And back, whatever state it is in. */
static void append_stop(const struct screen_curses *s, struct buffer *out)
{
	if (s->ansi) {
		buffer_append_string(out, SYNC_OFF);
		if (s->options.mouse)
			buffer_append_string(out, MOUSE_OFF);
		buffer_append_string(out, MODES_OFF);
	}
	if (change_scroll_region != NULL)
		append_capability(out, tiparm(change_scroll_region, 0, s->rows - 1));
	append_capability(out, exit_attribute_mode);
	append_capability(out, orig_pair);
	append_capability(out, tiparm(cursor_address, s->rows - 1, 0));
	if (s->options.no_alternate_screen || exit_ca_mode == NULL)
		append_capability(out, clr_eol);
	else
		append_capability(out, exit_ca_mode);
	append_capability(out, cursor_normal);
	buffer_append_byte(out, '\r');
}

static void guard_terminal(const struct screen_curses *s)
{
	struct buffer stop;

	buffer_init(&stop);
	append_stop(s, &stop);
	terminal_guard(&s->terminal, stop.data,
		       stop.len <= TERMINAL_GUARD_MAX ? stop.len : TERMINAL_GUARD_MAX);
	buffer_release(&stop);
}

/* Widths, glyphs and cells. */

static void set_cell(cchar_t *cell, uint32_t c, attr_t attributes, int pair)
{
	wchar_t text[2] = {(wchar_t)c, L'\0'};

	setcchar(cell, text, attributes, (short)pair, NULL);
}

/* A new table with the glyphs that are on the window; the terminal is then drawn anew. */
static void collect_glyphs(struct screen_curses *s)
{
	struct glyphs *old = s->glyphs;
	struct glyphs *kept = glyphs_new();
	int row, column;

	for (row = 0; row < s->rows; row++) {
		for (column = 0; column < s->columns; column++) {
			const struct glyph *glyph;
			wchar_t text[CCHARW_MAX + 1];
			attr_t attributes;
			short pair;
			cchar_t cell;

			if (mvwin_wch(stdscr, row, column, &cell) == ERR ||
			    getcchar(&cell, text, &attributes, &pair, NULL) == ERR)
				continue;
			glyph = glyphs_find(old, (uint32_t)text[0]);
			if (glyph == NULL)
				continue;
			set_cell(&cell,
				 glyphs_add(kept, glyphs_bytes(old, glyph), glyph->len,
					    glyph->width, glyph->next),
				 attributes, pair);
			mvwadd_wchnstr(stdscr, row, column, &cell, 1);
			column += glyph->width - 1;
		}
	}
	s->glyphs = kept;
	glyphs_free(old);
	s->glyphs_limit = glyphs_count(kept) * 2 > GLYPHS_MIN ? glyphs_count(kept) * 2 : GLYPHS_MIN;
	clearok(curscr, TRUE);
}

/* What curses is given for a cluster: its only code point, or a glyph. */
static uint32_t code_point_for(struct screen_curses *s, const char *cluster, size_t len, int width,
			       int next)
{
	bool doubtful = cluster_is_doubtful(cluster, len);
	uint32_t c;

	if (utf8_decode(cluster, len, &c) == len && !doubtful && wcwidth((wchar_t)c) == width)
		return c;
	if (glyphs_count(s->glyphs) >= s->glyphs_limit)
		collect_glyphs(s);
	c = glyphs_add(s->glyphs, cluster, len, width, doubtful ? next : -1);
	return c != 0 ? c : '?';
}

/* Colours and attributes. */

static int pair_of(struct screen_curses *s, struct style style)
{
	bool fresh;
	int number = palette_number(&s->palette, style.foreground, style.background, &fresh);

	if (fresh) {
		int foreground = s->palette.pairs[number].foreground;
		int background = s->palette.pairs[number].background;

		if (!s->default_colours) {
			foreground = foreground < 0 ? COLOR_WHITE : foreground;
			background = background < 0 ? COLOR_BLACK : background;
		}
		init_pair((short)number, (short)foreground, (short)background);
	}
	return number;
}

static attr_t attributes_of(uint32_t flags)
{
	static const struct {
		uint32_t flag;
		attr_t attribute;
	} rows[] = {
		{STYLE_BOLD, A_BOLD},
		{STYLE_DIM, A_DIM},
		{STYLE_ITALIC, A_ITALIC},
		{STYLE_UNDERLINE, A_UNDERLINE},
		{STYLE_REVERSE, A_REVERSE},
		/* curses has no attribute for it. */
		{STYLE_STRIKE, A_UNDERLINE},
	};
	attr_t attributes = A_NORMAL;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if ((flags & rows[i].flag) != 0)
			attributes |= rows[i].attribute;
	}
	return attributes;
}

/* The operations. */

static void curses_fill(struct screen *screen, int row, int column, int width, struct style style)
{
	struct screen_curses *s = curses_of(screen);
	attr_t attributes = attributes_of(style.flags);
	cchar_t blank;

	if (row < 0 || row >= s->rows || column >= s->columns || width <= 0)
		return;
	if (column < 0) {
		width += column;
		column = 0;
	}
	if (width > s->columns - column)
		width = s->columns - column;
	set_cell(&blank, ' ', attributes, pair_of(s, style));
	if (width > 0)
		mvwhline_set(stdscr, row, column, &blank, width);
	s->changed = true;
}

static void curses_put(struct screen *screen, int row, int column, const char *cluster, size_t len,
		       int width, struct style style)
{
	struct screen_curses *s = curses_of(screen);
	uint32_t c = '?';
	cchar_t cell;

	assert(width == 1 || width == 2);
	if (row < 0 || row >= s->rows || column < 0 || column >= s->columns)
		return;
	if (column + width > s->columns) {
		curses_fill(screen, row, column, 1, style);
		return;
	}
	if (len == 1 && cluster[0] >= ' ' && cluster[0] <= '~')
		c = (unsigned char)cluster[0];
	else if (screen_is_drawable(cluster, len))
		c = code_point_for(s, cluster, len, width, column + width);
	set_cell(&cell, c, attributes_of(style.flags), pair_of(s, style));
	/* Unlike the wadd_wch family this neither moves the cursor, so that the last cell of the
	 * screen needs no scrolling, nor asks the C library whether a character is printable. */
	mvwadd_wchnstr(stdscr, row, column, &cell, 1);
	s->changed = true;
}

static void curses_scroll(struct screen *screen, int top, int bottom, int n)
{
	struct screen_curses *s = curses_of(screen);
	int height;

	top = top < 0 ? 0 : top;
	bottom = bottom > s->rows ? s->rows : bottom;
	height = bottom - top;
	if (height <= 0 || n == 0)
		return;
	if (n >= height || n <= -height || height == 1) {
		const struct style plain = {0, -1, -1};

		for (; top < bottom; top++)
			curses_fill(screen, top, 0, s->columns, plain);
		return;
	}
	scrollok(stdscr, TRUE);
	wsetscrreg(stdscr, top, bottom - 1);
	wscrl(stdscr, n);
	wsetscrreg(stdscr, 0, s->rows - 1);
	scrollok(stdscr, FALSE);
	s->changed = true;
}

static void curses_cursor(struct screen *screen, int row, int column)
{
	struct screen_curses *s = curses_of(screen);
	bool shown = row >= 0 && row < s->rows && column >= 0;

	s->cursor_wanted = shown;
	leaveok(stdscr, shown ? FALSE : TRUE);
	if (shown)
		wmove(stdscr, row, column < s->columns ? column : s->columns - 1);
	s->changed = true;
}

static void curses_flush(struct screen *screen)
{
	struct screen_curses *s = curses_of(screen);

	if (!s->changed)
		return;
	s->changed = false;
	/* Each curs_set() is a write of its own: a frame that hides and shows it says nothing. */
	if (s->cursor_wanted != s->cursor_shown)
		curs_set(s->cursor_wanted ? 1 : 0);
	s->cursor_shown = s->cursor_wanted;
	wrefresh(stdscr);
	capture_take(s->out, &s->made);
	palette_frame(&s->palette);
	if (s->made.len == 0)
		return;
	buffer_clear(&s->bytes);
	if (s->ansi)
		buffer_append_string(&s->bytes, SYNC_ON);
	glyphs_expand(s->glyphs, s->made.data, s->made.len, append_column, &s->bytes);
	if (s->ansi)
		buffer_append_string(&s->bytes, SYNC_OFF);
	terminal_write(&s->terminal, s->bytes.data, s->bytes.len);
}

static void curses_redraw(struct screen *screen)
{
	clearok(curscr, TRUE);
	curses_of(screen)->changed = true;
}

static void curses_size(struct screen *screen, int *rows, int *columns)
{
	struct screen_curses *s = curses_of(screen);

	terminal_size(&s->terminal, rows, columns);
	if (*rows == s->rows && *columns == s->columns)
		return;
	s->rows = *rows;
	s->columns = *columns;
	resizeterm(s->rows, s->columns);
	wsetscrreg(stdscr, 0, s->rows - 1);
	guard_terminal(s);
	/* A terminal may have wrapped or cut what it showed. */
	curses_redraw(screen);
}

static void curses_widths(struct screen *screen, struct widths widths)
{
	if (widths.ambiguous == current_widths.ambiguous)
		return;
	/* Cells that curses has measured otherwise must not stay. */
	werase(stdscr);
	current_widths = widths;
	curses_redraw(screen);
}

static void curses_send(struct screen *screen, const char *bytes, size_t len)
{
	terminal_write(&curses_of(screen)->terminal, bytes, len);
}

static int curses_input_fd(struct screen *screen)
{
	return curses_of(screen)->terminal.in_fd;
}

static int curses_colours(struct screen *screen)
{
	return curses_of(screen)->palette.colours;
}

/* Taking the terminal and giving it back. */

static void send_built(struct screen_curses *s,
		       void (*append)(const struct screen_curses *, struct buffer *))
{
	buffer_clear(&s->bytes);
	append(s, &s->bytes);
	terminal_write(&s->terminal, s->bytes.data, s->bytes.len);
}

static void take_terminal(struct screen_curses *s)
{
	guard_terminal(s);
	terminal_take(&s->terminal);
	send_built(s, append_start);
	/* It was shown while the terminal was the shell's: curses must say again what it is now. */
	curs_set(s->cursor_shown ? 0 : 1);
	curs_set(s->cursor_shown ? 1 : 0);
	curses_redraw(&s->screen);
}

static void give_terminal_back(struct screen_curses *s)
{
	send_built(s, append_stop);
	terminal_give_back(&s->terminal);
}

static void curses_suspend(struct screen *screen)
{
	struct screen_curses *s = curses_of(screen);
	struct sigaction now;
	int rows, columns;

	/* A shell without job control has it ignored: nobody could wake us. */
	if (sigaction(SIGTSTP, NULL, &now) == 0 && now.sa_handler == SIG_IGN)
		return;
	give_terminal_back(s);
	terminal_stop();
	take_terminal(s);
	curses_size(screen, &rows, &columns);
}

static void free_screen(struct screen_curses *s)
{
	current = NULL;
	if (s->out != NULL)
		fclose(s->out);
	if (s->in != NULL)
		fclose(s->in);
	glyphs_free(s->glyphs);
	buffer_release(&s->made);
	buffer_release(&s->bytes);
	terminal_close(&s->terminal);
	free(s);
}

static void curses_close(struct screen *screen)
{
	struct screen_curses *s = curses_of(screen);

	give_terminal_back(s);
	terminal_unguard();
	/* What it says now stays in the file. */
	endwin();
	delscreen(s->curses);
	free_screen(s);
}

void screen_curses_rescue(void)
{
	terminal_rescue();
}

static const struct screen_operations curses_operations = {
	.close = curses_close,
	.size = curses_size,
	.put = curses_put,
	.fill = curses_fill,
	.scroll = curses_scroll,
	.cursor = curses_cursor,
	.flush = curses_flush,
	.redraw = curses_redraw,
	.suspend = curses_suspend,
	.widths = curses_widths,
	.send = curses_send,
	.input_fd = curses_input_fd,
	.colours = curses_colours,
};

/* Signals are the program's own business: what curses installs is undone. */
static SCREEN *new_terminal(FILE *out, FILE *in)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
	enum { N_NUMBERS = sizeof(numbers) / sizeof(numbers[0]) };
	struct sigaction before[N_NUMBERS];
	SCREEN *made;
	int i;

	for (i = 0; i < N_NUMBERS; i++)
		sigaction(numbers[i], NULL, &before[i]);
	made = newterm(NULL, out, in);
	for (i = 0; i < N_NUMBERS; i++)
		sigaction(numbers[i], &before[i], NULL);
	return made;
}

/* newterm() would tell the user on standard error, or nothing; so the entry is looked at first. */
static bool check_terminal_type(struct cause *cause)
{
	const char *type = getenv("TERM");
	bool can_move;
	int error = 0;

	if (type == NULL || type[0] == '\0')
		return cause_set(cause, "TERM is not set; set it to the terminal's type, such as "
					"xterm-256color");
	if (setupterm(type, STDOUT_FILENO, &error) != OK)
		return cause_set(cause, "TERM=%s: %s", type,
				 error < 0 ? "no terminfo database was found"
					   : "unknown or unusable type of terminal; "
					     "try TERM=xterm-256color");
	can_move = cursor_address != NULL && (clear_screen != NULL || clr_eos != NULL);
	del_curterm(cur_term);
	if (!can_move)
		return cause_set(cause, "TERM=%s: this terminal cannot move its cursor", type);
	return true;
}

static void set_up_colours(struct screen_curses *s)
{
	const char *no_color = getenv("NO_COLOR");
	bool wanted = no_color == NULL || no_color[0] == '\0';

	if (wanted && has_colors() && start_color() != ERR) {
		s->default_colours = use_default_colors() == OK;
		palette_init(&s->palette, COLORS, COLOR_PAIRS);
	} else {
		palette_init(&s->palette, 0, 0);
	}
}

static void set_up_curses(struct screen_curses *s)
{
	s->ansi = strncmp(cursor_address, "\033[", 2) == 0;
	resizeterm(s->rows, s->columns);
	/* Keys are read elsewhere, and do not cut a frame short. */
	typeahead(-1);
	nonl();
	idlok(stdscr, TRUE);
	/* Cells must not be shifted: a glyph carries the column behind it. */
	idcok(stdscr, FALSE);
	scrollok(stdscr, FALSE);
	set_up_colours(s);
	/* The first sequences of curses are not sent; see the top. */
	beep();
	capture_take(s->out, &s->made);
}

struct screen *screen_curses_open(const struct screen_curses_options *options, struct cause *cause)
{
	struct screen_curses *s = memory_zalloc(1, sizeof(*s));

	assert(current == NULL);
	s->screen.operations = &curses_operations;
	s->options = *options;
	s->glyphs = glyphs_new();
	s->glyphs_limit = GLYPHS_MIN;
	buffer_init(&s->made);
	buffer_init(&s->bytes);
	if (!terminal_open(&s->terminal, cause) || !check_terminal_type(cause))
		goto failed;
	s->out = capture_open();
	s->in = fopen("/dev/null", "r");
	if (s->out == NULL || s->in == NULL) {
		cause_set(cause, "no file to draw into could be made; is the temporary folder "
				 "full?");
		goto failed;
	}
	current = s;
	current_widths = options->widths;
	s->curses = new_terminal(s->out, s->in);
	if (s->curses == NULL) {
		cause_set(cause, "TERM=%s: curses cannot use this terminal", getenv("TERM"));
		goto failed;
	}
	terminal_size(&s->terminal, &s->rows, &s->columns);
	set_up_curses(s);
	take_terminal(s);
	return &s->screen;
failed:
	free_screen(s);
	return NULL;
}
