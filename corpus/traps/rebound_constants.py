"""Module constants that somebody sets anew before calling again.

kind: rebinding of globals
"""

GRAVITY = 9.81
STEPS = 40


def height(speed):
    y, v = 0.0, speed
    for _ in range(STEPS):
        v -= GRAVITY * 0.01
        y += v * 0.01
    return y


def main():
    total = 0.0
    for k in range(150_000):
        total += height(k / 1000)
    print(total)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def planet(gravity, steps, speed):
    global GRAVITY, STEPS
    before = GRAVITY, STEPS
    GRAVITY, STEPS = gravity, steps
    try:
        return height(speed)
    finally:
        GRAVITY, STEPS = before


def without():
    global STEPS
    before = STEPS
    del STEPS
    try:
        return height(1.0)
    finally:
        STEPS = before


def probes():
    from fractions import Fraction

    yield height, 5
    yield planet, 1.62, 40, 5.0
    yield planet, 2, 3, 5.0
    yield planet, 9.81, 0, 5
    yield planet, "heavy", 0, 5.0
    yield planet, "heavy", 1, 5.0
    yield planet, float("nan"), 2, 5.0
    yield planet, 2**70, 2, 5.0
    yield planet, 10**400, 2, 5.0
    yield planet, Fraction(1, 3), 2, Fraction(5)
    yield planet, 9.81, 3.0, 5.0
    yield planet, 9.81, True, 5.0
    yield planet, 1j, 2, 5.0
    yield without,
    yield height, 5.0
