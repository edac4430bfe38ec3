/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/memory.h"
#include "outline/collector.h"
#include "outline/decide.h"
#include "outline/family.h"
#include "outline/markup.h"
#include "outline/notation.h"

static struct outline *outline_of(const char *text, size_t n, unsigned forced)
{
	struct collector *c = collector_new(NULL, NULL);
	const struct candidate *items;
	struct outline *o;
	size_t pos = 0, count;
	uint64_t line = 0;

	collector_force(c, forced);
	while (pos < n) {
		const char *end = memchr(text + pos, '\n', n - pos);
		size_t len = end ? (size_t)(end - text) - pos : n - pos;
		/* its bytes are gone when the next one comes: the sanitizers see who keeps them */
		char *bytes = memory_copy(text + pos, len);
		struct raw_line raw = {pos, line++, bytes, len, false};

		collector_line(c, &raw);
		free(bytes);
		pos += len + 1;
	}
	items = collector_candidates(c, &count);
	o = decide(items, count, n, true);
	collector_free(c);
	return o;
}

/* The outline as a reader would see it: "1:0 Title | 3:1 Part"; points are left out. */
static void print(const struct outline *o, const char *text, struct buffer *out)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct heading *h = &o->items[i];

		if (h->flags & HEADING_POINT)
			continue;
		buffer_printf(out, "%s%u:%u ", out->len ? " | " : "", (unsigned)h->line + 1,
			      (unsigned)h->level);
		markup_title_clean(o->notation, text + h->offset + h->title, h->title_len, out);
	}
}

static void expect_forced(unsigned forced, const char *text, const char *wanted)
{
	struct outline *o = outline_of(text, strlen(text), forced);
	struct buffer got;

	buffer_init(&got);
	print(o, text, &got);
	assert_string_equal(got.len ? got.data : "", wanted);
	buffer_release(&got);
	outline_free(o);
}

static void expect(unsigned notation, const char *text, const char *wanted)
{
	struct outline *o = outline_of(text, strlen(text), NOTATION_AUTO);
	unsigned found = o->notation;

	outline_free(o);
	assert_string_equal(notation_name(found), notation_name(notation));
	expect_forced(NOTATION_AUTO, text, wanted);
}

static void reads_markdown(void **state)
{
	(void)state;
	expect(NOTATION_MARKDOWN,
	       "---\ntitle: x\n# no\n---\n\n# **A** guide\n\n<!--\n# gone\n-->\n\n## [Use](u) "
	       "##\n\n"
	       "```\n# no\n```\n\n    # no\n\n####### no\n#no\n\n- item\n\n  # in a list\n\n> # "
	       "no\n\n"
	       "Set\n---\n\ntext\n\n### `a_b` {#id}\n\ntext\n",
	       "6:0 A guide | 12:1 Use | 29:1 Set | 34:2 a_b");
	expect(NOTATION_MARKDOWN,
	       "+++\na = 1\n# no\n+++\n\n## A\n\ntext\n\n## B\n\n~~~\n# no\n~~~\n",
	       "6:1 A | 10:1 B");
	/* no blank lines */
	expect(NOTATION_MARKDOWN, "# A\ntext\n## B\ntext\n## C\ntext\n## D\ntext\n",
	       "1:0 A | 3:1 B | 5:1 C | 7:1 D");
}

static void takes_comments_for_comments(void **state)
{
	(void)state;
	expect(NOTATION_NONE,
	       "#!/bin/sh\n# Say hello.\n\n# loud\necho HELLO\n\n# low\necho hello\n", "");
	expect(NOTATION_NONE,
	       "# settings of the reader\n# one a line\n\n# colours\nred = 1\nblue = 2\n\n# keys\n"
	       "up = k\ndown = j\n",
	       "");
	expect(NOTATION_PLAIN, "#\n# a comment\n# that goes on\n#\n\nwords\n", "");
}

