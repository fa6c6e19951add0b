"""Letters that become two when raised, marks that combine, halves of pairs, digits of all scripts.

kind: string concatenation of non-strings
"""


def shout(text):
    out = ""
    for letter in text:
        if letter.isalpha():
            out += letter.upper()
        elif letter.isdigit():
            out += str(int(letter) + 1)
        else:
            out += letter
    return out


def vowels(text):
    count = 0
    for letter in text:
        if letter.lower() in "aeiou":
            count += 1
    return count


def backwards(text):
    out = ""
    for letter in text:
        out = letter + out
    return out


def codes(text):
    total = 0
    for letter in text:
        if "a" <= letter <= "z":
            total = (total * 31 + ord(letter) - 96) % 1_000_003
    return total


def main():
    text = "The quick brown fox, 12 jumps over 7 lazy dogs; " * 36_000
    print(shout(text)[:60], vowels(text), codes(text))
    print(backwards(text[:360_000])[:20])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Loud(str):
    def upper(self):
        return "!"

    def __iter__(self):
        return iter(["x", Loud("y"), "zz", ""])


def probes():
    strange = "Straße ﬁn İi ǅ e\u0301 ½ ² ٣ १ 𝟡 \ud800 \U0001f600 ß\x00"
    for function in (shout, vowels, backwards, codes):
        yield function, strange
        yield function, "²"
        yield function, "İ"
        yield function, "K"
        yield function, ""
        yield function, Loud("abc")
        yield function, ["ab", "c1", ""]
        yield function, ["a", 5]
        yield function, b"abc"
        yield function, [b"a"]
        yield function, None
        yield function, ("a", Loud("b"))
        yield function, {"a": 1, "b9": 2}
        yield function, iter("ab1")
