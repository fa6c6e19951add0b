"""A lattice of spins that flip by chance, one place after the other.

source: the Ising model, Metropolis steps
run: python ising.py
expect: winner >= 10 in sweep
expect: identical in sweep
expect: no-slice-form in sweep
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def sweep(spins, chances, sweeps, seed):
    n = len(spins)
    for _ in range(sweeps):
        for r in range(n):
            for c in range(n):
                around = (
                    spins[(r + 1) % n][c] + spins[(r - 1) % n][c]
                    + spins[r][(c + 1) % n] + spins[r][(c - 1) % n]
                )
                change = spins[r][c] * around
                seed = (seed * 1103515245 + 12345) % 2147483648
                if change <= 0 or seed / 2147483648 < chances[change]:
                    spins[r][c] = -spins[r][c]
    return seed


n = 64
spins = [[1 if draw() < 0.5 else -1 for _ in range(n)] for _ in range(n)]
chances = [1.0, 0.6, 0.3, 0.2, 0.1]
print(sweep(spins, chances, 400, 7), sum(sum(row) for row in spins))
