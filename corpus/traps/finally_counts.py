"""A finally clause counts what was begun, whether or not it came to an end.

kind: try/except in the loop
"""

class Counter:
    def __init__(self):
        self.begun = 0
        self.ended = 0


def process(counter, values):
    total = 0.0
    for value in values:
        counter.begun += 1
        try:
            if value < 0:
                continue
            total += value**0.5
        finally:
            counter.ended += 1
    return total


def main():
    counter = Counter()
    values = [((i * 7919) % 2003) - 500.0 for i in range(1_200_000)]
    print(process(counter, values), counter.begun, counter.ended)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Watched:
    begun = 5

    def __init__(self):
        self.marks = []

    @property
    def ended(self):
        return len(self.marks)

    @ended.setter
    def ended(self, value):
        self.marks.append(value)


class Slotted:
    __slots__ = ("begun", "ended")


def probes():
    counter = Counter()
    yield process, counter, [1.0, -1.0, "x", 4.0]
    yield process, counter, [4, 9, -2]
    yield process, Watched(), [1.0, -1.0]
    yield process, Slotted(), [1.0]
    yield process, None, []
    yield process, None, [1.0]
    counter.begun = 2**63 - 1
    yield process, counter, [1.0, 2.0]
    counter.ended = "x"
    yield process, counter, [1.0, 2.0]
    yield process, Counter(), [float("nan"), float("inf")]
    yield process, Counter(), [2**2000]
    yield process, Counter(), [True, False]
    yield process, Counter(), iter([1.0, None, 3.0])
