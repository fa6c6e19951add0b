"""Sort a list of floats in place with a hand-written quicksort.

source: the sorting micro-benchmark used to compare languages
run: python quicksort.py
expect: identical
"""

import random


def quicksort(a, lo, hi):
    i = lo
    j = hi
    while i < hi:
        pivot = a[(lo + hi) // 2]
        while i <= j:
            while a[i] < pivot:
                i += 1
            while a[j] > pivot:
                j -= 1
            if i <= j:
                a[i], a[j] = a[j], a[i]
                i += 1
                j -= 1
        if lo < j:
            quicksort(a, lo, j)
        lo = i
        j = hi
    return a


def main():
    random.seed(8)
    for size in (1_000, 100_000, 2_000_000):
        a = [random.random() for _ in range(size)]
        quicksort(a, 0, len(a) - 1)
        in_order = all(a[i] <= a[i + 1] for i in range(len(a) - 1))
        print(size, in_order, a[0], a[size // 2], a[-1])


if __name__ == "__main__":
    main()
