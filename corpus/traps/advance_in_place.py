"""A loop that reads ahead and writes: it raises off the end with the front already moved.

kind: negative and overrunning indices
"""

def advance(values, step, count):
    for i in range(count):
        values[i] = values[i + step] * 0.5 + values[i] * 0.5
    return values[count - 1]


def main():
    values = [((i * 7919) % 1009) / 10 for i in range(2100)]
    for k in range(3000):
        last = advance(values, 1 + k % 5, 2000)
    print(last, sum(values))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield advance, [1.0, 2.0, 3.0, 4.0], 1, 4
    yield advance, [1.0, 2.0, 3.0, 4.0], 2, 4
    yield advance, [1.0, 2.0, 3.0, 4.0], -1, 4
    yield advance, [1.0, 2.0, 3.0, 4.0], -5, 4
    yield advance, [1.0, 2.0, 3.0, 4.0], 0, 5
    yield advance, [1.0, 2.0, 3.0, 4.0], 1, 0
    yield advance, [], 1, 0
    yield advance, [1.0, 2.0], 1, -1
    yield advance, [1, 2, 3, 4], 1, 3
    yield advance, [1.0, 2.0, "3", 4.0], 1, 3
    yield advance, [1.0, 2.0, 3.0, 4.0], 2**64, 1
    yield advance, (1.0, 2.0, 3.0), 1, 2
    yield advance, [1.0, 2.0, 3.0, 4.0], 1, 2**65
    yield advance, [1.0, 2.0, 3.0, 4.0], 1.0, 2
