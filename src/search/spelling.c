/* SPDX-License-Identifier: MIT */
#include "search/spelling.h"

#include <stdlib.h>

#include "base/array.h"
#include "search/lattice.h"
#include "search/variants.h"

#define DIAERESIS 0x308

void spellings_append(struct spellings *list, const struct spelling *item)
{
	list->items =
		array_reserve(list->items, &list->capacity, list->n + 1, sizeof(list->items[0]));
	list->items[list->n++] = *item;
}

static bool is_mark(uint32_t c)
{
	return c >= 0x300 && c < 0x340;
}

static void put_mark(struct letter *letter, uint32_t mark)
{
	if (mark == DIAERESIS && letter->c == 'u')
		letter->c = 'v';
	else
		letter->mark = mark;
}

/* A Latin letter is taken apart, whether the search does so or not: the tone is in its marks. */
static void read_letter(uint32_t c, struct letter *letter)
{
	struct code_points parts = {0};

	if (c == LATTICE_BLANK || c == ' ' || c == 0x3000 || c == '\'' || c == 0x2019) {
		letter->c = '\'';
		return;
	}
	if (c < 0x80 || (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00))
		fold_append(&parts, c, FOLD_CASE | FOLD_FORM);
	if (parts.n > 0 &&
	    ((parts.items[0] >= 'a' && parts.items[0] <= 'z') ||
	     (parts.items[0] >= '0' && parts.items[0] <= '9') || parts.items[0] == '-'))
		letter->c = (char)parts.items[0];
	for (size_t i = 1; letter->c != 0 && i < parts.n; i++)
		put_mark(letter, parts.items[i]);
	free(parts.items);
}

void letters_read(const uint32_t *query, size_t n, struct letter *letters)
{
	for (size_t i = 0; i < n;) {
		size_t begin = i;

		letters[i] = (struct letter){0};
		read_letter(query[i++], &letters[begin]);
		for (; i < n && is_mark(query[i]); i++) {
			letters[i] = (struct letter){.end = i + 1};
			put_mark(&letters[begin], query[i]);
		}
		if (i < n && query[i] == ':' && letters[begin].c == 'u' && begin > 0 &&
		    (letters[begin - 1].c == 'l' || letters[begin - 1].c == 'n')) {
			letters[i] = (struct letter){.end = i + 1};
			letters[begin].c = 'v';
			i++;
		}
		letters[begin].end = i;
	}
}

size_t letters_behind_separator(const struct letter *letters, size_t n, size_t end)
{
	if (end + 1 >= n || letters[end].c != '\'' || letters[end + 1].c < 'a')
		return end;
	return end + 1;
}
