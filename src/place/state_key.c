/* SPDX-License-Identifier: MIT */
/* Which document this is. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "place/state.h"
#include "text/source.h"

#define SAMPLE_BYTES 4096
#define SAMPLES 4

/* The path without links, or as far as it can be told of a file that is gone. */
static void append_absolute(struct buffer *out, const char *path)
{
	char *real = realpath(path, NULL);
	char folder[PATH_MAX];

	if (real != NULL) {
		buffer_append_string(out, real);
	} else {
		if (path[0] != '/' && getcwd(folder, sizeof(folder)) != NULL)
			buffer_printf(out, "%s/", folder);
		buffer_append_string(out, path);
	}
	free(real);
}

static uint64_t hash_bytes(uint64_t hash, const unsigned char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ bytes[i]) * 1099511628211u;
	return hash;
}

/* FNV-1a of the size and of the beginnings of the text's quarters. */
static uint64_t hash_of(const struct source *source)
{
	unsigned char bytes[SAMPLE_BYTES];
	uint64_t size = source_size(source), hash = 14695981039346656037u;

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)(size >> (8 * i));
	hash = hash_bytes(hash, bytes, 8);
	for (unsigned i = 0; i < SAMPLES; i++)
		hash = hash_bytes(hash, bytes,
				  source_read(source, size / SAMPLES * i, bytes, sizeof(bytes)));
	return hash;
}

void state_key_make(struct state_key *key, const char *path, struct source *source)
{
	struct buffer out;

	*key = (struct state_key){.path = NULL};
	buffer_init(&out);
	if (strcmp(path, "-") == 0) {
		buffer_append_string(&out, path);
	} else {
		const char *encoding = source_encoding(source);

		append_absolute(&out, path);
		if (source_converted(source))
			buffer_printf(&out, "\n%s", encoding != NULL ? encoding : "converted");
	}
	key->path = buffer_steal(&out);
	/* Of an empty text, or one that still grows, a sample says nothing. */
	if (source_complete(source) && source_size(source) > 0)
		snprintf(key->sample, sizeof(key->sample), "%016llx",
			 (unsigned long long)hash_of(source));
}

void state_key_name(struct state_key *key, const char *name)
{
	struct buffer out;

	*key = (struct state_key){.path = NULL};
	buffer_init(&out);
	buffer_append_string(&out, STATE_NAMED);
	for (; *name != '\0'; name++)
		buffer_append_byte(&out, *name == '\n' ? ' ' : *name);
	key->path = buffer_steal(&out);
}

void state_key_release(struct state_key *key)
{
	free(key->path);
	key->path = NULL;
}
