"""The first pair that lies close: all the differences at once would need gigabytes.

kind: memory blow-up by broadcasting
"""

def first_close(xs, ys, limit):
    for i in range(len(xs)):
        for j in range(len(ys)):
            if abs(xs[i] - ys[j]) < limit:
                return i, j
    return None


def main():
    xs = [i * 1.0 for i in range(1500)]
    ys = [k * 1.0 + 0.5 for k in range(1500)]
    print(first_close(xs, ys, 0.25), first_close(xs, ys[::-1], 0.75))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    many = [float(k) for k in range(60_000)]
    yield first_close, many, many, 0.5
    yield first_close, many, [1e9, 7.0] * 30_000, 0.5
    yield first_close, [1.0, "x"], [1.0], 0.5
    yield first_close, [9.0, "x"], [1.0], 0.5
    yield first_close, [1.0], [5.0, 1.0, "x"], 0.5
    yield first_close, [1, 2], [2, 3], 1
    yield first_close, [2**70], [2**70 + 1], 2
    yield first_close, [2**53 + 1], [2.0**53], 1
    yield first_close, [float("nan"), 1.0], [1.0], 0.5
    yield first_close, [float("inf")], [float("inf")], 0.5
    yield first_close, [1.0], [1.0], float("nan")
    yield first_close, [], [1.0], 1
    yield first_close, [1.0], [], "x"
    yield first_close, [1j], [1], 2.0
    yield first_close, [True], [False], 2
    yield first_close, [-(2**63)], [1], 1.0
