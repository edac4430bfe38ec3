/* SPDX-License-Identifier: MIT */
/*
 * The application: one thread that owns the screen and every model, and its loop.
 *
 *     bytes -> input -> prompt, or keymap -> command -> verbs of view, outline, search, place
 *     effect bits <- handlers        only the loop draws
 *
 * A handler returns what has to happen (enum effect); it says what it has to say through app_say().
 */
#ifndef UI_APP_H
#define UI_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/clock.h"
#include "base/job.h"
#include "place/known.h"
#include "ui/follow.h"
#include "ui/input.h"
#include "ui/list.h"
#include "ui/outline_pane.h"
#include "ui/prompt.h"
#include "ui/screen.h"
#include "ui/scroll_bar.h"
#include "view/document.h"
#include "view/keymap.h"
#include "view/settings.h"
#include "view/theme.h"
#include "view/view.h"

enum effect {
	EFFECT_NONE = 0,
	EFFECT_DRAW = 1 << 0,     /* what is shown has changed */
	EFFECT_RELAYOUT = 1 << 1, /* sizes or ways of showing have changed */
	EFFECT_QUIT = 1 << 2
};

/* Something that waits for text that is not there or not scanned yet. */
enum goal_kind { GOAL_NONE, GOAL_LINE, GOAL_END, GOAL_PERCENT, GOAL_HIT };

struct goal {
	enum goal_kind kind;
	uint64_t number; /* line from 0, or per cent */
	int direction;   /* of hits: 1 or -1 */
	unsigned count;  /* hits still to pass */
	uint64_t from;   /* where to look for the next hit */
	bool wrapped;    /* the search went round the end */
	bool quiet;      /* no message, no history: while a query is typed */
	unsigned passed; /* gaps of a sparse tree without a hit that is shown */
};

struct search {
	struct buffer query;
	bool regex;
	int direction;    /* of the last / or ? */
	unsigned started; /* how often a search was begun */
	bool hidden;      /* ESC-u: hits are not highlighted */
	struct range hit; /* the current one; begin POS_NONE: none */
	uint64_t seen;    /* hits counted, and whether all were, when that was looked at last */
	bool seen_all;
	char **history; /* oldest first */
	size_t n_history;
	/* what ESC in the prompt restores */
	struct view_place old_place;
	struct kept_folds old_folds;
	struct range old_hit;
	struct buffer old_query;
	bool old_regex;
	unsigned old_match;
	struct buffer wrong; /* why the query cannot be searched for; empty: it can */
	size_t wrong_at;     /* which byte of it is to blame; SIZE_MAX: none */
	uint64_t click;      /* where the text was clicked last; POS_NONE: nowhere */
	/* the prompt of a sparse tree, and what leaving that restores */
	bool sparse;
	bool without;     /* &!: lines without hits */
	unsigned context; /* lines around each */
	struct kept_folds sparse_folds;
	struct view_place sparse_place;
};

/* What V chooses.  The keys move its cursor; the screen follows only where it has to. */
struct visual {
	bool on;
	unsigned level;      /* 0: a row; sentence, paragraph, section, the sections around it */
	struct range origin; /* what was chosen first */
	struct range chosen; /* from there to the row of the cursor */
	uint64_t cursor;     /* a place in that row */
	uint64_t focus;      /* of the view, as it was seen last */
};

struct app_options {
	struct screen *screen; /* the caller's: closed by nobody here */
	struct clock clock;
	const struct settings *settings;
	const struct keymap *keymap;
	const struct theme *theme;
	const char *state_folder; /* NULL: nothing is loaded or saved */
};

/* Where things are on the screen. */
struct areas {
	int rows, columns;
	int text_rows;
	int text_column, text_columns; /* the margin and line numbers included */
	int gutter;                    /* cells before the text: margin and line numbers */
	int pane_columns;              /* 0: no pane, or it lies over the text */
	bool pane_over;
	int bar_columns; /* of the scroll bar: 0 or 1, the last one */
	bool bar_over;   /* it takes no room from the text: what reaches under it hides it */
	int status_row;  /* -1: no room */
	int message_row; /* the status row where there is no room for both; -1: none */
};

