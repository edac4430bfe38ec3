/* SPDX-License-Identifier: MIT */
#include "view/kana.h"

#include <stddef.h>

#define FIRST 0x30A1
#define LAST 0x30FA

/* In the order of Unicode's block, from ァ on. */
static const char *const spellings[LAST - FIRST + 1] = {
	"a xa",   "a",      "i xi",  "i",     "u xu",   "u",      "e xe",
	"e",      "o xo",   "o",     "ka",    "ga",     "ki",     "gi",
	"ku",     "gu",     "ke",    "ge",    "ko",     "go",     "sa",
	"za",     "shi si", "ji zi", "su",    "zu",     "se",     "ze",
	"so",     "zo",     "ta",    "da",    "chi ti", "ji di",  "t k s p c xtu",
	"tsu tu", "zu du",  "te",    "de",    "to",     "do",     "na",
	"ni",     "nu",     "ne",    "no",    "ha wa",  "ba",     "pa",
	"hi",     "bi",     "pi",    "fu hu", "bu",     "pu",     "he e",
	"be",     "pe",     "ho",    "bo",    "po",     "ma",     "mi",
	"mu",     "me",     "mo",    "ya a",  "ya",     "yu u",   "yu",
	"yo o",   "yo",     "ra",    "ri",    "ru",     "re",     "ro",
	"wa",     "wa",     "i wi",  "e we",  "o wo",   "n nn m", "vu",
	"ka",     "ke",     "va",    "vi",    "ve",     "vo",
};

const char *kana_spellings(uint32_t c)
{
	return c >= FIRST && c <= LAST ? spellings[c - FIRST] : NULL;
}
