"""any() stops at the first hit, so an iterator is left where it was, and later errors stay away.

kind: lazy and shared generators
"""

def has_factor(numbers, limit):
    found = []
    for n in numbers:
        found.append(any(n % d == 0 for d in range(2, limit)))
    return found


def main():
    numbers = [n * 2 + 1 for n in range(1, 120_000)]
    found = has_factor(numbers, 60)
    print(found.count(True), found[:9])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Counted:
    def __init__(self):
        self.asked = 0

    def __mod__(self, other):
        self.asked += 1
        return self.asked - 4


def probes():
    counted = Counted()
    yield has_factor, [counted], 100
    yield has_factor, [9, 2**70, 2**70 + 1], 10
    yield has_factor, [7.5, 8.0, float("inf")], 9
    yield has_factor, [7, "x", 9], 9
    yield has_factor, ["%d", "%s"], 9
    yield has_factor, [-9, 0], 4
    yield has_factor, [9], 2
    yield has_factor, [9], -2
    yield has_factor, [], 5
    yield has_factor, [9], 2.0
    yield has_factor, [True, False], 3
