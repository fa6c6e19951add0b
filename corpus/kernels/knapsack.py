"""The best load of a knapsack, one row of sums.

source: dynamic programming, 0/1 items
run: python knapsack.py
expect: winner >= 10 in best_value
expect: identical in best_value
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def best_value(weights, values, room):
    best = [0] * (room + 1)
    for item in range(len(weights)):
        weight, value = weights[item], values[item]
        for left in range(room, weight - 1, -1):
            candidate = best[left - weight] + value
            if candidate > best[left]:
                best[left] = candidate
    return best[room]


def main():
    n = 300
    weights = [1 + int(draw() * 60) for _ in range(n)]
    values = [1 + int(draw() * 500) for _ in range(n)]
    print(best_value(weights, values, 30_000))


main()
