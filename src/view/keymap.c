/* SPDX-License-Identifier: MIT */
#include "view/keymap.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/memory.h"
#include "view/nearest.h"

static const struct command commands[COMMAND_COUNT] = {
/* clang-format off */
#define COMMAND(identifier, name, context, keys, group, help) \
	[CMD_##identifier] = {name, CONTEXT_##context, keys, GROUP_##group, help},
/* clang-format on */
#include "view/commands.def"
#undef COMMAND
};

static const char *const group_names[GROUP_COUNT] = {
	[GROUP_MOVING] = "Moving",
	[GROUP_HEADINGS] = "Headings",
	[GROUP_HISTORY] = "History",
	[GROUP_FOLDING] = "Folding",
	[GROUP_OUTLINE] = "Outline pane",
	[GROUP_SEARCHING] = "Searching",
	[GROUP_BOOKMARKS] = "Bookmarks",
	[GROUP_READING] = "Reading",
	[GROUP_FILES] = "Files and the rest",
	[GROUP_LISTS] = "Lists and help",
};

/* A sequence of keys that stands for a command in its context. */
struct binding {
	enum command_id command;
	size_t n;
	struct key keys[KEY_SEQUENCE_MAX];
};

/* Bindings in the order in which a command's keys were given.  Invariant: within a context none is
 * the beginning of another, nor equal to it. */
struct keymap {
	struct binding *bindings;
	size_t n;
	size_t capacity;
};

/* Keys of one command that were read but not given yet. */
struct sequences {
	struct binding *items;
	size_t n;
	size_t capacity;
};

const struct command *command_row(enum command_id id)
{
	assert(id < COMMAND_COUNT);
	return &commands[id];
}

const char *command_group_name(enum command_group group)
{
	assert(group < GROUP_COUNT);
	return group_names[group];
}

/* Whether the first n keys of a sequence are these. */
static bool begins_with(const struct binding *b, const struct key *keys, size_t n)
{
	if (b->n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!key_equal(b->keys[i], keys[i]))
			return false;
	return true;
}

/* Whether one of two sequences is the beginning of the other, or they are equal. */
static bool collide(const struct binding *a, const struct binding *b)
{
	return a->n < b->n ? begins_with(b, a->keys, a->n) : begins_with(a, b->keys, b->n);
}

/* Reads a list of keys; false with a cause that names the wrong word. */
static bool parse_keys(const char *name, const char *keys, struct sequences *out,
		       struct cause *cause)
{
	const char *separators = " \t,";

	keys += strspn(keys, separators);
	if (strcmp(keys, "none") == 0)
		return true;
	while (*keys != '\0') {
		size_t len = strcspn(keys, separators);
		struct binding b = {0};

		b.n = key_parse_sequence(keys, len, b.keys);
		if (b.n == 0)
			return cause_set(cause,
					 "%s: '%.*s' is no key; accepts keys such as ], za, ^F, "
					 "M-Left, S-Tab, Space, F1, separated by commas",
					 name, (int)(len < 40 ? len : 40), keys);
		for (size_t i = 0; i < out->n; i++)
			if (b.n != out->items[i].n && collide(&b, &out->items[i]))
				return cause_set(cause,
						 "%s: '%.*s' begins another of its keys or is "
						 "begun by it, so one could never be typed",
						 name, (int)len, keys);
		out->items = array_reserve(out->items, &out->capacity, out->n + 1,
					   sizeof(out->items[0]));
		out->items[out->n++] = b;
		keys += len;
		keys += strspn(keys, separators);
	}
	return true;
}

/* Drops the command's own bindings and those that collide with what it gets. */
static void make_way(struct keymap *map, enum command_id id, const struct sequences *sequences)
{
	size_t kept = 0;

	for (size_t i = 0; i < map->n; i++) {
		const struct binding *b = &map->bindings[i];
		bool drop = b->command == id;

		for (size_t j = 0; j < sequences->n && !drop; j++)
			drop = commands[b->command].context == commands[id].context &&
			       collide(b, &sequences->items[j]);
		if (!drop)
			map->bindings[kept++] = *b;
	}
	map->n = kept;
}

static void add(struct keymap *map, enum command_id id, const struct sequences *sequences)
{
	for (size_t i = 0; i < sequences->n; i++) {
		struct binding *b = &sequences->items[i];
		bool again = false;

		for (size_t j = 0; j < i && !again; j++)
			again = collide(b, &sequences->items[j]);
		if (again)
			continue;
		b->command = id;
		map->bindings = array_reserve(map->bindings, &map->capacity, map->n + 1,
					      sizeof(map->bindings[0]));
		map->bindings[map->n++] = *b;
	}
}

static void give(struct keymap *map, enum command_id id, const struct sequences *sequences)
{
	make_way(map, id, sequences);
	add(map, id, sequences);
}

/* The table's own keys are out of each other's way (tests/unit/keymap). */
struct keymap *keymap_new(void)
{
	struct keymap *map = memory_zalloc(1, sizeof(*map));

	for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
		struct sequences sequences = {0};
		bool good = parse_keys(commands[id].name, commands[id].keys, &sequences, NULL);

		assert(good);
		(void)good;
		add(map, id, &sequences);
		free(sequences.items);
	}
	return map;
}

void keymap_free(struct keymap *map)
{
	if (map == NULL)
		return;
	free(map->bindings);
	free(map);
}

bool keymap_set(struct keymap *map, const char *command, const char *keys, struct cause *cause)
{
	struct nearest nearest = nearest_to(command);

	for (enum command_id id = 0; id < COMMAND_COUNT; id++) {
		struct sequences sequences = {0};
		bool good;

		nearest_offer(&nearest, commands[id].name);
		if (strcmp(command, commands[id].name) != 0)
			continue;
		good = parse_keys(command, keys, &sequences, cause);
		if (good)
			give(map, id, &sequences);
		free(sequences.items);
		return good;
	}
	if (nearest.name != NULL)
		return cause_set(cause, "%s: no such command; did you mean %s?", command,
				 nearest.name);
	return cause_set(cause, "%s: no such command", command);
}

static enum keymap_result find_in(const struct keymap *map, enum command_context context,
				  const struct binding *typed, enum command_id *id)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct binding *b = &map->bindings[i];

		if (commands[b->command].context != context ||
		    !begins_with(b, typed->keys, typed->n))
			continue;
		if (b->n > typed->n)
			return KEYMAP_PREFIX;
		*id = b->command;
		return KEYMAP_COMMAND;
	}
	return KEYMAP_NONE;
}

enum keymap_result keymap_find(const struct keymap *map, enum command_context context,
			       const struct key *keys, size_t n, enum command_id *id)
{
	struct binding typed = {0};
	enum keymap_result result;

	assert(n > 0 && context < CONTEXT_COUNT);
	if (n > KEY_SEQUENCE_MAX)
		return KEYMAP_NONE;
	memcpy(typed.keys, keys, n * sizeof(keys[0]));
	typed.n = n;
	result = find_in(map, context, &typed, id);
	if (result == KEYMAP_NONE && context == CONTEXT_PANE)
		result = find_in(map, CONTEXT_TEXT, &typed, id);
	return result;
}

void keymap_describe(const struct keymap *map, enum command_id id, struct buffer *out)
{
	bool first = true;

	assert(id < COMMAND_COUNT);
	for (size_t i = 0; i < map->n; i++) {
		const struct binding *b = &map->bindings[i];

		if (b->command != id)
			continue;
		if (!first)
			buffer_append_byte(out, ' ');
		first = false;
		key_write_sequence(b->keys, b->n, out);
	}
}
