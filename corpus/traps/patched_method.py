"""A method replaced on the class, on one object, or by a subclass.

kind: monkeypatching
"""

class Spring:
    def __init__(self, stiffness, rest):
        self.stiffness = stiffness
        self.rest = rest

    def force(self, length):
        return -self.stiffness * (length - self.rest)

    def settle(self, length, steps):
        speed = 0.0
        for _ in range(steps):
            speed = 0.999 * speed + 0.001 * self.force(length)
            length += 0.01 * speed
        return length


def main():
    total = 0.0
    for k in range(60):
        total += Spring(3.0 + k / 7, 1.0).settle(2.0 + k / 100, 50_000)
    print(total)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Stiff(Spring):
    def force(self, length):
        return -10.0 * length


class Typed(Spring):
    @property
    def rest(self):
        return 2

    @rest.setter
    def rest(self, value):
        print("rest", value)


def on_class(replacement):
    before = Spring.force
    Spring.force = replacement
    try:
        return Spring(1.0, 2.0).settle(3.0, 5)
    finally:
        Spring.force = before


def on_object(replacement):
    spring = Spring(1.0, 2.0)
    spring.force = replacement
    return spring.settle(3.0, 5), spring


def probes():
    from fractions import Fraction

    yield Spring(1.0, 2.0).settle, 3.0, 4
    yield Stiff(1.0, 2.0).settle, 3.0, 4
    yield Typed(1.0, 2.0).settle, 3.0, 4
    yield on_class, lambda self, length: self.rest
    yield on_class, None
    yield on_object, lambda length: 1.0
    yield on_object, (lambda: 1.0)
    yield Spring(Fraction(1, 2), 1).settle, Fraction(3), 2
    yield Spring(1, 2).settle, 3, 3
    yield Spring(1, 2).settle, 3, 0
    yield Spring("x", 2).settle, 3, 2
    yield Spring(1.0, float("nan")).settle, 3.0, 2
    yield Spring(1e308, -1e308).settle, 3.0, 9
    yield Spring.settle, None, 3.0, 2
    yield Spring.settle, None, 3.0, 0
    yield Spring(1.0, 2.0).settle, 3.0, 2.0
