/* SPDX-License-Identifier: MIT */
/*
 * Styles and the theme: what each part of the screen looks like, on 256 colours, on 8, on none, and
 * on light and dark backgrounds.
 */
#ifndef VIEW_THEME_H
#define VIEW_THEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/cause.h"

enum style_flags {
	STYLE_BOLD = 1 << 0,
	STYLE_DIM = 1 << 1,
	STYLE_ITALIC = 1 << 2,
	STYLE_UNDERLINE = 1 << 3,
	STYLE_REVERSE = 1 << 4,
	STYLE_STRIKE = 1 << 5
};

/* Colours 0-255, -1 for the terminal's own. */
struct style {
	uint32_t flags;
	int16_t foreground;
	int16_t background;
};

enum role {
	ROLE_TEXT,
	ROLE_TITLE,      /* the document's title */
	ROLE_HEADING,    /* headings of the first depth */
	ROLE_SUBHEADING, /* deeper ones */
	ROLE_POINT,
	ROLE_FOLD,    /* how much a folded row hides */
	ROLE_STICKY,  /* the enclosing headings over the text */
	ROLE_READING, /* inline readings */
	ROLE_NAME,    /* controls and bad bytes by name */
	ROLE_HIT,
	ROLE_HIT_CURRENT,
	ROLE_HIGHLIGHT_1, /* the four colours of highlights */
	ROLE_HIGHLIGHT_2,
	ROLE_HIGHLIGHT_3,
	ROLE_HIGHLIGHT_4,
	ROLE_SELECTION, /* what V chooses */
	ROLE_BOOKMARK, /* its mark in the margin and the lists */
	ROLE_NUMBER,   /* line numbers */
	ROLE_STATUS,
	ROLE_MESSAGE,
	ROLE_ERROR,
	ROLE_PROMPT,
	ROLE_PANE,      /* rows of a pane or list */
	ROLE_PANE_HERE, /* the current section in the pane */
	ROLE_PANE_OUTER, /* headings that only stand around what is listed */
	ROLE_PANE_HITS, /* how many hits a section has */
	ROLE_MATCH,     /* characters of a title that were typed */
	ROLE_SELECTED,  /* the row the keys act on */
	ROLE_BORDER,
	ROLE_BAR,      /* the scroll bar, */
	ROLE_BAR_HERE, /* and in it the part that the screen shows */
	ROLE_KEY, /* keys in help */
	ROLE_COUNT
};

const char *role_name(enum role role); /* as [colors] writes it: "heading", "hit-current", ... */

/*
 * What is drawn with (styles), and what it was made from: the roles that the configuration changed
 * and what the terminal has.  Only styles is read by others.
 */
struct theme {
	struct style styles[ROLE_COUNT];
	struct style chosen[ROLE_COUNT]; /* of those that the configuration changed */
	bool is_chosen[ROLE_COUNT];
	int colours;
};

/* The built-in theme.  colours: what the terminal has (0 when NO_COLOR is set), dark: its
 * background. */
void theme_init(struct theme *theme, int colours, bool dark);

/* The same theme on another terminal or background (an answer to OSC 11 that came late): roles that
 * were changed stay as they were described. */
void theme_adapt(struct theme *theme, int colours, bool dark);

/*
 * Whether the background is dark: setting 1 says yes, 2 no, and 0 looks at COLORFGBG in the
 * environment ("15;0"), which rxvt, Konsole and others set; dark where nothing is known.
 */
bool theme_is_dark(int background_setting);

/*
 * Changes one role from a description: words of "bold dim italic underline reverse strike none",
 * a foreground colour, "on" and a background colour; a colour is a name (black red green yellow
 * blue magenta cyan white, bright-red ..., default) or 0-255.  Colours that the terminal lacks are
 * brought down to what it has; where it has none and the description names nothing but colours, the
 * built-in style stays, so that a hit never goes unseen.  False with a cause that says what is
 * accepted.
 */
bool theme_set(struct theme *theme, const char *role, const char *description,
	       struct cause *cause) ATTRIBUTE_NODISCARD;

/* One style drawn over another: flags add up, colours replace where they are set. */
struct style style_over(struct style below, struct style above);

#endif
