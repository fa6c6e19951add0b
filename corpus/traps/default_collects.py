"""A default list is made once; it grows from call to call, and the callers hold it.

kind: mutable defaults
"""

def squares_below(limit, found=[]):
    for i in range(limit):
        if i * i % 7 == 2:
            found.append(i * i)
    return found


def main():
    print(len(squares_below(1_500_000)), len(squares_below(1_000_000, [])))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def twice():
    first = squares_below(20)
    second = squares_below(10)
    return first is second, len(first), first


def probes():
    yield twice,
    yield squares_below, 10
    yield squares_below, 10, [5.5]
    yield squares_below, 10, None
    yield squares_below, 10, ()
    yield squares_below, 0
    yield squares_below, 10.0
    yield twice,
    yield lambda: len(squares_below.__defaults__[0]),
    yield lambda: squares_below(found=[1], limit=12),
    yield lambda: squares_below(),
