"""math.exp overflows with an error where NumPy gives infinity; ** has its own rules.

kind: domain and overflow errors
"""

import math


def activations(values, power):
    result = []
    for value in values:
        result.append(1.0 / (1.0 + math.exp(-value)) ** power)
    return result


def main():
    values = [((i * 7919) % 2003) / 200 - 5 for i in range(1_000_000)]
    result = activations(values, 1.5)
    print(sum(result), result[5])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield activations, [0.0, -1000.0, 1.0], 2.0
    yield activations, [0.0, -700.0], 2.0
    yield activations, [800.0], 2.0
    yield activations, [0.0, 1], 2
    yield activations, [0.0, 1], -2
    yield activations, [-700.0], -2
    yield activations, [-700.0], 0
    yield activations, [-700.0], 0.0
    yield activations, [float("nan")], 0
    yield activations, [float("nan"), float("inf"), 0.5], 1.5
    yield activations, [float("-inf")], 1.5
    yield activations, [10**400], 1.5
    yield activations, [1.0], 10**400
    yield activations, [1.0], 1j
    yield activations, [True], 1
    yield activations, [1.0, "x"], 1
    yield activations, [1.0], "x"
    yield activations, [], "x"
    yield activations, [5.0], 0.5
