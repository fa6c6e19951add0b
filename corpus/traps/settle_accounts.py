"""Transfers between accounts raise on an unknown account after some money has moved.

kind: exceptions half-way
"""

def settle(balances, transfers):
    moved = 0
    for source, target, amount in transfers:
        balances[source] -= amount
        balances[target] += amount
        moved += 1
    return moved


def main():
    balances = [1000.0] * 50
    transfers = [((i * 7) % 50, (i * 11 + 3) % 50, (i % 13) * 0.25) for i in range(5000)]
    for _ in range(1500):
        moved = settle(balances, transfers)
    print(moved, sum(balances), balances[7])


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield settle, [1.0, 2.0], [(0, 1, 0.5), (1, 5, 0.25), (0, 1, 1.0)]
    yield settle, [1.0, 2.0], [(0, -1, 0.5), (-2, 1, 0.25)]
    yield settle, [1.0, 2.0], [(0, 1, 0.5), (-3, 1, 0.25)]
    yield settle, [1.0, 2.0], [(0, 1, 0.5), (0, 1)]
    yield settle, [1.0, 2.0], [(0, 0, 0.1)]
    yield settle, {"a": 1, "b": 2}, [("a", "b", 1), ("a", "c", 1)]
    yield settle, [1, 2], [(0, 1, 2**70)]
    yield settle, [1.0, 2.0], [(0, 1, "x")]
    yield settle, [1.0, 2.0], [(True, False, 0.5)]
    yield settle, [1.0, 2.0], [(0.0, 1, 0.5)]
    yield settle, (1.0, 2.0), [(0, 1, 0.5)]
    yield settle, [1.0, "2"], [(0, 1, 0.5)]
    yield settle, [], []
    yield settle, [1.0, 2.0], iter([(0, 1, 0.5), (0, 9, 1.0), (1, 0, 1.0)])
