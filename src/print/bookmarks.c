/* SPDX-License-Identifier: MIT */
/* Bookmarks as text, as JSON from which they can be imported again without a loss, and as notes on
 * a text in Markdown. */
#include <string.h>

#include "print/json.h"
#include "print/markdown.h"
#include "print/print.h"
#include "view/passage.h"

static uint64_t line_of(struct document *d, const struct bookmark *b)
{
	uint64_t line = b->anchor.line;

	(void)text_line_of(d->text, b->pos, &line);
	return line + 1;
}

static void put_string(json_t *object, const char *key, const char *s)
{
	json_put_text(object, key, s, strlen(s));
}

/* The words by which a place is found again, as they were read when it was made. */
static json_t *anchor_object(const struct anchor *a)
{
	json_t *object = json_object(), *path = json_array();

	json_put_number(object, "offset", a->offset);
	json_put_number(object, "line", a->line + 1);
	for (const char *title = a->path; *title != '\0';) {
		size_t len = strcspn(title, "\n");

		json_array_append_new(path, json_stringn(title, len));
		title += len + (title[len] == '\n');
	}
	json_object_set_new(object, "path", path);
	put_string(object, "quote", a->quote);
	put_string(object, "before", a->before);
	put_string(object, "after", a->after);
	return object;
}

static void print_json(struct document *d, const struct printing *how, const struct bookmark *b)
{
	json_t *object = json_object();
	uint32_t heading = outline_section_at(d->outline, b->pos);
	char letter[2] = {b->letter, '\0'};

	put_string(object, "file", d->path);
	put_string(object, "name", b->name);
	put_string(object, "note", b->note);
	json_put_number(object, "line", line_of(d, b));
	json_put_number(object, "offset", b->pos);
	json_put_number(object, "heading", heading != OUTLINE_NONE ? (uint64_t)heading + 1 : 0);
	put_string(object, "quote", b->anchor.quote);
	put_string(object, "status", verdict_name(b->verdict));
	if (b->verdict == VERDICT_MOVED)
		json_object_set_new(object, "moved", json_integer((json_int_t)b->lines_moved));
	if (b->verdict == VERDICT_APPROXIMATE)
		json_put_number(object, "likeness", b->likeness);
	put_string(object, "id", b->id);
	put_string(object, "letter", letter);
	if (b->is_range)
		json_put_number(object, "end", b->end_pos);
	json_put_number(object, "colour", b->colour);
	json_object_set_new(object, "created", json_integer((json_int_t)b->created));
	json_object_set_new(object, "changed", json_integer((json_int_t)b->changed));
	json_object_set_new(object, "anchor", anchor_object(&b->anchor));
	if (b->is_range)
		json_object_set_new(object, "end_anchor", anchor_object(&b->end));
	json_put_line(object, how->out);
}

static void print_text(struct document *d, const struct printing *how, const struct bookmark *b)
{
	const char *note = b->note;
	struct buffer status;

	buffer_init(&status);
	bookmark_describe(b, &status);
	if (how->names)
		fprintf(how->out, "%s:", d->path);
	fprintf(how->out, "%llu: %s", (unsigned long long)line_of(d, b), b->name);
	if (status.len > 0)
		fprintf(how->out, " (%s)", status.data);
	fprintf(how->out, "\n    %s\n", b->anchor.quote);
	while (*note != '\0') {
		size_t len = strcspn(note, "\n");

		fprintf(how->out, "    | %.*s\n", (int)len, note);
		note += len + (note[len] == '\n');
	}
	buffer_release(&status);
}

/* The titles of the headings around a place that were not written yet, one level deeper each. */
static void put_headings(struct document *d, uint64_t pos, uint32_t *last, FILE *out)
{
	const struct outline *o = d->outline;
	uint32_t above[UINT8_MAX], i = outline_section_at(o, pos);
	struct buffer title;
	size_t n = 0;

	/* Those that hold the place before too have been written. */
	for (; i != OUTLINE_NONE && n < UINT8_MAX; i = outline_parent(o, i)) {
		if (*last != OUTLINE_NONE && i <= *last && *last < o->items[i].next)
			break;
		above[n++] = i;
	}
	if (n > 0)
		*last = above[0];
	buffer_init(&title);
	while (n > 0) {
		uint32_t heading = above[--n];
		int level = o->items[heading].depth + 1;

		buffer_clear(&title);
		document_title(d, heading, &title);
		fprintf(out, "%.*s ", level > 6 ? 6 : level < 2 ? 2 : level, "######");
		markdown_put_text(title.data, title.len, out);
		fputs("\n\n", out);
	}
	buffer_release(&title);
}

/* What is quoted of a bookmark: the highlight, or the sentence; of a heading, which stands above
 * already, the paragraph that it runs into, or nothing. */
static struct range quoted(struct document *d, const struct bookmark *b)
{
	uint32_t i = outline_section_at(d->outline, b->pos);
	struct range range;
	uint64_t body;

