"""How a series resembles itself some steps later.

source: time series analysis
run: python autocorrelation.py
expect: winner >= 10 in correlate
expect: identical in correlate
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def correlate(series, lags):
    n = len(series)
    mean = sum(series) / n
    centred = [x - mean for x in series]
    found = []
    for lag in range(lags):
        total = 0.0
        for i in range(n - lag):
            total += centred[i] * centred[i + lag]
        found.append(total / n)
    return found


def main():
    found = correlate([draw() for _ in range(30_000)], 300)
    print("%.17g %.17g" % (found[0], found[-1]))


main()
