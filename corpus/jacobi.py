"""Heat spreading over a plate: each step reads one grid and writes another.

source: the Jacobi iteration for Laplace's equation, with index loops over NumPy arrays
run: python jacobi.py
expect: winner >= 70 in jacobi_step, jacobi
"""

import numpy as np


def jacobi_step(old, new):
    rows, columns = old.shape
    for i in range(1, rows - 1):
        for j in range(1, columns - 1):
            new[i, j] = (old[i - 1, j] + old[i + 1, j] + old[i, j - 1] + old[i, j + 1]) / 4.0


def jacobi(grid, steps):
    old = grid.copy()
    new = grid.copy()
    for step in range(steps):
        jacobi_step(old, new)
        old, new = new, old
    return old


def main():
    plate = np.zeros((120, 120))
    plate[0, :] = 1.0
    plate[40:60, 0] = 5.0
    result = jacobi(plate, 300)
    print(f"sum {result.sum():.8f}")
    for i in range(1, 120, 20):
        print(i, f"{result[i, 1]:.10f}", f"{result[i, 60]:.10f}")


if __name__ == "__main__":
    main()
