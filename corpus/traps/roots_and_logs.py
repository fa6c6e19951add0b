"""math.sqrt and math.log raise outside of their domain, after part of the work is done.

kind: domain and overflow errors
"""

import math


def entropies(rows, out):
    for row in rows:
        total = 0.0
        for p in row:
            total -= p * math.log(p)
        out.append(math.sqrt(total))
    return len(out)


def main():
    rows = [[(1 + (i * 7 + k) % 11) / 66 for k in range(11)] for i in range(60_000)]
    out = []
    print(entropies(rows, out), sum(out))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    from fractions import Fraction

    yield entropies, [[0.5, 0.5], [0.5, 0.0]], []
    yield entropies, [[0.5], [-0.5], [0.25]], [7]
    yield entropies, [[0.5], [2.0], [0.25]], [7]
    yield entropies, [[1, 1]], []
    yield entropies, [[2**2000]], []
    yield entropies, [[float("nan")], [0.5]], []
    yield entropies, [[float("inf")]], []
    yield entropies, [[0.5], []], []
    yield entropies, [], None
    yield entropies, [[0.5]], ()
    yield entropies, [[True]], []
    yield entropies, [[Fraction(1, 3)]], []
    yield entropies, [["x"]], []
    yield entropies, [[0.5], None], []
    yield entropies, [[1j]], []
    yield entropies, [(0.5, 0.25)], []
    yield entropies, [[1e-320, 1e308]], []
    mine = [0.5]
    yield entropies, [mine, mine], mine
