# SPDX-License-Identifier: MIT
"""A program on a pseudo-terminal, timed: from the keys to the last byte of what it draws."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

ROWS, COLUMNS = 24, 80
QUIET = 0.12  # seconds without output: what was asked for is drawn
LIMIT = 120.0


class Gone(Exception):
    """The program ended, or took longer than LIMIT."""


class Program:
    """Runs argv; its standard input comes from the command `feed`, if there is one."""

    def __init__(self, argv, feed=None):
        self.began = time.monotonic()
        source = os.pipe() if feed else None
        if feed:
            import subprocess
            self.feeder = subprocess.Popen(feed, stdout=source[1], stderr=subprocess.DEVNULL)
            os.close(source[1])
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            if source:
                os.dup2(source[0], 0)
            os.environ.update(TERM='xterm-256color', LC_ALL='C.UTF-8', LESS='', XDG_STATE_HOME='/nonexistent')
            os.execvp(argv[0], argv)
        if source:
            os.close(source[0])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack('HHHH', ROWS, COLUMNS, 0, 0))

    def settle(self, began, proof=None):
        """Seconds from `began` to the last byte drawn; with a proof (bytes), to the one that completes it."""
        last, seen = began, b''
        while True:
            ready, _, _ = select.select([self.fd], [], [], QUIET)
            now = time.monotonic()
            if now - began > LIMIT:
                raise Gone('too slow')
            if ready:
                try:
                    data = os.read(self.fd, 65536)
                except OSError as error:
                    raise Gone('ended') from error
                for _ in re.findall(rb'\x1b\[6n', data):  # where is the cursor?
                    os.write(self.fd, b'\x1b[1;1R')
                last, seen = now, (seen + data)[-65536:]
                if proof and proof in seen:
                    return now - began
            elif not proof and last > began:
                return last - began

    def first_screen(self):
        return self.settle(self.began)

    def keys(self, keys, proof=None):
        began = time.monotonic()
        os.write(self.fd, keys)
        return self.settle(began, proof)

    def burst(self, keys, quiet=0.006, began=None):
        """Seconds from the keys (or from `began`) to the last byte before the first pause."""
        while began is None and select.select([self.fd], [], [], 0)[0]:
            os.read(self.fd, 65536)
        began = last = began or time.monotonic()
        os.write(self.fd, keys)
        while select.select([self.fd], [], [], LIMIT if last == began else quiet)[0]:
            os.read(self.fd, 65536)
            last = time.monotonic()
        return last - began

    def cpu(self):
        """Seconds of all its threads."""
        total = 0
        for task in os.listdir(f'/proc/{self.pid}/task'):
            with open(f'/proc/{self.pid}/task/{task}/schedstat', encoding='ascii') as f:
                total += int(f.read().split()[0])
        return total / 1e9

    def rest(self):
        """Waits until it burns no CPU."""
        before, until = -1.0, time.monotonic() + LIMIT
        while self.cpu() - before > 0.0005 and time.monotonic() < until:
            before = self.cpu()
            time.sleep(0.1)

    def cpu_of(self, keys, times):
        """CPU seconds of one of `times` keys, each sent when the one before is drawn."""
        self.rest()
        before = self.cpu()
        for _ in range(times):
            os.write(self.fd, keys)
            while select.select([self.fd], [], [], 0.02)[0]:
                os.read(self.fd, 65536)
        return (self.cpu() - before) / times

    def status(self, name):
        with open(f'/proc/{self.pid}/status', encoding='ascii', errors='replace') as f:
            return int(re.search(name + r':\s+(\d+)', f.read()).group(1))

    def wakeups(self, seconds):
        def switches():
            count = 0
            for task in os.listdir(f'/proc/{self.pid}/task'):
                with open(f'/proc/{self.pid}/task/{task}/status', encoding='ascii') as f:
                    count += int(re.search(r'\nvoluntary_ctxt_switches:\s+(\d+)', f.read()).group(1))
            return count
        self.rest()
        before = switches()
        time.sleep(seconds)
        return switches() - before

    def close(self):
        for end in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.kill(self.pid, end)
            except ProcessLookupError:
                break
            for _ in range(40):
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self.fd)
                    return
                time.sleep(0.01)
        os.close(self.fd)
