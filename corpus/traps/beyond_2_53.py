"""Above 2**53 not every int is a float: sums, quotients and comparisons must stay exact.

kind: ints beyond 2**53
"""

def balance(amounts, limit):
    total = 0
    over = 0
    for amount in amounts:
        total += amount
        if total > limit:
            over += 1
            total -= limit
    return total, over, total / len(amounts)


def main():
    amounts = [(i * 7919) % 1_000_003 + 2**40 for i in range(1_500_000)]
    print(balance(amounts, 2**53 + 1))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield balance, [2**53, 1, 1, 1], 2**60
    yield balance, [2**53 + 1, 1], 2.0**53
    yield balance, [2**53 + 1, 2.0], 2**60
    yield balance, [2**63 - 1, 1], 2**64
    yield balance, [2**63 - 1], -1
    yield balance, [2**63, -(2**63)], 5
    yield balance, [-(2**63), -1], 5
    yield balance, [2**53 + 1], 2**53 + 0.5
    yield balance, [2**60 + 1, 0, 0], 2**61
    yield balance, [5, 6], float("nan")
    yield balance, [5, 6], float("inf")
    yield balance, [5, float("inf")], float("inf")
    yield balance, [], 5
    yield balance, [True, True], 1
    yield balance, [5, "x"], 3
    yield balance, [5], "x"
    yield balance, [10**400], 5
    yield balance, [10**400, -(10**400)], 10**401
