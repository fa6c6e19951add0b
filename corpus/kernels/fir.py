"""A finite impulse response filter over a list.

source: signal processing, direct form
run: python fir.py
expect: winner >= 10 in fir
expect: identical in fir
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def fir(signal, taps):
    filtered = []
    for n in range(len(taps) - 1, len(signal)):
        total = 0.0
        for k in range(len(taps)):
            total += taps[k] * signal[n - k]
        filtered.append(total)
    return filtered


def main():
    signal = [draw() - 0.5 for _ in range(500_000)]
    taps = [draw() for _ in range(64)]
    filtered = fir(signal, taps)
    print(len(filtered), "%.17g %.17g" % (filtered[0], filtered[-1]))


main()
