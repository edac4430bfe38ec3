/* SPDX-License-Identifier: MIT */
#include "outline/markup_files.h"

#include <assert.h>
#include <string.h>

#include "outline/markup_text.h"

#define HASH_LEN 40
#define HASH_SHORTEST 7 /* of one that git has cut */
#define FIELDS_MAX 200 /* lines of a header: what is longer is none */

static size_t hash_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && (text_digit(s[i]) || (s[i] >= 'a' && s[i] <= 'f')))
		i++;
	return i == n || text_blank(s[i]) ? i : 0;
}

static bool is_hash(const char *s, size_t n)
{
	return hash_length(s, n) >= HASH_LEN;
}

/* `4be2f0c1d7 Mon Sep 17 00:00:00 2001`: the time that git gives to each of its patches. */
static bool is_patch(const char *s, size_t n)
{
	return is_hash(s, n) || (hash_length(s, n) >= HASH_SHORTEST &&
				 text_ends(s, n, " Mon Sep 17 00:00:00 2001"));
}

/* `From me@x Mon Jan  1 10:11:12 2024`: an address, a time and a year behind `From `. */
static bool is_from_line(const char *s, size_t n)
{
	bool time = false, year = false;

	for (size_t i = 5; i + 4 < n + 1; i++) {
		if (!text_blank(s[i - 1]) && i > 5)
			continue;
		time = time || (i + 5 <= n && text_digit(s[i]) && text_digit(s[i + 1]) &&
				s[i + 2] == ':' && text_digit(s[i + 3]) && text_digit(s[i + 4]));
		year = year || (i + 4 <= n && (s[i] == '1' || s[i] == '2') &&
				text_digit(s[i + 1]) && text_digit(s[i + 2]) &&
				text_digit(s[i + 3]) && (i + 4 == n || text_blank(s[i + 4])));
	}
	return time && year;
}

/* A heading in the line itself; from and to are bytes of it. */
static bool give(const struct markup_files *f, const struct markup_line *l, size_t from, size_t to,
		 struct file_mark *out)
{
	while (from < to && text_blank(l->s[from]))
		from++;
	out->begin = f->begin;
	out->line = f->line;
	out->title = l->begin + from;
	out->title_len = text_trimmed(l->s + from, to - from);
	return out->title_len > 0;
}

static void start(struct markup_files *f, const struct markup_line *l)
{
	f->begin = l->begin;
	f->line = l->number;
	f->old_lines = f->new_lines = 0;
	f->named = f->old = false;
	f->from_start = f->from_start || l->first;
}

static bool start_message(struct markup_files *f, const struct markup_line *l,
			  struct file_mark *out)
{
	bool patch = is_patch(l->s + 5, l->n - 5);

	start(f, l);
	f->header = true;
	f->git = false;
	f->fields = 0;
	f->messages++;
	f->patches += patch;
	out->level = 1;
	out->notations = notation_bit(NOTATION_DIFF) | notation_bit(NOTATION_MBOX);
	return give(f, l, 5, l->n, out);
}

static bool follow_header(struct markup_files *f, const struct markup_line *l,
			  struct file_mark *out)
{
	size_t name = 0;

	out->level = 1;
	out->notations = notation_bit(NOTATION_DIFF);
	if (f->git) {
		if (l->in != 4)
			return false;
		f->header = false;
		return give(f, l, 4, l->n, out);
	}
	if (f->fields++ >= FIELDS_MAX)
		f->header = false;
	while (name < l->n && (text_word(l->s[name]) || l->s[name] == '-'))
		name++;
	f->headers += name > 0 && name < l->n && l->s[name] == ':';
	if (!text_starts_folded(l->s, l->n, "subject:"))
		return false;
	out->notations |= notation_bit(NOTATION_MBOX);
	return give(f, l, 8, l->n, out);
}

/* The new path of `diff --git a/x b/x`, blanks in it or not. */
static size_t git_path(const struct markup_line *l)
{
	size_t from = strlen("diff --git "), half = (l->n - from) / 2 + from;

	if (half + 3 < l->n && l->s[half] == ' ' && l->s[half + 2] == '/')
		return half + 3;
	for (size_t i = l->n; i > from; i--)
		if (l->s[i - 1] == ' ')
			return i + (text_starts(l->s + i, l->n - i, "b/") ? 2 : 0);
	return from;
}

/* What comes before the path proper: a/ and b/, old/ and new/ - a first folder in which alone the
 * old path differs. */
static size_t path_prefix(const char *old, size_t old_n, const char *path, size_t n)
{
	const char *slash = memchr(path, '/', n), *old_slash = memchr(old, '/', old_n);
	size_t rest = slash ? n - (size_t)(slash - path) : 0;

	if (!slash || !old_slash || rest != old_n - (size_t)(old_slash - old) ||
	    memcmp(slash, old_slash, rest) != 0 || text_starts(old, old_n, "/"))
		return 0;
	return n - rest + 1;
}

static size_t path_len(const struct markup_line *l, size_t from)
{
	const char *tab = memchr(l->s + from, '\t', l->n - from);

	return (tab ? (size_t)(tab - l->s) : l->n) - from;
}

/* `diff -u old/x new/x`: where the new path begins. */
static size_t last_path(const struct markup_line *l)
{
	size_t from = l->n, old;

	while (from > 5 && l->s[from - 1] != ' ')
		from--;
	for (old = from - 1; old > 5 && l->s[old - 1] != ' '; old--)
		;
	return from + path_prefix(l->s + old, from - 1 - old, l->s + from, l->n - from);
}

static bool start_file(struct markup_files *f, const struct markup_line *l, size_t from, size_t to,
		       struct file_mark *out)
{
	out->level = 2;
	out->notations = notation_bit(NOTATION_DIFF);
	f->header = false;
	f->files++;
	return give(f, l, from, to, out);
}

