"""A work list grows while it is gone through; the loop sees what it appended itself.

kind: aliased lists
"""


def reachable(start, step, limit):
    queue = [start]
    seen = {start}
    for node in queue:
        for other in (node * 2 % limit, (node + step) % limit):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return queue


def doubled(values, limit):
    for value in values:
        if value < limit:
            values.append(value * 2)
    return len(values)


def main():
    print(sum(reachable(1, 7, 1_500_007)))
    print(doubled([i % 50 + 1 for i in range(1_000_000)], 64))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Few(list):
    def append(self, value):
        print("appended", value)
        if len(self) < 6:
            list.append(self, value)


def grown(values, limit):
    try:
        return doubled(values, limit), values
    finally:
        print(values)


def probes():
    yield reachable, 1, 3, 10
    yield reachable, 0, 0, 10
    yield reachable, 5, 1, -7
    yield reachable, 1, 1, 0
    yield reachable, 1.0, 3, 10
    yield reachable, True, 1, 3
    yield reachable, 2**70, 2**65, 11
    yield reachable, 2**62, 2**62, 2**62 + 2**40
    yield reachable, "a", "b", 3
    yield reachable, 1, 0.5, 3
    yield grown, [1, 5, 3], 16
    yield grown, [1.5, 2], 16
    yield grown, Few([1, 2]), 16
    yield grown, [2**62, 1], 2**65
    yield grown, [1, "a"], 4
    yield grown, [], 4
    yield grown, (1, 2), 4
    yield grown, (9, 9), 4
    yield grown, [True], 4
    yield grown, [float("nan")], 4
