"""Letters become numbers and letters again, one character of text at a time.

kind: string concatenation of non-strings
"""

def encode(text, key):
    result = ""
    for letter in text:
        code = ord(letter)
        if 97 <= code <= 122:
            result += chr((code - 97 + key) % 26 + 97)
        else:
            result += letter
    return result


def main():
    text = "the quick brown fox; JUMPS over 13 lazy dogs. " * 40_000
    coded = encode(text, 13)
    print(coded[:50], encode(coded, 13) == text)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield encode, "äz€𝕏a\0", 3
    yield encode, "abc", -1
    yield encode, "abc", 10**30
    yield encode, "abc", 0.5
    yield encode, "abc", 1.0
    yield encode, "ABC", "x"
    yield encode, "abc", "x"
    yield encode, ["a", "b"], 1
    yield encode, ["a", "bc"], 1
    yield encode, [], None
    yield encode, b"abc", 1
    yield encode, ["A", 5], 1
    yield encode, "\ud800a", 1
    yield encode, {"a": 1}, True
    yield encode, "ﬀß", 1
