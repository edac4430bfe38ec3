/* SPDX-License-Identifier: MIT */
/*
 * The reading side of base/ini.  The lines are judged here (ini_line), the good ones are handed to
 * iniparser in chunks, and the values are taken from it.  The chunks are small because iniparser's
 * time grows with the square of its keys; each repeats the name of the section it begins in.
 */
#include "base/ini.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/file.h"
#include "base/ini_feed.h"
#include "base/ini_line.h"
#include "base/memory.h"

#define FILE_MAX ((size_t)64 * 1024 * 1024)
#define CHUNK_BYTES 16384
#define CHUNK_KEYS 256
#define NOT_THERE SIZE_MAX

struct entry {
	char *name;  /* lower case */
	char *value; /* as iniparser reads it; NULL: it did not */
	size_t line;
	size_t section;
	bool piece; /* the continuation of a split value */
};

struct section {
	char *name;    /* lower case; "" for what stands before the first one */
	char *spelled; /* as it is written where it comes first */
	size_t line;
	size_t first; /* in visible */
	size_t n;
};

/* A name in the table: of a section (key NULL) or of a key in one. */
struct slot {
	const char *section; /* NULL: the slot is free */
	const char *key;
	size_t index;
};

struct ini {
	char *name;
	struct section *sections;
	size_t n_sections, section_capacity;
	struct entry *entries;
	size_t n_entries, entry_capacity;
	struct ini_fault *faults;
	size_t n_faults, fault_capacity;
	size_t *visible; /* entries by section, pieces left out */
	struct slot *slots;
	size_t n_slots, n_used; /* n_slots is a power of two, or 0 */
};

/* What is being collected for iniparser. */
struct chunk {
	struct buffer bytes;
	size_t first; /* the first entry whose value is still to come */
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static char *lower_copy(const char *s, size_t n)
{
	char *copy = memory_copy(s, n);

	for (size_t i = 0; i < n; i++)
		copy[i] = lower(copy[i]);
	return copy;
}

static bool same_name(const char *a, const char *b)
{
	while (*a != '\0' && lower(*a) == lower(*b)) {
		a++;
		b++;
	}
	return lower(*a) == lower(*b);
}

/* FNV-1a of the name without regard to case. */
static uint32_t hash_name(uint32_t hash, const char *name)
{
	for (; *name != '\0'; name++)
		hash = (hash ^ (unsigned char)lower(*name)) * 16777619u;
	return hash;
}

/* The slot of a name, or the free one where it belongs. */
static struct slot *find_slot(const struct ini *ini, const char *section, const char *key)
{
	uint32_t hash = hash_name(2166136261u, section);

