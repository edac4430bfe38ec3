/* SPDX-License-Identifier: MIT */
#include "print/json.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/utf8.h"

void json_put_text(json_t *object, const char *key, const char *bytes, size_t len)
{
	struct buffer clean;
	size_t i = 0;

	buffer_init(&clean);
	while (i < len) {
		uint32_t c;
		size_t n = utf8_decode(bytes + i, len - i, &c);

		if (c == UTF8_BAD)
			buffer_append_code_point(&clean, 0xFFFD);
		else
			buffer_append(&clean, bytes + i, n);
		i += n;
	}
	json_object_set_new(object, key, json_stringn(clean.data, clean.len));
	buffer_release(&clean);
}

void json_put_number(json_t *object, const char *key, uint64_t number)
{
	json_object_set_new(object, key, json_integer((json_int_t)number));
}

void json_put_line(json_t *object, FILE *out)
{
	char *text = json_dumps(object, JSON_COMPACT | JSON_PRESERVE_ORDER);

	if (text != NULL)
		fprintf(out, "%s\n", text);
	free(text);
	json_decref(object);
}
