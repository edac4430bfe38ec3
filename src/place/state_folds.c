/* SPDX-License-Identifier: MIT */
#include "place/state_folds.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "place/store.h"

/* The names of fold states in the file, in the order of enum fold_state. */
static const char *const fold_names[] = {"open", "children", "closed"};
#define N_FOLD_STATES (sizeof(fold_names) / sizeof(fold_names[0]))

static void put_fold(struct buffer *out, const struct saved_fold *fold)
{
	const char *p = fold->path;

	buffer_printf(out, "%s %" PRIu32 " %" PRIu64 "\n", fold_names[fold->state], fold->ordinal,
		      fold->offset);
	while (p != NULL && *p != '\0') {
		size_t len = strcspn(p, "\n");

		buffer_printf(out, " %.*s\n", (int)len, p);
		p += len + (p[len] == '\n');
	}
}

void state_put_folds(struct buffer *out, const struct saved_view *view)
{
	struct buffer headings;

	ini_write_section(out, "folds");
	ini_write_number(out, "depth", view->fold_depth);
	buffer_init(&headings);
	for (size_t i = 0; i < view->n_folds; i++)
		put_fold(&headings, &view->folds[i]);
	if (headings.len > 0)
		ini_write_text(out, "headings", headings.data, headings.len);
	buffer_release(&headings);
}

static int compare_folds(const void *a, const void *b)
{
	const struct saved_fold *x = a, *y = b;

	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static void add_fold(struct saved_view *view, size_t *capacity, struct saved_fold fold)
{
	view->folds =
		array_reserve(view->folds, capacity, view->n_folds + 1, sizeof(view->folds[0]));
	view->folds[view->n_folds++] = fold;
}

/* The offsets of the former format. */
static void get_offsets(const struct ini *ini, struct saved_view *view, size_t *capacity)
{
	for (size_t state = 0; state < N_FOLD_STATES; state++) {
		char *offsets = store_text(ini, "folds", fold_names[state]), *p = offsets, *end;

		while (view->n_folds < SAVED_FOLDS_MAX) {
			unsigned long long offset = strtoull(p, &end, 10);

			if (end == p)
				break;
			p = end;
			add_fold(view, capacity,
				 (struct saved_fold){.offset = offset,
						     .state = (enum fold_state)state});
		}
		free(offsets);
	}
}

/* "closed 0 1234"; false for anything else. */
static bool get_fold(const char *line, struct saved_fold *fold)
{
	size_t len = strcspn(line, " "), state = 0;
	unsigned long ordinal;
	char *end;

	while (state < N_FOLD_STATES &&
	       (strlen(fold_names[state]) != len || memcmp(fold_names[state], line, len) != 0))
		state++;
	if (state == N_FOLD_STATES)
		return false;
	ordinal = strtoul(line + len, &end, 10);
	*fold = (struct saved_fold){.state = (enum fold_state)state,
				    .ordinal = ordinal < UINT32_MAX ? (uint32_t)ordinal : 0};
	if (*end != ' ')
		return false;
	fold->offset = strtoull(end, &end, 10);
	return *end == '\n' || *end == '\0';
}

/* The titles behind the line of a fold; *p moves on. */
static char *get_path(const char **p)
{
	struct buffer path;

	buffer_init(&path);
	while (**p == ' ') {
		size_t len = strcspn(*p, "\n");

		buffer_append(&path, *p + 1, len - 1);
		buffer_append_byte(&path, '\n');
		*p += len + ((*p)[len] == '\n');
	}
	return buffer_steal(&path);
}

void state_get_folds(const struct ini *ini, struct saved_view *view)
{
	char *headings = store_text(ini, "folds", "headings");
	const char *p = headings;
	long long depth = ini_number(ini, "folds", "depth", 0);
	size_t capacity = 0;

	view->fold_depth = depth > 0 && depth < UINT8_MAX ? (unsigned)depth : 0;
	while (*p != '\0' && view->n_folds < SAVED_FOLDS_MAX) {
		struct saved_fold fold;
		bool good = get_fold(p, &fold);

		p += strcspn(p, "\n");
		p += *p == '\n';
		if (good) {
			fold.path = get_path(&p);
			add_fold(view, &capacity, fold);
		}
	}
	free(headings);
	get_offsets(ini, view, &capacity);
	if (view->n_folds > 1)
		qsort(view->folds, view->n_folds, sizeof(view->folds[0]), compare_folds);
}
