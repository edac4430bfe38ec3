/* SPDX-License-Identifier: MIT */
#include "ui/screen.h"

#include "base/buffer.h"
#include "base/utf8.h"

/* They have no cell of their own but belong to emoji and to several scripts. */
static bool is_joining(uint32_t c)
{
	return c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) ||
	       (c >= 0xE0020 && c <= 0xE007F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static bool is_drawable(uint32_t c, bool behind_base)
{
	const struct widths any = {1};

	if (c == UTF8_BAD)
		return false;
	return is_joining(c) ? behind_base : cluster_code_point_width(c, any) >= 0;
}

bool screen_is_drawable(const char *cluster, size_t len)
{
	size_t pos = 0;

	while (pos < len) {
		uint32_t c;
		size_t n = utf8_decode(cluster + pos, len - pos, &c);

		if (!is_drawable(c, pos > 0))
			return false;
		pos += n;
	}
	return len > 0;
}

/* Appends a text as valid UTF-8 in which nothing controls the terminal. */
static void append_drawable(struct buffer *out, const char *text, size_t len)
{
	size_t pos = 0;

	while (pos < len) {
		uint32_t c;
		size_t n = utf8_decode(text + pos, len - pos, &c);

		/* A tag in a name has no emoji before it that it could belong to. */
		if (is_drawable(c, pos > 0) && (c < 0xE0020 || c > 0xE007F))
			buffer_append(out, text + pos, n);
		else
			buffer_append_byte(out, '?');
		pos += n;
	}
}

int screen_text(struct screen *s, int row, int column, int width, const char *text, size_t len,
		struct style style, struct widths widths)
{
	struct buffer clean;
	size_t pos = 0;
	int used = 0;

	buffer_init(&clean);
	append_drawable(&clean, text, len);
	while (pos < clean.len && used < width) {
		size_t end = cluster_end(clean.data, clean.len, pos);
		int cells = cluster_width(clean.data + pos, end - pos, widths);

		if (used + cells > width)
			break;
		/* A mark without a base has no cell to stand in. */
		if (cells > 0)
			screen_put(s, row, column + used, clean.data + pos, end - pos, cells,
				   style);
		used += cells;
		pos = end;
	}
	buffer_release(&clean);
	if (used < width)
		screen_fill(s, row, column + used, width - used, style);
	return used;
}
