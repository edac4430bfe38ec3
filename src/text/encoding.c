/* SPDX-License-Identifier: MIT */
#include "text/encoding.h"

#include <dlfcn.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "text/encoding_guess.h"

bool encoding_is_utf8(const char *encoding)
{
	return strcasecmp(encoding, "UTF-8") == 0 || strcasecmp(encoding, "UTF8") == 0;
}

bool encoding_is_plain(const char *bytes, size_t len)
{
	unsigned char seen = 0;
	size_t i;

	for (i = 0; i < len; i++)
		seen |= (unsigned char)bytes[i];
	return seen < 0x80 && memchr(bytes, '\0', len) == NULL &&
	       memchr(bytes, '\033', len) == NULL;
}

static const char *by_bom(const char *bytes, size_t len)
{
	/* The longer first: FF FE begins the mark of UTF-32LE too. */
	static const struct {
		const char *mark;
		size_t len;
		const char *name;
	} rows[] = {
		{"\xFF\xFE\0\0", 4, "UTF-32LE"},    {"\0\0\xFE\xFF", 4, "UTF-32BE"},
		{"\x84\x31\x95\x33", 4, "GB18030"}, {"\xEF\xBB\xBF", 3, "UTF-8"},
		{"\xFF\xFE", 2, "UTF-16LE"},        {"\xFE\xFF", 2, "UTF-16BE"},
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (len >= rows[i].len && memcmp(bytes, rows[i].mark, rows[i].len) == 0)
			return rows[i].name;
	}
	return NULL;
}

/* The unit of `size` bytes at s, the most significant byte first if big. */
static uint32_t unit_at(const unsigned char *s, size_t size, bool big)
{
	uint32_t unit = 0;
	size_t i;

	for (i = 0; i < size; i++)
		unit = unit << 8 | s[big ? i : size - 1 - i];
	return unit;
}

/* Every unit is a code point, and few are NUL or lie past the first planes. */
static bool reads_as_utf32(const unsigned char *s, size_t len, bool big)
{
	size_t i, n = len / 4, usual = 0;

	for (i = 0; i < n; i++) {
		uint32_t c = unit_at(s + i * 4, 4, big);

		if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
			return false;
		usual += c != 0 && c < 0x40000;
	}
	return n >= 2 && usual * 10 >= n * 9;
}

/* A unit of a kind that texts are made of: letters, ideographs, kana, Hangul, marks, surrogates. */
static bool usual_unit(uint32_t unit)
{
	if (unit < 0x20)
		return unit == '\t' || unit == '\n' || unit == '\r' || unit == '\f' || unit == 033;
	return unit < 0x0700 || (unit >= 0x1E00 && unit < 0xA000) ||
	       (unit >= 0xAC00 && unit < 0xE000) || (unit >= 0xF900 && unit < 0xFB00) ||
	       (unit >= 0xFF00 && unit < 0xFFF0);
}

/* Surrogates come in pairs, and nearly all units are usual ones. */
static bool reads_as_utf16(const unsigned char *s, size_t len, bool big)
{
	size_t i, n = len / 2, usual = 0, lone = 0;
	uint32_t before = 0;

	for (i = 0; i < n; i++) {
		uint32_t unit = unit_at(s + i * 2, 2, big);
		bool follows = before >= 0xD800 && before < 0xDC00;

		lone += follows != (unit >= 0xDC00 && unit < 0xE000);
		usual += usual_unit(unit);
		before = unit;
	}
	return lone * 100 <= n && usual * 20 >= n * 19;
}

/* How much of a sample is UTF-8. */
struct utf8_tally {
	size_t sequences; /* valid ones of more than one byte */
	size_t bad;
};

static struct utf8_tally weigh_utf8(const char *bytes, size_t len)
{
	struct utf8_tally tally = {0, 0};
	size_t i, n;

	for (i = 0; i < len; i += n) {
		size_t han = utf8_skip_han(bytes, len, i) - i;
		uint32_t c;

		tally.sequences += han / 3;
		i += han;
		if (i == len)
			break;
		n = utf8_decode(bytes + i, len - i, &c);
		tally.sequences += n > 1;
		if (c != UTF8_BAD)
			continue;
		/* A sequence that the sample's end cuts off is neither; it has a lead byte. */
		if (len - i < 4 && (unsigned char)bytes[i] >= 0xC2 &&
		    (unsigned char)bytes[i] < 0xF5)
			break;
		tally.bad++;
	}
	return tally;
}

