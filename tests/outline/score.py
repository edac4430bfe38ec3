#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compare outlines with gold outlines, and print TAP and the accuracy.

    score.py                        the folders beside this file, and $SHARED/corpus/outline if it is there, with
                                    $SPEECHVIEW --outline=json --points=on
    score.py PROGRAM FOLDER...      every FOLDER/NAME.gold against PROGRAM NAME.txt
    --summary                       the table only, so that texts which nobody may see can be scored
    --min-f1 N --min-level N --min-tree N   fail if the mean over all documents is below N
    --self-test                     test this script

A gold line is LINE <tab> LEVEL <tab> TITLE: LEVEL is 0 for the document's title, 1.. by nesting (the rank among the
levels of the document counts), P for a point; "# " begins a comment.  The program prints one JSON object a line.
A case passes if nothing is missing, false, at the wrong level or wrongly titled.  Of the folders in FLOORS only the
means are looked at: unseen/ holds texts that nobody looks at who changes the rules, hard/ what the rules get wrong.
The table has two rows a folder, "micro" (all headings together) and "macro" (the mean over documents).  P R F1: the
headings' lines; a document without any has 1 if none is found, else 0.  Of the headings found: level (the rank among
the levels found), tree (the parent; the document's title is none), title.  pP pR: points."""
import argparse
import collections
import glob
import json
import os
import re
import shlex
import subprocess
import sys
import unicodedata

# The least mean of F1, level and tree.
FLOORS = {'unseen': (0.93, 0.96, 0.97), 'hard': (0.83, 0.95, 0.95)}

# up is the line of the parent, 0 at the top.
Row = collections.namedtuple('Row', 'line level title up')
COLUMNS = ('P', 'R', 'F1', 'level', 'tree', 'title', 'pP', 'pR')


def fold(text):
    text = re.sub(r'[\s`*\u200b]+', '', unicodedata.normalize('NFKC', text or ''))
    return text.rstrip('.。:：;；,，、…!！?？')


def with_parents(rows):
    """Rows of (line, level, title): the parent is the nearest heading above of a lower level, but for the title."""
    result, path = [], []
    for line, level, title in rows:
        up = 0
        if level != 'P':
            path = [step for step in path if step[1] < int(level)]
            up = path[-1][0] if path else 0
            if int(level) > 0:
                path.append((line, int(level)))
        result.append(Row(line, level, title, up))
    return result


def read_gold(text):
    rows = []
    for row in text.split('\n'):
        if row.startswith('#') or not row.strip():
            continue
        line, level, title = row.split('\t')
        rows.append((int(line), level, fold(title)))
    return with_parents(rows)


def read_output(text):
    objects = [json.loads(line) for line in text.split('\n') if line]
    rows = with_parents([(o['line'], 'P' if o.get('point') else str(o['level']),
                          fold((o.get('label') or '') + o['title'])) for o in objects])
    headings = {o['id']: row for o, row in zip(objects, rows) if 'id' in o}
    for i, o in enumerate(objects):
        parent = headings.get(o.get('parent'))
        if parent:
            rows[i] = rows[i]._replace(up=0 if parent.level == '0' else parent.line)
    return rows


def run(command, path):
    done = subprocess.run(shlex.split(command) + [path], stdout=subprocess.PIPE, timeout=60)
    if done.returncode not in (0, 1):
        sys.exit(f'{path}: exit {done.returncode}')
    return done.stdout.decode('utf-8', 'replace')


def same_title(gold, got):
    return gold == got or (len(gold) > 40 and len(got) >= 24 and gold.startswith(got[:24]))


def ranked(rows):
    levels = sorted({int(row.level) for row in rows if row.level not in ('P', '0')})
    rank = {str(level): str(i + 1) for i, level in enumerate(levels)}
    return [row._replace(level=rank.get(row.level, row.level)) for row in rows]


def compare(gold, got):
    gold, got = ranked(gold), ranked(got)
    wrong = []
    while gold or got:
        alike = gold and got and gold[0][:2] == got[0][:2]
        if alike and same_title(gold[0].title, got[0].title):
            gold.pop(0), got.pop(0)
        elif alike and gold[0].level != 'P':
            wrong.append(('title', got.pop(0)))
            gold.pop(0)
        elif gold and (not got or gold[0].line <= got[0].line):
            wrong.append(('expected', gold.pop(0)))
        else:
            wrong.append(('got', got.pop(0)))
    return wrong


def pairs_of(gold, got):
    waiting = collections.defaultdict(list)
    for row in got:
        waiting[row.line].append(row)
    return [(row, waiting[row.line].pop(0)) for row in gold if waiting[row.line]]


def count(gold, got):
    points = [collections.Counter((r.line, r.title[:4]) for r in rows if r.level == 'P') for rows in (gold, got)]
    gold, got = [[row for row in rows if row.level != 'P'] for rows in (gold, got)]
    pairs = pairs_of(gold, got)
    titles = {a.line for a, _ in pairs if a.level == '0'}
    body = [(a, b._replace(up=0 if b.up in titles else b.up)) for a, b in pairs if a.level != '0']
    ranks = [{level: i for i, level in enumerate(sorted({int(pair[side].level) for pair in body}))} for side in (0, 1)]
    return collections.Counter(
        gold=len(gold), got=len(got), found=len(pairs), body=len(body),
        level=sum(ranks[0][int(a.level)] == ranks[1][int(b.level)] for a, b in body),
        tree=sum(a.up == b.up for a, b in body),
        title=sum(same_title(a.title, b.title) for a, b in pairs),
        pgold=sum(points[0].values()), pgot=sum(points[1].values()), pfound=sum((points[0] & points[1]).values()))


def accuracy(c):
    def share(part, whole):
        return c[part] / c[whole] if c[whole] else None

    p, r = share('found', 'got'), share('found', 'gold')
    if p is None or r is None:
        p = r = float(c['gold'] == c['got'])
    return {'P': p, 'R': r, 'F1': 2 * p * r / (p + r) if p + r else 0.0, 'level': share('level', 'body'),
            'tree': share('tree', 'body'), 'title': share('title', 'found'),
            'pP': share('pfound', 'pgot'), 'pR': share('pfound', 'pgold')}


def macro(counts):
    columns = {column: [f[column] for f in map(accuracy, counts) if f[column] is not None] for column in COLUMNS}
    return {column: sum(values) / len(values) if values else None for column, values in columns.items()}


def print_table(folders):
    folders = {**folders, 'all': [c for counts in folders.values() for c in counts]}
    width = max(map(len, folders))
    print(f'# {"":{width}}  docs   gold  found  false       ' + ' '.join(f'{column:>6}' for column in COLUMNS))
    for name, counts in folders.items():
        c = sum(counts, collections.Counter())
        for kind, figures in (('micro', accuracy(c)), ('macro', macro(counts))):
            print(f'# {name:{width}} {len(counts):5} {c["gold"]:6} {c["found"]:6} {c["got"] - c["found"]:6} {kind} '
                  + ' '.join('     -' if value is None else f'{value:6.3f}' for value in figures.values()))
    return macro(folders['all'])


def self_test():
    """Whether known cases come out as they should."""
    gold = read_gold('# c\n1\t0\tDoc\n3\t1\t1. A\n4\t2\t(a) B\n5\tP\tone is\n7\t1\t2. C\n8\t2\t(a) D\n')
    rows = [dict(id=i + 1, line=row.line, level=0 if row.level == 'P' else int(row.level), title=row.title,
                 parent=[0, 1, 2, 3, 1, 5][i], point=row.level == 'P') for i, row in enumerate(gold)]

    def got(objects):
        return read_output('\n'.join(json.dumps(o) for o in objects))

    def figures(*objects):
        return accuracy(count(gold, got(objects)))

    flat = figures(*[dict(line=o['line'], level=1, title=o['title']) for o in rows if not o['point']])
    deep = figures(*[dict(o, level=o['level'] + 3) for o in rows if not o['point']])
    halves = [count([], []), count(gold, [])]
    return all([
        set(figures(*rows).values()) == {1.0} and not compare(gold, got(rows)),
        deep['level'] == 1 and deep['tree'] == 1 and deep['pR'] == 0,
        flat['level'] == 0.5 and flat['tree'] == 0.5 and flat['F1'] == 1,
        figures(*rows[:2], dict(line=6, level=1, title='x'))['P'] == 2 / 3,
        figures(*rows[:2])['R'] == 2 / 5 and figures(*rows[:2])['pP'] is None,
        figures(dict(line=3, level=1, title='wrong'))['title'] == 0,
        accuracy(count([], []))['F1'] == 1 and accuracy(count([], got(rows[:1])))['F1'] == 0,
        macro(halves)['F1'] == 0.5 and accuracy(halves[0] + halves[1])['F1'] == 0,
        same_title('x' * 50, 'x' * 24) and not same_title('x' * 50, 'x' * 23) and fold('Ａ b. ') == 'Ab'])


def score(command, folder, summary, number):
    """The counts of each case in the folder, and how many have failed."""
    counts, failed = [], 0
    for path in sorted(glob.glob(os.path.join(folder, '*.gold'))):
        name = os.path.basename(path)[:-5]
        with open(path, encoding='utf-8') as f:
            gold = read_gold(f.read())
        got = read_output(run(command, path[:-5] + '.txt'))
        counts.append(count(gold, got))
        if summary:
            continue
        wrong = compare(gold, got)
        failed += bool(wrong)
        print(f'{"not " if wrong else ""}ok {number + len(counts)} - {name}')
        for what, row in wrong[:20]:
            print(f'# {what:8} {row.line}: [{row.level}] {row.title[:70]}')
    return counts, failed


def number_of_tests(folder):
    return 1 if os.path.basename(folder) in FLOORS else len(glob.glob(os.path.join(folder, '*.gold')))


def main(arguments):
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--summary', action='store_true')
    parser.add_argument('--self-test', action='store_true')
    for figure in ('f1', 'level', 'tree'):
        parser.add_argument(f'--min-{figure}', type=float, default=0.0)
    parser.add_argument('program', nargs='?')
    parser.add_argument('folders', nargs='*')
    options = parser.parse_args(arguments)
    sound = self_test()
    if options.self_test or not sound:
        sys.exit(None if sound else 'the scorer itself is wrong')
    command, folders = options.program, options.folders
    if command and not folders:
        parser.error('no folder')
    if not command:
        here = os.path.dirname(os.path.abspath(__file__))
        corpus = os.path.join(os.environ.get('SHARED', '../shared'), 'corpus', 'outline')
        command = os.environ.get('SPEECHVIEW', './speechview') + ' --no-state --outline=json --points=on'
        folders = [os.path.join(here, name) for name in ('cases', *FLOORS)] + [corpus] * os.path.isdir(corpus)
        if corpus not in folders:
            print(f'# {corpus} is not there: only the cases beside this file are scored')
    if not options.summary:
        print(f'1..{sum(number_of_tests(folder) for folder in folders)}')
    table, failed, number = {}, 0, 0
    for folder in folders:
        floors = None if options.summary else FLOORS.get(os.path.basename(folder))
        counts, bad = score(command, folder, options.summary or floors, number)
        table[os.path.normpath(folder)[-40:]] = counts
        number += 1 if floors else len(counts)
        if floors:
            figures = macro(counts)
            bad = any(figures[name] < least for name, least in zip(('F1', 'level', 'tree'), floors))
            print(f'{"not " if bad else ""}ok {number} - {os.path.basename(folder)}: F1, level and tree are at least {floors}')
        failed += bad
    figures = print_table(table)
    for figure, least in (('F1', options.min_f1), ('level', options.min_level), ('tree', options.min_tree)):
        if (figures[figure] or 0.0) < least:
            print(f'# {figure} is below {least}')
            failed += 1
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
