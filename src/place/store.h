/* SPDX-License-Identifier: MIT */
/*
 * The folder of saved files: what place/state and place/history share.  A file that is damaged is
 * copied to NAME.damaged (NAME.damaged.1, ...) before anything replaces it.
 *
 *     lock            taken while anything is written
 *     index.ini       which document is in which file, by path and by sample
 *     ID.ini          one document each
 *     history.ini     the searches
 */
#ifndef PLACE_STORE_H
#define PLACE_STORE_H

#include <stdbool.h>

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/cause.h"
#include "base/ini.h"

/* FOLDER/NAME, for free(). */
char *store_path(const char *folder, const char *name) ATTRIBUTE_NODISCARD;

/*
 * Reads FOLDER/NAME.  *ini is NULL where there is no such file.  Damage is set aside and told by
 * the cause; the call is a success all the same.  False if
 * the file is there but cannot be read.
 */
bool store_read(const char *folder, const char *name, struct ini **ini,
		struct cause *cause) ATTRIBUTE_NODISCARD;

/* Copies a damaged file aside and says so in the cause, as if store_read() had found it so. */
bool store_set_aside(const char *folder, const char *name, struct cause *cause);

/* Takes the lock, making the folder if need be, and clears away what killed runs left; -1 with a
 * cause. */
int store_lock(const char *folder, struct cause *cause) ATTRIBUTE_NODISCARD;

/* Replaces FOLDER/NAME, unless it holds these bytes already. */
bool store_write(const char *folder, const char *name, const struct buffer *bytes,
		 struct cause *cause) ATTRIBUTE_NODISCARD;

/* The unescaped text of a key up to its first NUL, for free(); "" if there is none. */
char *store_text(const struct ini *ini, const char *section, const char *key) ATTRIBUTE_NODISCARD;

/* Sixteen hexadecimal digits that nobody else has: what is merged between instances has one. */
void store_make_id(char id[17]);

void store_put(struct buffer *out, const char *key, const char *text);

#endif
