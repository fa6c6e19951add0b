"""Slices that overrun the end are cut short, not an error; the mean is over fewer values.

kind: negative and overrunning indices
"""

def window_means(values, width):
    means = []
    for i in range(len(values)):
        window = values[i : i + width]
        means.append(sum(window) / len(window))
    return means


def main():
    values = [((i * 7919) % 1009) / 10 for i in range(1_000_000)]
    means = window_means(values, 25)
    print(sum(means), means[-1], means[-30])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    import numpy as np

    yield window_means, [1.0, 2.0, 4.0], 2
    yield window_means, [1.0, 2.0, 4.0], 10
    yield window_means, [1.0, 2.0, 4.0], 0
    yield window_means, [1.0, 2.0, 4.0], -1
    yield window_means, [1.0, 2.0, 4.0], 2**70
    yield window_means, [1, 2, 4], 2
    yield window_means, [True, False], 2
    yield window_means, [1e16, 1.0, 1.0, 1.0, -1e16], 5
    yield window_means, [], 3
    yield window_means, "abc", 2
    yield window_means, (1.0, 3.0), 2
    yield window_means, [2**62, 2**62, 2**62], 3
    yield window_means, np.array([1.0, 2.0, 3.0]), 2
    yield window_means, np.array([1e16, 1.0] * 20), 30
    yield window_means, [1.0, 2.0], 1.5
