"""Find roots by halving an interval, for many right-hand sides.

source: the root-finding exercise of numerical methods courses
run: python bisection.py
expect: winner
"""


def f(x, c):
    return x**3 - x - c


def bisect(c, low, high, tolerance):
    steps = 0
    while high - low > tolerance:
        middle = (low + high) / 2
        if f(low, c) * f(middle, c) <= 0:
            high = middle
        else:
            low = middle
        steps += 1
    return (low + high) / 2, steps


roots = []
total_steps = 0
for k in range(250_000):
    root, steps = bisect(2 + k / 4000, 1.0, 10.0, 1e-12)
    roots.append(root)
    total_steps += steps

print(total_steps, "steps")
print(roots[0], roots[1000], roots[-1])
