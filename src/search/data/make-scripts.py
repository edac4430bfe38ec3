#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make script_table.h: which Han characters are written for the same traditional one.

    make-scripts.py TABLES [/usr/share/unicode] > script_table.h

TABLES is a folder with the text forms of OpenCC's character tables.  On Debian, with the packages
opencc and libopencc1.1:

    for t in STCharacters TSCharacters TWVariants HKVariants JPVariants; do
        opencc_dict -i /usr/share/opencc/$t.ocd2 -f ocd2 -o TABLES/$t.txt -t text
    done

From Unihan: kTraditionalVariant, kSimplifiedVariant, kZVariant, kJinmeiyoKanji (the new form of an
old one) and those kSemanticVariant pairs that hold both ways.

The relation is not transitive.  Each character has a set of common forms, traditional characters
(simplified 发: 發 and 髮; shinjitai 発: 發), and two characters count as the same if their sets meet:
发 is 發, 髮 and 発, but 發 is not 髮.
"""
import bz2
import collections
import os
import sys

LINE = 96


def unihan(folder, name, wanted):
    path = os.path.join(folder, "Unihan_%s.txt" % name)
    with (open(path, "rb") if os.path.exists(path) else bz2.open(path + ".bz2")) as f:
        for line in f.read().decode("utf-8").splitlines():
            field = line.split("\t")
            if len(field) == 3 and field[1] in wanted:
                yield int(field[0][2:], 16), field[1], field[2].split()


def code_point(word):
    return int(word.split("<")[0][2:], 16)


def table(folder, name):
    for line in open(os.path.join(folder, name + ".txt"), encoding="utf-8"):
        key, values = line.rstrip("\n").split("\t")
        values = values.split(" ")
        if len(key) == 1 and all(len(v) == 1 for v in values):
            yield ord(key), [ord(v) for v in values]


def common_forms(tables, folder):
    forms = collections.defaultdict(set)
    links, semantic = set(), set()
    for simplified, values in table(tables, "STCharacters"):
        forms[simplified].update(values)
    for name in ("TSCharacters", "TWVariants", "HKVariants", "JPVariants"):
        for traditional, values in table(tables, name):
            for v in values:
                # A form that stands for another one and for itself keeps both.
                if v != traditional:
                    forms[v].add(traditional)
    for c, field, words in unihan(folder, "Variants", (
            "kTraditionalVariant", "kSimplifiedVariant", "kZVariant", "kSemanticVariant")):
        for word in words:
            v = code_point(word)
            if field == "kTraditionalVariant":
                forms[c].add(v)
            elif field == "kSimplifiedVariant":
                forms[v].add(c)
            elif field == "kZVariant":
                links.add((c, v))
            elif not word.endswith("<kLau"):
                # That one source alone calls 關 and 寡 the same.
                semantic.add((c, v))
    for c, _, words in unihan(folder, "OtherMappings", ("kJinmeiyoKanji",)):
        for w in words:
            if ":" in w:
                # 2010:U+4E9C in the row of U+4E9E: the old form 亞 of 亜.
                forms[code_point(w.split(":")[1])].add(c)
    links |= {(a, b) for a, b in semantic if (b, a) in semantic}
    return forms, links


def settle(forms, links):
    """Common forms that are themselves written for others are replaced by those; then the links."""
    settled = {}
    for c, roots in forms.items():
        out = set()
        for r in roots:
            further = forms.get(r, set())
            out |= {r} if r in further or not further or r == c else further | {r}
        settled[c] = out
    joined = {c: set(roots) for c, roots in settled.items()}
    for a, b in links:
        # Only between characters that stand for themselves, and not on to what those stand for.
        if a in settled.get(a, {a}) and b in settled.get(b, {b}):
            joined.setdefault(a, {a}).add(b)
            joined.setdefault(b, {b}).add(a)
    return joined


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
    folder = sys.argv[2] if len(sys.argv) > 2 else "/usr/share/unicode"
    forms = settle(*common_forms(sys.argv[1], folder))
    for r in {r for roots in forms.values() for r in roots}:
        # A common form is written for itself.
        forms.setdefault(r, set()).add(r)
    pairs = sorted((c, r) for c, roots in forms.items() for r in roots)
    members = collections.Counter(r for _, r in pairs)
    pairs = [(c, r) for c, r in pairs if members[r] > 1]
    assert len(pairs) < 65536
    print("/* SPDX-License-Identifier: MIT AND Unicode-DFS-2016 AND Apache-2.0 */")
    print("/*\n * Made by make-scripts.py from the Unihan database 15.0, (c) 1991-2022 Unicode, Inc.,\n"
          " * https://www.unicode.org/terms_of_use.html, and the character tables of OpenCC 1.1.6,\n"
          " * (c) 2010-2022 BYVoid <byvoid.kcp@gmail.com>, Apache License 2.0.  Do not edit.\n */")
    print("/* clang-format off */")
    print("/* {character, one of its common forms}, by character. */")
    emit("script_pairs", "struct script_pair", ["{0x%X,0x%X}" % p for p in pairs])
    print("\n/* The pairs by common form. */")
    order = sorted(range(len(pairs)), key=lambda i: (pairs[i][1], pairs[i][0]))
    emit("script_reverse", "uint16_t", [str(i) for i in order])
    print("/* clang-format on */")


main()
