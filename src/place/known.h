/* SPDX-License-Identifier: MIT */
/*
 * The documents that are known, as lists show them; what a reader does with such a list: forgetting
 * a document, taking that back, and saying where one that has moved is now.
 */
#ifndef PLACE_KNOWN_H
#define PLACE_KNOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/cause.h"
#include "place/bookmarks.h"

struct known_document {
	char id[17];                 /* of its file of state */
	char *path;                  /* of the document */
	char *title;                 /* "" if it is not known */
	int64_t read;                /* ms since 1970, when it was read or changed last */
	int percent;                 /* how far it was read; -1 if that is not known */
	bool named; /* it came through a pipe: the path is the name that it was given */
	bool gone;                   /* no file is at the path */
	struct bookmarks *bookmarks; /* where they were when it was read last */
};

/* All, those read last first; the caller's.  What cannot be read of one is left out. */
size_t known_documents(const char *folder, struct known_document **all);
void known_documents_free(struct known_document *all, size_t n);

/* What is needed to take a forgetting back. */
struct forgotten {
	char id[17];
	char sample[17];
	int64_t changed;
	char *key; /* NULL: nothing was forgotten */
	struct buffer bytes;
};

/* Removes the state of a document; false with a cause, and nothing is removed. */
bool known_forget(const char *folder, const char *id, struct forgotten *kept,
		  struct cause *cause) ATTRIBUTE_NODISCARD;
bool known_restore(const char *folder, const struct forgotten *kept,
		   struct cause *cause) ATTRIBUTE_NODISCARD;
void forgotten_release(struct forgotten *kept);

/*
 * Says that a document is at another path, which has to be that of a file.  If that one is known
 * too, the bookmarks of both come together there, and what was changed later of the rest.
 */
bool known_move(const char *folder, const char *id, const char *path,
		struct cause *cause) ATTRIBUTE_NODISCARD;

#endif
