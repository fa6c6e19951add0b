"""Each output reads the one before; input and output may be the same list, or too short.

kind: recurrences
"""

def filtered(signal, output, keep):
    output[0] = signal[0]
    for i in range(1, len(signal)):
        output[i] = keep * output[i - 1] + (1.0 - keep) * signal[i]
    return output


def main():
    signal = [float((i * i) % 101) for i in range(10_000)]
    output = [0.0] * len(signal)
    for k in range(700):
        filtered(signal, output, 0.9 - k / 2000)
    print(sum(output), output[17])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    same = [4.0, 1.0, 7.0, 2.0, 9.0]
    yield filtered, same, same, 0.5
    yield filtered, [4.0, 1.0, 7.0, 2.0], [0.0, 0.0], 0.5
    yield filtered, [4.0, 1.0], [9.0, 9.0, 9.0, 9.0], 0.5
    yield filtered, [], [], 0.5
    yield filtered, [], [1.0], 0.5
    yield filtered, [3], [0], 0.5
    yield filtered, [3, 4, 5], [0, 0, 0], 1
    yield filtered, [1.0, None, 3.0], [0.0, 0.0, 0.0], 0.5
    yield filtered, [1.0, float("inf"), 3.0], [0.0, 0.0, 0.0], 0.0
    yield filtered, (1.0, 2.0), [0.0, 0.0], 0.5
    yield filtered, [1.0, 2.0], (0.0, 0.0), 0.5
    yield filtered, [1.0, 2.0, 3.0], {0: 0.0, 1: 0.0, 2: 0.0}, 0.5
