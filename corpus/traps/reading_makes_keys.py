"""A defaultdict makes a key when it is read; a Counter does not; an OrderedDict has its order.

kind: subclasses
"""


def settle(scores, pairs):
    total = 0
    for left, right in pairs:
        if scores[left] < scores[right]:
            scores[left] += 1
        total += scores[right]
    return total


def main():
    scores = {k: (k * 31) % 17 for k in range(1000)}
    pairs = [((i * 7919) % 1000, (i * 31) % 1000) for i in range(900_000)]
    print(settle(scores, pairs), scores[5])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Noted(dict):
    def __getitem__(self, key):
        print("read", key)
        return dict.__getitem__(self, key)


class Lower(dict):
    def __missing__(self, key):
        return -1


def probes():
    from collections import ChainMap, Counter, OrderedDict, defaultdict

    pairs = [(1, 2), (3, 1), (2, 4)]
    yield settle, defaultdict(int, {2: 5}), pairs
    yield settle, defaultdict(None, {2: 5}), pairs
    yield settle, Counter({2: 5}), pairs
    yield settle, OrderedDict({2: 5, 1: 1, 3: 3, 4: 4}), pairs
    yield settle, ChainMap({2: 5}, {1: 1, 3: 3, 4: 4}), pairs
    yield settle, Noted({2: 5, 1: 1, 3: 3, 4: 4}), pairs
    yield settle, Lower({2: 5}), pairs
    yield settle, {2: 5}, pairs
    yield settle, {1: 1, 2: 5, 3: 0}, pairs
    yield settle, [0, 1, 5, 2, 8], pairs
    yield settle, [0, 1, 5], [(-1, 0), (1, -1), (5, 0)]
    yield settle, {1: 2**63 - 1, 2: 2**63}, [(1, 2), (1, 2)]
    yield settle, {1: 0.5, 2: True}, [(1, 2), (2, 1)]
    yield settle, {1: 0, 2: 2}, [(True, 2.0), (1.0, 2)]
    yield settle, {1: "a", 2: "b"}, [(1, 2)]
    yield settle, {1: 1}, [(1,)]
    yield settle, {1: 1}, [(1, 1, 1)]
    yield settle, {1: 1}, [[1, 1], "ab"]
    yield settle, {(1,): 1, "k": 2}, [((1,), "k")]
    yield settle, {1: 1, 2: 2}, [(1, [2])]
    yield settle, {1: 1, 2: 2}, zip([1], [2])
    yield settle, {1: 1}, []
    yield settle, None, []
