"""Some lines end as Windows ends them and some do not; a text spans both.

kind: CRLF and tabs
"""

TEXT = """one
two
three
"""

def score(values, words):
    total = 0
    for value in values:
        if value % 3 == 0:
            total += value
        else:
            total -= 1
    for word in words:
        total += len(word)
    return total

def main():
    print(score(range(4_500_000), TEXT.splitlines(True)), repr(TEXT))

if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield score, [3, 4, 2**70], TEXT.split()
    yield score, [3.0, 4.5], []
    yield score, [], [[1], (2, 3)]
    yield score, [True], ["a"]
    yield score, ["%d"], []
    yield score, [1], [5]
    yield score, range(3), TEXT
    yield (lambda: TEXT),
