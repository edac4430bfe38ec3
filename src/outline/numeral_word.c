/* SPDX-License-Identifier: MIT */
#include "outline/numeral_word.h"

#include <stdbool.h>
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
	"eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
	"sechzehn siebzehn achtzehn neunzehn zwanzig",
	"erste* zweite* dritte* vierte* fünfte* sechste* siebte* achte* neunte* zehnte* elfte* "
	"zwölfte* dreizehnte* vierzehnte* fünfzehnte* sechzehnte* siebzehnte* achtzehnte* "
	"neunzehnte* zwanzigste*",
	"un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
	"premi* deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième "
	"onzième douzième treizième quatorzième quinzième seizième",
	"uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
	"primer* segund* tercer* cuart* quint* sext* séptim* octav* noven* décim* undécim* "
	"duodécim* decimotercer* decimocuart* decimoquint* decimosext* decimoséptim* decimoctav* "
	"decimonoven* vigésim*",
	"uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
	"quindici",
	"prim* second* terz* quart* quint* sest* settim* ottav* non* decim* undicesim* dodicesim* "
	"tredicesim* quattordicesim* quindicesim* sedicesim* diciassettesim* diciottesim* "
	"diciannovesim* ventesim*",
	"um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze",
	"primeir* segund* terceir* quart* quint* sext* sétim* oitav* non* décim*",
	"eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde "
	"dertiende veertiende vijftiende zestiende zeventiende achttiende negentiende twintigste",
	"första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde elfte tolfte "
	"trettonde fjortonde femtonde sextonde sjuttonde adertonde nittonde tjugonde",
	"første anden tredje fjerde femte sjette syvende ottende niende tiende ellevte tolvte "
	"trettende fjortende femtende sekstende syttende attende nittende tyvende",
	"pierwsz* drugi trzeci* czwart* piąt* szóst* siódm* ósm* dziewiąt* dziesiąt* jedenast* "
	"dwunast* trzynast* czternast* piętnast* szesnast* siedemnast* osiemnast* dziewiętnast* "
	"dwudziest*",
	"první druh* třetí čtvrt* pát* šest* sedm* osm* devát* desát* jedenáct* dvanáct* třináct* "
	"čtrnáct* patnáct* šestnáct* sedmnáct* osmnáct* devatenáct* dvacát*",
	"uniqu*",
	"únic*",
	"unic*",
	"birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu onuncu",
	"один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
	"перв* втор* треть* четв* пят* шест* седьм* восьм* девят* десят* одиннадцат* двенадцат* "
	"тринадцат* четырнадцат* пятнадцат* шестнадцат* семнадцат* восемнадцат* девятнадцат* "
	"двадцат*",
};

/* Other words for what the series have, old spellings too; the k-th counts others_value[k]. */
static const char others[] = "siebente* zweyte* dreyzehnte* unième druga drugie andra";
static const uint8_t others_value[] = {7, 2, 13, 1, 2, 2, 2};

/* The k-th word counts 10 * (first + k); a unit may follow: twenty-one, двадцать первая. */
static const struct {
	const char *words;
	uint8_t first;
	bool units;
} tens[] = {
	{"twenty thirty forty fifty sixty seventy eighty ninety", 2, true},
	{"twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", 2, false},
	{"zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", 2, false},
	{"zwanzigste* dreißigste* vierzigste* fünfzigste* sechzigste*", 2, false},
	{"vingt trente quarante cinquante soixante", 2, true},
	{"vingtième trentième quarantième cinquantième soixantième", 2, false},
	{"veinte treinta cuarenta cincuenta sesenta", 2, true},
	{"décim* vigésim* trigésim* cuadragésim* quincuagésim*", 1, true},
	{"venti trenta quaranta cinquanta", 2, false},
	{"ventesim* trentesim* quarantesim* cinquantesim*", 2, false},
	{"двадцать тридцать сорок пятьдесят", 2, true},
	{"двадцат* тридцат* сороков* пятидесят*", 2, false},
	{"dwudziest* trzydziest* czterdziest* pięćdziesiąt*", 2, true},
	{"dvacát* třicát* čtyřicát* padesát*", 2, true},
};

/* Units and tens in one word: einundzwanzigstes, drieëntwintigste, tjugoförsta. */
static const struct {
	const char *units; /* "": those of the series, behind the tens */
	const char *joiner;
	const char *tens;
} joined[] = {
	{"ein zwei drei vier fünf sechs sieben acht neun", "und",
	 "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"},
	{"een twee drie vier vijf zes zeven acht negen", "en",
	 "twintig dertig veertig vijftig zestig zeventig tachtig negentig"},
	{"een twee drie", "ën", "twintig dertig veertig vijftig zestig"},
	{"en to tre fire fem seks syv otte ni", "og", "tyvende tredivte"},
	{"", "", "tjugo trettio fyrtio"},
};

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

/* Most letters are ASCII: a call for each of them costs more than all else. */
static uint32_t small_letter(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
	return uc_tolower(c);
}

int word_is(const char *s, size_t n, const char *word, size_t len)
{
	size_t i = 0, k = 0;

	while (i < n && k < len && word[k] != '*') {
		uint32_t a, b;

		i += utf8_decode(s + i, n - i, &a);
		k += utf8_decode(word + k, len - k, &b);
		if (a != b && small_letter(a) != b)
			return 0;
	}
	return k < len ? word[k] == '*' : i == n;
}

