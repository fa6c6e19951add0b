"""Counting into a given dict: a missing key raises after the counts before it were raised.

kind: exceptions half-way
"""

def tally(counts, words):
    for word in words:
        counts[word] = counts[word] + 1
    return counts


def main():
    words = [f"w{(i * i) % 97}" for i in range(20_000)]
    counts = {f"w{i}": 0 for i in range(97)}
    for _ in range(600):
        tally(counts, words)
    print(sum(counts.values()), counts["w1"])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from collections import Counter, defaultdict

    yield tally, {"a": 0, "b": 0}, ["a", "b", "z", "a"]
    yield tally, {"a": 0}, ["a", ["x"], "a"]
    yield tally, Counter(), ["a", "b", "a"]
    yield tally, defaultdict(int), ["b", "a", "b"]
    yield tally, defaultdict(float), ["b", "a", "b"]
    yield tally, {1: 5}, [1, 1.0, True]
    yield tally, {"a": "x"}, ["a"]
    yield tally, {"a": 2**63 - 1}, ["a", "a"]
    yield tally, [0, 0, 0], [1, 2, -1, 5, 0]
    yield tally, {}, []
    yield tally, {"a": 0, "b": 1}, "abba"
    yield tally, {"a": None}, ["a"]
