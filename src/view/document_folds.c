/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "place/heading_path.h"
#include "view/document_outline.h"

void document_keep_folds(const struct document *d, struct kept_folds *kept)
{
	size_t k;

	kept->depth = folding_depth(d->folding);
	kept->n = folding_exceptions(d->folding);
	kept->folds = memory_zalloc(kept->n, sizeof(kept->folds[0]));
	for (k = 0; k < kept->n; k++)
		folding_exception(d->folding, k, &kept->folds[k].offset, &kept->folds[k].state);
	kept->narrow = folding_is_narrow(d->folding)
			       ? folding_bounds(d->folding, text_size(d->text)).begin
			       : POS_NONE;
}

void document_return_folds(struct document *d, const struct kept_folds *kept)
{
	folding_set_depth(d->folding, kept->depth);
	folding_set_all(d->folding, kept->folds, kept->n);
	folding_narrow(d->folding, kept->narrow != POS_NONE
					   ? outline_section_at(d->outline, kept->narrow)
					   : OUTLINE_NONE);
}

void kept_folds_release(struct kept_folds *kept)
{
	free(kept->folds);
	kept->folds = NULL;
	kept->n = 0;
}

/* The offset of the heading that a saved fold belongs to, as far as the outline is known; POS_NONE
 * if it is not found.  shift: by how much the last one had moved. */
static uint64_t find_heading(struct heading_keys *keys, const struct saved_fold *saved,
			     int64_t shift)
{
	const struct outline *o = keys->outline;
	uint64_t guess = saved->offset + (uint64_t)shift;
	struct heading_key key = {saved->path, saved->ordinal, guess};
	uint32_t i;

	if (saved->path == NULL)
		return outline_find(o, saved->offset) != OUTLINE_NONE ? saved->offset : POS_NONE;
	i = heading_keys_at(keys, saved->path, guess);
	if (i == OUTLINE_NONE && o->complete)
		i = heading_keys_find(keys, &key);
	return i != OUTLINE_NONE ? o->items[i].offset : POS_NONE;
}

/* Looks for the saved folds that are not restored; what was found goes into folds. */
static size_t find_folds(struct document *d, struct heading_keys *keys, struct fold *folds)
{
	const struct outline *o = d->outline;
	int64_t shift = 0;
	size_t n = 0;

	for (size_t k = 0; k < d->saved.n_folds; k++) {
		struct saved_fold *saved = &d->saved.folds[k];
		uint64_t offset;

		if (saved->restored || (!o->complete && saved->offset >= o->end))
			continue;
		offset = find_heading(keys, saved, shift);
		saved->restored = offset != POS_NONE || o->complete;
		if (offset == POS_NONE)
			continue;
		shift = (int64_t)(offset - saved->offset);
		folds[n++] = (struct fold){offset, saved->state};
	}
	return n;
}

void document_restore_folds(struct document *d)
{
	struct heading_keys keys;
	struct fold *folds;
	size_t n;

	if (!d->depth_restored && d->saved.fold_depth != 0)
		folding_set_depth(d->folding, d->saved.fold_depth);
	d->depth_restored = true;
	/* they differ from a depth that is no longer that of the view */
	if (d->saved.n_folds == 0 || folding_depth(d->folding) != d->saved.fold_depth)
		return;
	folds = memory_alloc(d->saved.n_folds * sizeof(folds[0]));
	heading_keys_init(&keys, d->text, d->outline);
	n = find_folds(d, &keys, folds);
	heading_keys_release(&keys);
	if (n > 0)
		folding_set_all(d->folding, folds, n);
	free(folds);
}

/* Which of n folds, in order, are saved: those nearest to pos. */
static struct range choose(const struct folding *f, size_t n, uint64_t pos)
{
	struct range chosen = {0, n};

	while (chosen.end - chosen.begin > SAVED_FOLDS_MAX) {
		enum fold_state state;
		uint64_t first, last;

		folding_exception(f, (size_t)chosen.begin, &first, &state);
		folding_exception(f, (size_t)chosen.end - 1, &last, &state);
		if (first < pos && (last < pos || pos - first > last - pos))
			chosen.begin++;
		else
			chosen.end--;
	}
	return chosen;
}

static void collect(struct document *d, struct range chosen, struct saved_view *v)
{
	struct heading_keys keys;

	heading_keys_init(&keys, d->text, d->outline);
	for (uint64_t k = chosen.begin; k < chosen.end; k++) {
		struct saved_fold *fold = &v->folds[v->n_folds++];
		uint32_t i;

		*fold = (struct saved_fold){0};
		folding_exception(d->folding, (size_t)k, &fold->offset, &fold->state);
		i = outline_find(d->outline, fold->offset);
		fold->path = heading_keys_path(&keys, i);
		fold->ordinal = heading_keys_ordinal(&keys, i);
	}
	heading_keys_release(&keys);
}

void document_collect_folds(struct document *d, uint64_t pos, struct saved_view *v)
{
	struct range chosen = choose(d->folding, folding_exceptions(d->folding), pos);
	bool same_depth = !d->depth_restored || folding_depth(d->folding) == d->saved.fold_depth;

	v->fold_depth = d->depth_restored ? folding_depth(d->folding) : d->saved.fold_depth;
	v->folds = memory_alloc((size_t)(chosen.end - chosen.begin + d->saved.n_folds + 1) *
				sizeof(v->folds[0]));
	collect(d, chosen, v);
	for (size_t k = 0; same_depth && k < d->saved.n_folds; k++) {
		const struct saved_fold *saved = &d->saved.folds[k];

		if (saved->restored || v->n_folds >= SAVED_FOLDS_MAX)
			continue;
		v->folds[v->n_folds] = *saved;
		v->folds[v->n_folds++].path =
			saved->path != NULL ? memory_string(saved->path) : NULL;
	}
}
