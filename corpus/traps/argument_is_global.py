"""The list that comes in may be the global one that the function writes.

kind: aliased lists
"""

import numpy as np

HISTORY = [0.0] * 64
FIELD = np.zeros(64)


def remember(values):
    total = 0.0
    for i in range(len(values)):
        HISTORY[i % 64] = HISTORY[i % 64] * 0.5 + values[i]
        total += values[i]
    return total


def spread(source):
    total = 0.0
    for i in range(1, len(source)):
        FIELD[i % 64] += source[i - 1] * 0.25
        total += source[i]
    return total


def main():
    values = [((i * 7919) % 1009) / 7 for i in range(1_200_000)]
    print(remember(values), HISTORY[:3])
    print(float(spread(np.array(values[:400_000]))), FIELD[:3].tolist())


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def replaced(name, value, function, *arguments):
    before = globals()[name]
    globals()[name] = value
    try:
        return function(*arguments), value
    finally:
        globals()[name] = before


def own():
    return remember(HISTORY), list(HISTORY)


def own_field(part):
    FIELD[:] = np.arange(64.0)
    return spread(FIELD[part]), FIELD.copy()


def probes():
    yield own,
    yield remember, [1.0, 2.0]
    yield remember, [1.0, "a", 2.0]
    yield remember, [1, 2]
    yield remember, []
    yield replaced, "HISTORY", [1.0, 2.0], remember, [1.0] * 5
    yield replaced, "HISTORY", (1.0,) * 64, remember, [1.0] * 5
    yield replaced, "HISTORY", [1] * 64, remember, [1] * 5
    yield replaced, "HISTORY", {0: 1.0, 1: 2.0}, remember, [3.0, 4.0]
    shared = [1.0, 2.0, 3.0] * 30
    yield replaced, "HISTORY", shared, remember, shared
    yield own_field, slice(None)
    yield own_field, slice(10, 30)
    yield own_field, slice(None, None, -1)
    yield replaced, "FIELD", np.zeros(64, np.float32), spread, np.arange(5.0)
    yield replaced, "FIELD", np.zeros(64, int), spread, np.arange(5)
    yield replaced, "FIELD", np.zeros(64, int), spread, np.arange(5.0)
    yield replaced, "FIELD", [0.0] * 64, spread, np.arange(5.0)
    yield replaced, "FIELD", np.zeros(2), spread, np.arange(5.0)
    yield replaced, "FIELD", np.zeros((64, 2)), spread, np.arange(5.0)
    yield spread, [1.0, 2.0]
    yield spread, [True, 2]
    yield spread, np.array([])
