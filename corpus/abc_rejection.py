"""Infer a coin's bias by approximate Bayesian computation.

source: the rejection sampler of introductions to likelihood-free inference
run: python abc_rejection.py
expect: winner >= 5 in rejection_sample
expect: identical
"""

import random


def simulate(p, n):
    heads = 0
    for _ in range(n):
        if random.random() < p:
            heads += 1
    return heads


def rejection_sample(observed, n, tolerance, draws):
    accepted = []
    for _ in range(draws):
        p = random.random()
        if abs(simulate(p, n) - observed) <= tolerance:
            accepted.append(p)
    return accepted


def main():
    random.seed(99)
    accepted = rejection_sample(observed=63, n=100, tolerance=1, draws=600_000)
    mean = sum(accepted) / len(accepted)
    print(len(accepted), "accepted")
    print("posterior mean", mean)


if __name__ == "__main__":
    main()
