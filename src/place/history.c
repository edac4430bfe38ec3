/* SPDX-License-Identifier: MIT */
/* The history of searches: one file for all documents. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/file.h"
#include "base/memory.h"
#include "place/state.h"
#include "place/store.h"

#define HISTORY "history.ini"
#define HISTORY_MAX 200

struct lines {
	char **items;
	size_t n, capacity;
};

static void append(struct lines *lines, char *line)
{
	lines->items = array_reserve(lines->items, &lines->capacity, lines->n + 1,
				     sizeof(lines->items[0]));
	lines->items[lines->n++] = line;
}

static void drop(struct lines *lines, size_t i)
{
	free(lines->items[i]);
	lines->n--;
	memmove(lines->items + i, lines->items + i + 1, (lines->n - i) * sizeof(lines->items[0]));
}

static void release(struct lines *lines)
{
	for (size_t i = 0; i < lines->n; i++)
		free(lines->items[i]);
	free(lines->items);
}

static bool load(const char *folder, struct lines *lines, struct cause *cause)
{
	struct ini *ini;

	*lines = (struct lines){0};
	if (!store_read(folder, HISTORY, &ini, cause))
		return false;
	for (size_t i = 0; ini != NULL && i < ini_keys(ini, "searches"); i++) {
		char *line = store_text(ini, "searches", ini_key(ini, "searches", i));

		if (line[0] != '\0')
			append(lines, line);
		else
			free(line);
	}
	ini_free(ini);
	return true;
}

size_t state_history_load(const char *folder, char ***lines)
{
	struct lines loaded;

	(void)load(folder, &loaded, NULL);
	*lines = loaded.items;
	return loaded.n;
}

static bool save(const char *folder, const struct lines *lines, struct cause *cause)
{
	struct buffer out;
	char key[32];
	bool saved;

	buffer_init(&out);
	ini_write_section(&out, "searches");
	for (size_t i = 0; i < lines->n; i++) {
		snprintf(key, sizeof(key), "search%zu", i + 1);
		store_put(&out, key, lines->items[i]);
	}
	saved = store_write(folder, HISTORY, &out, cause);
	buffer_release(&out);
	return saved;
}

bool state_history_add(const char *folder, const char *line, struct cause *cause)
{
	struct lines lines;
	bool saved = false;
	int lock;

	if (line[0] == '\0')
		return true;
	lock = store_lock(folder, cause);
	if (lock < 0)
		return false;
	if (load(folder, &lines, cause)) {
		for (size_t i = lines.n; i > 0; i--)
			if (strcmp(lines.items[i - 1], line) == 0)
				drop(&lines, i - 1);
		append(&lines, memory_string(line));
		while (lines.n > HISTORY_MAX)
			drop(&lines, 0);
		saved = save(folder, &lines, cause);
	}
	release(&lines);
	file_unlock(lock);
	return saved;
}
