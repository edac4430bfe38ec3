/* SPDX-License-Identifier: MIT */
/*
 * INI files around iniparser.  iniparser reads them; this file adds what it lacks: values that hold
 * any bytes, the line of a message, and a load that loses only the lines that are damaged.
 *
 * A written file is lines of `[section]` and `key = "value"`.  A value is always quoted and
 * percent-escaped (every byte but plain ASCII text without % " ; # \ is %XX; UTF-8 text stays
 * readable, what is invisible in it does not), and one longer than a line may be is split over key,
 * key.1, key.2, ...
 *
 * What is written by hand may be looser.  Blank lines and lines that begin with ; or # are passed
 * over.  A value needs no quotation marks; then it ends before the first ; or #.  Inside "..." or
 * '...' all characters but that mark itself stand for themselves:
 *
 *     next-heading = ], n
 *     search = "/"            ; a remark
 *     comment = ";, #"        a value with ; or # is quoted
 *     mark = '"'
 *     jump = "'"              a lone ' or " may go without: jump = '
 *     wrap = "\"               so may not a value that ends in \
 *
 * Names of sections and keys count without regard to case (ASCII).  A section that comes twice is
 * one; of a key that comes twice the last value counts.  Keys before the first section belong to
 * the section "".  Left out as faults: lines without =, of more than 1,000 bytes or with a NUL;
 * sections without ] and all that follows them up to the next section; values with one quotation
 * mark, with something behind the second one, or with \ at the end.
 */
#ifndef BASE_INI_H
#define BASE_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/cause.h"

struct ini; /* a loaded file */

/* One line that was left out: its number from 1, and why, as a sentence. */
struct ini_fault {
	size_t line;
	const char *why;
};

/*
 * Loads a file.  Lines that iniparser would choke on (or that would make it drop the whole file)
 * are left out and reported as faults; the rest counts.  A BOM and CRLF are accepted.  NULL with a
 * cause only if the file cannot be read (errno kept: ENOENT says that there is none).
 */
struct ini *ini_load(const char *path, struct cause *cause) ATTRIBUTE_NODISCARD;

/* The same of bytes in memory; name stands for the path in messages. */
struct ini *ini_parse(const char *name, const char *bytes, size_t len);

void ini_free(struct ini *ini);

/* The path, or the name, it came from. */
const char *ini_name(const struct ini *ini);

size_t ini_faults(const struct ini *ini, const struct ini_fault **faults);

/* Sections in the order of the file, lower-cased. */
size_t ini_sections(const struct ini *ini);
const char *ini_section(const struct ini *ini, size_t i);

/* A section's name as it is written. */
const char *ini_spelled(const struct ini *ini, const char *section);

/* Keys of a section in the order of the file, lower-cased, pieces of a split value not counted. */
size_t ini_keys(const struct ini *ini, const char *section);
const char *ini_key(const struct ini *ini, const char *section, size_t i);

/* The raw value as iniparser reads it, or NULL. */
const char *ini_value(const struct ini *ini, const char *section, const char *key);

/* The unescaped, rejoined value, appended to out; false if there is no such key. */
bool ini_text(const struct ini *ini, const char *section, const char *key, struct buffer *out);

/* A whole number, or fallback where there is none or it is no number. */
long long ini_number(const struct ini *ini, const char *section, const char *key,
		     long long fallback);

/* The line, from 1, on which a key (or with key NULL a section) stands; 0 if it does not. */
size_t ini_line(const struct ini *ini, const char *section, const char *key);

/* Writing: lines appended to a buffer, which file_replace() then saves. */
void ini_write_section(struct buffer *out, const char *section);
void ini_write_text(struct buffer *out, const char *key, const char *bytes, size_t len);
void ini_write_number(struct buffer *out, const char *key, long long number);

#endif
