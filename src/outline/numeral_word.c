/* SPDX-License-Identifier: MIT */
#include "outline/numeral_word.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "base/utf8.h"

/* The n-th word counts n.  Endings that vary are left to the '*'. */
static const char *const series[] = {
	"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
	"sixteen seventeen eighteen nineteen",
	"first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
	"thirteenth "
	"fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
	"eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
	"erste* zweite* dritte* vierte* fünfte* sechste* siebte* achte* neunte* zehnte* elfte* "
	"zwölfte*",
	"un deux trois quatre cinq six sept huit neuf dix onze douze",
	"premi* deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième "
	"onzième douzième",
	"uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
	"primer* segund* tercer* cuart* quint* sext* séptim* octav* noven* décim* undécim* "
	"duodécim*",
	"uno due tre quattro cinque sei sette otto nove dieci undici dodici",
	"prim* second* terz* quart* quint* sest* settim* ottav* non* decim* undicesim* dodicesim*",
	"um dois três quatro cinco seis sete oito nove dez onze doze",
	"primeir* segund* terceir* quart* quint* sext* sétim* oitav* non* décim*",
	"uniqu*",
	"únic*",
	"unic*",
	"birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu",
	"один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
	"перв* втор* треть* четв* пят* шест* седьм* восьм* девят* десят* одиннадцат* двенадцат*",
};

static const char tens[] = "twenty thirty forty fifty sixty seventy eighty ninety";
static const char tenths[] =
	"twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth";

size_t word_length(const char *s, size_t n)
{
	size_t pos = 0;

	while (pos < n) {
		uint32_t c;
		size_t len = utf8_decode(s + pos, n - pos, &c);

		if (c < 0x80 ? !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') : !uc_is_alpha(c))
			break;
		pos += len;
	}
	return pos;
}

int word_is(const char *s, size_t n, const char *word, size_t len)
{
	size_t i = 0, k = 0;

	while (i < n && k < len && word[k] != '*') {
		uint32_t a, b;

		i += utf8_decode(s + i, n - i, &a);
		k += utf8_decode(word + k, len - k, &b);
		if (a != b && uc_tolower(a) != b)
			return 0;
	}
	return k < len ? word[k] == '*' : i == n;
}

int word_among(const char *s, size_t n, const char *words)
{
	for (int k = 0; *words; k++) {
		size_t len = word_list_first(words);

		if (word_is(s, n, words, len))
			return k;
		words += len;
		words += *words == ' ';
	}
	return -1;
}

/* one .. nineteen, first .. nineteenth: up to nine for what stands behind twenty. */
static int below_twenty(const char *s, size_t n)
{
	int k = word_among(s, n, series[0]);

	return k >= 0 ? k : word_among(s, n, series[1]);
}

/* twenty, thirtieth, Forty-Two, "fifty third" */
static size_t english_tens(const char *s, size_t n, size_t len, uint32_t *value)
{
	int k = word_among(s, len, tens), unit;
	size_t more;

	if (k < 0) {
		k = word_among(s, len, tenths);
		*value = (uint32_t)(k + 2) * 10;
		return k < 0 ? 0 : len;
	}
	*value = (uint32_t)(k + 2) * 10;
	if (len >= n || (s[len] != '-' && s[len] != ' '))
		return len;
	more = word_length(s + len + 1, n - len - 1);
	unit = more > 0 ? below_twenty(s + len + 1, more) : -1;
	if (unit < 0 || unit > 8)
		return len;
	*value += (uint32_t)unit + 1;
	return len + 1 + more;
}

size_t numeral_word(const char *s, size_t n, uint32_t *value)
{
	size_t len = word_length(s, n), found;

	if (len < 2 || len > 40)
		return 0;
	found = english_tens(s, n, len, value);
	for (size_t i = 0; !found && i < sizeof(series) / sizeof(series[0]); i++) {
		int k = word_among(s, len, series[i]);

		if (k < 0)
			continue;
		*value = (uint32_t)k + 1;
		found = len;
	}
	return found;
}

const char *numeral_word_list(size_t k)
{
	size_t n = sizeof(series) / sizeof(series[0]);

	if (k < n)
		return series[k];
	return k == n ? tens : k == n + 1 ? tenths : NULL;
}
