/* SPDX-License-Identifier: MIT */
#include "view/theme.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view/nearest.h"

#define BOLD STYLE_BOLD
#define DIM STYLE_DIM
#define LINE STYLE_UNDERLINE
#define REVERSE STYLE_REVERSE

/* A role: its name and its looks.  "Few" are the 8 colours that every colour terminal has. */
struct role_row {
	const char *name;
	struct style dark, light;         /* with 256 colours */
	struct style few_dark, few_light; /* with 8 or 16 */
	uint32_t plain;                   /* without colours */
};

/*
 * What has to be told apart without colours too: the current hit from the others, the selected row
 * from the current section, the sticky headings from the text under them.
 */
/* clang-format off */
static const struct role_row roles[ROLE_COUNT] = {
	[ROLE_TEXT] = {"text", {0, -1, -1}, {0, -1, -1}, {0, -1, -1}, {0, -1, -1}, 0},
	[ROLE_TITLE] = {"title", {BOLD, 222, -1}, {BOLD, 94, -1}, {BOLD, 3, -1}, {BOLD, 5, -1}, BOLD},
	[ROLE_HEADING] = {"heading", {BOLD, 117, -1}, {BOLD, 25, -1}, {BOLD, 6, -1}, {BOLD, 4, -1}, BOLD},
	[ROLE_SUBHEADING] = {"subheading", {BOLD, 110, -1}, {BOLD, 24, -1}, {BOLD, 6, -1}, {BOLD, 4, -1}, BOLD},
	[ROLE_POINT] = {"point", {BOLD, 151, -1}, {BOLD, 65, -1}, {BOLD, 2, -1}, {BOLD, 2, -1}, BOLD},
	[ROLE_FOLD] = {"fold", {DIM, -1, -1}, {DIM, -1, -1}, {DIM, -1, -1}, {DIM, -1, -1}, DIM},
	[ROLE_STICKY] = {"sticky", {BOLD, 117, 236}, {BOLD, 25, 254}, {BOLD | LINE, 6, -1}, {BOLD | LINE, 4, -1}, BOLD | LINE},
	[ROLE_READING] = {"reading", {DIM, -1, -1}, {DIM, -1, -1}, {DIM, -1, -1}, {DIM, -1, -1}, DIM},
	[ROLE_NAME] = {"name", {REVERSE, 174, -1}, {REVERSE, 124, -1}, {REVERSE, 1, -1}, {REVERSE, 1, -1}, REVERSE},
	[ROLE_HIT] = {"hit", {0, 16, 220}, {0, 16, 220}, {0, 0, 3}, {0, 0, 3}, REVERSE},
	[ROLE_HIT_CURRENT] = {"hit-current", {BOLD | LINE, 16, 208}, {BOLD | LINE, 16, 208}, {BOLD | LINE, 0, 6}, {BOLD | LINE, 0, 6}, BOLD | LINE | REVERSE},
	[ROLE_HIGHLIGHT_1] = {"highlight-1", {0, -1, 58}, {0, -1, 229}, {LINE, 3, -1}, {LINE, 3, -1}, LINE},
	[ROLE_HIGHLIGHT_2] = {"highlight-2", {0, -1, 22}, {0, -1, 194}, {LINE, 2, -1}, {LINE, 2, -1}, LINE},
	[ROLE_HIGHLIGHT_3] = {"highlight-3", {0, -1, 24}, {0, -1, 153}, {LINE, 6, -1}, {LINE, 4, -1}, LINE},
	[ROLE_HIGHLIGHT_4] = {"highlight-4", {0, -1, 53}, {0, -1, 225}, {LINE, 5, -1}, {LINE, 5, -1}, LINE},
	[ROLE_SELECTION] = {"selection", {REVERSE, -1, -1}, {REVERSE, -1, -1}, {REVERSE, -1, -1}, {REVERSE, -1, -1}, REVERSE},
	[ROLE_BOOKMARK] = {"bookmark", {BOLD, 209, -1}, {BOLD, 160, -1}, {BOLD, 5, -1}, {BOLD, 5, -1}, BOLD},
	[ROLE_NUMBER] = {"number", {0, 243, -1}, {0, 246, -1}, {DIM, -1, -1}, {DIM, -1, -1}, DIM},
	[ROLE_STATUS] = {"status", {REVERSE, -1, -1}, {REVERSE, -1, -1}, {REVERSE, -1, -1}, {REVERSE, -1, -1}, REVERSE},
	[ROLE_MESSAGE] = {"message", {0, -1, -1}, {0, -1, -1}, {0, -1, -1}, {0, -1, -1}, 0},
	[ROLE_ERROR] = {"error", {BOLD, 203, -1}, {BOLD, 160, -1}, {BOLD, 1, -1}, {BOLD, 1, -1}, BOLD},
	[ROLE_PROMPT] = {"prompt", {BOLD, -1, -1}, {BOLD, -1, -1}, {BOLD, -1, -1}, {BOLD, -1, -1}, BOLD},
	[ROLE_PANE] = {"pane", {0, -1, -1}, {0, -1, -1}, {0, -1, -1}, {0, -1, -1}, 0},
	[ROLE_PANE_HERE] = {"pane-here", {BOLD, 222, -1}, {BOLD, 94, -1}, {BOLD, 3, -1}, {BOLD, 5, -1}, BOLD | LINE},
	[ROLE_PANE_OUTER] = {"pane-outer", {0, 245, -1}, {0, 244, -1}, {DIM, -1, -1}, {DIM, -1, -1}, DIM},
	[ROLE_PANE_HITS] = {"pane-hits", {BOLD, 220, -1}, {BOLD, 130, -1}, {BOLD, 3, -1}, {BOLD, 5, -1}, BOLD},
	[ROLE_MATCH] = {"match", {BOLD | LINE, 220, -1}, {BOLD | LINE, 130, -1}, {BOLD | LINE, 3, -1}, {BOLD | LINE, 5, -1}, BOLD | LINE},
	[ROLE_SELECTED] = {"selected", {REVERSE, -1, -1}, {REVERSE, -1, -1}, {REVERSE, -1, -1}, {REVERSE, -1, -1}, REVERSE},
	[ROLE_BORDER] = {"border", {0, 240, -1}, {0, 250, -1}, {DIM, -1, -1}, {DIM, -1, -1}, DIM},
	[ROLE_BAR] = {"bar", {0, -1, 236}, {0, -1, 254}, {0, -1, -1}, {0, -1, -1}, 0},
	[ROLE_BAR_HERE] = {"bar-here", {0, -1, 243}, {0, -1, 247}, {REVERSE, -1, -1}, {REVERSE, -1, -1}, REVERSE},
	[ROLE_KEY] = {"key", {BOLD, 117, -1}, {BOLD, 25, -1}, {BOLD, 6, -1}, {BOLD, 4, -1}, BOLD},
};
/* clang-format on */

