/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "print/print.h"

void print_range(struct document *d, struct range range, FILE *out)
{
	struct paragraph p;
	struct segment segment;
	uint64_t pos = range.begin;

	paragraph_init(&p);
	while (pos < range.end && text_segment_at(d->text, pos, &segment)) {
		size_t from = 0, to;

		document_paragraph(d, &segment, READING_HIDE, &p);
		if (pos > segment.begin)
			from = paragraph_from_source(&p, pos);
		to = range.end < segment.end ? paragraph_from_source(&p, range.end) : p.clean.len;
		fwrite(p.clean.data + from, 1, to > from ? to - from : 0, out);
		if (segment.ends_line && segment.next > segment.end)
			putc('\n', out);
		pos = segment.next;
	}
	paragraph_release(&p);
}

int print_plain(struct document *d, const struct printing *how, struct cause *cause)
{
	(void)cause;
	print_range(d, (struct range){0, text_size(d->text)}, how->out);
	return 0;
}

int print_copy(const char *path, const struct printing *how, struct cause *cause)
{
	struct source_options raw = {.raw = true, .secure = how->settings->secure,
				     .filters = how->settings->filters};
	struct source *source = source_open(path, &raw, cause);
	char *block;
	uint64_t pos = 0;
	size_t n;
	int status = 0;

	if (source == NULL)
		return 2;
	block = memory_alloc(262144);
	for (;;) {
		n = source_read(source, pos, block, 262144);
		if (n > 0) {
			if (fwrite(block, 1, n, how->out) != n)
				break;
			pos += n;
			source_want(source, pos);
		} else if (source_complete(source) && pos >= source_size(source)) {
			break;
		} else {
			fflush(how->out);
			source_wait(source, pos, 1000);
		}
	}
	if (source_trouble(source) != NULL) {
		cause_set(cause, "%s", source_trouble(source));
		status = 2;
	}
	free(block);
	source_free(source);
	return status;
}
