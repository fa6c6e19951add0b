"""The loop itself keeps count in a global that others read, also when it breaks off.

kind: rebinding of globals
"""

steps_taken = 0
longest_walk = 0


def walk(n, limit):
    global steps_taken, longest_walk
    taken = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps_taken += 1
        taken += 1
        if taken > limit:
            raise ValueError(f"no end after {limit}")
    if taken > longest_walk:
        longest_walk = taken
    return taken


def main():
    for n in range(1, 40_000):
        walk(n, 1000)
    print(steps_taken, longest_walk)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def with_counter(value, n, limit):
    global steps_taken
    before = steps_taken
    steps_taken = value
    try:
        return walk(n, limit), steps_taken
    finally:
        print(steps_taken)
        steps_taken = before


def probes():
    yield walk, 27, 1000
    yield walk, 27, 10
    yield walk, 2**64 + 3, 10_000
    yield walk, 7.0, 100
    yield with_counter, 2**63 - 5, 27, 1000
    yield with_counter, 0.5, 27, 1000
    yield with_counter, "a", 27, 1000
    yield with_counter, "a", 1, 1000
    yield with_counter, [], 7, 3
    yield walk, 0, 50
    yield walk, -7, 50
    yield walk, 6, None
    yield walk, True, 5
