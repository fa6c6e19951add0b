"""How many pairs of numbers have no common divisor.

source: number theory by Euclid
run: python gcd_sums.py
expect: winner >= 10 in coprime_pairs
expect: identical in coprime_pairs
"""


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def coprime_pairs(n):
    count = 0
    for a in range(1, n):
        for b in range(a, n):
            if gcd(a, b) == 1:
                count += 1
    return count


print(coprime_pairs(1500))
