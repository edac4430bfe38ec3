/* SPDX-License-Identifier: MIT */
/*
 * LESSOPEN and LESSCLOSE, as less has them: a command that is asked for every file before it is
 * opened.
 *
 *     cmd %s     prints the name of a file to be read instead, or nothing
 *     |cmd %s    prints the text itself; nothing: the file is read as it is
 *     ||cmd %s   the same, but nothing with the exit status 0 is an empty text
 *     -...       for standard input too, whose name is "-"
 *
 * Plain words are run directly, anything else by sh -c with the name as an argument.
 */
#ifndef TEXT_LESSOPEN_H
#define TEXT_LESSOPEN_H

#include "text/filter.h"

enum lessopen { LESSOPEN_NOTHING, LESSOPEN_STREAM, LESSOPEN_FILE };

/* Asks for a path ("-": standard input); *run is set with STREAM (its process is 0 if it has
 * ended), *replacement, the caller's, with FILE.  Waits until the command says something, a few
 * seconds at most. */
enum lessopen lessopen_run(const char *path, struct filter_run *run, char **replacement);

/* Runs LESSCLOSE, if there is one, for a path that LESSOPEN had something for; replacement NULL: a
 * stream. */
void lessopen_close(const char *path, const char *replacement);

#endif
