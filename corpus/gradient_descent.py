"""Gradient descent on a quadratic bowl, keeping every iterate in lists.

source: the optimisation exercise of machine-learning courses
run: python gradient_descent.py
expect: winner in descend, gradient, main
"""


def gradient(x, y):
    return 2.0 * (x - 3.0) + 0.5 * y, 4.0 * (y + 1.0) + 0.5 * x


def value(x, y):
    return (x - 3.0) ** 2 + 2.0 * (y + 1.0) ** 2 + 0.5 * x * y


def descend(x, y, rate, steps):
    xs = [x]
    ys = [y]
    values = [value(x, y)]
    for _ in range(steps):
        dx, dy = gradient(x, y)
        x = x - rate * dx
        y = y - rate * dy
        xs.append(x)
        ys.append(y)
        values.append(value(x, y))
    return xs, ys, values


def main():
    for rate in (0.0001, 0.0002, 0.0005, 0.001, 0.002):
        for start in (-10.0, 0.0, 10.0):
            xs, ys, values = descend(start, start / 2, rate, 500_000)
            print(rate, start, len(xs), xs[1000], ys[1000], values[1000], values[-1])


if __name__ == "__main__":
    main()
