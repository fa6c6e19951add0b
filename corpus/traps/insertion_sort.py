"""Insertion sort moves equal elements past nothing: stable, in place, and odd with NaN.

kind: first-index ties
"""

def insertion_sort(values):
    for i in range(1, len(values)):
        value = values[i]
        j = i - 1
        while j >= 0 and values[j] > value:
            values[j + 1] = values[j]
            j -= 1
        values[j + 1] = value


def main():
    values = [((i * 7919) % 1009) / 10 for i in range(6000)]
    insertion_sort(values)
    print(values[:3], values[-3:], sum(values))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield insertion_sort, [3.0, nan, 1.0, 2.0]
    yield insertion_sort, [1, 1.0, True, 0, False, 0.0, -0.0]
    yield insertion_sort, [0.0, -0.0, 0.0]
    yield insertion_sort, []
    yield insertion_sort, [2.0]
    yield insertion_sort, [3.0, 2.0, "x", 1.0]
    yield insertion_sort, [3, 2**70, 1]
    yield insertion_sort, ["b", "a"]
    yield insertion_sort, (3.0, 1.0)
    yield insertion_sort, [[2], [1], [1]]
    yield insertion_sort, [2**53 + 1, float(2**53), 2**53]
