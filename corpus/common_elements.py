"""Find the elements two lists have in common with two nested loops.

source: the set-intersection exercise; order and duplicates belong to the answer
run: python common_elements.py
expect: winner >= 300 in common_elements
expect: identical in common_elements
expect: finding nested-loop-intersection
"""

import random


def common_elements(first, second):
    for a in first:
        for b in second:
            if a == b:
                yield a


def main():
    random.seed(42)
    first = [random.randrange(1_000_000) for _ in range(16_000)]
    second = [random.randrange(1_000_000) for _ in range(16_000)]
    second[100:105] = first[:5]
    second[4_000:4_003] = first[:3]
    common = list(common_elements(first, second))
    print(len(common), "in common")
    print(common)


if __name__ == "__main__":
    main()
