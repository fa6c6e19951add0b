"""The longest Collatz chain: the intermediate values of a small start may be enormous.

kind: big integers
"""

def chain_length(start):
    n, length = start, 1
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        length += 1
    return length


def longest(limit):
    best, best_start = 0, 0
    for start in range(1, limit):
        length = chain_length(start)
        if length > best:
            best, best_start = length, start
    return best_start, best


def main():
    print(longest(50_000))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield chain_length, 2**63 - 1
    yield chain_length, 2**64 + 1
    yield chain_length, 3**60
    yield chain_length, 1
    yield chain_length, 6.0
    yield chain_length, 1.0
    yield chain_length, True
    yield chain_length, 2**63
    yield chain_length, 5.5e15
    yield longest, 2
    yield longest, 0
    yield longest, 3.0
    yield longest, 10
