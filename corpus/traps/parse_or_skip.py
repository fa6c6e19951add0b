"""Values that do not parse are counted and skipped, each exception caught in the loop.

kind: try/except in the loop
"""

def parse(lines):
    total = 0.0
    bad = 0
    for line in lines:
        try:
            total += float(line)
        except ValueError:
            bad += 1
    return total, bad


def main():
    lines = [f"{(i * 7919) % 1009 / 8}" if i % 50 else "n/a" for i in range(1_200_000)]
    print(parse(lines))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield parse, ["1", " 2.5 ", "x", "1_000", "nan", "inf", "0x10", "１２", "1e400", ""]
    yield parse, [1, True, 2.5]
    yield parse, ["1", None, "2"]
    yield parse, [b"1.5", bytearray(b"2")]
    yield parse, [10**400]
    yield parse, []
    yield parse, "12x"
    yield parse, [[1]]
    yield parse, ["1e16", "1", "-1e16"]
    yield parse, iter(["1", object, "2"])
    yield parse, {"1": 2}
