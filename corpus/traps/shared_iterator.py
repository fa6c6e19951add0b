"""zip(it, it) takes pairs from one iterator, and eats one more than it hands out.

kind: lazy and shared generators
"""

def pair_sums(values):
    it = iter(values)
    total = 0.0
    for a, b in zip(it, it):
        total += a * b
    return total, list(it)


def main():
    values = [((i * 7919) % 1009) / 10 for i in range(40_001)]
    for _ in range(250):
        result = pair_sums(values)
    print(result)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def leftovers(values):
    it = iter(values)
    answer = pair_sums(it)
    return answer, list(it)


def probes():
    yield pair_sums, [1.0, 2.0, 3.0]
    yield pair_sums, [1.0]
    yield pair_sums, []
    yield pair_sums, [1, 2, 3, 4]
    yield pair_sums, iter([1.0, 2.0, 3.0])
    yield leftovers, [1.0, 2.0, 3.0]
    yield pair_sums, (x for x in [1.0, 2.0, 3.0, 4.0])
    yield pair_sums, "ab"
    yield pair_sums, [1.0, None, 3.0]
    yield pair_sums, {1.5: 0, 2.5: 0}
    yield pair_sums, 5
