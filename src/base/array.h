/* SPDX-License-Identifier: MIT */
/*
 * Arrays that grow: a pointer, a count and a capacity that belong together in their owner's
 * struct, and one function that makes room.
 */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

#include "base/attributes.h"
#include "base/memory.h"

/*
 * Room for at least `need` items of `size` bytes.  Returns the items, moved or not, and updates
 * *capacity, which grows by half so that appending is linear:
 *
 *     x->items = array_reserve(x->items, &x->capacity, x->n + 1, sizeof(x->items[0]));
 *     x->items[x->n++] = item;
 */
static inline void *array_reserve(void *items, size_t *capacity, size_t need, size_t size)
{
	size_t grown;

	if (need <= *capacity)
		return items;
	grown = *capacity + *capacity / 2 + 8;
	*capacity = grown > need ? grown : need;
	return memory_resize(items, *capacity, size);
}

#endif
