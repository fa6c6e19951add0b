"""The same sweep over a NumPy array, whose dtype, order and writability decide what is stored.

kind: in-place stencils
"""

import numpy as np


def relax(grid, weight):
    rows, columns = grid.shape
    moved = 0.0
    for i in range(1, rows - 1):
        for j in range(1, columns - 1):
            around = grid[i - 1, j] + grid[i + 1, j] + grid[i, j - 1] + grid[i, j + 1]
            change = weight * (around / 4.0 - grid[i, j])
            grid[i, j] += change
            moved += abs(change)
    return moved


def main():
    grid = np.zeros((90, 90))
    grid[0, :] = 1.0
    grid[:, -1] = np.linspace(1.0, 3.0, 90)
    for step in range(40):
        moved = relax(grid, 1.5)
    print(repr(float(moved)), grid.sum())


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    base = np.arange(20.0).reshape(4, 5) ** 1.5
    yield relax, base.copy(), 1.5
    yield relax, base.copy(order="F"), 1.5
    yield relax, base.astype(np.float32), 1.5
    yield relax, base.astype(np.int32), 1.5
    yield relax, base.astype(np.uint8), 1
    yield relax, base.copy().T, 0.5
    yield relax, np.tile(base, (2, 2))[::2, ::-1], 0.5
    frozen = base.copy()
    frozen.flags.writeable = False
    yield relax, frozen, 1.0
    yield relax, np.zeros((0, 5)), 1.0
    yield relax, np.zeros(5), 1.0
    yield relax, np.float64(3.0), 1.0
    yield relax, [[1.0, 2.0], [3.0, 4.0]], 1.0
    yield relax, base.astype(complex), 1.5
    yield relax, base.astype(object), 1.5
    poisoned = base.copy()
    poisoned[2, 2] = np.nan
    yield relax, poisoned, 1.5
    yield relax, base.copy(), 2
    yield relax, base.copy(), np.float32(1.1)
    yield relax, np.lib.stride_tricks.as_strided(np.arange(9.0), (5, 5), (8, 8)), 1.0
    yield relax, np.ma.masked_less(base.copy(), 5.0), 1.0
    yield relax, base.astype(">f8"), 1.0
