/* SPDX-License-Identifier: MIT */
#include "place/library.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/memory.h"
#include "place/store.h"

#define INDEX "index.ini"

bool library_is_id(const char *id)
{
	return strlen(id) == 16 && strspn(id, "0123456789abcdef") == 16;
}

void library_release(struct library *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->entries[i].path);
	free(l->entries);
	*l = (struct library){0};
}

static struct library_entry *append(struct library *l, const char *id)
{
	struct library_entry *e;

	l->entries = array_reserve(l->entries, &l->capacity, l->n + 1, sizeof(l->entries[0]));
	e = &l->entries[l->n++];
	*e = (struct library_entry){.path = NULL};
	snprintf(e->id, sizeof(e->id), "%.16s", id);
	return e;
}

/* Takes what a section says of the document with this id. */
static void add_section(struct library *l, const struct ini *ini, const char *section,
			const char *id)
{
	char *path = store_text(ini, section, "path");
	char *sample = store_text(ini, section, "sample");
	struct library_entry *e;

	if (library_is_id(id) && path[0] != '\0') {
		e = append(l, id);
		e->path = memory_string(path);
		if (library_is_id(sample))
			memcpy(e->sample, sample, sizeof(e->sample));
		e->changed = ini_number(ini, section, "changed", 0);
	}
	free(path);
	free(sample);
}

static void read_index(struct library *l, const struct ini *ini)
{
	for (size_t i = 0; i < ini_sections(ini); i++) {
		const char *section = ini_section(ini, i);

		if (strncmp(section, "file ", 5) == 0)
			add_section(l, ini, section, section + 5);
	}
}

static void read_file(struct library *l, const char *folder, const char *name)
{
	char *path = store_path(folder, name);
	struct ini *ini = ini_load(path, NULL);
	char id[17];

	snprintf(id, sizeof(id), "%.16s", name);
	if (ini != NULL)
		add_section(l, ini, "document", id);
	ini_free(ini);
	free(path);
}

/* Asks every state file whose it is. */
static void gather(struct library *l, const char *folder)
{
	DIR *files = opendir(folder);
	struct dirent *file;

	if (files == NULL)
		return;
	while ((file = readdir(files)) != NULL)
		if (strlen(file->d_name) == 20 && strcmp(file->d_name + 16, ".ini") == 0 &&
		    strspn(file->d_name, "0123456789abcdef") == 16)
			read_file(l, folder, file->d_name);
	closedir(files);
}

bool library_load(struct library *l, const char *folder, struct cause *cause)
{
	const struct ini_fault *faults;
	struct ini *ini;

	*l = (struct library){0};
	if (!store_read(folder, INDEX, &ini, cause))
		return false;
	if (ini != NULL && ini_faults(ini, &faults) == 0)
		read_index(l, ini);
	else
		gather(l, folder);
	ini_free(ini);
	return true;
}

/* Whether the file of a document's path is there; what follows a newline tells how it was read. */
static bool is_there(const char *path)
{
	char *file = memory_copy(path, strcspn(path, "\n"));
	bool there = access(file, F_OK) == 0;

	free(file);
	return there;
}

static const char *how(const char *path)
{
	return path + strcspn(path, "\n");
}

struct library_entry *library_find(const struct library *l, const struct state_key *key)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->entries[i].path, key->path) == 0)
			return &l->entries[i];
	for (size_t i = 0; key->sample[0] != '\0' && i < l->n; i++)
		if (strcmp(l->entries[i].sample, key->sample) == 0 &&
		    strcmp(how(l->entries[i].path), how(key->path)) == 0 &&
		    !is_there(l->entries[i].path))
			return &l->entries[i];
	return NULL;
}

struct library_entry *library_with_id(const struct library *l, const char *id)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->entries[i].id, id) == 0)
			return &l->entries[i];
	return NULL;
}

void library_remove(struct library *l, const char *id)
{
	struct library_entry *e = library_with_id(l, id);
	size_t i;

	if (e == NULL)
		return;
	free(e->path);
	i = (size_t)(e - l->entries);
	memmove(e, e + 1, (l->n - i - 1) * sizeof(*e));
	l->n--;
}

/* FNV-1a of the path, and the next number if a moved document has that. */
static void new_id(const struct library *l, const char *path, char id[17])
{
	uint64_t hash = 14695981039346656037u;

	for (; *path != '\0'; path++)
		hash = (hash ^ (unsigned char)*path) * 1099511628211u;
	do
		snprintf(id, 17, "%016llx", (unsigned long long)hash++);
	while (library_with_id(l, id) != NULL);
}

struct library_entry *library_enter(struct library *l, const struct state_key *key, int64_t changed)
{
	struct library_entry *e = library_find(l, key);
	char id[17];

	if (e == NULL) {
		new_id(l, key->path, id);
		e = append(l, id);
	}
	free(e->path);
	e->path = memory_string(key->path);
	if (key->sample[0] != '\0')
		memcpy(e->sample, key->sample, sizeof(e->sample));
	if (changed > e->changed)
		e->changed = changed;
	return e;
}

bool library_save(const struct library *l, const char *folder, struct cause *cause)
{
	struct buffer out;
	char section[32];
	bool saved;

	buffer_init(&out);
	for (size_t i = 0; i < l->n; i++) {
		snprintf(section, sizeof(section), "file %s", l->entries[i].id);
		ini_write_section(&out, section);
		store_put(&out, "path", l->entries[i].path);
		store_put(&out, "sample", l->entries[i].sample);
		ini_write_number(&out, "changed", l->entries[i].changed);
	}
	saved = store_write(folder, INDEX, &out, cause);
	buffer_release(&out);
	return saved;
}
