"""Fibonacci numbers by plain recursion.

source: the recursion micro-benchmark used to compare languages
run: python fib.py
expect: winner >= 20 in fib
expect: identical in fib
"""


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def main():
    for n in (10, 20, 30, 36):
        print(n, fib(n))


if __name__ == "__main__":
    main()
