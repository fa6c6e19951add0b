"""Totals that begin with the int 0: adding -0.0 to it makes 0.0, and a text says its own no.

kind: float order and Kahan sums
"""


def turnover(orders):
    total = 0
    by_kind = {}
    for order in orders:
        total += order["price"] * order["count"]
        by_kind[order["kind"]] = by_kind.get(order["kind"], 0) + order["price"]
    return total, by_kind


def discounted(orders, sums):
    for order in orders:
        share = 0.5 * order["price"]
        sums[order["kind"]] += share
    return sums


def rests(orders):
    total = 0
    for order in orders:
        total += 7.5 % order["count"] + order["price"]
    return total


def main():
    orders = [
        {"price": (i * 7919) % 1009 / 7, "count": i % 5 + 1, "kind": "abc"[i % 3]}
        for i in range(4000)
    ]
    for _ in range(200):
        found = turnover(orders), discounted(orders, dict.fromkeys("abc", 0)), rests(orders)
    print(found)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def order(price, count=1, kind="a"):
    return {"price": price, "count": count, "kind": kind}


def probes():
    from collections import defaultdict
    from fractions import Fraction

    for price in (-0.0, 0, 0.0, True, "x", [1], None, 2**70, Fraction(1, 3), float("nan"), 1j, b"y"):
        yield turnover, [order(price)]
        yield turnover, [order(price), order(-0.0)]
        yield turnover, [order(price, -1)]
        yield discounted, [order(price)], {"a": 0}
        yield discounted, [order(price), order(-0.0)], {"a": -0.0}
        yield discounted, [order(price)], defaultdict(int)
        yield discounted, [order(price, kind=0)], [[]]
        yield discounted, [order(price, kind=0)], dict
        yield rests, [order(price)]
        yield rests, [order(-0.0, price)]
    yield rests, [order(1.0, 0)]
    yield rests, [order(1.0, 0.0)]
    yield rests, [order(1.0, False)]
    yield turnover, [order(1e308, 9)]
    yield turnover, [{}]
    yield turnover, []
    yield discounted, [order(1.0)], {}
    yield discounted, [order(1.0)], None
