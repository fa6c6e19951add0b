"""Fibonacci by addition: after the ninetieth the numbers need more than 64 bits.

kind: big integers
"""

def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def main():
    total = 0
    for k in range(180_000):
        total += fib(60 + k % 20) & 0xFF
    print(total, fib(90))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield fib, 90
    yield fib, 91
    yield fib, 92
    yield fib, 93
    yield fib, 94
    yield fib, 100
    yield fib, 1000
    yield fib, 0
    yield fib, -4
    yield fib, True
    yield fib, 5.0
    yield fib, 2**70 - 2**70
