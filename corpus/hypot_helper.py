"""Lengths of many vectors through a helper that squares.

source: the two-function example of compilers that follow calls
run: python hypot_helper.py
expect: winner
"""

import math


def square(x):
    return x * x


def hypot(x, y):
    return math.sqrt(square(x) + square(y))


longest = 0.0
total = 0.0
for i in range(1, 8_000_000):
    x = i * 0.5
    y = 1000.0 / i
    length = hypot(x, y)
    total += length
    if length > longest:
        longest = length

print("longest", longest)
print("total", total)
