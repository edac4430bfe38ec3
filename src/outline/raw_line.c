/* SPDX-License-Identifier: MIT */
#include "outline/raw_line.h"

#include "base/utf8.h"

void raw_line_clean(const struct raw_line *line, size_t limit, unsigned kinds,
		    struct paragraph *out)
{
	size_t len = line->len < limit ? line->len : limit;
	struct clean_options options = {READING_HIDE, kinds};
	struct segment segment;

	while (len < line->len && len > 0 && utf8_continues(line->bytes[len]))
		len--;
	segment = (struct segment){line->begin, line->begin + len, line->begin + len, true, true};
	paragraph_clean(out, &segment, line->bytes, &options);
}
