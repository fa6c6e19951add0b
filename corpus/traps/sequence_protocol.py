"""len() and [] of a class of one's own, that notices each access.

kind: operator overloading
"""

def autocorrelation(series, lag):
    total = 0.0
    for i in range(len(series) - lag):
        total += series[i] * series[i + lag]
    return total


def main():
    series = [((i * 7919) % 1009) / 500 - 1 for i in range(20_000)]
    print([round(autocorrelation(series, lag), 9) for lag in range(0, 300)][::40])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Watched:
    def __init__(self, values):
        self.values = values
        self.seen = []

    def __len__(self):
        return len(self.values)

    def __getitem__(self, place):
        self.seen.append(place)
        return self.values[place]


class Skewed(list):
    def __getitem__(self, place):
        return list.__getitem__(self, place) * 2


class Short(list):
    def __len__(self):
        return 2


def probes():
    import array

    import numpy as np

    yield autocorrelation, Watched([1.0, 2.0, 3.0]), 1
    yield autocorrelation, Watched([1.0, 2.0, 3.0]), -1
    yield autocorrelation, Skewed([1.0, 2.0, 3.0]), 1
    yield autocorrelation, Short([1.0, 2.0, 3.0]), 0
    yield autocorrelation, [1.0, 2.0, 3.0], -2
    yield autocorrelation, [1, 2**62, 3], 0
    yield autocorrelation, [1, 2.0, True], 1
    yield autocorrelation, [10**200, 1.0], 0
    yield autocorrelation, [10**400], 0
    yield autocorrelation, [1e200], 0
    yield autocorrelation, [float("inf"), 0.0], 1
    yield autocorrelation, array.array("d", [1.0, 2.0]), 1
    yield autocorrelation, np.array([1.0, 2.0, 3.0]), 1
    yield autocorrelation, np.array([1.0, 2.0], dtype=np.float32), 0
    yield autocorrelation, np.ones((2, 2)), 0
    yield autocorrelation, range(5), 1
    yield autocorrelation, "ab", 0
    yield autocorrelation, [], 5
    yield autocorrelation, [1.0], 2**70
    yield autocorrelation, [1.0, 2.0], 1.0
