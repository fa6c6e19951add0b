"""A name bound in a condition or a comprehension lives on in the function around it.

kind: walrus
"""

def collapse(numbers):
    last = None
    kept = [half for n in numbers if (half := n // 2) % 3 and (last := n)]
    total = 0
    while (half := total * total + 7) < len(numbers):
        total += 1
    return sum(kept), last, half, total


def main():
    numbers = [(i * 7919) % 10_007 for i in range(100_000)]
    print([collapse(numbers[k:]) for k in range(30)][-1])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    import numpy as np

    yield collapse, []
    yield collapse, [6]
    yield collapse, [6, 8, 1, 0]
    yield collapse, [6.0, 9.5]
    yield collapse, [2**70, 2**62]
    yield collapse, [True, 5]
    yield collapse, [5, "x"]
    yield collapse, [float("nan"), 8.0]
    yield collapse, iter([8])
    yield collapse, np.array([8, 9, 20])
    yield collapse, (8, 9) * 20
    yield collapse, {8: 1}
    yield collapse, [-1, -8]
