"""Fit a mixture of two normal distributions by expectation-maximisation.

source: the statistics exercise, on a list of numbers
run: python mixture_em.py
expect: winner
"""

import math
import random


def normal_pdf(x, mean, sd):
    z = (x - mean) / sd
    return math.exp(-0.5 * z * z) / (sd * math.sqrt(2.0 * math.pi))


def expectation(data, weight, mean1, sd1, mean2, sd2):
    responsibilities = []
    for x in data:
        a = weight * normal_pdf(x, mean1, sd1)
        b = (1.0 - weight) * normal_pdf(x, mean2, sd2)
        responsibilities.append(a / (a + b))
    return responsibilities


def maximisation(data, responsibilities):
    n1 = sum(responsibilities)
    n2 = len(data) - n1
    mean1 = sum(r * x for r, x in zip(responsibilities, data)) / n1
    mean2 = sum((1.0 - r) * x for r, x in zip(responsibilities, data)) / n2
    var1 = sum(r * (x - mean1) ** 2 for r, x in zip(responsibilities, data)) / n1
    var2 = sum((1.0 - r) * (x - mean2) ** 2 for r, x in zip(responsibilities, data)) / n2
    return n1 / len(data), mean1, math.sqrt(var1), mean2, math.sqrt(var2)


def main():
    random.seed(11)
    data = [random.gauss(-1.0, 0.8) for _ in range(6_000)]
    data += [random.gauss(2.5, 1.3) for _ in range(4_000)]
    weight, mean1, sd1, mean2, sd2 = 0.5, -2.0, 1.0, 2.0, 1.0
    for iteration in range(400):
        responsibilities = expectation(data, weight, mean1, sd1, mean2, sd2)
        weight, mean1, sd1, mean2, sd2 = maximisation(data, responsibilities)
        if iteration % 50 == 0:
            print(f"{iteration:4d} {weight:.8f} {mean1:.8f} {sd1:.8f} {mean2:.8f} {sd2:.8f}")
    print(f"done {weight:.8f} {mean1:.8f} {sd1:.8f} {mean2:.8f} {sd2:.8f}")


if __name__ == "__main__":
    main()
