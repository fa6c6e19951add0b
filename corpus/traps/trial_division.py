"""for/else: the else runs only when no divisor broke the loop, and for an empty range too.

kind: break/else
"""

def primes(limit):
    found = []
    for n in range(2, limit):
        for p in found:
            if p * p > n:
                found.append(n)
                break
            if n % p == 0:
                break
        else:
            found.append(n)
    return found


def main():
    result = primes(600_000)
    print(len(result), result[-1], sum(result))


if __name__ == "__main__":
    main()


# --- calls the program never makes ---


def probes():
    yield primes, 0
    yield primes, 2
    yield primes, 3
    yield primes, 4
    yield primes, 30
    yield primes, -5
    yield primes, 10.0
    yield primes, True
