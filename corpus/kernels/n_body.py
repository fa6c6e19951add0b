"""Planets that attract each other, step by step, with positions in lists.

source: the n-body exercise, all pairs
run: python n_body.py
expect: winner >= 10 in advance
expect: identical in advance
"""

import math

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def advance(x, y, z, vx, vy, vz, mass, dt, steps):
    n = len(x)
    for _ in range(steps):
        for i in range(n):
            for j in range(i + 1, n):
                dx = x[i] - x[j]
                dy = y[i] - y[j]
                dz = z[i] - z[j]
                distance = math.sqrt(dx * dx + dy * dy + dz * dz + 0.01)
                pull = dt / (distance * distance * distance)
                vx[i] -= dx * mass[j] * pull
                vy[i] -= dy * mass[j] * pull
                vz[i] -= dz * mass[j] * pull
                vx[j] += dx * mass[i] * pull
                vy[j] += dy * mass[i] * pull
                vz[j] += dz * mass[i] * pull
        for i in range(n):
            x[i] += dt * vx[i]
            y[i] += dt * vy[i]
            z[i] += dt * vz[i]


def main():
    n = 40
    state = [[draw() for _ in range(n)] for _ in range(7)]
    advance(*state, 0.001, 5000)
    print("%.17g %.17g" % (state[0][0], sum(state[3])))


main()
