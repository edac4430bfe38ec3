/* SPDX-License-Identifier: MIT */
/* All documents known: the index from a document's path, or a sample of its content, to the file
 * that holds its state.  The files know their documents too: a lost index is made anew. */
#ifndef PLACE_LIBRARY_H
#define PLACE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/cause.h"
#include "place/state.h"

struct library_entry {
	char id[17]; /* the state file is ID.ini */
	char *path;  /* of the key */
	char sample[17];
	int64_t changed; /* ms since 1970 */
};

struct library {
	struct library_entry *entries;
	size_t n, capacity;
};

/* Reads the index, or gathers it from the state files where it is missing or damaged. */
bool library_load(struct library *l, const char *folder, struct cause *cause) ATTRIBUTE_NODISCARD;
void library_release(struct library *l);

/* The entry of a document: by its path, else by its sample if no file is at the old path any more;
 * NULL if it is not known. */
struct library_entry *library_find(const struct library *l, const struct state_key *key);

/* The entry of a document, made if it is not known, with path, sample and time brought up to date.
 */
struct library_entry *library_enter(struct library *l, const struct state_key *key,
				    int64_t changed);

/* The entry with an id; NULL if there is none.  Takes it out of the index. */
struct library_entry *library_with_id(const struct library *l, const char *id);
void library_remove(struct library *l, const char *id);

/* Writes the index; the lock is held. */
bool library_save(const struct library *l, const char *folder,
		  struct cause *cause) ATTRIBUTE_NODISCARD;

/* Whether a name is 16 hexadecimal digits, as ids of files and bookmarks are. */
bool library_is_id(const char *id);

#endif
