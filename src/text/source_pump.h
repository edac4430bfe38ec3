/* SPDX-License-Identifier: MIT */
/*
 * A pump: the thread that reads a pipe, a device, a filter or a file in another encoding, finds
 * out its encoding, and writes it as UTF-8 into a spool.  It sleeps in poll() while nothing comes
 * and on the spool's condition while nobody wants more, and can be stopped in both.
 */
#ifndef TEXT_SOURCE_PUMP_H
#define TEXT_SOURCE_PUMP_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/attributes.h"
#include "base/cause.h"
#include "base/job.h"
#include "text/encoding.h"
#include "text/source_spool.h"

struct pump_input {
	int fd;                  /* what is read */
	const char *name;        /* for messages */
	const char *encoding;    /* NULL: detect; outlives the pump */
	struct decoder *decoder; /* from that encoding; NULL for UTF-8 or none yet */
	bool raw;                /* the bytes are passed on as they are */
	const char *program;     /* a filter's, for messages; else NULL */
	pid_t process;           /* the filter's, which the pump reaps; else 0 */
	int errors;              /* what the filter complains of; -1: none */
	const struct wake *wake; /* may be NULL */
};

struct pump;

/*
 * Starts it; the pump owns input's descriptors, decoder and process from now on, after a failure
 * too.  The spool must outlive it.
 */
struct pump *pump_start(struct spool *spool, const struct pump_input *input,
			struct cause *cause) ATTRIBUTE_NODISCARD;

/* Stops it wherever it waits; a filter that still runs is killed. */
void pump_free(struct pump *p);

/* The encoding, once it is known, else NULL.  Any thread. */
const char *pump_encoding(const struct pump *p);

#endif
