/* SPDX-License-Identifier: MIT */
/*
 * A paragraph: one segment of the text, cleaned into what is read.
 *
 *     bytes   f\bfo\bo <ESC>[1mbar<ESC>[m 機關(guān)   <E4>        a<TAB>b
 *     clean   fo bar 機關 <E4>                              the tab stays '\t'
 *     spans   bold, bold, name
 *     map     clean offset <-> byte offset, run by run
 *
 * Clean text is valid UTF-8 without any control but '\t'.  Removed: overstrikes, SGR sequences,
 * OSC 8 links, a BOM at the start of the text, '\r' before the newline, and (READING_HIDE,
 * READING_ABOVE) inline readings.  Shown by name, as ASCII text under a span with SPAN_NAME: C0 as
 * ^G, DEL as ^?, C1 as <9B>, invalid bytes and decoder surrogates as <E4>, bidi controls and other
 * invisible characters (Cf, Co, Cn, Zl, Zp; zero-width space, word joiner, inner BOM, direction
 * marks, lone tags) as <202E>.  Neither named nor removed: U+200C and U+200D between letters and in
 * emoji, variation selectors, the tags of a flag.  U+00AD is removed.  A combining mark that would
 * hang on nothing, on a tab or on a name hangs on a dotted circle (U+25CC) under SPAN_NAME.
 *
 * Overstriking: a character over itself is bold, one over or under _ underlined, o with + (a
 * bullet) a bold one; of any other two the last is seen, as on a terminal.  One or two backspaces
 * lead over a wide character.  A backspace with nothing before it is shown as ^H.
 */
#ifndef TEXT_PARAGRAPH_H
#define TEXT_PARAGRAPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "text/reading.h"
#include "text/text.h"

enum span_flags {
	SPAN_BOLD = 1 << 0,
	SPAN_DIM = 1 << 1,
	SPAN_ITALIC = 1 << 2,
	SPAN_UNDERLINE = 1 << 3,
	SPAN_REVERSE = 1 << 4,
	SPAN_STRIKE = 1 << 5,
	SPAN_LINK = 1 << 6,
	SPAN_NAME = 1 << 7, /* a control or a bad byte, shown by name */
	SPAN_READING =
		1 << 8, /* an inline reading, with its brackets (READING_SHOW, READING_DIM) */
};

/* Spans are sorted, do not overlap, and leave out what is plain. */
struct span {
	uint32_t begin; /* clean bytes, half-open */
	uint32_t end;
	uint32_t flags;
	int16_t foreground; /* 0-255, -1 the terminal's own */
	int16_t background;
};

/*
 * The map: run i covers clean bytes [run[i].clean, run[i+1].clean) and source bytes
 * [run[i].raw, run[i+1].raw).  Where both have the same length they go byte by byte; else the run
 * is one indivisible thing.  A last run stands for the end.  raw is relative to the segment's
 * begin.
 */
struct map_run {
	uint32_t clean;
	uint32_t raw;
};

/* A part of the clean text that belongs to a reading: a group, or the ｜ before a base. */
struct reading_cut {
	uint32_t begin;
	uint32_t end;
	uint32_t gone; /* bytes of all cuts before this one */
};

/* A reading set above its base (READING_ABOVE). */
struct ruby {
	uint32_t base_begin; /* clean bytes of the base */
	uint32_t base_end;
	uint32_t begin; /* bytes of the reading in ruby_text */
	uint32_t end;
};

struct paragraph {
	struct segment segment;
	struct buffer raw; /* the bytes, where paragraph_read() read them; memory to be reused */
	struct buffer clean;
	struct buffer ruby_text;
	struct span *spans;
	size_t n_spans, span_capacity;
	struct map_run *runs; /* at least one */
	size_t n_runs, run_capacity;
	struct ruby *rubies;
	size_t n_rubies, ruby_capacity;
	/* memory to be reused while readings are taken out */
	struct reading_cut *cuts;
	size_t cut_capacity;
	struct map_run *old_runs;
	size_t old_run_capacity;
};

struct clean_options {
	enum reading_mode readings;
	unsigned kinds; /* enum reading_kind that count here: the gate's verdict */
};

void paragraph_init(struct paragraph *p);
void paragraph_release(struct paragraph *p);

/* Cleans bytes, which are those of segment [begin, end); reuses p's memory.  Pure. */
void paragraph_clean(struct paragraph *p, const struct segment *segment, const char *bytes,
		     const struct clean_options *options);

/* Reads a segment of a text and cleans it, with the gate's verdict for where it begins. */
void paragraph_read(struct paragraph *p, const struct segment *segment, struct text *text,
		    struct reading_gate *gate, enum reading_mode mode);

/* The source offset of a clean offset (its run's begin where the run is indivisible); len gives
 * the end of the segment's shown bytes. */
uint64_t paragraph_to_source(const struct paragraph *p, size_t clean);

/* The clean offset of a source offset; what was removed maps to what follows it. */
size_t paragraph_from_source(const struct paragraph *p, uint64_t pos);

#endif
