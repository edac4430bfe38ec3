/* SPDX-License-Identifier: MIT */
/* Any bytes as an INI file; what was read is written, and must be read back the same. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "base/ini.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Values under plain names, so that no name needs what the writer refuses. */
static void write_all(const struct ini *ini, struct buffer *out, size_t *n)
{
	struct buffer text;

	buffer_init(&text);
	ini_write_section(out, "all");
	for (size_t i = 0; i < ini_sections(ini); i++) {
		const char *section = ini_section(ini, i);

		for (size_t k = 0; k < ini_keys(ini, section); k++) {
			struct buffer key;

			buffer_init(&key);
			buffer_printf(&key, "key%zu", (*n)++);
			buffer_clear(&text);
			assert(ini_text(ini, section, ini_key(ini, section, k), &text));
			ini_write_text(out, key.data, text.data, text.len);
			buffer_release(&key);
		}
	}
	buffer_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ini *read = ini_parse("fuzz", (const char *)data, size), *again;
	const struct ini_fault *faults;
	struct buffer out, second, raw;
	size_t n = 0, m = 0;

	for (size_t i = 0; i < ini_faults(read, &faults); i++)
		assert(faults[i].line > 0 && faults[i].why[0] != '\0');
	buffer_init(&out);
	buffer_init(&second);
	write_all(read, &out, &n);
	again = ini_parse("again", out.data, out.len);
	assert(ini_faults(again, &faults) == 0);
	assert(ini_keys(again, "all") == n);
	write_all(again, &second, &m);
	assert(n == m && out.len == second.len && memcmp(out.data, second.data, out.len) == 0);
	ini_free(again);

	/* The bytes themselves as a value. */
	buffer_clear(&out);
	buffer_init(&raw);
	ini_write_section(&out, "s");
	ini_write_text(&out, "k", (const char *)data, size);
	again = ini_parse("raw", out.data, out.len);
	assert(ini_text(again, "s", "k", &raw));
	assert(raw.len == size && (size == 0 || memcmp(raw.data, data, size) == 0));
	ini_free(again);
	buffer_release(&raw);
	buffer_release(&out);
	buffer_release(&second);
	ini_free(read);
	return 0;
}
