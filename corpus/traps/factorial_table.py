"""A table of factorials that fits 64 bits for the sizes used here, and no further.

kind: big integers
"""

def table(n):
    values = [1] * (n + 1)
    for i in range(1, n + 1):
        values[i] = values[i - 1] * i
    return values


def main():
    total = 0
    for k in range(350_000):
        total += table(10 + k % 10)[-1] % 1_000_003
    print(total)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield table, 20
    yield table, 21
    yield table, 35
    yield table, 0
    yield table, -1
    yield table, -2
    yield table, True
    yield table, 3.0
