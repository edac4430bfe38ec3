/* SPDX-License-Identifier: MIT */
/* A capture: a file without a name, in memory where the system can, for what a library writes to a
 * descriptor and the program wants to read first. */
#ifndef UI_CAPTURE_H
#define UI_CAPTURE_H

#include <stdio.h>

#include "base/buffer.h"

/* An empty one, closed by fclose(); NULL if the system allows no file. */
FILE *capture_open(void);

/* Moves what was written to the file's descriptor since the last call into out, whose former bytes
 * are forgotten. */
void capture_take(FILE *file, struct buffer *out);

#endif
