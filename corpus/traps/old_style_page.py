"""A form feed, semicolons and suites on one line, as old files have them.

kind: CRLF and tabs
"""
import math; ROOT = math.sqrt(2.0)

def total(values):
    acc = 0.0; count = 0
    for v in values: acc += v * ROOT; count += 1
    return acc, count


def longest(values, \
            start=0):
    run = best = start; last = None
    for v in values:
        if v == last: run += 1
        else: run = 1
        if run > best: best = run
        last = v
    return best \
        if best else \
        None

class Box: pass; limit = 3

def below(values): return [v for v in values if v < Box.limit] ; 

def main():
    values = [(i * 7919) % 1009 / 7 for i in range(3_000_000)]; print(total(values)); print(longest([i // 3 % 11 for i in range(4_500_000)]))
    print(len(below(values)))

if __name__ == "__main__": main()


# --- calls the program never makes ---


def probes():
    yield total, [1, 2]
    yield total, []
    yield total, ["a"]
    yield total, [2**70, True]
    yield total, [10**400]
    yield longest, [1, 1, 1.0, True, 2]
    yield longest, [], 5
    yield longest, []
    yield longest, [None, None]
    yield longest, [float("nan")] * 3
    yield longest, "aabb"
    yield longest, [1, 1], "a"
    yield longest, [1, 1], 0.5
    yield longest, iter([2, 2])
    yield below, [1, 2.5, 3, True, float("nan")]
    yield below, []
    yield below, ["a"]
    yield below, range(9)
    yield below, {1: 2, 9: 3}
