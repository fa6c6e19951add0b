"""A helper is wrapped without the @: its name stands for what checks and then calls it.

kind: decorators
"""

def fade(level, share):
    return level * (1.0 - share)


def checked(function):
    def wrapper(level, share):
        if level < 0.0:
            raise ValueError(f"no level is {level}")
        return function(level, share)

    return wrapper


fade = checked(fade)


def run(levels, share, rounds):
    total = 0.0
    for _ in range(rounds):
        for i in range(len(levels)):
            levels[i] = fade(levels[i], share) + 0.5
            total += levels[i]
    return total


def main():
    levels = [float(k % 17) for k in range(1000)]
    print(run(levels, 0.25, 4000), levels[3])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield run, [1.0, 2.0, -1.0, 3.0], 0.25, 1
    yield run, [1.0, 2.0], 1.75, 3
    yield run, [1, 2], 1, 1
    yield run, [1.0, "x"], 0.25, 1
    yield run, [-0.0, 0.0], 0.5, 1
    yield run, [float("nan")], 0.5, 1
    yield run, [], 0.5, 2
    yield fade, -1.0, 0.5