static bool is_utf8(struct utf8_tally tally)
{
	return tally.sequences > tally.bad || tally.bad == 0;
}

/*
 * UTF-16 and UTF-32 without a BOM have NULs, in one byte of the unit only: half of all bytes in
 * Latin text, one in a hundred or two (line ends, digits) in Chinese.  An odd NUL in a text that
 * reads as UTF-8 is just a NUL.
 */
static const char *by_nuls(const char *bytes, size_t len)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t nuls[2] = {0, 0}, i, many, few;
	bool big;

	if (memchr(bytes, 0, len) == NULL)
		return NULL;
	for (i = 0; i < len; i++)
		nuls[i % 2] += s[i] == 0;
	if (reads_as_utf32(s, len, false))
		return "UTF-32LE";
	if (reads_as_utf32(s, len, true))
		return "UTF-32BE";
	big = nuls[0] > nuls[1];
	many = nuls[big ? 0 : 1];
	few = nuls[big ? 1 : 0];
	if (few * 20 > many || !reads_as_utf16(s, len, big))
		return NULL;
	if (is_utf8(weigh_utf8(bytes, len)) ? many < 2 || many * 4 < len : many * 1000 < len)
		return NULL;
	return big ? "UTF-16BE" : "UTF-16LE";
}

/* Whether needle occurs in the sample. */
static bool contains(const char *bytes, size_t len, const char *needle)
{
	size_t n = strlen(needle);
	const char *p = bytes, *end = bytes + len;

	while ((size_t)(end - p) >= n && (p = memchr(p, needle[0], (size_t)(end - p))) != NULL) {
		if ((size_t)(end - p) >= n && memcmp(p, needle, n) == 0)
			return true;
		p++;
	}
	return false;
}

/* Seven-bit encodings that switch by escape sequences which no terminal uses (ISO 2022). */
static const char *by_escapes(const char *bytes, size_t len)
{
	if (memchr(bytes, '\033', len) == NULL)
		return NULL;
	if (contains(bytes, len, "\033$)C"))
		return "ISO-2022-KR";
	if ((contains(bytes, len, "\033$B") || contains(bytes, len, "\033$@")) &&
	    (contains(bytes, len, "\033(B") || contains(bytes, len, "\033(J")))
		return "ISO-2022-JP";
	return NULL;
}

/* What uchardet says, as a name that iconv knows. */
static const struct name {
	const char *said;
	const char *name;
	bool east_asian;
} names[] = {
	{"GB18030", "GB18030", true},
	{"GBK", "GB18030", true},
	{"GB2312", "GB18030", true},
	{"BIG5", "BIG5", true},
	{"EUC-TW", "EUC-TW", true},
	{"SHIFT_JIS", "SHIFT_JIS", true},
	{"EUC-JP", "EUC-JP", true},
	{"EUC-KR", "EUC-KR", true},
	{"UHC", "EUC-KR", true},
	{"ISO-2022-CN", "ISO-2022-CN", true},
	{"ISO-2022-JP", "ISO-2022-JP", true},
	{"ISO-2022-KR", "ISO-2022-KR", true},
	{"IBM852", "IBM852", false},
	{"IBM855", "IBM855", false},
	{"IBM865", "IBM865", false},
	{"IBM866", "IBM866", false},
	{"ISO-8859-1", "ISO-8859-1", false},
	{"ISO-8859-2", "ISO-8859-2", false},
	{"ISO-8859-3", "ISO-8859-3", false},
	{"ISO-8859-4", "ISO-8859-4", false},
	{"ISO-8859-5", "ISO-8859-5", false},
	{"ISO-8859-6", "ISO-8859-6", false},
	{"ISO-8859-7", "ISO-8859-7", false},
	{"ISO-8859-8", "ISO-8859-8", false},
	{"ISO-8859-9", "ISO-8859-9", false},
	{"ISO-8859-10", "ISO-8859-10", false},
	{"ISO-8859-11", "ISO-8859-11", false},
	{"ISO-8859-13", "ISO-8859-13", false},
	{"ISO-8859-15", "ISO-8859-15", false},
	{"ISO-8859-16", "ISO-8859-16", false},
	{"KOI8-R", "KOI8-R", false},
	{"MAC-CENTRALEUROPE", "MAC-CENTRALEUROPE", false},
	{"MAC-CYRILLIC", "MAC-CYRILLIC", false},
	{"TIS-620", "TIS-620", false},
	{"VISCII", "VISCII", false},
	{"WINDOWS-1250", "WINDOWS-1250", false},
	{"WINDOWS-1251", "WINDOWS-1251", false},
	{"WINDOWS-1252", "WINDOWS-1252", false},
	{"WINDOWS-1253", "WINDOWS-1253", false},
	{"WINDOWS-1254", "WINDOWS-1254", false},
	{"WINDOWS-1255", "WINDOWS-1255", false},
	{"WINDOWS-1256", "WINDOWS-1256", false},
	{"WINDOWS-1257", "WINDOWS-1257", false},
	{"WINDOWS-1258", "WINDOWS-1258", false},
};