static const struct {
	const char *name;
	uint32_t flag;
} flag_names[] = {
	{"bold", STYLE_BOLD},           {"dim", STYLE_DIM},         {"italic", STYLE_ITALIC},
	{"underline", STYLE_UNDERLINE}, {"reverse", STYLE_REVERSE}, {"strike", STYLE_STRIKE},
};

static const char *const colour_names[] = {"black", "red",     "green", "yellow",
					   "blue",  "magenta", "cyan",  "white"};

#define N_FLAGS (sizeof(flag_names) / sizeof(flag_names[0]))

const char *role_name(enum role role)
{
	assert(role < ROLE_COUNT);
	return roles[role].name;
}

static struct style built_in(enum role role, int colours, bool dark)
{
	const struct role_row *row = &roles[role];

	if (colours >= 256)
		return dark ? row->dark : row->light;
	if (colours >= 8)
		return dark ? row->few_dark : row->few_light;
	return (struct style){row->plain, -1, -1};
}

/* The red, green and blue (0-255) of one of the 240 fixed colours, as xterm has them. */
static void fixed_colour(int colour, int rgb[3])
{
	static const int steps[6] = {0, 95, 135, 175, 215, 255};

	assert(colour >= 16 && colour <= 255);
	if (colour >= 232) {
		rgb[0] = rgb[1] = rgb[2] = 8 + (colour - 232) * 10;
		return;
	}
	rgb[0] = steps[(colour - 16) / 36];
	rgb[1] = steps[(colour - 16) / 6 % 6];
	rgb[2] = steps[(colour - 16) % 6];
}

/* A colour of 256 on a terminal that has fewer: each of red, green and blue is on where it is at
 * least two thirds of the strongest. */
static int16_t reduce(int16_t colour, int colours)
{
	int rgb[3], strongest = 0, bits = 0;

	if (colour < 0 || colour < colours)
		return colour;
	if (colours < 8)
		return -1;
	if (colour < 16)
		return (int16_t)(colour - 8);
	fixed_colour(colour, rgb);
	for (int i = 0; i < 3; i++)
		strongest = rgb[i] > strongest ? rgb[i] : strongest;
	for (int i = 0; i < 3; i++)
		if (strongest >= 96 && rgb[i] * 3 >= strongest * 2)
			bits |= 1 << i;
	return (int16_t)bits;
}

