"""The number of edits between two words, one row of the table at a time.

source: Wagner and Fischer's algorithm
run: python edit_distance.py
expect: winner >= 10 in distance
expect: identical in distance
"""

_seed = 42


def draw():
    global _seed
    _seed = (_seed * 1103515245 + 12345) % 2147483648
    return _seed / 2147483648


def distance(first, second):
    previous = list(range(len(second) + 1))
    for i in range(len(first)):
        current = [i + 1]
        for j in range(len(second)):
            cost = 0 if first[i] == second[j] else 1
            current.append(min(previous[j] + cost, previous[j + 1] + 1, current[j] + 1))
        previous = current
    return previous[-1]


def main():
    first = "".join("acgt"[int(draw() * 4)] for _ in range(2800))
    second = "".join("acgt"[int(draw() * 4)] for _ in range(2500))
    print(distance(first, second))


main()
