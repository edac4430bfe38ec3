/* SPDX-License-Identifier: MIT */
/*
 * Filters: programs that turn a file of another format into text, one row each, run without a
 * shell.
 */
#ifndef TEXT_FILTER_H
#define TEXT_FILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/attributes.h"
#include "base/cause.h"

struct filter {
	const char *suffix;         /* of the file's name: ".gz" */
	const char *const *command; /* words; "%s" is the file's path, NULL ends them.  The file is
				       the standard input too */
};

/* Rows of the user, which count before the program's own. */
struct filters;

struct filters *filters_new(void);
void filters_free(struct filters *own);

/* Adds a row from the configuration: a pattern "*.gz" and words separated by blanks, "..." around a
 * word with blanks; no words: such files are read as they are.  False with a cause. */
bool filters_add(struct filters *own, const char *pattern, const char *command,
		 struct cause *cause);

/*
 * The row for a path, by its suffix without regard to case; NULL if none.  The user's rows (own may
 * be NULL) are looked through first, from the last one on.  Where several of the program's have the
 * suffix, the first whose program is installed counts, and the first of all if none is.
 */
const struct filter *filter_find(const struct filters *own, const char *path);

/* Whether a row is one of the user's. */
bool filter_is_own(const struct filters *own, const struct filter *row);

/* The program's own rows, for help and manual. */
const struct filter *filter_rows(size_t *n);

/* A filter that runs: its process, which the owner reaps, its output, and what it complains of
 * (never blocks; what is too much is lost). */
struct filter_run {
	pid_t process;
	int output, errors;
};

/*
 * Starts the filter on a path that is open as input, in a process group of its own.  False with a
 * cause that names the program if it cannot be started.
 */
bool filter_start(const struct filter *filter, const char *path, int input, struct filter_run *run,
		  struct cause *cause) ATTRIBUTE_NODISCARD;

/* The same with words as they are; input -1: /dev/null. */
bool filter_spawn(char *const words[], int input, struct filter_run *run,
		  struct cause *cause) ATTRIBUTE_NODISCARD;

/* The path as a word that no program takes for an option; the caller's to free. */
char *filter_path_word(const char *path);

/* Kills a filter, with all that it has started, and reaps it. */
void filter_end(pid_t process);

#endif
