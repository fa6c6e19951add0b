"""The position where a search broke off is used afterwards; the else gives another.

kind: break/else
"""

def first_over(rows, limit):
    places = []
    for row in rows:
        for k, value in enumerate(row):
            if value > limit:
                break
        else:
            k = -1
        places.append(k)
    return places


def main():
    rows = [[((i * 31 + j * 17) % 1009) / 10 for j in range(100)] for i in range(20_000)]
    places = first_over(rows, 98.0)
    print(sum(places), places.count(-1))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    nan = float("nan")
    yield first_over, [[1.0, 5.0, 9.0], [9.0], [1.0]], 4.0
    yield first_over, [[], [1.0]], 4.0
    yield first_over, [], 4.0
    yield first_over, [[nan, 5.0]], nan
    yield first_over, [[nan, 5.0]], 1
    yield first_over, [[1, 2], [3, 4]], 2**70
    yield first_over, [[2**53 + 1]], 2.0**53
    yield first_over, [["a"]], 1
    yield first_over, [[1.0, "a"], [5.0, "a"]], 4.0
    yield first_over, ["ab"], "a"
    yield first_over, [[1.0], 3], 4.0
    yield first_over, [iter([1.0, 5.0, 7.0])], 4.0