	if (key != NULL)
		hash = hash_name((hash ^ ':') * 16777619u, key);
	for (size_t i = hash;; i++) {
		struct slot *slot = &ini->slots[i & (ini->n_slots - 1)];

		if (slot->section == NULL)
			return slot;
		if ((slot->key == NULL) == (key == NULL) && same_name(slot->section, section) &&
		    (key == NULL || same_name(slot->key, key)))
			return slot;
	}
}

static size_t find(const struct ini *ini, const char *section, const char *key)
{
	const struct slot *slot;

	if (ini->n_slots == 0)
		return NOT_THERE;
	slot = find_slot(ini, section, key);
	return slot->section != NULL ? slot->index : NOT_THERE;
}

static void grow_table(struct ini *ini)
{
	struct slot *old = ini->slots;
	size_t n = ini->n_slots;

	ini->n_slots = n != 0 ? n * 2 : 64;
	ini->slots = memory_zalloc(ini->n_slots, sizeof(ini->slots[0]));
	for (size_t i = 0; i < n; i++)
		if (old[i].section != NULL)
			*find_slot(ini, old[i].section, old[i].key) = old[i];
	free(old);
}

/* Enters a name that is not there yet; the strings must live as long as ini. */
static void enter(struct ini *ini, const char *section, const char *key, size_t index)
{
	if ((ini->n_used + 1) * 2 > ini->n_slots)
		grow_table(ini);
	*find_slot(ini, section, key) = (struct slot){section, key, index};
	ini->n_used++;
}

static void add_fault(struct ini *ini, size_t line, const char *why)
{
	ini->faults = array_reserve(ini->faults, &ini->fault_capacity, ini->n_faults + 1,
				    sizeof(ini->faults[0]));
	ini->faults[ini->n_faults++] = (struct ini_fault){line, why};
}

static size_t add_section(struct ini *ini, const char *name, size_t len, size_t line)
{
	struct section section = {.name = lower_copy(name, len), .line = line};
	size_t there = find(ini, section.name, NULL);

	if (there != NOT_THERE) {
		free(section.name);
		return there;
	}
	ini->sections = array_reserve(ini->sections, &ini->section_capacity, ini->n_sections + 1,
				      sizeof(ini->sections[0]));
	section.spelled = memory_copy(name, len);
	ini->sections[ini->n_sections] = section;
	enter(ini, section.name, NULL, ini->n_sections);
	return ini->n_sections++;
}

static void add_entry(struct ini *ini, size_t section, const struct ini_line *read, size_t line)
{
	struct entry entry = {
		.name = lower_copy(read->name, read->name_len), .line = line, .section = section};

	ini->entries = array_reserve(ini->entries, &ini->entry_capacity, ini->n_entries + 1,
				     sizeof(ini->entries[0]));
	ini->entries[ini->n_entries++] = entry;
}

/* Takes an entry's value from what iniparser read, or reports that it did not.  A key that was
 * there before keeps its place among the others; the last value and its line count. */
static void take_value(struct ini *ini, struct entry *entry, const dictionary *read)
{
	const char *section = ini->sections[entry->section].name;
	const char *value = NULL;
	struct buffer name;
	size_t there;

	buffer_init(&name);
	buffer_printf(&name, "%s:%s", section, entry->name);
	if (read != NULL)
		value = iniparser_getstring(read, name.data, NULL);
	buffer_release(&name);
	if (value == NULL) {
		add_fault(ini, entry->line, "the line cannot be read");
		return;
	}
	there = find(ini, section, entry->name);
	if (there == NOT_THERE) {
		entry->value = memory_string(value);
		enter(ini, section, entry->name, (size_t)(entry - ini->entries));
		return;
	}
	free(ini->entries[there].value);
	ini->entries[there].value = memory_string(value);
	ini->entries[there].line = entry->line;
}

static void chunk_load(struct chunk *chunk, struct ini *ini)
{
	dictionary *read;

	if (chunk->first == ini->n_entries) {
		buffer_clear(&chunk->bytes);
		return;
	}
	read = ini_feed(&chunk->bytes);
	for (; chunk->first < ini->n_entries; chunk->first++)
		take_value(ini, &ini->entries[chunk->first], read);
	if (read != NULL)
		iniparser_freedict(read);
	buffer_clear(&chunk->bytes);
}

static void chunk_add_section(struct chunk *chunk, const char *name)
{
	if (name[0] != '\0')
		buffer_printf(&chunk->bytes, "[%s]\n", name);
}

static void chunk_add_key(struct chunk *chunk, const struct ini_line *read)
{
	buffer_append(&chunk->bytes, read->name, read->name_len);
	buffer_append_string(&chunk->bytes, " = ");
	buffer_append(&chunk->bytes, read->value, read->value_len);
	buffer_append_byte(&chunk->bytes, '\n');
}

/* Where the walk through the lines is. */
struct walk {
	struct chunk chunk;
	size_t section;
	bool astray; /* the section's name was damaged: its keys belong to nobody */
};

static void walk_key(struct walk *walk, struct ini *ini, const struct ini_line *read, size_t line)
{
	if (walk->astray) {
		add_fault(ini, line, "the name of its section is damaged");
		return;
	}
	if (walk->section == NOT_THERE)
		walk->section = add_section(ini, "", 0, line);
	if (walk->chunk.bytes.len > CHUNK_BYTES ||
	    ini->n_entries - walk->chunk.first >= CHUNK_KEYS) {
		chunk_load(&walk->chunk, ini);
		chunk_add_section(&walk->chunk, ini->sections[walk->section].name);
	}
	add_entry(ini, walk->section, read, line);
	chunk_add_key(&walk->chunk, read);
}

static void walk_line(struct walk *walk, struct ini *ini, const struct ini_line *read, size_t line)
{
	switch (read->kind) {
	case INI_LINE_NOTHING:
		break;
	case INI_LINE_SECTION:
		walk->section = add_section(ini, read->name, read->name_len, line);
		walk->astray = false;
		if (walk->chunk.bytes.len > CHUNK_BYTES)
			chunk_load(&walk->chunk, ini);
		chunk_add_section(&walk->chunk, ini->sections[walk->section].name);
		break;
	case INI_LINE_KEY:
		walk_key(walk, ini, read, line);
		break;
	case INI_LINE_BAD:
		add_fault(ini, line, read->why);
		walk->astray = walk->astray || read->opens_section;
		break;
	}
}

static int compare_faults(const void *a, const void *b)
{
	const struct ini_fault *x = a, *y = b;

	return x->line < y->line ? -1 : x->line > y->line;
}

/* Whether a key is the N-th piece of a value whose pieces before it are there. */
static bool is_piece(const struct ini *ini, const struct entry *entry)
{
	const char *dot = strrchr(entry->name, '.');
	struct buffer before;
	unsigned long n;
	char *end;
	bool piece;

	if (dot == NULL || dot == entry->name || dot[1] < '1' || dot[1] > '9')
		return false;
	n = strtoul(dot + 1, &end, 10);
	if (*end != '\0' || n > 1000000)
		return false;
	buffer_init(&before);
	buffer_append(&before, entry->name, (size_t)(dot - entry->name));
	if (n > 1)
		buffer_printf(&before, ".%lu", n - 1);
	piece = find(ini, ini->sections[entry->section].name, before.data) != NOT_THERE;
	buffer_release(&before);
	return piece;
}

static bool is_visible(const struct ini *ini, size_t i)
{
	return ini->entries[i].value != NULL && !ini->entries[i].piece;
}

/* Lists what each section holds. */
static void list_keys(struct ini *ini)
{
	size_t total = 0;

	for (size_t i = 0; i < ini->n_entries; i++) {
		struct entry *entry = &ini->entries[i];

		entry->piece = entry->value != NULL && is_piece(ini, entry);
		if (is_visible(ini, i))
			ini->sections[entry->section].n++;
	}
	for (size_t i = 0; i < ini->n_sections; i++) {
		ini->sections[i].first = total;
		total += ini->sections[i].n;
		ini->sections[i].n = 0;
	}
	ini->visible = memory_alloc(total * sizeof(ini->visible[0]));
	for (size_t i = 0; i < ini->n_entries; i++) {
		struct section *section = &ini->sections[ini->entries[i].section];

		if (is_visible(ini, i))
			ini->visible[section->first + section->n++] = i;
	}
}

struct ini *ini_parse(const char *name, const char *bytes, size_t len)
{
	struct ini *ini = memory_zalloc(1, sizeof(*ini));
	struct walk walk = {.section = NOT_THERE};
	size_t pos = len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	ini->name = memory_string(name);
	buffer_init(&walk.chunk.bytes);
	for (size_t line = 1; pos < len; line++) {
		const char *newline = memchr(bytes + pos, '\n', len - pos);
		size_t end = newline != NULL ? (size_t)(newline - bytes) : len;
		struct ini_line read = ini_line_read(bytes + pos, end - pos);

		walk_line(&walk, ini, &read, line);
		pos = end + 1;
	}
	chunk_load(&walk.chunk, ini);
	buffer_release(&walk.chunk.bytes);
	list_keys(ini);
	if (ini->n_faults > 1)
		qsort(ini->faults, ini->n_faults, sizeof(ini->faults[0]), compare_faults);
	return ini;
}

struct ini *ini_load(const char *path, struct cause *cause)
{
	struct buffer bytes;
	struct ini *ini = NULL;
	int why;

