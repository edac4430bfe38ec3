#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make fold_table.h from the Unicode Character Database.

    make-folds.py [/usr/share/unicode] > fold_table.h

Reads UnicodeData.txt (decompositions) and CaseFolding.txt (statuses C and F: the full, locale-free
folding; Turkish is left alone).  A row is one step: a code point, what it becomes, and which kind of
difference that is.  Hangul syllables are left out (they are arithmetic), and so is whatever becomes a
blank, or holds one, but for the full-width one (blanks are an element of their own).
"""
import os
import sys

CASE, WIDTH, FORM, KANA = 1, 2, 4, 8
LINE = 96


def decompositions(path):
    for line in open(path, encoding="ascii"):
        field = line.rstrip("\n").split(";")
        if not field[5]:
            continue
        words = field[5].split()
        tag = words.pop(0) if words[0].startswith("<") else ""
        target = [int(w, 16) for w in words]
        kind = WIDTH if tag in ("<wide>", "<narrow>") else FORM
        if 0x20 in target and kind != WIDTH:
            continue
        # A half-width voiced kana is two characters: the step from the one to the two goes with it.
        if not tag and target[-1] in (0x3099, 0x309A):
            kind = FORM | WIDTH
        yield int(field[0], 16), kind, target


def foldings(path):
    for line in open(path, encoding="utf-8"):
        field = [f.strip() for f in line.split("#")[0].split(";")]
        if len(field) >= 3 and field[1] in "CF":
            yield int(field[0], 16), CASE, [int(w, 16) for w in field[2].split()]


def kana():
    for c in list(range(0x3041, 0x3097)) + [0x309D, 0x309E]:
        yield c, KANA, [c + 0x60]


def emit(name, kind, numbers):
    print("static const %s %s[] = {" % (kind, name))
    line = "\t"
    for n in numbers:
        word = n + ","
        if len(line) + len(word) + 8 > LINE:
            print(line.rstrip())
            line = "\t"
        line += word + " "
    print(line.rstrip())
    print("};")


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
    rows = list(decompositions(os.path.join(folder, "UnicodeData.txt")))
    rows += list(foldings(os.path.join(folder, "CaseFolding.txt")))
    rows += list(kana())
    rows.sort(key=lambda r: (r[0], r[1]))
    pool, at = [], {}
    for _, _, target in sorted(rows, key=lambda r: -len(r[2])):
        key = tuple(target)
        if key not in at:
            at[key] = len(pool)
            pool += target
    assert len(pool) < 65536 and len(rows) < 65536
    print("/* SPDX-License-Identifier: MIT AND Unicode-DFS-2016 */")
    print("/*\n * Made by make-folds.py from UnicodeData.txt and CaseFolding.txt of the Unicode Character"
          "\n * Database 15.0, (c) 1991-2022 Unicode, Inc., https://www.unicode.org/terms_of_use.html\n"
          " * Do not edit.\n */")
    print("/* clang-format off */")
    emit("fold_pool", "uint32_t", ["0x%X" % c for c in pool])
    print("\n/* {code point, kinds, length of the target, target in fold_pool}, by code point. */")
    emit("fold_rows", "struct fold_row",
         ["{0x%X,%d,%d,%d}" % (c, kind, len(t), at[tuple(t)]) for c, kind, t in rows])
    print("\n/* The rows by the first code point of their targets. */")
    order = sorted(range(len(rows)), key=lambda i: (rows[i][2][0], rows[i][0], rows[i][1]))
    emit("fold_reverse", "uint16_t", [str(i) for i in order])
    print("/* clang-format on */")


main()
