/* SPDX-License-Identifier: MIT */
/* Writing Markdown (CommonMark). */
#ifndef PRINT_MARKDOWN_H
#define PRINT_MARKDOWN_H

#include <stddef.h>
#include <stdio.h>

/* Writes text in which nothing is to be read as Markdown: such characters are escaped. */
void markdown_put_text(const char *text, size_t len, FILE *out);

#endif
