"""What is in one list and not in the other, tested against a list again and again.

kind: duplicates and order against sets
"""

def missing(wanted, stock):
    lacking = []
    for item in wanted:
        if item not in stock:
            lacking.append(item)
    return lacking


def main():
    wanted = [f"item-{(i * 7919) % 6007}" for i in range(8_000)]
    stock = [f"item-{(i * 31) % 5003}" for i in range(2_500)]
    lacking = missing(wanted, stock)
    print(len(lacking), lacking[:5])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Same:
    __hash__ = None

    def __eq__(self, other):
        return True


class Chatty:
    def __eq__(self, other):
        print("compared", other)
        return False

    def __hash__(self):
        return 0


def probes():
    nan = float("nan")
    yield missing, ["a", "b", "a"], ["b"]
    yield missing, [nan, float("nan"), 1], [nan, 1.0]
    yield missing, [[1], [2]], [[1]]
    yield missing, [1, True, 2.0], [1.0, 2]
    yield missing, ["ab", "c", ""], "abc"
    yield missing, [1], "abc"
    yield missing, ["a", Same(), "c"], ["a"]
    yield missing, ["a", "b"], [Same()]
    yield missing, ["a", "b"], [Chatty(), "b"]
    yield missing, ["a", "b", "c"], iter(["b", "a", "c"])
    yield missing, ["a"], {"a": 1}
    yield missing, [["a"]], {"a": 1}
    yield missing, [["a"], "a"], {"a"}
    yield missing, [[]], []
    yield missing, ["a"], None
    yield missing, [], None
    yield missing, ["a"], 5
    yield missing, [97, 300], b"abc"
