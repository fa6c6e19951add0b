"""Monte-Carlo programs as people write them."""

# mypy: ignore-errors
# ruff: noqa: NPY002, S311 # no secrets
# The functions are subjects of tests, written without types as their authors would.

import random
from random import randint
from random import random as draw

import numpy as np


def darts(n):
    inside = 0
    for _ in range(n):
        x = random.random()
        y = random.random()
        if x * x + y * y <= 1.0:
            inside += 1
    return 4 * inside / n


def medley(n, items, steps):
    total = 0.0
    count = 0
    for _ in range(n):
        total += random.uniform(-1, 2) + random.triangular(1.0, 4.0, 1.5) + random.triangular()
        total += random.normalvariate(3, 0.5) + random.lognormvariate(0.25, 0.5)
        total += random.gauss(1, 2.0) + random.gauss() * random.gauss(mu=2.0, sigma=0.5)
        total += random.expovariate(0.7) + random.gammavariate(2.5, 1.5)
        total += random.gammavariate(0.5, 1.5) + random.betavariate(0.5, 3)
        total += random.paretovariate(2.5) + random.weibullvariate(1.5, 2)
        count += random.getrandbits(17) + random.getrandbits(40) % 1000
        count += random.randint(-3, 90) * random.randrange(1, 100, 7) - random.randrange(5)
        count += random.choice(items) + random.choice([-1, 1]) + random.choice((2, 3, 5))
        random.shuffle(steps)
        count += steps[0] if random.randrange(2, 4) == 2 else -steps[1]
        for one in random.sample(items, 2):
            count += one
        while random.random() < 0.3 or random.randint(0, 3) == 2:
            count += 1
    return total, count


def walk(rng, n):
    place = 0
    for _ in range(n):
        place += 1 if rng.random() < 0.5 else -1
        if place > 40:
            raise ValueError(place)
    return place


class Gas:
    """A simulation with a generator of its own."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.energy = 0.0


def heat(self, n):
    for _ in range(n):
        self.energy += self.rng.gauss(0.0, 1.0) ** 2
    return self.energy


def climb(n, top):
    total = 0
    for i in range(n):
        total += randint(1, top - i)
    return total + draw()


def bets(moves, n):
    roll = random.randint
    where = [0, 0]
    lucky = 0
    for _ in range(n):
        dx, dy = random.choice(moves)
        where[0] += dx
        where[1] += dy
        lucky += sum(random.sample(range(3, 150, 3), 6)) + roll(1, 6)
        if (random.random() < 0.2 and random.random() < 0.5) or random.random() > 0.9:
            lucky -= 1 if random.random() < 0.4 else random.randrange(2)
        lucky += max(random.randint(0, 3), random.randint(0, 2)) - roll(0, 1) * roll(0, 5)
    return where, lucky


def older(n):
    total = 0.0
    count = 0
    for _ in range(n):
        total += np.random.rand() - np.random.random() * np.random.uniform(-1, 3)
        total += np.random.normal(1, 2.0) + np.random.randn() - np.random.standard_normal()
        total += np.random.exponential(2.0) + np.random.normal()
        count += np.random.randint(6) + np.random.randint(-2, 50)
        if np.random.random_sample() < 0.5:
            total -= np.random.randn()
    return total, count


def tosses(rng, n):
    total = 0.0
    count = 0
    for _ in range(n):
        total += rng.random() + rng.uniform(-1.0, 3) * rng.random()
        count += int(rng.integers(6)) - int(rng.integers(-7, 2**30))
        if rng.integers(0, 3) == 1:
            total -= 0.5
    return total, count, rng.integers(9)


def seeded_inside(n):
    for i in range(n):
        random.seed(i)
    return random.random()


def drawn_by_name(n):
    total = 0.0
    for _ in range(n):
        total += random.vonmisesvariate(0.0, 4.0)
    return total


def shuffled_rows(n):
    rows = [[0, 1], [2, 3], [4, 5]]
    for _ in range(n):
        random.shuffle(rows)
    return rows[0][0]


def picked_float(n):
    return random.randrange(n * 1.0)
