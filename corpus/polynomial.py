"""Evaluate a cubic on ten million points with whole-array NumPy.

source: the example of array-expression compilers; one array holds everything
run: python polynomial.py
expect: winner >= 4 in poly
expect: numexpr ahead of numpy in poly
"""

import numpy as np


def poly(x):
    return 0.25 * x**3 + 0.75 * x**2 - 1.5 * x - 2


x = np.linspace(-1, 1, 10_000_000)
for repeat in range(3):
    y = poly(x)
print("first", f"{y[0]:.9f}", "last", f"{y[-1]:.9f}")
print("least", f"{y.min():.9f}")
print("mean", f"{y.mean():.9f}")
