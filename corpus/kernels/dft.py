"""A discrete Fourier transform by its definition.

source: signal processing textbooks
run: python dft.py
expect: winner >= 10 in transform
expect: identical in transform
"""

import math

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def transform(signal):
    n = len(signal)
    cosines = [math.cos(2.0 * math.pi * k / n) for k in range(n)]
    sines = [math.sin(2.0 * math.pi * k / n) for k in range(n)]
    real, imaginary = [], []
    for k in range(n):
        re = im = 0.0
        for t in range(n):
            angle = (k * t) % n
            re += signal[t] * cosines[angle]
            im -= signal[t] * sines[angle]
        real.append(re)
        imaginary.append(im)
    return real, imaginary


def main():
    real, imaginary = transform([draw() - 0.5 for _ in range(2000)])
    print("%.17g %.17g" % (real[7], imaginary[1999]))


main()
