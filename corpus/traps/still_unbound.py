"""A name that only the loop binds is unbound after a loop that never ran.

kind: empty input
"""


def last_above(values, bound):
    for place, value in enumerate(values):
        if value > bound:
            found = place
            gap = value - bound
    return found, gap, place


def running(values):
    for value in values:
        try:
            total = total + value
        except UnboundLocalError as error:
            total = 0.5
            message = str(error)
    return total, message, value


def forgotten(values):
    total = 0.0
    for value in values:
        total += value
        if total > 1e15:
            del value
            break
    return total + value


def main():
    values = [((i * 7919) % 1009) / 7 for i in range(4_500_000)]
    print(last_above(values, 140.0))
    print(running(values))
    print(forgotten(values))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield last_above, [1.0, 2.0], 1.5
    yield last_above, [1.0, 2.0], 5.0
    yield last_above, [], 5.0
    yield last_above, [1, 2, 3], 1
    yield last_above, [float("nan")], 0.0
    yield last_above, {5: 1}, 0
    yield last_above, 5, 0
    yield running, [1.0]
    yield running, []
    yield running, [1, 2**70]
    yield running, [1.0, "a"]
    yield running, ["a", 1.0]
    yield running, [None]
    yield forgotten, []
    yield forgotten, [1e15, 1.0, 2.0]
    yield forgotten, [1e16]
    yield forgotten, [1, 2]
    yield forgotten, [True]
    yield forgotten, ["a"]
    yield forgotten, [float("inf")]
    yield forgotten, iter([1.0, 2.0])
