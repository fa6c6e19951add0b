"""States that are members of an Enum: they are themselves, and only some of them are ints.

kind: is
"""

import enum


class Light(enum.Enum):
    RED = 1
    GREEN = 2
    AMBER = 3


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 5


NEXT = {Light.RED: Light.GREEN, Light.GREEN: Light.AMBER, Light.AMBER: Light.RED}


def run(light, delays, steps):
    clock = 0
    changes = 0
    for step in range(steps):
        clock += delays[step % len(delays)]
        if light is Light.RED and clock % 3 == 0:
            light = NEXT[light]
            changes += 1
        elif light is not Light.RED:
            light = NEXT[light]
    return light, clock, changes


def weigh(levels):
    total = 0
    top = Level.LOW
    for level in levels:
        total += level * 2
        if level > top:
            top = level
    return total, top


def main():
    print(run(Light.RED, [1, 2, 4], 900_000))
    print(weigh([Level.LOW, Level.HIGH] * 250_000), weigh([k % 9 for k in range(500_000)]))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield run, Light.GREEN, [3], 4
    yield run, "red", [3], 4
    yield run, None, [3], 0
    yield run, 1, [3], 4
    yield run, Level.LOW, [3], 2
    yield run, Light.RED, [], 2
    yield run, Light.RED, [], 0
    yield run, Light.RED, [2**63, 1.5], 4
    yield run, Light.RED, [True, "a"], 3
    yield run, Light.RED, (3, 3), -1
    yield run, Light.RED, [3], 2.0
    yield weigh, [Level.LOW, Level.HIGH, 5, 7]
    yield weigh, [5, Level.HIGH]
    yield weigh, [True, Level.LOW]
    yield weigh, [1.0, 5.0]
    yield weigh, [Light.RED]
    yield weigh, []
    yield weigh, [0, -3]
    yield weigh, [2**63, Level.HIGH]
    yield weigh, ["a"]
