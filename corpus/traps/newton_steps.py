"""while/else: whether the loop ended by itself or broke off decides the answer.

kind: break/else
"""

def root(value, tolerance, most):
    guess = value if value > 1.0 else 1.0
    steps = 0
    while steps < most:
        better = 0.5 * (guess + value / guess)
        if abs(better - guess) <= tolerance * better:
            break
        guess = better
        steps += 1
    else:
        return None
    return better, steps


def main():
    total, steps = 0.0, 0
    for k in range(1, 600_000):
        found = root(k / 7, 1e-12, 60)
        total += found[0]
        steps += found[1]
    print(total, steps)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield root, 2.0, 1e-12, 2
    yield root, 2.0, 1e-12, 0
    yield root, 2, 0, 5
    yield root, 2, 1e-12, 60
    yield root, -2.0, 1e-12, 40
    yield root, 0.0, 1e-12, 60
    yield root, float("nan"), 1e-12, 60
    yield root, float("inf"), 1e-12, 60
    yield root, 1e308, 1e-12, 2000
    yield root, 5e-324, 1e-12, 2000
    yield root, 10**400, 1e-12, 10
    yield root, 10**30, 1e-12, 100
    yield root, 2.0, "x", 5
    yield root, True, 1e-12, 5
    yield root, -1.0, 1e-12, 5