static void reads_restructuredtext(void **state)
{
	(void)state;
	/* levels by first use; what is indented is the text of a block */
	expect(NOTATION_RST,
	       "=====\nTitle\n=====\n\nOne\n~~~\n\nSee::\n\n    No\n    ==\n\n.. note::\n\n   No\n "
	       "  ---\n\n"
	       "Two\n###\n\n-----\n\ntext\n\nThree\n~~~~~\n\n标题\n~~~~\n",
	       "2:0 Title | 5:1 One | 18:2 Two | 25:1 Three | 28:1 标题");
	/* one row of dashes makes no document */
	expect(NOTATION_PLAIN, "Name     Value\n--------------\na        1\nb        2\n", "");
	expect(NOTATION_PLAIN, "Dear all,\n\nthis is it.\n---------\nyours\n", "");
}

static void reads_asciidoc(void **state)
{
	(void)state;
	expect(NOTATION_ASCIIDOC,
	       "= Book\n:toc:\n\n// == no\n\n[[a]]\n== First [[b]]\n\n.Caption\n----\n== "
	       "no\n----\n\n"
	       "====\n== no\n----\n====\n----\n== no\n====\n\n=== Second\n\n////\n== "
	       "no\n////\n\n== Third ==\n",
	       "1:0 Book | 7:1 First | 22:2 Second | 28:1 Third");
	/* two lines; the length is that of the columns, or of the characters */
	expect(NOTATION_ASCIIDOC,
	       "书名\n====\n:toc:\n\n第一章 "
	       "开头\n-----------\n\ntext\n\n[id='x']\n第二节\n~~~~~~\n\n"
	       "Some words of text\n----\nlist\n----\n\nBack\n----\n",
	       "1:0 书名 | 5:1 第一章 开头 | 11:2 第二节 | 19:1 Back");
}

static void reads_org(void **state)
{
	(void)state;
	expect(NOTATION_ORG,
	       "#+TITLE: Year\n\n* TODO [#A] Winter :cold:dark:\n** DONE =Seeds=\n#+BEGIN_SRC\n* "
	       "no\n"
	       "#+END_SRC\n *no\n*bold* no\n* COMMENT Old\n",
	       "1:0 Year | 3:1 Winter | 4:2 Seeds | 10:1 Old");
	/* items of a list */
	expect(NOTATION_PLAIN, "We need:\n\n* bread\n* milk\n* eggs\n* flour\n", "");
}

static void reads_other_plain_notations(void **state)
{
	(void)state;
	expect(NOTATION_TEXTILE,
	       "h1. Page\n\ntext\n\nh2(note#x){color:red}. *Part*\n\np. text\n\nh2. Next\n",
	       "1:0 Page | 5:1 Part | 9:1 Next");
	expect(NOTATION_TXT2TAGS,
	       "Rota\nJo\n2020\n\n= Drivers =[d]\n\n```\n= no =\n```\n\n== First ==\n\n+ Last +\n",
	       "1:0 Rota | 5:1 Drivers | 11:2 First | 13:1 Last");
	expect(NOTATION_MEDIAWIKI,
	       "'''Fish''' swim.\n\n== Life ==\ntext\n\n=== [[Sea|The sea]] ===\ntext\n\n== Use "
	       "==\n",
	       "3:1 Life | 6:2 The sea | 9:1 Use");
	expect(NOTATION_LATEX,
	       "\\documentclass{book}\n\\title{A "
	       "\\emph{Book}}\n\\begin{document}\n\\chapter[s]{One}\n"
	       "\\section*{Two {\\bf x}}\n\\begin{verbatim}\n\\section{no}\n\\end{verbatim}\n% "
	       "\\section{no}\n",
	       "2:0 A Book | 4:1 One | 5:2 Two x");
	expect(NOTATION_ROFF,
	       ".\\\" .SH no\n.TH X 1\n.SH NAME\nx \\- y\n.SS \"Two words\"\n.TP\n.B a\n.SH "
	       "SEE\\-ALSO\n",
	       "3:1 NAME | 5:2 Two words | 8:1 SEE-ALSO");
}

