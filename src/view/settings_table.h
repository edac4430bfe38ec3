/* SPDX-License-Identifier: MIT */
/*
 * The table of settings: one row an option or a configuration key, with everything about it.  Who
 * wants a setting's value reads struct settings; this header is for what is made from the rows: the
 * command line, the configuration file, help, manual, completions.
 */
#ifndef VIEW_SETTINGS_TABLE_H
#define VIEW_SETTINGS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/cause.h"
#include "view/settings.h"

enum setting_kind {
	SETTING_NOTHING, /* the option alone says it (an action) */
	SETTING_SWITCH,  /* bool: on, off */
	SETTING_NUMBER,  /* int, minimum to maximum */
	SETTING_CHOICE,  /* int, one of choices; the first is meant where none is named */
	SETTING_TEXT,    /* char *, owned, not empty */
	SETTING_MATCH,   /* unsigned, enum match_flags, a list of their names */
	SETTING_RULES    /* struct rules_choice: settings_rules.h */
};

enum setting_argument {
	ARGUMENT_NONE,
	ARGUMENT_OPTIONAL, /* only after "=", or after the letter of a choice */
	ARGUMENT_REQUIRED
};

enum setting_group {
	SETTINGS_PRINTING,
	SETTINGS_READING,
	SETTINGS_STARTING,
	SETTINGS_GENERAL,
	SETTINGS_CONFIGURED, /* in the configuration file only */
	SETTINGS_GROUPS
};

struct setting_choice {
	const char *name;
	int value;
};

struct setting {
	const char *name;         /* the long option and the configuration key */
	char letter;              /* the short option, or '\0' */
	const char *section;      /* of the configuration file, or NULL */
	enum setting_group group; /* SETTINGS_CONFIGURED: no option */
	enum setting_kind kind;
	enum setting_argument argument;
	const char *argument_name; /* "QUERY"; NULL where the kind says enough */
	size_t offset;             /* of the value in struct settings */
	int initial;
	int minimum, maximum;
	const struct setting_choice *choices; /* ended by a NULL name */
	enum action action; /* what the option asks for besides; ACTION_VIEW: nothing */
	const char *help;
};

/* The rows; NULL past the last. */
const struct setting *setting_row(size_t i);

const char *setting_group_name(enum setting_group group);

/*
 * Gives a setting the value that a word says; NULL is an option without its argument.  False with
 * a cause "accepts ..., not 'WORD'", to which the caller prefixes where that was.
 */
bool setting_assign(const struct setting *row, struct settings *s, const char *value,
		    struct cause *cause) ATTRIBUTE_NODISCARD;

/* Notes that the command line gave it, where it counts more than anywhere else; and whether it did,
 * of the setting that is the member at an offset. */
void settings_give(struct settings *s, const struct setting *row);
bool settings_given(const struct settings *s, size_t offset);

/* The row of a name in a section; NULL if there is none. */
const struct setting *setting_named(const char *section, const char *name);

/* Appends what it accepts, as a phrase: "on, off", "a number from 0 to 500", "QUERY". */
void setting_accepts(const struct setting *row, struct buffer *out);

/* Appends what it accepts, as usage shows it: "on|off", "N", "QUERY". */
void setting_usage(const struct setting *row, struct buffer *out);

/* Appends the value that it has in s, as the configuration file writes it. */
void setting_value(const struct setting *row, const struct settings *s, struct buffer *out);

#endif
