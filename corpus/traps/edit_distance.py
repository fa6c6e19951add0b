"""Edit distance by tables, of texts, lists or anything else that has items to compare.

kind: unhashable and equal-but-different elements
"""


def distance(left, right):
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        current = [i]
        for j, b in enumerate(right, 1):
            cost = 0 if a == b else 1
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost))
        previous = current
    return previous[-1]


def common(left, right):
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left)):
        for j in range(len(right)):
            if left[i] == right[j]:
                table[i + 1][j + 1] = table[i][j] + 1
            else:
                table[i + 1][j + 1] = max(table[i][j + 1], table[i + 1][j])
    i, j = len(left), len(right)
    found = []
    while i and j:
        if left[i - 1] == right[j - 1]:
            found.append(left[i - 1])
            i, j = i - 1, j - 1
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return found[::-1]


def main():
    left = "".join("acgt"[(i * i + i // 7) % 4] for i in range(1100))
    right = "".join("acgt"[(i * 7 + i // 5) % 4] for i in range(1000))
    print(distance(left, right))
    print("".join(common(left, right))[:40])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Sly:
    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        print(self.name, "==")
        return "" if other == 1 else "yes"


def probes():
    import numpy as np

    nan = float("nan")
    for function in (distance, common):
        yield function, "kitten", "sitting"
        yield function, "", "abc"
        yield function, "abc", ""
        yield function, [1, True, nan], [1.0, nan, True]
        yield function, [nan], [nan]
        yield function, [[1], [2]], [[2], [1]]
        yield function, b"abc", "abc"
        yield function, b"abc", bytearray(b"bc")
        yield function, [97], b"a"
        yield function, "é", "e\u0301"
        yield function, [Sly("a"), Sly("b")], [1, 2]
        yield function, np.array([1, 2]), [2, 1]
        yield function, [np.array([1, 2])], [np.array([1, 2])]
        yield function, (1, 2), [1, 2]
        yield function, iter("ab"), "ab"
        yield function, "ab", iter("ab")
        yield function, {1: 2}, {1: 3}
        yield function, [2**70, 0.0], [2**70, -0.0]
        yield function, range(3), range(1, 4)
        yield function, None, ""
