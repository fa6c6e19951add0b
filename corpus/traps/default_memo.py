"""A default dict remembers between calls; its order and content can be looked at.

kind: mutable defaults
"""

def chain(n, known={1: 1}):
    path = []
    while n not in known:
        path.append(n)
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    length = known[n]
    for value in reversed(path):
        length += 1
        known[value] = length
    return length


def main():
    best = 0
    for n in range(1, 160_000):
        best = max(best, chain(n))
    print(best, len(chain.__defaults__[0]))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield chain, 7
    yield lambda: list(chain.__defaults__[0].items()),
    yield chain, 27
    yield chain, 2**64 - 1
    yield chain, 6.0
    yield chain, True
    yield chain, 12, {1: 100}
    yield chain, 12, {3: 0.5}
    yield chain, "x"
    yield chain, [1]
    yield lambda: list(chain.__defaults__[0].items())[-5:],
