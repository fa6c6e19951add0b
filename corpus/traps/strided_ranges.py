"""Ranges with steps of any sign, some of them empty, and one that may be zero.

kind: negative and overrunning indices
"""

def collect(values, start, stop, step):
    total = 0.0
    last = None
    for i in range(start, stop, step):
        total += values[i] * i
        last = i
    return total, last


def main():
    values = [((i * 7919) % 1009) / 10 for i in range(3000)]
    results = [collect(values, 2999, k % 50, -1 - k % 3) for k in range(4000)]
    print(sum(total for total, _ in results), results[-1])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield collect, [1.0, 2.0, 3.0], 2, -1, -1
    yield collect, [1.0, 2.0, 3.0], 0, 3, 2
    yield collect, [1.0, 2.0, 3.0], 0, 3, 0
    yield collect, [], 0, 3, 0
    yield collect, [1.0, 2.0, 3.0], 3, 0, 1
    yield collect, [1.0, 2.0, 3.0], -1, -4, -1
    yield collect, [1.0, 2.0, 3.0], -1, -5, -1
    yield collect, [1.0, 2.0, 3.0], 0, 2**64, 2**63
    yield collect, [1.0, 2.0, 3.0], 2**63 - 2, 2**63 + 5, 3
    yield collect, [1.0, 2.0, 3.0], 0, 9, 2**63 - 1
    yield collect, [1.0, 2.0, 3.0], 1, -(2**63), -(2**63)
    yield collect, [1.0, 2.0, 3.0], 0.0, 3, 1
    yield collect, [1.0, 2.0, 3.0], False, 3, True
    yield collect, [1, 2, 3], 0, 3, 1
    yield collect, [1.0, float("inf"), 3.0], 0, 2, 1
    yield collect, "abc", 0, 2, 1
    yield collect, (1.0, 2.0), 0, 2, 1
