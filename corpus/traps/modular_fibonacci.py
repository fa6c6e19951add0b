"""Fibonacci numbers modulo m stay small for the script's m, and do not for others.

kind: big integers
"""

def fibonacci(n, m):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, (a + b) % m
    return a


def main():
    total = 0
    for n in range(3000, 6000, 2):
        total += fibonacci(n, 1_000_007)
    print(total)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield fibonacci, 100, 10**30
    yield fibonacci, 200, 2**63
    yield fibonacci, 200, 2**64
    yield fibonacci, 500, 2**63 - 1
    yield fibonacci, 500, 2**62 + 1
    yield fibonacci, 10, 0
    yield fibonacci, 0, 0
    yield fibonacci, 50, -7
    yield fibonacci, 50, -(2**63)
    yield fibonacci, 50, 7.5
    yield fibonacci, 100, float("inf")
    yield fibonacci, 3, True
    yield fibonacci, -3, 5
    yield fibonacci, 3.0, 5
    yield fibonacci, 10, "7"