static const struct name *name_of(const char *said)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcasecmp(names[i].said, said) == 0)
			return &names[i];
	}
	return NULL;
}

/* uchardet's functions; its header is not needed, and the library is looked for only now. */
struct uchardet {
	void *(*make)(void);
	void (*unmake)(void *);
	int (*handle_data)(void *, const char *, size_t);
	void (*data_end)(void *);
	const char *(*get_charset)(void *);
};

/* Fetches one function; POSIX lets a data pointer hold it, ISO C only its bytes. */
static bool fetch(void *library, const char *symbol, void *function, size_t size)
{
	void *address = dlsym(library, symbol);

	if (address == NULL || size != sizeof(address))
		return false;
	memcpy(function, &address, size);
	return true;
}

static bool fetch_all(void *library, struct uchardet *u)
{
	return fetch(library, "uchardet_new", &u->make, sizeof(u->make)) &&
	       fetch(library, "uchardet_delete", &u->unmake, sizeof(u->unmake)) &&
	       fetch(library, "uchardet_handle_data", &u->handle_data, sizeof(u->handle_data)) &&
	       fetch(library, "uchardet_data_end", &u->data_end, sizeof(u->data_end)) &&
	       fetch(library, "uchardet_get_charset", &u->get_charset, sizeof(u->get_charset));
}

/* NULL if uchardet is not there or does not know. */
static const struct name *by_uchardet(const char *bytes, size_t len)
{
	const struct name *name = NULL;
	void *library = dlopen("libuchardet.so.0", RTLD_NOW | RTLD_LOCAL);
	struct uchardet u;
	void *detector;

	if (library == NULL)
		return NULL;
	if (fetch_all(library, &u) && (detector = u.make()) != NULL) {
		if (u.handle_data(detector, bytes, len) == 0) {
			u.data_end(detector);
			name = name_of(u.get_charset(detector));
		}
		u.unmake(detector);
	}
	dlclose(library);
	return name;
}

const char *encoding_detect(const char *bytes, size_t len)
{
	const struct name *said;
	const char *name, *guess;

	if (len == 0)
		return "UTF-8";
	if ((name = by_bom(bytes, len)) != NULL || (name = by_nuls(bytes, len)) != NULL ||
	    (name = by_escapes(bytes, len)) != NULL)
		return name;
	if (is_utf8(weigh_utf8(bytes, len)))
		return "UTF-8";
	said = by_uchardet(bytes, len);
	if (said != NULL && said->east_asian)
		return said->name;
	guess = encoding_guess(bytes, len);
	if (guess != NULL)
		return guess;
	return said != NULL ? said->name : "UTF-8";
}

const char *encoding_name(size_t i)
{
	static const char *const list[] = {
		"auto",         "UTF-8",        "GB18030",      "BIG5",         "BIG5-HKSCS",
		"SHIFT_JIS",    "CP932",        "EUC-JP",       "ISO-2022-JP",  "EUC-KR",
		"UHC",          "UTF-16LE",     "UTF-16BE",     "UTF-32LE",     "UTF-32BE",
		"EUC-TW",       "ISO-2022-KR",  "ISO-2022-CN",  "KOI8-R",       "KOI8-U",
		"WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254",
		"WINDOWS-1255", "WINDOWS-1256", "WINDOWS-1257", "WINDOWS-1258", "ISO-8859-1",
		"ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",   "ISO-8859-5",   "ISO-8859-6",
		"ISO-8859-7",   "ISO-8859-8",   "ISO-8859-9",   "ISO-8859-10",  "ISO-8859-11",
		"ISO-8859-13",  "ISO-8859-14",  "ISO-8859-15",  "ISO-8859-16",  "TIS-620",
		"VISCII",       "IBM437",       "IBM850",       "IBM866",
	};

	return i < sizeof(list) / sizeof(list[0]) ? list[i] : NULL;
}
