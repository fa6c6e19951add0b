"""Build a long sentence word by word in an attribute of an object.

source: the string-building exercise inside a class, where every += copies the text
run: python sentence_attribute.py
expect: winner >= 8 in Report.fill
expect: finding string-concat-in-loop
"""

import zlib

WORDS = ["the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog"]


class Report:
    def __init__(self, title):
        self.title = title
        self.text = ""

    def fill(self, words):
        for word in words:
            self.text += word + " "


def main():
    words = [WORDS[(i * i + 3) % len(WORDS)] for i in range(16_000)]
    for number in range(120):
        report = Report("animals " + str(number))
        report.fill(words[number:])
        if number % 30 == 0:
            print(report.title, len(report.text), zlib.crc32(report.text.encode()))
    print(report.text[-60:])


if __name__ == "__main__":
    main()
