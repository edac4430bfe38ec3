/* SPDX-License-Identifier: MIT */
#include "search/variants.h"

#include <assert.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/array.h"

struct script_pair {
	uint32_t c;
	uint32_t form;
};

#include "search/data/fold_table.h"
#include "search/data/script_table.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const uint32_t *fold_target(const struct fold_row *row)
{
	return fold_pool + row->target;
}

const struct fold_row *fold_of(uint32_t c, unsigned kinds)
{
	size_t low = 0, high = COUNT(fold_rows);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (fold_rows[middle].c < c)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < COUNT(fold_rows) && fold_rows[low].c == c; low++) {
		if ((fold_rows[low].kinds & kinds) != 0)
			return &fold_rows[low];
	}
	return NULL;
}

static uint32_t into_key(size_t i)
{
	return *fold_target(&fold_rows[fold_reverse[i]]);
}

const struct fold_row *fold_into(uint32_t c, size_t i)
{
	size_t low = 0, high = COUNT(fold_reverse);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (into_key(middle) < c)
			low = middle + 1;
		else
			high = middle;
	}
	low += i;
	return low < COUNT(fold_reverse) && into_key(low) == c ? &fold_rows[fold_reverse[low]]
							       : NULL;
}

void code_points_append(struct code_points *list, uint32_t c)
{
	list->items =
		array_reserve(list->items, &list->capacity, list->n + 1, sizeof(list->items[0]));
	list->items[list->n++] = c;
}

static void append_jamo(struct code_points *out, uint32_t c)
{
	uint32_t s = c - HANGUL_S;
	uint32_t t = s % HANGUL_N_T;

	code_points_append(out, HANGUL_L + s / (HANGUL_N_V * HANGUL_N_T));
	code_points_append(out, HANGUL_V + s / HANGUL_N_T % HANGUL_N_V);
	if (t != 0)
		code_points_append(out, HANGUL_T + t);
}

void fold_append(struct code_points *out, uint32_t c, unsigned kinds)
{
	const struct fold_row *row;

	if ((kinds & FOLD_FORM) != 0 && c >= HANGUL_S && c < HANGUL_S + HANGUL_N_S) {
		append_jamo(out, c);
		return;
	}
	row = fold_of(c, kinds);
	if (row == NULL) {
		code_points_append(out, c);
		return;
	}
	for (size_t i = 0; i < row->n; i++)
		fold_append(out, fold_target(row)[i], kinds);
}

void fold_order(uint32_t *s, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		uint32_t c = s[i];
		int class = uc_combining_class(c);
		size_t j = i;

		if (class == 0)
			continue;
		while (j > 0 && uc_combining_class(s[j - 1]) > class) {
			s[j] = s[j - 1];
			j--;
		}
		s[j] = c;
	}
}

/* The first of the pairs of c. */
static size_t first_pair(uint32_t c)
{
	size_t low = 0, high = COUNT(script_pairs);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (script_pairs[middle].c < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first in script_reverse of the pairs with a common form. */
static size_t first_of_form(uint32_t form)
{
	size_t low = 0, high = COUNT(script_reverse);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (script_pairs[script_reverse[middle]].form < form)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t script_variants(uint32_t c, uint32_t *out, size_t n)
{
	uint32_t found[SCRIPT_MOST] = {c};
	size_t n_found = 1;

	for (size_t i = first_pair(c); i < COUNT(script_pairs) && script_pairs[i].c == c; i++) {
		uint32_t form = script_pairs[i].form;

		for (size_t j = first_of_form(form); j < COUNT(script_reverse); j++) {
			const struct script_pair *pair = &script_pairs[script_reverse[j]];
			size_t k = 0;

			if (pair->form != form)
				break;
			while (k < n_found && found[k] != pair->c)
				k++;
			if (k < n_found)
				continue;
			assert(n_found < SCRIPT_MOST);
			found[n_found++] = pair->c;
		}
	}
	for (size_t i = 0; i < n && i < n_found; i++)
		out[i] = found[i];
	return n_found;
}

bool script_same(uint32_t a, uint32_t b)
{
	uint32_t variants[SCRIPT_MOST];
	size_t n = script_variants(a, variants, SCRIPT_MOST);

	for (size_t i = 0; i < n; i++) {
		if (variants[i] == b)
			return true;
	}
	return false;
}

bool variants_is_han(uint32_t c)
{
	return c == 0x3005 || c == 0x3006 || c == 0x3007 ||
	       (c >= 0x3400 && uc_is_property_unified_ideograph(c)) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool variants_is_selector(uint32_t c)
{
	return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

uint32_t hangul_compose(uint32_t a, uint32_t b)
{
	if (a >= HANGUL_L && a < HANGUL_L + HANGUL_N_L && b >= HANGUL_V &&
	    b < HANGUL_V + HANGUL_N_V)
		return HANGUL_S + ((a - HANGUL_L) * HANGUL_N_V + (b - HANGUL_V)) * HANGUL_N_T;
	if (a >= HANGUL_S && a < HANGUL_S + HANGUL_N_S && (a - HANGUL_S) % HANGUL_N_T == 0 &&
	    b > HANGUL_T && b < HANGUL_T + HANGUL_N_T)
		return a + (b - HANGUL_T);
	return 0;
}
