/* SPDX-License-Identifier: MIT */
/* What stands above the title of an official paper: sender, number, date, receiver. */
#ifndef OUTLINE_LETTERHEAD_H
#define OUTLINE_LETTERHEAD_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a line without blanks around it (s[0..n), column cells from the left) is of that kind:
 * 青河县人民政府文件, 地福第128号, 〔2022〕15号, 各課長　様, 수신, or set to the right. */
bool letterhead_is(const char *s, size_t n, unsigned column);

/* Where the subject begins in a line that names it: 제목  통보, 件名：通知; else pos. */
size_t letterhead_subject(const char *s, size_t n, size_t pos);

#endif