static void reads_manual_pages(void **state)
{
	(void)state;
	expect(NOTATION_MAN,
	       "XZ(1)              XZ Utils              XZ(1)\n\nN\bNA\bAM\bME\bE\n       xz - "
	       "pack\n\n"
	       "\033[1mOPTIONS\033[0m\n   Long ones\n       -a     all\n\nXZ 5              2020   "
	       "           "
	       "XZ(1)\nLZ(1)              LZ Utils              LZ(1)\n\nNAME\n       lz - pack\n",
	       "3:1 N\bNA\bAM\bME\bE | 6:1 OPTIONS\033[0m | 7:2 Long ones | 13:1 NAME");
}

static void reads_a_manual_page_without_its_head(void **state)
{
	(void)state;
	expect(NOTATION_MAN, "NAME\n       xz - pack\n\nSEE ALSO\n       lz(1)\n",
	       "1:1 NAME | 4:1 SEE ALSO");
	expect(NOTATION_PLAIN, "NAME\n\nJohn\n\nAGE\n\n42\n", "1:0 NAME");
	expect(NOTATION_MAN,
	       "GCLOGCLOUD_BETA_LIST(1)\n\nNAME\n       gcloud beta list associations\n"
	       "              - list them\n\nSYNOPSIS\n       gcloud\n",
	       "3:1 NAME | 7:1 SYNOPSIS");
}

static void reads_info(void **state)
{
	(void)state;
	expect(NOTATION_INFO,
	       "This is x.info.\n\n\037\nFile: x.info,  Node: Top,  Next: A,  Up: (dir)\n\nX\n*\n\n"
	       "Manual\n******\n\n* Menu:\n\n* A::\n\n\037\nFile: x.info,  Node: A,  Up: Top\n\n1 "
	       "Start\n"
	       "*******\n\n1.1 Part\n========\n\n     No\n     --\n\n1.1.1 Bit\n.........\n\n1.1.2 "
	       "Bob\n---------\n",
	       "9:0 Manual | 19:1 1 Start | 22:2 1.1 Part | 28:4 1.1.1 Bit | 31:3 1.1.2 Bob");
}

static void reads_aozora(void **state)
{
	(void)state;
	expect(NOTATION_AOZORA,
	       "本\n\n［＃３字下げ］一［＃「一」は中見出し］\n本文。\n［＃大見出し］二［＃大見出し"
	       "終わり］\n"
	       "［＃ここから小見出し］\n三\n［＃ここで小見出し終わり］\n　文\n"
	       "四［＃「四」は同行中見出し］本文\n",
	       "1:0 本 | 3:2 一 | 5:1 二 | 7:3 三 | 10:2 四");
}

static void reads_patches(void **state)
{
	(void)state;
	expect(NOTATION_DIFF,
	       "diff --git a/x y b/x y\nindex 1..2\n--- a/x y\n+++ b/x y\n@@ -1,2 +1,3 @@ main\n "
	       "a\n--- b\n"
	       "++++ c\n+@@ -1 +1 @@\ndiff -u old/a/z new/a/z\n--- old/a/z\n+++ new/a/z\n@@ -1 +1 "
	       "@@\n-a\n+b\n"
	       "--- p\t2020\n+++ p\t2021\n@@ -0,0 +1 @@\n+a\n",
	       "1:1 x y | 5:2 @@ -1,2 +1,3 @@ main | 10:1 a/z | 13:2 @@ -1 +1 @@ | 16:1 p | "
	       "18:2 @@ -0,0 +1 @@");
	expect(NOTATION_DIFF,
	       "commit 0123456789012345678901234567890123456789\nAuthor: A\nDate:   D\n\n    Do "
	       "it\n\n"
	       "    1. one\n\ndiff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n",
	       "1:1 Do it | 9:2 f | 12:3 @@ -1 +1 @@");
}

