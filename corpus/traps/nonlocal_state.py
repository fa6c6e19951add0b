"""A closure keeps its state between calls; two closures of one maker do not share it.

kind: nonlocal
"""

def make_meter(decay):
    level = 0.0
    seen = 0

    def feed(values):
        nonlocal level, seen
        for value in values:
            level = decay * level + value
            seen += 1
        return level

    def read():
        return level, seen

    return feed, read


def main():
    feed, read = make_meter(0.99)
    values = [((i * 7919) % 1009) / 10 for i in range(100_000)]
    for _ in range(20):
        feed(values)
    print(read())


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def session(decay, *batches):
    feed, read = make_meter(decay)
    other, look = make_meter(decay)
    try:
        for batch in batches:
            feed(batch)
            print(read(), look())
    finally:
        print(read(), look())
    return feed.__closure__[1].cell_contents


def probes():
    from fractions import Fraction

    yield session, 0.5, [1.0, 2.0], [3.0]
    yield session, 0.5, [1.0, "x", 3.0], [3.0]
    yield session, 1, [1, 2], [2**70]
    yield session, 0, [1]
    yield session, Fraction(1, 2), [1, 2]
    yield session, None, []
    yield session, None, [1.0]
    yield session, 0.5, iter([1.0]), None
    yield session, float("nan"), [1.0], [2.0]
    yield session, 1e200, [1e200, 1.0, 1.0]
