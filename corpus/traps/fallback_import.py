"""A helper comes from a library where there is one, and from a few lines here otherwise.

kind: rebinding of globals
"""

try:
    from fast_distance import distance
except ImportError:

    def distance(a, b):
        return abs(a - b) if a >= b else abs(b - a) * 1.5


def spread(values):
    total = 0.0
    for i in range(1, len(values)):
        total += distance(values[i], values[i - 1])
    return total


def main():
    values = [((i * 7919) % 1009) / 20 for i in range(60_000)]
    print([spread(values[k:]) for k in range(80)][-1])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def replaced(function, values):
    global distance
    before, distance = distance, function
    try:
        return spread(values)
    finally:
        distance = before


def probes():
    yield spread, [1.0, 5.0, 2.0]
    yield replaced, (lambda a, b: -1), [1.0, 5.0, 2.0]
    yield replaced, max, [1.0, 5.0, 2.0]
    yield spread, [1, 5, 2]
    yield spread, [1.0, float("nan"), 2.0]
    yield spread, [2**63, 0, -(2**63)]
    yield spread, ["a", "b"]
    yield spread, []
    yield spread, [1.0, None]