/* A row as it was drawn last: rows that are the same are not drawn again. */
struct drawn_row {
	uint64_t begin, end;
	uint64_t look; /* a hash of all else that shows in the row */
};

struct app {
	struct app_options options;
	struct settings settings; /* a copy: keys change some (strings are the caller's) */
	struct screen *screen;
	struct input *input;
	struct wake wake;
	struct document *document;
	struct view *view;
	char **files; /* those of the settings, and what was opened from lists; owned */
	size_t n_files, file_capacity;
	size_t file; /* which of them */
	bool bare;   /* no document is open but an empty one, behind the library */
	struct known_document *known; /* for the lists of all documents */
	size_t n_known;
	struct forgotten *forgotten; /* from the library in this run, the last at the end */
	size_t n_forgotten, forgotten_capacity;
	bool bookmarks_by_time; /* how the list of bookmarks is ordered */
	struct own_settings own; /* of the document */
	struct areas areas;
	struct widths widths;
	struct prompt prompt;
	struct list list;
	struct pane pane;
	struct search search;
	struct goal goal;
	struct visual visual;
	struct follow follow;
	struct buffer message;
	bool message_is_error;
	struct key keys[4]; /* a sequence begun */
	size_t n_keys;
	unsigned long count; /* typed before a key; 0: none */
	bool has_count;
	unsigned (*take_letter)(struct app *app, uint32_t letter); /* m{c}, '{c}: what waits */
	struct buffer bookmark_name;                               /* between name and note */
	char bookmark_id[17]; /* being edited; "" for a new one */
	struct range bookmark_range; /* of a new one that is a highlight; else empty */
	uint64_t renaming;    /* the heading whose title is being typed */
	bool told_unsaved;    /* that corrections are kept for this session only */
	struct scroll_bar scroll_bar;
	struct drawn_row *drawn;
	size_t n_drawn;
	uint64_t look; /* changes when everything has to be drawn again */
	bool dirty;
	bool quitting;
	int64_t last_draw;
	int64_t cursor_asked; /* when the terminal was asked for its width of ambiguous; 0: not */
};

/* Opens the first of the files that can be read; NULL with a cause if none can. */
struct app *app_new(const struct app_options *options, struct cause *cause) ATTRIBUTE_NODISCARD;
void app_free(struct app *app);

/* Runs until the reader quits.  False with a cause if places could not be saved. */
bool app_run(struct app *app, struct cause *cause) ATTRIBUTE_NODISCARD;

/* The steps of app_run(), for tests: bytes that were typed; whether background work goes on or
 * keys are undecided; taking what it brought; drawing. */
void app_type(struct app *app, const char *bytes, size_t len);
bool app_busy(const struct app *app);
void app_update(struct app *app);
void app_draw(struct app *app);

/* Goes on on another screen: the one that it was opened with is drawn on no more. */
void app_use_screen(struct app *app, struct screen *screen);

/* Whether everything fits on one screen; and whether what has come so far does. */
bool app_fits(struct app *app);
bool app_fits_so_far(struct app *app);

/* Goes to a bookmark by its name or letter (-b); a message if there is none. */
void bookmark_go_name(struct app *app, const char *name);
void bookmark_go_id(struct app *app, const char *id);

/* app.c: sizes and ways of showing, handed down to the view; bookmarks, folds and position saved.
 */
void app_relayout(struct app *app);
bool app_save(struct app *app, struct cause *cause);

/* dispatch.c: all events that are ready; what a handler asked for. */
void app_handle_events(struct app *app);
void app_apply(struct app *app, unsigned effects);
unsigned app_command(struct app *app, enum command_id id);

/* What the message row says until the next key.  The second form is an error. */
void app_say(struct app *app, const char *format, ...) ATTRIBUTE_FORMAT(2, 3);
void app_complain(struct app *app, const char *format, ...) ATTRIBUTE_FORMAT(2, 3);

/* A number before the key, or fallback. */
unsigned long app_count(const struct app *app, unsigned long fallback);

