"""The prime numbers below a limit.

source: Eratosthenes
run: python sieve.py
expect: winner >= 10 in primes
expect: identical in primes
"""


def primes(limit):
    composite = [False] * (limit + 1)
    found = []
    for n in range(2, limit + 1):
        if not composite[n]:
            found.append(n)
            multiple = n * n
            while multiple <= limit:
                composite[multiple] = True
                multiple += n
    return found


found = primes(12_000_000)
print(len(found), found[-1], sum(found))
