"""The same object stands in the list twice, or in both lists, and is moved twice.

kind: aliased lists
"""


class Body:
    def __init__(self, x, speed, mass=1.0):
        self.x = x
        self.speed = speed
        self.mass = mass


def advance(bodies, pulls, step):
    for body in bodies:
        for other in pulls:
            gap = other.x - body.x
            body.speed += step * other.mass * gap / (1.0 + gap * gap)
    for body in bodies:
        body.x += step * body.speed
    return bodies[0].x


def main():
    bodies = [Body(i * 0.7, 0.1 * i) for i in range(40)]
    pulls = [Body(i * 0.9 + 0.3, 0.0, 0.5 + i) for i in range(40)]
    for _ in range(4000):
        last = advance(bodies, pulls, 0.001)
    print(last, sum(body.x for body in bodies))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Heavy(Body):
    @property
    def mass(self):
        print("weighed")
        return 2.0

    @mass.setter
    def mass(self, value):
        pass


class Slotted:
    __slots__ = ("x", "speed", "mass")

    def __init__(self, x, speed, mass):
        self.x, self.speed, self.mass = x, speed, mass


def without(attribute):
    bodies = [Body(0.0, 1.0), Body(1.0, 2.0), Body(2.0, 3.0)]
    delattr(bodies[1], attribute)
    try:
        advance(bodies, bodies, 0.5)
    finally:
        print([vars(body) for body in bodies])


def probes():
    one, two = Body(0.0, 1.0), Body(1.0, 2.0, 3.0)
    yield advance, [one, one], [two], 0.5
    yield advance, [one, two], [one, two], 0.5
    both = [Body(0.0, 1.0), Body(1.0, 2.0, 3.0)]
    yield advance, both, both, 0.5
    yield advance, [one, two, one], [two, two], 0.5
    yield advance, [Body(0, 1, 1), Body(2, 0, 1)], [Body(3, 0, 2)], 1
    yield advance, [Heavy(0.0, 1.0)], [Heavy(1.0, 0.0)], 0.5
    yield advance, [Slotted(0.0, 1.0, 1.0)], [Slotted(1.0, 0.0, 2.0)], 0.5
    yield advance, (one, two), {one: 1}, 0.5
    yield advance, [], [one], 0.5
    yield advance, [one], [], 0.5
    yield advance, [one], iter([one, two]), 0.5
    yield advance, [Body(0.0, 1.0), Body(1.0, "a")], [two], 0.5
    yield advance, [Body(float("nan"), 1.0), Body(1e200, 1.0)], [two], 0.5
    yield advance, [Body(1e308, 1e308), Body(-1e308, 1.0)], [Body(-1e308, 1.0)], 9.0
    for attribute in ("x", "speed", "mass"):
        yield without, attribute
