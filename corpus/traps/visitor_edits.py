"""The callback changes the list that the loop goes through.

kind: callbacks
"""

def visit(values, action):
    total = 0
    for value in values:
        action(values, value)
        total += value
    return total


def ignore(values, value):
    pass


def main():
    values = [(i * 7919) % 1009 for i in range(50_000)]
    print(sum(visit(values, ignore) for _ in range(120)))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def shorten(values, value):
    if value % 2:
        values.pop()


def lengthen(values, value):
    if len(values) < 9:
        values.append(value + 1)


def spoil(values, value):
    values[-1] = "x"


def probes():
    yield visit, [1, 2, 3, 4, 5, 6], shorten
    yield visit, [1, 2], lengthen
    yield visit, [1, 2, 3], spoil
    yield visit, [1, 2, 3], None
    yield visit, [], None
    yield visit, {1: 2, 3: 4}, lambda values, value: values.pop(value)
    yield visit, [2**62, 2**62], ignore
    yield visit, [0.5, 1], ignore
    yield visit, ["a"], ignore
    yield visit, iter([1, 2]), ignore