const struct style *app_style(const struct app *app, enum role role);

/* The document has another text (document_reload()): shows it; false if the place
 * of reading is not in it. */
bool app_show_again(struct app *app);

/* Jumps with history. */
void app_jump(struct app *app, uint64_t pos);

/* Opens one of the files in the place of the present one, in an encoding (NULL: that of the settings,
 * or the one remembered); false, with a message, if it cannot be opened. */
bool app_open_file(struct app *app, size_t file, const char *encoding);
/* Another of the files (by steps of -1, 1); false, with a message, if there is none. */
bool app_switch_file(struct app *app, int step);

/* Opens a file by its path, one of the files or one more behind the current one; false, with a
 * message, if it cannot be read. */
bool app_open_path(struct app *app, const char *path);

/* Handlers: one for each row of view/commands.def. */
#define COMMAND(identifier, name, context, keys, group, help) \
	unsigned command_##identifier(struct app *app);
#include "view/commands.def"
#undef COMMAND

/* visual.c: whether a key, or a command, is for the selection, which then has taken it. */
bool visual_key(struct app *app, struct key key, unsigned *effects);
bool visual_command(struct app *app, enum command_id id, unsigned *effects);
/* The view has moved: the selection reaches to its focus. */
void visual_follow(struct app *app);
void visual_end(struct app *app);

/* bookmark_pane.c: highlights a range in a colour, with a name suggested and no note. */
void bookmark_highlight(struct app *app, struct range range, unsigned colour);

/* goal.c: tries to reach what waits; true if the view has changed. */
bool goal_pursue(struct app *app);
void goal_set(struct app *app, struct goal goal);

/* search.c */
void search_init(struct search *s);
void search_release(struct search *s);
/* Starts looking for the query in search.query from a place; false with a message. */
bool search_start(struct app *app, uint64_t from);
unsigned search_begin(struct app *app, const char *query);
/* Searches for a text as it stands, from a place; as if it had been typed. */
unsigned search_for(struct app *app, const char *query, int direction, uint64_t from);
unsigned search_open_sparse(struct app *app);
/* sparse.c.  Leaves out what does not meet the query in search.query; false with a message. */
bool sparse_enter(struct app *app);
/* Shows all of the text again; false if nothing is left out. */
bool sparse_leave(struct app *app);
/* The folds as they will be after leaving. */
void sparse_restore_folds(struct app *app);
/* Takes what the search for lines has brought; whether the view has changed. */
bool sparse_update(struct app *app, unsigned changes);
/* Whether a hit is shown.  FINDER_NONE: no, and goal->from is behind the gap; FINDER_PENDING: ask
 * again. */
enum finder_result sparse_pass(struct app *app, struct goal *goal, struct range hit);
/* Opens what is left out, at the focus, below it or elsewhere; leaves out again what was opened at
 * the focus.  False if there is nothing like that. */
void sparse_open_gap(struct app *app, struct range gap);
bool sparse_unfold(struct app *app, bool below);
bool sparse_fold(struct app *app);
/* search_word.c.  A click in the text: what * searches for. */
void search_click(struct app *app, uint64_t pos);
/* Whether the scan has counted more since the last call. */
bool search_has_news(struct app *app);

/* reader.c, status.c: each draws its part of the screen. */
void reader_draw(struct app *app);

/* Whether the text in a row of the screen reaches the column where the scroll bar would be. */
bool reader_reaches_edge(const struct app *app, size_t i);
void status_draw(struct app *app);

/* corrections.c: says how many corrections of the outline have lost their places, when all of the
 * text has been seen. */
void corrections_report(struct app *app);

/* library_pane.c: the list of documents, and what it holds. */
void library_open(struct app *app);
/* Reads what is known of all documents, once this one is saved; and anew after a change. */
void library_read(struct app *app);
void library_reread(struct app *app);
void library_close(struct app *app);

extern const struct list_kind bookmark_list;
extern const struct list_kind all_bookmarks_list;
extern const struct list_kind library_list;
extern const struct list_kind heading_list;
extern const struct list_kind help_list;
extern const struct list_kind why_list;

#endif
