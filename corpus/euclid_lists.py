"""Euclidean distance of two lists of floats by an index loop.

source: the loop people bring along from C, on lists
run: python euclid_lists.py
expect: winner in euclid, nearest
"""

import math
import random


def euclid(a, b):
    total = 0.0
    for i in range(len(a)):
        total += (a[i] - b[i]) ** 2
    return math.sqrt(total)


def nearest(query, vectors):
    best = None
    best_distance = float("inf")
    for index, vector in enumerate(vectors):
        distance = euclid(query, vector)
        if distance < best_distance:
            best, best_distance = index, distance
    return best, best_distance


def main():
    random.seed(3)
    vectors = [[random.random() for _ in range(256)] for _ in range(1_500)]
    for k in range(0, 1_500, 15):
        query = [v + 0.01 for v in vectors[k]]
        print(k, *nearest(query, vectors))


if __name__ == "__main__":
    main()
