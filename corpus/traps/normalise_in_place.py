"""A division by zero in the middle: what was written before it stays written.

kind: exceptions half-way
"""

def normalise(values, weights):
    total = 0.0
    for i in range(len(values)):
        values[i] = values[i] / weights[i]
        total += values[i]
    return total


def main():
    values = [float(i % 100) for i in range(3000)]
    weights = [1.0 + (i % 7) / 9000 for i in range(3000)]
    for _ in range(4000):
        total = normalise(values, weights)
    print(total, values[99])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield normalise, [1.0, 2.0, 3.0, 4.0], [2.0, 4.0, 0.0, 5.0]
    yield normalise, [1.0, 2.0, 3.0, 4.0], [2.0, 4.0, 5.0, 0.0]
    yield normalise, [1.0, 2.0, 3.0], [2.0, 4.0]
    yield normalise, [1.0, 2.0], [2.0, 4.0, 8.0]
    yield normalise, [1.0, "a", 3.0], [2.0, 4.0, 8.0]
    yield normalise, [4, 6, 8], [2, 3, 0]
    yield normalise, [4, 6, 8], [2, 3, 5]
    yield normalise, [2**60 + 1, 2**70], [1, 3]
    yield normalise, [10**400], [1]
    yield normalise, [0.0, -0.0], [-1.0, 2.0]
    yield normalise, [1.0, float("inf")], [float("inf"), float("inf")]
    yield normalise, [1e308], [1e-308]
    yield normalise, [], []
    yield normalise, [1.0], [False]
    both = [2.0, 4.0, 0.0]
    yield normalise, both, both
