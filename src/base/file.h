/* SPDX-License-Identifier: MIT */
/*
 * Files that are written: whole, or not at all.  Everything the program writes for itself goes
 * through here; files are 0600, folders 0700.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/cause.h"

/* Makes a folder and those above it, 0700 each; one that is there already is fine. */
bool file_make_folder(const char *path, struct cause *cause) ATTRIBUTE_NODISCARD;

/* Appends the whole file, at most limit bytes, to out.  False with a cause, errno kept, if it
 * cannot be read or is larger. */
bool file_read(const char *path, size_t limit, struct buffer *out,
	       struct cause *cause) ATTRIBUTE_NODISCARD;

/*
 * Replaces path's content: a temporary file beside it (PATH.tmp.PID.N), written, synced, renamed,
 * and the folder synced.  After a failure the old file is as it was and the temporary is gone.
 */
bool file_replace(const char *path, const char *bytes, size_t len,
		  struct cause *cause) ATTRIBUTE_NODISCARD;

/*
 * Removes temporary files that killed runs left beside path; if path is a folder, those of all
 * files in it.  A running process keeps its own for a day.
 */
void file_remove_leftovers(const char *path);

/*
 * Takes the lock file path (made 0600 if need be; fcntl lock), trying for timeout_ms at most.
 * Returns a descriptor for file_unlock(), or -1 with a cause.
 */
int file_lock(const char *path, int timeout_ms, struct cause *cause) ATTRIBUTE_NODISCARD;
void file_unlock(int lock);

#endif
