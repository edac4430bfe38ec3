/* SPDX-License-Identifier: MIT */
#include "base/cause.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"

void cause_release(struct cause *cause)
{
	free(cause->text);
	cause->text = NULL;
}

bool cause_set(struct cause *cause, const char *format, ...)
{
	va_list arguments;
	char *text;
	int n;

	if (cause == NULL)
		return false;
	va_start(arguments, format);
	n = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	text = memory_alloc((size_t)(n > 0 ? n : 0) + 1);
	text[0] = '\0';
	if (n > 0) {
		va_start(arguments, format);
		vsnprintf(text, (size_t)n + 1, format, arguments);
		va_end(arguments);
	}
	/* The old sentence may be an argument of the new one: free it last. */
	free(cause->text);
	cause->text = text;
	return false;
}

const char *cause_text(const struct cause *cause)
{
	return cause->text != NULL ? cause->text : "";
}
