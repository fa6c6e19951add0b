"""`is` asks for the very same object: a mark in the list, a small int, or the None.

kind: is
"""

END = object()


def lengths(items, missing):
    result = []
    count = 0
    gaps = 0
    for item in items:
        if item is END:
            result.append(count)
            count = 0
        elif item is missing:
            gaps += 1
        else:
            count += 1
    return result, count, gaps


def main():
    items = [END if i % 17 == 0 else None if i % 5 == 0 else i for i in range(1_500_000)]
    result, count, gaps = lengths(items, None)
    print(len(result), sum(result), count, gaps)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Equal:
    def __eq__(self, other):
        return True


def probes():
    nan = float("nan")
    big = 10**20
    yield lengths, [END, 1, END, Equal(), None], None
    yield lengths, [nan, float("nan"), nan], nan
    yield lengths, [big, 10**20 + len([]), big], big
    yield lengths, [1, True, 1.0, 2], 1
    yield lengths, [[], []], []
    yield lengths, [], END
    yield lengths, [END, END], END
    yield lengths, iter([1, END]), 1
    yield lengths, "abca", "a"
    yield lengths, [object(), END], None
    yield lengths, 5, None
