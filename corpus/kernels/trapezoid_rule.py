"""The area below a curve, in many narrow strips.

source: numerical analysis textbooks
run: python trapezoid_rule.py
expect: winner >= 10
"""


def curve(x):
    return x * x / (1.0 + x * x * x)


def area(low, high, strips):
    width = (high - low) / strips
    total = 0.5 * (curve(low) + curve(high))
    for i in range(1, strips):
        total += curve(low + i * width)
    return total * width


print("%.12g" % area(0.0, 4.0, 8_000_000))
