"""Star arguments, keyword-only ones and defaults: wrong calls raise as Python says it.

kind: *args/**kwargs/keyword-only
"""

def weighted(first, *rest, scale=1.0, **names):
    total = first * scale
    for value in rest:
        total += value * scale
    for name in names:
        total += names[name]
    return total


def sweep(count, /, step, *, low=0.0, high=1.0):
    total = 0.0
    x = low
    for _ in range(count):
        total += x * x
        x += step
        if x > high:
            x -= high - low
    return total


def main():
    values = [((i * 7919) % 1009) / 10 for i in range(300_000)]
    print(weighted(*values, scale=0.5, offset=3.0), sweep(2_000_000, 0.001, high=2.0))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def call(function, positional, named):
    return function(*positional, **named)


def probes():
    yield call, weighted, (), {}
    yield call, weighted, (1,), {}
    yield call, weighted, (1, 2.5), {"scale": 2, "first": 3}
    yield call, weighted, (1, 2), {"b": 1, "a": 2}
    yield call, weighted, ("a", "b"), {"scale": 2}
    yield call, weighted, (1, "b"), {}
    yield call, weighted, (2**62, 2**62), {}
    yield call, weighted, (2**62, 2**62), {"scale": 1}
    yield call, sweep, (5, 0.5), {}
    yield call, sweep, (), {"count": 5, "step": 1}
    yield call, sweep, (5,), {}
    yield call, sweep, (5, 1, 2), {}
    yield call, sweep, (5,), {"step": 1, "low": 0, "high": 3}
    yield call, sweep, (5,), {"step": 1, "wide": 3}
    yield call, sweep, (5.0, 1), {}
    yield call, sweep, (5, float("nan")), {}
    yield call, sweep, (5, 1e200), {"high": 1e300}
    yield call, sweep, (0, None), {"low": None}
    yield call, sweep, (1, "x"), {}
    yield call, sweep, (5, 1), {"low": 5, "high": 1}
