/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/memory.h"
#include "text/encoding.h"

/* The longest thing that can wait for its rest: a character or an escape sequence. */
#define REST_MAX 16

struct decoder {
	iconv_t iconv;
	size_t unit;         /* bytes that are bad together: 4 in UTF-32, 2 in UTF-16, else 1 */
	struct buffer input; /* the rest of the last feed, then the new bytes */
	bool utf8;           /* keeps a BOM, as a file that is read in place does */
	bool begun;          /* the place of a BOM is past */
};

/* What is asked for, and what is decoded. */
static const struct {
	const char *name;
	const char *larger;
} larger[] = {
	{"GB2312", "GB18030"},  {"GBK", "GB18030"},      {"EUC-CN", "GB18030"},
	{"CP936", "GB18030"},   {"GB_2312", "GB18030"},  {"SHIFT_JIS", "CP932"},
	{"SHIFT-JIS", "CP932"}, {"SJIS", "CP932"},       {"EUC-KR", "CP949"},
	{"BIG5", "BIG5-HKSCS"}, {"BIG-5", "BIG5-HKSCS"}, {"EUC-JP", "EUC-JP-MS"},
};

static const char *larger_of(const char *encoding)
{
	size_t i;

	for (i = 0; i < sizeof(larger) / sizeof(larger[0]); i++) {
		if (strcasecmp(encoding, larger[i].name) == 0)
			return larger[i].larger;
	}
	return encoding;
}

static size_t unit_of(const char *encoding)
{
	if (strncasecmp(encoding, "UTF-16", 6) == 0 || strncasecmp(encoding, "UTF16", 5) == 0 ||
	    strncasecmp(encoding, "UCS-2", 5) == 0 || strncasecmp(encoding, "UCS2", 4) == 0)
		return 2;
	if (strncasecmp(encoding, "UTF-32", 6) == 0 || strncasecmp(encoding, "UTF32", 5) == 0 ||
	    strncasecmp(encoding, "UCS-4", 5) == 0 || strncasecmp(encoding, "UCS4", 4) == 0)
		return 4;
	return 1;
}

/* A slash would add a mode that hides errors, and the empty name means the locale's encoding. */
static bool is_name(const char *encoding)
{
	return encoding[0] != '\0' && strchr(encoding, '/') == NULL;
}

struct decoder *decoder_new(const char *encoding, struct cause *cause)
{
	struct decoder *d;
	iconv_t iconv_handle = (iconv_t)-1;

	if (is_name(encoding)) {
		iconv_handle = iconv_open("UTF-8", larger_of(encoding));
		if (iconv_handle == (iconv_t)-1)
			iconv_handle = iconv_open("UTF-8", encoding);
	}
	if (iconv_handle == (iconv_t)-1) {
		cause_set(cause, "unknown encoding \"%s\" (iconv -l lists the known ones)",
			  encoding);
		return NULL;
	}
	d = memory_zalloc(1, sizeof(*d));
	d->iconv = iconv_handle;
	d->unit = unit_of(encoding);
	d->utf8 = encoding_is_utf8(encoding);
	buffer_init(&d->input);
	return d;
}

void decoder_free(struct decoder *d)
{
	if (d == NULL)
		return;
	iconv_close(d->iconv);
	buffer_release(&d->input);
	free(d);
}

/* U+DC00 + byte, in the three bytes that UTF-8 would have for it. */
static void append_bad(struct buffer *out, unsigned char byte)
{
	char bytes[3];

	bytes[0] = (char)0xED;
	bytes[1] = (char)(0xB0 | byte >> 6);
	bytes[2] = (char)(0x80 | (byte & 0x3F));
	buffer_append(out, bytes, sizeof(bytes));
}

static size_t append_bad_unit(struct buffer *out, const char *bytes, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		append_bad(out, (unsigned char)bytes[i]);
	return n;
}

/* Decodes all of in but a last character that is cut off. */
static void convert(struct decoder *d, char **in, size_t *n, struct buffer *out)
{
	while (*n > 0) {
		size_t room, left, status;
		char *to;

		buffer_reserve(out, *n * 2 + 64);
		to = out->data + out->len;
		room = left = out->capacity - out->len - 1;
		status = iconv(d->iconv, in, n, &to, &left);
		out->len += room - left;
		out->data[out->len] = '\0';
		if (status != (size_t)-1 || errno == E2BIG)
			continue;
		if (errno == EINVAL && *n < REST_MAX)
			return;
		room = append_bad_unit(out, *in, *n < d->unit ? *n : d->unit);
		*in += room;
		*n -= room;
	}
}

/* Writes out what a character that may still combine has left inside iconv. */
static void flush(struct decoder *d, struct buffer *out)
{
	size_t room, left;
	char *to;

	buffer_reserve(out, 64);
	to = out->data + out->len;
	room = left = out->capacity - out->len - 1;
	iconv(d->iconv, NULL, NULL, &to, &left);
	out->len += room - left;
	out->data[out->len] = '\0';
}

static void drop_bom(struct decoder *d, struct buffer *out, size_t begin)
{
	if (d->begun || out->len == begin)
		return;
	d->begun = true;
	if (d->utf8 || out->len - begin < 3 || memcmp(out->data + begin, "\xEF\xBB\xBF", 3) != 0)
		return;
	memmove(out->data + begin, out->data + begin + 3, out->len - begin - 3 + 1);
	out->len -= 3;
}

void decoder_feed(struct decoder *d, const char *bytes, size_t len, bool last, struct buffer *out)
{
	size_t begin = out->len, n;
	char *in;

	buffer_append(&d->input, bytes, len);
	in = d->input.data;
	n = d->input.len;
	convert(d, &in, &n, out);
	if (last) {
		append_bad_unit(out, in, n);
		n = 0;
		flush(d, out);
	}
	if (n == 0) {
		buffer_clear(&d->input);
	} else {
		memmove(d->input.data, in, n);
		d->input.len = n;
	}
	drop_bom(d, out, begin);
}
