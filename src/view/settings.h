/* SPDX-License-Identifier: MIT */
/*
 * Settings: the one table of options.  A row is a setting or an action with everything about it;
 * the command line, the configuration file, --help, the manual and the completions follow from it.
 */
#ifndef VIEW_SETTINGS_H
#define VIEW_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/attributes.h"
#include "base/cause.h"
#include "outline/options.h"
#include "outline/rules.h"
#include "text/filter.h"
#include "text/reading.h"
#include "view/keymap.h"
#include "view/settings_rules.h"
#include "view/theme.h"

enum output_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_MARKDOWN, FORMAT_TAGS };

/* What the program is asked to do. */
enum action {
	ACTION_VIEW,
	ACTION_OUTLINE,
	ACTION_FIND,
	ACTION_SECTION,
	ACTION_BOOKMARKS,
	ACTION_IMPORT,
	ACTION_LIBRARY,
	ACTION_PLAIN,
	ACTION_VERSION,
	ACTION_HELP
};

/* Strings are owned.  Defaults are those of the table. */
struct settings {
	/* [view]: some of them also on the command line */
	int readings;        /* enum reading_mode */
	int columns;         /* reading width in cells, 0: the whole screen */
	int ambiguous_width; /* 1, 2, 0: ask the terminal */
	bool line_numbers;
	bool chop_long_lines;
	bool mouse;
	bool outline_pane; /* open when the program starts */
	int pane_width;    /* cells; 0: a third of the screen */
	bool sticky_headings;
	int scroll_bar; /* 0: where there is something to mark, 1: always, 2: never */
	int background; /* 0: ask the environment, 1: dark, 2: light */
	unsigned match; /* what a search takes as equal: enum match_flags */
	/* [outline] */
	bool points; /* points are listed and jumped over like headings */
	struct rules_choice choice;
	struct rules *rules; /* of [heading.NAME], owned; NULL: none */
	/* the command line alone */
	enum action action;
	int format;        /* enum output_format */
	uint64_t given;    /* which rows of the table the command line gave: settings_given() */
	bool explain;      /* print candidates, and why they are headings or not */
	bool follow;
	bool quit_if_one_screen;
	bool no_alternate_screen;
	bool no_state;
	bool secure;
	bool regex;
	char *query;   /* of --find */
	char *section; /* of --section */
	char *import;  /* of --import-bookmarks */
	char *encoding;
	char *as; /* the name of standard input, for its state */
	struct filters *filters; /* of [filters]; never NULL */
	char *config;
	char *start_command;  /* of +CMD: "N", "G", "/PATTERN" without the + */
	char *start_pattern;  /* of -p */
	char *start_bookmark; /* of -b */
	char **files;         /* operands, n_files of them */
	size_t n_files;
};

void settings_init(struct settings *s);
void settings_release(struct settings *s);

/*
 * Reads the command line (options and operands in any order, -- ends options, +CMD anywhere before
 * it; grouped short options; long names may be cut short where that is no other's beginning), and
 * LESSSECURE=1 from the environment.  --help and --version end the reading.  False with a cause
 * that names the option and what it accepts.
 *
 * It forgets the operands and the action of an earlier call, so that the configuration file, whose
 * name the command line may hold, can be read in between and be overridden:
 *
 *     settings_init, settings_parse, settings_configure, settings_parse again
 */
bool settings_parse(struct settings *s, int argc, char *const argv[],
		    struct cause *cause) ATTRIBUTE_NODISCARD;

/* How outlines are found by these settings; valid as long as they are. */
struct outline_options settings_outline_options(const struct settings *s);

/* Adds an operand: what settings_parse() does for each. */
void settings_add_file(struct settings *s, const char *name);

/* One line of the configuration that does not count: "FILE:LINE: KEY: what is accepted". */
typedef void settings_complain(void *data, const char *message);

/*
 * Reads the configuration file: s->config, else $XDG_CONFIG_HOME/speechview/speechview.conf, else
 * ~/.config/speechview/speechview.conf; none is fine unless --config named it.  [view] and
 * [outline] set what the command line may override (see settings_parse()), [heading.NAME] is a rule
 * for headings, [filters] has rows of its own, [keys] goes into keymap, [colors] into theme (either
 * may be NULL).  Wrong lines are reported through
 * complain and the rest counts.
 */
bool settings_configure(struct settings *s, struct keymap *keymap, struct theme *theme,
			settings_complain *complain, void *data,
			struct cause *cause) ATTRIBUTE_NODISCARD;

/* --help: a page of usage made from the table, 80 columns wide. */
void settings_print_help(FILE *out);

#endif
