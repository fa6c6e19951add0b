"""Build a long sentence word by word in a local variable.

source: the string-building exercise; CPython happens to make the local form cheap
run: python sentence_local.py
expect: finding string-concat-in-loop
"""

WORDS = ["the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog"]


def build(words):
    sentence = ""
    for word in words:
        sentence += word + " "
    return sentence


def main():
    words = [WORDS[(i * i + 3) % len(WORDS)] for i in range(1_000_000)]
    total = 0
    for start in range(28):
        text = build(words[start:])
        total += len(text)
    print(total, text[:40])


if __name__ == "__main__":
    main()
