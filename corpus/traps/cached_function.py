"""functools.lru_cache remembers; what it has counted can be asked for.

kind: decorators
"""

import functools


@functools.lru_cache(maxsize=None)
def steps(n):
    count = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        count += 1
    return count


def total(limit):
    result = 0
    for n in range(1, limit):
        result += steps(n) + steps(limit - n)
    return result


def main():
    print(total(30_000), steps.cache_info())


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def fresh(*numbers):
    steps.cache_clear()
    return [steps(n) for n in numbers], steps.cache_info()


def probes():
    yield fresh, 6, 6.0, 7, True
    yield fresh, 2**64 + 1
    yield fresh, 6.5e15
    yield fresh, [1]
    yield total, 10
    yield total, 0
    yield total, 2.0
    yield lambda: (fresh(5), total(6), steps.cache_info()),
    yield lambda: steps.__wrapped__(27),
