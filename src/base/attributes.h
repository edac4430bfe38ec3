/* SPDX-License-Identifier: MIT */
/* Attributes: the compiler extensions that the project allows itself, all of them here. */
#ifndef BASE_ATTRIBUTES_H
#define BASE_ATTRIBUTES_H

#if defined(__GNUC__)
#define ATTRIBUTE_FORMAT(format_at, arguments_at) \
	__attribute__((format(printf, format_at, arguments_at)))
#define ATTRIBUTE_MALLOC __attribute__((malloc, returns_nonnull, warn_unused_result))
#define ATTRIBUTE_NODISCARD __attribute__((warn_unused_result))
#define ATTRIBUTE_NORETURN __attribute__((noreturn))
#else
#define ATTRIBUTE_FORMAT(format_at, arguments_at)
#define ATTRIBUTE_MALLOC
#define ATTRIBUTE_NODISCARD
#define ATTRIBUTE_NORETURN
#endif

#endif
