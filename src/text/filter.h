/* SPDX-License-Identifier: MIT */
/*
 * Filters: programs that turn a file of another format into text, one row each, run without a
 * shell.
 */
#ifndef TEXT_FILTER_H
#define TEXT_FILTER_H

#include <stddef.h>
#include <sys/types.h>

#include "base/attributes.h"
#include "base/cause.h"

struct filter {
	const char *suffix;     /* of the file's name, lower case: ".gz" */
	const char *command[6]; /* words; "%s" stands for the file's path, NULL ends them */
};

/*
 * The row for a path, by its suffix without regard to case; NULL if none.  Where several rows have
 * the suffix, the first whose program is installed counts, and the first of all if none is.
 */
const struct filter *filter_find(const char *path);

/* All rows, for help and manual. */
const struct filter *filter_rows(size_t *n);

/*
 * Starts the filter on a path, in a process group of its own, with /dev/null as standard input and
 * standard error.  Returns the descriptor of its output and its process, which the caller reaps;
 * -1 with a cause that names the program if it cannot be started.
 */
int filter_start(const struct filter *filter, const char *path, pid_t *process,
		 struct cause *cause) ATTRIBUTE_NODISCARD;

/* Kills a filter, with all that it has started, and reaps it. */
void filter_end(pid_t process);

#endif
