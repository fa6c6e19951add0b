"""A recursive filter of second order over a list.

source: signal processing, direct form
run: python iir.py
expect: winner >= 10 in smooth
expect: identical in smooth
expect: no-slice-form in smooth
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def smooth(signal, b0, b1, a1, a2):
    out = [0.0, 0.0]
    for n in range(2, len(signal)):
        out.append(b0 * signal[n] + b1 * signal[n - 1] - a1 * out[n - 1] - a2 * out[n - 2])
    return out


def main():
    signal = [draw() - 0.5 for _ in range(1_500_000)]
    out = smooth(signal, 0.2, 0.1, -1.2, 0.4)
    for _ in range(4):
        out = smooth(out, 0.2, 0.1, -1.2, 0.4)
    print("%.17g %.17g" % (out[2], out[-1]))


main()