static void reads_coloured_patches(void **state)
{
	(void)state;
	expect(NOTATION_DIFF,
	       "\033[1mdiff --git a/f b/f\033[m\n\033[1mindex 1..2\033[m\n\033[1m--- a/f\033[m\n"
	       "\033[1m+++ b/f\033[m\n\033[36m@@ -1,2 +1,2 @@\033[m main\n a\n\033[31m-# b\033[m\n"
	       "\033[32m+\033[m\033[32m# c\033[m\n",
	       "1:1 f\033[m | 5:2 @@ -1,2 +1,2 @@\033[m main");
}

static void reads_html_in_markdown(void **state)
{
	(void)state;
	expect(NOTATION_MARKDOWN,
	       "<h1 align=\"center\">\n  <img src=\"a.png\" alt=\"A\">\n  <br>Lark\n</h1>\n\n"
	       "<h2>Use</h2>\n\nText.\n\n## <a name=\"x\"></a> More [![b](c)](d) &amp; "
	       "<b>more</b>\n\n"
	       "```\n<h2>no</h2>\n```\n\n<hr>\n\n## ![Logo](l.png)\n\nText.\n\n## a<T>\n",
	       "3:0 Lark | 6:1 Use | 10:1 More & more | 18:1 Logo | 22:1 a<T>");
}

static void reads_pictures_in_titles(void **state)
{
	(void)state;
	expect(NOTATION_MARKDOWN,
	       "# <img src=\"a.svg\" height=1 alt=\"Keep a Lark\" />\n\nText.\n\n## <img "
	       "src=\"b\">\n\n"
	       "## Use\n\nText.\n\n## <b>More</b>\n",
	       "1:0 Keep a Lark | 7:1 Use | 11:1 More");
}

static void reads_texinfo(void **state)
{
	(void)state;
	expect(NOTATION_TEXINFO,
	       "\\input texinfo\n@settitle The @code{lark}\n@node Top\n@chapter Use@dots{}\n"
	       "@section At @@home\n1. x\n@unnumberedsec End\n@end\n",
	       "2:0 The lark | 4:1 Use | 5:2 At @home | 7:2 End");
}

static void reads_pod(void **state)
{
	(void)state;
	expect(NOTATION_POD,
	       "=encoding utf8\n\n=head1 NAME\n\nlark - sing\n\n=head2 C<sing> in "
	       "E<lt>B<E>\n\n=over\n\n"
	       "=item 1. x\n\n=back\n\n=head1 BUGS\n\n=cut\n",
	       "3:1 NAME | 7:2 sing in <E | 15:1 BUGS");
	expect(NOTATION_NONE,
	       "#!/usr/bin/perl\nuse strict;\n\n=head1 NAME\n\nlark\n\n=cut\n\nsing();\nsing();\n",
	       "");
}

static void reads_vim_help(void **state)
{
	(void)state;
	expect(NOTATION_VIM,
	       "*lark.txt*\tLark: get up early\t\tVersion 1.2\n\nAuthor: Jo ~\n\n"
	       "==================================================\nCONTENTS\t*lark-contents*\n\n"
	       "   1. Use .... |lark-use|\n\n"
	       "==================================================\n1. Use\t\t*lark-use* *lark*\n\n"
	       "1.1 By day ~\n\tname   what ~\n\nThe clock\t*clock*\n---------\n\n"
	       "==================================================\n\t\t*lark-b*\nBugs ~\n\n"
	       "==================================================\n\nA caption ends it.\n\n"
	       " vim:tw=78:ft=help:\n",
	       "1:0 Lark: get up early | 6:1 CONTENTS | 11:1 1. Use | 13:2 1.1 By day | "
	       "16:2 The clock | 21:1 Bugs");
	expect(NOTATION_VIM,
	       "*usr_02.txt*\tFor Vim version 9.0.\n\nFirst steps\t*steps*\n\n"
	       "==================================================\n*02.1*\tStart\n\n"
	       "--------------------------------------------------\n*Q_a*\tEnd\n",
	       "3:0 First steps | 6:1 02.1 Start | 9:2 End");
	expect(NOTATION_VIM,
	       "lark.txt\tLark\tLast change: May 1 2024\nLARK - CONTENTS\t*lark-toc*\n"
	       "==================================================\n\n  Use   |lark-use|\n\n"
	       "USE\t*lark-use*\n==================================================\n\nText.\n\n"
	       "< Colours >_______________________________________~\n\nSounds~\n\nText.\n",
	       "1:0 Lark | 2:1 LARK - CONTENTS | 7:1 USE | 12:2 Colours | 14:2 Sounds");
}

