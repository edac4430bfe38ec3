/* SPDX-License-Identifier: MIT */
/* JSON Lines by jansson: one object a line, fields in the order in which they are set. */
#ifndef PRINT_JSON_H
#define PRINT_JSON_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Sets a string that may be any bytes: what is no UTF-8 becomes U+FFFD. */
void json_put_text(json_t *object, const char *key, const char *bytes, size_t len);
void json_put_number(json_t *object, const char *key, uint64_t number);

/* Writes the object as a line and releases it. */
void json_put_line(json_t *object, FILE *out);

#endif
