# -*- coding: latin-1 -*-
"""A file in Latin-1, as its cookie says, with letters beyond ASCII in text and names.

kind: coding cookies
"""

GRÖSSE = "Größe: "


def zähle(wörter, länge):
    summe = 0
    for wort in wörter:
        n = 0
        for zeichen in wort:
            if zeichen in "äöüß":
                n += 2
            else:
                n += 1
        if n > länge:
            summe += n
    return summe


def main():
    wörter = ["Straße", "Öl", "über", "plain", "grün"] * 200_000
    print(ascii(GRÖSSE), zähle(wörter, 5))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield zähle, ["äö", "ab"], 3
    yield zähle, ["äö", "ab"], 3.5
    yield zähle, ["äö", 5], 3
    yield zähle, [["ä", "xx"]], 1
    yield zähle, [["ä", 1]], 1
    yield zähle, [[""]], 0
    yield zähle, "äb", 0
    yield zähle, [], None
    yield zähle, ["a"], None
    yield zähle, [b"ab"], 0
    yield lambda: GRÖSSE,
