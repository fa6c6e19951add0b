"""A dict and a set filled in a loop: the first key stays, the last value wins.

kind: unhashable and equal-but-different elements
"""

def index(words, start):
    places = {}
    lengths = set()
    number = start
    for word in words:
        places[word] = number
        lengths.add(len(word))
        number += 1
    return places, lengths, number


def main():
    words = [f"w{(i * 7919) % 5003}" for i in range(400_000)]
    for _ in range(5):
        places, lengths, number = index(words, 0)
    print(len(places), places["w7"], sorted(lengths), number)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Loud(str):
    def __hash__(self):
        print("hashed")
        return str.__hash__(self)

    def __len__(self):
        print("measured")
        return 99


def probes():
    yield index, [(1,), (1.0,), (True,), (2, 3)], 0
    yield index, ["a", ["b"], "c"], 0
    yield index, ["a", 5, "c"], 0
    yield index, [Loud("x"), "x", Loud("x")], 0
    yield index, ["a", "b"], 2**63 - 1
    yield index, ["a", "b"], 0.5
    yield index, ["a"], "x"
    yield index, [], "x"
    yield index, "aba", 0
    yield index, ["".join("ab"), "ab"], True
    yield index, [frozenset({1}), frozenset({1, 2})], 0
    yield index, iter(["a", "b"]), 0
    yield index, [b"ab", "ab"], 0
