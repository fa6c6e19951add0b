"""Counting letters by ord(c) - 97: a capital letter counts from the end of the list.

kind: negative and overrunning indices
"""


def frequencies(text, counts):
    for letter in text:
        if letter != " ":
            counts[ord(letter) - 97] += 1
    return counts


def words(text):
    counts = {}
    for word in text.split():
        word = word.strip(".,").lower()
        counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda item: -item[1])[:5]


def is_mirror(text):
    i, j = 0, len(text) - 1
    while i < j:
        if text[i] != text[j]:
            return False
        i += 1
        j -= 1
    return True


def main():
    text = "the quick brown fox jumps over the lazy dog " * 16_000
    print(frequencies(text, [0] * 26))
    print(words(text.replace("dog", "Dog,")))
    half = text[:300_000]
    print(sum(is_mirror(half + half[::-1]) for _ in range(6)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def counted(text, counts):
    try:
        return frequencies(text, counts)
    finally:
        print(counts)


class Loud(str):
    def split(self):
        return ["a", "A."]

    def __getitem__(self, place):
        return "x"


def probes():
    yield counted, "abcZ", [0] * 26
    yield counted, "ab{", [0] * 26
    yield counted, "abG", [0] * 26
    yield counted, "abF!", [0] * 26
    yield counted, "aé", [0] * 26
    yield counted, "\ud800", [0] * 26
    yield counted, ["a", "bc"], [0] * 26
    yield counted, ["a", "b"], [0] * 26
    yield counted, b"ab", [0] * 26
    yield counted, "ab", [0]
    yield counted, "ab", {0: 1, 1: 5}
    yield counted, "ab", [True, 0.5]
    yield counted, "aa", [2**63 - 1]
    yield counted, "", None
    yield counted, "  ", None
    yield words, "B a. b A ,a \u00a0 c\x1fd İ İ ß"
    yield words, ""
    yield words, Loud("x y")
    yield words, b"a b"
    yield is_mirror, ""
    yield is_mirror, "aba"
    yield is_mirror, "e\u0301e"
    yield is_mirror, [1, 2.0, True]
    yield is_mirror, [float("nan")] * 2
    yield is_mirror, [float("nan"), 1, float("nan")]
    yield is_mirror, Loud("abc")
    yield is_mirror, b"aba"
    yield is_mirror, {0: 1, 1: 1}
    yield is_mirror, 5
