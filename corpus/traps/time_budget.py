"""The loop looks at a clock; how often it runs is not for anyone to change.

kind: clocks, threads, async
"""

import time


def settle(value, budget, most):
    started = time.monotonic()
    rounds = 0
    while rounds < most:
        value = 0.5 * (value + 2.0 / value)
        rounds += 1
        if time.monotonic() - started > budget:
            break
    return value, rounds


def main():
    value, rounds = settle(1.0, 600.0, 1_000_000)
    print(value, rounds)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def frozen(ticks, value, budget, most):
    before, time.monotonic = time.monotonic, iter(ticks).__next__
    try:
        return settle(value, budget, most)
    finally:
        time.monotonic = before


def probes():
    yield frozen, [0.0, 0.0, 5.0, 0.0], 3.0, 1.0, 5
    yield frozen, [0.0, 0.0], 3.0, 1.0, 5
    yield frozen, [0.0], 3.0, 1.0, 0
    yield frozen, ["a", "b"], 3.0, 1.0, 5
    yield settle, 0.0, 600.0, 5
    yield settle, 1, 600, 5
    yield settle, 1.0, 600.0, 2.5
    yield settle, "x", 600.0, 0
    yield settle, float("nan"), 600.0, 3
