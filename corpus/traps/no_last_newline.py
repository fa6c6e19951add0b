"""A file without a newline at its end, whose hot loop is the very last line of it.

kind: CRLF and tabs
"""

def step(x):
    return (x * 1103515245 + 12345) % 2147483648


def run(count, x=7):
    odd = 0
    for _ in range(count):
        x = step(x)
        odd += x & 1
        odd ^= x >> 30
    return odd, x


if __name__ == "__main__": print(run(2_000_000), run(900_000, 11))  # --- calls the program never makes ---


def probes():
    yield run, 10
    yield run, 10, 2**70
    yield run, 10, -5
    yield run, 10, 2**62
    yield run, 10, 1.5
    yield run, 0, "x"
    yield run, 1, None
    yield run, 1.0
    yield run,
    yield run, 3, True
    yield step, 2**40
    yield step, 0.5
    yield step, []
