/* SPDX-License-Identifier: MIT */
/* One document's file, read and written by those who hold the lock: for state.c and known.c. */
#ifndef PLACE_STATE_FILE_H
#define PLACE_STATE_FILE_H

#include <stdbool.h>

#include "base/attributes.h"
#include "base/cause.h"
#include "base/ini.h"
#include "place/library.h"
#include "place/state.h"

/* ID.ini */
void state_file_name(const struct library_entry *e, char name[32]);

/* What entries of a file are merged into. */
struct merging {
	struct bookmarks *bookmarks;
	struct correction_log *corrections; /* may be NULL */
};

/*
 * Reads a document's file and merges its entries.  *ini is NULL if there is none.  A file that
 * lost its [document] or holds a damaged entry is set aside like one with damaged lines.
 */
bool state_read(const char *folder, const char *name, struct ini **ini, const struct merging *into,
		struct cause *cause) ATTRIBUTE_NODISCARD;

/* Reads what is saved of the view into one that is empty. */
void state_get_view(const struct ini *ini, struct saved_view *view);

/* Merges what is there and writes the file. */
bool state_write(const char *folder, const struct library_entry *e, const struct saved_view *view,
		 struct bookmarks *bookmarks, struct cause *cause) ATTRIBUTE_NODISCARD;

#endif
