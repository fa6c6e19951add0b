"""Complex iteration with an escape test: abs() of a complex raises where it overflows.

kind: bool, complex and unsigned arrays
"""

def escape_times(points, limit, most):
    times = []
    for c in points:
        z = 0j
        count = 0
        while abs(z) <= limit and count < most:
            z = z * z + c
            count += 1
        times.append(count)
    return times


def main():
    points = [complex(-2 + i * 0.03, -1.2 + j * 0.03) for i in range(100) for j in range(80)]
    times = escape_times(points, 2.0, 600)
    print(sum(times), times[::977])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    import numpy as np

    yield escape_times, [0.25, -1, 1j], 2, 50
    yield escape_times, [1e200 + 0j], 1e300, 50
    yield escape_times, [1e308 + 1e308j], 1e308, 50
    yield escape_times, [complex("nan"), complex("inf")], 2.0, 5
    yield escape_times, [1.0], float("inf"), 30
    yield escape_times, [-0.75 + 0.1j], 2.0, 0
    yield escape_times, [-0.75 + 0.1j], 2.0, 2.5
    yield escape_times, [], 2.0, 5
    yield escape_times, ["x"], 2.0, 5
    yield escape_times, ["x"], 2.0, 0
    yield escape_times, [True], 2, 5
    yield escape_times, np.array([0.3 + 0.5j]), 2.0, 40
    yield escape_times, np.array([0.3 + 0.5j], dtype=np.complex64), 2.0, 40
    yield escape_times, np.array([1e200 + 0j]), float("inf"), 5
    yield escape_times, [10**400], 2.0, 5
    yield escape_times, [0.3], "x", 4
    yield escape_times, [0.3], float("nan"), 4
