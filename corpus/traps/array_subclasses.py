"""Subclasses of ndarray and masked arrays, whose items and operators say more than numbers.

kind: subclasses
"""

import numpy as np


def gradient_energy(field):
    total = 0.0
    for i in range(field.shape[0] - 1):
        for j in range(field.shape[1] - 1):
            dx = field[i + 1, j] - field[i, j]
            dy = field[i, j + 1] - field[i, j]
            total += dx * dx + dy * dy
    return total


def main():
    i, j = np.indices((220, 220))
    field = np.sin(i * 0.1) * np.cos(j * 0.07)
    print([repr(float(gradient_energy(field[k:]))) for k in range(6)])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


class Tagged(np.ndarray):
    def __getitem__(self, place):
        return np.asarray(self)[place] * 2


class Plain(np.ndarray):
    pass


def probes():
    base = np.arange(12.0).reshape(3, 4) ** 1.3
    yield gradient_energy, base.view(Tagged)
    yield gradient_energy, base.view(Plain)
    yield gradient_energy, np.ma.masked_greater(base, 6.0)
    yield gradient_energy, np.matrix(base)
    yield gradient_energy, np.rec.array(base)
    yield gradient_energy, base.astype(np.float32)
    yield gradient_energy, base.astype(np.float16)
    yield gradient_energy, base.astype(np.longdouble)
    yield gradient_energy, base.astype(np.uint8)
    yield gradient_energy, base.astype(np.int8) * 30
    yield gradient_energy, base > 4
    yield gradient_energy, base + 1j
    yield gradient_energy, base.astype(object)
    yield gradient_energy, base.astype("f8").byteswap().view(">f8")
    yield gradient_energy, base.T
    yield gradient_energy, base[::-1, ::2]
    yield gradient_energy, np.ones((3, 3, 2))
    yield gradient_energy, np.ones(3)
    yield gradient_energy, np.zeros((0, 4))
    yield gradient_energy, np.zeros((1, 0))
    yield gradient_energy, np.array([[np.inf, 1.0], [1.0, np.inf], [2.0, 3.0]])
    yield gradient_energy, np.array([[1e200, 1.0], [1.0, 1.0]])
    yield gradient_energy, [[1.0, 2.0], [3.0, 4.0]]
    yield gradient_energy, np.array([["a", "b"], ["c", "d"]])