	buffer_init(&bytes);
	if (file_read(path, FILE_MAX, &bytes, cause))
		ini = ini_parse(path, bytes.data, bytes.len);
	why = errno;
	buffer_release(&bytes);
	errno = why;
	return ini;
}

void ini_free(struct ini *ini)
{
	if (ini == NULL)
		return;
	for (size_t i = 0; i < ini->n_sections; i++) {
		free(ini->sections[i].name);
		free(ini->sections[i].spelled);
	}
	for (size_t i = 0; i < ini->n_entries; i++) {
		free(ini->entries[i].name);
		free(ini->entries[i].value);
	}
	free(ini->sections);
	free(ini->entries);
	free(ini->faults);
	free(ini->visible);
	free(ini->slots);
	free(ini->name);
	free(ini);
}

const char *ini_name(const struct ini *ini)
{
	return ini->name;
}

size_t ini_faults(const struct ini *ini, const struct ini_fault **faults)
{
	*faults = ini->faults;
	return ini->n_faults;
}

size_t ini_sections(const struct ini *ini)
{
	return ini->n_sections;
}

const char *ini_section(const struct ini *ini, size_t i)
{
	assert(i < ini->n_sections);
	return ini->sections[i].name;
}

const char *ini_spelled(const struct ini *ini, const char *section)
{
	size_t at = find(ini, section, NULL);

	return at != NOT_THERE ? ini->sections[at].spelled : section;
}

size_t ini_keys(const struct ini *ini, const char *section)
{
	size_t at = find(ini, section, NULL);

	return at != NOT_THERE ? ini->sections[at].n : 0;
}

const char *ini_key(const struct ini *ini, const char *section, size_t i)
{
	size_t at = find(ini, section, NULL);

	assert(at != NOT_THERE && i < ini->sections[at].n);
	return ini->entries[ini->visible[ini->sections[at].first + i]].name;
}

const char *ini_value(const struct ini *ini, const char *section, const char *key)
{
	size_t at = find(ini, section, key);

	return at != NOT_THERE ? ini->entries[at].value : NULL;
}

static int hexadecimal(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A % that begins no escape stands for itself: somebody wrote it by hand. */
static void unescape(const char *s, struct buffer *out)
{
	while (*s != '\0') {
		if (s[0] == '%' && hexadecimal(s[1]) >= 0 && hexadecimal(s[2]) >= 0) {
			buffer_append_byte(out, (char)(hexadecimal(s[1]) << 4 | hexadecimal(s[2])));
			s += 3;
		} else {
			buffer_append_byte(out, *s++);
		}
	}
}

bool ini_text(const struct ini *ini, const char *section, const char *key, struct buffer *out)
{
	const char *value = ini_value(ini, section, key);
	struct buffer piece;

	if (value == NULL)
		return false;
	buffer_init(&piece);
	for (size_t n = 1; value != NULL; n++) {
		unescape(value, out);
		buffer_clear(&piece);
		buffer_printf(&piece, "%s.%zu", key, n);
		value = ini_value(ini, section, piece.data);
	}
	buffer_release(&piece);
	return true;
}

long long ini_number(const struct ini *ini, const char *section, const char *key,
		     long long fallback)
{
	const char *value = ini_value(ini, section, key);
	long long number;
	char *end;

	if (value == NULL || value[0] == '\0')
		return fallback;
	errno = 0;
	number = strtoll(value, &end, 10);
	return errno == 0 && *end == '\0' ? number : fallback;
}

size_t ini_line(const struct ini *ini, const char *section, const char *key)
{
	size_t at = find(ini, section, key);

	if (at == NOT_THERE)
		return 0;
	return key != NULL ? ini->entries[at].line : ini->sections[at].line;
}
