"""The newest piece goes in front; the digits come out of a number that may be of any size.

kind: string concatenation of non-strings
"""

def in_base(number, base):
    digits = ""
    while number > 0:
        digits = str(number % base) + digits
        number //= base
    return digits


def main():
    total = 0
    for n in range(1, 250_000):
        total += len(in_base(n * 37, 7))
    print(total, in_base(123456789, 3))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield in_base, 10**40, 7
    yield in_base, 2**64 + 5, 2
    yield in_base, 10, 0
    yield in_base, 0, 0
    yield in_base, -10, 3
    yield in_base, 10.5, 3
    yield in_base, 10, 2.5
    yield in_base, 10, -3
    yield in_base, True, 2
    yield in_base, 300, 16
    yield in_base, "10", 2
    yield in_base, 1e300, 1e20
