/* SPDX-License-Identifier: MIT */
/* Why a candidate is a heading of this document, or is none: one row a reason. */
#ifndef OUTLINE_REASON_H
#define OUTLINE_REASON_H

#define OUTLINE_REASONS(ROW)                                                                    \
	ROW(NONE, "nothing speaks for it")                                                      \
	/* headings */                                                                          \
	ROW(MARKED, "marked as a heading by the notation of the document")                      \
	ROW(SEQUENCE, "its number belongs to a sequence")                                       \
	ROW(GAP, "its number belongs to a sequence; the number before it is missing")           \
	ROW(AGAIN, "its number belongs to a sequence; it comes twice")                          \
	ROW(ONLY, "the only one in its section; its kind is numbered elsewhere")                \
	ROW(LOOKS, "looks like the others of its kind, and has text under it")                  \
	ROW(NAMED, "a word that names a part of a document")                                    \
	ROW(TITLE, "the first line that can be the title of the document")                      \
	ROW(SECOND, "the second label of a line: it counts, but the line is one heading")       \
	ROW(POINTS, "its number belongs to a list of points")                                   \
	ROW(RULE, "matches a rule of the configuration")                                        \
	ROW(ADDED, "added by the reader")                                                       \
	/* none */                                                                              \
	ROW(UNMARKED, "the document is marked up, and this is not marked")                      \
	ROW(DOUBTFUL_MARK, "looks marked up, but the document is not, or not in this notation") \
	ROW(LEFT_OUT, "its family is left out by --rules")                                      \
	ROW(ENTRY, "an entry of the printed contents")                                          \
	ROW(LEADERS, "ends with leaders or a page number")                                      \
	ROW(PROSE, "reads on as a sentence")                                                    \
	ROW(STRAY, "its number continues no sequence and begins none")                          \
	ROW(LONE, "no other number belongs to its sequence")                                    \
	ROW(LATE_START, "its sequence begins too late")                                         \
	ROW(SHORT_SEQUENCE, "its sequence is too short for its kind")                           \
	ROW(CLAUSES, "its sequence is a list: its items are clauses")                           \
	ROW(WRAPPED, "its sequence is a list: its items go on in the next line")                \
	ROW(ARTICLE_CLAUSES, "its sequence counts the clauses of an article")                   \
	ROW(NOTES, "its numbers run on through other sections: notes")                          \
	ROW(PAGE, "numbers alone that cut sentences, or stand in text: pages")                  \
	ROW(VERSE, "numbers alone over little text: stanzas")                                   \
	ROW(LEAD_IN, "its sequence is a list: it completes the sentence before")                \
	ROW(BARE, "its sequence is a list: its items have no text of their own")                \
	ROW(RUNNING, "comes again and again: a running head")                                   \
	ROW(OTHERS, "stands between gaps, but this text has headings of another kind")          \
	ROW(FEW, "the document has too few other headings")                                     \
	ROW(POINT_ALONE, "no list: no other point belongs to it")                               \
	ROW(POINT_COMMAS, "no list: set off by commas only")                                    \
	ROW(NOT_TITLE, "may be a title, but another line is, or the text begins with prose")    \
	ROW(REMOVED, "removed by the reader")

enum reason {
#define ROW(name, text) REASON_##name,
	OUTLINE_REASONS(ROW)
#undef ROW
		REASON_COUNT
};

/* The row's text, for --explain and the pane. */
const char *reason_text(unsigned reason);

#endif
