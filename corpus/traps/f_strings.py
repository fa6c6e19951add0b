"""Numbers go into text inside of the loop; each type has its own way of being written.

kind: f-strings
"""

def report(values, width):
    lines = []
    for i, value in enumerate(values):
        lines.append(f"{i:>{width}}|{value!r}|{value:.3f}|{value * 2:g}")
    return "\n".join(lines)


def main():
    values = [((i * 7919) % 100_003) / 7 for i in range(200_000)]
    text = report(values, 8)
    print(len(text), text[:60], hash(text[-500:]) == hash(text[-500:]))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Own:
    def __format__(self, spec):
        return f"<{spec}>"

    def __repr__(self):
        return "Own()"

    def __mul__(self, other):
        return self


def probes():
    from decimal import Decimal

    import numpy as np

    yield report, [1.0, -0.0, float("nan"), float("inf"), 1e22, 1e-7, 0.5, 2.675], 3
    yield report, [1, True, 2**70], 3
    yield report, [np.float64(0.1), np.float32(0.1), np.int64(3)], 3
    yield report, np.array([0.1, 1e300]), 3
    yield report, [Own()], 3
    yield report, [Decimal("1.10")], 3
    yield report, [1.0, "x"], 3
    yield report, [1.0], -3
    yield report, [1.0], "3"
    yield report, [1.0], "x"
    yield report, [1.0], 2.0
    yield report, [], None
    yield report, [1j], 2
