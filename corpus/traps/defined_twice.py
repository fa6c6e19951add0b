"""A function is defined again further down; earlier captures keep the earlier one.

kind: rebinding of globals
"""

def gain(x):
    return x * 0.5


def amplify(values, by=gain):
    total = 0.0
    for value in values:
        total += by(value) + gain(value)
    return total


def gain(x):
    return x * 2.0 if x < 100.0 else 200.0


def plain(values):
    total = 0.0
    for value in values:
        total += gain(value)
    return total


def main():
    values = [((i * 7919) % 1009) / 20 for i in range(50_000)]
    print(sum(amplify(values) for _ in range(40)), sum(plain(values) for _ in range(120)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield amplify, [1.0, 200.0, 3.0]
    yield plain, [1.0, 200.0, 3.0]
    yield amplify, [1.0, 2.0], abs
    yield amplify, [1.0, 2.0], None
    yield amplify, [], None
    yield plain, [1, 150, 2.5]
    yield plain, [float("nan")]
    yield plain, ["x"]
    yield amplify, [1, 2]
