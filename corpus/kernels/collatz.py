"""The longest of many Collatz sequences.

source: the problem of Collatz
run: python collatz.py
expect: winner >= 10
expect: identical
"""

best_length = 0
best_start = 0
for start in range(1, 180_000):
    n = start
    length = 1
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        length += 1
    if length > best_length:
        best_length, best_start = length, start
print(best_start, best_length)
