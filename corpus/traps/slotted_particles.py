"""Objects with slots: a hot update reads and writes their attributes, and may stop half-way.

kind: properties and slots
"""

class Particle:
    __slots__ = ("x", "v", "mass")

    def __init__(self, x, v, mass):
        self.x = x
        self.v = v
        self.mass = mass


def advance(particles, dt, steps):
    for _ in range(steps):
        for p in particles:
            p.v -= p.x / p.mass * dt
            p.x += p.v * dt


def energy(particles):
    return sum(0.5 * p.mass * p.v * p.v + 0.5 * p.x * p.x for p in particles)


def main():
    particles = [Particle(0.1 * k, 0.0, 1.0 + k % 3) for k in range(100)]
    advance(particles, 0.001, 20_000)
    print(energy(particles), particles[7].x, particles[7].v)


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Odd(Particle):
    __slots__ = ()

    def __setattr__(self, name, value):
        print("set", name)
        object.__setattr__(self, name, value)


class Loose:
    def __init__(self, **values):
        self.__dict__.update(values)


class Computed:
    x = 2.0
    v = 1.0

    @property
    def mass(self):
        return 4.0


def probes():
    from fractions import Fraction

    yield advance, [Particle(1.0, 2.0, 3.0), Particle(1.0, 2.0, 0.0), Particle(1.0, 2.0, 3.0)], 0.5, 2
    same = Particle(1.0, 2.0, 3.0)
    yield advance, [same, same], 0.5, 2
    yield advance, [Particle(1, 2, 4)], 1, 2
    yield advance, [Particle(1, 2, 4), Loose(x=1.0, v=2.0, mass=2.0)], 0.5, 2
    yield advance, [Loose(x=1.0, v=2.0, mass=2.0, extra="e")], 0.5, 2
    yield advance, [Loose(x=1.0, mass=2.0)], 0.5, 2
    yield advance, [Computed()], 0.5, 2
    yield advance, [Odd(1.0, 2.0, 3.0)], 0.5, 1
    yield advance, [Particle(Fraction(1), 2, 3)], Fraction(1, 2), 2
    yield advance, [Particle(1.0, None, 3.0)], 0.5, 2
    yield advance, [Particle(1e308, 1e308, 1e-300)], 1e10, 2
    yield advance, [], 0.5, 3
    yield advance, [None], 0.5, 0
    yield advance, (Particle(1.0, 2.0, 3.0),), 0.5, 2
    yield advance, iter([Particle(1.0, 2.0, 3.0)]), 0.5, 2
    yield energy, [Particle(1, 2, 3)]
    yield energy, []
    yield energy, [Particle(1.0, 2.0, 3.0), Particle("x", 1.0, 1.0)]
    half = Particle(1.0, 2.0, 3.0)
    del half.v
    yield advance, [Particle(1.0, 2.0, 3.0), half], 0.5, 1
