"""A loop that asks whether all or any are so: it stops, and what truth means is the items' own.

kind: lazy and shared generators
"""

def judged(rows, bound):
    good = []
    for row in rows:
        fine = True
        for value in row:
            if not value < bound:
                fine = False
                break
        some = False
        for value in row:
            if value == bound - 1:
                some = True
                break
        good.append((fine, some))
    return good


def main():
    rows = [[(i * 31 + k * 17) % 97 for k in range(40)] for i in range(40_000)]
    result = judged(rows, 96)
    print(sum(fine for fine, _ in result), sum(some for _, some in result))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Fuzzy:
    def __lt__(self, other):
        print("lt")
        return "yes"

    def __eq__(self, other):
        print("eq")
        return 0

    __hash__ = None


def probes():
    nan = float("nan")
    yield judged, [[1, 2], [5], []], 3
    yield judged, [[nan, 2.0], [2.0, nan]], 3.0
    yield judged, [[1, 9, "x"], [1, "x", 9]], 3
    yield judged, [[Fuzzy(), 2, Fuzzy()]], 3
    yield judged, [iter([1, 2, 9, 2, 1])], 3
    yield judged, [[1]], "x"
    yield judged, [[]], "x"
    yield judged, [], "x"
    yield judged, [[2.0, True]], 3
    yield judged, [[2**70]], 2**70 + 1
    yield judged, [[2.0**53]], 2**53 + 1
    yield judged, [range(3), (1, 2)], 3
    yield judged, [[1j]], 3
    yield judged, [3], 3
