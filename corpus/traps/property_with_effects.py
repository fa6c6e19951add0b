"""Reading a property counts the readings, and setting one clips the value.

kind: properties and slots
"""

class Tank:
    def __init__(self, level):
        self.readings = 0
        self._level = level

    @property
    def level(self):
        self.readings += 1
        return self._level

    @level.setter
    def level(self, value):
        self._level = min(max(value, 0.0), 100.0)


def run(tank, inflow, steps):
    for step in range(steps):
        if tank.level < 50.0:
            tank.level = tank.level + inflow
        else:
            tank.level = tank.level * 0.75
    return tank.level


def main():
    tank = Tank(10.0)
    print(run(tank, 0.37, 800_000), tank.readings)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Plain:
    level = 7


class Refusing(Tank):
    @property
    def level(self):
        return self._level


def probes():
    nan = float("nan")
    yield run, Tank(10.0), -50.0, 5
    yield run, Tank(10), 30, 4
    yield run, Tank(nan), 1.0, 3
    yield run, Tank(10.0), nan, 3
    yield run, Tank(10.0), "x", 3
    yield run, Tank("x"), 1.0, 3
    yield run, Plain(), 1, 3
    yield run, Refusing(3.0), 1.0, 3
    yield run, None, 1.0, 0
    yield run, Tank(99.0), 1.0, 0
    yield run, Tank(2**70), 1.0, 2
    yield run, Tank(-0.0), -0.0, 1
