"""Sample a two-dimensional distribution by Gibbs sampling.

source: the sampler that has been used to compare languages for statistics
run: python gibbs.py
expect: winner >= 5 in gibbs
expect: identical
"""

import math
import random


def gibbs(n, thin):
    x = 0.0
    y = 0.0
    samples = []
    for _ in range(n):
        for _ in range(thin):
            x = random.gammavariate(3, 1.0 / (y * y + 4))
            y = random.gauss(1.0 / (x + 1), 1.0 / math.sqrt(2 * (x + 1)))
        samples.append((x, y))
    return samples


def main():
    random.seed(1234)
    samples = gibbs(2_500, 800)
    mean_x = sum(x for x, _ in samples) / len(samples)
    mean_y = sum(y for _, y in samples) / len(samples)
    print("mean", mean_x, mean_y)
    print("last", samples[-1])
    print("next draw", random.random())


if __name__ == "__main__":
    main()