static bool follow_diff_line(struct markup_files *f, const struct markup_line *l,
			     struct file_mark *out)
{
	size_t from = l->n;

	if (text_starts(l->s, l->n, "diff --git ")) {
		from = git_path(l);
	} else if (text_starts(l->s, l->n, "diff -") || text_starts(l->s, l->n, "Index: ")) {
		from = l->s[0] == 'I' ? 7 : last_path(l);
	} else {
		return false;
	}
	start(f, l);
	f->named = true;
	return start_file(f, l, from, l->n, out);
}

static bool follow_paths(struct markup_files *f, const struct markup_line *l, struct file_mark *out)
{
	bool was_old = f->old;
	size_t from = 4, len;

	f->old = false;
	if (f->named)
		return false;
	if (text_starts(l->s, l->n, "--- ") && l->n > 4) {
		f->begin = l->begin;
		f->line = l->number;
		f->from_start = f->from_start || l->first;
		f->old = true;
		len = path_len(l, 4);
		f->old_path_len = len < FILES_PATH ? len : FILES_PATH;
		memcpy(f->old_path, l->s + 4, f->old_path_len);
		return false;
	}
	if (!was_old || !text_starts(l->s, l->n, "+++ ") || l->n < 5)
		return false;
	f->named = true;
	len = path_len(l, from);
	if (text_starts(l->s, l->n, "+++ b/"))
		from += 2;
	else
		from += path_prefix(f->old_path, f->old_path_len, l->s + from, len);
	return start_file(f, l, from, 4 + len, out);
}

static bool take_number(const struct markup_line *l, size_t *pos, uint64_t *value)
{
	size_t from = *pos;

	*value = 0;
	while (*pos < l->n && *pos < from + 9 && text_digit(l->s[*pos]))
		*value = *value * 10 + (uint64_t)(l->s[(*pos)++] - '0');
	return *pos > from;
}

/* -12,3 or +12: how many lines. */
static bool take_range(const struct markup_line *l, size_t *pos, char sign, uint64_t *lines)
{
	uint64_t first;

	if (*pos >= l->n || l->s[*pos] != sign)
		return false;
	(*pos)++;
	if (!take_number(l, pos, &first))
		return false;
	*lines = 1;
	if (*pos < l->n && l->s[*pos] == ',') {
		(*pos)++;
		if (!take_number(l, pos, lines))
			return false;
	}
	if (*pos >= l->n || l->s[*pos] != ' ')
		return false;
	(*pos)++;
	return true;
}

/* @@ -1,2 +3,4 @@ function; a merge has an @ more for each parent. */
static bool follow_hunk(struct markup_files *f, const struct markup_line *l, struct file_mark *out)
{
	size_t run = text_run(l->s, l->n, '@'), pos = run + 1;
	uint64_t old, added;
	bool merge = run > 2;

	if (run < 2 || run > 9 || pos >= l->n || l->s[run] != ' ' || f->files == 0)
		return false;
	do {
		if (!take_range(l, &pos, '-', &old))
			return false;
	} while (--run > 1);
	if (!take_range(l, &pos, '+', &added) || pos >= l->n || l->s[pos] != '@')
		return false;
	f->old_lines = merge ? 0 : old;
	f->new_lines = merge ? 0 : added;
	f->hunks++;
	f->named = false;
	f->header = false;
	*out = (struct file_mark){.begin = l->begin,
				  .line = l->number,
				  .title = l->begin,
				  .title_len = l->n,
				  .notations = notation_bit(NOTATION_DIFF),
				  .level = 3};
	return true;
}

/* A line that the hunk counts. */
static bool follow_body(struct markup_files *f, const struct markup_line *l)
{
	if (f->old_lines == 0 && f->new_lines == 0)
		return false;
	f->body++;
	if (l->s[0] == '\\')
		return true;
	if ((l->s[0] == '-' && f->old_lines > 0) || (l->s[0] == ' ' && f->old_lines > 0))
		f->old_lines--;
	else if (l->s[0] != '+' || f->new_lines == 0)
		goto broken;
	if ((l->s[0] == '+' || l->s[0] == ' ') && f->new_lines > 0)
		f->new_lines--;
	return true;
broken:
	f->old_lines = f->new_lines = 0;
	f->broken++;
	return false;
}

bool markup_files_are_possible(const struct markup_files *f, char first)
{
	return f->header || f->old || f->old_lines > 0 || f->new_lines > 0 || first == 'F' ||
	       first == 'c' || first == 'd' || first == 'I' || first == '-' || first == '@';
}

bool markup_files_follow(struct markup_files *f, const struct markup_line *l, struct file_mark *out)
{
	assert(l->in < l->n);
	if (follow_body(f, l))
		return false;
	if (text_starts(l->s, l->n, "From ") && l->blank_before && l->n > 10 &&
	    is_from_line(l->s, l->n))
		return start_message(f, l, out);
	if (text_starts(l->s, l->n, "commit ") && is_hash(l->s + 7, l->n - 7)) {
		start(f, l);
		f->header = f->git = true;
		f->patches++;
		out->level = 1;
		out->notations = notation_bit(NOTATION_DIFF);
		return give(f, l, 7, l->n, out);
	}
	if (follow_diff_line(f, l, out) || follow_paths(f, l, out) || follow_hunk(f, l, out))
		return true;
	return f->header && follow_header(f, l, out);
}

void markup_files_blank(struct markup_files *f)
{
	f->old_lines -= f->old_lines > 0;
	f->new_lines -= f->new_lines > 0;
	f->old = false;
	if (!f->git)
		f->header = false;
}