static void reads_changelogs(void **state)
{
	(void)state;
	expect(NOTATION_CHANGELOG,
	       "lark (1.2-3) unstable; urgency=low\n\n  * 1. Sing.\n\n -- Jo <jo@x>  Mon, 01 Jan "
	       "2024 10:00:00 +0000\n\nlark (1.2-2) unstable; urgency=low\n\n  * Get up.\n\n "
	       "-- Jo <jo@x>  Mon, 01 Jan 2024 10:00:00 +0000\n",
	       "1:1 lark (1.2-3) unstable; urgency=low | 7:1 lark (1.2-2) unstable; urgency=low");
	expect(NOTATION_CHANGELOG,
	       "2024-01-02  Jo Lark  <jo@x>\n\n\t* a.c (sing): Sing.\n\n\t1. One.\n\n"
	       "2024-01-01  Jo Lark  <jo@x>\n\n\t* b.c: New.\n",
	       "");
}

static void reads_help(void **state)
{
	(void)state;
	expect(NOTATION_HELP,
	       "Usage: lark [OPTION]... FILE\nSing.\n\nOutput control:\n  -q, --quiet   softly\n"
	       "  -l            loudly\n                1. very\n\nCommands\n  sing    a song\n"
	       "  sleep   at night\n\nLong lines\n  are wrapped.\n\nReport bugs to: jo@x\n",
	       "4:1 Output control | 9:1 Commands");
}

static void reads_mail(void **state)
{
	(void)state;
	expect(NOTATION_MBOX,
	       "From a@b Mon Jan  1 10:11:12 2024\nFrom: A\nTo: B\nSubject: One\n\n1. x\n\n>From "
	       "y\n\n"
	       "From c@d Tue Jan  2 10:11:12 2024\nDate: D\nTo: B\n\n2. z\n",
	       "1:1 One | 10:1 c@d Tue Jan  2 10:11:12 2024");
}

