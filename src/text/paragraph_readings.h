/* SPDX-License-Identifier: MIT */
/* Inline readings in a paragraph that is clean otherwise: marked, taken out, or set above. */
#ifndef TEXT_PARAGRAPH_READINGS_H
#define TEXT_PARAGRAPH_READINGS_H

#include "text/paragraph.h"

void paragraph_apply_readings(struct paragraph *p, const struct clean_options *options);

#endif
