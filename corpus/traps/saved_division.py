"""A caught ZeroDivisionError takes another branch, and a caught IndexError ends the loop.

kind: try/except in the loop
"""

def ratios(xs, ys, default):
    result = []
    i = 0
    while True:
        try:
            x, y = xs[i], ys[i]
        except IndexError:
            break
        try:
            result.append(x / y)
        except ZeroDivisionError:
            result.append(default)
        i += 1
    return result


def main():
    xs = [float((i * 7919) % 1009) for i in range(1_500_000)]
    ys = [float((i * 31) % 100) for i in range(1_400_000)]
    result = ratios(xs, ys, -1.0)
    print(len(result), sum(result), result.count(-1.0))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    import numpy as np

    yield ratios, [1.0, 2.0], [0.0, -0.0], None
    yield ratios, [1, 2], [0, 4], 5
    yield ratios, [], [], None
    yield ratios, [1.0], [], None
    yield ratios, [10**400], [3], None
    yield ratios, [10**400], [10**399], None
    yield ratios, [2**53 + 1, 3], [1, True], None
    yield ratios, [1.0, "x"], [1.0, 2.0], None
    yield ratios, {0: 1.0}, [1.0, 2.0], None
    yield ratios, np.array([1.0, 0.0]), np.array([0.0, 0.0]), None
    yield ratios, np.array([1, 0]), [0, 0], None
    yield ratios, [1e308, float("nan")], [1e-10, 0.0], "d"
    yield ratios, "ab", [1, 2], None
