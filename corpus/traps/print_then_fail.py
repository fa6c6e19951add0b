"""What was printed before an exception was printed, once and not twice.

kind: prints in the loop
"""

def drain(levels, outlet):
    rounds = 0
    for level in levels:
        drops = 0
        while level > 0.5:
            level = level * outlet
            drops += 1
            if drops > 100_000:
                raise RuntimeError("it never empties")
        if drops > 95:
            print("slow", drops)
        rounds += drops
    return rounds


def main():
    levels = [1.0 + (i * 7919) % 10007 for i in range(90_000)]
    print(drain(levels, 0.9))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield drain, [20_000.0, 30_000.0, "x", 1e9], 0.9
    yield drain, [20_000.0, 3.0], 1.0
    yield drain, [20_000, 10**18], 0.9
    yield drain, [10**400], 0.9
    yield drain, [2**70], 0
    yield drain, [5], 0
    yield drain, [], None
    yield drain, [0.1], None
    yield drain, [float("nan"), float("inf")], 0.9
    yield drain, iter([20_000.0, None, 3.0]), 0.9
