/* SPDX-License-Identifier: MIT */
/*
 * Commands by table, and the keymap: sequences of keys -> commands, one map a context.
 */
#ifndef VIEW_KEYMAP_H
#define VIEW_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/cause.h"
#include "view/key.h"

enum command_context {
	CONTEXT_TEXT,
	CONTEXT_PANE,
	CONTEXT_LIST,
	CONTEXT_QUERY, /* the prompt that searches: keys that type nothing */
	CONTEXT_COUNT
};

enum command_group {
	GROUP_MOVING,
	GROUP_HEADINGS,
	GROUP_HISTORY,
	GROUP_FOLDING,
	GROUP_OUTLINE,
	GROUP_SEARCHING,
	GROUP_BOOKMARKS,
	GROUP_READING,
	GROUP_FILES,
	GROUP_LISTS,
	GROUP_COUNT
};

enum command_id {
#define COMMAND(identifier, name, context, keys, group, help) CMD_##identifier,
#include "view/commands.def"
#undef COMMAND
	COMMAND_COUNT
};

struct command {
	const char *name; /* as [keys] writes it */
	enum command_context context;
	const char *keys; /* the default, separated by blanks */
	enum command_group group;
	const char *help;
};

/* The row of a command. */
const struct command *command_row(enum command_id id);
const char *command_group_name(enum command_group group); /* "Moving", "Headings", ... */

struct keymap;

/* A keymap with the defaults of the table. */
struct keymap *keymap_new(void);
void keymap_free(struct keymap *map);

/*
 * Gives a command other keys instead of those it has: names separated by commas and blanks
 * ("], n"; "" or "none" for no key at all).  A key taken from another command of the same context
 * is taken, and so is one that could not be typed any more: no sequence of a context is ever the
 * beginning of another, the newest stays.  False with a cause for an unknown command or key, the
 * keymap unchanged.
 */
bool keymap_set(struct keymap *map, const char *command, const char *keys,
		struct cause *cause) ATTRIBUTE_NODISCARD;

enum keymap_result {
	KEYMAP_NONE,   /* no command begins so */
	KEYMAP_PREFIX, /* more keys are needed */
	KEYMAP_COMMAND
};

/* Looks a sequence of n keys up.  In the pane, commands of the text that it has no key of its own
 * for are found too; in lists they are not. */
enum keymap_result keymap_find(const struct keymap *map, enum command_context context,
			       const struct key *keys, size_t n, enum command_id *id);

/* Appends the keys of a command as help shows them: "j Down Enter". */
void keymap_describe(const struct keymap *map, enum command_id id, struct buffer *out);

#endif
