/* SPDX-License-Identifier: MIT */
/*
 * Encodings: which one some bytes are in, and a decoder from it to UTF-8 that loses nothing: a
 * byte that its encoding cannot decode becomes a lone surrogate, U+DC00 + byte, three bytes long
 * (ED B2 80 for 80 to ED B3 BF for FF), which paragraph shows as <80> ... <FF>.
 */
#ifndef TEXT_ENCODING_H
#define TEXT_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/cause.h"

/* As much of a text as detection wants to see. */
#define ENCODING_SAMPLE 65536

/*
 * The encoding of a text that begins with these bytes, as a name for iconv: "UTF-8" (also for
 * plain ASCII and for what nothing else explains), "UTF-16LE", "GB18030", "BIG5", ...  In order: a
 * BOM, the parity of NULs, UTF-8 with a cut tail and a few bad bytes allowed, uchardet (loaded only
 * then), and the frequencies of valid pairs where uchardet is not there or names an encoding of
 * single bytes for what reads well as Chinese, Japanese or Korean.  A constant string.
 */
const char *encoding_detect(const char *bytes, size_t len);

/* Whether the bytes mean the same in all encodings that detection tells apart: ASCII without NULs
 * and escapes.  What follows decides. */
bool encoding_is_plain(const char *bytes, size_t len);

/* Whether a name means UTF-8, in any spelling: "utf8", "UTF-8". */
bool encoding_is_utf8(const char *encoding);

/* The names that a reader may want, the likelier first in their groups: "auto", "UTF-8", "GB18030",
 * ...; NULL after the last.  Others that iconv knows can be had as well. */
const char *encoding_name(size_t i);

struct decoder;

/*
 * A decoder from the named encoding (any name that iconv knows); NULL with a cause if unknown.
 * Names whose texts use more than the standard has are read as the larger one: GBK and GB2312 as
 * GB18030, Big5 as Big5-HKSCS, Shift_JIS as CP932, EUC-JP as EUC-JP-MS, EUC-KR as CP949.
 */
struct decoder *decoder_new(const char *encoding, struct cause *cause) ATTRIBUTE_NODISCARD;
void decoder_free(struct decoder *d);

/*
 * Decodes the next bytes of the stream and appends UTF-8; the last ones may be kept until more
 * come.  With `last` nothing more comes, and what was kept is written out as bad bytes.  In UTF-16
 * and UTF-32 a bad unit is two or four bad bytes, of which those below 80 become ED B0 xx and
 * ED B1 xx.  A BOM at the start gives nothing.
 */
void decoder_feed(struct decoder *d, const char *bytes, size_t len, bool last, struct buffer *out);

#endif
