"""Recursion that remembers in a global dict: content and order of the memo can be seen.

kind: recursion with memo
"""

memo = {}


def ways(n, parts):
    if n == 0:
        return 1
    if n < 0 or parts == 0:
        return 0
    key = (n, parts)
    if key not in memo:
        memo[key] = ways(n, parts - 1) + ways(n - parts, parts)
    return memo[key]


def main():
    total = 0
    for n in range(40):
        memo.clear()
        total += ways(200 + n, 90)
    print(total, len(memo))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def fresh(n, parts):
    memo.clear()
    return ways(n, parts), list(memo.items())


def poisoned():
    memo.clear()
    memo[(2, 1)] = "x"
    try:
        return ways(3, 2)
    finally:
        print(list(memo))


def probes():
    yield fresh, 6, 4
    yield fresh, 400, 300
    yield fresh, 0, 5
    yield fresh, -3, 5
    yield fresh, 5.0, 3
    yield fresh, 5, 2.5
    yield fresh, True, 3
    yield poisoned,
    yield fresh, 3000, 3000
    yield ways, "a", 1
    yield ways, None, 1
