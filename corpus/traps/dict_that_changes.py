"""A dict changes size while it is gone through, or only its values do.

kind: exceptions half-way
"""

def decay(scores, factor, floor):
    dropped = []
    for name in scores:
        scores[name] *= factor
        if scores[name] < floor:
            dropped.append(name)
    for name in dropped:
        del scores[name]
    return len(dropped)


def main():
    total = 0
    for k in range(150):
        scores = {i * 3: float((i * 7919) % 1009) for i in range(6_000)}
        while scores:
            total += decay(scores, 0.5, 1.0 + k)
    print(total)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Growing(dict):
    def __getitem__(self, name):
        if len(self) < 4:
            self[name + 100] = 1.0
        return dict.__getitem__(self, name)


class Keyed(dict):
    def __iter__(self):
        return iter([2, 1, 2])


def probes():
    nan = float("nan")
    yield decay, {1: 4.0, 2: 1.0, 3: 8.0}, 0.5, 1.0
    yield decay, {"b": 4, "a": 1}, 2, 5
    yield decay, {1: nan, 2: 1.0}, 0.5, 1.0
    yield decay, {1: 1.0, 2: "x", 3: 1.0}, 0.5, 1.0
    yield decay, {1: 1.0, 2: "x", 3: 1.0}, 2, 1.0
    yield decay, Growing({1: 1.0, 2: 2.0}), 0.5, 5.0
    yield decay, Keyed({1: 1.0, 2: 2.0}), 0.5, 9.0
    yield decay, {}, 0, None
    yield decay, {1: 2**62}, 4, 0
    yield decay, {1: [1]}, 2, [0]
    yield decay, [5.0, 1.0], 0.5, 1.0
    yield decay, {True: 1.0, 2: 1.0}, 0.5, 1.0
    yield decay, {nan: 1.0, (1, 2): 3.0}, 0.5, 1.0
