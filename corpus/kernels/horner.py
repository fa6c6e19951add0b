"""A polynomial at many places, after Horner.

source: numerical analysis textbooks
run: python horner.py
expect: winner >= 10 in evaluate
expect: identical in evaluate
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def evaluate(coefficients, places):
    values = []
    for x in places:
        value = 0.0
        for c in coefficients:
            value = value * x + c
        values.append(value)
    return values


def main():
    coefficients = [draw() - 0.5 for _ in range(60)]
    places = [2.0 * draw() - 1.0 for _ in range(200_000)]
    values = evaluate(coefficients, places)
    print("%.17g %.17g" % (values[3], values[-1]))


main()
