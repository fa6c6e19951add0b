"""NumPy's old global generator, drawn from one at a time between other arithmetic.

kind: random streams
"""

import numpy as np


def chain(steps, scale):
    x = 0.0
    accepted = 0
    for _ in range(steps):
        proposal = x + scale * np.random.standard_normal()
        if np.random.random_sample() < np.exp(0.5 * (x * x - proposal * proposal)):
            x = proposal
            accepted += 1
    return x, accepted


def main():
    np.random.seed(11)
    x, accepted = chain(120_000, 1.5)
    print(repr(float(x)), accepted, np.random.random_sample())


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def seeded(seed, steps, scale):
    np.random.seed(seed)
    return chain(steps, scale), np.random.random_sample()


def probes():
    yield seeded, 1, 50, 1.5
    yield seeded, 1, 50, 60.0
    yield seeded, 1, 50, 0
    yield seeded, 1, 5, 1e200
    yield seeded, 1, 5, float("nan")
    yield seeded, 1, 0, "x"
    yield seeded, 1, 1, "x"
    yield seeded, 1, 3, np.float32(1.5)
    yield seeded, 1, 3, np.array([1.0, 2.0])
    yield seeded, 1, -1, 1.0
    yield seeded, 1, 1.0, 1.0
