"""The integrand comes from outside: it may count, raise, or return anything at all.

kind: callbacks
"""

def trapezoid(f, low, high, count):
    width = (high - low) / count
    total = 0.5 * (f(low) + f(high))
    for i in range(1, count):
        total += f(low + i * width)
    return total * width


def bell(x):
    return 1.0 / (1.0 + x * x)


def main():
    print(trapezoid(bell, -5.0, 5.0, 2_500_000))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def counting():
    calls = []

    def f(x):
        calls.append(x)
        return x

    return trapezoid(f, 0.0, 1.0, 4), calls


def failing(x):
    if x > 0.5:
        raise LookupError(x)
    print("at", x)
    return x


def probes():
    import math
    from fractions import Fraction

    yield counting,
    yield trapezoid, failing, 0.0, 0.4, 3
    yield trapezoid, failing, 0.0, 1.0, 3
    yield trapezoid, bell, 0, 1, 4
    yield trapezoid, bell, Fraction(0), Fraction(1), 4
    yield trapezoid, bell, 0.0, 1.0, 0
    yield trapezoid, bell, 0.0, 1.0, -3
    yield trapezoid, bell, 1e200, 1e300, 3
    yield trapezoid, bell, -(10**200), 10**200, 2
    yield trapezoid, math.sqrt, -1.0, 1.0, 2
    yield trapezoid, math.exp, 0.0, 2000.0, 4
    yield trapezoid, (lambda x: None), 0.0, 1.0, 2
    yield trapezoid, str, 0.0, 1.0, 2
    yield trapezoid, None, 0.0, 1.0, 2
    yield trapezoid, bell, 0.0, 1.0, 2.0
    yield trapezoid, bell, 1j, 0, 3
    yield trapezoid, bell, True, False, 1
