"""Conway's game of life on a torus of lists.

source: Conway's game, as beginners write it
run: python life.py
expect: winner >= 10
expect: identical
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def step(board):
    rows, columns = len(board), len(board[0])
    after = [[0] * columns for _ in range(rows)]
    for r in range(rows):
        for c in range(columns):
            alive = 0
            for dr in (-1, 0, 1):
                for dc in (-1, 0, 1):
                    if dr != 0 or dc != 0:
                        alive += board[(r + dr) % rows][(c + dc) % columns]
            if alive == 3 or (alive == 2 and board[r][c] == 1):
                after[r][c] = 1
    return after


board = [[1 if draw() < 0.3 else 0 for _ in range(96)] for _ in range(96)]
for _ in range(200):
    board = step(board)
print(sum(sum(row) for row in board), sum(board[7]))