static void finds_nothing_in_logs_and_sources(void **state)
{
	static const char *const texts[] = {
		"Jan  1 10:00:00 host a: 1. x\nJan  1 10:00:01 host a: y\nJan  1 10:00:02 host a: "
		"z\n",
		"2024-01-01T10:00:00 1. x\n2024-01-01T10:00:01 y\n2024-01-01T10:00:02 2. z\n",
		"1.2.3.4 - - [01/Jan/2024:10:00:00 +0] a\n1.2.3.4 - - [01/Jan/2024:10:00:00 +0] b\n"
		"1.2.3.4 - - [01/Jan/2024:10:00:00 +0] c\n",
		"[INFO] a\n[INFO] b\n# c\n[ERROR] d\n[INFO] e\n[INFO] f\n",
		"#include <a.h>\n\n/* 1. a\n * 2. b */\nint main(void)\n{\n\tf(1);\n\treturn "
		"0;\n}\n\nvoid f(int x)\n"
		"{\n\tg(x);\n}\n",
		"[a]\nx = 1\ny = 2\n\n[b]\nz = 3\n# c\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		expect(NOTATION_NONE, texts[i], "");
}

static void takes_what_is_forced(void **state)
{
	static const char text[] = "# a\n\nb\n\n* c\n\n一、甲\n文。\n二、乙\n文。\n";

	(void)state;
	expect_forced(NOTATION_PLAIN, text, "1:0 # a | 7:1 甲 | 9:1 乙");
	expect_forced(NOTATION_MARKDOWN, text, "1:1 a");
	expect_forced(NOTATION_ORG, text, "5:1 c");
	expect_forced(NOTATION_NONE, text, "");
	for (unsigned k = 0; k < NOTATION_COUNT; k++)
		assert_int_equal(notation_by_name(notation_name(k)), k);
	assert_int_equal(notation_by_name("auto"), NOTATION_AUTO);
	assert_int_equal(notation_by_name("html"), NOTATION_COUNT);
}

static void clean_is(unsigned notation, const char *title, const char *wanted)
{
	struct buffer out;

	buffer_init(&out);
	markup_title_clean(notation, title, strlen(title), &out);
	assert_string_equal(out.len ? out.data : "", wanted);
	buffer_release(&out);
}

static void cleans_titles(void **state)
{
	(void)state;
	clean_is(NOTATION_MARKDOWN, "**A** [b `c`](u) ![i](j) snake_case_x 2 * 3 * 4 \\*d\\*",
		 "A b c snake_case_x 2 * 3 * 4 *d*");
	clean_is(NOTATION_MARKDOWN, "[[[[ **", "[[[[ **");
	clean_is(NOTATION_RST, "``a`` and *b*", "a and b");
	clean_is(NOTATION_ORG, "[[http://x][a]] ~b~", "a b");
	clean_is(NOTATION_ROFF, "\\fBA\\fR\\-b\\(aqs \\e", "A-b's \\");
	clean_is(NOTATION_LATEX, "A \\& B~C \\emph{d}", "A & B C d");
	clean_is(NOTATION_PLAIN, "**A**", "**A**");
	clean_is(NOTATION_ASCIIDOC, "A https://x.org/#y[site] [[id]]", "A site ");
	clean_is(NOTATION_ASCIIDOC, "<<ref,B>> <<C>> http://x.org", "B C http://x.org");
}

/* Any bytes, also cut anywhere, are read without harm. */
static void survives_any_bytes(void **state)
{
	static const char text[] = "\xEF\xBB\xBF# A\n\n=\n==\n= \n*\n** \nh1.\nh1. "
				   "\nh2(\n\\section{\n\\section[\n.SH\n.SH \"\n#+TITLE:\n"
				   "diff --git \ndiff -\nIndex: \n--- \n+++ \n@@ -1 +1 @@\n@@ "
				   "-999999999999,9 +1 @@\nFrom \n"
				   "From a 10:00 2000\nSubject:\n［＃「\n大見出し［＃\n\x1f\nFile: "
				   "\n= [\n=[]\n]\n[\n{#}\n# {#}\n"
				   "\xE5\n\xFF\xFE\n\0\0\n:a:\n* :a:\n::\n-->\n<!--\n";

	(void)state;
	for (size_t n = 0; n <= sizeof(text) - 1; n++)
		for (unsigned forced = 0; forced <= NOTATION_AUTO; forced++)
			if (forced != NOTATION_COUNT)
				outline_free(outline_of(text, n, forced));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_markdown),
		cmocka_unit_test(takes_comments_for_comments),
		cmocka_unit_test(reads_restructuredtext),
		cmocka_unit_test(reads_asciidoc),
		cmocka_unit_test(reads_org),
		cmocka_unit_test(reads_other_plain_notations),
		cmocka_unit_test(reads_manual_pages),
		cmocka_unit_test(reads_a_manual_page_without_its_head),
		cmocka_unit_test(reads_info),
		cmocka_unit_test(reads_aozora),
		cmocka_unit_test(reads_patches),
		cmocka_unit_test(reads_coloured_patches),
		cmocka_unit_test(reads_html_in_markdown),
		cmocka_unit_test(reads_pictures_in_titles),
		cmocka_unit_test(reads_texinfo),
		cmocka_unit_test(reads_pod),
		cmocka_unit_test(reads_vim_help),
		cmocka_unit_test(reads_changelogs),
		cmocka_unit_test(reads_help),
		cmocka_unit_test(reads_mail),
		cmocka_unit_test(finds_nothing_in_logs_and_sources),
		cmocka_unit_test(takes_what_is_forced),
		cmocka_unit_test(cleans_titles),
		cmocka_unit_test(survives_any_bytes),
	};

	return cmocka_run_group_tests_name("markup", tests, NULL, NULL);
}
