"""Means and extremes of nothing raise, or leave names unbound; sums of nothing do not.

kind: empty input
"""

def summary(values):
    total = 0.0
    for position, value in enumerate(values):
        total += value * value
        last = position
    return total / len(values), last, value


def main():
    values = [((i * 7919) % 1009) / 10 for i in range(60_000)]
    print([summary(values[k:]) for k in range(0, 2000, 10)][-1])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield summary, []
    yield summary, ()
    yield summary, [1]
    yield summary, [True]
    yield summary, iter([1.0])
    yield summary, iter([])
    yield summary, [1e200]
    yield summary, [10**200]
    yield summary, [float("nan")]
    yield summary, {}
    yield summary, {2.0: 1}
    yield summary, ""
    yield summary, [None]
    yield summary, range(4)