static void apply_chosen(struct theme *theme, enum role role)
{
	struct style style = theme->chosen[role];
	bool only_colours = style.flags == 0 && (style.foreground >= 0 || style.background >= 0);

	if (theme->colours < 8 && only_colours)
		return;
	style.foreground = reduce(style.foreground, theme->colours);
	style.background = reduce(style.background, theme->colours);
	theme->styles[role] = style;
}

void theme_init(struct theme *theme, int colours, bool dark)
{
	memset(theme->is_chosen, 0, sizeof(theme->is_chosen));
	theme_adapt(theme, colours, dark);
}

void theme_adapt(struct theme *theme, int colours, bool dark)
{
	theme->colours = colours;
	for (enum role role = 0; role < ROLE_COUNT; role++) {
		theme->styles[role] = built_in(role, colours, dark);
		if (theme->is_chosen[role])
			apply_chosen(theme, role);
	}
}

bool theme_is_dark(int background_setting)
{
	const char *value = getenv("COLORFGBG");
	const char *last = value != NULL ? strrchr(value, ';') : NULL;
	char *end;
	long background;

	if (background_setting != 0)
		return background_setting == 1;
	if (last == NULL)
		return true;
	background = strtol(last + 1, &end, 10);
	if (end == last + 1 || *end != '\0')
		return true;
	return background != 7 && (background < 9 || background > 15);
}

/* 0-255, -1 for "default", -2 for what is no colour. */
static int16_t parse_colour(const char *word)
{
	const char *name = strncmp(word, "bright-", 7) == 0 ? word + 7 : word;
	int number = 0;

	if (strcmp(word, "default") == 0)
		return -1;
	for (int i = 0; i < 8; i++)
		if (strcmp(name, colour_names[i]) == 0)
			return (int16_t)(name == word ? i : i + 8);
	if (word[0] == '\0' || strlen(word) > 3 || word[strspn(word, "0123456789")] != '\0')
		return -2;
	number = atoi(word);
	return (int16_t)(number <= 255 ? number : -2);
}

/* One word of a description; *on says that a background follows. */
static bool parse_word(const char *word, struct style *style, bool *on)
{
	int16_t colour = parse_colour(word);

	if (colour != -2) {
		if (*on)
			style->background = colour;
		else
			style->foreground = colour;
		*on = false;
		return true;
	}
	if (*on)
		return false;
	if (strcmp(word, "on") == 0) {
		*on = true;
		return true;
	}
	for (size_t i = 0; i < N_FLAGS; i++) {
		if (strcmp(word, flag_names[i].name) == 0) {
			style->flags |= flag_names[i].flag;
			return true;
		}
	}
	return strcmp(word, "none") == 0;
}

/* Reads a whole description; false for one with a wrong word, an "on" without a colour, or none. */
static bool parse_style(const char *description, struct style *style)
{
	bool on = false;
	size_t words = 0;
	const char *s = description + strspn(description, " \t,");

	*style = (struct style){0, -1, -1};
	while (*s != '\0') {
		char word[32];
		size_t len = strcspn(s, " \t,");

		if (len >= sizeof(word))
			return false;
		memcpy(word, s, len);
		word[len] = '\0';
		if (!parse_word(word, style, &on))
			return false;
		words++;
		s += len;
		s += strspn(s, " \t,");
	}
	return words > 0 && !on;
}

bool theme_set(struct theme *theme, const char *role, const char *description, struct cause *cause)
{
	struct nearest nearest = nearest_to(role);
	struct style style;

	for (enum role i = 0; i < ROLE_COUNT; i++) {
		nearest_offer(&nearest, roles[i].name);
		if (strcmp(role, roles[i].name) != 0)
			continue;
		if (!parse_style(description, &style))
			return cause_set(cause,
					 "%s: accepts words of bold, dim, italic, underline, "
					 "reverse, strike, none, a colour, \"on\" and a colour; a "
					 "colour is black, red, green, yellow, blue, magenta, "
					 "cyan, white, bright-red and so on, default, or 0 to 255",
					 role);
		theme->chosen[i] = style;
		theme->is_chosen[i] = true;
		apply_chosen(theme, i);
		return true;
	}
	if (nearest.name != NULL)
		return cause_set(cause, "%s: no such role; did you mean %s?", role, nearest.name);
	return cause_set(cause, "%s: no such role", role);
}

struct style style_over(struct style below, struct style above)
{
	struct style style = {below.flags | above.flags, below.foreground, below.background};

	if (above.foreground >= 0)
		style.foreground = above.foreground;
	if (above.background >= 0)
		style.background = above.background;
	return style;
}