int word_among(const char *s, size_t n, const char *words)
{
	for (int k = 0; *words; k++) {
		size_t len = word_list_first(words);

		if (n > 0 && word_may_begin(s, words) && word_is(s, n, words, len))
			return k;
		words += len;
		words += *words == ' ';
	}
	return -1;
}

/* How many bytes of s are the word, whatever the case of its letters, and more may follow: 0 if
 * they are not. */
static size_t word_prefix(const char *s, size_t n, const char *word, size_t len)
{
	size_t i = 0, k = 0;

	while (k < len) {
		uint32_t a, b;

		if (i >= n)
			return 0;
		i += utf8_decode(s + i, n - i, &a);
		k += utf8_decode(word + k, len - k, &b);
		if (a != b && small_letter(a) != b)
			return 0;
	}
	return i;
}

/* The place (from 0) of the longest of the words that s begins with, and its length in s; -1. */
static int prefix_among(const char *s, size_t n, const char *words, size_t *taken)
{
	int found = -1;

	*taken = 0;
	for (int k = 0; *words; k++) {
		size_t len = word_list_first(words);
		size_t got = n > 0 && word_may_begin(s, words) ? word_prefix(s, n, words, len) : 0;

		if (got > *taken) {
			*taken = got;
			found = k;
		}
		words += len;
		words += *words == ' ';
	}
	return found;
}

/* One word of the series, or another for it; 0 if it is none. */
static uint32_t simple_word(const char *s, size_t n)
{
	int k = word_among(s, n, others);

	if (k >= 0)
		return others_value[k];
	for (size_t i = 0; i < sizeof(series) / sizeof(series[0]); i++)
		if ((k = word_among(s, n, series[i])) >= 0)
			return (uint32_t)k + 1;
	return 0;
}

/* einundzwanzigste: the value of a whole word; 0 if it is none. */
static uint32_t joined_word(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof(joined) / sizeof(joined[0]); i++) {
		size_t unit_len = 0, join_len, tens_len;
		bool behind = joined[i].units[0] == '\0';
		int unit = behind ? -1 : prefix_among(s, n, joined[i].units, &unit_len), ten;

		if (!behind && unit < 0)
			continue;
		join_len = word_prefix(s + unit_len, n - unit_len, joined[i].joiner,
				       strlen(joined[i].joiner));
		if (join_len < strlen(joined[i].joiner))
			continue;
		unit_len += join_len;
		ten = prefix_among(s + unit_len, n - unit_len, joined[i].tens, &tens_len);
		if (ten < 0)
			continue;
		unit_len += tens_len;
		if (behind) {
			uint32_t rest = simple_word(s + unit_len, n - unit_len);

			if (rest > 0 && rest < 10)
				return (uint32_t)(ten + 2) * 10 + rest;
		} else if (unit_len == n || s[unit_len] == 's' || s[unit_len] == 'S') {
			return (uint32_t)(ten + 2) * 10 + (uint32_t)unit + 1;
		}
	}
	return 0;
}

/* The unit behind the tens of s[0..len): -one, " et unième", " y uno"; the length of both. */
static size_t unit_behind(const char *s, size_t n, size_t len, uint32_t *value)
{
	for (int words = 0; words < 2; words++) {
		size_t begin = len + 1, more;
		uint32_t unit;

		if (len >= n || (s[len] != '-' && s[len] != ' '))
			return 0;
		more = word_length(s + begin, n - begin);
		unit = more > 0 ? simple_word(s + begin, more) : 0;
		if (unit > 0 && unit < 10) {
			*value += unit;
			return begin + more;
		}
		if (more == 0 || word_among(s + begin, more, "et y и") < 0)
			return 0;
		len = begin + more;
	}
	return 0;
}

/* twenty, thirtieth, Forty-Two, "fifty third" */
static size_t tens_word(const char *s, size_t n, size_t len, uint32_t *value)
{
	for (size_t i = 0; i < sizeof(tens) / sizeof(tens[0]); i++) {
		int k = word_among(s, len, tens[i].words);
		size_t both;

		if (k < 0)
			continue;
		*value = 10 * ((uint32_t)k + tens[i].first);
		both = tens[i].units ? unit_behind(s, n, len, value) : 0;
		return both > 0 ? both : len;
	}
	return 0;
}

/* dix-septième: with a hyphen inside. */
static size_t hyphened_word(const char *s, size_t n, size_t len, uint32_t *value)
{
	size_t more;

	if (len + 1 >= n || s[len] != '-' || !word_is(s, len, "dix", 3))
		return 0;
	more = word_length(s + len + 1, n - len - 1);
	*value = more > 0 ? simple_word(s + len + 1, more) : 0;
	if (*value < 7 || *value > 9)
		return 0;
	*value += 10;
	return len + 1 + more;
}

size_t numeral_word(const char *s, size_t n, uint32_t *value)
{
	size_t len = word_length(s, n), found;

	if (len < 2 || len > 40)
		return 0;
	found = tens_word(s, n, len, value);
	if (!found)
		found = hyphened_word(s, n, len, value);
	if (found)
		return found;
	*value = simple_word(s, len);
	if (*value == 0 && len >= 10)
		*value = joined_word(s, len);
	return *value > 0 ? len : 0;
}

const char *numeral_word_list(size_t k)
{
	const size_t n = sizeof(series) / sizeof(series[0]), m = sizeof(tens) / sizeof(tens[0]);

	if (k < n)
		return series[k];
	if (k < n + m)
		return tens[k - n].words;
	k -= n + m;
	if (k == 0)
		return others;
	return k <= sizeof(joined) / sizeof(joined[0]) && joined[k - 1].units[0]
		       ? joined[k - 1].units
		       : NULL;
}
