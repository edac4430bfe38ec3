/* SPDX-License-Identifier: MIT */
/*
 * Importing bookmarks from JSON Lines as --bookmarks=json prints them, here or on another machine.
 * A bookmark is known by its id (of two states the later one counts, and what was deleted later
 * stays deleted), one without an id by its name and words.
 */
#ifndef PRINT_IMPORT_H
#define PRINT_IMPORT_H

#include <stdio.h>

#include "base/attributes.h"
#include "base/cause.h"
#include "view/document.h"

struct import;

/* Called for each line that is no bookmark, with a message that names it. */
typedef void import_complain(void *data, const char *message);

/* Reads a file, or standard input ("-").  NULL with a cause if it cannot be read. */
struct import *import_read(const char *path, import_complain *complain, void *data,
			   struct cause *cause) ATTRIBUTE_NODISCARD;
void import_free(struct import *import);

/* Whether some lines were no bookmarks. */
bool import_has_faults(const struct import *import);

/* The documents that it has bookmarks of, each once; NULL past the last. */
const char *import_document(const struct import *import, size_t i);

/*
 * Merges into a document (whose outline is complete) the bookmarks that are of it: by its path, by
 * the name of its file, or all if they are of one document only.  Saves them and says on out how
 * many came, and which have no place in the text.  False with a cause if they cannot be saved.
 */
bool import_into(struct import *import, struct document *d, int64_t now, FILE *out,
		 struct cause *cause) ATTRIBUTE_NODISCARD;

/* How many have not been merged into any document. */
size_t import_left(const struct import *import);

#endif
