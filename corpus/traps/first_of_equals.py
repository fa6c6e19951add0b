"""The first of the largest, and the last of the smallest: ties decide what comes out.

kind: first-index ties
"""

def places(values):
    largest, smallest = 0, 0
    for i in range(1, len(values)):
        if values[i] > values[largest]:
            largest = i
        if values[i] <= values[smallest]:
            smallest = i
    return largest, smallest


def main():
    values = [(i * 7919) % 509 / 8 for i in range(30_000)]
    print([places(values[k:]) for k in range(0, 1000, 4)][-4:])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield places, [2.0, 2.0, 2.0]
    yield places, [nan, 1.0, nan, 3.0]
    yield places, [1.0, nan, 0.0]
    yield places, [0.0, -0.0]
    yield places, []
    yield places, [7]
    yield places, [1, 1.0, True]
    yield places, "abca"
    yield places, [1.0, "x"]
    yield places, [2**53, 2**53 + 1, float(2**53)]
    yield places, [[1], [1], [0]]
    yield places, (3.0, 3.0)
    yield places, [1 + 0j, 2]
