/* SPDX-License-Identifier: MIT */
#include "ui/signals.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>

/* Signal handlers have no struct to be given. */
static atomic_uint arrived;
static const struct wake *loop;

static void on_signal(int number)
{
	unsigned flag = 0;

	switch (number) {
	case SIGHUP:
	case SIGTERM:
		flag = SIGNAL_END;
		break;
	case SIGWINCH:
		flag = SIGNAL_RESIZE;
		break;
	case SIGTSTP:
		flag = SIGNAL_STOP;
		break;
	case SIGCONT:
		flag = SIGNAL_CONTINUE;
		break;
	}
	atomic_fetch_or(&arrived, flag);
	wake_signal(loop);
}

static void install(int number, void (*handler)(int))
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = handler;
	action.sa_flags = SA_RESTART;
	sigfillset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

void signals_install(const struct wake *wake)
{
	loop = wake;
	install(SIGHUP, on_signal);
	install(SIGTERM, on_signal);
	install(SIGWINCH, on_signal);
	install(SIGTSTP, on_signal);
	install(SIGCONT, on_signal);
	install(SIGINT, SIG_IGN);
	install(SIGPIPE, SIG_IGN);
	install(SIGXFSZ, SIG_IGN);
}

unsigned signals_take(void)
{
	return atomic_exchange(&arrived, 0);
}
