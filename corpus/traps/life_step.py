"""One generation of Life from one grid into another, that may be the same grid.

kind: aliased lists
"""

def step(old, new):
    height, width = len(old), len(old[0])
    for y in range(height):
        for x in range(width):
            around = 0
            for dy in (-1, 0, 1):
                for dx in (-1, 0, 1):
                    if dy or dx:
                        around += old[(y + dy) % height][(x + dx) % width]
            new[y][x] = 1 if around == 3 or (around == 2 and old[y][x]) else 0


def main():
    old = [[(x * 7919 + y * 104729 + x * x * y * 31) % 11 % 2 for x in range(64)] for y in range(48)]
    new = [[0] * 64 for _ in range(48)]
    for _ in range(120):
        step(old, new)
        old, new = new, old
    print(sum(map(sum, old)), old[5][:20])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    grid = [[0, 1, 0, 0], [0, 1, 0, 1], [0, 1, 1, 0]]
    yield step, grid, grid
    yield step, [[0, 1, 0], [0, 1, 0], [0, 1, 0]], [[0] * 3] * 3
    yield step, [[0.0, 1.0, 0.0], [0, 1, 0], [0, True, 0]], [[7] * 3 for _ in range(3)]
    yield step, [[0, 1, 0], [0, 1], [0, 1, 0]], [[7] * 3 for _ in range(3)]
    yield step, [[0, 1, 0], [0, 1, 0], [0, 1, 0]], [[7] * 3 for _ in range(2)]
    yield step, [[1]], [[0]]
    yield step, [[]], [[]]
    yield step, [], []
    yield step, [[2**63, 1], [1, 0]], [[0, 0], [0, 0]]
    yield step, [[0, 1, 0], [0, "1", 0], [0, 1, 0]], [[7] * 3 for _ in range(3)]
    yield step, [[0, 1, 0], [0, [], 0], [0, 1, 0]], [[7] * 3 for _ in range(3)]
