"""A Gauss-Seidel sweep reads neighbours already written in the same sweep; no slice does that.

kind: in-place stencils
"""

def sweep(grid, steps):
    rows, columns = len(grid), len(grid[0])
    for _ in range(steps):
        for i in range(1, rows - 1):
            for j in range(1, columns - 1):
                grid[i][j] = (
                    grid[i - 1][j] + grid[i + 1][j] + grid[i][j - 1] + grid[i][j + 1]
                ) / 4.0


def main():
    grid = [[float((i * 7 + j * 3) % 11) for j in range(60)] for i in range(60)]
    sweep(grid, 1200)
    print(sum(map(sum, grid)), grid[7][8], grid[30][31])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    shared = [1.0, 2.0, 5.0, 0.25]
    yield sweep, [[1, 2, 3], [4, 5, 6], [7, 8, 9]], 2
    yield sweep, [shared, shared, shared, shared], 3
    yield sweep, [[1.0, 2.0, 3.0], [4.0, 5.0], [7.0, 8.0, 9.0]], 2
    yield sweep, [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0, 7.0], [7.0, 8.0, 9.0]], 2
    yield sweep, [[1.0, 2.0, 3.0, 1.0], [4.0, 5.0, 6.0, 7.0], [7.0, "8", 9.0, 1.0]], 2
    yield sweep, [(1.0, 2.0, 3.0), (4.0, 5.0, 6.0), (7.0, 8.0, 9.0)], 1
    yield sweep, [[1.0, float("nan"), 3.0], [4.0, 5.0, 6.0], [7.0, float("inf"), 9.0]], 4
    yield sweep, [], 3
    yield sweep, [[]], 3
    yield sweep, [[1.0]], 3
    yield sweep, [[10**400, 2, 3], [4, 5, 6], [7, 8, 10**400]], 1
    yield sweep, [[1e308, 1e308, 1e308], [1e308, 5, 1e308], [7, 1e308, -0.0]], 1
    yield sweep, [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]], -1
    yield sweep, [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]], 1.0
    yield sweep, [[-0.0, -0.0, -0.0], [-0.0, -0.0, -0.0], [-0.0, -0.0, -0.0]], True
