"""Numbers and text meet in one loop; only a part of it is arithmetic.

kind: f-strings
"""

def table(values, limit):
    rows = []
    total = 0.0
    for i, value in enumerate(values, start=1):
        square = value * value
        for _ in range(12):
            square = square * 0.75 + value / i
        total += square
        if square > limit:
            rows.append(f"{i}:{square:.2f}")
    return ",".join(rows), total


def main():
    values = [((i * 7919) % 1009) / 10 for i in range(400_000)]
    text, total = table(values, 321.0)
    print(len(text), text[:40], total)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield table, [1.0, 500.0, -0.0], 0.5
    yield table, [1, 500], 0
    yield table, [nan, 1.0], nan
    yield table, [1e200], 1.0
    yield table, [10**200], 1.0
    yield table, [], None
    yield table, [1.0], None
    yield table, ["x"], 1.0
    yield table, [1j], 1.0
    yield table, iter([1.0, 50.0]), 1
    yield table, [True], False
