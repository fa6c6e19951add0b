"""Attributes are read when they are needed: an object without them is fine until then.

kind: properties and slots
"""

class Grid:
    def __init__(self, values, rate, limit):
        self.values = values
        self.rate = rate
        self.limit = limit
        self.steps = 0

    def heat(self, rounds):
        for _ in range(rounds):
            for i in range(len(self.values)):
                self.values[i] += self.rate * (self.limit - self.values[i])
            self.steps += 1
        return self.steps


def main():
    grid = Grid([float(k % 13) for k in range(1000)], 0.01, 20.0)
    print(grid.heat(6000), sum(grid.values))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Bare:
    steps = 7


class Late:
    def __init__(self):
        self.values = [1.0, 2.0]
        self.steps = 3

    def __getattr__(self, name):
        print("asked for", name)
        return 0.5


class Counting(list):
    def __len__(self):
        print("measured")
        return list.__len__(self)


class Frozen(Grid):
    def __setattr__(self, name, value):
        if name == "steps" and getattr(self, "steps", 0) >= 2:
            raise AttributeError("frozen")
        object.__setattr__(self, name, value)


def made(kind, rounds, **values):
    thing = kind.__new__(kind)
    thing.__dict__.update(values)
    try:
        return Grid.heat(thing, rounds)
    finally:
        print(thing.__dict__)


def probes():
    grid = Grid([1.0, 2.0], 0.5, 4.0)
    yield grid.heat, 2
    yield lambda: vars(grid),
    yield Grid.heat, Bare(), 0
    yield Grid.heat, Bare(), 1
    yield Grid.heat, Late(), 1
    yield made, Grid, 2
    yield lambda: made(Grid, 1, values=[], steps=1),
    yield lambda: made(Grid, 1, values=[1.0], steps=1),
    yield lambda: made(Grid, 1, values=[1.0], rate=1.0, limit=2.0),
    yield lambda: made(Grid, 2, values=Counting([1.0, 2.0]), rate=0.5, limit=2.0, steps=0),
    yield lambda: made(Frozen, 4, values=[1.0, 2.0], rate=0.5, limit=2.0, steps=0),
    yield lambda: made(Grid, 2, values=[1, 2], rate=1, limit=2**70, steps=0),
    yield lambda: made(Grid, 2, values=[1.0, None], rate=1, limit=2, steps=0),
    yield lambda: made(Grid, 2, values=(1.0, 2.0), rate=0.5, limit=2.0, steps=0),
    yield lambda: made(Grid, 2, values=[1.0], rate=0.5, limit=2.0, steps=2**63 - 1),
    yield lambda: made(Grid, 2, values=[1.0], rate=0.5, limit=2.0, steps=0.5),
    yield lambda: made(Grid, 2, values=[1.0], rate=0.5, limit=2.0, steps=True),
    yield Grid.heat, None, 0
    yield Grid([1.0], 0.5, float("nan")).heat, 1
    shared = [1.0, 2.0]
    one = Grid(shared, 0.5, 1.0)
    one.limit = one.rate
    yield one.heat, 2
