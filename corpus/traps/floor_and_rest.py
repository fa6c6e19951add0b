"""Floor division and remainder of negative and of float numbers, by anything.

kind: division by zero
"""

def digits_sum(numbers, base):
    total = 0
    for n in numbers:
        for _ in range(3):
            total += n % base
            n = n // base
    return total


def main():
    numbers = [i * 7919 - 2_000_000 for i in range(600_000)]
    print(digits_sum(numbers, 10), digits_sum(numbers[:5000], -7))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    import numpy as np

    inf = float("inf")
    yield digits_sum, [10, 20, -30], 0
    yield digits_sum, [10.5, -20.25], 0.0
    yield digits_sum, [], 0
    yield digits_sum, [-7, 7, -8], 3
    yield digits_sum, [-7, 7, -8], -3
    yield digits_sum, [-7.5, 7.5, 1e300], 2.5
    yield digits_sum, [-7.5, 7.5], -2
    yield digits_sum, [-0.0, 0.0, 1e-320], 3.0
    yield digits_sum, [5.0, -5.0], inf
    yield digits_sum, [5.0, -5.0], -inf
    yield digits_sum, [inf], 2.0
    yield digits_sum, [-(2**63)], -1
    yield digits_sum, [2**64 + 1], 10
    yield digits_sum, [True, 5], True
    yield digits_sum, [5], 2**70
    yield digits_sum, [-5], 2**63
    yield digits_sum, [np.int64(-7), np.int64(7)], 0
    yield digits_sum, np.array([-7, 7, -(2**63)]), -1
    yield digits_sum, np.array([-7, 7], dtype=np.int8), -2
    yield digits_sum, np.array([7.5, -7.5]), 0.0
    yield digits_sum, ["%s"], 5
    yield digits_sum, [5, 6.5], 4
    yield digits_sum, [1j], 2
