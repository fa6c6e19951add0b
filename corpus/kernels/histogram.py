"""How many values fall into each bin, and their sums.

source: a histogram by hand
run: python histogram.py
expect: winner >= 10 in fill
expect: identical in fill
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def fill(values, bins):
    counts = [0] * bins
    sums = [0.0] * bins
    for value in values:
        place = int(value * bins)
        counts[place] += 1
        sums[place] += value
    return counts, sums


def main():
    values = [draw() for _ in range(1_000_000)]
    for _ in range(8):
        counts, sums = fill(values, 64)
    print(counts[3], max(counts), "%.17g" % sums[7])


main()
