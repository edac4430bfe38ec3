#!/bin/sh
# SPDX-License-Identifier: MIT
# What only a terminal has: drawing, resizing, leaving it as it was, signals.  Needs tmux; prints TAP.
set -u
if ! command -v tmux >/dev/null 2>&1; then
	echo '1..0 # SKIP tmux is missing'
	exit 0
fi
root=${SRCDIR:-.}
program=${SPEECHVIEW:-./speechview}
folder=$(mktemp -d)
socket=$folder/tmux
XDG_STATE_HOME=$folder/state
export XDG_STATE_HOME
n=0
failed=0
t() { tmux -S "$socket" -f /dev/null "$@"; }
trap 't kill-server 2>/dev/null; rm -rf "$folder"' EXIT

# seen PATTERN: waits, ten seconds at most, until the screen has it.
seen() {
	i=0
	while [ $i -lt 100 ]; do
		t capture-pane -p 2>/dev/null | grep -q -- "$1" && return 0
		i=$((i + 1))
		sleep 0.1
	done
	t capture-pane -p | sed 's/^/# /'
	return 1
}
ok() {
	n=$((n + 1))
	if "$@"; then echo "ok $n - $what"; else echo "not ok $n - $what"; failed=1; fi
}

# Tells its process before it becomes the program, so that a signal finds it without other tools.
cat >"$folder/start" <<'START'
echo $$ >"$1"
shift
exec "$@"
START

echo 1..13
LC_ALL=C.UTF-8 t new-session -d -x 60 -y 14 "cat" || exit 1
t set -g default-terminal screen-256color
t respawn-pane -k "LC_ALL=C.UTF-8 '$program' '$root/docs/samples/speech.txt'; echo left \$?; stty -a | grep -o -- '-*icanon'; cat"
what='the first screen'; ok seen '在全市防汛工作会议上的讲话'
t send-keys ']' ']'
what='headings are moved by'; ok seen '9/27'
t resize-window -x 40 -y 10
what='a resize keeps the place'; ok seen '9/27'
t send-keys m a q
what='q leaves, the terminal is as it was'; ok seen '^icanon'
t respawn-pane -k "LC_ALL=C.UTF-8 sh '$folder/start' '$folder/pid' '$program' '$root/docs/samples/speech.txt'; echo left \$?; stty -a | grep -o -- '-*icanon'; cat"
what='the place comes back'; ok seen '9/27'
t send-keys / 堤防 Enter
what='hits are counted to the last one'; ok seen '/4 hits'
t send-keys g "'" a
what='the mark comes back'; ok seen '9/27'
kill -TERM "$(cat "$folder/pid")"
what='a signal leaves the terminal as it was'; ok seen '^icanon'
t respawn-pane -k "LC_ALL=C.UTF-8 '$program'; echo left \$?; cat"
what='without a file the library opens'; ok seen 'Library  1'
t send-keys Enter
what='Enter goes on where reading stopped'; ok seen 'where reading stopped'
t send-keys g m b
seen 'mark b is here'
t respawn-pane -k "LC_ALL=C.UTF-8 '$program' --bookmarks '$root/docs/samples/speech.txt'; cat"
what='a mark is kept at once, however the program ends'; ok seen '^1: b'
t resize-window -x 250 -y 10
t respawn-pane -k "LC_ALL=C.UTF-8 '$program' '$root/docs/samples'; echo left \$?; cat"
what='a folder is named'; ok seen 'is a directory'
what='a folder is refused'; ok seen 'left 2'
exit $failed
