#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compare outlines with gold outlines, and print TAP.

    score.py                        the cases beside this file, and those of $SHARED/corpus/outline if they are there,
                                    with $SPEECHVIEW --outline=json --points=on
    score.py PROGRAM FOLDER...      every FOLDER/NAME.gold against PROGRAM NAME.txt

A gold line is LINE <tab> LEVEL <tab> TITLE: LEVEL is 0 for the document's title, 1.. by nesting (the rank among the
levels of the document counts), P for a point; "# " begins a comment.  The program prints one JSON object a line.
A case passes if nothing is missing, false, at the wrong level or wrongly titled.  KNOWN lists what is wrong and known:
such a case is reported as "not ok ... # TODO", and as a failure if anything else is wrong in it."""
import glob
import json
import os
import re
import shlex
import subprocess
import sys
import unicodedata


# A body that runs into its heading without a stop: only the printed contents tell where the title ends.
KNOWN = {'rfc-deflate': {('title', 233)}}


def fold(text):
    text = re.sub(r'[\s`*\u200b]+', '', unicodedata.normalize('NFKC', text or ''))
    return text.rstrip('.。:：;；,，、…!！?？')


def read_gold(path):
    rows = []
    with open(path, encoding='utf-8') as f:
        for line in f:
            if line.startswith('#') or not line.strip():
                continue
            number, level, title = line.rstrip('\n').split('\t')
            rows.append((int(number), level, fold(title)))
    return rows


def read_output(command, path):
    done = subprocess.run(shlex.split(command) + [path], stdout=subprocess.PIPE, timeout=60)
    rows = []
    for line in done.stdout.decode('utf-8', 'replace').splitlines():
        o = json.loads(line)
        level = 'P' if o.get('point') else str(o['level'])
        rows.append((o['line'], level, fold((o.get('label') or '') + o['title'])))
    return rows


def ranked(rows):
    levels = sorted({int(level) for _, level, _ in rows if level not in ('P', '0')})
    rank = {str(level): str(i + 1) for i, level in enumerate(levels)}
    return [(line, rank.get(level, level), title) for line, level, title in rows]


def same(gold, got):
    return gold == got or (gold[:2] == got[:2] and len(gold[2]) > 40 and gold[2].startswith(got[2][:24]))


def compare(gold, got):
    gold, got = ranked(gold), ranked(got)
    wrong = []
    while gold or got:
        if gold and got and same(gold[0], got[0]):
            gold.pop(0), got.pop(0)
        elif gold and got and gold[0][:2] == got[0][:2] and gold[0][1] != 'P':
            wrong.append(('title', got.pop(0)))
            gold.pop(0)
        elif gold and (not got or gold[0][0] <= got[0][0]):
            wrong.append(('expected', gold.pop(0)))
        else:
            wrong.append(('got', got.pop(0)))
    return wrong


def main(arguments):
    if not arguments:
        here = os.path.dirname(os.path.abspath(__file__))
        corpus = os.path.join(os.environ.get('SHARED', '../shared'), 'corpus', 'outline')
        arguments = [os.environ.get('SPEECHVIEW', './speechview') + ' --no-state --outline=json --points=on', here]
        if os.path.isdir(corpus):
            arguments.append(corpus)
        else:
            print(f'# {corpus} is not there: only the cases beside this file are scored')
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    paths = [p for folder in arguments[1:] for p in sorted(glob.glob(os.path.join(folder, '*.gold')))]
    print(f'1..{len(paths)}')
    failed = 0
    for i, path in enumerate(paths, 1):
        wrong = compare(read_gold(path), read_output(arguments[0], path[:-5] + '.txt'))
        name = os.path.basename(path)[:-5]
        known = KNOWN.get(name, set()) if {(what, row[0]) for what, row in wrong} == KNOWN.get(name) else set()
        failed += bool(wrong) and not known
        print(f'{"not " if wrong else ""}ok {i} - {name}{" # TODO " + str(sorted(known)) if known else ""}')
        for what, (line, level, title) in wrong[:20]:
            print(f'# {what:8} {line}: [{level}] {title[:70]}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
