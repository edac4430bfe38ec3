/* SPDX-License-Identifier: MIT */
#include "print/markdown.h"

#include <string.h>

void markdown_put_text(const char *text, size_t len, FILE *out)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\0' && strchr("\\`*_[]<>#", text[i]) != NULL)
			fputc('\\', out);
		fputc(text[i], out);
	}
}