	if (b->is_range)
		return (struct range){b->pos, b->end_pos};
	range = passage_around(d, PASSAGE_SENTENCE, b->pos);
	body = i != OUTLINE_NONE ? d->outline->items[i].offset + d->outline->items[i].body : 0;
	if (range.end <= body)
		range = passage_around(d, PASSAGE_PARAGRAPH, b->pos);
	return range.end > body ? range : (struct range){range.end, range.end};
}

/* Quotes a range, line by line; or the words that were there. */
static void put_quote(struct document *d, const struct bookmark *b, FILE *out)
{
	struct range range = quoted(d, b);
	struct segment segment;
	struct buffer words;

	if (b->verdict == VERDICT_LOST) {
		fputs("> ", out);
		markdown_put_text(b->anchor.quote, strlen(b->anchor.quote), out);
		fputs("\n\n", out);
		return;
	}
	if (range.begin >= range.end)
		return;
	buffer_init(&words);
	while (range.begin < range.end && text_segment_at(d->text, range.begin, &segment)) {
		uint64_t end = segment.end < range.end ? segment.end : range.end;

		buffer_clear(&words);
		document_words(d, (struct range){range.begin, end}, &words);
		fputs(words.len > 0 ? "> " : ">", out);
		markdown_put_text(words.data, words.len, out);
		fputc('\n', out);
		if (segment.next <= range.begin)
			break;
		range.begin = segment.next;
	}
	fputc('\n', out);
	buffer_release(&words);
}

/* Notes are the reader's own: their lines stay lines, and what they have of Markdown stays too. */
static void put_note(const char *note, FILE *out)
{
	while (*note != '\0') {
		size_t len = strcspn(note, "\n");
		bool last = note[len] == '\0' || note[len + 1] == '\0';

		fprintf(out, "%.*s%s\n", (int)len, note, last || len == 0 ? "" : "  ");
		note += len + (note[len] == '\n');
		if (last)
			fputc('\n', out);
	}
}

/* A name that only repeats the heading above says nothing. */
static bool repeats_heading(struct document *d, const struct bookmark *b)
{
	uint32_t i = outline_section_at(d->outline, b->pos);
	struct buffer title;
	bool same;

	if (i == OUTLINE_NONE)
		return false;
	buffer_init(&title);
	document_title(d, i, &title);
	same = strncmp(title.data, b->name, strlen(b->name)) == 0;
	buffer_release(&title);
	return same;
}

static void put_name(struct document *d, const struct bookmark *b, FILE *out)
{
	struct buffer status;

	buffer_init(&status);
	bookmark_describe(b, &status);
	if (b->letter == 0 && !repeats_heading(d, b)) {
		fputs("**", out);
		markdown_put_text(b->name, strlen(b->name), out);
		fputs("** ", out);
	} else if (b->letter != 0) {
		fprintf(out, "**mark %c** ", b->letter);
	}
	fprintf(out, "(line %llu%s%s)\n\n", (unsigned long long)line_of(d, b),
	        status.len > 0 ? ", " : "", status.data);
	buffer_release(&status);
}

static void put_title(struct document *d, const struct printing *how)
{
	const struct outline *o = d->outline;
	struct buffer title;

	buffer_init(&title);
	if (o->n > 0 && o->items[0].level == 0)
		document_title(d, 0, &title);
	else
		buffer_append_string(&title, strrchr(d->path, '/') != NULL
						     ? strrchr(d->path, '/') + 1
						     : d->path);
	fputs("# ", how->out);
	markdown_put_text(title.data, title.len, how->out);
	fputs("\n\n", how->out);
	if (how->names)
		fprintf(how->out, "`%s`\n\n", d->path);
	buffer_release(&title);
}

static void print_markdown(struct document *d, const struct printing *how)
{
	uint32_t last = OUTLINE_NONE;

	if (bookmarks_count(d->bookmarks) > 0)
		put_title(d, how);
	for (size_t i = 0; i < bookmarks_count(d->bookmarks); i++) {
		const struct bookmark *b = bookmarks_at(d->bookmarks, i);

		put_headings(d, b->pos, &last, how->out);
		put_name(d, b, how->out);
		put_quote(d, b, how->out);
		put_note(b->note, how->out);
	}
}

int print_bookmarks(struct document *d, const struct printing *how, struct cause *cause)
{
	size_t n;

	(void)cause;
	document_find_places(d);
	n = bookmarks_count(d->bookmarks);
	if (how->settings->format == FORMAT_MARKDOWN)
		print_markdown(d, how);
	for (size_t i = 0; i < n && how->settings->format != FORMAT_MARKDOWN; i++) {
		if (how->settings->format == FORMAT_JSON)
			print_json(d, how, bookmarks_at(d->bookmarks, i));
		else
			print_text(d, how, bookmarks_at(d->bookmarks, i));
	}
	return n > 0 ? 0 : 1;
}
