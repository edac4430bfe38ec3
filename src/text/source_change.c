/* SPDX-License-Identifier: MIT */
/* Looking again: has the file behind a source grown, been cut, rewritten, replaced, removed? */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "text/source_state.h"

/* FNV-1a over the first and the last bytes of the text as it was at the last look: what an append
 * leaves alone and a rewrite seldom does. */
static uint64_t fingerprint(const struct source *s)
{
	enum { EDGE = 256 };
	uint64_t size = s->look.size, hash = UINT64_C(0xCBF29CE484222325);
	char bytes[2 * EDGE];
	ssize_t head, tail, i;

	memset(bytes, 0, sizeof(bytes));
	head = source_read_at(s->fd, 0, bytes, size < EDGE ? (size_t)size : EDGE);
	tail = size > EDGE ? source_read_at(s->fd, size - EDGE, bytes + EDGE, EDGE) : 0;
	for (i = 0; i < 2 * EDGE; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * UINT64_C(0x100000001B3);
	return hash + (uint64_t)head * 1024 + (uint64_t)tail;
}

/* Takes a new look as the present state; the text from pos on is another. */
static void renew(struct source *s, struct look look, uint64_t pos)
{
	s->look = look;
	cache_cut(&s->cache, pos);
	atomic_store(&s->shared->size, look.size);
	s->print = fingerprint(s);
	s->has_print = true;
	source_announce(s);
}

static bool is_same_file(const struct look *a, const struct look *b)
{
	return a->dev == b->dev && a->ino == b->ino;
}

static bool is_same_time(const struct look *a, const struct look *b)
{
	return a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

/*
 * Whether the path leads elsewhere by now.  A file that has taken it is told of once, and again
 * when it has changed; the one that is open stays as it is.
 */
static enum source_change look_at_path(struct source *s)
{
	struct look look;
	struct stat st;

	if (s->path == NULL)
		return SOURCE_SAME;
	if (stat(s->path, &st) != 0)
		return errno == ENOENT || errno == ENOTDIR ? SOURCE_GONE : SOURCE_SAME;
	if (!S_ISREG(st.st_mode))
		return SOURCE_SAME;
	look = source_look(&st);
	if (is_same_file(&look, &s->look) ||
	    (is_same_file(&look, &s->other) && look.size == s->other.size &&
	     is_same_time(&look, &s->other)))
		return SOURCE_SAME;
	s->other = look;
	return SOURCE_REPLACED;
}

static enum source_change refresh_in_place(struct source *s)
{
	struct look look;
	struct stat st;
	uint64_t seen = source_size(s);
	bool same_print;

	if (fstat(s->fd, &st) != 0)
		return SOURCE_SAME;
	look = source_look(&st);
	if (look.size == seen && is_same_time(&look, &s->look)) {
		if (!s->has_print)
			s->print = fingerprint(s);
		s->has_print = true;
		return look_at_path(s);
	}
	if (look.size < s->look.size || seen < s->look.size) {
		renew(s, look, 0);
		return SOURCE_SHRANK;
	}
	same_print = !s->has_print || fingerprint(s) == s->print;
	if (look.size > seen && same_print) {
		atomic_store(&s->shared->growing, true);
		renew(s, look, seen);
		return SOURCE_GREW;
	}
	renew(s, look, 0);
	return SOURCE_REWRITTEN;
}

/* Of a regular file that was filtered or decoded: all changes are one. */
static enum source_change look_at_original(struct source *s)
{
	struct look look;
	struct stat st;

	if (!source_is_file(s))
		return SOURCE_SAME;
	if (stat(s->path, &st) != 0)
		return errno == ENOENT || errno == ENOTDIR ? SOURCE_GONE : SOURCE_SAME;
	look = source_look(&st);
	if (!S_ISREG(st.st_mode) || (is_same_file(&look, &s->look) && look.size == s->look.size &&
				     is_same_time(&look, &s->look)))
		return SOURCE_SAME;
	s->look = look;
	return SOURCE_REPLACED;
}

static enum source_change refresh_spool(struct source *s)
{
	uint64_t size = source_size(s);
	enum source_change change = look_at_original(s);

	if (change != SOURCE_SAME || size == s->spooled_seen)
		return change;
	s->spooled_seen = size;
	return SOURCE_GREW;
}

enum source_change source_refresh(struct source *s)
{
	if (s->bytes != NULL)
		return SOURCE_SAME;
	return s->spool != NULL ? refresh_spool(s) : refresh_in_place(s);
}
