"""Frozen dataclasses refuse to be changed, ordered ones compare as tuples, and __post_init__ runs.

kind: properties and slots
"""

from dataclasses import dataclass, field, replace


@dataclass
class Cell:
    level: float
    rate: float = 0.25
    notes: list = field(default_factory=list)

    def __post_init__(self):
        self.level = self.level + 0.0


@dataclass(frozen=True, order=True)
class Reading:
    time: int
    value: float


def flow(cells, rounds):
    for _ in range(rounds):
        for left, right in zip(cells, cells[1:]):
            moved = (left.level - right.level) * left.rate
            left.level -= moved
            right.level += moved
    return max(cell.level for cell in cells)


def latest(readings):
    best = readings[0]
    total = 0.0
    for reading in readings:
        total += reading.value
        if reading > best:
            best = reading
    return best, total


def main():
    cells = [Cell(k % 7 * 1.5) for k in range(200)]
    print(flow(cells, 3000))
    readings = [Reading((i * 7919) % 100_003, i / 3) for i in range(200_000)]
    print(latest(readings))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Capped(Cell):
    def __setattr__(self, name, value):
        object.__setattr__(self, name, min(value, 2.0) if name == "level" else value)


class Loose:
    def __init__(self, level):
        self.level = level

    def __getattr__(self, name):
        print("missing", name)
        return 0.5


def flowed(cells, rounds):
    try:
        return flow(cells, rounds), cells
    finally:
        print(cells if all(isinstance(c, Cell) for c in cells) else len(cells))


def probes():
    yield flowed, [Cell(1.0), Cell(2.0), Cell(4.0)], 2
    yield flowed, [Cell(1), Cell(2, 1)], 1
    one = Cell(3.0)
    yield flowed, [one, Cell(1.0), one], 2
    yield flowed, [one, one], 2
    yield flowed, [Capped(1.0), Cell(9.0)], 2
    yield flowed, [Loose(1.0), Loose(3.0)], 1
    yield flowed, [Cell(1.0), Cell("a") if False else Cell(1.0, "a"), Cell(2.0)], 1
    yield flowed, [Cell(1.0), Reading(1, 2.0)], 1
    yield flowed, [Cell(float("nan")), Cell(1.0)], 1
    yield flowed, [Cell(float("inf")), Cell(1.0)], 1
    yield flowed, [Cell(1.0)], 5
    yield flowed, [], 5
    yield flowed, (Cell(1.0), Cell(2.0)), 1
    yield flowed, [Cell(1.0), Cell(2.0)], 1.5
    yield latest, [Reading(1, 2.0), Reading(1, 3.0), Reading(0, 9.0)]
    yield latest, [Reading(1, float("nan")), Reading(1, 3.0)]
    yield latest, [Reading(2, 1), Reading(2.0, True)]
    yield latest, [replace(Reading(1, 1.0), time="a"), Reading("b", 2.0)]
    yield latest, [Reading("a", 1.0), Reading(1, 2.0)]
    yield latest, [Reading(1, "a")]
    yield latest, [Cell(1.0)]
    yield latest, []
    yield latest, [Reading(1, 2**70), Reading(2**70, 1)]
    yield latest, (Reading(k, 1.0) for k in range(2))
