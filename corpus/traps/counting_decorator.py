"""A decorator counts calls and keeps results: going round it changes what others see.

kind: decorators
"""

import functools

calls = {}


def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        calls[function.__name__] = calls.get(function.__name__, 0) + 1
        return function(*args, **kwargs)

    return wrapper


@counted
def damp(value, factor=0.5):
    """Halve a value, or more."""
    return value * factor + 1.0


def settle(start, rounds):
    value = start
    for _ in range(rounds):
        value = damp(value, factor=0.25) - damp(value) * 0.125
    return value


def main():
    print(settle(3.0, 700_000), calls)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def after(function, *arguments):
    calls.clear()
    try:
        return function(*arguments), dict(calls)
    finally:
        print(calls)


def probes():
    from fractions import Fraction

    yield after, settle, 3.0, 5
    yield after, settle, 3, 0
    yield after, settle, "x", 2
    yield after, settle, Fraction(1, 3), 2
    yield after, damp, 2
    yield damp, 2, "ab"
    yield damp,
    yield lambda: damp.__wrapped__(4.0),
    yield lambda: damp(1, factor=None),
    yield lambda: damp(1, speed=None),
