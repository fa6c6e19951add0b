"""Fill arrays with sequences in which each number is the sum of the two before it.

source: the recurrence used to teach calling compiled code from Python
run: python fibonacci_array.py
expect: winner in fibonacci, main
expect: identical in fibonacci, main
expect: no-slice-form in fibonacci, main
"""

import numpy as np


def fibonacci(first, second, n):
    values = np.zeros(n)
    values[0] = first
    values[1] = second
    for i in range(2, n):
        values[i] = values[i - 1] + values[i - 2]
    return values


def main():
    ratios = []
    for first in range(1, 111):
        for second in range(1, 111):
            values = fibonacci(first, second, 1000)
            ratios.append(values[-1] / values[-2])
    print(values[:10])
    print(values[-1])
    print(min(ratios), max(ratios))


if __name__ == "__main__":
    main()
