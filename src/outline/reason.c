/* SPDX-License-Identifier: MIT */
#include "outline/reason.h"

#include <assert.h>

const char *reason_text(unsigned reason)
{
	static const char *const texts[] = {
#define ROW(name, text) text,
		OUTLINE_REASONS(ROW)
#undef ROW
	};

	assert(reason < REASON_COUNT);
	return texts[reason];
}
