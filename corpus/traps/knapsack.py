"""The best load within a weight; a negative weight reads the table from its far end.

kind: negative and overrunning indices
"""


def best_value(weights, values, capacity):
    best = [0] * (capacity + 1)
    for k in range(len(weights)):
        weight = weights[k]
        for room in range(capacity, weight - 1, -1):
            taken = best[room - weight] + values[k]
            if taken > best[room]:
                best[room] = taken
    return best[capacity], best


def ways(coins, amount):
    table = [1] + [0] * amount
    for coin in coins:
        for total in range(coin, amount + 1):
            table[total] += table[total - coin]
    return table[amount]


def main():
    weights = [(i * 31) % 47 + 3 for i in range(600)]
    values = [(i * 7919) % 101 for i in range(600)]
    print(best_value(weights, values, 10_000)[0])
    print(ways([1, 2, 5, 10, 20, 50], 120_000))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield best_value, [2, 3], [5, 7], 5
    yield best_value, [-1, 2], [5, 7], 4
    yield best_value, [0, 0], [5, 7], 3
    yield best_value, [9], [1], 3
    yield best_value, [2], [5], 0
    yield best_value, [2], [5], -1
    yield best_value, [], [], -3
    yield best_value, [0], [1], -1
    yield best_value, [2, 2], [5], 4
    yield best_value, [2, 2], [0.5, 1], 4
    yield best_value, [2], [2**63], 4
    yield best_value, [2.0], [1], 4
    yield best_value, [True], [True], 4
    yield best_value, [1, 1], ["a", 2], 2
    yield best_value, [1], [float("nan")], 2
    yield best_value, [2], [5], 4.0
    yield best_value, [-9], [1], 3
    yield ways, [1, 2, 5], 11
    yield ways, [1, 2, 3, 5, 7, 11, 13], 3000
    yield ways, [0], 3
    yield ways, [-1], 3
    yield ways, [-5], 3
    yield ways, [1], 0
    yield ways, [1], -2
    yield ways, [], -1
    yield ways, [2.0], 4
    yield ways, (True, 2), 5
    yield ways, range(1, 60), 2000
