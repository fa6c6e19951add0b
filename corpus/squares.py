"""Collect the squares of many numbers with append and a small helper.

source: the list-building exercise of beginners' courses
run: python squares.py
expect: finding append-loop
"""


def square(n):
    return n * n


def squares(numbers):
    result = []
    for n in numbers:
        result.append(square(n))
    return result


total = 0
for repeat in range(30):
    values = squares(range(repeat, 1_000_000 + repeat))
    total += sum(values)
print(len(values), values[-1], total)
