"""The importance of pages that link to each other, over lists.

source: the power method
run: python pagerank.py
expect: winner >= 10 in rank
expect: identical in rank
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def rank(sources, targets, degrees, n, rounds):
    scores = [1.0 / n] * n
    for _ in range(rounds):
        fresh = [0.15 / n] * n
        for e in range(len(sources)):
            fresh[targets[e]] += 0.85 * scores[sources[e]] / degrees[sources[e]]
        scores = fresh
    return scores


def main():
    n, links = 3000, 60_000
    sources = [int(draw() * n) for _ in range(links)] + list(range(n))
    targets = [int(draw() * n) for _ in range(links)] + list(range(n))
    degrees = [0] * n
    for source in sources:
        degrees[source] += 1
    scores = rank(sources, targets, degrees, n, 60)
    print("%.17g %.17g" % (scores[7], max(scores)))


main()
