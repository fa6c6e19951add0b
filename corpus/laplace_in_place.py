"""Solve Laplace's equation by sweeping over one grid in place.

source: the Gauss-Seidel relaxation of numerical methods courses; each cell uses
    neighbours already updated in the same sweep, so the slice form is another method
run: python laplace_in_place.py
expect: winner >= 30 in sweep, solve
expect: identical in sweep, solve
expect: no-slice-form in sweep, solve
"""

import numpy as np


def make_grid(n):
    grid = np.zeros((n, n))
    grid[0, :] = 100.0
    grid[:, -1] = np.linspace(100.0, 0.0, n)
    return grid


def sweep(grid):
    rows, columns = grid.shape
    for i in range(1, rows - 1):
        for j in range(1, columns - 1):
            grid[i, j] = 0.25 * (
                grid[i - 1, j] + grid[i + 1, j] + grid[i, j - 1] + grid[i, j + 1]
            )


def solve(grid, sweeps):
    for _ in range(sweeps):
        sweep(grid)
    return grid


def main():
    grid = solve(make_grid(100), 450)
    print("centre", grid[50, 50])
    print("corner", grid[1, 98])
    print("mean", grid.mean())


if __name__ == "__main__":
    main()
