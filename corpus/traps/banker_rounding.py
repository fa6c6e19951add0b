"""round() of Python goes to even, and to digits by the decimal text of the number.

kind: float order and Kahan sums
"""

def settle(prices, digits):
    total = 0.0
    whole = 0
    for price in prices:
        total += round(price, digits)
        whole += round(price)
    return total, whole


def main():
    prices = [((i * 7919) % 100_003) / 1000 + 0.005 for i in range(700_000)]
    print(settle(prices, 2))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    import numpy as np
    from decimal import Decimal

    yield settle, [0.5, 1.5, 2.5, -0.5, 2.675, 1.005, 0.285], 2
    yield settle, [0.5, -0.0, 1e22], 0
    yield settle, [1234.5, 1250.0], -2
    yield settle, [1.25], None
    yield settle, [15, 25, 5], -1
    yield settle, [2**70 + 5], -1
    yield settle, [1e300], 2
    yield settle, [1.5, float("nan")], 2
    yield settle, [1.5, float("inf")], 2
    yield settle, [Decimal("1.005")], 2
    yield settle, [np.float64(2.675), np.float32(2.675)], 2
    yield settle, [True], 1
    yield settle, [1.5], 1.0
    yield settle, [1.5], 400
    yield settle, [1.7e308], -308
    yield settle, ["x"], 2
    yield settle, [], "x"
