/* SPDX-License-Identifier: MIT */
/*
 * Bytes in memory for iniparser, which reads files by name alone (before 4.2).  Private to
 * base/ini.
 */
#ifndef BASE_INI_FEED_H
#define BASE_INI_FEED_H

#ifdef HAVE_CONFIG_H
#include <config.h>
#endif
#ifdef HAVE_INIPARSER_H
#include <iniparser.h>
#else
#include <iniparser/iniparser.h>
#endif

#include "base/buffer.h"

/* What iniparser makes of the bytes, for iniparser_freedict(); NULL if it refuses them or cannot
 * be given them.  Best below the size of a pipe (64 KiB).  Nothing is printed. */
dictionary *ini_feed(const struct buffer *bytes);

#endif
